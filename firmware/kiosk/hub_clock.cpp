#include "kiosk/hub_clock.h"

namespace kiosk {
namespace {

using namespace std::chrono_literals;

// When this was written: a hub that says an earlier time has lost its own clock.
constexpr base::WallTime earliest{std::chrono::sys_days(std::chrono::year(2026) / 1 / 1)};
constexpr base::WallTime latest{std::chrono::sys_days(std::chrono::year(2100) / 1 / 1)};

}  // namespace

base::ClockReading HubClock::read() const {
    base::ClockReading now = m_machine->read();
    if (now.quality == base::ClockQuality::synchronised) return now;
    const std::lock_guard lock(m_mutex);
    if (!m_anchor || m_boot_id != now.boot_id) return now;
    now.wall = attendance::corrected({now.wall, now.boottime, {}, {}}, *m_anchor);
    now.quality = base::ClockQuality::synchronised;
    return now;
}

void HubClock::set(const std::string& boot_id, const attendance::BootAnchor& anchor) {
    if (anchor.wall < earliest || anchor.wall >= latest) return;
    const std::lock_guard lock(m_mutex);
    m_boot_id = boot_id;
    m_anchor = anchor;
}

}  // namespace kiosk
