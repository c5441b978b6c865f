// A known guest: the name, today's stamp falling onto the card, one sentence, and the person's own count.
#include "ui/screens/parts/furniture.h"
#include "ui/screens/parts/own_page_way.h"
#include "ui/screens/parts/season_card.h"
#include "ui/screens/scenes.h"

namespace ui {

namespace {

using attendance::Greeting;

std::string_view key_of(Greeting greeting) {
    switch (greeting) {
        case Greeting::first_time:
            return "first_time";
        case Greeting::again:
            return "welcome.again";
        case Greeting::after_while:
            return "welcome.after_while";
        case Greeting::almost_full:
            return "welcome.almost_full";
        case Greeting::full_card:
            return "full_card";
    }
    return "welcome.again";
}

std::string prompt_of(const Stage& stage, const desk::Welcome& scene) {
    if (!scene.prompt.empty()) return between_phrases(scene.prompt);
    const std::string key = std::string(key_of(scene.greeting)) + "_prompt";
    return stage.words.has(key) ? stage.words.text(key) : stage.words.choice(key, scene.card.count);
}

// The small line: in the guest's own language where it is known, and then a little larger; else in the screen's second
// language.
FittedText small_line(const Stage& stage, const desk::Welcome& scene, float size_units, float width_px) {
    const Box box{.width_px = width_px, .least_units = size_units * 0.86f};
    if (const auto own = stage.words.in_own_language(scene.guest.lang, "again"))
        return fit(stage, *own, sans(stage, size_units * 1.2f), box);
    return fit(stage,
               stage.words.second().text(std::string(key_of(scene.greeting)) + "_line", {{"count", scene.card.count}}),
               sans(stage, size_units), box);
}

struct Column {
    float x;  // all in units
    float w;
    float greeting;  // baselines
    float name;
    float rule;
    float rule_width;
    float prompt;
    int prompt_lines;
};

// Greeting, name, rule and prompt. Says where the name's line ends.
void draw_words(const Stage& stage, const desk::Welcome& scene, const Column& column, const Sizes& sizes) {
    const Rect box = stage.block(column.x, 0, column.w, 100);
    const Theme& theme = stage.theme();
    const float age = stage.age_ms();
    const std::string greeting = stage.words.text(key_of(scene.greeting));
    const auto appearing = stage.canvas.fade(progress(age, 0, name_there_ms));
    if (scene.guest.shown_name.empty()) {
        // On one line where it stays large; beside the ring, which a small screen has elsewhere.
        const float room = box.w - (stage.form() == Form::small ? 0 : stage.px(80));
        auto title = fit(stage, greeting, serif(stage, sizes.name * 0.86f),
                         {.width_px = room, .least_units = sizes.name * 0.6f});
        if (title.metrics.ellipsized)
            title = fit(stage, between_phrases(greeting), serif(stage, sizes.name * 0.7f),
                        {.width_px = room, .max_lines = 2, .leading = 1.25f, .least_units = sizes.name * 0.4f});
        draw_up_from(stage, {box.x, stage.layout().y(column.name)}, title, theme.ink);
    } else {
        const auto place = draw_name(stage, scene.guest.shown_name,
                                     {.at = {box.x, stage.layout().y(column.name)},
                                      .width_px = box.w,
                                      .size_units = sizes.name,
                                      .least_units = sizes.name_least,
                                      .honorific_units = sizes.counter_word * 0.86f});
        // Stacked marks push the greeting up.
        const auto text = fit(stage, greeting, sans(stage, sizes.body),
                              {.width_px = box.w - stage.px(stage.form() == Form::small ? 60 : 80)});
        const float lowest = place.ink_top - text.metrics.descent - stage.px(sizes.body * 0.3f);
        draw(stage, {box.x, std::round(std::min(stage.layout().y(column.greeting), lowest))}, text, theme.second_ink);
    }
    draw_rule(stage, box.x, stage.layout().y(column.rule), column.rule_width, ease_out(progress(age, 40, 260)));
    if (scene.guest.may_choose) {
        const float high = sizes.prompt * 2.4f;
        return draw_nickname_offer(stage, stage.block(column.x, column.prompt - sizes.prompt * 1.2f, column.w, high),
                                   sizes.prompt * 0.7f);
    }
    // The screen's own sentences are short; what organizers write may take the column's whole width.
    const bool theirs = !scene.prompt.empty();
    const auto prompt = fit(stage, prompt_of(stage, scene), sans_bold(stage, sizes.prompt),
                            {.width_px = theirs ? box.w : std::min(box.w, stage.px(sizes.prompt * 10.5f)),
                             .max_lines = column.prompt_lines,
                             .leading = sizes.prompt_leading / sizes.prompt,
                             .least_units = sizes.prompt * (theirs ? 0.6f : 0.7f)});
    draw(stage, {box.x, stage.layout().y(column.prompt)}, prompt, theme.ink);
}

// "3つめ"; returns its right edge.
float draw_count(const Stage& stage, int count, Point at, const Sizes& sizes, float width_px) {
    const float risen = ease_out(progress(stage.age_ms(), count_rises_ms, count_there_ms));
    const auto rising = stage.canvas.group({.shift = {0, stage.px(sizes.count * 0.14f) * (1 - risen)}, .alpha = risen});
    const auto number = fit(stage, std::to_string(count), serif(stage, sizes.count), {.width_px = width_px * 0.7f});
    draw(stage, {at.x - number.metrics.ink.x, at.y}, number, stage.theme().accent);
    const float after = at.x + number.metrics.ink.w + counter_gap(stage, sizes.counter_word);
    const auto word = fit(stage, stage.words.text("welcome.counter", {{"count", count}}),
                          serif(stage, sizes.counter_word), {.width_px = width_px - (after - at.x), .least_units = 20});
    draw(stage, {std::round(after), at.y}, word, stage.theme().ink);
    return after + word.metrics.width;
}

void draw_wide(const Stage& stage, const desk::Welcome& scene) {
    const Sizes sizes = sizes_wide();
    stage.canvas.background(Background::washi);
    draw_season_card(stage, scene.card,
                     {.card = stage.block(96, 132, 1048, 800),
                      .press = press_at(stage.age_ms()),
                      .keeper = keeper_of(scene.guest, scene.card)});
    draw_words(stage, scene,
               {.x = 1224,
                .w = 600,
                .greeting = 213,
                .name = 392,
                .rule = 443,
                .rule_width = 72,
                .prompt = 548,
                .prompt_lines = 3},
               sizes);
    const Rect box = stage.block(1224, 0, 600, 100);
    draw_count(stage, scene.card.count, {box.x, stage.layout().y(866)}, sizes, box.w);
    {
        const auto quiet = stage.canvas.fade(progress(stage.age_ms(), count_rises_ms, count_there_ms));
        draw(stage, {box.x, stage.layout().y(last_line_above_button(scene.guest, 932))},
             small_line(stage, scene, sizes.label, box.w), stage.theme().second_ink);
    }
}

void draw_portrait(const Stage& stage, const desk::Welcome& scene) {
    const Sizes sizes = sizes_portrait();
    stage.canvas.background(Background::washi_still);
    draw_season_card(stage, scene.card,
                     {.card = stage.block(44, 440, 632, card_height_above_button(scene.guest, 440, 1220)),
                      .press = press_at(stage.age_ms()),
                      .cord = false,
                      .with_count = true,
                      .keeper = keeper_of(scene.guest, scene.card)});
    draw_words(stage, scene,
               {.x = 44,
                .w = 632,
                .greeting = 94,
                .name = 226,
                .rule = 266,
                .rule_width = 52,
                .prompt = 328,
                .prompt_lines = 2},
               sizes);
}

// All squares of the season in one row: stamps, and rings for those to come.
void draw_dots(const Stage& stage, const desk::Welcome& scene, const Rect& row) {
    const int squares = std::max(scene.card.season.squares, 1);
    const int rows = squares > 10 ? 2 : 1;
    const int columns = (squares + rows - 1) / rows;
    const float pitch = std::min(row.w / static_cast<float>(columns), stage.px(rows == 1 ? 62 : 54));
    const float diameter = std::min(pitch * 0.74f, stage.px(rows == 1 ? 44 : 34));
    const int filled = static_cast<int>(scene.card.filled.size());
    const auto centre_of = [&](int i) {
        const float left = row.right() - pitch * static_cast<float>(columns);
        return Point{std::round(left + pitch * (static_cast<float>(i % columns) + 0.5f)),
                     std::round(row.y + row.h * (static_cast<float>(i / columns) + 0.5f) / static_cast<float>(rows))};
    };
    const std::string keeper = keeper_of(scene.guest, scene.card);
    for (int i = 0; i < squares; ++i) {
        if (i >= filled) {
            stage.canvas.ring(centre_of(i), diameter * 0.39f, stage.layout().hairline(1.5f),
                              mix(stage.theme().hairline, stage.theme().second_ink, 0.4f));
            continue;
        }
        const auto placed = place_stamp(keeper, i);
        const bool newest = i + 1 == filled;
        const float alpha =
            newest ? newest_stamp_opacity * progress(stage.age_ms(), impact_ms, count_rises_ms) : placed.opacity;
        auto art = art_of_square(stage, scene.card.filled[static_cast<std::size_t>(i)], placed, newest);
        art.date.clear();
        stage.canvas.stamp(art, centre_of(i), diameter * (newest ? newest_stamp_scale * 1.05f : 1), placed.angle,
                           stage.theme().accent.faded(alpha));
    }
}

void draw_small(const Stage& stage, const desk::Welcome& scene) {
    const Sizes sizes = sizes_small();
    stage.canvas.background(Background::washi_still);
    const Rect card = stage.block(452, 44, 304, 324);
    draw_small_card(stage, card);
    const float room = draw_own_page_foot(stage, scene.guest, card);
    draw_words(stage, scene,
               {.x = 44,
                .w = 376,
                .greeting = 76,
                .name = 188,
                .rule = 222,
                .rule_width = 48,
                .prompt = 280,
                .prompt_lines = 3},
               sizes);
    // The foot is one line across and the same in a mirrored layout.
    const Layout& layout = stage.layout();
    const float right = draw_count(stage, scene.card.count, {layout.x(44), layout.y(438)}, sizes, stage.px(200));
    const float from = std::max(right + stage.px(16), layout.x(196));
    draw_dots(stage, scene, {from, layout.y(384), layout.x(760) - from, stage.px(72)});
    if (!scene.card.filled.empty()) {
        const OnPaper paper(stage);
        const auto& square = scene.card.filled.back();
        const auto placed =
            place_stamp(keeper_of(scene.guest, scene.card), static_cast<int>(scene.card.filled.size()) - 1);
        const std::string label = square.label.empty() ? stage.date("date.month_day", square.at) : square.label;
        draw(stage, {std::round(card.centre().x), std::round(card.y + card.h * room - stage.px(34 * room))},
             fit(stage, label, aligned(sans_bold(stage, sizes.label), Align::centre), {.width_px = card.w * 0.8f}),
             paper.stage.theme().ink);
        draw_press(paper.stage, art_of_square(stage, square, placed, true),
                   {card.centre().x, card.y + stage.px(140 * room)}, stage.px(246 * room), placed.angle,
                   press_at(stage.age_ms()));
    }
}

}  // namespace

FrameResult draw_scene(const Stage& stage, const desk::Welcome& scene) {
    if (scene.greeting == attendance::Greeting::first_time) return draw_first_time(stage, scene);
    if (scene.greeting == attendance::Greeting::full_card) return draw_full_card(stage, scene);

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
    return result.merged(draw_return_ring(stage, {.small = {741, 24}, .ends_column = true}));
}

}  // namespace ui
