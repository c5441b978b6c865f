// Which snapshot the screen draws: the newest one, but not before all of its texts and stamps are made, which another
// thread does (decision 138), and not later than a quarter second. What moves goes on moving meanwhile, and the first
// frame of the next guest is as cheap as any. One thread.
#pragma once

#include <optional>
#include <utility>

#include "base/clock.h"
#include "desk/snapshot.h"

namespace kiosk {

class Changeover {
public:
    static constexpr base::MonotonicTime patience = std::chrono::milliseconds(250);

    // True where the newest is another one than before: what it needs is to be made.
    bool want(const desk::SnapshotPtr& newest, base::MonotonicTime now) {
        if (newest == m_wanted) return false;
        if (m_drawn == m_wanted) m_waits_since = now;
        m_wanted = newest;
        return true;
    }
    // After want(). `is_made`: all that the wanted one needs.
    const desk::SnapshotPtr& choose(bool is_made, base::MonotonicTime now) {
        const bool waits = m_drawn && !is_made && now < m_waits_since + patience;
        if (!waits) m_drawn = m_wanted;
        return m_drawn;
    }
    // When to choose again at the latest; absent: what is wanted is drawn.
    std::optional<base::MonotonicTime> deadline() const {
        return m_drawn == m_wanted ? std::nullopt : std::optional(m_waits_since + patience);
    }

private:
    desk::SnapshotPtr m_drawn;
    desk::SnapshotPtr m_wanted;
    base::MonotonicTime m_waits_since{};
};

}  // namespace kiosk
