#include "sheet/place.h"

#include <fmt/format.h>

#include "base/utf8.h"

namespace sheet {

Place advance(Place start, std::string_view utf8) {
    for (const char c : utf8) {
        if (c == '\n') {
            ++start.line;
            start.column = 1;
        } else if (base::begins_character(c)) {
            ++start.column;
        }
    }
    return start;
}

base::Unexpected fail_at(Place place, const std::string& what) {
    return base::fail(base::ErrorCode::bad_input,
                      fmt::format("line {}, column {}: {}", place.line, place.column, what));
}

}  // namespace sheet
