// The clock, and the few things that a room asks for: sound, light, sides, language.
#include "staff/parts/desk_top.h"
#include "staff/parts/health.h"
#include "staff/scenes.h"
#include "staff/settings_parts.h"
#include "words/languages.h"

namespace staff {

namespace {

using desk::SettingsPage;

// A panel's name, and what it says at once at its right end.
float draw_heading(const parts::Stage& stage, const ui::Rect& rect, std::string_view label, std::string_view state,
                   ui::Colour colour, std::optional<ui::Icon> icon) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const float in = panel_inset(stage);
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
    const float in = panel_inset(stage);
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

// --- the switches ----------------------------------------------------------------------------------------------------

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

// The foot of the page: the hub, beside it the screen itself and the power, at the width of the column above.
void draw_machine_row(const parts::Stage& stage, const ui::Rect& rect, float key_w, const SettingsPage& scene) {
    const float gap = std::round(stage.px(staff_sizes(stage).gap));
    float right = rect.right();
    const auto draw_way = [&](std::string_view key, const desk::Answer& answer) {
        draw_staff_button(stage, {right - key_w, rect.y, key_w, rect.h},
                          {.label = stage.words.text(key), .answer = answer, .look = StaffLook::plain});
        right -= key_w + gap;
    };
    if (scene.has_power) draw_way("staff.power.title", desk::OpenPower{});
    draw_way("staff.fit.title", desk::ShowFit{});
    draw_hub_row(stage, {rect.x, rect.y, right - rect.x, rect.h}, scene);
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
    const ui::FrameResult result =
        draw_staff_ground(stage, stage.words.text(scene.shows_fit ? "staff.fit.title" : "staff.settings.title"));
    if (scene.shows_fit) {
        draw_fit(stage, scene);
        return result;
    }
    parts::draw_by_form(stage, scene, draw_wide, draw_portrait, draw_small);
    draw_nav(stage, desk::StaffPage::settings);
    return result;
}

}  // namespace staff
