#include "kiosk/season.h"

namespace kiosk {
namespace {

using std::chrono::year_month_day;

unsigned quarter_of(const year_month_day& day) {
    return (static_cast<unsigned>(day.month()) - 1) / 3;
}

}  // namespace

attendance::Season season_at(const SeasonConfig& config, const QuarterNames& names, attendance::WallTime now,
                             std::chrono::minutes utc_offset) {
    const year_month_day today(std::chrono::floor<std::chrono::days>(now + utc_offset));
    const year_month_day quarter = today.year() / std::chrono::month(quarter_of(today) * 3 + 1) / 1;
    const year_month_day first = config.from.value_or(quarter);
    const std::chrono::sys_days end = config.to ? std::chrono::sys_days(*config.to) + std::chrono::days(1)
                                                : std::chrono::sys_days(quarter + std::chrono::months(3));
    attendance::Season season;
    season.name = config.name;
    if (season.name.empty()) season.name = names[quarter_of(first)];
    season.first = attendance::WallTime(std::chrono::sys_days(first)) - utc_offset;
    season.end = attendance::WallTime(end) - utc_offset;
    season.squares = config.squares;
    return season;
}

}  // namespace kiosk
