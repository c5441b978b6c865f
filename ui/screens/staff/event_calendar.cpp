// The month on which the day of an event is chosen. The days of the week stand from Monday on.
#include "staff/event_pages.h"
#include "staff/parts/desk_top.h"

namespace staff {

namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year_month;
using std::chrono::year_month_day;

year_month month_of(sys_days day) {
    const year_month_day date(day);
    return date.year() / date.month();
}

// Where the days stand, and beside them (on a narrow screen under them) the months and the way back. In units.
struct Places {
    float side = 0;  // width of what stands beside; 0: under the days
    float key = 0;   // height of a key there
    float gap = 0;
    float head = 0;  // of the names of the days
    float w = 0;     // of all seven
    float foot = 0;
};

Places places_of(const parts::Stage& stage) {
    const auto& sizes = staff_sizes(stage);
    const bool small = stage.form() == ui::Form::small;
    const bool wide = stage.form() == ui::Form::wide;
    Places at;
    at.side = small ? 150.0f : wide ? 380.0f : 0.0f;
    at.key = small ? 70.0f : std::max(finger_units(stage), wide ? 118.0f : 84.0f);
    at.gap = small ? 4.0f : 8.0f;
    at.head = small ? 18.0f : sizes.label * 2;
    at.w = sizes.width - 2 * sizes.margin - (at.side > 0 ? at.side + sizes.gap : 0);
    at.foot = at.side > 0 ? sizes.bottom : sizes.bottom - 2 * (at.key + sizes.gap);
    return at;
}

void draw_days(const parts::Stage& stage, const Places& at, year_month month, sys_days chosen) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const sys_days today = stage.snapshot.zone.day_of(stage.wall_now());
    const sys_days first{month / 1};
    const sys_days monday = first - days(std::chrono::weekday(first).iso_encoding() - 1);
    constexpr int rows = 6;
    const float each_w = (at.w + at.gap) / 7;
    const float each_h = (at.foot - sizes.top - at.head + at.gap) / rows;
    const auto place_of = [&](int i) {
        return stage.block(sizes.margin + each_w * static_cast<float>(i % 7),
                           sizes.top + at.head + each_h * static_cast<float>(i / 7), each_w, each_h);
    };
    for (int i = 0; i < 7; ++i)
        draw_line(stage,
                  {.x = place_of(i).centre().x - stage.px(at.gap / 2),
                   .y = place_of(i).y - stage.px(at.head / 2),
                   .width_px = place_of(i).w},
                  stage.words.date("staff.date.weekday", base::WallTime(monday + days(i)), {}),
                  parts::aligned(parts::sans(stage, sizes.label), ui::Align::centre), ink.dim);
    for (int i = 0; i < 7 * rows; ++i) {
        const sys_days day = monday + days(i);
        if (month_of(day) != month) continue;
        // The gaps belong to the days, as with the keys of a keyboard.
        const ui::Rect place = place_of(i);
        const ui::Rect cell{place.x, place.y, place.w - stage.px(at.gap), place.h - stage.px(at.gap)};
        const desk::Answer answer = desk::MoveTime{desk::MoveTime::What::starts, std::chrono::minutes(day - chosen)};
        const StaffLook look = day == chosen ? StaffLook::accent : day < today ? StaffLook::plain : StaffLook::key;
        draw_staff_button(stage, cell,
                          {.label = std::to_string(static_cast<unsigned>(year_month_day(day).day())),
                           .look = look,
                           .units = sizes.body,
                           .pressed = stage.canvas.is_pressed(answer)});
        stage.canvas.touch(place, answer);
        if (day == today && day != chosen)
            stage.canvas.outline(cell, stage.layout().hairline(3), ink.dim, cell.h * 0.2f);
    }
}

}  // namespace

void draw_event_calendar(const parts::Stage& stage, const desk::EventPage::Draft& draft) {
    const auto& sizes = staff_sizes(stage);
    const Places at = places_of(stage);
    const int shift = draft.calendar.value_or(0);
    const sys_days chosen = stage.snapshot.zone.day_of(draft.starts);
    const year_month month = month_of(chosen) + months(shift);
    draw_days(stage, at, month, chosen);

    const float x = at.side > 0 ? sizes.width - sizes.margin - at.side : sizes.margin;
    const float w = at.side > 0 ? at.side : at.w;
    const float top = at.side > 0 ? sizes.top + at.head : at.foot + sizes.gap;
    // Beside the days the month stands above its keys, under them between these.
    const float key_w = at.side > 0 ? (w - at.gap) / 2 : (w - 2 * at.gap) / 3;
    const float keys_y = at.side > 0 ? top + at.key + at.gap : top;
    const ui::Rect title =
        at.side > 0 ? stage.block(x, top, w, at.key) : stage.block(x + key_w, top, w - 2 * key_w, at.key);
    draw_line(stage, {.x = title.centre().x, .y = title.centre().y, .width_px = title.w, .least_units = sizes.label},
              stage.words.date("staff.date.calendar_month", base::WallTime(sys_days{month / 1}), {}),
              parts::aligned(parts::sans_bold(stage, sizes.heading), ui::Align::centre), staff_theme(stage).text);
    draw_staff_button(stage, stage.block(x, keys_y, key_w, at.key),
                      {.answer = desk::ShowCalendar{shift - 1}, .icon = ui::Icon::arrow_left});
    draw_staff_button(stage, stage.block(x + w - key_w, keys_y, key_w, at.key),
                      {.answer = desk::ShowCalendar{shift + 1}, .icon = ui::Icon::arrow_right});
    draw_staff_button(
        stage, stage.block(x, sizes.bottom - at.key, w, at.key),
        {.label = stage.words.text("staff.back"), .answer = desk::ShowCalendar{}, .look = StaffLook::quiet});
}

}  // namespace staff
