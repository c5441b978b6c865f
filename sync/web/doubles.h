// Who may be who: people beside an event's list, by what they are called. Pure. Names are compared folded (width, case,
// kana, variants of characters) and without blanks.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "attendance/person.h"

namespace web {

// What somebody is called, as it is compared: name, nickname and reading, and the words of each.
class Called {
public:
    explicit Called(const attendance::Person& person);

    // One is called as the other, whole or by one of their words (さくら, and 髙橋 さくら). Words of one character do
    // not count.
    bool may_be(const Called& other) const;
    // `text`, of at least two characters, begins one of the names or one of their words.
    bool begins_with(std::string_view text) const;

private:
    std::set<std::string> m_whole;
    std::set<std::string> m_words;
};

// So few characters find nobody: a list is not to be read out letter by letter.
inline constexpr std::size_t list_query_characters_min = 2;
// Folded, without blanks; empty where it is shorter than that.
std::string list_query(std::string_view text);

// A name for somebody who asks whether it is theirs: its first word, of the others the first character (髙橋 さ…).
std::string hinted_name(const attendance::Person& person);

}  // namespace web
