// The deck that Pettan brings along (attendance/deck.h): what a community's kiosks say that wrote no sentences of its
// own. The words stand in sentences/, a file for each language, under their conditions.
#pragma once

#include <string_view>
#include <vector>

#include "attendance/deck.h"

namespace deck {

// Empty where the language has none. A condition that does not parse is a bug of the program.
std::vector<attendance::Sentence> shipped(std::string_view lang);

}  // namespace deck
