// A clock that a test sets and moves by hand.
#pragma once

#include "base/clock.h"

namespace testing {

class FakeClock : public base::Clock {
public:
    base::ClockReading now{base::WallTime(std::chrono::seconds(1'784'628'000)), std::chrono::seconds(100),
                           std::string(32, 'a'), base::ClockQuality::synchronised};  // 2026-07-21T10:00:00Z

    base::ClockReading read() const override { return now; }
    base::MonotonicTime monotonic() const override { return now.boottime; }

    void advance(std::chrono::nanoseconds by) {
        now.wall += std::chrono::duration_cast<std::chrono::microseconds>(by);
        now.boottime += by;
    }
};

}  // namespace testing
