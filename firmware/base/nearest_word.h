// Which known word a mistyped one was meant to be. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace base {

// The word with the fewest letters to insert, remove or replace (Levenshtein); the first of several. `known` has one at
// least.
const std::string& nearest_word(std::string_view word, std::span<const std::string> known);

}  // namespace base
