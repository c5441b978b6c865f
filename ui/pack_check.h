// Which of a theme's colours can be read on which: the sixth rule of screens.md as a table.
#pragma once

#include <string_view>
#include <vector>

#include "ui/theme.h"

namespace ui {

// A colour of a pack's file: "ground.ink".
struct ColourKey {
    std::string_view section;
    std::string_view name;
    Colour& (*of)(Theme&);
    bool may_be_translucent = false;
};
const std::vector<ColourKey>& colour_keys();

struct WeakContrast {
    std::string_view text;  // keys: "ground.second_ink"
    std::string_view ground;
    double ratio;
    double least;
};
// Empty: everything can be read. 4.5 : 1 for text, 3 : 1 for large text and for shapes that carry meaning.
std::vector<WeakContrast> weak_contrasts(const Theme& theme);

}  // namespace ui
