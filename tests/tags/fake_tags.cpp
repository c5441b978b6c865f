#include "tags/fake_tags.h"

#include <algorithm>

#include "base/check.h"

namespace fake {
namespace {

using base::Bytes;
using base::ByteView;
using base::Result;

void append(Bytes& to, ByteView more) {
    to.insert(to.end(), more.begin(), more.end());
}
std::uint8_t low(std::size_t value) {
    return static_cast<std::uint8_t>(value & 0xFFU);
}
std::uint8_t high(std::size_t value) {
    return static_cast<std::uint8_t>(value >> 8 & 0xFFU);
}
bool same(ByteView a, ByteView b) {
    return std::ranges::equal(a, b);
}

const Bytes mad_key{0xA0, 0xA1, 0xA2, 0xA3, 0xA4, 0xA5};
const Bytes ndef_key{0xD3, 0xF7, 0xD3, 0xF7, 0xD3, 0xF7};

}  // namespace

std::optional<base::Unexpected> Tag::planned_fault() {
    const std::size_t exchange = m_exchanges++;
    if (m_fault && m_fault->exchange == exchange) {
        switch (m_fault->fault) {
            case Fault::leave:
                m_gone = true;
                break;
            case Fault::mute:
                m_halted = true;
                return silence();
            case Fault::nak:
                m_halted = nak_halts();
                return nak();
            case Fault::break_reader:
                return base::fail(base::ErrorCode::failed, "the reader broke");
        }
    }
    if (m_gone) return silence();
    return std::nullopt;
}

Result<Bytes> Tag::transceive(ByteView command) {
    m_commands.emplace_back(command.begin(), command.end());
    if (auto fault = planned_fault()) return *fault;
    if (m_halted) return silence();
    auto result = answer(command);
    if (!result && result.error().code == base::ErrorCode::denied) m_halted = nak_halts();
    if (result && m_tamper) m_tamper(m_exchanges - 1, *result);
    return result;
}

Result<void> Tag::reselect() {
    if (auto fault = planned_fault()) return *fault;
    m_halted = false;
    on_reselect();
    return {};
}

Result<void> Tag::authenticate_classic(std::uint8_t block, ByteView key6) {
    if (auto fault = planned_fault()) return *fault;
    if (m_halted) return silence();
    if (accepts_key(block, key6)) return {};
    m_halted = true;
    return base::fail(base::ErrorCode::denied, "the key is not known");
}

// Type 2 ------------------------------------------------------------------------------------------------------------

std::size_t Type2::readable_pages() const {
    return std::min(m_memory.size() / 4, m_protected_from);
}

Result<Bytes> Type2::answer(ByteView command) {
    const std::size_t pages = readable_pages();
    if (command.size() == 1 && command[0] == 0x60 && m_has_fast_read)
        return Bytes{0x00, 0x04, 0x04, 0x02, 0x01, 0x00, 0x0F, 0x03};
    if (command.size() == 2 && command[0] == 0x30 && command[1] < pages) {
        Bytes four_pages;
        for (std::size_t i = 0; i < 16; ++i)
            four_pages.push_back(m_memory[(std::size_t{command[1]} * 4 + i) % (pages * 4)]);
        return four_pages;
    }
    if (command.size() == 3 && command[0] == 0x3A && m_has_fast_read && command[1] <= command[2] && command[2] < pages)
        return Bytes(m_memory.begin() + command[1] * 4, m_memory.begin() + (command[2] + 1) * 4);
    return nak();
}

// Classic -----------------------------------------------------------------------------------------------------------

Result<Bytes> Classic::answer(ByteView command) {
    if (command.size() != 2 || command[0] != 0x30 || command[1] >= m_blocks.size()) return nak();
    if (m_open_sector != command[1] / 4U) return nak();
    return m_blocks[command[1]];
}

bool Classic::accepts_key(std::uint8_t block, ByteView key6) {
    const auto key = m_keys.find(block / 4U);
    if (key == m_keys.end() || !same(key->second, key6)) return false;
    m_open_sector = block / 4U;
    return true;
}

// Type 3 ------------------------------------------------------------------------------------------------------------

Result<Bytes> Type3::answer(ByteView command) {
    if (command.size() < 2 || command[0] != command.size()) return silence();
    if (command[1] == 0x00) return answer_polling(command);
    if (command[1] == 0x06) return answer_read(command);
    return silence();
}

Result<Bytes> Type3::answer_polling(ByteView command) const {
    if (command.size() != 6) return silence();
    const unsigned code = static_cast<unsigned>(command[2]) << 8 | command[3];
    for (const System& system : m_systems) {
        if (code != 0xFFFF && code != system.code) continue;
        Bytes reply{18, 0x01};
        append(reply, system.idm);
        append(reply, Bytes{0x00, 0xF1, 0x00, 0x00, 0x00, 0x01, 0x43, 0x00});
        return reply;
    }
    return silence();
}

Result<Bytes> Type3::answer_read(ByteView command) const {
    if (command.size() < 14) return silence();
    const auto system =
        std::ranges::find_if(m_systems, [&](const System& s) { return same(s.idm, command.subspan(2, 8)); });
    if (system == m_systems.end()) return silence();
    Bytes head{0x07};
    append(head, system->idm);
    const auto refuse = [&](std::uint8_t status2) {
        Bytes reply{12};
        append(reply, head);
        append(reply, Bytes{0xFF, status2});
        return reply;
    };
    if (command[10] != 1 || command[11] != 0x0B || command[12] != 0x00 || system->blocks.empty())
        return refuse(m_status2);

    const std::size_t count = command[13];
    Bytes content;
    std::size_t at = 14;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t width = at < command.size() && (command[at] & 0x80U) != 0 ? 2 : 3;
        if (at + width > command.size()) return silence();
        const std::size_t block =
            width == 2 ? command[at + 1] : static_cast<std::size_t>(command[at + 1] | command[at + 2] << 8);
        if (block >= system->blocks.size()) return refuse(0xA8);
        append(content, system->blocks[block]);
        at += width;
    }
    Bytes reply{low(13 + content.size())};
    append(reply, head);
    append(reply, Bytes{0x00, 0x00, low(count)});
    append(reply, content);
    return reply;
}

// Type 4 ------------------------------------------------------------------------------------------------------------

Result<Bytes> Type4::answer(ByteView command) {
    if (command.size() < 5) return Bytes{0x67, 0x00};
    if (command[1] == 0xA4) return answer_select(command);
    if (command[1] == 0xB0) return answer_read(command);
    return Bytes{0x6D, 0x00};
}

Bytes Type4::answer_select(ByteView command) {
    const std::size_t length = command[4];
    if (command.size() < 5 + length) return {0x67, 0x00};
    const ByteView wanted = command.subspan(5, length);
    if (command[2] == 0x04) {
        m_selected = same(wanted, m_application.name);
        m_file.reset();
        return m_selected ? Bytes{0x90, 0x00} : Bytes{0x6A, 0x82};
    }
    if (!m_selected || length != 2) return {0x6A, 0x82};
    const auto id = static_cast<std::uint16_t>(wanted[0] << 8 | wanted[1]);
    if (!m_application.files.contains(id)) return {0x6A, 0x82};
    m_file = id;
    return {0x90, 0x00};
}

Bytes Type4::answer_read(ByteView command) const {
    if (!m_file) return {0x69, 0x86};
    if (m_file == m_application.locked_file) return {0x69, 0x82};
    const Bytes& file = m_application.files.at(*m_file);
    const auto offset = static_cast<std::size_t>(command[2] << 8 | command[3]);
    const std::size_t count = command[4];
    if (count > m_application.read_limit) return {0x67, 0x00};
    if (offset + count > file.size()) return {0x6B, 0x00};
    Bytes reply(file.begin() + static_cast<std::ptrdiff_t>(offset),
                file.begin() + static_cast<std::ptrdiff_t>(offset + count));
    append(reply, Bytes{0x90, 0x00});
    return reply;
}

// Makers ------------------------------------------------------------------------------------------------------------

Bytes ndef_tlv(const Bytes& message) {
    Bytes data{0x03};
    if (message.size() < 255)
        data.push_back(low(message.size()));
    else
        append(data, Bytes{0xFF, high(message.size()), low(message.size())});
    append(data, message);
    data.push_back(0xFE);
    return data;
}

Bytes type2_memory_of(const Bytes& data_area, std::uint8_t data_area_eighths) {
    Bytes memory{0x04, 0x68, 0x95, 0x71, 0xFA, 0x5C, 0x64, 0x80, 0x42, 0x48, 0x00, 0x00, 0xE1, 0x10, data_area_eighths,
                 0x00};
    append(memory, data_area);
    memory.resize(std::max<std::size_t>(memory.size(), 16 + data_area_eighths * 8U));
    memory.resize((memory.size() + 3) / 4 * 4 + 5 * 4);  // the configuration pages behind the data area
    return memory;
}

Bytes type2_memory(const Bytes& message, std::size_t data_area_bytes) {
    return type2_memory_of(ndef_tlv(message), low(data_area_bytes / 8));
}

std::uint8_t mad_checksum(ByteView bytes) {
    std::uint8_t crc = 0xC7;
    for (const std::uint8_t byte : bytes)
        for (unsigned mask = 0x80; mask != 0; mask >>= 1) {
            const bool top = ((crc & 0x80U) != 0) != ((byte & mask) != 0);
            crc = low(std::size_t{crc} << 1U);
            if (top) crc ^= 0x1D;
        }
    return crc;
}

std::vector<Bytes> classic_blocks(const Bytes& data, std::size_t first_sector, std::size_t sectors) {
    std::vector<Bytes> blocks(64, Bytes(16));
    Bytes directory{0x01};
    for (std::size_t sector = 1; sector < 16; ++sector)
        append(directory, sector >= first_sector && sector < first_sector + sectors ? Bytes{0x03, 0xE1} : Bytes{0, 0});
    directory.insert(directory.begin(), mad_checksum(directory));
    blocks[1].assign(directory.begin(), directory.begin() + 16);
    blocks[2].assign(directory.begin() + 16, directory.end());
    for (std::size_t i = 0; i < data.size(); ++i) {
        const std::size_t data_block = i / 16;
        blocks.at((first_sector + data_block / 3) * 4 + data_block % 3)[i % 16] = data[i];
    }
    return blocks;
}

Classic classic_card(const Bytes& message) {
    std::map<std::size_t, Bytes> keys{{0, mad_key}};
    for (std::size_t sector = 1; sector < 16; ++sector)
        keys[sector] = ndef_key;
    return {classic_blocks(ndef_tlv(message), 1, 15), keys};
}

void fix_attribute_checksum(Bytes& block) {
    std::size_t sum = 0;
    for (std::size_t i = 0; i < 14; ++i)
        sum += block[i];
    block[14] = high(sum);
    block[15] = low(sum);
}

std::vector<Bytes> type3_blocks(const Bytes& message, std::uint8_t blocks_per_read) {
    const std::size_t data_blocks = std::max<std::size_t>(13, (message.size() + 15) / 16);
    Bytes attributes{0x10,
                     blocks_per_read,
                     1,
                     high(data_blocks),
                     low(data_blocks),
                     0,
                     0,
                     0,
                     0,
                     0,
                     1,
                     low(message.size() >> 16),
                     high(message.size()),
                     low(message.size()),
                     0,
                     0};
    fix_attribute_checksum(attributes);
    std::vector<Bytes> blocks(1 + data_blocks, Bytes(16));
    blocks[0] = attributes;
    for (std::size_t i = 0; i < message.size(); ++i)
        blocks[1 + i / 16][i % 16] = message[i];
    return blocks;
}

Type3 type3_card(const Bytes& message) {
    return Type3({{0x12FC, idm, type3_blocks(message)}});
}

Type4::Application type4_application(const Bytes& message, std::uint8_t mapping_version, std::uint16_t read_limit) {
    const bool extended = mapping_version >= 0x30;
    const std::size_t length_bytes = extended ? 4 : 2;
    Bytes file(length_bytes);
    file[length_bytes - 2] = high(message.size());
    file[length_bytes - 1] = low(message.size());
    append(file, message);
    file.resize(std::max<std::size_t>(file.size(), 256));

    Bytes capability{0x00, low(extended ? 17U : 15U), mapping_version, high(read_limit), low(read_limit), 0x00, 0x36};
    append(capability, extended ? Bytes{0x06, 0x08, 0xE1, 0x04, 0x00, 0x00} : Bytes{0x04, 0x06, 0xE1, 0x04});
    append(capability, Bytes{high(file.size()), low(file.size()), 0x00, 0x00});
    const std::uint8_t version_byte = mapping_version < 0x20 ? 0x00 : 0x01;
    return {{0xD2, 0x76, 0x00, 0x00, 0x85, 0x01, version_byte}, {{0xE103, capability}, {0xE104, file}}, read_limit};
}

tags::TagIdentity identity(attendance::TagTech tech) {
    const Bytes uid7{0x04, 0x68, 0x95, 0xFA, 0x5C, 0x64, 0x80};
    auto uid = attendance::CardUid::from_bytes(tech == attendance::TagTech::type3 ? idm : uid7);
    PETTAN_ASSERT(uid.has_value());
    return {tech, *uid};
}

}  // namespace fake
