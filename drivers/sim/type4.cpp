#include "sim/type4.h"

#include <algorithm>
#include <array>

namespace sim {
namespace {

constexpr std::array<std::uint8_t, 7> ndef_application = {0xD2, 0x76, 0x00, 0x00, 0x85, 0x01, 0x01};
constexpr std::array<std::uint8_t, 2> capability_container_id = {0xE1, 0x03};
constexpr std::array<std::uint8_t, 2> ndef_file_id = {0xE1, 0x04};

const base::Bytes sw_done = {0x90, 0x00};
const base::Bytes sw_wrong_length = {0x67, 0x00};
const base::Bytes sw_no_file_selected = {0x69, 0x86};
const base::Bytes sw_not_found = {0x6A, 0x82};
const base::Bytes sw_wrong_parameters = {0x6A, 0x86};
const base::Bytes sw_beyond_end = {0x6B, 0x00};
const base::Bytes sw_unknown_instruction = {0x6D, 0x00};
const base::Bytes sw_unknown_class = {0x6E, 0x00};

std::uint8_t high(std::size_t value) {
    return static_cast<std::uint8_t>(value >> 8U & 0xFFU);
}
std::uint8_t low(std::size_t value) {
    return static_cast<std::uint8_t>(value & 0xFFU);
}

}  // namespace

void Type4Memory::install_ndef(base::Bytes file, std::uint16_t read_max) {
    m_ndef_file = std::move(file);
    m_read_max = read_max;
    const std::size_t size = m_ndef_file.size();
    m_capability_container = {0x00, 0x0F, 0x20, high(read_max), low(read_max), 0x00,          0x34, 0x04,
                              0x06, 0xE1, 0x04, high(size),     low(size),     0x00 /*read*/, 0xFF /*write*/};
}

void Type4Memory::forget() {
    m_in_protocol = false;
    m_application_selected = false;
    m_file = File::none;
}

Answer Type4Memory::answer(base::ByteView frame) {
    constexpr std::uint8_t rats = 0xE0;
    if (frame.empty()) return Silence{};
    const std::uint8_t first = frame[0];
    if (!m_in_protocol) {
        if (first != rats || frame.size() != 2) return Silence{};
        m_in_protocol = true;
        return m_ats;
    }
    if ((first & 0xF6U) == 0xB2U) return base::Bytes{static_cast<std::uint8_t>(0xA2U | (first & 1U))};  // R(NAK)
    if ((first & 0xFEU) != 0x02U) return Silence{};
    base::Bytes block = {first};  // I-block, the same number back
    const base::Bytes data = apdu(frame.subspan(1));
    block.insert(block.end(), data.begin(), data.end());
    return block;
}

base::Bytes Type4Memory::apdu(base::ByteView command) {
    if (command.size() < 4) return sw_wrong_length;
    if (command[0] != 0x00) return sw_unknown_class;
    constexpr std::uint8_t ins_select = 0xA4;
    constexpr std::uint8_t ins_read_binary = 0xB0;
    if (command[1] == ins_read_binary) {
        if (command.size() != 5) return sw_wrong_length;
        return read_binary(static_cast<std::size_t>(command[2]) << 8U | command[3],
                           command[4] == 0 ? 256U : command[4]);
    }
    if (command[1] != ins_select) return sw_unknown_instruction;
    if (command.size() < 5) return sw_wrong_length;
    const std::size_t length = command[4];
    if (command.size() != 5 + length && command.size() != 6 + length) return sw_wrong_length;
    const base::ByteView data = command.subspan(5, length);
    if (command[2] == 0x04) return select_by_name(data);
    if (command[2] == 0x00) return select_file(data);
    return sw_wrong_parameters;
}

base::Bytes Type4Memory::select_by_name(base::ByteView name) {
    m_file = File::none;
    m_application_selected = !m_capability_container.empty() && std::ranges::equal(name, ndef_application);
    return m_application_selected ? sw_done : sw_not_found;
}

base::Bytes Type4Memory::select_file(base::ByteView id) {
    m_file = File::none;
    if (m_application_selected && std::ranges::equal(id, capability_container_id)) m_file = File::capability_container;
    if (m_application_selected && std::ranges::equal(id, ndef_file_id)) m_file = File::ndef;
    return m_file != File::none ? sw_done : sw_not_found;
}

base::Bytes Type4Memory::read_binary(std::size_t offset, std::size_t length_expected) const {
    if (m_file == File::none) return sw_no_file_selected;
    const base::ByteView file = m_file == File::ndef ? m_ndef_file : m_capability_container;
    if (offset >= file.size()) return sw_beyond_end;
    const std::size_t length_max = std::min<std::size_t>(length_expected, m_read_max);
    const base::ByteView rest = file.subspan(offset);
    const base::ByteView part = rest.first(std::min(rest.size(), length_max));
    base::Bytes answer(part.begin(), part.end());
    answer.insert(answer.end(), sw_done.begin(), sw_done.end());
    return answer;
}

}  // namespace sim
