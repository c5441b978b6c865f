// Which season's stamp card counts at a moment: one of those that organizers made, the configured one, or the quarter
// of the year. Pure; asked whenever it matters, since what was true at the start of a kiosk may not be true any more.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>

#include "attendance/stamp_card.h"
#include "attendance/zone.h"

namespace attendance {

// What a season without a name is called, by the quarter that it begins in: winter, spring, summer, autumn.
using QuarterNames = std::array<std::string, 4>;

// As configured. Dates are local days, both included; both or none.
struct SeasonRule {
    std::string name;  // empty: the quarter's, such as 夏のスタンプカード
    std::optional<std::chrono::year_month_day> from;
    std::optional<std::chrono::year_month_day> to;
    int squares = 10;
    bool operator==(const SeasonRule&) const = default;
};

// Of `made` (at the hub) the last one that contains `now`; else the configured one if it does; else the part of the
// quarter that lies between such seasons: winter from January, spring from April, summer from July, autumn from
// October. A name without dates goes with every quarter.
Season season_at(const SeasonRule& rule, const QuarterNames& names, std::span<const Season> made, WallTime now,
                 const Zone& zone);

}  // namespace attendance
