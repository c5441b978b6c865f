// The very first visit: はじめまして is what one reads; why the community meets stands beside it, upright.
#include "ui/screens/parts/furniture.h"
#include "ui/screens/parts/own_page_way.h"
#include "ui/screens/parts/season_card.h"
#include "ui/screens/scenes.h"

namespace ui {

namespace {

// In the guest's own language; else in the screen's second one.
std::string small_line(const Stage& stage, const desk::Welcome& scene) {
    if (const auto own = stage.words.in_own_language(scene.guest.lang, "first_time")) return *own;
    return stage.words.second().text("first_time.title_line");
}

// The community's first sentence, if it can stand upright and is short enough for three columns.
std::optional<std::string> upright_sentence(const Stage& stage) {
    constexpr int characters_max = 42;
    for (const auto& sentence : stage.snapshot.community.statements)
        if (can_stand_upright(sentence) && character_count(sentence) <= characters_max) return sentence;
    return std::nullopt;
}

void draw_wide(const Stage& stage, const desk::Welcome& scene) {
    const Theme& theme = stage.theme();
    const float age = stage.age_ms();
    stage.canvas.background(Background::washi);
    draw_season_card(stage, scene.card,
                     {.card = stage.block(96, 132, 1048, 800),
                      .press = press_at(age),
                      .keeper = keeper_of(scene.guest, scene.card)});

    const auto sentence = upright_sentence(stage);
    Rect text = stage.block(1224, 0, 600, 100);
    {
        const auto appearing = stage.canvas.fade(progress(age, 0, name_there_ms));
        if (sentence) {
            const Point corner{stage.block(1224, 0, 600, 100).right(), stage.layout().y(252)};
            const auto quiet = stage.canvas.fade(ease_in_out(progress(age, 60, 420)));
            const Rect taken = draw_upright(stage, in_columns(*sentence, column_length(stage, 40, stage.px(680))),
                                            corner, 40, 72, theme.ink);
            const float rule = std::round(taken.x - stage.px(30));
            stage.canvas.fill({rule, stage.layout().y(256), stage.layout().hairline(1.5f), stage.px(676)},
                              theme.hairline);
            text.w = rule - stage.px(40) - text.x;
        }
        const auto title = fit(stage, stage.words.text("first_time.title"), serif(stage, 128),
                               {.width_px = text.w, .max_lines = 2, .leading = 1.17f, .least_units = 72});
        draw(stage, {text.x, stage.layout().y(262)}, title, theme.ink);
        if (!scene.guest.shown_name.empty())
            draw_name(stage, scene.guest.shown_name,
                      {.at = {text.x, stage.layout().y(572)},
                       .width_px = text.w,
                       .size_units = 76,
                       .least_units = 48,
                       .honorific_units = 40});
        draw(stage, {text.x, stage.layout().y(640)},
             fit(stage, small_line(stage, scene), sans(stage, 34), {.width_px = text.w, .max_lines = 1}),
             theme.second_ink);
    }
    draw_rule(stage, text.x, stage.layout().y(745), 72, ease_out(progress(age, 40, 260)));
    const auto landed = stage.canvas.fade(ease_out(progress(age, count_rises_ms, count_there_ms)));
    if (scene.guest.may_choose)
        return draw_nickname_offer(stage, {text.x, stage.layout().y(796), text.w, stage.px(132)}, 38);
    const auto prompt = fit(stage, stage.words.text("first_time.prompt"), sans_bold(stage, 42),
                            {.width_px = text.w, .max_lines = 2, .leading = 1.42f, .least_units = 32});
    draw_up_from(stage, {text.x, stage.layout().y(last_line_above_button(scene.guest, 928))}, prompt, theme.ink);
}

void draw_portrait(const Stage& stage, const desk::Welcome& scene) {
    const Theme& theme = stage.theme();
    const Sizes sizes = sizes_portrait();
    const float age = stage.age_ms();
    stage.canvas.background(Background::washi_still);
    draw_season_card(stage, scene.card,
                     {.card = stage.block(44, 440, 632, card_height_above_button(scene.guest, 440, 1220)),
                      .press = press_at(age),
                      .cord = false,
                      .with_count = true,
                      .keeper = keeper_of(scene.guest, scene.card)});
    const Rect text = stage.block(44, 0, 632, 100);
    const auto appearing = stage.canvas.fade(progress(age, 0, name_there_ms));
    const auto title = fit(stage, stage.words.text("first_time.title_line"), serif(stage, 104),
                           {.width_px = text.w - stage.px(52), .least_units = 50});
    draw(stage, {text.x, stage.layout().y(158)}, title, theme.ink);
    if (!scene.guest.shown_name.empty())
        draw_name(stage, scene.guest.shown_name,
                  {.at = {text.x, stage.layout().y(256)},
                   .width_px = text.w,
                   .size_units = 64,
                   .least_units = 40,
                   .honorific_units = 32});
    draw(stage, {text.x, stage.layout().y(302)},
         fit(stage, small_line(stage, scene), sans(stage, 26), {.width_px = text.w}), theme.second_ink);
    if (scene.guest.may_choose) draw_nickname_offer(stage, stage.block(44, 196, 632, 92), 30);
    draw(stage, {text.x, stage.layout().y(396)},
         fit(stage, stage.words.text("first_time.prompt"), sans_bold(stage, 33),
             {.width_px = text.w, .least_units = sizes.label}),
         theme.ink);
    draw_rule(stage, text.x, stage.layout().y(342), 52, ease_out(progress(age, 40, 260)));
}

void draw_small(const Stage& stage, const desk::Welcome& scene) {
    const Theme& theme = stage.theme();
    const float age = stage.age_ms();
    stage.canvas.background(Background::washi_still);
    const Rect card = stage.block(452, 44, 304, 392);
    draw_small_card(stage, card);
    const float room = draw_own_page_foot(stage, scene.guest, card);
    const Rect text = stage.block(44, 0, 384, 100);
    {
        const auto appearing = stage.canvas.fade(progress(age, 0, name_there_ms));
        const auto title =
            fit(stage, stage.words.text("first_time.title"), serif(stage, 88),
                {.width_px = text.w - stage.px(40), .max_lines = 2, .leading = 1.14f, .least_units = 50});
        draw(stage, {text.x, stage.layout().y(112)}, title, theme.ink);
        if (!scene.guest.shown_name.empty())
            draw_name(stage, scene.guest.shown_name,
                      {.at = {text.x, stage.layout().y(296)},
                       .width_px = text.w,
                       .size_units = 48,
                       .least_units = 30,
                       .honorific_units = 28});
    }
    draw_rule(stage, text.x, stage.layout().y(332), 48, ease_out(progress(age, 40, 260)));
    if (scene.guest.may_choose)
        draw_nickname_offer(stage, stage.block(44, 346, 384, 96), 26);
    else
        draw_up_from(stage, {text.x, stage.layout().y(434)},
                     fit(stage, stage.words.text("first_time.prompt"), sans_bold(stage, 28),
                         {.width_px = text.w, .max_lines = 2, .leading = 1.5f, .least_units = 22}),
                     theme.ink);
    if (!scene.card.filled.empty()) {
        const OnPaper paper(stage);
        const auto& square = scene.card.filled.back();
        const auto placed = place_stamp(keeper_of(scene.guest, scene.card), 0);
        if (!square.label.empty())
            draw(stage, {std::round(card.centre().x), std::round(card.y + card.h * room - stage.px(44 * room))},
                 fit(stage, square.label, aligned(sans_bold(stage, 26), Align::centre), {.width_px = card.w * 0.8f}),
                 paper.stage.theme().ink);
        draw_press(paper.stage, art_of_square(stage, square, placed, true),
                   {card.centre().x, card.y + stage.px(172 * room)}, stage.px(256 * room), placed.angle, press_at(age));
    }
}

}  // namespace

FrameResult draw_first_time(const Stage& stage, const desk::Welcome& scene) {
    const FrameResult result = moving_until(stage, press_ends_ms);
    switch (stage.form()) {
        case Form::wide:
            draw_wide(stage, scene);
            draw_own_page_button(stage, scene.guest);
            break;
        case Form::portrait:
            draw_portrait(stage, scene);
            draw_own_page_button(stage, scene.guest);
            break;
        case Form::small:
            draw_small(stage, scene);
            break;
    }
    return result.merged(draw_return_ring(stage, {.portrait = {656, 64}, .small = {741, 24}, .ends_column = true}));
}

}  // namespace ui
