// Holds requests until something new is there for them, or their time is up. One thread for all of them.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "store/store.h"

namespace store {

class Watcher {
public:
    using Resume = std::function<void()>;
    explicit Watcher(std::unique_ptr<Store> store);
    ~Watcher();  // resumes what still waits

    // `resume` is called once, on the watcher's thread, when the newest change is not `seen` any more or the deadline
    // has passed.
    void wait_for_change(Position seen, std::chrono::steady_clock::time_point deadline, Resume resume);
    // The same, but only when the time has passed (to within half a second).
    void wait_until(std::chrono::steady_clock::time_point deadline, Resume resume);
    // Something was committed here. (Other hubs' commits are asked for every half second.)
    void look_again();

private:
    struct Waiter {
        std::optional<Position> seen;  // absent: waits for its time only
        std::chrono::steady_clock::time_point deadline;
        Resume resume;
    };
    void run();
    std::vector<Waiter> take_due(const Position& newest);

    std::unique_ptr<Store> m_store;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Waiter> m_waiters;
    bool m_look = false;
    bool m_stop = false;
    std::thread m_thread;
};

}  // namespace store
