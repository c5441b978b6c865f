#include "kiosk/watchdog.h"

#include <pthread.h>

#include <condition_variable>
#include <mutex>
#include <utility>

#include "base/service_manager.h"

namespace kiosk {

bool Rounds::both_advanced(std::uint64_t drawn, std::uint64_t desk) {
    const auto last = std::exchange(m_last, Counts{drawn, desk});
    return last && last->drawn != drawn && last->desk != desk;
}

Watchdog::Watchdog(WatchdogPorts ports) {
    const auto period = base::service_manager::watchdog_period();
    if (!period) return;
    m_thread = std::jthread([ports = std::move(ports), look_every = *period / 4](const std::stop_token& stop) {
        pthread_setname_np(pthread_self(), "watchdog");
        Rounds rounds;
        std::mutex mutex;
        std::condition_variable_any stopped;
        while (!stop.stop_requested()) {
            if (rounds.both_advanced(ports.drawn(), ports.desk())) base::service_manager::feed_watchdog();
            ports.wake_drawing();
            std::unique_lock lock(mutex);
            stopped.wait_for(lock, stop, look_every, [] { return false; });
        }
    });
}

}  // namespace kiosk
