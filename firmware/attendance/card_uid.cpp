#include "attendance/card_uid.h"

#include <algorithm>
#include <array>

namespace attendance {
namespace {

constexpr std::array<std::pair<TagTech, std::string_view>, 5> tech_names{{{TagTech::type2, "type2"},
                                                                          {TagTech::classic, "classic"},
                                                                          {TagTech::type3, "type3"},
                                                                          {TagTech::type4, "type4"},
                                                                          {TagTech::a, "a"}}};

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
    if (text.size() % 2 != 0 || text.size() > 20) return std::nullopt;
    std::vector<std::uint8_t> bytes;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = hex_value(text[i]);
        const int low = hex_value(text[i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        bytes.push_back(static_cast<std::uint8_t>(high << 4 | low));
    }
    return from_bytes(bytes);
}

std::string CardUid::hex() const {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : m_bytes) {
        text.push_back(digits[byte >> 4]);
        text.push_back(digits[byte & 0x0F]);
    }
    return text;
}

}  // namespace attendance
