// The way out for the data: whose, where to, how it goes, and that the stick may be taken out.
#include "staff/event_pages.h"
#include "staff/parts/desk_top.h"

namespace staff {

namespace {

using desk::ExportState;
using desk::ExportTarget;
using Exporting = desk::EventPage::Exporting;

// A stick is called what people called it; the kiosk's own folder is a path, which says nothing to them.
std::string target_name(const parts::Stage& stage, const ExportTarget& target) {
    const auto& words = stage.words;
    if (target.name.empty()) return {};
    if (!target.can_be_taken_out) return words.text("staff.export.here");
    return words.text("staff.export.stick", {{"name", target.name}});
}

// The same with the folder, for whoever looks for the file.
std::string target_place(const parts::Stage& stage, const ExportTarget& target) {
    const std::string name = target_name(stage, target);
    return target.can_be_taken_out || name.empty() ? name : name + "\u2002" + target.name;
}

void draw_targets(const parts::Stage& stage, const ui::Rect& area, const Exporting& exporting, bool accent) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const auto& words = stage.words;
    const bool small = stage.form() == ui::Form::small;
    const auto& targets = exporting.targets;
    const bool has_stick = std::ranges::any_of(targets, &ExportTarget::can_be_taken_out);
    const float gap = std::round(stage.px(sizes.gap * 0.6f));
    float top = area.y;
    if (!has_stick) {
        const float side = stage.px(sizes.label * 1.2f);
        const float y = top + stage.px(sizes.label * 0.8f);
        stage.canvas.icon(ui::Icon::warning, {area.x + side / 2, y}, side, ink.warning);
        draw_line(stage, {.x = area.x + side * 1.5f, .y = y, .width_px = area.w - side * 1.5f},
                  words.text("staff.export.plug_in"), parts::sans_bold(stage, sizes.label), ink.warning);
        top = y + stage.px(sizes.label);
    }
    if (targets.empty()) return;
    const float finger = std::round(stage.px(small ? 66.0f : finger_units(stage)));
    const float room = area.bottom() - top;
    const auto rows = static_cast<std::size_t>(std::max(1.0f, std::floor((room + gap) / (finger + gap))));
    const std::size_t columns = targets.size() > rows || (small && targets.size() > 1) ? 2 : 1;
    const std::size_t shown = std::min(targets.size(), rows * columns);
    const std::size_t lines = (shown + columns - 1) / columns;
    const float h =
        std::min(std::floor((room - gap * static_cast<float>(lines - 1)) / static_cast<float>(lines)), finger * 1.2f);
    const float w = std::floor((area.w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
    for (std::size_t i = 0; i < shown; ++i) {
        const ui::Rect rect{area.x + (w + gap) * static_cast<float>(i % columns),
                            std::round(top + (h + gap) * static_cast<float>(i / columns)), w, h};
        draw_staff_button(stage, rect,
                          {.label = target_name(stage, targets[i]),
                           .answer = desk::StartExport{i},
                           .look = i == 0 && accent ? StaffLook::accent : StaffLook::key,
                           .units = sizes.body * 0.92f});
    }
}

void draw_progress(const parts::Stage& stage, const ui::Rect& area, const ExportState& state) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const auto& words = stage.words;
    const bool low = area.h < stage.px(sizes.heading * 4.2f);
    const float y = area.y + area.h * (low ? 0.22f : 0.26f);
    const auto figure =
        draw_line(stage, {.x = area.x, .y = y, .width_px = area.w * 0.4f},
                  words.text("staff.settings.percent", {{"count", state.percent}}),
                  parts::figures(parts::sans_bold(stage, sizes.heading * (low ? 1.1f : 1.6f))), ink.text);
    const float from = area.x + figure.metrics.width + stage.px(sizes.gap);
    // On a small screen there is room for where, not for what: the bar tells that.
    std::string what = target_place(stage, state.target);
    if (what.empty())
        what = words.text("staff.export.running");
    else if (stage.form() != ui::Form::small)
        what = words.text("staff.export.running") + "  " + what;
    draw_line(stage, {.x = area.right(), .y = y, .width_px = area.right() - from, .least_units = sizes.label * 0.8f},
              what, parts::aligned(parts::sans(stage, sizes.label), ui::Align::right), ink.text);
    const float height = stage.layout().hairline(low ? 8 : 14);
    const ui::Rect track{area.x, std::round(area.y + area.h * (low ? 0.5f : 0.56f)), area.w, height};
    stage.canvas.fill(track, ink.panel_edge, height / 2);
    const float share = std::clamp(static_cast<float>(state.percent) / 100, 0.0f, 1.0f);
    if (share > 0)
        stage.canvas.fill({track.x, track.y, std::max(height, std::round(track.w * share)), height}, ink.trouble,
                          height / 2);
    const float side = stage.px(sizes.label * 1.05f);
    const float foot = area.y + area.h * 0.84f;
    stage.canvas.icon(ui::Icon::warning, {area.x + side / 2, foot}, side, ink.warning);
    draw_line(stage, {.x = area.x + side * 1.5f, .y = foot, .width_px = area.w - side * 1.5f},
              words.text("staff.export.not_yet"), parts::sans(stage, sizes.label), ink.warning);
}

void draw_done(const parts::Stage& stage, const ui::Rect& area, const ExportState& state) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const auto& words = stage.words;
    const float side = stage.px(sizes.heading * 1.5f);
    const bool safe = state.safe_to_remove;
    stage.canvas.icon(ui::Icon::check_disc, {area.x + side / 2, area.centre().y}, side, ink.good);
    const float left = area.x + side * 1.4f;
    const float room = area.right() - left;
    draw_line(stage, {.x = left, .y = area.centre().y - area.h * 0.2f, .width_px = room, .least_units = sizes.label},
              words.text(safe ? "staff.export.safe" : "staff.export.done"), parts::sans_bold(stage, sizes.heading),
              ink.good);
    std::string what = words.text("staff.export.rows", {{"count", state.rows}});
    if (!state.target.name.empty()) what += "  " + target_place(stage, state.target);
    draw_line(stage,
              {.x = left, .y = area.centre().y + area.h * 0.24f, .width_px = room, .least_units = sizes.label * 0.7f},
              what, parts::sans(stage, sizes.label), ink.text);
}

// Of this evening alone, or of all: two keys, of which one holds.
void draw_scope(const parts::Stage& stage, const ui::Rect& rect, const Exporting& exporting) {
    const auto& words = stage.words;
    const float gap = std::round(stage.px(staff_sizes(stage).gap * 0.6f));
    const float half = std::round((rect.w - gap) / 2);
    const bool all = exporting.all || !exporting.event;
    const std::string one = exporting.event
                                ? words.text("staff.export.one", {{"name", event_title(stage, exporting.event->title)}})
                                : words.text("staff.export.none");
    const float units = staff_sizes(stage).label * 1.1f;
    StaffButton first{.label = one, .answer = desk::ChooseExport{false}, .units = units, .chosen = !all};
    if (!exporting.event) first.answer.reset();
    draw_staff_button(stage, {rect.x, rect.y, half, rect.h}, first);
    draw_staff_button(
        stage, {rect.x + half + gap, rect.y, rect.w - half - gap, rect.h},
        {.label = words.text("staff.export.all"), .answer = desk::ChooseExport{true}, .units = units, .chosen = all});
}

}  // namespace

void draw_event_export(const parts::Stage& stage, const Exporting& exporting) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const auto& words = stage.words;
    const bool small = stage.form() == ui::Form::small;
    const float key = small ? 72.0f : std::max(finger_units(stage), stage.form() == ui::Form::wide ? 112.0f : 84.0f);
    const float w = sizes.width - 2 * sizes.margin;
    const float foot = sizes.bottom - key;
    draw_staff_button(stage, stage.block(sizes.margin, foot, w, key),
                      {.label = words.text("staff.back"), .answer = desk::Back{}, .look = StaffLook::quiet});
    draw_scope(stage, stage.block(sizes.margin, sizes.top, w, key), exporting);
    const float from = sizes.top + key + sizes.gap;
    const ui::Rect panel = stage.block(sizes.margin, from, w, foot - sizes.gap - from);
    draw_panel(stage, panel);
    const ui::Rect area = panel.inset(stage.px(sizes.pad));
    const auto& state = exporting.state;
    const float part = std::round(area.h * (small ? 0.38f : 0.4f));
    const ui::Rect above{area.x, area.y, area.w, part};
    const ui::Rect below{area.x, area.y + part, area.w, area.h - part};
    switch (state.step) {
        case ExportState::Step::idle:
            return draw_targets(stage, area, exporting, true);
        case ExportState::Step::running:
            return draw_progress(stage, area, state);
        case ExportState::Step::done:
            draw_done(stage, above, state);
            return draw_targets(stage, below, exporting, false);
        case ExportState::Step::failed: {
            const float side = stage.px(sizes.heading);
            stage.canvas.icon(ui::Icon::trouble, {above.x + side / 2, above.y + part * 0.28f}, side, ink.trouble);
            const float left = above.x + side * 1.4f;
            draw_line(stage, {.x = left, .y = above.y + part * 0.28f, .width_px = above.right() - left},
                      words.text("staff.export.failed"), parts::sans_bold(stage, sizes.body), ink.trouble);
            ui::TextStyle reason = parts::sans(stage, sizes.label * 0.9f);
            reason.keeps_end = true;  // the file comes first, why it failed last
            draw_line(stage,
                      {.x = left,
                       .y = above.y + part * 0.7f,
                       .width_px = above.right() - left,
                       .least_units = sizes.label * 0.78f},
                      state.problem, reason, ink.dim);
            return draw_targets(stage, below, exporting, true);
        }
    }
}

}  // namespace staff
