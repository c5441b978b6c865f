// The cards that open the staff's screens, as they stand in the journal's settings. A card's number can be copied: such
// a card spares the PIN to those at the door, it keeps no secret.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "attendance/ids.h"
#include "attendance/staff_pin.h"

namespace desk {

using attendance::kept_pin_from;
using attendance::KeptPin;

inline constexpr const char* staff_cards_setting = "staff_cards";
// Of them, those whose ids the card key before an enrolment made. Each of those, and of an older key of the hub's,
// becomes one of the present key when it is tapped.
inline constexpr const char* former_staff_cards_setting = "former_staff_cards";
inline constexpr const char* staff_pin_setting = "staff_pin";                // attendance/staff_pin.h
inline constexpr const char* first_pin_closed_setting = "first_pin_closed";  // set: it is not chosen at the screen
inline constexpr const char* staff_pin_tries_setting = "staff_pin_tries";    // wrong ones in a row

std::set<attendance::CardId> staff_cards_from(std::string_view setting);
std::string to_setting(const std::set<attendance::CardId>& cards);

}  // namespace desk
