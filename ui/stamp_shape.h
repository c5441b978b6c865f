// The shapes of a community's stamps, as a pack has them: a drawing, and where words stand on it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ui/stamp_drawing.h"

namespace ui {

// Places on a shape are told on a square 200 wide and high, its middle at (100, 100), whatever the drawing's own size;
// y grows downward.
inline constexpr double shape_side = 200;

struct StampShape {
    // The middle of the words' ink, and the height of their letters.
    struct WordPlace {
        double x = shape_side / 2;
        double y = shape_side / 2;
        double size = 20;
        bool cut = false;      // taken out of the drawing's ink
        bool upright = false;  // from the top down
    };
    std::string name;
    std::shared_ptr<const StampDrawing> drawing{};  // never null
    bool is_square = false;                         // the rubber's outline; else it is round
    std::optional<WordPlace> word{};
    std::optional<WordPlace> date{};  // of the newest stamp; none: under a word that is not cut
};
using StampShapePtr = std::shared_ptr<const StampShape>;

// The stamps of a community.
struct StampSet {
    std::vector<StampShapePtr> events;  // a season's events go through them in turn; never empty
    StampShapePtr seal;                 // of a full card

    // Events count from 1; any number chooses.
    const StampShapePtr& of_event(int ordinal) const {
        const int n = static_cast<int>(events.size());
        return events[static_cast<std::size_t>(((ordinal - 1) % n + n) % n)];
    }
};

}  // namespace ui
