#include "parts/arrivals.h"

#include "parts/stamping.h"

namespace parts {

namespace {

constexpr float least_units = 20;  // a stamp smaller than that is a smudge
constexpr float word_units = 34;   // under this its word cannot be read and is left out

struct Rows {
    float pitch;
    int columns;
    int rows;
};

Rows rows_for(const ui::Rect& area, float largest_px, float count, float least_px) {
    Rows result{largest_px, 1, 1};
    while (true) {
        result.columns = std::max(1, static_cast<int>(area.w / result.pitch));
        result.rows = std::max(1, static_cast<int>((area.h + 0.5f) / result.pitch));
        if (static_cast<float>(result.columns * result.rows) >= count || result.pitch <= least_px) return result;
        result.pitch = std::max(least_px, result.pitch * 0.97f);
    }
}

// What an evening is stamped with.
ui::StampArt art_of_evening(const Stage& stage, float pitch) {
    const auto& event = stage.snapshot.door.event;
    const ui::Theme& theme = stage.theme();
    ui::StampArt art = ui::art_of(event ? shape_of_event(theme, attendance::short_label(event->title), event->id)
                                        : theme.stamps->of_event(0));
    art.word = pitch >= stage.px(word_units) ? stage.words.text("stamp.word") : std::string();
    return art;
}

// A hand's own angle, or both hands' towards each other. Two that a row's end parts do not lean.
float angle_of(const ui::StampPlacement& placed, attendance::Lean lean, int column, int columns) {
    constexpr float leans_by = 0.15f;
    const float angle = leans_by + std::abs(placed.angle) * 0.3f;
    switch (lean) {
        case attendance::Lean::to_next:
            return column + 1 < columns ? angle : placed.angle;
        case attendance::Lean::to_previous:
            return column > 0 ? -angle : placed.angle;
        case attendance::Lean::none:
            break;
    }
    return placed.angle;
}

// Leaning stamps stand a little closer, too.
float closer_by(float angle, attendance::Lean lean, float pitch) {
    if (lean == attendance::Lean::to_next && angle > 0) return pitch * 0.05f;
    if (lean == attendance::Lean::to_previous && angle < 0) return -pitch * 0.05f;
    return 0;
}

Ink ink_of_arrival(const Stage& stage, int index) {
    const auto& came = *stage.snapshot.came;
    const auto i = static_cast<std::size_t>(index);
    return ink_at(stage, i < came.size() ? came[i] : stage.wall_now(), index + 1);
}

struct Grid {
    ui::Point first{};  // middle of the first cell
    ui::Point step{};
    int columns = 1;
    float pitch = 0;
    float stronger = 0;  // opacity, beside that of a row
};

void draw_stamps(const Stage& stage, const Grid& grid, int count) {
    const ui::Theme& theme = stage.theme();
    const ui::StampArt art = art_of_evening(stage, grid.pitch);
    const auto leans = attendance::leans_of(*stage.snapshot.came);
    for (int i = 0; i < count; ++i) {
        const auto placed = ui::place_stamp("arrivals", i);
        const auto lean =
            static_cast<std::size_t>(i) < leans.size() ? leans[static_cast<std::size_t>(i)] : attendance::Lean::none;
        const int column = i % grid.columns;
        const float angle = angle_of(placed, lean, column, grid.columns);
        const ui::Point centre{
            grid.first.x + grid.step.x * static_cast<float>(column) + closer_by(angle, lean, grid.pitch),
            grid.first.y + grid.step.y * static_cast<float>(i / grid.columns)};
        const Ink ink = ink_of_arrival(stage, i);
        const ui::Colour colour = tinted(stage, ink);
        const float opacity =
            ui::opacity_for(colour, theme.washi, ui::shape_contrast, placed.opacity + 0.2f * ink.wet + grid.stronger);
        draw_print(stage, art, centre + placed.jitter * (grid.pitch * 1.6f), grid.pitch * 0.95f, angle,
                   colour.faded(opacity), ink);
    }
}

}  // namespace

void draw_arrivals(const Stage& stage, const ui::Rect& strip) {
    const auto arrived = stage.snapshot.arrived;
    if (arrived <= 0) return;
    const Rows rows = rows_for(strip, strip.h, static_cast<float>(arrived), stage.px(least_units));
    const int shown = static_cast<int>(std::min<std::int64_t>(arrived, rows.columns * rows.rows));
    const int used = (shown + rows.columns - 1) / rows.columns;
    draw_stamps(
        stage,
        {.first = {strip.x + rows.pitch * 0.5f, strip.bottom() - rows.pitch * (static_cast<float>(used) - 0.5f)},
         .step = {rows.pitch, rows.pitch},
         .columns = rows.columns,
         .pitch = rows.pitch},
        shown);
}

void draw_all_arrivals(const Stage& stage, const ui::Rect& area, float largest_px) {
    const int count = static_cast<int>(stage.snapshot.came->size());
    if (count == 0) return;
    const Rows rows = rows_for(area, std::min(largest_px, area.h), static_cast<float>(count), stage.px(least_units));
    const int shown = std::min(count, rows.columns * rows.rows);
    const int used = (shown + rows.columns - 1) / rows.columns;
    const int columns = (shown + used - 1) / used;  // rows of one length
    const auto step = [&](float room, int cells) {
        return std::min(room / static_cast<float>(cells), rows.pitch * 1.24f);
    };
    const ui::Point pitch{step(area.w, columns), step(area.h, used)};
    const ui::Point middle = area.centre();
    draw_stamps(stage,
                {.first = {middle.x - pitch.x * static_cast<float>(columns - 1) / 2,
                           middle.y - pitch.y * static_cast<float>(used - 1) / 2},
                 .step = pitch,
                 .columns = columns,
                 .pitch = rows.pitch,
                 .stronger = 0.16f},
                shown);
}

}  // namespace parts
