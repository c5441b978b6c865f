// What costs time to draw (texts, stamps, grounds, suns, shadows), as pixels in main memory, without GL: made by the
// canvas that needs one, or ahead of it by another thread (ahead.h). Same arguments, same pixels, same key.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ui/canvas.h"

namespace ui {

inline constexpr int texture_side_max = 4096;

enum class Smoothing {
    nearest,         // what always stands texel on pixel; cheaper where software draws
    linear,          // what may stand between pixels
    linear_smaller,  // what may be drawn smaller, too
};

struct Made {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels;    // a byte of coverage each, or four: straight RGBA
    std::vector<std::uint8_t> colour{};  // of a text: its emoji, straight RGBA; empty without
    Smoothing smoothing = Smoothing::linear;
    Point origin{};  // of a text: where its origin lies in the picture
    int corner = 0;  // of a shadow that is to be cut into nine

    std::size_t bytes() const { return pixels.size() + colour.size(); }
};

std::string made_text_key(std::string_view text, const TextStyle& style);
Made make_text(Text& shaper, std::string_view text, const TextStyle& style);

// The side of the picture for a stamp of this diameter.
int stamp_side(float diameter);
std::string made_stamp_key(const StampArt& art, int side);
Made make_stamp(Text& shaper, const StampArt& art, int side);

std::string made_background_key(Background background, const Layout& layout);
Made make_background(Background background, const Theme& theme, const Layout& layout);

struct ShadowSize {
    int radius_px = 0;
    int blur_px = 0;
};
ShadowSize shadow_size(float radius, float blur);
std::string made_shadow_key(const ShadowSize& size);
Made make_shadow(const ShadowSize& size);

int sun_diameter(float radius);  // less than 2: nothing to draw
std::string made_sun_key(int diameter, Colour top, Colour bottom);
Made make_sun(int diameter, Colour top, Colour bottom, const Theme& theme);

}  // namespace ui
