// The door to the staff's screens. No key shows that it is touched: this stands where everybody sees it.
#include "staff/parts/desk_top.h"
#include "staff/scenes.h"

namespace staff {

namespace {

constexpr int digits_shown_max = 8;

bool is_locked(const parts::Stage& stage, const desk::PinPad& scene) {
    return scene.locked_until && *scene.locked_until > stage.now;
}

struct PinWords {
    std::string title;
    std::string note;
    bool amber = false;  // the title tells of a wrong try
};

PinWords words_of(const parts::Stage& stage, const desk::PinPad& scene) {
    const auto& words = stage.words;
    const auto title = [&](const std::string& key) { return words.text("staff.pin." + key); };
    if (is_locked(stage, scene)) return {title("locked"), words.text("staff.pin.locked_note"), true};
    if (scene.checking) return {title("title"), words.text("staff.pin.checking")};
    if (!scene.is_set && !scene.may_choose) return {title("none"), words.text("staff.pin.none_note"), true};
    if (!scene.is_set)
        return scene.repeat  ? PinWords{title("repeat"), words.text("staff.pin.repeat_note")}
               : scene.wrong ? PinWords{title("wrong"), words.text("staff.pin.new_note"), true}
                             : PinWords{title("new"), words.text("staff.pin.new_note")};
    return {title(scene.wrong && scene.digits == 0 ? "wrong" : "title"), words.text("staff.pin.note"),
            scene.wrong && scene.digits == 0};
}

std::string time_left(const parts::Stage& stage, const desk::PinPad& scene) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(*scene.locked_until - stage.now).count();
    const std::string rest = std::to_string(seconds % 60);
    return std::to_string(seconds / 60) + ":" + (rest.size() < 2 ? "0" : "") + rest;
}

// A ring for each digit; they fill.
void draw_digits(const parts::Stage& stage, const desk::PinPad& scene, ui::Point first, float radius, ui::Align align) {
    const auto& ink = staff_theme(stage);
    const int shown = std::clamp(std::max(scene.digits, scene.length), 1, digits_shown_max);
    const float pitch = radius * 4;
    const float left =
        align == ui::Align::centre ? first.x - pitch * static_cast<float>(shown - 1) / 2 : first.x + radius;
    for (int i = 0; i < shown; ++i) {
        const ui::Point centre{left + pitch * static_cast<float>(i), first.y};
        if (i < scene.digits)
            stage.canvas.circle(centre, radius, ink.text);
        else
            stage.canvas.ring(centre, radius - stage.layout().hairline(2), stage.layout().hairline(4), ink.dim);
    }
}

// What stands in the place of the digits while tries are refused.
void draw_time_left(const parts::Stage& stage, const desk::PinPad& scene, ui::Point at, float units, ui::Align align) {
    const auto& ink = staff_theme(stage);
    draw_line(stage, {.x = at.x, .y = at.y, .width_px = stage.px(700)},
              stage.words.text("staff.pin.locked_for", {{"time", time_left(stage, scene)}}),
              parts::aligned(parts::figures(parts::sans_bold(stage, units)), align), ink.warning);
}

void draw_keys(const parts::Stage& stage, const desk::PinPad& scene, const ui::Rect& area, float gap_units,
               float units) {
    const bool locked = is_locked(stage, scene) || scene.checking || (!scene.is_set && !scene.may_choose);
    const float gap = std::round(stage.px(gap_units));
    const auto cell = [&](int column, int row) {
        const auto x = [&](int c) { return std::round(area.x + (area.w + gap) * static_cast<float>(c) / 3); };
        const auto y = [&](int r) { return std::round(area.y + (area.h + gap) * static_cast<float>(r) / 4); };
        return ui::Rect{x(column), y(row), x(column + 1) - gap - x(column), y(row + 1) - gap - y(row)};
    };
    const auto key = [&](char c) { return locked ? std::optional<desk::Answer>() : desk::PinKey{c}; };
    {
        const auto resting = stage.canvas.fade(locked ? 0.35f : 1.0f);
        for (int digit = 0; digit <= 9; ++digit) {
            const std::string label = std::to_string(digit);
            draw_staff_button(stage, digit == 0 ? cell(1, 3) : cell((digit - 1) % 3, (digit - 1) / 3),
                              {.label = label, .answer = key(label.front()), .units = units, .shows_touch = false});
        }
        draw_staff_button(
            stage, cell(2, 3),
            {.answer = key('<'), .icon = ui::Icon::backspace, .units = units * 0.8f, .shows_touch = false});
    }
    draw_staff_button(stage, cell(0, 3),
                      {.label = stage.words.text("staff.cancel"),
                       .answer = desk::LeaveStaff{},
                       .look = StaffLook::quiet,
                       .units = units * 0.46f,
                       .shows_touch = false});
}

ui::FrameResult draw_wide(const parts::Stage& stage, const desk::PinPad& scene) {
    const auto& ink = staff_theme(stage);
    const auto words = words_of(stage, scene);
    const ui::Rect text = stage.block(96, 0, 860, 100);
    const auto y = [&](float units) { return stage.layout().y(units); };
    parts::draw(stage, {text.x, y(350)},
                parts::fit(stage, stage.words.text("staff.page"), parts::sans(stage, 30), {.width_px = text.w}),
                ink.dim);
    parts::draw(stage, {text.x, y(474)},
                parts::fit(stage, words.title, parts::serif(stage, 96),
                           {.width_px = text.w, .max_lines = 2, .leading = 1.26f, .least_units = 60}),
                words.amber ? ink.warning : ink.text);
    if (is_locked(stage, scene))
        draw_time_left(stage, scene, {text.x, y(712)}, 64, ui::Align::left);
    else
        draw_digits(stage, scene, {text.x, y(712)}, stage.px(26), ui::Align::left);
    parts::draw(stage, {text.x, y(820)},
                parts::fit(stage, words.note, parts::sans(stage, 30),
                           {.width_px = text.w, .max_lines = 2, .leading = 1.5f, .least_units = 24}),
                ink.dim);
    draw_keys(stage, scene, stage.block(1092, 132, 732, 806), 19, 84);
    return draw_returns(stage, {text.x, y(966)}, stage.px(24), true);
}

ui::FrameResult draw_portrait(const parts::Stage& stage, const desk::PinPad& scene) {
    const auto& ink = staff_theme(stage);
    const auto words = words_of(stage, scene);
    const ui::Rect text = stage.block(44, 0, 632, 100);
    const auto y = [&](float units) { return stage.layout().y(units); };
    parts::draw(stage, {text.x, y(116)},
                parts::fit(stage, stage.words.text("staff.page"), parts::sans(stage, 24), {.width_px = text.w}),
                ink.dim);
    parts::draw(stage, {text.x, y(206)},
                parts::fit(stage, words.title, parts::serif(stage, 72),
                           {.width_px = text.w, .max_lines = 2, .leading = 1.26f, .least_units = 44}),
                words.amber ? ink.warning : ink.text);
    if (is_locked(stage, scene))
        draw_time_left(stage, scene, {text.x, y(388)}, 48, ui::Align::left);
    else
        draw_digits(stage, scene, {text.x, y(388)}, stage.px(20), ui::Align::left);
    parts::draw(stage, {text.x, y(466)},
                parts::fit(stage, words.note, parts::sans(stage, 24),
                           {.width_px = text.w, .max_lines = 2, .leading = 1.5f, .least_units = 20}),
                ink.dim);
    draw_keys(stage, scene, stage.block(44, 556, 632, 608), 14, 60);
    return draw_returns(stage, {text.x, y(1208)}, stage.px(16), true);
}

ui::FrameResult draw_small(const parts::Stage& stage, const desk::PinPad& scene) {
    const auto& ink = staff_theme(stage);
    const auto words = words_of(stage, scene);
    const ui::Rect text = stage.block(40, 0, 340, 100);
    const auto y = [&](float units) { return stage.layout().y(units); };
    parts::draw(stage, {text.x, y(142)},
                parts::fit(stage, words.title, parts::serif(stage, 54),
                           {.width_px = text.w, .max_lines = 2, .leading = 1.26f, .least_units = 30}),
                words.amber ? ink.warning : ink.text);
    if (is_locked(stage, scene))
        draw_time_left(stage, scene, {text.x, y(270)}, 40, ui::Align::left);
    else
        draw_digits(stage, scene, {text.x, y(270)}, stage.px(16), ui::Align::left);
    parts::draw(stage, {text.x, y(334)},
                parts::fit(stage, words.note, parts::sans(stage, 20),
                           {.width_px = text.w, .max_lines = 2, .leading = 1.45f, .least_units = 18}),
                ink.dim);
    draw_keys(stage, scene, stage.block(412, 18, 364, 444), 8, 46);
    return draw_returns(stage, {text.x, y(434)}, stage.px(12), true);
}

}  // namespace

ui::FrameResult draw_scene(const parts::Stage& stage, const desk::PinPad& scene) {
    stage.canvas.background(ui::Background::staff);
    ui::FrameResult result;
    switch (stage.form()) {
        case ui::Form::wide:
            result = draw_wide(stage, scene);
            break;
        case ui::Form::portrait:
            result = draw_portrait(stage, scene);
            break;
        case ui::Form::small:
            result = draw_small(stage, scene);
            break;
    }
    if (is_locked(stage, scene))
        result = result.merged({.animating = false, .next_change = stage.now + std::chrono::milliseconds(250)});
    return result;
}

}  // namespace staff
