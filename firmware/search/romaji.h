// One spelling for all the ways in which people write the same Japanese sound in Latin letters: shi and si, tsu and tu,
// ō, ou, oo and oh, shinnosuke and sinnnosuke. Only for comparing; never shown. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace search {

// `latin`: a to z and 0 to 9, lower case; anything else is left out. Kunrei's consonants, no long vowels, no doubled
// consonants.
std::string plain_romaji(std::string_view latin);

// What somebody who has typed so much may be writing: the plain spelling of every text that begins with `typed` begins
// with one of these. More than one only where the last letter can still become several sounds ("ham": hama, hanbei).
std::vector<std::string> plain_romaji_beginnings(std::string_view typed);

}  // namespace search
