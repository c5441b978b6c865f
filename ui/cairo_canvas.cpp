#include "ui/cairo_canvas.h"

#include <array>
#include <cstring>
#include <map>
#include <string>
#include <vector>

#include "base/check.h"
#include "ui/cairo_ptr.h"
#include "ui/paper.h"
#include "ui/qr.h"

namespace ui {
namespace {

struct At {
    explicit At(Point point) : x(static_cast<double>(point.x)), y(static_cast<double>(point.y)) {}
    double x;
    double y;
};

void rectangle(cairo_t* cr, const Rect& r) {
    cairo_rectangle(cr, static_cast<double>(r.x), static_cast<double>(r.y), static_cast<double>(r.w),
                    static_cast<double>(r.h));
}

// Straight alpha RGBA to Cairo's premultiplied words.
CairoSurface surface_of(int width, int height, std::span<const std::uint8_t> rgba) {
    CairoSurface surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height));
    const std::uint8_t* in = rgba.data();
    for (int y = 0; y < height; ++y) {
        std::uint8_t* row =
            cairo_image_surface_get_data(surface.get()) + y * cairo_image_surface_get_stride(surface.get());
        for (int x = 0; x < width; ++x, in += 4) {
            const std::uint32_t a = in[3];
            const auto part = [a](std::uint32_t level) { return (level * a + 127) / 255; };
            const std::uint32_t word = a << 24 | part(in[0]) << 16 | part(in[1]) << 8 | part(in[2]);
            std::memcpy(row + x * 4, &word, 4);
        }
    }
    cairo_surface_mark_dirty(surface.get());
    return surface;
}

// The alpha of each pixel alone; every `step`-th byte of what comes.
CairoSurface mask_of(int width, int height, std::span<const std::uint8_t> bytes, std::size_t first, std::size_t step) {
    CairoSurface mask(cairo_image_surface_create(CAIRO_FORMAT_A8, width, height));
    const int stride = cairo_image_surface_get_stride(mask.get());
    std::size_t at = first;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x, at += step)
            cairo_image_surface_get_data(mask.get())[y * stride + x] = bytes[at];
    cairo_surface_mark_dirty(mask.get());
    return mask;
}

}  // namespace

struct CairoCanvas::Pen {
    Pen(int width, int height)
        : surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height)), context(cairo_create(surface.get())) {
        PETTAN_ASSERT(cairo_status(cr()) == CAIRO_STATUS_SUCCESS);
        cairo_set_antialias(cr(), CAIRO_ANTIALIAS_BEST);
        cairo_set_line_join(cr(), CAIRO_LINE_JOIN_ROUND);
    }

    cairo_t* cr() const { return context.get(); }
    double alpha_of(Colour colour) const { return colour.a / 255.0 * static_cast<double>(alphas.back()); }
    void set(Colour colour) const {
        cairo_set_source_rgba(cr(), colour.r / 255.0, colour.g / 255.0, colour.b / 255.0, alpha_of(colour));
    }
    void add_stop(cairo_pattern_t* pattern, double offset, Colour colour) const {
        cairo_pattern_add_color_stop_rgba(pattern, offset, colour.r / 255.0, colour.g / 255.0, colour.b / 255.0,
                                          alpha_of(colour));
    }
    void trace(std::span<const Point> points) const {
        cairo_new_path(cr());
        for (const Point point : points)
            cairo_line_to(cr(), At(point).x, At(point).y);
    }

    CairoSurface surface;
    CairoContext context;
    std::vector<float> alphas{1};                // of the open groups, multiplied
    std::map<std::string, CairoSurface> stamps;  // coverage
};

CairoCanvas::CairoCanvas(Text& text, const Theme& theme, Layout layout)
    : Canvas(text, theme, layout), m_pen(std::make_unique<Pen>(layout.width_px(), layout.height_px())) {
    fill(layout.surface(), theme.washi);
}

CairoCanvas::~CairoCanvas() = default;

Picture CairoCanvas::picture() {
    cairo_surface_flush(m_pen->surface.get());
    Picture result{layout().width_px(), layout().height_px(), {}};
    result.rgba.reserve(static_cast<std::size_t>(result.width) * static_cast<std::size_t>(result.height) * 4);
    for (int y = 0; y < result.height; ++y) {
        const std::uint8_t* row = cairo_image_surface_get_data(m_pen->surface.get()) +
                                  y * cairo_image_surface_get_stride(m_pen->surface.get());
        for (int x = 0; x < result.width; ++x) {
            std::uint32_t word = 0;
            std::memcpy(&word, row + x * 4, 4);
            result.rgba.insert(result.rgba.end(),
                               {static_cast<std::uint8_t>(word >> 16), static_cast<std::uint8_t>(word >> 8),
                                static_cast<std::uint8_t>(word), 255});
        }
    }
    return result;
}

TextMetrics CairoCanvas::text(Point at, std::string_view text, const TextStyle& style, Colour colour) {
    const TextMetrics metrics = measure(text, style);
    if (metrics.ink.empty() || colour.a == 0) return metrics;
    const TextImage image = shaper().render(text, style);
    const At from(Point{snap(at.x), snap(at.y)} - image.origin);
    m_pen->set(colour);
    const CairoSurface mono = mask_of(image.width, image.height, image.mono, 3, 4);
    cairo_mask_surface(m_pen->cr(), mono.get(), from.x, from.y);
    if (image.colour.empty()) return metrics;
    const CairoSurface glyphs = surface_of(image.width, image.height, image.colour);
    cairo_set_source_surface(m_pen->cr(), glyphs.get(), from.x, from.y);
    cairo_paint_with_alpha(m_pen->cr(), m_pen->alpha_of(colour));
    return metrics;
}

void CairoCanvas::fill(const Rect& rect, Colour colour, float radius) {
    if (rect.empty()) return;
    m_pen->set(colour);
    cairo_new_path(m_pen->cr());
    if (radius <= 0) {
        rectangle(m_pen->cr(), snapped(rect));
        cairo_fill(m_pen->cr());
        return;
    }
    const auto corner = static_cast<double>(std::min({radius, rect.w / 2, rect.h / 2}));
    const At low(Point{rect.x, rect.y});
    const At high(Point{rect.right(), rect.bottom()});
    constexpr double quarter = 1.5707963267948966;
    cairo_arc(m_pen->cr(), high.x - corner, low.y + corner, corner, -quarter, 0);
    cairo_arc(m_pen->cr(), high.x - corner, high.y - corner, corner, 0, quarter);
    cairo_arc(m_pen->cr(), low.x + corner, high.y - corner, corner, quarter, 2 * quarter);
    cairo_arc(m_pen->cr(), low.x + corner, low.y + corner, corner, 2 * quarter, 3 * quarter);
    cairo_fill(m_pen->cr());
}

void CairoCanvas::fill_gradient(const Rect& rect, Colour top, Colour bottom) {
    const Rect r = snapped(rect);
    const CairoPattern pattern(cairo_pattern_create_linear(0, At({r.x, r.y}).y, 0, At({r.x, r.bottom()}).y));
    m_pen->add_stop(pattern.get(), 0, top);
    m_pen->add_stop(pattern.get(), 1, bottom);
    cairo_set_source(m_pen->cr(), pattern.get());
    cairo_new_path(m_pen->cr());
    rectangle(m_pen->cr(), r);
    cairo_fill(m_pen->cr());
}

void CairoCanvas::polygon(std::span<const Point> points, Colour colour) {
    m_pen->set(colour);
    m_pen->trace(points);
    cairo_fill(m_pen->cr());
}

void CairoCanvas::stroke(std::span<const Point> points, float width, Colour colour, Closed closed) {
    m_pen->set(colour);
    m_pen->trace(points);
    if (closed == Closed::yes) cairo_close_path(m_pen->cr());
    cairo_set_line_width(m_pen->cr(), static_cast<double>(width));
    cairo_stroke(m_pen->cr());
}

void CairoCanvas::background(Background background) {
    const Picture drawn = draw_background(background, theme(), layout());
    const CairoSurface surface = surface_of(drawn.width, drawn.height, drawn.rgba);
    cairo_set_source_surface(m_pen->cr(), surface.get(), 0, 0);
    cairo_paint(m_pen->cr());
}

void CairoCanvas::shadow(const Rect& rect, float radius, float blur, Colour colour) {
    const int blur_px = std::max(1, static_cast<int>(std::lround(blur)));
    const ShadowPicture drawn = draw_shadow(static_cast<int>(std::lround(radius)), blur_px);
    const CairoSurface mask = mask_of(drawn.picture.width, drawn.picture.height, drawn.picture.rgba, 3, 4);
    const Rect outer = rect.inset(static_cast<float>(-blur_px));
    const auto side = static_cast<float>(drawn.picture.width);
    const auto corner = static_cast<float>(drawn.corner);
    const float cx = std::min(corner, outer.w / 2);
    const float cy = std::min(corner, outer.h / 2);
    const std::array xs{outer.x, outer.x + cx, outer.right() - cx, outer.right()};
    const std::array ys{outer.y, outer.y + cy, outer.bottom() - cy, outer.bottom()};
    const std::array parts{0.0f, corner, side - corner, side};
    for (std::size_t j = 0; j < 3; ++j)
        for (std::size_t i = 0; i < 3; ++i) {
            const Rect to{xs[i], ys[j], xs[i + 1] - xs[i], ys[j + 1] - ys[j]};
            const Rect from{parts[i], parts[j], parts[i + 1] - parts[i], parts[j + 1] - parts[j]};
            if ((i == 1 && j == 1) || to.empty() || from.empty()) continue;  // under the rectangle itself
            cairo_save(m_pen->cr());
            cairo_new_path(m_pen->cr());
            rectangle(m_pen->cr(), to);
            cairo_clip(m_pen->cr());
            cairo_translate(m_pen->cr(), At({to.x, to.y}).x, At({to.x, to.y}).y);
            cairo_scale(m_pen->cr(), static_cast<double>(to.w / from.w), static_cast<double>(to.h / from.h));
            m_pen->set(colour);
            cairo_mask_surface(m_pen->cr(), mask.get(), -At({from.x, from.y}).x, -At({from.x, from.y}).y);
            cairo_restore(m_pen->cr());
        }
}

void CairoCanvas::soft_disc(Point centre, float radius, float blur, Colour colour) {
    const At at(centre);
    const auto outer = static_cast<double>(radius + blur);
    const CairoPattern pattern(
        cairo_pattern_create_radial(at.x, at.y, static_cast<double>(std::max(0.0f, radius - blur)), at.x, at.y, outer));
    m_pen->add_stop(pattern.get(), 0, colour);
    m_pen->add_stop(pattern.get(), 1, colour.faded(0));
    cairo_set_source(m_pen->cr(), pattern.get());
    cairo_new_path(m_pen->cr());
    cairo_arc(m_pen->cr(), at.x, at.y, outer, 0, 6.283185307179586);
    cairo_fill(m_pen->cr());
}

void CairoCanvas::sun(Point centre, float radius, Colour top, Colour bottom) {
    const int diameter = static_cast<int>(std::lround(2 * radius));
    if (diameter < 2) return;
    const Picture drawn = draw_sun(diameter, top, bottom, theme().scenery);
    const CairoSurface surface = surface_of(drawn.width, drawn.height, drawn.rgba);
    const At from(Point{snap(centre.x - static_cast<float>(drawn.width) / 2),
                        snap(centre.y - static_cast<float>(drawn.height) / 2)});
    cairo_set_source_surface(m_pen->cr(), surface.get(), from.x, from.y);
    cairo_paint_with_alpha(m_pen->cr(), m_pen->alpha_of(top));
}

void CairoCanvas::stamp(const StampArt& art, Point centre, float diameter, float angle, Colour colour) {
    if (diameter < 1 || colour.a == 0) return;
    // Twice its size, as on the screen, so that it is smooth at any angle.
    const int size = static_cast<int>(std::lround(2 * diameter));
    CairoSurface& mask = m_pen->stamps[stamp_key(art, size)];
    if (!mask) mask = mask_of(size, size, draw_stamp(shaper(), art, size).alpha, 0, 1);
    cairo_save(m_pen->cr());
    cairo_translate(m_pen->cr(), At(centre).x, At(centre).y);
    cairo_rotate(m_pen->cr(), static_cast<double>(angle));
    const double scale = static_cast<double>(diameter) / size;
    cairo_scale(m_pen->cr(), scale, scale);
    m_pen->set(colour);
    cairo_mask_surface(m_pen->cr(), mask.get(), -size / 2.0, -size / 2.0);
    cairo_restore(m_pen->cr());
}

void CairoCanvas::qr(std::string_view payload, const Rect& rect, Colour dark, Colour light) {
    fill(rect, light, 0);
    for (const Rect& module : dark_modules(payload, rect))
        fill(module, dark, 0);
}

void CairoCanvas::begin_clip(const Rect& rect) {
    cairo_save(m_pen->cr());
    cairo_new_path(m_pen->cr());
    rectangle(m_pen->cr(), rect);
    cairo_clip(m_pen->cr());
}

void CairoCanvas::end_clip() {
    cairo_restore(m_pen->cr());
}

void CairoCanvas::begin_group(const Group& group) {
    cairo_save(m_pen->cr());
    cairo_translate(m_pen->cr(), At(group.pivot + group.shift).x, At(group.pivot + group.shift).y);
    cairo_rotate(m_pen->cr(), static_cast<double>(group.angle));
    cairo_scale(m_pen->cr(), static_cast<double>(group.scale_x), static_cast<double>(group.scale_y));
    cairo_translate(m_pen->cr(), -At(group.pivot).x, -At(group.pivot).y);
    m_pen->alphas.push_back(m_pen->alphas.back() * std::clamp(group.alpha, 0.0f, 1.0f));
}

void CairoCanvas::end_group() {
    m_pen->alphas.pop_back();
    cairo_restore(m_pen->cr());
}

}  // namespace ui
