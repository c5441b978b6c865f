// A phone that shows another number at every tap cannot be known again. Said kindly, with two ways that work.
#include <array>

#include "ui/screens/parts/furniture.h"
#include "ui/screens/parts/season_card.h"
#include "ui/screens/parts/sun_card.h"
#include "ui/screens/scenes.h"

namespace ui {

namespace {

// Three phones, each with another sign on it: the newest in front.
void draw_phones(const Stage& stage, const Rect& box) {
    const Theme& theme = stage.theme();
    const float h = box.h;
    const float w = h * 0.58f;
    const std::array<Colour, 3> inks{mix(theme.second_ink, theme.washi, 0.5f), mix(theme.second_ink, theme.washi, 0.2f),
                                     theme.ink};
    const std::array<Colour, 3> papers{mix(theme.paper, theme.hairline, 0.5f), mix(theme.paper, theme.hairline, 0.25f),
                                       theme.paper};
    for (std::size_t i = 0; i < 3; ++i) {
        const auto step = static_cast<float>(i);
        const float height = h * (0.84f + 0.08f * step);
        const Rect phone{std::round(box.x + (box.w - w) * step / 2), std::round(box.y + (h - height) / 2),
                         std::round(w * (0.9f + 0.05f * step)), std::round(height)};
        const float line = std::max(1.0f, std::round(h * 0.018f));
        stage.canvas.fill(phone, inks[i], h * 0.09f);
        stage.canvas.fill(phone.inset(line), papers[i], h * 0.09f - line);
        const float visible_w = i == 2 ? phone.w : (box.w - w) / 2 + phone.w * 0.04f;
        const Point centre{phone.x + visible_w / 2 + line / 2, phone.centre().y};
        const float sign = h * 0.1f;
        const float stroke = std::max(2.0f, h * 0.026f);
        if (i == 0) {
            stage.canvas.ring(centre, sign, stroke, inks[i]);
        } else if (i == 1) {
            stage.canvas.outline(square_around({std::round(centre.x), std::round(centre.y)}, std::round(sign * 1.9f)),
                                 std::round(stroke), inks[i]);
        } else {
            const std::array points{centre + Point{0, -sign * 1.25f}, centre + Point{sign * 1.35f, sign * 1.05f},
                                    centre + Point{-sign * 1.35f, sign * 1.05f}};
            stage.canvas.stroke(points, stroke, theme.accent, Closed::yes);
        }
    }
}

// A card with today's stamp that is being read.
void draw_other_card(const Stage& stage, const Rect& box) {
    const Theme& theme = stage.theme();
    const float h = std::min(box.h, box.w * 0.5f);
    const float w = h * 1.56f;
    const Rect card{std::round(box.right() - w - h * 0.56f), std::round(box.centre().y - h / 2), std::round(w),
                    std::round(h)};
    const float radius = h * 0.1f;
    stage.canvas.shadow(card.moved({0, h * 0.03f}), radius, h * 0.09f, theme.shadow.faded(0.7f));
    stage.canvas.fill(card, theme.hairline, radius);
    stage.canvas.fill(card.inset(stage.layout().hairline(1.5f)), theme.paper, radius);
    draw_today_stamp(stage, {card.x + w * 0.27f, card.centre().y}, h * 0.74f, -0.1f, 0.84f, false);
    for (int i = 0; i < 3; ++i) {
        const float y = card.centre().y + h * 0.17f * static_cast<float>(i - 1);
        const float height = std::max(2.0f, std::round(h * 0.055f));
        stage.canvas.fill({std::round(card.x + w * 0.52f), std::round(y - height / 2),
                           std::round(w * (i == 2 ? 0.2f : 0.36f)), height},
                          theme.hairline, height / 2);
    }
    draw_waves(stage, {card.right() - h * 0.06f, card.centre().y}, {1, 0}, h * 0.4f, theme.accent);
}

struct Way {
    int number;
    std::string title;
    std::string body;
};

// One of the two ways: number, rule, what to do; returns the space left for its picture.
Rect draw_way(const Stage& stage, const Rect& panel, const Way& way, float picture_px) {
    const Theme& theme = stage.theme();
    const bool wide = stage.form() == Form::wide;
    const bool small = stage.form() == Form::small;
    draw_sheet(stage, panel);
    const float in = stage.px(wide ? 48 : small ? 22 : 32);
    const float number_units = wide ? 76 : small ? 40 : 52;
    const float title_units = wide ? 52 : small ? 30 : 40;
    const float body_units = wide ? 32 : small ? 22 : 26;
    const float width = panel.w - 2 * in - picture_px;
    const auto number = fit(stage, std::to_string(way.number), serif(stage, number_units), {.width_px = width});
    const float number_y = std::round(panel.y + in * 0.8f + stage.px(number_units) * cap_height);
    draw(stage, {panel.x + in - number.metrics.ink.x, number_y}, number, theme.ink);
    draw_rule(stage, panel.x + in, number_y + stage.px(number_units * 0.32f), wide ? 40 : 28);
    const auto body = fit(stage, way.body, sans(stage, body_units),
                          {.width_px = width, .max_lines = 2, .leading = 1.35f, .least_units = body_units * 0.8f});
    const float body_first =
        draw_up_from(stage, {panel.x + in, std::round(panel.bottom() - in - stage.px(2))}, body, theme.second_ink);
    const auto title = fit(stage, way.title, serif(stage, title_units),
                           {.width_px = width, .max_lines = 2, .leading = 1.32f, .least_units = title_units * 0.6f});
    draw_up_from(stage, {panel.x + in, std::round(body_first - stage.px(body_units * 1.7f))}, title, theme.ink);
    return {panel.right() - in - picture_px, panel.y + in, picture_px, panel.h - 2 * in};
}

void draw_ways(const Stage& stage, const desk::NumberChanges& scene, const Rect& first, const Rect& second) {
    const auto& words = stage.words;
    const float picture = std::min(first.w * 0.46f, first.h * 1.1f);
    draw_other_card(
        stage, draw_way(stage, first, {1, words.text("number_changes.card"), words.text("number_changes.card_body")},
                        picture));
    if (scene.register_url.empty()) {
        draw_way(stage, second, {2, words.text("number_changes.staff"), words.text("number_changes.staff_body")}, 0);
        return;
    }
    const float in = stage.px(stage.form() == Form::wide ? 40 : 24);
    const float side = std::round(second.h - 2 * in);
    draw_way(stage, second, {2, words.text("number_changes.phone"), words.text("number_changes.phone_body")},
             std::max(0.0f, side - stage.px(8)));
    draw_qr(stage, {second.right() - in - side, second.y + in, side, side}, scene.register_url);
}

FrameResult draw_wide(const Stage& stage, const desk::NumberChanges& scene) {
    const Theme& theme = stage.theme();
    stage.canvas.background(Background::washi);
    const Rect text = stage.block(96, 0, 1200, 100);
    draw(stage, {text.x, stage.layout().y(228)},
         fit(stage, stage.words.text("number_changes.title"), serif(stage, 108),
             {.width_px = text.w, .max_lines = 2, .leading = 1.2f, .least_units = 64}),
         theme.ink);
    draw(stage, {text.x, stage.layout().y(436)},
         fit(stage, stage.words.text("number_changes.body"), sans(stage, 36),
             {.width_px = stage.px(1728), .max_lines = 1, .least_units = 24}),
         theme.second_ink);
    draw_phones(stage, stage.block(1360, 136, 344, 262));
    draw_ways(stage, scene, stage.block(96, 496, 848, 416), stage.block(976, 496, 848, 416));
    draw(stage, {text.x, stage.layout().y(992)},
         fit(stage,
             stage.words.text("number_changes.footer") + "\u2003" + stage.words.second().text("number_changes.footer"),
             sans(stage, 32), {.width_px = stage.px(1728)}),
         theme.second_ink);
    return draw_return_ring(stage, {1797, 159}, 24);
}

FrameResult draw_portrait(const Stage& stage, const desk::NumberChanges& scene) {
    const Theme& theme = stage.theme();
    stage.canvas.background(Background::washi_still);
    const Rect text = stage.block(44, 0, 632, 100);
    draw_phones(stage, stage.block(44, 60, 216, 168));
    draw(stage, {text.x, stage.layout().y(340)},
         fit(stage, stage.words.text("number_changes.title_small"), serif(stage, 84),
             {.width_px = text.w, .max_lines = 2, .leading = 1.18f, .least_units = 52}),
         theme.ink);
    draw(stage, {text.x, stage.layout().y(510)},
         fit(stage, stage.words.text("number_changes.body"), sans(stage, 28),
             {.width_px = text.w, .max_lines = 2, .leading = 1.5f, .least_units = 22}),
         theme.second_ink);
    draw_ways(stage, scene, stage.block(44, 604, 632, 272), stage.block(44, 904, 632, 272));
    draw(stage, {text.x, stage.layout().y(1232)},
         fit(stage, stage.words.text("number_changes.footer"), sans(stage, 24), {.width_px = text.w}),
         theme.second_ink);
    return draw_return_ring(stage, {656, 80}, 18);
}

FrameResult draw_small(const Stage& stage, const desk::NumberChanges& scene) {
    const Theme& theme = stage.theme();
    stage.canvas.background(Background::washi_still);
    const Rect text = stage.block(44, 0, 640, 100);
    draw(stage, {text.x, stage.layout().y(108)},
         fit(stage, stage.words.text("number_changes.title_small"), serif(stage, 66),
             {.width_px = text.w, .max_lines = 2, .leading = 1.16f, .least_units = 40}),
         theme.ink);
    draw_ways(stage, scene, stage.block(44, 224, 348, 212), stage.block(408, 224, 348, 212));
    return draw_return_ring(stage, {740, 67}, 15);
}

}  // namespace

FrameResult draw_number_changes(const Stage& stage, const desk::NumberChanges& scene) {
    switch (stage.form()) {
        case Form::wide:
            return draw_wide(stage, scene);
        case Form::portrait:
            return draw_portrait(stage, scene);
        case Form::small:
            return draw_small(stage, scene);
    }
    return {};
}

}  // namespace ui
