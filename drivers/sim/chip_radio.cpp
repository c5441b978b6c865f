// The PN532's commands that speak to tags.
#include <algorithm>

#include "sim/chip.h"
#include "sim/commands.h"

namespace sim {
namespace {

constexpr std::uint8_t code_of(Command command) {
    return static_cast<std::uint8_t>(command + 1);
}

// The chip hands the host at most this much of a tag's answer.
constexpr std::size_t answer_bytes_max = 262;

constexpr std::uint8_t parameter_auto_rats = 0x10;
constexpr std::uint8_t crc_enabled = 0x80;
constexpr std::uint8_t framing_mask = 0x03;
constexpr std::uint8_t parity_disabled = 0x10;
constexpr std::uint8_t last_bits = 0x07;

// ISO/IEC 14443-3 CRC_A: polynomial 1021 reflected, preset 6363, low byte first.
base::Bytes crc_a(base::ByteView bytes) {
    unsigned crc = 0x6363;
    for (const std::uint8_t byte : bytes) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 1U) != 0 ? (crc >> 1U) ^ 0x8408U : crc >> 1U;
    }
    return {static_cast<std::uint8_t>(crc & 0xFFU), static_cast<std::uint8_t>(crc >> 8U)};
}

// Numbers of more than four bytes come to the chip with their cascade tags (88) between.
base::Bytes without_cascade_tags(base::ByteView uid) {
    base::Bytes plain;
    for (std::size_t i = 0; i < uid.size(); ++i)
        if (uid.size() <= 7 || i % 4 != 0 || i + 4 >= uid.size()) plain.push_back(uid[i]);
    return plain;
}

}  // namespace

std::optional<Chip::Reply> Chip::list_passive_targets(base::ByteView parameters, base::MonotonicTime start) {
    if (parameters.size() < 2 || parameters[0] < 1 || parameters[0] > 2) return Reply{};
    const std::size_t count_max = parameters[0];
    const std::uint8_t technology = parameters[1];
    const base::ByteView initiator = parameters.subspan(2);
    m_field.set_power(true);
    m_targets.clear();

    Polling polling;
    polling.not_found = {code_of(cmd_in_list_passive_target), 0x00};
    if (m_retries != 0xFF) polling.attempts_left = m_retries + 1U;
    polling.pause = m_timing.empty_attempt();
    polling.next = start;
    if (technology == 0x00) {
        m_registers[reg_tx_mode] = m_registers[reg_rx_mode] = crc_enabled;
        polling.attempt = [this, count_max, uid = without_cascade_tags(initiator)] {
            return attempt_a(uid, count_max);
        };
    } else {
        polling.attempt = [] { return std::nullopt; };
    }
    m_polling = std::move(polling);
    return std::nullopt;
}

std::optional<Chip::Reply> Chip::attempt_a(base::ByteView uid, std::size_t count_max) {
    m_targets = m_field.request_a(uid, count_max);
    m_active_target = 0;
    if (m_targets.empty()) return std::nullopt;
    Reply reply{{code_of(cmd_in_list_passive_target), static_cast<std::uint8_t>(m_targets.size())}};
    for (std::size_t i = 0; i < m_targets.size(); ++i) {
        const base::Bytes data = target_data_a(m_targets[i], i + 1);
        reply.body.insert(reply.body.end(), data.begin(), data.end());
        reply.radio += m_timing.select_a(m_field.uid(m_targets[i]).size(), false);
    }
    return reply;
}

base::Bytes Chip::target_data_a(TagHandle handle, std::size_t number) const {
    const base::Bytes uid = m_field.uid(handle);
    const TypeAIdentity identity = type_a_identity(m_field.tag(handle)->kind, uid.size());
    base::Bytes data = {static_cast<std::uint8_t>(number), identity.atqa_high, identity.atqa_low, identity.sak,
                        static_cast<std::uint8_t>(uid.size())};
    data.insert(data.end(), uid.begin(), uid.end());
    if ((m_parameters & parameter_auto_rats) != 0) data.insert(data.end(), identity.ats.begin(), identity.ats.end());
    return data;
}

Chip::Reply Chip::exchange_data(base::ByteView parameters) {
    if (parameters.size() < 2) return {};
    const std::uint8_t number = parameters[0] & 0x3FU;
    if (number < 1 || number > m_targets.size()) return {{code_of(cmd_in_data_exchange), status_wrong_context}};
    if (m_active_target != number - 1U) {
        m_active_target = number - 1U;
        m_field.activate(m_targets[m_active_target]);
    }
    const base::ByteView data = parameters.subspan(1);
    return reply_of(code_of(cmd_in_data_exchange), m_field.exchange(m_targets[m_active_target], data), data.size(),
                    false);
}

// The host frames by itself; with its checksum settings it may also count the checksum by itself.
Chip::Reply Chip::communicate_thru(base::ByteView parameters) {
    const std::uint8_t tx_mode = register_value(reg_tx_mode);
    const bool other_framing = (tx_mode & framing_mask) != 0 ||
                               (register_value(reg_manual_rcv) & parity_disabled) != 0 ||
                               (register_value(reg_bit_framing) & last_bits) != 0;
    base::ByteView data = parameters;
    bool heard = !other_framing && !m_targets.empty() && !data.empty();
    if (heard && (tx_mode & crc_enabled) == 0) {
        heard = data.size() > 2;
        if (heard) {
            const base::ByteView crc = data.last(2);
            data = data.first(data.size() - 2);
            heard = std::ranges::equal(crc, crc_a(data));
        }
    }
    const Answer answer = heard ? m_field.exchange(m_targets[m_active_target], data) : Answer(Silence{});
    return reply_of(code_of(cmd_in_communicate_thru), answer, parameters.size(), true);
}

Chip::Reply Chip::reply_of(std::uint8_t code, const Answer& answer, std::size_t sent, bool raw) {
    if (std::holds_alternative<Silence>(answer)) return {{code, status_timeout}, m_timing.no_answer()};
    const bool crc_kept = raw && (register_value(reg_rx_mode) & crc_enabled) == 0;
    m_registers[reg_control] = register_value(reg_control) & static_cast<std::uint8_t>(~last_bits);
    if (const base::Bytes* data = std::get_if<base::Bytes>(&answer)) {
        if (data->size() > answer_bytes_max) return {{code, status_buffer_too_small}};
        Reply reply{{code, status_ok}, m_timing.exchange_a(sent + data->size() + 4)};
        reply.body.insert(reply.body.end(), data->begin(), data->end());
        if (crc_kept) {
            const base::Bytes crc = crc_a(*data);
            reply.body.insert(reply.body.end(), crc.begin(), crc.end());
        }
        return reply;
    }
    // Four bits: without checksums they are handed out as they are; otherwise they are a broken frame, or a plain yes.
    const bool yes = std::holds_alternative<Ack>(answer);
    const base::MonotonicTime radio = m_timing.exchange_a(sent + 3);
    if (crc_kept) {
        m_registers[reg_control] = static_cast<std::uint8_t>(register_value(reg_control) | 4U);
        return {{code, status_ok, yes ? std::uint8_t{0x0A} : std::get<Nak>(answer).code}, radio};
    }
    if (raw) return {{code, status_crc}, radio};
    return {{code, yes ? status_ok : status_format}, radio};
}

// InDeselect and InRelease: the tags are halted; after InRelease the chip also forgets them.
Chip::Reply Chip::release(std::uint8_t code, base::ByteView parameters) {
    if (parameters.size() != 1) return {};
    const std::size_t number = parameters[0];
    if (number > m_targets.size()) return {{code, status_wrong_context}};
    for (std::size_t i = 0; i < m_targets.size(); ++i)
        if (number == 0 || number == i + 1) m_field.halt(m_targets[i]);
    if (code == code_of(cmd_in_release)) m_targets.clear();
    return {{code, status_ok}};
}

Chip::Reply Chip::select(base::ByteView parameters) {
    if (parameters.size() != 1) return {};
    const std::size_t number = parameters[0];
    if (number < 1 || number > m_targets.size()) return {{code_of(cmd_in_select), status_wrong_context}};
    m_active_target = number - 1;
    m_field.activate(m_targets[m_active_target]);
    return {{code_of(cmd_in_select), status_ok}};
}

// Diagnose 06: is the target still there?
Chip::Reply Chip::attention_request() {
    const bool there = !m_targets.empty() && m_field.tag(m_targets[m_active_target]) != nullptr;
    return {{code_of(cmd_diagnose), there ? status_ok : status_timeout}};
}

}  // namespace sim
