// The machine's clock, or the hub's where the machine does not know the time: a Pi without a clock of its own boots in
// the past, and a venue with a hub but without the internet has no NTP. Earlier entries of the boot are then corrected
// like after any other synchronisation. Thread-safe.
#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "attendance/moment.h"
#include "base/clock.h"

namespace kiosk {

class HubClock : public base::Clock {
public:
    explicit HubClock(std::unique_ptr<base::Clock> machine) : m_machine(std::move(machine)) {}

    base::ClockReading read() const override;
    base::MonotonicTime monotonic() const override { return m_machine->monotonic(); }

    const base::Clock& machine() const { return *m_machine; }

    // What the hub's clock said, of the boot that is named. A time that cannot be right is not believed.
    void set(const std::string& boot_id, const attendance::BootAnchor& anchor);

private:
    std::unique_ptr<base::Clock> m_machine;
    mutable std::mutex m_mutex;
    std::string m_boot_id;
    std::optional<attendance::BootAnchor> m_anchor;
};

}  // namespace kiosk
