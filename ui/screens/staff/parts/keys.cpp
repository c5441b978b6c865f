#include "staff/parts/keys.h"

#include <span>

#include "parts/key_table.h"
#include "staff/parts/desk_top.h"

namespace staff {

namespace {

class Keyboard {
public:
    Keyboard(const parts::Stage& stage, const parts::KeyTable& table, std::string_view typed)
        : m_stage(stage), m_table(table), m_typed(typed) {}

    void letter(int column, int row, std::string_view label) const {
        key(m_table.cell(column, row), std::string(label), desk::PressKey{std::string(label)}, 1.25f, false);
    }
    void latin(int column, int row, char capital) const {
        letter(column, row, std::string(1, parts::letter_as_written(capital, m_typed)));
    }
    void helper(const ui::Rect& cell, std::string label, const desk::Answer& answer) const {
        key(cell, std::move(label), answer, 0.95f, true);
    }
    void special(const ui::Rect& cell, std::string label, std::string_view word) const {
        helper(cell, std::move(label), desk::PressKey{std::string(word)});
    }
    void backspace(const ui::Rect& cell) const {
        key(cell, {}, desk::PressKey{std::string(desk::key_backspace)}, 1.2f, true, ui::Press::repeats);
    }
    ui::Rect cell(int column, int row, int wide = 1, int high = 1) const {
        return m_table.cell(column, row, wide, high);
    }

private:
    void key(const ui::Rect& rect, std::string label, const desk::Answer& answer, float size, bool helps,
             ui::Press press = ui::Press::tap) const {
        const auto& ink = staff_theme(m_stage);
        const bool down = m_stage.canvas.is_pressed(answer);
        const float radius = std::min(rect.w, rect.h) * 0.13f;
        const ui::Colour ground = helps ? ink.panel_edge : ink.hairline;
        m_stage.canvas.fill(rect, down ? ui::mix(ground, ink.text, 0.2f) : ground, radius);
        ui::TextStyle style =
            parts::aligned(parts::sans_bold(m_stage, staff_sizes(m_stage).body * size), ui::Align::centre);
        style.palt = helps;
        if (label.empty()) {
            m_stage.canvas.icon(ui::Icon::backspace, rect.centre(), style.size_px * 1.15f, ink.text);
        } else if (label == "゛" || label == "゜") {
            // Marks stand where their kana would have them: set in the middle, and larger.
            style.size_px *= 1.6f;
            const auto mark = m_stage.canvas.measure(label, style).ink;
            m_stage.canvas.text(rect.centre() - mark.centre(), label, style, ink.text);
        } else {
            parts::draw_in_middle(m_stage, rect.centre(),
                                  parts::fit(m_stage, label, style, {.width_px = rect.w * 0.86f}), ink.text);
        }
        // The gap belongs to the keys: nobody aims between two of them.
        const float half = m_table.gap / 2;
        m_stage.canvas.touch(rect.inset(-half), answer, press);
    }

    const parts::Stage& m_stage;
    const parts::KeyTable& m_table;
    std::string_view m_typed;
};

void draw_columns(const Keyboard& keys, int columns) {
    for (int column = 0; column < columns; ++column)
        for (int row = 0; row < 5; ++row) {
            const auto kana = parts::kana_columns[static_cast<std::size_t>(column)][static_cast<std::size_t>(row)];
            if (!kana.empty()) keys.letter(column, row, kana);
        }
}

void draw_latin_rows(const Keyboard& keys) {
    int row = 0;
    for (const auto letters : parts::latin_rows) {
        int column = 0;
        for (const char c : letters)
            keys.latin(column++, row, c);
        ++row;
    }
}

// Ten columns; the helpers under the letters.
void draw_wide(const parts::Stage& stage, const ui::Rect& area, std::string_view typed, bool latin) {
    const auto& words = stage.words;
    const parts::KeyTable table{area, 10, latin ? 5 : 6, std::round(stage.px(8))};
    const Keyboard keys(stage, table, typed);
    if (latin) {
        draw_latin_rows(keys);
        keys.helper(keys.cell(0, 4, 3), words.text("keyboard.kana"), desk::OpenKeyboard{desk::Keyboard::kana});
        keys.special(keys.cell(3, 4, 4), words.text("keyboard.space"), " ");
        keys.backspace(keys.cell(7, 4, 3));
        return;
    }
    draw_columns(keys, 10);
    keys.special(keys.cell(0, 5), words.text("keyboard.dakuten"), desk::key_dakuten);
    keys.special(keys.cell(1, 5), words.text("keyboard.handakuten"), desk::key_handakuten);
    keys.special(keys.cell(2, 5), words.text("keyboard.small"), desk::key_small);
    keys.helper(keys.cell(3, 5, 2), words.text("keyboard.abc"), desk::OpenKeyboard{desk::Keyboard::abc});
    keys.special(keys.cell(5, 5, 2), words.text("keyboard.space"), " ");
    keys.backspace(keys.cell(7, 5, 3));
}

// Eight columns: あ to や, the rest in a row of their own.
void draw_portrait(const parts::Stage& stage, const ui::Rect& area, std::string_view typed, bool latin) {
    const auto& words = stage.words;
    const parts::KeyTable table{area, 8, 7, std::round(stage.px(6))};
    const Keyboard keys(stage, table, typed);
    if (latin) {
        constexpr std::array<std::string_view, 6> rows{"ABCDEFGH", "IJKLMNOP", "QRSTUVWX", "YZ-'.", "12345", "67890"};
        for (std::size_t row = 0; row < rows.size(); ++row)
            for (std::size_t column = 0; column < rows[row].size(); ++column)
                keys.latin(static_cast<int>(column), static_cast<int>(row), rows[row][column]);
        keys.backspace(keys.cell(5, 3, 3, 2));
        keys.helper(keys.cell(5, 5, 3), words.text("keyboard.kana"), desk::OpenKeyboard{desk::Keyboard::kana});
        keys.special(keys.cell(0, 6, 8), words.text("keyboard.space"), " ");
        return;
    }
    draw_columns(keys, 8);
    constexpr std::array<std::string_view, 8> rest{"ら", "り", "る", "れ", "ろ", "わ", "を", "ん"};
    for (std::size_t column = 0; column < rest.size(); ++column)
        keys.letter(static_cast<int>(column), 5, rest[column]);
    keys.letter(7, 1, "ー");  // the gap beside や
    keys.special(keys.cell(0, 6), words.text("keyboard.dakuten"), desk::key_dakuten);
    keys.special(keys.cell(1, 6), words.text("keyboard.handakuten"), desk::key_handakuten);
    keys.special(keys.cell(2, 6), words.text("keyboard.small"), desk::key_small);
    keys.helper(keys.cell(3, 6), words.text("keyboard.abc"), desk::OpenKeyboard{desk::Keyboard::abc});
    keys.special(keys.cell(4, 6, 2), words.text("keyboard.space"), " ");
    keys.backspace(keys.cell(6, 6, 2));
}

// Twelve columns: the helpers beside the letters.
void draw_small(const parts::Stage& stage, const ui::Rect& area, std::string_view typed, bool latin) {
    const auto& words = stage.words;
    const parts::KeyTable table{area, 12, latin ? 4 : 5, std::round(stage.px(6))};
    const Keyboard keys(stage, table, typed);
    keys.backspace(keys.cell(10, 0, 2));
    if (latin) {
        draw_latin_rows(keys);
        keys.helper(keys.cell(10, 1, 2), words.text("keyboard.kana"), desk::OpenKeyboard{desk::Keyboard::kana});
        keys.special(keys.cell(10, 2, 2, 2), words.text("keyboard.space"), " ");
        return;
    }
    draw_columns(keys, 10);
    keys.special(keys.cell(10, 1), words.text("keyboard.dakuten"), desk::key_dakuten);
    keys.special(keys.cell(11, 1), words.text("keyboard.handakuten"), desk::key_handakuten);
    keys.special(keys.cell(10, 2, 2), words.text("keyboard.small"), desk::key_small);
    keys.helper(keys.cell(10, 3, 2), words.text("keyboard.abc"), desk::OpenKeyboard{desk::Keyboard::abc});
    keys.special(keys.cell(10, 4, 2), words.text("keyboard.space"), " ");
}

}  // namespace

void draw_machine_keys(const parts::Stage& stage, const ui::Rect& area, Case letters) {
    constexpr std::array<std::string_view, 4> ten_wide{"1234567890", "qwertyuiop", "asdfghjkl-", "zxcvbnm./:"};
    constexpr std::array<std::string_view, 6> eight_wide{"abcdefgh", "ijklmnop", "qrstuvwx",
                                                         "yz-./:",   "12345",    "67890"};
    const bool narrow = stage.form() == ui::Form::portrait;
    const bool beside = stage.form() == ui::Form::small;  // the key that takes back stands beside the letters
    const int columns = narrow ? 8 : beside ? 12 : 10;
    const parts::KeyTable table{area, columns,
                                narrow   ? 6
                                : beside ? 4
                                         : 5,
                                std::round(stage.px(narrow || beside ? 6 : 8))};
    const Keyboard keys(stage, table, {});
    const std::span<const std::string_view> rows =
        narrow ? std::span<const std::string_view>(eight_wide) : std::span<const std::string_view>(ten_wide);
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (std::size_t column = 0; column < rows[row].size(); ++column) {
            const char c = rows[row][column];
            const bool capital = letters == Case::upper && c >= 'a' && c <= 'z';
            keys.letter(static_cast<int>(column), static_cast<int>(row),
                        std::string(1, capital ? static_cast<char>(c - 'a' + 'A') : c));
        }
    if (narrow)
        keys.backspace(keys.cell(5, 4, 3, 2));
    else if (beside)
        keys.backspace(keys.cell(10, 0, 2, 2));
    else
        keys.backspace(keys.cell(6, 4, 4));
}

KeysRoom staff_keys_room(const parts::Stage& stage) {
    switch (stage.form()) {
        case ui::Form::wide: {
            const float pitch = std::clamp(finger_units(stage), 112.0f, 124.0f);
            return {10 * pitch, 6 * pitch};
        }
        case ui::Form::portrait: {
            const float pitch = std::clamp(finger_units(stage), 74.0f, 92.0f);
            return {648, 7 * pitch};
        }
        case ui::Form::small:
            return {760, 290};
    }
    return {};
}

void draw_staff_keys(const parts::Stage& stage, const ui::Rect& area, std::string_view typed, bool latin) {
    switch (stage.form()) {
        case ui::Form::wide:
            return draw_wide(stage, area, typed, latin);
        case ui::Form::portrait:
            return draw_portrait(stage, area, typed, latin);
        case ui::Form::small:
            return draw_small(stage, area, typed, latin);
    }
}

void draw_typed_box(const parts::Stage& stage, const ui::Rect& rect, const TypedBox& box) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const float radius = std::min(stage.px(sizes.radius), rect.h * 0.24f);
    stage.canvas.fill(rect, ink.panel, radius);
    if (box.active) stage.canvas.outline(rect, stage.layout().hairline(3), ink.trouble, radius);
    const float in = std::min(stage.px(sizes.pad), rect.h * 0.3f);
    float right = rect.right() - in;
    float middle = rect.centre().y;
    if (box.clears && !box.typed.empty()) {
        const desk::Answer clear = desk::PressKey{std::string(desk::key_clear)};
        const float side = std::max(rect.h, stage.layout().mm(stage.form() == ui::Form::small ? 12.0f : 20.0f));
        const ui::Rect key{std::round(rect.right() - side), rect.y, std::round(side), rect.h};
        if (stage.canvas.is_pressed(clear)) stage.canvas.fill(key, ink.hairline, radius);
        stage.canvas.icon(ui::Icon::cross, key.centre(), stage.px(sizes.label * 1.2f), ink.dim);
        stage.canvas.touch(key, clear);
        right = key.x;
    }
    if (!box.label.empty()) {
        const float lift = rect.h * 0.27f;
        const auto label =
            draw_line(stage, {.x = rect.x + in, .y = middle - lift, .width_px = rect.w * 0.5f}, box.label,
                      parts::sans_bold(stage, sizes.label), box.active ? ink.trouble : ink.dim);
        if (!box.note.empty())
            draw_line(stage,
                      {.x = right,
                       .y = middle - lift,
                       .width_px = rect.w - 3 * in - label.metrics.width,
                       .least_units = sizes.label * 0.78f},
                      box.note, parts::aligned(parts::sans(stage, sizes.label * 0.9f), ui::Align::right), ink.dim);
        middle += rect.h * 0.15f;
    } else if (!box.note.empty()) {
        const auto note =
            draw_line(stage, {.x = right, .y = middle, .width_px = rect.w * 0.4f}, box.note,
                      parts::aligned(parts::figures(parts::sans(stage, sizes.label)), ui::Align::right), ink.dim);
        right -= note.metrics.width + in;
    }
    const float units = box.units > 0 ? box.units : sizes.heading * 1.3f;
    const float room = right - rect.x - in - stage.px(8);
    float caret = rect.x + in;
    if (box.typed.empty()) {
        if (!box.empty.empty())
            draw_line(stage, {.x = caret + stage.px(units * 0.22f), .y = middle, .width_px = room}, box.empty,
                      parts::sans(stage, std::min(units, sizes.body)), ink.dim);
    } else {
        ui::TextStyle style = parts::sans_bold(stage, units);
        style.keeps_end = box.active;
        const auto text = draw_line(stage, {.x = caret, .y = middle, .width_px = room, .least_units = units * 0.45f},
                                    box.typed, style, ink.text);
        caret += text.metrics.width + stage.px(units * 0.1f);
    }
    const float height = std::min(stage.px(units * 1.2f), rect.h * 0.6f);
    if (box.active)
        stage.canvas.fill({std::round(caret), std::round(middle - height / 2), stage.layout().hairline(4), height},
                          ink.trouble);
}

}  // namespace staff
