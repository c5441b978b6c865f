// What is cut into a stamp's rubber, as data: one of the shapes that are built in, or a drawing of a pack's own.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ui/stamp_path.h"

namespace ui {

enum class StampShape {
    ring,
    sun,
    sakura,
    hanamaru,
    seal,        // the square of graduation: 卒業 cut out of a full ground
    round_seal,  // the same in a disc
    drawn,       // a pack's own
};
inline constexpr std::array event_stamp_shapes{StampShape::ring, StampShape::sun, StampShape::sakura,
                                               StampShape::hanamaru};

// The square of a drawn shape is 200 wide and high, its middle at (100, 100); y grows downward. A round rim has a
// radius of 94.
inline constexpr double drawn_shape_side = 200;

struct DrawnShape {
    enum class Tool {
        fill,
        line,      // of `width`
        cut,       // takes away what was there
        cut_line,  // takes away a line
    };
    struct Layer {
        Tool tool = Tool::fill;
        StampPath path;
        double width = 0;
    };
    // Where a text stands: the middle of its ink, and the height of its letters.
    struct TextPlace {
        double x = 0;
        double y = 0;
        double size = 0;
    };
    std::string name;
    std::vector<Layer> layers;
    std::optional<TextPlace> word;
    std::optional<TextPlace> date;  // of the newest stamp
};

// A shape as a stamp carries it; `drawn` is set if the shape is drawn.
struct StampFace {
    StampShape shape = StampShape::ring;
    std::shared_ptr<const DrawnShape> drawn{};
    bool operator==(const StampFace&) const = default;
};

// The stamps of a community.
struct StampSet {
    std::vector<StampFace> events;  // a season's events go through them in turn; never empty
    StampFace seal;                 // of a full card

    // Events count from 1; any number chooses.
    const StampFace& of_event(int ordinal) const {
        const int n = static_cast<int>(events.size());
        return events[static_cast<std::size_t>(((ordinal - 1) % n + n) % n)];
    }
};

}  // namespace ui
