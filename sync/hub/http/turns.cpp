#include "http/turns.h"

#include <utility>

namespace http {
namespace {

// One that is started may be done at once and call done(): the loop that started it goes on then, not a deeper one.
thread_local bool starting = false;

}  // namespace

bool Turns::ask(const std::string& address, std::function<void()> start) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_closed || m_waiting >= m_limits.waiting_max) return false;
        auto& line = m_lines[address];
        if (line.size() >= m_limits.waiting_of_an_address_max) return false;
        line.push_back(std::move(start));
        ++m_waiting;
    }
    start_next();
    return true;
}

void Turns::done() {
    {
        const std::lock_guard lock(m_mutex);
        --m_working;
    }
    start_next();
}

void Turns::close() {
    std::map<std::string, std::deque<std::function<void()>>> forgotten;
    std::unique_lock lock(m_mutex);
    m_closed = true;
    m_waiting = 0;
    forgotten.swap(m_lines);
    m_started.wait(lock, [&] { return m_starting == 0; });
}

void Turns::start_next() {
    if (std::exchange(starting, true)) return;
    for (;;) {
        std::function<void()> start;
        {
            const std::lock_guard lock(m_mutex);
            if (m_lines.empty() || m_working >= m_limits.at_once) break;
            auto line = m_lines.upper_bound(m_last);
            if (line == m_lines.end()) line = m_lines.begin();
            m_last = line->first;
            start = std::move(line->second.front());
            line->second.pop_front();
            if (line->second.empty()) m_lines.erase(line);
            --m_waiting;
            ++m_working;
            ++m_starting;
        }
        start();
        const std::lock_guard lock(m_mutex);
        --m_starting;
        m_started.notify_all();
    }
    starting = false;
}

}  // namespace http
