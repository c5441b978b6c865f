#include "ui/made.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/paper.h"

namespace ui {
namespace {

constexpr int stamp_step_px = 32;  // stamps of nearly one size share a picture

std::uint32_t word_of(Colour c) {
    return std::uint32_t{c.r} << 24 | std::uint32_t{c.g} << 16 | std::uint32_t{c.b} << 8 | c.a;
}

}  // namespace

std::string made_text_key(std::string_view text, const TextStyle& style) {
    return "t" + text_key(text, style);
}

Made make_text(Text& shaper, std::string_view text, const TextStyle& style) {
    TextImage image = shaper.render(text, style);
    Made made{image.width, image.height, {}, std::move(image.colour), Smoothing::linear, image.origin};
    made.pixels.resize(image.mono.size() / 4);
    for (std::size_t i = 0; i < made.pixels.size(); ++i)
        made.pixels[i] = image.mono[4 * i + 3];
    return made;
}

int stamp_side(float diameter) {
    // Twice the size it has at rest: turned at rest it is read from the first mipmap, and it may grow to that size
    // while it falls before a texel is larger than a pixel.
    const int wanted = static_cast<int>(2 * diameter);
    return std::min((wanted + stamp_step_px - 1) / stamp_step_px * stamp_step_px, texture_side_max / 4);
}

std::string made_stamp_key(const StampArt& art, int side) {
    return "p" + stamp_key(art, side);
}

Made make_stamp(Text& shaper, const StampArt& art, int side) {
    return {side, side, draw_stamp(shaper, art, side).alpha, {}, Smoothing::linear_smaller};
}

std::string made_background_key(Background background, const Layout& l) {
    return fmt::format("b{}/{}x{}/{}", static_cast<int>(background), l.width_px(), l.height_px(),
                       static_cast<int>(l.form()));
}

Made make_background(Background background, const Theme& theme, const Layout& l) {
    // A surface beyond the limit gets a background of half its size: it has no fine detail.
    const bool huge = std::max(l.width_px(), l.height_px()) > texture_side_max;
    Picture drawn = draw_background(background, theme, huge ? Layout(l.width_px() / 2, l.height_px() / 2) : l);
    return {drawn.width, drawn.height, std::move(drawn.rgba), {}, huge ? Smoothing::linear : Smoothing::nearest};
}

ShadowSize shadow_size(float radius, float blur) {
    return {static_cast<int>(std::lround(radius)), std::max(1, static_cast<int>(std::lround(blur)))};
}

std::string made_shadow_key(const ShadowSize& size) {
    return fmt::format("w{}/{}", size.radius_px, size.blur_px);
}

Made make_shadow(const ShadowSize& size) {
    ShadowPicture drawn = draw_shadow(size.radius_px, size.blur_px);
    return {drawn.picture.width, drawn.picture.height, std::move(drawn.picture.rgba), {}, Smoothing::linear, {},
            drawn.corner};
}

int sun_diameter(float radius) {
    return std::min(static_cast<int>(std::lround(2 * radius)), texture_side_max - 2 * sun_margin_px);
}

std::string made_sun_key(int diameter, Colour top, Colour bottom) {
    return fmt::format("s{}/{:08x}/{:08x}", diameter, word_of(top), word_of(bottom));
}

Made make_sun(int diameter, Colour top, Colour bottom, const Theme& theme) {
    Picture drawn = draw_sun(diameter, top, bottom, theme.scenery);
    return {drawn.width, drawn.height, std::move(drawn.rgba)};
}

}  // namespace ui
