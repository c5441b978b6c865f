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

// The art is drawn in a space of -1…1; a margin of the square stays empty, so
// that edges are never cut, also when they are read between pixels.
constexpr double filled = 0.965;

class Rubber {
public:
    Rubber(const std::vector<std::uint8_t>& drawing, int size_px)
        : m_size(size_px),
          m_surface(cairo_image_surface_create(CAIRO_FORMAT_A8, size_px, size_px)),
          m_context(cairo_create(m_surface.get())) {
        cairo_set_antialias(cr(), CAIRO_ANTIALIAS_BEST);
        cairo_translate(cr(), size_px / 2.0, size_px / 2.0);
        cairo_scale(cr(), filled * size_px / 2.0, filled * size_px / 2.0);
        const int stride = cairo_image_surface_get_stride(m_surface.get());
        for (int y = 0; y < size_px; ++y)
            std::memcpy(cairo_image_surface_get_data(m_surface.get()) + y * stride,
                        drawing.data() + static_cast<std::ptrdiff_t>(y) * size_px, static_cast<std::size_t>(size_px));
        cairo_surface_mark_dirty(m_surface.get());
    }
    cairo_t* cr() const { return m_context.get(); }
    int size() const { return m_size; }

    void stroke(double width) const {
        cairo_set_line_width(cr(), width);
        cairo_stroke(cr());
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

// Where a word stands, in the art's space.
Point art_point(double x, double y) {
    constexpr double half = shape_side / 2;
    return {static_cast<float>(x / half - 1), static_cast<float>(y / half - 1)};
}

constexpr double em(const StampShape::WordPlace& place) {
    return place.size / (shape_side / 2);
}

// Long words are made smaller, so that they stay inside of the shape.
double width_of_word(const StampShape::WordPlace& place) {
    return std::min(2.1 * em(place), 1.4);
}

TextStyle style_of_word(const Rubber& rubber, const StampShape::WordPlace& place) {
    TextStyle style{.family = Family::serif, .weight = Weight::bold};
    if (!place.upright) return style;
    style.flow = Flow::vertical;
    style.tracking_px = static_cast<float>(rubber.size()) * -0.012f;
    style.max_lines = 0;
    return style;
}

const TextStyle date_style{.family = Family::sans, .weight = Weight::bold, .tnum = true};

// The word gives way upward; a line parts it from the date.
void draw_word_over_date(const Rubber& rubber, Text& text, const StampArt& art, const StampShape::WordPlace& place) {
    const double size = em(place);
    const Point middle = art_point(place.x, place.y);
    const double raised = static_cast<double>(middle.y) - 0.24 * size;
    const Point word = rubber.word(text, art.word, style_of_word(rubber, place), size * 0.94, width_of_word(place),
                                   {middle.x, static_cast<float>(raised)});
    const double below = raised + static_cast<double>(word.y) / 2 + 0.11 * size;
    const double half = static_cast<double>(word.x) / 2 * 0.97;
    cairo_move_to(rubber.cr(), static_cast<double>(middle.x) - half, below);
    cairo_line_to(rubber.cr(), static_cast<double>(middle.x) + half, below);
    rubber.stroke(0.029);
    rubber.word(text, art.date, date_style, 0.47 * size, 1.3 * size,
                {middle.x, static_cast<float>(below + 0.27 * size)});
}

void draw_words(const Rubber& rubber, Text& text, const StampArt& art) {
    const auto& word = art.shape->word;
    const auto& date = art.shape->date;
    if (word && !date && !word->cut && !art.date.empty()) return draw_word_over_date(rubber, text, art, *word);
    const auto set = [&](const StampShape::WordPlace& place, const std::string& words, const TextStyle& style,
                         double width_max) {
        if (words.empty()) return;
        cairo_set_operator(rubber.cr(), place.cut ? CAIRO_OPERATOR_DEST_OUT : CAIRO_OPERATOR_OVER);
        rubber.word(text, words, style, em(place), width_max, art_point(place.x, place.y));
        cairo_set_operator(rubber.cr(), CAIRO_OPERATOR_OVER);
    };
    if (word) set(*word, art.word, style_of_word(rubber, *word), width_of_word(*word));
    if (date) set(*date, art.date, date_style, 1.5);
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

Plate plate_of(const std::vector<std::uint8_t>& coverage, int size_px) {
    Plate plate(size_px);
    for (int y = 0; y < size_px; ++y)
        for (int x = 0; x < size_px; ++x)
            plate(x, y) = static_cast<float>(coverage[static_cast<std::size_t>(y * size_px + x)]) / 255;
    return plate;
}

// Much ink runs a little past the rubber's edges.
void thicken(std::vector<std::uint8_t>& coverage, int size_px) {
    const Plate soft = softened(plate_of(coverage, size_px), std::max(1, size_px / 90));
    for (int y = 0; y < size_px; ++y)
        for (int x = 0; x < size_px; ++x) {
            std::uint8_t& ink = coverage[static_cast<std::size_t>(y * size_px + x)];
            const float spread = std::min(1.0f, 1.9f * soft(x, y));
            ink = std::max(ink, static_cast<std::uint8_t>(std::lround(255 * spread)));
        }
}

std::vector<std::uint8_t> cut_rubber(Text& text, const StampArt& art, int size_px) {
    constexpr double margin = (1 - filled) / 2;
    std::vector<std::uint8_t> drawing = art.shape->drawing->coverage(size_px, margin * size_px);
    const bool is_seal = art.shape->word && art.shape->word->cut;  // a full ground keeps what is cut out of it
    if (art.heavy && !is_seal) thicken(drawing, size_px);
    const Rubber rubber(drawing, size_px);
    draw_words(rubber, text, art);
    return rubber.pixels();
}

// Rubber meets paper: wavering edges, ink squeezed to the rims, a hand that leans to one side, flecks without ink.
// Places are given as (u, v), 0…1 over the stamp's square.
class Ink {
public:
    explicit Ink(const StampArt& art)
        : m_seed(hash_of(art.seed, hash_of(art.shape->name), 77)), m_wear(art.heavy ? 0.82f : 1.0f) {
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
    return fmt::format("{}/{}/{}/{}/{}/{}", size_px, art.shape->name, art.heavy, art.seed, art.word, art.date);
}

StampCoverage draw_stamp(Text& text, const StampArt& art, int size_px) {
    PETTAN_ASSERT(size_px > 0 && art.shape != nullptr);
    const std::vector<std::uint8_t> cut = cut_rubber(text, art, size_px);
    Plate rubber = plate_of(cut, size_px);
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
