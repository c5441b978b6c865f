// What a serving hub keeps an eye on, on a thread of its own: whose tokens are good (http/callers.h), and that the
// database is the one that it was. Looks after each commit of this process, and every two seconds for the sake of other
// hubs.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "base/clock.h"
#include "http/callers.h"
#include "store/commit_bell.h"
#include "store/store.h"

namespace hub {

class Lookout {
public:
    // `look` is called on the thread, with a writing store of its own.
    using Look = std::function<void(store::Store&)>;
    Lookout(std::unique_ptr<store::Store> store, std::shared_ptr<store::CommitBell> bell, Look look);
    ~Lookout();

private:
    void run(const std::stop_token& stop);

    std::unique_ptr<store::Store> m_store;
    const std::shared_ptr<store::CommitBell> m_bell;
    const Look m_look;
    std::mutex m_mutex;
    std::condition_variable_any m_rung;
    bool m_has_rung = false;
    std::jthread m_thread;
};

}  // namespace hub
