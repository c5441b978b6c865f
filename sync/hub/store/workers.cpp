#include "store/workers.h"

#include <sys/resource.h>

namespace store {

Workers::Workers(std::vector<std::unique_ptr<Store>> stores, std::size_t waiting_max, int behind)
    : m_queue(waiting_max), m_stores(std::move(stores)) {
    for (const auto& store : m_stores)
        m_threads.emplace_back([this, behind, &store = *store] {
            // On Linux a thread has a priority of its own.
            if (behind > 0) ::setpriority(PRIO_PROCESS, 0, behind);
            while (auto task = m_queue.pop())
                (*task)(store);
        });
}

void Workers::stop() {
    m_queue.close();
    for (std::thread& thread : m_threads)
        thread.join();
    m_threads.clear();
}

}  // namespace store
