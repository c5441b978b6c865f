// When screens move and rest, sound, and what a touch on them means.
#include "parts/card_grid.h"
#include "parts/press.h"
#include "parts/stage.h"
#include "parts/type.h"
#include "screens/gallery.h"
#include "screens/screens.h"
#include "testing/catch.h"
#include "testing/touch.h"
#include "ui/recorded_canvas.h"
#include "words/languages.h"

using namespace ui;
using namespace std::chrono_literals;
using testing::offers;

namespace {

desk::Snapshot snapshot_of(std::string_view screen, std::string_view variant) {
    for (auto& picture : screens::gallery_pictures("ja"))
        if (picture.screen == screen && picture.variant == variant) return picture.snapshot;
    FAIL("no picture " << screen << " " << variant);
    return {};
}

FrameResult frame(const desk::Snapshot& snapshot, base::MonotonicTime now) {
    static Text text;
    RecordedCanvas canvas(text, radio_exercise_theme(), Layout(1280, 800));
    return screens::draw_screen(canvas, snapshot, now, Messages::load("ja"));
}

}  // namespace

TEST_CASE("idle rests until the next minute or the next sentence") {
    auto snapshot = snapshot_of("idle", "evening");
    const auto result = frame(snapshot, snapshot.shown_at + 10s);
    CHECK_FALSE(result.animating);
    REQUIRE(result.next_change.has_value());
    CHECK(*result.next_change > snapshot.shown_at + 10s);
    CHECK(*result.next_change <= snapshot.shown_at + 10s + 30s);

    snapshot.community.statements.resize(1);
    const auto minute = frame(snapshot, snapshot.shown_at + 10s);
    CHECK(*minute.next_change == snapshot.shown_at + 60s);
}

TEST_CASE("a touch on the picture of the resting screen makes the arrow pulse and says where the reader is") {
    auto snapshot = snapshot_of("idle", "evening");
    CHECK(offers(snapshot, desk::PointAtReader{}));
    const auto touched = snapshot.shown_at + 60s;
    snapshot.scene = desk::Idle{touched};
    Text text;
    RecordedCanvas canvas(text, radio_exercise_theme(), Layout(1280, 800));
    const auto words = Messages::load("ja");
    const std::string there = words.text("idle.there_right");
    CHECK(screens::draw_screen(canvas, snapshot, touched + 100ms, words).animating);
    CHECK(canvas.find_text(there) != nullptr);
    canvas.reset();
    const auto resting = screens::draw_screen(canvas, snapshot, touched + 3s, words);
    CHECK_FALSE(resting.animating);
    CHECK(canvas.find_text(there) != nullptr);
    REQUIRE(resting.next_change);
    CHECK(*resting.next_change <= touched + 5s);
    canvas.reset();
    screens::draw_screen(canvas, snapshot, touched + 5001ms, words);
    CHECK(canvas.find_text(there) == nullptr);
    CHECK_FALSE(offers(snapshot_of("idle", "over"), desk::PointAtReader{}));  // nothing asks for a card
}

TEST_CASE("idle with sentences draws fewer than a hundred frames a minute") {
    const auto snapshot = snapshot_of("idle", "evening");
    auto now = snapshot.shown_at;
    int frames = 0;
    while (now < snapshot.shown_at + 60s) {
        const auto result = frame(snapshot, now);
        REQUIRE_FALSE(result.animating);
        REQUIRE(result.next_change.has_value());
        REQUIRE(*result.next_change > now);
        now = *result.next_change;
        ++frames;
    }
    CHECK(frames < 100);
}

TEST_CASE("the welcome moves while the card swings and rests after") {
    const auto snapshot = snapshot_of("welcome", "again");
    CHECK(frame(snapshot, snapshot.shown_at + 300ms).animating);
    CHECK(frame(snapshot, snapshot.shown_at + 1899ms).animating);
    const auto later = frame(snapshot, snapshot.shown_at + 1901ms);
    CHECK_FALSE(later.animating);
    CHECK(later.next_change.has_value());  // the return ring
}

TEST_CASE("a scene that stays for good does not wake the loop for its ring") {
    auto snapshot = snapshot_of("welcome", "again");
    snapshot.returns_at.reset();
    const auto result = frame(snapshot, snapshot.shown_at + 5s);
    CHECK_FALSE(result.animating);
    CHECK_FALSE(result.next_change.has_value());
}

TEST_CASE("the stamp falls from 120 to 280 ms and only then touches the paper") {
    CHECK_FALSE(parts::press_at(119).in_sight);
    CHECK(parts::press_at(120).in_sight);
    CHECK_THAT(parts::press_at(120).scale, WithinAbs(2.3, 0.001));
    CHECK_FALSE(parts::press_at(279).landed);
    CHECK(parts::press_at(280).landed);
    CHECK_THAT(parts::press_at(280).scale, WithinAbs(1.0, 0.001));
    CHECK_THAT(parts::press_at(280).squash, WithinAbs(0.07, 0.001));
    CHECK(parts::press_at(281).splash < 0.01f);
    CHECK_THAT(parts::press_at(parts::ink_settles_ms).splash, WithinAbs(1.0, 0.001));
}

TEST_CASE("the card swings no more than 0.6 degrees and comes to rest") {
    for (float t = 0; t < parts::press_ends_ms; t += 5)
        CHECK(std::abs(parts::press_at(t).swing) <= 0.6f * 3.1416f / 180);
    CHECK_THAT(parts::press_at(parts::press_ends_ms).swing, WithinAbs(0.0, 0.00001));
    CHECK(parts::pressed_long_ago().landed);
    CHECK_THAT(parts::pressed_long_ago().squash, WithinAbs(0.0, 0.0001));
}

TEST_CASE("in calm motion everything appears where it stays, and nothing moves, grows or pulses") {
    Text text;
    const auto words = Messages::load("ja");
    for (const Layout& layout : {Layout(1280, 800), Layout(800, 480), Layout(720, 1280)}) {
        RecordedCanvas canvas(text, radio_exercise_theme(), layout);
        for (auto picture : screens::gallery_pictures("ja")) {
            const std::string name = picture.screen + "-" + picture.variant;
            if (name != "welcome-again" && name != "first_time-thai" && name != "full_card-ten" &&
                name != "repeat-ordinary" && name != "new_card-offer" && name != "idle-pointed-right")
                continue;
            picture.snapshot.community.calm = true;
            const auto places = [&](std::chrono::milliseconds age) {
                canvas.reset();
                screens::draw_screen(canvas, picture.snapshot, picture.snapshot.shown_at + age, words);
                std::vector<std::pair<std::string, Rect>> list;
                for (const DrawOp& op : canvas.ops())
                    if (op.kind == DrawKind::text || op.kind == DrawKind::stamp || op.kind == DrawKind::sun)
                        list.emplace_back(op.text, op.bounds);
                return list;
            };
            // On a small screen the seal comes in the place of the last stamp.
            auto rest = places(1500ms);
            for (auto& place : places(4900ms))
                rest.push_back(std::move(place));
            for (const auto age : {20ms, 200ms, 270ms, 310ms, 420ms, 700ms, 1200ms, 2400ms, 2700ms})
                for (const auto& place : places(age)) {
                    INFO(name << " " << layout.width_px() << " " << age.count() << " " << place.first);
                    CHECK(std::find(rest.begin(), rest.end(), place) != rest.end());
                }
        }
    }
}

TEST_CASE("the impact sounds once, in the frame that reaches it") {
    const auto snapshot = snapshot_of("welcome", "again");
    const auto impact = snapshot.shown_at + 280ms;
    CHECK_FALSE(screens::sound_due(snapshot, snapshot.shown_at, impact - 1us).has_value());
    CHECK(screens::sound_due(snapshot, impact - 1us, impact) == Sound::press);
    CHECK_FALSE(screens::sound_due(snapshot, impact, impact + 16ms).has_value());
}

TEST_CASE("each scene has its own sound") {
    const auto within = [](std::string_view screen, std::string_view variant, std::chrono::milliseconds from,
                           std::chrono::milliseconds to) {
        const auto snapshot = snapshot_of(screen, variant);
        return screens::sound_due(snapshot, snapshot.shown_at + from, snapshot.shown_at + to);
    };
    CHECK(within("repeat", "ordinary", 0ms, 500ms) == Sound::repeat);
    CHECK(within("number_changes", "qr", 0ms, 500ms) == Sound::ask_staff);
    CHECK(within("cannot_record", "full", 0ms, 500ms) == Sound::ask_staff);
    CHECK(within("new_card", "offer", 0ms, 500ms) == Sound::press);
    CHECK_FALSE(within("keyboard", "kana", 0ms, 500ms).has_value());
    CHECK_FALSE(within("idle", "evening", 0ms, 5000ms).has_value());
    CHECK_FALSE(within("reader_trouble", "fault", 0ms, 5000ms).has_value());
    CHECK(within("full_card", "ten", 500ms, 4000ms) == Sound::press);  // the seal
}

TEST_CASE("while a staff screen is open the newest tap sounds once, as its own screen would") {
    using Result = desk::TapLine::Result;
    using Refusal = desk::TapLine::Refusal;
    auto snapshot = snapshot_of("people", "found");
    auto& tap = snapshot.taps.front();
    tap.told_at = snapshot.shown_at + 30s;
    const auto within = [&](std::chrono::milliseconds from, std::chrono::milliseconds to) {
        return screens::sound_due(snapshot, tap.told_at + from, tap.told_at + to);
    };
    tap.result = Result::stamped;
    CHECK_FALSE(within(0ms, 279ms).has_value());
    CHECK(within(279ms, 280ms) == Sound::press);
    CHECK_FALSE(within(280ms, 5000ms).has_value());
    tap.result = Result::repeat;
    CHECK(within(0ms, 500ms) == Sound::repeat);
    tap.result = Result::refused;
    tap.refusal = Refusal::early;
    CHECK(within(0ms, 500ms) == Sound::repeat);
    tap.refusal = Refusal::number_changes;
    CHECK(within(0ms, 500ms) == Sound::ask_staff);
    tap.refusal = Refusal::not_recorded;
    CHECK(within(0ms, 500ms) == Sound::ask_staff);
    tap.told_at = {};  // of before this start
    CHECK_FALSE(screens::sound_due(snapshot, {}, snapshot.shown_at + 60s).has_value());
}

TEST_CASE("the staff's screens rest between changes") {
    for (const auto& picture : screens::gallery_pictures("ja")) {
        if (!desk::is_staff_scene(picture.snapshot.scene) || picture.on_request) continue;
        INFO(picture.screen << " " << picture.variant);
        const auto result = frame(picture.snapshot, picture.at);
        CHECK_FALSE(result.animating);
        REQUIRE(result.next_change.has_value());
        CHECK(*result.next_change >= picture.at + 100ms);
    }
}

TEST_CASE("a touch of staff means what their screen said") {
    const auto pin = snapshot_of("pin", "two");
    CHECK(offers(pin, desk::PinKey{'7'}));
    CHECK(offers(pin, desk::PinKey{'<'}));
    CHECK(offers(pin, desk::LeaveStaff{}));

    const auto monitor = snapshot_of("monitor", "evening");
    CHECK(offers(monitor, desk::GoTo{desk::StaffPage::settings}));
    CHECK_FALSE(offers(monitor, desk::GoTo{desk::StaffPage::monitor}));  // it is there
    CHECK(offers(monitor, desk::OpenPerson{*monitor.taps[1].person}));
    CHECK(offers(monitor, desk::VoidStamp{127}));
    CHECK(offers(monitor, desk::AskWhose{126}));
    CHECK(offers(snapshot_of("monitor", "undo"), desk::UndoVoid{130}));

    const auto people = snapshot_of("people", "chosen");
    const auto& rows = std::get<desk::People>(people.scene).rows;
    CHECK(offers(people, desk::Choose{rows[3].person}));
    CHECK(offers(people, desk::StampByHand{rows[1].person}));
    CHECK(offers(people, desk::OpenPerson{rows[1].person}));
    CHECK(offers(people, desk::EditPerson{}));
    CHECK(offers(people, desk::PressKey{"か"}));

    const auto person = snapshot_of("person", "ordinary");
    const auto& page = std::get<desk::PersonPage>(person.scene);
    CHECK(offers(person, desk::WaitForCard{true}));
    CHECK(offers(snapshot_of("person", "armed"), desk::WaitForCard{false}));
    CHECK(offers(person, desk::EditPerson{page.person.id}));
    CHECK(offers(person, desk::OpenCard{page.cards[1].card}));
    CHECK_FALSE(offers(person, desk::MarkStaff{page.cards[1].card, true}));  // that is asked elsewhere
    CHECK(offers(person, desk::Back{}));

    const auto form = snapshot_of("person_form", "walk-in");
    CHECK(offers(form, desk::ChooseField{desk::PersonForm::Field::reading}));
    CHECK(offers(form, desk::Save{}));

    const auto events = snapshot_of("event", "list");
    const auto& list = std::get<desk::EventPage>(events.scene).events;
    CHECK(offers(events, desk::OpenEvent{list[1].id}));
    CHECK(offers(events, desk::ShowEvent{list[1].id}));
    CHECK(offers(events, desk::ShowExport{}));
    const auto draft = snapshot_of("event", "draft");
    CHECK(offers(draft, desk::MoveTime{desk::MoveTime::What::ends, 15min}));
    CHECK(offers(draft, desk::MoveTime{desk::MoveTime::What::starts, -60min}));
    CHECK(offers(draft, desk::ShowCalendar{0}));
    const auto calendar = snapshot_of("event", "calendar");
    CHECK(offers(calendar, desk::MoveTime{desk::MoveTime::What::starts, -1440min}));
    const auto exporting = snapshot_of("event", "export");
    CHECK(offers(exporting, desk::StartExport{1}));
    CHECK_FALSE(offers(exporting, desk::StartExport{2}));
    CHECK(offers(exporting, desk::ChooseExport{true}));

    const auto settings = snapshot_of("settings", "ordinary");
    CHECK(offers(settings, desk::ChangeSetting{desk::ChangeSetting::What::volume, -1}));
    CHECK_FALSE(offers(settings, desk::Save{}));  // no clock is being set
}

TEST_CASE("a touch means what the screen said") {
    const auto card = snapshot_of("new_card", "name-found");
    CHECK(offers(card, desk::ConfirmOfferedName{std::get<desk::NewCard>(card.scene).seq}));
    CHECK(offers(card, desk::OpenKeyboard{desk::Keyboard::kana}));
    CHECK(offers(card, desk::Dismiss{}));
    CHECK_FALSE(offers(card, desk::PressKey{"か"}));

    const auto kana = snapshot_of("keyboard", "kana");
    CHECK(offers(kana, desk::PressKey{"か"}));
    CHECK(offers(kana, desk::PressKey{std::string(desk::key_done)}));
    CHECK(offers(kana, desk::CloseKeyboard{}));
    CHECK(offers(kana, desk::OpenKeyboard{desk::Keyboard::abc}));

    CHECK(offers(snapshot_of("idle", "evening"), desk::AskStaff{}));
}

TEST_CASE("wherever a stranger may stand the next language is offered by its own name, and on no greeting") {
    Text text;
    RecordedCanvas canvas(text, radio_exercise_theme(), Layout(1280, 800));
    for (const std::string& lang : words::language_codes())
        for (const auto& picture : screens::gallery_pictures(lang)) {
            const std::string& screen = picture.screen;
            if (desk::is_staff_scene(picture.snapshot.scene) || picture.on_request) continue;
            const bool open = picture.snapshot.door.state == attendance::DoorState::open;
            const bool stranger = (screen == "idle" && open) || screen == "new_card" || screen == "number_changes" ||
                                  screen == "two_cards" || screen == "closed" || screen == "cannot_record" ||
                                  screen == "reader_trouble";
            INFO(screen << " " << picture.variant << " " << lang);
            canvas.reset();
            screens::draw_screen(canvas, picture.snapshot, picture.at, Messages::load(lang));
            const auto regions = canvas.regions();
            const bool offered = std::ranges::any_of(
                regions, [](const HitRegion& region) { return region.answer == desk::Answer(desk::NextLanguage{}); });
            CHECK(offered == stranger);
            if (stranger) CHECK(canvas.find_text(words::next_language(lang).own_name) != nullptr);
        }
}

TEST_CASE("the keys follow the language of the screen") {
    for (const auto& [lang, keyboard] : {std::pair{"ja", desk::Keyboard::kana}, std::pair{"en", desk::Keyboard::abc},
                                         std::pair{"vi", desk::Keyboard::abc}}) {
        Text text;
        RecordedCanvas canvas(text, radio_exercise_theme(), Layout(1280, 800));
        for (const auto& picture : screens::gallery_pictures(lang)) {
            if (picture.screen + picture.variant != "new_cardoffer" && picture.variant != "nickname") continue;
            canvas.reset();
            screens::draw_screen(canvas, picture.snapshot, picture.at, Messages::load(lang));
            INFO(lang << " " << picture.screen);
            CHECK(std::ranges::any_of(
                canvas.regions(), [&, wanted = desk::Answer(desk::OpenKeyboard{keyboard})](const HitRegion& region) {
                    return region.answer == wanted;
                }));
        }
    }
}

TEST_CASE("where there is something to read or to do, more time can be asked for") {
    CHECK(offers(snapshot_of("new_card", "offer"), desk::MoreTime{}));
    CHECK(offers(snapshot_of("number_changes", "qr"), desk::MoreTime{}));
    CHECK(offers(snapshot_of("own_page", "code"), desk::MoreTime{}));
    CHECK_FALSE(offers(snapshot_of("welcome", "again"), desk::MoreTime{}));
    CHECK_FALSE(offers(snapshot_of("idle", "evening"), desk::MoreTime{}));
}

TEST_CASE("cards of three to twenty squares fill their space") {
    const Rect space{10, 20, 960, 611};
    for (int squares = 3; squares <= 20; ++squares) {
        const auto grid = parts::arrange_squares(squares, space, 54);
        INFO(squares << " squares in " << grid.columns << " columns");
        REQUIRE(static_cast<int>(grid.cells.size()) == squares);
        float area = 0;
        for (const auto& cell : grid.cells) {
            CHECK(space.inset(-0.5f).contains(cell));
            area += cell.w * cell.h;
        }
        CHECK_THAT(area, WithinAbs(space.w * space.h, 1));
        for (std::size_t i = 0; i < grid.cells.size(); ++i)
            for (std::size_t j = i + 1; j < grid.cells.size(); ++j)
                CHECK_FALSE(grid.cells[i].overlaps(grid.cells[j]));
        CHECK(grid.stamp_diameter > 90);
    }
    CHECK(parts::arrange_squares(10, space, 54).columns == 5);
}

TEST_CASE("lines of a sentence of somebody's own end between its phrases") {
    const auto shown = [](std::string_view text) {
        std::string result = parts::between_phrases(text);
        for (std::size_t at = result.find("\u200B"); at != std::string::npos; at = result.find("\u200B"))
            result.replace(at, 3, "|");
        return result;
    };
    CHECK(shown("きょう いちばん話してみたいことを、となりの人に聞いてください。") ==
          "きょう |いちばん|話してみたいことを、|となりの|人に|聞いてください。");
    CHECK(shown("Ask your neighbour.") == "Ask |your |neighbour.");
    CHECK(shown("ひと\u200Bこと") == "ひと|こと");
    CHECK(shown("勉強会") == "勉強会");
    CHECK(shown("ようこそ。\nまた会えました。") == "ようこそ。\nまた会えました。");
    CHECK(shown("") == "");
}

TEST_CASE("a sentence stands upright in columns that end between phrases") {
    CHECK(parts::in_columns("こまりごとを持ちより、ともに試す場所です。", 18) ==
          "こまりごとを持ちより、\nともに試す場所です。");
    CHECK(parts::in_columns("みじかい文。", 18) == "みじかい文。");
    const auto three =
        parts::in_columns(std::string("とても長いことばを、どこで折りかえしても読めるように、たてに組んでみる。"), 14);
    CHECK(std::count(three.begin(), three.end(), '\n') == 2);
    CHECK(parts::can_stand_upright("ともに試す場所です。"));
    CHECK_FALSE(parts::can_stand_upright("We try things together."));
    CHECK_FALSE(parts::can_stand_upright("SQLの話"));
    CHECK_FALSE(parts::can_stand_upright(""));
}
