// Cards and stamps as the screens draw them: angles, the fall, ink on paper, what stands in squares.
#include <map>
#include <set>
#include "drawn_pictures.h"
#include "packs.h"
#include "parts/press.h"
#include "screens/gallery.h"
#include "screens/screens.h"
#include "testing/catch.h"
#include "testing/touch.h"
#include "ui/recorded_canvas.h"

using namespace ui;
using testing::drawn;
using testing::is_seen;
using testing::is_settled;

TEST_CASE("no two stamps of one card stand at one angle, and the newest is the strongest") {
    Text text;
    RecordedCanvas canvas(text, radio_exercise_theme(), Layout(1920, 1080));
    const auto words = Messages::load("ja");
    for (const auto& picture : screens::gallery_pictures("ja")) {
        if (picture.screen != "welcome" || !is_settled(picture) || picture.on_request) continue;
        drawn(canvas, picture, words);
        const auto stamps = canvas.of_kind(DrawKind::stamp);
        REQUIRE(!stamps.empty());
        for (std::size_t i = 0; i < stamps.size(); ++i)
            for (std::size_t j = i + 1; j < stamps.size(); ++j)
                CHECK(std::abs(stamps[i]->angle - stamps[j]->angle) > 0.001f);
        const auto& newest = *stamps.back();
        CHECK(newest.stamp.heavy);
        for (std::size_t i = 0; i + 1 < stamps.size(); ++i) {
            CHECK(newest.colour.a > stamps[i]->colour.a);
            CHECK(newest.bounds.w > stamps[i]->bounds.w);
        }
    }
}

TEST_CASE("a count beyond the card's squares is said to be the season's") {
    Text text;
    const auto words = Messages::load("ja");
    for (const Layout& layout : {Layout(1920, 1080), Layout(800, 480), Layout(720, 1280)}) {
        RecordedCanvas canvas(text, radio_exercise_theme(), layout);
        for (const auto& picture : screens::gallery_pictures("ja")) {
            if (picture.screen != "welcome" || (picture.variant != "again" && picture.variant != "bare")) continue;
            INFO(picture.variant << " " << layout.width_px());
            const bool of_season = picture.variant == "bare";
            CHECK((drawn(canvas, picture, words).find_text("今季") != nullptr) == of_season);
        }
    }
}

TEST_CASE("the row of arrivals and today's ink on the repeat screen are seen, in every pack") {
    Text text;
    for (const Pack& pack : shipped_packs())
        for (const Layout& layout : {Layout(1280, 800), Layout(720, 1280), Layout(800, 480)}) {
            RecordedCanvas canvas(text, pack.theme, layout);
            const auto words = Messages::load("ja", pack.words);
            for (const auto& picture : screens::gallery_pictures("ja", pack)) {
                INFO(pack.name << " " << picture.screen << " " << picture.variant << " " << layout.width_px());
                if (picture.screen == "idle" && picture.variant == "evening") {
                    std::size_t arrivals = 0;
                    for (const auto* op : drawn(canvas, picture, words).of_kind(DrawKind::stamp))
                        if (op->bounds.w < layout.px(90)) {
                            ++arrivals;
                            CHECK(contrast(composite(op->colour, pack.theme.washi), pack.theme.washi) >= 3);
                        }
                    CHECK((arrivals == 28) == (layout.form() != Form::small));
                }
                if (picture.screen == "repeat" && picture.variant == "ordinary") {
                    const auto stamps = drawn(canvas, picture, words).of_kind(DrawKind::stamp);
                    REQUIRE_FALSE(stamps.empty());
                    const Colour todays = stamps.back()->colour;
                    CHECK(contrast(composite(todays, pack.theme.paper), pack.theme.paper) >= 3);
                }
            }
        }
}

TEST_CASE("a boarding pass has its stub, and the pack's own word for an event") {
    Text text;
    const Pack& space = shipped_packs().back();
    for (const std::string lang : {"ja", "en"}) {
        const auto words = Messages::load(lang, space.words);
        for (const Layout& layout : {Layout(1920, 1080), Layout(1280, 800), Layout(720, 1280)}) {
            RecordedCanvas canvas(text, space.theme, layout);
            for (const auto& picture : screens::gallery_pictures(lang, space)) {
                const std::string name = picture.screen + "-" + picture.variant;
                if (name != "welcome-again" && name != "repeat-ordinary" && name != "first_time-thai") continue;
                INFO(lang << " " << name << " " << layout.width_px());
                drawn(canvas, picture, words);
                for (const std::string key : {"stub.holder", "stub.event", "stub.gate", "stub.gate_name", "stub.time"})
                    CHECK(canvas.find_text(words.text(key)) != nullptr);
                CHECK((canvas.find_text("便") != nullptr) == (lang == "ja"));
                CHECK((canvas.find_text("12回") == nullptr) == (lang == "ja" || name == "first_time-thai"));
                std::size_t bars = 0;
                for (const auto* op : canvas.of_kind(DrawKind::fill))
                    if (op->colour == space.theme.on_paper.ink && op->bounds.h > layout.px(40)) ++bars;
                CHECK(bars >= 10);
            }
        }
    }
}

TEST_CASE("one card's title has one size, whatever stands beside it") {
    Text text;
    for (const std::string& lang : words::language_codes()) {
        const auto words = Messages::load(lang);
        for (const Layout& layout : {Layout(1280, 800), Layout(720, 1280)}) {
            RecordedCanvas canvas(text, radio_exercise_theme(), layout);
            std::set<float> sizes;
            for (const auto& picture : screens::gallery_pictures(lang)) {
                const auto* welcome = std::get_if<desk::Welcome>(&picture.snapshot.scene);
                if (welcome == nullptr || picture.on_request || welcome->card.season.name.empty()) continue;
                if (picture.variant == "long") continue;
                const DrawOp* title = drawn(canvas, picture, words).find_text(welcome->card.season.name);
                REQUIRE(title != nullptr);
                sizes.insert(title->style.size_px);
            }
            INFO(lang << " " << layout.width_px());
            CHECK(sizes.size() == 1);
        }
    }
}

// The sheet of paper that holds a point: the last such one drawn, and no small thing.
const DrawOp* sheet_at(const RecordedCanvas& canvas, const Theme& theme, Point point) {
    const DrawOp* sheet = nullptr;
    for (const auto* op : canvas.of_kind(DrawKind::fill))
        if (op->colour == theme.paper && op->bounds.w > canvas.layout().px(150) &&
            op->bounds.h > canvas.layout().px(150) && op->bounds.contains(point))
            sheet = op;
    return sheet;
}

TEST_CASE("a falling stamp is opaque, inside its sheet, and over no ring, dot, head or sentence, at any moment") {
    Text text;
    const std::set<std::string> pressing{"welcome-again",      "welcome-almost-full", "welcome-squares-03",
                                         "welcome-squares-20", "welcome-own-page",    "first_time-thai",
                                         "full_card-ten",      "full_card-twenty",    "new_card-offer"};
    for (const Pack& pack : shipped_packs())
        for (const Layout& layout : {Layout(1920, 1080), Layout(1280, 800), Layout(800, 480), Layout(720, 1280)}) {
            RecordedCanvas canvas(text, pack.theme, layout);
            const auto words = Messages::load("ja", pack.words);
            for (auto picture : screens::gallery_pictures("ja", pack)) {
                if (!pressing.contains(picture.screen + "-" + picture.variant)) continue;
                const bool seals = picture.screen == "full_card";
                for (int age = 20; age < (seals ? 2700 : 280); age += seals ? 60 : 20) {
                    picture.at = picture.snapshot.shown_at + std::chrono::milliseconds(age);
                    drawn(canvas, picture, words);
                    const auto press = parts::press_at(static_cast<float>(age));
                    const auto seal =
                        parts::press_at(static_cast<float>(age), parts::seal_begins_ms, parts::seal_impact_ms, 1.6f);
                    const bool falls = (press.in_sight && !press.landed) || (seals && seal.in_sight && !seal.landed);
                    if (!falls) continue;
                    INFO(pack.name << " " << picture.screen << " " << picture.variant << " " << layout.width_px() << " "
                                   << age);
                    const DrawOp& rubber = *canvas.of_kind(DrawKind::stamp).back();
                    if (!rubber.stamp.heavy) continue;  // the row of a small screen, drawn before
                    CHECK(rubber.colour.a == 255);
                    const Rect body = rubber.bounds.inset(rubber.bounds.w * 0.03f);
                    const DrawOp* sheet = sheet_at(canvas, pack.theme, body.centre());
                    REQUIRE(sheet != nullptr);
                    CHECK(sheet->bounds.inset(-1).contains(body));
                    for (const auto* op : canvas.texts()) {
                        // What stands in the squares is covered for a moment, as by a hand.
                        const bool is_in_square =
                            op->style.size_px < layout.px(32) || op->text == words.text("stamp.graduation");
                        const bool is_of_cells =
                            is_in_square && layout.form() != Form::small && picture.screen != "new_card";
                        if (!is_seen(*op) || (is_of_cells && sheet->bounds.contains(op->bounds))) continue;
                        INFO(op->text);
                        CHECK_FALSE(op->bounds.overlaps(body));
                    }
                    for (const auto* op : canvas.of_kind(DrawKind::stroke))
                        if (std::abs(op->bounds.w - op->bounds.h) < 1 && !sheet->bounds.contains(op->bounds))
                            CHECK_FALSE(op->bounds.overlaps(body));
                }
            }
        }
}

TEST_CASE("ink lands on paper only, and no dot is missing from the row while the stamp falls") {
    Text text;
    const auto words = Messages::load("ja");
    for (const Layout& layout : {Layout(1280, 800), Layout(800, 480), Layout(720, 1280)}) {
        RecordedCanvas canvas(text, radio_exercise_theme(), layout);
        std::map<int, std::size_t> dots;
        for (auto picture : screens::gallery_pictures("ja")) {
            if (picture.screen + picture.variant != "welcomeagain") continue;
            for (const int age : {20, 200, 290, 350, 500, 700, 4000}) {
                picture.at = picture.snapshot.shown_at + std::chrono::milliseconds(age);
                drawn(canvas, picture, words);
                std::size_t rings = 0;
                for (const auto* op : canvas.of_kind(DrawKind::stroke))
                    if (std::abs(op->bounds.w - op->bounds.h) < 1 && op->bounds.w < layout.px(40) &&
                        op->bounds.y > layout.y(350))
                        ++rings;
                for (const auto* op : canvas.of_kind(DrawKind::stamp))
                    if (op->bounds.w < layout.px(60) && op->colour.a > 0) ++rings;
                dots[age] = rings;
                for (const auto* op : canvas.of_kind(DrawKind::polygon)) {
                    const bool is_drop = op->colour.r == radio_exercise_theme().on_paper.accent.r &&
                                         op->bounds.w < layout.px(20) && op->bounds.w > 1;
                    if (!is_drop) continue;
                    const DrawOp* sheet = sheet_at(canvas, radio_exercise_theme(), op->visible().centre());
                    INFO(layout.width_px() << " " << age);
                    CHECK((op->visible().empty() || sheet != nullptr));
                }
            }
        }
        INFO(layout.width_px());
        if (layout.form() == Form::small)
            for (const auto& [age, count] : dots)
                CHECK(count == dots.begin()->second);
    }
}
