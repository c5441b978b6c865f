#include "staff/settings_parts.h"

#include "staff/parts/desk_top.h"

namespace staff {

float panel_inset(const parts::Stage& stage) {
    return stage.px(staff_sizes(stage).pad * (stage.form() == ui::Form::small ? 0.8f : 0.9f));
}

void draw_stepper(const parts::Stage& stage, const ui::Rect& rect, std::string_view label, std::string_view value,
                  float share, Setting which, Steps steps) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    draw_panel(stage, rect);
    const float in = panel_inset(stage) * 0.6f;
    const float finger = std::max(stage.px(finger_units(stage)), rect.h - 2 * in);
    // On a small screen the value needs the room more than the keys do.
    const float key_w = std::round(stage.px(stage.form() == ui::Form::small ? 66.0f : finger_units(stage)));
    const float key_h = std::round(std::min(finger, rect.h - in));
    const ui::Rect less{rect.x + in * 0.6f, std::round(rect.centre().y - key_h / 2), key_w, key_h};
    const ui::Rect more{rect.right() - in * 0.6f - key_w, less.y, key_w, key_h};
    draw_staff_button(stage, less,
                      {.label = stage.words.text("staff.settings.less"),
                       .units = sizes.heading * 1.2f,
                       .pressed = stage.canvas.is_pressed(desk::ChangeSetting{which, steps.less})});
    draw_staff_button(stage, more,
                      {.label = stage.words.text("staff.settings.more"),
                       .units = sizes.heading * 1.2f,
                       .pressed = stage.canvas.is_pressed(desk::ChangeSetting{which, steps.more})});
    stage.canvas.touch(less, desk::ChangeSetting{which, steps.less}, steps.press);
    stage.canvas.touch(more, desk::ChangeSetting{which, steps.more}, steps.press);
    const ui::Rect middle{less.right() + in, rect.y, more.x - less.right() - 2 * in, rect.h};
    draw_line(
        stage,
        {.x = middle.centre().x, .y = rect.y + rect.h * 0.24f, .width_px = middle.w, .least_units = sizes.label * 0.7f},
        label, parts::aligned(parts::sans(stage, sizes.label), ui::Align::centre), ink.dim);
    draw_line(
        stage, {.x = middle.centre().x, .y = rect.y + rect.h * 0.54f, .width_px = middle.w, .least_units = sizes.label},
        value, parts::aligned(parts::figures(parts::sans_bold(stage, sizes.heading)), ui::Align::centre), ink.text);
    if (share < 0) return;
    const float height = stage.layout().hairline(6);
    const ui::Rect track{std::round(middle.x), std::round(rect.y + rect.h * 0.78f), std::round(middle.w), height};
    stage.canvas.fill(track, ink.panel_edge, height / 2);
    if (share > 0)
        stage.canvas.fill({track.x, track.y, std::max(height, std::round(track.w * std::min(share, 1.0f))), height},
                          ink.text, height / 2);
}

namespace {

// The frame that switches and choices share; the place below its label.
ui::Rect draw_labelled(const parts::Stage& stage, const ui::Rect& rect, std::string_view label) {
    const auto& sizes = staff_sizes(stage);
    draw_panel(stage, rect);
    const float in = panel_inset(stage) * 0.8f;
    draw_line(stage,
              {.x = rect.x + in,
               .y = rect.y + rect.h * 0.26f,
               .width_px = rect.w - 2 * in,
               .least_units = sizes.label * 0.7f},
              label, parts::sans(stage, sizes.label), staff_theme(stage).dim);
    const ui::Rect track{rect.x + in * 0.7f, std::round(rect.y + rect.h * 0.46f), rect.w - in * 1.4f,
                         std::round(rect.h * 0.42f)};
    stage.canvas.fill(track, staff_theme(stage).ground, stage.px(sizes.radius * 0.6f));
    return track;
}

void draw_way(const parts::Stage& stage, const ui::Rect& rect, std::string_view text, bool holds,
              const desk::Answer& answer) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    if (holds) {
        const float radius = stage.px(sizes.radius * 0.6f);
        stage.canvas.fill(rect, stage.canvas.is_pressed(answer) ? ink.dim : ink.panel_edge, radius);
        stage.canvas.outline(rect, stage.layout().hairline(2), ink.dim, radius);
    }
    draw_line(
        stage,
        {.x = rect.centre().x, .y = rect.centre().y, .width_px = rect.w * 0.94f, .least_units = sizes.label * 0.7f},
        text,
        parts::aligned(holds ? parts::sans_bold(stage, sizes.label) : parts::sans(stage, sizes.label),
                       ui::Align::centre),
        holds ? ink.text : ink.dim);
}

}  // namespace

void draw_switch(const parts::Stage& stage, const ui::Rect& rect, std::string_view label, std::string_view first,
                 std::string_view second, bool second_holds, Setting which) {
    const desk::Answer answer = desk::ChangeSetting{which, 1};
    const ui::Rect track = draw_labelled(stage, rect, label);
    const float half = std::round(track.w / 2);
    for (const bool is_second : {false, true})
        draw_way(stage, {track.x + (is_second ? half : 0), track.y, half, track.h}, is_second ? second : first,
                 is_second == second_holds, answer);
    stage.canvas.touch(rect, answer);
}

void draw_choice(const parts::Stage& stage, const ui::Rect& rect, std::string_view label, std::string_view held,
                 Setting which) {
    const desk::Answer answer = desk::ChangeSetting{which, 1};
    draw_way(stage, draw_labelled(stage, rect, label), held, true, answer);
    stage.canvas.touch(rect, answer);
}

}  // namespace staff
