#include "ui/paper.h"

#include <numbers>

#include "ui/night_sky.h"
#include "ui/sheet.h"

namespace ui {
namespace {

// How dark the paper is at a place, 0…1: clouds in the pulp, sweeps of the papermaker's frame, edges in the shade.
// (u, v): 0…1 over the sheet; (x, y): in units of the design.
float shade_at(float u, float v, float x, float y) {
    const float edge = 1.35f * std::hypot((u - 0.48f) * 1.06f, (v - 0.42f) * 0.92f);
    const float clouds = cloud(x / 420, y / 420, paper_seed + 1) - 0.5f;
    const float bend = 90 * cloud(x / 700, y / 700, paper_seed + 5);
    const float sweeps = cloud((x * 0.35f + y + bend) / 34, (x - y * 0.3f + bend) / 560, paper_seed + 9) - 0.5f;
    return std::clamp(0.20f + 0.52f * edge * edge + 0.46f * clouds + 0.14f * sweeps, 0.0f, 1.0f);
}

struct Fibre {
    double x, y, angle, length, bend, width, alpha;
    bool light;
};

Fibre fibre(Dice& dice) {
    Fibre f{};
    f.x = static_cast<double>(dice.next());
    f.y = static_cast<double>(dice.next());
    f.angle = static_cast<double>(dice.next()) * 2 * std::numbers::pi;
    f.length = static_cast<double>(dice.between(14, 58));
    f.bend = static_cast<double>(dice.between(-0.34f, 0.34f));
    f.width = static_cast<double>(dice.between(0.8f, 1.7f));
    f.light = dice.next() < 0.58f;
    f.alpha = static_cast<double>(dice.between(0.45f, 1.0f));
    return f;
}

// A hair of mulberry: one bow, its second half turned the other way now and then.
void draw_fibre(cairo_t* cr, const Fibre& f, double unit, Point at) {
    const double dx = std::cos(f.angle) * f.length * unit;
    const double dy = std::sin(f.angle) * f.length * unit;
    const double bx = -dy * f.bend;
    const double by = dx * f.bend;
    const auto x = static_cast<double>(at.x);
    const auto y = static_cast<double>(at.y);
    cairo_move_to(cr, x, y);
    cairo_curve_to(cr, x + dx * 0.33 + bx, y + dy * 0.33 + by, x + dx * 0.7 + bx * (f.light ? 1.0 : -0.4),
                   y + dy * 0.7 + by * (f.light ? 1.0 : -0.4), x + dx, y + dy);
    cairo_set_line_width(cr, std::max(0.7, f.width * unit));
    cairo_stroke(cr);
}

void draw_fibres(const Sheet& sheet, const Theme& theme, const Layout& layout) {
    const CairoContext pen = sheet.pen();
    cairo_set_line_cap(pen.get(), CAIRO_LINE_CAP_ROUND);
    const auto unit = static_cast<double>(layout.scale());
    const double area = sheet.width() / unit * (sheet.height() / unit);
    const int count = static_cast<int>(area / 9000);
    const Colour shade = mix(theme.hairline, theme.second_ink, 0.25f);
    Dice dice(paper_seed + 33);
    for (int i = 0; i < count; ++i) {
        const Fibre f = fibre(dice);
        set_colour(pen.get(), f.light ? theme.paper : shade, f.alpha * (f.light ? 0.50 : 0.20));
        draw_fibre(pen.get(), f, unit,
                   {static_cast<float>(f.x * sheet.width()), static_cast<float>(f.y * sheet.height())});
    }
}

struct Waves {
    double height;  // of the band, in units of the design
    double alpha;   // of the lines at the foot
};

// 青海波: scales in rows, each row hides the feet of the one above it. Lines grow fainter upward.
void draw_waves(const Sheet& sheet, const Theme& theme, const Layout& layout, Waves waves) {
    const auto unit = static_cast<double>(layout.scale());
    const double radius = (layout.form() == Form::wide ? 64 : 44) * unit;
    const double pitch = radius / 2;
    const int rows = static_cast<int>(std::ceil(waves.height * unit / pitch));
    const double line = std::max(1.0, 1.9 * unit);
    const CairoContext pen = sheet.pen();
    cairo_t* cr = pen.get();
    cairo_push_group_with_content(cr, CAIRO_CONTENT_ALPHA);
    cairo_set_line_width(cr, line);
    for (int row = 0; row < rows; ++row) {
        const double y = sheet.height() - (rows - row) * pitch + radius;
        const double offset = (rows - row) % 2 == 0 ? 0 : radius;
        for (double x = offset - radius; x < sheet.width() + radius; x += 2 * radius) {
            cairo_set_operator(cr, CAIRO_OPERATOR_DEST_OUT);
            cairo_set_source_rgba(cr, 0, 0, 0, 1);
            cairo_arc(cr, x, y, radius, 0, 2 * std::numbers::pi);
            cairo_fill(cr);
            cairo_set_operator(cr, CAIRO_OPERATOR_OVER);
            for (const double ring : {1.0, 0.765, 0.53, 0.295}) {
                cairo_arc(cr, x, y, ring * radius - (ring == 1.0 ? line / 2 : 0), 0, 2 * std::numbers::pi);
                cairo_stroke(cr);
            }
        }
    }
    const CairoPattern mask(cairo_pop_group(cr));
    const CairoPattern fade(cairo_pattern_create_linear(0, sheet.height() - rows * pitch, 0, sheet.height()));
    const Colour c = mix(theme.hairline, theme.warning_text, 0.28f);
    for (const double stop : {0.0, 0.25, 0.5, 0.75, 1.0})
        cairo_pattern_add_color_stop_rgba(fade.get(), stop, c.r / 255.0, c.g / 255.0, c.b / 255.0,
                                          waves.alpha * (0.10 + 0.90 * stop * (0.45 + 0.55 * stop)));
    cairo_set_source(cr, fade.get());
    cairo_mask(cr, mask.get());
}

Picture draw_washi(const Theme& theme, const Layout& layout, Waves waves) {
    Sheet sheet(layout.width_px(), layout.height_px());
    const Tone light = tone_of(theme.washi);
    const Tone dark = tone_of(theme.ground_edge);
    const auto w = static_cast<float>(sheet.width());
    const auto h = static_cast<float>(sheet.height());
    paint_tones(sheet, light, dark,
                [&](float x, float y) { return shade_at(x / w, y / h, x / layout.scale(), y / layout.scale()); });
    draw_fibres(sheet, theme, layout);
    if (waves.height > 0) draw_waves(sheet, theme, layout, waves);
    return sheet.picture();
}

Picture draw_plain(Tone light, Tone dark, const Layout& layout) {
    Sheet sheet(layout.width_px(), layout.height_px());
    const auto w = static_cast<float>(sheet.width());
    const auto h = static_cast<float>(sheet.height());
    paint_tones(sheet, light, dark, [&](float x, float y) {
        return std::clamp(std::hypot(x / w - 0.5f, y / h - 0.5f) * 1.2f, 0.0f, 1.0f);
    });
    return sheet.picture();
}

Picture draw_staff_ground(const Theme& theme, const Layout& layout) {
    return draw_plain(tone_of(theme.staff.ground), tone_of(mix(theme.staff.ground, Colour::hex(0x000000), 0.16f)),
                      layout);
}

// How high the band at the foot is, in units of the design.
Waves waves_of(Background background, const Layout& layout) {
    const double scale = layout.form() == Form::wide ? 1 : 0.7;
    switch (background) {
        case Background::washi:
            return {118 * scale, 0.50};
        case Background::washi_waves:
            return {196 * scale, 0.95};
        case Background::washi_still:
        case Background::staff:
            return {0, 0};
    }
    return {0, 0};
}

}  // namespace

Picture draw_background(Background background, const Theme& theme, const Layout& layout) {
    if (background == Background::staff) return draw_staff_ground(theme, layout);
    const Waves foot = waves_of(background, layout);
    switch (theme.scenery) {
        case Scenery::washi:
            return draw_washi(theme, layout, foot);
        case Scenery::night_sky:
            return draw_night_sky(theme, layout, static_cast<float>(foot.height));
        case Scenery::plain:
            return draw_plain(tone_of(theme.washi), tone_of(theme.ground_edge), layout);
    }
    return {};
}

namespace {

// Smooth at its edge.
Picture cut_to_disc(Picture picture, int diameter_px) {
    const float centre = static_cast<float>(picture.width) / 2 - 0.5f;
    const float radius = static_cast<float>(diameter_px) / 2;
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x) {
            const float distance = std::hypot(static_cast<float>(x) - centre, static_cast<float>(y) - centre);
            const float coverage = std::clamp(radius - distance + 0.5f, 0.0f, 1.0f);
            picture.rgba[static_cast<std::size_t>(y * picture.width + x) * 4 + 3] =
                static_cast<std::uint8_t>(std::lround(255 * coverage));
        }
    return picture;
}

}  // namespace

Picture draw_sun(int diameter_px, Colour top, Colour bottom, Scenery scenery) {
    const int side = diameter_px + 2 * sun_margin_px;
    if (scenery == Scenery::night_sky) return cut_to_disc(draw_planet(side, diameter_px, top, bottom), diameter_px);
    Sheet sheet(side, side);
    const auto size = static_cast<float>(side);
    paint_tones(sheet, tone_of(top), tone_of(bottom), [&](float x, float y) {
        return std::clamp(y / size + 0.10f * (cloud(x / size * 3, y / size * 3, paper_seed + 70) - 0.5f), 0.0f, 1.0f);
    });
    const CairoContext pen = sheet.pen();
    cairo_set_line_cap(pen.get(), CAIRO_LINE_CAP_ROUND);
    const double unit = diameter_px / 722.0;
    Dice dice(paper_seed + 71);
    for (int i = 0; i < 34 && scenery == Scenery::washi; ++i) {
        const Fibre f = fibre(dice);
        set_colour(pen.get(), mix(top, Colour::hex(0xFFF3E4), 0.6f), f.alpha * 0.30);
        draw_fibre(pen.get(), f, unit, {static_cast<float>(f.x) * size, static_cast<float>(f.y) * size});
    }
    return cut_to_disc(sheet.picture(), diameter_px);
}

ShadowPicture draw_shadow(int radius_px, int blur_px) {
    const int blur = std::max(1, blur_px);
    const int corner = 2 * blur + radius_px;
    const int side = 2 * corner + 2;
    const auto n = static_cast<std::size_t>(side);
    const float half = static_cast<float>(side) / 2 - static_cast<float>(blur);
    const float radius = std::min(static_cast<float>(radius_px), half);
    const auto s = static_cast<float>(blur) * 0.4f;  // standard deviation: what lies beyond 2.5 of it is not seen
    ShadowPicture shadow{{side, side, std::vector<std::uint8_t>(n * n * 4, 255)}, corner};
    // The blurred edge as a function of the signed distance: exact along straight edges, close at round corners.
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const float dx = std::abs(static_cast<float>(x) + 0.5f - static_cast<float>(side) / 2) - half + radius + s;
            const float dy = std::abs(static_cast<float>(y) + 0.5f - static_cast<float>(side) / 2) - half + radius + s;
            const float outside = std::hypot(std::max(dx, 0.0f), std::max(dy, 0.0f));
            const float distance = outside + std::min(std::max(dx, dy), 0.0f) - radius - s;
            const float coverage = 0.5f * std::erfc(distance / (s * std::numbers::sqrt2_v<float>));
            shadow.picture.rgba[(static_cast<std::size_t>(y) * n + static_cast<std::size_t>(x)) * 4 + 3] =
                static_cast<std::uint8_t>(std::lround(255 * coverage));
        }
    return shadow;
}

}  // namespace ui
