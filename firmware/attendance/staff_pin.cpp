#include "attendance/staff_pin.h"

#include <algorithm>
#include <charconv>

namespace attendance {

bool is_pin(std::string_view text) {
    return text.size() >= pin_digits_min && text.size() <= pin_digits_max &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

KeptPin kept_pin_from(std::string_view text) {
    KeptPin pin;
    const auto space = text.find(' ');
    if (space == std::string_view::npos) return pin;
    const auto [end, error] = std::from_chars(text.data(), text.data() + space, pin.digits);
    if (error == std::errc() && end == text.data() + space) pin.hash = text.substr(space + 1);
    return pin;
}

std::string to_text(const KeptPin& pin) {
    return std::to_string(pin.digits) + " " + pin.hash;
}

}  // namespace attendance
