// A card that nobody knows yet. It is stamped already; whose it is can be said by phone, to staff, here, or later.
#include "parts/furniture.h"
#include "parts/season_card.h"
#include "parts/sun_card.h"
#include "screens/scenes.h"

namespace screens {

namespace {

// The stamp just pressed. There is no season's card to show yet: one big square with the event's name.
void draw_square(const parts::Stage& ground, const desk::NewCard& scene, const ui::Rect& card, bool cord) {
    const parts::OnPaper paper(ground);
    const parts::Stage& stage = paper.stage;
    const ui::Theme& theme = stage.theme();
    const bool wide = stage.form() == ui::Form::wide;
    const parts::Press press = scene.again ? parts::pressed_long_ago() : parts::press_at(stage.age_ms());
    const ui::Point hole{std::round(card.centre().x), std::round(card.y + stage.px(44))};
    const auto& event = stage.snapshot.door.event;
    {
        const auto swinging = stage.canvas.group({.pivot = hole, .angle = cord ? press.swing : 0});
        parts::draw_sheet(stage, card);
        parts::draw_frame(stage, card, {.inset = wide ? 16.0f : 9.0f, .line = 2, .radius = 12, .sheet_radius = 16});
        const attendance::Square square{.number = 1,
                                        .label = event ? std::string(attendance::short_label(event->title)) : "",
                                        .event = event ? event->id : attendance::EventId{},
                                        .at = stage.wall_now()};
        const float label_units = wide ? 32 : 24;
        if (!square.label.empty())
            parts::draw(
                stage, {std::round(card.centre().x), std::round(card.bottom() - stage.px(label_units * 1.9f))},
                parts::fit(stage, square.label, parts::aligned(parts::sans_bold(stage, label_units), ui::Align::centre),
                           {.width_px = card.w * 0.8f}),
                theme.ink);
        const auto placed = ui::place_stamp("new card", static_cast<int>(stage.snapshot.arrived % 97));
        const float top = cord ? stage.px(64) : 0;
        const float foot = square.label.empty() ? 0 : stage.px(label_units * 2.1f);
        const float diameter = std::min(card.w * 0.84f, (card.h - top - foot) * 0.9f);
        parts::draw_press(stage, parts::art_of_square(stage, square, placed, true),
                          {card.centre().x, card.y + top + (card.h - top - foot) / 2}, diameter, placed.angle, press);
    }
    if (cord) parts::draw_cord(stage, hole);
}

// How the ways stand: sheets beside one another with the picture above the words, or rows with it on the left.
struct WaysLook {
    bool rows = false;
    float gap = 0;    // all in units
    float in = 0;     // margin inside a sheet
    float title = 0;  // sizes
    float body = 0;   // 0: no second line
    float ticket = 0;
};

struct Panel {
    ui::Rect rect;
    ui::Rect picture;
};

// A sheet with a title and perhaps a line beneath.
Panel draw_panel(const parts::Stage& stage, const ui::Rect& rect, const WaysLook& look, std::string_view title,
                 std::string_view body) {
    parts::draw_sheet(stage, rect);
    const float in = stage.px(look.in);
    const float line_gap = look.body > 0 ? stage.px(look.body * 1.75f) : 0;
    if (look.rows) {
        const ui::Rect picture{rect.x + in, rect.y + in, rect.h * 1.3f - 2 * in, rect.h - 2 * in};
        const float left = std::round(picture.right() + in);
        const parts::Box box{.width_px = rect.right() - in - left};
        const float middle = rect.centre().y + stage.px(look.title * parts::cap_height) / 2 - line_gap * 0.42f;
        parts::draw(stage, {left, std::round(middle)}, parts::fit(stage, title, parts::serif(stage, look.title), box),
                    stage.theme().ink);
        parts::draw(stage, {left, std::round(middle + line_gap)},
                    parts::fit(stage, body, parts::sans(stage, look.body), box), stage.theme().second_ink);
        return {rect, picture};
    }
    const ui::Point foot{std::round(rect.centre().x), std::round(rect.bottom() - in)};
    if (look.body > 0)
        parts::draw(stage, foot,
                    parts::fit(stage, body, parts::aligned(parts::sans(stage, look.body), ui::Align::centre),
                               {.width_px = rect.w - in, .least_units = look.body * 0.75f}),
                    stage.theme().second_ink);
    const float head_y = std::round(foot.y - line_gap);
    const auto head =
        parts::fit_whole(stage, title, parts::aligned(parts::serif(stage, look.title), ui::Align::centre),
                         {.width_px = rect.w - in, .max_lines = 2, .leading = 1.15f, .least_units = look.title * 0.6f});
    const float head_top = parts::draw_up_from(stage, {foot.x, head_y}, head, stage.theme().ink);
    const float top = rect.y + in * 1.1f;
    return {rect, {rect.x + in, top, rect.w - 2 * in, head_top - stage.px(look.title * 1.5f) - top}};
}

void draw_phone_way(const parts::Stage& stage, const Panel& panel, const std::string& url) {
    const float side = std::round(std::min(panel.picture.w, panel.picture.h));
    parts::draw_qr(
        stage, ui::square_around({std::round(panel.picture.centre().x), std::round(panel.picture.centre().y)}, side),
        url);
}

void draw_ticket_way(const parts::Stage& stage, const Panel& panel, const std::string& ticket, float units) {
    const auto code =
        parts::fit(stage, ticket, parts::figures(parts::aligned(parts::serif(stage, units), ui::Align::centre)),
                   {.width_px = panel.picture.w, .least_units = 28});
    parts::draw_in_middle(stage, panel.picture.centre(), code, stage.theme().ink);
}

// The whole panel is the button; a key with a kana on it says what comes.
void draw_write_way(const parts::Stage& stage, const Panel& panel) {
    const ui::Theme& theme = stage.theme();
    const bool down = stage.canvas.is_pressed(desk::OpenKeyboard{desk::Keyboard::kana});
    stage.canvas.outline(panel.rect, stage.layout().hairline(4), down ? theme.ink : theme.accent_text, stage.px(16));
    const float side = std::round(std::min(panel.picture.w, panel.picture.h) * 0.74f);
    const ui::Rect key =
        ui::square_around({std::round(panel.picture.centre().x), std::round(panel.picture.centre().y)}, side);
    stage.canvas.fill(key, ui::mix(theme.accent_text, theme.ink, down ? 0.2f : 0), side * 0.16f);
    ui::TextStyle style = parts::aligned(parts::serif(stage, 40), ui::Align::centre);
    style.size_px = side * 0.56f;
    style.palt = false;
    const auto glyph = parts::fit(stage, stage.words.text("new_card.write_kana"), style, {.width_px = side * 0.9f});
    stage.canvas.text(
        {key.centre().x - glyph.metrics.ink.centre().x, std::round(key.centre().y - glyph.metrics.ink.centre().y)},
        glyph.text, glyph.style, theme.on_accent);
    stage.canvas.touch(panel.rect, desk::OpenKeyboard{desk::Keyboard::kana});
}

// Without a hub there is no QR code.
void draw_ways(const parts::Stage& ground, const desk::NewCard& scene, const ui::Rect& area, const WaysLook& look) {
    const parts::OnPaper paper(ground);
    const parts::Stage& stage = paper.stage;
    const auto& words = stage.words;
    const int ways = scene.register_url.empty() ? 2 : 3;
    const float gap = stage.px(look.gap);
    const float length = look.rows ? area.h : area.w;
    const float each = (length - gap * static_cast<float>(ways - 1)) / static_cast<float>(ways);
    int at = 0;
    const auto next = [&] {
        const float from = std::round((each + gap) * static_cast<float>(at++));
        return look.rows ? ui::Rect{area.x, area.y + from, area.w, std::round(each)}
                         : ui::Rect{area.x + from, area.y, std::round(each), area.h};
    };
    if (!scene.register_url.empty())
        draw_phone_way(stage,
                       draw_panel(stage, next(), look, words.text("new_card.phone"), words.text("new_card.phone_body")),
                       scene.register_url);
    draw_ticket_way(stage,
                    draw_panel(stage, next(), look, words.text("new_card.staff"), words.text("new_card.staff_body")),
                    scene.ticket, look.ticket);
    draw_write_way(stage,
                   draw_panel(stage, next(), look, words.text("new_card.write"), words.text("new_card.write_body")));
}

// A name was found on the card: one touch takes it. The button stands beside the name, or under it in a narrow place.
struct OfferLook {
    float in = 0;  // units
    float name = 0;
    float label = 0;
    float button_width = 0;  // 0: the whole width, under the name
    float button_height = 0;
};

void draw_offer(const parts::Stage& ground, const desk::NewCard& scene, const ui::Rect& area, const OfferLook& look) {
    const parts::OnPaper paper(ground);
    const parts::Stage& stage = paper.stage;
    const auto& words = stage.words;
    parts::draw_sheet(stage, area);
    const float in = stage.px(look.in);
    const bool beneath = look.button_width == 0;
    const float high = std::max(std::ceil(stage.layout().mm(20)), stage.px(look.button_height));
    const float wide = beneath ? area.w - 2 * in : std::round(stage.px(look.button_width));
    const ui::Rect button{std::round(area.right() - in - wide),
                          std::round(beneath ? area.bottom() - in - high : area.centre().y - high / 2), wide, high};
    parts::draw_button(stage, button, words.text("new_card.offered_yes"), desk::ConfirmOfferedName{scene.seq},
                       parts::ButtonLook::accent, look.label * 1.25f);
    const ui::Rect text{area.x + in, area.y + in, (beneath ? area.right() - in : button.x - in) - area.x - in,
                        (beneath ? button.y : area.bottom()) - in - area.y - in};
    parts::draw(
        stage, {text.x, std::round(text.y + stage.px(look.label * parts::cap_height * 0.8f))},
        parts::fit(stage, words.text(scene.offered_name->empty() ? "new_card.offered_label" : "new_card.offered"),
                   parts::sans(stage, look.label), {.width_px = text.w}),
        stage.theme().second_ink);
    // It may say too much before somebody agreed.
    if (scene.offered_name->empty()) {
        parts::draw(stage, {text.x, std::round(text.bottom() - stage.px(look.name * 0.06f))},
                    parts::fit(stage, words.text("new_card.offered_unseen"), parts::serif(stage, look.name * 0.8f),
                               {.width_px = text.w, .least_units = look.name * 0.4f}),
                    stage.theme().ink);
        return;
    }
    parts::draw_name(stage, *scene.offered_name,
                     {.at = {text.x, std::round(text.bottom() - stage.px(look.name * 0.06f))},
                      .width_px = text.w,
                      .size_units = look.name,
                      .least_units = look.name * 0.5f,
                      .honorific_units = look.name * 0.45f,
                      .max_lines = 1});
}

void draw_later(const parts::Stage& stage, const ui::Rect& rect, float units) {
    parts::draw_button(stage, rect, stage.words.text("new_card.later"), desk::Dismiss{}, parts::ButtonLook::quiet,
                       units);
}

void draw_wide(const parts::Stage& stage, const desk::NewCard& scene) {
    const ui::Theme& theme = stage.theme();
    const auto& words = stage.words;
    stage.canvas.background(ui::Background::washi);
    const float finger = std::max(128.0f, std::ceil(stage.layout().mm(20)) / stage.px(1));
    draw_square(stage, scene, stage.block(96, 132, 496, 800 - finger - 40), true);
    draw_later(stage, stage.block(96, 932 - finger, 496, finger), 40);
    const ui::Rect text = stage.block(672, 0, 1152, 100);
    {
        const auto appearing = stage.canvas.fade(parts::progress(stage.age_ms(), 0, parts::name_there_ms));
        parts::draw(stage, {text.x, stage.layout().y(170)},
                    parts::fit(stage, words.text(scene.again ? "new_card.again" : "new_card.greeting"),
                               parts::sans(stage, 40), {.width_px = text.w * 0.8f}),
                    theme.second_ink);
        parts::draw(stage, {text.x, stage.layout().y(310)},
                    parts::fit(stage, words.text(scene.again ? "new_card.again_title" : "new_card.title"),
                               parts::serif(stage, 124), {.width_px = text.w * 0.86f}),
                    theme.ink);
    }
    parts::draw_rule(stage, text.x, stage.layout().y(360), 72,
                     parts::ease_out(parts::progress(stage.age_ms(), 40, 260)));
    if (scene.offered_name) {
        draw_offer(stage, scene, stage.block(672, 406, 1152, 208),
                   {.in = 36, .name = 88, .label = 32, .button_width = 420, .button_height = 136});
        draw_ways(stage, scene, stage.block(672, 646, 1152, 286),
                  {.gap = 32, .in = 30, .title = 36, .body = 28, .ticket = 72});
    } else {
        parts::draw(stage, {text.x, stage.layout().y(428)},
                    parts::fit(stage, words.text("new_card.body"), parts::sans(stage, 38),
                               {.width_px = text.w, .max_lines = 2, .leading = 1.5f, .least_units = 28}),
                    theme.ink);
        draw_ways(stage, scene, stage.block(672, 540, 1152, 392),
                  {.gap = 32, .in = 38, .title = 44, .body = 30, .ticket = 92});
    }
    parts::draw(stage, {text.x, stage.layout().y(998)},
                parts::fit(stage, words.second().text("new_card.line"), parts::sans(stage, 28),
                           {.width_px = text.w, .least_units = 24}),
                theme.second_ink);
}

void draw_portrait(const parts::Stage& stage, const desk::NewCard& scene) {
    const ui::Theme& theme = stage.theme();
    const auto& words = stage.words;
    stage.canvas.background(ui::Background::washi_still);
    const ui::Rect text = stage.block(44, 0, 632, 100);
    draw_square(stage, scene, stage.block(44, 64, 240, 300), false);
    const ui::Rect beside = stage.block(312, 0, 364, 100);
    {
        const auto appearing = stage.canvas.fade(parts::progress(stage.age_ms(), 0, parts::name_there_ms));
        parts::draw(stage, {beside.x, stage.layout().y(228)},
                    parts::fit(stage, words.text(scene.again ? "new_card.again" : "new_card.greeting"),
                               parts::sans(stage, 26), {.width_px = beside.w, .least_units = 22}),
                    theme.second_ink);
        parts::draw(stage, {beside.x, stage.layout().y(312)},
                    parts::fit(stage, words.text(scene.again ? "new_card.again_title" : "new_card.title"),
                               parts::serif(stage, 84), {.width_px = beside.w, .least_units = 54}),
                    theme.ink);
    }
    parts::draw_rule(stage, beside.x, stage.layout().y(361), 52,
                     parts::ease_out(parts::progress(stage.age_ms(), 40, 260)));
    const float finger = std::max(88.0f, std::ceil(stage.layout().mm(20)) / stage.px(1));
    const float ways_bottom = 1236 - finger - 28;
    const WaysLook rows{.rows = true, .gap = 20, .in = 22, .title = 38, .body = 26, .ticket = 56};
    if (scene.offered_name) {
        draw_offer(stage, scene, stage.block(44, 424, 632, 168),
                   {.in = 28, .name = 60, .label = 26, .button_width = 232, .button_height = 96});
        draw_ways(stage, scene, stage.block(44, 620, 632, ways_bottom - 620), rows);
    } else {
        parts::draw(stage, {text.x, stage.layout().y(448)},
                    parts::fit(stage, words.text("new_card.body"), parts::sans(stage, 26),
                               {.width_px = text.w, .max_lines = 3, .leading = 1.5f, .least_units = 24}),
                    theme.ink);
        draw_ways(stage, scene, stage.block(44, 556, 632, ways_bottom - 556), rows);
    }
    draw_later(stage, stage.block(44, 1236 - finger, 632, finger), 32);
}

void draw_small(const parts::Stage& stage, const desk::NewCard& scene) {
    const ui::Theme& theme = stage.theme();
    const auto& words = stage.words;
    stage.canvas.background(ui::Background::washi_still);
    const float finger = std::max(104.0f, std::ceil(stage.layout().mm(20)) / stage.px(1));
    draw_square(stage, scene, stage.block(44, 44, 210, 392 - finger - 20), false);
    draw_later(stage, stage.block(44, 436 - finger, 210, finger), 28);
    const ui::Rect text = stage.block(282, 0, 474, 100);
    {
        const auto appearing = stage.canvas.fade(parts::progress(stage.age_ms(), 0, parts::name_there_ms));
        parts::draw(stage, {text.x, stage.layout().y(118)},
                    parts::fit(stage, words.text(scene.again ? "new_card.again_title" : "new_card.title"),
                               parts::serif(stage, 80), {.width_px = text.w - stage.px(60)}),
                    theme.ink);
    }
    if (scene.offered_name) {
        parts::draw_rule(stage, text.x, stage.layout().y(154), 48);
        draw_offer(stage, scene, stage.block(282, 176, 474, 260),
                   {.in = 22, .name = 48, .label = 24, .button_height = 104});
    } else {
        parts::draw(stage, {text.x, stage.layout().y(172)},
                    parts::fit(stage, words.text("new_card.body_small"), parts::sans(stage, 28), {.width_px = text.w}),
                    theme.second_ink);
        draw_ways(stage, scene, stage.block(282, 204, 474, 232), {.gap = 14, .in = 24, .title = 26, .ticket = 44});
    }
}

}  // namespace

ui::FrameResult draw_scene(const parts::Stage& stage, const desk::NewCard& scene) {
    if (scene.page != desk::NewCard::Page::offer) return draw_keyboard(stage, scene);
    const ui::FrameResult result = parts::moving_until(stage, parts::press_ends_ms);
    parts::draw_by_form(stage, scene, draw_wide, draw_portrait, draw_small);
    return result.merged(parts::draw_return_ring(stage));
}

}  // namespace screens
