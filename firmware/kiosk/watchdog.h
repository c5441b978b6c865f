// Feeds the service manager's watchdog while the kiosk does its work: frames are drawn, and the desk, which waits for
// its journal, goes round. A reader that is absent is no reason to start the kiosk again.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <thread>

namespace kiosk {

// Whether each part went round since the last look. Pure.
class Rounds {
public:
    // Counters that only grow. False at the first look: nothing can be said yet.
    bool both_advanced(std::uint64_t drawn, std::uint64_t desk);

private:
    struct Counts {
        std::uint64_t drawn = 0;
        std::uint64_t desk = 0;
    };
    std::optional<Counts> m_last;
};

struct WatchdogPorts {
    std::function<std::uint64_t()> drawn;  // any thread
    std::function<std::uint64_t()> desk;   // any thread
    std::function<void()> wake_drawing;    // any thread: a resting screen draws a frame
};

// Without a service manager that watches it has no thread.
class Watchdog {
public:
    explicit Watchdog(WatchdogPorts ports);

private:
    std::jthread m_thread;
};

}  // namespace kiosk
