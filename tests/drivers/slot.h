// What a PC/SC reader with one contactless slot makes of the tags in its field: an ATR, and the pseudo-APDUs of PC/SC part
// 3, with FeliCa frames as three makers' readers pass them. Pure; one thread.
#pragma once

#include <optional>

#include "pcsc/felica_way.h"
#include "sim/field.h"

namespace testing {

class Slot {
public:
    explicit Slot(pcsc::FelicaWay way) : m_way(way), m_field(1) {}

    sim::Field& field() { return m_field; }

    // Of the card that lies there; empty: none does.
    base::Bytes atr();
    void set_power(bool on);
    // The answer with its status; empty: no card answers.
    base::Bytes transmit(base::ByteView apdu);

    bool beeps() const { return m_beeps; }

private:
    bool activate();
    const sim::Tag* tag() const;
    base::Bytes pseudo_apdu(base::ByteView apdu);
    base::Bytes read_binary(std::uint16_t block);
    base::Bytes authenticate(std::uint8_t block);
    base::Bytes pass(base::ByteView data);
    sim::Answer exchange(const base::Bytes& command);

    pcsc::FelicaWay m_way;
    sim::Field m_field;
    std::optional<sim::TagHandle> m_active;
    base::Bytes m_key;
    std::uint16_t m_service = 0;
    bool m_beeps = true;
};

}  // namespace testing
