#include "kiosk/desk_thread.h"

#include <pthread.h>

#include <algorithm>

namespace kiosk {
namespace {

// std::chrono::steady_clock is CLOCK_MONOTONIC on Linux.
std::chrono::steady_clock::time_point steady(base::MonotonicTime time) {
    return std::chrono::steady_clock::time_point(std::chrono::duration_cast<std::chrono::steady_clock::duration>(time));
}

// A resting desk still shows the watchdog that it goes round.
constexpr std::chrono::seconds rest_max(3);

}  // namespace

DeskThread::DeskThread(journal::Journal& journal, const base::Clock& clock, desk::DeskOptions options,
                       desk::DeskEvents events, std::function<void()> on_published)
    : m_desk(journal, clock, std::move(options), std::move(events)),
      m_on_published(std::move(on_published)),
      m_newest(m_desk.snapshot()),
      m_thread([this] { work(); }) {}

DeskThread::~DeskThread() {
    m_inbox.close();
}

bool DeskThread::post(desk::Input input) {
    return m_inbox.push(std::move(input));
}

desk::SnapshotPtr DeskThread::newest() const {
    const std::lock_guard lock(m_mutex);
    return m_newest;
}

void DeskThread::work() {
    pthread_setname_np(pthread_self(), "desk");
    while (true) {
        ++m_rounds;
        const auto wake = std::min(steady(m_desk.next_wake()), std::chrono::steady_clock::now() + rest_max);
        const auto input = m_inbox.pop_until(wake);
        if (input)
            m_desk.handle(*input);
        else if (m_inbox.closed())
            return;
        else
            m_desk.tick();
        publish_if_new();
    }
}

void DeskThread::publish_if_new() {
    auto snapshot = m_desk.snapshot();
    {
        const std::lock_guard lock(m_mutex);
        if (m_newest == snapshot) return;
        m_newest = std::move(snapshot);
    }
    m_on_published();
}

}  // namespace kiosk
