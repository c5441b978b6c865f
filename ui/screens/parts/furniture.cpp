#include "parts/furniture.h"

#include <numbers>

namespace parts {

ui::FrameResult draw_return_ring(const Stage& stage, const RingPlaces& places) {
    const bool wide_form = stage.form() == ui::Form::wide;
    const bool portrait = stage.form() == ui::Form::portrait;
    const ui::Point centre_units = wide_form ? places.wide : portrait ? places.portrait : places.small;
    const float radius_units = wide_form ? 24.0f : portrait ? 18.0f : 15.0f;
    const auto& snapshot = stage.snapshot;
    if (!snapshot.returns_at || *snapshot.returns_at <= snapshot.shown_at) return {};
    float x = centre_units.x;
    if (snapshot.community.mirrored) {
        constexpr float column_end_mirrored = 669;
        const float other_side = stage.width_units() - x;
        if (!places.ends_column || stage.form() == ui::Form::small)
            x = other_side;
        else if (wide_form)
            x = column_end_mirrored;
    }
    const ui::Point centre = stage.layout().at(x, centre_units.y);
    const float radius = stage.px(radius_units);
    const float width = stage.layout().hairline(radius_units * 0.26f);
    const auto whole = *snapshot.returns_at - snapshot.shown_at;
    const float left = std::clamp(
        static_cast<float>((*snapshot.returns_at - stage.now).count()) / static_cast<float>(whole.count()), 0.0f, 1.0f);
    stage.canvas.ring(centre, radius, width, stage.theme().hairline);
    stage.canvas.arc(centre, radius, 0, left, width, stage.theme().second_ink);
    if (left <= 0) return {};
    // A step is a pixel of the ring's length: anything finer cannot be seen.
    const auto steps = static_cast<std::int64_t>(2 * std::numbers::pi_v<float> * radius) + 1;
    return {.animating = false,
            .next_change = stage.now + std::max(whole / steps, base::MonotonicTime(std::chrono::milliseconds(33)))};
}

void draw_rule(const Stage& stage, float left_px, float centre_y_px, float width_units, float grown) {
    if (grown <= 0) return;
    if (stage.calm()) grown = 1;
    const float height = stage.layout().hairline(stage.form() == ui::Form::wide ? 6 : 4);
    const ui::Rect rule{std::round(left_px), std::round(centre_y_px - height / 2),
                        std::round(stage.px(width_units) * grown), height};
    stage.canvas.fill(rule, stage.theme().accent);
}

void draw_banner(const Stage& stage) {
    if (!stage.snapshot.status.reader_is_simulated) return;
    const bool wide = stage.form() == ui::Form::wide;
    const float size = wide ? 24.0f : stage.form() == ui::Form::portrait ? 20.0f : 18.0f;
    const bool small = stage.form() == ui::Form::small;
    const auto text =
        fit(stage, stage.words.text("banner.simulated"), aligned(sans_bold(stage, size), ui::Align::centre),
            {.width_px = small ? stage.px(376) : stage.layout().surface().w * 0.8f});
    const float height = std::round(text.style.size_px * 1.7f);
    const float width = std::round(text.metrics.width + text.style.size_px * 2.2f);
    // On a small screen buttons have the other half of the edge.
    const float middle = small ? stage.block(44, 0, 400, 1).centre().x : stage.layout().surface().w / 2;
    const ui::Rect tag{std::round(middle - width / 2), -stage.px(12), width, height + stage.px(12)};
    stage.canvas.fill(tag, stage.theme().warning_text, stage.px(10));
    draw_in_middle(stage, {tag.centre().x, height / 2}, text, stage.theme().on_warning);
}

desk::Keyboard keyboard_of(const Stage& stage) {
    return stage.words.text_language() == "ja" ? desk::Keyboard::kana : desk::Keyboard::abc;
}

void draw_nickname_offer(const Stage& stage, const ui::Rect& rect, float label_units) {
    draw_button(stage, rect, stage.words.text("nickname.choose"), desk::OpenKeyboard{keyboard_of(stage)},
                ButtonLook::accent, label_units);
}

void draw_typing_waits(const Stage& ground, std::string_view typed) {
    const OnPaper paper(ground);
    const Stage& stage = paper.stage;
    const bool wide = stage.form() == ui::Form::wide;
    const float size = wide ? 30.0f : stage.form() == ui::Form::portrait ? 24.0f : 20.0f;
    const auto words = typed.empty() ? stage.words.text("nickname.waits")
                                     : stage.words.text("nickname.waits_with", {{"name", std::string(typed)}});
    const ui::Rect surface = stage.layout().surface();
    const auto text = fit(stage, words, aligned(sans_bold(stage, size), ui::Align::centre),
                          {.width_px = surface.w * 0.84f, .least_units = size * 0.7f});
    const float height = std::round(text.style.size_px * 1.9f);
    const float width = std::round(text.metrics.width + text.style.size_px * 2.4f);
    const ui::Rect tag{std::round((surface.w - width) / 2), surface.h - height, width, height + stage.px(12)};
    stage.canvas.fill(tag, stage.theme().ink, stage.px(12));
    draw_in_middle(stage, {tag.centre().x, surface.h - height / 2}, text, stage.theme().paper);
}

ui::Rect at_least_a_finger(const Stage& stage, const ui::Rect& rect) {
    const float finger = std::ceil(stage.layout().mm(20));
    const float w = std::max(rect.w, finger);
    const float h = std::max(rect.h, finger);
    const ui::Rect surface = stage.layout().surface();
    return {std::round(std::clamp(rect.centre().x - w / 2, 0.0f, std::max(0.0f, surface.w - w))),
            std::round(std::clamp(rect.centre().y - h / 2, 0.0f, std::max(0.0f, surface.h - h))), w, h};
}

void draw_button(const Stage& ground, const ui::Rect& rect, std::string_view label, const desk::Answer& answer,
                 ButtonLook look, float label_units) {
    const OnPaper paper(ground);
    const Stage& stage = paper.stage;
    const ui::Rect box = at_least_a_finger(stage, rect);
    const bool down = stage.canvas.is_pressed(answer);
    const ui::Theme& theme = stage.theme();
    const float radius = stage.px(stage.form() == ui::Form::wide ? 18 : 12);
    const bool accent = look == ButtonLook::accent;
    if (accent && !down) stage.canvas.shadow(box.moved({0, stage.px(6)}), radius, stage.px(14), theme.shadow);
    stage.canvas.fill(box, accent ? ui::mix(theme.accent_text, theme.ink, down ? 0.2f : 0) : theme.paper, radius);
    if (!accent) stage.canvas.outline(box, stage.layout().hairline(2.5f), down ? theme.ink : theme.second_ink, radius);
    const auto text = fit(stage, label, aligned(sans_bold(stage, label_units), ui::Align::centre),
                          {.width_px = box.w - 2 * radius,
                           .max_lines = box.h > stage.px(label_units) * 2.9f ? 2 : 1,
                           .leading = 1.3f,
                           .least_units = label_units * 0.6f});
    draw_in_middle(stage, box.centre(), text, accent ? theme.on_accent : theme.ink);
    stage.canvas.touch(box, answer);
}

void draw_waves(const Stage& stage, ui::Point from, ui::Point direction, float size_px, ui::Colour colour) {
    // Turns clockwise from 12 o'clock.
    const float middle = direction.x > 0 ? 0.25f : direction.x < 0 ? 0.75f : direction.y > 0 ? 0.5f : 0.0f;
    for (int i = 0; i < 3; ++i) {
        const float radius = size_px * (0.34f + 0.33f * static_cast<float>(i));
        const float width = size_px * 0.13f;
        stage.canvas.arc(from, radius, middle - 0.11f + (middle == 0 ? 1 : 0), middle + 0.11f + (middle == 0 ? 1 : 0),
                         width, colour.faded(0.55f + 0.2f * static_cast<float>(i)));
    }
}

NamePlace draw_name(const Stage& stage, std::string_view name, const NameBox& box) {
    const std::string honorific = stage.words.honorific_of(name);
    const bool honoured = !honorific.empty();
    const ui::TextStyle honorific_style = serif(stage, box.honorific_units);
    const float gap = honoured ? stage.px(box.honorific_units * 0.5f) : 0;
    const float honorific_width = honoured ? stage.canvas.measure(honorific, honorific_style).width : 0;

    ui::TextStyle style = serif(stage, box.size_units);
    style.leading_px = 0;
    const float room = box.width_px - gap - honorific_width;
    const ui::TextStyle full = style;
    style = stage.canvas.fit_name(name, full, room, stage.px(box.least_units));
    // Upright, two lines reach up beside the return ring.
    if (style.max_lines > 1 && box.max_lines > 1 && stage.form() == ui::Form::portrait)
        style = stage.canvas.fit_name(name, full, room - stage.px(64), stage.px(box.least_units));
    style.max_lines = std::min(style.max_lines, box.max_lines);
    if (style.max_lines > 1) style.leading_px = std::round(style.size_px * 1.18f);
    const auto metrics = stage.canvas.measure(name, style);
    // It follows the name's end, which may be on a shorter line than the first.
    const float name_end = metrics.lines > 1 ? metrics.last_width : metrics.width;
    const float whole = std::max(metrics.width, name_end + gap + honorific_width);
    const float left = std::round(box.align == ui::Align::centre ? box.at.x - whole / 2 : box.at.x);
    const float first = std::round(box.at.y - metrics.last_baseline);
    stage.canvas.text({left, first}, name, style, stage.theme().ink);
    if (honoured)
        stage.canvas.text({std::round(left + name_end + gap), std::round(box.at.y)}, honorific, honorific_style,
                          stage.theme().second_ink);
    return {.ink_top = first + metrics.ink.y, .right = left + whole, .last_baseline = box.at.y};
}

constexpr float upright_tracking = 0.16f;  // of an em, between the characters of a column

ui::Rect draw_upright(const Stage& stage, std::string_view columns, ui::Point top_right, float size_units,
                      float pitch_units, ui::Colour colour) {
    ui::TextStyle style = serif(stage, size_units);
    style.palt = false;
    style.flow = ui::Flow::vertical;
    style.tracking_px = stage.px(size_units * upright_tracking);
    style.leading_px = stage.px(pitch_units);
    style.language = "ja";
    const auto metrics = stage.canvas.measure(columns, style);
    const ui::Point at{std::round(top_right.x - style.size_px / 2), top_right.y};
    stage.canvas.text(at, columns, style, colour);
    return metrics.logical.moved(at);
}

int column_length(const Stage& stage, float size_units, float height_px) {
    return static_cast<int>(height_px / stage.px(size_units * (1 + upright_tracking)));
}

}  // namespace parts
