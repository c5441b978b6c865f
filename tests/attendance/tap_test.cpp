#include "attendance/tap.h"

#include "testing/catch.h"

using namespace attendance;
using namespace std::chrono_literals;

namespace {

const WallTime seven = WallTime(std::chrono::sys_days(std::chrono::year(2026) / 7 / 21)) + 19h;

Event event(std::string id, WallTime starts, std::chrono::minutes length) {
    return {EventId{std::move(id)}, 1, "", "", starts, starts + length};
}

TapFacts facts() {
    return {CardId{"c"}, true, {DoorState::open, event("e", seven, 2h)}, std::nullopt, std::nullopt};
}

}  // namespace

TEST_CASE("guest lists count for an evening from the end of the one before") {
    const auto evening = event("e", seven, 2h);
    CHECK(list_counts_since({}, evening) == WallTime{});
    const std::vector before{event("old", seven - 72h, 2h), event("last", seven - 24h, 2h), evening,
                             event("beside", seven - 1h, 2h), event("next", seven + 24h, 2h)};
    CHECK(list_counts_since(before, evening) == seven - 22h);
}

TEST_CASE("a known card at an open event is a stamp for its person") {
    auto known = facts();
    known.person = PersonId{"p"};
    const auto decision = decide_tap(known);
    REQUIRE(std::holds_alternative<StampTap>(decision));
    CHECK(std::get<StampTap>(decision).person == PersonId{"p"});
    CHECK(std::get<StampTap>(decision).event == EventId{"e"});
}

TEST_CASE("an unknown card is stamped under its card id") {
    const auto decision = decide_tap(facts());
    REQUIRE(std::holds_alternative<StampTap>(decision));
    CHECK_FALSE(std::get<StampTap>(decision).person);
}

TEST_CASE("a second tap at the same event adds no stamp") {
    auto again = facts();
    again.presence = Presence{EventId{"e"}, CardId{"c"}, {0, 1, 1}, seven, {}, {}};
    CHECK(std::holds_alternative<RepeatTap>(decide_tap(again)));
}

TEST_CASE("a number that changes at every tap is never an identity, open or not") {
    auto phone = facts();
    phone.stable = false;
    CHECK(std::holds_alternative<NumberChangesTap>(decide_tap(phone)));
    phone.door = {};
    CHECK(std::holds_alternative<NumberChangesTap>(decide_tap(phone)));
}

TEST_CASE("a tap at a closed door is told which event it missed or awaits") {
    auto early = facts();
    early.door.state = DoorState::early;
    const auto decision = decide_tap(early);
    REQUIRE(std::holds_alternative<ClosedDoorTap>(decision));
    CHECK(std::get<ClosedDoorTap>(decision).door.event->id == EventId{"e"});
}

TEST_CASE("an event is open from its start until just before its end") {
    const std::vector events{event("e", seven, 2h)};
    CHECK(door_at(events, {}, seven - 1us).state == DoorState::early);
    CHECK(door_at(events, {}, seven).state == DoorState::open);
    CHECK(door_at(events, {}, seven + 2h - 1us).state == DoorState::open);
    CHECK(door_at(events, {}, seven + 2h).state == DoorState::over);
}

TEST_CASE("of two events at once the one that began last is open") {
    const std::vector events{event("long", seven - 3h, 8h), event("evening", seven, 2h)};
    CHECK(door_at(events, {}, seven + 1min).event->id == EventId{"evening"});
    CHECK(door_at(events, {}, seven - 1min).event->id == EventId{"long"});
}

TEST_CASE("an event that staff opened is open whatever the clock says") {
    const std::vector events{event("e", seven, 2h), event("other", seven - 100h, 2h)};
    CHECK(door_at(events, EventId{"other"}, WallTime(0us)).event->id == EventId{"other"});
    CHECK(door_at(events, EventId{"unknown"}, seven).event->id == EventId{"e"});
}

TEST_CASE("the door speaks of the next event within a day and of the last one for twelve hours") {
    const std::vector events{event("e", seven, 2h)};
    CHECK(door_at(events, {}, seven - 24h).state == DoorState::early);
    CHECK(door_at(events, {}, seven - 24h - 1us).state == DoorState::no_event);
    CHECK(door_at(events, {}, seven + 2h + 12h).state == DoorState::over);
    CHECK(door_at(events, {}, seven + 2h + 12h + 1us).state == DoorState::no_event);
}
