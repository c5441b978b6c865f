#include "attendance/visits.h"

#include "testing/catch.h"

using namespace attendance;
using namespace std::chrono_literals;

namespace {

const WallTime july = WallTime(std::chrono::sys_days(std::chrono::year(2026) / 7 / 7)) + 19h;

Visit visit(std::string event, std::optional<int> week, WallTime at) {
    Visit made{{std::move(event)}, "", at, {}, {}};
    if (week) made.starts = july + *week * std::chrono::days(7);
    return made;
}

std::string names(const std::vector<Visit>& visits) {
    std::string all;
    for (const Visit& visit : visits)
        all += visit.event.value;
    return all;
}

}  // namespace

TEST_CASE("the visit that happens now is the last one, also under a clock that is in the past") {
    const std::vector visits{visit("c", 2, july - 1000h), visit("a", 0, july), visit("b", 1, july + 168h)};
    CHECK(names(with_last(visits, {"c"})) == "abc");
    CHECK(names(with_last(visits, {"b"})) == "cab");
    CHECK(names(with_last(visits, {"none"})) == "cab");
}

TEST_CASE(
    "what was known at an event are the visits of events that began before it, whatever the stamps' clocks said") {
    // At b the clock stood months back; c came after it.
    const std::vector visits{visit("b", 1, july - 1000h), visit("a", 0, july), visit("c", 2, july + 336h)};
    CHECK(names(up_to(visits, {"a"}, july)) == "a");
    CHECK(names(up_to(visits, {"b"}, july)) == "ab");
    CHECK(names(up_to(visits, {"c"}, july)) == "bac");
}

TEST_CASE("where the hours of an event are not known the stamps' times tell which visit was first") {
    const std::vector visits{visit("a", {}, july), visit("b", {}, july + 1h), visit("c", 0, july + 2h)};
    CHECK(names(up_to(visits, {"b"}, july)) == "ab");
    CHECK(names(up_to(visits, {"c"}, july)) == "abc");
    CHECK(names(up_to(visits, {"none"}, july + 1h)) == "a");
    CHECK(names(up_to(visits, {"none"}, july + 1h + 1us)) == "ab");
}
