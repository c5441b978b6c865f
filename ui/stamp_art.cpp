#include "ui/stamp_art.h"

#include <fmt/format.h>

#include <cstring>
#include <numbers>

#include "base/check.h"
#include "ui/cairo_ptr.h"
#include "ui/noise.h"

namespace ui {
namespace {

constexpr std::uint32_t ink_variants = 3;  // so that a season's stamps share few textures

// The art is drawn in a space of -1…1 with the rim of a round stamp at 0.94; a margin of the square stays empty, so
// that edges are never cut, also when they are read between pixels.
constexpr double rim = 0.94;
constexpr double filled = 0.965;

struct Weights {
    double outline;
    double inner;      // thickness of the inner line
    double inner_gap;  // from the outline's middle to the inner line's middle
    double word;       // em
};

class Rubber {
public:
    explicit Rubber(int size_px)
        : m_size(size_px),
          m_surface(cairo_image_surface_create(CAIRO_FORMAT_A8, size_px, size_px)),
          m_context(cairo_create(m_surface.get())) {
        cairo_set_antialias(cr(), CAIRO_ANTIALIAS_BEST);
        cairo_translate(cr(), size_px / 2.0, size_px / 2.0);
        cairo_scale(cr(), filled * size_px / 2.0, filled * size_px / 2.0);
        cairo_set_line_join(cr(), CAIRO_LINE_JOIN_MITER);
    }
    cairo_t* cr() const { return m_context.get(); }
    int size() const { return m_size; }

    void stroke(double width) const {
        cairo_set_line_width(cr(), width);
        cairo_stroke(cr());
    }

    // A line inside the current path at a constant distance from it: the band between two strokes of the same path, so
    // it is parallel everywhere, as a scaled copy would not be. The path is used up.
    void inner_line(double distance, double width) const {
        const CairoPath path(cairo_copy_path(cr()));
        cairo_push_group_with_content(cr(), CAIRO_CONTENT_ALPHA);
        cairo_new_path(cr());
        cairo_append_path(cr(), path.get());
        cairo_clip(cr());
        cairo_append_path(cr(), path.get());
        stroke(2 * distance + width);
        cairo_set_operator(cr(), CAIRO_OPERATOR_DEST_OUT);
        cairo_append_path(cr(), path.get());
        cairo_set_line_cap(cr(), CAIRO_LINE_CAP_SQUARE);  // past the ends, so that no half-covered pixels stay there
        stroke(2 * distance - width);
        cairo_pop_group_to_source(cr());
        cairo_paint(cr());
        cairo_set_source_rgba(cr(), 0, 0, 0, 1);
    }

    // Sets text with its ink's centre at a place of the art; shrinks it to a width. Returns the ink's size.
    Point word(Text& text, const std::string& words, TextStyle style, double em, double width_max, Point centre) const {
        const float middle = static_cast<float>(m_size) / 2;
        const float unit = middle * static_cast<float>(filled);
        style.size_px = static_cast<float>(em) * unit;
        Rect ink = text.measure(words, style).ink;
        if (ink.empty()) return {};
        if (const float limit = static_cast<float>(width_max) * unit; ink.w > limit) {
            style.size_px *= limit / ink.w;
            ink = text.measure(words, style).ink;
        }
        const TextImage image = text.render(words, style);
        const CairoSurface mask(cairo_image_surface_create(CAIRO_FORMAT_A8, image.width, image.height));
        const int stride = cairo_image_surface_get_stride(mask.get());
        for (int y = 0; y < image.height; ++y)
            for (int x = 0; x < image.width; ++x)
                cairo_image_surface_get_data(mask.get())[y * stride + x] =
                    image.mono[static_cast<std::size_t>(y * image.width + x) * 4 + 3];
        cairo_surface_mark_dirty(mask.get());
        const Point at{middle + centre.x * unit - ink.centre().x - image.origin.x,
                       middle + centre.y * unit - ink.centre().y - image.origin.y};
        cairo_save(cr());
        cairo_identity_matrix(cr());
        cairo_mask_surface(cr(), mask.get(), static_cast<double>(at.x), static_cast<double>(at.y));
        cairo_restore(cr());
        return {ink.w / unit, ink.h / unit};
    }

    std::vector<std::uint8_t> pixels() const {
        cairo_surface_flush(m_surface.get());
        const auto side = static_cast<std::size_t>(m_size);
        std::vector<std::uint8_t> alpha(side * side);
        const int stride = cairo_image_surface_get_stride(m_surface.get());
        for (int y = 0; y < m_size; ++y)
            std::memcpy(alpha.data() + static_cast<std::size_t>(y) * side,
                        cairo_image_surface_get_data(m_surface.get()) + y * stride, side);
        return alpha;
    }

private:
    int m_size;
    CairoSurface m_surface;
    CairoContext m_context;
};

void circle(cairo_t* cr, double radius) {
    cairo_new_sub_path(cr);
    cairo_arc(cr, 0, 0, radius, 0, 2 * std::numbers::pi);
}

// Polar, the angle in degrees clockwise from 12 o'clock.
void move_to(cairo_t* cr, double degrees, double radius) {
    const double a = (degrees - 90) * std::numbers::pi / 180;
    cairo_move_to(cr, radius * std::cos(a), radius * std::sin(a));
}
void line_to(cairo_t* cr, double degrees, double radius) {
    const double a = (degrees - 90) * std::numbers::pi / 180;
    cairo_line_to(cr, radius * std::cos(a), radius * std::sin(a));
}
void curve_to(cairo_t* cr, double d1, double r1, double d2, double r2, double d3, double r3) {
    const double a1 = (d1 - 90) * std::numbers::pi / 180;
    const double a2 = (d2 - 90) * std::numbers::pi / 180;
    const double a3 = (d3 - 90) * std::numbers::pi / 180;
    cairo_curve_to(cr, r1 * std::cos(a1), r1 * std::sin(a1), r2 * std::cos(a2), r2 * std::sin(a2), r3 * std::cos(a3),
                   r3 * std::sin(a3));
}

void draw_ring(const Rubber& rubber, const Weights& w) {
    circle(rubber.cr(), rim - w.outline / 2);
    rubber.stroke(w.outline);
    circle(rubber.cr(), rim - w.outline / 2);
    rubber.inner_line(w.inner_gap, w.inner);
}

void draw_sun(const Rubber& rubber, const Weights& w) {
    cairo_t* cr = rubber.cr();
    const double radius = 0.70;
    circle(cr, radius);
    rubber.stroke(w.outline * 0.82);
    const int rays = 20;
    for (int i = 0; i < rays; ++i) {
        const double axis = 360.0 * i / rays;
        const double foot = 0.80;
        const double half = 4.0;
        move_to(cr, axis - half, foot);
        line_to(cr, axis, i % 2 == 0 ? 0.98 : 0.95);
        line_to(cr, axis + half, foot);
        cairo_close_path(cr);
        cairo_fill(cr);
    }
}

// One petal between two notches of the flower, its tip cleft.
void petal(cairo_t* cr, double axis) {
    const double notch = 0.52;
    const double shoulder = rim - 0.01;
    move_to(cr, axis - 36, notch);
    curve_to(cr, axis - 38, 0.79, axis - 28.5, 1.045, axis - 8.5, shoulder);
    line_to(cr, axis, 0.805);
    line_to(cr, axis + 8.5, shoulder);
    curve_to(cr, axis + 28.5, 1.045, axis + 38, 0.79, axis + 36, notch);
}

void draw_sakura(const Rubber& rubber, const Weights& w) {
    cairo_t* cr = rubber.cr();
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    for (int i = 0; i < 5; ++i)
        petal(cr, 72.0 * i);
    rubber.stroke(w.outline);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_BUTT);
    for (int i = 0; i < 5; ++i) {
        petal(cr, 72.0 * i);
        rubber.inner_line(w.inner_gap, w.inner);
    }
}

// はなまる: a teacher's flower, round petals about a spiral.
void draw_hanamaru(const Rubber& rubber, const Weights& w) {
    cairo_t* cr = rubber.cr();
    const int petals = 10;
    const double lobe_radius = 0.238;
    const double lobe_centre = rim - lobe_radius;
    // Neighbouring lobes meet on the ray between them; seen from a lobe's own centre that is `meet` off its axis.
    const double half_step = std::numbers::pi / petals;
    const double side = lobe_centre * std::sin(half_step);
    const double meet = std::numbers::pi / 2 + half_step - std::acos(std::min(1.0, side / lobe_radius));
    const auto outline = [&] {
        for (int i = 0; i < petals; ++i) {
            const double axis = 2 * half_step * i - std::numbers::pi / 2;
            cairo_arc(cr, lobe_centre * std::cos(axis), lobe_centre * std::sin(axis), lobe_radius, axis - meet,
                      axis + meet);
        }
        cairo_close_path(cr);
    };
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    outline();
    rubber.stroke(w.outline * 0.8);
    const double from = 0.525;
    const double turns = 1.16;
    for (int i = 0; i <= 160; ++i) {
        const double t = i / 160.0;
        line_to(cr, 200 + 360 * turns * t, from + 0.085 * t);
    }
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    rubber.stroke(w.inner * 1.5);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_BUTT);
}

void rounded_square(cairo_t* cr, double half, double radius) {
    cairo_new_sub_path(cr);
    cairo_arc(cr, half - radius, -half + radius, radius, -std::numbers::pi / 2, 0);
    cairo_arc(cr, half - radius, half - radius, radius, 0, std::numbers::pi / 2);
    cairo_arc(cr, -half + radius, half - radius, radius, std::numbers::pi / 2, std::numbers::pi);
    cairo_arc(cr, -half + radius, -half + radius, radius, std::numbers::pi, 3 * std::numbers::pi / 2);
    cairo_close_path(cr);
}

void draw_seal(const Rubber& rubber, Text& text, const std::string& word) {
    cairo_t* cr = rubber.cr();
    rounded_square(cr, rim - 0.02, 0.085);
    cairo_fill(cr);
    cairo_set_operator(cr, CAIRO_OPERATOR_DEST_OUT);
    rounded_square(cr, rim - 0.125, 0.05);
    rubber.stroke(0.026);
    const TextStyle style{.family = Family::serif,
                          .weight = Weight::bold,
                          .flow = Flow::vertical,
                          .tracking_px = static_cast<float>(rubber.size()) * -0.012f,
                          .max_lines = 0};
    rubber.word(text, word, style, 0.80, 1.4, {0, 0});
}

// The same for a round seal; its word lies.
void draw_round_seal(const Rubber& rubber, Text& text, const std::string& word) {
    cairo_t* cr = rubber.cr();
    circle(cr, rim - 0.01);
    cairo_fill(cr);
    cairo_set_operator(cr, CAIRO_OPERATOR_DEST_OUT);
    circle(cr, rim - 0.12);
    rubber.stroke(0.026);
    rubber.word(text, word, {.family = Family::serif, .weight = Weight::bold}, 0.70, 1.34, {0, 0});
}

void trace(cairo_t* cr, const StampPath& path) {
    constexpr double half = drawn_shape_side / 2;
    const auto x = [](PathPoint p) { return p.x / half - 1; };
    const auto y = [](PathPoint p) { return p.y / half - 1; };
    cairo_new_path(cr);
    for (const PathStep& step : path) {
        switch (step.kind) {
            case PathStep::Kind::move:
                cairo_move_to(cr, x(step.to), y(step.to));
                break;
            case PathStep::Kind::line:
                cairo_line_to(cr, x(step.to), y(step.to));
                break;
            case PathStep::Kind::curve:
                cairo_curve_to(cr, x(step.control_a), y(step.control_a), x(step.control_b), y(step.control_b),
                               x(step.to), y(step.to));
                break;
            case PathStep::Kind::close:
                cairo_close_path(cr);
                break;
        }
    }
}

// A shape of a pack's own: its layers, then the texts that it has a place for.
void draw_drawn(const Rubber& rubber, Text& text, const StampArt& art) {
    PETTAN_ASSERT(art.drawn != nullptr);
    constexpr double half = drawn_shape_side / 2;
    cairo_t* cr = rubber.cr();
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    const double heavier = art.heavy ? 1.22 : 1.0;
    for (const DrawnShape::Layer& layer : art.drawn->layers) {
        using Tool = DrawnShape::Tool;
        const bool cuts = layer.tool == Tool::cut || layer.tool == Tool::cut_line;
        cairo_set_operator(cr, cuts ? CAIRO_OPERATOR_DEST_OUT : CAIRO_OPERATOR_OVER);
        trace(cr, layer.path);
        if (layer.tool == Tool::fill || layer.tool == Tool::cut)
            cairo_fill(cr);
        else
            rubber.stroke(layer.width / half * (cuts ? 1 : heavier));
    }
    cairo_set_operator(cr, CAIRO_OPERATOR_OVER);
    const auto set = [&](const std::optional<DrawnShape::TextPlace>& place, const std::string& words,
                         const TextStyle& style) {
        if (!place || words.empty()) return;
        const Point centre{static_cast<float>(place->x / half - 1), static_cast<float>(place->y / half - 1)};
        rubber.word(text, words, style, place->size / half, 1.5, centre);
    };
    set(art.drawn->word, art.word, {.family = Family::serif, .weight = Weight::bold});
    set(art.drawn->date, art.date, {.family = Family::sans, .weight = Weight::bold, .tnum = true});
}

Weights weights_of(const StampArt& art) {
    const double more = art.heavy ? 1.22 : 1.0;
    switch (art.shape) {
        case StampShape::ring:
            return {0.095 * more, 0.024, 0.115 + 0.02 * more, 0.60};
        case StampShape::sun:
            return {0.085 * more, 0.024, 0.1, 0.53};
        case StampShape::sakura:
            return {0.090 * more, 0.026, 0.080 + 0.036 * more, 0.45};
        case StampShape::hanamaru:
            return {0.078 * more, 0.032, 0.1, 0.44};
        case StampShape::seal:
        case StampShape::round_seal:
        case StampShape::drawn:
            return {0, 0, 0, 0};
    }
    return {};
}

void draw_word(const Rubber& rubber, Text& text, const StampArt& art, const Weights& w) {
    const TextStyle serif{.family = Family::serif, .weight = Weight::bold};
    const double width_max = 2.1 * w.word;
    if (art.date.empty()) {
        rubber.word(text, art.word, serif, w.word, width_max, {0, 0});
        return;
    }
    const double raised = -0.24 * w.word;
    const Point size = rubber.word(text, art.word, serif, w.word * 0.94, width_max, {0, static_cast<float>(raised)});
    cairo_t* cr = rubber.cr();
    const double below = raised + static_cast<double>(size.y) / 2 + 0.11 * w.word;
    const double half = static_cast<double>(size.x) / 2 * 0.97;
    cairo_move_to(cr, -half, below);
    cairo_line_to(cr, half, below);
    rubber.stroke(w.inner * 1.15);
    const TextStyle sans{.family = Family::sans, .weight = Weight::bold, .tnum = true};
    rubber.word(text, art.date, sans, 0.47 * w.word, 1.3 * w.word, {0, static_cast<float>(below + 0.27 * w.word)});
}

std::vector<std::uint8_t> cut_rubber(Text& text, const StampArt& art, int size_px) {
    const Rubber rubber(size_px);
    const Weights w = weights_of(art);
    switch (art.shape) {
        case StampShape::ring:
            draw_ring(rubber, w);
            break;
        case StampShape::sun:
            draw_sun(rubber, w);
            break;
        case StampShape::sakura:
            draw_sakura(rubber, w);
            break;
        case StampShape::hanamaru:
            draw_hanamaru(rubber, w);
            break;
        case StampShape::seal:
            draw_seal(rubber, text, art.word);
            return rubber.pixels();
        case StampShape::round_seal:
            draw_round_seal(rubber, text, art.word);
            return rubber.pixels();
        case StampShape::drawn:
            draw_drawn(rubber, text, art);
            return rubber.pixels();
    }
    draw_word(rubber, text, art, w);
    return rubber.pixels();
}

// A square picture of 0…1, read between its pixels; nothing outside.
class Plate {
public:
    explicit Plate(int size)
        : m_size(size), m_values(static_cast<std::size_t>(size) * static_cast<std::size_t>(size)) {}

    int size() const { return m_size; }
    float& operator()(int x, int y) { return m_values[index(x, y)]; }
    float operator()(int x, int y) const { return m_values[index(x, y)]; }
    float sample(float x, float y) const {
        const float fx = std::floor(x);
        const float fy = std::floor(y);
        const int ix = static_cast<int>(fx);
        const int iy = static_cast<int>(fy);
        const float tx = x - fx;
        const float ty = y - fy;
        return (inside(ix, iy) * (1 - tx) + inside(ix + 1, iy) * tx) * (1 - ty) +
               (inside(ix, iy + 1) * (1 - tx) + inside(ix + 1, iy + 1) * tx) * ty;
    }

private:
    std::size_t index(int x, int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(m_size) + static_cast<std::size_t>(x);
    }
    float inside(int x, int y) const { return x < 0 || y < 0 || x >= m_size || y >= m_size ? 0 : (*this)(x, y); }

    int m_size;
    std::vector<float> m_values;
};

// Mean over a square of 2r + 1 pixels, as two passes of running sums.
Plate softened(const Plate& plate, int r) {
    const int n = plate.size();
    const auto pass = [n, r](const auto& from, const auto& to) {
        for (int line = 0; line < n; ++line) {
            float sum = 0;
            for (int i = 0; i < std::min(r, n); ++i)
                sum += from(i, line);
            for (int i = 0; i < n; ++i) {
                if (i + r < n) sum += from(i + r, line);
                if (i - r - 1 >= 0) sum -= from(i - r - 1, line);
                to(i, line) = std::max(0.0f, sum / static_cast<float>(2 * r + 1));
            }
        }
    };
    Plate rows(n);
    Plate both(n);
    pass([&](int i, int line) { return plate(i, line); }, [&](int i, int line) -> float& { return rows(i, line); });
    pass([&](int i, int line) { return rows(line, i); }, [&](int i, int line) -> float& { return both(line, i); });
    return both;
}

// Rubber meets paper: wavering edges, ink squeezed to the rims, a hand that leans to one side, flecks without ink.
// Places are given as (u, v), 0…1 over the stamp's square.
class Ink {
public:
    explicit Ink(const StampArt& art)
        : m_seed(hash_of(art.seed, static_cast<std::uint32_t>(art.shape), 77)), m_wear(art.heavy ? 0.82f : 1.0f) {
        const float lean = unit_of(scrambled(m_seed)) * 2 * static_cast<float>(std::numbers::pi);
        for (int y = 0; y < grid; ++y)
            for (int x = 0; x < grid; ++x) {
                const float u = static_cast<float>(x) / (grid - 1);
                const float v = static_cast<float>(y) / (grid - 1);
                const float leaning = (u - 0.5f) * std::cos(lean) + (v - 0.5f) * std::sin(lean);
                const float patches = m_wear * (cloud(u * 4.2f, v * 4.2f, m_seed + 10) - 0.5f);
                m_pressure(x, y) = std::clamp(0.93f + 0.22f * leaning + 0.34f * patches, 0.70f, 1.0f);
                m_worn(x, y) = cloud(u * 9, v * 9, m_seed + 20);
            }
    }

    // Where the rubber's point lies that prints here, in parts of the stamp's size.
    Point waver(float u, float v) const {
        const float coarse = 0.0042f;
        const float fine = 0.0014f;
        return {
            (noise(u * 26, v * 26, m_seed + 1) - 0.5f) * coarse + (noise(u * 90, v * 90, m_seed + 2) - 0.5f) * fine,
            (noise(u * 26, v * 26, m_seed + 3) - 0.5f) * coarse + (noise(u * 90, v * 90, m_seed + 4) - 0.5f) * fine};
    }

    // How much ink stays, 0…1. `depth`: 0 at an edge, 1 deep inside a filled area.
    float amount(float u, float v, float depth) const {
        const float squeezed = 1 - 0.16f * depth * m_wear;
        const float grain = 0.66f * noise(u * 58, v * 58, m_seed + 30) + 0.34f * noise(u * 130, v * 130, m_seed + 31);
        const float threshold = 0.872f - 0.30f * at(m_worn, u, v) * m_wear;
        const float fleck = smooth_step(threshold, threshold + 0.09f, grain) * (0.46f + 0.2f * depth);
        const float paper = 1 - 0.07f * noise(u * 240, v * 240, m_seed + 40);
        return at(m_pressure, u, v) * squeezed * paper * (1 - fleck);
    }

private:
    static constexpr int grid = 49;  // what changes slowly is reckoned on it once
    static float at(const Plate& plate, float u, float v) { return plate.sample(u * (grid - 1), v * (grid - 1)); }

    std::uint32_t m_seed;
    float m_wear;
    Plate m_pressure{grid};
    Plate m_worn{grid};
};

}  // namespace

StampPlacement place_stamp(std::string_view card, int cell) {
    const auto hash = [&](std::uint32_t what) {
        return unit_of(hash_of(static_cast<std::uint32_t>(cell), what, hash_of(card)));
    };
    // Steps of the golden ratio round a circle never come close to an earlier one, so no two angles are alike; the
    // card's hash says where they begin, and a little of each stamp's own hides the regularity.
    const float golden = 0.618034f;
    const float along = unit_of(hash_of(card)) + golden * static_cast<float>(cell) + 0.02f * hash(1);
    const float angle_max = 0.23f;
    StampPlacement placement;
    placement.angle = (2 * (along - std::floor(along)) - 1) * angle_max;
    placement.jitter = {0.06f * (hash(2) - 0.5f), 0.06f * (hash(3) - 0.5f)};
    placement.opacity = 0.62f + 0.14f * hash(4);
    placement.seed = static_cast<std::uint32_t>(hash(5) * ink_variants);
    return placement;
}

std::string stamp_key(const StampArt& art, int size_px) {
    return fmt::format("{}/{}/{}/{}/{}/{}/{}", size_px, static_cast<int>(art.shape), art.drawn ? art.drawn->name : "",
                       art.heavy, art.seed, art.word, art.date);
}

StampCoverage draw_stamp(Text& text, const StampArt& art, int size_px) {
    PETTAN_ASSERT(size_px > 0);
    const std::vector<std::uint8_t> cut = cut_rubber(text, art, size_px);
    Plate rubber(size_px);
    for (int y = 0; y < size_px; ++y)
        for (int x = 0; x < size_px; ++x)
            rubber(x, y) = static_cast<float>(cut[static_cast<std::size_t>(y * size_px + x)]) / 255;
    const Plate soft = softened(softened(rubber, std::max(1, size_px / 90)), std::max(1, size_px / 90));

    const Ink ink(art);
    const auto side = static_cast<float>(size_px);
    StampCoverage coverage{size_px, std::vector<std::uint8_t>(cut.size())};
    for (int y = 0; y < size_px; ++y) {
        for (int x = 0; x < size_px; ++x) {
            if (soft(x, y) <= 0) continue;
            const float u = static_cast<float>(x) / side;
            const float v = static_cast<float>(y) / side;
            const Point shift = ink.waver(u, v);
            const float here =
                rubber.sample(static_cast<float>(x) + shift.x * side, static_cast<float>(y) + shift.y * side);
            if (here <= 0) continue;
            const float depth = smooth_step(0.80f, 1.0f, soft(x, y));
            coverage.alpha[static_cast<std::size_t>(y * size_px + x)] =
                static_cast<std::uint8_t>(std::lround(255 * here * ink.amount(u, v, depth)));
        }
    }
    return coverage;
}

}  // namespace ui
