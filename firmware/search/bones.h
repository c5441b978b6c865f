// What stays of a word in Latin letters when vowels go: "somchai" and the "smchay" into which ICU puts สมชาย are both
// "smc". Scripts that leave vowels out, or write them unlike they are heard, are compared by it. Only for comparing.
#pragma once

#include <string>
#include <string_view>

namespace search {

// `latin`: a to z and 0 to 9, lower case. Ends with bones_end.
std::string bones_of(std::string_view latin);
// What a word that somebody has typed so far must begin with; one consonant alone is asked for as the whole.
std::string bones_beginning(std::string_view typed);

inline constexpr char bones_end = '.';

}  // namespace search
