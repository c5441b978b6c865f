// Tells everybody in this process who waits for news that something was committed. Other processes on the same database
// are not heard: whoever waits looks now and then as well (watcher.h). Thread-safe.
#pragma once

#include <functional>
#include <map>
#include <mutex>

namespace store {

class CommitBell {
public:
    // `wake` is called on the thread that committed: it only notes that there is something to look at. `who` is any
    // address of the listener's own; it must forget() before it ends.
    void listen(const void* who, std::function<void()> wake) {
        const std::lock_guard lock(m_mutex);
        m_listeners[who] = std::move(wake);
    }
    void forget(const void* who) {
        const std::lock_guard lock(m_mutex);
        m_listeners.erase(who);
    }
    void ring() {
        const std::lock_guard lock(m_mutex);
        for (const auto& [who, wake] : m_listeners)
            wake();
    }

private:
    std::mutex m_mutex;
    std::map<const void*, std::function<void()>> m_listeners;
};

}  // namespace store
