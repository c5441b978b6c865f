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

Rows rows_for(const ui::Rect& strip, float count, float least_px) {
    Rows result{strip.h, 1, 1};
    while (true) {
        result.columns = std::max(1, static_cast<int>(strip.w / result.pitch));
        result.rows = std::max(1, static_cast<int>((strip.h + 0.5f) / result.pitch));
        if (static_cast<float>(result.columns * result.rows) >= count || result.pitch <= least_px) return result;
        result.pitch = std::max(least_px, result.pitch * 0.97f);
    }
}

}  // namespace

void draw_arrivals(const Stage& stage, const ui::Rect& strip) {
    const auto arrived = stage.snapshot.arrived;
    if (arrived <= 0) return;
    const Rows rows = rows_for(strip, static_cast<float>(arrived), stage.px(least_units));
    const int shown = static_cast<int>(std::min<std::int64_t>(arrived, rows.columns * rows.rows));
    const int used = (shown + rows.columns - 1) / rows.columns;

    const auto& event = stage.snapshot.door.event;
    const ui::Theme& theme = stage.theme();
    ui::StampArt art = ui::art_of(event ? face_of_event(theme, attendance::short_label(event->title), event->id)
                                        : theme.stamps->of_event(0));
    art.word = rows.pitch >= stage.px(word_units) ? stage.words.text("stamp.word") : std::string();
    for (int i = 0; i < shown; ++i) {
        const auto placed = ui::place_stamp("arrivals", i);
        const ui::Point centre{strip.x + rows.pitch * (static_cast<float>(i % rows.columns) + 0.5f),
                               strip.bottom() - rows.pitch * (static_cast<float>(used - i / rows.columns) - 0.5f)};
        stage.canvas.stamp(
            art, centre + placed.jitter * (rows.pitch * 1.6f), rows.pitch * 0.95f, placed.angle,
            theme.accent.faded(ui::opacity_for(theme.accent, theme.washi, ui::shape_contrast, placed.opacity)));
    }
}

}  // namespace parts
