// Who may be worked on at once: strangers take turns, address by address, so that a crowd of them stands in a line of
// its own and not before kiosks and those who are signed in. Thread-safe.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>

namespace http {

struct TurnLimits {
    std::size_t at_once = 16;
    std::size_t waiting_max = 2000;
    std::size_t waiting_of_an_address_max = 600;  // a venue's 300 phones, two requests each
};

class Turns {
public:
    explicit Turns(const TurnLimits& limits) : m_limits(limits) {}

    // Calls `start` now or, on a thread that calls done(), later; after it somebody has to call done() once. False: too
    // many wait, and it is never called.
    bool ask(const std::string& address, std::function<void()> start);
    void done();
    // Nobody is started any more once this returns.
    void close();

private:
    void start_next();

    const TurnLimits m_limits;
    std::mutex m_mutex;
    bool m_closed = false;
    std::size_t m_working = 0;
    std::size_t m_waiting = 0;
    std::size_t m_starting = 0;
    std::condition_variable m_started;
    std::map<std::string, std::deque<std::function<void()>>> m_lines;  // by address, none empty
    std::string m_last;                                                // whose turn it was
};

}  // namespace http
