// When this machine stood still: a test that plays a hand in real time must tell a tap that the program lost from one
// that nobody could have seen, because a virtual machine's host gave it no processor.
#pragma once

#include <pthread.h>
#include <sched.h>

#include <chrono>
#include <mutex>
#include <thread>
#include <vector>

#include "base/clock.h"

namespace testing {

class MachineStalls {
public:
    // A thread that goes before every other, where the system allows it, sleeps 2 ms at a time and notes when it was
    // woken far too late.
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
    static constexpr std::chrono::milliseconds stall_min{25};

    void watch(const std::stop_token& stop) {
        sched_param parameters{};
        parameters.sched_priority = 10;
        pthread_setschedparam(pthread_self(), SCHED_RR, &parameters);
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
