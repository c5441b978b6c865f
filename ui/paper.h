// The still layers, each composed once per size by Cairo and arithmetic: washi with fibres and waves, the staff ground,
// the sun, a soft shadow. Deterministic: same arguments, same bytes. Tones carry noise of ±2 levels, so that slow
// gradients show no bands on an 8-bit screen.
#pragma once

#include <cstdint>
#include <vector>

#include "ui/canvas.h"

namespace ui {

// Straight alpha RGBA, rows of width * 4 bytes.
struct Picture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba;
};

// Opaque. `layout` gives the size in pixels and the scale of fibres and waves.
Picture draw_background(Background background, const Theme& theme, const Layout& layout);

// A disc that fills the square but for a margin of two pixels.
inline constexpr int sun_margin_px = 2;
Picture draw_sun(int diameter_px, Colour top, Colour bottom);

// White × coverage: a blurred rounded square, to be cut into nine. The solid rectangle's edge lies `blur` pixels inside
// the picture's edge; `corner` is how many pixels from the picture's edge the corners take, the rest may be stretched.
struct ShadowPicture {
    Picture picture;
    int corner = 0;
};
ShadowPicture draw_shadow(int radius_px, int blur_px);

}  // namespace ui
