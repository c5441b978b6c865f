#include "attendance/staff_hint.h"

#include "attendance/greeting.h"

namespace attendance {

StaffHint staff_hint(std::span<const Visit> visits) {
    if (visits.empty()) return StaffHint::none;
    if (visits.size() == 1) return StaffHint::first_time;
    if (visits.back().at - visits[visits.size() - 2].at > a_while) return StaffHint::after_while;
    return visits.size() == 3 ? StaffHint::third_time : StaffHint::none;
}

}  // namespace attendance
