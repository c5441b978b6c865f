#include <array>
#include <vector>

#include "tags/layouts.h"
#include "tags/tlv.h"

namespace tags {
namespace {

using base::Result;

using Key = std::array<std::uint8_t, 6>;
constexpr Key mad_key{0xA0, 0xA1, 0xA2, 0xA3, 0xA4, 0xA5};
constexpr Key ndef_key{0xD3, 0xF7, 0xD3, 0xF7, 0xD3, 0xF7};

constexpr std::uint8_t command_read = 0x30;
constexpr std::size_t block_bytes = 16;
constexpr std::uint8_t sector_blocks = 4;  // of which the last holds the keys
constexpr std::uint8_t last_sector = 15;   // of a 1K card, and of MAD1

Result<base::Bytes> read_block(TagLink& link, std::uint8_t block) {
    const std::array<std::uint8_t, 2> command{command_read, block};
    TRY(answer, link.transceive(command));
    if (answer.size() != block_bytes) return damaged("the card answered READ with a wrong length");
    return answer;
}

// CRC-8 with polynomial 1D, begun at C7 (AN10787, 3.7).
std::uint8_t mad_checksum(base::ByteView bytes) {
    unsigned crc = 0xC7;
    for (const std::uint8_t byte : bytes) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 0x80U) != 0 ? (crc << 1 ^ 0x1DU) & 0xFFU : crc << 1;
    }
    return static_cast<std::uint8_t>(crc);
}

// Which sectors the application directory gives to NDEF: one run of neighbours, as AN1304 has it.
Result<std::vector<std::uint8_t>> ndef_sectors(TagLink& link) {
    TRY_VOID(link.authenticate_classic(1, mad_key));
    TRY(mad, read_block(link, 1));
    TRY(second_half, read_block(link, 2));
    mad.insert(mad.end(), second_half.begin(), second_half.end());
    if (mad[0] != mad_checksum(base::ByteView(mad).subspan(1)))
        return damaged("the card's application directory has a wrong checksum");
    std::vector<std::uint8_t> sectors;
    for (std::uint8_t sector = 1; sector <= last_sector; ++sector) {
        const std::size_t at = std::size_t{sector} * 2;
        const bool is_ndef = mad[at] == 0x03 && mad[at + 1] == 0xE1;
        if (is_ndef) sectors.push_back(sector);
        if (!is_ndef && !sectors.empty()) break;
    }
    return sectors;
}

class ClassicMemory : public FetchedMemory {
public:
    ClassicMemory(TagLink& link, std::vector<std::uint8_t> sectors) : m_link(link), m_sectors(std::move(sectors)) {}

    std::size_t size() const { return m_sectors.size() * (sector_blocks - 1) * block_bytes; }

private:
    Result<void> fetch_more(std::size_t) override {
        const std::size_t data_block = m_bytes.size() / block_bytes;
        const std::size_t in_sector = data_block % (sector_blocks - 1);
        const auto block =
            static_cast<std::uint8_t>(m_sectors[data_block / (sector_blocks - 1)] * sector_blocks + in_sector);
        if (in_sector == 0) TRY_VOID(m_link.authenticate_classic(block, ndef_key));
        TRY(content, read_block(m_link, block));
        m_bytes.insert(m_bytes.end(), content.begin(), content.end());
        return {};
    }

    TagLink& m_link;
    std::vector<std::uint8_t> m_sectors;
};

}  // namespace

Result<base::Bytes> read_classic(TagLink& link) {
    TRY(sectors, ndef_sectors(link));
    if (sectors.empty()) return no_ndef("the card's application directory names no NDEF sector");
    ClassicMemory memory(link, std::move(sectors));
    return find_ndef_message(memory, 0, memory.size());
}

}  // namespace tags
