#include "staff/parts/lists.h"

namespace staff {

ShownRows rows_shown(std::size_t all, std::size_t room, std::size_t wanted, std::optional<std::size_t> chosen) {
    room = std::max<std::size_t>(room, 1);
    std::size_t from = wanted < all ? wanted : 0;
    if (chosen && (*chosen < from || *chosen >= from + room)) from = *chosen / room * room;
    return {from, std::min(room, all - from), all};
}

void draw_pager(const parts::Stage& stage, const ui::Rect& rect, const ShownRows& shown, std::string_view left_key,
                std::int64_t beyond) {
    const std::size_t next = shown.from + shown.count;
    const bool is_last = next >= shown.all;
    draw_staff_button(
        stage, rect,
        {.label = stage.words.text(left_key, {{"count", static_cast<std::int64_t>(shown.left()) + beyond}}),
         .answer = desk::ShowFrom{is_last ? 0 : next},
         .icon = is_last ? ui::Icon::arrow_up : ui::Icon::arrow_down,
         .icon_colour = staff_theme(stage).dim,
         .units = staff_sizes(stage).label * 1.05f});
}

}  // namespace staff
