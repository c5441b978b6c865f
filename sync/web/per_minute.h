// How often something may be asked: `each_max` times a minute under one name, `all_max` times under all. Thread-safe.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

namespace web {

class PerMinute {
public:
    PerMinute(int each_max, int all_max) : m_each_max(each_max), m_all_max(all_max) {}

    // Counts it where it is allowed.
    bool take(const std::string& name, std::chrono::steady_clock::time_point now) {
        const std::lock_guard lock(m_mutex);
        if (now - m_since > std::chrono::minutes(1)) {
            m_since = now;
            m_all = 0;
            m_each.clear();
        }
        if (m_all >= m_all_max || m_each[name] >= m_each_max) return false;
        ++m_all;
        ++m_each[name];
        return true;
    }

private:
    const int m_each_max;
    const int m_all_max;
    std::mutex m_mutex;
    std::chrono::steady_clock::time_point m_since = std::chrono::steady_clock::now();
    int m_all = 0;
    std::map<std::string, int> m_each;  // at most all_max names between two clearings
};

}  // namespace web
