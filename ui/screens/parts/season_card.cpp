#include "parts/season_card.h"

#include <array>
#include <numbers>
#include <vector>

#include "parts/boarding_stub.h"
#include "parts/card_grid.h"
#include "parts/count_words.h"
#include "parts/type.h"

namespace parts {

namespace {

using attendance::Square;
using attendance::StampCard;

// The measures of a card in the form's units.
struct Dress {
    float inset;  // of the red inner frame
    float side;   // of the grid
    float head;   // from the card's top to the grid
    float band;   // of that, a coloured band
    float foot;   // from the grid to the card's bottom
    float title;  // size
    float title_baseline;
    float label;  // size of numbers and dates
    float label_foot;
    float hole_y;
};

Dress dress_of(ui::Form form) {
    switch (form) {
        case ui::Form::wide:
            return {.inset = 16,
                    .side = 44,
                    .head = 144,
                    .band = 134,
                    .foot = 45,
                    .title = 48,
                    .title_baseline = 113,
                    .label = 28,
                    .label_foot = 54,
                    .hole_y = 44};
        case ui::Form::portrait:
        case ui::Form::small:
            return {.inset = 10,
                    .side = 30,
                    .head = 134,
                    .band = 124,
                    .foot = 36,
                    .title = 36,
                    .title_baseline = 97,
                    .label = 24,
                    .label_foot = 40,
                    .hole_y = 30};
    }
    return {};
}

struct CardPlan {
    Dress dress;
    ui::Rect grid_space;
    CardGrid grid;
    float label_foot_px = 0;
};

// Smaller in a small cell, so that it keeps clear of the stamp.
float number_size(const Stage& stage, const CardPlan& plan, const ui::Rect& cell) {
    return std::clamp(cell.w * 0.146f, stage.px(plan.dress.label * 0.84f), stage.px(plan.dress.label));
}

// How large a stamp may be that keeps clear of the number in its cell's corner.
float clear_of_number(const Stage& stage, const CardPlan& plan) {
    const ui::Rect& cell = plan.grid.cells.front();
    ui::TextStyle style = figures(sans_bold(stage, plan.dress.label));
    style.size_px = number_size(stage, plan, plan.grid.cells.front());
    const auto ink = stage.canvas.measure(std::to_string(plan.grid.cells.size()), style).ink;
    const ui::Point end{cell.x + style.size_px * 0.46f + ink.right(),
                        cell.y + style.size_px * (0.46f * 0.75f + cap_height)};
    const ui::Point centre = stamp_centre(cell, plan.label_foot_px);
    constexpr float rim = 0.47f;  // of the art's side
    return std::hypot(centre.x - end.x, centre.y - end.y) / rim;
}

// A boarding pass has a stub where somebody's name is to stand on it.
bool has_stub(const Stage& stage, const SeasonCardLook& look) {
    return stage.theme().dress == ui::CardDress::boarding_pass && look.holder.has_value();
}

float foot_units(const Stage& stage, const SeasonCardLook& look, const Dress& dress) {
    if (has_stub(stage, look)) return stage.form() == ui::Form::wide ? 184 : 132;
    return dress.foot + look.seal_row_units;
}

CardPlan plan_of(const Stage& stage, const StampCard& card, const SeasonCardLook& look) {
    CardPlan plan;
    plan.dress = dress_of(stage.form());
    const float side = std::round(stage.px(plan.dress.side));
    const float top = std::round(look.card.y + stage.px(plan.dress.head));
    plan.grid_space = {look.card.x + side, top, std::round(look.card.w - 2 * side - stage.px(look.seal_column_units)),
                       std::round(look.card.bottom() - stage.px(foot_units(stage, look, plan.dress))) - top};
    plan.label_foot_px = stage.px(plan.dress.label_foot);
    plan.grid = arrange_squares(std::max(card.season.squares, 1), plan.grid_space, plan.label_foot_px);
    plan.grid.stamp_diameter =
        std::min(plan.grid.stamp_diameter, clear_of_number(stage, plan) / ui::newest_stamp_scale);
    return plan;
}

// What a pack's card is, small above its name, where no cord runs and there is room.
void draw_kicker(const Stage& stage, const SeasonCardLook& look, const Dress& dress, float left, float width) {
    const std::string words = stage.words.text("season.kicker");
    if (words.empty() || stage.theme().dress == ui::CardDress::hanging) return;
    const float units = dress.label * 0.86f;
    ui::TextStyle style = sans(stage, units);
    style.tracking_px = style.size_px * 0.1f;
    const auto kicker = fit(stage, words, style, {.width_px = width, .least_units = units});
    if (kicker.metrics.ellipsized) return;
    draw(stage, {left, std::round(look.card.y + stage.px(dress.title_baseline - dress.title * 1.18f))}, kicker,
         stage.theme().second_on_band);
}

// Where a stamp may fall: inside the card's frame, below its head.
ui::Rect free_of(const Stage& stage, const SeasonCardLook& look, const CardPlan& plan) {
    const float in = stage.px(plan.dress.inset + 4);
    const float top = plan.grid_space.y;
    const bool foot_is_taken = look.seal_row_units > 0 || has_stub(stage, look);
    const float foot = foot_is_taken ? plan.grid_space.bottom() : look.card.bottom() - in;
    return {look.card.x + in, top,
            plan.grid_space.right() + stage.px(plan.dress.side - plan.dress.inset - 4) - look.card.x - in, foot - top};
}

void draw_head(const Stage& stage, const StampCard& card, const SeasonCardLook& look, const CardPlan& plan) {
    const Dress& dress = plan.dress;
    const float baseline = std::round(look.card.y + stage.px(dress.title_baseline));
    const float right = look.card.right() - std::round(stage.px(dress.side)) - stage.px(8);
    const float left = plan.grid_space.x + stage.px(4);
    // What stands beside the title has its share of the head, so that one title has one size on every picture.
    float title_width = (right - left) * (stage.form() == ui::Form::wide ? 0.62f : 0.5f);
    const float beside_width = right - left - title_width - stage.px(24);
    if (look.with_count) {
        const auto sizes = ui::sizes_portrait();
        const auto words = count_words(stage, card);
        const auto before = fit(stage, words.before, aligned(serif(stage, sizes.counter_word * 0.8f), ui::Align::right),
                                {.width_px = beside_width * 0.3f});
        const auto word =
            fit(stage, words.after, aligned(serif(stage, sizes.counter_word), ui::Align::right),
                {.width_px = beside_width * (words.before.empty() ? 0.66f : 0.5f), .least_units = dress.label * 0.8f});
        const float risen = ease_out(progress(stage.age_ms(), count_rises_ms, count_there_ms));
        const auto rising =
            stage.canvas.group({.shift = {0, stage.calm() ? 0 : stage.px(14) * (1 - risen)}, .alpha = risen});
        draw(stage, {right, baseline}, word, stage.theme().on_band);
        const float gaps = counter_gap(stage, sizes.counter_word) + stage.px(10);
        const auto number =
            fit(stage, std::to_string(card.count), aligned(serif(stage, 88), ui::Align::right),
                {.width_px = beside_width - word.metrics.width - before.metrics.width - gaps, .least_units = 30});
        const float number_end = right - word.metrics.width - counter_gap(stage, sizes.counter_word);
        draw(stage, {number_end - number.metrics.ink.right(), baseline}, number, stage.theme().accent_on_band);
        if (!words.before.empty())
            draw(stage, {number_end - number.metrics.width - stage.px(10), baseline}, before, stage.theme().on_band);
    } else if (const auto period = period_of(stage, card.season); !period.empty() && look.seal_column_units == 0) {
        draw(stage, {right, baseline},
             fit(stage, period, aligned(sans(stage, dress.label), ui::Align::right), {.width_px = beside_width}),
             stage.theme().second_on_band);
    }
    ui::TextStyle style = serif(stage, dress.title);
    style.tracking_px = stage.px(1.5f);
    const std::string name = card.season.name.empty() ? stage.words.text("season.unnamed") : card.season.name;
    draw(stage, {left, baseline}, fit(stage, name, style, {.width_px = title_width, .least_units = dress.label}),
         stage.theme().on_band);
    draw_kicker(stage, look, dress, left, title_width);
}

void draw_stub(const Stage& stage, const StampCard& card, const SeasonCardLook& look, const CardPlan& plan) {
    const ui::Rect& grid = plan.grid_space;
    const float perforation = std::round(grid.bottom() + stage.px(stage.form() == ui::Form::wide ? 28 : 20));
    BoardingStub stub{.holder = *look.holder, .event = {}, .time = {}};
    if (!card.filled.empty()) {
        stub.event = event_label(stage, card.filled.back().label);
        stub.time = stage.time_of_day(card.filled.back().at);
    }
    draw_boarding_stub(stage, look.card, perforation, grid.x, grid.right(), stub);
}

// The lines between the cells, each once; none through the last cell where it is wider than the others.
void draw_grid(const Stage& stage, const CardPlan& plan, int lit) {
    const float hair = stage.layout().hairline(1.5f);
    const ui::Colour colour = stage.theme().hairline;
    const auto& cells = plan.grid.cells;
    if (lit >= 0) stage.canvas.fill(cells[static_cast<std::size_t>(lit)], stage.theme().lit_cell);
    const ui::Rect& space = plan.grid_space;
    stage.canvas.fill({space.x, space.y, space.w, hair}, colour);
    stage.canvas.fill({space.x, space.y, hair, space.h}, colour);
    for (const ui::Rect& cell : cells) {
        stage.canvas.fill({cell.right() - (cell.right() >= space.right() ? hair : 0), cell.y, hair, cell.h}, colour);
        stage.canvas.fill({cell.x, cell.bottom() - (cell.bottom() >= space.bottom() ? hair : 0), cell.w, hair}, colour);
    }
}

// How the cells of one card are labelled: alike, whatever their stamps.
struct Labels {
    float size_px = 0;
    bool dates_only = false;
};

std::string label_of(const Stage& stage, const Square& square, bool date_only) {
    const std::string date = stage.date("date.short", square.at);
    return date_only || square.label.empty() ? date : event_label(stage, square.label) + "\u2002" + date;
}

// "第12回 7.21" where that can be read in every cell, else the dates alone.
Labels labels_of(const Stage& stage, const StampCard& card, const CardPlan& plan) {
    const float full = stage.px(plan.dress.label);
    const Box box{.width_px = plan.grid.cells.front().w - stage.px(14), .least_units = plan.dress.label * 0.8f};
    for (const bool dates_only : {false, true}) {
        Labels labels{full, dates_only};
        bool fits = true;
        for (const Square& square : card.filled) {
            const auto text = fit(stage, label_of(stage, square, dates_only), sans_bold(stage, plan.dress.label), box);
            labels.size_px = std::min(labels.size_px, text.style.size_px);
            fits = fits && !text.metrics.ellipsized;
        }
        if (fits) return labels;
    }
    return {full * 0.8f, true};
}

void draw_number(const Stage& stage, const CardPlan& plan, const ui::Rect& cell, int number, bool filled) {
    ui::TextStyle style = figures(filled ? sans_bold(stage, plan.dress.label) : sans(stage, plan.dress.label));
    style.size_px = number_size(stage, plan, plan.grid.cells.front());
    const float in = style.size_px * 0.46f;
    stage.canvas.text({std::round(cell.x + in), std::round(cell.y + in * 0.75f + style.size_px * cap_height)},
                      std::to_string(number), style, filled ? stage.theme().ink : stage.theme().second_ink);
}

void draw_label(const Stage& stage, const CardPlan& plan, const Labels& labels, const ui::Rect& cell,
                const Square& square, bool bold) {
    ui::TextStyle style = bold ? sans_bold(stage, plan.dress.label) : sans(stage, plan.dress.label);
    style.size_px = labels.size_px;
    draw(stage, {std::round(cell.x + cell.w / 2), std::round(cell.bottom() - plan.label_foot_px * 0.38f)},
         fit(stage, label_of(stage, square, labels.dates_only), aligned(style, ui::Align::centre),
             {.width_px = cell.w - stage.px(8)}),
         bold ? stage.theme().ink : stage.theme().second_ink);
}

// What filling the last square means, as a pale outline.
void draw_promise(const Stage& stage, const ui::Rect& cell) {
    const std::string word = stage.words.text("stamp.graduation");
    const bool lies = cell.w > cell.h * 1.3f;
    const float height = std::min(cell.h * (lies ? 0.56f : 0.5f), cell.w * 0.62f);
    const float width = lies ? std::min(height * 2.9f, cell.w * 0.7f) : height * 0.9f;
    const float shift = cell.h * 0.06f;
    const ui::Rect frame{std::round(cell.centre().x - width / 2), std::round(cell.centre().y - height / 2 + shift),
                         std::round(width), std::round(height)};
    const ui::Colour colour = stage.theme().pale_seal;
    const bool round = !stage.theme().stamps->seal->is_square;
    const float line = stage.layout().hairline(2.5f);
    if (round && !lies)
        stage.canvas.ring(frame.centre(), height / 2, line, colour);
    else
        stage.canvas.outline(frame, line, colour, round ? frame.h * 0.44f : stage.px(6));
    ui::TextStyle style = serif(stage, 40);
    style.palt = false;
    style.size_px = std::round(height * (lies ? 0.52f : 0.38f));
    style.align = ui::Align::centre;
    style.language = "ja";
    if (round && !lies) {
        style.size_px = std::max(std::round(height * 0.33f), stage.px(28.5f));
        const auto ink = stage.canvas.measure(word, style).ink;
        stage.canvas.text({frame.centre().x - ink.centre().x, std::round(frame.centre().y - ink.centre().y)}, word,
                          style, colour);
        return;
    }
    if (lies) {
        style.tracking_px = std::min(style.size_px * 1.1f, width * 0.76f - 2 * style.size_px);
        const auto metrics = stage.canvas.measure(word, style);
        // Tracking follows each letter, the last one too: centre what is seen.
        stage.canvas.text(
            {frame.centre().x - metrics.ink.centre().x, std::round(frame.centre().y - metrics.ink.centre().y)}, word,
            style, colour);
        return;
    }
    style.flow = ui::Flow::vertical;
    const auto metrics = stage.canvas.measure(word, style);
    stage.canvas.text(frame.centre() - metrics.ink.centre(), word, style, colour);
}

void draw_older_stamp(const Stage& stage, const Square& square, ui::Point centre, float diameter,
                      const ui::StampPlacement& placed, bool pointed_at) {
    const ui::Theme& theme = stage.theme();
    const float opacity =
        pointed_at ? ui::opacity_for(theme.accent, theme.paper, ui::shape_contrast, placed.opacity) : placed.opacity;
    stage.canvas.stamp(art_of_square(stage, square, placed, false), centre + placed.jitter * diameter, diameter,
                       placed.angle, tinted(stage, ink_at(stage, square.at)).faded(opacity));
}

}  // namespace

void draw_sheet(const Stage& stage, const ui::Rect& rect, float radius_units) {
    const float radius = stage.px(radius_units);
    stage.canvas.shadow(rect.moved({0, stage.px(10)}), radius, stage.px(26), stage.theme().shadow);
    stage.canvas.fill(rect, stage.theme().paper, radius);
}

namespace {

void draw_band(const Stage& stage, const ui::Rect& card, const Frame& frame) {
    const ui::Theme& theme = stage.theme();
    const float height = std::round(stage.px(frame.band > 0 ? frame.band : frame.inset * 1.9f));
    const float radius = stage.px(frame.sheet_radius);
    const float line = stage.layout().hairline(frame.band > 0 ? 5 : 3);
    stage.canvas.fill({card.x, card.y, card.w, 2 * radius}, theme.band, radius);
    // The corners are the card's: below a band lower than two of them it is paper again.
    const float corners = card.y + std::round(2 * radius);
    if (height > 2 * radius)
        stage.canvas.fill({card.x, corners - radius, card.w, card.y + height - corners + radius}, theme.band);
    else
        stage.canvas.fill({card.x, card.y + height, card.w, corners - card.y - height}, theme.paper);
    stage.canvas.fill({card.x, card.y + height - line, card.w, line}, theme.on_paper.accent);
    if (frame.band == 0 || frame.torn_at_foot) return;
    for (const float side : {1.0f, -1.0f})
        draw_notch(stage, {side > 0 ? card.x : card.right(), card.y + height - line / 2}, stage.px(11), side);
}

}  // namespace

void draw_frame(const Stage& stage, const ui::Rect& card, const Frame& frame) {
    switch (stage.theme().dress) {
        case ui::CardDress::hanging:
            return stage.canvas.outline(card.inset(std::round(stage.px(frame.inset))),
                                        stage.layout().hairline(frame.line), stage.theme().card_edge,
                                        stage.px(frame.radius));
        case ui::CardDress::boarding_pass:
            return draw_band(stage, card, frame);
    }
}

PressRoom small_card_room(const Stage& stage, const ui::Rect& card, float words_top) {
    const float in = stage.px(13);
    const float top = card.y + (stage.theme().dress == ui::CardDress::boarding_pass ? stage.px(24) : in);
    return {.paper = card, .free = {card.x + in, top, card.w - 2 * in, words_top - top}};
}

void draw_small_card(const Stage& stage, const ui::Rect& card) {
    draw_sheet(stage, card, 14);
    draw_frame(stage, card, {.inset = 9, .line = 1.5f, .radius = 10, .sheet_radius = 14});
}

void draw_cord(const Stage& stage, ui::Point hole) {
    if (stage.theme().dress != ui::CardDress::hanging) return;
    const float u = stage.px(1);
    const float spread = 34 * u;
    const float width = 5 * u;
    const ui::Theme& theme = stage.theme();
    stage.canvas.circle(hole, 15 * u, theme.hairline);
    stage.canvas.circle(hole, 13.5f * u, theme.eyelet);
    for (const float side : {-1.0f, 1.0f}) {
        const std::array way{ui::Point{hole.x + side * spread, -20 * u}, ui::Point{hole.x + side * 0.8f * u, hole.y}};
        stage.canvas.stroke(way, width, theme.cord_shade);
        const std::array lit{way[0] + ui::Point{-0.9f * u, 0}, way[1] + ui::Point{-0.9f * u, 0}};
        stage.canvas.stroke(lit, width * 0.56f, theme.cord);
    }
    stage.canvas.circle(hole, 5.5f * u, theme.cord_shade);
}

SeasonCardPlaces draw_season_card(const Stage& ground, const StampCard& card, const SeasonCardLook& look) {
    const OnPaper paper(ground);
    const Stage& stage = paper.stage;
    const CardPlan plan = plan_of(stage, card, look);
    const ui::Point hole{std::round(look.card.centre().x), std::round(look.card.y + stage.px(plan.dress.hole_y))};
    const auto hung = stage.canvas.group({.shift = {0, -stage.px(hung_from_units) * look.press.hang}});
    {
        const auto swinging = stage.canvas.group({.pivot = hole, .angle = look.cord ? look.press.swing : 0});
        draw_sheet(stage, look.card);
        draw_frame(stage, look.card,
                   {.inset = plan.dress.inset,
                    .line = 2,
                    .radius = 12,
                    .sheet_radius = 16,
                    .band = plan.dress.band,
                    .torn_at_foot = has_stub(stage, look)});
        draw_head(stage, card, look, plan);
        if (has_stub(stage, look)) draw_stub(stage, card, look, plan);

        const auto filled = std::min(card.filled.size(), plan.grid.cells.size());
        const bool lit = look.newest_lit && filled > 0;
        const Labels labels = labels_of(stage, card, plan);
        draw_grid(stage, plan, lit ? static_cast<int>(filled) - 1 : -1);
        for (std::size_t i = 0; i < plan.grid.cells.size(); ++i) {
            const ui::Rect& cell = plan.grid.cells[i];
            const bool newest = lit && i + 1 == filled;
            draw_number(stage, plan, cell, static_cast<int>(i) + 1, i < filled);
            if (i < filled) draw_label(stage, plan, labels, cell, card.filled[i], newest);
            if (i < filled && !newest) {
                const auto place = place_of_square(stage, card, look, i);
                draw_older_stamp(stage, card.filled[i], place.centre, place.diameter,
                                 ui::place_stamp(look.keeper, static_cast<int>(i)),
                                 static_cast<int>(i) == look.pointed_at);
            }
            if (i + 1 == plan.grid.cells.size() && i >= filled) draw_promise(stage, cell);
        }
        if (lit) {
            const auto place = place_of_square(stage, card, look, filled - 1);
            const auto placed = ui::place_stamp(look.keeper, static_cast<int>(filled) - 1);
            draw_press(stage, art_of_square(stage, card.filled[filled - 1], placed, true), place.centre,
                       place.diameter * ui::newest_stamp_scale, placed.angle, look.press,
                       {.paper = look.card, .free = free_of(stage, look, plan)},
                       ink_at(stage, card.filled[filled - 1].at, look.order));
        }
    }
    if (look.cord) draw_cord(stage, hole);
    SeasonCardPlaces places{.seal_column = {}, .hole = hole};
    if (look.seal_column_units > 0)
        places.seal_column = {plan.grid_space.right(), plan.grid_space.y,
                              look.card.right() - plan.grid_space.right() - stage.px(plan.dress.inset),
                              plan.grid_space.h};
    if (look.seal_row_units > 0)
        places.seal_row = {plan.grid_space.x, plan.grid_space.bottom(), plan.grid_space.w,
                           look.card.bottom() - stage.px(plan.dress.inset) - plan.grid_space.bottom()};
    return places;
}

SquarePlace place_of_square(const Stage& stage, const StampCard& card, const SeasonCardLook& look, std::size_t index) {
    const CardPlan plan = plan_of(stage, card, look);
    const std::size_t at = std::min(index, plan.grid.cells.size() - 1);
    return {.centre = stamp_centre(plan.grid.cells[at], plan.label_foot_px), .diameter = plan.grid.stamp_diameter};
}

std::string period_of(const Stage& stage, const attendance::Season& season) {
    const auto& words = stage.words;
    const auto last = season.end - std::chrono::hours(1);
    const auto sane = [](base::WallTime at) {
        return at > base::WallTime(std::chrono::sys_days(std::chrono::year(2000) / 1 / 1)) &&
               at < base::WallTime(std::chrono::sys_days(std::chrono::year(2200) / 1 / 1));
    };
    if (!sane(season.first) || !sane(season.end)) return {};
    const auto year = stage.date("date.year", season.first);
    const auto to_year = stage.date("date.year", last);
    const auto from = stage.date("date.month", season.first);
    const auto to = stage.date("date.month", last);
    const std::string_view key = year != to_year ? "season.two_years"
                                 : from == to    ? "season.one_month"
                                                 : "season.one_year";
    return words.text(key, {{"year", year}, {"to_year", to_year}, {"from", from}, {"to", to}});
}

std::string keeper_of(const desk::Guest& guest, const StampCard& card) {
    const auto first = card.filled.empty() ? std::string() : card.filled.front().event.value;
    return guest.shown_name + "/" + card.season.name + "/" + first;
}

}  // namespace parts
