#include "sim/classic.h"

#include <algorithm>

#include "base/check.h"

namespace sim {
namespace {

constexpr std::uint8_t cmd_authenticate_a = 0x60;
constexpr std::uint8_t cmd_authenticate_b = 0x61;
constexpr std::uint8_t cmd_read = 0x30;
constexpr std::uint8_t cmd_write = 0xA0;

constexpr std::array<std::uint8_t, 4> access_factory = {0xFF, 0x07, 0x80, 0x69};
constexpr std::array<std::uint8_t, 4> access_directory = {0x78, 0x77, 0x88, 0xC1};
constexpr std::array<std::uint8_t, 4> access_ndef = {0x7F, 0x07, 0x88, 0x40};

constexpr std::size_t sector_of(std::size_t block) {
    return block / 4;
}
constexpr std::size_t trailer_of(std::size_t sector) {
    return sector * 4 + 3;
}

// The directory's checksum (AN10787, 3.7): polynomial 1D, preset C7.
std::uint8_t directory_crc(base::ByteView bytes) {
    unsigned crc = 0xC7;
    for (const std::uint8_t byte : bytes) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = ((crc & 0x80U) != 0 ? (crc << 1U) ^ 0x1DU : crc << 1U) & 0xFFU;
    }
    return static_cast<std::uint8_t>(crc);
}

}  // namespace

ClassicMemory::ClassicMemory(base::ByteView uid, const ClassicKey& key)
    : m_bytes(blocks * block_bytes), m_uid(uid.begin(), uid.end()) {
    PETTAN_ASSERT(uid.size() == 4 || uid.size() == 7);
    base::Bytes manufacturer = m_uid;
    if (uid.size() == 4) {
        manufacturer.push_back(static_cast<std::uint8_t>(uid[0] ^ uid[1] ^ uid[2] ^ uid[3]));
        manufacturer.insert(manufacturer.end(), {0x08, 0x04, 0x00});
    }
    put(0, manufacturer);
    set_all_keys(key);
}

void ClassicMemory::set_all_keys(const ClassicKey& key) {
    for (std::size_t sector = 0; sector < blocks / 4; ++sector)
        set_keys(sector, key, access_factory);
}

void ClassicMemory::format_ndef(base::ByteView data_area) {
    PETTAN_ASSERT(data_area.size() <= ndef_bytes_max);
    base::Bytes directory = {0x00, 0x01};  // checksum, card publisher's sector
    for (std::size_t sector = 1; sector < blocks / 4; ++sector)
        directory.insert(directory.end(), {0x03, 0xE1});
    directory[0] = directory_crc(base::ByteView(directory).subspan(1));
    put(1, directory);
    set_keys(0, classic_mad_key, access_directory);
    for (std::size_t sector = 1; sector < blocks / 4; ++sector) {
        set_keys(sector, classic_ndef_key, access_ndef);
        const base::ByteView rest = data_area.subspan(std::min(data_area.size(), (sector - 1) * 3 * block_bytes));
        put(sector * 4, rest.first(std::min(rest.size(), 3 * block_bytes)));
    }
}

void ClassicMemory::put(std::size_t first_block, base::ByteView bytes) {
    const std::size_t begin = std::min(first_block * block_bytes, m_bytes.size());
    const std::size_t count = std::min(bytes.size(), m_bytes.size() - begin);
    std::copy_n(bytes.begin(), count, m_bytes.begin() + static_cast<std::ptrdiff_t>(begin));
}

void ClassicMemory::set_keys(std::size_t sector, const ClassicKey& key, std::array<std::uint8_t, 4> access) {
    base::Bytes trailer(key.begin(), key.end());
    trailer.insert(trailer.end(), access.begin(), access.end());
    trailer.insert(trailer.end(), key.begin(), key.end());
    put(trailer_of(sector), trailer);
}

// A refusal ends the conversation: the card waits to be selected again.
Answer ClassicMemory::answer(base::ByteView command) {
    constexpr std::uint8_t nak_invalid = 0x0;
    if (command.size() < 2) return Nak{nak_invalid};
    const std::size_t block = command[1];
    if (block >= blocks) return Nak{nak_invalid};
    switch (command[0]) {
        case cmd_authenticate_a:
        case cmd_authenticate_b:
            if (command.size() != 12) break;
            return authenticate(block, command[0] == cmd_authenticate_a, command.subspan(2, 6), command.subspan(8, 4));
        case cmd_read:
            if (command.size() == 2 && m_sector == sector_of(block)) return read(block);
            break;
        case cmd_write:
            if (command.size() == 18 && m_sector == sector_of(block)) return write(block, command.subspan(2));
            break;
    }
    return Nak{nak_invalid};
}

Answer ClassicMemory::authenticate(std::size_t block, bool key_a, base::ByteView key, base::ByteView uid4) {
    const std::size_t at = trailer_of(sector_of(block)) * block_bytes + (key_a ? 0 : 10);
    const bool right_key = std::ranges::equal(key, base::ByteView(m_bytes).subspan(at, 6));
    const bool right_number = std::ranges::equal(uid4, base::ByteView(m_uid).last(4));
    m_sector.reset();
    if (!right_key || !right_number) return AuthenticationFailed{};
    m_sector = sector_of(block);
    return Ack{};
}

Answer ClassicMemory::read(std::size_t block) const {
    const auto begin = m_bytes.begin() + static_cast<std::ptrdiff_t>(block * block_bytes);
    base::Bytes bytes(begin, begin + static_cast<std::ptrdiff_t>(block_bytes));
    if (block == trailer_of(sector_of(block))) std::fill_n(bytes.begin(), 6, std::uint8_t{0});
    return bytes;
}

Answer ClassicMemory::write(std::size_t block, base::ByteView bytes) {
    if (block == 0) return Nak{0x0};
    put(block, bytes);
    return Ack{};
}

}  // namespace sim
