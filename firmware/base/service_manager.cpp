#include "base/service_manager.h"

#include <systemd/sd-daemon.h>

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/whole_number.h"

namespace base::service_manager {

bool is_there() {
    return std::getenv("NOTIFY_SOCKET") != nullptr;
}

void report_ready() {
    ::sd_notify(0, "READY=1");
}

void report_stopping() {
    ::sd_notify(0, "STOPPING=1");
}

void feed_watchdog() {
    ::sd_notify(0, "WATCHDOG=1");
}

std::optional<std::chrono::microseconds> watchdog_period() {
    // Not sd_watchdog_enabled(3): it wants this process to be the unit's main one, and that is the kiosk's session
    // (cage).
    const char* given = std::getenv("WATCHDOG_USEC");
    if (given == nullptr) return std::nullopt;
    const auto period_us = base::whole_number<std::int64_t>(given);
    if (!period_us || *period_us <= 0) return std::nullopt;
    return std::chrono::microseconds(*period_us);
}

}  // namespace base::service_manager
