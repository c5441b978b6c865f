#include "parts/type.h"

#include <unicode/uscript.h>

#include <optional>
#include <vector>

#include "base/utf8.h"
#include "words/languages.h"

namespace parts {

namespace {

ui::TextStyle style_of(const Stage& stage, ui::Family family, ui::Weight weight, float units) {
    ui::TextStyle style;
    style.family = family;
    style.weight = weight;
    style.size_px = stage.layout().legible(stage.px(units));
    style.palt = words::language_or_english(stage.words.text_language()).sets_marks_close;
    style.language = std::string(stage.words.text_language());
    return style;
}

struct Character {
    std::string bytes;
    char32_t code = 0;
};

std::vector<Character> characters_of(std::string_view text) {
    std::vector<Character> result;
    for (const char c : base::clean_for_display(text)) {  // valid UTF-8
        const auto byte = static_cast<std::uint8_t>(c);
        if (!base::begins_character(c)) {
            result.back().bytes += c;
            result.back().code = result.back().code << 6 | (byte & 0x3Fu);
        } else {
            const auto bits = byte < 0x80 ? 0x7Fu : byte < 0xE0 ? 0x1Fu : byte < 0xF0 ? 0x0Fu : 0x07u;
            result.push_back({std::string(1, c), byte & bits});
        }
    }
    return result;
}

UScriptCode script_of(char32_t code) {
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(static_cast<UChar32>(code), &status);
}

bool is_stop(char32_t code) {
    return code == U'、' || code == U'。' || code == U'」' || code == U'）' || code == U'，' || code == U'・';
}

// Between two phrases, as far as letters show it: after a comma, or where kana end and a word begins.
bool may_break_between(char32_t before, char32_t after) {
    if (is_stop(after)) return false;
    if (is_stop(before)) return true;
    return script_of(before) == USCRIPT_HIRAGANA && script_of(after) != USCRIPT_HIRAGANA && before != U'お' &&
           before != U'ご';
}

// The parts of a text between its break hints.
std::vector<std::string> phrases_of(std::string_view text) {
    std::vector<std::string> phrases;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t to = std::min(text.find(ui::break_hint, from), text.size());
        phrases.emplace_back(text.substr(from, to - from));
        from = to + ui::break_hint.size();
    }
    return phrases;
}

bool ends_at_stop(const std::string& phrase) {
    const auto characters = characters_of(phrase);
    for (auto at = characters.rbegin(); at != characters.rend(); ++at)
        if (at->code != U' ') return is_stop(at->code);
    return false;
}

// Lines of whole phrases, and how many of them end where no comma is.
struct Lines {
    std::string text;
    int torn = 0;
    float widest_short_of = 0;  // sum of squares of what is left of each line
};

// The best way to set phrases from `from` on in at most `lines_left` lines; absent: there is none.
std::optional<Lines> set_in_lines(const std::vector<std::string>& phrases, const std::vector<float>& widths,
                                  std::size_t from, int lines_left, float width) {
    if (from == phrases.size()) return Lines{};
    if (lines_left == 0) return std::nullopt;
    std::optional<Lines> best;
    float line = 0;
    std::string text;
    for (std::size_t to = from; to < phrases.size(); ++to) {
        line += widths[to];
        text += phrases[to];
        if (line > width) break;
        auto rest = set_in_lines(phrases, widths, to + 1, lines_left - 1, width);
        if (!rest) continue;
        const bool is_last = to + 1 == phrases.size();
        rest->torn += !is_last && !ends_at_stop(phrases[to]) ? 1 : 0;
        rest->widest_short_of += is_last ? 0 : (width - line) * (width - line);
        rest->text = text + (is_last ? "" : "\n" + rest->text);
        if (!best || std::pair(rest->torn, rest->widest_short_of) < std::pair(best->torn, best->widest_short_of))
            best = std::move(rest);
    }
    return best;
}

}  // namespace

ui::TextStyle serif(const Stage& stage, float units) {
    return style_of(stage, ui::Family::serif, ui::Weight::bold, units);
}
ui::TextStyle sans(const Stage& stage, float units) {
    return style_of(stage, ui::Family::sans, ui::Weight::regular, units);
}
ui::TextStyle sans_bold(const Stage& stage, float units) {
    return style_of(stage, ui::Family::sans, ui::Weight::bold, units);
}
ui::TextStyle figures(ui::TextStyle style) {
    style.tnum = true;
    return style;
}
ui::TextStyle aligned(ui::TextStyle style, ui::Align align) {
    style.align = align;
    return style;
}

FittedText fit(const Stage& stage, std::string_view text, ui::TextStyle style, const Box& box) {
    const float full_size = style.size_px;
    const float least = box.least_units > 0 ? stage.px(box.least_units) : full_size * 0.7f;
    constexpr float step = 0.96f;
    style.max_width_px = box.width_px;
    FittedText result{std::string(text), style, {}};
    // Without a limit of lines, so that what is measured is what the text wants.
    for (float size = full_size;; size *= step) {
        size = std::max(size, least);
        result.style.size_px = size;
        result.style.leading_px = box.max_lines == 1 ? 0 : std::round(size * box.leading);
        result.style.tracking_px = style.tracking_px * size / full_size;
        result.style.max_width_px = box.max_lines == 1 ? 0 : box.width_px;
        result.style.max_lines = box.max_lines == 1 ? 1 : 0;
        result.metrics = stage.canvas.measure(text, result.style);
        if (result.metrics.lines <= box.max_lines && result.metrics.width <= box.width_px) return result;
        if (size <= least) break;
    }
    result.style.max_width_px = box.width_px;
    result.style.max_lines = box.max_lines;
    result.metrics = stage.canvas.measure(text, result.style);
    return result;
}

FittedText fit_whole(const Stage& stage, std::string_view text, const ui::TextStyle& style, const Box& box) {
    Box line = box;
    line.max_lines = 1;
    auto fitted = fit(stage, text, style, line);
    return fitted.metrics.ellipsized ? fit(stage, between_phrases(text), style, box) : fitted;
}

FittedText fit_sentence(const Stage& stage, std::string_view text, const ui::TextStyle& style, const Box& box) {
    const std::string hinted = between_phrases(text);
    FittedText best = fit(stage, hinted, style, box);
    const auto phrases = phrases_of(hinted);
    constexpr std::size_t phrases_max = 24;  // more than a screen takes
    if (best.metrics.ellipsized || best.metrics.lines < 2 || phrases.size() > phrases_max ||
        hinted.find('\n') != std::string::npos)
        return best;
    constexpr float smaller_at_most = 0.86f;
    constexpr float step = 0.97f;
    const float largest = best.style.size_px;
    const float least = std::max(stage.px(box.least_units), largest * smaller_at_most);
    ui::TextStyle line = best.style;
    line.max_lines = 1;
    line.max_width_px = 0;
    std::vector<float> widths;
    for (const auto& phrase : phrases)
        widths.push_back(stage.canvas.measure(phrase, line).width);
    std::optional<int> torn;
    for (float size = largest; size >= least; size *= step) {
        line.size_px = size;
        const auto lines = set_in_lines(phrases, widths, 0, box.max_lines, box.width_px * 0.995f * largest / size);
        if (!lines || (torn && lines->torn >= *torn)) continue;
        torn = lines->torn;
        best = fit(stage, lines->text, line, {box.width_px, box.max_lines, box.leading, size / stage.px(1)});
    }
    return best;
}

float draw(const Stage& stage, ui::Point at, const FittedText& text, ui::Colour colour) {
    stage.canvas.text(at, text.text, text.style, colour);
    return at.y + text.metrics.last_baseline;
}

float draw_up_from(const Stage& stage, ui::Point at, const FittedText& text, ui::Colour colour) {
    const float first = at.y - text.metrics.last_baseline;
    stage.canvas.text({at.x, first}, text.text, text.style, colour);
    return first;
}

void draw_in_middle(const Stage& stage, ui::Point middle, const FittedText& text, ui::Colour colour) {
    const float height = cap_height * text.style.size_px + text.metrics.last_baseline;
    stage.canvas.text({middle.x, std::round(middle.y - height / 2 + cap_height * text.style.size_px)}, text.text,
                      text.style, colour);
}

bool can_stand_upright(std::string_view text) {
    bool any = false;
    for (const auto& character : characters_of(text)) {
        const auto script = script_of(character.code);
        if (script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA || script == USCRIPT_HAN)
            any = true;
        else if (script != USCRIPT_COMMON && script != USCRIPT_INHERITED)
            return false;
        else if (character.code < 0x80)
            return false;  // figures and Latin punctuation would lie down
    }
    return any;
}

float counter_gap(const Stage& stage, float word_units) {
    return stage.px(word_units * words::language_or_english(stage.words.lang()).counter_gap_em);
}

int character_count(std::string_view text) {
    return static_cast<int>(characters_of(text).size());
}

std::string between_phrases(std::string_view text) {
    if (text.find(ui::break_hint) != std::string_view::npos || text.find('\n') != std::string_view::npos)
        return std::string(text);
    std::string result;
    char32_t before = 0;
    for (const auto& character : characters_of(text)) {
        if (before == U' ' || (before != 0 && character.code != U' ' && may_break_between(before, character.code)))
            result += ui::break_hint;
        result += character.bytes;
        before = character.code;
    }
    return result;
}

std::string in_columns(std::string_view text, int longest) {
    const auto characters = characters_of(text);
    const int count = static_cast<int>(characters.size());
    const int columns = std::max(1, (count + longest - 1) / longest);
    std::string result;
    int from = 0;
    for (int column = columns; column > 0; --column) {
        const int even = (count - from + column - 1) / column;
        int best = even;
        if (column > 1) {
            // The break nearest to an even share that leaves the rest room enough.
            const int rest_max = longest * (column - 1);
            int best_distance = longest;
            for (int length = std::max(1, count - from - rest_max); length <= std::min(longest, count - from - 1);
                 ++length) {
                const auto at = static_cast<std::size_t>(from + length);
                const int distance = std::abs(length - even) + (is_stop(characters[at - 1].code) ? -2 : 0);
                if (may_break_between(characters[at - 1].code, characters[at].code) && distance < best_distance) {
                    best = length;
                    best_distance = distance;
                }
            }
        }
        for (int i = from; i < from + best; ++i)
            result += characters[static_cast<std::size_t>(i)].bytes;
        from += best;
        if (column > 1) result += '\n';
    }
    return result;
}

}  // namespace parts
