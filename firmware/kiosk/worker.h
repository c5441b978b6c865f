// A thread that does one thing after the other for somebody who must not wait.
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <thread>

#include "base/bounded_queue.h"

namespace kiosk {

class Worker {
public:
    using Job = std::function<void(const std::stop_token&)>;

    explicit Worker(std::string name);  // of the thread, at most 15 characters
    ~Worker() { stop(); }
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    // Never waits. False, and the job is not done, when four wait already or after stop().
    bool post(Job job) { return m_jobs.try_push(std::move(job)); }

    // The running job is asked to end by its stop token and waited for; those that wait are dropped.
    void stop();

private:
    base::BoundedQueue<Job> m_jobs{4};
    std::jthread m_thread;  // last: it uses the queue
};

}  // namespace kiosk
