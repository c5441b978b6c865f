// When the reader reads a card's memory: the value of pettan-reader's --ndef.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace drivers {

enum class NdefMode {
    always,   // before the tap is reported
    unknown,  // when asked: the kiosk alone knows which cards are known
    never,
};

inline constexpr std::array<std::pair<NdefMode, std::string_view>, 3> ndef_mode_names{
    {{NdefMode::always, "always"}, {NdefMode::unknown, "unknown"}, {NdefMode::never, "never"}}};

constexpr std::string_view to_string(NdefMode mode) {
    for (const auto& [value, name] : ndef_mode_names)
        if (value == mode) return name;
    return "always";
}

constexpr std::optional<NdefMode> ndef_mode_from(std::string_view text) {
    for (const auto& [value, name] : ndef_mode_names)
        if (name == text) return value;
    return std::nullopt;
}

}  // namespace drivers
