#include "kiosk/changeover.h"

#include "testing/catch.h"

using namespace std::chrono_literals;
using kiosk::Changeover;

namespace {

desk::SnapshotPtr snapshot() {
    return std::make_shared<desk::Snapshot>();
}

}  // namespace

TEST_CASE("the first picture is drawn at once, and the next when it is made") {
    Changeover screen;
    const auto first = snapshot(), second = snapshot();
    CHECK(screen.want(first, 0s));
    CHECK(screen.choose(false, 0s) == first);
    CHECK_FALSE(screen.deadline());
    CHECK_FALSE(screen.want(first, 1s));
    CHECK(screen.want(second, 2s));
    CHECK(screen.choose(false, 2s) == first);
    CHECK(screen.deadline() == 2s + Changeover::patience);
    CHECK(screen.choose(true, 2s + 10ms) == second);
    CHECK_FALSE(screen.deadline());
}

TEST_CASE("a picture that is not made in time is drawn as it is, however many newer ones came meanwhile") {
    Changeover screen;
    screen.want(snapshot(), 0s);
    const auto first = screen.choose(true, 0s);
    desk::SnapshotPtr newest;
    for (auto now = 1s + 0ms; now < 1s + Changeover::patience; now += 50ms) {
        newest = snapshot();
        CHECK(screen.want(newest, now));
        CHECK(screen.choose(false, now) == first);
        CHECK(screen.deadline() == 1s + Changeover::patience);
    }
    CHECK(screen.choose(false, 1s + Changeover::patience) == newest);
    CHECK_FALSE(screen.deadline());
}
