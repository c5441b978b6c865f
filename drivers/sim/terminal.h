// A pseudo-terminal for a simulated device.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/unique_fd.h"

namespace sim {

// Both ends of a pseudo-terminal. We hold the far end too, so that the near one is never hung up on while nobody has
// the device open.
struct Terminal {
    base::UniqueFd chip_end;
    base::UniqueFd host_end;
    std::string name;
};

// In raw mode, the chip's end non-blocking.
base::Result<Terminal> open_terminal();

// What the system says of its last failure, as an error.
base::Unexpected system_failure(std::string_view what);

}  // namespace sim
