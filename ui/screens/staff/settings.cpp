// The clock, and the few things that a room asks for: sound, light, sides, language.
#include "staff/parts/desk_top.h"
#include "staff/parts/health.h"
#include "staff/scenes.h"
#include "words/languages.h"

namespace staff {

namespace {

using desk::SettingsPage;

float inset_of(const parts::Stage& stage) {
    return stage.px(staff_sizes(stage).pad * (stage.form() == ui::Form::small ? 0.8f : 0.9f));
}

// A panel's name, and what it says at once at its right end.
float draw_heading(const parts::Stage& stage, const ui::Rect& rect, std::string_view label, std::string_view state,
                   ui::Colour colour, std::optional<ui::Icon> icon) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const float in = inset_of(stage);
    const float y = rect.y + in + stage.px(sizes.label * 0.36f);
    const auto name =
        draw_line(stage, {.x = rect.x + in, .y = y, .width_px = rect.w * 0.5f, .least_units = sizes.label * 0.8f},
                  label, parts::sans(stage, sizes.label), ink.dim);
    const float side = stage.px(sizes.label * 1.05f);
    const float room = rect.w - 3 * in - name.metrics.width - (icon ? side * 1.5f : 0);
    const auto text =
        draw_line(stage, {.x = rect.right() - in, .y = y, .width_px = room, .least_units = sizes.label * 0.78f}, state,
                  parts::aligned(parts::sans(stage, sizes.label), ui::Align::right), colour);
    if (icon && !state.empty())
        stage.canvas.icon(*icon, {rect.right() - in - text.metrics.width - side * 0.9f, y}, side, colour);
    return y + stage.px(sizes.label * 0.7f);
}

// --- the clock -------------------------------------------------------------------------------------------------------

struct ClockStep {
    std::string_view label;
    int minutes;
};
constexpr std::array<ClockStep, 6> clock_steps{{{"day_less", -1440},
                                                {"hour_less", -60},
                                                {"minute_less", -1},
                                                {"minute_more", 1},
                                                {"hour_more", 60},
                                                {"day_more", 1440}}};

void draw_clock(const parts::Stage& stage, const ui::Rect& rect, const SettingsPage& scene) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const auto& words = stage.words;
    draw_panel(stage, rect, scene.clock_draft ? PanelLook::lit : PanelLook::plain);
    const float in = inset_of(stage);
    const bool drafting = scene.clock_draft.has_value();
    const bool failed = !scene.clock_problem.empty();
    const std::string state = words.text(failed                     ? "staff.settings.clock_failed"
                                         : drafting                 ? "staff.settings.clock_draft"
                                         : scene.clock_synchronised ? "staff.settings.clock_ok"
                                                                    : "staff.settings.clock_unsure");
    const float top = draw_heading(
        stage, rect, words.text("staff.settings.clock"), state,
        failed                     ? ink.trouble
        : drafting                 ? ink.text
        : scene.clock_synchronised ? ink.good
                                   : ink.warning,
        drafting ? std::nullopt : std::optional(scene.clock_synchronised ? ui::Icon::check_disc : ui::Icon::warning));
    const auto shown = scene.clock_draft.value_or(scene.clock + (stage.wall_now() - stage.snapshot.now));
    const bool steps = !scene.clock_synchronised;
    const float finger = stage.form() == ui::Form::small ? stage.px(66) : stage.px(finger_units(stage));
    const bool beside = stage.form() == ui::Form::small;  // the save button stands beside the time
    const float keys_h = steps ? finger : 0;
    const ui::Rect line{rect.x + in, top, rect.w - 2 * in,
                        rect.bottom() - in * 0.7f - keys_h - top - (steps ? in * 0.4f : 0)};
    const float save_w = drafting ? std::max(finger, stage.px(sizes.body * 5)) : 0;
    const auto time =
        draw_line(stage, {.x = line.x, .y = line.centre().y, .width_px = line.w * 0.5f}, stage.time_of_day(shown),
                  parts::figures(parts::sans_bold(stage, sizes.heading * (beside  ? 1.4f
                                                                          : steps ? 1.7f
                                                                                  : 2.6f))),
                  drafting ? ink.trouble : ink.text);
    const float from = line.x + time.metrics.width + in;
    draw_line(stage,
              {.x = from,
               .y = line.centre().y + stage.px(sizes.label * 0.16f),
               .width_px = line.right() - from - (beside ? 0 : save_w + in * 0.5f),
               .least_units = sizes.label * 0.8f},
              stage.day_of(shown), parts::sans(stage, sizes.label), ink.text);
    if (!steps) return;
    const ui::Rect keys{rect.x + in * 0.6f, rect.bottom() - in * 0.6f - finger, rect.w - in * 1.2f, finger};
    const float gap = std::round(stage.px(sizes.gap * 0.3f));
    // On a narrow panel the days are left out: an hour held is soon a day.
    const bool narrow = keys.w < 6 * (stage.px(finger_units(stage)) + gap);
    const std::size_t first = narrow ? 1 : 0;
    const std::size_t count = narrow ? 4 : 6;
    const float columns = static_cast<float>(count) + (drafting && beside ? 1.4f : 0);
    const auto edge = [&](std::size_t i) {
        return std::round(keys.x + (keys.w + gap) * static_cast<float>(i) / columns);
    };
    for (std::size_t i = 0; i < count; ++i) {
        const auto& step = clock_steps[first + i];
        draw_staff_button(stage, {edge(i), std::round(keys.y), edge(i + 1) - gap - edge(i), std::round(keys.h)},
                          {.label = words.text("staff.events." + std::string(step.label)),
                           .answer = desk::MoveTime{desk::MoveTime::What::clock, std::chrono::minutes(step.minutes)},
                           .units = sizes.label});
    }
    if (!drafting) return;
    const ui::Rect save =
        beside ? ui::Rect{edge(count), std::round(keys.y), keys.right() - edge(count), std::round(keys.h)}
               : ui::Rect{rect.right() - in * 0.6f - save_w, keys.y - gap - finger, save_w, finger};
    draw_staff_button(
        stage, save,
        {.label = words.text("staff.settings.clock_save"), .answer = desk::Save{}, .look = StaffLook::accent});
}

using Setting = desk::ChangeSetting::What;

// --- the switches ----------------------------------------------------------------------------------------------------

// − value +
void draw_stepper(const parts::Stage& stage, const ui::Rect& rect, std::string_view label, std::string_view value,
                  float share, Setting which) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    draw_panel(stage, rect);
    const float in = inset_of(stage) * 0.6f;
    const float finger = std::max(stage.px(finger_units(stage)), rect.h - 2 * in);
    // On a small screen the value needs the room more than the keys do.
    const float key_w = std::round(stage.px(stage.form() == ui::Form::small ? 66.0f : finger_units(stage)));
    const float key_h = std::round(std::min(finger, rect.h - in));
    const ui::Rect less{rect.x + in * 0.6f, std::round(rect.centre().y - key_h / 2), key_w, key_h};
    const ui::Rect more{rect.right() - in * 0.6f - key_w, less.y, key_w, key_h};
    draw_staff_button(stage, less,
                      {.label = stage.words.text("staff.settings.less"),
                       .answer = desk::ChangeSetting{which, -1},
                       .units = sizes.heading * 1.2f});
    draw_staff_button(stage, more,
                      {.label = stage.words.text("staff.settings.more"),
                       .answer = desk::ChangeSetting{which, 1},
                       .units = sizes.heading * 1.2f});
    const ui::Rect middle{less.right() + in, rect.y, more.x - less.right() - 2 * in, rect.h};
    draw_line(
        stage,
        {.x = middle.centre().x, .y = rect.y + rect.h * 0.24f, .width_px = middle.w, .least_units = sizes.label * 0.7f},
        label, parts::aligned(parts::sans(stage, sizes.label), ui::Align::centre), ink.dim);
    draw_line(
        stage, {.x = middle.centre().x, .y = rect.y + rect.h * 0.54f, .width_px = middle.w, .least_units = sizes.label},
        value, parts::aligned(parts::figures(parts::sans_bold(stage, sizes.heading)), ui::Align::centre), ink.text);
    const float height = stage.layout().hairline(6);
    const ui::Rect track{std::round(middle.x), std::round(rect.y + rect.h * 0.78f), std::round(middle.w), height};
    stage.canvas.fill(track, ink.panel_edge, height / 2);
    if (share > 0)
        stage.canvas.fill({track.x, track.y, std::max(height, std::round(track.w * std::min(share, 1.0f))), height},
                          ink.text, height / 2);
}

// The frame that switches and choices share; the place below its label.
ui::Rect draw_labelled(const parts::Stage& stage, const ui::Rect& rect, std::string_view label) {
    const auto& sizes = staff_sizes(stage);
    draw_panel(stage, rect);
    const float in = inset_of(stage) * 0.8f;
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

// Two ways, of which one holds; a touch anywhere takes the other.
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

// One of several ways; a touch anywhere takes the next.
void draw_choice(const parts::Stage& stage, const ui::Rect& rect, std::string_view label, std::string_view held,
                 Setting which) {
    const desk::Answer answer = desk::ChangeSetting{which, 1};
    draw_way(stage, draw_labelled(stage, rect, label), held, true, answer);
    stage.canvas.touch(rect, answer);
}

// The way out for the data belongs to an event.
void draw_export_way(const parts::Stage& stage, const ui::Rect& rect) {
    draw_staff_button(stage, rect,
                      {.label = stage.words.text("staff.export.title"),
                       .answer = desk::ShowExport{},
                       .look = StaffLook::plain,
                       .note = stage.words.text("staff.export.where"),
                       .icon = ui::Icon::arrow_right,
                       .icon_colour = staff_theme(stage).dim,
                       .row = true});
}

struct SwitchPlaces {
    ui::Rect volume;
    ui::Rect brightness;
    ui::Rect mirrored;
    ui::Rect lang;
};

void draw_switches(const parts::Stage& stage, const SwitchPlaces& at, const SettingsPage& scene) {
    const auto& words = stage.words;
    const auto percent = [&](int value) { return words.text("staff.settings.percent", {{"count", value}}); };
    draw_stepper(stage, at.volume, words.text("staff.settings.volume"),
                 scene.volume_percent == 0 ? words.text("staff.settings.volume_off") : percent(scene.volume_percent),
                 static_cast<float>(scene.volume_percent) / 100, Setting::volume);
    draw_stepper(stage, at.brightness, words.text("staff.settings.brightness"), percent(scene.brightness_percent),
                 static_cast<float>(scene.brightness_percent) / 100, Setting::brightness);
    draw_switch(stage, at.mirrored, words.text("staff.settings.mirrored"), words.text("staff.settings.mirrored_no"),
                words.text("staff.settings.mirrored_yes"), scene.mirrored, Setting::mirrored);
    draw_choice(stage, at.lang, words.text("staff.settings.lang"), words::language_or_english(scene.lang).own_name,
                Setting::lang);
}

// The way to the server, and how it is; also which program this is.
void draw_hub_row(const parts::Stage& stage, const ui::Rect& rect, const SettingsPage& scene) {
    const auto& words = stage.words;
    const bool joined = !scene.hub.empty();
    const PartWords part = sync_words(stage);
    const auto scheme = scene.hub.find("://");
    std::string note = joined ? part.state + "\u2003" : words.text("staff.hub.none_note") + "\u2003";
    if (joined && part.health == desk::Health::ok)
        note += words.text("staff.settings.pending", {{"count", scene.pending}}) + "\u2003";
    note += words.text("staff.settings.version", {{"name", scene.version}});
    draw_staff_button(stage, rect,
                      {.label = joined ? words.text("staff.settings.hub") + "\u2002" +
                                             scene.hub.substr(scheme == std::string::npos ? 0 : scheme + 3)
                                       : words.text("staff.hub.join"),
                       .answer = desk::OpenHub{},
                       .look = StaffLook::plain,
                       .note = note,
                       .icon = joined ? part.icon : ui::Icon::arrow_right,
                       .icon_colour = joined ? part.colour : staff_theme(stage).dim,
                       .row = true});
}

// The foot of the page: the hub, and beside it the power, at the width of the column above.
void draw_machine_row(const parts::Stage& stage, const ui::Rect& rect, float power_w, const SettingsPage& scene) {
    const float gap = scene.has_power ? std::round(stage.px(staff_sizes(stage).gap)) : 0;
    const float power = scene.has_power ? power_w : 0;
    draw_hub_row(stage, {rect.x, rect.y, rect.w - power - gap, rect.h}, scene);
    if (!scene.has_power) return;
    draw_staff_button(
        stage, {rect.right() - power, rect.y, power, rect.h},
        {.label = stage.words.text("staff.power.title"), .answer = desk::OpenPower{}, .look = StaffLook::plain});
}

void draw_wide(const parts::Stage& stage, const SettingsPage& scene) {
    const float foot = 1000 - nav_height_units(stage) - 24;
    const float low = 176;
    const float row = std::max(finger_units(stage), 100.0f);
    const float high = foot - 168 - low - 2 * 24 - row;
    draw_clock(stage, stage.block(96, 168, 1168, high), scene);
    draw_export_way(stage, stage.block(1288, 168, 536, high));
    const float y = 168 + high + 24;
    draw_switches(stage,
                  {stage.block(96, y, 496, low), stage.block(616, y, 496, low), stage.block(1136, y, 332, low),
                   stage.block(1492, y, 332, low)},
                  scene);
    draw_machine_row(stage, stage.block(96, foot - row, 1728, row), stage.block(1492, 0, 332, 0).w, scene);
}

void draw_portrait(const parts::Stage& stage, const SettingsPage& scene) {
    const float foot = 1240 - nav_height_units(stage) - 12;
    const float low = 128;
    const float row = std::max(finger_units(stage), 76.0f);
    const float y = foot - row - 12 - 2 * low - 12 - 12;
    const float high = (y - 12 - 176 - 12) / 2;
    draw_clock(stage, stage.block(36, 176, 648, high + 40), scene);
    draw_export_way(stage, stage.block(36, 176 + high + 52, 648, high - 40));
    draw_switches(stage,
                  {stage.block(36, y + 12, 318, low), stage.block(366, y + 12, 318, low),
                   stage.block(36, y + low + 24, 318, low), stage.block(366, y + low + 24, 318, low)},
                  scene);
    draw_machine_row(stage, stage.block(36, foot - row, 648, row), stage.block(0, 0, 150, 0).w, scene);
}

void draw_small(const parts::Stage& stage, const SettingsPage& scene) {
    draw_clock(stage, stage.block(20, 66, 480, 154), scene);
    draw_export_way(stage, stage.block(508, 66, 272, 154));
    draw_switches(stage,
                  {stage.block(20, 226, 230, 86), stage.block(258, 226, 230, 86), stage.block(496, 226, 138, 86),
                   stage.block(642, 226, 138, 86)},
                  scene);
    draw_machine_row(stage, stage.block(20, 318, 760, 66), stage.block(642, 0, 138, 0).w, scene);
}

}  // namespace

ui::FrameResult draw_scene(const parts::Stage& stage, const SettingsPage& scene) {
    const ui::FrameResult result = draw_staff_ground(stage, stage.words.text("staff.settings.title"));
    parts::draw_by_form(stage, scene, draw_wide, draw_portrait, draw_small);
    draw_nav(stage, desk::StaffPage::settings);
    return result;
}

}  // namespace staff
