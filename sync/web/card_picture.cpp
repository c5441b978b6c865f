#include "web/card_picture.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/stable_hash.h"
#include "base/utf8.h"
#include "web/stamp_art.h"

namespace web {
namespace {

// Of the picture, which is as high to its width as phones like to show one.
constexpr double width = 1080, height = 1350;
constexpr double edge = 64;
constexpr double card_top = 96, card_bottom = 1010;
constexpr double squares_top = 250;

constexpr std::string_view serif = "'Noto Serif CJK JP','Noto Serif JP','Hiragino Mincho ProN','Yu Mincho',serif";
constexpr std::string_view sans = "'Noto Sans CJK JP','Noto Sans JP','Hiragino Sans','Noto Sans',system-ui,sans-serif";

std::string number(double value) {
    return fmt::format("{:.1f}", value);
}

Html rect(double x, double y, double w, double h, double radius, std::string_view fill, std::string_view stroke) {
    return el("rect", {{"x", number(x)},
                       {"y", number(y)},
                       {"width", number(w)},
                       {"height", number(h)},
                       {"rx", number(radius)},
                       {"fill", fill},
                       {"stroke", stroke},
                       {"stroke-width", "2"}});
}

struct Line {
    double x = 0, y = 0, size = 0;
    double width_max = 0;
    std::string_view anchor = "middle", family = sans, colour = "#26221e", weight = "400";
};

// What would be wider than its room is set smaller: letters of Han and kana are as wide as they are high, others are
// taken for 0.62 of it.
Html text(const Line& line, const std::string& as_written) {
    const std::string words = base::clean_for_display(as_written);  // XML has no way to say a control character
    double wide = 0;
    for (const char byte : words)
        if (base::begins_character(byte)) wide += static_cast<unsigned char>(byte) > 0xE0 ? 1 : 0.62;
    const double size = wide * line.size > line.width_max ? line.width_max / wide : line.size;
    return el("text",
              {{"x", number(line.x)},
               {"y", number(line.y)},
               {"font-size", number(size)},
               {"font-family", line.family},
               {"font-weight", line.weight},
               {"text-anchor", line.anchor},
               {"fill", line.colour}},
              {words});
}

Html squares_of(const Words& words, const StampSet& stamps, const attendance::StampCard& card) {
    const int columns = columns_of(card.season.squares);
    const int rows = (card.season.squares + columns - 1) / columns;
    const double room_w = (width - 2 * edge - 56) / columns, room_h = (card_bottom - 40 - squares_top) / rows;
    const double side = std::min(room_w, room_h);
    const double left = (width - columns * side) / 2,
                 top = squares_top + (card_bottom - 40 - squares_top - rows * side) / 2;
    Html squares;
    for (std::size_t i = 0; i < card.filled.size(); ++i) {
        const attendance::Square& square = card.filled[i];
        const double x = left + side * static_cast<double>(static_cast<int>(i) % columns);
        const double y = top + side * static_cast<double>(static_cast<int>(i) / columns);
        squares.add(rect(x + 5, y + 5, side - 10, side - 10, 6, "#fdf6ea", "#f0d9c8"));
        squares.add(text({.x = x + 16,
                          .y = y + 0.17 * side,
                          .size = 0.12 * side,
                          .width_max = 0.42 * side,
                          .anchor = "start",
                          .colour = "#6b6258"},
                         words.short_day(square.at)));
        squares.add(text({.x = x + side - 16,
                          .y = y + 0.17 * side,
                          .size = 0.12 * side,
                          .width_max = 0.44 * side,
                          .anchor = "end",
                          .colour = "#6b6258"},
                         square.label));
        squares.add(el("g",
                       {{"transform", fmt::format("translate({:.1f} {:.1f}) scale({:.3f})", x + side / 2,
                                                  y + 0.57 * side, 0.74 * side / 100)},
                        {"opacity", "0.9"}},
                       {stamp_inside(stamps, turn_of(square, stamps), "", i + 1)}));
    }
    return squares;
}

}  // namespace

int columns_of(int squares) {
    return squares % 5 == 0 ? 5 : squares % 4 == 0 ? 4 : 3;
}

std::size_t turn_of(const attendance::Square& square, const StampSet& stamps) {
    return attendance::stamp_turn(square.label, base::stable_hash(square.event.value), stamps.events.size());
}

std::string card_picture_svg(const Words& words, const StampSet& stamps, const CardPicture& picture) {
    const attendance::StampCard& card = picture.card;
    const double middle = width / 2, wide = width - 2 * edge;
    const std::string period = card.filled.empty()
                                   ? std::string()
                                   : words.text("card.period", {{"from", words.day_and_year(card.filled.front().at)},
                                                                {"to", words.day_and_year(card.filled.back().at)}});
    const std::string congratulation = words.text("card.congratulation", {{"name", picture.called}});
    const Html drawing = el(
        "svg",
        {{"xmlns", "http://www.w3.org/2000/svg"},
         {"viewBox", fmt::format("0 0 {} {}", width, height)},
         {"width", number(width)},
         {"height", number(height)},
         {"color", "#d93a22"},
         {"lang", words.lang()}},
        {el("title", {}, {congratulation}), ink(), rect(0, 0, width, height, 0, "#f6f0e3", "none"),
         el("circle", {{"cx", number(middle)},
                       {"cy", number(card_top + 170)},
                       {"r", "240"},
                       {"fill", "#e8694a"},
                       {"opacity", "0.5"}}),
         rect(edge, card_top, wide, card_bottom - card_top, 18, "#fffdf8", "#ecd9c4"),
         rect(edge + 12, card_top + 12, wide - 24, card_bottom - card_top - 24, 10, "none", "#ec9c8d"),
         text({.x = middle, .y = card_top + 106, .size = 54, .width_max = wide - 120, .family = serif, .weight = "700"},
              card.season.name),
         squares_of(words, stamps, card),
         text({.x = middle, .y = card_bottom + 138, .size = 76, .width_max = wide, .family = serif, .weight = "700"},
              congratulation),
         text({.x = middle, .y = card_bottom + 216, .size = 38, .width_max = wide, .colour = "#6b6258"}, period),
         text({.x = middle, .y = card_bottom + 282, .size = 34, .width_max = wide, .colour = "#6b6258"},
              picture.community)});
    return drawing.markup();
}

}  // namespace web
