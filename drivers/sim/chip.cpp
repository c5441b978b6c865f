#include "sim/chip.h"

#include <algorithm>

#include "sim/commands.h"

namespace sim {
namespace {

constexpr std::uint8_t wake_up_byte = 0x55;

// Replies whose first data byte is a status.
bool has_status(std::uint8_t command) {
    switch (command) {
        case cmd_power_down:
        case cmd_in_data_exchange:
        case cmd_in_communicate_thru:
        case cmd_in_psl:
        case cmd_in_select:
            return true;
    }
    return false;
}

}  // namespace

void Chip::receive(base::ByteView bytes, base::MonotonicTime now) {
    if (m_power == Power::asleep) {
        const auto wake = std::find(bytes.begin(), bytes.end(), wake_up_byte);
        if (wake == bytes.end()) return;
        bytes = bytes.subspan(static_cast<std::size_t>(wake - bytes.begin()));
        m_power = Power::awaiting_sam;
    }
    m_reader.push(bytes);
    while (const std::optional<HostFrame> frame = m_reader.next())
        take_frame(*frame, now);
}

base::Bytes Chip::transmit(base::MonotonicTime now) {
    run_polling(now);
    base::Bytes bytes;
    for (const Emission& emission : m_line)
        if (emission.due <= now) bytes.insert(bytes.end(), emission.bytes.begin(), emission.bytes.end());
    std::erase_if(m_line, [&](const Emission& emission) { return emission.due <= now; });
    return bytes;
}

std::optional<base::MonotonicTime> Chip::next_event() const {
    std::optional<base::MonotonicTime> next;
    if (!m_line.empty()) next = m_line.front().due;
    if (m_polling && (!next || m_polling->next < *next)) next = m_polling->next;
    return next;
}

void Chip::brown_out() {
    power_down();
    m_registers.clear();
    m_parameters = 0x14;
    m_retries = 0xFF;
    m_line.clear();
}

void Chip::power_down() {
    m_power = Power::asleep;
    m_reader.clear();
    m_polling.reset();
    m_targets.clear();
    m_field.set_power(false);
}

void Chip::take_frame(const HostFrame& frame, base::MonotonicTime now) {
    if (std::holds_alternative<HostAck>(frame)) {
        m_polling.reset();
    } else if (std::holds_alternative<HostNack>(frame)) {
        if (!m_last_reply.empty()) send(m_last_reply, now + m_timing.line(m_last_reply.size()));
    } else {
        take_command(std::get<HostCommand>(frame).bytes, now);
    }
}

void Chip::take_command(base::ByteView command, base::MonotonicTime now) {
    if (m_power == Power::awaiting_sam) {
        if (command[0] != cmd_sam_configuration) return;
        m_power = Power::normal;
    }
    m_polling.reset();  // a new command ends the one in work
    ++m_commands;
    m_reply_fault = fault_for(command);
    if (m_reply_fault == FaultKind::mute) return;
    m_delay = m_reply_fault == FaultKind::late ? m_fault->delay : base::MonotonicTime{};
    const base::MonotonicTime start = now + m_timing.line(encode_command(command).size());
    send_ack(start);
    if (const std::optional<Reply> reply = execute(command, start)) send_reply(*reply, start);
}

std::optional<FaultKind> Chip::fault_for(base::ByteView command) {
    if (!m_fault) return std::nullopt;
    if (m_fault->kind == FaultKind::status_80 && !has_status(command[0])) return std::nullopt;
    if (m_fault->skip > 0) {
        --m_fault->skip;
        return std::nullopt;
    }
    if (m_fault->commands && (*m_fault->commands)-- <= 0) {
        m_fault.reset();
        return std::nullopt;
    }
    return m_fault->kind;
}

void Chip::send_ack(base::MonotonicTime due) {
    if (m_reply_fault == FaultKind::no_ack) return;
    base::Bytes ack = m_reply_fault == FaultKind::garbage ? noise(6) : encode_ack();
    due += m_timing.line(ack.size()) + m_delay;
    send(std::move(ack), due);
}

void Chip::send_reply(const Reply& reply, base::MonotonicTime start) {
    base::Bytes body = reply.body;
    if (m_reply_fault == FaultKind::status_80 && body.size() > 1) body[1] |= 0x80U;
    base::Bytes frame = body.empty() ? encode_error() : encode_reply(body);
    m_last_reply = frame;
    if (m_reply_fault == FaultKind::bad_checksum) frame[frame.size() - 2] ^= 0x01U;
    if (m_reply_fault == FaultKind::truncated) frame.resize(frame.size() / 2);
    if (m_reply_fault == FaultKind::garbage) frame = noise(frame.size());
    const base::MonotonicTime due = start + reply.radio + m_timing.line(encode_ack().size() + frame.size()) + m_delay;
    send(std::move(frame), due);
}

// Kept in the order of their times: a late reply does not hold up the next one.
void Chip::send(base::Bytes bytes, base::MonotonicTime due) {
    const auto later = std::find_if(m_line.begin(), m_line.end(), [&](const Emission& e) { return e.due > due; });
    m_line.insert(later, Emission{due, std::move(bytes)});
}

base::Bytes Chip::noise(std::size_t count) {
    base::Bytes bytes(count);
    for (std::uint8_t& byte : bytes)
        byte = static_cast<std::uint8_t>(m_noise());
    return bytes;
}

void Chip::run_polling(base::MonotonicTime now) {
    while (m_polling && m_polling->next <= now) {
        const base::MonotonicTime start = m_polling->next;
        if (const std::optional<Reply> found = m_polling->attempt()) {
            ++m_selects;
            m_polling.reset();
            send_reply(*found, start);
            return;
        }
        m_polling->next += m_polling->pause;
        if (m_polling->attempts_left && --*m_polling->attempts_left == 0) {
            const Reply nothing{m_polling->not_found, m_polling->pause};
            m_polling.reset();
            send_reply(nothing, start);
        }
    }
}

std::optional<Chip::Reply> Chip::execute(base::ByteView command, base::MonotonicTime start) {
    const base::ByteView parameters = command.subspan(1);
    const Reply done{{reply_code(command[0])}};
    switch (command[0]) {
        case cmd_diagnose: {
            if (parameters.empty()) return Reply{};
            if (parameters[0] == 0x06) return attention_request();
            base::Bytes body = done.body;  // the line test sends back what it was given; the memory tests pass
            if (parameters[0] == 0x00)
                body.insert(body.end(), parameters.begin(), parameters.end());
            else
                body.push_back(0x00);
            return Reply{body};
        }
        case cmd_get_firmware_version:
            return Reply{{reply_code(command[0]), 0x32, 0x01, 0x06, 0x07}};
        case cmd_get_general_status:
            return get_general_status();
        case cmd_read_register:
            return read_registers(parameters);
        case cmd_write_register:
            return write_registers(parameters);
        case cmd_set_serial_baud_rate:
            return done;
        case cmd_set_parameters:
            if (parameters.size() != 1) return Reply{};
            m_parameters = parameters[0];
            return done;
        case cmd_sam_configuration:
            return parameters.empty() ? Reply{} : done;
        case cmd_power_down:
            power_down();
            return Reply{{reply_code(command[0]), status_ok}};
        case cmd_rf_configuration:
            return configure_radio(parameters);
        case cmd_in_list_passive_target:
            return list_passive_targets(parameters, start);
        case cmd_in_auto_poll:
            return auto_poll(parameters, start);
        case cmd_in_data_exchange:
            return exchange_data(parameters);
        case cmd_in_communicate_thru:
            return communicate_thru(parameters);
        case cmd_in_deselect:
        case cmd_in_release:
            return release(reply_code(command[0]), parameters);
        case cmd_in_select:
            return select(parameters);
        case cmd_in_psl:
            return Reply{{reply_code(command[0]), m_targets.empty() ? status_wrong_context : status_ok}};
    }
    return Reply{};
}

Chip::Reply Chip::get_general_status() const {
    const auto field = static_cast<std::uint8_t>(m_field.power() ? 1 : 0);
    base::Bytes body = {reply_code(cmd_get_general_status), status_ok, field,
                        static_cast<std::uint8_t>(m_targets.size())};
    for (std::size_t i = 0; i < m_targets.size(); ++i) {
        const base::Bytes target = {static_cast<std::uint8_t>(i + 1), 0x00, 0x00, 0x10};
        body.insert(body.end(), target.begin(), target.end());
    }
    body.push_back(0x00);
    return {body};
}

std::uint8_t Chip::register_value(std::uint16_t address) const {
    const auto at = m_registers.find(address);
    if (at != m_registers.end()) return at->second;
    // Out of reset the chip handles the checksums of type A by itself.
    return address == reg_tx_mode || address == reg_rx_mode ? bits_crc : 0x00;
}

Chip::Reply Chip::read_registers(base::ByteView parameters) {
    if (parameters.empty() || parameters.size() % 2 != 0) return {};
    base::Bytes body = {reply_code(cmd_read_register)};
    for (std::size_t i = 0; i < parameters.size(); i += 2)
        body.push_back(register_value(static_cast<std::uint16_t>(parameters[i] << 8U | parameters[i + 1])));
    return {body};
}

Chip::Reply Chip::write_registers(base::ByteView parameters) {
    if (parameters.empty() || parameters.size() % 3 != 0) return {};
    for (std::size_t i = 0; i < parameters.size(); i += 3)
        m_registers[static_cast<std::uint16_t>(parameters[i] << 8U | parameters[i + 1])] = parameters[i + 2];
    return {{reply_code(cmd_write_register)}};
}

Chip::Reply Chip::configure_radio(base::ByteView parameters) {
    constexpr std::uint8_t item_field = 0x01;
    constexpr std::uint8_t item_retries = 0x05;
    if (parameters.size() < 2) return {};
    if (parameters[0] == item_field) {
        m_field.set_power((parameters[1] & 1U) != 0);
        if (!m_field.power()) m_targets.clear();
    }
    if (parameters[0] == item_retries) {
        if (parameters.size() != 4) return {};
        m_retries = parameters[3];
    }
    return {{reply_code(cmd_rf_configuration)}};
}

}  // namespace sim
