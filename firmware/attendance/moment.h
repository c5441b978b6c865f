// When something happened, as far as a kiosk without a clock can know it.
#pragma once

#include <chrono>
#include <string>

namespace attendance {

using WallTime = std::chrono::sys_time<std::chrono::microseconds>;  // the same type as base::WallTime
using BootTime = std::chrono::nanoseconds;                          // CLOCK_BOOTTIME

// How far the wall clock could be believed, worst first. Same meaning as base::ClockQuality.
enum class ClockQuality { unknown, restored, synchronised };

struct Moment {
    WallTime wall{};
    BootTime boottime{};
    std::string boot_id;
    ClockQuality quality = ClockQuality::unknown;
    bool operator==(const Moment&) const = default;
};

// The best that is known of a boot's true time: wall minus boottime of its last synchronised reading.
struct BootAnchor {
    WallTime wall{};
    BootTime boottime{};
};

// A moment of the same boot, read on the anchor's scale. This is how a clock that is set later corrects the entries
// made before: by derivation, never by rewriting them.
inline WallTime corrected(const Moment& moment, const BootAnchor& anchor) {
    return anchor.wall + std::chrono::duration_cast<std::chrono::microseconds>(moment.boottime - anchor.boottime);
}

}  // namespace attendance
