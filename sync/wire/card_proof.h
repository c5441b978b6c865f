// What proves that a holder of the card key wrote something about a card. The one place that hashes with the key for
// codes in addresses: registration.h, own_page_code.h. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wire {

inline constexpr std::size_t card_id_characters = 32;  // as the key hashes a card's number
inline constexpr std::size_t card_proof_characters = 16;

// `card_key`: 64 hexadecimal digits. `message` begins with its purpose, so that a proof for one is none for another.
// 16 hexadecimal digits: the first 8 bytes of a keyed BLAKE2b (RFC 7693, 16 bytes of output). Absent for a key that is
// none.
std::optional<std::string> card_proof(std::string_view card_key, std::string_view message);

// Whether `code` is the one that was made; takes as long for every wrong one of its length.
bool is_code(const std::optional<std::string>& made, std::string_view code);

}  // namespace wire
