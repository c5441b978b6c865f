// How often something secret may be guessed: `each_max` wrong ones a minute of one name, `all_max` over all names.
// Thread-safe.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

namespace web {

class GuessLimit {
public:
    GuessLimit(int each_max, int all_max) : m_each_max(each_max), m_all_max(all_max) {}

    bool allows(const std::string& name, std::chrono::steady_clock::time_point now) {
        const std::lock_guard lock(m_mutex);
        if (now - m_since > std::chrono::minutes(1)) {
            m_since = now;
            m_all = 0;
            m_wrong.clear();
        }
        return m_all < m_all_max && m_wrong[name] < m_each_max;
    }
    void note_wrong(const std::string& name) {
        const std::lock_guard lock(m_mutex);
        ++m_all;
        ++m_wrong[name];
    }

private:
    const int m_each_max;
    const int m_all_max;
    std::mutex m_mutex;
    std::chrono::steady_clock::time_point m_since = std::chrono::steady_clock::now();
    int m_all = 0;
    std::map<std::string, int> m_wrong;  // at most all_max names between two clearings
};

}  // namespace web
