#include "attendance/person.h"

namespace attendance {
namespace {

constexpr std::string_view ideographic_space = "\xE3\x80\x80";

std::size_t first_space(std::string_view text) {
    const std::size_t ascii = text.find(' ');
    const std::size_t wide = text.find(ideographic_space);
    return ascii < wide ? ascii : wide;
}

bool has_digit(std::string_view text) {
    return text.find_first_of("0123456789") != std::string_view::npos;
}

}  // namespace

std::string_view shown_name(const Person& person) {
    if (!person.nickname.empty()) return person.nickname;
    const std::string_view name = person.name;
    const std::size_t space = first_space(name);
    // A family name stands first where no Latin letter leads; elsewhere the whole name is what the person gave.
    const bool latin = !name.empty() && static_cast<unsigned char>(name.front()) < 0x80;
    return space == std::string_view::npos || space == 0 || latin ? name : name.substr(0, space);
}

std::string_view short_label(std::string_view title) {
    constexpr std::size_t label_bytes_max = 16;
    const std::size_t vol = title.starts_with("Vol. ") ? 5 : 0;
    const std::size_t space = first_space(title.substr(vol));
    const std::string_view word = space == std::string_view::npos ? title : title.substr(0, vol + space);
    return word.size() <= label_bytes_max && has_digit(word) ? word : std::string_view();
}

}  // namespace attendance
