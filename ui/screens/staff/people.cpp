// Somebody is found by the first letters of their name. The row that is chosen and what can be done with it share one
// colour, and the button names the person.
#include "staff/parts/desk_top.h"
#include "staff/parts/keys.h"
#include "staff/parts/lists.h"
#include "staff/scenes.h"

namespace staff {

namespace {

using desk::People;

std::optional<std::size_t> chosen_index(const People& scene) {
    for (std::size_t i = 0; i < scene.rows.size(); ++i)
        if (scene.rows[i].person == scene.selected) return i;
    return std::nullopt;
}

const People::Row* chosen(const People& scene) {
    const auto index = chosen_index(scene);
    return index ? &scene.rows[*index] : nullptr;
}

std::string honoured(const parts::Stage& stage, std::string_view key, const People::Row& row) {
    return stage.words.text(key, {{"name", row.name.empty() ? stage.words.text("staff.person.nameless") : row.name}});
}

std::string found_note(const parts::Stage& stage, const People& scene) {
    if (scene.typed.empty() || scene.numbered) return {};
    if (scene.found == 0) return stage.words.text("staff.people.found_none");
    return stage.words.text("staff.people.found", {{"count", scene.found}});
}

void draw_row(const parts::Stage& stage, const ui::Rect& rect, const People& scene, std::size_t index) {
    const auto& row = scene.rows[index];
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const bool is_chosen = scene.selected == row.person;
    const desk::Answer answer = desk::Choose{row.person};
    const bool small = stage.form() == ui::Form::small;
    if (is_chosen || stage.canvas.is_pressed(answer)) {
        stage.canvas.fill(rect, is_chosen ? ink.panel_lit : ink.hairline, stage.px(sizes.radius * 0.6f));
        if (is_chosen) {
            const float bar = stage.layout().hairline(small ? 4 : 6);
            stage.canvas.fill({rect.x, rect.y + rect.h * 0.16f, bar, rect.h * 0.68f}, ink.trouble, bar / 2);
        }
    }
    const float in = small ? stage.px(12) : stage.px(sizes.pad * 0.8f);
    const float side = stage.px(sizes.label * 1.1f);
    const bool came = row.stamped_at.has_value();
    // Beside each other on a small screen, the ring alone says "not yet".
    const std::string said = came    ? stage.time_of_day(*row.stamped_at)
                             : small ? std::string()
                                     : stage.words.text("staff.people.not_yet");
    const auto state =
        parts::fit(stage, said, parts::aligned(parts::figures(parts::sans(stage, sizes.label)), ui::Align::right),
                   {.width_px = rect.w * 0.34f});
    float right = rect.right() - in;
    parts::draw_in_middle(stage, {right, rect.centre().y}, state, came ? ink.good : ink.dim);
    right -= small && !came ? side / 2 : std::max(state.metrics.width, stage.px(sizes.label * 2.3f)) + side * 0.95f;
    stage.canvas.icon(came ? ui::Icon::check_disc : ui::Icon::ring, {right, rect.centre().y}, side,
                      came ? ink.good : ink.dim);
    right -= side;
    const float left = rect.x + in;
    // The nickname stands with the reading where it says something new.
    std::string under = row.reading;
    if (!row.nickname.empty() && row.nickname != row.name) under += (under.empty() ? "" : "\u2002") + row.nickname;
    const float name_units = small ? 24.0f : sizes.heading;
    const float name_y = under.empty() ? rect.centre().y : rect.centre().y - rect.h * 0.17f;
    draw_line(stage, {.x = left, .y = name_y, .width_px = right - left, .least_units = sizes.label},
              row.name.empty() ? stage.words.text("staff.person.nameless") : row.name,
              parts::sans_bold(stage, name_units), row.name.empty() ? ink.dim : ink.text);
    if (!under.empty())
        draw_line(stage,
                  {.x = left,
                   .y = rect.centre().y + rect.h * 0.24f,
                   .width_px = right - left,
                   .least_units = sizes.label * 0.8f},
                  under, parts::sans(stage, sizes.label * 0.92f), ink.dim);
    stage.canvas.touch(rect.inset(-2), answer);  // the gap belongs to the rows
}

// A guest's number was typed: the way to whose card it is.
void draw_numbered(const parts::Stage& stage, const ui::Rect& rect, const desk::TappedCard& card) {
    draw_staff_button(stage, rect,
                      {.label = stage.words.text("staff.people.numbered", {{"name", card.ticket}}),
                       .answer = desk::AskWhose{card.seq},
                       .look = StaffLook::accent,
                       .note = stage.words.text("staff.people.numbered_at", {{"time", stage.time_of_day(card.at)}})});
}

// As many as there is room for; the chosen one is always among them.
ShownRows draw_rows(const parts::Stage& stage, const ui::Rect& area, const People& scene, float row_units) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const float each = std::round(stage.px(row_units));
    if (scene.rows.empty() && scene.numbered) {
        draw_numbered(stage, {area.x, area.y, area.w, std::min(area.h, each)}, *scene.numbered);
        return {};
    }
    if (scene.rows.empty()) {
        draw_line(stage,
                  {.x = area.centre().x,
                   .y = area.y + std::min(area.h, each * 2) / 2,
                   .width_px = area.w * 0.88f,
                   .least_units = sizes.label * 0.7f},
                  stage.words.text(scene.typed.empty() ? "staff.people.type" : "staff.people.found_none"),
                  parts::aligned(parts::sans(stage, sizes.label), ui::Align::centre), ink.dim);
        return {};
    }
    const auto room = static_cast<std::size_t>(std::max(1.0f, std::floor((area.h + 2) / each)));
    const auto chosen = chosen_index(scene);
    const ShownRows shown = rows_shown(scene.rows.size(), room, scene.from, chosen);
    for (std::size_t i = 0; i < shown.count; ++i) {
        const ui::Rect row{area.x, area.y + each * static_cast<float>(i), area.w, each};
        const bool beside_chosen = chosen == shown.from + i || (i > 0 && chosen == shown.from + i - 1);
        if (i > 0 && !beside_chosen)
            draw_divider(stage, row.x + stage.px(sizes.pad * 0.8f), row.right() - stage.px(sizes.pad * 0.8f), row.y);
        draw_row(stage, row.inset(2), scene, shown.from + i);
    }
    return shown;
}

// How many match beside those that there are rows for.
std::int64_t beyond(const People& scene) {
    return std::max<std::int64_t>(0, scene.found - static_cast<std::int64_t>(scene.rows.size()));
}

void draw_register(const parts::Stage& stage, const ui::Rect& rect) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const bool down = stage.canvas.is_pressed(desk::EditPerson{});
    if (down) stage.canvas.fill(rect, ink.hairline, stage.px(sizes.radius * 0.6f));
    const float in = stage.px(sizes.pad * 0.8f);
    const float side = stage.px(sizes.body * 1.1f);
    const float room = rect.w - 2 * in - side * 1.5f;
    draw_line(
        stage,
        {.x = rect.x + in, .y = rect.centre().y - rect.h * 0.18f, .width_px = room, .least_units = sizes.label * 0.8f},
        stage.words.text("staff.people.not_found"), parts::sans(stage, sizes.label), ink.dim);
    draw_line(
        stage, {.x = rect.x + in, .y = rect.centre().y + rect.h * 0.2f, .width_px = room, .least_units = sizes.label},
        stage.words.text(room < stage.px(sizes.body * 9) ? "staff.people.register_short" : "staff.people.register"),
        parts::sans_bold(stage, sizes.body * 0.94f), ink.trouble);
    stage.canvas.icon(ui::Icon::arrow_right, {rect.right() - in - side / 2, rect.centre().y}, side, ink.trouble);
    stage.canvas.touch(rect, desk::EditPerson{});
}

// The stamp of the card whose holder is looked for.
void draw_void(const parts::Stage& stage, const ui::Rect& rect, const People& scene) {
    draw_staff_button(stage, rect,
                      {.label = stage.words.text("staff.people.void"),
                       .answer = desk::VoidStamp{scene.whose->seq},
                       .look = StaffLook::quiet,
                       .units = staff_sizes(stage).label * 1.05f});
}

// The foot of the list: somebody new, and the next rows where there are more.
void draw_foot(const parts::Stage& stage, const ui::Rect& foot, const People& scene, const ShownRows& shown) {
    if (!shown.has_more()) return draw_register(stage, foot);
    const float gap = std::round(stage.px(staff_sizes(stage).gap * 0.5f));
    const float pager = std::round(std::max(stage.px(finger_units(stage)), foot.w * 0.34f));
    draw_register(stage, {foot.x, foot.y, foot.w - pager - gap, foot.h});
    draw_pager(stage, {foot.right() - pager, foot.y, pager, foot.h}, shown, "staff.people.more", beyond(scene));
}

// What can be done with the chosen one: a stamp by hand if there is none yet, and the page in any case.
void draw_acts(const parts::Stage& stage, const ui::Rect& rect, const People& scene, const People::Row* row) {
    const auto& sizes = staff_sizes(stage);
    const auto& words = stage.words;
    const float gap = std::round(stage.px(sizes.gap * 0.6f));
    if (row == nullptr) {
        const auto& ink = staff_theme(stage);
        const float radius = stage.px(sizes.radius);
        const bool can_void = scene.whose && scene.whose->seq > 0;
        const float whole = can_void ? std::round((rect.w - gap) * 0.5f) : rect.w;
        const ui::Rect hint{rect.x, rect.y, whole, rect.h};
        stage.canvas.outline(hint, stage.layout().hairline(2), ink.hairline, radius);
        draw_line(stage, {.x = hint.centre().x, .y = hint.centre().y, .width_px = hint.w * 0.9f},
                  words.text("staff.people.choose"),
                  parts::aligned(parts::sans(stage, sizes.body * 0.94f), ui::Align::centre), ink.dim);
        if (can_void) draw_void(stage, {hint.right() + gap, rect.y, rect.right() - hint.right() - gap, rect.h}, scene);
        return;
    }
    if (scene.whose) {
        draw_staff_button(stage, rect,
                          {.label = honoured(stage, "staff.people.give", *row),
                           .answer = desk::GiveCard{row->person},
                           .look = StaffLook::accent});
        return;
    }
    if (scene.merges_into) {
        draw_staff_button(stage, rect,
                          {.label = honoured(stage, "staff.people.same", *row),
                           .answer = desk::ChooseSame{row->person},
                           .look = StaffLook::accent});
        return;
    }
    if (row->stamped_at) {
        const float card = std::round(std::max(stage.px(finger_units(stage)), rect.w * 0.2f));
        draw_staff_button(stage, {rect.x, rect.y, rect.w - card - gap, rect.h},
                          {.label = honoured(stage, "staff.people.page", *row),
                           .answer = desk::OpenPerson{row->person},
                           .look = StaffLook::accent});
        draw_staff_button(stage, {rect.right() - card, rect.y, card, rect.h},
                          {.label = words.text("staff.people.card"),
                           .answer = desk::OpenPerson{row->person, true},
                           .units = sizes.body * 0.9f});
        return;
    }
    // The rest is two keys: the page, and a card for them.
    const float key = std::round(std::max(stage.px(finger_units(stage)), rect.w * 0.2f));
    const ui::Rect stamp{rect.x, rect.y, rect.w - 2 * (key + gap), rect.h};
    draw_staff_button(stage, stamp,
                      {.label = honoured(stage, "staff.people.stamp", *row),
                       .answer = desk::StampByHand{row->person},
                       .look = StaffLook::accent});
    draw_staff_button(stage, {stamp.right() + gap, rect.y, key, rect.h},
                      {.label = words.text("staff.people.card"),
                       .answer = desk::OpenPerson{row->person, true},
                       .units = sizes.body * 0.9f});
    draw_staff_button(stage, {rect.right() - key, rect.y, key, rect.h},
                      {.label = words.text("staff.people.page_short"),
                       .answer = desk::OpenPerson{row->person},
                       .units = sizes.body * 0.9f});
}

void draw_wide(const parts::Stage& stage, const People& scene) {
    const auto& words = stage.words;
    const KeysRoom room = staff_keys_room(stage);
    const float finger = std::max(finger_units(stage), 112.0f);
    const float left_w = 1728 - room.w - 32;
    draw_typed_box(stage, stage.block(96, 168, left_w, 116),
                   {.typed = scene.typed,
                    .empty = words.text("staff.people.empty"),
                    .note = found_note(stage, scene),
                    .clears = true});
    const ui::Rect list = stage.block(96, 302, left_w, 698);
    draw_panel(stage, list);
    const float in = stage.px(12);
    const ShownRows shown =
        draw_rows(stage, {list.x + in, list.y + in, list.w - 2 * in, list.h - stage.px(finger + 20) - 2 * in}, scene,
                  std::max(finger + 4, 134.0f));
    draw_foot(stage, {list.x + in, list.bottom() - stage.px(finger + 12), list.w - 2 * in, stage.px(finger)}, scene,
              shown);
    draw_divider(stage, list.x + stage.px(34), list.right() - stage.px(34), list.bottom() - stage.px(finger + 20));

    draw_staff_keys(stage, stage.block(1824 - room.w, 168, room.w, room.h), scene.typed, scene.latin);
    const float foot = 1000 - finger;
    draw_staff_button(stage, stage.block(1824 - room.w, foot, 264, finger),
                      {.label = words.text("staff.people.to_monitor"),
                       .answer = desk::GoTo{desk::StaffPage::monitor},
                       .look = StaffLook::quiet,
                       .units = 30});
    draw_acts(stage, stage.block(1824 - room.w + 282, foot, room.w - 282, finger), scene, chosen(scene));
}

void draw_portrait(const parts::Stage& stage, const People& scene) {
    const auto& words = stage.words;
    const KeysRoom room = staff_keys_room(stage);
    const float finger = finger_units(stage);
    const float keys_y = 1240 - room.h;
    const float acts_y = keys_y - finger - 20;
    draw_typed_box(stage, stage.block(36, 176, 648 - finger * 2 - 12, finger + 6),
                   {.typed = scene.typed,
                    .empty = words.text("staff.people.empty"),
                    .note = found_note(stage, scene),
                    .clears = true});
    draw_staff_button(stage, stage.block(684 - finger * 2, 176, finger * 2, finger + 6),
                      {.label = words.text("staff.people.to_monitor"),
                       .answer = desk::GoTo{desk::StaffPage::monitor},
                       .look = StaffLook::quiet});
    const ui::Rect list = stage.block(36, 176 + finger + 18, 648, acts_y - 12 - (176 + finger + 18));
    draw_panel(stage, list);
    const float in = stage.px(8);
    const float register_h = stage.px(finger);
    const ShownRows shown =
        draw_rows(stage, {list.x + in, list.y + in, list.w - 2 * in, list.h - register_h - 2 * in}, scene, finger + 1);
    draw_foot(stage, {list.x + in, list.bottom() - register_h - in / 2, list.w - 2 * in, register_h}, scene, shown);
    draw_divider(stage, list.x + stage.px(22), list.right() - stage.px(22), list.bottom() - register_h - in);
    draw_acts(stage, stage.block(36, acts_y, 648, finger), scene, chosen(scene));
    draw_staff_keys(stage, stage.block(36, keys_y, 648, room.h), scene.typed, scene.latin);
}

std::string title_of(const parts::Stage& stage, const People& scene) {
    const auto& words = stage.words;
    if (scene.merges_into) return words.text("staff.people.same_title", {{"name", scene.merges_into->name}});
    if (scene.whose) return words.text("staff.people.whose_title", {{"name", scene.whose->ticket}});
    return words.text("staff.people.title");
}

// Three people side by side, best first; who is chosen takes the place of the keys.
void draw_small(const parts::Stage& stage, const People& scene) {
    const auto& words = stage.words;
    const auto* row = chosen(scene);
    draw_typed_box(stage, stage.block(20, 66, 520, 62),
                   {.typed = scene.typed,
                    .empty = words.text("staff.people.empty"),
                    .note = found_note(stage, scene),
                    .active = row == nullptr,
                    .units = 32,
                    .clears = true});
    const bool can_void = row == nullptr && scene.whose && scene.whose->seq > 0;
    draw_staff_button(stage, stage.block(548, 66, can_void ? 112 : 232, 62),
                      {.label = words.text("staff.people.to_monitor"),
                       .answer = desk::GoTo{desk::StaffPage::monitor},
                       .look = StaffLook::quiet,
                       .units = can_void ? 18.0f : 0.0f});
    if (can_void) draw_void(stage, stage.block(668, 66, 112, 62), scene);
    constexpr std::size_t columns = 3;
    const ShownRows shown = rows_shown(scene.rows.size(), columns, scene.from, chosen_index(scene));
    const ui::Rect list = stage.block(20, 134, 760, 72);
    draw_panel(stage, list);
    const float pager = shown.has_more() ? stage.px(116) : 0;
    const float each = (list.w - pager) / columns;
    for (std::size_t at = 0; at < shown.count; ++at)
        draw_row(
            stage,
            ui::Rect{std::round(list.x + each * static_cast<float>(at)), list.y, std::round(each), list.h}.inset(3),
            scene, shown.from + at);
    if (shown.has_more())
        draw_pager(stage, ui::Rect{list.right() - pager, list.y, pager, list.h}.inset(4), shown, "staff.people.more",
                   beyond(scene));
    if (shown.count == 0 && scene.numbered) draw_numbered(stage, list.inset(4), *scene.numbered);
    if (shown.count == 0 && !scene.numbered) {
        draw_line(stage,
                  {.x = list.x + stage.px(16), .y = list.centre().y, .width_px = list.w * 0.56f, .least_units = 16},
                  words.text(scene.typed.empty() ? "staff.people.type" : "staff.people.found_none"),
                  parts::sans(stage, 20), staff_theme(stage).dim);
        const ui::Rect place{std::round(list.right() - list.w * 0.4f), list.y, std::round(list.w * 0.4f), list.h};
        draw_staff_button(stage, place.inset(4),
                          {.label = words.text("staff.people.register"), .answer = desk::EditPerson{}, .units = 20});
    }
    if (row == nullptr) return draw_staff_keys(stage, stage.block(20, 210, 760, 262), scene.typed, scene.latin);
    draw_acts(stage, stage.block(20, 222, 760, 116), scene, row);
    draw_staff_button(stage, stage.block(20, 350, 376, 110),
                      {.label = words.text("staff.people.search_again"),
                       .answer = desk::PressKey{std::string(desk::key_clear)},
                       .look = StaffLook::quiet});
    draw_staff_button(
        stage, stage.block(404, 350, 376, 110),
        {.label = words.text("staff.people.register"), .answer = desk::EditPerson{}, .look = StaffLook::quiet});
}

}  // namespace

ui::FrameResult draw_scene(const parts::Stage& stage, const People& scene) {
    const ui::FrameResult result = draw_staff_ground(stage, title_of(stage, scene));
    parts::draw_by_form(stage, scene, draw_wide, draw_portrait, draw_small);
    return result;
}

}  // namespace staff
