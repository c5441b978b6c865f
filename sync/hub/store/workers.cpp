#include "store/workers.h"

namespace store {

Workers::Workers(std::vector<std::unique_ptr<Store>> stores, std::size_t waiting_max)
    : m_queue(waiting_max), m_stores(std::move(stores)) {
    for (const auto& store : m_stores)
        m_threads.emplace_back([this, &store = *store] {
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
