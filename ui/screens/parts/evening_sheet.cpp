#include "parts/evening_sheet.h"

#include "parts/arrivals.h"
#include "parts/season_card.h"
#include "parts/type.h"

namespace parts {

namespace {

struct Place {
    ui::Rect sheet;  // all in units
    float side;      // from the sheet's edge to what stands on it
    float title;     // size
    int title_lines;
    float title_last;  // baseline
    float label;       // size of day and sentences
    float stamps_top;
    float stamps_foot;
    float largest;  // a stamp
    float foot;     // baseline
    float second;   // size; 0: no second language
};

Place place_of(ui::Form form) {
    switch (form) {
        case ui::Form::wide:
            return {{96, 64, 1728, 952}, 72, 92, 1, 198, 30, 292, 862, 250, 914, 28};
        case ui::Form::portrait:
            return {{40, 56, 640, 1168}, 40, 74, 2, 256, 22, 336, 1036, 190, 1084, 22};
        case ui::Form::small:  // clear of the mark in the corner
            return {{40, 20, 720, 388}, 32, 46, 1, 86, 20, 136, 340, 120, 380, 0};
    }
    return {};
}

std::string next_of(const Stage& stage, const ui::Messages& words) {
    const auto& next = stage.snapshot.next_event;
    if (!next) return {};
    const auto offset = stage.snapshot.zone.offset_at(next->starts);
    return words.text("idle.next", {{"day", words.date("date.day", next->starts, offset)},
                                    {"time", words.date("date.time", next->starts, offset)}});
}

std::string stamps_of(const Stage& stage, const ui::Messages& words) {
    return words.text("sheet.stamps", {{"count", static_cast<std::int64_t>(stage.snapshot.came->size())}});
}

// How many there are on one side, when the next ones come on the other; upright, one under the other.
void draw_foot(const Stage& stage, const Place& place, const ui::Rect& column) {
    const bool upright = stage.form() == ui::Form::portrait;
    const auto draw_in = [&](const ui::Messages& words, const ui::TextStyle& style, float y, float below,
                             ui::Colour colour) {
        const Box box{.width_px = upright ? column.w : column.w * 0.48f, .least_units = place.label * 0.78f};
        draw(stage, {column.x, y}, fit(stage, stamps_of(stage, words), style, box), colour);
        const std::string next = next_of(stage, words);
        if (next.empty()) return;
        if (upright)
            draw(stage, {column.x, y + below}, fit(stage, next, style, box), colour);
        else
            draw(stage, {column.right(), y}, fit(stage, next, aligned(style, ui::Align::right), box), colour);
    };
    const float y = stage.layout().y(place.foot);
    const float line = stage.px(place.label * 1.5f);
    draw_in(stage.words, sans_bold(stage, place.label), y, line, stage.theme().ink);
    if (place.second <= 0) return;
    const bool two = upright && stage.snapshot.next_event.has_value();
    draw_in(stage.words.second(), sans(stage, place.second), std::round(y + line * (two ? 2.0f : 1.1f)), line,
            stage.theme().second_ink);
}

}  // namespace

void draw_evening_sheet(const Stage& ground) {
    const OnPaper paper(ground);
    const Stage& stage = paper.stage;
    const Place place = place_of(stage.form());
    const ui::Rect sheet = stage.block(place.sheet.x, place.sheet.y, place.sheet.w, place.sheet.h);
    draw_sheet(stage, sheet);
    draw_frame(stage, sheet, {.inset = 14, .line = 2, .radius = 10, .sheet_radius = 16});
    const ui::Rect column = stage.block(place.sheet.x + place.side, 0, place.sheet.w - 2 * place.side, 100);

    const auto& event = stage.snapshot.door.event;
    const std::string name = event && !event->title.empty() ? event->title : stage.snapshot.community.name;
    const auto title =
        fit(stage, name, serif(stage, place.title),
            {.width_px = column.w, .max_lines = place.title_lines, .leading = 1.2f, .least_units = place.title * 0.5f});
    const float last = stage.layout().y(place.title_last);
    draw_up_from(stage, {column.x, last}, title, stage.theme().ink);
    const std::string day = event ? stage.day_of(event->starts) : stage.day_of(stage.wall_now());
    draw(stage, {column.x, std::round(last + stage.px(place.label * 1.9f))},
         fit(stage, day, sans(stage, place.label), {.width_px = column.w}), stage.theme().second_ink);

    const float top = stage.layout().y(place.stamps_top);
    draw_all_arrivals(stage, {column.x, top, column.w, stage.layout().y(place.stamps_foot) - top},
                      stage.px(place.largest));
    draw_foot(stage, place, column);
}

}  // namespace parts
