// The languages in which Pettan speaks, once for screens, pages, settings and commands. A new language is its message
// files (handbook, recipes) and one line in the table of languages.cpp. Pure; from any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace words {

struct Language {
    std::string_view code;          // BCP 47; names the message files
    std::string_view own_name;      // as its speakers write it
    std::string_view second;        // of the small second line on screens
    std::string_view also;          // other tags that mean it, with blanks between; fonts know it by the first
    std::string_view font_package;  // of Debian
    float counter_gap_em;           // between a large figure and its counter
    bool sets_marks_close;          // stops and kana by their own widths; Chinese stops keep a whole square
};

// The first is the language of whoever says nothing.
std::span<const Language> languages();

// The closest one: "en-GB" is en, "zh-Hant-TW" and "zh-TW" are zh-Hant; null where none is close.
const Language* find_language(std::string_view tag);
// The same, English where none is close.
const Language& language_or_english(std::string_view tag);
// Whether the table has exactly this code.
bool is_language(std::string_view code);
// For a key that goes through all of them.
const Language& next_language(std::string_view code);
// For choices of a command line, in the table's order.
std::vector<std::string> language_codes();

}  // namespace words
