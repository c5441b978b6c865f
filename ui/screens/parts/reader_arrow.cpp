#include "parts/reader_arrow.h"

#include <numbers>

#include "parts/season_card.h"
#include "parts/type.h"

namespace parts {

namespace {

constexpr float pulses_ms = 2400;
constexpr float ring_ms = 1200;
constexpr int rings = 3;
constexpr float ring_apart_ms = 400;
constexpr float words_ms = 5000;

float since_pointed_ms(const Stage& stage, const desk::Idle& scene) {
    using Milliseconds = std::chrono::duration<float, std::milli>;
    return std::chrono::duration_cast<Milliseconds>(stage.now - *scene.pointed_at).count();
}

ui::Icon icon_of(desk::ReaderPlace place) {
    switch (place) {
        case desk::ReaderPlace::right:
        case desk::ReaderPlace::behind:
            return ui::Icon::arrow_right;
        case desk::ReaderPlace::left:
            return ui::Icon::arrow_left;
        case desk::ReaderPlace::below:
            return ui::Icon::arrow_down;
        case desk::ReaderPlace::above:
            return ui::Icon::arrow_up;
    }
    return ui::Icon::arrow_right;
}

std::string_view words_key(desk::ReaderPlace place) {
    switch (place) {
        case desk::ReaderPlace::right:
            return "idle.there_right";
        case desk::ReaderPlace::left:
            return "idle.there_left";
        case desk::ReaderPlace::below:
            return "idle.there_below";
        case desk::ReaderPlace::above:
            return "idle.there_above";
        case desk::ReaderPlace::behind:
            return "idle.there";
    }
    return "idle.there";
}

// The point of the screen's edge where the arrow leaves it; of a reader behind the picture, the picture's middle.
ui::Point leaves_at(const Stage& stage, const ReaderArrow& arrow, ui::Point direction) {
    const ui::Rect surface = stage.layout().surface();
    if (direction.x != 0) return {direction.x > 0 ? surface.w : 0, arrow.leaves.y};
    if (direction.y != 0) return {arrow.leaves.x, direction.y > 0 ? surface.h : 0};
    return arrow.picture;
}

// Rings that go out from it.
void draw_pulses(const Stage& stage, ui::Point from, float radius, float reach, float since_ms) {
    for (int i = 0; i < rings; ++i) {
        const float k = (since_ms - ring_apart_ms * static_cast<float>(i)) / ring_ms;
        if (k <= 0 || k >= 1) continue;
        stage.canvas.ring(from, radius + reach * ease_out(k), stage.layout().hairline(5),
                          stage.theme().accent.faded(0.8f * (1 - k)));
    }
}

// A tag of paper beside the arrow, over the picture.
void draw_words(const Stage& ground, const ReaderArrow& arrow, ui::Point from, ui::Point direction, float clear) {
    const OnPaper paper(ground);
    const Stage& stage = paper.stage;
    const bool wide = stage.form() == ui::Form::wide;
    const float units = wide ? 40.0f : stage.form() == ui::Form::portrait ? 34.0f : 26.0f;
    const auto text =
        fit(stage, stage.words.text(words_key(stage.snapshot.community.reader_place)),
            aligned(sans_bold(stage, units), ui::Align::centre),
            {.width_px = arrow.picture_radius * 1.5f, .max_lines = 2, .leading = 1.4f, .least_units = units * 0.6f});
    const float w = std::round(text.metrics.width + stage.px(units * 1.6f));
    const float h = std::round(text.metrics.last_baseline + text.style.size_px + stage.px(units * 1.1f));
    const ui::Point middle = arrow.words_on_picture
                                 ? arrow.picture + direction * (arrow.picture_radius * 0.9f)
                                 : from - ui::Point{direction.x * (clear + w / 2), direction.y * (clear + h / 2)};
    const ui::Rect surface = stage.layout().surface();
    const float margin = stage.px(wide ? 24 : 12);
    const ui::Rect tag{std::round(std::clamp(middle.x - w / 2, margin, std::max(margin, surface.w - margin - w))),
                       std::round(std::clamp(middle.y - h / 2, margin, std::max(margin, surface.h - margin - h))), w,
                       h};
    draw_sheet(stage, tag, wide ? 18 : 12);
    draw_in_middle(stage, tag.centre(), text, stage.theme().ink);
}

}  // namespace

ui::Point towards_reader(desk::ReaderPlace place) {
    switch (place) {
        case desk::ReaderPlace::right:
            return {1, 0};
        case desk::ReaderPlace::left:
            return {-1, 0};
        case desk::ReaderPlace::below:
            return {0, 1};
        case desk::ReaderPlace::above:
            return {0, -1};
        case desk::ReaderPlace::behind:
            return {0, 0};
    }
    return {1, 0};
}

bool says_where_reader_is(const Stage& stage, const desk::Idle& scene) {
    return scene.pointed_at && since_pointed_ms(stage, scene) < words_ms;
}

ui::FrameResult draw_reader_arrow(const Stage& stage, const ReaderArrow& arrow, const desk::Idle& scene) {
    const auto place = stage.snapshot.community.reader_place;
    const ui::Point direction = towards_reader(place);
    const ui::Point from = leaves_at(stage, arrow, direction);
    const bool behind = place == desk::ReaderPlace::behind;
    const float since = scene.pointed_at ? since_pointed_ms(stage, scene) : words_ms;
    const bool pulses = since < pulses_ms && !stage.calm();
    const float beat = pulses ? std::sin(std::min(1.0f, since / ring_ms) * std::numbers::pi_v<float>) : 0;
    const float radius = behind ? arrow.picture_radius : arrow.radius * (1 + 0.14f * beat);
    if (pulses) draw_pulses(stage, from, radius, behind ? arrow.picture_radius * 0.18f : arrow.radius * 1.1f, since);
    if (!behind) {
        ui::Colour shadow = stage.theme().shadow;
        shadow.a = 255;
        stage.canvas.soft_disc(from, radius * 1.02f, radius * 0.16f, shadow.faded(0.25f));
        stage.canvas.circle(from, radius, stage.theme().accent_text);
        stage.canvas.icon(icon_of(place), from - direction * (radius * 0.46f), radius * 0.72f, stage.theme().on_accent);
    }
    if (since >= words_ms) return {};
    const float clear = behind ? -stage.px(1) : arrow.radius * 1.3f;
    draw_words(stage, arrow, from, direction, clear);
    const auto ends = *scene.pointed_at + std::chrono::microseconds(static_cast<std::int64_t>(words_ms * 1000));
    return {.animating = pulses, .next_change = ends};
}

}  // namespace parts
