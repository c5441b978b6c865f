// A pseudo-terminal for a simulated device.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "sim/descriptor.h"

namespace sim {

// Both ends of a pseudo-terminal. We hold the far end too, so that the near one is never hung up on while nobody has
// the device open.
struct Terminal {
    Descriptor chip_end;
    Descriptor host_end;
    std::string name;
};

// In raw mode, the chip's end non-blocking.
base::Result<Terminal> open_terminal();

// What the system says of its last failure, as an error.
base::Unexpected system_failure(std::string_view what);

}  // namespace sim
