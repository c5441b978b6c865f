// How screens set their text: few families and sizes, and nothing that ever runs out of its box.
#pragma once

#include <string_view>

#include "parts/stage.h"

namespace parts {

// Sizes in design units.
ui::TextStyle serif(const Stage& stage, float units);  // headings: bold, proportional kana
ui::TextStyle sans(const Stage& stage, float units);
ui::TextStyle sans_bold(const Stage& stage, float units);
ui::TextStyle figures(ui::TextStyle style);  // of one width
ui::TextStyle aligned(ui::TextStyle style, ui::Align align);

// A text and the style in which it fits into `width_px` and `max_lines`: the given one, or smaller, down to
// `least_units`; then an ellipsis. `leading` is in ems of the size that results.
struct FittedText {
    std::string text;
    ui::TextStyle style;
    ui::TextMetrics metrics;
};
struct Box {
    float width_px = 0;
    int max_lines = 1;
    float leading = 1.4f;
    float least_units = 0;  // 0: seven tenths of the size
};
FittedText fit(const Stage& stage, std::string_view text, ui::TextStyle style, const Box& box);
// The same on one line; where that would be cut, on up to `max_lines`, which end between phrases.
FittedText fit_whole(const Stage& stage, std::string_view text, const ui::TextStyle& style, const Box& box);
// The same for a sentence of somebody's own: its lines end after a comma where that costs a little size at most.
FittedText fit_sentence(const Stage& stage, std::string_view text, const ui::TextStyle& style, const Box& box);

// Draws it, its first baseline at `at`; returns the last baseline's y.
float draw(const Stage& stage, ui::Point at, const FittedText& text, ui::Colour colour);
// The same with the last baseline at `at`; returns the first baseline's y.
float draw_up_from(const Stage& stage, ui::Point at, const FittedText& text, ui::Colour colour);
// Its lines' middle (from the first cap to the last baseline) at the height `middle.y`.
void draw_in_middle(const Stage& stage, ui::Point middle, const FittedText& text, ui::Colour colour);

// Between a figure and the word that counts, of this size: "3 つめ", but "3rd".
float counter_gap(const Stage& stage, float word_units);

// The height of a capital or a kanji's body over the baseline, in ems, for optical centring.
inline constexpr float cap_height = 0.76f;

// Text that may be set upright: a sentence in Japanese or Chinese.
bool can_stand_upright(std::string_view text);
// A sentence of somebody's own with break hints between its phrases, so that its lines end there; as it is if it has
// hints or line breaks already, or shows no phrases.
std::string between_phrases(std::string_view text);
// Columns of at most `longest` characters, split between phrases where that is possible.
std::string in_columns(std::string_view text, int longest);
int character_count(std::string_view text);

}  // namespace parts
