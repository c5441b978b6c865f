// A person's visits in the order of the events themselves. A visit is named by its event: the time of its stamp may
// come from a clock that was wrong. Pure.
#pragma once

#include <vector>

#include "attendance/stamp_card.h"

namespace attendance {

// All, the one at `event` last: it is the one that happens now, whatever the clock says.
std::vector<Visit> with_last(std::vector<Visit> visits, const EventId& event);

// As they were when somebody tapped for `event`: those at events that began before it, and the one at it last. Where
// the hours of one of two events are not known, the times of their stamps decide; `at` is that of a tap which left
// none.
std::vector<Visit> up_to(std::vector<Visit> visits, const EventId& event, WallTime at);

}  // namespace attendance
