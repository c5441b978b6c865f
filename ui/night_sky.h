// The still layers of a pack by starlight. Deterministic, as all of paper.h.
#pragma once

#include "ui/layout.h"
#include "ui/picture.h"
#include "ui/theme.h"

namespace ui {

// A sky from theme.washi above to theme.ground_edge below, with stars; at the foot the edge of a planet, about
// `horizon_units` high in the middle, in the light of theme.glow; 0: none. Opaque.
Picture draw_night_sky(const Theme& theme, const Layout& layout, float horizon_units);

// A planet lit from above on the left, in the middle of a square of `side_px`; the square's rest is of no meaning.
Picture draw_planet(int side_px, int diameter_px, Colour lit, Colour shaded);

}  // namespace ui
