// Names of a person, or of somebody who walked in without being on any list.
#include "staff/parts/desk_top.h"
#include "staff/parts/keys.h"
#include "staff/parts/tap_lines.h"
#include "staff/scenes.h"

namespace staff {

namespace {

using desk::PersonForm;

constexpr std::array<std::string_view, 3> field_keys{"name", "nickname", "reading"};

void draw_field(const parts::Stage& stage, const ui::Rect& rect, const PersonForm& scene, std::size_t index,
                bool with_hint) {
    const std::string key = "staff.form." + std::string(field_keys[index]);
    const bool active = static_cast<std::size_t>(scene.field) == index;
    draw_typed_box(stage, rect,
                   {.typed = scene.texts[index],
                    .note = with_hint ? stage.words.text(key + "_hint") : std::string(),
                    .label = stage.words.text(key),
                    .active = active,
                    .units = staff_sizes(stage).heading * (stage.form() == ui::Form::wide ? 1.2f : 1.1f)});
    if (!active) stage.canvas.touch(rect, desk::ChooseField{static_cast<PersonForm::Field>(index)});
}

void draw_save(const parts::Stage& stage, const ui::Rect& rect, const PersonForm& scene) {
    const auto& words = stage.words;
    const auto& name = scene.texts[0].empty() ? scene.texts[1] : scene.texts[0];
    const bool ready = !name.empty();
    if (!ready) {
        const auto& ink = staff_theme(stage);
        stage.canvas.outline(rect, stage.layout().hairline(2), ink.hairline, stage.px(staff_sizes(stage).radius));
        draw_line(stage, {.x = rect.centre().x, .y = rect.centre().y, .width_px = rect.w * 0.9f},
                  words.text(scene.person ? "staff.form.save_edit" : "staff.form.save_new_short"),
                  parts::aligned(parts::sans(stage, staff_sizes(stage).body * 0.94f), ui::Align::centre), ink.dim);
        return;
    }
    const bool stamps = stage.snapshot.door.state == attendance::DoorState::open && !scene.card;
    draw_staff_button(stage, rect,
                      {.label = scene.person ? words.text("staff.form.save_edit")
                                             : words.text(stamps ? "staff.form.save_new_stamp" : "staff.form.save_new",
                                                          {{"name", name}}),
                       .answer = desk::Save{},
                       .look = StaffLook::accent});
}

void draw_cancel(const parts::Stage& stage, const ui::Rect& rect) {
    draw_staff_button(stage, rect,
                      {.label = stage.words.text("staff.cancel"), .answer = desk::Back{}, .look = StaffLook::quiet});
}

// How others write the word that was typed, side by side.
void draw_completions(const parts::Stage& stage, const ui::Rect& rect, const PersonForm& scene, std::size_t most) {
    const auto count = std::min(scene.completions.size(), most);
    const float gap = std::round(stage.px(staff_sizes(stage).gap * 0.5f));
    const float each = std::floor((rect.w - gap * static_cast<float>(most - 1)) / static_cast<float>(most));
    for (std::size_t i = 0; i < count; ++i)
        draw_staff_button(stage, {rect.x + (each + gap) * static_cast<float>(i), rect.y, each, rect.h},
                          {.label = scene.completions[i],
                           .answer = desk::Complete{scene.completions[i]},
                           .units = staff_sizes(stage).heading});
}

std::string_view typed(const PersonForm& scene) {
    return scene.texts[static_cast<std::size_t>(scene.field)];
}

void draw_wide(const parts::Stage& stage, const PersonForm& scene) {
    const KeysRoom room = staff_keys_room(stage);
    const float finger = std::max(finger_units(stage), 112.0f);
    const float left_w = 1728 - room.w - 32;
    const float each = 172;
    for (std::size_t i = 0; i < 3; ++i)
        draw_field(stage, stage.block(96, 168 + static_cast<float>(i) * (each + 18), left_w, each), scene, i, true);
    draw_staff_keys(stage, stage.block(1824 - room.w, 168, room.w, room.h), typed(scene), scene.latin);
    const float foot = 1000 - finger;
    draw_completions(stage, stage.block(96, foot - finger - 20, left_w, finger), scene, PersonForm::completions_max);
    draw_cancel(stage, stage.block(96, foot, left_w, finger));
    draw_save(stage, stage.block(1824 - room.w, foot, room.w, finger), scene);
}

void draw_portrait(const parts::Stage& stage, const PersonForm& scene) {
    const KeysRoom room = staff_keys_room(stage);
    const float finger = finger_units(stage);
    const float keys_y = 1240 - room.h;
    const float acts_y = keys_y - finger - 20;
    const float completing = scene.completions.empty() ? 0 : finger + 12;
    const float each = std::floor((acts_y - 20 - 176 - 2 * 12 - completing) / 3);
    draw_completions(stage, stage.block(36, acts_y - 12 - finger, 648, finger), scene, PersonForm::completions_max);
    for (std::size_t i = 0; i < 3; ++i)
        draw_field(stage, stage.block(36, 176 + static_cast<float>(i) * (each + 12), 648, each), scene, i, true);
    draw_cancel(stage, stage.block(36, acts_y, 200, finger));
    draw_save(stage, stage.block(248, acts_y, 436, finger), scene);
    draw_staff_keys(stage, stage.block(36, keys_y, 648, room.h), typed(scene), scene.latin);
}

void draw_small(const parts::Stage& stage, const PersonForm& scene) {
    // While there is something to take, it stands in the place of the fields that wait.
    const std::size_t fields = scene.completions.empty() ? 3 : 1;
    for (std::size_t i = 0; i < fields; ++i)
        draw_field(stage, stage.block(20 + static_cast<float>(i) * 178, 66, 170, 106), scene, i, false);
    draw_completions(stage, stage.block(198, 66, 348, 106), scene, 2);
    draw_save(stage, stage.block(554, 66, 226, 106), scene);
    draw_staff_button(stage, stage.block(554, 2, 110, 62),
                      {.label = stage.words.text("staff.cancel"), .answer = desk::Back{}, .look = StaffLook::quiet});
    draw_staff_keys(stage, stage.block(20, 182, 760, 284), typed(scene), scene.latin);
}

}  // namespace

ui::FrameResult draw_scene(const parts::Stage& stage, const PersonForm& scene) {
    const bool small = stage.form() == ui::Form::small;
    const ui::FrameResult result =
        draw_staff_ground(stage, stage.words.text(scene.person ? "staff.form.title_edit" : "staff.form.title_new"),
                          small ? HeadStrip::no : HeadStrip::yes);
    if (small && has_strip(stage)) {
        // The strip gives some of its width to the way back.
        const ui::FrameResult strip = draw_tap_strip(stage, stage.layout().snapped(290, 10, 256, 48));
        draw_small(stage, scene);
        return result.merged(strip);
    }
    parts::draw_by_form(stage, scene, draw_wide, draw_portrait, draw_small);
    return result;
}

}  // namespace staff
