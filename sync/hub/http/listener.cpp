#include "http/listener.h"

#include <fmt/core.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <memory>

namespace http {
namespace {

using base::ErrorCode;

constexpr int backlog = 1024;

struct FreeAddresses {
    void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};

}  // namespace

base::Result<Listener> Listener::open(const std::string& host, std::uint16_t port) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    addrinfo* found = nullptr;
    const bool all = host.empty() || host == "*";
    const int code = ::getaddrinfo(all ? nullptr : host.c_str(), std::to_string(port).c_str(), &hints, &found);
    const std::unique_ptr<addrinfo, FreeAddresses> list(found);
    if (code != 0)
        return base::fail(ErrorCode::bad_input, fmt::format("cannot listen at {}: {}", host, ::gai_strerror(code)));
    int failed = 0;
    for (const addrinfo* address = list.get(); address != nullptr; address = address->ai_next) {
        Listener listener(::socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        if (listener.fd() < 0) {
            failed = errno;
            continue;
        }
        const int on = 1;
        ::setsockopt(listener.fd(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        if (::bind(listener.fd(), address->ai_addr, address->ai_addrlen) == 0 && ::listen(listener.fd(), backlog) == 0)
            return listener;
        failed = errno;
    }
    return base::fail(
        failed == EADDRINUSE ? ErrorCode::busy : ErrorCode::denied,
        fmt::format("cannot listen at {}:{}: {}. Choose another with --listen", host, port, std::strerror(failed)));
}

std::uint16_t Listener::port() const {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    if (::getsockname(m_socket.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
    if (address.ss_family == AF_INET6) return ntohs(reinterpret_cast<const sockaddr_in6*>(&address)->sin6_port);
    return ntohs(reinterpret_cast<const sockaddr_in*>(&address)->sin_port);
}

base::Result<std::pair<std::string, std::uint16_t>> parse_address(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    std::uint16_t port = 0;
    const char* end = text.data() + text.size();
    const char* begin = colon == std::string::npos ? end : text.data() + colon + 1;
    const auto parsed = std::from_chars(begin, end, port);
    if (begin == end || parsed.ec != std::errc() || parsed.ptr != end)
        return base::fail(ErrorCode::bad_input, fmt::format("\"{}\" is no address: write HOST:PORT", text));
    std::string host = text.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    return std::pair(std::move(host), port);
}

}  // namespace http
