#include "sheet/place.h"

#include <fmt/format.h>

namespace sheet {

Place advance(Place start, std::string_view utf8) {
    for (const char c : utf8) {
        const auto byte = static_cast<std::uint8_t>(c);
        if (c == '\n') {
            ++start.line;
            start.column = 1;
        } else if ((byte & 0xC0U) != 0x80U) {  // not the tail of a character
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
