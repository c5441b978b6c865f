// A phone that shows another number at every tap cannot be known again. Said kindly, with two ways that work.
#include <array>
#include <numbers>
#include <vector>

#include "parts/furniture.h"
#include "parts/qr_place.h"
#include "parts/season_card.h"
#include "parts/sun_card.h"
#include "screens/scenes.h"

namespace screens {

namespace {

// Three phones, each with another sign on it: the newest in front.
void draw_phones(const parts::Stage& ground, const ui::Rect& box) {
    const parts::OnPaper paper(ground);
    const parts::Stage& stage = paper.stage;
    const ui::Theme& theme = stage.theme();
    const float h = box.h;
    const float w = h * 0.58f;
    const std::array<ui::Colour, 3> inks{ui::mix(theme.second_ink, theme.washi, 0.5f),
                                         ui::mix(theme.second_ink, theme.washi, 0.2f), theme.ink};
    const std::array<ui::Colour, 3> papers{ui::mix(theme.paper, theme.hairline, 0.5f),
                                           ui::mix(theme.paper, theme.hairline, 0.25f), theme.paper};
    for (std::size_t i = 0; i < 3; ++i) {
        const auto step = static_cast<float>(i);
        const float height = h * (0.84f + 0.08f * step);
        const ui::Rect phone{std::round(box.x + (box.w - w) * step / 2), std::round(box.y + (h - height) / 2),
                             std::round(w * (0.9f + 0.05f * step)), std::round(height)};
        const float line = std::max(1.0f, std::round(h * 0.018f));
        stage.canvas.fill(phone, inks[i], h * 0.09f);
        stage.canvas.fill(phone.inset(line), papers[i], h * 0.09f - line);
        const float visible_w = i == 2 ? phone.w : (box.w - w) / 2 + phone.w * 0.04f;
        const ui::Point centre{phone.x + visible_w / 2 + line / 2, phone.centre().y};
        const float sign = h * 0.1f;
        const float stroke = std::max(2.0f, h * 0.026f);
        if (i == 0) {
            stage.canvas.ring(centre, sign, stroke, inks[i]);
        } else if (i == 1) {
            stage.canvas.outline(
                ui::square_around({std::round(centre.x), std::round(centre.y)}, std::round(sign * 1.9f)),
                std::round(stroke), inks[i]);
        } else {
            const std::array points{centre + ui::Point{0, -sign * 1.25f},
                                    centre + ui::Point{sign * 1.35f, sign * 1.05f},
                                    centre + ui::Point{-sign * 1.35f, sign * 1.05f}};
            stage.canvas.stroke(points, stroke, theme.accent, ui::Closed::yes);
        }
    }
}

// A card with today's stamp that is being read.
void draw_other_card(const parts::Stage& stage, const ui::Rect& box) {
    const ui::Theme& theme = stage.theme();
    constexpr float card_of_width = 0.76f;  // the waves take the rest
    const float w = box.w * card_of_width;
    const float h = w / 1.56f;
    const ui::Rect card{std::round(box.x), std::round(box.centre().y - h / 2), std::round(w), std::round(h)};
    const float radius = h * 0.1f;
    stage.canvas.shadow(card.moved({0, h * 0.03f}), radius, h * 0.09f, theme.shadow.faded(0.7f));
    stage.canvas.fill(card, theme.hairline, radius);
    stage.canvas.fill(card.inset(stage.layout().hairline(1.5f)), theme.paper, radius);
    parts::draw_today_stamp(stage, {card.x + w * 0.27f, card.centre().y}, h * 0.74f, -0.1f, 0.84f, false);
    for (int i = 0; i < 3; ++i) {
        const float y = card.centre().y + h * 0.17f * static_cast<float>(i - 1);
        const float height = std::max(2.0f, std::round(h * 0.055f));
        stage.canvas.fill({std::round(card.x + w * 0.52f), std::round(y - height / 2),
                           std::round(w * (i == 2 ? 0.2f : 0.36f)), height},
                          theme.hairline, height / 2);
    }
    parts::draw_waves(stage, {card.right() - h * 0.04f, card.centre().y}, {1, 0}, box.w - w, theme.accent);
}

// Somebody of the staff: head, shoulders, and a name card on a cord.
void draw_person(const parts::Stage& stage, const ui::Rect& box) {
    const ui::Theme& theme = stage.theme();
    const float side = std::min(box.w, box.h);
    const ui::Point middle{std::round(box.right() - side * 0.5f), std::round(box.centre().y)};
    const ui::Colour body = ui::mix(theme.eyelet, theme.second_ink, 0.28f);
    const ui::Point neck{middle.x, middle.y + side * 0.5f};
    std::vector<ui::Point> shoulders;
    constexpr int steps = 40;
    for (int i = 0; i <= steps; ++i) {
        const float turn = std::numbers::pi_v<float> * (1 + static_cast<float>(i) / steps);
        shoulders.push_back(neck + ui::Point{side * 0.42f * std::cos(turn), side * 0.44f * std::sin(turn)});
    }
    stage.canvas.polygon(shoulders, body);
    stage.canvas.circle({middle.x, middle.y - side * 0.2f}, side * 0.22f, theme.paper);
    stage.canvas.circle({middle.x, middle.y - side * 0.2f}, side * 0.19f, body);
    const ui::Rect card{std::round(middle.x - side * 0.1f), std::round(middle.y + side * 0.28f),
                        std::round(side * 0.2f), std::round(side * 0.15f)};
    for (const float to : {-1.0f, 1.0f})
        stage.canvas.stroke(
            std::array{ui::Point{middle.x + to * side * 0.13f, middle.y + side * 0.08f}, ui::Point{middle.x, card.y}},
            std::max(1.5f, side * 0.02f), theme.cord);
    stage.canvas.fill(card, theme.paper, side * 0.02f);
    stage.canvas.fill({card.x, std::round(card.centre().y - side * 0.012f), card.w, std::max(2.0f, side * 0.024f)},
                      theme.accent);
}

struct Way {
    int number;
    std::string title;
    std::string body;
};

// One of the two ways: number, rule, what to do at the foot; the picture's place is on the right. It lies flat under a
// line, since nothing here can be touched.
void draw_way(const parts::Stage& stage, const ui::Rect& panel, const Way& way, float picture_px) {
    const ui::Theme& theme = stage.theme();
    const bool wide = stage.form() == ui::Form::wide;
    const bool small = stage.form() == ui::Form::small;
    stage.canvas.fill({panel.x, panel.y, panel.w, stage.layout().hairline(2)}, theme.second_ink);
    const float in = stage.px(wide ? 40 : small ? 18 : 28);
    const float number_units = wide ? 76.0f : small ? 40.0f : 48.0f;
    const float title_units = wide ? 52.0f : small ? 26.0f : 38.0f;
    const float body_units = wide ? 32.0f : 26.0f;
    const float width = panel.w - picture_px - in;
    const auto number =
        parts::fit(stage, std::to_string(way.number), parts::serif(stage, number_units), {.width_px = width});
    const float number_y = std::round(panel.y + in * 0.8f + stage.px(number_units) * parts::cap_height);
    parts::draw(stage, {panel.x - number.metrics.ink.x, number_y}, number, theme.ink);
    parts::draw_rule(stage, panel.x, number_y + stage.px(number_units * 0.32f), wide ? 40 : 28);
    float foot = std::round(panel.bottom() - stage.px(small ? 14 : 20));
    if (!small) {
        const auto body =
            parts::fit_whole(stage, way.body, parts::sans(stage, body_units),
                             {.width_px = width, .max_lines = 2, .leading = 1.3f, .least_units = body_units * 0.8f});
        foot = parts::draw_up_from(stage, {panel.x, foot}, body, theme.second_ink) - stage.px(body_units * 1.75f);
    }
    const auto title =
        parts::fit(stage, way.title, parts::serif(stage, title_units),
                   {.width_px = width, .max_lines = small ? 3 : 2, .leading = 1.3f, .least_units = title_units * 0.6f});
    parts::draw_up_from(stage, {panel.x, std::round(foot)}, title, theme.ink);
}

ui::Rect picture_place(const parts::Stage& stage, const ui::Rect& panel, float width_px) {
    const float in = stage.px(stage.form() == ui::Form::wide ? 40 : stage.form() == ui::Form::small ? 18 : 28);
    return {panel.right() - width_px, panel.y + in, width_px, panel.h - 2 * in};
}

void draw_ways(const parts::Stage& stage, const desk::NumberChanges& scene, const ui::Rect& first,
               const ui::Rect& second) {
    const parts::OnPaper paper(stage);
    const auto& words = stage.words;
    const float card = std::round(first.w * 0.4f);
    draw_way(stage, first, {1, words.text("number_changes.card"), words.text("number_changes.card_body")}, card);
    draw_other_card(paper.stage, picture_place(stage, first, card));
    const float line = std::ceil(stage.layout().hairline(2) + stage.px(8));
    const float side =
        scene.register_url.empty()
            ? 0
            : parts::qr_side(stage, scene.register_url, std::min(second.h - line, std::floor(second.w * 0.66f)));
    if (side == 0) {
        const float person = std::round(second.h * 0.5f);
        draw_way(stage, second, {2, words.text("number_changes.staff"), words.text("number_changes.staff_body")},
                 person);
        draw_person(paper.stage, picture_place(stage, second, person));
        return;
    }
    draw_way(stage, second, {2, words.text("number_changes.phone"), words.text("number_changes.phone_body")}, side);
    parts::draw_qr(stage, {second.right() - side, second.y + line, side, second.h - line}, scene.register_url);
}

void draw_wide(const parts::Stage& stage, const desk::NumberChanges& scene) {
    const ui::Theme& theme = stage.theme();
    stage.canvas.background(ui::Background::washi);
    const ui::Rect text = stage.block(96, 0, 1200, 100);
    parts::draw(stage, {text.x, stage.layout().y(228)},
                parts::fit(stage, stage.words.text("number_changes.title"), parts::serif(stage, 108),
                           {.width_px = text.w, .max_lines = 2, .leading = 1.2f, .least_units = 64}),
                theme.ink);
    parts::draw(stage, {text.x, stage.layout().y(436)},
                parts::fit(stage, stage.words.text("number_changes.body"), parts::sans(stage, 36),
                           {.width_px = stage.px(1728), .max_lines = 1, .least_units = 24}),
                theme.second_ink);
    draw_phones(stage, stage.block(1360, 136, 344, 262));
    draw_ways(stage, scene, stage.block(96, 496, 848, 416), stage.block(976, 496, 848, 416));
    parts::draw(stage, {text.x, stage.layout().y(992)},
                parts::fit(stage,
                           stage.words.text("number_changes.footer") + "\u2003" +
                               stage.words.second().text("number_changes.footer"),
                           parts::sans(stage, 32), {.width_px = stage.px(1728)}),
                theme.second_ink);
}

void draw_portrait(const parts::Stage& stage, const desk::NumberChanges& scene) {
    const ui::Theme& theme = stage.theme();
    stage.canvas.background(ui::Background::washi_still);
    const ui::Rect text = stage.block(44, 0, 632, 100);
    draw_phones(stage, stage.block(44, 60, 216, 168));
    parts::draw(stage, {text.x, stage.layout().y(340)},
                parts::fit(stage, stage.words.text("number_changes.title_small"), parts::serif(stage, 84),
                           {.width_px = text.w, .max_lines = 2, .leading = 1.18f, .least_units = 52}),
                theme.ink);
    parts::draw(stage, {text.x, stage.layout().y(510)},
                parts::fit(stage, stage.words.text("number_changes.body"), parts::sans(stage, 28),
                           {.width_px = text.w, .max_lines = 2, .leading = 1.5f, .least_units = 22}),
                theme.second_ink);
    draw_ways(stage, scene, stage.block(44, 572, 632, 282), stage.block(44, 880, 632, 288));
    const auto foot = [&](float y, const ui::Messages& words) {
        parts::draw(
            stage, {text.x, stage.layout().y(y)},
            parts::fit(stage, words.text("number_changes.footer"), parts::sans(stage, 24), {.width_px = text.w}),
            theme.second_ink);
    };
    foot(1204, stage.words);
    foot(1240, stage.words.second());
}

void draw_small(const parts::Stage& stage, const desk::NumberChanges& scene) {
    const ui::Theme& theme = stage.theme();
    stage.canvas.background(ui::Background::washi_still);
    const ui::Rect text = stage.block(44, 0, 640, 100);
    parts::draw(stage, {text.x, stage.layout().y(95)},
                parts::fit(stage, stage.words.text("number_changes.title_small"), parts::serif(stage, 60),
                           {.width_px = text.w, .max_lines = 2, .leading = 1.14f, .least_units = 40}),
                theme.ink);
    draw_ways(stage, scene, stage.block(44, 184, 336, 266), stage.block(412, 184, 344, 266));
}

}  // namespace

ui::FrameResult draw_scene(const parts::Stage& stage, const desk::NumberChanges& scene) {
    parts::draw_by_form(stage, scene, draw_wide, draw_portrait, draw_small);
    return parts::draw_return_ring(stage);
}

}  // namespace screens
