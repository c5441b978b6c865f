// A listening TCP socket.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "base/result.h"

namespace hub {

class Listener {
public:
    // `host`: a name or an address of this machine, "" or "*" for all. Errors: busy where the port is taken, denied,
    // bad_input for a name that does not resolve.
    static base::Result<Listener> open(const std::string& host, std::uint16_t port);
    ~Listener();
    Listener(Listener&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    Listener& operator=(Listener&&) = delete;
    int fd() const { return m_fd; }
    int release() { return std::exchange(m_fd, -1); }
    std::uint16_t port() const;

private:
    explicit Listener(int fd) : m_fd(fd) {}
    int m_fd;
};

// "HOST:PORT", "[IPv6]:PORT", ":PORT".
base::Result<std::pair<std::string, std::uint16_t>> parse_address(const std::string& text);

}  // namespace hub
