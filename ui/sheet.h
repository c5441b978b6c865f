// A picture in the making: Cairo's opaque pixels, and tones that are rounded with noise.
#pragma once

#include <cstdint>
#include <cstring>
#include <vector>

#include "ui/cairo_ptr.h"
#include "ui/geometry.h"
#include "ui/noise.h"
#include "ui/picture.h"

namespace ui {

inline constexpr std::uint32_t paper_seed = 20260721;
inline constexpr float dither_levels = 3.4f;  // peak to peak, before rounding

struct Tone {
    float r, g, b;
};
inline Tone tone_of(Colour c) {
    return {static_cast<float>(c.r), static_cast<float>(c.g), static_cast<float>(c.b)};
}
inline Tone mixed(Tone a, Tone b, float t) {
    return {a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t};
}

// Cairo's opaque pixels in memory: 0xffRRGGBB words.
class Sheet {
public:
    Sheet(int width, int height)
        : m_width(width), m_height(height), m_surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height)) {}

    int width() const { return m_width; }
    int height() const { return m_height; }
    CairoContext pen() const { return CairoContext(cairo_create(m_surface.get())); }

    // Rounds with noise.
    void set(int x, int y, Tone tone) {
        const std::uint32_t h = hash_of(static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y), paper_seed);
        const auto level = [](float value, std::uint32_t bits) {
            const float dither = (static_cast<float>(bits & 0xff) / 255 - 0.5f) * dither_levels;
            return static_cast<std::uint32_t>(std::clamp(std::lround(value + dither), 0l, 255l));
        };
        const std::uint32_t word =
            0xff000000u | level(tone.r, h) << 16 | level(tone.g, h >> 1) << 8 | level(tone.b, h >> 2);
        std::memcpy(row(y) + x * 4, &word, 4);
    }

    void written() { cairo_surface_mark_dirty(m_surface.get()); }

    Picture picture() {
        cairo_surface_flush(m_surface.get());
        Picture result{m_width, m_height, {}};
        result.rgba.resize(static_cast<std::size_t>(m_width) * static_cast<std::size_t>(m_height) * 4);
        std::uint8_t* out = result.rgba.data();
        for (int y = 0; y < m_height; ++y) {
            for (int x = 0; x < m_width; ++x, out += 4) {
                std::uint32_t word = 0;
                std::memcpy(&word, row(y) + x * 4, 4);
                out[0] = static_cast<std::uint8_t>(word >> 16);
                out[1] = static_cast<std::uint8_t>(word >> 8);
                out[2] = static_cast<std::uint8_t>(word);
                out[3] = 255;
            }
        }
        return result;
    }

private:
    std::uint8_t* row(int y) const {
        return cairo_image_surface_get_data(m_surface.get()) + y * cairo_image_surface_get_stride(m_surface.get());
    }
    int m_width;
    int m_height;
    CairoSurface m_surface;
};

inline void set_colour(cairo_t* cr, Colour c, double alpha) {
    cairo_set_source_rgba(cr, c.r / 255.0, c.g / 255.0, c.b / 255.0, alpha);
}

struct AsItIs {
    Tone operator()(Tone tone, float, float) const { return tone; }
};

// The tone changes slowly: its shade of 0…1 is reckoned on a grid and drawn out between. `finish` (tone, x, y) may add
// what changes quickly.
template <typename ShadeAt, typename Finish = AsItIs>
void paint_tones(Sheet& sheet, Tone light, Tone dark, ShadeAt shade, Finish finish = {}) {
    constexpr int step = 6;
    const int columns = sheet.width() / step + 2;
    std::vector<float> upper(static_cast<std::size_t>(columns));
    std::vector<float> lower(static_cast<std::size_t>(columns));
    const auto reckon = [&](std::vector<float>& line, int y) {
        for (int i = 0; i < columns; ++i)
            line[static_cast<std::size_t>(i)] = shade(static_cast<float>(i * step), static_cast<float>(y));
    };
    reckon(lower, 0);
    for (int y = 0; y < sheet.height(); ++y) {
        if (y % step == 0) {
            std::swap(upper, lower);
            reckon(lower, y + step);
        }
        const float ty = static_cast<float>(y % step) / step;
        for (int x = 0; x < sheet.width(); ++x) {
            const auto i = static_cast<std::size_t>(x / step);
            const float tx = static_cast<float>(x % step) / step;
            const float above = upper[i] + (upper[i + 1] - upper[i]) * tx;
            const float below = lower[i] + (lower[i + 1] - lower[i]) * tx;
            const Tone tone = mixed(light, dark, above + (below - above) * ty);
            sheet.set(x, y, finish(tone, static_cast<float>(x), static_cast<float>(y)));
        }
    }
    sheet.written();
}

}  // namespace ui
