// Who speaks, and over what, where a proxy stands between: Forwarded (RFC 7239) and X-Forwarded-For, -Proto, believed
// from named proxies only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

struct sockaddr;

namespace http {

// "127.0.0.1", "::1", and ranges: "10.0.0.0/8", "fd00::/8".
class AddressRange {
public:
    // bad_input: it is none.
    static base::Result<AddressRange> parse(const std::string& text);
    bool contains(std::string_view address) const;

private:
    std::string m_bytes;  // 16, IPv4 mapped into IPv6
    int m_bits = 128;
};

// As text without port, IPv4 as such even where it came over an IPv6 socket; empty for what is no IP address.
std::string address_text(const sockaddr* address);
// What counts as one place: an IPv4 address, or the first 64 bits of an IPv6 address (one household or venue).
std::string place_of(const std::string& address);

struct Origin {
    std::string address;  // of the one who asks
    bool https = false;   // between them and the nearest proxy
};
// `peer`: who is connected; `headers`: of the request, in lower case. Where the peer is no trusted proxy, it is the
// origin itself and the headers say nothing.
template <typename Headers>
Origin origin_of(const std::vector<AddressRange>& trusted, const std::string& peer, const Headers& headers);

bool is_trusted(const std::vector<AddressRange>& trusted, std::string_view address);
// For origin_of: the last address that no trusted proxy has, and the protocol that its proxy names.
Origin forwarded_origin(const std::vector<AddressRange>& trusted, const std::string& peer, std::string_view forwarded,
                        std::string_view forwarded_for, std::string_view forwarded_proto);

template <typename Headers>
Origin origin_of(const std::vector<AddressRange>& trusted, const std::string& peer, const Headers& headers) {
    if (!is_trusted(trusted, peer)) return {peer, false};
    const auto header = [&](const char* name) {
        const auto at = headers.find(name);
        return at == headers.end() ? std::string_view() : std::string_view(at->second);
    };
    return forwarded_origin(trusted, peer, header("forwarded"), header("x-forwarded-for"), header("x-forwarded-proto"));
}

}  // namespace http
