#include "ui/screens/parts/season_card.h"

#include <array>
#include <numbers>

#include "ui/screens/parts/card_grid.h"
#include "ui/screens/parts/type.h"

namespace ui {

namespace {

using attendance::Square;
using attendance::StampCard;

// The measures of a card in the form's units.
struct Dress {
    float inset;  // of the red inner frame
    float side;   // of the grid
    float head;   // from the card's top to the grid
    float foot;   // from the grid to the card's bottom
    float title;  // size
    float title_baseline;
    float label;  // size of numbers and dates
    float label_foot;
    float hole_y;
};

Dress dress_of(Form form) {
    switch (form) {
        case Form::wide:
            return {.inset = 16,
                    .side = 44,
                    .head = 144,
                    .foot = 45,
                    .title = 48,
                    .title_baseline = 113,
                    .label = 28,
                    .label_foot = 54,
                    .hole_y = 44};
        case Form::portrait:
        case Form::small:
            return {.inset = 10,
                    .side = 30,
                    .head = 134,
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
    Rect grid_space;
    CardGrid grid;
    float label_foot_px = 0;
};

CardPlan plan_of(const Stage& stage, const StampCard& card, const SeasonCardLook& look) {
    CardPlan plan;
    plan.dress = dress_of(stage.form());
    const float side = std::round(stage.px(plan.dress.side));
    const float top = std::round(look.card.y + stage.px(plan.dress.head));
    plan.grid_space = {look.card.x + side, top, std::round(look.card.w - 2 * side - stage.px(look.seal_column_units)),
                       std::round(look.card.bottom() - stage.px(plan.dress.foot)) - top};
    plan.label_foot_px = stage.px(plan.dress.label_foot);
    plan.grid = arrange_squares(std::max(card.season.squares, 1), plan.grid_space, plan.label_foot_px);
    return plan;
}

void draw_head(const Stage& stage, const StampCard& card, const SeasonCardLook& look, const CardPlan& plan) {
    const Dress& dress = plan.dress;
    const float baseline = std::round(look.card.y + stage.px(dress.title_baseline));
    const float right = look.card.right() - std::round(stage.px(dress.side)) - stage.px(8);
    const float left = plan.grid_space.x + stage.px(4);
    float title_width = right - left;
    if (look.with_count) {
        const auto sizes = sizes_portrait();
        const auto word = fit(stage, stage.words.text("welcome.counter", {{"count", card.count}}),
                              aligned(serif(stage, sizes.counter_word), Align::right), {.width_px = stage.px(260)});
        const float risen = ease_out(progress(stage.age_ms(), count_rises_ms, count_there_ms));
        const auto rising = stage.canvas.group({.shift = {0, stage.px(14) * (1 - risen)}, .alpha = risen});
        draw(stage, {right, baseline}, word, stage.theme().ink);
        const auto number = fit(stage, std::to_string(card.count), aligned(serif(stage, 88), Align::right),
                                {.width_px = stage.px(200)});
        draw(stage, {right - word.metrics.width - stage.px(10), baseline}, number, stage.theme().accent);
        title_width -= word.metrics.width + number.metrics.width + stage.px(40);
    } else if (const auto period = period_of(stage, card.season); !period.empty() && look.seal_column_units == 0) {
        const auto text =
            fit(stage, period, aligned(sans(stage, dress.label), Align::right), {.width_px = stage.px(360)});
        draw(stage, {right, baseline}, text, stage.theme().second_ink);
        title_width -= text.metrics.width + stage.px(40);
    }
    TextStyle style = serif(stage, dress.title);
    style.tracking_px = stage.px(1.5f);
    const std::string name = card.season.name.empty() ? stage.words.text("season.unnamed") : card.season.name;
    draw(stage, {left, baseline}, fit(stage, name, style, {.width_px = title_width, .least_units = dress.label}),
         stage.theme().ink);
}

// The lines between the cells, each once; none through the last cell where it is wider than the others.
void draw_grid(const Stage& stage, const CardPlan& plan, int lit) {
    const float hair = stage.layout().hairline(1.5f);
    const Colour colour = stage.theme().hairline;
    const auto& cells = plan.grid.cells;
    if (lit >= 0) stage.canvas.fill(cells[static_cast<std::size_t>(lit)], stage.theme().lit_cell);
    const Rect& space = plan.grid_space;
    stage.canvas.fill({space.x, space.y, space.w, hair}, colour);
    stage.canvas.fill({space.x, space.y, hair, space.h}, colour);
    for (const Rect& cell : cells) {
        stage.canvas.fill({cell.right() - (cell.right() >= space.right() ? hair : 0), cell.y, hair, cell.h}, colour);
        stage.canvas.fill({cell.x, cell.bottom() - (cell.bottom() >= space.bottom() ? hair : 0), cell.w, hair}, colour);
    }
}

void draw_number(const Stage& stage, const Rect& cell, int number, bool filled) {
    const Dress dress = dress_of(stage.form());
    const float in = stage.px(dress.label * 0.5f);
    const auto style = figures(filled ? sans_bold(stage, dress.label) : sans(stage, dress.label));
    const float least = std::min(dress.label, cell.h * 0.2f / stage.px(1));
    draw(stage, {std::round(cell.x + in), std::round(cell.y + in * 0.75f + stage.px(dress.label) * cap_height)},
         fit(stage, std::to_string(number), style, {.width_px = cell.w * 0.4f, .least_units = least}),
         filled ? stage.theme().ink : stage.theme().second_ink);
}

// "第12回 7.21", or the date alone where both together would get too small to read.
void draw_label(const Stage& stage, const Rect& cell, const Square& square, bool bold) {
    const Dress dress = dress_of(stage.form());
    const TextStyle style = aligned(bold ? sans_bold(stage, dress.label) : sans(stage, dress.label), Align::centre);
    const Box box{.width_px = cell.w - stage.px(16), .least_units = dress.label * 0.82f};
    const std::string date = stage.words.date("date.short", square.at, stage.snapshot.utc_offset);
    auto text = fit(stage, square.label.empty() ? date : square.label + "\u2002" + date, style, box);
    if (text.metrics.ellipsized) text = fit(stage, date, style, box);
    draw(stage, {std::round(cell.x + cell.w / 2), std::round(cell.bottom() - stage.px(dress.label_foot) * 0.38f)}, text,
         bold ? stage.theme().ink : stage.theme().second_ink);
}

// What filling the last square means, as a pale outline.
void draw_promise(const Stage& stage, const Rect& cell) {
    const std::string word = stage.words.text("stamp.graduation");
    const bool lies = cell.w > cell.h * 1.3f;
    const float height = std::min(cell.h * (lies ? 0.56f : 0.5f), cell.w * 0.62f);
    const float width = lies ? height * 2.9f : height * 0.9f;
    const float shift = cell.h * 0.06f;
    const Rect frame{std::round(cell.centre().x - width / 2), std::round(cell.centre().y - height / 2 + shift),
                     std::round(width), std::round(height)};
    const Colour colour = stage.theme().pale_seal;
    stage.canvas.outline(frame, stage.layout().hairline(2.5f), colour, stage.px(6));
    TextStyle style = serif(stage, 40);
    style.palt = false;
    style.size_px = std::round(height * (lies ? 0.52f : 0.38f));
    style.align = Align::centre;
    style.language = "ja";
    if (lies) {
        style.tracking_px = style.size_px * 1.1f;
        const auto metrics = stage.canvas.measure(word, style);
        // Tracking follows each letter, the last one too: centre what is seen.
        stage.canvas.text(
            {frame.centre().x - metrics.ink.centre().x, std::round(frame.centre().y - metrics.ink.centre().y)}, word,
            style, colour);
        return;
    }
    style.flow = Flow::vertical;
    const auto metrics = stage.canvas.measure(word, style);
    stage.canvas.text(frame.centre() - metrics.ink.centre(), word, style, colour);
}

void draw_older_stamp(const Stage& stage, const Square& square, Point centre, float diameter,
                      const StampPlacement& placed) {
    stage.canvas.stamp(art_of_square(stage, square, placed, false), centre + placed.jitter * diameter, diameter,
                       placed.angle, stage.theme().accent.faded(placed.opacity));
}

std::uint32_t hash_of(std::string_view text) {
    std::uint32_t hash = 2166136261u;  // FNV-1a
    for (const char c : text)
        hash = (hash ^ static_cast<std::uint8_t>(c)) * 16777619u;
    return hash;
}

void draw_splash(const Stage& stage, Point centre, float diameter, float splash) {
    if (splash >= 1) return;
    const float out = ease_out(splash);
    const float fade = 1 - splash;
    const Colour ink = stage.theme().accent;
    stage.canvas.ring(centre, diameter * (0.47f + 0.2f * out), stage.layout().hairline(3), ink.faded(0.45f * fade));
    constexpr int drops = 11;
    for (int i = 0; i < drops; ++i) {
        const std::uint32_t chance = hash_of(std::string(1, static_cast<char>('a' + i)));
        const float angle = (static_cast<float>(i) + 0.6f * static_cast<float>(chance % 100) / 100) * 2 *
                            std::numbers::pi_v<float> / drops;
        const float reach = diameter * (0.5f + (0.12f + 0.14f * static_cast<float>(chance / 128 % 100) / 100) * out);
        const float size = diameter * (0.008f + 0.011f * static_cast<float>(chance / 4096 % 100) / 100);
        stage.canvas.circle({centre.x + reach * std::cos(angle), centre.y + reach * std::sin(angle)},
                            std::max(1.0f, size), ink.faded(0.85f * fade));
    }
}

}  // namespace

void draw_press(const Stage& stage, const StampArt& art, Point centre, float diameter, float angle,
                const Press& press) {
    if (!press.in_sight) return;
    if (press.shadow > 0) {
        // The rubber's shadow: wide and faint high up, tight and dark just over the paper.
        const float side = diameter * (0.62f + 0.3f * press.scale);
        const Rect below = square_around(centre + Point{0, diameter * 0.05f * press.scale}, side * 0.86f);
        stage.canvas.shadow(below, below.w / 2, diameter * 0.22f * press.scale,
                            stage.theme().shadow.faded(press.shadow));
    }
    const auto squashed = stage.canvas.group(
        {.pivot = centre, .scale_x = 1 + press.squash, .scale_y = 1 - press.squash, .shift = {}, .alpha = 1});
    stage.canvas.stamp(art, centre, diameter * press.scale, angle,
                       stage.theme().accent.faded(newest_stamp_opacity * press.ink));
    if (press.landed) draw_splash(stage, centre, diameter, press.splash);
}

void draw_sheet(const Stage& stage, const Rect& rect, float radius_units) {
    const float radius = stage.px(radius_units);
    stage.canvas.shadow(rect.moved({0, stage.px(10)}), radius, stage.px(26), stage.theme().shadow);
    stage.canvas.fill(rect, stage.theme().paper, radius);
}

void draw_cord(const Stage& stage, Point hole) {
    const float u = stage.px(1);
    const float spread = 34 * u;
    const float width = 5 * u;
    const Theme& theme = stage.theme();
    stage.canvas.circle(hole, 15 * u, theme.hairline);
    stage.canvas.circle(hole, 13.5f * u, theme.eyelet);
    for (const float side : {-1.0f, 1.0f}) {
        const std::array way{Point{hole.x + side * spread, -20 * u}, Point{hole.x + side * 0.8f * u, hole.y}};
        stage.canvas.stroke(way, width, theme.cord_shade);
        const std::array lit{way[0] + Point{-0.9f * u, 0}, way[1] + Point{-0.9f * u, 0}};
        stage.canvas.stroke(lit, width * 0.56f, theme.cord);
    }
    stage.canvas.circle(hole, 5.5f * u, theme.cord_shade);
}

SeasonCardPlaces draw_season_card(const Stage& stage, const StampCard& card, const SeasonCardLook& look) {
    const CardPlan plan = plan_of(stage, card, look);
    const Point hole{std::round(look.card.centre().x), std::round(look.card.y + stage.px(plan.dress.hole_y))};
    {
        const auto swinging = stage.canvas.group({.pivot = hole, .angle = look.cord ? look.press.swing : 0});
        draw_sheet(stage, look.card);
        stage.canvas.outline(look.card.inset(std::round(stage.px(plan.dress.inset))), stage.layout().hairline(2),
                             stage.theme().card_edge, stage.px(12));
        draw_head(stage, card, look, plan);

        const auto filled = std::min(card.filled.size(), plan.grid.cells.size());
        const bool lit = look.newest_lit && filled > 0;
        draw_grid(stage, plan, lit ? static_cast<int>(filled) - 1 : -1);
        for (std::size_t i = 0; i < plan.grid.cells.size(); ++i) {
            const Rect& cell = plan.grid.cells[i];
            const bool newest = lit && i + 1 == filled;
            draw_number(stage, cell, static_cast<int>(i) + 1, i < filled);
            if (i < filled) draw_label(stage, cell, card.filled[i], newest);
            if (i < filled && !newest) {
                const auto place = place_of_square(stage, card, look, i);
                draw_older_stamp(stage, card.filled[i], place.centre, place.diameter,
                                 place_stamp(look.keeper, static_cast<int>(i)));
            }
            if (i + 1 == plan.grid.cells.size() && i >= filled) draw_promise(stage, cell);
        }
        if (lit) {
            const auto place = place_of_square(stage, card, look, filled - 1);
            const auto placed = place_stamp(look.keeper, static_cast<int>(filled) - 1);
            draw_press(stage, art_of_square(stage, card.filled[filled - 1], placed, true), place.centre,
                       place.diameter * newest_stamp_scale, placed.angle, look.press);
        }
    }
    if (look.cord) draw_cord(stage, hole);
    SeasonCardPlaces places{.seal_column = {}, .hole = hole};
    if (look.seal_column_units > 0)
        places.seal_column = {plan.grid_space.right(), plan.grid_space.y,
                              look.card.right() - plan.grid_space.right() - stage.px(plan.dress.inset),
                              plan.grid_space.h};
    return places;
}

SquarePlace place_of_square(const Stage& stage, const StampCard& card, const SeasonCardLook& look, std::size_t index) {
    const CardPlan plan = plan_of(stage, card, look);
    const std::size_t at = std::min(index, plan.grid.cells.size() - 1);
    return {.centre = stamp_centre(plan.grid.cells[at], plan.label_foot_px), .diameter = plan.grid.stamp_diameter};
}

StampShape shape_of_event(std::string_view label, const attendance::EventId& event) {
    int ordinal = 0;
    bool numbered = false;
    for (const char c : label)
        if (c >= '0' && c <= '9') {
            ordinal = (ordinal * 10 + (c - '0')) % 100000;
            numbered = true;
        }
    if (!numbered) ordinal = static_cast<int>(hash_of(event.value) % 4);
    return event_stamp_shape(ordinal);
}

StampArt art_of_square(const Stage& stage, const Square& square, const StampPlacement& placed, bool newest) {
    StampArt art;
    art.shape = shape_of_event(square.label, square.event);
    art.word = stage.words.text("stamp.word");
    art.seed = placed.seed;
    art.heavy = newest;
    if (newest) art.date = stage.words.date("date.short", square.at, stage.snapshot.utc_offset);
    return art;
}

std::string period_of(const Stage& stage, const attendance::Season& season) {
    const auto& words = stage.words;
    const auto offset = stage.snapshot.utc_offset;
    const auto last = season.end - std::chrono::hours(1);
    const auto sane = [](base::WallTime at) {
        return at > base::WallTime(std::chrono::sys_days(std::chrono::year(2000) / 1 / 1)) &&
               at < base::WallTime(std::chrono::sys_days(std::chrono::year(2200) / 1 / 1));
    };
    if (!sane(season.first) || !sane(season.end)) return {};
    const auto year = words.date("date.year", season.first, offset);
    const auto to_year = words.date("date.year", last, offset);
    const auto from = words.date("date.month", season.first, offset);
    const auto to = words.date("date.month", last, offset);
    const std::string_view key = year != to_year ? "season.two_years"
                                 : from == to    ? "season.one_month"
                                                 : "season.one_year";
    return words.text(key, {{"year", year}, {"to_year", to_year}, {"from", from}, {"to", to}});
}

std::string keeper_of(const desk::Guest& guest, const StampCard& card) {
    const auto first = card.filled.empty() ? std::string() : card.filled.front().event.value;
    return guest.shown_name + "/" + card.season.name + "/" + first;
}

}  // namespace ui
