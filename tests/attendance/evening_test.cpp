#include "attendance/evening.h"

#include "testing/catch.h"

using namespace attendance;
using namespace std::chrono_literals;

namespace {

constexpr WallTime opens{std::chrono::hours(1'000'000) / 2};

std::vector<WallTime> at(std::initializer_list<std::chrono::milliseconds> times) {
    std::vector<WallTime> came;
    for (const auto time : times)
        came.push_back(opens + time);
    return came;
}

Door closed(WallTime ends) {
    Event event;
    event.id = {"e"};
    event.starts = opens;
    event.ends = ends;
    return {DoorState::over, event};
}

}  // namespace

TEST_CASE("two who tap within five seconds lean towards each other, and a moment later they do not") {
    using enum Lean;
    CHECK(leans_of(at({0s, 4999ms})) == std::vector{to_next, to_previous});
    CHECK(leans_of(at({0s, 5000ms})) == std::vector{to_next, to_previous});
    CHECK(leans_of(at({0s, 5001ms})) == std::vector{none, none});
}

TEST_CASE("whoever taps third within five seconds stands alone, and a fourth leans with them") {
    using enum Lean;
    CHECK(leans_of(at({0s, 2s, 4s})) == std::vector{to_next, to_previous, none});
    CHECK(leans_of(at({0s, 2s, 4s, 6s})) == std::vector{to_next, to_previous, to_next, to_previous});
    CHECK(leans_of(at({0s, 60s, 62s, 200s})) == std::vector{none, to_next, to_previous, none});
    CHECK(leans_of({}).empty());
    CHECK(leans_of(at({0s})) == std::vector{none});
}

TEST_CASE("the sheet is shown for two hours after the end, or after a stamp that came later") {
    const auto came = at({10min, 20min});
    const Door door = closed(opens + 3h);
    CHECK(shows_sheet(door, came, opens + 3h));
    CHECK(shows_sheet(door, came, opens + 5h - 1us));
    CHECK_FALSE(shows_sheet(door, came, opens + 5h));
    CHECK(shows_sheet(door, at({10min, 240min}), opens + 6h - 1us));
    CHECK_FALSE(shows_sheet(door, at({10min, 240min}), opens + 6h));
}

TEST_CASE("an evening to which nobody came has no sheet, and an open one has none yet") {
    Door door = closed(opens + 3h);
    CHECK_FALSE(shows_sheet(door, {}, opens + 3h));
    door.state = DoorState::open;
    CHECK_FALSE(shows_sheet(door, at({10min}), opens + 1h));
    door.state = DoorState::early;
    CHECK_FALSE(shows_sheet(door, at({10min}), opens - 1h));
    CHECK_FALSE(shows_sheet({}, at({10min}), opens));
}

TEST_CASE("it is night from the end of the sheet until an hour before the next opening") {
    const auto came = at({10min});
    const Door over = closed(opens + 3h);
    CHECK_FALSE(is_night(over, came, opens + 5h - 1us));
    CHECK(is_night(over, came, opens + 5h));
    CHECK(is_night(over, {}, opens + 3h));
    Door early = over;
    early.state = DoorState::early;
    CHECK(is_night(early, {}, opens - 1h - 1us));
    CHECK_FALSE(is_night(early, {}, opens - 1h));
    Door open = over;
    open.state = DoorState::open;
    CHECK_FALSE(is_night(open, {}, opens));
    CHECK(is_night({}, {}, opens));
}
