// What staff may want to know to greet somebody, said on their screens only.
#pragma once

#include <span>

#include "attendance/stamp_card.h"

namespace attendance {

enum class StaffHint {
    none,
    first_time,   // never here before: show them round
    third_time,   // the visit after which people stay: introduce them
    after_while,  // was here, but not in the last `a_while` (greeting.h)
};

// `visits`: all of that person, oldest first, the present one last.
StaffHint staff_hint(std::span<const Visit> visits);

}  // namespace attendance
