#include "http/forwarded.h"

#include <arpa/inet.h>
#include <fmt/core.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace http {
namespace {

constexpr std::size_t address_bytes = 16;
constexpr std::string_view mapped_prefix("\0\0\0\0\0\0\0\0\0\0\xff\xff", 12);

// 16 bytes; empty where it is no address.
std::string bytes_of(std::string_view text) {
    const std::string address(text);
    std::array<char, address_bytes> bytes{};
    if (::inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1) return {bytes.data(), bytes.size()};
    if (::inet_pton(AF_INET, address.c_str(), bytes.data()) == 1)
        return std::string(mapped_prefix) + std::string(bytes.data(), 4);
    return {};
}

std::string text_of(const std::string& bytes) {
    if (bytes.size() != address_bytes) return {};
    std::array<char, INET6_ADDRSTRLEN> text{};
    const bool v4 = bytes.starts_with(mapped_prefix);
    const char* from = bytes.data() + (v4 ? mapped_prefix.size() : 0);
    if (::inet_ntop(v4 ? AF_INET : AF_INET6, from, text.data(), text.size()) == nullptr) return {};
    return text.data();
}

std::string_view trimmed(std::string_view text) {
    const auto is_space = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && is_space(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_space(text.back()))
        text.remove_suffix(1);
    return text;
}

std::vector<std::string_view> parts(std::string_view list, char at) {
    std::vector<std::string_view> result;
    for (std::size_t begin = 0; begin <= list.size();) {
        const std::size_t end = std::min(list.find(at, begin), list.size());
        result.push_back(trimmed(list.substr(begin, end - begin)));
        begin = end + 1;
    }
    return result;
}

// "192.0.2.1", "192.0.2.1:80", "[2001:db8::1]:80", quoted or not.
std::string address_in(std::string_view node) {
    if (node.size() >= 2 && node.front() == '"' && node.back() == '"') node = node.substr(1, node.size() - 2);
    if (node.starts_with('['))
        node = node.substr(1, std::min(node.find(']'), node.size()) - 1);
    else if (std::ranges::count(node, ':') == 1)
        node = node.substr(0, node.find(':'));
    return text_of(bytes_of(node));
}

bool same_word(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

// One hop, as its proxy tells it.
struct Hop {
    std::string address;
    std::string_view proto;
};
std::vector<Hop> hops_of(std::string_view forwarded, std::string_view forwarded_for, std::string_view proto) {
    std::vector<Hop> hops;
    if (!forwarded.empty()) {
        for (const std::string_view element : parts(forwarded, ',')) {
            Hop hop;
            for (const std::string_view pair : parts(element, ';')) {
                const std::size_t equals = std::min(pair.find('='), pair.size());
                const std::string_view name = pair.substr(0, equals);
                const std::string_view value = pair.substr(std::min(equals + 1, pair.size()));
                if (same_word(name, "for")) hop.address = address_in(value);
                if (same_word(name, "proto")) hop.proto = value;
            }
            hops.push_back(std::move(hop));
        }
        return hops;
    }
    const auto protos = parts(proto, ',');
    if (forwarded_for.empty()) return {{"", protos.back()}};
    for (const std::string_view node : parts(forwarded_for, ','))
        hops.push_back({address_in(node), protos.back()});
    return hops;
}

}  // namespace

base::Result<AddressRange> AddressRange::parse(const std::string& text) {
    const std::size_t slash = text.find('/');
    AddressRange range;
    range.m_bytes = bytes_of(text.substr(0, slash));
    const bool v4 = text.find(':') == std::string::npos;
    const int bits_max = v4 ? 32 : 128;
    int bits = bits_max;
    bool good = !range.m_bytes.empty();
    if (slash != std::string::npos) {
        const char* end = text.data() + text.size();
        const auto read = std::from_chars(text.data() + slash + 1, end, bits);
        good = good && read.ec == std::errc() && read.ptr == end && bits >= 0 && bits <= bits_max;
    }
    if (!good)
        return base::fail(base::ErrorCode::bad_input,
                          fmt::format("\"{}\" is no address: write 127.0.0.1, ::1 or a range like 10.0.0.0/8", text));
    range.m_bits = 128 - bits_max + bits;
    return range;
}

bool AddressRange::contains(std::string_view address) const {
    const std::string bytes = bytes_of(address);
    if (bytes.empty()) return false;
    for (int bit = 0; bit < m_bits; ++bit) {
        const auto at = static_cast<std::size_t>(bit / 8);
        const int mask = 0x80 >> (bit % 8);
        if (((bytes[at] ^ m_bytes[at]) & mask) != 0) return false;
    }
    return true;
}

std::string address_text(const sockaddr* address) {
    if (address == nullptr) return {};
    if (address->sa_family == AF_INET) {
        const auto& in = reinterpret_cast<const sockaddr_in*>(address)->sin_addr;
        return text_of(std::string(mapped_prefix) + std::string(reinterpret_cast<const char*>(&in), 4));
    }
    if (address->sa_family != AF_INET6) return {};
    const auto& in6 = reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr;
    return text_of(std::string(reinterpret_cast<const char*>(&in6), address_bytes));
}

std::string place_of(const std::string& address) {
    std::string bytes = bytes_of(address);
    if (bytes.empty() || bytes.starts_with(mapped_prefix)) return address;
    std::fill(bytes.begin() + 8, bytes.end(), '\0');
    return text_of(bytes) + "/64";
}

bool is_trusted(const std::vector<AddressRange>& trusted, std::string_view address) {
    return std::ranges::any_of(trusted, [&](const AddressRange& range) { return range.contains(address); });
}

Origin forwarded_origin(const std::vector<AddressRange>& trusted, const std::string& peer, std::string_view forwarded,
                        std::string_view forwarded_for, std::string_view forwarded_proto) {
    Origin origin{peer, false};
    const std::vector<Hop> hops = hops_of(forwarded, forwarded_for, forwarded_proto);
    // Read from the nearest proxy outwards; whatever stands before one that is not trusted may be invented.
    for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
        origin.https = same_word(hop->proto, "https");
        if (hop->address.empty()) break;
        origin.address = hop->address;
        if (!is_trusted(trusted, hop->address)) break;
    }
    return origin;
}

}  // namespace http
