// The code in the address of a kiosk's QR for whoever tapped a card of their own: HUB/own/CODE. It names the card and
// until when it may be used, and proves that a holder of the card key made it; the hub takes it once. Pure.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "attendance/ids.h"

namespace wire {

// For how long a kiosk makes a code good.
inline constexpr std::chrono::minutes own_page_code_lives{10};
// How far the clocks of kiosk and hub may lie apart.
inline constexpr std::chrono::minutes own_page_clocks_apart{10};

struct OwnPageCode {
    attendance::CardId card;
    std::chrono::sys_seconds expires;  // by the kiosk's clock
    bool operator==(const OwnPageCode&) const = default;
};

// `card_key`: 64 hexadecimal digits, the key of the hub (PROTOCOL.md, enrol). The card id, the seconds from 1970 to
// `expires`, and the proof (card_proof.h) over "pettan own page 1:", the card id, a colon and those seconds, with a
// hyphen between each two. Absent for a key or a card id that is none, and for a time before 1970.
std::optional<std::string> own_page_code(std::string_view card_key, const OwnPageCode& code);
// Absent where the code was not made with this key.
std::optional<OwnPageCode> read_own_page_code(std::string_view card_key, std::string_view code);

// Whether a code may be used now: neither over, nor of a clock that is far ahead, whose codes would live long.
bool is_timely(const OwnPageCode& code, std::chrono::sys_time<std::chrono::microseconds> now);

}  // namespace wire
