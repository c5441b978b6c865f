// Looks for what should be forgotten: texts in any form in which a program may have written them, in the bytes of
// files.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace testing {

// A text as UTF-8, UTF-16 of both orders, percent-encoded in both cases, and as JSON's \u escapes.
inline std::vector<std::string> forms_of(std::string_view utf8) {
    std::u16string units;
    for (std::size_t at = 0; at < utf8.size();) {
        const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(utf8[at + i]); };
        const std::size_t bytes = byte(0) < 0x80 ? 1 : byte(0) < 0xE0 ? 2 : byte(0) < 0xF0 ? 3 : 4;
        char32_t code = bytes == 1 ? byte(0) : byte(0) & (0xFFU >> (bytes + 1));
        for (std::size_t i = 1; i < bytes; ++i)
            code = (code << 6U) | (byte(i) & 0x3FU);
        at += bytes;
        if (code >= 0x10000) {
            units += static_cast<char16_t>(0xD800 + ((code - 0x10000) >> 10U));
            units += static_cast<char16_t>(0xDC00 + ((code - 0x10000) & 0x3FFU));
        } else {
            units += static_cast<char16_t>(code);
        }
    }
    const auto hex = [](unsigned value, int digits, bool upper) {
        // Chosen first: of a choice that is indexed at once g++ 12's UBSan checks an index that it has not computed.
        const char* const letters = upper ? "0123456789ABCDEF" : "0123456789abcdef";
        std::string text;
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
            text += letters[(value >> static_cast<unsigned>(shift)) & 15U];
        return text;
    };
    std::string little;
    std::string big;
    std::string escaped;
    for (const char16_t unit : units) {
        const auto low = static_cast<char>(unit & 0xFFU);
        const auto high = static_cast<char>(unit >> 8U);
        little += {low, high};
        big += {high, low};
        escaped += unit < 0x80 ? std::string(1, static_cast<char>(unit)) : "\\u" + hex(unit, 4, false);
    }
    std::vector<std::string> forms{std::string(utf8), little, big, escaped};
    for (const bool upper : {false, true}) {
        std::string percent;
        for (const char c : utf8)
            percent += static_cast<unsigned char>(c) < 0x80 ? std::string(1, c)
                                                            : "%" + hex(static_cast<unsigned char>(c), 2, upper);
        forms.push_back(std::move(percent));
    }
    return forms;
}

inline std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

// "words[i] as form k" for each that is there.
inline std::vector<std::string> traces_in(std::string_view bytes, const std::vector<std::string>& words) {
    std::vector<std::string> traces;
    for (const std::string& word : words) {
        const auto forms = forms_of(word);
        for (std::size_t i = 0; i < forms.size(); ++i)
            if (bytes.find(forms[i]) != std::string_view::npos)
                traces.push_back(word + " in form " + std::to_string(i));
    }
    return traces;
}

// Of all files below the folder, but not in those folders whose name is `but_not`.
inline std::vector<std::string> traces_below(const std::filesystem::path& folder, const std::vector<std::string>& words,
                                             const std::string& but_not = "") {
    std::vector<std::string> traces;
    for (auto at = std::filesystem::recursive_directory_iterator(folder);
         at != std::filesystem::recursive_directory_iterator(); ++at) {
        if (at->is_directory() && at->path().filename() == but_not) at.disable_recursion_pending();
        if (!at->is_regular_file()) continue;
        for (const std::string& trace : traces_in(bytes_of(at->path()), words))
            traces.push_back(at->path().string() + ": " + trace);
    }
    return traces;
}

}  // namespace testing
