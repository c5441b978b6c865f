// The stub of a boarding pass: who, which flight, which gate, when, and bars. Torn off along a perforation.
#pragma once

#include <string>

#include "parts/stage.h"

namespace parts {

// Half a disc of the ground where a ticket is torn off; `side` is 1 at a left edge, -1 at a right one.
void draw_notch(const Stage& stage, ui::Point centre, float radius, float side);

struct BoardingStub {
    std::string holder;  // may be empty
    std::string event;   // "第12便"; may be empty
    std::string time;
};
// On the foot of `card`, from `top` on; its words between `left` and `right`. `stage` is paper.
void draw_boarding_stub(const Stage& stage, const ui::Rect& card, float top, float left, float right,
                        const BoardingStub& stub);

}  // namespace parts
