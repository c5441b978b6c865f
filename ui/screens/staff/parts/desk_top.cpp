#include "staff/parts/desk_top.h"

#include <numbers>

#include "staff/parts/health.h"
#include "staff/parts/tap_lines.h"

namespace staff {

namespace {

constexpr StaffSizes wide_sizes{.title = 44,
                                .heading = 38,
                                .body = 32,
                                .label = 26,
                                .margin = 96,
                                .gap = 24,
                                .pad = 34,
                                .radius = 22,
                                .top = 168,
                                .bottom = 1000,
                                .width = 1920};
constexpr StaffSizes portrait_sizes{.title = 36,
                                    .heading = 30,
                                    .body = 26,
                                    .label = 21,
                                    .margin = 36,
                                    .gap = 12,
                                    .pad = 22,
                                    .radius = 16,
                                    .top = 176,
                                    .bottom = 1240,
                                    .width = 720};
constexpr StaffSizes small_sizes{.title = 26,
                                 .heading = 26,
                                 .body = 22,
                                 .label = 18,
                                 .margin = 20,
                                 .gap = 8,
                                 .pad = 14,
                                 .radius = 12,
                                 .top = 66,
                                 .bottom = 464,
                                 .width = 800};

constexpr auto ring_from = std::chrono::seconds(20);  // before the return

// What is wrong, in the place that is given; a touch leads to the monitor, which says what to do.
void draw_head_trouble(const parts::Stage& stage, const ui::Rect& place, const PartWords& part) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const desk::Answer answer = desk::GoTo{desk::StaffPage::monitor};
    if (stage.canvas.is_pressed(answer)) stage.canvas.fill(place, ink.hairline, stage.px(sizes.radius * 0.6f));
    const float side = stage.px(sizes.label * 1.2f);
    stage.canvas.icon(ui::Icon::trouble, {place.x + side / 2, place.centre().y}, side, ink.trouble);
    const float left = place.x + side * 1.35f;
    const float room = place.right() - left;
    const bool low = stage.form() == ui::Form::small;
    const float lift = low ? stage.px(sizes.label * 0.62f) : 0;
    const ui::TextStyle style = parts::sans_bold(stage, sizes.label);
    if (low) {
        draw_line(stage, {.x = left, .y = place.centre().y - lift, .width_px = room}, part.name, style, ink.text);
        draw_line(stage, {.x = left, .y = place.centre().y + lift, .width_px = room}, part.state, style, ink.trouble);
    } else {
        draw_line(stage, {.x = left, .y = place.centre().y, .width_px = room}, part.name + "\u2002" + part.state, style,
                  ink.trouble);
    }
    stage.canvas.touch(place, answer);
}

// The name of the page, and what is open, or what is wrong if anything is. On a small screen that takes the name's
// place: the ways at the foot tell the page as well.
void draw_title(const parts::Stage& stage, std::string_view title, float right_units, bool is_monitor) {
    const auto& sizes = staff_sizes(stage);
    const auto& ink = staff_theme(stage);
    const bool small = stage.form() == ui::Form::small;
    const float baseline = small ? 47.0f : stage.form() == ui::Form::wide ? 122.0f : 88.0f;
    const ui::Point at = stage.layout().at(sizes.margin, baseline);
    const float room = stage.px(right_units - sizes.margin);
    const auto parts = parts_worst_first(stage);
    const bool in_trouble = !is_monitor && parts.front().health == desk::Health::trouble;
    if (small && in_trouble)
        return draw_head_trouble(stage, stage.layout().snapped(sizes.margin, 1, right_units - sizes.margin, 63),
                                 parts.front());
    const auto name = parts::fit(stage, title, parts::serif(stage, sizes.title), {.width_px = room});
    parts::draw(stage, at, name, ink.text);
    if (small) return;
    const float x = at.x + name.metrics.width + stage.px(sizes.gap);
    const float left = room - name.metrics.width - stage.px(sizes.gap);
    if (left < stage.px(120)) return;
    if (in_trouble) {
        const float height = stage.px(finger_units(stage));
        const float middle = at.y - stage.px(sizes.title * 0.37f);
        return draw_head_trouble(
            stage,
            {std::round(x), std::round(std::max(0.0f, middle - height / 2)), std::round(left), std::round(height)},
            parts.front());
    }
    const auto& event = stage.snapshot.door.event;
    const ui::TextStyle style = parts::sans(stage, sizes.label);
    const std::string what = event ? event->title : stage.words.text("staff.no_event");
    const std::string all =
        event ? what + "\u2003" + stage.words.text("staff.arrived", {{"count", stage.snapshot.arrived}}) : what;
    auto about = parts::fit(stage, all, style, {.width_px = left, .least_units = sizes.label});
    if (about.metrics.ellipsized)
        about = parts::fit(stage, what, style, {.width_px = left, .least_units = sizes.label * 0.9f});
    parts::draw(stage, {x, at.y}, about, ink.dim);
}

ui::Colour ground_of(const parts::Stage& stage, const StaffButton& button) {
    const auto& ink = staff_theme(stage);
    const bool down =
        button.pressed || (button.shows_touch && button.answer && stage.canvas.is_pressed(*button.answer));
    ui::Colour ground = ink.hairline;
    if (button.look == StaffLook::accent) ground = ink.trouble;
    if (button.look == StaffLook::quiet) ground = ink.ground;
    if (button.look == StaffLook::plain) ground = ink.panel;
    if (button.chosen) ground = ink.panel_lit;
    return down ? ui::mix(ground, button.look == StaffLook::accent ? ink.ground : ink.text, 0.18f) : ground;
}

}  // namespace

const StaffSizes& staff_sizes(const parts::Stage& stage) {
    switch (stage.form()) {
        case ui::Form::wide:
            return wide_sizes;
        case ui::Form::portrait:
            return portrait_sizes;
        case ui::Form::small:
            return small_sizes;
    }
    return wide_sizes;
}

const ui::Theme::Staff& staff_theme(const parts::Stage& stage) {
    return stage.theme().staff;
}

float finger_units(const parts::Stage& stage) {
    return std::ceil(stage.layout().mm(20)) / stage.px(1);
}

float least_text_units(const parts::Stage& stage) {
    switch (stage.form()) {
        case ui::Form::wide:
            return 20;
        case ui::Form::portrait:
            return 17;
        case ui::Form::small:
            return 14;
    }
    return 20;
}

ui::FrameResult draw_returns(const parts::Stage& stage, ui::Point centre_left, float radius_px, bool with_words) {
    const auto& returns_at = stage.snapshot.returns_at;
    if (!returns_at || *returns_at <= stage.now) return {};
    const auto left = *returns_at - stage.now;
    if (left > ring_from && !with_words) return {.animating = false, .next_change = *returns_at - ring_from};
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const auto whole = with_words ? std::max(*returns_at - stage.snapshot.shown_at, left) : ring_from;
    const float share = std::clamp(static_cast<float>(left.count()) / static_cast<float>(whole.count()), 0.0f, 1.0f);
    const float width = stage.layout().hairline(stage.form() == ui::Form::wide ? 6 : 4);
    const ui::Point centre{centre_left.x + radius_px, centre_left.y};
    stage.canvas.ring(centre, radius_px, width, ink.panel_edge);
    stage.canvas.arc(centre, radius_px, 0, share, width, ink.dim);
    if (with_words) {
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(left).count();
        draw_line(stage, {.x = centre.x + radius_px * 1.9f, .y = centre.y, .width_px = stage.px(420)},
                  stage.words.text("staff.returns", {{"count", seconds}}),
                  parts::figures(parts::sans(stage, sizes.label)), ink.dim);
    }
    return {.animating = false, .next_change = stage.now + std::chrono::milliseconds(250)};
}

float head_right_units(const parts::Stage& stage) {
    const auto& sizes = staff_sizes(stage);
    const auto clock = parts::fit(stage, stage.time_of_day(stage.wall_now()),
                                  parts::figures(parts::sans_bold(stage, sizes.title)), {.width_px = stage.px(200)});
    const float right = stage.layout().x(sizes.width - sizes.margin) - clock.metrics.width;
    const float ring = stage.px(sizes.gap + 2 * sizes.title * 0.36f);
    return (right - ring - stage.layout().x(0)) / stage.px(1) - sizes.gap;
}

ui::FrameResult draw_staff_ground(const parts::Stage& stage, std::string_view title, HeadStrip strip) {
    stage.canvas.background(ui::Background::staff);
    const auto& sizes = staff_sizes(stage);
    const auto& ink = staff_theme(stage);
    const ui::Form form = stage.form();
    const float baseline = form == ui::Form::small ? 47.0f : form == ui::Form::wide ? 122.0f : 88.0f;
    const float right = stage.layout().x(sizes.width - sizes.margin);
    const auto clock =
        parts::fit(stage, stage.time_of_day(stage.wall_now()),
                   parts::aligned(parts::figures(parts::sans_bold(stage, sizes.title)), ui::Align::right),
                   {.width_px = stage.px(200)});
    parts::draw(stage, {right, stage.layout().y(baseline)}, clock, ink.text);
    const float radius = stage.px(sizes.title * 0.36f);
    const float clock_left = right - clock.metrics.width - stage.px(sizes.gap);
    ui::FrameResult result = draw_returns(
        stage, {clock_left - 2 * radius, stage.layout().y(baseline) - stage.px(sizes.title * 0.37f)}, radius, false);
    const bool with_strip = strip == HeadStrip::yes && has_strip(stage);
    const float clock_units = head_right_units(stage);
    const bool is_monitor = std::holds_alternative<desk::Monitor>(stage.snapshot.scene);
    switch (form) {
        case ui::Form::wide:
            draw_title(stage, title, with_strip ? 900.0f : is_monitor ? 1100.0f : clock_units, is_monitor);
            if (with_strip)
                result = result.merged(draw_tap_strip(stage, stage.layout().snapped(924, 66, clock_units - 924, 80)));
            break;
        case ui::Form::portrait:
            draw_title(stage, title, is_monitor ? 250.0f : clock_units, is_monitor);
            if (with_strip) result = result.merged(draw_tap_strip(stage, stage.layout().snapped(36, 108, 648, 56)));
            break;
        case ui::Form::small:
            draw_title(stage, title, 236, is_monitor);
            if (with_strip)
                result = result.merged(draw_tap_strip(stage, stage.layout().snapped(248, 10, clock_units - 248, 48)));
            break;
    }
    return result.merged({.animating = false, .next_change = stage.next_minute()});
}

void draw_panel(const parts::Stage& stage, const ui::Rect& rect, PanelLook look) {
    const auto& ink = staff_theme(stage);
    const float radius = stage.px(staff_sizes(stage).radius);
    const bool lit = look == PanelLook::lit;
    stage.canvas.fill(rect, lit ? ink.panel_lit : ink.panel, radius);
    if (lit) stage.canvas.outline(rect, stage.layout().hairline(2.6f), ink.trouble, radius);
}

void draw_divider(const parts::Stage& stage, float left, float right, float y) {
    const float hair = stage.layout().hairline(1.5f);
    stage.canvas.fill({left, std::round(y), right - left, hair}, staff_theme(stage).panel_edge);
}

parts::FittedText draw_line(const parts::Stage& stage, const LineText& at, std::string_view text,
                            const ui::TextStyle& style, ui::Colour colour) {
    const float wished = at.least_units > 0 ? at.least_units : style.size_px / stage.px(1) * 0.7f;
    const auto line = parts::fit(stage, text, style,
                                 {.width_px = at.width_px, .least_units = std::max(wished, least_text_units(stage))});
    parts::draw_in_middle(stage, {std::round(at.x), std::round(at.y)}, line, colour);
    return line;
}

void draw_staff_button(const parts::Stage& stage, const ui::Rect& rect, const StaffButton& button) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const float radius = std::min(stage.px(sizes.radius), rect.h * 0.22f);
    stage.canvas.fill(rect, ground_of(stage, button), radius);
    if (button.look == StaffLook::quiet && !button.chosen)
        stage.canvas.outline(rect, stage.layout().hairline(2.4f), ui::mix(ink.panel_edge, ink.dim, 0.5f), radius);
    if (button.chosen) {
        const float bar = stage.layout().hairline(5);
        stage.canvas.fill({rect.x + rect.w * 0.25f, rect.bottom() - 2 * bar, rect.w * 0.5f, bar}, ink.trouble);
    }
    const ui::Colour text = button.look == StaffLook::accent ? ink.on_trouble : ink.text;
    const float pad = std::min(stage.px(sizes.pad), rect.w * 0.08f);
    const float units = button.units > 0 ? button.units : sizes.body;
    const float side = stage.px(units * 1.25f);
    const ui::Colour icon_colour =
        button.icon_colour.value_or(button.look == StaffLook::accent ? ink.on_trouble : ink.text);
    if (button.note.empty() && !button.label.empty() && !button.row) {
        const float for_icon = button.icon ? side * 1.35f : 0;
        const ui::TextStyle style =
            parts::aligned(parts::sans_bold(stage, units), button.icon ? ui::Align::left : ui::Align::centre);
        const parts::Box box{.width_px = rect.w - 2 * pad - for_icon,
                             .max_lines = rect.h > stage.px(units * 2.7f) ? 2 : 1,
                             .leading = 1.25f,
                             .least_units = std::max(units * 0.66f, least_text_units(stage))};
        auto label = parts::fit(stage, button.label, style, box);
        if (label.metrics.lines > 1)
            if (auto phrased = parts::fit(stage, parts::between_phrases(button.label), style, box);
                !phrased.metrics.ellipsized)
                label = std::move(phrased);
        const float whole = label.metrics.width + for_icon;
        const float left = rect.centre().x - whole / 2;
        if (button.icon) stage.canvas.icon(*button.icon, {left + side / 2, rect.centre().y}, side, icon_colour);
        parts::draw_in_middle(stage, {std::round(button.icon ? left + for_icon : rect.centre().x), rect.centre().y},
                              label, text);
    } else if (button.label.empty() && button.icon) {
        stage.canvas.icon(*button.icon, rect.centre(), std::min(stage.px(units * 1.5f), rect.h * 0.5f), icon_colour);
    } else {
        const float in = stage.px(sizes.pad);
        const float room = rect.w - 2 * in - (button.icon ? side * 1.8f : 0);
        const auto label =
            parts::fit(stage, button.label, parts::sans_bold(stage, units),
                       {.width_px = room, .least_units = std::max(units * 0.66f, least_text_units(stage))});
        const auto note =
            parts::fit(stage, button.note, parts::sans(stage, sizes.label),
                       {.width_px = room, .least_units = std::max(sizes.label * 0.8f, least_text_units(stage))});
        const float lead = stage.px(sizes.label * 1.6f);
        const float block = label.style.size_px * parts::cap_height + (button.note.empty() ? 0 : lead);
        const float first = rect.centre().y - block / 2 + label.style.size_px * parts::cap_height;
        parts::draw(stage, {rect.x + in, std::round(first)}, label, text);
        if (!button.note.empty())
            parts::draw(stage, {rect.x + in, std::round(first + lead)}, note,
                        button.look == StaffLook::accent ? ink.on_trouble : ui::mix(ink.dim, ink.text, 0.35f));
        if (button.icon)
            stage.canvas.icon(*button.icon, {rect.right() - in - side / 2, rect.centre().y}, side * 1.15f, icon_colour);
    }
    if (!button.chosen && button.answer) stage.canvas.touch(rect, *button.answer);
}

float nav_height_units(const parts::Stage& stage) {
    return stage.form() == ui::Form::small ? 72.0f : std::max(finger_units(stage), 88.0f);
}

ui::Rect nav_rect(const parts::Stage& stage) {
    const auto& sizes = staff_sizes(stage);
    const float height = nav_height_units(stage);
    return stage.layout().snapped(sizes.margin, sizes.bottom - height, sizes.width - 2 * sizes.margin, height);
}

void draw_nav(const parts::Stage& stage, desk::StaffPage here) {
    using desk::StaffPage;
    const auto& sizes = staff_sizes(stage);
    const auto& words = stage.words;
    const ui::Rect bar = nav_rect(stage);
    struct Way {
        std::string label;
        desk::Answer answer;
        bool chosen;
    };
    const std::array ways{
        Way{words.text("staff.go_monitor"), desk::GoTo{StaffPage::monitor}, here == StaffPage::monitor},
        Way{words.text("staff.go_people"), desk::GoTo{StaffPage::people}, here == StaffPage::people},
        Way{words.text("staff.go_event"), desk::GoTo{StaffPage::event}, here == StaffPage::event},
        Way{words.text("staff.go_settings"), desk::GoTo{StaffPage::settings}, here == StaffPage::settings},
        Way{words.text("staff.leave"), desk::LeaveStaff{}, false}};
    const float gap = std::round(stage.px(sizes.gap * 0.6f));
    const auto edge = [&](std::size_t i) {
        return std::round(bar.x + (bar.w + gap) * static_cast<float>(i) / static_cast<float>(ways.size()));
    };
    for (std::size_t i = 0; i < ways.size(); ++i) {
        const Way& way = ways[i];
        draw_staff_button(stage, {edge(i), bar.y, edge(i + 1) - gap - edge(i), bar.h},
                          {.label = way.label,
                           .answer = way.answer,
                           .look = way.answer == desk::Answer(desk::LeaveStaff{}) ? StaffLook::quiet : StaffLook::key,
                           .units = stage.form() == ui::Form::wide ? 30.0f : sizes.body * 0.86f,
                           .chosen = way.chosen});
    }
}

}  // namespace staff
