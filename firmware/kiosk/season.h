// The season of the stamp card, as configured or by the calendar. Pure.
#pragma once

#include <array>
#include <string>

#include "attendance/stamp_card.h"
#include "kiosk/config.h"

namespace kiosk {

// What a season without a name is called, by the quarter that it begins in: winter, spring, summer, autumn.
using QuarterNames = std::array<std::string, 4>;

// The configured dates; without them the quarter of the year in which `now` falls: winter from January, spring from
// April, summer from July, autumn from October. Days begin at midnight `utc_offset` from UTC.
attendance::Season season_at(const SeasonConfig& config, const QuarterNames& names, attendance::WallTime now,
                             std::chrono::minutes utc_offset);

}  // namespace kiosk
