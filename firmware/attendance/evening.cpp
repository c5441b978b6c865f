#include "attendance/evening.h"

#include <algorithm>

namespace attendance {

std::vector<Lean> leans_of(std::span<const WallTime> came) {
    std::vector<Lean> leans(came.size(), Lean::none);
    for (std::size_t i = 0; i + 1 < came.size(); ++i) {
        if (came[i + 1] - came[i] > two_hands_within) continue;
        leans[i] = Lean::to_next;
        leans[++i] = Lean::to_previous;
    }
    return leans;
}

bool shows_sheet(const Door& door, std::span<const WallTime> came, WallTime now) {
    if (door.state != DoorState::over || !door.event || came.empty()) return false;
    return now < std::max(door.event->ends, came.back()) + sheet_is_shown_for;
}

bool is_night(const Door& door, std::span<const WallTime> came, WallTime now) {
    switch (door.state) {
        case DoorState::open:
            return false;
        case DoorState::early:
            return door.event && now < door.event->starts - light_before_opening;
        case DoorState::over:
            return !shows_sheet(door, came, now);
        case DoorState::no_event:
            return true;
    }
    return false;
}

}  // namespace attendance
