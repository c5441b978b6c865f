#include "staff/parts/question.h"

namespace staff {

ui::Rect draw_way_back(const parts::Stage& stage, std::string_view label_key) {
    const auto& sizes = staff_sizes(stage);
    const bool small = stage.form() == ui::Form::small;
    const float height = small ? 72.0f : std::max(finger_units(stage), stage.form() == ui::Form::wide ? 112.0f : 84.0f);
    const float w = sizes.width - 2 * sizes.margin;
    const float y = sizes.bottom - height;
    draw_staff_button(stage, stage.block(sizes.margin, y, w, height),
                      {.label = stage.words.text(label_key), .answer = desk::Back{}, .look = StaffLook::quiet});
    return stage.block(sizes.margin, sizes.top, w, y - sizes.gap - sizes.top);
}

void draw_question(const parts::Stage& stage, Question question) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const ui::Rect area = draw_way_back(stage, question.way_back);
    const float gap = std::round(stage.px(sizes.gap));
    const float act = std::round(
        stage.px(stage.form() == ui::Form::small ? 92.0f : std::max(finger_units(stage), sizes.body * 3.8f)));
    const ui::Rect panel{area.x, area.y, area.w, area.h - (question.acts.empty() ? 0 : act + gap)};
    draw_panel(stage, panel, PanelLook::lit);
    const float in = stage.px(sizes.pad);
    const auto title =
        parts::fit(stage, parts::between_phrases(question.title), parts::serif(stage, sizes.title),
                   {.width_px = panel.w - 2 * in, .max_lines = 2, .leading = 1.3f, .least_units = sizes.body});
    const auto body =
        parts::fit(stage, parts::between_phrases(question.body), parts::sans(stage, sizes.body),
                   {.width_px = panel.w - 2 * in, .max_lines = 3, .leading = 1.45f, .least_units = sizes.label});
    const float first = panel.y + std::max(in, panel.h * 0.16f) + stage.px(sizes.title * 0.8f);
    parts::draw(stage, {panel.x + in, std::round(first)}, title, ink.text);
    parts::draw(stage, {panel.x + in, std::round(first + title.metrics.last_baseline + stage.px(sizes.body * 2.1f))},
                body, ink.text);
    const auto count = static_cast<float>(question.acts.size());
    for (std::size_t i = 0; i < question.acts.size(); ++i) {
        const auto edge = [&](std::size_t n) {
            return std::round(area.x + (area.w + gap) * static_cast<float>(n) / count);
        };
        StaffButton& button = question.acts[i];
        if (i == 0) button.look = StaffLook::accent;
        button.units = sizes.heading;
        draw_staff_button(stage, {edge(i), panel.bottom() + gap, edge(i + 1) - gap - edge(i), act}, button);
    }
}

}  // namespace staff
