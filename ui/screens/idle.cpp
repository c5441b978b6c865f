// Waiting for a card: where to tap, why we meet, who is here already as stamps without names. At rest but for the
// clock's minute and a slow change of sentences. Outside of opening hours it is night (night.cpp).
#include "parts/arrivals.h"
#include "parts/furniture.h"
#include "parts/reader_arrow.h"
#include "parts/statements.h"
#include "parts/sun_card.h"
#include "screens/scenes.h"
#include "staff/parts/entrance.h"

namespace screens {

namespace {

struct Words {
    std::string title;
    std::string tap;
    std::string second;
};

std::string_view tap_key(desk::ReaderPlace place) {
    switch (place) {
        case desk::ReaderPlace::right:
            return "idle.tap_right";
        case desk::ReaderPlace::left:
            return "idle.tap_left";
        case desk::ReaderPlace::below:
            return "idle.tap_below";
        case desk::ReaderPlace::above:
            return "idle.tap_above";
        case desk::ReaderPlace::behind:
            return "idle.tap";
    }
    return "idle.tap";
}

Words words_of(const parts::Stage& stage) {
    const int hour = stage.local_hour();
    const std::string_view greeting = hour >= 4 && hour < 11    ? "idle.morning"
                                      : hour >= 11 && hour < 17 ? "idle.day"
                                                                : "idle.evening";
    const std::string_view tap = tap_key(stage.snapshot.community.reader_place);
    return {stage.words.text(greeting), stage.words.text(tap), stage.words.second().text(tap)};
}

void draw_status(const parts::Stage& stage, ui::Point at, float size_units, float width_px) {
    const ui::TextStyle style = parts::sans(stage, size_units);
    const float dot = stage.px(size_units * 0.26f);
    stage.canvas.circle({at.x + dot, at.y - style.size_px * 0.36f}, dot, stage.theme().second_ink);
    const float after = std::round(at.x + dot * 2 + style.size_px * 0.5f);
    const std::string text = stage.words.text("idle.open") + "\u2003" +
                             stage.words.text("idle.arrived", {{"count", stage.snapshot.arrived}});
    parts::draw(
        stage, {after, at.y},
        parts::fit(stage, text, style, {.width_px = width_px - (after - at.x), .least_units = size_units * 0.65f}),
        stage.theme().second_ink);
}

struct SunPlace {
    float x = 0;  // units, before any mirroring
    float y = 0;
    float radius = 0;
    float arrow = 0;    // radius of the arrow's half disc
    float arrow_x = 0;  // where it leaves the upper or lower edge; 0: in the middle of the sun
    float low = 0;      // how far under its place the sun begins the evening
    float high = 0;     // how far above it, it may rise
};

// Whoever has no card is no stranger either.
void draw_no_card(const parts::Stage& stage, ui::Point at, float size_units, float width_px) {
    parts::draw(stage, at,
                parts::fit(stage, stage.words.text("idle.no_card"), parts::sans(stage, size_units),
                           {.width_px = width_px, .least_units = size_units * 0.75f}),
                ui::mix(stage.theme().second_ink, stage.theme().ink, 0.4f));
}

// As large as the space between two edges allows.
SunPlace sun_between(float left, float right, float largest, float y) {
    const float radius = std::min(largest, (right - left) / 2);
    const float slack = right - left - radius * 2;
    return {left + slack * 0.6f + radius, y, radius};
}

// On the side of the words the arrow has the margin only.
bool arrow_is_beside_words(const parts::Stage& stage) {
    const auto place = stage.snapshot.community.reader_place;
    return place == (stage.snapshot.community.mirrored ? desk::ReaderPlace::right : desk::ReaderPlace::left);
}

bool is_at_foot_or_head(const parts::Stage& stage) {
    const auto place = stage.snapshot.community.reader_place;
    return place == desk::ReaderPlace::below || place == desk::ReaderPlace::above;
}

// The sun with its card, which answers a touch, and the way to the reader.
ui::FrameResult draw_sun(const parts::Stage& stage, const desk::Idle& scene, const SunPlace& place) {
    const float side = place.radius * 2;
    const float place_y = stage.layout().y(place.y);  // the arrow stays where the reader is
    const float height = parts::sun_height(stage.snapshot.arrived);
    const float lower = stage.calm() ? 0 : place.low - (place.low + place.high) * height;
    const ui::Rect box = stage.block(place.x - place.radius, place.y + lower - place.radius, side, side);
    parts::draw_sun_card(stage, {.centre = box.centre(),
                                 .radius = stage.px(place.radius),
                                 .red = true,
                                 .wordless = parts::says_where_reader_is(stage, scene)});
    stage.canvas.touch(box.intersected(stage.layout().surface()), desk::PointAtReader{});
    const bool aside = place.arrow_x > 0 && is_at_foot_or_head(stage);
    return parts::draw_reader_arrow(
        stage,
        {.picture = box.centre(),
         .picture_radius = stage.px(place.radius),
         .radius = stage.px(place.arrow),
         .leaves = {aside ? stage.block(place.arrow_x, 0, 0, 0).x : box.centre().x, place_y},
         .words_on_picture = aside},
        scene);
}

ui::FrameResult draw_wide(const parts::Stage& stage, const desk::Idle& scene, const Words& words) {
    const ui::Theme& theme = stage.theme();
    const ui::Rect text = stage.block(96, 0, 770, 100);
    parts::draw_header(stage, {.x = 96, .y = 132, .w = 770, .look = parts::HeaderLook::stacked});

    ui::TextStyle title_style = parts::serif(stage, 132);
    title_style.tracking_px = stage.px(3);
    const auto title =
        parts::fit(stage, words.title, title_style, {.width_px = text.w, .max_lines = 2, .leading = 1.16f});
    const float title_last = stage.layout().y(title.metrics.lines == 1 ? 450 : 526);
    parts::draw_up_from(stage, {text.x, title_last}, title, theme.ink);
    parts::draw_rule(stage, text.x, title_last + stage.px(52), 72);
    const auto tap = parts::fit(stage, words.tap, parts::sans_bold(stage, 52),
                                {.width_px = text.w, .max_lines = 2, .leading = 1.4f});
    const float tap_last = parts::draw(stage, {text.x, title_last + stage.px(138)}, tap, theme.ink);
    parts::draw(stage, {text.x, tap_last + stage.px(60)},
                parts::fit(stage, words.second, parts::sans(stage, 32), {.width_px = text.w, .least_units = 24}),
                theme.second_ink);
    parts::draw_arrivals(stage, stage.block(96, 842, 770, 84));
    draw_status(stage, {text.x, stage.layout().y(974)}, 28, text.w);
    draw_no_card(stage, {text.x, stage.layout().y(1018)}, 28, text.w);

    const parts::Statement statement = parts::statement_at(stage);
    constexpr float column_pitch = 64;
    const bool upright = !statement.upright.empty();
    const float taken = upright ? static_cast<float>(statement.columns) * column_pitch + 36 : 0;
    const bool horizontal = !upright && !statement.text.empty();
    // The text's ragged end leaves room; its even beginning, on a mirrored kiosk, does not.
    const float from = stage.snapshot.community.mirrored ? 940 : 892;
    // Above the arrow to a reader below, words that lie need room too.
    const bool foot_is_taken = horizontal && stage.snapshot.community.reader_place == desk::ReaderPlace::below;
    SunPlace sun = sun_between(from, 1824 - taken, horizontal ? 340.0f : 356.0f, horizontal ? 510.0f : 540.0f);
    if (foot_is_taken) sun = sun_between(from, 1824 - taken, 300, 460);
    sun.low = horizontal ? 36.0f : 84.0f;
    sun.high = 44;
    sun.arrow = arrow_is_beside_words(stage) ? 84.0f : 92.0f;
    const ui::FrameResult pointing = draw_sun(stage, scene, sun);
    if (parts::says_where_reader_is(stage, scene)) return statement.result.merged(pointing);

    const auto quiet = stage.canvas.fade(statement.alpha);
    if (upright) {
        const ui::Rect box = stage.block(1824 - taken + 36, 0, taken - 36, 100);
        parts::draw_upright(stage, statement.upright, {box.right(), stage.layout().y(204)}, 36, column_pitch,
                            theme.second_ink);
    } else if (horizontal) {
        const ui::Rect box = stage.block(from, 0, 1824 - from, 100);
        parts::draw_up_from(
            stage, {std::round(box.centre().x), stage.layout().y(foot_is_taken ? 900.0f : 996.0f)},
            parts::fit(stage, statement.text, parts::aligned(parts::serif(stage, 36), ui::Align::centre),
                       {.width_px = box.w, .max_lines = 2, .leading = 1.4f, .least_units = 24}),
            theme.second_ink);
    }
    return statement.result.merged(pointing);
}

ui::FrameResult draw_portrait(const parts::Stage& stage, const desk::Idle& scene, const Words& words) {
    const ui::Theme& theme = stage.theme();
    const ui::Rect text = stage.block(44, 0, 632, 100);
    parts::draw_header(stage, {.x = 44, .y = 84, .w = 632, .look = parts::HeaderLook::stacked});
    // Two lines are smaller than one, so that both end well above the sun.
    auto title = parts::fit(stage, words.title, parts::serif(stage, 126), {.width_px = text.w, .max_lines = 2});
    if (title.metrics.lines > 1)
        title = parts::fit(stage, words.title, parts::serif(stage, 84),
                           {.width_px = text.w, .max_lines = 2, .leading = 1.16f});
    parts::draw_up_from(stage, {text.x, stage.layout().y(title.metrics.lines == 1 ? 324 : 364)}, title, theme.ink);
    SunPlace sun = sun_between(44, 676, 208, 628);
    sun.arrow = 92;
    sun.low = 22;
    sun.high = 22;
    sun.arrow_x = 580;  // beside the time and the line at the foot
    const ui::FrameResult pointing = draw_sun(stage, scene, sun);

    const parts::Statement statement = parts::statement_at(stage);
    if (!statement.text.empty() && !parts::says_where_reader_is(stage, scene)) {
        const auto quiet = stage.canvas.fade(statement.alpha);
        parts::draw(stage, {text.x, stage.layout().y(900)},
                    parts::fit(stage, statement.text, parts::serif(stage, 28), {.width_px = text.w, .least_units = 22}),
                    theme.second_ink);
    }
    parts::draw_rule(stage, text.x, stage.layout().y(936), 52);
    const auto tap = parts::fit(stage, words.tap, parts::sans_bold(stage, 42),
                                {.width_px = text.w, .max_lines = 2, .leading = 1.36f});
    const float tap_last = parts::draw(stage, {text.x, stage.layout().y(998)}, tap, theme.ink);
    parts::draw(stage, {text.x, tap_last + stage.px(46)},
                parts::fit(stage, words.second, parts::sans(stage, 26), {.width_px = text.w}), theme.second_ink);
    parts::draw_arrivals(stage, stage.block(44, 1118, 632, 52));
    const bool foot_is_taken = stage.snapshot.community.reader_place == desk::ReaderPlace::below;
    const ui::Rect foot = stage.block(44, 0, foot_is_taken ? 432 : 632, 100);
    draw_status(stage, {foot.x, stage.layout().y(1204)}, 24, foot.w);
    draw_no_card(stage, {foot.x, stage.layout().y(1240)}, 24, foot.w);
    return statement.result.merged(pointing);
}

ui::FrameResult draw_small(const parts::Stage& stage, const desk::Idle& scene, const Words& words) {
    const ui::Theme& theme = stage.theme();
    const ui::Rect text = stage.block(44, 0, 376, 100);
    parts::draw_header(stage, {.x = 44, .y = 70, .w = 376, .look = parts::HeaderLook::one_line});
    const auto title =
        parts::fit(stage, words.title, parts::serif(stage, 74), {.width_px = text.w, .max_lines = 2, .leading = 1.14f});
    const float title_last = stage.layout().y(title.metrics.lines == 1 ? 212 : 250);
    parts::draw_up_from(stage, {text.x, title_last}, title, theme.ink);
    parts::draw_rule(stage, text.x, title_last + stage.px(30), 48);
    parts::draw(stage, {text.x, title_last + stage.px(80)},
                parts::fit(stage, words.tap, parts::sans_bold(stage, 32),
                           {.width_px = text.w, .max_lines = 2, .leading = 1.34f, .least_units = 22}),
                theme.ink);
    draw_status(stage, {text.x, stage.layout().y(408)}, 22, text.w);
    draw_no_card(stage, {text.x, stage.layout().y(438)}, 20, text.w);
    SunPlace sun = sun_between(stage.snapshot.community.mirrored ? 440 : 434, 740, 148, 240);
    sun.arrow = arrow_is_beside_words(stage) ? 38.0f : 54.0f;
    sun.low = 36;
    sun.high = 22;
    return draw_sun(stage, scene, sun);
}

}  // namespace

ui::FrameResult draw_scene(const parts::Stage& stage, const desk::Idle& scene) {
    ui::FrameResult result{.animating = false, .next_change = stage.next_minute()};
    if (stage.snapshot.door.state != attendance::DoorState::open) {
        const auto& snapshot = stage.snapshot;
        const bool closing = attendance::shows_sheet(snapshot.door, *snapshot.came, stage.wall_now());
        result = result.merged(closing ? draw_closing(stage) : draw_night(stage));
    } else {
        const Words words = words_of(stage);
        stage.canvas.background(stage.form() == ui::Form::small ? ui::Background::washi_still : ui::Background::washi);
        switch (stage.form()) {
            case ui::Form::wide:
                result = result.merged(draw_wide(stage, scene, words));
                break;
            case ui::Form::portrait:
                result = result.merged(draw_portrait(stage, scene, words));
                break;
            case ui::Form::small:
                result = result.merged(draw_small(stage, scene, words));
                break;
        }
    }
    return result.merged(staff::draw_entrance(stage));
}

}  // namespace screens
