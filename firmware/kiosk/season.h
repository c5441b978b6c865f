// The season of the stamp card, as configured or by the calendar. Pure.
#pragma once

#include <string_view>

#include "attendance/stamp_card.h"
#include "kiosk/config.h"

namespace kiosk {

// The configured dates; without them the quarter of the year in which `now` falls: winter from January, spring from
// April, summer from July, autumn from October. Days begin at midnight `utc_offset` from UTC. A season without a name
// is called by the quarter it begins in: 夏のスタンプカード, "Summer stamp card".
attendance::Season season_at(const SeasonConfig& config, std::string_view lang, attendance::WallTime now,
                             std::chrono::minutes utc_offset);

}  // namespace kiosk
