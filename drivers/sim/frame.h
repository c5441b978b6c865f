// The PN532's frames on its serial line (HSU), as NXP's UM0701-02, 6.2.1 draws them: normal and extended information
// frames with their two checksums, ACK, NACK and the error frame. Pure; one thread.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <variant>

#include "base/bytes.h"

namespace sim {

// The largest body of an extended frame, direction byte included.
inline constexpr std::size_t frame_body_max = 265;

// Frames that the host sends. A command is its code and its parameters, without the direction byte D4.
struct HostCommand {
    base::Bytes bytes;
};
struct HostAck {};   // aborts what the chip is doing
struct HostNack {};  // asks for the last reply again
using HostFrame = std::variant<HostCommand, HostAck, HostNack>;

// Takes the host's bytes as they drip in and hands out whole frames. Bytes outside of a frame (0x55 of a wake-up,
// zeros) are skipped; a frame with a wrong length, checksum or direction is dropped silently, as the chip does, and the
// search goes on behind its start code.
class FrameReader {
public:
    void push(base::ByteView bytes) { m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end()); }
    std::optional<HostFrame> next();
    void clear() { m_bytes.clear(); }

private:
    std::deque<std::uint8_t> m_bytes;
};

// A reply to the host: `body` is the reply code and its data. Normal frame up to 255 bytes of body and direction byte,
// extended above.
base::Bytes encode_reply(base::ByteView body);
base::Bytes encode_ack();
// "Application level error": the command is not known or its parameters cannot be read.
base::Bytes encode_error();

// The same for the other direction; what libnfc does, for tests that speak to the chip without it.
base::Bytes encode_command(base::ByteView command);

}  // namespace sim
