// The open connections of an HTTP server: how long each has been doing what it does, and which of a crowd of strangers'
// is ended for the sake of others. Thread-safe.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace http {

class BodySource;

// What a connection is doing. (libmicrohttpd's own time-out only sees silence: a client that sends a byte now and then
// would keep its connection for ever.)
enum class Phase { head, body, working, answering };

struct Connection {
    int fd = -1;
    std::string place;  // place_of its address; empty for a trusted proxy's, which is never ended for others
    std::atomic<Phase> phase = Phase::head;
    std::atomic<std::int64_t> since_ns = 0;
    bool known = false;  // somebody was recognised on it. This and what follows belong to Connections
    bool ended = false;
    std::size_t answer_bytes = 0;
    std::shared_ptr<BodySource> source;  // of an answer that is still being made

    void enter(Phase next);
};

struct ConnectionLimits {
    std::size_t all_max = 3000;
    std::size_t of_a_place_max = 800;                    // a venue's 300 phones open two or three each
    std::size_t answers_bytes_max = 24UL * 1024 * 1024;  // answers that were not taken yet
};

class Connections {
public:
    explicit Connections(const ConnectionLimits& limits) : m_limits(limits) {}
    ~Connections();

    // Where strangers have too many by now, the oldest of them that the hub does not work for is ended: of the same
    // place, else of the place that has most.
    Connection* add(int fd, std::string place);
    // Before its socket is closed: nobody ends a number that is somebody else's by then.
    void remove(Connection* connection);
    void know(Connection& connection);
    void answer(Connection& connection, std::size_t bytes);  // is being sent from now on
    void answered(Connection& connection);
    void watch(Connection& connection, std::shared_ptr<BodySource> source);

    // `too_old(connection, crowded)` says which are ended; it may write to the socket first.
    template <typename TooOld>
    void end_old_ones(std::size_t crowded_from, TooOld too_old) {
        const std::lock_guard lock(m_mutex);
        const bool crowded = m_all.size() >= crowded_from;
        for (Connection* connection : m_all)
            if (!connection->ended && too_old(*connection, crowded)) end(*connection);
    }

private:
    void end(Connection& connection);
    void forget_stranger(Connection& connection);
    void end_oldest(const std::string* place, bool answering_only);

    const ConnectionLimits m_limits;
    std::mutex m_mutex;
    std::set<Connection*> m_all;
    std::map<std::string, std::size_t> m_strangers_at;  // those that live, by place
    std::size_t m_strangers = 0;
    std::size_t m_answers_bytes = 0;  // strangers'
};

}  // namespace http
