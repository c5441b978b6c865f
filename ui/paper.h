// The still layers, each composed once per size by Cairo and arithmetic: washi with fibres and waves or a night sky
// (night_sky.h), the staff ground, the sun, a soft shadow. Deterministic: same arguments, same bytes. Tones carry noise
// of ±2 levels, so that slow gradients show no bands on an 8-bit screen.
#pragma once

#include "ui/canvas.h"
#include "ui/picture.h"

namespace ui {

// Opaque. `layout` gives the size in pixels and the scale of fibres and waves.
Picture draw_background(Background background, const Theme& theme, const Layout& layout);

// A disc that fills the square but for a margin of two pixels: paper with fibres, or by night a planet in the light of
// its star.
inline constexpr int sun_margin_px = 2;
Picture draw_sun(int diameter_px, Colour top, Colour bottom, Scenery scenery = Scenery::washi);

// White × coverage: a blurred rounded square, to be cut into nine. The solid rectangle's edge lies `blur` pixels inside
// the picture's edge; `corner` is how many pixels from the picture's edge the corners take, the rest may be stretched.
struct ShadowPicture {
    Picture picture;
    int corner = 0;
};
ShadowPicture draw_shadow(int radius_px, int blur_px);

}  // namespace ui
