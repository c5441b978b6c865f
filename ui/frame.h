// What a drawn frame says of its own future, so that the loop can sleep.
#pragma once

#include <optional>

#include "base/clock.h"

namespace ui {

struct FrameResult {
    bool animating = false;                          // something moves: draw again at the display's next refresh
    std::optional<base::MonotonicTime> next_change;  // else: when the picture changes by itself (a clock's minute)

    // Of two parts of one frame.
    FrameResult merged(const FrameResult& other) const {
        FrameResult result{animating || other.animating, next_change};
        if (other.next_change && (!result.next_change || *other.next_change < *result.next_change))
            result.next_change = other.next_change;
        return result;
    }
};

}  // namespace ui
