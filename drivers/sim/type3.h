// A FeliCa card (JIS X 6319-4) behind its commands: polling, Request Response, Request System Code and Read Without
// Encryption. Frames carry their length byte first, as the PN532 passes them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "sim/answer.h"

namespace sim {

inline constexpr std::uint16_t type3_ndef_system = 0x12FC;
inline constexpr std::uint16_t type3_ndef_service = 0x000B;  // read only
inline constexpr std::size_t type3_block_bytes = 16;

class Type3Memory {
public:
    // `idm` is the card's number, 8 bytes; the first system is the one that answers a poll for any.
    Type3Memory(base::ByteView idm, std::vector<std::uint16_t> systems);

    void set_systems(std::vector<std::uint16_t> systems) { m_systems = std::move(systems); }
    // A FeliCa Lite knows no Request Response, and reads at most four blocks at once.
    void set_lite(bool lite) { m_lite = lite; }
    // What a service without a key shows, in whole blocks; the rest of the last one is zeros.
    void put_service(std::uint16_t code, base::ByteView blocks);
    // Writes an NDEF attribute block and the message behind it (NFC Forum Type 3 Tag 1.0).
    void format_ndef(base::ByteView message, std::uint16_t blocks_max);

    // The answer to Polling (request code 01: with the system); absent when no system matches.
    std::optional<base::Bytes> poll(std::uint16_t system, std::uint8_t request_code) const;

    void forget() {}
    Answer answer(base::ByteView frame);

private:
    Answer read_without_encryption(base::ByteView parameters) const;
    base::Bytes reply(std::uint8_t code, base::ByteView data) const;

    base::Bytes m_idm;
    std::vector<std::uint16_t> m_systems;
    bool m_lite = false;
    std::map<std::uint16_t, base::Bytes> m_services;
};

}  // namespace sim
