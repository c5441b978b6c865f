#include "base/clock.h"

#include <sys/timex.h>
#include <time.h>

#include <algorithm>
#include <fstream>

namespace base {
namespace {

std::chrono::nanoseconds read_clock(clockid_t id) {
    timespec now{};
    clock_gettime(id, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

std::string read_boot_id() {
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string id;
    std::getline(file, id);
    std::erase(id, '-');
    return id.empty() ? std::string(32, '0') : id;
}

// A wall clock before this day cannot be right: the program did not exist yet.
constexpr WallTime not_before = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);

class SystemClock : public Clock {
public:
    ClockReading read() const override {
        ClockReading reading;
        reading.wall = WallTime(std::chrono::duration_cast<std::chrono::microseconds>(read_clock(CLOCK_REALTIME)));
        reading.boottime = read_clock(CLOCK_BOOTTIME);
        reading.boot_id = m_boot_id;
        timex state{};
        if (adjtimex(&state) >= 0 && (state.status & STA_UNSYNC) == 0) {
            reading.quality = ClockQuality::synchronised;
        } else {
            reading.quality = reading.wall < not_before ? ClockQuality::unknown : ClockQuality::restored;
        }
        return reading;
    }
    MonotonicTime monotonic() const override { return monotonic_now(); }

private:
    std::string m_boot_id = read_boot_id();
};

}  // namespace

std::unique_ptr<Clock> system_clock() {
    return std::make_unique<SystemClock>();
}

MonotonicTime monotonic_now() {
    return read_clock(CLOCK_MONOTONIC);
}

}  // namespace base
