// The host's side of a Chip without a line between: time is a number that the test moves.
#pragma once

#include <chrono>
#include <optional>

#include "sim/chip.h"

namespace sim_test {

class ChipHost {
public:
    explicit ChipHost(std::uint64_t seed = 1) : chip(seed) {}

    void send(base::ByteView bytes) { chip.receive(bytes, now); }
    void wake() {
        send(base::Bytes{0x55, 0x55, 0, 0, 0});
        command({0x14, 0x01});
    }

    // Everything the chip sends until it has nothing to do, or until `limit` has passed.
    base::Bytes collect(base::MonotonicTime limit = std::chrono::seconds(10)) {
        base::Bytes bytes;
        const base::MonotonicTime end = now + limit;
        for (;;) {
            const base::Bytes sent = chip.transmit(now);
            bytes.insert(bytes.end(), sent.begin(), sent.end());
            const auto next = chip.next_event();
            if (!next || *next > end) return bytes;
            now = std::max(now, *next);
        }
    }

    // A command's reply without its frame and direction: its code and data. Absent: not exactly ACK and one reply.
    std::optional<base::Bytes> command(const base::Bytes& bytes) {
        send(sim::encode_command(bytes));
        const base::Bytes ack = sim::encode_ack();
        const base::Bytes answer = collect();
        if (answer.size() < ack.size() + 8 || !std::equal(ack.begin(), ack.end(), answer.begin())) return std::nullopt;
        const base::ByteView frame = base::ByteView(answer).subspan(ack.size());
        const std::size_t header = frame[3] == 0xFF && frame[4] == 0xFF ? 9 : 6;
        if (frame.size() < header + 2) return std::nullopt;
        const base::Bytes body(frame.begin() + static_cast<std::ptrdiff_t>(header), frame.end() - 2);
        return sim::encode_reply(body) == base::Bytes(frame.begin(), frame.end()) ? std::optional(body) : std::nullopt;
    }

    sim::Chip chip;
    base::MonotonicTime now{};
};

inline sim::Tag ntag213(std::uint8_t last = 0xF6) {
    return sim::make_tag(sim::TagKind::ntag213, base::Bytes{0x04, 0xA1, 0xB2, 0xC3, 0xD4, 0xE5, last}).value();
}

}  // namespace sim_test
