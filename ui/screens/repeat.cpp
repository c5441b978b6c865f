// Already stamped: nothing falls and nothing is red but the old stamps. A pencil draws a ring round the stamp that is
// there, and a line to the time.
#include <numbers>
#include <vector>

#include "parts/furniture.h"
#include "parts/own_page_way.h"
#include "parts/season_card.h"
#include "screens/scenes.h"

namespace screens {

namespace {

constexpr float pencil_begins_ms = 140;
constexpr float ring_drawn_ms = 620;
constexpr float line_drawn_ms = 980;

std::size_t square_of(const desk::AlreadyStamped& scene) {
    for (std::size_t i = 0; i < scene.card.filled.size(); ++i)
        if (scene.card.filled[i].event == scene.event) return i;
    return scene.card.filled.empty() ? 0 : scene.card.filled.size() - 1;
}

// How much of a stroke is drawn; in calm motion all of it at once.
float drawn(const parts::Stage& stage, float from_ms, float to_ms) {
    if (stage.calm()) return stage.age_ms() >= from_ms ? 1 : 0;
    return parts::ease_in_out(parts::progress(stage.age_ms(), from_ms, to_ms));
}

// One stroke of a hand round `centre`, a little more than a whole turn, not quite closed; `drawn` of 0…1.
void draw_pencil_ring(const parts::Stage& stage, ui::Point centre, float radius, float drawn) {
    if (drawn <= 0) return;
    constexpr float pi = std::numbers::pi_v<float>;
    constexpr int steps_whole = 150;
    const int steps = std::max(2, static_cast<int>(steps_whole * drawn));
    std::vector<ui::Point> way;
    for (int i = 0; i <= steps; ++i) {
        const float t = static_cast<float>(i) / steps_whole;
        const float angle = -2.0f + t * 2 * pi * 1.22f;
        const float wobble = 1 + 0.018f * std::sin(angle * 2.1f + 0.7f) + 0.03f * (t - 0.5f);
        way.push_back(centre +
                      ui::Point{radius * wobble * std::cos(angle) * 1.01f, radius * wobble * std::sin(angle) * 0.97f});
    }
    stage.canvas.stroke(way, stage.layout().hairline(4), stage.theme().graphite.faded(0.9f));
}

// From the ring's side over the card's edge to the time.
void draw_pencil_line(const parts::Stage& stage, ui::Point from, ui::Point to, float drawn) {
    if (drawn <= 0) return;
    const ui::Point control_a{from.x + (to.x - from.x) * 0.34f, from.y - stage.px(80)};
    const ui::Point control_b{from.x + (to.x - from.x) * 0.74f, from.y - stage.px(60)};
    std::vector<ui::Point> way;
    constexpr int steps = 80;
    for (int i = 0; i <= static_cast<int>(steps * drawn); ++i) {
        const float t = static_cast<float>(i) / steps;
        const float u = 1 - t;
        way.push_back(from * (u * u * u) + control_a * (3 * u * u * t) + control_b * (3 * u * t * t) +
                      to * (t * t * t));
    }
    if (way.size() > 1) stage.canvas.stroke(way, stage.layout().hairline(4), stage.theme().graphite.faded(0.85f));
}

struct Words {
    std::string before;  // what leads to the time, in languages that say so
    std::string focal;
    std::string after;
    std::string next;
};

Words words_of(const parts::Stage& stage, const desk::AlreadyStamped& scene) {
    Words result;
    if (scene.time_is_certain) {
        result.before = stage.words.text("repeat.before_time");
        result.focal = stage.time_of_day(scene.first_at);
        result.after = stage.words.text("repeat.after_time");
    } else {
        result.focal = stage.words.text("repeat.title");
        result.after = stage.words.text("repeat.without_time");
    }
    result.next = stage.words.text("repeat.next");
    const auto& event = stage.snapshot.door.event;
    if (event && event->starts > stage.wall_now())
        result.next += "\n" + stage.words.text("repeat.starts", {{"time", stage.time_of_day(event->starts)}});
    return result;
}

std::string small_line(const parts::Stage& stage) {
    return stage.words.second().text("repeat.line");
}

// Above and under the time.
struct Around {
    float before;  // baselines and sizes in units
    float before_size;
    float after;
    float after_size;
};
void draw_around(const parts::Stage& stage, const Words& words, const ui::Rect& box, const Around& place) {
    if (!words.before.empty())
        parts::draw(stage, {box.x, stage.layout().y(place.before)},
                    parts::fit(stage, words.before, parts::sans_bold(stage, place.before_size), {.width_px = box.w}),
                    stage.theme().ink);
    if (!words.after.empty())
        parts::draw(stage, {box.x, stage.layout().y(place.after)},
                    parts::fit(stage, words.after, parts::sans_bold(stage, place.after_size), {.width_px = box.w}),
                    stage.theme().ink);
}

void draw_greeting(const parts::Stage& stage, const desk::AlreadyStamped& scene, const ui::Rect& box, float greeting_y,
                   float name_y, float name_units, const ui::Sizes& sizes) {
    float lowest = stage.layout().y(greeting_y);
    const auto text = parts::fit(stage, stage.words.text("repeat.greeting"), parts::sans(stage, sizes.body),
                                 {.width_px = box.w - stage.px(sizes.margin * 0.8f)});
    if (!scene.guest.shown_name.empty()) {
        const auto place = parts::draw_name(stage, scene.guest.shown_name,
                                            {.at = {box.x, stage.layout().y(name_y)},
                                             .width_px = box.w,
                                             .size_units = name_units,
                                             .least_units = name_units * 0.6f,
                                             .honorific_units = sizes.counter_word * 0.8f});
        lowest = std::min(lowest, place.ink_top - text.metrics.descent - stage.px(sizes.body * 0.3f));
    } else {
        lowest = stage.layout().y(name_y);
    }
    parts::draw(stage, {box.x, std::round(lowest)}, text, stage.theme().second_ink);
}

void draw_wide(const parts::Stage& stage, const desk::AlreadyStamped& scene) {
    const ui::Theme& theme = stage.theme();
    const ui::Sizes sizes = ui::sizes_wide();
    const float age = stage.age_ms();
    stage.canvas.background(ui::Background::washi);
    const parts::SeasonCardLook look{.card = stage.block(96, 132, 1048, 800),
                                     .press = parts::pressed_long_ago(),
                                     .newest_lit = false,
                                     .pointed_at = static_cast<int>(square_of(scene)),
                                     .holder = scene.guest.shown_name,
                                     .keeper = parts::keeper_of(scene.guest, scene.card)};
    parts::draw_season_card(stage, scene.card, look);
    const ui::Rect box = stage.block(1224, 0, 600, 100);
    const auto words = words_of(stage, scene);
    // What leads to the time needs room above it; nothing stands below it then.
    const float focal_baseline = stage.layout().y(words.before.empty() ? 560 : 588);
    if (!scene.card.filled.empty()) {
        const auto place = parts::place_of_square(stage, scene.card, look, square_of(scene));
        const float radius = place.diameter * 0.61f;
        const parts::OnPaper paper(stage);
        draw_pencil_ring(paper.stage, place.centre, radius, drawn(stage, pencil_begins_ms, ring_drawn_ms));
        if (!stage.snapshot.community.mirrored) {
            // The pencil is another one on the ground than on paper.
            const ui::Rect surface = stage.layout().surface();
            const float edge = look.card.right();
            for (const auto& [side, part] : {std::pair{&paper.stage, ui::Rect{0, 0, edge, surface.h}},
                                             std::pair{&stage, ui::Rect{edge, 0, surface.w - edge, surface.h}}}) {
                const auto clip = stage.canvas.clip(part);
                draw_pencil_line(*side, place.centre + ui::Point{radius * 1.0f, -radius * 0.05f},
                                 {box.x - stage.px(36), focal_baseline - stage.px(66)},
                                 drawn(stage, ring_drawn_ms, line_drawn_ms));
            }
        }
    }
    {
        const auto appearing = stage.canvas.fade(parts::progress(age, 0, parts::name_there_ms));
        draw_greeting(stage, scene, box, 213, 330, 96, sizes);
        const auto focal =
            parts::fit(stage, words.focal, parts::serif(stage, scene.time_is_certain ? 184 : 136), {.width_px = box.w});
        parts::draw_up_from(stage, {box.x - focal.metrics.ink.x, focal_baseline}, focal, theme.ink);
        draw_around(stage, words, box, {.before = 410, .before_size = 36, .after = 640, .after_size = sizes.prompt});
    }
    stage.canvas.fill({box.x, stage.layout().y(704), box.w, stage.layout().hairline(1.5f)}, theme.hairline);
    if (scene.guest.may_choose)
        parts::draw_nickname_offer(stage, stage.block(1224, 736, 600, 120), 40);
    else
        parts::draw(stage, {box.x, stage.layout().y(790)},
                    parts::fit(stage, words.next, parts::sans(stage, sizes.body),
                               {.width_px = box.w, .max_lines = 2, .leading = 1.55f}),
                    theme.ink);
    parts::draw(
        stage, {box.x, stage.layout().y(parts::last_line_above_button(scene.guest, 932))},
        parts::fit(stage, small_line(stage), parts::sans(stage, sizes.label), {.width_px = box.w, .least_units = 24}),
        theme.second_ink);
}

void draw_portrait(const parts::Stage& stage, const desk::AlreadyStamped& scene) {
    const ui::Theme& theme = stage.theme();
    const ui::Sizes sizes = ui::sizes_portrait();
    const float age = stage.age_ms();
    stage.canvas.background(ui::Background::washi_still);
    const parts::SeasonCardLook look{
        .card = stage.block(44, 492, 632, parts::card_height_above_button(scene.guest, 492, 1236)),
        .press = parts::pressed_long_ago(),
        .cord = false,
        .newest_lit = false,
        .pointed_at = static_cast<int>(square_of(scene)),
        .holder = scene.guest.shown_name,
        .keeper = parts::keeper_of(scene.guest, scene.card)};
    parts::draw_season_card(stage, scene.card, look);
    const ui::Rect box = stage.block(44, 0, 632, 100);
    if (!scene.card.filled.empty()) {
        const auto place = parts::place_of_square(stage, scene.card, look, square_of(scene));
        draw_pencil_ring(parts::OnPaper(stage).stage, place.centre, place.diameter * 0.58f,
                         drawn(stage, pencil_begins_ms, ring_drawn_ms));
    }
    const auto words = words_of(stage, scene);
    const auto appearing = stage.canvas.fade(parts::progress(age, 0, parts::name_there_ms));
    draw_greeting(stage, scene, box, 84, 158, 60, sizes);
    const auto focal =
        parts::fit(stage, words.focal, parts::serif(stage, scene.time_is_certain ? 128 : 104), {.width_px = box.w});
    parts::draw_up_from(stage, {box.x - focal.metrics.ink.x, stage.layout().y(320)}, focal, theme.ink);
    draw_around(stage, words, box, {.before = 210, .before_size = 24, .after = 372, .after_size = 34});
    if (scene.guest.may_choose)
        parts::draw_nickname_offer(stage, stage.block(44, 384, 632, 84), 30);
    else {
        parts::draw(
            stage, {box.x, stage.layout().y(420)},
            parts::fit(stage, stage.words.text("repeat.next"), parts::sans(stage, sizes.body), {.width_px = box.w}),
            theme.second_ink);
        parts::draw(stage, {box.x, stage.layout().y(462)},
                    parts::fit(stage, small_line(stage), parts::sans(stage, sizes.label), {.width_px = box.w}),
                    theme.second_ink);
    }
}

void draw_small(const parts::Stage& stage, const desk::AlreadyStamped& scene) {
    const ui::Theme& theme = stage.theme();
    const ui::Sizes sizes = ui::sizes_small();
    const float age = stage.age_ms();
    stage.canvas.background(ui::Background::washi_still);
    const ui::Rect card = stage.block(452, 44, 304, 392);
    parts::draw_small_card(stage, card);
    const float room = parts::draw_own_page_foot(stage, scene.guest, card);
    if (!scene.card.filled.empty()) {
        const parts::OnPaper paper(stage);
        const std::size_t index = square_of(scene);
        const auto& square = scene.card.filled[index];
        const auto placed = ui::place_stamp(parts::keeper_of(scene.guest, scene.card), static_cast<int>(index));
        const ui::Point centre{card.centre().x, card.y + stage.px(172 * room)};
        stage.canvas.stamp(parts::art_of_square(stage, square, placed, false), centre, stage.px(196 * room),
                           placed.angle,
                           theme.on_paper.accent.faded(ui::opacity_for(theme.on_paper.accent, theme.paper,
                                                                       ui::shape_contrast, placed.opacity)));
        draw_pencil_ring(paper.stage, centre, stage.px(116 * room), drawn(stage, pencil_begins_ms, ring_drawn_ms));
        if (!square.label.empty())
            parts::draw(stage, {card.centre().x, std::round(card.y + card.h * room - stage.px(40 * room))},
                        parts::fit(stage, parts::event_label(stage, square.label),
                                   parts::aligned(parts::sans(stage, sizes.label), ui::Align::centre),
                                   {.width_px = card.w * 0.8f}),
                        theme.on_paper.second_ink);
    }
    const auto words = words_of(stage, scene);
    const ui::Rect box = stage.block(44, 0, 384, 100);
    const auto appearing = stage.canvas.fade(parts::progress(age, 0, parts::name_there_ms));
    draw_greeting(stage, scene, box, 76, 142, 48, sizes);
    const auto focal =
        parts::fit(stage, words.focal, parts::serif(stage, scene.time_is_certain ? 116 : 92), {.width_px = box.w});
    parts::draw_up_from(stage, {box.x - focal.metrics.ink.x, stage.layout().y(286)}, focal, theme.ink);
    draw_around(stage, words, box, {.before = 184, .before_size = 22, .after = 340, .after_size = sizes.prompt});
    if (scene.guest.may_choose)
        parts::draw_nickname_offer(stage, stage.block(44, 358, 384, 88), 26);
    else
        parts::draw(
            stage, {box.x, stage.layout().y(434)},
            parts::fit(stage, stage.words.text("repeat.next"), parts::sans(stage, sizes.body), {.width_px = box.w}),
            theme.second_ink);
}

}  // namespace

ui::FrameResult draw_scene(const parts::Stage& stage, const desk::AlreadyStamped& scene) {
    const ui::FrameResult result = parts::moving_until(stage, line_drawn_ms);
    switch (stage.form()) {
        case ui::Form::wide:
            draw_wide(stage, scene);
            parts::draw_own_page_button(stage, scene.guest);
            break;
        case ui::Form::portrait:
            draw_portrait(stage, scene);
            parts::draw_own_page_button(stage, scene.guest);
            break;
        case ui::Form::small:
            draw_small(stage, scene);
            break;
    }
    return result.merged(parts::draw_return_ring(stage, {.small = {741, 24}, .ends_column = true}));
}

}  // namespace screens
