// A card that nobody knows yet. It is stamped already; whose it is can be said by phone, to staff, here, or later.
#include "parts/furniture.h"
#include "parts/qr_place.h"
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
    const parts::Press press = scene.again ? parts::pressed_long_ago()
                               : cord      ? parts::press_on_fresh(stage)
                                           : parts::press_of(stage);
    const ui::Point hole{std::round(card.centre().x), std::round(card.y + stage.px(44))};
    const auto& event = stage.snapshot.door.event;
    const auto hung = stage.canvas.group({.shift = {0, -stage.px(parts::hung_from_units) * press.hang}});
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
            parts::draw(stage, {std::round(card.centre().x), std::round(card.bottom() - stage.px(label_units * 1.9f))},
                        parts::fit(stage, parts::event_label(stage, square.label),
                                   parts::aligned(parts::sans_bold(stage, label_units), ui::Align::centre),
                                   {.width_px = card.w * 0.8f}),
                        theme.ink);
        const auto placed = ui::place_stamp("new card", static_cast<int>(stage.snapshot.arrived % 97));
        const float top = cord ? stage.px(64) : 0;
        const float foot = square.label.empty() ? 0 : stage.px(label_units * 2.1f);
        const float diameter = std::min(card.w * 0.84f, (card.h - top - foot) * 0.9f);
        parts::draw_press(
            stage, parts::art_of_square(stage, square, placed, true),
            {card.centre().x, card.y + top + (card.h - top - foot) / 2}, diameter, placed.angle, press,
            parts::small_card_room(stage, card, card.bottom() - std::max(foot, stage.px(label_units * 3.1f))),
            parts::ink_at(stage, square.at, scene.order));
    }
    if (cord) parts::draw_cord(stage, hole);
}

// What can be done now. What only informs lies flat on the ground: a code for the phone, a number for the desk. What
// can be touched is a button. Sizes in units.
struct WaysLook {
    float caption = 0;
    float note = 0;  // the second line of a caption
    float ticket = 0;
    float button = 0;
    float button_height = 0;
    bool button_beneath = false;  // under the code as well; else beside it
    float code_share = 0.5f;      // of the width, at most, for the code
    bool tight = false;           // beside a code there is room for the most needed words only
};

// "スマホで / 読みとって登録"; returns its foot.
float draw_caption(const parts::Stage& stage, ui::Point top, float width_px, const WaysLook& look,
                   std::string_view title, std::string_view note) {
    float last = top.y - stage.px(look.note * 0.6f);
    if (!title.empty()) {
        const auto head = parts::fit_whole(stage, title, parts::sans_bold(stage, look.caption),
                                           {.width_px = width_px, .max_lines = 2, .leading = 1.25f});
        last = parts::draw(stage, {top.x, std::round(top.y + head.style.size_px * parts::cap_height)}, head,
                           stage.theme().ink);
    }
    const auto body = parts::fit_whole(stage, note, parts::sans(stage, look.note),
                                       {.width_px = width_px, .max_lines = 2, .leading = 1.3f});
    return parts::draw(stage, {top.x, std::round(last + body.style.size_px * 1.5f)}, body, stage.theme().second_ink) +
           body.metrics.descent;
}

// On two lines: whom to tell and the number, and what to do.
void draw_tight_ticket_way(const parts::Stage& stage, const ui::Rect& area, const std::string& ticket,
                           const WaysLook& look) {
    const auto code = parts::fit(stage, ticket, parts::figures(parts::serif(stage, look.ticket)),
                                 {.width_px = area.w * 0.6f, .least_units = 28});
    const float baseline = std::round(area.y + code.style.size_px * parts::cap_height);
    parts::draw(stage, {std::round(area.right() - code.metrics.width), baseline}, code, stage.theme().ink);
    parts::draw(stage, {area.x, baseline},
                parts::fit(stage, stage.words.text("new_card.staff"), parts::sans_bold(stage, look.caption),
                           {.width_px = area.w - code.metrics.width - stage.px(8)}),
                stage.theme().ink);
    parts::draw(
        stage, {area.x, std::round(baseline + stage.px(look.note * 1.45f))},
        parts::fit(stage, stage.words.text("new_card.staff_body"), parts::sans(stage, look.note), {.width_px = area.w}),
        stage.theme().second_ink);
}

// The number beside its caption, or under it in a narrow place.
void draw_ticket_way(const parts::Stage& stage, const ui::Rect& area, const std::string& ticket, const WaysLook& look) {
    const ui::TextStyle figures = parts::figures(parts::serif(stage, look.ticket));
    const float number = stage.canvas.measure(ticket, figures).width;
    const float gap = stage.px(look.caption);
    const bool beside = area.w - number - gap > stage.px(look.note) * 8;
    const float foot = draw_caption(stage, {area.x, area.y}, beside ? area.w - number - gap : area.w, look,
                                    stage.words.text("new_card.staff"), stage.words.text("new_card.staff_body"));
    const auto code = parts::fit(stage, ticket, figures, {.width_px = area.w, .least_units = 28});
    const float high = code.style.size_px * parts::cap_height;
    if (beside)
        parts::draw(stage, {std::round(area.right() - number), std::round((area.y + foot + high) / 2)}, code,
                    stage.theme().ink);
    else
        parts::draw(stage, {area.x, std::round(foot + high + gap * 0.7f)}, code, stage.theme().ink);
}

// The other button of a screen that offers a name is quiet: one thing at a time asks to be touched.
void draw_write_way(const parts::Stage& stage, const ui::Rect& rect, const WaysLook& look, bool quiet) {
    const desk::Answer answer = desk::OpenKeyboard{parts::keyboard_of(stage)};
    parts::draw_button(stage, rect, "", answer, quiet ? parts::ButtonLook::quiet : parts::ButtonLook::accent,
                       look.button);
    const parts::Box box{.width_px = rect.w - stage.px(look.button)};
    const auto head = parts::fit(stage, stage.words.text("new_card.write"),
                                 parts::aligned(parts::sans_bold(stage, look.button), ui::Align::centre), box);
    const auto note = parts::fit(stage, stage.words.text("new_card.write_body"),
                                 parts::aligned(parts::sans(stage, look.note), ui::Align::centre), box);
    const ui::Colour ink = quiet ? stage.theme().on_paper.ink : stage.theme().on_accent;
    const ui::Point middle{std::round(rect.centre().x), rect.centre().y};
    parts::draw_in_middle(stage, middle - ui::Point{0, note.style.size_px * 0.8f}, head, ink);
    parts::draw_in_middle(stage, middle + ui::Point{0, head.style.size_px * 0.72f}, note, ink);
}

// Without a hub, or where it would be too small to be read, there is no code; nor where one touch takes an offered
// name.
void draw_ways(const parts::Stage& stage, const desk::NewCard& scene, const ui::Rect& area, const WaysLook& look) {
    const float gap = std::round(stage.px(look.caption));
    const float finger = std::ceil(stage.layout().mm(20));
    const float high = std::round(std::max(finger, stage.px(look.button_height)));
    const bool offers = scene.offered_name.has_value();
    ui::Rect rest = area;
    ui::Rect button{area.x, area.bottom() - high, area.w, high};
    if (look.button_beneath) rest.h -= high + gap;
    const float room = std::min(rest.h, std::floor(area.w * look.code_share));
    const float side = scene.register_url.empty() || offers ? 0 : parts::qr_side(stage, scene.register_url, room);
    if (side > 0) {
        parts::draw_qr(stage, {area.x, std::round(rest.y + (rest.h - side) / 2), side, side}, scene.register_url);
        rest = {std::round(area.x + side + gap), rest.y, area.w - side - gap, rest.h};
        if (!look.button_beneath) button = {rest.x, button.y, rest.w, high};
        const std::string title = look.tight ? std::string() : stage.words.text("new_card.phone");
        const float foot =
            draw_caption(stage, {rest.x, rest.y}, rest.w, look, title, stage.words.text("new_card.phone_body"));
        const float rule = std::round(foot + gap * (look.tight ? 0.4f : 0.7f));
        stage.canvas.fill({rest.x, rule, rest.w, stage.layout().hairline(1.5f)}, stage.theme().hairline);
        rest = {rest.x, std::round(rule + gap * (look.tight ? 0.5f : 0.8f)), rest.w, rest.bottom() - rule};
        if (look.tight) {
            draw_tight_ticket_way(stage, rest, scene.ticket, look);
            return draw_write_way(stage, button, look, offers);
        }
    } else if (look.button_beneath) {
        const float line = std::round(stage.px(look.ticket * 1.3f));  // near the button
        rest = {rest.x, rest.bottom() - line, rest.w, line};
    } else if (!look.button_beneath) {
        const float half = std::floor((area.w - gap) / 2);
        rest.w = half;
        button = {area.right() - half, area.y, half, std::min(area.h, std::round(high * 1.4f))};
    }
    draw_ticket_way(stage, rest, scene.ticket, look);
    draw_write_way(stage, button, look, offers);
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
                  {.caption = 36, .note = 28, .ticket = 84, .button = 40, .button_height = 128});
    } else {
        parts::draw(stage, {text.x, stage.layout().y(428)},
                    parts::fit(stage, words.text("new_card.body"), parts::sans(stage, 38),
                               {.width_px = text.w, .max_lines = 2, .leading = 1.5f, .least_units = 28}),
                    theme.ink);
        draw_ways(stage, scene, stage.block(672, 524, 1152, 408),
                  {.caption = 36, .note = 28, .ticket = 92, .button = 44, .button_height = 136});
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
    const float later_bottom = 1200;
    const float ways_bottom = later_bottom - finger - 28;
    const WaysLook look{.caption = 30,
                        .note = 24,
                        .ticket = 72,
                        .button = 34,
                        .button_height = 108,
                        .button_beneath = true,
                        .code_share = 0.58f};
    if (scene.offered_name) {
        draw_offer(stage, scene, stage.block(44, 424, 632, 168),
                   {.in = 28, .name = 60, .label = 26, .button_width = 232, .button_height = 96});
        draw_ways(stage, scene, stage.block(44, 620, 632, ways_bottom - 620), look);
    } else {
        parts::draw(stage, {text.x, stage.layout().y(448)},
                    parts::fit(stage, words.text("new_card.body"), parts::sans(stage, 26),
                               {.width_px = text.w, .max_lines = 3, .leading = 1.5f, .least_units = 24}),
                    theme.ink);
        draw_ways(stage, scene, stage.block(44, 556, 632, ways_bottom - 556), look);
    }
    draw_later(stage, stage.block(44, later_bottom - finger, 632, finger), 32);
    parts::draw(stage, {text.x, stage.layout().y(1238)},
                parts::fit(stage, words.second().text("new_card.line"), parts::sans(stage, 24), {.width_px = text.w}),
                theme.second_ink);
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
        parts::draw(stage, {text.x, stage.layout().y(111)},
                    parts::fit(stage, words.text(scene.again ? "new_card.again_title" : "new_card.title"),
                               parts::serif(stage, 80), {.width_px = text.w - stage.px(60)}),
                    theme.ink);
    }
    if (scene.offered_name) {
        parts::draw_rule(stage, text.x, stage.layout().y(154), 48);
        draw_offer(stage, scene, stage.block(282, 176, 474, 260),
                   {.in = 22, .name = 48, .label = 24, .button_height = 104});
    } else {
        parts::draw(stage, {text.x, stage.layout().y(160)},
                    parts::fit(stage, words.text("new_card.body_small"), parts::sans(stage, 28), {.width_px = text.w}),
                    theme.second_ink);
        draw_ways(stage, scene, stage.block(282, 182, 474, 254),
                  {.caption = 22,
                   .note = 20,
                   .ticket = 42,
                   .button = 26,
                   .button_height = 104,
                   .code_share = 0.54f,
                   .tight = true});
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
