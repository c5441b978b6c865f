// Who is here already: as many small stamps as people came, without names, in the order of coming.
#pragma once

#include "parts/stage.h"

namespace parts {

// From one row of large ones to several rows of small ones, and as many as `strip` can hold.
void draw_arrivals(const Stage& stage, const ui::Rect& strip);

}  // namespace parts
