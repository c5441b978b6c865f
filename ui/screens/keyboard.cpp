// A nickname, typed with a finger: the fifty sounds in their order, or the Latin letters. Keys are at least 20 mm wide
// where ten of them fit beside one another; on a 7″ screen they are as large as the screen allows.
#include <array>
#include <string>
#include <vector>

#include "parts/furniture.h"
#include "parts/key_table.h"
#include "screens/scenes.h"

namespace screens {

namespace {

using Page = desk::NewCard::Page;

struct Key {
    ui::Rect rect;
    std::string label;
    desk::Answer answer;
    enum class Look { letter, helper, chosen, done } look = Look::letter;
};

desk::Answer key_answer(std::string_view key) {
    return desk::PressKey{std::string(key)};
}

desk::Answer turn_to(desk::Keyboard keyboard) {
    return desk::OpenKeyboard{keyboard};
}

void draw_key(const parts::Stage& screen, const Key& key, float label_px) {
    const parts::OnPaper paper(screen);
    const parts::Stage& stage = paper.stage;
    const ui::Theme& theme = stage.theme();
    const bool down = stage.canvas.is_pressed(key.answer);
    const float radius = std::min(key.rect.w, key.rect.h) * 0.12f;
    const bool filled = key.look == Key::Look::done;
    ui::Colour ground = theme.paper;
    if (key.look == Key::Look::helper) ground = ui::mix(theme.paper, theme.eyelet, 0.55f);
    if (key.look == Key::Look::chosen) ground = ui::mix(theme.paper, theme.eyelet, 0.95f);
    if (filled) ground = theme.accent_text;
    if (down) ground = ui::mix(ground, theme.ink, 0.16f);
    stage.canvas.fill(key.rect, filled ? ground : theme.hairline, radius);
    if (!filled) {
        const float line = stage.layout().hairline(1.5f);
        stage.canvas.fill(key.rect.inset(line), ground, radius - line);
    }
    ui::TextStyle style = parts::aligned(
        key.look == Key::Look::letter ? parts::sans(stage, 40) : parts::sans_bold(stage, 40), ui::Align::centre);
    style.size_px = label_px;
    style.palt = key.look != Key::Look::letter;
    const ui::Colour ink = filled ? theme.on_accent : theme.ink;
    if (key.answer == key_answer(desk::key_backspace)) {
        stage.canvas.icon(ui::Icon::backspace, key.rect.centre(), label_px * 1.5f, ink);
    } else if (key.label == "゛" || key.label == "゜") {
        // Marks stand where their kana would have them: set in the middle, and larger.
        style.size_px *= 1.7f;
        const auto mark = stage.canvas.measure(key.label, style).ink;
        stage.canvas.text(key.rect.centre() - mark.centre(), key.label, style, ink);
    } else {
        const auto text = parts::fit(stage, key.label, style, {.width_px = key.rect.w * 0.84f, .least_units = 12});
        parts::draw_in_middle(stage, key.rect.centre(), text, ink);
    }
    stage.canvas.touch(key.rect, key.answer);
}

Key letter(const ui::Rect& rect, std::string_view label) {
    return {rect, std::string(label), key_answer(label), Key::Look::letter};
}

Key helper(const ui::Rect& rect, std::string label, desk::Answer answer) {
    return {rect, std::move(label), std::move(answer), Key::Look::helper};
}

// The keys beside the letters, from the top: 12 columns and 5 rows in all.
void add_wide_helpers(const parts::Stage& stage, const parts::KeyTable& table, Page page, std::vector<Key>& keys) {
    const auto& words = stage.words;
    keys.push_back(helper(table.cell(10, 0, 2), "", key_answer(desk::key_backspace)));
    if (page == Page::kana) {
        keys.push_back(helper(table.cell(10, 1), words.text("keyboard.dakuten"), key_answer(desk::key_dakuten)));
        keys.push_back(helper(table.cell(11, 1), words.text("keyboard.handakuten"), key_answer(desk::key_handakuten)));
        keys.push_back(helper(table.cell(10, 2), words.text("keyboard.small"), key_answer(desk::key_small)));
        keys.push_back(helper(table.cell(11, 2), words.text("keyboard.abc"), turn_to(desk::Keyboard::abc)));
    } else {
        keys.push_back(helper(table.cell(10, 1, 2), words.text("keyboard.kana"), turn_to(desk::Keyboard::kana)));
    }
    keys.push_back({table.cell(10, 3, 2, 2), words.text("keyboard.done"), key_answer(desk::key_done), Key::Look::done});
}

void add_latin(const parts::Stage& stage, const desk::NewCard& scene, const parts::KeyTable& table,
               std::vector<Key>& keys) {
    int row = 0;
    for (const auto letters : parts::latin_rows) {
        int column = 0;
        for (const char c : letters)
            keys.push_back(letter(table.cell(column++, row), std::string(1, parts::letter_as_written(c, scene.typed))));
        ++row;
    }
    keys.push_back(helper(table.cell(2, row, 6), stage.words.text("keyboard.space"), key_answer(" ")));
}

void add_kana_columns(const parts::KeyTable& table, std::vector<Key>& keys) {
    for (std::size_t column = 0; column < parts::kana_columns.size(); ++column)
        for (std::size_t row = 0; row < 5; ++row)
            if (const auto kana = parts::kana_columns[column][row]; !kana.empty())
                keys.push_back(letter(table.cell(static_cast<int>(column), static_cast<int>(row)), kana));
}

// What is typed so far, large, with the pencil's mark where the next letter comes.
void draw_typed(const parts::Stage& stage, const desk::NewCard& scene, ui::Point at, float width_px, float units) {
    const ui::Theme& theme = stage.theme();
    float caret = at.x;
    if (scene.typed.empty()) {
        parts::draw(
            stage, {at.x + stage.px(units * 0.14f), at.y},
            parts::fit(stage, stage.words.text("keyboard.empty"), parts::serif(stage, units), {.width_px = width_px}),
            theme.second_ink.faded(ui::opacity_for(theme.second_ink, theme.washi, ui::shape_contrast * 1.15, 0.5f)));
    } else {
        ui::TextStyle style = parts::serif(stage, units);
        style.max_lines = 1;
        style.keeps_end = true;
        const auto text =
            parts::fit(stage, scene.typed, style, {.width_px = width_px - stage.px(12), .least_units = units * 0.5f});
        parts::draw(stage, at, text, theme.ink);
        caret = at.x + text.metrics.width + stage.px(units * 0.06f);
    }
    const float height = stage.px(units * 0.96f);
    stage.canvas.fill({std::round(caret), std::round(at.y - height * 0.86f), stage.layout().hairline(4), height},
                      theme.accent);
}

void draw_wide(const parts::Stage& stage, const desk::NewCard& scene) {
    const ui::Theme& theme = stage.theme();
    const auto& words = stage.words;
    stage.canvas.background(ui::Background::washi_still);
    const float x = 96;
    parts::draw(stage, stage.layout().at(x, 122),
                parts::fit(stage, words.text("keyboard.title") + "\u2003" + words.text("keyboard.hint"),
                           parts::sans(stage, 32), {.width_px = stage.px(1080)}),
                theme.second_ink);
    draw_typed(stage, scene, stage.layout().at(x, 250), stage.px(1240), 112);
    stage.canvas.fill(stage.layout().snapped(x, 284, 1320, 2), theme.hairline);

    const ui::Rect area = stage.layout().snapped(x, 328, 1728, 664);
    const parts::KeyTable table{area, 12, 5, std::round(stage.px(14))};
    std::vector<Key> keys;
    if (scene.page == Page::kana)
        add_kana_columns(table, keys);
    else
        add_latin(stage, scene, table, keys);
    add_wide_helpers(stage, table, scene.page, keys);
    for (const auto& key : keys)
        draw_key(stage, key, key.look == Key::Look::letter ? stage.px(56) : stage.px(42));
    const float finger = std::max(stage.px(116), std::ceil(stage.layout().mm(20)));
    const ui::Rect back{area.right() - std::round(stage.px(274)), std::round(stage.layout().y(284) - finger),
                        std::round(stage.px(274)), finger};
    parts::draw_button(stage, back, words.text("keyboard.back"), desk::CloseKeyboard{}, parts::ButtonLook::quiet, 38);
}

// Each of the fifty sounds' rows lies: five keys wide, ten rows high.
void draw_portrait(const parts::Stage& stage, const desk::NewCard& scene) {
    const ui::Theme& theme = stage.theme();
    const auto& words = stage.words;
    stage.canvas.background(ui::Background::washi_still);
    parts::draw(stage, stage.layout().at(44, 92),
                parts::fit(stage, words.text("keyboard.title"), parts::sans(stage, 28), {.width_px = stage.px(560)}),
                theme.second_ink);
    draw_typed(stage, scene, stage.layout().at(44, 178), stage.px(632), 76);
    stage.canvas.fill(stage.layout().snapped(44, 202, 632, 2), theme.hairline);

    const ui::Rect area = stage.layout().snapped(44, 236, 632, 1000);
    const int rows_of_page = scene.page == Page::kana ? 11 : 9;
    const parts::KeyTable table{area, 7, rows_of_page, std::round(stage.px(8))};
    std::vector<Key> keys;
    if (scene.page == Page::kana) {
        for (std::size_t row = 0; row < parts::kana_columns.size(); ++row)
            for (std::size_t column = 0; column < 5; ++column)
                if (const auto kana = parts::kana_columns[row][column]; !kana.empty())
                    keys.push_back(letter(table.cell(static_cast<int>(column), static_cast<int>(row)), kana));
        keys.push_back(helper(table.cell(5, 0, 2, 2), "", key_answer(desk::key_backspace)));
        keys.push_back(helper(table.cell(5, 2, 2), words.text("keyboard.dakuten"), key_answer(desk::key_dakuten)));
        keys.push_back(
            helper(table.cell(5, 3, 2), words.text("keyboard.handakuten"), key_answer(desk::key_handakuten)));
        keys.push_back(helper(table.cell(5, 4, 2), words.text("keyboard.small"), key_answer(desk::key_small)));
        keys.push_back(helper(table.cell(5, 6, 2, 2), words.text("keyboard.abc"), turn_to(desk::Keyboard::abc)));
        keys.push_back(
            {table.cell(5, 8, 2, 2), words.text("keyboard.done"), key_answer(desk::key_done), Key::Look::done});
    } else {
        constexpr std::array<std::string_view, 8> rows{"ABCDE", "FGHIJ", "KLMNO", "PQRST",
                                                       "UVWXY", "Z-'. ", "12345", "67890"};
        for (std::size_t row = 0; row < rows.size(); ++row)
            for (std::size_t column = 0; column < 5; ++column) {
                const char c = parts::letter_as_written(rows[row][column], scene.typed);
                const ui::Rect cell = table.cell(static_cast<int>(column), static_cast<int>(row));
                keys.push_back(c == ' ' ? helper(cell, words.text("keyboard.space"), key_answer(" "))
                                        : letter(cell, std::string(1, c)));
            }
        keys.push_back(helper(table.cell(5, 0, 2, 2), "", key_answer(desk::key_backspace)));
        keys.push_back(helper(table.cell(5, 3, 2, 2), words.text("keyboard.kana"), turn_to(desk::Keyboard::kana)));
        keys.push_back(
            {table.cell(5, 6, 2, 2), words.text("keyboard.done"), key_answer(desk::key_done), Key::Look::done});
    }
    keys.push_back(helper(table.cell(0, rows_of_page - 1, 7), words.text("keyboard.back"), desk::CloseKeyboard{}));
    for (const auto& key : keys)
        draw_key(stage, key, key.look == Key::Look::letter ? stage.px(40) : stage.px(28));
}

void draw_small(const parts::Stage& stage, const desk::NewCard& scene) {
    const ui::Theme& theme = stage.theme();
    const auto& words = stage.words;
    stage.canvas.background(ui::Background::washi_still);
    const ui::Rect area = stage.layout().snapped(16, 108, 768, 360);
    const parts::KeyTable table{area, 12, 5, std::round(stage.px(6))};
    draw_typed(stage, scene, stage.layout().at(40, 78), stage.px(440), 60);
    stage.canvas.fill(stage.layout().snapped(40, 94, 480, 2), theme.hairline);
    std::vector<Key> keys;
    if (scene.page == Page::kana)
        add_kana_columns(table, keys);
    else
        add_latin(stage, scene, table, keys);
    add_wide_helpers(stage, table, scene.page, keys);
    const ui::Rect back = stage.layout().snapped(650, 12, 134, 84);
    keys.push_back(helper(back, words.text("keyboard.back"), desk::CloseKeyboard{}));
    for (const auto& key : keys)
        draw_key(stage, key, key.look == Key::Look::letter ? stage.px(32) : stage.px(24));
}

}  // namespace

ui::FrameResult draw_keyboard(const parts::Stage& stage, const desk::NewCard& scene) {
    parts::draw_by_form(stage, scene, draw_wide, draw_portrait, draw_small);
    return parts::draw_return_ring(stage, {.wide = {1464, 236}, .small = {600, 54}});
}

}  // namespace screens
