// When screens move and rest, sound, and what a touch on them means.
#include "testing/catch.h"
#include "ui/gallery.h"
#include "ui/recorded_canvas.h"
#include "ui/screens/parts/card_grid.h"
#include "ui/screens/parts/press.h"
#include "ui/screens/parts/stage.h"
#include "ui/screens/parts/type.h"
#include "ui/screens/screens.h"

using namespace ui;
using namespace std::chrono_literals;

namespace {

desk::Snapshot snapshot_of(std::string_view screen, std::string_view variant) {
    for (auto& picture : gallery_pictures("ja"))
        if (picture.screen == screen && picture.variant == variant) return picture.snapshot;
    FAIL("no picture " << screen << " " << variant);
    return {};
}

FrameResult frame(const desk::Snapshot& snapshot, base::MonotonicTime now) {
    static Text text;
    RecordedCanvas canvas(text, radio_exercise_theme(), Layout(1280, 800));
    return draw_screen(canvas, snapshot, now, Messages::load("ja"));
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
    CHECK_FALSE(press_at(119).in_sight);
    CHECK(press_at(120).in_sight);
    CHECK_THAT(press_at(120).scale, WithinAbs(2.3, 0.001));
    CHECK_FALSE(press_at(279).landed);
    CHECK(press_at(280).landed);
    CHECK_THAT(press_at(280).scale, WithinAbs(1.0, 0.001));
    CHECK_THAT(press_at(280).squash, WithinAbs(0.07, 0.001));
    CHECK(press_at(281).splash < 0.01f);
    CHECK_THAT(press_at(ink_settles_ms).splash, WithinAbs(1.0, 0.001));
}

TEST_CASE("the card swings no more than 0.6 degrees and comes to rest") {
    for (float t = 0; t < press_ends_ms; t += 5)
        CHECK(std::abs(press_at(t).swing) <= 0.6f * 3.1416f / 180);
    CHECK_THAT(press_at(press_ends_ms).swing, WithinAbs(0.0, 0.00001));
    CHECK(pressed_long_ago().landed);
    CHECK_THAT(pressed_long_ago().squash, WithinAbs(0.0, 0.0001));
}

TEST_CASE("the impact sounds once, in the frame that reaches it") {
    const auto snapshot = snapshot_of("welcome", "again");
    const auto impact = snapshot.shown_at + 280ms;
    CHECK_FALSE(sound_due(snapshot, snapshot.shown_at, impact - 1us).has_value());
    CHECK(sound_due(snapshot, impact - 1us, impact) == Sound::press);
    CHECK_FALSE(sound_due(snapshot, impact, impact + 16ms).has_value());
}

TEST_CASE("each scene has its own sound") {
    const auto within = [](std::string_view screen, std::string_view variant, std::chrono::milliseconds from,
                           std::chrono::milliseconds to) {
        const auto snapshot = snapshot_of(screen, variant);
        return sound_due(snapshot, snapshot.shown_at + from, snapshot.shown_at + to);
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
        return sound_due(snapshot, tap.told_at + from, tap.told_at + to);
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
    CHECK_FALSE(sound_due(snapshot, {}, snapshot.shown_at + 60s).has_value());
}

TEST_CASE("the staff's screens rest between changes") {
    for (const auto& picture : gallery_pictures("ja")) {
        if (!desk::is_staff_scene(picture.snapshot.scene) || picture.on_request) continue;
        INFO(picture.screen << " " << picture.variant);
        const auto result = frame(picture.snapshot, picture.at);
        CHECK_FALSE(result.animating);
        REQUIRE(result.next_change.has_value());
        CHECK(*result.next_change >= picture.at + 100ms);
    }
}

TEST_CASE("a touch of staff means what their screen said") {
    const auto staff = [](const desk::Snapshot& snapshot, std::string_view action) {
        const auto answer = answer_for(snapshot, action);
        REQUIRE(answer.has_value());
        return std::get<desk::StaffAnswer>(*answer);
    };
    const auto pin = snapshot_of("pin", "two");
    CHECK(std::get<desk::PinKey>(staff(pin, "pin:7")).key == '7');
    CHECK(std::get<desk::PinKey>(staff(pin, "pin:<")).key == '<');
    CHECK(std::holds_alternative<desk::LeaveStaff>(staff(pin, "leave")));
    CHECK_FALSE(answer_for(pin, "pin:77").has_value());

    const auto monitor = snapshot_of("monitor", "evening");
    CHECK(std::get<desk::GoTo>(staff(monitor, "go:settings")).page == desk::StaffPage::settings);
    CHECK(std::get<desk::OpenPerson>(staff(monitor, "open:1")).person == *monitor.taps[1].person);
    CHECK_FALSE(answer_for(monitor, "open:2").has_value());  // an unknown card
    CHECK_FALSE(answer_for(monitor, "open:99").has_value());
    CHECK(std::get<desk::VoidStamp>(staff(monitor, "void:126")).seq == 126);
    CHECK(std::get<desk::UndoVoid>(staff(monitor, "undo:130")).seq == 130);

    const auto people = snapshot_of("people", "chosen");
    const auto& rows = std::get<desk::People>(people.scene).rows;
    CHECK(std::get<desk::Choose>(staff(people, "choose:3")).row == 3);
    CHECK_FALSE(answer_for(people, "choose:4").has_value());
    CHECK(std::get<desk::StampByHand>(staff(people, "stamp:1")).person == rows[1].person);
    CHECK_FALSE(std::get<desk::EditPerson>(staff(people, "register")).person.has_value());
    CHECK(std::get<desk::PressKey>(*answer_for(people, "key:か")).key == "か");

    const auto person = snapshot_of("person", "ordinary");
    const auto& page = std::get<desk::PersonPage>(person.scene);
    CHECK(std::get<desk::WaitForCard>(staff(person, "arm")).armed);
    CHECK_FALSE(std::get<desk::WaitForCard>(staff(person, "disarm")).armed);
    CHECK(std::get<desk::EditPerson>(staff(person, "edit")).person == page.person.id);
    CHECK(std::get<desk::MarkStaff>(staff(person, "staff_card:1")).card == page.cards[1].card);
    CHECK(std::get<desk::MarkStaff>(staff(person, "staff_card:1")).staff);
    CHECK_FALSE(std::get<desk::MarkStaff>(staff(person, "staff_card:0")).staff);  // it was one
    CHECK(std::holds_alternative<desk::Back>(staff(person, "back")));

    const auto form = snapshot_of("person_form", "walk-in");
    CHECK(std::get<desk::ChooseField>(staff(form, "field:2")).field == desk::PersonForm::Field::reading);
    CHECK_FALSE(answer_for(form, "field:3").has_value());
    CHECK(std::holds_alternative<desk::Save>(staff(form, "save")));

    const auto events = snapshot_of("event", "list");
    CHECK(std::get<desk::OpenEvent>(staff(events, "open_event:1")).event ==
          std::get<desk::EventPage>(events.scene).events[1].id);
    CHECK_FALSE(std::get<desk::OpenEvent>(staff(events, "by_hours")).event.has_value());
    const auto draft = snapshot_of("event", "draft");
    CHECK(std::get<desk::MoveTime>(staff(draft, "move:ends:+15")).by == 15min);
    CHECK(std::get<desk::MoveTime>(staff(draft, "move:starts:-1440")).what == desk::MoveTime::What::starts);
    CHECK(std::get<desk::OpenKeyboard>(*answer_for(draft, "close_keys")).page == desk::NewCard::Page::offer);

    const auto settings = snapshot_of("settings", "ordinary");
    CHECK(std::get<desk::ChangeSetting>(staff(settings, "set:volume:-1")).by == -1);
    CHECK(std::get<desk::StartExport>(staff(settings, "export:1")).target == 1);
    CHECK_FALSE(answer_for(settings, "export:2").has_value());
    CHECK_FALSE(answer_for(settings, "save").has_value());  // no clock is being set

    CHECK_FALSE(answer_for(snapshot_of("idle", "evening"), "void:126").has_value());
}

TEST_CASE("a touch means what the screen said") {
    const auto card = snapshot_of("new_card", "name-found");
    const auto seq = std::get<desk::NewCard>(card.scene).seq;
    REQUIRE(answer_for(card, "name").has_value());
    CHECK(std::get<desk::ConfirmOfferedName>(*answer_for(card, "name")).seq == seq);
    CHECK(std::get<desk::OpenKeyboard>(*answer_for(card, "write")).page == desk::NewCard::Page::kana);
    CHECK(std::holds_alternative<desk::Dismiss>(*answer_for(card, "later")));
    CHECK_FALSE(answer_for(card, "key:か").has_value());
    CHECK_FALSE(answer_for(card, "nonsense").has_value());
    CHECK_FALSE(answer_for(snapshot_of("new_card", "offer"), "name").has_value());

    const auto kana = snapshot_of("keyboard", "kana");
    CHECK(std::get<desk::PressKey>(*answer_for(kana, "key:か")).key == "か");
    CHECK(std::get<desk::PressKey>(*answer_for(kana, "key:done")).key == desk::key_done);
    CHECK(std::get<desk::OpenKeyboard>(*answer_for(kana, "back")).page == desk::NewCard::Page::offer);
    CHECK(std::get<desk::OpenKeyboard>(*answer_for(kana, "abc")).page == desk::NewCard::Page::abc);

    const auto idle = snapshot_of("idle", "evening");
    CHECK(std::holds_alternative<desk::AskStaff>(*answer_for(idle, "staff")));
    CHECK_FALSE(answer_for(idle, "name").has_value());
}

TEST_CASE("every region of a screen has a meaning") {
    Text text;
    const auto words = Messages::load("ja");
    for (const Layout& layout : {Layout(800, 480), Layout(1280, 800), Layout(720, 1280)}) {
        RecordedCanvas canvas(text, radio_exercise_theme(), layout);
        for (const auto& picture : gallery_pictures("ja")) {
            if (picture.on_request) continue;
            canvas.reset();
            draw_screen(canvas, picture.snapshot, picture.at, words);
            for (const auto& region : canvas.regions()) {
                INFO(picture.screen << " " << picture.variant << " " << region.action);
                CHECK(answer_for(picture.snapshot, region.action).has_value());
            }
        }
    }
}

TEST_CASE("cards of three to twenty squares fill their space") {
    const Rect space{10, 20, 960, 611};
    for (int squares = 3; squares <= 20; ++squares) {
        const auto grid = arrange_squares(squares, space, 54);
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
    CHECK(arrange_squares(10, space, 54).columns == 5);
}

TEST_CASE("lines of a sentence of somebody's own end between its phrases") {
    const auto shown = [](std::string_view text) {
        std::string result = between_phrases(text);
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
    CHECK(in_columns("こまりごとを持ちより、ともに試す場所です。", 18) ==
          "こまりごとを持ちより、\nともに試す場所です。");
    CHECK(in_columns("みじかい文。", 18) == "みじかい文。");
    const auto three =
        in_columns(std::string("とても長いことばを、どこで折りかえしても読めるように、たてに組んでみる。"), 14);
    CHECK(std::count(three.begin(), three.end(), '\n') == 2);
    CHECK(can_stand_upright("ともに試す場所です。"));
    CHECK_FALSE(can_stand_upright("We try things together."));
    CHECK_FALSE(can_stand_upright("SQLの話"));
    CHECK_FALSE(can_stand_upright(""));
}
