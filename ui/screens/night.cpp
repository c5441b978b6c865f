// Idle outside of opening hours: dark paper, a new moon where the sun was, and when we meet. Nothing asks for a card.
// Right after an evening, all of its stamps on one sheet.
#include "parts/evening_sheet.h"
#include "parts/furniture.h"
#include "parts/stamping.h"
#include "parts/sun_card.h"
#include "screens/scenes.h"

namespace screens {

namespace {

using attendance::DoorState;

ui::Theme by_night(const ui::Theme& day) {
    ui::Theme night = day;
    night.washi = ui::composite(day.night.veil, day.washi);
    night.ink = day.night.ink;
    night.second_ink = day.night.second_ink;
    night.hairline = day.night.hairline;
    ui::Colour dark = day.night.veil;
    dark.a = 255;
    night.accent = ui::mix(day.accent, dark, 0.1f);
    return night;
}

struct Words {
    std::string title;
    std::string line;
    std::string second;
    std::string next{};  // the next event with its day; empty: none is known
    std::string next_second{};
};

std::string opening_line(const parts::Stage& stage, const ui::Messages& words, const attendance::Event& event) {
    const auto& zone = stage.snapshot.zone;
    const auto offset = zone.offset_at(event.starts);
    const std::string time = words.date("date.time", event.starts, offset);
    if (zone.day_of(event.starts) == zone.day_of(stage.wall_now()))
        return words.text("idle.early_time", {{"time", time}});
    return words.text("idle.early_later", {{"day", words.date("date.day", event.starts, offset)}, {"time", time}});
}

std::string next_line(const parts::Stage& stage, const ui::Messages& words) {
    const auto& next = stage.snapshot.next_event;
    if (!next) return {};
    const auto offset = stage.snapshot.zone.offset_at(next->starts);
    return words.text("idle.next", {{"day", words.date("date.day", next->starts, offset)},
                                    {"time", words.date("date.time", next->starts, offset)}});
}

Words words_of(const parts::Stage& stage) {
    const auto& door = stage.snapshot.door;
    const auto& second = stage.words.second();
    switch (door.state) {
        case DoorState::early:
            if (!door.event) break;
            return {stage.words.text("idle.early"), opening_line(stage, stage.words, *door.event),
                    opening_line(stage, second, *door.event)};
        case DoorState::over:
            return {stage.words.text("idle.over"), stage.words.text("idle.over_line"), second.text("idle.over_line"),
                    next_line(stage, stage.words), next_line(stage, second)};
        case DoorState::open:
        case DoorState::no_event:
            break;
    }
    return {stage.words.text("idle.no_event"), stage.words.text("idle.no_event_line"),
            second.text("idle.no_event_line"), next_line(stage, stage.words), next_line(stage, second)};
}

// A young moon: a pale disc, and the night before the greater part of it.
void draw_moon(const parts::Stage& stage, ui::Point centre, float radius) {
    const ui::Theme& theme = stage.theme();
    stage.canvas.sun(centre, radius, ui::mix(theme.pale_sun_top, theme.washi, 0.16f),
                     ui::mix(theme.pale_sun_bottom, theme.washi, 0.3f));
    stage.canvas.circle(centre + ui::Point{-radius * 0.34f, -radius * 0.17f}, radius * 0.94f, theme.washi);
}

// The event that comes next, as far as the screen knows.
const attendance::Event* next_of(const parts::Stage& stage) {
    const auto& snapshot = stage.snapshot;
    if (snapshot.door.state == DoorState::early && snapshot.door.event) return &*snapshot.door.event;
    return snapshot.next_event ? &*snapshot.next_event : nullptr;
}

// What the next event will be stamped with, in the arms of the moon.
void draw_next_stamp(const parts::Stage& stage, ui::Point moon, float radius, float label_units) {
    const attendance::Event* next = next_of(stage);
    if (next == nullptr) return;
    const ui::Theme& theme = stage.theme();
    ui::StampArt art = ui::art_of(parts::shape_of_event(theme, attendance::short_label(next->title), next->id));
    art.word = stage.words.text("stamp.word");
    const ui::Point centre = moon + ui::Point{-radius * 0.34f, -radius * 0.17f};
    constexpr float angle = -0.09f;
    stage.canvas.stamp(art, centre, radius * 1.06f, angle,
                       theme.accent.faded(ui::opacity_for(theme.accent, theme.washi, ui::shape_contrast, 0.66f)));
    parts::draw(
        stage, {std::round(moon.x), std::round(moon.y + radius + stage.px(label_units * 1.3f))},
        parts::fit(stage, stage.words.text("idle.next_stamp"),
                   parts::aligned(parts::sans(stage, label_units), ui::Align::centre), {.width_px = radius * 2}),
        theme.second_ink);
}

struct Place {
    float x;  // units
    float w;
    float header;
    parts::HeaderLook look;
    float title;       // size
    float title_last;  // baseline
    float line;        // size
    float second;      // size; 0: no second language
    ui::Point moon;
    float moon_radius;
    float next_stamp;  // size of its caption
};

Place place_of(ui::Form form) {
    switch (form) {
        case ui::Form::wide:
            return {96, 860, 132, parts::HeaderLook::stacked, 132, 516, 44, 32, {1400, 540}, 250, 28};
        case ui::Form::portrait:
            return {44, 632, 84, parts::HeaderLook::stacked, 104, 930, 34, 26, {372, 490}, 176, 22};
        case ui::Form::small:
            return {44, 400, 70, parts::HeaderLook::one_line, 74, 240, 28, 0, {604, 240}, 116, 18};
    }
    return {};
}

void draw_dark_ground(const parts::Stage& day) {
    day.canvas.background(day.form() == ui::Form::small ? ui::Background::washi_still : ui::Background::washi);
    day.canvas.fill(day.layout().surface(), day.theme().night.veil);
}

}  // namespace

// Its paper is the only light, so that it is what people look at, and photograph, when they leave.
ui::FrameResult draw_closing(const parts::Stage& day) {
    draw_dark_ground(day);
    parts::draw_evening_sheet(day);
    return {};
}

ui::FrameResult draw_night(const parts::Stage& day) {
    const ui::Theme theme = by_night(day.theme());
    const parts::Stage stage{day.canvas, day.snapshot, day.words, day.now, &theme};
    draw_dark_ground(day);

    const Place place = place_of(stage.form());
    const Words words = words_of(stage);
    const ui::Rect text = stage.block(place.x, 0, place.w, 100);
    const ui::Rect moon = stage.block(place.moon.x - place.moon_radius, place.moon.y - place.moon_radius,
                                      place.moon_radius * 2, place.moon_radius * 2);
    draw_moon(stage, moon.centre(), stage.px(place.moon_radius));
    draw_next_stamp(stage, moon.centre(), stage.px(place.moon_radius), place.next_stamp);
    parts::draw_header(stage, {.x = place.x, .y = place.header, .w = place.w, .look = place.look});
    const auto title = parts::fit(stage, words.title, parts::serif(stage, place.title),
                                  {.width_px = text.w, .max_lines = 2, .leading = 1.16f});
    const float last = stage.layout().y(place.title_last);
    parts::draw_up_from(stage, {text.x, last}, title, theme.ink);
    parts::draw_rule(stage, text.x, last + stage.px(place.title * 0.42f), place.title * 0.54f);
    float line_last = parts::draw(stage, {text.x, last + stage.px(place.title * 0.42f + place.line * 1.8f)},
                                  parts::fit(stage, words.line, parts::sans(stage, place.line),
                                             {.width_px = text.w, .max_lines = 2, .leading = 1.4f}),
                                  theme.ink);
    if (!words.next.empty())
        line_last = parts::draw(
            stage, {text.x, std::round(line_last + stage.px(place.line * 1.5f))},
            parts::fit(stage, words.next, parts::sans_bold(stage, place.line), {.width_px = text.w}), theme.ink);
    if (place.second > 0) {
        line_last += stage.px(place.second * 1.9f);
        parts::draw(stage, {text.x, line_last},
                    parts::fit(stage, words.second, parts::sans(stage, place.second), {.width_px = text.w}),
                    theme.second_ink);
        if (!words.next_second.empty())
            parts::draw(stage, {text.x, std::round(line_last + stage.px(place.second * 1.5f))},
                        parts::fit(stage, words.next_second, parts::sans(stage, place.second), {.width_px = text.w}),
                        theme.second_ink);
    }
    return {};
}

}  // namespace screens
