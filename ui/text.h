// Text: Pango lays out, Cairo draws, into images of the final pixel size. No GL here; measuring needs no display.
// Names are shown byte for byte as given, but for base::clean_for_display; nothing is ever normalised.
// A Text belongs to one thread; those of several may share what they measured.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ui/geometry.h"
#include "words/break_hint.h"

namespace ui {

enum class Family { serif, sans };
enum class Weight { regular, bold };
enum class Align { left, centre, right };
enum class Flow {
    horizontal,
    vertical,  // 縦書き: characters upright from the top down, columns (split at '\n') from right to left
};

// How a run of text is set. Everything that decides its shape, nothing about where it goes and in which colour.
struct TextStyle {
    Family family = Family::sans;
    Weight weight = Weight::regular;
    float size_px = 16;  // the em
    Align align = Align::left;
    bool palt = false;  // proportional kana, for headings
    bool tnum = false;  // figures of one width, for counters, clocks and columns
    Flow flow = Flow::horizontal;
    float tracking_px = 0;   // added between letters
    float leading_px = 0;    // from baseline to baseline (columns: from centre to centre); 0: the font's own
    float max_width_px = 0;  // 0: no limit. Longer text wraps, and is ellipsized after max_lines
    int max_lines = 1;       // 0: no limit. With 1, line breaks in the text are dropped
    bool keeps_end = false;  // of what is too long the beginning gives way: where somebody is typing
    std::string language = "ja";

    bool operator==(const TextStyle&) const = default;
};

// Line breaks. '\n' breaks. If the text carries break hints (ZERO WIDTH SPACE between phrases, as messages do), lines
// break at hints only; without hints by Unicode's rules. Hints are never shown.
using words::break_hint;

// All lengths in pixels, relative to the run's origin: the first line's baseline at the left edge (align left), the
// middle (centre) or the right edge (right). Vertical runs: the centre of the rightmost column at its top.
struct TextMetrics {
    Rect ink;                 // where there is colour; empty for blank text
    Rect logical;             // the advance width and the font's ascent and descent, of all lines together
    float width = 0;          // logical.w: the advance of the widest line
    float ascent = 0;         // of the first line, above the baseline
    float descent = 0;        // of the last line, below its baseline
    float last_baseline = 0;  // y of the last line's baseline; 0 for a single line
    float last_width = 0;     // the advance of the last line
    int lines = 0;
    bool ellipsized = false;
    int unknown_glyphs = 0;  // characters that no installed font has (tofu)
};

// A picture of a run: straight alpha RGBA, rows of width * 4 bytes. `mono` is white × coverage, to be tinted; `colour`
// holds colour glyphs (emoji) in their own colours and is empty when there are none. Both have the same size.
// `origin`: where the run's origin lies inside the picture (a whole number of pixels).
struct TextImage {
    int width = 0;
    int height = 0;
    Point origin;
    std::vector<std::uint8_t> mono{};
    std::vector<std::uint8_t> colour;
};

// Tells any two runs apart: a key for caches.
std::string text_key(std::string_view text, const TextStyle& style);

// What was measured, for all that measure with the same one. Any thread.
class TextMemory;
std::shared_ptr<TextMemory> make_text_memory();

class Text {
public:
    Text();
    explicit Text(std::shared_ptr<TextMemory> memory);
    ~Text();
    Text(const Text&) = delete;
    Text& operator=(const Text&) = delete;

    // Remembered, so asking each frame is cheap.
    TextMetrics measure(std::string_view text, const TextStyle& style);

    // Draws anew each time: keep the result. An image never exceeds 4096 pixels a side: what is beyond is cut.
    TextImage render(std::string_view text, const TextStyle& style);

    // Opens the fonts that screens use, so that the first tap does not pay for it (some 100 ms).
    void warm();

    // For names: the style in which `name` fits into max_width_px: style.size_px at most, shrinking to least_px, then
    // two lines at least_px, then an ellipsis. Draw with the style that comes back.
    TextStyle fit_name(std::string_view name, TextStyle style, float max_width_px, float least_px);

private:
    class Engine;
    std::unique_ptr<Engine> m_engine;
};

}  // namespace ui
