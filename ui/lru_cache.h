// Keeps what was used last, up to a budget; what was not used longest goes first. One thread.
#pragma once

#include <cstddef>
#include <functional>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace ui {

template <typename Value>
class LruCache {
public:
    // The budget and the costs share a unit: bytes, or entries.
    explicit LruCache(std::size_t budget) : m_budget(budget) {}

    // The value, now the most recently used; null if absent. Valid until the next put or clear.
    Value* find(std::string_view key) {
        const auto found = m_index.find(key);
        if (found == m_index.end()) return nullptr;
        m_entries.splice(m_entries.begin(), m_entries, found->second);
        return &found->second->value;
    }

    // Makes room first. A value larger than the whole budget stays alone until the next put.
    Value& put(std::string key, Value value, std::size_t cost) {
        erase(key);
        while (!m_entries.empty() && m_cost + cost > m_budget)
            erase(std::string(m_entries.back().key));
        m_entries.push_front({std::move(key), std::move(value), cost});
        m_index.emplace(m_entries.front().key, m_entries.begin());
        m_cost += cost;
        return m_entries.front().value;
    }

    std::optional<Value> take(const std::string& key) {
        const auto found = m_index.find(key);
        if (found == m_index.end()) return std::nullopt;
        std::optional<Value> taken(std::move(found->second->value));
        erase(key);
        return taken;
    }

    // Called with the key of each that goes, but for clear().
    void on_leaving(std::function<void(const std::string&)> call) { m_on_leaving = std::move(call); }

    void clear() {
        m_index.clear();
        m_entries.clear();
        m_cost = 0;
    }
    std::size_t cost() const { return m_cost; }
    std::size_t size() const { return m_entries.size(); }

private:
    struct Entry {
        std::string key;
        Value value;
        std::size_t cost;
    };

    void erase(const std::string& key) {
        const auto found = m_index.find(key);
        if (found == m_index.end()) return;
        const auto entry = found->second;
        if (m_on_leaving) m_on_leaving(entry->key);
        m_cost -= entry->cost;
        m_index.erase(found);
        m_entries.erase(entry);
    }

    std::function<void(const std::string&)> m_on_leaving;
    std::size_t m_budget;
    std::size_t m_cost = 0;
    std::list<Entry> m_entries;
    std::unordered_map<std::string_view, typename std::list<Entry>::iterator> m_index;  // keys live in the entries
};

}  // namespace ui
