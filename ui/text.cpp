#include "ui/text.h"

#include <hb-ot.h>
#include <pango/pangocairo.h>

#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <mutex>
#include <optional>
#include <string>

#include "base/check.h"
#include "base/utf8.h"
#include "ui/cairo_ptr.h"
#include "ui/fonts_lock.h"
#include "ui/lru_cache.h"

namespace ui {
namespace {

constexpr int image_side_max = 4096;
constexpr std::size_t remembered_metrics_max = 12000;
// Marks can be stacked without end; a line may reach this far above and below its baseline, in ems, and no farther.
// Vietnamese, Thai and Devanagari need about 1.2 and 0.5.
constexpr float reach_above_em = 1.35f;
constexpr float reach_below_em = 0.8f;
constexpr float ellipsis_gap_em = 0.08f;

template <typename T>
struct ObjectDeleter {
    void operator()(T* object) const { g_object_unref(object); }
};
template <typename T>
using Object = std::unique_ptr<T, ObjectDeleter<T>>;

struct AttrListDeleter {
    void operator()(PangoAttrList* list) const { pango_attr_list_unref(list); }
};
struct DescriptionDeleter {
    void operator()(PangoFontDescription* description) const { pango_font_description_free(description); }
};

float pixels(int pango_units) {
    return static_cast<float>(pango_units) / PANGO_SCALE;
}
int pango_units(float px) {
    return static_cast<int>(std::lround(px * PANGO_SCALE));
}

Rect pixels(const PangoRectangle& r) {
    return {pixels(r.x), pixels(r.y), pixels(r.width), pixels(r.height)};
}

// The first family that is installed and has a character draws it; the last is fontconfig's own choice. One CJK face
// serves all languages: that of the text chooses among its Japanese, Chinese and Korean forms, and it has Vietnamese.
const char* family_names(Family family) {
    switch (family) {
        case Family::serif:
            return "Noto Serif CJK JP,Noto Serif Thai,Noto Naskh Arabic,Noto Serif Devanagari,Noto Serif,serif";
        case Family::sans:
            return "Noto Sans CJK JP,Noto Sans,sans-serif";
    }
    return "sans-serif";
}

bool is_colour_font(PangoFont* font) {
    hb_face_t* face = hb_font_get_face(pango_font_get_hb_font(font));
    return hb_ot_color_has_png(face) || hb_ot_color_has_layers(face) || hb_ot_color_has_svg(face);
}

std::string features_of(const TextStyle& style) {
    std::string features;
    if (style.palt) features += "palt=1,";
    if (style.tnum) features += "tnum=1,";
    if (style.flow == Flow::vertical) features += "vert=1,";
    if (!features.empty()) features.pop_back();
    return features;
}

std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
    std::vector<std::string_view> parts;
    for (std::size_t at = text.find(separator); at != std::string_view::npos; at = text.find(separator)) {
        parts.push_back(text.substr(0, at));
        text.remove_prefix(at + separator.size());
    }
    parts.push_back(text);
    return parts;
}

void erase_all(std::string& text, std::string_view what) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at))
        text.erase(at, what.size());
}

// Fit to be laid out: valid, without controls; paragraph separators are spaces, '\n' stays only if the style allows.
std::string cleaned(std::string_view text, const TextStyle& style) {
    std::string result;
    if (style.max_lines == 1 && style.flow == Flow::horizontal) {
        result = base::clean_for_display(text);
    } else {
        for (const std::string_view line : split(text, "\n"))
            result += base::clean_for_display(line) + "\n";
        result.pop_back();
    }
    for (const std::string_view separator : {"\u2028", "\u2029"})
        for (std::size_t at = result.find(separator); at != std::string::npos; at = result.find(separator))
            result.replace(at, separator.size(), " ");
    return result;
}

// One line of glyphs, and where the left end of its baseline stands relative to the run's origin.
struct PlacedLine {
    Object<PangoLayout> layout;  // keeps the line alive
    PangoLayoutLine* line;
    Point at;
};

struct Setting {
    std::vector<PlacedLine> lines;
    TextMetrics metrics;
};

// Calls draw(run, position of its baseline's left end, whether it is in colour) for each run of a line.
template <typename Draw>
void for_each_run(const PlacedLine& placed, Draw draw) {
    float x = placed.at.x;
    for (GSList* node = placed.line->runs; node != nullptr; node = node->next) {
        auto* run = static_cast<PangoGlyphItem*>(node->data);
        draw(run, Point{x + pixels(run->start_x_offset), placed.at.y - pixels(run->y_offset)},
             is_colour_font(run->item->analysis.font));
        x += pixels(pango_glyph_string_get_width(run->glyphs) + run->start_x_offset + run->end_x_offset);
    }
}

std::uint8_t straight(std::uint32_t premultiplied, std::uint32_t alpha) {
    return static_cast<std::uint8_t>(std::min(255u, (premultiplied * 255 + alpha / 2) / alpha));
}

// Cairo's premultiplied ARGB words to straight RGBA bytes.
std::vector<std::uint8_t> straight_rgba(cairo_surface_t* surface) {
    const int width = cairo_image_surface_get_width(surface);
    const int height = cairo_image_surface_get_height(surface);
    std::vector<std::uint8_t> rgba(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
    std::uint8_t* out = rgba.data();
    for (int y = 0; y < height; ++y) {
        const std::uint8_t* row = cairo_image_surface_get_data(surface) + y * cairo_image_surface_get_stride(surface);
        for (int x = 0; x < width; ++x, out += 4) {
            std::uint32_t pixel = 0;
            std::memcpy(&pixel, row + x * 4, 4);
            const std::uint32_t alpha = pixel >> 24;
            if (alpha == 0) continue;
            out[0] = straight(pixel >> 16 & 0xff, alpha);
            out[1] = straight(pixel >> 8 & 0xff, alpha);
            out[2] = straight(pixel & 0xff, alpha);
            out[3] = static_cast<std::uint8_t>(alpha);
        }
    }
    return rgba;
}

std::vector<std::uint8_t> white_coverage(cairo_surface_t* surface) {
    const int width = cairo_image_surface_get_width(surface);
    const int height = cairo_image_surface_get_height(surface);
    std::vector<std::uint8_t> rgba(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4, 255);
    std::uint8_t* out = rgba.data();
    for (int y = 0; y < height; ++y) {
        const std::uint8_t* row = cairo_image_surface_get_data(surface) + y * cairo_image_surface_get_stride(surface);
        for (int x = 0; x < width; ++x, out += 4)
            out[3] = row[x];
    }
    return rgba;
}

float aligned(Align align, float width) {
    switch (align) {
        case Align::left:
            return 0;
        case Align::centre:
            return -width / 2;
        case Align::right:
            return -width;
    }
    return 0;
}

}  // namespace

std::string text_key(std::string_view text, const TextStyle& s) {
    std::string key = s.language;
    const std::array<float, 4> lengths{s.size_px, s.tracking_px, s.leading_px, s.max_width_px};
    const std::array<char, 6> choices{
        static_cast<char>('0' + static_cast<int>(s.family)),
        static_cast<char>('0' + static_cast<int>(s.weight)),
        static_cast<char>('0' + static_cast<int>(s.align)),
        static_cast<char>('0' + static_cast<int>(s.flow)),
        static_cast<char>('0' + (s.palt ? 1 : 0) + (s.tnum ? 2 : 0) + (s.keeps_end ? 4 : 0)),
        '/'};
    key.append(choices.data(), choices.size());
    key.append(reinterpret_cast<const char*>(lengths.data()), sizeof lengths);
    key.append(reinterpret_cast<const char*>(&s.max_lines), sizeof s.max_lines);
    key.append(text);
    return key;
}

class TextMemory {
public:
    std::optional<TextMetrics> find(const std::string& key) {
        const std::lock_guard lock(m_mutex);
        const TextMetrics* known = m_metrics.find(key);
        return known == nullptr ? std::nullopt : std::optional(*known);
    }
    void put(std::string key, const TextMetrics& metrics) {
        const std::lock_guard lock(m_mutex);
        m_metrics.put(std::move(key), metrics, 1);
    }

private:
    std::mutex m_mutex;
    LruCache<TextMetrics> m_metrics{remembered_metrics_max};
};

std::shared_ptr<TextMemory> make_text_memory() {
    return std::make_shared<TextMemory>();
}

class Text::Engine {
public:
    explicit Engine(std::shared_ptr<TextMemory> memory)
        : m_map(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT)), m_memory(std::move(memory)) {
        PETTAN_ASSERT(m_map != nullptr);
        pango_cairo_font_map_set_resolution(reinterpret_cast<PangoCairoFontMap*>(m_map.get()), 72);
        m_context.reset(pango_font_map_create_context(m_map.get()));
        const CairoFontOptions options(cairo_font_options_create());
        cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
        cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
        cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
        pango_cairo_context_set_font_options(m_context.get(), options.get());
        pango_context_set_round_glyph_positions(m_context.get(), FALSE);
        pango_context_set_base_dir(m_context.get(), PANGO_DIRECTION_LTR);
    }

    TextMetrics measure(std::string_view text, const TextStyle& style) {
        std::string key = text_key(text, style);
        if (const auto known = m_memory->find(key)) return *known;
        const std::lock_guard fonts(fonts_mutex());
        const TextMetrics metrics = set(text, style).metrics;
        m_memory->put(std::move(key), metrics);
        return metrics;
    }

    // With the fonts' lock, which is also held while a Setting lives.
    Setting set(std::string_view text, const TextStyle& style) {
        const std::string clean = cleaned(text, style);
        return style.flow == Flow::vertical ? set_vertical(clean, style) : set_horizontal(clean, style);
    }

private:
    Object<PangoLayout> layout_of(const std::string& text, const TextStyle& style) {
        pango_context_set_language(m_context.get(), pango_language_from_string(style.language.c_str()));
        Object<PangoLayout> layout(pango_layout_new(m_context.get()));
        const std::unique_ptr<PangoFontDescription, DescriptionDeleter> description(pango_font_description_new());
        pango_font_description_set_family_static(description.get(), family_names(style.family));
        pango_font_description_set_weight(description.get(),
                                          style.weight == Weight::bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
        pango_font_description_set_absolute_size(description.get(), static_cast<double>(style.size_px) * PANGO_SCALE);
        pango_layout_set_font_description(layout.get(), description.get());

        const std::unique_ptr<PangoAttrList, AttrListDeleter> attributes(pango_attr_list_new());
        pango_attr_list_insert(attributes.get(), pango_attr_insert_hyphens_new(FALSE));  // a name is never hyphenated
        if (const std::string features = features_of(style); !features.empty())
            pango_attr_list_insert(attributes.get(), pango_attr_font_features_new(features.c_str()));
        if (style.tracking_px != 0)
            pango_attr_list_insert(attributes.get(), pango_attr_letter_spacing_new(pango_units(style.tracking_px)));
        pango_layout_set_attributes(layout.get(), attributes.get());

        if (style.max_width_px > 0 && style.flow == Flow::horizontal) {
            pango_layout_set_width(layout.get(), pango_units(style.max_width_px));
            pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
            if (style.max_lines > 0) {
                pango_layout_set_ellipsize(layout.get(), style.keeps_end ? PANGO_ELLIPSIZE_START : PANGO_ELLIPSIZE_END);
                pango_layout_set_height(layout.get(), -style.max_lines);
            }
        }
        // A sentence runs as its screen's language does, also when it begins with an Arabic name.
        pango_layout_set_auto_dir(layout.get(), FALSE);
        pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
        return layout;
    }

    float advance_of(std::string_view text, const TextStyle& style) {
        TextStyle unlimited = style;
        unlimited.max_width_px = 0;
        PangoRectangle logical;
        pango_layout_get_extents(layout_of(std::string(text), unlimited).get(), nullptr, &logical);
        return pixels(logical.width);
    }

    // Hints become line breaks where they are needed: as few lines as greedy filling takes, then as even as that number
    // of lines can be. A phrase wider than a line is left to Pango.
    std::string break_at_hints(std::string text, const TextStyle& style) {
        if (text.find(break_hint) == std::string::npos) return text;
        if (style.max_width_px <= 0 || style.max_lines == 1) return erase_all(text, break_hint), text;
        std::string result;
        for (const std::string_view paragraph : split(text, "\n")) {
            const std::vector<std::string_view> phrases = split(paragraph, break_hint);
            std::vector<float> widths;
            for (const std::string_view phrase : phrases)
                widths.push_back(advance_of(phrase, style));
            for (const auto& [from, to] : fill_lines(widths, style.max_width_px)) {
                for (std::size_t i = from; i < to; ++i)
                    result += phrases[i];
                result += '\n';
            }
        }
        result.pop_back();
        return result;
    }

    using PhraseRange = std::pair<std::size_t, std::size_t>;
    static std::vector<PhraseRange> fill_lines(const std::vector<float>& widths, float limit) {
        std::vector<PhraseRange> best;
        while (true) {
            std::vector<PhraseRange> lines;
            float widest = 0;
            float line = std::numeric_limits<float>::infinity();
            for (std::size_t i = 0; i < widths.size(); ++i) {
                if (line + widths[i] > limit) {
                    lines.emplace_back(i, i);
                    line = 0;
                }
                line += widths[i];
                lines.back().second = i + 1;
                widest = std::max(widest, line);
            }
            if (!best.empty() && (lines.size() > best.size() || widest > limit)) return best;
            best = std::move(lines);
            if (best.size() == 1 || widest > limit) return best;
            limit = widest - 0.5f;
        }
    }

    Setting set_horizontal(const std::string& text, const TextStyle& style) {
        Setting setting;
        Object<PangoLayout> layout = layout_of(break_at_hints(text, style), style);
        // Pango counts the lines of each paragraph by itself: what is too long for all of them is broken anywhere, so
        // that it ends in an ellipsis.
        if (style.max_lines > 0 && pango_layout_get_line_count(layout.get()) > style.max_lines) {
            std::string plain = text;
            erase_all(plain, break_hint);
            layout = layout_of(plain, style);
        }
        TextMetrics& metrics = setting.metrics;
        metrics.ellipsized = pango_layout_is_ellipsized(layout.get());
        metrics.unknown_glyphs = pango_layout_get_unknown_glyphs_count(layout.get());

        std::unique_ptr<PangoLayoutIter, decltype(&pango_layout_iter_free)> iter(pango_layout_get_iter(layout.get()),
                                                                                 &pango_layout_iter_free);
        const float first_baseline = pixels(pango_layout_iter_get_baseline(iter.get()));
        do {
            const auto index = static_cast<float>(setting.lines.size());
            const float y = style.leading_px > 0 ? index * style.leading_px
                                                 : pixels(pango_layout_iter_get_baseline(iter.get())) - first_baseline;
            add_line(setting, layout.get(), pango_layout_iter_get_line_readonly(iter.get()), style, y);
        } while (pango_layout_iter_next_line(iter.get()));
        // Where the ellipsis stands in for a wide character, its cell is wider than its dots.
        metrics.width = metrics.ellipsized && style.align == Align::left
                            ? std::min(metrics.logical.w, metrics.ink.right() + ellipsis_gap_em * style.size_px)
                            : metrics.logical.w;
        metrics.lines = static_cast<int>(setting.lines.size());
        clip_ink(metrics, style);
        return setting;
    }

    static void add_line(Setting& setting, PangoLayout* layout, PangoLayoutLine* line, const TextStyle& style,
                         float y) {
        PangoRectangle ink;
        PangoRectangle logical;
        pango_layout_line_get_extents(line, &ink, &logical);
        const Point at{aligned(style.align, pixels(logical.width)), y};
        TextMetrics& metrics = setting.metrics;
        if (setting.lines.empty()) metrics.ascent = -pixels(logical.y);
        metrics.descent = pixels(logical.y + logical.height);
        metrics.last_baseline = y;
        metrics.last_width = std::min(pixels(logical).w, pixels(ink).right() + ellipsis_gap_em * style.size_px);
        metrics.ink = metrics.ink.united(pixels(ink).moved(at));
        metrics.logical = metrics.logical.united(pixels(logical).moved(at));
        g_object_ref(layout);
        setting.lines.push_back({Object<PangoLayout>(layout), line, at});
    }

    static void clip_ink(TextMetrics& metrics, const TextStyle& style) {
        const Rect reach{-image_side_max, -reach_above_em * style.size_px, 2 * image_side_max,
                         metrics.last_baseline + (reach_above_em + reach_below_em) * style.size_px};
        metrics.ink = metrics.ink.intersected(reach);
    }

    // Each character is a line of its own, one em below the last, in the middle of its column.
    Setting set_vertical(const std::string& text, const TextStyle& style) {
        Setting setting;
        const float pitch = style.leading_px > 0 ? style.leading_px : style.size_px * 1.6f;
        const float advance = style.size_px + style.tracking_px;
        const float baseline_in_em = 0.88f;  // of CJK fonts: the em box reaches 0.88 above the baseline
        float centre_x = 0;
        TextMetrics& metrics = setting.metrics;
        std::string plain = text;
        erase_all(plain, break_hint);
        for (const std::string_view column : split(plain, "\n")) {
            float top = 0;
            for (const std::string& character : characters_of(column, style)) {
                const Object<PangoLayout> layout = layout_of(character, style);
                PangoLayoutLine* line = pango_layout_get_line_readonly(layout.get(), 0);
                PangoRectangle ink;
                PangoRectangle logical;
                pango_layout_line_get_extents(line, &ink, &logical);
                const Point at{centre_x - pixels(logical.width) / 2, top + baseline_in_em * style.size_px};
                metrics.ink = metrics.ink.united(pixels(ink).moved(at).intersected(
                    {centre_x - style.size_px, top - style.size_px / 2, 2 * style.size_px, 2 * style.size_px}));
                metrics.logical = metrics.logical.united({centre_x - style.size_px / 2, top, style.size_px, advance});
                metrics.unknown_glyphs += pango_layout_get_unknown_glyphs_count(layout.get());
                g_object_ref(layout.get());
                setting.lines.push_back({Object<PangoLayout>(layout.get()), line, at});
                top += advance;
            }
            ++metrics.lines;
            centre_x -= pitch;
        }
        metrics.width = metrics.logical.w;
        return setting;
    }

    std::vector<std::string> characters_of(std::string_view column, const TextStyle& style) {
        const std::string text(column);
        const Object<PangoLayout> layout = layout_of(text, style);
        int count = 0;
        const PangoLogAttr* attributes = pango_layout_get_log_attrs_readonly(layout.get(), &count);
        std::vector<std::string> characters;
        const char* at = text.c_str();
        for (int i = 0; i + 1 < count; ++i) {
            const char* next = g_utf8_next_char(at);
            if (attributes[i].is_cursor_position || characters.empty()) characters.emplace_back();
            characters.back().append(at, next);
            at = next;
        }
        return characters;
    }

    Object<PangoFontMap> m_map;
    Object<PangoContext> m_context;
    std::shared_ptr<TextMemory> m_memory;
};

Text::Text() : Text(make_text_memory()) {}
Text::Text(std::shared_ptr<TextMemory> memory) {
    const std::lock_guard fonts(fonts_mutex());
    m_engine = std::make_unique<Engine>(std::move(memory));
}
Text::~Text() {
    const std::lock_guard fonts(fonts_mutex());
    m_engine.reset();
}

TextMetrics Text::measure(std::string_view text, const TextStyle& style) {
    return m_engine->measure(text, style);
}

TextImage Text::render(std::string_view text, const TextStyle& style) {
    const std::lock_guard fonts(fonts_mutex());
    const Setting setting = m_engine->set(text, style);
    const Rect& ink = setting.metrics.ink;
    TextImage image;
    if (ink.empty()) return image;
    const float left = std::floor(ink.x) - 1;
    const float top = std::floor(ink.y) - 1;
    image.origin = {-left, -top};
    image.width = std::min(static_cast<int>(std::ceil(ink.right()) + 1 - left), image_side_max);
    image.height = std::min(static_cast<int>(std::ceil(ink.bottom()) + 1 - top), image_side_max);

    // Glyphs are filled as outlines: Cairo before 1.17.4 puts its cached glyphs on whole pixels.
    const CairoSurface mono(cairo_image_surface_create(CAIRO_FORMAT_A8, image.width, image.height));
    const CairoContext mono_context(cairo_create(mono.get()));
    cairo_set_antialias(mono_context.get(), CAIRO_ANTIALIAS_BEST);
    cairo_translate(mono_context.get(), static_cast<double>(-left), static_cast<double>(-top));
    CairoSurface colour;
    CairoContext colour_context;
    for (const PlacedLine& line : setting.lines) {
        for_each_run(line, [&](PangoGlyphItem* run, Point at, bool in_colour) {
            if (in_colour && !colour) {
                colour.reset(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, image.width, image.height));
                colour_context.reset(cairo_create(colour.get()));
                cairo_translate(colour_context.get(), static_cast<double>(-left), static_cast<double>(-top));
            }
            cairo_t* cr = in_colour ? colour_context.get() : mono_context.get();
            cairo_move_to(cr, static_cast<double>(at.x), static_cast<double>(at.y));
            if (in_colour) {
                pango_cairo_show_glyph_string(cr, run->item->analysis.font, run->glyphs);
            } else {
                pango_cairo_glyph_string_path(cr, run->item->analysis.font, run->glyphs);
                cairo_fill(cr);
            }
        });
    }
    cairo_surface_flush(mono.get());
    image.mono = white_coverage(mono.get());
    if (colour) {
        cairo_surface_flush(colour.get());
        image.colour = straight_rgba(colour.get());
    }
    return image;
}

void Text::warm() {
    for (const Family family : {Family::serif, Family::sans})
        for (const Weight weight : {Weight::regular, Weight::bold})
            render("出席あア髙橋 Nguyễn 012 สมชาย محمد प्रिया 🌸", {.family = family, .weight = weight, .size_px = 20});
}

TextStyle Text::fit_name(std::string_view name, TextStyle style, float max_width_px, float least_px) {
    style.max_width_px = 0;
    style.max_lines = 1;
    const TextMetrics natural = measure(name, style);
    const float width = std::max(natural.width, natural.ink.w);
    if (width > max_width_px) style.size_px = std::floor(style.size_px * max_width_px / width);
    if (style.size_px >= least_px) return style;
    style.size_px = least_px;
    style.max_lines = 2;
    style.max_width_px = max_width_px;
    return style;
}

}  // namespace ui
