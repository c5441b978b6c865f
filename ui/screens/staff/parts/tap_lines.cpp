#include "staff/parts/tap_lines.h"

#include "staff/parts/desk_top.h"

namespace staff {

namespace {

using desk::TapLine;

std::string_view refusal_key(TapLine::Refusal refusal) {
    switch (refusal) {
        case TapLine::Refusal::number_changes:
            return "staff.tap.number_changes";
        case TapLine::Refusal::two_cards:
            return "staff.tap.two_cards";
        case TapLine::Refusal::early:
            return "staff.tap.early";
        case TapLine::Refusal::over:
            return "staff.tap.over";
        case TapLine::Refusal::no_event:
            return "staff.tap.no_event";
        case TapLine::Refusal::none:
        case TapLine::Refusal::not_recorded:
            break;
    }
    return "staff.tap.not_recorded";
}

std::string_view hint_key(TapLine::Hint hint) {
    switch (hint) {
        case TapLine::Hint::none:
            break;
        case TapLine::Hint::first_time:
            return "staff.tap.hint_first_time";
        case TapLine::Hint::third_time:
            return "staff.tap.hint_third_time";
        case TapLine::Hint::after_while:
            return "staff.tap.hint_after_while";
    }
    return {};
}

void draw_failed_act(const parts::Stage& stage, const ui::Rect& rect) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const float radius = std::min(stage.px(sizes.radius), rect.h * 0.3f);
    stage.canvas.fill(rect, ink.panel_lit, radius);
    stage.canvas.outline(rect, stage.layout().hairline(2), ink.trouble, radius);
    const float in = rect.h * 0.3f;
    const float side = stage.px(sizes.body);
    stage.canvas.icon(ui::Icon::trouble, {rect.x + in + side / 2, rect.centre().y}, side, ink.trouble);
    const float left = rect.x + in + side * 1.45f;
    draw_line(
        stage,
        {.x = left, .y = rect.centre().y, .width_px = rect.right() - in - left, .least_units = sizes.label * 0.8f},
        stage.words.text("staff.act_failed"), parts::sans_bold(stage, sizes.label), ink.trouble);
}

}  // namespace

TapWords tap_words(const parts::Stage& stage, const TapLine& line) {
    const auto& ink = staff_theme(stage);
    const auto& words = stage.words;
    TapWords result;
    result.name = line.name.empty() ? words.text("staff.unknown_card") : line.name;
    switch (line.result) {
        case TapLine::Result::stamped:
            result.icon = ui::Icon::check_disc;
            result.colour = ink.good;
            result.result = words.text("staff.tap.stamped", {{"count", line.stamps}});
            break;
        case TapLine::Result::first_time:
            result.icon = ui::Icon::diamond;
            result.colour = ink.note;
            result.result = words.text("staff.tap.first_time");
            break;
        case TapLine::Result::repeat:
            result.icon = ui::Icon::ring;
            result.colour = ink.dim;
            result.result = words.text("staff.tap.repeat");
            break;
        case TapLine::Result::unknown:
            result.icon = ui::Icon::warning;
            result.colour = ink.warning;
            result.result = line.ticket.empty() ? words.text("staff.tap.unknown_plain")
                                                : words.text("staff.tap.unknown", {{"name", line.ticket}});
            break;
        case TapLine::Result::refused:
            result.icon = line.refusal == TapLine::Refusal::not_recorded ? ui::Icon::trouble : ui::Icon::cross;
            result.colour = line.refusal == TapLine::Refusal::not_recorded ? ink.trouble : ink.warning;
            result.result = words.text(refusal_key(line.refusal));
            break;
    }
    if (line.voided) {
        result.icon = ui::Icon::cross;
        result.colour = ink.dim;
        result.result = words.text("staff.tap.voided");
        return result;
    }
    const auto hint = hint_key(line.hint);
    // "First time" twice says nothing more.
    if (!hint.empty() && line.result != TapLine::Result::first_time) result.hint = words.text(hint);
    return result;
}

bool is_news(const parts::Stage& stage, const TapLine& line) {
    return line.told_at.count() > 0 && stage.now >= line.told_at && stage.now - line.told_at < tap_is_news;
}

bool has_strip(const parts::Stage& stage) {
    return stage.snapshot.staff_act_failed || !stage.snapshot.taps.empty();
}

ui::FrameResult draw_tap_strip(const parts::Stage& stage, const ui::Rect& rect) {
    if (stage.snapshot.staff_act_failed) {
        draw_failed_act(stage, rect);
        return {};
    }
    if (stage.snapshot.taps.empty()) return {};
    const auto& line = stage.snapshot.taps.front();
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const bool news = is_news(stage, line);
    const TapWords words = tap_words(stage, line);
    const float radius = std::min(stage.px(sizes.radius), rect.h * 0.3f);
    stage.canvas.fill(rect, news ? ink.panel_lit : ink.panel, radius);
    if (news) stage.canvas.outline(rect, stage.layout().hairline(2), words.colour, radius);
    const float in = rect.h * 0.3f;
    const float side = stage.px(sizes.body);
    const float middle = rect.centre().y;
    stage.canvas.icon(words.icon, {rect.x + in + side / 2, middle}, side * 0.95f, words.colour);
    float left = rect.x + in + side * 1.45f;
    float right = rect.right() - in;
    // From the right: when, what; the name takes the rest.
    const bool small = stage.form() == ui::Form::small;
    // Beside a way back on a small screen there is no room for the time.
    if (rect.w > stage.px(sizes.label * 18)) {
        const auto when =
            draw_line(stage, {.x = right, .y = middle, .width_px = stage.px(160)}, stage.time_of_day(line.at),
                      parts::aligned(parts::figures(parts::sans(stage, sizes.label)), ui::Align::right), ink.dim);
        right -= when.metrics.width + in * 0.9f;
    }
    const auto result = draw_line(
        stage, {.x = right, .y = middle, .width_px = (right - left) * 0.56f, .least_units = sizes.label * 0.8f},
        small || words.hint.empty() ? words.result : words.result + "\u2002" + words.hint,
        parts::aligned(parts::sans(stage, sizes.label), ui::Align::right), words.colour);
    right -= result.metrics.width + in * 0.9f;
    draw_line(stage, {.x = left, .y = middle, .width_px = right - left, .least_units = sizes.label}, words.name,
              parts::sans_bold(stage, sizes.label * 1.08f), news ? ink.text : ui::mix(ink.text, ink.dim, 0.35f));
    if (!news) return {};
    return {.animating = false, .next_change = line.told_at + tap_is_news};
}

}  // namespace staff
