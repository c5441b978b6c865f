// The ink of the hour, as pure numbers: the later a stamp is pressed, the deeper it is; the first of an evening is the
// wettest, and the pad dries a little from guest to guest.
#pragma once

#include "parts/stage.h"

namespace parts {

struct Ink {
    float dusk = 0;  // 0 by day … 1 late at night
    float wet = 0;   // 1: the first of the evening, and less and less; 0: not known
};

// `minute`: of the day, 0 to 1439. `order`: of the evening, from 1; 0: not known.
Ink ink_of_hour(int minute, std::int64_t order);

Ink ink_at(const Stage& stage, base::WallTime at, std::int64_t order = 0);

// The stage's accent as it is at that hour, deeper where it is wet.
ui::Colour tinted(const Stage& stage, const Ink& ink);
// A factor of its opacity: dry ink is paler.
float strength_of(const Ink& ink);

// A print; where it is wet its ink creeps a little past the rubber's edge.
void draw_print(const Stage& stage, const ui::StampArt& art, ui::Point centre, float diameter, float angle,
                ui::Colour colour, const Ink& ink);

}  // namespace parts
