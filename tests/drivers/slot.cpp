#include "drivers/slot.h"

#include <algorithm>

namespace testing {
namespace {

using base::Bytes;
using base::ByteView;
using pcsc::FelicaWay;

const Bytes sw_refused{0x63, 0x00};
const Bytes sw_unknown{0x6A, 0x81};
const Bytes sw_not_found{0x6A, 0x82};

Bytes done(ByteView data = {}) {
    Bytes answer(data.begin(), data.end());
    answer.insert(answer.end(), {0x90, 0x00});
    return answer;
}

Bytes with_check_byte(Bytes atr) {
    std::uint8_t check = 0;
    for (const std::uint8_t byte : ByteView(atr).subspan(1))
        check = static_cast<std::uint8_t>(check ^ byte);
    atr.push_back(check);
    return atr;
}

Bytes storage_card_atr(std::uint8_t standard, std::uint8_t name) {
    return with_check_byte({0x3B, 0x8F, 0x80, 0x01, 0x80, 0x4F, 0x0C, 0xA0, 0x00, 0x00, 0x03, 0x06, standard, 0x00,
                            name, 0x00, 0x00, 0x00, 0x00});
}

// The historical bytes stand behind T0 and the interface bytes that it announces.
Bytes processor_card_atr(const Bytes& ats) {
    std::size_t interface_bytes = 0;
    for (const unsigned bit : {0x10U, 0x20U, 0x40U})
        interface_bytes += (ats[1] & bit) != 0 ? 1 : 0;
    const Bytes historical(ats.begin() + static_cast<std::ptrdiff_t>(2 + interface_bytes), ats.end());
    Bytes atr{0x3B, static_cast<std::uint8_t>(0x80U | historical.size()), 0x80, 0x01};
    atr.insert(atr.end(), historical.begin(), historical.end());
    return with_check_byte(atr);
}

Bytes atr_of(const sim::Tag& tag) {
    if (const auto* processor = std::get_if<sim::Type4Memory>(&tag.memory)) return processor_card_atr(processor->ats());
    switch (tag.kind) {
        case sim::TagKind::classic_1k:
            return storage_card_atr(0x03, 0x01);
        case sim::TagKind::felica:
            return storage_card_atr(0x11, 0x3B);
        default:
            return storage_card_atr(0x03, 0x03);
    }
}

}  // namespace

const sim::Tag* Slot::tag() const {
    return m_active ? m_field.tag(*m_active) : nullptr;
}

// The reader looks for a card by itself. False: there is none.
bool Slot::activate() {
    if (tag() != nullptr) return true;
    m_active.reset();
    if (m_field.handles().empty()) return false;
    set_power(true);
    return tag() != nullptr;
}

void Slot::set_power(bool on) {
    m_active.reset();
    m_field.set_power(false);  // powering what has power is a reset
    if (!on) return;
    m_field.set_power(true);
    auto found = m_field.request_a({}, 1);
    if (found.empty()) found = m_field.request_f(0xFFFF, 1);
    if (found.empty()) return;
    m_active = found.front();
    m_field.enter_protocol(*m_active);
}

Bytes Slot::atr() {
    return activate() ? atr_of(*tag()) : Bytes();
}

sim::Answer Slot::exchange(const Bytes& command) {
    return m_field.exchange(*m_active, command, sim::Field::Blocks::by_chip);
}

Bytes Slot::transmit(ByteView apdu) {
    if (!activate() || apdu.size() < 4) return {};
    if (apdu[0] == 0xFF) return pseudo_apdu(apdu);
    const auto answer = exchange(Bytes(apdu.begin(), apdu.end()));
    const auto* bytes = std::get_if<Bytes>(&answer);
    return bytes == nullptr ? Bytes() : *bytes;
}

Bytes Slot::pseudo_apdu(ByteView apdu) {
    const ByteView data = apdu.size() > 5 ? apdu.subspan(5) : ByteView();
    switch (apdu[1]) {
        case 0xCA:
            return done(m_field.uid(*m_active));
        case 0x82:
            m_key.assign(data.begin(), data.end());
            return done();
        case 0x86:
            return data.size() == 5 ? authenticate(data[2]) : sw_unknown;
        case 0xA4:
            if (m_way != FelicaWay::blocks || data.size() != 2) return sw_unknown;
            m_service = static_cast<std::uint16_t>(data[0] | data[1] << 8U);
            return read_binary(0) == sw_refused ? sw_not_found : done();
        case 0xB0:
            return read_binary(static_cast<std::uint16_t>(apdu[2] << 8U | apdu[3]));
        case 0x00:
            if (m_way == FelicaWay::pn532 && apdu[2] == 0x52) {
                m_beeps = apdu[3] != 0x00;
                return done();
            }
            return m_way == FelicaWay::blocks ? sw_unknown : pass(data);
    }
    return sw_unknown;
}

Bytes Slot::read_binary(std::uint16_t block) {
    const bool felica = tag()->kind == sim::TagKind::felica;
    if (felica && m_way != FelicaWay::blocks) return sw_unknown;
    Bytes command{0x30, static_cast<std::uint8_t>(block)};
    if (felica) {
        command = {16, 0x06};
        command.insert(command.end(), tag()->uid.begin(), tag()->uid.end());
        command.insert(command.end(),
                       {1, static_cast<std::uint8_t>(m_service & 0xFFU), static_cast<std::uint8_t>(m_service >> 8U), 1,
                        0x80, static_cast<std::uint8_t>(block)});
    }
    const auto answer = exchange(command);
    const auto* bytes = std::get_if<Bytes>(&answer);
    constexpr std::size_t felica_header = 13;
    if (bytes == nullptr || (felica && bytes->size() < felica_header)) return sw_refused;
    return done(felica ? ByteView(*bytes).subspan(felica_header) : ByteView(*bytes));
}

Bytes Slot::authenticate(std::uint8_t block) {
    Bytes command{0x60, block};
    command.insert(command.end(), m_key.begin(), m_key.end());
    const Bytes uid = m_field.uid(*m_active);
    command.insert(command.end(), uid.end() - 4, uid.end());
    return std::holds_alternative<sim::Ack>(exchange(command)) ? done() : sw_refused;
}

Bytes Slot::pass(ByteView data) {
    const bool chip_command = m_way == FelicaWay::pn532;
    if (chip_command && (data.size() < 3 || data[0] != 0xD4 || data[1] != 0x42)) return sw_refused;
    const ByteView frame = chip_command ? data.subspan(2) : data;
    const auto answer = exchange(Bytes(frame.begin(), frame.end()));
    const auto* bytes = std::get_if<Bytes>(&answer);
    if (bytes == nullptr) return chip_command ? done(Bytes{0xD5, 0x43, 0x01}) : sw_refused;
    Bytes reply = chip_command ? Bytes{0xD5, 0x43, 0x00} : Bytes();
    reply.insert(reply.end(), bytes->begin(), bytes->end());
    return done(reply);
}

}  // namespace testing
