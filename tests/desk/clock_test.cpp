// What the desk derives from the time of day, and when: an opening by hand, the season, which visit is the present one.
#include <algorithm>

#include "base/time_text.h"
#include "desk/staff_fixture.h"

using namespace testing;

namespace {

base::WallTime at(const char* text) {
    const auto time = base::parse_rfc3339(text);
    REQUIRE(time);
    return *time;
}

struct ClockFixture : StaffFixture {
    // Time passes, and the clock goes with it.
    void wait_until(const char* text) { clock.advance(at(text) - clock.now.wall); }
    // It does not pass: the clock is set.
    void set_clock(const char* text, base::ClockQuality quality = base::ClockQuality::synchronised) {
        clock.now.wall = at(text);
        clock.now.quality = quality;
    }
    void boot(const std::string& id) {
        clock.now.boot_id = std::string(31, '0') + id;
        clock.now.boottime = 30s;
        restart();
    }
    void open_by_hand(const std::string& event) {
        enter();
        touch(desk::GoTo{desk::StaffPage::event});
        touch(desk::OpenEvent{attendance::EventId{event}});
        REQUIRE(desk->snapshot()->door.state == attendance::DoorState::open);
        touch(desk::LeaveStaff{});
    }
    std::optional<attendance::EventId> open_event() const {
        const auto& door = desk->snapshot()->door;
        return door.state == attendance::DoorState::open ? std::optional(door.event->id) : std::nullopt;
    }
    // Quarters of the year in Central Europe.
    void go_by_quarters() {
        configure = [](desk::DeskOptions& options) {
            options.season = {};
            options.quarter_names["ja"] = {"冬", "春", "夏", "秋"};
            options.quarter_names["en"] = {"winter", "spring", "summer", "autumn"};
            options.zone = attendance::Zone([](base::WallTime time) {
                const bool summer = at("2026-03-29T01:00:00Z") <= time && time < at("2026-10-25T01:00:00Z");
                return std::chrono::minutes(summer ? 120 : 60);
            });
        };
    }
};

const attendance::EventId july{"july"};
const attendance::EventId august{"august"};

struct TwoMonths : ClockFixture {
    TwoMonths() {
        set_clock("2026-07-21T18:00:00Z");
        add_event("july", at("2026-07-21T19:00:00Z"), 120min);
        add_event("august", at("2026-08-18T19:00:00Z"), 120min);
        add_person("p", "髙橋 さくら", "c");
        open_desk();
    }
};

}  // namespace

TEST_CASE_METHOD(TwoMonths, "next month's evening is not stamped onto the event that staff opened last month") {
    open_by_hand("july");
    tap("c");
    CHECK(scene() == "welcome");
    for (const char* boot_id : {"", "b"}) {
        wait_until("2026-08-18T19:05:00Z");
        if (*boot_id != 0) boot(boot_id);
        pass(1s);
        CHECK(open_event() == august);
    }
    tap("c");
    CHECK(scene() == "welcome");
    CHECK(last_entry().event == august);
    CHECK(journal->counts(july).arrived == 1);
    CHECK(journal->counts(august).arrived == 1);
}

TEST_CASE_METHOD(TwoMonths,
                 "staff see what is open by hand and until when, and can open it again once that has lapsed") {
    open_by_hand("july");
    enter();
    touch(desk::GoTo{desk::StaffPage::event});
    CHECK(shown<desk::EventPage>()->open == july);
    CHECK(shown<desk::EventPage>()->held_open_until == at("2026-07-22T03:00:00Z"));
    touch(desk::OpenEvent{july});  // it is: nothing to note
    const auto opened = std::ranges::count(entries(), attendance::EntryKind::open, &attendance::Entry::kind);
    wait_until("2026-07-22T03:00:00Z");
    pass(1s);
    enter();
    touch(desk::GoTo{desk::StaffPage::event});
    REQUIRE(shown<desk::EventPage>());
    CHECK_FALSE(shown<desk::EventPage>()->open);
    CHECK_FALSE(shown<desk::EventPage>()->held_open_until);
    touch(desk::OpenEvent{july});
    CHECK(std::ranges::count(entries(), attendance::EntryKind::open, &attendance::Entry::kind) == opened + 1);
    CHECK(shown<desk::EventPage>()->open == july);
}

TEST_CASE_METHOD(TwoMonths,
                 "an event opened by hand without a clock closes after eighteen hours of running, over boots") {
    set_clock("1970-01-01T00:01:00Z", base::ClockQuality::unknown);
    boot("a");
    open_by_hand("july");
    clock.advance(10h);
    tap("c");  // as far as a boot is known to have run
    boot("b");
    CHECK(open_event() == july);
    pass(7h);
    CHECK(open_event() == july);
    pass(1h);
    CHECK_FALSE(open_event());
}

TEST_CASE_METHOD(TwoMonths, "an event named at the start is open as if staff had opened it then") {
    configure = [](desk::DeskOptions& options) { options.event = july; };
    wait_until("2026-08-18T18:00:00Z");
    restart();
    CHECK(open_event() == july);
    wait_until("2026-08-18T19:00:00Z");
    pass(1s);
    CHECK(open_event() == august);
}

TEST_CASE_METHOD(ClockFixture, "a clock that is set after the start brings the season and the offset of that day") {
    go_by_quarters();
    set_clock("2026-03-05T17:00:00Z", base::ClockQuality::restored);
    add_person("p", "髙橋 さくら", "c");
    add_event("e", at("2026-07-05T16:00:00Z"), 180min);
    open_desk();
    CHECK(desk->snapshot()->zone.offset_at(desk->snapshot()->now) == 60min);
    set_clock("2026-07-05T17:05:00Z");
    tap("c");
    const auto* welcome = shown<desk::Welcome>();
    REQUIRE(welcome);
    CHECK(welcome->card.season.name == "夏");
    CHECK(welcome->card.count == 1);
    REQUIRE(welcome->card.filled.size() == 1);
    CHECK(desk->snapshot()->zone.local(welcome->card.filled[0].at) == at("2026-07-05T19:05:00Z"));
    // A winter's evening keeps a winter's offset.
    CHECK(desk->snapshot()->zone.offset_at(at("2026-01-20T18:00:00Z")) == 60min);
}

TEST_CASE_METHOD(ClockFixture,
                 "a quarter that ends while the kiosk runs is followed by a card with the new stamp on it") {
    go_by_quarters();
    set_clock("2026-09-30T17:00:00Z");
    add_person("p", "髙橋 さくら", "c");
    add_event("e", at("2026-09-30T16:00:00Z"), 120min);
    add_event("f", at("2026-09-30T22:00:00Z"), 120min);
    open_desk();
    tap("c");
    CHECK(shown<desk::Welcome>()->card.season.name == "夏");
    wait_until("2026-09-30T22:00:00Z");  // midnight there
    tap("c");
    REQUIRE(shown<desk::Welcome>());
    CHECK(shown<desk::Welcome>()->card.season.name == "秋");
    CHECK(shown<desk::Welcome>()->card.count == 1);
}

TEST_CASE_METHOD(ClockFixture, "the quarter is called as in the language that staff chose since") {
    go_by_quarters();
    set_clock("2026-07-05T17:00:00Z");
    add_person("p", "髙橋 さくら", "c");
    add_event("e", at("2026-07-05T16:00:00Z"), 120min);
    open_desk();
    enter();
    touch(desk::GoTo{desk::StaffPage::settings});
    touch(desk::ChangeSetting{desk::ChangeSetting::What::lang, 1});
    touch(desk::LeaveStaff{});
    tap("c");
    REQUIRE(shown<desk::Welcome>());
    CHECK(shown<desk::Welcome>()->card.season.name == "summer");
}

TEST_CASE_METHOD(ClockFixture, "a clock that is set is told to the screen with the next tick") {
    set_clock("2026-03-05T17:00:00Z", base::ClockQuality::restored);
    open_desk();
    pass(1s);
    const auto before = desk->snapshot();
    clock.advance(10s);
    desk->tick();
    CHECK(desk->snapshot() == before);  // nothing but time went by
    clock.now.wall += 1s;
    desk->tick();
    CHECK(desk->snapshot()->now == clock.now.wall);
    CHECK(desk->snapshot()->status.clock.health == desk::Health::warning);
    set_clock("2026-07-05T17:05:00Z");
    desk->tick();
    CHECK(desk->snapshot()->now == clock.now.wall);
    CHECK(desk->snapshot()->status.clock.health == desk::Health::ok);
}

TEST_CASE_METHOD(ClockFixture,
                 "with a clock in the past a returner is one, and the new stamp is on this event's square") {
    add_person("p", "髙橋 さくら", "c");
    for (int week = 0; week < 3; ++week) {
        const std::string event = std::string("e") + std::to_string(week);
        add_event(event, at("2026-07-07T19:00:00Z") + week * std::chrono::days(7), 120min);
    }
    configure = [](desk::DeskOptions& options) { options.season = {}; };
    set_clock("2026-07-07T19:10:00Z");
    open_desk();
    tap("c");
    wait_until("2026-07-14T19:10:00Z");
    tap("c");
    // The third evening: a Pi without a battery says it is the day before the first.
    set_clock("2026-07-06T12:00:00Z", base::ClockQuality::restored);
    boot("b");
    open_by_hand("e2");
    tap("c");
    const auto* welcome = shown<desk::Welcome>();
    REQUIRE(welcome);
    CHECK(welcome->greeting == attendance::Greeting::again);
    REQUIRE(welcome->card.filled.size() == 3);
    CHECK(welcome->card.filled.back().event == attendance::EventId{"e2"});
    CHECK(taps()[0].result == desk::TapLine::Result::stamped);
    CHECK(taps()[0].stamps == 3);
    CHECK(taps()[0].hint == desk::TapLine::Hint::third_time);
    CHECK(taps()[2].result == desk::TapLine::Result::first_time);
    CHECK(journal->counts(attendance::EventId{"e2"}).first_timers == 0);
    tap("c");
    const auto* again = shown<desk::AlreadyStamped>();
    REQUIRE(again);
    CHECK(again->card.filled.back().event == attendance::EventId{"e2"});
    enter();
    touch(desk::OpenPerson{attendance::PersonId{"p"}});
    REQUIRE(shown<desk::PersonPage>());
    CHECK(shown<desk::PersonPage>()->stamps.filled.back().event == attendance::EventId{"e2"});
    CHECK(shown<desk::PersonPage>()->hint == desk::TapLine::Hint::third_time);
}

TEST_CASE_METHOD(ClockFixture, "a full card does not lose the present stamp to a clock in the past") {
    add_person("p", "髙橋 さくら", "c");
    configure = [](desk::DeskOptions& options) {
        options.season = {};
        options.season.squares = 3;
    };
    for (int week = 0; week < 4; ++week)
        add_event("e" + std::to_string(week), at("2026-07-07T19:00:00Z") + week * std::chrono::days(7), 120min);
    set_clock("2026-07-07T19:00:00Z");
    open_desk();
    for (const char* evening : {"2026-07-07T19:10:00Z", "2026-07-14T19:10:00Z", "2026-07-21T19:10:00Z"}) {
        wait_until(evening);
        tap("c");
    }
    CHECK(shown<desk::Welcome>()->greeting == attendance::Greeting::full_card);
    set_clock("2026-07-06T12:00:00Z", base::ClockQuality::restored);
    boot("b");
    open_by_hand("e3");
    tap("c");
    REQUIRE(shown<desk::Welcome>());
    CHECK(shown<desk::Welcome>()->greeting == attendance::Greeting::again);
    REQUIRE(shown<desk::Welcome>()->card.filled.size() == 1);
    CHECK(shown<desk::Welcome>()->card.filled[0].event == attendance::EventId{"e3"});
    CHECK(shown<desk::Welcome>()->card.count == 4);
}

TEST_CASE_METHOD(ClockFixture, "a clock that was called right and is set by more than two minutes is noted and told") {
    using attendance::EntryKind;
    add_person("p", "髙橋 さくら", "c");
    set_clock("2026-07-21T21:05:00Z");  // two hours fast
    add_event("e", at("2026-07-21T19:00:00Z"), 180min);
    open_desk();
    tap("c");
    const auto notes = [&] { return std::ranges::count(entries(), EntryKind::clock, &attendance::Entry::kind); };
    const auto before = notes();
    const auto stamped_at = [&] { return journal->presence({"e"}, attendance::PersonId{"p"})->at; };
    CHECK(stamped_at() == at("2026-07-21T21:05:00Z"));
    for (const auto step : {attendance::synchronised_within + 0us, -attendance::synchronised_within + 0us}) {
        clock.now.wall += step;
        desk->tick();
        CHECK(notes() == before);
        CHECK(desk->snapshot()->status.clock.health == desk::Health::ok);
        clock.now.wall -= step;
    }
    clock.advance(1s);
    clock.now.wall -= 2h;
    desk->tick();
    CHECK(notes() == before + 1);
    CHECK(desk->snapshot()->status.clock.health == desk::Health::warning);
    CHECK(stamped_at() == at("2026-07-21T19:05:00Z"));
    CHECK(taps()[0].at == at("2026-07-21T19:05:00Z"));
    desk->tick();
    CHECK(notes() == before + 1);  // once
    pass(1h);
    CHECK(desk->snapshot()->status.clock.health == desk::Health::ok);
}
