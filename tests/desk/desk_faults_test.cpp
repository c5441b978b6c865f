#include "desk/desk_fixture.h"
#include "desk/no_room.h"

using testing::DeskFixture;
using testing::NoRoom;
using namespace std::chrono_literals;

TEST_CASE_METHOD(DeskFixture, "a reader that is away for a moment alarms nobody, for longer it says so and recovers") {
    open_evening();
    desk->handle(desk::ReaderInput{desk::ReaderInput::State::fault, "no answer"});
    CHECK(scene() == "idle");
    pass(1499ms);
    CHECK(scene() == "idle");
    pass(1ms);
    REQUIRE(shown<desk::ReaderTrouble>());
    CHECK_FALSE(shown<desk::ReaderTrouble>()->absent);
    CHECK(desk->snapshot()->status.reader.health == desk::Health::trouble);
    desk->handle(desk::ReaderInput{desk::ReaderInput::State::ok, ""});
    CHECK(scene() == "idle");
    CHECK(desk->snapshot()->status.reader.health == desk::Health::ok);
}

TEST_CASE_METHOD(DeskFixture, "a fault that turns into an absence is one trouble, counted from its beginning") {
    open_evening();
    desk->handle(desk::ReaderInput{desk::ReaderInput::State::fault, ""});
    const auto since = clock.monotonic();
    pass(1s);
    desk->handle(desk::ReaderInput{desk::ReaderInput::State::absent, ""});
    pass(1s);
    REQUIRE(shown<desk::ReaderTrouble>());
    CHECK(shown<desk::ReaderTrouble>()->absent);
    CHECK(shown<desk::ReaderTrouble>()->since == since);
}

TEST_CASE_METHOD(DeskFixture, "reader trouble does not cut off the welcome of somebody who was stamped") {
    add_person("p", "髙橋", "c");
    open_evening();
    tap("c");
    desk->handle(desk::ReaderInput{desk::ReaderInput::State::fault, ""});
    CHECK(scene() == "welcome");
    pass(10s);
    CHECK(scene() == "reader_trouble");
}

TEST_CASE_METHOD(DeskFixture, "a tap that cannot be recorded is told so at once, and recording resumes by itself") {
    add_person("p", "髙橋", "c");
    open_evening();
    {
        const NoRoom no_room;
        tap("c");
        CHECK(scene() == "cannot_record");
        REQUIRE(decided.size() == 1);
        CHECK(decided[0].result == desk::Decided::Result::refused);
        CHECK(decided[0].seq == 0);
        CHECK(store_ok == std::vector{false});
        pass(10s);
        CHECK(scene() == "cannot_record");
        CHECK(desk->snapshot()->status.store.health == desk::Health::trouble);
    }
    pass(2s);
    CHECK(store_ok == std::vector{false, true});
    CHECK(scene() == "idle");
    tap("c");
    CHECK(scene() == "welcome");
}

TEST_CASE_METHOD(DeskFixture, "where nothing can be recorded the desk sleeps between its looks") {
    open_evening();
    const NoRoom no_room;
    tap("c");
    for (int i = 0; i < 20; ++i) {
        pass(1s);
        CHECK(desk->next_wake() > clock.monotonic());
    }
    CHECK(scene() == "cannot_record");
}

TEST_CASE_METHOD(DeskFixture, "taps that could not be recorded are counted for staff until the next event") {
    add_event("e13", clock.now.wall + 2h, 60min);
    open_evening();
    const auto store = [&] { return desk->snapshot()->status.store; };
    {
        const NoRoom no_room;
        tap("c");
        tap("d");
        CHECK_THAT(store().detail, contains("2 taps were not recorded"));
        CHECK(store().health == desk::Health::trouble);
    }
    pass(6s);
    CHECK(store().health == desk::Health::warning);
    CHECK(store().detail == "2 taps were not recorded");
    tap("c");
    CHECK(store().detail == "2 taps were not recorded");
    pass(2h);
    tap("c");
    CHECK(store().health == desk::Health::ok);
}

TEST_CASE_METHOD(DeskFixture, "a repeat is shown even when its audit line cannot be written") {
    add_person("p", "髙橋", "c");
    open_evening();
    tap("c");
    const NoRoom no_room;
    tap("c");
    REQUIRE(shown<desk::AlreadyStamped>());
    CHECK(shown<desk::AlreadyStamped>()->seq == 0);
}

TEST_CASE_METHOD(DeskFixture, "little room left is a warning for staff") {
    open_evening();
    desk->handle(desk::DiskInput{200LL << 20});
    CHECK(desk->snapshot()->status.disk.health == desk::Health::ok);
    desk->handle(desk::DiskInput{(200LL << 20) - 1});
    CHECK(desk->snapshot()->status.disk.health == desk::Health::warning);
    CHECK(desk->snapshot()->status.disk.figure == 199);
}
