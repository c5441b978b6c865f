#include "parts/card_grid.h"

#include <cmath>

namespace parts {

namespace {

constexpr float stamp_of_width = 0.9f;    // of a cell's width
constexpr float stamp_of_height = 0.82f;  // of what the label leaves of its height
constexpr float cost_of_a_hole = 0.04f;   // an empty place in the last row, in parts of a stamp

float diameter_in(const ui::Rect& space, int columns, int rows, float foot_px) {
    const float w = space.w / static_cast<float>(columns);
    const float h = space.h / static_cast<float>(rows) - foot_px;
    return std::min(w * stamp_of_width, h * stamp_of_height);
}

}  // namespace

CardGrid arrange_squares(int squares, const ui::Rect& space, float foot_px) {
    CardGrid grid;
    float best = -1;
    for (int columns = 1; columns <= squares; ++columns) {
        const int rows = (squares + columns - 1) / columns;
        const int holes = rows * columns - squares;
        if (holes >= columns) continue;
        const float diameter = diameter_in(space, columns, rows, foot_px);
        const float worth = diameter * (1 - cost_of_a_hole * static_cast<float>(holes));
        if (worth <= best) continue;
        best = worth;
        grid.columns = columns;
        grid.rows = rows;
        grid.stamp_diameter = diameter;
    }
    const auto edge = [](float from, float length, int i, int n) {
        return std::round(from + length * static_cast<float>(i) / static_cast<float>(n));
    };
    for (int i = 0; i < squares; ++i) {
        const int row = i / grid.columns;
        const int column = i % grid.columns;
        const int until = i == squares - 1 ? grid.columns : column + 1;
        const float left = edge(space.x, space.w, column, grid.columns);
        const float top = edge(space.y, space.h, row, grid.rows);
        grid.cells.push_back({left, top, edge(space.x, space.w, until, grid.columns) - left,
                              edge(space.y, space.h, row + 1, grid.rows) - top});
    }
    return grid;
}

ui::Point stamp_centre(const ui::Rect& cell, float foot_px) {
    return {cell.x + cell.w / 2, cell.y + (cell.h - foot_px) / 2 + foot_px * 0.1f};
}

}  // namespace parts
