// Who came, and whether everything is well: the worst trouble is found in two seconds.
#include "staff/parts/desk_top.h"
#include "staff/parts/health.h"
#include "staff/parts/lists.h"
#include "staff/parts/tap_lines.h"
#include "staff/scenes.h"

namespace staff {

namespace {

// --- figures ---------------------------------------------------------------------------------------------------------

struct Tile {
    std::string label;
    std::int64_t number = 0;
    std::string of{};  // "/ 240"
    bool accent = false;
    std::optional<float> share{};  // of a bar beneath
    std::string note{};            // at the label's right end
};

void draw_tile(const parts::Stage& stage, const ui::Rect& rect, const Tile& tile, float number_units) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    draw_panel(stage, rect);
    const float in = std::min(stage.px(sizes.pad), rect.w * 0.1f);
    const float right = rect.right() - in;
    const float label_y = rect.y + stage.px(sizes.label * 1.25f);
    float label_room = rect.w - 2 * in;
    if (!tile.note.empty()) {
        const auto note =
            draw_line(stage, {.x = right, .y = label_y, .width_px = label_room * 0.4f}, tile.note,
                      parts::aligned(parts::figures(parts::sans(stage, sizes.label)), ui::Align::right), ink.dim);
        label_room -= note.metrics.width + in * 0.5f;
    }
    draw_line(stage, {.x = rect.x + in, .y = label_y, .width_px = label_room, .least_units = sizes.label * 0.78f},
              tile.label, parts::sans(stage, sizes.label), ink.dim);
    // The numbers of all tiles stand on one line, with a bar under them or without.
    const float baseline = std::round(rect.bottom() - stage.px(sizes.label * 1.2f));
    const float room = rect.w - 2 * in;
    const std::string unit = tile.of.empty() ? stage.words.text("staff.monitor.people_unit") : tile.of;
    const auto after = parts::fit(stage, unit, parts::figures(parts::sans(stage, sizes.label)),
                                  {.width_px = room * 0.45f, .least_units = sizes.label * 0.8f});
    const float gap = unit.empty() ? 0 : stage.px(sizes.label * 0.45f);
    const auto number =
        parts::fit(stage, std::to_string(tile.number), parts::figures(parts::sans_bold(stage, number_units)),
                   {.width_px = room - after.metrics.width - gap, .least_units = sizes.label});
    parts::draw(stage, {rect.x + in, baseline}, number, tile.accent ? ink.trouble : ink.text);
    if (!unit.empty()) parts::draw(stage, {rect.x + in + number.metrics.width + gap, baseline}, after, ink.dim);
    if (!tile.share) return;
    const float height = stage.layout().hairline(stage.form() == ui::Form::wide ? 8 : 5);
    const ui::Rect track{rect.x + in, std::round(rect.bottom() - stage.px(sizes.label * 0.72f)), room, height};
    stage.canvas.fill(track, ink.panel_edge, height / 2);
    const float share = std::clamp(*tile.share, 0.0f, 1.0f);
    if (share > 0)
        stage.canvas.fill({track.x, track.y, std::max(height, std::round(track.w * share)), height}, ink.trouble,
                          height / 2);
}

std::vector<Tile> tiles_of(const parts::Stage& stage, const desk::Monitor& scene) {
    const auto& words = stage.words;
    Tile arrived{.label = words.text("staff.monitor.arrived"), .number = scene.arrived, .of = {}, .accent = true};
    if (scene.expected && *scene.expected > 0) {
        arrived.of = words.text("staff.monitor.of_expected", {{"count", *scene.expected}});
        arrived.share = static_cast<float>(scene.arrived) / static_cast<float>(*scene.expected);
        arrived.note = words.text("staff.monitor.expected_share", {{"count", scene.arrived * 100 / *scene.expected}});
    }
    return {arrived,
            {.label = words.text("staff.monitor.first_timers"), .number = scene.first_timers},
            {.label = words.text("staff.monitor.last_ten"), .number = scene.last_ten_minutes}};
}

// Arrivals over time: a bar each few minutes, hours on the axis.
void draw_chart(const parts::Stage& stage, const ui::Rect& rect, const desk::Monitor& scene) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    draw_panel(stage, rect);
    const float in = std::min(stage.px(sizes.pad), rect.w * 0.07f);
    const float label_y = rect.y + in + stage.px(sizes.label * 0.3f);
    const int most = scene.arrivals.empty() ? 0 : *std::max_element(scene.arrivals.begin(), scene.arrivals.end());
    float room = rect.w - 2 * in;
    if (most > 0) {
        const auto note = draw_line(
            stage, {.x = rect.right() - in, .y = label_y, .width_px = room * 0.5f, .least_units = sizes.label * 0.8f},
            stage.words.text("staff.monitor.most",
                             {{"count", scene.bin_length.count()}, {"name", std::to_string(most)}}),
            parts::aligned(parts::figures(parts::sans(stage, sizes.label)), ui::Align::right), ink.dim);
        room -= note.metrics.width + in * 0.5f;
    }
    draw_line(stage, {.x = rect.x + in, .y = label_y, .width_px = room, .least_units = sizes.label * 0.8f},
              stage.words.text("staff.monitor.over_time"), parts::sans(stage, sizes.label), ink.dim);

    const float axis = std::round(rect.bottom() - in * 0.8f - stage.px(sizes.label * 1.1f));
    const ui::Rect area{rect.x + in, label_y + stage.px(sizes.label * 0.9f), rect.w - 2 * in,
                        axis - label_y - stage.px(sizes.label * 0.9f)};
    stage.canvas.fill({area.x, axis, area.w, stage.layout().hairline(1.5f)}, ink.panel_edge);
    const auto bins = std::min<std::size_t>(scene.arrivals.size(), desk::Monitor::bins_max);
    if (bins == 0) return;
    const float pitch = area.w / static_cast<float>(std::max<std::size_t>(bins, 12));
    const float gap = std::max(1.0f, std::round(pitch * 0.22f));
    float label_from = area.x;
    for (std::size_t i = 0; i < bins; ++i) {
        const float left = std::round(area.x + pitch * static_cast<float>(i));
        const float width = std::round(area.x + pitch * static_cast<float>(i + 1)) - left - gap;
        const int count = scene.arrivals[i];
        if (count > 0) {
            const float height = std::max(stage.layout().hairline(3),
                                          std::round(area.h * static_cast<float>(count) / static_cast<float>(most)));
            const bool latest = i + 1 == bins;
            stage.canvas.fill({left, axis - height, std::max(1.0f, width), height}, latest ? ink.trouble : ink.dim);
        }
        const auto begins = scene.bins_from + scene.bin_length * static_cast<int>(i);
        const auto local = stage.snapshot.zone.local(begins);
        const auto half_hours = std::chrono::floor<std::chrono::minutes>(local.time_since_epoch()).count() % 30;
        if (half_hours != 0 || left < label_from) continue;
        const auto label = parts::fit(stage, stage.time_of_day(begins),
                                      parts::figures(parts::sans(stage, sizes.label * 0.86f)), {.width_px = area.w});
        if (left + label.metrics.width > area.right()) continue;
        parts::draw(stage, {left, std::round(rect.bottom() - in * 0.66f)}, label, ink.dim);
        stage.canvas.fill({left, axis, stage.layout().hairline(1.5f), stage.px(sizes.label * 0.24f)}, ink.panel_edge);
        label_from = left + label.metrics.width + stage.px(sizes.label);
    }
}

// --- taps ------------------------------------------------------------------------------------------------------------

// Whose it is can be said.
bool is_whose(const desk::TapLine& line) {
    return !line.person && !line.card.value.empty() && line.seq > 0 && !line.voided;
}

// What the line leads to beside the person's page: whose the card is, or the stamp taken back.
std::optional<StaffButton> act_of(const parts::Stage& stage, const desk::TapLine& line) {
    const float units = staff_sizes(stage).label;
    if (is_whose(line))
        return StaffButton{
            .label = stage.words.text("staff.tap.whose"), .answer = desk::AskWhose{line.seq}, .units = units};
    if (line.stamp_seq > 0)
        return StaffButton{
            .label = stage.words.text("staff.tap.void"), .answer = desk::VoidStamp{line.stamp_seq}, .units = units};
    return std::nullopt;
}

// What a line's hint looks like: an outlined word.
float draw_hint(const parts::Stage& stage, std::string_view hint, float x, float y, float room) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const float in = stage.px(sizes.label * 0.5f);
    const auto text = parts::fit(stage, hint, parts::sans_bold(stage, sizes.label * 0.9f),
                                 {.width_px = room - 2 * in, .least_units = least_text_units(stage)});
    const ui::Rect tag{std::round(x), std::round(y - stage.px(sizes.label * 0.82f)), text.metrics.width + 2 * in,
                       std::round(stage.px(sizes.label * 1.64f))};
    stage.canvas.outline(tag, stage.layout().hairline(2), ink.note, tag.h * 0.34f);
    parts::draw_in_middle(stage, {tag.x + in, y}, text, ink.note);
    return tag.w;
}

ui::FrameResult draw_tap(const parts::Stage& stage, const ui::Rect& row, const desk::TapLine& line) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const auto words = tap_words(stage, line);
    const bool news = is_news(stage, line);
    const bool narrow = stage.form() != ui::Form::wide;
    const auto act = act_of(stage, line);
    const float act_w = act ? std::round(stage.px(std::max(finger_units(stage), sizes.label * 5.6f))) : 0;
    const float text_right = row.right() - act_w - stage.px(sizes.gap * 0.5f);
    const ui::Rect place{row.x, row.y, text_right - row.x, row.h};
    std::optional<desk::Answer> leads_to;
    if (line.person)
        leads_to = desk::OpenPerson{*line.person};
    else if (act && is_whose(line))
        leads_to = act->answer;
    const bool down = leads_to && stage.canvas.is_pressed(*leads_to);
    if (news || down) {
        const float out = stage.px(sizes.pad * 0.5f);
        stage.canvas.fill({row.x - out, row.y + 2, row.w + 2 * out, row.h - 4}, down ? ink.hairline : ink.panel_lit,
                          stage.px(sizes.radius * 0.6f));
    }
    if (leads_to) stage.canvas.touch(place, *leads_to);
    const float name_y = row.centre().y - row.h * 0.19f;
    const float under_y = row.centre().y + row.h * 0.23f;
    const float time_w = stage.px(sizes.label * 4.1f);
    draw_line(stage, {.x = row.x, .y = name_y, .width_px = time_w}, stage.time_of_day(line.at),
              parts::figures(parts::sans(stage, sizes.label)), ink.dim);
    const float left = row.x + (narrow ? stage.px(sizes.label * 3.3f) : time_w);
    const float side = stage.px(sizes.label * 1.05f);
    draw_line(stage, {.x = left, .y = name_y, .width_px = text_right - left, .least_units = sizes.label}, words.name,
              parts::sans_bold(stage, sizes.body * 1.06f), line.name.empty() ? ink.dim : ink.text);
    stage.canvas.icon(words.icon, {left + side / 2, under_y}, side, words.colour);
    // What has become of the tap is said to its end; the hint goes first.
    const float whole = text_right - left - side * 1.5f;
    float hint_room = words.hint.empty() ? 0 : (text_right - left) * (narrow ? 0.46f : 0.4f);
    if (parts::fit(stage, words.result, parts::sans(stage, sizes.label),
                   {.width_px = whole - hint_room, .least_units = sizes.label * 0.84f})
            .metrics.ellipsized)
        hint_room = 0;
    const auto result = draw_line(
        stage,
        {.x = left + side * 1.5f, .y = under_y, .width_px = whole - hint_room, .least_units = sizes.label * 0.84f},
        words.result, parts::sans(stage, sizes.label), words.colour);
    if (hint_room > 0)
        draw_hint(stage, words.hint, left + side * 1.5f + result.metrics.width + stage.px(sizes.label * 0.8f), under_y,
                  hint_room - stage.px(sizes.label * 0.8f));
    if (act) {
        const float inset = std::min(row.h * 0.1f, stage.px(10));
        const ui::Rect button{row.right() - act_w, row.y, act_w, row.h};
        StaffButton look = *act;
        look.answer.reset();
        look.pressed = stage.canvas.is_pressed(*act->answer);
        draw_staff_button(stage, button.inset(inset), look);
        stage.canvas.touch(button, *act->answer);
    }
    if (!news) return {};
    return {.animating = false, .next_change = line.told_at + tap_is_news};
}

// A stamp just taken back by a touch here: one touch puts it back.
void draw_undo(const parts::Stage& stage, const ui::Rect& row, std::int64_t seq) {
    draw_staff_button(stage, row,
                      {.label = stage.words.text("staff.tap.put_back"),
                       .answer = desk::UndoVoid{seq},
                       .note = stage.words.text("staff.tap.undone"),
                       .icon = ui::Icon::undo,
                       .icon_colour = staff_theme(stage).warning});
}

// The further taps, and whether the page stays: in the head, where other pages have the newest tap.
void draw_head_keys(const parts::Stage& stage, const desk::Monitor& scene, const ShownRows& shown) {
    const auto& sizes = staff_sizes(stage);
    const ui::Form form = stage.form();
    const float right = head_right_units(stage);
    const float gap = form == ui::Form::wide ? 16.0f : 8.0f;
    const float height = form == ui::Form::small ? 62.0f : std::max(finger_units(stage), 76.0f);
    const float top = form == ui::Form::small ? 2.0f : form == ui::Form::wide ? 160.0f - height : 118.0f - height;
    const float left = form == ui::Form::small ? 244.0f : form == ui::Form::wide ? 1116.0f : 258.0f;
    const float half = std::floor((right - left - gap) / 2);
    draw_staff_button(stage, stage.layout().snapped(left + half + gap, top, half, height),
                      {.label = stage.words.text(scene.stays ? "staff.monitor.stays" : "staff.monitor.keep_open"),
                       .answer = desk::KeepWatching{},
                       .look = StaffLook::quiet,
                       .icon = scene.stays ? std::optional(ui::Icon::check_disc) : std::nullopt,
                       .icon_colour = staff_theme(stage).good,
                       .units = sizes.label});
    if (shown.has_more())
        draw_pager(stage, stage.layout().snapped(left, top, half, height), shown, "staff.monitor.more_taps");
}

ui::FrameResult draw_taps(const parts::Stage& stage, const ui::Rect& rect, const desk::Monitor& scene) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const bool small = stage.form() == ui::Form::small;
    draw_panel(stage, rect);
    const float in = stage.px(sizes.pad);
    const float head = small ? stage.px(6) : stage.px(sizes.label * 2);
    if (!small)
        draw_line(stage, {.x = rect.x + in, .y = rect.y + head * 0.6f, .width_px = rect.w - 2 * in},
                  stage.words.text("staff.monitor.taps"), parts::sans(stage, sizes.label), ink.dim);
    // On a small screen lines are lower than a finger is wide: three of them are worth more than one.
    const float finger = stage.px(finger_units(stage));
    const float line = small ? stage.px(67) : finger;
    const float room = rect.h - head - stage.px(8);
    const int rows = std::max(1, static_cast<int>(room / line));
    const float each = std::round(room / static_cast<float>(rows));
    const auto row = [&](int i) {
        return ui::Rect{rect.x + in, std::round(rect.y + head + each * static_cast<float>(i)), rect.w - 2 * in, each};
    };
    int at = 0;
    if (scene.undo_seq) draw_undo(stage, row(at++), *scene.undo_seq);
    const auto taps = desk::once_each(stage.snapshot.taps);
    if (taps.empty() && !scene.undo_seq) {
        draw_line(stage, {.x = rect.centre().x, .y = rect.centre().y, .width_px = rect.w - 2 * in},
                  stage.words.text("staff.tap.none"), parts::aligned(parts::sans(stage, sizes.body), ui::Align::centre),
                  ink.dim);
        draw_head_keys(stage, scene, {});
        return {};
    }
    ui::FrameResult result;
    const auto shown = rows_shown(taps.size(), static_cast<std::size_t>(std::max(1, rows - at)), scene.from);
    for (std::size_t i = 0; i < shown.count; ++i, ++at) {
        if (at > 0 && !(at == 1 && scene.undo_seq)) draw_divider(stage, row(at).x, row(at).right(), row(at).y - 1);
        result = result.merged(draw_tap(stage, row(at), taps[shown.from + i]));
    }
    draw_head_keys(stage, scene, shown);
    return result;
}

// --- parts -----------------------------------------------------------------------------------------------------------

// What is said of the part that is wrong, and where.
struct Worst {
    const PartWords& part;
    float in;
    float side;
    float room;
    parts::FittedText state;
    parts::FittedText step;
    float lines() const { return static_cast<float>(1 + state.metrics.lines + step.metrics.lines); }
};

Worst worst_of(const parts::Stage& stage, const PartWords& part, float width_px) {
    const auto& sizes = staff_sizes(stage);
    const float in = stage.px(sizes.pad * 0.7f);
    const float side = stage.px(sizes.heading * 1.2f);
    const float room = width_px - 2 * in - side - in * 0.8f;
    const float step_room = room - (part.remedy ? stage.px(sizes.label * 1.6f) : 0);
    return {
        part,
        in,
        side,
        room,
        parts::fit_whole(stage, part.state, parts::sans_bold(stage, sizes.body),
                         {.width_px = room, .max_lines = 2, .leading = 1.25f, .least_units = sizes.label}),
        parts::fit_whole(stage, part.step, parts::sans(stage, sizes.label),
                         {.width_px = step_room, .max_lines = 2, .leading = 1.25f, .least_units = sizes.label * 0.8f})};
}

// Large, lit, with what to do.
// A touch leads to where that is done, if it is on these screens.
void draw_worst(const parts::Stage& stage, const ui::Rect& rect, const Worst& worst) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const auto& part = worst.part;
    const float radius = stage.px(sizes.radius * 0.7f);
    const bool down = part.remedy && stage.canvas.is_pressed(*part.remedy);
    stage.canvas.fill(rect, down ? ink.panel_edge : ink.panel_lit, radius);
    stage.canvas.outline(rect, stage.layout().hairline(2.6f), part.colour, radius);
    if (part.remedy) stage.canvas.touch(rect, *part.remedy);
    const float in = worst.in;
    const float left = rect.x + in + worst.side + in * 0.8f;
    const float above = std::min(in, rect.h * 0.12f);
    const float lead = (rect.h - 2 * above) / worst.lines();
    // The middle of so many lines of which the first is the `line`th.
    const auto y = [&](int line, int count) {
        return rect.y + above + lead * (static_cast<float>(line) + static_cast<float>(count) / 2);
    };
    const int state_lines = worst.state.metrics.lines;
    stage.canvas.icon(part.icon, {rect.x + in + worst.side / 2, y(0, 1 + state_lines)}, worst.side, part.colour);
    const auto age = draw_line(
        stage,
        {.x = rect.right() - in, .y = y(0, 1), .width_px = worst.room * 0.45f, .least_units = sizes.label * 0.8f},
        part.age, parts::aligned(parts::figures(parts::sans(stage, sizes.label * 0.9f)), ui::Align::right), ink.text);
    draw_line(stage,
              {.x = left, .y = y(0, 1), .width_px = worst.room - age.metrics.width - in, .least_units = sizes.label},
              part.name, parts::sans_bold(stage, sizes.body), ink.text);
    parts::draw_in_middle(stage, {left, y(1, state_lines)}, worst.state, part.colour);
    const float step_y = y(1 + state_lines, worst.step.metrics.lines);
    parts::draw_in_middle(stage, {left, step_y}, worst.step, ink.text);
    if (!part.remedy) return;
    const float arrow = stage.px(sizes.label * 1.2f);
    stage.canvas.icon(ui::Icon::arrow_right, {rect.right() - in - arrow / 2, step_y}, arrow, ink.text);
}

bool is_well(const PartWords& part) {
    return part.health == desk::Health::ok && !part.stale;
}

void draw_part(const parts::Stage& stage, const ui::Rect& row, const PartWords& part) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const float side = stage.px(sizes.label * 1.05f);
    const float middle = row.centre().y;
    stage.canvas.icon(part.icon, {row.x + side / 2, middle}, side, part.colour);
    const float left = row.x + side * 1.6f;
    const bool well = is_well(part);
    const auto name =
        draw_line(stage, {.x = left, .y = middle, .width_px = row.w * 0.44f, .least_units = sizes.label * 0.8f},
                  part.name, parts::sans_bold(stage, sizes.label * 1.04f), ink.text);
    float right = row.right();
    const float room = right - left - name.metrics.width - stage.px(sizes.label);
    const ui::TextStyle style =
        parts::aligned(parts::figures(parts::sans(stage, sizes.label * 0.92f)), ui::Align::right);
    const auto too_long = [&](const std::string& text) {
        return parts::fit(stage, text, style, {.width_px = room, .least_units = sizes.label * 0.8f}).metrics.ellipsized;
    };
    std::string state = part.state;
    if (well && !part.age.empty()) state += "・" + part.age;
    // The age of what is well may go first; of what is not well the figure says most.
    if (too_long(state)) state = part.state;
    if (too_long(state) && !part.figure.empty()) state = part.figure;
    draw_line(stage, {.x = right, .y = middle, .width_px = room, .least_units = sizes.label * 0.8f}, state, style,
              well ? ink.dim : part.colour);
}

// Not the worst, but something can be done about it on these screens: what it is, what to do, and the way there.
void draw_remedy(const parts::Stage& stage, const ui::Rect& row, const PartWords& part) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const float radius = stage.px(sizes.radius * 0.6f);
    const bool down = stage.canvas.is_pressed(*part.remedy);
    const ui::Rect button = row.inset(2);
    if (down) stage.canvas.fill(button, ink.panel_edge, radius);
    stage.canvas.outline(button, stage.layout().hairline(2), part.colour, radius);
    const float in = stage.px(sizes.label * 0.5f);
    const float arrow = stage.px(sizes.label * 1.1f);
    const float left = button.x + in;
    const float room = button.w - 3 * in - arrow;
    draw_part(stage, {left, button.y, room, button.h * 0.54f}, part);
    draw_line(stage, {.x = left, .y = button.y + button.h * 0.74f, .width_px = room, .least_units = sizes.label * 0.7f},
              part.step, parts::sans(stage, sizes.label * 0.9f), ink.text);
    stage.canvas.icon(ui::Icon::arrow_right, {button.right() - in - arrow / 2, button.centre().y}, arrow, ink.text);
    stage.canvas.touch(row, *part.remedy);
}

void draw_parts(const parts::Stage& stage, const ui::Rect& rect) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const bool small = stage.form() == ui::Form::small;
    draw_panel(stage, rect);
    const float in = stage.px(sizes.pad);
    const float head = small ? stage.px(8) : stage.px(sizes.label * 2.3f);
    auto parts = parts_worst_first(stage);
    const bool bad = parts.front().health == desk::Health::trouble || parts.front().health == desk::Health::warning;
    if (!small) {
        // What nobody has looked at yet is not "well".
        const auto& status = stage.snapshot.status;
        const bool known = status.reader.health == desk::Health::ok && status.store.health == desk::Health::ok;
        const bool well =
            known && std::all_of(parts.begin(), parts.end(), [](const PartWords& part) {
                return !part.stale && (part.health == desk::Health::ok || part.health == desk::Health::unknown);
            });
        draw_line(stage, {.x = rect.x + in, .y = rect.y + head * 0.62f, .width_px = rect.w - 2 * in},
                  stage.words.text(well ? "staff.monitor.all_well" : "staff.monitor.parts"),
                  parts::sans(stage, sizes.label), well ? ink.good : ink.dim);
    }
    float y = rect.y + head;
    const float bottom = rect.bottom() - stage.px(small ? 6 : 12);
    std::size_t from = 0;
    if (bad) {
        const float out = small ? stage.px(6) : in * 0.5f;
        const auto worst = worst_of(stage, parts.front(), rect.w - 2 * out);
        const float height = std::min(stage.layout().legible(stage.px(sizes.body)) * (0.4f + 1.45f * worst.lines()),
                                      (bottom - y) * (0.24f + 0.063f * worst.lines()));
        draw_worst(stage, {rect.x + out, std::round(y), rect.w - 2 * out, std::round(height)}, worst);
        y += height + stage.px(small ? 2 : 8);
        from = 1;
    }
    // Those that something can be done about come next: they are the worst of the rest.
    std::stable_partition(parts.begin() + static_cast<std::ptrdiff_t>(from), parts.end(),
                          [](const PartWords& part) { return part.remedy.has_value(); });
    const float finger = std::ceil(std::max(stage.layout().mm(small ? 12 : 20), stage.px(sizes.label * 3.1f)));
    while (from < parts.size() && parts[from].remedy && y + finger < bottom - stage.px(sizes.label * 1.6f)) {
        draw_remedy(stage, {rect.x + in * 0.5f, std::round(y), rect.w - in, finger}, parts[from]);
        y += finger + stage.px(small ? 2 : 6);
        ++from;
    }
    if (from == parts.size()) return;
    // Where there is no room for all, the last line says how the rest is.
    const std::size_t left = parts.size() - from;
    const auto room = static_cast<std::size_t>((bottom - y) / stage.px(sizes.label * 1.6f));
    const std::size_t rows = std::min(left, std::max<std::size_t>(room, 1));
    const std::size_t named = rows < left ? rows - 1 : rows;
    const float each = (bottom - y) / static_cast<float>(rows);
    const auto row = [&](std::size_t i) {
        return ui::Rect{rect.x + in, std::round(y + each * static_cast<float>(i)), rect.w - 2 * in, std::round(each)};
    };
    for (std::size_t i = 0; i < rows; ++i) {
        if (i > 0) draw_divider(stage, row(i).x, row(i).right(), row(i).y);
        if (i < named) draw_part(stage, row(i), parts[from + i]);
    }
    if (named == rows) return;
    const bool are_well = std::all_of(parts.begin() + static_cast<std::ptrdiff_t>(from + named), parts.end(),
                                      [](const PartWords& part) { return is_well(part); });
    draw_line(stage, {.x = row(named).x, .y = row(named).centre().y, .width_px = row(named).w},
              stage.words.text(are_well ? "staff.monitor.others_well" : "staff.monitor.others",
                               {{"count", static_cast<std::int64_t>(left - named)}}),
              parts::sans(stage, sizes.label), ink.dim);
}

// The detail of the worst, as the part itself said it: for whoever is asked by telephone.
void draw_detail(const parts::Stage& stage, ui::Point at, float width_px) {
    const auto parts = parts_worst_first(stage);
    if (parts.front().detail.empty()) return;
    const auto& sizes = staff_sizes(stage);
    ui::TextStyle style = parts::sans(stage, sizes.label * 0.82f);
    const float least = std::max(sizes.label * 0.8f, least_text_units(stage));
    parts::draw(stage, at, parts::fit(stage, parts.front().detail, style, {.width_px = width_px, .least_units = least}),
                staff_theme(stage).dim);
}

// --- the page --------------------------------------------------------------------------------------------------------

ui::FrameResult draw_wide(const parts::Stage& stage, const desk::Monitor& scene) {
    const float foot = 1000 - nav_height_units(stage) - 18;
    const auto tiles = tiles_of(stage, scene);
    float x = 96;
    constexpr std::array<float, 3> widths{400, 272, 272};
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        draw_tile(stage, stage.block(x, 168, widths[i], 156), tiles[i], 80);
        x += widths[i] + 24;
    }
    draw_chart(stage, stage.block(x, 168, 1824 - x, 156), scene);
    const auto result = draw_taps(stage, stage.block(96, 342, 1050, foot - 342), scene);
    draw_parts(stage, stage.block(1170, 342, 654, foot - 342));
    draw_detail(stage, stage.layout().at(96, 1040), stage.px(1728));
    return result;
}

ui::FrameResult draw_portrait(const parts::Stage& stage, const desk::Monitor& scene) {
    const auto tiles = tiles_of(stage, scene);
    const float top = 128;
    draw_tile(stage, stage.block(36, top, 264, 140), tiles[0], 70);
    draw_tile(stage, stage.block(312, top, 180, 140), tiles[1], 70);
    draw_tile(stage, stage.block(504, top, 180, 140), tiles[2], 70);
    draw_chart(stage, stage.block(36, top + 152, 648, 150), scene);
    const float foot = 1240 - nav_height_units(stage) - 12;
    // Each thing that can be mended takes a button's height.
    const auto parts = parts_worst_first(stage);
    const auto mended = std::ranges::count_if(parts, [](const PartWords& part) { return part.remedy.has_value(); });
    const float more = mended > 1 ? 76.0f : 0.0f;
    draw_parts(stage, stage.block(36, top + 314, 648, 374 + more));
    const float taps = top + 700 + more;
    const auto result = draw_taps(stage, stage.block(36, taps, 648, foot - taps), scene);
    draw_detail(stage, stage.layout().at(36, 1264), stage.px(648));
    return result;
}

// Three numbers, the newest taps, the worst part: no chart.
ui::FrameResult draw_small(const parts::Stage& stage, const desk::Monitor& scene) {
    const auto tiles = tiles_of(stage, scene);
    draw_tile(stage, stage.block(20, 66, 196, 92), tiles[0], 42);
    draw_tile(stage, stage.block(224, 66, 108, 92), tiles[1], 42);
    draw_tile(stage, stage.block(340, 66, 108, 92), tiles[2], 42);
    const auto result = draw_taps(stage, stage.block(20, 166, 428, 218), scene);
    draw_parts(stage, stage.block(456, 66, 324, 318));
    return result;
}

}  // namespace

ui::FrameResult draw_scene(const parts::Stage& stage, const desk::Monitor& scene) {
    ui::FrameResult result = draw_staff_ground(stage, stage.words.text("staff.monitor.title"), HeadStrip::no);
    switch (stage.form()) {
        case ui::Form::wide:
            result = result.merged(draw_wide(stage, scene));
            break;
        case ui::Form::portrait:
            result = result.merged(draw_portrait(stage, scene));
            break;
        case ui::Form::small:
            result = result.merged(draw_small(stage, scene));
            break;
    }
    draw_nav(stage, desk::StaffPage::monitor);
    // Ages in seconds and minutes grow by themselves.
    return result.merged({.animating = false, .next_change = stage.now + std::chrono::seconds(1)});
}

}  // namespace staff
