// Where the squares of a season's card stand: pure arithmetic, for 3 to 20 squares and any space.
#pragma once

#include <vector>

#include "ui/geometry.h"

namespace parts {

struct CardGrid {
    int columns = 1;
    int rows = 1;
    std::vector<ui::Rect> cells;  // whole pixels, side by side; the last one takes what is left of its row
    float stamp_diameter = 0;     // of an older stamp; the newest is newest_stamp_scale times that
};

// Chooses the columns that let the stamps be largest. `foot_px`: kept free for the label at the foot of a cell.
CardGrid arrange_squares(int squares, const ui::Rect& space, float foot_px);

// Where the stamp of a cell is pressed.
ui::Point stamp_centre(const ui::Rect& cell, float foot_px);

}  // namespace parts
