#include "sim/frame.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "base/check.h"

namespace sim {
namespace {

constexpr std::uint8_t from_host = 0xD4;
constexpr std::uint8_t to_host = 0xD5;

std::uint8_t sum(base::ByteView bytes) {
    return static_cast<std::uint8_t>(std::accumulate(bytes.begin(), bytes.end(), 0U));
}

std::uint8_t complement(unsigned value) {
    return static_cast<std::uint8_t>(0x100U - (value & 0xFFU));
}

base::Bytes encode(std::uint8_t direction, base::ByteView body) {
    const std::size_t length = body.size() + 1;
    PETTAN_ASSERT(length <= frame_body_max);
    base::Bytes frame = {0x00, 0x00, 0xFF};
    const auto low = static_cast<std::uint8_t>(length & 0xFFU);
    if (length <= 0xFF) {
        frame.insert(frame.end(), {low, complement(low)});
    } else {
        const auto high = static_cast<std::uint8_t>(length >> 8U);
        frame.insert(frame.end(), {0xFF, 0xFF, high, low, complement(static_cast<unsigned>(high) + low)});
    }
    frame.push_back(direction);
    frame.insert(frame.end(), body.begin(), body.end());
    frame.push_back(complement(static_cast<unsigned>(direction) + sum(body)));
    frame.push_back(0x00);
    return frame;
}

// What stands behind a start code 00 FF.
struct Header {
    enum class Kind { ack, nack, information, broken } kind = Kind::broken;
    std::size_t header_size = 0;
    std::size_t body_size = 0;
};

// Absent while bytes are missing.
std::optional<Header> read_header(base::ByteView rest) {
    if (rest.size() < 2) return std::nullopt;
    if (rest[0] == 0x00 && rest[1] == 0xFF) return Header{Header::Kind::ack, 2, 0};
    if (rest[0] == 0xFF && rest[1] == 0x00) return Header{Header::Kind::nack, 2, 0};
    if (rest[0] == 0xFF && rest[1] == 0xFF) {
        if (rest.size() < 5) return std::nullopt;
        const std::size_t length = static_cast<std::size_t>(rest[2]) * 256U + rest[3];
        const bool sound = sum(rest.subspan(2, 3)) == 0 && length > 0 && length <= frame_body_max;
        return Header{sound ? Header::Kind::information : Header::Kind::broken, 5, length};
    }
    const bool sound = sum(rest.first(2)) == 0 && rest[0] > 0;
    return Header{sound ? Header::Kind::information : Header::Kind::broken, 2, rest[0]};
}

}  // namespace

std::optional<HostFrame> FrameReader::next() {
    static constexpr std::array<std::uint8_t, 2> start_code = {0x00, 0xFF};
    for (;;) {
        const auto start = std::search(m_bytes.begin(), m_bytes.end(), start_code.begin(), start_code.end());
        if (start == m_bytes.end()) {
            // The last byte may be the first half of a start code.
            if (m_bytes.size() > 1) m_bytes.erase(m_bytes.begin(), m_bytes.end() - 1);
            return std::nullopt;
        }
        m_bytes.erase(m_bytes.begin(), start);
        const base::Bytes rest(m_bytes.begin() + 2, m_bytes.end());
        const std::optional<Header> header = read_header(rest);
        if (!header) return std::nullopt;
        const auto drop = [&](std::size_t behind_start) {
            m_bytes.erase(m_bytes.begin(), m_bytes.begin() + static_cast<std::ptrdiff_t>(2 + behind_start));
        };
        switch (header->kind) {
            case Header::Kind::broken:
                drop(0);
                continue;
            case Header::Kind::ack:
                drop(header->header_size);
                return HostAck{};
            case Header::Kind::nack:
                drop(header->header_size);
                return HostNack{};
            case Header::Kind::information:
                break;
        }
        if (rest.size() < header->header_size + header->body_size + 1) return std::nullopt;
        const base::ByteView body = base::ByteView(rest).subspan(header->header_size, header->body_size);
        const std::uint8_t checksum = rest[header->header_size + header->body_size];
        const bool sound = body.size() >= 2 && body[0] == from_host && complement(sum(body)) == checksum;
        if (!sound) {
            drop(0);
            continue;
        }
        drop(header->header_size + header->body_size + 1);
        return HostCommand{base::Bytes(body.begin() + 1, body.end())};
    }
}

base::Bytes encode_reply(base::ByteView body) {
    return encode(to_host, body);
}
base::Bytes encode_command(base::ByteView command) {
    return encode(from_host, command);
}
base::Bytes encode_ack() {
    return {0x00, 0x00, 0xFF, 0x00, 0xFF, 0x00};
}
base::Bytes encode_error() {
    return {0x00, 0x00, 0xFF, 0x01, 0xFF, 0x7F, 0x81, 0x00};
}

}  // namespace sim
