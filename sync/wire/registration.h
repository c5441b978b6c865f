// The code in the address of a kiosk's QR for a card that nobody has claimed: HUB/r/CODE. It names the card and proves
// that a holder of the card key made it, so that nobody can claim a card by guessing or from a list of card ids; and it
// works before the tap itself has reached the hub. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "attendance/ids.h"

namespace wire {

// `card_key`: 64 hexadecimal digits, the key of the hub (PROTOCOL.md, enrol). 49 characters: the card id, a hyphen, and
// 8 bytes of a keyed BLAKE2b (RFC 7693) over "pettan registration 1:" and the card id. Absent for a key that is none.
std::optional<std::string> registration_code(std::string_view card_key, const attendance::CardId& card);

// The card that a code names; absent where the code was not made with this key.
std::optional<attendance::CardId> card_of_registration(std::string_view card_key, std::string_view code);

}  // namespace wire
