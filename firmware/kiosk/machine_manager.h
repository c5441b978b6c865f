// What the kiosk asks of systemd over D-Bus, since a hardened service has no rights of its own to it; the package's polkit
// rule gives it these. Each waits for the answer; any thread.
#pragma once

#include "base/clock.h"
#include "base/result.h"

namespace kiosk::machine_manager {

// Programs are stopped in order first; both return before.
base::Result<void> restart();
base::Result<void> switch_off();

// As set_clock (clock_setting.h), by a service that may. Returns when the clock is set.
base::Result<void> set_clock(base::WallTime time);

}  // namespace kiosk::machine_manager
