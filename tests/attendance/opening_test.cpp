#include "attendance/opening.h"

#include "testing/catch.h"

using namespace attendance;
using namespace std::chrono_literals;

namespace {

const WallTime seven = WallTime(std::chrono::sys_days(std::chrono::year(2026) / 7 / 21)) + 19h;

Event event(std::string id, WallTime starts, std::chrono::minutes length) {
    return {EventId{std::move(id)}, 1, "", "", starts, starts + length};
}

// A clock that went well since the boot at 18:00, or one that nobody set.
Moment on_the_clock(WallTime wall) {
    return {wall, 1h + (wall - seven), "boot", ClockQuality::synchronised};
}
Moment after_running(std::chrono::nanoseconds boottime, ClockQuality quality, std::string boot = "boot") {
    return {WallTime(std::chrono::duration_cast<std::chrono::microseconds>(boottime)), boottime, std::move(boot),
            quality};
}

struct July {
    std::vector<Event> events{event("july", seven, 150min), event("august", seven + 28 * 24h, 150min)};
    Opening opening{{"july"}, on_the_clock(seven - 30min), {}};

    bool holds(const Moment& now) const {
        const auto held = held_open(opening, events, now);
        if (held) CHECK(held->event == opening.event);
        return held.has_value();
    }
};

}  // namespace

TEST_CASE_METHOD(July, "an event opened by hand is closed again six hours after its end") {
    const WallTime end = seven + 150min + 6h;
    CHECK(holds(on_the_clock(seven - 30min)));
    CHECK(holds(on_the_clock(end - 1us)));
    CHECK_FALSE(holds(on_the_clock(end)));
    CHECK_FALSE(holds(on_the_clock(end + 1us)));
    CHECK_FALSE(holds(on_the_clock(seven + 28 * 24h)));
    CHECK(held_open(opening, events, on_the_clock(seven))->until == end);
}

TEST_CASE_METHOD(July, "an event opened by hand after its end stays open for six hours from then") {
    opening.at = on_the_clock(seven + 48h);
    CHECK(holds(on_the_clock(seven + 54h - 1us)));
    CHECK_FALSE(holds(on_the_clock(seven + 54h)));
}

TEST_CASE_METHOD(July, "an opening lapses when another event begins after it, not when its own does") {
    events.push_back(event("late", seven + 1h, 60min));
    CHECK(holds(on_the_clock(seven)));
    CHECK(holds(on_the_clock(seven + 1h - 1us)));
    CHECK_FALSE(holds(on_the_clock(seven + 1h)));
    CHECK(held_open(opening, events, on_the_clock(seven))->until == seven + 1h);
}

TEST_CASE_METHOD(July, "an event that had begun before does not end an opening, at its start or after it") {
    for (const auto opened : {seven + 1h, seven + 1h + 1us}) {
        opening = {{"july"}, on_the_clock(opened), {}};
        events = {events[0], event("late", seven + 1h, 60min)};
        CHECK(holds(on_the_clock(seven + 2h)));
    }
    opening.at = on_the_clock(seven + 1h - 1us);
    CHECK_FALSE(holds(on_the_clock(seven + 2h)));
}

TEST_CASE_METHOD(July, "where the clock cannot be believed an opening lasts for eighteen hours of running") {
    for (const auto quality : {ClockQuality::unknown, ClockQuality::restored}) {
        opening.at = after_running(2h, quality);
        CHECK(holds(after_running(20h - 1ns, quality)));
        CHECK_FALSE(holds(after_running(20h, quality)));
        CHECK_FALSE(holds(after_running(20h + 1ns, quality)));
    }
}

TEST_CASE_METHOD(July, "the running of earlier boots counts towards the eighteen hours") {
    opening.at = after_running(2h, ClockQuality::unknown, "boot before");
    opening.ran_before = 10h;
    CHECK(holds(after_running(8h - 1ns, ClockQuality::unknown)));
    CHECK_FALSE(holds(after_running(8h, ClockQuality::unknown)));
}

TEST_CASE_METHOD(July, "in a later boot an event that is over by a clock that was carried over is not held open") {
    opening.ran_before = 1h;
    const auto later_boot = [](WallTime wall) { return Moment{wall, 1min, "next boot", ClockQuality::restored}; };
    CHECK(holds(later_boot(seven + 150min - 1us)));
    CHECK_FALSE(holds(later_boot(seven + 150min)));
    // In the boot of the opening staff had reasons not to go by that clock.
    Moment same_boot = on_the_clock(seven + 150min);
    same_boot.quality = ClockQuality::restored;
    CHECK(holds(same_boot));
}

TEST_CASE_METHOD(July, "a clock set later in the boot tells when it was opened") {
    opening.at = {WallTime(0us), 1h, "boot", ClockQuality::unknown};  // at 19:00, which nobody knew then
    events.push_back(event("other", seven - 1h, 60min));
    CHECK(holds(on_the_clock(seven + 1h)));
    events.push_back(event("late", seven + 90min, 60min));
    CHECK(holds(on_the_clock(seven + 90min - 1us)));
    CHECK_FALSE(holds(on_the_clock(seven + 90min)));
}

TEST_CASE_METHOD(July, "an opening under a clock that was ahead still was before this boot") {
    opening.at = {seven + 1000h, 1h, "boot before", ClockQuality::synchronised};
    events.push_back(event("late", seven + 1h, 60min));
    CHECK_FALSE(holds(on_the_clock(seven + 1h)));
    CHECK(holds(on_the_clock(seven + 1h - 1us)));
}

TEST_CASE_METHOD(July, "nothing is held open that nobody opened, or whose event is not there") {
    CHECK_FALSE(held_open({}, events, on_the_clock(seven)));
    opening.event = {"gone"};
    CHECK_FALSE(holds(on_the_clock(seven)));
}
