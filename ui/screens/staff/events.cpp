// Which event is open, and a new one in less than a minute: the desk has filled it in, staff move its hours.
#include "staff/event_pages.h"
#include "staff/parts/desk_top.h"
#include "staff/parts/keys.h"
#include "staff/parts/lists.h"
#include "staff/scenes.h"

namespace staff {

namespace {

using desk::EventPage;
using Draft = EventPage::Draft;

bool same_day(const parts::Stage& stage, base::WallTime a, base::WallTime b) {
    return stage.snapshot.zone.day_of(a) == stage.snapshot.zone.day_of(b);
}

// By its hours, or by hand and until when.
std::string why_open(const parts::Stage& stage, const EventPage& scene) {
    const auto& words = stage.words;
    if (!scene.held_open_until) return words.text("staff.events.by_hours");
    const auto until = *scene.held_open_until;
    if (same_day(stage, stage.wall_now(), until) || until - stage.wall_now() < std::chrono::hours(12))
        return words.text("staff.events.by_staff", {{"until", stage.time_of_day(until)}});
    return words.text("staff.events.by_staff", {{"until", stage.date("date.month_day", until)}});
}

std::string length_of(const parts::Stage& stage, const Draft& draft) {
    const auto minutes = std::chrono::floor<std::chrono::minutes>(draft.ends - draft.starts).count();
    const auto& words = stage.words;
    if (minutes <= 0) return words.text("staff.events.backwards");
    if (minutes % 60 == 0) return words.text("staff.events.hours", {{"count", minutes / 60}});
    if (minutes < 60) return words.text("staff.events.minutes", {{"count", minutes}});
    return words.text("staff.events.hours_minutes", {{"count", minutes / 60}, {"minutes", minutes % 60}});
}

// --- the list --------------------------------------------------------------------------------------------------------

void draw_event(const parts::Stage& stage, const ui::Rect& row, const EventPage& scene, std::size_t index) {
    const auto& event = scene.events[index];
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const auto& words = stage.words;
    const bool open = scene.open == event.id;
    const float in = stage.px(sizes.pad * 0.8f);
    if (open) {
        stage.canvas.fill(row, ink.panel_lit, stage.px(sizes.radius * 0.6f));
        const float bar = stage.layout().hairline(stage.form() == ui::Form::wide ? 6 : 4);
        stage.canvas.fill({row.x, row.y + row.h * 0.18f, bar, row.h * 0.64f}, ink.trouble, bar / 2);
    }
    const float act_w = std::max(stage.px(finger_units(stage)), std::round(row.w * 0.24f));
    const ui::Rect act{row.right() - act_w - in * 0.4f, row.y, act_w, row.h};
    const float left = row.x + in;
    const float room = act.x - in - left;
    const desk::Answer page = desk::ShowEvent{event.id};
    stage.canvas.touch({row.x, row.y, (open ? row.right() : act.x) - row.x, row.h}, page);
    if (stage.canvas.is_pressed(page))
        stage.canvas.fill({row.x, row.y, act.x - row.x, row.h}, ink.hairline, stage.px(sizes.radius * 0.6f));
    draw_line(stage, {.x = left, .y = row.centre().y - row.h * 0.18f, .width_px = room, .least_units = sizes.label},
              event_title(stage, event.title), parts::sans_bold(stage, sizes.body * 1.05f),
              event.title.empty() ? ink.dim : ink.text);
    draw_line(stage,
              {.x = left, .y = row.centre().y + row.h * 0.22f, .width_px = room, .least_units = sizes.label * 0.78f},
              event_span(stage, event.starts, event.ends), parts::figures(parts::sans(stage, sizes.label)), ink.dim);
    if (open) {
        const float side = stage.px(sizes.label * 1.1f);
        const auto state = parts::fit(
            stage, why_open(stage, scene), parts::aligned(parts::sans_bold(stage, sizes.label), ui::Align::right),
            {.width_px = act.w - side * 1.6f, .max_lines = 3, .leading = 1.3f, .least_units = sizes.label * 0.8f});
        parts::draw_in_middle(stage, {row.right() - in, row.centre().y}, state, ink.good);
        stage.canvas.icon(ui::Icon::check_disc, {row.right() - in - state.metrics.width - side, row.centre().y}, side,
                          ink.good);
        return;
    }
    draw_staff_button(stage, act.inset(stage.px(3)),
                      {.label = words.text(scene.open ? "staff.events.switch" : "staff.events.open"),
                       .units = sizes.label,
                       .pressed = stage.canvas.is_pressed(desk::OpenEvent{event.id})});
    stage.canvas.touch(act, desk::OpenEvent{event.id});
}

void draw_list(const parts::Stage& stage, const ui::Rect& rect, const EventPage& scene, float row_units) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const auto& words = stage.words;
    draw_panel(stage, rect);
    if (scene.events.empty()) {
        draw_line(stage,
                  {.x = rect.centre().x, .y = rect.centre().y - stage.px(sizes.body * 0.8f), .width_px = rect.w * 0.9f},
                  words.text("staff.events.none"),
                  parts::aligned(parts::sans_bold(stage, sizes.heading), ui::Align::centre), ink.text);
        draw_line(stage,
                  {.x = rect.centre().x,
                   .y = rect.centre().y + stage.px(sizes.body),
                   .width_px = rect.w * 0.9f,
                   .least_units = sizes.label * 0.8f},
                  words.text("staff.events.none_note"),
                  parts::aligned(parts::sans(stage, sizes.label), ui::Align::centre), ink.dim);
        return;
    }
    const float in = stage.px(stage.form() == ui::Form::small ? 6 : 12);
    const float each = std::round(stage.px(row_units));
    auto room = static_cast<std::size_t>(std::max(1.0f, std::floor((rect.h - 2 * in + 2) / each)));
    const bool pages = scene.events.size() > room;
    // What is over the last row, or the last row itself, is the key of the further ones.
    const float least = stage.px(stage.form() == ui::Form::small ? 70.0f : finger_units(stage) + 7);
    float over = rect.h - 2 * in - each * static_cast<float>(room);
    if (pages && over < least && room > 1) over += each * static_cast<float>(1), --room;
    const ShownRows shown = rows_shown(scene.events.size(), room, scene.from);
    for (std::size_t i = 0; i < shown.count; ++i) {
        const std::size_t at = shown.from + i;
        const ui::Rect row{rect.x + in, std::round(rect.y + in + each * static_cast<float>(i)), rect.w - 2 * in, each};
        const bool beside_open = scene.open == scene.events[at].id || (i > 0 && scene.open == scene.events[at - 1].id);
        if (i > 0 && !beside_open)
            draw_divider(stage, row.x + stage.px(sizes.pad * 0.8f), row.right() - stage.px(sizes.pad * 0.8f), row.y);
        draw_event(stage, row, scene, at);
    }
    if (!pages) return;
    const float height = std::min(over, each);
    draw_pager(
        stage,
        ui::Rect{rect.x + in, std::round(rect.bottom() - in - height), rect.w - 2 * in, std::round(height)}.inset(3),
        shown, "staff.events.more");
}

void draw_list_page(const parts::Stage& stage, const EventPage& scene) {
    const auto& sizes = staff_sizes(stage);
    const auto& words = stage.words;
    const bool small = stage.form() == ui::Form::small;
    const float finger =
        small ? 105.0f : std::max(finger_units(stage), stage.form() == ui::Form::wide ? 118.0f : 84.0f);
    const float nav = nav_height_units(stage);
    const float acts_y = sizes.bottom - nav - sizes.gap - (small ? 74 : finger);
    const float w = sizes.width - 2 * sizes.margin;
    const float acts_h = small ? 74 : finger;
    draw_list(stage, stage.block(sizes.margin, sizes.top, w, acts_y - sizes.gap - sizes.top), scene,
              small ? 72.0f : std::max(finger, stage.form() == ui::Form::wide ? 128.0f : 96.0f));
    std::vector<StaffButton> acts;
    if (scene.held_open_until)
        acts.push_back(
            {.label = words.text("staff.events.to_hours"), .answer = desk::OpenEvent{}, .look = StaffLook::quiet});
    acts.push_back({.label = words.text("staff.export.title"), .answer = desk::ShowExport{}});
    acts.push_back({.label = words.text("staff.events.new"), .answer = desk::NewEvent{}, .look = StaffLook::accent});
    const float each_w = std::floor((w + sizes.gap) / static_cast<float>(acts.size()));
    for (std::size_t i = 0; i < acts.size(); ++i)
        draw_staff_button(
            stage,
            stage.block(sizes.margin + each_w * static_cast<float>(i), acts_y,
                        i + 1 == acts.size() ? w - each_w * static_cast<float>(i) : each_w - sizes.gap, acts_h),
            acts[i]);
    draw_nav(stage, desk::StaffPage::event);
}

// --- a new one -------------------------------------------------------------------------------------------------------

struct Step {
    std::string_view label;
    int minutes;
};
constexpr std::array<Step, 4> steps{
    {{"hour_less", -60}, {"quarter_less", -15}, {"quarter_more", 15}, {"hour_more", 60}}};

// A time that is moved: what it is on the left, its steps beside it, before them the day of the beginning (in two rows
// under it where it is narrow).
void draw_time(const parts::Stage& stage, const ui::Rect& rect, desk::MoveTime::What which, base::WallTime at,
               std::string_view note, bool stacked) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const auto& words = stage.words;
    draw_panel(stage, rect);
    const float in = stage.px(sizes.pad * (stage.form() == ui::Form::small ? 0.6f : 0.8f));
    const float gap = std::round(stage.px(sizes.gap * 0.4f));
    const float finger = stage.px(finger_units(stage));
    const ui::Rect keys =
        stacked ? ui::Rect{rect.x + in, rect.bottom() - in - finger, rect.w - 2 * in, finger}
                : ui::Rect{rect.x + rect.w * 0.34f, rect.y + in * 0.6f, rect.w * 0.66f - in * 0.6f, rect.h - in * 1.2f};
    const ui::Rect words_at = stacked
                                  ? ui::Rect{rect.x + in, rect.y + in, rect.w - 2 * in, keys.y - rect.y - 1.6f * in}
                                  : ui::Rect{rect.x + in, rect.y + in * 0.5f, keys.x - rect.x - 2 * in, rect.h - in};
    const auto label = draw_line(
        stage,
        {.x = words_at.x,
         .y = words_at.y + words_at.h * 0.2f,
         .width_px = words_at.w * 0.5f,
         .least_units = sizes.label * 0.8f},
        words.text(which == desk::MoveTime::What::starts ? "staff.events.draft_starts" : "staff.events.draft_ends"),
        parts::sans(stage, sizes.label), ink.dim);
    draw_line(stage,
              {.x = words_at.right(),
               .y = words_at.y + words_at.h * 0.2f,
               .width_px = words_at.w - label.metrics.width - in,
               .least_units = sizes.label * 0.78f},
              note, parts::aligned(parts::sans(stage, sizes.label), ui::Align::right), ink.dim);
    const auto time =
        draw_line(stage,
                  {.x = words_at.x,
                   .y = words_at.y + words_at.h * 0.68f,
                   .width_px = words_at.w * 0.5f,
                   .least_units = sizes.label},
                  stage.time_of_day(at), parts::figures(parts::sans_bold(stage, sizes.heading * 1.5f)), ink.text);
    const float from = words_at.x + time.metrics.width + in * 0.7f;
    draw_line(stage,
              {.x = from,
               .y = words_at.y + words_at.h * 0.7f,
               .width_px = words_at.right() - from,
               .least_units = sizes.label * 0.78f},
              stage.day_of(at), parts::sans(stage, sizes.label), ink.text);
    const bool with_day = which == desk::MoveTime::What::starts;
    constexpr float columns = static_cast<float>(steps.size() + 1);
    const auto edge = [&](std::size_t column) {
        return std::round(keys.x + (keys.w + gap) * static_cast<float>(column) / columns);
    };
    const auto key = [&](std::size_t column) {
        return ui::Rect{edge(column), std::round(keys.y), edge(column + 1) - gap - edge(column), std::round(keys.h)};
    };
    if (with_day)
        draw_staff_button(stage, key(0),
                          {.label = words.text("staff.events.choose_day"),
                           .answer = desk::ShowCalendar{0},
                           .units = sizes.label * 1.05f});
    for (std::size_t i = 0; i < steps.size(); ++i)
        draw_staff_button(stage, key(i + 1),
                          {.label = words.text("staff.events." + std::string(steps[i].label)),
                           .answer = desk::MoveTime{which, std::chrono::minutes(steps[i].minutes)},
                           .units = sizes.label * 1.05f});
}

void draw_draft(const parts::Stage& stage, const Draft& draft) {
    const auto& sizes = staff_sizes(stage);
    const auto& words = stage.words;
    const ui::Form form = stage.form();
    const float x = sizes.margin;
    const float w = sizes.width - 2 * sizes.margin;
    const float finger = std::max(finger_units(stage), form == ui::Form::wide ? 118.0f : 0.0f);
    const float acts_h = finger;
    const float acts_y = sizes.bottom - acts_h;
    const bool backwards = draft.ends <= draft.starts;
    const float title_h = form == ui::Form::wide ? 172 : form == ui::Form::portrait ? 124 : 70;
    const ui::Rect title = stage.block(x, sizes.top, w, title_h);
    draw_typed_box(stage, title,
                   {.typed = draft.title,
                    .empty = words.text("staff.events.untitled"),
                    .note = words.text("staff.events.draft_write"),
                    .label = form == ui::Form::small ? std::string() : words.text("staff.events.draft_title"),
                    .active = false,
                    .units = sizes.heading * 1.2f});
    stage.canvas.touch(title, desk::OpenKeyboard{desk::Keyboard::kana});
    const float times_y = sizes.top + title_h + sizes.gap;
    const float each = (acts_y - sizes.gap - times_y - sizes.gap) / 2;
    const float most = form == ui::Form::wide ? 200.0f : form == ui::Form::portrait ? 240.0f : 105.0f;
    const float h = std::min(each, most);
    const bool stacked = form == ui::Form::portrait;
    draw_time(stage, stage.block(x, times_y, w, h), desk::MoveTime::What::starts, draft.starts, {}, stacked);
    draw_time(stage, stage.block(x, times_y + h + sizes.gap, w, h), desk::MoveTime::What::ends, draft.ends,
              length_of(stage, draft), stacked);
    const float cancel = std::round(w * 0.26f);
    draw_staff_button(stage, stage.block(x, acts_y, cancel, acts_h),
                      {.label = words.text("staff.cancel"), .answer = desk::Back{}, .look = StaffLook::quiet});
    const ui::Rect save = stage.block(x + cancel + sizes.gap, acts_y, w - cancel - sizes.gap, acts_h);
    if (!backwards) {
        draw_staff_button(
            stage, save,
            {.label = words.text(draft.event ? "staff.events.draft_edit_save" : "staff.events.draft_save"),
             .answer = desk::Save{},
             .look = StaffLook::accent,
             .units = sizes.heading});
        return;
    }
    const auto& ink = staff_theme(stage);
    stage.canvas.outline(save, stage.layout().hairline(2), ink.warning, stage.px(sizes.radius));
    draw_line(stage, {.x = save.centre().x, .y = save.centre().y, .width_px = save.w * 0.9f},
              words.text("staff.events.backwards"),
              parts::aligned(parts::sans_bold(stage, sizes.body), ui::Align::centre), ink.warning);
}

// Its name is being typed.
void draw_title_keys(const parts::Stage& stage, const Draft& draft) {
    const auto& sizes = staff_sizes(stage);
    const auto& words = stage.words;
    const KeysRoom room = staff_keys_room(stage);
    const float finger = finger_units(stage);
    const TypedBox box{.typed = draft.title,
                       .empty = {},
                       .note = {},
                       .label = words.text("staff.events.draft_title"),
                       .units = sizes.heading * 1.2f};
    const StaffButton done{
        .label = words.text("staff.events.draft_done"), .answer = desk::CloseKeyboard{}, .look = StaffLook::accent};
    switch (stage.form()) {
        case ui::Form::wide: {
            const float left_w = 1728 - room.w - 32;
            draw_typed_box(stage, stage.block(96, 168, left_w, 172), box);
            draw_staff_keys(stage, stage.block(1824 - room.w, 168, room.w, room.h), draft.title, draft.latin);
            draw_staff_button(
                stage, stage.block(1824 - room.w, 1000 - std::max(finger, 112.0f), room.w, std::max(finger, 112.0f)),
                done);
            return;
        }
        case ui::Form::portrait:
            draw_typed_box(stage, stage.block(36, 176, 648, 124), box);
            draw_staff_button(stage, stage.block(36, 1240 - room.h - finger - 20, 648, finger), done);
            draw_staff_keys(stage, stage.block(36, 1240 - room.h, 648, room.h), draft.title, draft.latin);
            return;
        case ui::Form::small:
            draw_typed_box(stage, stage.block(20, 66, 560, 106), box);
            draw_staff_button(stage, stage.block(588, 66, 192, 106), done);
            draw_staff_keys(stage, stage.block(20, 182, 760, 284), draft.title, draft.latin);
            return;
    }
}

std::string_view title_key(const EventPage& scene) {
    if (scene.exporting) return "staff.export.title";
    if (scene.draft && scene.draft->calendar) return "staff.events.choose_day";
    if (!scene.draft) return "staff.events.title";
    return scene.draft->event ? "staff.events.draft_edit" : "staff.events.draft";
}

}  // namespace

std::string event_title(const parts::Stage& stage, const std::string& title) {
    return title.empty() ? stage.words.text("staff.events.untitled") : title;
}

std::string event_span(const parts::Stage& stage, base::WallTime starts, base::WallTime ends) {
    const auto& words = stage.words;
    if (same_day(stage, starts, ends))
        return words.text(
            "staff.events.span",
            {{"day", stage.day_of(starts)}, {"from", stage.time_of_day(starts)}, {"to", stage.time_of_day(ends)}});
    return words.text("staff.events.span_days", {{"from", stage.day_of(starts) + " " + stage.time_of_day(starts)},
                                                 {"to", stage.day_of(ends) + " " + stage.time_of_day(ends)}});
}

ui::FrameResult draw_scene(const parts::Stage& stage, const EventPage& scene) {
    const ui::FrameResult result = draw_staff_ground(stage, stage.words.text(title_key(scene)));
    if (scene.asked != EventPage::Act::none)
        draw_event_question(stage, scene);
    else if (scene.exporting)
        draw_event_export(stage, *scene.exporting);
    else if (scene.draft && scene.draft->calendar)
        draw_event_calendar(stage, *scene.draft);
    else if (scene.draft && scene.draft->typing)
        draw_title_keys(stage, *scene.draft);
    else if (scene.draft)
        draw_draft(stage, *scene.draft);
    else if (scene.about)
        draw_event_about(stage, scene);
    else
        draw_list_page(stage, scene);
    return result;
}

}  // namespace staff
