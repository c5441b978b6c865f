#include "http/public_url.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/core.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <memory>

#include "base/unique_fd.h"
#include "http/forwarded.h"

namespace http {
namespace {

using base::ErrorCode;

constexpr int connect_ms_max = 5'000;
constexpr std::string_view https = "https://";
constexpr std::string_view http = "http://";

struct Parts {
    bool tls = true;
    std::string host;
    std::string port;
};

Parts parts_of(const std::string& url) {
    Parts parts;
    parts.tls = url.starts_with(https);
    std::string rest = url.substr(parts.tls ? https.size() : http.size());
    const std::size_t bracket = rest.find(']');
    const std::size_t colon = rest.find(':', bracket == std::string::npos ? 0 : bracket);
    parts.host = rest.substr(0, colon);
    parts.port = colon == std::string::npos ? (parts.tls ? "443" : "80") : rest.substr(colon + 1);
    if (parts.host.starts_with('[') && parts.host.ends_with(']'))
        parts.host = parts.host.substr(1, parts.host.size() - 2);
    return parts;
}

base::Unexpected bad(const std::string& text, std::string_view why) {
    return base::fail(ErrorCode::bad_input,
                      fmt::format("\"{}\" is no public address: {}. Write https://hub.example.org", text, why));
}

struct FreeAddresses {
    void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
    void operator()(ifaddrs* list) const { ::freeifaddrs(list); }
};

bool connects(const addrinfo& address) {
    const base::UniqueFd socket(::socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket.valid()) return false;
    if (::connect(socket.get(), address.ai_addr, address.ai_addrlen) == 0) return true;
    pollfd waiting{socket.get(), POLLOUT, 0};
    if (errno != EINPROGRESS || ::poll(&waiting, 1, connect_ms_max) != 1) return false;
    int error = 0;
    socklen_t size = sizeof error;
    return ::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0;
}

}  // namespace

base::Result<std::string> parse_public_url(std::string text) {
    const std::string typed = text;
    while (text.ends_with('/'))
        text.pop_back();
    if (!text.starts_with(https) && !text.starts_with(http)) return bad(typed, "it does not begin with https://");
    const auto odd = [](char c) {
        return c <= ' ' || c >= 0x7f || std::string_view("\"'<>\\?#@%,;").find(c) != std::string_view::npos;
    };
    if (std::ranges::any_of(text, odd)) return bad(typed, "it has characters that no host has");
    if (text.find('/', text.find("://") + 3) != std::string::npos) return bad(typed, "it has a path");
    const Parts parts = parts_of(text);
    int port = 0;
    const auto read = std::from_chars(parts.port.data(), parts.port.data() + parts.port.size(), port);
    if (parts.host.empty() || read.ec != std::errc() || read.ptr != parts.port.data() + parts.port.size() ||
        port <= 0 || port > 65'535)
        return bad(typed, "host or port are missing");
    if (parts.host == "0.0.0.0" || parts.host == "::" || parts.host == "*")
        return bad(typed, "nobody can reach 0.0.0.0: it only means \"all addresses of this machine\"");
    return text;
}

bool is_private_url(const std::string& url) {
    if (url.starts_with(https)) return true;
    const Parts parts = parts_of(url);
    const auto loopback = AddressRange::parse("127.0.0.0/8");
    return parts.host == "localhost" || parts.host == "::1" || loopback->contains(parts.host);
}

std::string likely_url(bool tls, std::uint16_t port) {
    std::string host = "127.0.0.1";
    ifaddrs* all = nullptr;
    if (::getifaddrs(&all) == 0) {
        const std::unique_ptr<ifaddrs, FreeAddresses> list(all);
        for (const ifaddrs* at = all; at != nullptr && host == "127.0.0.1"; at = at->ifa_next) {
            const bool up = (at->ifa_flags & IFF_UP) != 0 && (at->ifa_flags & IFF_LOOPBACK) == 0;
            if (up && at->ifa_addr != nullptr && at->ifa_addr->sa_family == AF_INET) host = address_text(at->ifa_addr);
        }
    }
    return fmt::format("{}{}:{}", tls ? https : http, host, port);
}

base::Result<void> try_public_url(const std::string& url) {
    const Parts parts = parts_of(url);
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const int code = ::getaddrinfo(parts.host.c_str(), parts.port.c_str(), &hints, &found);
    const std::unique_ptr<addrinfo, FreeAddresses> list(found);
    if (code != 0)
        return base::fail(ErrorCode::failed,
                          fmt::format("the public address {} has no machine behind its name ({}): look at the name "
                                      "service, or set another with --public-url",
                                      url, ::gai_strerror(code)));
    for (const addrinfo* address = list.get(); address != nullptr; address = address->ai_next)
        if (connects(*address)) return {};
    return base::fail(
        ErrorCode::failed,
        fmt::format("nothing answers at the public address {}: is the hub (or the proxy) running, and the "
                    "port open?",
                    url));
}

}  // namespace http
