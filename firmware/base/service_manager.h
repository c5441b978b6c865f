// What a program says to the service manager that started it (sd_notify(3)). Without one nothing happens. Any thread.
#pragma once

#include <chrono>
#include <optional>

namespace base::service_manager {

bool is_there();  // this process was started by one
void report_ready();
void report_stopping();
// Feeds the watchdog; due at least once in each watchdog_period().
void feed_watchdog();
// WatchdogSec= of the unit; absent where nobody watches this process.
std::optional<std::chrono::microseconds> watchdog_period();

}  // namespace base::service_manager
