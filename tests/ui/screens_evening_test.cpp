// What screens tell of an evening: ink, the sun, two hands, the cord, the sheet.
#include <array>
#include <set>

#include "packs.h"
#include "parts/ink.h"
#include "parts/press.h"
#include "parts/sun_card.h"
#include "screens/gallery.h"
#include "screens/screens.h"
#include "testing/catch.h"
#include "ui/recorded_canvas.h"

using namespace ui;
using namespace std::chrono_literals;

namespace {

constexpr std::array layouts{std::pair{1920, 1080}, std::pair{1280, 800}, std::pair{800, 480}, std::pair{720, 1280}};

screens::GalleryPicture picture_of(std::string_view screen, std::string_view variant) {
    for (auto& picture : screens::gallery_pictures("ja"))
        if (picture.screen == screen && picture.variant == variant) return picture;
    FAIL("no picture " << screen << " " << variant);
    return {};
}

struct Drawn {
    explicit Drawn(Layout layout = Layout(1280, 800)) : canvas(text, radio_exercise_theme(), layout) {}
    const RecordedCanvas& operator()(const screens::GalleryPicture& picture) {
        canvas.reset();
        screens::draw_screen(canvas, picture.snapshot, picture.at, words);
        return canvas;
    }
    Text text;
    Messages words = Messages::load("ja");
    RecordedCanvas canvas;
};

void came_apart(screens::GalleryPicture& picture, std::initializer_list<std::chrono::seconds> times) {
    std::vector<base::WallTime> came;
    for (const auto time : times)
        came.push_back(picture.snapshot.now - 1h + time);
    picture.snapshot.arrived = static_cast<std::int64_t>(came.size());
    picture.snapshot.came = std::make_shared<const std::vector<base::WallTime>>(std::move(came));
}

// Of the stamps of tonight's row, without the one on the card before the sun, in the order of coming.
std::vector<const DrawOp*> row_of(const RecordedCanvas& canvas) {
    std::vector<const DrawOp*> row;
    const auto stamps = canvas.of_kind(DrawKind::stamp);
    for (const auto* op : stamps)
        if (op->stamp.date.empty()) row.push_back(op);
    return row;
}

}  // namespace

TEST_CASE("ink is as the pack has it until three in the afternoon, and deepest from eleven at night until dawn") {
    CHECK(parts::ink_of_hour(4 * 60, 0).dusk == 0);
    CHECK(parts::ink_of_hour(15 * 60, 0).dusk == 0);
    CHECK_THAT(parts::ink_of_hour(19 * 60, 0).dusk, WithinAbs(0.5, 0.001));
    CHECK(parts::ink_of_hour(23 * 60, 0).dusk == 1);
    CHECK(parts::ink_of_hour(0, 0).dusk == 1);
    CHECK(parts::ink_of_hour(4 * 60 - 1, 0).dusk == 1);
    float before = 0;
    for (int minute = 4 * 60; minute < 24 * 60; ++minute) {
        const float dusk = parts::ink_of_hour(minute, 0).dusk;
        CHECK(dusk >= before);
        before = dusk;
    }
}

TEST_CASE("the first print of an evening is the wettest, each after it a little drier, and none is quite dry") {
    CHECK(parts::ink_of_hour(1140, 1).wet == 1);
    for (std::int64_t order = 2; order < 500; ++order) {
        CHECK(parts::ink_of_hour(1140, order).wet < parts::ink_of_hour(1140, order - 1).wet);
        CHECK(parts::ink_of_hour(1140, order).wet > 0.1f);
        CHECK(parts::strength_of(parts::ink_of_hour(1140, order)) < 1);
    }
    CHECK(parts::strength_of(parts::ink_of_hour(1140, 1)) == 1);
    CHECK(parts::ink_of_hour(1140, 0).wet == 0);
}

TEST_CASE("at every hour a stamp is as far from its paper as a shape has to be") {
    for (const Pack& pack : shipped_packs()) {
        const Theme paper = on_paper(pack.theme);
        for (int minute = 0; minute < 24 * 60; minute += 30) {
            const auto ink = parts::ink_of_hour(minute, 0);
            CHECK(contrast(composite(mix(paper.accent, paper.ink, 0.22f * ink.dusk).faded(0.89f), paper.paper),
                           paper.paper) >= 3);
        }
    }
}

TEST_CASE("a wet print is of the same picture as a dry one, so that nothing is drawn anew while it falls") {
    for (const auto& [width, height] : layouts) {
        Drawn drawn{Layout(width, height)};
        const auto stamps = [&](std::string_view variant) {
            std::set<std::pair<std::string, int>> pictures;
            for (const auto* op : drawn(picture_of("welcome", variant)).of_kind(DrawKind::stamp))
                pictures.insert({stamp_key(op->stamp, 0), static_cast<int>(op->stamp.heavy)});
            return pictures;
        };
        const auto newest = [&] {
            const auto all = drawn.canvas.of_kind(DrawKind::stamp);
            return **std::ranges::max_element(all, {}, [](const DrawOp* op) { return op->bounds.w; });
        };
        const auto dry = stamps("again");
        const DrawOp dry_newest = newest();
        CHECK(stamps("first-of-evening") == dry);
        CHECK(newest().bounds.w > dry_newest.bounds.w);
        CHECK(newest().colour != dry_newest.colour);
    }
}

TEST_CASE("the sun of the evening rises with each who comes, and reaches no goal") {
    CHECK(parts::sun_height(0) == 0);
    float before = 0;
    for (std::int64_t arrived = 1; arrived <= 1000; ++arrived) {
        const float height = parts::sun_height(arrived);
        CHECK(height > before);
        CHECK(height < 1);
        before = height;
    }
    for (const auto& [width, height] : layouts) {
        Drawn drawn{Layout(width, height)};
        float above = 100000;
        for (const std::string variant : {"arrived-0", "arrived-4", "arrived-30", "arrived-1000"}) {
            const float y = drawn(picture_of("idle", variant)).of_kind(DrawKind::sun).front()->at.y;
            INFO(width << " " << variant);
            CHECK(y < above);
            above = y;
        }
    }
}

TEST_CASE("in calm motion the sun stays where it is") {
    Drawn drawn;
    auto few = picture_of("idle", "arrived-1");
    auto many = picture_of("idle", "arrived-1000");
    few.snapshot.community.calm = many.snapshot.community.calm = true;
    const Point at = drawn(few).of_kind(DrawKind::sun).front()->at;
    CHECK(drawn(many).of_kind(DrawKind::sun).front()->at == at);
}

TEST_CASE("the stamps of two who came together lean towards each other in tonight's row") {
    Drawn drawn;
    auto picture = picture_of("idle", "evening");
    came_apart(picture, {0s, 3s, 60s, 200s});
    auto row = row_of(drawn(picture));
    REQUIRE(row.size() == 4);
    CHECK(row[0]->angle > 0.1f);
    CHECK(row[1]->angle < -0.1f);
    const float leaning = row[1]->at.x - row[0]->at.x;
    const float alone = row[3]->at.x - row[2]->at.x;
    CHECK(leaning < alone);
    came_apart(picture, {0s, 6s, 60s, 200s});
    row = row_of(drawn(picture));
    const bool lean = row[0]->angle > 0.1f && row[1]->angle < -0.1f;
    CHECK_FALSE(lean);
}

TEST_CASE("a fresh card hangs when the stamp lands, swings once to each side, and rests") {
    CHECK(parts::press_on_fresh_card(0).hang == 1);
    CHECK(parts::press_on_fresh_card(parts::hung_ms).hang == 0);
    CHECK(parts::hung_ms < parts::impact_ms);
    int turns = 0;
    float before = 0;
    float widest = 0;
    for (float t = 0; t < parts::press_ends_ms + 200; t += 5) {
        const float swing = parts::press_on_fresh_card(t).swing;
        if (t < parts::impact_ms) CHECK(swing == 0);
        if (swing * before < 0) ++turns;
        if (swing != 0) before = swing;
        widest = std::max(widest, std::abs(swing));
    }
    CHECK(turns == 1);
    CHECK(widest > 1.0f * 3.1416f / 180);
    CHECK(parts::press_on_fresh_card(parts::press_ends_ms).swing == 0);
}

TEST_CASE("only a first-timer's card is hung up, and never in calm motion") {
    Drawn drawn{Layout(1920, 1080)};
    const auto top_of_card = [&](const screens::GalleryPicture& picture) {
        const auto words = drawn(picture).find_text("夏");
        REQUIRE(words != nullptr);
        return words->bounds.y;
    };
    for (const bool calm : {false, true})
        for (const auto& [screen, variant] : {std::pair{"first_time", "thai"}, std::pair{"welcome", "again"}}) {
            auto picture = picture_of(screen, variant);
            picture.snapshot.community.calm = calm;
            const float rest = top_of_card(picture);
            picture.at = picture.snapshot.shown_at + 40ms;
            INFO(screen << " " << calm);
            CHECK((top_of_card(picture) < rest - 10) == (!calm && std::string(screen) == "first_time"));
        }
}

TEST_CASE("the sheet of an evening shows each stamp once, the event and its day, and no name") {
    for (const auto& [width, height] : layouts) {
        Drawn drawn{Layout(width, height)};
        for (const int count : {1, 2, 7, 60, 300}) {
            const auto picture = picture_of("sheet", "stamps-" + std::to_string(count));
            drawn(picture);
            INFO(width << " " << count);
            std::set<std::pair<float, float>> places;
            for (const auto* op : drawn.canvas.of_kind(DrawKind::stamp))
                places.insert({op->at.x, op->at.y});
            CHECK(static_cast<int>(places.size()) == count);
            CHECK(drawn.canvas.find_text("第12回") != nullptr);
            CHECK(drawn.canvas.find_text("7月21日") != nullptr);
            CHECK(drawn.canvas.find_text(std::to_string(count) + "個") != nullptr);
            for (const auto* op : drawn.canvas.of_kind(DrawKind::stamp))
                for (const auto* text : drawn.canvas.texts())
                    CHECK_FALSE(text->bounds.overlaps(op->bounds.inset(op->bounds.w * 0.05f)));
        }
    }
}

TEST_CASE("two hours after an evening its sheet gives way to the night") {
    Drawn drawn;
    auto picture = picture_of("sheet", "evening");
    CHECK(drawn(picture).of_kind(DrawKind::stamp).size() == 28);
    picture.snapshot.now = picture.snapshot.door.event->ends + 2h - 5s;  // the picture's moment is four seconds later
    CHECK(drawn(picture).of_kind(DrawKind::stamp).size() == 28);
    picture.snapshot.now += 2s;
    CHECK(drawn(picture).of_kind(DrawKind::stamp).size() == 1);  // the next event's
}

TEST_CASE("by night the stamp of the next event is announced, and of none where none is known") {
    for (const auto& [width, height] : layouts) {
        Drawn drawn{Layout(width, height)};
        for (const auto& [variant, stamps] :
             {std::pair{"early", 1u}, std::pair{"over", 1u}, std::pair{"next-event", 1u}, std::pair{"no-event", 0u}}) {
            INFO(width << " " << variant);
            CHECK(drawn(picture_of("idle", variant)).of_kind(DrawKind::stamp).size() == stamps);
            CHECK((drawn.canvas.find_text(drawn.words.text("idle.next_stamp")) != nullptr) == (stamps == 1));
        }
    }
}
