#include "parts/own_page_way.h"

#include "parts/furniture.h"

namespace parts {
namespace {

constexpr float upright_button_top = 1152;  // units
constexpr float upright_button_high = 88;

desk::Answer answer(const Stage& stage) {
    return desk::OpenOwnPage{desk::scene_seq(stage.snapshot.scene)};
}

}  // namespace

void draw_own_page_button(const Stage& stage, const desk::Guest& guest) {
    if (!guest.may_open_page) return;
    const auto label = stage.words.text("own_page.open");
    if (stage.form() == ui::Form::portrait)
        return draw_button(stage, stage.block(44, upright_button_top, 632, upright_button_high), label, answer(stage),
                           ButtonLook::quiet, 28);
    // From the surface's edge up: below the words there is more room on a screen that is less wide.
    const float high = std::max(stage.px(92), std::ceil(stage.layout().mm(20)));
    const float bottom = stage.layout().surface().h - stage.px(18);
    const ui::Rect place = stage.block(1224, 0, 600, 0);
    draw_button(stage, {place.x, std::round(bottom - high), place.w, high}, label, answer(stage), ButtonLook::quiet,
                32);
}

float last_line_above_button(const desk::Guest& guest, float y) {
    return guest.may_open_page ? y - 18 : y;
}

float card_height_above_button(const desk::Guest& guest, float y, float bottom) {
    return (guest.may_open_page ? upright_button_top - 20 : bottom) - y;
}

void draw_own_page_line(const Stage& ground, const desk::Guest& guest, const ui::Rect& touched, const ui::Rect& line,
                        float units) {
    if (!guest.may_open_page) return;
    const OnPaper paper(ground);
    const Stage& stage = paper.stage;
    const bool down = stage.canvas.is_pressed(answer(stage));
    stage.canvas.fill({line.x, std::round(line.y), line.w, stage.layout().hairline(1.5f)}, stage.theme().hairline);
    const auto text = fit(stage, stage.words.text("own_page.open"), aligned(sans_bold(stage, units), ui::Align::centre),
                          {.width_px = line.w,
                           .max_lines = line.h > stage.px(3 * units) ? 2 : 1,
                           .leading = 1.3f,
                           .least_units = units - 6});
    draw_in_middle(stage, {std::round(line.centre().x), std::round(line.centre().y)}, text,
                   down ? stage.theme().ink : stage.theme().accent_text);
    stage.canvas.touch(touched, answer(stage));
}

float draw_own_page_foot(const Stage& stage, const desk::Guest& guest, const ui::Rect& card) {
    if (!guest.may_open_page) return 1;
    const float high = std::round(stage.px(54));
    const float in = stage.px(20);
    draw_own_page_line(stage, guest, card, {card.x + in, card.bottom() - high, card.w - 2 * in, high});
    return (card.h - high) / card.h;
}

}  // namespace parts
