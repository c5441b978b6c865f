// The cards that open the staff's screens, as they stand in the journal's settings. A card's number can be copied: such
// a card spares the PIN to those at the door, it keeps no secret.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "attendance/ids.h"

namespace desk {

inline constexpr const char* staff_cards_setting = "staff_cards";
// Of them, those whose ids the card key before an enrolment made. Each of those, and of an older key of the hub's,
// becomes one of the present key when it is tapped.
inline constexpr const char* former_staff_cards_setting = "former_staff_cards";
inline constexpr const char* staff_pin_setting = "staff_pin";
inline constexpr const char* first_pin_closed_setting = "first_pin_closed";  // set: it is not chosen at the screen
inline constexpr const char* staff_pin_tries_setting = "staff_pin_tries";    // wrong ones in a row

std::set<attendance::CardId> staff_cards_from(std::string_view setting);
std::string to_setting(const std::set<attendance::CardId>& cards);

// A PIN as it is kept: how many digits it has (the screen takes it at the last one) and its Argon2id hash.
inline constexpr std::size_t pin_digits_min = 4;
inline constexpr std::size_t pin_digits_max = 12;
struct KeptPin {
    std::size_t digits = pin_digits_min;
    std::string hash;  // empty: none was set
};
KeptPin kept_pin_from(std::string_view setting);
std::string to_setting(const KeptPin& pin);
bool is_pin(std::string_view text);  // 4 to 12 digits

}  // namespace desk
