// What an ICU MessageFormat pattern asks for, for checks of words that others write, and a stand-in for tests of
// layouts. Pure.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "words/book.h"

namespace words {

// The names of a pattern's placeholders; absent: it does not parse.
std::optional<std::set<std::string>> placeholders(std::string_view pattern);

// Whether the pattern can be given these: {time, number} cannot be a text.
bool can_format(std::string_view pattern, std::string_view language, const std::vector<Argument>& arguments);

// The literal parts of a pattern with accents and some 40 % longer; placeholders, keywords and nested patterns' syntax
// stay as they are.
std::string pseudo_pattern(std::string_view pattern);

}  // namespace words
