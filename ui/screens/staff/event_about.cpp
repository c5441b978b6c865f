// One event: what is known of it and what can be done with it. What all later taps follow is asked first.
#include "staff/event_pages.h"
#include "staff/parts/desk_top.h"
#include "staff/parts/question.h"

namespace staff {

namespace {

using Act = desk::EventPage::Act;

// What is asked, and the button that means yes.
Question question_of(const parts::Stage& stage, const desk::EventPage& scene) {
    const auto& words = stage.words;
    const std::string to = event_title(stage, scene.asked_event.title);
    const auto question = [&](std::string title, std::string body, std::string_view yes) {
        return Question{
            std::move(title), std::move(body), {{.label = words.text(yes), .answer = desk::Confirm{}}}, "staff.cancel"};
    };
    switch (scene.asked) {
        case Act::open:
            return question(words.text("staff.events.switch_title", {{"name", to}}),
                            words.text("staff.events.switch_body"), "staff.events.switch_yes");
        case Act::to_hours:
            return question(words.text("staff.events.hours_title"),
                            scene.asked_event.id.empty() ? words.text("staff.events.hours_none_body")
                                                         : words.text("staff.events.hours_body", {{"name", to}}),
                            "staff.events.to_hours");
        case Act::end:
            return question(words.text("staff.events.end_title", {{"name", to}}), words.text("staff.events.end_body"),
                            "staff.events.end_yes");
        case Act::remove:
            return question(words.text("staff.events.remove_title", {{"name", to}}),
                            words.text("staff.events.remove_body"), "staff.events.remove_yes");
        case Act::none:
            break;
    }
    return {};
}

}  // namespace

void draw_event_about(const parts::Stage& stage, const desk::EventPage& scene) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const auto& words = stage.words;
    const auto& about = *scene.about;
    const bool small = stage.form() == ui::Form::small;
    const bool portrait = stage.form() == ui::Form::portrait;
    const ui::Rect area = draw_way_back(stage, "staff.back");
    const float gap = std::round(stage.px(sizes.gap));
    const float finger = std::round(stage.px(small ? 76.0f : std::max(finger_units(stage), portrait ? 96.0f : 120.0f)));

    std::vector<StaffButton> acts{{.label = words.text("staff.events.edit"), .answer = desk::EditEvent{about.event.id}},
                                  {.label = words.text("staff.export.title"), .answer = desk::ShowExport{}}};
    if (about.can_end)
        acts.push_back({.label = words.text("staff.events.end"), .answer = desk::EndEvent{}});
    else
        acts.insert(acts.begin(), {.label = words.text(scene.open ? "staff.events.switch" : "staff.events.open"),
                                   .answer = desk::OpenEvent{about.event.id},
                                   .look = StaffLook::accent});
    if (about.can_remove) acts.push_back({.label = words.text("staff.events.remove"), .answer = desk::RemoveEvent{}});
    const std::size_t columns = 2;
    const auto rows = static_cast<float>((acts.size() + columns - 1) / columns);
    const float acts_h = rows * finger + (rows - 1) * gap;

    const ui::Rect panel{area.x, area.y, area.w, std::min(area.h - acts_h - gap, stage.px(small ? 170.0f : 320.0f))};
    draw_panel(stage, panel, about.can_end ? PanelLook::lit : PanelLook::plain);
    const float in = stage.px(sizes.pad);
    const auto y = [&](float share) { return panel.y + panel.h * share; };
    draw_line(stage, {.x = panel.x + in, .y = y(0.28f), .width_px = panel.w - 2 * in, .least_units = sizes.body},
              event_title(stage, about.event.title), parts::sans_bold(stage, sizes.heading * (small ? 1.1f : 1.3f)),
              ink.text);
    draw_line(stage, {.x = panel.x + in, .y = y(0.56f), .width_px = panel.w - 2 * in, .least_units = sizes.label},
              event_span(stage, about.event.starts, about.event.ends), parts::figures(parts::sans(stage, sizes.body)),
              ink.text);
    draw_line(stage, {.x = panel.x + in, .y = y(0.8f), .width_px = panel.w - 2 * in, .least_units = sizes.label * 0.8f},
              words.text("staff.arrived", {{"count", about.arrived}}), parts::sans(stage, sizes.label), ink.dim);

    const float half = std::round((area.w - gap) / 2);
    for (std::size_t i = 0; i < acts.size(); ++i) {
        const bool alone = i + 1 == acts.size() && i % columns == 0;
        draw_staff_button(stage,
                          {i % columns == 0 ? area.x : area.x + half + gap,
                           std::round(panel.bottom() + gap + (finger + gap) * static_cast<float>(i / columns)),
                           alone ? area.w : half, finger},
                          acts[i]);
    }
}

void draw_event_question(const parts::Stage& stage, const desk::EventPage& scene) {
    draw_question(stage, question_of(stage, scene));
}

}  // namespace staff
