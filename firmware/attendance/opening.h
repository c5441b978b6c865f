// A door opened by hand, and when that ends by itself: next month's evening must not land on last month's event.
#pragma once

#include <optional>
#include <span>

#include "attendance/moment.h"
#include "attendance/person.h"

namespace attendance {

// Somebody opened this event whatever its hours.
struct Opening {
    EventId event;
    Moment at;              // as noted, or corrected where its boot's clock was set later
    BootTime ran_before{};  // how long the kiosk had run since, in boots before the present one
    bool operator==(const Opening&) const = default;
};

inline constexpr std::chrono::hours opening_outlasts_event{6};
inline constexpr std::chrono::hours opening_runs_at_most{18};

// The event that is open by hand, and until when on the clock of `now`.
struct HeldOpen {
    EventId event;
    WallTime until{};
    bool operator==(const HeldOpen&) const = default;
};

// Absent: the opening has lapsed, or its event is not among `events`.
//   Where the clock can be believed it lapses when another event begins after it, else six hours after its event's end
//   (after the opening, where that came later).
//   Where it cannot, after 18 hours of running, boots added up; and in a later boot as soon as the event is over by a
//   clock that was carried over, since such a clock is behind, if at all.
std::optional<HeldOpen> held_open(const std::optional<Opening>& opening, std::span<const Event> events,
                                  const Moment& now);

}  // namespace attendance
