// The very first visit: はじめまして is what one reads; why the community meets stands beside it, upright.
#include "parts/furniture.h"
#include "parts/own_page_way.h"
#include "parts/season_card.h"
#include "screens/scenes.h"

namespace screens {

namespace {

// In the guest's own language; else in the screen's second one.
std::string small_line(const parts::Stage& stage, const desk::Welcome& scene) {
    if (const auto own = stage.words.in_own_language(scene.guest.lang, "first_time")) return *own;
    return stage.words.second().text("first_time.title_line");
}

// The community's first sentence, if it can stand upright and is short enough for three columns.
std::optional<std::string> upright_sentence(const parts::Stage& stage) {
    constexpr int characters_max = 42;
    for (const auto& sentence : stage.snapshot.community.statements)
        if (parts::can_stand_upright(sentence) && parts::character_count(sentence) <= characters_max) return sentence;
    return std::nullopt;
}

// What is to be said to this guest, where it has room; else the screen's own.
parts::FittedText fitted_prompt(const parts::Stage& stage, const desk::Welcome& scene, const ui::TextStyle& style,
                                const parts::Box& box) {
    if (!scene.prompt.empty())
        if (auto theirs = parts::fit_sentence(stage, scene.prompt, style, box); !theirs.metrics.ellipsized)
            return theirs;
    return parts::fit(stage, stage.words.text("first_time.prompt"), style, box);
}

void draw_wide(const parts::Stage& stage, const desk::Welcome& scene) {
    const ui::Theme& theme = stage.theme();
    const float age = stage.age_ms();
    stage.canvas.background(ui::Background::washi);
    parts::draw_season_card(stage, scene.card,
                            {.card = stage.block(96, 132, 1048, 800),
                             .press = parts::press_on_fresh(stage),
                             .holder = scene.guest.shown_name,
                             .keeper = parts::keeper_of(scene.guest, scene.card),
                             .order = scene.order});

    const auto sentence = upright_sentence(stage);
    ui::Rect text = stage.block(1224, 0, 600, 100);
    {
        const auto appearing = stage.canvas.fade(parts::progress(age, 0, parts::name_there_ms));
        if (sentence) {
            const ui::Point corner{stage.block(1224, 0, 600, 100).right(), stage.layout().y(252)};
            const auto quiet = stage.canvas.fade(parts::ease_in_out(parts::progress(age, 60, 420)));
            const ui::Rect taken =
                parts::draw_upright(stage, parts::in_columns(*sentence, parts::column_length(stage, 40, stage.px(680))),
                                    corner, 40, 72, theme.ink);
            const float rule = std::round(taken.x - stage.px(30));
            stage.canvas.fill({rule, stage.layout().y(256), stage.layout().hairline(1.5f), stage.px(676)},
                              theme.hairline);
            text.w = rule - stage.px(40) - text.x;
        }
        const auto title = parts::fit(stage, stage.words.text("first_time.title"), parts::serif(stage, 128),
                                      {.width_px = text.w, .max_lines = 2, .leading = 1.17f, .least_units = 72});
        parts::draw(stage, {text.x, stage.layout().y(262)}, title, theme.ink);
        if (!scene.guest.shown_name.empty())
            parts::draw_name(stage, scene.guest.shown_name,
                             {.at = {text.x, stage.layout().y(572)},
                              .width_px = text.w,
                              .size_units = 76,
                              .least_units = 48,
                              .honorific_units = 40});
        parts::draw(
            stage, {text.x, stage.layout().y(640)},
            parts::fit(stage, small_line(stage, scene), parts::sans(stage, 34), {.width_px = text.w, .max_lines = 1}),
            theme.second_ink);
    }
    parts::draw_rule(stage, text.x, stage.layout().y(745), 72, parts::ease_out(parts::progress(age, 40, 260)));
    const auto landed =
        stage.canvas.fade(parts::ease_out(parts::progress(age, parts::count_rises_ms, parts::count_there_ms)));
    if (scene.guest.may_choose)
        return parts::draw_nickname_offer(stage, {text.x, stage.layout().y(796), text.w, stage.px(132)}, 38);
    const auto prompt = fitted_prompt(stage, scene, parts::sans_bold(stage, 42),
                                      {.width_px = text.w, .max_lines = 2, .leading = 1.42f, .least_units = 32});
    parts::draw_up_from(stage, {text.x, stage.layout().y(parts::last_line_above_button(scene.guest, 928))}, prompt,
                        theme.ink);
}

void draw_portrait(const parts::Stage& stage, const desk::Welcome& scene) {
    const ui::Theme& theme = stage.theme();
    const ui::Sizes sizes = ui::sizes_portrait();
    const float age = stage.age_ms();
    stage.canvas.background(ui::Background::washi_still);
    parts::draw_season_card(stage, scene.card,
                            {.card = stage.block(44, 440, 632, parts::card_height_above_button(scene.guest, 440, 1220)),
                             .press = parts::press_of(stage),
                             .cord = false,
                             .with_count = true,
                             .holder = scene.guest.shown_name,
                             .keeper = parts::keeper_of(scene.guest, scene.card),
                             .order = scene.order});
    const ui::Rect text = stage.block(44, 0, 632, 100);
    const auto appearing = stage.canvas.fade(parts::progress(age, 0, parts::name_there_ms));
    const auto title = parts::fit(stage, stage.words.text("first_time.title_line"), parts::serif(stage, 104),
                                  {.width_px = text.w - stage.px(52), .least_units = 50});
    parts::draw(stage, {text.x, stage.layout().y(158)}, title, theme.ink);
    if (!scene.guest.shown_name.empty())
        parts::draw_name(stage, scene.guest.shown_name,
                         {.at = {text.x, stage.layout().y(256)},
                          .width_px = text.w,
                          .size_units = 64,
                          .least_units = 40,
                          .honorific_units = 32});
    parts::draw(stage, {text.x, stage.layout().y(302)},
                parts::fit(stage, small_line(stage, scene), parts::sans(stage, 26), {.width_px = text.w}),
                theme.second_ink);
    if (scene.guest.may_choose) parts::draw_nickname_offer(stage, stage.block(44, 196, 632, 92), 30);
    parts::draw(
        stage, {text.x, stage.layout().y(396)},
        fitted_prompt(stage, scene, parts::sans_bold(stage, 33), {.width_px = text.w, .least_units = sizes.label}),
        theme.ink);
    parts::draw_rule(stage, text.x, stage.layout().y(342), 52, parts::ease_out(parts::progress(age, 40, 260)));
}

void draw_small(const parts::Stage& stage, const desk::Welcome& scene) {
    const ui::Theme& theme = stage.theme();
    const float age = stage.age_ms();
    stage.canvas.background(ui::Background::washi_still);
    const ui::Rect card = stage.block(452, 44, 304, 392);
    parts::draw_small_card(stage, card);
    const float room = parts::draw_own_page_foot(stage, scene.guest, card);
    const ui::Rect text = stage.block(44, 0, 384, 100);
    {
        const auto appearing = stage.canvas.fade(parts::progress(age, 0, parts::name_there_ms));
        const auto title =
            parts::fit(stage, stage.words.text("first_time.title"), parts::serif(stage, 88),
                       {.width_px = text.w - stage.px(40), .max_lines = 2, .leading = 1.14f, .least_units = 50});
        parts::draw(stage, {text.x, stage.layout().y(112)}, title, theme.ink);
        if (!scene.guest.shown_name.empty())
            parts::draw_name(stage, scene.guest.shown_name,
                             {.at = {text.x, stage.layout().y(296)},
                              .width_px = text.w,
                              .size_units = 48,
                              .least_units = 30,
                              .honorific_units = 28});
    }
    parts::draw_rule(stage, text.x, stage.layout().y(332), 48, parts::ease_out(parts::progress(age, 40, 260)));
    if (scene.guest.may_choose)
        parts::draw_nickname_offer(stage, stage.block(44, 346, 384, 96), 26);
    else
        parts::draw_up_from(stage, {text.x, stage.layout().y(434)},
                            fitted_prompt(stage, scene, parts::sans_bold(stage, 28),
                                          {.width_px = text.w, .max_lines = 2, .leading = 1.5f, .least_units = 22}),
                            theme.ink);
    if (!scene.card.filled.empty()) {
        const parts::OnPaper paper(stage);
        const auto& square = scene.card.filled.back();
        const auto placed = ui::place_stamp(parts::keeper_of(scene.guest, scene.card), 0);
        if (!square.label.empty())
            parts::draw(
                stage, {std::round(card.centre().x), std::round(card.y + card.h * room - stage.px(44 * room))},
                parts::fit(stage, parts::event_label(stage, square.label),
                           parts::aligned(parts::sans_bold(stage, 26), ui::Align::centre), {.width_px = card.w * 0.8f}),
                paper.stage.theme().ink);
        parts::draw_press(paper.stage, parts::art_of_square(stage, square, placed, true),
                          {card.centre().x, card.y + stage.px(172 * room)}, stage.px(250 * room), placed.angle,
                          parts::press_of(stage),
                          parts::small_card_room(stage, card, card.y + card.h * room - stage.px(44 * room + 28)),
                          parts::ink_at(stage, square.at, scene.order));
    }
}

}  // namespace

ui::FrameResult draw_first_time(const parts::Stage& stage, const desk::Welcome& scene) {
    const ui::FrameResult result = parts::moving_until(stage, parts::press_ends_ms);
    switch (stage.form()) {
        case ui::Form::wide:
            draw_wide(stage, scene);
            parts::draw_own_page_button(stage, scene.guest);
            break;
        case ui::Form::portrait:
            draw_portrait(stage, scene);
            parts::draw_own_page_button(stage, scene.guest);
            break;
        case ui::Form::small:
            draw_small(stage, scene);
            break;
    }
    return result.merged(
        parts::draw_return_ring(stage, {.portrait = {656, 64}, .small = {741, 24}, .ends_column = true}));
}

}  // namespace screens
