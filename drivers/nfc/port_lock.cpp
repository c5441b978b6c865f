#include "nfc/port_lock.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <cerrno>
#include <cstring>

namespace nfc {
namespace {

// A serial port forgets TIOCEXCL when its holder dies. A pseudo-terminal keeps it for as long as its master lives: a
// reader that was killed could then never open its simulated chip again.
bool forgets_exclusiveness(int fd) {
    constexpr unsigned first_pty_major = 136;  // Documentation/admin-guide/devices.txt: UNIX98_PTY_SLAVE_MAJOR
    constexpr unsigned last_pty_major = 143;
    struct stat status {};
    if (fstat(fd, &status) != 0) return false;
    return major(status.st_rdev) < first_pty_major || major(status.st_rdev) > last_pty_major;
}

base::Unexpected busy(const std::string& path) {
    return base::fail(base::ErrorCode::busy, fmt::format("{} is in use by another program: end that one first", path));
}

}  // namespace

std::optional<std::string> port_of(std::string_view connstring) {
    const std::size_t colon = connstring.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const std::string_view path = connstring.substr(colon + 1, connstring.find(':', colon + 1) - colon - 1);
    if (!path.starts_with('/')) return std::nullopt;
    return std::string(path);
}

base::Result<PortLock> PortLock::take(const std::string& path) {
    base::UniqueFd fd(::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
    if (!fd.valid()) {
        const int error = errno;
        if (error == EBUSY) return busy(path);
        if (error == EACCES)
            return base::fail(base::ErrorCode::denied,
                              fmt::format("{} may not be opened: add this user to the group dialout", path));
        const bool gone = error == ENOENT || error == ENXIO || error == ENODEV || error == ENOTDIR;
        return base::fail(gone ? base::ErrorCode::not_found : base::ErrorCode::failed,
                          fmt::format("{}: {}", path, std::strerror(error)));
    }
    if (flock(fd.get(), LOCK_EX | LOCK_NB) != 0) return busy(path);
    return PortLock(std::move(fd));
}

PortLock::~PortLock() {
    if (m_fd.valid()) ioctl(m_fd.get(), TIOCNXCL);
}

void PortLock::exclude_others() const {
    if (forgets_exclusiveness(m_fd.get())) ioctl(m_fd.get(), TIOCEXCL);  // an I2C or SPI device has no such thing
}

}  // namespace nfc
