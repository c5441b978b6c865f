// A word of a name that was typed in kana, as others with that reading write it. There is no input method at a door,
// but most family names are somebody's already. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attendance/person.h"

namespace search {

// Of `typed` the last word, which spaces begin.
std::string_view last_word(std::string_view typed);

// How the people write that word of their names whose reading is `kana`; the most usual first, `limit` at most. Words
// of name and reading belong together where there are as many of each.
std::vector<std::string> written_as(std::string_view kana, std::span<const attendance::Person> people,
                                    std::size_t limit);

}  // namespace search
