#include "base/utf8.h"

#include <algorithm>

#include <cstddef>
#include <cstdint>

namespace base {
namespace {

struct Decoded {
    char32_t code = 0;
    std::size_t length = 0;  // 0: not valid here
};

Decoded decode(std::string_view text) {
    const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const auto tail = [&](std::size_t i) { return i < text.size() && !begins_character(text[i]); };
    const auto low = [&](std::size_t i) { return static_cast<char32_t>(at(i) & 0x3FU); };
    if (text.empty()) return {};
    const std::uint8_t lead = at(0);
    if (lead < 0x80) return {lead, 1};
    if (lead >= 0xC2 && lead <= 0xDF && tail(1)) return {static_cast<char32_t>(lead & 0x1FU) << 6 | low(1), 2};
    if ((lead & 0xF0U) == 0xE0U && tail(1) && tail(2)) {
        const char32_t code = static_cast<char32_t>(lead & 0x0FU) << 12 | low(1) << 6 | low(2);
        if (code >= 0x800 && (code < 0xD800 || code > 0xDFFF)) return {code, 3};
    }
    if ((lead & 0xF8U) == 0xF0U && tail(1) && tail(2) && tail(3)) {
        const char32_t code = static_cast<char32_t>(lead & 0x07U) << 18 | low(1) << 12 | low(2) << 6 | low(3);
        if (code >= 0x10000 && code <= 0x10FFFF) return {code, 4};
    }
    return {};
}

bool hidden(char32_t code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069);
}

constexpr std::string_view replacement = "\xEF\xBF\xBD";

template <typename Keep>
std::string filtered(std::string_view text, Keep keep) {
    std::string kept;
    kept.reserve(text.size());
    while (!text.empty()) {
        const Decoded next = decode(text);
        if (next.length == 0)
            kept += replacement;
        else if (keep(next.code))
            kept.append(text.substr(0, next.length));
        text.remove_prefix(std::max<std::size_t>(next.length, 1));
    }
    return kept;
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
    while (!text.empty()) {
        const Decoded next = decode(text);
        if (next.length == 0) return false;
        text.remove_prefix(next.length);
    }
    return true;
}

std::string with_valid_utf8(std::string_view text) {
    return filtered(text, [](char32_t) { return true; });
}

bool has_replaced_bytes(std::string_view text) {
    return text.find(replacement) != std::string_view::npos;
}

std::string clean_for_display(std::string_view text) {
    return filtered(text, [](char32_t code) { return !hidden(code); });
}

}  // namespace base
