// A card that nobody knows yet. It is stamped already; whose it is can be said by phone, to staff, here, or later.
#include "ui/screens/parts/furniture.h"
#include "ui/screens/parts/season_card.h"
#include "ui/screens/parts/sun_card.h"
#include "ui/screens/scenes.h"

namespace ui {

namespace {

// The stamp just pressed. There is no season's card to show yet: one big square with the event's name.
void draw_square(const Stage& stage, const Rect& card, bool cord) {
    const Theme& theme = stage.theme();
    const bool wide = stage.form() == Form::wide;
    const Press press = press_at(stage.age_ms());
    const Point hole{std::round(card.centre().x), std::round(card.y + stage.px(44))};
    const auto& event = stage.snapshot.door.event;
    {
        const auto swinging = stage.canvas.group({.pivot = hole, .angle = cord ? press.swing : 0});
        draw_sheet(stage, card);
        stage.canvas.outline(card.inset(std::round(stage.px(wide ? 16 : 9))), stage.layout().hairline(2),
                             theme.card_edge, stage.px(12));
        const attendance::Square square{.number = 1,
                                        .label = event ? std::string(attendance::short_label(event->title)) : "",
                                        .event = event ? event->id : attendance::EventId{},
                                        .at = stage.wall_now()};
        const float label_units = wide ? 32 : 24;
        if (!square.label.empty())
            draw(stage, {std::round(card.centre().x), std::round(card.bottom() - stage.px(label_units * 1.9f))},
                 fit(stage, square.label, aligned(sans_bold(stage, label_units), Align::centre),
                     {.width_px = card.w * 0.8f}),
                 theme.ink);
        const auto placed = place_stamp("new card", static_cast<int>(stage.snapshot.arrived % 97));
        const float top = cord ? stage.px(64) : 0;
        const float foot = square.label.empty() ? 0 : stage.px(label_units * 2.1f);
        const float diameter = std::min(card.w * 0.84f, (card.h - top - foot) * 0.9f);
        draw_press(stage, art_of_square(stage, square, placed, true),
                   {card.centre().x, card.y + top + (card.h - top - foot) / 2}, diameter, placed.angle, press);
    }
    if (cord) draw_cord(stage, hole);
}

// The sizes of a way's panel in units.
struct PanelSizes {
    float in;
    float title;
    float body;
};

struct Panel {
    Rect rect;
    Rect picture;  // above the words
};

// A sheet with a title and a line beneath at its foot.
Panel draw_panel(const Stage& stage, const Rect& rect, const PanelSizes& sizes, std::string_view title,
                 std::string_view body) {
    draw_sheet(stage, rect);
    const float in = stage.px(sizes.in);
    const Point foot{std::round(rect.centre().x), std::round(rect.bottom() - in)};
    const Box box{.width_px = rect.w - 2 * in, .least_units = sizes.body * 0.75f};
    const auto line = fit(stage, body, aligned(sans(stage, sizes.body), Align::centre), box);
    draw(stage, foot, line, stage.theme().second_ink);
    const auto head = fit(stage, title, aligned(serif(stage, sizes.title), Align::centre), box);
    const float head_y = std::round(foot.y - stage.px(sizes.body * 1.75f));
    draw(stage, {foot.x, head_y}, head, stage.theme().ink);
    const float top = rect.y + in * 0.9f;
    return {rect, {rect.x + in, top, rect.w - 2 * in, head_y - stage.px(sizes.title * 1.35f) - top}};
}

void draw_phone_way(const Stage& stage, const Panel& panel, const std::string& url) {
    const float side = std::round(std::min(panel.picture.w, panel.picture.h));
    const Rect square{std::round(panel.picture.centre().x - side / 2), std::round(panel.picture.y), side, side};
    draw_qr(stage, square, url);
}

void draw_ticket_way(const Stage& stage, const Panel& panel, const std::string& ticket, float units) {
    const auto code = fit(stage, ticket, figures(aligned(serif(stage, units), Align::centre)),
                          {.width_px = panel.picture.w, .least_units = 28});
    draw_in_middle(stage, panel.picture.centre(), code, stage.theme().ink);
}

// The whole panel is the button; a key with a kana on it says what comes.
void draw_write_way(const Stage& stage, const Panel& panel) {
    const Theme& theme = stage.theme();
    const bool down = stage.canvas.pressed() == "write";
    stage.canvas.outline(panel.rect, stage.layout().hairline(4), down ? theme.ink : theme.accent_text, stage.px(16));
    const float side = std::round(std::min(panel.picture.w, panel.picture.h) * 0.74f);
    const Rect key = square_around({std::round(panel.picture.centre().x), std::round(panel.picture.centre().y)}, side);
    stage.canvas.fill(key, mix(theme.accent_text, theme.ink, down ? 0.2f : 0), side * 0.16f);
    TextStyle style = aligned(serif(stage, 40), Align::centre);
    style.size_px = side * 0.56f;
    style.palt = false;
    const auto glyph = fit(stage, stage.words.text("new_card.write_kana"), style, {.width_px = side * 0.9f});
    stage.canvas.text(
        {key.centre().x - glyph.metrics.ink.centre().x, std::round(key.centre().y - glyph.metrics.ink.centre().y)},
        glyph.text, glyph.style, theme.on_accent);
    stage.canvas.touch(panel.rect, "write");
}

// The ways in a row (or a column); without a hub there is no QR code.
void draw_ways(const Stage& stage, const desk::NewCard& scene, const Rect& area, float gap, const PanelSizes& sizes,
               float ticket_units) {
    const auto& words = stage.words;
    const int ways = scene.register_url.empty() ? 2 : 3;
    const float w = (area.w - gap * static_cast<float>(ways - 1)) / static_cast<float>(ways);
    int at = 0;
    const auto next = [&] {
        const float left = std::round(area.x + (w + gap) * static_cast<float>(at++));
        return Rect{left, area.y, std::round(w), area.h};
    };
    if (!scene.register_url.empty())
        draw_phone_way(
            stage, draw_panel(stage, next(), sizes, words.text("new_card.phone"), words.text("new_card.phone_body")),
            scene.register_url);
    draw_ticket_way(stage,
                    draw_panel(stage, next(), sizes, words.text("new_card.staff"), words.text("new_card.staff_body")),
                    scene.ticket, ticket_units);
    draw_write_way(stage,
                   draw_panel(stage, next(), sizes, words.text("new_card.write"), words.text("new_card.write_body")));
}

// A name was found on the card: one touch takes it.
void draw_offer(const Stage& stage, const desk::NewCard& scene, const Rect& area, float in_units, float name_units,
                float button_width_px) {
    const Theme& theme = stage.theme();
    const auto& words = stage.words;
    draw_sheet(stage, area);
    const float in = stage.px(in_units);
    const float finger = std::max(std::ceil(stage.layout().mm(20)), stage.px(stage.form() == Form::wide ? 128 : 84));
    const Rect button{std::round(area.right() - in - button_width_px), std::round(area.centre().y - finger / 2),
                      button_width_px, finger};
    draw_button(stage, button, words.text("new_card.offered_yes"), "name", ButtonLook::accent,
                stage.form() == Form::wide ? 40 : 28);
    const float width = button.x - in - (area.x + in);
    const float label_units = stage.form() == Form::wide ? 32 : 24;
    draw(stage, {area.x + in, std::round(area.y + in * 0.7f + stage.px(label_units * cap_height))},
         fit(stage, words.text("new_card.offered"), sans(stage, label_units), {.width_px = width}), theme.second_ink);
    draw_name(stage, *scene.offered_name,
              {.at = {area.x + in, std::round(area.bottom() - in * 0.85f)},
               .width_px = width,
               .size_units = name_units,
               .least_units = name_units * 0.5f,
               .honorific_units = name_units * 0.45f});
}

void draw_later(const Stage& stage, const Rect& rect, float units) {
    draw_button(stage, rect, stage.words.text("new_card.later"), "later", ButtonLook::quiet, units);
}

FrameResult draw_wide(const Stage& stage, const desk::NewCard& scene) {
    const Theme& theme = stage.theme();
    const auto& words = stage.words;
    stage.canvas.background(Background::washi);
    const float finger = std::max(128.0f, std::ceil(stage.layout().mm(20)) / stage.px(1));
    draw_square(stage, stage.block(96, 132, 496, 800 - finger - 40), true);
    draw_later(stage, stage.block(96, 932 - finger, 496, finger), 40);
    const Rect text = stage.block(672, 0, 1152, 100);
    {
        const auto appearing = stage.canvas.fade(progress(stage.age_ms(), 0, name_there_ms));
        draw(stage, {text.x, stage.layout().y(170)},
             fit(stage, words.text("new_card.greeting"), sans(stage, 40), {.width_px = text.w * 0.8f}),
             theme.second_ink);
        draw(stage, {text.x, stage.layout().y(310)},
             fit(stage, words.text("new_card.title"), serif(stage, 124), {.width_px = text.w * 0.86f}), theme.ink);
    }
    draw_rule(stage, text.x, stage.layout().y(360), 72, ease_out(progress(stage.age_ms(), 40, 260)));
    if (scene.offered_name) {
        draw_offer(stage, scene, stage.block(672, 410, 1152, 196), 40, 84, std::round(stage.px(420)));
        draw_ways(stage, scene, stage.block(672, 638, 1152, 294), stage.px(32), {32, 38, 28}, 76);
    } else {
        draw(stage, {text.x, stage.layout().y(428)},
             fit(stage, words.text("new_card.body"), sans(stage, 38),
                 {.width_px = text.w, .max_lines = 2, .leading = 1.5f, .least_units = 28}),
             theme.ink);
        draw_ways(stage, scene, stage.block(672, 540, 1152, 392), stage.px(32), {36, 44, 30}, 92);
    }
    draw(stage, {text.x, stage.layout().y(998)},
         fit(stage, words.second().text("new_card.line"), sans(stage, 28), {.width_px = text.w, .least_units = 24}),
         theme.second_ink);
    return draw_return_ring(stage, {1797, 159}, 24);
}

FrameResult draw_portrait(const Stage& stage, const desk::NewCard& scene) {
    const Theme& theme = stage.theme();
    const auto& words = stage.words;
    stage.canvas.background(Background::washi_still);
    const Rect text = stage.block(44, 0, 632, 100);
    draw_square(stage, stage.block(44, 64, 268, 316), false);
    const Rect beside = stage.block(344, 0, 332, 100);
    {
        const auto appearing = stage.canvas.fade(progress(stage.age_ms(), 0, name_there_ms));
        draw(stage, {beside.x, stage.layout().y(228)},
             fit(stage, words.text("new_card.greeting"), sans(stage, 28), {.width_px = beside.w, .least_units = 22}),
             theme.second_ink);
        draw(stage, {beside.x, stage.layout().y(312)},
             fit(stage, words.text("new_card.title"), serif(stage, 84), {.width_px = beside.w, .least_units = 54}),
             theme.ink);
    }
    draw_rule(stage, beside.x, stage.layout().y(376), 52, ease_out(progress(stage.age_ms(), 40, 260)));
    const float finger = std::max(88.0f, std::ceil(stage.layout().mm(20)) / stage.px(1));
    const float ways_bottom = 1236 - finger - 32;
    if (scene.offered_name) {
        draw_offer(stage, scene, stage.block(44, 424, 632, 168), 28, 56, std::round(stage.px(240)));
        draw_ways(stage, scene, stage.block(44, 624, 632, std::min(420.0f, ways_bottom - 624)), stage.px(20),
                  {18, 28, 22}, 52);
    } else {
        draw(stage, {text.x, stage.layout().y(448)},
             fit(stage, words.text("new_card.body"), sans(stage, 30),
                 {.width_px = text.w, .max_lines = 3, .leading = 1.5f, .least_units = 24}),
             theme.ink);
        draw_ways(stage, scene, stage.block(44, 624, 632, std::min(440.0f, ways_bottom - 624)), stage.px(20),
                  {18, 28, 22}, 52);
    }
    draw_later(stage, stage.block(44, 1236 - finger, 632, finger), 32);
    return draw_return_ring(stage, {656, 80}, 18);
}

FrameResult draw_small(const Stage& stage, const desk::NewCard& scene) {
    const Theme& theme = stage.theme();
    const auto& words = stage.words;
    stage.canvas.background(Background::washi_still);
    const float finger = std::max(104.0f, std::ceil(stage.layout().mm(20)) / stage.px(1));
    draw_square(stage, stage.block(44, 44, 210, 392 - finger - 20), false);
    draw_later(stage, stage.block(44, 436 - finger, 210, finger), 28);
    const Rect text = stage.block(282, 0, 474, 100);
    {
        const auto appearing = stage.canvas.fade(progress(stage.age_ms(), 0, name_there_ms));
        draw(stage, {text.x, stage.layout().y(118)},
             fit(stage, words.text("new_card.title"), serif(stage, 80), {.width_px = text.w - stage.px(60)}),
             theme.ink);
    }
    if (scene.offered_name) {
        draw_rule(stage, text.x, stage.layout().y(154), 48);
        draw_offer(stage, scene, stage.block(282, 186, 474, 250), 26, 48, std::round(stage.px(200)));
    } else {
        draw(stage, {text.x, stage.layout().y(172)},
             fit(stage, words.text("new_card.body_small"), sans(stage, 28), {.width_px = text.w}), theme.second_ink);
        draw_ways(stage, scene, stage.block(282, 204, 474, 232), stage.px(14), {14, 24, 20}, 44);
    }
    return draw_return_ring(stage, {740, 67}, 15);
}

}  // namespace

FrameResult draw_new_card(const Stage& stage, const desk::NewCard& scene) {
    FrameResult result = moving_until(stage, press_ends_ms);
    switch (stage.form()) {
        case Form::wide:
            return result.merged(draw_wide(stage, scene));
        case Form::portrait:
            return result.merged(draw_portrait(stage, scene));
        case Form::small:
            return result.merged(draw_small(stage, scene));
    }
    return result;
}

}  // namespace ui
