// UTF-8 as RFC 3629 defines it (no surrogates, no overlong forms, at most U+10FFFF).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace base {

bool is_valid_utf8(std::string_view text);

// Each byte that belongs to no character becomes U+FFFD; everything else stays as it is.
std::string with_valid_utf8(std::string_view text);
// Whether a byte was replaced on the text's way, here or elsewhere: U+FFFD stands in no name.
bool has_replaced_bytes(std::string_view text);

// Of valid UTF-8: whether a character begins at this byte, and how many there are.
constexpr bool begins_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}
constexpr std::size_t count_characters(std::string_view text) {
    std::size_t count = 0;
    for (const char byte : text)
        count += begins_character(byte) ? 1 : 0;
    return count;
}

// For showing, never for storing: invalid bytes become U+FFFD, C0 and C1 controls and the bidirectional overrides
// (U+202A–202E, U+2066–2069) are dropped. Nothing is normalised: variation selectors, joiners and marks stay.
std::string clean_for_display(std::string_view text);

}  // namespace base
