// Sets the machine's clock as staff say. Pettan needs the right for it (CAP_SYS_TIME).
#pragma once

#include "base/clock.h"
#include "base/result.h"

namespace kiosk {

// Sets CLOCK_REALTIME and tells the kernel that it is right (adjtimex(2): STA_UNSYNC is cleared), as a time service
// would; the kernel takes that back after some nine hours without news. denied: the program has no right to.
base::Result<void> set_clock(base::WallTime time);

}  // namespace kiosk
