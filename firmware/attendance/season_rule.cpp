#include "attendance/season_rule.h"

#include <algorithm>

namespace attendance {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

unsigned quarter_of(const year_month_day& day) {
    return (static_cast<unsigned>(day.month()) - 1) / 3;
}

bool contains(const Season& season, WallTime now) {
    return season.first <= now && now < season.end;
}

}  // namespace

Season season_at(const SeasonRule& rule, const QuarterNames& names, std::span<const Season> made, WallTime now,
                 const Zone& zone) {
    for (auto season = made.rbegin(); season != made.rend(); ++season)
        if (contains(*season, now)) return *season;
    const auto between = [&](const year_month_day& first, sys_days end, const std::string& name) {
        return Season{name.empty() ? names[quarter_of(first)] : name, zone.begin_of(sys_days(first)),
                      zone.begin_of(end), rule.squares};
    };
    std::optional<Season> configured;
    if (rule.from && rule.to) configured = between(*rule.from, sys_days(*rule.to) + days(1), rule.name);
    if (configured && contains(*configured, now)) return *configured;

    const year_month_day today(zone.day_of(now));
    const year_month_day quarter = today.year() / std::chrono::month(quarter_of(today) * 3 + 1) / 1;
    Season season = between(quarter, sys_days(quarter + std::chrono::months(3)), configured ? "" : rule.name);
    const auto keep_apart = [&](const Season& other) {
        if (other.end <= now) season.first = std::max(season.first, other.end);
        if (now < other.first) season.end = std::min(season.end, other.first);
    };
    std::ranges::for_each(made, keep_apart);
    if (configured) keep_apart(*configured);
    return season;
}

}  // namespace attendance
