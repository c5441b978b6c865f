// The hub: how this kiosk is joined with it, and the way to join one by its address and a one-time code.
#include "staff/parts/desk_top.h"
#include "staff/parts/health.h"
#include "staff/parts/keys.h"
#include "staff/scenes.h"

namespace staff {

namespace {

using desk::EnrolState;
using desk::HubPage;

std::string without_scheme(std::string_view url) {
    const auto at = url.find("://");
    return std::string(at == std::string_view::npos ? url : url.substr(at + 3));
}

// --- how it is -------------------------------------------------------------------------------------------------------

struct Headline {
    std::string what;
    std::string step;
    ui::Icon icon = ui::Icon::ring;
    ui::Colour colour{};
};

Headline headline_of(const parts::Stage& stage, const HubPage& scene) {
    const auto& ink = staff_theme(stage);
    const auto& words = stage.words;
    if (scene.enrolling.step == EnrolState::Step::done)
        return {words.text("staff.hub.done"),
                scene.enrolling.forgets_cards ? words.text("staff.hub.forgets_cards") : std::string(),
                ui::Icon::check_disc, ink.good};
    if (scene.enrolling.step == EnrolState::Step::failed) {
        auto said = words_of(stage, scene.enrolling.trouble);
        return {std::move(said.what), std::move(said.step), ui::Icon::trouble, ink.trouble};
    }
    if (scene.url.empty())
        return {words.text("staff.hub.none"), words.text("staff.hub.none_note"), ui::Icon::ring, ink.dim};
    const PartWords part = sync_words(stage);
    return {part.state, part.step, part.icon, part.colour};
}

// Returns where it ends.
float draw_headline(const parts::Stage& stage, const ui::Rect& rect, const Headline& headline) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const float units = sizes.heading * (stage.form() == ui::Form::wide ? 1.7f : 1.15f);
    const float side = stage.px(units * 1.1f);
    const float first = rect.y + stage.px(units * 0.8f);
    stage.canvas.icon(headline.icon, {rect.x + side / 2, first}, side, headline.colour);
    const float left = rect.x + side * 1.45f;
    draw_line(stage, {.x = left, .y = first, .width_px = rect.right() - left, .least_units = sizes.body * 0.8f},
              headline.what, parts::sans_bold(stage, units), headline.colour);
    if (headline.step.empty()) return first + stage.px(units * 0.9f);
    const auto step = parts::fit(stage, parts::between_phrases(headline.step), parts::sans(stage, sizes.body),
                                 {.width_px = rect.right() - left,
                                  .max_lines = 2,
                                  .leading = 1.35f,
                                  .least_units = std::max(sizes.body * 0.8f, least_text_units(stage))});
    const ui::Layout& layout = stage.layout();
    const float baseline = first + layout.legible(stage.px(units)) * 0.6f + layout.legible(stage.px(sizes.body)) * 1.1f;
    parts::draw(stage, {left, std::round(baseline)}, step, ink.text);
    return baseline + step.metrics.last_baseline + step.metrics.descent + stage.px(sizes.gap * 0.4f);
}

void draw_fact(const parts::Stage& stage, const ui::Rect& row, std::string_view label, std::string_view value) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    const float split = std::round(row.w * (stage.form() == ui::Form::wide ? 0.22f : 0.28f));
    draw_line(stage, {.x = row.x, .y = row.centre().y, .width_px = split * 0.94f, .least_units = sizes.label * 0.78f},
              label, parts::sans(stage, sizes.label), ink.dim);
    const auto fitted = parts::fit_whole(stage, value, parts::figures(parts::sans_bold(stage, sizes.body)),
                                         {.width_px = row.w - split,
                                          .max_lines = stage.form() == ui::Form::portrait ? 2 : 1,
                                          .leading = 1.2f,
                                          .least_units = std::min(sizes.label, sizes.body * 0.66f)});
    parts::draw_in_middle(stage, {row.x + split, row.centre().y}, fitted, ink.text);
}

void draw_facts(const parts::Stage& stage, const ui::Rect& rect, const HubPage& scene) {
    const auto& words = stage.words;
    const std::string age = scene.last_contact ? sync_words(stage).age : words.text("staff.hub.never");
    struct Fact {
        std::string_view key;
        std::string value;
    };
    const std::array facts{Fact{"address", without_scheme(scene.url)}, Fact{"device", std::to_string(scene.device)},
                           Fact{"contact", age},
                           Fact{"pending", words.text("staff.hub.pending_count", {{"count", scene.pending}})},
                           Fact{"key", scene.key_pin.empty() ? words.text("staff.hub.no_key") : scene.key_pin}};
    // Where there is little room the last are left out.
    const float least = stage.px(staff_sizes(stage).body * 1.25f);
    const auto shown = std::clamp<std::size_t>(static_cast<std::size_t>(rect.h / least), 1, facts.size());
    const float each = std::min(rect.h / static_cast<float>(shown), stage.px(staff_sizes(stage).body * 2.4f));
    for (std::size_t i = 0; i < shown; ++i) {
        const ui::Rect row{rect.x, rect.bottom() - each * static_cast<float>(shown - i), rect.w, each};
        draw_divider(stage, row.x, row.right(), row.y);
        draw_fact(stage, row, words.text("staff.hub." + std::string(facts[i].key)), facts[i].value);
    }
}

void draw_state_page(const parts::Stage& stage, const HubPage& scene) {
    const auto& sizes = staff_sizes(stage);
    const auto& words = stage.words;
    const float nav = nav_height_units(stage);
    const float acts_h = stage.form() == ui::Form::small ? 66.0f : std::max(finger_units(stage), 84.0f);
    const float acts_y = sizes.bottom - nav - sizes.gap - acts_h;
    const float w = sizes.width - 2 * sizes.margin;
    const ui::Rect panel = stage.block(sizes.margin, sizes.top, w, acts_y - sizes.gap - sizes.top);
    draw_panel(stage, panel);
    const ui::Rect inside = panel.inset(stage.px(sizes.pad * 0.8f));
    const float end = draw_headline(stage, inside, headline_of(stage, scene));
    if (!scene.url.empty()) draw_facts(stage, {inside.x, end, inside.w, inside.bottom() - end}, scene);
    const float back_w = std::round(w * 0.26f);
    draw_staff_button(stage, stage.block(sizes.margin, acts_y, back_w, acts_h),
                      {.label = words.text("staff.back"), .answer = desk::Back{}, .look = StaffLook::quiet});
    const bool wanted = scene.url.empty() || stage.snapshot.status.sync.health == desk::Health::trouble;
    draw_staff_button(stage, stage.block(sizes.margin + back_w + sizes.gap, acts_y, w - back_w - sizes.gap, acts_h),
                      {.label = words.text(scene.url.empty() ? "staff.hub.join" : "staff.hub.rejoin"),
                       .answer = desk::BeginEnrolment{},
                       .look = wanted ? StaffLook::accent : StaffLook::key});
    draw_nav(stage, desk::StaffPage::settings);
}

// --- joining ---------------------------------------------------------------------------------------------------------

constexpr std::array<std::string_view, 2> field_keys{"address", "code"};

void draw_field(const parts::Stage& stage, const ui::Rect& rect, const HubPage& scene, std::size_t index) {
    const auto& draft = *scene.draft;
    const bool idle = scene.enrolling.step == EnrolState::Step::idle;
    const bool active = idle && static_cast<std::size_t>(draft.field) == index;
    const std::string key = "staff.hub." + std::string(field_keys[index]);
    const bool small = stage.form() == ui::Form::small;
    draw_typed_box(stage, rect,
                   {.typed = draft.texts[index],
                    .note = small ? std::string() : stage.words.text(key + "_hint"),
                    .label = stage.words.text(key),
                    .active = active,
                    .units = staff_sizes(stage).heading * (index == 1 ? 1.2f : 1.0f)});
    if (!active && !scene.enrolling.is_running())
        stage.canvas.touch(rect, desk::ChooseHubField{static_cast<HubPage::Field>(index)});
}

// What is done, what is being done, what is still to do.
void draw_steps(const parts::Stage& stage, const ui::Rect& area, EnrolState::Step now) {
    using Step = EnrolState::Step;
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    draw_panel(stage, area);
    constexpr std::array steps{std::pair{Step::greeting, "greeting"}, std::pair{Step::asking, "asking"},
                               std::pair{Step::checking, "checking"}, std::pair{Step::keeping, "keeping"}};
    const ui::Rect inside = area.inset(stage.px(sizes.pad));
    const float each = std::min(inside.h / static_cast<float>(steps.size()), stage.px(sizes.body * 3.2f));
    const float top = inside.centre().y - each * static_cast<float>(steps.size()) / 2;
    const float side = stage.px(sizes.body * 1.2f);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto& [step, key] = steps[i];
        const float y = top + each * (static_cast<float>(i) + 0.5f);
        const bool is_now = step == now;
        const ui::Colour colour = is_now ? ink.text : step < now ? ink.good : ink.dim;
        stage.canvas.icon(step < now ? ui::Icon::check_disc
                          : is_now   ? ui::Icon::disc
                                     : ui::Icon::ring,
                          {inside.x + side / 2, y}, side, is_now ? ink.trouble : colour);
        draw_line(stage, {.x = inside.x + side * 1.7f, .y = y, .width_px = inside.w - side * 1.7f},
                  stage.words.text("staff.hub." + std::string(key)),
                  is_now ? parts::sans_bold(stage, sizes.heading) : parts::sans(stage, sizes.body), colour);
    }
}

void draw_failure(const parts::Stage& stage, const ui::Rect& area, const HubPage& scene) {
    const auto& ink = staff_theme(stage);
    const auto& sizes = staff_sizes(stage);
    draw_panel(stage, area);
    const ui::Rect inside = area.inset(stage.px(sizes.pad));
    draw_headline(stage, inside, headline_of(stage, scene));
    // As the kiosk itself says it: for whoever is asked by telephone.
    ui::TextStyle style = parts::sans(stage, sizes.label);
    const auto detail = parts::fit(stage, scene.enrolling.detail, style,
                                   {.width_px = inside.w,
                                    .max_lines = 3,
                                    .leading = 1.35f,
                                    .least_units = std::max(sizes.label * 0.8f, least_text_units(stage))});
    parts::draw_up_from(stage, {inside.x, std::round(inside.bottom() - detail.metrics.descent)}, detail, ink.dim);
}

// In the keys' place: how it goes, or what went wrong.
void draw_middle(const parts::Stage& stage, const ui::Rect& area, const HubPage& scene) {
    if (scene.enrolling.is_running()) return draw_steps(stage, area, scene.enrolling.step);
    if (scene.enrolling.step == EnrolState::Step::failed) return draw_failure(stage, area, scene);
    draw_machine_keys(stage, area, scene.draft->field == HubPage::Field::code ? Case::upper : Case::lower);
}

void draw_acts(const parts::Stage& stage, const ui::Rect& cancel, const ui::Rect& go, const HubPage& scene) {
    const auto& words = stage.words;
    const bool running = scene.enrolling.is_running();
    draw_staff_button(stage, cancel,
                      {.label = words.text(running ? "staff.hub.stop" : "staff.cancel"),
                       .answer = desk::Back{},
                       .look = StaffLook::quiet});
    const auto& texts = scene.draft->texts;
    if (running || texts[0].empty() || texts[1].empty()) {
        const auto& ink = staff_theme(stage);
        stage.canvas.outline(go, stage.layout().hairline(2), ink.hairline, stage.px(staff_sizes(stage).radius));
        draw_line(stage, {.x = go.centre().x, .y = go.centre().y, .width_px = go.w * 0.9f},
                  words.text(running ? "staff.hub.trying" : "staff.hub.try"),
                  parts::aligned(parts::sans(stage, staff_sizes(stage).body * 0.94f), ui::Align::centre), ink.dim);
        return;
    }
    const bool failed = scene.enrolling.step == EnrolState::Step::failed;
    draw_staff_button(stage, go,
                      {.label = words.text(failed ? "staff.hub.try_again" : "staff.hub.try"),
                       .answer = desk::Save{},
                       .look = StaffLook::accent});
}

void draw_join_page(const parts::Stage& stage, const HubPage& scene) {
    const KeysRoom room = staff_keys_room(stage);
    const float finger = finger_units(stage);
    switch (stage.form()) {
        case ui::Form::wide: {
            const float tall = std::max(finger, 112.0f);
            const float left_w = 1728 - room.w - 32;
            draw_field(stage, stage.block(96, 168, left_w, 196), scene, 0);
            draw_field(stage, stage.block(96, 388, left_w, 196), scene, 1);
            draw_middle(stage, stage.block(1824 - room.w, 168, room.w, 1000 - tall - 24 - 168), scene);
            draw_acts(stage, stage.block(96, 1000 - tall, left_w, tall),
                      stage.block(1824 - room.w, 1000 - tall, room.w, tall), scene);
            return;
        }
        case ui::Form::portrait: {
            const float keys_y = 1240 - room.h;
            const float acts_y = keys_y - finger - 20;
            const float each = std::floor(std::min((acts_y - 20 - 176 - 12) / 2, 170.0f));
            for (std::size_t i = 0; i < 2; ++i)
                draw_field(stage, stage.block(36, 176 + static_cast<float>(i) * (each + 12), 648, each), scene, i);
            draw_acts(stage, stage.block(36, acts_y, 200, finger), stage.block(248, acts_y, 436, finger), scene);
            draw_middle(stage, stage.block(36, keys_y, 648, room.h), scene);
            return;
        }
        case ui::Form::small:
            draw_field(stage, stage.block(20, 66, 320, 106), scene, 0);
            draw_field(stage, stage.block(348, 66, 190, 106), scene, 1);
            draw_acts(stage, stage.block(546, 66, 110, 106), stage.block(664, 66, 116, 106), scene);
            draw_middle(stage, stage.block(20, 182, 760, 284), scene);
            return;
    }
}

}  // namespace

ui::FrameResult draw_scene(const parts::Stage& stage, const HubPage& scene) {
    const ui::FrameResult result = draw_staff_ground(stage, stage.words.text("staff.hub.title"));
    if (scene.draft)
        draw_join_page(stage, scene);
    else
        draw_state_page(stage, scene);
    return result;
}

}  // namespace staff
