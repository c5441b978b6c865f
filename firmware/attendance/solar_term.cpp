#include "attendance/solar_term.h"

#include <cmath>
#include <numbers>

namespace attendance {
namespace {

// Apparent longitude of the sun, degrees from 0 up to 360.
double sun_longitude(WallTime time) {
    // Days from 2000-01-01 12:00. Terrestrial time is some 70 s ahead of UTC: less than the formula's own error.
    constexpr WallTime epoch = std::chrono::sys_days(std::chrono::year(2000) / 1 / 1) + std::chrono::hours(12);
    const double centuries = std::chrono::duration<double, std::ratio<86400>>(time - epoch).count() / 36525;
    const auto sine = [](double degrees) { return std::sin(degrees * std::numbers::pi / 180); };
    const double mean = 280.46646 + 36000.76983 * centuries + 0.0003032 * centuries * centuries;
    const double anomaly = 357.52911 + 35999.05029 * centuries - 0.0001537 * centuries * centuries;
    const double centre = (1.914602 - 0.004817 * centuries) * sine(anomaly) +
                          (0.019993 - 0.000101 * centuries) * sine(2 * anomaly) + 0.000289 * sine(3 * anomaly);
    const double node = 125.04 - 1934.136 * centuries;
    const double longitude = std::fmod(mean + centre - 0.00569 - 0.00478 * sine(node), 360);
    return longitude < 0 ? longitude + 360 : longitude;
}

}  // namespace

std::size_t solar_term_at(WallTime time, const Zone& zone) {
    const WallTime day_ends = zone.begin_of(zone.day_of(time) + std::chrono::days(1)) - std::chrono::microseconds(1);
    return static_cast<std::size_t>(sun_longitude(day_ends) / 15) % solar_terms.size();
}

}  // namespace attendance
