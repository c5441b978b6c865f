// A listening TCP socket.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "base/result.h"
#include "base/unique_fd.h"

namespace http {

class Listener {
public:
    // `host`: a name or an address of this machine, "" or "*" for all. Errors: busy where the port is taken, denied,
    // bad_input for a name that does not resolve.
    static base::Result<Listener> open(const std::string& host, std::uint16_t port);
    int fd() const { return m_socket.get(); }
    int release() { return m_socket.release(); }
    std::uint16_t port() const;

private:
    explicit Listener(int fd) : m_socket(fd) {}
    base::UniqueFd m_socket;
};

// "HOST:PORT", "[IPv6]:PORT", ":PORT".
base::Result<std::pair<std::string, std::uint16_t>> parse_address(const std::string& text);

}  // namespace http
