// A number with its word in the English of commands, logs and staff's details: "1 person", "3 people". What guests and
// organizers read counts as their language does (words/book.h). Pure.
#pragma once

#include <concepts>
#include <string>
#include <string_view>

namespace base {

// `one` and `many` may go on after the word: "row is doubtful", "rows are doubtful".
template <std::integral Number>
std::string counted(Number n, std::string_view one, std::string_view many) {
    std::string text = std::to_string(n);
    text += ' ';
    text += n == 1 ? one : many;
    return text;
}

}  // namespace base
