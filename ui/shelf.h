// Pictures that were made before a frame needs them, up to a bound of bytes; what was not asked for longest goes first.
// Any thread.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "ui/lru_cache.h"
#include "ui/made.h"

namespace ui {

class Shelf {
public:
    explicit Shelf(std::size_t budget_bytes) : m_made(budget_bytes) {}

    // Nobody has to make it: it is here, or the canvas has a texture of it.
    bool has(const std::string& key) {
        const std::lock_guard lock(m_mutex);
        return m_held.contains(key) || m_made.find(key) != nullptr;
    }
    void put(std::string key, Made made) {
        const std::lock_guard lock(m_mutex);
        if (m_held.contains(key)) return;
        const std::size_t bytes = made.bytes();
        m_made.put(std::move(key), std::move(made), bytes);
    }
    std::size_t bytes() const {
        const std::lock_guard lock(m_mutex);
        return m_made.cost();
    }

    // Of the canvas: what is here leaves for its texture, and as long as that lives nobody makes it again.
    std::optional<Made> take(const std::string& key) {
        const std::lock_guard lock(m_mutex);
        return m_made.take(key);
    }
    void held(const std::string& key) {
        const std::lock_guard lock(m_mutex);
        m_held.insert(key);
    }
    void given_up(const std::string& key) {
        const std::lock_guard lock(m_mutex);
        m_held.erase(key);
    }

private:
    mutable std::mutex m_mutex;
    LruCache<Made> m_made;
    std::unordered_set<std::string> m_held;
};

}  // namespace ui
