// Where in a text something is, as an editor counts: lines and columns from 1, a column being one character (code
// point).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace sheet {

struct Place {
    std::int64_t line = 1;
    std::int64_t column = 1;
    auto operator<=>(const Place&) const = default;
};

// The place just after `utf8`, if it begins at `start`. A line ends with LF.
Place advance(Place start, std::string_view utf8);

// bad_input with "line 3, column 5: <what>".
base::Unexpected fail_at(Place place, const std::string& what);

}  // namespace sheet
