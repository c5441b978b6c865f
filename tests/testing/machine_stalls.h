// How much of its time the machine owed us: a test that plays a hand in real time must tell a tap that the program lost
// from one that nobody could have seen, because a virtual machine's host, or programs that are not ours, took the
// processor. One long stall does that, and so do many short ones: a reading is some thirty messages one after another.
#pragma once

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <thread>
#include <vector>

#include "base/check.h"
#include "base/clock.h"
#include "sim/terminal.h"

namespace testing {

class MachineStalls {
public:
    // A thread of ordinary priority sends itself a byte over a pseudo-terminal, as the reader's come (a kernel thread
    // of ordinary priority carries them), sleeps 1 ms, and notes how late it was. The kiosk's own drawing stands back
    // behind it.
    MachineStalls() : m_terminal(std::move(*sim::open_terminal())) {
        m_thread = std::jthread([this](const std::stop_token& stop) { watch(stop); });
    }

    // How late it was altogether between these moments (CLOCK_MONOTONIC, ns).
    std::chrono::milliseconds late_between(std::int64_t from_ns, std::int64_t to_ns) const {
        const std::lock_guard lock(m_mutex);
        base::MonotonicTime late{};
        for (const Round& round : m_rounds)
            if (round.began.count() < to_ns && round.ended.count() > from_ns)
                late += std::max(round.ended - round.began - usual, base::MonotonicTime{});
        return std::chrono::duration_cast<std::chrono::milliseconds>(late);
    }

private:
    static constexpr std::chrono::microseconds usual{1250};
    struct Round {
        base::MonotonicTime began;
        base::MonotonicTime ended;
    };

    void watch(const std::stop_token& stop) {
        auto began = base::monotonic_now();
        while (!stop.stop_requested()) {
            char byte = 'x';
            PETTAN_ASSERT(::write(m_terminal.chip_end.get(), &byte, 1) == 1);
            PETTAN_ASSERT(::read(m_terminal.host_end.get(), &byte, 1) == 1);
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            const auto ended = base::monotonic_now();
            const std::lock_guard lock(m_mutex);
            m_rounds.push_back({began, ended});
            began = ended;
        }
    }

    sim::Terminal m_terminal;
    mutable std::mutex m_mutex;
    std::vector<Round> m_rounds;
    std::jthread m_thread;
};

}  // namespace testing
