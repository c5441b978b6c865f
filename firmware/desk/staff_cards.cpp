#include "desk/staff_cards.h"

#include <algorithm>
#include <charconv>
#include <sstream>

namespace desk {

std::set<attendance::CardId> staff_cards_from(std::string_view setting) {
    std::set<attendance::CardId> cards;
    std::istringstream words{std::string(setting)};
    for (std::string word; words >> word;)
        cards.insert(attendance::CardId{word});
    return cards;
}

std::string to_setting(const std::set<attendance::CardId>& cards) {
    std::string setting;
    for (const attendance::CardId& card : cards)
        setting += (setting.empty() ? "" : " ") + card.value;
    return setting;
}

KeptPin kept_pin_from(std::string_view setting) {
    KeptPin pin;
    const auto space = setting.find(' ');
    if (space == std::string_view::npos) return pin;
    const auto [end, error] = std::from_chars(setting.data(), setting.data() + space, pin.digits);
    if (error == std::errc() && end == setting.data() + space) pin.hash = setting.substr(space + 1);
    return pin;
}

std::string to_setting(const KeptPin& pin) {
    return std::to_string(pin.digits) + " " + pin.hash;
}

bool is_pin(std::string_view text) {
    return text.size() >= pin_digits_min && text.size() <= pin_digits_max &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace desk
