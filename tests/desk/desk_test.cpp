#include "attendance/ticket.h"
#include "desk/desk_fixture.h"

using testing::DeskFixture;
using namespace std::chrono_literals;

TEST_CASE_METHOD(DeskFixture, "a known card at an open event is stamped and welcomed by its shown name") {
    add_person("p", "髙橋 さくら", "c");
    open_evening();
    tap("c");
    REQUIRE(shown<desk::Welcome>());
    const auto& welcome = *shown<desk::Welcome>();
    CHECK(welcome.guest.shown_name == "髙橋");
    CHECK(welcome.card.filled.size() == 1);
    CHECK(welcome.card.filled[0].label == "第12回");
    CHECK(welcome.greeting == attendance::Greeting::first_time);
    CHECK(welcome.seq == journal->last_seq());
    REQUIRE(decided.size() == 1);
    CHECK(decided[0].result == desk::Decided::Result::stamped);
    CHECK(decided[0].seq == welcome.seq);
    CHECK(desk->snapshot()->arrived == 1);
}

TEST_CASE_METHOD(DeskFixture,
                 "a touch on the resting picture is told to the screen, and forgotten with the next guest") {
    add_person("p", "髙橋 さくら", "c");
    open_evening();
    REQUIRE(shown<desk::Idle>());
    CHECK_FALSE(shown<desk::Idle>()->pointed_at);
    desk->handle(desk::AnswerInput{desk::PointAtReader{}});
    REQUIRE(shown<desk::Idle>());
    CHECK(shown<desk::Idle>()->pointed_at == clock.monotonic());
    tap("c");
    desk->handle(desk::AnswerInput{desk::PointAtReader{}});
    REQUIRE(shown<desk::Welcome>());
    pass(10s);
    REQUIRE(shown<desk::Idle>());
    CHECK_FALSE(shown<desk::Idle>()->pointed_at);
}

TEST_CASE_METHOD(DeskFixture,
                 "the resting screen knows when each guest came, in order, and so does a kiosk that starts again") {
    add_person("p", "髙橋 さくら", "c");
    open_evening();
    CHECK(desk->snapshot()->came->empty());
    std::vector<attendance::WallTime> came;
    for (const std::string card : {"c", "d", "e"}) {
        pass(90s);
        came.push_back(clock.now.wall);
        tap(card);
        pass(1s);
        tap(card);  // again: nobody more
    }
    pass(30s);
    REQUIRE(shown<desk::Idle>());
    CHECK(*desk->snapshot()->came == came);
    CHECK(desk->snapshot()->arrived == 3);
    open_desk();
    CHECK(*desk->snapshot()->came == came);
}

TEST_CASE_METHOD(DeskFixture, "the screen knows the next event that is still to begin") {
    add_event("later", clock.now.wall + 240h, 120min);
    add_event("next", clock.now.wall + 120h, 120min);
    open_evening();
    REQUIRE(desk->snapshot()->next_event);
    CHECK(desk->snapshot()->next_event->id.value == "next");
    pass(121h);
    desk->handle(desk::AnswerInput{desk::Dismiss{}});
    REQUIRE(desk->snapshot()->next_event);
    CHECK(desk->snapshot()->next_event->id.value == "later");
    pass(240h);
    desk->handle(desk::AnswerInput{desk::Dismiss{}});
    CHECK_FALSE(desk->snapshot()->next_event);
}

TEST_CASE_METHOD(DeskFixture, "a second tap adds no stamp and says when the first one was") {
    add_person("p", "髙橋 さくら", "c");
    open_evening();
    const auto first = clock.now.wall;
    tap("c");
    pass(10min);
    tap("c");
    REQUIRE(shown<desk::AlreadyStamped>());
    CHECK(shown<desk::AlreadyStamped>()->first_at == first);
    CHECK(shown<desk::AlreadyStamped>()->card.filled.size() == 1);
    CHECK(decided[1].result == desk::Decided::Result::repeat);
    CHECK(journal->counts(attendance::EventId{"e12"}).arrived == 1);
}

TEST_CASE_METHOD(DeskFixture, "a person with two cards is stamped once") {
    add_person("p", "髙橋", "c");
    journal::Addition bind;
    bind.entry.kind = attendance::EntryKind::bind;
    bind.entry.person = attendance::PersonId{"p"};
    bind.entry.card = attendance::CardId{"d"};
    bind.entry.version = 1;
    REQUIRE(journal->append(bind));
    open_evening();
    tap("c");
    tap("d");
    CHECK(scene() == "repeat");
}

TEST_CASE_METHOD(DeskFixture, "an unknown card is stamped at once and its memory is asked for") {
    open_evening();
    tap("stranger");
    REQUIRE(shown<desk::NewCard>());
    CHECK(decided[0].result == desk::Decided::Result::unknown);
    CHECK(decided[0].seq == journal->last_seq());
    CHECK(memories_wanted == std::vector{attendance::CardId{"stranger"}});
    CHECK(shown<desk::NewCard>()->ticket == attendance::ticket_of(0, journal->last_seq()));
    CHECK(journal->counts(attendance::EventId{"e12"}).arrived == 1);
}

TEST_CASE_METHOD(DeskFixture, "a number that changes at every tap is refused kindly and leaves an audit line only") {
    open_evening();
    tap("phone", false);
    CHECK(scene() == "number_changes");
    CHECK(decided[0].result == desk::Decided::Result::refused);
    CHECK(journal->counts(attendance::EventId{"e12"}).arrived == 0);
}

TEST_CASE_METHOD(DeskFixture, "a tap before the hours is told of the event and adds no stamp") {
    add_event("e12", clock.now.wall + 1h, 120min);
    open_desk();
    tap("c");
    REQUIRE(shown<desk::ClosedDoor>());
    CHECK(shown<desk::ClosedDoor>()->door.state == attendance::DoorState::early);
    CHECK(journal->counts(attendance::EventId{"e12"}).arrived == 0);
}

TEST_CASE_METHOD(DeskFixture, "the door opens by itself when the hours begin") {
    add_event("e12", clock.now.wall + 1h, 120min);
    open_desk();
    CHECK(desk->snapshot()->door.state == attendance::DoorState::early);
    pass(1h - 1us);
    CHECK(desk->snapshot()->door.state == attendance::DoorState::early);
    pass(1us);
    CHECK(desk->snapshot()->door.state == attendance::DoorState::open);
}

TEST_CASE_METHOD(DeskFixture, "every scene returns to rest by itself, and not before its time") {
    add_person("p", "髙橋", "c");
    open_evening();
    tap("c");
    const auto returns_at = desk->snapshot()->returns_at;
    REQUIRE(returns_at);
    CHECK(desk->next_wake() <= *returns_at);
    pass(*returns_at - clock.monotonic() - 1ns);
    CHECK(scene() == "welcome");
    pass(1ns);
    CHECK(scene() == "idle");
}

TEST_CASE_METHOD(DeskFixture, "the next tap interrupts the scene before") {
    add_person("p", "髙橋", "c");
    add_person("q", "𠮷野 花子", "d");
    open_evening();
    tap("c");
    pass(100ms);
    tap("d");
    REQUIRE(shown<desk::Welcome>());
    CHECK(shown<desk::Welcome>()->guest.shown_name == "𠮷野");
}

TEST_CASE_METHOD(DeskFixture, "the tenth stamp of a season is the special moment") {
    add_person("p", "髙橋", "c");
    for (int i = 9; i >= 1; --i)
        add_event("e" + std::to_string(i), clock.now.wall - std::chrono::days(i), 60min);
    add_event("e12", clock.now.wall, 60min);
    const auto today = clock.now;
    for (int i = 9; i >= 1; --i) {
        clock.now.wall = today.wall - std::chrono::days(i);
        clock.now.boot_id = "boot of " + std::to_string(i) + " days ago";
        open_desk();
        tap("c");
    }
    clock.now = today;
    open_desk();
    tap("c");
    REQUIRE(shown<desk::Welcome>());
    CHECK(shown<desk::Welcome>()->greeting == attendance::Greeting::full_card);
    CHECK(shown<desk::Welcome>()->card.is_full());
}

TEST_CASE_METHOD(DeskFixture, "a clock that becomes synchronised is written down once in a boot") {
    clock.now.quality = base::ClockQuality::unknown;
    open_evening();
    const auto before = journal->last_seq();
    pass(1s);
    CHECK(journal->last_seq() == before);
    clock.now.quality = base::ClockQuality::synchronised;
    pass(1s);
    CHECK(journal->last_seq() == before + 1);
    pass(1s);
    CHECK(journal->last_seq() == before + 1);
}

TEST_CASE_METHOD(DeskFixture, "at night the resting screen is dim, and whoever taps has light") {
    add_person("p", "髙橋 さくら", "c");
    open_evening();
    CHECK(lights.empty());  // the panel has its light
    tap("c");
    pass(1h);  // the event is over, its sheet is shown
    pass(1h);
    CHECK(lights.empty());
    pass(1h);
    CHECK(lights == std::vector{30});
    tap("c");
    REQUIRE(shown<desk::ClosedDoor>());
    CHECK(lights == std::vector{30, 100});
    pass(10s);
    CHECK(lights == std::vector{30, 100, 30});
}

TEST_CASE_METHOD(DeskFixture, "an hour before the opening the screen is as light as staff chose") {
    add_event("tomorrow", clock.now.wall + 5h, 120min);
    open_desk();
    CHECK(lights == std::vector{30});
    pass(3h + 59min);
    CHECK(lights == std::vector{30});
    pass(1min);
    CHECK(lights == std::vector{30, 100});
}
