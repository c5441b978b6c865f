// Keeps a second program from opening the reader's port: libnfc opens it without a claim, and whoever closes it last
// powers the chip down under the other (nfc-traps.md 4).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/unique_fd.h"

namespace nfc {

// The device file of a connection string such as "pn532_uart:/dev/ttyUSB0:115200"; absent for USB readers, which the
// kernel hands to one program only.
std::optional<std::string> port_of(std::string_view connstring);

// Held while it lives. flock(2) keeps out another Pettan.
class PortLock {
public:
    // not_found: no such device; busy: another program holds it; denied: no permission; failed: anything else.
    static base::Result<PortLock> take(const std::string& path);
    PortLock(PortLock&&) = default;
    PortLock& operator=(PortLock&&) = default;
    ~PortLock();

    // From now on every open(2) fails, but root's (TIOCEXCL). To be called when libnfc has opened the port.
    void exclude_others() const;

private:
    explicit PortLock(base::UniqueFd fd) : m_fd(std::move(fd)) {}
    base::UniqueFd m_fd;
};

}  // namespace nfc
