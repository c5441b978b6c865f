// How long to wait before the next attempt: full jitter (a random part of a limit that doubles from 1 s to 60 s), so
// that two hundred kiosks that lost their hub together do not come back together. Pure: chance is an argument.
// Source: "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>

namespace client {

struct BackoffLimits {
    std::chrono::milliseconds first{1'000};
    std::chrono::milliseconds most{60'000};
    std::chrono::milliseconds retry_after_most{600'000};  // a nonsense value must not silence a kiosk for an evening
};

class Backoff {
public:
    explicit Backoff(const BackoffLimits& limits) : m_limits(limits), m_limit(limits.first) {}

    // `chance`: from 0 up to 1. What the server asks for (Retry-After) is waited in full, the jitter comes on top.
    std::chrono::milliseconds next(double chance, std::optional<std::chrono::milliseconds> retry_after = {}) {
        const std::chrono::milliseconds jitter(
            static_cast<std::int64_t>(static_cast<double>(m_limit.count()) * std::clamp(chance, 0.0, 1.0)));
        m_limit = std::min(m_limit * 2, m_limits.most);
        if (!retry_after) return jitter;
        return std::min(*retry_after, m_limits.retry_after_most) + jitter;
    }
    void reset() { m_limit = m_limits.first; }

private:
    BackoffLimits m_limits;
    std::chrono::milliseconds m_limit;
};

}  // namespace client
