// The desk on its thread, with its inbox. Inputs come from the reader, from touches and from sync; snapshots go out
// through a cell that always holds the newest one.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "base/bounded_queue.h"
#include "desk/desk.h"

namespace kiosk {

class DeskThread {
public:
    // `journal` and `clock` must outlive it. `on_published` is called on the desk's thread after each new snapshot.
    DeskThread(journal::Journal& journal, const base::Clock& clock, desk::DeskOptions options, desk::DeskEvents events,
               std::function<void()> on_published);
    ~DeskThread();  // handles what the inbox still holds, then joins
    DeskThread(const DeskThread&) = delete;
    DeskThread& operator=(const DeskThread&) = delete;

    // Any thread. Waits while the inbox (64) is full: a tap is never dropped, and a slow disk shows as a reader that
    // waits. False only while stopping.
    bool post(desk::Input input);

    desk::SnapshotPtr newest() const;
    // How often the desk went round: it grows at least every few seconds while the desk and its journal answer. Any
    // thread.
    std::uint64_t rounds() const { return m_rounds; }

private:
    void work();
    void publish_if_new();

    base::BoundedQueue<desk::Input> m_inbox{64};
    desk::Desk m_desk;
    std::function<void()> m_on_published;
    std::atomic<std::uint64_t> m_rounds = 0;
    mutable std::mutex m_mutex;
    desk::SnapshotPtr m_newest;
    std::jthread m_thread;  // last: it uses all of the above
};

}  // namespace kiosk
