#include "parts/sun_card.h"

#include "parts/furniture.h"
#include "parts/reader_arrow.h"
#include "parts/season_card.h"

namespace parts {

namespace {

// Arcs from the card towards the reader, on what is left of the sun there.
void draw_way(const Stage& stage, const SunCard& look, const ui::Rect& card) {
    const ui::Point direction = towards_reader(stage.snapshot.community.reader_place);
    if (direction == ui::Point{}) return;
    const float half = direction.x != 0 ? card.w / 2 : card.h / 2;
    const float room = look.radius - half;
    const ui::Point from = look.centre + direction * (half + room * 0.2f);
    draw_waves(stage, from, direction, room * 0.62f, stage.theme().on_accent);
}

}  // namespace

float sun_height(std::int64_t arrived) {
    constexpr float half_way = 12;
    const auto came = static_cast<float>(std::max<std::int64_t>(arrived, 0));
    return came / (came + half_way);
}

void draw_today_stamp(const Stage& stage, ui::Point centre, float diameter, float angle, float opacity, bool dated) {
    const auto& event = stage.snapshot.door.event;
    const ui::Theme& theme = stage.theme();
    ui::StampArt art = ui::art_of(event ? shape_of_event(theme, attendance::short_label(event->title), event->id)
                                        : theme.stamps->of_event(0));
    art.word = stage.words.text("stamp.word");
    if (dated) art.date = stage.date("date.short", stage.wall_now());
    stage.canvas.stamp(art, centre, diameter, angle, theme.accent.faded(opacity));
}

void draw_sun_card(const Stage& ground, const SunCard& look) {
    const OnPaper paper(ground);
    const Stage& stage = paper.stage;
    const ui::Theme& theme = stage.theme();
    const float r = look.radius;
    stage.canvas.sun(look.centre, r, look.red ? theme.sun_top : theme.pale_sun_top,
                     look.red ? theme.sun_bottom : theme.pale_sun_bottom);
    const float w = std::round(r * 1.08f);
    const float h = std::round(r * 1.48f);
    const ui::Rect card{std::round(look.centre.x - w / 2), std::round(look.centre.y - h / 2), w, h};
    const float radius = r * 0.07f;
    ui::Colour shadow = theme.shadow;
    if (look.red) shadow = ui::mix(theme.sun_bottom, theme.ink, 0.5f).faded(0.55f);
    stage.canvas.shadow(card.moved({0, r * 0.05f}), radius, r * 0.11f, shadow);
    stage.canvas.fill(card, theme.paper, radius);
    const ui::Rect slot{std::round(look.centre.x - w * 0.12f), std::round(card.y + h * 0.05f), std::round(w * 0.24f),
                        std::round(h * 0.028f)};
    stage.canvas.fill(slot, theme.eyelet, slot.h / 2);

    const ui::Point stamp{look.centre.x, card.y + h * 0.41f};
    const float inner = w * 0.84f;
    if (look.mark.empty()) {
        draw_today_stamp(stage, stamp, w * 0.6f, -0.1f, 0.84f, true);
    } else {
        stage.canvas.dashed_ring(stamp, w * 0.285f, 24, stage.layout().hairline(r * 0.011f),
                                 ui::mix(theme.second_ink, theme.paper, 0.3f));
        ui::TextStyle style = aligned(serif(stage, 40), ui::Align::centre);
        style.size_px = w * 0.145f;
        draw_in_middle(stage, stamp, fit(stage, look.mark, style, {.width_px = w * 0.48f, .least_units = 14}),
                       theme.second_ink);
    }
    if (look.red) draw_way(stage, look, card);
    if (look.wordless) return;
    ui::TextStyle title = aligned(serif(stage, 40), ui::Align::centre);
    title.size_px = w * 0.115f;
    title.tracking_px = title.size_px * 0.06f;
    draw(stage, {look.centre.x, std::round(card.y + h * 0.77f)},
         fit(stage, stage.words.text("idle.card"), title, {.width_px = inner}), theme.ink);
    stage.canvas.fill({std::round(look.centre.x - w * 0.36f), std::round(card.y + h * 0.832f), std::round(w * 0.72f),
                       stage.layout().hairline(1.5f)},
                      theme.hairline);
    ui::TextStyle small = aligned(sans(stage, 28), ui::Align::centre);
    small.size_px = std::max(w * 0.07f, stage.px(stage.form() == ui::Form::wide ? 24 : 18));
    small.tracking_px = small.size_px * 0.03f;
    draw(stage, {look.centre.x, std::round(card.y + h * 0.913f)},
         fit(stage, stage.words.second().text("idle.card_small"), small, {.width_px = inner}), theme.second_ink);
}

void draw_header(const Stage& stage, const Header& header) {
    const ui::Theme& theme = stage.theme();
    const bool wide = stage.form() == ui::Form::wide;
    const float time_units = wide ? 42.0f : stage.form() == ui::Form::portrait ? 36.0f : 28.0f;
    const float label_units = wide ? 28.0f : stage.form() == ui::Form::portrait ? 28.0f : 22.0f;
    const ui::Rect box = stage.block(header.x, 0, header.w, 100);
    const float baseline = stage.layout().y(header.y);
    const auto time =
        fit(stage, stage.time_of_day(stage.wall_now()), figures(sans_bold(stage, time_units)), {.width_px = box.w});
    draw(stage, {box.x, baseline}, time, theme.ink);
    const float after = box.x + time.metrics.width + stage.px(label_units * 0.8f);
    const float room = box.right() - after;
    const auto& event = stage.snapshot.door.event;
    const std::string title = event ? event->title : stage.snapshot.community.name;
    const std::string day = stage.day_of(stage.wall_now());
    switch (header.look) {
        case HeaderLook::one_line:
            draw(stage, {std::round(after), baseline},
                 fit(stage, title.empty() ? day : title, sans(stage, label_units), {.width_px = room}),
                 theme.second_ink);
            return;
        case HeaderLook::stacked:
            draw(stage, {std::round(after), baseline}, fit(stage, day, sans(stage, label_units), {.width_px = room}),
                 theme.second_ink);
            ui::TextStyle style = sans_bold(stage, label_units * 1.14f);
            style.tracking_px = stage.px(1);
            draw(stage, {box.x, stage.layout().y(header.y + label_units * (wide ? 3.3f : 2.6f))},
                 fit(stage, title, style, {.width_px = box.w, .least_units = label_units}), theme.second_ink);
            return;
    }
}

}  // namespace parts
