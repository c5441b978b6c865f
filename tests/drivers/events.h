// What a reader told, gathered from its thread, and waiting for it.
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <vector>

#include "drivers/card_reader.h"

namespace testing {

// How long a test waits for what must come: generous, so that a busy machine fails no test.
inline constexpr std::chrono::seconds patience{20};

class Events {
public:
    drivers::ReaderSink sink() {
        return [this](drivers::ReaderEvent event) {
            {
                const std::lock_guard lock(m_mutex);
                m_events.push_back(std::move(event));
            }
            m_changed.notify_all();
        };
    }

    std::vector<drivers::ReaderEvent> all() const {
        const std::lock_guard lock(m_mutex);
        return m_events;
    }

    template <typename Event>
    std::vector<Event> of() const {
        std::vector<Event> events;
        for (const drivers::ReaderEvent& event : all())
            if (const auto* one = std::get_if<Event>(&event)) events.push_back(*one);
        return events;
    }
    std::size_t arrivals() const { return of<drivers::TagArrived>().size(); }
    std::size_t departures() const { return of<drivers::TagLeft>().size(); }
    std::size_t statuses(drivers::ReaderHealth health) const {
        const auto all_of_them = of<drivers::ReaderStatus>();
        return static_cast<std::size_t>(
            std::ranges::count_if(all_of_them, [&](const auto& status) { return status.health == health; }));
    }
    drivers::ReaderStatus last_status() const {
        const auto statuses = of<drivers::ReaderStatus>();
        return statuses.empty() ? drivers::ReaderStatus{} : statuses.back();
    }

    // False when it did not become true within the patience.
    template <typename Condition>
    bool wait(Condition condition) const {
        std::unique_lock lock(m_mutex);
        const auto deadline = std::chrono::steady_clock::now() + patience;
        while (true) {
            lock.unlock();
            if (condition()) return true;
            if (std::chrono::steady_clock::now() >= deadline) return false;
            lock.lock();
            m_changed.wait_for(lock, std::chrono::milliseconds(5));
        }
    }
    bool wait_for_health(drivers::ReaderHealth health) const {
        return wait([&] { return last_status().health == health; });
    }

private:
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_changed;
    std::vector<drivers::ReaderEvent> m_events;
};

}  // namespace testing
