// One person: today's stamp, cards, the season's card, and what can be corrected. The only lit panel is the one that
// waits for a card; taking back needs no question, since its row offers to put it back.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "parts/stamping.h"
#include "staff/parts/desk_top.h"
#include "staff/parts/tap_lines.h"
#include "staff/scenes.h"
#include "words/languages.h"

namespace staff {

namespace {

using desk::PersonPage;

std::string name_of(const parts::Stage& stage, const PersonPage& scene) {
    return scene.person.name.empty() ? stage.words.text("staff.person.nameless") : scene.person.name;
}
std::string called(const parts::Stage& stage, const PersonPage& scene) {
    const auto shown = attendance::shown_name(scene.person, stage.snapshot.community.names);
    return shown.empty() ? stage.words.text("staff.person.nameless") : shown;
}

std::int64_t seconds_to(const parts::Stage& stage, base::MonotonicTime until) {
    return std::max<std::int64_t>(0, std::chrono::ceil<std::chrono::seconds>(until - stage.now).count());
}
bool is_armed(const parts::Stage& stage, const PersonPage& scene) {
    return scene.waits_for_card_until && *scene.waits_for_card_until > stage.now;
}
bool can_undo(const parts::Stage& stage, const PersonPage& scene) {
    return scene.undo_seq && scene.undo_until > stage.now;
}

// --- what is known ---------------------------------------------------------------------------------------------------

// Reading, nickname, cohort, visits, language: the first say most.
std::vector<std::string> facts_about(const parts::Stage& stage, const PersonPage& scene) {
    const auto& words = stage.words;
    const auto& person = scene.person;
    std::vector<std::string> facts;
    if (!person.reading.empty()) facts.push_back(person.reading);
    if (!person.nickname.empty() && person.nickname != person.name)
        facts.push_back(words.text("staff.person.shown_as", {{"name", person.nickname}}));
    if (!scene.cohort.empty()) facts.push_back(words.text("staff.person.since", {{"name", scene.cohort}}));
    if (scene.visits > 0 && scene.hint == desk::TapLine::Hint::none)
        facts.push_back(words.text("staff.person.visits", {{"count", scene.visits}}));
    if (const auto* language = words::find_language(person.lang); language == nullptr)
        facts.push_back(person.lang);
    else if (language->code != stage.words.text_language())
        facts.emplace_back(language->own_name);
    return facts;
}

// On one line; what has no room there is left out from the end.
void draw_about(const parts::Stage& stage, const PersonPage& scene, ui::Point at, const ui::TextStyle& style,
                const parts::Box& box) {
    auto facts = facts_about(stage, scene);
    const auto fitted = [&] { return parts::fit(stage, fmt::format("{}", fmt::join(facts, " ・ ")), style, box); };
    auto line = fitted();
    while (line.metrics.ellipsized && facts.size() > 1) {
        facts.pop_back();
        line = fitted();
    }
    parts::draw(stage, at, line, staff_theme(stage).dim);
}

std::string today_note(const parts::Stage& stage, const PersonPage::Today& today) {
    const auto& words = stage.words;
    if (today.seq == 0) return words.text("staff.person.other_kiosk");
    std::string note = words.text("staff.person.this_kiosk") + "・" + words.text("staff.person.kept");
    if (today.synced) note += "・" + words.text(*today.synced ? "staff.person.synced" : "staff.person.waiting");
    return note;
}

// Returns where the words end.
float draw_today_word(const parts::Stage& stage, const ui::Rect& rect, const PersonPage& scene) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const auto& words = stage.words;
    const bool came = scene.today.has_value();
    const float side = stage.px(sizes.heading);
    const float y = rect.centre().y;
    stage.canvas.icon(came ? ui::Icon::check_disc : ui::Icon::ring, {rect.x + side / 2, y}, side * 0.95f,
                      came ? ink.good : ink.dim);
    const float left = rect.x + side * 1.45f;
    const std::string text = !came ? words.text("staff.person.not_today")
                             : scene.today->time_is_certain
                                 ? words.text("staff.person.stamped_at", {{"time", stage.time_of_day(scene.today->at)}})
                                 : words.text("staff.person.time_unsure");
    const auto line = draw_line(stage, {.x = left, .y = y, .width_px = rect.right() - left, .least_units = sizes.label},
                                text, parts::sans_bold(stage, sizes.heading), came ? ink.text : ink.dim);
    return left + line.metrics.width;
}

void draw_today(const parts::Stage& stage, const ui::Rect& rect, const PersonPage& scene) {
    const auto& sizes = staff_sizes(stage);
    const float words_w = scene.today ? rect.w * 0.6f : rect.w;
    const float end = draw_today_word(stage, {rect.x, rect.y, words_w, rect.h}, scene);
    if (!scene.today) return;
    draw_line(stage,
              {.x = rect.right(),
               .y = rect.centre().y,
               .width_px = rect.right() - end - stage.px(sizes.label),
               .least_units = sizes.label * 0.7f},
              today_note(stage, *scene.today), parts::aligned(parts::sans(stage, sizes.label), ui::Align::right),
              staff_theme(stage).dim);
}

// What kind of card it is, where its binding says so, and what a touch leads to.
std::string card_note(const parts::Stage& stage, const PersonPage::Card& card, const ui::TextStyle& style,
                      float width_px) {
    const std::string acts = stage.words.text(card.staff ? "staff.person.staff_card" : "staff.person.card_acts");
    const std::string key = "staff.card_kind." + card.kind;
    if (card.kind.empty() || !stage.words.has(key)) return acts;
    const std::string kind = stage.words.text(key);
    const std::string both = kind + "\u2002" + acts;
    return stage.canvas.measure(both, style).width <= width_px ? both : card.staff ? acts : kind;
}

// A card's picture says no more than "a card". A touch leads to what can be done with it; that
// it opens the staff's screens is only said here.
void draw_card(const parts::Stage& stage, const ui::Rect& rect, const PersonPage::Card& card, std::size_t index) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const auto& words = stage.words;
    const desk::Answer answer = desk::OpenCard{card.card};
    const bool down = stage.canvas.is_pressed(answer);
    stage.canvas.fill(rect, down ? ink.panel_edge : ink.hairline, stage.px(sizes.radius * 0.6f));
    const float h = rect.h * 0.36f;
    const ui::Rect picture{rect.x + rect.h * 0.18f, rect.y + rect.h * 0.16f, h * 1.5f, h};
    stage.canvas.fill(picture, ui::mix(ink.panel_edge, ink.dim, 0.35f), h * 0.16f);
    stage.canvas.fill({picture.x + h * 0.2f, picture.y + h * 0.26f, h * 0.34f, h * 0.26f}, ink.warning, h * 0.06f);
    const float left = picture.right() + rect.h * 0.14f;
    const float room = rect.right() - left - rect.h * 0.12f;
    draw_line(stage, {.x = left, .y = picture.centre().y, .width_px = room, .least_units = sizes.label * 0.7f},
              words.text("staff.person.card_since", {{"count", static_cast<std::int64_t>(index + 1)},
                                                     {"day", stage.date("date.month_day", card.since)}}),
              parts::sans_bold(stage, sizes.label), ink.text);
    const float side = stage.px(sizes.label);
    const float y = rect.y + rect.h * 0.76f;
    if (card.staff) stage.canvas.icon(ui::Icon::check_disc, {picture.x + side / 2, y}, side, ink.good);
    const float indent = card.staff ? side * 1.4f : 0;
    const float note_room = rect.right() - picture.x - indent - rect.h * 0.12f - side * 1.3f;
    const ui::TextStyle style = parts::sans(stage, sizes.label * 0.92f);
    draw_line(stage, {.x = picture.x + indent, .y = y, .width_px = note_room, .least_units = sizes.label * 0.7f},
              card_note(stage, card, style, note_room), style, card.staff ? ink.text : ink.dim);
    stage.canvas.icon(ui::Icon::arrow_right, {rect.right() - rect.h * 0.12f - side / 2, y}, side, ink.dim);
    stage.canvas.touch(rect, answer);
}

void draw_cards(const parts::Stage& stage, const ui::Rect& rect, const PersonPage& scene, std::size_t columns) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    if (scene.cards.empty()) {
        draw_line(stage, {.x = rect.x, .y = rect.centre().y, .width_px = rect.w},
                  stage.words.text("staff.person.no_cards"), parts::sans(stage, sizes.body * 0.94f), ink.dim);
        return;
    }
    const bool more = scene.cards.size() > columns;
    const std::size_t shown = more ? columns - 1 : scene.cards.size();
    const float gap = std::round(stage.px(sizes.gap * 0.7f));
    const float each = std::round((rect.w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
    // The newest ones: those that somebody may just have bound.
    const std::size_t from = scene.cards.size() - shown;
    for (std::size_t i = 0; i < shown; ++i)
        draw_card(stage, {rect.x + (each + gap) * static_cast<float>(i), rect.y, each, rect.h}, scene.cards[from + i],
                  from + i);
    if (more)
        draw_line(stage,
                  {.x = rect.x + (each + gap) * static_cast<float>(shown), .y = rect.centre().y, .width_px = each},
                  stage.words.text("staff.person.more_cards", {{"count", static_cast<std::int64_t>(from)}}),
                  parts::sans(stage, sizes.body * 0.94f), ink.dim);
}

// The season's card lying flat: a paper square for each stamp.
void draw_season(const parts::Stage& stage, const ui::Rect& rect, const PersonPage& scene) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const int squares = std::clamp(scene.stamps.season.squares, attendance::squares_min, attendance::squares_max);
    const int columns = squares > 10 ? (squares + 1) / 2 : squares;
    const int rows = squares > 10 ? 2 : 1;
    const float gap = std::max(2.0f, std::round(stage.px(sizes.gap * 0.3f)));
    const float most = (rect.w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    const float w = std::floor(std::min(most, rect.h * 0.95f));
    const float h =
        std::min(std::floor((rect.h - gap * static_cast<float>(rows - 1)) / static_cast<float>(rows)), w * 1.3f);
    const bool dated = h > stage.px(sizes.label * 2.9f);
    for (int i = 0; i < squares; ++i) {
        const ui::Rect cell{std::round(rect.x + (w + gap) * static_cast<float>(i % columns)),
                            std::round(rect.y + (h + gap) * static_cast<float>(i / columns)), w, h};
        const bool filled = i < static_cast<int>(scene.stamps.filled.size());
        stage.canvas.fill(cell, filled ? stage.theme().paper : ink.hairline, stage.px(sizes.radius * 0.36f));
        if (!filled) continue;
        const auto& square = scene.stamps.filled[static_cast<std::size_t>(i)];
        const bool newest = i + 1 == static_cast<int>(scene.stamps.filled.size());
        const float foot = dated ? stage.px(sizes.label * 0.95f) : 0;
        const float diameter = std::min(w * 0.92f, h - foot) * 0.94f;
        const auto placed = ui::place_stamp(scene.person.id.value, i);
        ui::StampArt art = parts::art_of_square(stage, square, placed, false);
        art.heavy = newest;
        stage.canvas.stamp(art, {cell.centre().x, cell.y + (h - foot) / 2}, diameter, placed.angle,
                           stage.theme().accent.faded(newest ? 0.98f : placed.opacity));
        if (dated)
            parts::draw(stage, {cell.centre().x, std::round(cell.bottom() - foot * 0.34f)},
                        parts::fit(stage, stage.date("date.short", square.at),
                                   parts::aligned(parts::sans(stage, sizes.label * 0.84f), ui::Align::centre),
                                   {.width_px = w * 0.94f, .least_units = sizes.label * 0.78f}),
                        stage.theme().second_ink);
    }
}

std::string season_name(const parts::Stage& stage, const PersonPage& scene) {
    const auto& name = scene.stamps.season.name;
    return name.empty() ? stage.words.text("season.unnamed") : name;
}
std::string season_count(const parts::Stage& stage, const PersonPage& scene) {
    return stage.words.text("staff.person.season_of", {{"from", std::to_string(scene.stamps.filled.size())},
                                                       {"to", std::to_string(scene.stamps.season.squares)}});
}

// --- what can be done ------------------------------------------------------------------------------------------------

// The armed state: lit, with the seconds that are left.
void draw_armed(const parts::Stage& stage, const ui::Rect& rect, const PersonPage& scene, float armed_for_s) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const auto& words = stage.words;
    draw_panel(stage, rect, PanelLook::lit);
    const float in = stage.px(sizes.pad * 0.9f);
    const float waves = std::min(rect.h * 0.34f, stage.px(sizes.heading * 3));
    const float left = rect.x + in;
    const float room = rect.w - 2 * in - waves * 0.9f;
    const bool low = stage.form() == ui::Form::small || rect.h < stage.px(sizes.body * 6);
    draw_line(
        stage,
        {.x = left, .y = rect.y + in + stage.px(sizes.heading * 0.36f), .width_px = room, .least_units = sizes.label},
        words.text("staff.person.bind"), parts::sans_bold(stage, sizes.heading * (low ? 0.86f : 1)), ink.text);
    if (!low)
        parts::draw(
            stage, {left, std::round(rect.y + in + stage.px(sizes.heading * 1.16f + sizes.body * 0.92f))},
            parts::fit(stage,
                       parts::between_phrases(words.text("staff.person.armed_note", {{"name", called(stage, scene)}})),
                       parts::sans(stage, sizes.body * 0.9f),
                       {.width_px = room,
                        .max_lines = rect.h < stage.px(sizes.body * 8) ? 1 : 2,
                        .leading = 1.42f,
                        .least_units = sizes.label * 0.86f}),
            ink.text);
    stage.canvas.icon(ui::Icon::waves, {rect.right() - in - waves * 0.36f, rect.y + rect.h * (low ? 0.5f : 0.36f)},
                      waves * 1.2f, ink.trouble);
    const auto left_s = seconds_to(stage, *scene.waits_for_card_until);
    const float radius = stage.px(sizes.heading * 0.72f);
    const ui::Point centre{left + radius, rect.bottom() - in - radius * (low ? 0.86f : 1)};
    const float width = stage.layout().hairline(stage.form() == ui::Form::wide ? 6 : 4);
    stage.canvas.ring(centre, radius * 0.86f, width, ui::mix(ink.panel_lit, ink.dim, 0.4f));
    stage.canvas.arc(centre, radius * 0.86f, 0, std::clamp(static_cast<float>(left_s) / armed_for_s, 0.0f, 1.0f), width,
                     ink.trouble);
    const auto line = draw_line(
        stage, {.x = centre.x + radius * 1.5f, .y = centre.y, .width_px = rect.w * 0.62f, .least_units = sizes.label},
        words.text("staff.person.armed_for", {{"count", left_s}}),
        parts::figures(parts::sans_bold(stage, sizes.heading)), ink.trouble);
    const float from = centre.x + radius * 1.5f + line.metrics.width + in;
    draw_line(stage,
              {.x = rect.right() - in,
               .y = centre.y,
               .width_px = rect.right() - in - from,
               .least_units = sizes.label * 0.7f},
              low ? std::string() : words.text("staff.person.armed_stop"),
              parts::aligned(parts::sans(stage, sizes.label), ui::Align::right), ink.dim);
    stage.canvas.touch(rect, desk::WaitForCard{false});
}

constexpr float armed_seconds = 20;

bool is_asked(const parts::Stage& stage, const PersonPage& scene) {
    return scene.asked && scene.asked->until > stage.now;
}

// The card that was tapped is somebody's: who keeps it?
void draw_asked(const parts::Stage& stage, const ui::Rect& rect, const PersonPage& scene) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const auto& words = stage.words;
    const auto& asked = *scene.asked;
    draw_panel(stage, rect, PanelLook::lit);
    const float in = stage.px(sizes.pad * (stage.form() == ui::Form::wide ? 0.8f : 0.55f));
    const float gap = std::round(stage.px(sizes.gap * 0.6f));
    const float finger = std::max(stage.px(finger_units(stage)), std::round(rect.h * 0.3f));
    const std::string owner = asked.owner.empty() ? words.text("staff.person.nameless") : asked.owner;
    const std::string title = asked.staff ? words.text("staff.person.asked_staff", {{"name", owner}})
                                          : words.text("staff.person.asked", {{"name", owner}});
    const float room = rect.h - finger - 2 * in - gap;
    // As large as it fits above the buttons, on up to three lines.
    const auto size_on = [&](int lines) {
        const float shared = room / stage.px(1) / (static_cast<float>(lines) * 1.25f);
        return std::max(sizes.label * 0.82f, std::min(sizes.heading, shared));
    };
    const auto on = [&](int lines) {
        return parts::fit(stage, title, parts::sans_bold(stage, size_on(lines)),
                          {.width_px = rect.w - 2 * in,
                           .max_lines = lines,
                           .leading = 1.2f,
                           .least_units = lines < 3 ? size_on(lines) : sizes.label * 0.82f});
    };
    int lines = 1;
    auto text = on(lines);
    while (text.metrics.ellipsized && lines < 3)
        text = on(++lines);
    parts::draw(stage, {rect.x + in, std::round(rect.y + in + stage.px(size_on(lines) * 0.8f))}, text, ink.text);
    const float half = std::round((rect.w - 2 * in - gap) / 2);
    const float y = std::round(rect.bottom() - in - finger);
    draw_staff_button(
        stage, {rect.x + in, y, half, finger},
        {.label = words.text("staff.person.asked_leave"), .answer = desk::TakeCard{false}, .units = sizes.body * 0.9f});
    draw_staff_button(stage, {rect.right() - in - half, y, half, finger},
                      {.label = words.text("staff.person.asked_take", {{"name", called(stage, scene)}}),
                       .answer = desk::TakeCard{true},
                       .look = StaffLook::accent,
                       .units = sizes.body * 0.9f});
}

bool is_done(const parts::Stage& stage, const PersonPage& scene) {
    return scene.card_done && scene.card_done->until > stage.now;
}

// A card was given or taken off just now: said, and one touch undoes it.
void draw_card_done(const parts::Stage& stage, const ui::Rect& rect, const PersonPage& scene) {
    const auto& words = stage.words;
    const auto& done = *scene.card_done;
    const std::string said = done.taken_off        ? words.text("staff.person.card_off")
                             : done.before.empty() ? words.text("staff.person.card_given")
                                                   : words.text("staff.person.card_moved", {{"name", done.before}});
    draw_staff_button(stage, rect,
                      {.label = said,
                       .answer = desk::UndoCard{},
                       .note = words.text("staff.person.card_undo", {{"count", seconds_to(stage, done.until)}}),
                       .icon = ui::Icon::undo,
                       .icon_colour = staff_theme(stage).warning,
                       .units = staff_sizes(stage).body * 1.06f});
}

void draw_bind(const parts::Stage& stage, const ui::Rect& rect, const PersonPage& scene) {
    if (is_asked(stage, scene)) return draw_asked(stage, rect, scene);
    if (is_armed(stage, scene)) return draw_armed(stage, rect, scene, armed_seconds);
    if (is_done(stage, scene)) return draw_card_done(stage, rect, scene);
    draw_staff_button(stage, rect,
                      {.label = stage.words.text("staff.person.bind"),
                       .answer = desk::WaitForCard{true},
                       .note = stage.words.text("staff.person.bind_note"),
                       .icon = ui::Icon::waves,
                       .icon_colour = staff_theme(stage).dim,
                       .units = staff_sizes(stage).body * 1.06f});
}

// Today's stamp: give it, take it back, put it back.
void draw_mend(const parts::Stage& stage, const ui::Rect& rect, const PersonPage& scene) {
    const auto& words = stage.words;
    const auto& ink = staff_theme(stage);
    StaffButton button;
    button.units = staff_sizes(stage).body * 1.06f;
    if (can_undo(stage, scene)) {
        button.label = words.text("staff.person.undo");
        button.note = words.text("staff.person.undo_note", {{"count", seconds_to(stage, scene.undo_until)}});
        button.answer = desk::UndoVoid{*scene.undo_seq};
        button.icon = ui::Icon::undo;
        button.icon_colour = ink.warning;
    } else if (scene.today && scene.today->seq > 0) {
        button.label = words.text("staff.person.void");
        button.note = words.text("staff.person.void_note");
        button.answer = desk::VoidStamp{scene.today->seq};
        button.icon = ui::Icon::undo;
        button.icon_colour = ink.warning;
    } else if (!scene.today) {
        button.label = words.text("staff.person.stamp");
        button.note = words.text("staff.person.stamp_note");
        button.answer = desk::StampByHand{scene.person.id};
        button.icon = ui::Icon::check_disc;
        button.look = is_armed(stage, scene) ? StaffLook::key : StaffLook::accent;
    } else {
        return;  // stamped at another kiosk: it is corrected there
    }
    draw_staff_button(stage, rect, button);
}

// Names, and what is seldom done.
void draw_edit(const parts::Stage& stage, const ui::Rect& rect, const PersonPage& scene) {
    const float gap = std::round(stage.px(staff_sizes(stage).gap * 0.6f));
    const float more = std::round(rect.w * 0.32f);
    draw_staff_button(stage, {rect.x, rect.y, rect.w - more - gap, rect.h},
                      {.label = stage.words.text("staff.person.edit"),
                       .answer = desk::EditPerson{scene.person.id},
                       .icon = ui::Icon::arrow_right,
                       .icon_colour = staff_theme(stage).dim,
                       .units = staff_sizes(stage).body * 1.06f,
                       .row = true});
    draw_staff_button(stage, {rect.right() - more, rect.y, more, rect.h},
                      {.label = stage.words.text("staff.person.more"),
                       .answer = desk::OpenMore{},
                       .units = staff_sizes(stage).body * 1.06f});
}

void draw_ways(const parts::Stage& stage, const ui::Rect& rect) {
    const float gap = std::round(stage.px(staff_sizes(stage).gap * 0.6f));
    const float half = std::round((rect.w - gap) / 2);
    draw_staff_button(stage, {rect.x, rect.y, half, rect.h},
                      {.label = stage.words.text("staff.back"), .answer = desk::Back{}, .look = StaffLook::quiet});
    draw_staff_button(stage, {rect.x + half + gap, rect.y, rect.w - half - gap, rect.h},
                      {.label = stage.words.text("staff.people.to_monitor"),
                       .answer = desk::GoTo{desk::StaffPage::monitor},
                       .look = StaffLook::quiet});
}

// A hint for the greeting, at the name's right.
void draw_hint(const parts::Stage& stage, const ui::Rect& place, const PersonPage& scene) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    desk::TapLine line;
    line.result = desk::TapLine::Result::stamped;
    line.hint = scene.hint;
    const auto hint = tap_words(stage, line).hint;
    if (hint.empty()) return;
    const float in = stage.px(sizes.label * 0.6f);
    const auto text =
        parts::fit(stage, hint, parts::sans_bold(stage, sizes.label),
                   {.width_px = stage.px(sizes.label * 6.4f) - 2 * in, .least_units = least_text_units(stage)});
    const ui::Rect tag{place.right() - text.metrics.width - 2 * in, place.y, text.metrics.width + 2 * in,
                       stage.px(sizes.label * 1.8f)};
    stage.canvas.outline(tag, stage.layout().hairline(2), ink.note, tag.h * 0.34f);
    parts::draw_in_middle(stage, {tag.x + in, tag.centre().y}, text, ink.note);
}

void draw_name_of(const parts::Stage& stage, const ui::Rect& rect, const PersonPage& scene, float units,
                  float baseline) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const float hint_room = scene.hint == desk::TapLine::Hint::none ? 0 : stage.px(sizes.label * 7);
    const auto name = parts::fit(stage, name_of(stage, scene), parts::serif(stage, units),
                                 {.width_px = rect.w - hint_room, .least_units = units * 0.45f});
    parts::draw(stage, {rect.x, std::round(rect.y + stage.px(baseline))}, name,
                scene.person.name.empty() ? ink.dim : ink.text);
    draw_hint(stage, rect, scene);
}

void draw_wide(const parts::Stage& stage, const PersonPage& scene) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const auto& words = stage.words;
    const ui::Rect panel = stage.block(96, 168, 1032, 832);
    draw_panel(stage, panel);
    const float in = stage.px(46);
    const ui::Rect inner{panel.x + in, panel.y + in, panel.w - 2 * in, panel.h - 2 * in};
    const auto y = [&](float units) { return std::round(panel.y + stage.px(units)); };
    const auto label = [&](float units, const std::string& text) {
        parts::draw(stage, {inner.x, y(units)},
                    parts::fit(stage, text, parts::sans(stage, sizes.label), {.width_px = inner.w * 0.7f}), ink.dim);
    };
    draw_name_of(stage, inner, scene, 92, 78);
    draw_about(stage, scene, {inner.x, y(182)}, parts::sans(stage, 29), {.width_px = inner.w, .least_units = 22});
    draw_divider(stage, inner.x, inner.right(), y(216));
    label(266, words.text("staff.person.today"));
    draw_today(stage, {inner.x, y(290), inner.w, stage.px(52)}, scene);
    draw_divider(stage, inner.x, inner.right(), y(370));
    label(420, words.text("staff.person.cards", {{"count", static_cast<std::int64_t>(scene.cards.size())}}));
    draw_cards(stage, {inner.x, y(446), inner.w, stage.px(118)}, scene, 3);
    draw_divider(stage, inner.x, inner.right(), y(598));
    label(650, season_name(stage, scene));
    parts::draw(stage, {inner.right(), y(650)},
                parts::fit(stage, season_count(stage, scene),
                           parts::aligned(parts::figures(parts::sans_bold(stage, 36)), ui::Align::right),
                           {.width_px = inner.w * 0.3f}),
                ink.text);
    draw_season(stage, {inner.x, y(682), inner.w, stage.px(116)}, scene);

    const float x = 1152;
    const float w = 1824 - x;
    const float finger = std::max(finger_units(stage), 112.0f);
    const bool armed = is_armed(stage, scene) || is_asked(stage, scene);
    // The armed panel takes the room that it needs; the ways stand at the foot.
    const float ways = 1000 - finger;
    const float bind_h = armed ? 344 : 156;
    const float row_h = armed ? std::max(finger, 132.0f) : 156;
    draw_bind(stage, stage.block(x, 168, w, bind_h), scene);
    draw_mend(stage, stage.block(x, 168 + bind_h + 24, w, row_h), scene);
    const bool mended_here = !scene.today || scene.today->seq > 0 || can_undo(stage, scene);
    draw_edit(stage, stage.block(x, 168 + bind_h + 24 + (mended_here ? row_h + 24 : 0), w, armed ? row_h : 130), scene);
    draw_ways(stage, stage.block(x, ways, w, finger));
}

void draw_portrait(const parts::Stage& stage, const PersonPage& scene) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const auto& words = stage.words;
    const float finger = finger_units(stage);
    const ui::Rect panel = stage.block(36, 176, 648, 596);
    draw_panel(stage, panel);
    const float in = stage.px(28);
    const ui::Rect inner{panel.x + in, panel.y + in, panel.w - 2 * in, panel.h - 2 * in};
    const auto y = [&](float units) { return std::round(panel.y + stage.px(units)); };
    const auto label = [&](float units, const std::string& text) {
        parts::draw(stage, {inner.x, y(units)},
                    parts::fit(stage, text, parts::sans(stage, sizes.label), {.width_px = inner.w * 0.7f}), ink.dim);
    };
    draw_name_of(stage, inner, scene, 68, 58);
    draw_about(stage, scene, {inner.x, y(130)}, parts::sans(stage, 22), {.width_px = inner.w, .least_units = 18});
    draw_divider(stage, inner.x, inner.right(), y(156));
    label(194, words.text("staff.person.today"));
    draw_today(stage, {inner.x, y(210), inner.w, stage.px(46)}, scene);
    draw_divider(stage, inner.x, inner.right(), y(276));
    label(314, words.text("staff.person.cards", {{"count", static_cast<std::int64_t>(scene.cards.size())}}));
    draw_cards(stage, {inner.x, y(330), inner.w, stage.px(82)}, scene, 2);
    draw_divider(stage, inner.x, inner.right(), y(430));
    label(470, season_name(stage, scene));
    parts::draw(stage, {inner.right(), y(470)},
                parts::fit(stage, season_count(stage, scene),
                           parts::aligned(parts::figures(parts::sans_bold(stage, 28)), ui::Align::right),
                           {.width_px = inner.w * 0.3f}),
                ink.text);
    draw_season(stage, {inner.x, y(492), inner.w, stage.px(78)}, scene);

    const bool armed = is_armed(stage, scene) || is_asked(stage, scene);
    const float ways = 1240 - finger;
    const float from = 784;
    const float row_h = std::max(finger, 92.0f);
    const float bind_h = armed ? ways - from - 2 * row_h - 3 * 12 : row_h;
    draw_bind(stage, stage.block(36, from, 648, bind_h), scene);
    draw_mend(stage, stage.block(36, from + bind_h + 12, 648, row_h), scene);
    const bool mended_here = !scene.today || scene.today->seq > 0 || can_undo(stage, scene);
    draw_edit(stage, stage.block(36, from + bind_h + 12 + (mended_here ? row_h + 12 : 0), 648, row_h), scene);
    draw_ways(stage, stage.block(36, ways, 648, finger));
}

// The name, today, and how many cards; the card of the season is for a larger screen.
void draw_small(const parts::Stage& stage, const PersonPage& scene) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const auto& words = stage.words;
    const ui::Rect panel = stage.block(20, 66, 356, 282);
    draw_panel(stage, panel);
    const float in = stage.px(18);
    const ui::Rect inner{panel.x + in, panel.y + in, panel.w - 2 * in, panel.h - 2 * in};
    const auto y = [&](float units) { return std::round(panel.y + stage.px(units)); };
    draw_name_of(stage, inner, scene, 46, 42);
    draw_about(stage, scene, {inner.x, y(94)}, parts::sans(stage, 18), {.width_px = inner.w, .least_units = 15});
    draw_divider(stage, inner.x, inner.right(), y(112));
    draw_today_word(stage, {inner.x, y(124), inner.w, stage.px(40)}, scene);
    if (scene.today)
        parts::draw(stage, {inner.x, y(188)},
                    parts::fit(stage, today_note(stage, *scene.today), parts::sans(stage, sizes.label),
                               {.width_px = inner.w, .least_units = 15}),
                    ink.dim);
    draw_divider(stage, inner.x, inner.right(), y(208));
    parts::draw(
        stage, {inner.x, y(240)},
        parts::fit(stage, words.text("staff.person.cards", {{"count", static_cast<std::int64_t>(scene.cards.size())}}),
                   parts::sans(stage, sizes.body), {.width_px = inner.w * 0.5f}),
        ink.text);
    parts::draw(stage, {inner.right(), y(240)},
                parts::fit(stage, season_count(stage, scene),
                           parts::aligned(parts::figures(parts::sans_bold(stage, sizes.body)), ui::Align::right),
                           {.width_px = inner.w * 0.4f}),
                ink.text);
    parts::draw(stage, {inner.x, y(268)},
                parts::fit(stage, season_name(stage, scene), parts::sans(stage, sizes.label),
                           {.width_px = inner.w, .least_units = 15}),
                ink.dim);
    if (is_asked(stage, scene)) {
        draw_bind(stage, stage.block(384, 66, 396, 282), scene);
    } else {
        draw_bind(stage, stage.block(384, 66, 396, 137), scene);
        draw_mend(stage, stage.block(384, 211, 396, 137), scene);
    }
    draw_staff_button(stage, stage.block(20, 356, 184, 108),
                      {.label = words.text("staff.back"), .answer = desk::Back{}, .look = StaffLook::quiet});
    draw_staff_button(stage, stage.block(212, 356, 184, 108),
                      {.label = words.text("staff.people.to_monitor"),
                       .answer = desk::GoTo{desk::StaffPage::monitor},
                       .look = StaffLook::quiet});
    draw_staff_button(stage, stage.block(404, 356, 184, 108),
                      {.label = words.text("staff.person.edit_short"), .answer = desk::EditPerson{scene.person.id}});
    draw_staff_button(stage, stage.block(596, 356, 184, 108),
                      {.label = words.text("staff.person.more"), .answer = desk::OpenMore{}});
}

}  // namespace

ui::FrameResult draw_scene(const parts::Stage& stage, const PersonPage& scene) {
    ui::FrameResult result = draw_staff_ground(stage, stage.words.text("staff.person.title"));
    parts::draw_by_form(stage, scene, draw_wide, draw_portrait, draw_small);
    if (is_armed(stage, scene) || is_asked(stage, scene) || is_done(stage, scene) || can_undo(stage, scene))
        result = result.merged({.animating = false, .next_change = stage.now + std::chrono::milliseconds(250)});
    return result;
}

}  // namespace staff
