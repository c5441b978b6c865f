// The only door to time. Rules take time as an argument; the edges read a Clock once per input.
//
// Three clocks, never mixed:
//   wall       what people call the time; may be wrong at boot and may jump. Microseconds since 1970-01-01 UTC.
//   boottime   CLOCK_BOOTTIME: counts from boot, also through suspend, never jumps. Nanoseconds.
//   monotonic  CLOCK_MONOTONIC: for windows, animation and traces. Nanoseconds.
#pragma once

#include <chrono>
#include <memory>
#include <string>

namespace base {

using WallTime = std::chrono::sys_time<std::chrono::microseconds>;
using BootTime = std::chrono::nanoseconds;
using MonotonicTime = std::chrono::nanoseconds;

// How far the wall clock can be believed.
enum class ClockQuality {
    unknown,       // nobody has set it in this boot and it cannot be right (before this program was written)
    restored,      // plausible, but only carried over from the last shutdown or a battery
    synchronised,  // set by NTP (the kernel says so), by the hub, or by staff
};

struct ClockReading {
    WallTime wall{};
    BootTime boottime{};
    std::string boot_id;  // the kernel's, 32 hexadecimal digits; another boot, another id
    ClockQuality quality = ClockQuality::unknown;
};

// Thread-safe: every method may be called from any thread.
class Clock {
public:
    virtual ~Clock() = default;
    virtual ClockReading read() const = 0;
    virtual MonotonicTime monotonic() const = 0;
};

// The machine's clocks. Quality comes from adjtimex(2): STA_UNSYNC unset means synchronised.
std::unique_ptr<Clock> system_clock();

// CLOCK_MONOTONIC now, for code that only measures (traces, benchmarks).
MonotonicTime monotonic_now();

}  // namespace base
