#include "attendance/card_uid.h"

#include <algorithm>
#include <array>

namespace attendance {
namespace {

constexpr std::array<std::pair<TagTech, std::string_view>, 6> tech_names{{{TagTech::type2, "type2"},
                                                                          {TagTech::classic, "classic"},
                                                                          {TagTech::type3, "type3"},
                                                                          {TagTech::type4, "type4"},
                                                                          {TagTech::a, "a"},
                                                                          {TagTech::code, "code"}}};

// Stands before the text in the bytes of a code.
constexpr std::string_view code_mark = "pettan-code:";
constexpr std::string_view code_word = "code";  // before the digits of one

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

std::string_view to_string(TagTech tech) {
    for (const auto& [value, name] : tech_names)
        if (value == tech) return name;
    return "a";
}

std::optional<TagTech> tag_tech_from(std::string_view text) {
    for (const auto& [value, name] : tech_names)
        if (name == text) return value;
    return std::nullopt;
}

std::optional<CardUid> CardUid::from_bytes(std::span<const std::uint8_t> bytes) {
    const std::size_t n = bytes.size();
    if (n != 4 && n != 7 && n != 8 && n != 10) return std::nullopt;
    if (std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; })) return std::nullopt;
    return CardUid(bytes);
}

std::optional<CardUid> CardUid::from_hex(std::string_view text) {
    const bool is_code = text.starts_with(code_word);
    if (is_code) text.remove_prefix(code_word.size());
    if (text.size() % 2 != 0 || text.size() > (is_code ? 2 * code_bytes_max : 20)) return std::nullopt;
    std::vector<std::uint8_t> bytes;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = hex_value(text[i]);
        const int low = hex_value(text[i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        bytes.push_back(static_cast<std::uint8_t>(high << 4 | low));
    }
    if (is_code) return from_code(std::string(bytes.begin(), bytes.end()));
    return from_bytes(bytes);
}

std::optional<CardUid> CardUid::from_text(std::string_view text) {
    constexpr std::string_view word = "code:";
    return text.starts_with(word) ? from_code(text.substr(word.size())) : from_hex(text);
}

std::optional<CardUid> CardUid::from_code(std::string_view code) {
    if (code.empty() || code.size() > code_bytes_max) return std::nullopt;
    std::vector<std::uint8_t> bytes(code_mark.begin(), code_mark.end());
    bytes.insert(bytes.end(), code.begin(), code.end());
    return CardUid(bytes);
}

std::string CardUid::hex() const {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text(is_code() ? code_word : std::string_view());
    for (const std::uint8_t byte : bytes().subspan(is_code() ? code_mark.size() : 0)) {
        text.push_back(digits[byte >> 4]);
        text.push_back(digits[byte & 0x0F]);
    }
    return text;
}

}  // namespace attendance
