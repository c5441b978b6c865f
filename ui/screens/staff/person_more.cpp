// What is seldom done with a person: a card taken off, two people who are one, one who goes. The first touch asks, the
// second does it, and says before what will be.
#include "staff/parts/desk_top.h"
#include "staff/parts/lists.h"
#include "staff/scenes.h"

namespace staff {

namespace {

using desk::PersonMore;
using Step = PersonMore::Step;

std::string name_of(const parts::Stage& stage, const attendance::Person& person) {
    return person.name.empty() ? stage.words.text("staff.person.nameless") : person.name;
}

std::string card_name(const parts::Stage& stage, const PersonMore& scene, std::size_t index) {
    return stage.words.text("staff.person.card_since",
                            {{"count", static_cast<std::int64_t>(index + 1)},
                             {"day", stage.date("date.month_day", scene.cards[index].since)}});
}

// A line with what it is on the left and its one act on the right.
void draw_line_with_act(const parts::Stage& stage, const ui::Rect& row, std::string_view what, std::string_view note,
                        const StaffButton& act) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const float act_w = std::max(stage.px(finger_units(stage)), std::round(row.w * 0.34f));
    const float room = row.w - act_w - stage.px(sizes.gap);
    const bool two = !note.empty();
    draw_line(stage,
              {.x = row.x,
               .y = row.centre().y - (two ? row.h * 0.17f : 0),
               .width_px = room,
               .least_units = sizes.label * 0.8f},
              what, parts::sans_bold(stage, sizes.body), ink.text);
    if (two)
        draw_line(
            stage,
            {.x = row.x, .y = row.centre().y + row.h * 0.22f, .width_px = room, .least_units = sizes.label * 0.7f},
            note, parts::sans(stage, sizes.label), ink.dim);
    if (act.answer)
        draw_staff_button(stage, {row.right() - act_w, row.y + stage.px(4), act_w, row.h - stage.px(8)}, act);
}

// The newest cards, then those who were merged; what has no room is counted.
void draw_things(const parts::Stage& stage, const ui::Rect& panel, const PersonMore& scene) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const auto& words = stage.words;
    draw_panel(stage, panel);
    const float in = stage.px(sizes.pad * 0.7f);
    const ui::Rect inner = {panel.x + in, panel.y + in * 0.5f, panel.w - 2 * in, panel.h - in};
    const std::size_t all = scene.cards.size() + scene.merged.size();
    if (all == 0) {
        draw_line(stage, {.x = inner.x, .y = inner.centre().y, .width_px = inner.w, .least_units = sizes.label},
                  words.text("staff.person.no_cards"), parts::sans(stage, sizes.body), ink.dim);
        return;
    }
    const float least = stage.form() == ui::Form::small ? 66.0f : finger_units(stage);
    const float each = std::ceil(stage.px(std::max(least + 8, sizes.body * 2.6f)));  // 4 above and below
    const auto room = static_cast<std::size_t>(std::max(1.0f, std::floor(inner.h / each)));
    const bool pages = all > room && room > 1;
    const ShownRows shown = rows_shown(all, pages ? room - 1 : room, scene.from);
    for (std::size_t at = 0; at < shown.count; ++at) {
        const std::size_t i = shown.from + at;
        const ui::Rect row{inner.x, std::round(inner.y + each * static_cast<float>(at)), inner.w, each};
        if (at > 0) draw_divider(stage, row.x, row.right(), row.y);
        if (i < scene.cards.size()) {
            const std::size_t index = scene.cards.size() - 1 - i;
            draw_line_with_act(stage, row, card_name(stage, scene, index),
                               scene.cards[index].staff ? words.text("staff.person.staff_card") : std::string(),
                               {.label = words.text("staff.more.card_off"),
                                .answer = desk::ChooseCard{scene.cards[index].card},
                                .units = sizes.label * 1.1f});
        } else {
            const std::size_t index = i - scene.cards.size();
            const auto& merged = scene.merged[index];
            StaffButton part{.label = words.text("staff.more.part"), .units = sizes.label * 1.1f};
            if (merged.merge_seq > 0) part.answer = desk::PartPeople{merged.merge_seq};
            draw_line_with_act(stage, row, merged.name.empty() ? words.text("staff.person.nameless") : merged.name,
                               words.text(merged.merge_seq > 0 ? "staff.more.merged" : "staff.more.merged_elsewhere"),
                               part);
        }
    }
    if (pages)
        draw_pager(stage, ui::Rect{inner.x, std::round(inner.bottom() - each), inner.w, each}.inset(stage.px(4)), shown,
                   "staff.events.more");
}

// The card that is asked about opens these screens.
bool is_staff_card(const PersonMore& scene) {
    return std::ranges::any_of(scene.cards, [&](const auto& card) { return card.card == scene.card && card.staff; });
}

struct Question {
    std::string title;
    std::string body;
    std::vector<StaffButton> ways;
};

Question question_of(const parts::Stage& stage, const PersonMore& scene) {
    const auto& words = stage.words;
    const std::string name = name_of(stage, scene.person);
    switch (scene.step) {
        case Step::card:
            return {words.text("staff.more.card_title"),
                    words.text("staff.more.card_body", {{"name", name}}),
                    {{.label = words.text("staff.more.card_keep"),
                      .answer = desk::TakeCardOff{false},
                      .note = words.text("staff.more.card_keep_note"),
                      .icon = ui::Icon::check_disc},
                     {.label = words.text("staff.more.card_mistake"),
                      .answer = desk::TakeCardOff{true},
                      .note = words.text("staff.more.card_mistake_note"),
                      .icon = ui::Icon::undo},
                     {.label = words.text(is_staff_card(scene) ? "staff.more.rights_off" : "staff.more.rights_on"),
                      .answer = desk::AskRights{},
                      .note = words.text("staff.more.rights_note"),
                      .icon = ui::Icon::arrow_right}}};
        case Step::rights: {
            const bool off = is_staff_card(scene);
            return {words.text(off ? "staff.more.rights_off_title" : "staff.more.rights_on_title"),
                    words.text(off ? "staff.more.rights_off_body" : "staff.more.rights_on_body"),
                    {{.label = words.text(off ? "staff.more.rights_off" : "staff.more.rights_on"),
                      .answer = desk::MarkStaff{scene.card.value_or(attendance::CardId{}), !off},
                      .look = StaffLook::accent}}};
        }
        case Step::merge:
            return {
                words.text("staff.more.merge_title"),
                words.text("staff.more.merge_body",
                           {{"name", name}, {"other", scene.other ? name_of(stage, *scene.other) : std::string()}}),
                {{.label = words.text("staff.more.merge_yes"), .answer = desk::Confirm{}, .look = StaffLook::accent}}};
        case Step::erase:
            return {
                words.text("staff.more.erase_title", {{"name", name}}),
                words.text("staff.more.erase_body"),
                {{.label = words.text("staff.more.erase_yes"), .answer = desk::Confirm{}, .look = StaffLook::accent}}};
        case Step::menu:
            break;
    }
    return {};
}

void draw_question(const parts::Stage& stage, const ui::Rect& area, const PersonMore& scene) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const Question question = question_of(stage, scene);
    const float gap = stage.px(sizes.gap);
    // On a small screen two stand beside each other.
    const bool small = stage.form() == ui::Form::small;
    const std::size_t columns = small && question.ways.size() > 1 ? 2 : 1;
    const auto rows = static_cast<float>((question.ways.size() + columns - 1) / columns);
    const float each = stage.px(small ? 68.0f : std::max(finger_units(stage), sizes.body * 3.2f));
    const ui::Rect panel{area.x, area.y, area.w, area.h - rows * (each + gap)};
    draw_panel(stage, panel, PanelLook::lit);
    const float in = stage.px(sizes.pad);
    const auto title =
        parts::fit(stage, question.title, parts::serif(stage, sizes.title),
                   {.width_px = panel.w - 2 * in, .max_lines = 2, .leading = 1.25f, .least_units = sizes.body});
    const float top = panel.y + in + stage.px(sizes.title * 0.8f);
    parts::draw(stage, {panel.x + in, std::round(top)}, title, ink.text);
    const float lines = static_cast<float>(std::max(1, title.metrics.lines));
    parts::draw(
        stage,
        {panel.x + in, std::round(top + stage.px(sizes.title * 1.25f) * (lines - 1) + stage.px(sizes.body * 2.1f))},
        parts::fit(stage, question.body, parts::sans(stage, sizes.body),
                   {.width_px = panel.w - 2 * in, .max_lines = 4, .leading = 1.5f, .least_units = sizes.label * 0.8f}),
        ink.text);
    for (std::size_t i = 0; i < question.ways.size(); ++i) {
        const bool alone = i + 1 == question.ways.size() && i % columns == 0;
        const float w = alone ? area.w : std::round((area.w - gap) / 2);
        const ui::Rect place{area.x + (i % columns == 0 ? 0 : area.w - w),
                             std::round(panel.bottom() + gap + (each + gap) * static_cast<float>(i / columns)),
                             columns == 1 ? area.w : w, std::round(each)};
        draw_staff_button(stage, place, question.ways[i]);
    }
}

void draw_acts(const parts::Stage& stage, const ui::Rect& area, float each_px) {
    const auto& words = stage.words;
    const auto& ink = staff_theme(stage);
    const float gap = std::round(stage.px(staff_sizes(stage).gap * 0.6f));
    const StaffButton acts[] = {{.label = words.text("staff.more.merge"),
                                 .answer = desk::LookForSame{},
                                 .note = words.text("staff.more.merge_note"),
                                 .icon = ui::Icon::arrow_right,
                                 .icon_colour = ink.dim},
                                {.label = words.text("staff.more.erase"),
                                 .answer = desk::AskErase{},
                                 .note = words.text("staff.more.erase_note"),
                                 .icon = ui::Icon::trouble,
                                 .icon_colour = ink.trouble}};
    float y = area.y;
    for (const StaffButton& act : acts) {
        draw_staff_button(stage, {area.x, std::round(y), area.w, each_px}, act);
        y += each_px + gap;
    }
}

}  // namespace

ui::FrameResult draw_scene(const parts::Stage& stage, const PersonMore& scene) {
    const ui::FrameResult result = draw_staff_ground(stage, name_of(stage, scene.person));
    const auto& sizes = staff_sizes(stage);
    const float w = sizes.width - 2 * sizes.margin;
    const float finger = std::max(finger_units(stage), stage.form() == ui::Form::wide ? 112.0f : 84.0f);
    const float foot = sizes.bottom - finger;
    draw_staff_button(stage, stage.block(sizes.margin, foot, w, finger),
                      {.label = stage.words.text(scene.step == Step::menu ? "staff.back" : "staff.cancel"),
                       .answer = desk::Back{},
                       .look = StaffLook::quiet});
    const float h = foot - sizes.gap - sizes.top;
    const ui::Rect area = stage.block(sizes.margin, sizes.top, w, h);
    if (scene.step != Step::menu) {
        draw_question(stage, area, scene);
        return result;
    }
    const float gap = stage.px(sizes.gap);
    if (stage.form() == ui::Form::portrait) {
        const float act = std::round(stage.px(std::max(finger, 104.0f)));
        const float acts_h = 2 * act + gap;
        draw_things(stage, {area.x, area.y, area.w, area.h - acts_h - gap}, scene);
        draw_acts(stage, {area.x, area.bottom() - acts_h, area.w, acts_h}, act);
        return result;
    }
    const float left = std::round(area.w * 0.56f);
    const float act =
        std::round(std::min((area.h - gap) / 2, stage.px(stage.form() == ui::Form::wide ? 168.0f : 137.0f)));
    draw_things(stage, {area.x, area.y, left, area.h}, scene);
    draw_acts(stage, {area.x + left + gap, area.y, area.w - left - gap, area.h}, act);
    return result;
}

}  // namespace staff
