// The rules of a time zone: how far local time is from UTC at any moment, so that a day of last winter is shown with
// last winter's offset. Values; a zone may be asked on any thread if its rules may.
#pragma once

#include <functional>

#include "attendance/moment.h"

namespace attendance {

class Zone {
public:
    using Rules = std::function<std::chrono::minutes(WallTime)>;

    Zone() = default;  // UTC
    explicit Zone(Rules rules) : m_rules(std::move(rules)) {}
    static Zone fixed(std::chrono::minutes offset) {
        return Zone([offset](WallTime) { return offset; });
    }

    std::chrono::minutes offset_at(WallTime time) const { return m_rules ? m_rules(time) : std::chrono::minutes(0); }
    // What a clock on the wall shows, as if it were UTC.
    WallTime local(WallTime time) const { return time + offset_at(time); }
    std::chrono::sys_days day_of(WallTime time) const { return std::chrono::floor<std::chrono::days>(local(time)); }
    // When a local day begins. Where the clocks change at midnight, the offset after the change counts.
    WallTime begin_of(std::chrono::sys_days day) const {
        const WallTime guess = WallTime(day) - offset_at(WallTime(day));
        return WallTime(day) - offset_at(guess);
    }

private:
    Rules m_rules;
};

}  // namespace attendance
