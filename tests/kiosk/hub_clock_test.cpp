#include "kiosk/hub_clock.h"

#include "testing/catch.h"

using namespace std::chrono_literals;
using base::ClockQuality;
using base::WallTime;

namespace {

// What the machine's clock says, in the test's hand.
struct Machine : base::Clock {
    explicit Machine(base::ClockReading& shown) : now(shown) {}
    base::ClockReading read() const override { return now; }
    base::MonotonicTime monotonic() const override { return 5s; }
    base::ClockReading& now;
};

const WallTime truth{std::chrono::sys_days(std::chrono::year(2026) / 7 / 21)};

struct Clocks {
    base::ClockReading machine{WallTime(100s), 100s, "boot-a", ClockQuality::unknown};  // it is 1970 there
    kiosk::HubClock clock{std::make_unique<Machine>(machine)};

    void pass(std::chrono::seconds time) {
        machine.wall += time;
        machine.boottime += time;
    }
};

}  // namespace

TEST_CASE_METHOD(Clocks, "before the hub was heard the time is the machine's") {
    CHECK(clock.read().wall == WallTime(100s));
    CHECK(clock.read().quality == ClockQuality::unknown);
    CHECK(clock.monotonic() == 5s);
}

TEST_CASE_METHOD(Clocks,
                 "a machine that does not know the time takes the hub's, and it goes on by the time since boot") {
    clock.set("boot-a", {truth, 90s});
    CHECK(clock.read().wall == truth + 10s);
    CHECK(clock.read().quality == ClockQuality::synchronised);
    CHECK(clock.machine().read().quality == ClockQuality::unknown);
    pass(60s);
    machine.wall = WallTime(7s);  // it jumps; the time since boot does not
    CHECK(clock.read().wall == truth + 70s);
}

TEST_CASE_METHOD(Clocks, "a machine whose clock is set is not corrected") {
    clock.set("boot-a", {truth, 90s});
    machine.quality = ClockQuality::synchronised;
    machine.wall = truth + 1h;
    CHECK(clock.read().wall == truth + 1h);
}

TEST_CASE_METHOD(Clocks, "what the hub said of another boot does not count for this one") {
    clock.set("boot-z", {truth, 90s});
    CHECK(clock.read().wall == WallTime(100s));
    CHECK(clock.read().quality == ClockQuality::unknown);
}

TEST_CASE_METHOD(Clocks, "a hub whose own clock is lost is not believed") {
    const WallTime earliest{std::chrono::sys_days(std::chrono::year(2026) / 1 / 1)};
    const WallTime latest{std::chrono::sys_days(std::chrono::year(2100) / 1 / 1)};
    for (const WallTime at : {WallTime(0s), earliest - 1us, latest, latest + 1us}) {
        clock.set("boot-a", {at, 90s});
        CHECK(clock.read().quality == ClockQuality::unknown);
    }
    for (const WallTime at : {earliest, earliest + 1us, latest - 1us}) {
        clock.set("boot-a", {at, 90s});
        CHECK(clock.read().wall == at + 10s);
    }
    clock.set("boot-a", {WallTime(0s), 90s});  // and does not take back what it said
    CHECK(clock.read().quality == ClockQuality::synchronised);
}
