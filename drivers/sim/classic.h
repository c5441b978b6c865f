// The memory of a MIFARE Classic 1K behind its commands (NXP MF1S50 data sheet): 16 sectors of 4 blocks of 16 bytes,
// the last block of a sector holding its keys. The cipher itself is the chip's business; access bits are not enforced,
// but a key is never read back.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "sim/answer.h"

namespace sim {

using ClassicKey = std::array<std::uint8_t, 6>;

inline constexpr ClassicKey classic_factory_key = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};
// Public keys of NXP AN10787 (application directory) and the NFC Forum mapping (NDEF sectors).
inline constexpr ClassicKey classic_mad_key = {0xA0, 0xA1, 0xA2, 0xA3, 0xA4, 0xA5};
inline constexpr ClassicKey classic_ndef_key = {0xD3, 0xF7, 0xD3, 0xF7, 0xD3, 0xF7};

class ClassicMemory {
public:
    static constexpr std::size_t blocks = 64;
    static constexpr std::size_t block_bytes = 16;

    // As the factory makes it: the number in block 0 (4 or 7 bytes), both keys of every sector `key`.
    ClassicMemory(base::ByteView uid, const ClassicKey& key);

    // Room for NDEF data: sectors 1 to 15, three blocks each.
    static constexpr std::size_t ndef_bytes_max = 15 * 3 * block_bytes;
    // Formats the card for NDEF with this data area (TLVs, at most ndef_bytes_max): directory, keys and all.
    void format_ndef(base::ByteView data_area);
    // Locks every sector with a key of the issuer's.
    void set_all_keys(const ClassicKey& key);
    // Overwrites memory as it stands; what does not fit is cut.
    void put(std::size_t first_block, base::ByteView bytes);

    void forget() { m_sector.reset(); }
    Answer answer(base::ByteView command);

private:
    Answer authenticate(std::size_t block, bool key_a, base::ByteView key, base::ByteView uid4);
    Answer read(std::size_t block) const;
    Answer write(std::size_t block, base::ByteView bytes);
    void set_keys(std::size_t sector, const ClassicKey& key, std::array<std::uint8_t, 4> access);

    base::Bytes m_bytes;
    base::Bytes m_uid;
    std::optional<std::size_t> m_sector;  // authenticated
};

}  // namespace sim
