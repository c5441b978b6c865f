#include "parts/type.h"

#include <unicode/uscript.h>

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
