// The PN532's commands that speak to a selected tag.
#include <algorithm>

#include "sim/chip.h"
#include "sim/commands.h"
#include "sim/crc.h"

namespace sim {
namespace {

// The chip hands the host at most this much of a tag's answer.
constexpr std::size_t answer_bytes_max = 262;

}  // namespace

// The chip frames: MIFARE commands, APDUs of an ISO-DEP tag, FeliCa frames.
Chip::Reply Chip::exchange_data(base::ByteView parameters) {
    constexpr std::uint8_t code = reply_code(cmd_in_data_exchange);
    if (parameters.size() < 2) return {};
    const std::size_t number = parameters[0];
    if (number < 1 || number > m_targets.size()) return {{code, status_wrong_context}};
    if (m_active_target != number - 1) {
        m_active_target = number - 1;
        m_field.activate(m_targets[m_active_target]);
    }
    const base::ByteView data = parameters.subspan(1);
    const Answer answer = m_field.exchange(m_targets[m_active_target], data, Field::Blocks::by_chip);
    return reply_of(code, answer, data.size(), RawFrame::no);
}

// The host frames by itself; with its checksum settings it may also count the checksum by itself. Frames of other
// technologies, of odd bits or with the host's own parity find no tag that understands them.
Chip::Reply Chip::communicate_thru(base::ByteView parameters) {
    const std::uint8_t tx_mode = register_value(reg_tx_mode);
    const bool host_counts_bits = (register_value(reg_manual_rcv) & bits_parity_disabled) != 0 ||
                                  (register_value(reg_bit_framing) & bits_last) != 0;
    const Tag* target = m_targets.empty() ? nullptr : m_field.tag(m_targets[m_active_target]);
    base::ByteView data = parameters;
    bool heard = target != nullptr && !data.empty() && !host_counts_bits;
    if (heard) heard = (tx_mode & bits_framing) == (is_type_a(target->kind) ? framing_a : framing_f);
    if (heard && (tx_mode & bits_crc) == 0) {
        heard = data.size() > 2;
        if (heard) {
            const base::ByteView crc = data.last(2);
            data = data.first(data.size() - 2);
            heard = std::ranges::equal(crc, crc_a(data));
        }
    }
    const Answer answer =
        heard ? m_field.exchange(m_targets[m_active_target], data, Field::Blocks::by_host) : Silence{};
    return reply_of(reply_code(cmd_in_communicate_thru), answer, parameters.size(), RawFrame::yes);
}

Chip::Reply Chip::reply_of(std::uint8_t code, const Answer& answer, std::size_t sent, RawFrame raw) {
    const auto exchange = [&](std::size_t received) {
        const bool felica = (register_value(reg_tx_mode) & bits_framing) == framing_f;
        return felica ? m_timing.exchange_f(sent + received) : m_timing.exchange_a(sent + received);
    };
    const bool crc_kept = raw == RawFrame::yes && (register_value(reg_rx_mode) & bits_crc) == 0;
    const auto four_bits = [&](std::uint8_t bits, Status otherwise) -> Reply {
        m_registers[reg_control] |= crc_kept ? 4U : 0U;
        if (crc_kept) return {{code, status_ok, bits}, exchange(1)};
        return {{code, raw == RawFrame::yes ? status_crc : otherwise}, exchange(1)};
    };
    m_registers[reg_control] = register_value(reg_control) & static_cast<std::uint8_t>(~bits_last);
    if (std::holds_alternative<Silence>(answer)) return {{code, status_timeout}, m_timing.no_answer()};
    if (std::holds_alternative<AuthenticationFailed>(answer))
        return {{code, status_mifare_authentication}, m_timing.no_answer()};
    if (std::holds_alternative<Ack>(answer)) return four_bits(0x0A, status_ok);
    if (const Nak* nak = std::get_if<Nak>(&answer)) return four_bits(nak->code, status_format);

    const base::Bytes& data = std::get<base::Bytes>(answer);
    if (data.size() > answer_bytes_max) return {{code, status_buffer_too_small}, exchange(data.size())};
    Reply reply{{code, status_ok}, exchange(data.size())};
    reply.body.insert(reply.body.end(), data.begin(), data.end());
    if (crc_kept) {
        const base::Bytes crc = crc_a(data);
        reply.body.insert(reply.body.end(), crc.begin(), crc.end());
    }
    return reply;
}

// Diagnose 06: is the target still there?
Chip::Reply Chip::attention_request() {
    const bool there = !m_targets.empty() && m_field.tag(m_targets[m_active_target]) != nullptr;
    return {{reply_code(cmd_diagnose), there ? status_ok : status_timeout}};
}

}  // namespace sim
