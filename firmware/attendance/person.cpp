#include "attendance/person.h"

#include <algorithm>

namespace attendance {
namespace {

constexpr std::string_view ideographic_space = "\xE3\x80\x80";

std::size_t first_space(std::string_view text) {
    const std::size_t ascii = text.find(' ');
    const std::size_t wide = text.find(ideographic_space);
    return ascii < wide ? ascii : wide;
}

std::string_view trimmed(std::string_view text) {
    while (first_space(text) == 0)
        text.remove_prefix(text.front() == ' ' ? 1 : ideographic_space.size());
    for (;;) {
        if (text.ends_with(' '))
            text.remove_suffix(1);
        else if (text.ends_with(ideographic_space))
            text.remove_suffix(ideographic_space.size());
        else
            return text;
    }
}

std::string_view last_word(std::string_view text) {
    for (std::size_t space = first_space(text); space != std::string_view::npos; space = first_space(text))
        text = trimmed(text.substr(space));
    return text;
}

// ASCII, and the Latin letters of Europe and Vietnam: U+00C0 to U+024F, U+1E00 to U+1EFF.
bool begins_latin(std::string_view text) {
    if (text.empty()) return false;
    const auto byte = [&](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0u; };
    return byte(0) < 0x80 || (byte(0) >= 0xC3 && byte(0) <= 0xC8) || (byte(0) == 0xC9 && byte(1) < 0x90) ||
           (byte(0) == 0xE1 && byte(1) >= 0xB8 && byte(1) <= 0xBB);
}

// One letter of UTF-8 with the marks that stand on it.
std::string_view first_letter(std::string_view word) {
    const auto is_part = [&](std::size_t at) {
        const auto byte = static_cast<unsigned char>(word[at]);
        const bool is_mark = byte == 0xCC || (byte == 0xCD && at + 1 < word.size() &&
                                              static_cast<unsigned char>(word[at + 1]) < 0xB0);  // U+0300 to U+036F
        return (byte & 0xC0) == 0x80 || is_mark;
    };
    std::size_t end = 1;
    while (end < word.size() && is_part(end))
        ++end;
    return word.substr(0, std::min(end, word.size()));
}

std::string given_and_initial(std::string_view given, std::string_view family) {
    if (given.empty() || family.empty()) return std::string(given);
    return std::string(given) + " " + std::string(first_letter(family)) + ".";
}

bool has_digit(std::string_view text) {
    return text.find_first_of("0123456789") != std::string_view::npos;
}

}  // namespace

std::string public_name(std::string_view name, PublicNames names) {
    name = trimmed(name);
    if (names == PublicNames::full) return std::string(name);
    const std::size_t space = first_space(name);
    if (!begins_latin(name))
        return std::string(space == std::string_view::npos ? std::string_view() : name.substr(0, space));
    // "Schmidt, Peter" is written the other way round.
    if (const std::size_t comma = name.find(','); comma != std::string_view::npos) {
        const std::string_view given = trimmed(name.substr(comma + 1));
        return given_and_initial(given.substr(0, first_space(given)), name.substr(0, comma));
    }
    if (space == std::string_view::npos) return std::string(name);
    return given_and_initial(name.substr(0, space), last_word(name));
}

std::string shown_name(const Person& person, PublicNames names) {
    if (!person.nickname.empty()) return person.nickname;
    return public_name(person.name, names);
}

std::string_view short_label(std::string_view title) {
    constexpr std::size_t label_bytes_max = 16;
    const std::size_t vol = title.starts_with("Vol. ") ? 5 : 0;
    const std::size_t space = first_space(title.substr(vol));
    const std::string_view word = space == std::string_view::npos ? title : title.substr(0, vol + space);
    return word.size() <= label_bytes_max && has_digit(word) ? word : std::string_view();
}

}  // namespace attendance
