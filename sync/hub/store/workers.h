// Threads that parse and read, each with a connection of its own.
#pragma once

#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "base/bounded_queue.h"
#include "store/store.h"

namespace store {

class Workers {
public:
    using Task = std::function<void(Store&)>;
    // `behind`: by how much their threads give way to others of this machine (setpriority(2), 0 to 19).
    explicit Workers(std::vector<std::unique_ptr<Store>> stores, std::size_t waiting_max = 4000, int behind = 0);
    ~Workers() { stop(); }

    // False when too many wait: the task was not taken.
    bool add(Task task) { return m_queue.try_push(std::move(task)); }
    // Finishes what waits; takes nothing more.
    void stop();

private:
    base::BoundedQueue<Task> m_queue;
    std::vector<std::unique_ptr<Store>> m_stores;
    std::vector<std::thread> m_threads;
};

}  // namespace store
