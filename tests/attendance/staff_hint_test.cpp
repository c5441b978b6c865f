#include "attendance/staff_hint.h"

#include "attendance/greeting.h"
#include "testing/catch.h"

using attendance::staff_hint;
using attendance::StaffHint;

namespace {

// Visits so many days after the first one.
std::vector<attendance::Visit> visits_on(std::initializer_list<int> days, std::chrono::microseconds late = {}) {
    std::vector<attendance::Visit> visits;
    for (const int day : days)
        visits.push_back({{"e"}, "", attendance::WallTime(std::chrono::days(20000 + day)), {}});
    if (!visits.empty()) visits.back().at += late;
    return visits;
}

}  // namespace

TEST_CASE("the first visit and the third one are worth a word, the second and the fourth are not") {
    CHECK(staff_hint(visits_on({})) == StaffHint::none);
    CHECK(staff_hint(visits_on({0})) == StaffHint::first_time);
    CHECK(staff_hint(visits_on({0, 7})) == StaffHint::none);
    CHECK(staff_hint(visits_on({0, 7, 14})) == StaffHint::third_time);
    CHECK(staff_hint(visits_on({0, 7, 14, 21})) == StaffHint::none);
}

TEST_CASE("who was away for more than six weeks is back after a while, also at the third visit") {
    using namespace std::chrono_literals;
    CHECK(staff_hint(visits_on({0, 42})) == StaffHint::none);
    CHECK(staff_hint(visits_on({0, 42}, -1us)) == StaffHint::none);
    CHECK(staff_hint(visits_on({0, 42}, 1us)) == StaffHint::after_while);
    CHECK(staff_hint(visits_on({0, 7, 50})) == StaffHint::after_while);
}
