#include "ui/night_sky.h"

#include <cmath>
#include <numbers>

#include "ui/sheet.h"

namespace ui {
namespace {

constexpr std::uint32_t sky_seed = 19690720;

struct Horizon {
    float height = 0;  // above the foot, in pixels; 0: none
    Point centre;      // of the planet
    float radius = -1;
    float unit = 0;
    float reach = 1;  // of its light to both sides
};

Horizon horizon_of(const Layout& layout, float height_units) {
    const auto w = static_cast<float>(layout.width_px());
    const auto h = static_cast<float>(layout.height_px());
    Horizon horizon;
    horizon.unit = layout.scale();
    // In a narrow picture it stays below the last line of text.
    horizon.height = height_units * (layout.form() == Form::portrait ? 0.28f : 0.42f) * layout.scale();
    horizon.radius = std::max(w, h) * 0.92f;
    horizon.centre = {w * 0.605f, h - horizon.height + horizon.radius};
    horizon.reach = w * 0.5f;
    return horizon;
}

// The planet's edge and its air, over the sky's tone.
Tone with_horizon(Tone sky, const Horizon& horizon, Tone air, Tone body, float x, float y) {
    const float out = (std::hypot(x - horizon.centre.x, y - horizon.centre.y) - horizon.radius) / horizon.unit;
    const float aside = (x - horizon.centre.x) / horizon.reach;
    const float light = std::exp(-aside * aside * 1.5f);
    const Tone lit = mixed(sky, air,
                           std::min(1.0f, light * (0.30f * std::exp(-std::max(out, 0.0f) / 62) +
                                                   0.16f * std::exp(-std::max(out, 0.0f) / 14))));
    const Tone ground = mixed(body, air, light * 0.16f * std::exp(std::min(out, 0.0f) / 46));
    const float half_pixel = 0.5f / horizon.unit;
    const Tone edge = mixed(ground, lit, std::clamp((out + half_pixel) / (2 * half_pixel), 0.0f, 1.0f));
    const float line = std::exp(-(out * out) / std::max(1.0f, half_pixel * half_pixel * 4));
    return mixed(edge, mixed(air, {255, 236, 214}, 0.35f), 0.82f * line * light);
}

void paint_sky(Sheet& sheet, const Theme& theme, const Layout& layout, const Horizon& horizon) {
    const auto h = static_cast<float>(sheet.height());
    const float unit = layout.scale();
    const auto shade = [&](float x, float y) {
        const float fall = y / h;
        const float mist = cloud(x / unit / 520, y / unit / 380, sky_seed) - 0.5f;
        return std::clamp(fall * fall * 0.85f + 0.12f * fall + 0.34f * mist * (0.35f + fall), 0.0f, 1.0f);
    };
    const Tone above = tone_of(theme.washi);
    const Tone below = tone_of(theme.ground_edge);
    const Tone air = tone_of(theme.glow);
    const Tone body = mixed(above, below, 0.35f);
    const float light_begins = horizon.height > 0 ? horizon.centre.y - horizon.radius - 320 * unit : h;
    paint_tones(sheet, above, below, shade, [&](Tone sky, float x, float y) {
        return y < light_begins ? sky : with_horizon(sky, horizon, air, body, x, y);
    });
}

void draw_stars(const Sheet& sheet, const Theme& theme, const Layout& layout, const Horizon& horizon) {
    const CairoContext pen = sheet.pen();
    const auto unit = static_cast<double>(layout.scale());
    const double area = sheet.width() / unit * (sheet.height() / unit);
    const int count = static_cast<int>(area / 13000);
    const Colour cold = mix(theme.second_ink, theme.ink, 0.5f);
    const Colour warm = mix(theme.glow, theme.ink, 0.4f);
    Dice dice(sky_seed + 1);
    for (int i = 0; i < count; ++i) {
        const double x = static_cast<double>(dice.next()) * sheet.width();
        const double y = static_cast<double>(dice.next()) * sheet.height();
        const float chance = dice.next();
        // Few are bright, as in a real sky.
        const float brightness = chance * chance * chance * chance;
        const double radius = std::max(0.55, (0.75 + 1.35 * static_cast<double>(brightness)) * unit);
        const double alpha = 0.20 + 0.62 * static_cast<double>(brightness) + 0.10 * static_cast<double>(dice.next());
        const bool is_warm = dice.next() < 0.16f;
        const Point from_planet = Point{static_cast<float>(x), static_cast<float>(y)} - horizon.centre;
        if (std::hypot(from_planet.x, from_planet.y) < horizon.radius + 24 * horizon.unit) continue;
        cairo_arc(pen.get(), x, y, radius, 0, 2 * std::numbers::pi);
        set_colour(pen.get(), is_warm ? warm : cold, alpha);
        cairo_fill(pen.get());
    }
}

// Old craters: a dark floor, and a rim that catches the light on the far side.
void draw_craters(const Sheet& sheet, Colour shaded, Colour lit, double radius) {
    const CairoContext pen = sheet.pen();
    const double middle = sheet.width() / 2.0;
    Dice dice(sky_seed + 9);
    for (int i = 0; i < 17; ++i) {
        const double turn = static_cast<double>(dice.next()) * 2 * std::numbers::pi;
        const double out = std::sqrt(static_cast<double>(dice.next())) * 0.9;
        const double flat = std::sqrt(1 - out * out * 0.94);  // seen from the side near the edge
        const double size = radius * static_cast<double>(dice.between(0.022f, 0.105f));
        cairo_save(pen.get());
        cairo_translate(pen.get(), middle + radius * out * std::cos(turn), middle + radius * out * std::sin(turn));
        cairo_rotate(pen.get(), turn);
        cairo_scale(pen.get(), flat, 1);
        cairo_rotate(pen.get(), -turn);
        cairo_arc(pen.get(), 0, 0, size, 0, 2 * std::numbers::pi);
        set_colour(pen.get(), shaded, 0.30);
        cairo_fill(pen.get());
        cairo_arc(pen.get(), size * 0.02, size * 0.02, size, 0.05 * std::numbers::pi, 0.45 * std::numbers::pi);
        cairo_set_line_width(pen.get(), std::max(0.8, size * 0.10));
        cairo_set_line_cap(pen.get(), CAIRO_LINE_CAP_ROUND);
        set_colour(pen.get(), mix(lit, {255, 244, 228}, 0.3f), 0.34);
        cairo_stroke(pen.get());
        cairo_restore(pen.get());
    }
}

}  // namespace

Picture draw_night_sky(const Theme& theme, const Layout& layout, float horizon_units) {
    Sheet sheet(layout.width_px(), layout.height_px());
    const Horizon horizon = horizon_units > 0 ? horizon_of(layout, horizon_units) : Horizon{};
    paint_sky(sheet, theme, layout, horizon);
    draw_stars(sheet, theme, layout, horizon);
    return sheet.picture();
}

Picture draw_planet(int side_px, int diameter_px, Colour lit, Colour shaded) {
    Sheet sheet(side_px, side_px);
    const float radius = static_cast<float>(diameter_px) / 2;
    const float middle = static_cast<float>(side_px) / 2;
    // Clouds in bands, that lean with the axis.
    paint_tones(sheet, tone_of(lit), tone_of(shaded), [&](float px, float py) {
        const float x = (px - middle) / radius;
        const float y = (py - middle) / radius;
        const float along = x * 0.92f + y * 0.39f;
        const float across = y * 0.92f - x * 0.39f;
        const float bend = 0.5f * cloud(along * 1.3f + 7, across * 2.2f + 3, sky_seed + 20);
        const float bands = cloud(along * 0.9f, across * 6.5f + bend, sky_seed + 30) - 0.5f;
        // Lambert's law on a sphere, softened: the far side stays a little lit.
        const float z = std::sqrt(std::max(0.0f, 1 - x * x - y * y));
        const float light = smooth_step(-0.75f, 1.0f, -0.46f * x - 0.58f * y + 0.67f * z);
        return std::clamp(1.06f - 1.06f * light + 0.30f * bands * (0.35f + light), 0.0f, 1.0f);
    });
    draw_craters(sheet, shaded, lit, static_cast<double>(radius));
    return sheet.picture();
}

}  // namespace ui
