// Who came, as small stamps without names, in the order of coming. Two who came together lean towards each other.
#pragma once

#include "parts/stage.h"

namespace parts {

// From one row of large ones to several rows of small ones, and as many as `strip` can hold.
void draw_arrivals(const Stage& stage, const ui::Rect& strip);

// All of them over `area` of a sheet, as large as there is room, `largest_px` at most.
void draw_all_arrivals(const Stage& stage, const ui::Rect& area, float largest_px);

}  // namespace parts
