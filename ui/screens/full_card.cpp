// A full card: the tenth stamp, a moment of stillness, a sunrise, and one seal, slowly. The only centred picture.
#include "ui/screens/parts/furniture.h"
#include "ui/screens/parts/season_card.h"
#include "ui/screens/scenes.h"

namespace ui {

namespace {

float risen(const Stage& stage) {
    return ease_in_out(progress(stage.age_ms(), sunrise_begins_ms, sunrise_ends_ms));
}

// The sun comes up from behind the upper edge of the card, which is drawn over it.
void draw_sunrise(const Stage& stage, const Rect& card, float radius, float rise) {
    const float up = risen(stage);
    if (up <= 0) return;
    const Theme& theme = stage.theme();
    const Rect surface = stage.layout().surface();
    const auto horizon = stage.canvas.clip({0, 0, surface.w, card.y + card.h * 0.25f});
    const Point centre{card.centre().x, card.y + radius - rise * up + stage.px(8) * (1 - up)};
    stage.canvas.circle(centre, radius + rise * 0.68f * up, theme.accent.faded(0.16f * up));
    stage.canvas.sun(centre, radius, theme.sun_top.faded(0.88f), theme.sun_bottom.faded(0.88f));
}

void draw_seal(const Stage& stage, Point centre, float diameter) {
    StampArt art = art_of(stage.theme().stamps->seal);
    art.word = stage.words.text("stamp.graduation");
    art.heavy = true;
    art.seed = 7;
    constexpr float angle = -0.045f;  // a hand's, and apart from the round ones
    const Press press = press_at(stage.age_ms(), seal_begins_ms, seal_impact_ms, 1.6f);
    // Its swing is the card's business, which hangs still: the seal is put down, not thrown.
    draw_press(stage, art, centre, diameter, angle, press);
}

std::string season_span(const Stage& stage, const attendance::StampCard& card) {
    if (card.filled.empty()) return {};
    const auto day = [&](base::WallTime at) { return stage.date("date.month_day", at); };
    return stage.words.text("full_card.span",
                            {{"from", day(card.filled.front().at)}, {"to", day(card.filled.back().at)}});
}

std::string title_of(const Stage& stage, const desk::Welcome& scene) {
    return stage.words.text(scene.guest.shown_name.empty() ? "full_card.title" : "full_card.title_with_honorific");
}

// "吉野 さん、卒業おめでとうございます" on one line about `middle`: the name is the larger.
void draw_congratulation(const Stage& stage, const desk::Welcome& scene, Point middle, float width_px, float name_units,
                         float title_units) {
    const Theme& theme = stage.theme();
    const std::string honorific = stage.words.text("name.honorific");
    std::string rest = title_of(stage, scene);
    if (!scene.guest.shown_name.empty()) rest = honorific + rest;
    if (scene.guest.shown_name.empty()) {
        draw(stage, middle, fit(stage, rest, aligned(serif(stage, name_units), Align::centre), {.width_px = width_px}),
             theme.ink);
        return;
    }
    const auto title =
        fit(stage, rest, serif(stage, title_units), {.width_px = width_px * 0.66f, .least_units = title_units * 0.5f});
    const float gap = honorific.empty() ? 0 : stage.px(title_units * 0.3f);
    const auto name =
        fit(stage, scene.guest.shown_name, serif(stage, name_units),
            {.width_px = width_px - gap - title.metrics.width, .least_units = title.style.size_px / stage.px(1)});
    const float left = std::round(middle.x - (name.metrics.width + gap + title.metrics.width) / 2);
    draw(stage, {left, middle.y}, name, theme.ink);
    draw(stage, {std::round(left + name.metrics.width + gap), middle.y}, title, theme.ink);
}

void draw_wide(const Stage& stage, const desk::Welcome& scene) {
    const Theme& theme = stage.theme();
    stage.canvas.background(Background::washi);
    const Rect card = stage.block(276, 140, 1368, 612);
    const float middle = card.centre().x;
    draw_sunrise(stage, card, stage.px(420), stage.px(78));
    const auto places = draw_season_card(stage, scene.card,
                                         {.card = card,
                                          .press = press_at(stage.age_ms()),
                                          .seal_column_units = 340,
                                          .keeper = keeper_of(scene.guest, scene.card)});
    const Point seal{std::round(places.seal_column.centre().x + stage.px(8)),
                     std::round(places.seal_column.y + stage.px(146))};
    const float beneath = seal.y + stage.px(220);
    const auto period = period_of(stage, scene.card.season);
    const Box narrow{.width_px = places.seal_column.w - stage.px(40), .least_units = 24};
    if (!period.empty())
        draw(stage, {seal.x, std::round(beneath)}, fit(stage, period, aligned(serif(stage, 40), Align::centre), narrow),
             theme.on_paper.ink);
    draw(stage, {seal.x, std::round(beneath + stage.px(60))},
         fit(stage, season_span(stage, scene.card), aligned(sans(stage, 28), Align::centre), narrow),
         theme.on_paper.second_ink);

    {
        const auto appearing = stage.canvas.fade(progress(stage.age_ms(), 0, name_there_ms));
        draw_congratulation(stage, scene, {middle, stage.layout().y(888)}, stage.px(1560), 112, 56);
    }
    {
        const auto later = stage.canvas.fade(ease_out(progress(stage.age_ms(), sunrise_begins_ms, sunrise_ends_ms)));
        draw(stage, {middle, stage.layout().y(956)},
             fit(stage, stage.words.text("full_card.line", {{"count", scene.card.season.squares}}),
                 aligned(sans(stage, 36), Align::centre), {.width_px = stage.px(1640)}),
             theme.ink);
        draw(stage, {middle, stage.layout().y(1004)},
             fit(stage, stage.words.second().text("full_card.second", {{"count", scene.card.season.squares}}),
                 aligned(sans(stage, 28), Align::centre), {.width_px = stage.px(1640)}),
             theme.second_ink);
    }
    draw_seal(OnPaper(stage).stage, seal, stage.px(284));
}

void draw_portrait(const Stage& stage, const desk::Welcome& scene) {
    const Theme& theme = stage.theme();
    stage.canvas.background(Background::washi_still);
    const Rect card = stage.block(44, 500, 632, 720);
    const float middle = card.centre().x;
    draw_sunrise(stage, card, stage.px(200), stage.px(84));
    draw_season_card(stage, scene.card,
                     {.card = card,
                      .press = press_at(stage.age_ms()),
                      .cord = false,
                      .with_period = false,
                      .keeper = keeper_of(scene.guest, scene.card)});
    {
        const auto appearing = stage.canvas.fade(progress(stage.age_ms(), 0, name_there_ms));
        if (!scene.guest.shown_name.empty())
            draw_name(stage, scene.guest.shown_name,
                      {.at = {middle, stage.layout().y(166)},
                       .width_px = stage.px(540),
                       .size_units = 112,
                       .least_units = 60,
                       .honorific_units = 36,
                       .align = Align::centre});
        draw(stage, {middle, stage.layout().y(246)},
             fit(stage, stage.words.text("full_card.title"), aligned(serif(stage, 48), Align::centre),
                 {.width_px = stage.px(632), .least_units = 30}),
             theme.ink);
    }
    {
        const auto later = stage.canvas.fade(ease_out(progress(stage.age_ms(), sunrise_begins_ms, sunrise_ends_ms)));
        draw(stage, {middle, stage.layout().y(300)},
             fit(stage, stage.words.text("full_card.line", {{"count", scene.card.season.squares}}),
                 aligned(sans(stage, 26), Align::centre),
                 {.width_px = stage.px(632), .max_lines = 2, .leading = 1.45f, .least_units = 22}),
             theme.second_ink);
    }
    // On the card's corner, and so on the ground as well.
    draw_seal(stage, {stage.layout().x(604), stage.layout().y(548)}, stage.px(150));
}

void draw_small(const Stage& stage, const desk::Welcome& scene) {
    const Theme& theme = stage.theme();
    stage.canvas.background(Background::washi_still);
    const Rect card = stage.block(452, 44, 304, 392);
    draw_sunrise(stage, card, stage.px(132), stage.px(24));
    draw_small_card(stage, card);
    const Rect text = stage.block(44, 0, 384, 100);
    {
        const auto appearing = stage.canvas.fade(progress(stage.age_ms(), 0, name_there_ms));
        const std::string title = stage.words.text("full_card.title");
        const Box two_lines{.width_px = text.w, .max_lines = 2, .leading = 1.35f, .least_units = 24};
        draw_rule(stage, text.x, stage.layout().y(192), 48);
        if (scene.guest.shown_name.empty()) {
            draw_up_from(stage, {text.x, stage.layout().y(152)}, fit(stage, title, serif(stage, 52), two_lines),
                         theme.ink);
        } else {
            draw_name(stage, scene.guest.shown_name,
                      {.at = {text.x, stage.layout().y(150)},
                       .width_px = text.w - stage.px(20),
                       .size_units = 92,
                       .least_units = 48,
                       .honorific_units = 28});
            draw(stage, {text.x, stage.layout().y(256)}, fit(stage, title, serif(stage, 34), two_lines), theme.ink);
        }
    }
    {
        const auto later = stage.canvas.fade(ease_out(progress(stage.age_ms(), sunrise_begins_ms, sunrise_ends_ms)));
        draw_up_from(stage, {text.x, stage.layout().y(434)},
                     fit(stage, stage.words.text("full_card.line", {{"count", scene.card.season.squares}}),
                         sans(stage, 26), {.width_px = text.w, .max_lines = 3, .leading = 1.45f, .least_units = 20}),
                     theme.ink);
    }
    draw(stage, {card.centre().x, std::round(card.bottom() - stage.px(44))},
         fit(stage, season_span(stage, scene.card), aligned(sans(stage, 22), Align::centre),
             {.width_px = card.w - stage.px(40)}),
         theme.on_paper.second_ink);
    const OnPaper paper(stage);
    const Point middle{card.centre().x, card.y + stage.px(174)};
    if (!scene.card.filled.empty() && stage.age_ms() < seal_begins_ms) {
        const int newest = static_cast<int>(scene.card.filled.size()) - 1;
        const auto placed = place_stamp(keeper_of(scene.guest, scene.card), newest);
        draw_press(paper.stage, art_of_square(stage, scene.card.filled.back(), placed, true), middle, stage.px(246),
                   placed.angle, press_at(stage.age_ms()));
    }
    draw_seal(paper.stage, middle, stage.px(256));
}

}  // namespace

FrameResult draw_full_card(const Stage& stage, const desk::Welcome& scene) {
    const FrameResult result = moving_until(stage, graduation_ends_ms);
    draw_by_form(stage, scene, draw_wide, draw_portrait, draw_small);
    return result.merged(draw_return_ring(stage, {.portrait = {656, 64}, .small = {741, 24}}));
}

}  // namespace ui
