#include "sim/type3.h"

#include <algorithm>

#include "base/check.h"

namespace sim {
namespace {

constexpr std::uint8_t cmd_request_response = 0x04;
constexpr std::uint8_t cmd_read_without_encryption = 0x06;
constexpr std::uint8_t cmd_request_system_code = 0x0C;

constexpr base::ByteView::size_type header_bytes = 10;  // length, command, IDm

std::uint8_t high(std::size_t value) {
    return static_cast<std::uint8_t>(value >> 8U & 0xFFU);
}
std::uint8_t low(std::size_t value) {
    return static_cast<std::uint8_t>(value & 0xFFU);
}

bool matches(std::uint16_t system, std::uint16_t wanted) {
    const auto byte_matches = [](std::uint8_t have, std::uint8_t want) { return want == 0xFF || have == want; };
    return byte_matches(high(system), high(wanted)) && byte_matches(low(system), low(wanted));
}

}  // namespace

Type3Memory::Type3Memory(base::ByteView idm, std::vector<std::uint16_t> systems)
    : m_idm(idm.begin(), idm.end()), m_systems(std::move(systems)) {
    PETTAN_ASSERT(idm.size() == 8 && !m_systems.empty());
}

void Type3Memory::put_service(std::uint16_t code, base::ByteView blocks) {
    base::Bytes whole(blocks.begin(), blocks.end());
    whole.resize((whole.size() + type3_block_bytes - 1) / type3_block_bytes * type3_block_bytes);
    m_services[code] = std::move(whole);
}

void Type3Memory::format_ndef(base::ByteView message, std::uint16_t blocks_max) {
    PETTAN_ASSERT(message.size() <= blocks_max * type3_block_bytes);
    base::Bytes area = {0x10, 0x04, 0x01, high(blocks_max), low(blocks_max), 0, 0, 0, 0, 0x00, 0x00};
    area.insert(area.end(), {high(message.size() >> 8U), high(message.size()), low(message.size())});
    std::size_t sum = 0;
    for (const std::uint8_t byte : area)
        sum += byte;
    area.insert(area.end(), {high(sum), low(sum)});
    area.insert(area.end(), message.begin(), message.end());
    area.resize((blocks_max + 1U) * type3_block_bytes);
    put_service(type3_ndef_service, area);
}

std::optional<base::Bytes> Type3Memory::poll(std::uint16_t system, std::uint8_t request_code) const {
    const auto found = std::ranges::find_if(m_systems, [&](std::uint16_t own) { return matches(own, system); });
    if (found == m_systems.end()) return std::nullopt;
    base::Bytes data = {0x01, 0x20, 0x22, 0x04, 0x27, 0x67, 0x4E, 0xFF};  // manufacture parameters
    if (request_code == 0x01) data.insert(data.end(), {high(*found), low(*found)});
    return reply(0x01, data);
}

base::Bytes Type3Memory::reply(std::uint8_t code, base::ByteView data) const {
    base::Bytes frame = {static_cast<std::uint8_t>(header_bytes + data.size()), code};
    frame.insert(frame.end(), m_idm.begin(), m_idm.end());
    frame.insert(frame.end(), data.begin(), data.end());
    return frame;
}

// A FeliCa card does not refuse: it is silent to what it does not understand.
Answer Type3Memory::answer(base::ByteView frame) {
    if (frame.size() < header_bytes || frame[0] != frame.size()) return Silence{};
    if (!std::ranges::equal(frame.subspan(2, 8), m_idm)) return Silence{};
    const base::ByteView parameters = frame.subspan(header_bytes);
    switch (frame[1]) {
        case cmd_request_response:
            if (m_lite || !parameters.empty()) return Silence{};
            return reply(cmd_request_response + 1, base::Bytes{0x00});
        case cmd_request_system_code: {
            if (m_lite || !parameters.empty()) return Silence{};
            base::Bytes data = {static_cast<std::uint8_t>(m_systems.size())};
            for (const std::uint16_t system : m_systems)
                data.insert(data.end(), {high(system), low(system)});
            return reply(cmd_request_system_code + 1, data);
        }
        case cmd_read_without_encryption:
            return read_without_encryption(parameters);
    }
    return Silence{};
}

// One service, then a list of blocks of two bytes (80 nn) or three (00 nn nn, low byte first). Other than zero status
// flags say why nothing was read.
Answer Type3Memory::read_without_encryption(base::ByteView parameters) const {
    constexpr std::uint8_t code = cmd_read_without_encryption + 1;
    if (parameters.size() < 4 || parameters[0] != 1) return Silence{};
    const auto service = static_cast<std::uint16_t>(parameters[1] | parameters[2] << 8U);
    const std::size_t count = parameters[3];
    base::ByteView list = parameters.subspan(4);
    const auto found = m_services.find(service);
    if (found == m_services.end()) return reply(code, base::Bytes{0x01, 0xA6});
    if (count == 0 || count > (m_lite ? 4U : 12U)) return reply(code, base::Bytes{0x01, 0xA2});
    base::Bytes data = {0x00, 0x00, static_cast<std::uint8_t>(count)};
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t element = !list.empty() && (list[0] & 0x80U) != 0 ? 2 : 3;
        if (list.size() < element) return Silence{};
        const std::size_t block = element == 2 ? list[1] : static_cast<std::size_t>(list[1] | list[2] << 8U);
        list = list.subspan(element);
        const std::size_t begin = block * type3_block_bytes;
        if (begin + type3_block_bytes > found->second.size()) return reply(code, base::Bytes{0x01, 0xA8});
        const base::ByteView bytes = base::ByteView(found->second).subspan(begin, type3_block_bytes);
        data.insert(data.end(), bytes.begin(), bytes.end());
    }
    if (!list.empty()) return Silence{};
    return reply(code, data);
}

}  // namespace sim
