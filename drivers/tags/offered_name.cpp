#include <algorithm>

#include "base/utf8.h"
#include "tags/ascii.h"
#include "tags/ndef.h"

namespace tags {
namespace {

constexpr std::size_t max_characters = 60;

bool has_letter(std::string_view utf8) {
    return std::ranges::any_of(utf8, [](char c) { return is_ascii_letter(c) || static_cast<std::uint8_t>(c) >= 0x80; });
}

// An address for machines: "scheme:rest" without a space after the colon, www., or a mail address.
bool looks_like_uri(std::string_view text) {
    const std::string lower = ascii_lower(text);
    const std::size_t colon = lower.find(':');
    const bool scheme =
        colon != std::string::npos && colon > 0 && colon + 1 < lower.size() && lower[colon + 1] != ' ' &&
        std::all_of(lower.begin(), lower.begin() + static_cast<std::ptrdiff_t>(colon),
                    [](char c) { return is_ascii_letter(c) || is_ascii_digit(c) || c == '+' || c == '-' || c == '.'; });
    return scheme || lower.find("://") != std::string::npos || lower.starts_with("www.") ||
           lower.find('@') != std::string::npos;
}

// One line that would be shown exactly as it is: no controls, no line breaks, no overriding of the writing direction.
std::optional<std::string> as_name(std::string_view text) {
    const std::string_view name = ascii_trim(text);
    if (name.empty() || base::count_characters(name) > max_characters || base::clean_for_display(name) != name)
        return std::nullopt;
    if (!has_letter(name) || looks_like_uri(name)) return std::nullopt;
    return std::string(name);
}

}  // namespace

std::optional<std::string> offered_name(const NdefReading& reading) {
    for (const NdefRecord& record : reading.records)
        if (record.vcard)
            if (auto name = as_name(record.vcard->name)) return name;
    for (const NdefRecord& record : reading.records)
        if (record.text && record.type != "urn:nfc:wkt:Sp")  // a poster's title names a thing
            if (auto name = as_name(*record.text)) return name;
    return std::nullopt;
}

}  // namespace tags
