// How many bytes of bodies are in memory at once: a budget for each kind of caller, so that strangers cannot take that
// of kiosks, counted as bytes arrive and never on anybody's word. Thread-safe.
#pragma once

#include <array>
#include <map>
#include <mutex>
#include <string>

#include "http/callers.h"

namespace http {

struct BodyLimits {
    // Of all that is being received or worked on, by CallerKind.
    std::array<std::size_t, caller_kinds> bytes_max{8 * 1024 * 1024, 40 * 1024 * 1024, 64 * 1024 * 1024};
    // Of one address, before anybody is known: a venue's 300 phones send a form of a few hundred bytes each.
    std::size_t of_an_address_max = 2 * 1024 * 1024;
    // The beginning of each body counts for nothing: whoever sends no more is never refused. (Connections are limited.)
    std::size_t free_bytes = 4 * 1024;
    // A body of somebody who is not known.
    std::size_t of_a_stranger_max = 64 * 1024;
};

class BodyBudget {
public:
    explicit BodyBudget(const BodyLimits& limits) : m_limits(limits) {}

    // What one request holds of it; given back at its end.
    class Share {
    public:
        Share() = default;
        Share(const Share&) = delete;
        Share& operator=(const Share&) = delete;
        ~Share() { give_back(); }
        void open(BodyBudget& budget, CallerKind kind, std::string address);
        // False: there is no room for these bytes.
        bool take(std::size_t bytes);
        void give_back();

    private:
        BodyBudget* m_budget = nullptr;
        CallerKind m_kind = CallerKind::stranger;
        std::string m_address;
        std::size_t m_received = 0;
        std::size_t m_counted = 0;
    };

    const BodyLimits& limits() const { return m_limits; }

private:
    bool take(CallerKind kind, const std::string& address, std::size_t bytes);
    void give_back(CallerKind kind, const std::string& address, std::size_t bytes);

    const BodyLimits m_limits;
    std::mutex m_mutex;
    std::array<std::size_t, caller_kinds> m_bytes{};
    std::map<std::string, std::size_t> m_of_address;  // strangers' only
};

}  // namespace http
