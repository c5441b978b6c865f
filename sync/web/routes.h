// All pages in one place: which request leads to which function, and who may ask.
#pragma once

#include <span>
#include <string_view>

#include "web/context.h"

namespace web {

enum class Who {
    anybody,  // the page looks itself at what it was given (a secret link, a token)
    visitor,  // anybody, but a form carries the visitor's token
    staff,    // any account
    organizer,
};

struct Route {
    std::string_view method;
    std::string_view pattern;  // "/events/:/stamp": ":" stands for one part of the path
    Who who = Who::staff;
    Answer (*handle)(Context&) = nullptr;
    bool waits = false;         // ?since=POSITION: is answered when something changed since, or after some seconds
    bool leaves_trace = false;  // a GET that is noted among what was done
    bool is_long = false;       // its work grows with what is kept or sent: apart from the short ones, a few at a time
};

std::span<const Route> routes();
// The parts that stood for ":"; absent where the path is another one.
std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view path);

}  // namespace web
