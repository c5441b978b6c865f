// An evening as a whole: whose stamps came together, and how long its sheet is shown. Pure rules over times.
#pragma once

#include <span>
#include <vector>

#include "attendance/tap.h"

namespace attendance {

// Who tapped within this time of another came with them.
inline constexpr std::chrono::seconds two_hands_within{5};

enum class Lean { none, to_next, to_previous };

// Of those who came, in the order of coming: whose stamps lean towards each other. Two at a time; a third stands alone.
std::vector<Lean> leans_of(std::span<const WallTime> came);

// After the end, or after the last stamp where that came later, all of the evening's stamps are looked at for so long.
inline constexpr std::chrono::hours sheet_is_shown_for{2};

// A resting screen is dim while nobody is expected: from the end of the sheet until so long before the next opening.
inline constexpr std::chrono::hours light_before_opening{1};
bool is_night(const Door& door, std::span<const WallTime> came, WallTime now);

// `came`: when those came who are at the door's event, in order.
bool shows_sheet(const Door& door, std::span<const WallTime> came, WallTime now);

}  // namespace attendance
