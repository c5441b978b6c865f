// A known guest: the name, today's stamp falling onto the card, one sentence, and the person's own count.
#include "parts/count_words.h"
#include "parts/furniture.h"
#include "parts/own_page_way.h"
#include "parts/season_card.h"
#include "screens/scenes.h"

namespace screens {

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

std::string prompt_of(const parts::Stage& stage, const desk::Welcome& scene) {
    if (!scene.prompt.empty()) return scene.prompt;
    const std::string key = std::string(key_of(scene.greeting)) + "_prompt";
    return stage.words.has(key) ? stage.words.text(key) : stage.words.choice(key, scene.card.count);
}

// The small line: in the guest's own language where it is known, and then a little larger; else in the screen's second
// language.
parts::FittedText small_line(const parts::Stage& stage, const desk::Welcome& scene, float size_units, float width_px) {
    const parts::Box box{.width_px = width_px, .least_units = size_units * 0.86f};
    if (const auto own = stage.words.in_own_language(scene.guest.lang, "again"))
        return parts::fit(stage, *own, parts::sans(stage, size_units * 1.2f), box);
    return parts::fit(
        stage, stage.words.second().text(std::string(key_of(scene.greeting)) + "_line", {{"count", scene.card.count}}),
        parts::sans(stage, size_units), box);
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
void draw_words(const parts::Stage& stage, const desk::Welcome& scene, const Column& column, const ui::Sizes& sizes) {
    const ui::Rect box = stage.block(column.x, 0, column.w, 100);
    const ui::Theme& theme = stage.theme();
    const float age = stage.age_ms();
    const std::string greeting = stage.words.text(key_of(scene.greeting));
    const auto appearing = stage.canvas.fade(parts::progress(age, 0, parts::name_there_ms));
    if (scene.guest.shown_name.empty()) {
        // On one line where it stays large; beside the ring, which a small screen has elsewhere.
        const float room = box.w - (stage.form() == ui::Form::small ? 0 : stage.px(80));
        auto title = parts::fit(stage, greeting, parts::serif(stage, sizes.name * 0.86f),
                                {.width_px = room, .least_units = sizes.name * 0.6f});
        if (title.metrics.ellipsized)
            title = parts::fit(stage, parts::between_phrases(greeting), parts::serif(stage, sizes.name * 0.7f),
                               {.width_px = room, .max_lines = 2, .leading = 1.25f, .least_units = sizes.name * 0.4f});
        parts::draw_up_from(stage, {box.x, stage.layout().y(column.name)}, title, theme.ink);
    } else {
        const auto place = parts::draw_name(stage, scene.guest.shown_name,
                                            {.at = {box.x, stage.layout().y(column.name)},
                                             .width_px = box.w,
                                             .size_units = sizes.name,
                                             .least_units = sizes.name_least,
                                             .honorific_units = sizes.counter_word * 0.86f});
        // Stacked marks push the greeting up.
        const auto text = parts::fit(stage, greeting, parts::sans(stage, sizes.body),
                                     {.width_px = box.w - stage.px(stage.form() == ui::Form::small ? 60 : 80)});
        const float lowest = place.ink_top - text.metrics.descent - stage.px(sizes.body * 0.3f);
        parts::draw(stage, {box.x, std::round(std::min(stage.layout().y(column.greeting), lowest))}, text,
                    theme.second_ink);
    }
    parts::draw_rule(stage, box.x, stage.layout().y(column.rule), column.rule_width,
                     parts::ease_out(parts::progress(age, 40, 260)));
    if (scene.guest.may_choose) {
        const float high = sizes.prompt * 2.4f;
        return parts::draw_nickname_offer(
            stage, stage.block(column.x, column.prompt - sizes.prompt * 1.2f, column.w, high), sizes.prompt * 0.7f);
    }
    // The screen's own sentences are short; what organizers write may take the column's whole width.
    const bool theirs = !scene.prompt.empty();
    const ui::TextStyle bold = parts::sans_bold(stage, sizes.prompt);
    const parts::Box place{.width_px = theirs ? box.w : std::min(box.w, stage.px(sizes.prompt * 10.5f)),
                           .max_lines = column.prompt_lines,
                           .leading = sizes.prompt_leading / sizes.prompt,
                           .least_units = sizes.prompt * (theirs ? 0.6f : 0.7f)};
    const std::string sentence = prompt_of(stage, scene);
    const auto prompt =
        theirs ? parts::fit_sentence(stage, sentence, bold, place) : parts::fit(stage, sentence, bold, place);
    parts::draw(stage, {box.x, stage.layout().y(column.prompt)}, prompt, theme.ink);
}

// "3つめ"; returns its right edge.
float draw_count(const parts::Stage& stage, const attendance::StampCard& card, ui::Point at, const ui::Sizes& sizes,
                 float width_px) {
    const auto words = parts::count_words(stage, card);
    const float risen = parts::ease_out(parts::progress(stage.age_ms(), parts::count_rises_ms, parts::count_there_ms));
    const auto rising = stage.canvas.group(
        {.shift = {0, stage.calm() ? 0 : stage.px(sizes.count * 0.14f) * (1 - risen)}, .alpha = risen});
    const float right = at.x + width_px;
    if (!words.before.empty()) {
        const auto before = parts::fit(stage, words.before, parts::serif(stage, sizes.counter_word),
                                       {.width_px = width_px * 0.3f, .least_units = 20});
        parts::draw(stage, at, before, stage.theme().ink);
        at.x += before.metrics.width + stage.px(sizes.counter_word * 0.3f);
    }
    const auto number = parts::fit(stage, std::to_string(card.count), parts::serif(stage, sizes.count),
                                   {.width_px = (right - at.x) * 0.7f});
    parts::draw(stage, {at.x - number.metrics.ink.x, at.y}, number, stage.theme().accent);
    const float after = at.x + number.metrics.ink.w + parts::counter_gap(stage, sizes.counter_word);
    const auto word = parts::fit(stage, words.after, parts::serif(stage, sizes.counter_word),
                                 {.width_px = right - after, .least_units = 20});
    parts::draw(stage, {std::round(after), at.y}, word, stage.theme().ink);
    return after + word.metrics.width;
}

void draw_wide(const parts::Stage& stage, const desk::Welcome& scene) {
    const ui::Sizes sizes = ui::sizes_wide();
    stage.canvas.background(ui::Background::washi);
    parts::draw_season_card(stage, scene.card,
                            {.card = stage.block(96, 132, 1048, 800),
                             .press = parts::press_of(stage),
                             .holder = scene.guest.shown_name,
                             .keeper = parts::keeper_of(scene.guest, scene.card),
                             .order = scene.order});
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
    const ui::Rect box = stage.block(1224, 0, 600, 100);
    draw_count(stage, scene.card, {box.x, stage.layout().y(866)}, sizes, box.w);
    {
        const auto quiet =
            stage.canvas.fade(parts::progress(stage.age_ms(), parts::count_rises_ms, parts::count_there_ms));
        parts::draw(stage, {box.x, stage.layout().y(parts::last_line_above_button(scene.guest, 932))},
                    small_line(stage, scene, sizes.label, box.w), stage.theme().second_ink);
    }
}

void draw_portrait(const parts::Stage& stage, const desk::Welcome& scene) {
    const ui::Sizes sizes = ui::sizes_portrait();
    stage.canvas.background(ui::Background::washi_still);
    parts::draw_season_card(stage, scene.card,
                            {.card = stage.block(44, 460, 632, parts::card_height_above_button(scene.guest, 460, 1236)),
                             .press = parts::press_of(stage),
                             .cord = false,
                             .with_count = true,
                             .holder = scene.guest.shown_name,
                             .keeper = parts::keeper_of(scene.guest, scene.card),
                             .order = scene.order});
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
    const ui::Rect box = stage.block(44, 0, 632, 100);
    if (!scene.guest.may_choose)
        parts::draw(stage, {box.x, stage.layout().y(434)}, small_line(stage, scene, sizes.label, box.w),
                    stage.theme().second_ink);
}

// All squares of the season in one row: stamps, and rings for those to come.
void draw_dots(const parts::Stage& stage, const desk::Welcome& scene, const ui::Rect& row) {
    const int squares = std::max(scene.card.season.squares, 1);
    const int rows = squares > 10 ? 2 : 1;
    const int columns = (squares + rows - 1) / rows;
    const float pitch = std::min(row.w / static_cast<float>(columns), stage.px(rows == 1 ? 62 : 54));
    const float diameter = std::min(pitch * 0.74f, stage.px(rows == 1 ? 44 : 34));
    const int filled = static_cast<int>(scene.card.filled.size());
    const auto centre_of = [&](int i) {
        const float left = row.right() - pitch * static_cast<float>(columns);
        return ui::Point{
            std::round(left + pitch * (static_cast<float>(i % columns) + 0.5f)),
            std::round(row.y + row.h * (static_cast<float>(i / columns) + 0.5f) / static_cast<float>(rows))};
    };
    const std::string keeper = parts::keeper_of(scene.guest, scene.card);
    for (int i = 0; i < squares; ++i) {
        const bool to_come = i >= filled || (i + 1 == filled && stage.age_ms() < parts::impact_ms);
        if (to_come) {
            stage.canvas.ring(centre_of(i), diameter * 0.39f, stage.layout().hairline(1.5f),
                              ui::mix(stage.theme().hairline, stage.theme().second_ink, 0.4f));
            continue;
        }
        const auto placed = ui::place_stamp(keeper, i);
        const bool newest = i + 1 == filled;
        const float alpha =
            newest ? ui::newest_stamp_opacity * parts::progress(stage.age_ms(), parts::impact_ms, parts::count_rises_ms)
                   : placed.opacity;
        auto art = parts::art_of_square(stage, scene.card.filled[static_cast<std::size_t>(i)], placed, newest);
        art.date.clear();
        stage.canvas.stamp(art, centre_of(i), diameter * (newest ? ui::newest_stamp_scale * 1.05f : 1), placed.angle,
                           stage.theme().accent.faded(alpha));
    }
}

void draw_small(const parts::Stage& stage, const desk::Welcome& scene) {
    const ui::Sizes sizes = ui::sizes_small();
    stage.canvas.background(ui::Background::washi_still);
    const ui::Rect card = stage.block(452, 44, 304, 324);
    parts::draw_small_card(stage, card);
    const float room = parts::draw_own_page_foot(stage, scene.guest, card);
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
    const ui::Layout& layout = stage.layout();
    const float right = draw_count(stage, scene.card, {layout.x(44), layout.y(434)}, sizes, stage.px(250));
    const float from = std::max(right + stage.px(16), layout.x(196));
    draw_dots(stage, scene, {from, layout.y(384), layout.x(760) - from, stage.px(72)});
    if (!scene.card.filled.empty()) {
        const parts::OnPaper paper(stage);
        const auto& square = scene.card.filled.back();
        const auto placed =
            ui::place_stamp(parts::keeper_of(scene.guest, scene.card), static_cast<int>(scene.card.filled.size()) - 1);
        const std::string label =
            square.label.empty() ? stage.date("date.month_day", square.at) : parts::event_label(stage, square.label);
        parts::draw(stage, {std::round(card.centre().x), std::round(card.y + card.h * room - stage.px(34 * room))},
                    parts::fit(stage, label, parts::aligned(parts::sans_bold(stage, sizes.label), ui::Align::centre),
                               {.width_px = card.w * 0.8f}),
                    paper.stage.theme().ink);
        const float words_top = card.y + card.h * room - stage.px(34 * room + sizes.label);
        parts::draw_press(paper.stage, parts::art_of_square(stage, square, placed, true),
                          {card.centre().x, card.y + stage.px(142 * room)}, stage.px(236 * room), placed.angle,
                          parts::press_of(stage), parts::small_card_room(stage, card, words_top),
                          parts::ink_at(stage, square.at, scene.order));
    }
}

}  // namespace

ui::FrameResult draw_scene(const parts::Stage& stage, const desk::Welcome& scene) {
    if (scene.greeting == attendance::Greeting::first_time) return draw_first_time(stage, scene);
    if (scene.greeting == attendance::Greeting::full_card) return draw_full_card(stage, scene);

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
    return result.merged(parts::draw_return_ring(stage, {.small = {741, 24}, .ends_column = true}));
}

}  // namespace screens
