// When something happened, as far as a kiosk without a clock can know it.
#pragma once

#include <algorithm>
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

// The best that is known of a boot's true time: its last synchronised reading.
struct BootAnchor {
    WallTime wall{};
    BootTime boottime{};
    bool operator==(const BootAnchor&) const = default;
};

// A moment of the same boot, read on the anchor's scale. This is how a clock that is set later corrects the entries
// made before: by derivation, never by rewriting them.
inline WallTime corrected(const Moment& moment, const BootAnchor& anchor) {
    return anchor.wall + std::chrono::duration_cast<std::chrono::microseconds>(moment.boottime - anchor.boottime);
}

// Readings that are all called synchronised differ by this at most: staff set a clock to the minute, and a hub may be
// as far off. More is a contradiction: one of the two clocks was wrong.
inline constexpr std::chrono::minutes synchronised_within{2};

// How much later `b` says it is than `a` does. Of one boot.
inline std::chrono::microseconds differ_by(const BootAnchor& a, const BootAnchor& b) {
    return b.wall - corrected({{}, b.boottime, {}, {}}, a);
}

// The synchronised readings of one boot taken together: wall minus boottime, the least and the greatest.
struct BootSpan {
    std::chrono::microseconds lowest{};
    std::chrono::microseconds highest{};
    bool operator==(const BootSpan&) const = default;

    static BootSpan of(const BootAnchor& reading) {
        const auto offset =
            reading.wall.time_since_epoch() - std::chrono::duration_cast<std::chrono::microseconds>(reading.boottime);
        return {offset, offset};
    }
    BootSpan joined(const BootSpan& other) const {
        return {std::min(lowest, other.lowest), std::max(highest, other.highest)};
    }
    // False: no two readings of this boot contradict each other, so that all synchronised entries keep their own time.
    // The millisecond is for what was rounded.
    bool may_contradict() const { return highest - lowest > synchronised_within - std::chrono::milliseconds(1); }
};

}  // namespace attendance
