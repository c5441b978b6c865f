// What kiosks say at a tap, as organizers write it: a panel of an event's page and of the settings.
#pragma once

#include <string>
#include <string_view>

#include "web/context.h"

namespace web {

// Of an event, by its id, or of attendance::every_event. A sentence that was just refused stands in its form again.
base::Result<Html> prompts_panel(Context& context, std::string_view about);

// On one line, without blanks around it.
std::string tidied(std::string text);
// The message with the lengths that fit.
std::string welcome_problem(const Context& context, std::string_view key);

// Whether kiosks' screens of every size show it whole. Letters of one or two bytes of UTF-8 count as narrow, those of
// three as two of them, pictures as three.
bool fits_the_welcome(std::string_view text);
inline constexpr int narrow_letters_max = 80;
inline constexpr int wide_letters_max = narrow_letters_max / 2;

}  // namespace web
