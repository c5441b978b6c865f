// The one thread that writes. Group commit: while one transaction is on its way to the disk, the next requests gather.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <variant>

#include "base/bounded_queue.h"
#include "base/clock.h"
#include "http/http.h"
#include "store/store.h"

namespace protocol {

class Writer {
public:
    struct Batch {
        std::string token;
        wire::EntriesRequest request;
        http::Reply reply;
    };
    // Anything else that writes: runs on the writer's thread, in a turn of its own.
    using Act = std::function<void(store::Store&)>;

    // `committed` is called after each commit, on the writer's thread.
    Writer(std::unique_ptr<store::Store> store, const base::Clock& clock, std::size_t group_max,
           std::function<void()> committed);
    ~Writer();

    // False when the queue is full: nothing was taken, and the caller answers.
    bool add(Batch batch) { return m_queue.try_push(std::move(batch)); }
    bool add(Act act) { return m_queue.try_push(std::move(act)); }

private:
    using Job = std::variant<Batch, Act>;
    void run();
    std::vector<Batch> gather(Batch first);
    void commit(std::vector<Batch> group);
    base::Result<std::vector<store::Outcome>> try_to_commit(const std::vector<Batch>& group);

    static constexpr std::size_t queue_max = 2000;

    std::unique_ptr<store::Store> m_store;
    const base::Clock& m_clock;
    std::size_t m_group_max;
    std::function<void()> m_committed;
    base::BoundedQueue<Job> m_queue{queue_max};
    std::vector<Job> m_put_back;  // taken from the queue, but not for the group that was being gathered
    std::thread m_thread;
};

// The answer to a client when the store fails.
http::HttpResponse store_failure(const base::Error& error);

}  // namespace protocol
