// The screen itself: how large it is, measured with a ruler held to it, from where it is read, and what people need.
#include <fmt/format.h>

#include "staff/parts/desk_top.h"
#include "staff/settings_parts.h"

namespace staff {

namespace {

using desk::SettingsPage;

// As the layout has it, also where nobody has said.
int diagonal_tenths(const parts::Stage& stage) {
    const ui::Rect surface = stage.layout().surface();
    return static_cast<int>(std::lround(std::hypot(surface.w, surface.h) / stage.layout().mm(2.54f)));
}

// So many centimetres, when the diagonal is right.
void draw_ruler(const parts::Stage& stage, const ui::Rect& rect) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    draw_panel(stage, rect);
    const float in = panel_inset(stage);
    const float cm = stage.layout().mm(10);
    const int ruler_cm = cm * 10 < rect.w - in ? 10 : 5;
    const auto text =
        parts::fit(stage, stage.words.text("staff.fit.ruler", {{"count", ruler_cm}}), parts::sans(stage, sizes.label),
                   {.width_px = rect.w - 2 * in, .max_lines = 2, .leading = 1.35f, .least_units = sizes.label * 0.75f});
    const float top = rect.y + in * 0.7f + text.style.size_px;
    parts::draw(stage, {rect.x + in, std::round(top)}, text, ink.text);
    const float length = cm * static_cast<float>(ruler_cm);
    const float left = std::round(std::max(rect.x + in * 0.5f, rect.centre().x - length / 2));
    const float line = std::round(rect.bottom() - in * 0.8f);
    const float width = stage.layout().hairline(2);
    const float high = std::round(std::min(stage.px(sizes.body * 1.3f), (line - top) * 0.6f));
    stage.canvas.fill({left, line, std::round(length) + width, width}, ink.text);
    for (int i = 0; i <= ruler_cm; ++i) {
        const float mark = i % 5 == 0 ? high : std::round(high * 0.6f);
        stage.canvas.fill({std::round(left + cm * static_cast<float>(i)), line - mark, width, mark}, ink.text);
    }
}

struct FitPlaces {
    ui::Rect ruler;
    ui::Rect diagonal;
    ui::Rect distance;
    ui::Rect large_text;
    ui::Rect low_reach;
    ui::Rect calm;
    ui::Rect back;
};

FitPlaces places_of(const parts::Stage& stage) {
    const auto at = [&](float x, float y, float w, float h) { return stage.block(x, y, w, h); };
    switch (stage.form()) {
        case ui::Form::wide:
            return {at(96, 176, 1728, 236), at(96, 436, 852, 184),   at(972, 436, 852, 184), at(96, 644, 560, 184),
                    at(680, 644, 560, 184), at(1264, 644, 560, 184), at(96, 852, 560, 148)};
        case ui::Form::portrait:
            return {at(36, 176, 648, 200), at(36, 392, 648, 128), at(36, 536, 648, 128), at(36, 680, 648, 128),
                    at(36, 824, 648, 128), at(36, 968, 648, 128), at(36, 1124, 648, 100)};
        case ui::Form::small:
            return {at(20, 66, 760, 118),  at(20, 192, 376, 88),  at(404, 192, 376, 88), at(20, 288, 248, 88),
                    at(276, 288, 248, 88), at(532, 288, 248, 88), at(20, 388, 248, 78)};
    }
    return {};
}

}  // namespace

void draw_fit(const parts::Stage& stage, const SettingsPage& scene) {
    const auto& words = stage.words;
    const FitPlaces at = places_of(stage);
    draw_ruler(stage, at.ruler);
    const int tenths = diagonal_tenths(stage);
    const bool known = scene.fit.diagonal_tenths > 0;
    const std::string inches = fmt::format("{}.{}", tenths / 10, tenths % 10);
    // Whoever begins from what was only assumed begins there.
    const int from = known ? 0 : tenths;
    draw_stepper(stage, at.diagonal, words.text("staff.fit.diagonal"),
                 words.text(known ? "staff.fit.inches" : "staff.fit.inches_assumed", {{"name", inches}}), -1,
                 Setting::diagonal, {from - 1, from + 1, known ? ui::Press::repeats : ui::Press::tap});
    draw_stepper(stage, at.distance, words.text("staff.fit.distance"),
                 words.text("staff.fit.centimetres", {{"count", scene.fit.distance_cm}}), -1, Setting::distance);
    draw_switch(stage, at.large_text, words.text("staff.fit.text"), words.text("staff.fit.text_usual"),
                words.text("staff.fit.text_large"), scene.fit.large_text, Setting::large_text);
    draw_switch(stage, at.low_reach, words.text("staff.fit.reach"), words.text("staff.fit.reach_usual"),
                words.text("staff.fit.reach_low"), scene.fit.low_reach, Setting::low_reach);
    draw_switch(stage, at.calm, words.text("staff.fit.motion"), words.text("staff.fit.motion_usual"),
                words.text("staff.fit.motion_calm"), scene.calm, Setting::calm);
    draw_staff_button(stage, at.back,
                      {.label = words.text("staff.fit.back"), .answer = desk::Back{}, .look = StaffLook::quiet});
}

}  // namespace staff
