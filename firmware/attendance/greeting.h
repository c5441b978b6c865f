// Which welcome sentence fits: a pure choice; the words stand in the message files, or organizers write them.
#pragma once

#include <span>
#include <string_view>

#include "attendance/stamp_card.h"

namespace attendance {

enum class Greeting {
    first_time,   // never here before
    again,        // was here not long ago
    after_while,  // was here, but not in the last `a_while`
    almost_full,  // one square is left after this stamp
    full_card,    // this stamp filled the card
};

inline constexpr std::chrono::days a_while{42};

// `visits`: all of that person, oldest first, the present one last; `card`: as it is after the present stamp.
Greeting choose_greeting(std::span<const Visit> visits, const StampCard& card);

// What a sentence of the organizers is about, by its id (sync/PROTOCOL.md, `prompts`): an event, whose id stands before
// the slash or alone, or every event. Part of the argument.
inline constexpr std::string_view every_event = "all";
std::string_view prompt_is_about(std::string_view prompt_id);

}  // namespace attendance
