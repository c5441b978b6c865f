// What a clock reads, in the words of the domain.
#pragma once

#include "attendance/moment.h"
#include "base/clock.h"

namespace journal {

inline attendance::Moment moment_of(const base::ClockReading& reading) {
    return {reading.wall, reading.boottime, reading.boot_id, static_cast<attendance::ClockQuality>(reading.quality)};
}

}  // namespace journal
