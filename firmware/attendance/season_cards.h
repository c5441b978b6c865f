// All stamp cards of a person, over the seasons, and with which season they began. Pure.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "attendance/stamp_card.h"

namespace attendance {

// Oldest first, each as its last stamp left it. A season in which somebody filled a card and came again has several.
// `visits`: all of one person, oldest first; those that `season_at` finds no season for are on no card.
std::vector<StampCard> season_cards(std::span<const Visit> visits,
                                    const std::function<std::optional<Season>(WallTime)>& season_at);

// The place of the season in which somebody came first, 1 for the first of `made`, or of the last one that had begun by
// then; 0: before all seasons, or never here. `made`: oldest first.
int cohort_of(std::span<const Season> made, std::span<const Visit> visits);
int cohort_at(std::span<const Season> made, WallTime first);  // the begin of somebody's first event

}  // namespace attendance
