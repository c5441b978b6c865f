// How a guest who may open their own page at the hub gets there: found by whoever looks for it, in nobody's way.
// Each draws nothing for a guest who may not.
#pragma once

#include "parts/stage.h"

namespace parts {

// A quiet button at the foot of the column of words of a wide screen, and at the foot of an upright one.
void draw_own_page_button(const Stage& stage, const desk::Guest& guest);
// The last line of that column, whose baseline is at `y` units else.
float last_line_above_button(const desk::Guest& guest, float y);
// A card of an upright screen, in units from `y` to `bottom`: it ends above that button.
float card_height_above_button(const desk::Guest& guest, float y, float bottom);

// Where there is no room for a button of a finger's size the card itself is one (`touched`): a hairline at the top of `line`,
// and the words in its middle, on two lines where they are too long for one.
void draw_own_page_line(const Stage& stage, const desk::Guest& guest, const ui::Rect& touched, const ui::Rect& line,
                        float units = 22);

// On a small screen the card itself is the button, with a line at its foot. Says which part of its height is left for
// what the card shows.
float draw_own_page_foot(const Stage& stage, const desk::Guest& guest, const ui::Rect& card);

}  // namespace parts
