// A full card: the tenth stamp, a moment of stillness, a sunrise, and one seal, slowly. The only centred picture.
#include "parts/furniture.h"
#include "parts/own_page_way.h"
#include "parts/season_card.h"
#include "screens/scenes.h"

namespace screens {

namespace {

float risen(const parts::Stage& stage) {
    return parts::ease_in_out(parts::progress(stage.age_ms(), parts::sunrise_begins_ms, parts::sunrise_ends_ms));
}

// The sun comes up from behind the upper edge of the card, which is drawn over it.
void draw_sunrise(const parts::Stage& stage, const ui::Rect& card, float radius, float rise) {
    const float there = risen(stage);
    if (there <= 0) return;
    const float up = stage.calm() ? 1 : there;
    const auto appearing = stage.canvas.fade(stage.calm() ? there : 1);
    const ui::Theme& theme = stage.theme();
    const ui::Rect surface = stage.layout().surface();
    const auto horizon = stage.canvas.clip({0, 0, surface.w, card.y + card.h * 0.25f});
    const ui::Point centre{card.centre().x, card.y + radius - rise * up + stage.px(8) * (1 - up)};
    stage.canvas.circle(centre, radius + rise * 0.68f * up, theme.accent.faded(0.16f * up));
    stage.canvas.sun(centre, radius, theme.sun_top.faded(0.88f), theme.sun_bottom.faded(0.88f));
}

void draw_seal(const parts::Stage& stage, ui::Point centre, float diameter, const parts::PressRoom& room) {
    ui::StampArt art = ui::art_of(stage.theme().stamps->seal);
    art.word = stage.words.text("stamp.graduation");
    art.heavy = true;
    art.seed = 7;
    constexpr float angle = -0.045f;  // a hand's, and apart from the round ones
    const parts::Press press = parts::press_of(stage, parts::seal_begins_ms, parts::seal_impact_ms, 1.6f);
    // Its swing is the card's business, which hangs still: the seal is put down, not thrown.
    parts::draw_press(stage, art, centre, diameter, angle, press, room);
}

std::string season_span(const parts::Stage& stage, const attendance::StampCard& card) {
    if (card.filled.empty()) return {};
    const auto day = [&](base::WallTime at) { return stage.date("date.month_day", at); };
    return stage.words.text("full_card.span",
                            {{"from", day(card.filled.front().at)}, {"to", day(card.filled.back().at)}});
}

std::string title_of(const parts::Stage& stage, const desk::Welcome& scene) {
    return stage.words.text(scene.guest.shown_name.empty() ? "full_card.title" : "full_card.title_with_honorific");
}

// "吉野 さん、卒業おめでとうございます" on one line about `middle`: the name is the larger.
void draw_congratulation(const parts::Stage& stage, const desk::Welcome& scene, ui::Point middle, float width_px,
                         float name_units, float title_units) {
    const ui::Theme& theme = stage.theme();
    const std::string honorific = stage.words.honorific_of(scene.guest.shown_name);
    std::string rest = title_of(stage, scene);
    if (!scene.guest.shown_name.empty()) rest = honorific + rest;
    if (scene.guest.shown_name.empty()) {
        parts::draw(stage, middle,
                    parts::fit(stage, rest, parts::aligned(parts::serif(stage, name_units), ui::Align::centre),
                               {.width_px = width_px}),
                    theme.ink);
        return;
    }
    const auto title = parts::fit(stage, rest, parts::serif(stage, title_units),
                                  {.width_px = width_px * 0.66f, .least_units = title_units * 0.5f});
    const float gap = honorific.empty() ? 0 : stage.px(title_units * 0.3f);
    const auto name = parts::fit(
        stage, scene.guest.shown_name, parts::serif(stage, name_units),
        {.width_px = width_px - gap - title.metrics.width, .least_units = title.style.size_px / stage.px(1)});
    const float left = std::round(middle.x - (name.metrics.width + gap + title.metrics.width) / 2);
    parts::draw(stage, {left, middle.y}, name, theme.ink);
    parts::draw(stage, {std::round(left + name.metrics.width + gap), middle.y}, title, theme.ink);
}

// Below the seal of a wide screen: the season's months, and the days of the first and the last stamp.
void draw_period(const parts::Stage& stage, const attendance::StampCard& card, ui::Point middle, float width_px) {
    const ui::Theme& theme = stage.theme();
    const auto period = parts::period_of(stage, card.season);
    const parts::Box narrow{.width_px = width_px, .least_units = 24};
    if (!period.empty())
        parts::draw(stage, {middle.x, std::round(middle.y)},
                    parts::fit(stage, period, parts::aligned(parts::serif(stage, 40), ui::Align::centre), narrow),
                    theme.on_paper.ink);
    parts::draw(
        stage, {middle.x, std::round(middle.y + stage.px(60))},
        parts::fit(stage, season_span(stage, card), parts::aligned(parts::sans(stage, 28), ui::Align::centre), narrow),
        theme.on_paper.second_ink);
}

void draw_wide(const parts::Stage& stage, const desk::Welcome& scene) {
    const ui::Theme& theme = stage.theme();
    stage.canvas.background(ui::Background::washi);
    const ui::Rect card = stage.block(276, 140, 1368, 612);
    const float middle = card.centre().x;
    draw_sunrise(stage, card, stage.px(420), stage.px(78));
    const auto places = parts::draw_season_card(stage, scene.card,
                                                {.card = card,
                                                 .press = parts::press_of(stage),
                                                 .seal_column_units = 340,
                                                 .keeper = parts::keeper_of(scene.guest, scene.card),
                                                 .order = scene.order});
    const ui::Point seal{std::round(places.seal_column.centre().x + stage.px(8)),
                         std::round(places.seal_column.y + stage.px(146))};
    const float beneath = seal.y + stage.px(220);
    if (!scene.guest.may_open_page)
        draw_period(stage, scene.card, {seal.x, beneath}, places.seal_column.w - stage.px(40));

    {
        const auto appearing = stage.canvas.fade(parts::progress(stage.age_ms(), 0, parts::name_there_ms));
        draw_congratulation(stage, scene, {middle, stage.layout().y(888)}, stage.px(1560), 112, 56);
    }
    {
        const auto later = stage.canvas.fade(
            parts::ease_out(parts::progress(stage.age_ms(), parts::sunrise_begins_ms, parts::sunrise_ends_ms)));
        parts::draw(stage, {middle, stage.layout().y(956)},
                    parts::fit(stage, stage.words.text("full_card.line", {{"count", scene.card.season.squares}}),
                               parts::aligned(parts::sans(stage, 36), ui::Align::centre), {.width_px = stage.px(1640)}),
                    theme.ink);
        parts::draw(
            stage, {middle, stage.layout().y(1004)},
            parts::fit(stage, stage.words.second().text("full_card.second", {{"count", scene.card.season.squares}}),
                       parts::aligned(parts::sans(stage, 28), ui::Align::centre), {.width_px = stage.px(1640)}),
            theme.second_ink);
    }
    const ui::Rect column = places.seal_column;
    const float line = column.w - stage.px(88);
    parts::draw_own_page_line(stage, scene.guest, card, {seal.x - line / 2, beneath - stage.px(16), line, stage.px(96)},
                              26);
    draw_seal(parts::OnPaper(stage).stage, seal, stage.px(284),
              {.paper = card,
               .free = {column.x + stage.px(8), column.y, column.w - stage.px(12), beneath - stage.px(48) - column.y}});
}

void draw_portrait(const parts::Stage& stage, const desk::Welcome& scene) {
    const ui::Theme& theme = stage.theme();
    stage.canvas.background(ui::Background::washi_still);
    const ui::Rect card = stage.block(44, 508, 632, 728);
    const float middle = card.centre().x;
    draw_sunrise(stage, card, stage.px(200), stage.px(84));
    const auto places = parts::draw_season_card(stage, scene.card,
                                                {.card = card,
                                                 .press = parts::press_of(stage),
                                                 .cord = false,
                                                 .seal_row_units = 150,
                                                 .keeper = parts::keeper_of(scene.guest, scene.card),
                                                 .order = scene.order});
    const ui::Rect row = places.seal_row;
    const ui::Point seal{std::round(row.right() - stage.px(84)), std::round(row.centre().y + stage.px(4))};
    const float raised = scene.guest.may_open_page ? stage.px(40) : 0;
    parts::draw(
        stage, {row.x + stage.px(4), std::round(row.centre().y + stage.px(14) - raised)},
        parts::fit(stage, season_span(stage, scene.card), parts::sans(stage, 28), {.width_px = row.w - stage.px(200)}),
        theme.on_paper.second_ink);
    {
        const auto appearing = stage.canvas.fade(parts::progress(stage.age_ms(), 0, parts::name_there_ms));
        if (!scene.guest.shown_name.empty())
            parts::draw_name(stage, scene.guest.shown_name,
                             {.at = {middle, stage.layout().y(166)},
                              .width_px = stage.px(540),
                              .size_units = 112,
                              .least_units = 60,
                              .honorific_units = 36,
                              .align = ui::Align::centre});
        parts::draw(stage, {middle, stage.layout().y(246)},
                    parts::fit(stage, stage.words.text("full_card.title"),
                               parts::aligned(parts::serif(stage, 48), ui::Align::centre),
                               {.width_px = stage.px(632), .least_units = 30}),
                    theme.ink);
    }
    {
        const auto later = stage.canvas.fade(
            parts::ease_out(parts::progress(stage.age_ms(), parts::sunrise_begins_ms, parts::sunrise_ends_ms)));
        parts::draw(stage, {middle, stage.layout().y(300)},
                    parts::fit(stage, stage.words.text("full_card.line", {{"count", scene.card.season.squares}}),
                               parts::aligned(parts::sans(stage, 26), ui::Align::centre),
                               {.width_px = stage.px(632), .max_lines = 2, .leading = 1.45f, .least_units = 22}),
                    theme.second_ink);
        parts::draw(
            stage, {middle, stage.layout().y(378)},
            parts::fit(stage, stage.words.second().text("full_card.second", {{"count", scene.card.season.squares}}),
                       parts::aligned(parts::sans(stage, 24), ui::Align::centre), {.width_px = stage.px(632)}),
            theme.second_ink);
    }
    parts::draw_own_page_line(stage, scene.guest, card,
                              {row.x + stage.px(4), row.centre().y + stage.px(4), row.w - stage.px(200), stage.px(64)});
    draw_seal(parts::OnPaper(stage).stage, seal, stage.px(140), {.paper = card, .free = row});
}

void draw_small(const parts::Stage& stage, const desk::Welcome& scene) {
    const ui::Theme& theme = stage.theme();
    stage.canvas.background(ui::Background::washi_still);
    const ui::Rect card = stage.block(452, 44, 304, 392);
    draw_sunrise(stage, card, stage.px(132), stage.px(24));
    parts::draw_small_card(stage, card);
    const ui::Rect text = stage.block(44, 0, 384, 100);
    {
        const auto appearing = stage.canvas.fade(parts::progress(stage.age_ms(), 0, parts::name_there_ms));
        const std::string title = stage.words.text("full_card.title");
        const parts::Box two_lines{.width_px = text.w, .max_lines = 2, .leading = 1.35f, .least_units = 24};
        parts::draw_rule(stage, text.x, stage.layout().y(192), 48);
        if (scene.guest.shown_name.empty()) {
            parts::draw_up_from(stage, {text.x, stage.layout().y(152)},
                                parts::fit(stage, title, parts::serif(stage, 52), two_lines), theme.ink);
        } else {
            parts::draw_name(stage, scene.guest.shown_name,
                             {.at = {text.x, stage.layout().y(150)},
                              .width_px = text.w - stage.px(20),
                              .size_units = 92,
                              .least_units = 48,
                              .honorific_units = 28});
            parts::draw(stage, {text.x, stage.layout().y(256)},
                        parts::fit(stage, title, parts::serif(stage, 34), two_lines), theme.ink);
        }
    }
    {
        const auto later = stage.canvas.fade(
            parts::ease_out(parts::progress(stage.age_ms(), parts::sunrise_begins_ms, parts::sunrise_ends_ms)));
        parts::draw_up_from(
            stage, {text.x, stage.layout().y(434)},
            parts::fit(stage, stage.words.text("full_card.line", {{"count", scene.card.season.squares}}),
                       parts::sans(stage, 26),
                       {.width_px = text.w, .max_lines = 3, .leading = 1.45f, .least_units = 20}),
            theme.ink);
    }
    if (!scene.guest.may_open_page)
        parts::draw(
            stage, {card.centre().x, std::round(card.bottom() - stage.px(44))},
            parts::fit(stage, season_span(stage, scene.card), parts::aligned(parts::sans(stage, 22), ui::Align::centre),
                       {.width_px = card.w - stage.px(40)}),
            theme.on_paper.second_ink);
    parts::draw_own_page_foot(stage, scene.guest, card);
    const parts::OnPaper paper(stage);
    const ui::Point middle{card.centre().x, card.y + stage.px(174)};
    const auto room = parts::small_card_room(stage, card, card.bottom() - stage.px(44 + 26));
    if (!scene.card.filled.empty() && stage.age_ms() < parts::seal_impact_ms) {
        const int newest = static_cast<int>(scene.card.filled.size()) - 1;
        const auto placed = ui::place_stamp(parts::keeper_of(scene.guest, scene.card), newest);
        parts::draw_press(paper.stage, parts::art_of_square(stage, scene.card.filled.back(), placed, true), middle,
                          stage.px(236), placed.angle, parts::press_of(stage), room,
                          parts::ink_at(stage, scene.card.filled.back().at, scene.order));
    }
    draw_seal(paper.stage, middle, stage.px(252), room);
}

}  // namespace

ui::FrameResult draw_full_card(const parts::Stage& stage, const desk::Welcome& scene) {
    const ui::FrameResult result = parts::moving_until(stage, parts::graduation_ends_ms);
    parts::draw_by_form(stage, scene, draw_wide, draw_portrait, draw_small);
    return result.merged(parts::draw_return_ring(stage, {.portrait = {656, 64}, .small = {741, 24}}));
}

}  // namespace screens
