// A list that has more rows than there is room for: which of them are shown, and the button that leads to the next
// ones.
// Nothing is left out without a word.
#pragma once

#include <optional>

#include "staff/parts/desk_top.h"

namespace staff {

struct ShownRows {
    std::size_t from = 0;
    std::size_t count = 0;
    std::size_t all = 0;
    bool has_more() const { return count < all; }
    std::size_t left() const { return all - count; }  // not among the shown ones
};
// `room`: how many rows fit; `wanted`: the first one; `chosen`: one that must be among them.
ShownRows rows_shown(std::size_t all, std::size_t room, std::size_t wanted, std::optional<std::size_t> chosen = {});

// The button of the next rows; after the last ones it leads back to the first. `left_key`: how the others are counted
// ("staff.people.more"); `beyond`: as many more that no row tells of.
void draw_pager(const parts::Stage& stage, const ui::Rect& rect, const ShownRows& shown, std::string_view left_key,
                std::int64_t beyond = 0);

}  // namespace staff
