// When this machine stood still: a test that plays a hand in real time must tell a tap that the program lost from one
// that nobody could have seen, because a virtual machine's host, or a program that is not ours, took the processor.
// (The bytes of a pseudo-terminal are carried by a kernel thread of ordinary priority.)
#pragma once

#include <chrono>
#include <mutex>
#include <thread>
#include <vector>

#include "base/clock.h"

namespace testing {

class MachineStalls {
public:
    // A thread of ordinary priority sleeps 2 ms at a time and notes when it was woken far too late. The kiosk's own
    // drawing stands back behind it.
    MachineStalls() {
        m_thread = std::jthread([this](const std::stop_token& stop) { watch(stop); });
    }

    // Whether it stood still for `stall_min` or longer between these moments (CLOCK_MONOTONIC, ns).
    bool between(std::int64_t from_ns, std::int64_t to_ns) const {
        const std::lock_guard lock(m_mutex);
        for (const auto& [began, ended] : m_stalls)
            if (began < to_ns && ended > from_ns) return true;
        return false;
    }

private:
    static constexpr std::chrono::milliseconds stall_min{10};

    void watch(const std::stop_token& stop) {
        auto before = base::monotonic_now();
        while (!stop.stop_requested()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
            const auto now = base::monotonic_now();
            if (now - before >= stall_min) {
                const std::lock_guard lock(m_mutex);
                m_stalls.emplace_back(before.count(), now.count());
            }
            before = now;
        }
    }

    mutable std::mutex m_mutex;
    std::vector<std::pair<std::int64_t, std::int64_t>> m_stalls;
    std::jthread m_thread;
};

}  // namespace testing
