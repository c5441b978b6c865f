#include "store/watcher.h"

#include <algorithm>

namespace store {
namespace {

constexpr std::chrono::milliseconds other_hubs_period{500};

}  // namespace

Watcher::Watcher(std::unique_ptr<Store> store) : m_store(std::move(store)), m_thread([this] { run(); }) {}

Watcher::~Watcher() {
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_changed.notify_all();
    m_thread.join();
    for (const Waiter& waiter : m_waiters)
        waiter.resume();
}

void Watcher::wait_for_change(Position seen, std::chrono::steady_clock::time_point deadline, Resume resume) {
    {
        const std::lock_guard lock(m_mutex);
        m_waiters.push_back({seen, deadline, std::move(resume)});
        // What was committed between the caller's look and now would be missed otherwise.
        m_look = true;
    }
    m_changed.notify_all();
}

void Watcher::wait_until(std::chrono::steady_clock::time_point deadline, Resume resume) {
    {
        const std::lock_guard lock(m_mutex);
        m_waiters.push_back({std::nullopt, deadline, std::move(resume)});
    }
    m_changed.notify_all();
}

void Watcher::look_again() {
    {
        const std::lock_guard lock(m_mutex);
        m_look = true;
    }
    m_changed.notify_all();
}

std::vector<Watcher::Waiter> Watcher::take_due(const Position& newest) {
    const auto now = std::chrono::steady_clock::now();
    const std::lock_guard lock(m_mutex);
    const auto due = std::ranges::partition(m_waiters, [&](const Waiter& waiter) {
        return waiter.deadline > now && (!waiter.seen || *waiter.seen == newest);
    });
    std::vector<Waiter> taken(std::make_move_iterator(due.begin()), std::make_move_iterator(due.end()));
    m_waiters.erase(due.begin(), due.end());
    return taken;
}

void Watcher::run() {
    for (;;) {
        bool anybody = false;
        {
            std::unique_lock lock(m_mutex);
            const auto wake = [&] { return m_stop || (m_look && !m_waiters.empty()); };
            if (m_waiters.empty())
                m_changed.wait(lock, [&] { return m_stop || !m_waiters.empty(); });
            else
                m_changed.wait_for(lock, other_hubs_period, wake);
            if (m_stop) return;
            m_look = false;
            anybody = !m_waiters.empty();
        }
        if (!anybody) continue;
        // Where the store cannot say, everybody is resumed and asks it for themselves.
        const auto newest = m_store->position();
        for (const Waiter& waiter : take_due(newest ? *newest : Position{-1, -1}))
            waiter.resume();
    }
}

}  // namespace store
