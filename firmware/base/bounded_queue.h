// A queue between two threads that can never grow without limit. What happens when it is full is the caller's choice,
// said at the call: try_push refuses, push waits.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>

#include "base/check.h"

namespace base {

// Any number of producers and consumers. close() ends it: pushes are refused, what is inside can still be taken.
template <typename T>
class BoundedQueue {
public:
    explicit BoundedQueue(std::size_t capacity) : m_capacity(capacity) { PETTAN_ASSERT(capacity > 0); }

    // False when full or closed: the value was not taken.
    bool try_push(T value) {
        {
            const std::lock_guard lock(m_mutex);
            if (m_closed || m_items.size() >= m_capacity) return false;
            m_items.push_back(std::move(value));
        }
        m_changed.notify_all();
        return true;
    }

    // Waits while full. False when closed: the value was not taken.
    bool push(T value) {
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [&] { return m_closed || m_items.size() < m_capacity; });
            if (m_closed) return false;
            m_items.push_back(std::move(value));
        }
        m_changed.notify_all();
        return true;
    }

    // Waits until something is there, the deadline passes or the queue is closed and empty (absent in the last two).
    std::optional<T> pop_until(std::chrono::steady_clock::time_point deadline) {
        std::unique_lock lock(m_mutex);
        m_changed.wait_until(lock, deadline, [&] { return m_closed || !m_items.empty(); });
        return take(lock);
    }

    std::optional<T> pop() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_closed || !m_items.empty(); });
        return take(lock);
    }

    void close() {
        {
            const std::lock_guard lock(m_mutex);
            m_closed = true;
        }
        m_changed.notify_all();
    }

    bool closed() const {
        const std::lock_guard lock(m_mutex);
        return m_closed;
    }
    std::size_t size() const {
        const std::lock_guard lock(m_mutex);
        return m_items.size();
    }
    std::size_t capacity() const { return m_capacity; }

private:
    std::optional<T> take(std::unique_lock<std::mutex>& lock) {
        if (m_items.empty()) return std::nullopt;
        std::optional<T> value(std::move(m_items.front()));
        m_items.pop_front();
        lock.unlock();
        m_changed.notify_all();
        return value;
    }

    const std::size_t m_capacity;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<T> m_items;
    bool m_closed = false;
};

}  // namespace base
