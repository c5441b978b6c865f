#include "sim/terminal.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <stdlib.h>
#include <termios.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace sim {

base::Unexpected system_failure(std::string_view what) {
    return base::fail(base::ErrorCode::failed, fmt::format("simulated reader: {}: {}", what, std::strerror(errno)));
}

base::Result<Terminal> open_terminal() {
    Terminal terminal;
    terminal.chip_end = base::UniqueFd(::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
    const int chip_end = terminal.chip_end.get();
    if (chip_end < 0 || ::grantpt(chip_end) != 0 || ::unlockpt(chip_end) != 0)
        return system_failure("no pseudo-terminal");
    std::array<char, 64> name{};
    if (::ptsname_r(chip_end, name.data(), name.size()) != 0) return system_failure("no pseudo-terminal");
    terminal.name = name.data();
    terminal.host_end = base::UniqueFd(::open(name.data(), O_RDWR | O_NOCTTY | O_CLOEXEC));
    termios settings{};
    if (!terminal.host_end.valid() || ::tcgetattr(terminal.host_end.get(), &settings) != 0)
        return system_failure(terminal.name);
    ::cfmakeraw(&settings);
    if (::tcsetattr(terminal.host_end.get(), TCSANOW, &settings) != 0) return system_failure(terminal.name);
    return terminal;
}

}  // namespace sim
