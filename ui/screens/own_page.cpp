// A guest's own page, as a code for their phone. It is a key: it stands for a minute, and can be put away at once.
#include "parts/furniture.h"
#include "parts/qr_place.h"
#include "parts/season_card.h"
#include "screens/scenes.h"

namespace screens {

namespace {

void draw_code(const parts::Stage& ground, const desk::OwnPage& scene, const ui::Rect& sheet) {
    const parts::OnPaper paper(ground);
    parts::draw_sheet(paper.stage, sheet);
    parts::draw_qr(paper.stage, sheet.inset(std::round(sheet.w * 0.04f)), scene.url);
}

// Title, rule, what is there and how long: from the top down, in units.
struct Words {
    ui::Rect text;  // pixels; its height means nothing
    float title = 0;
    float title_size = 0;
    int title_lines = 2;
    float rule = 0;
    float rule_width = 0;
    float body = 0;  // 0: not said
    float once = 0;
    int once_lines = 1;
    float size = 0;
};

void draw_words(const parts::Stage& stage, const Words& place) {
    const ui::Theme& theme = stage.theme();
    const auto& words = stage.words;
    const auto appearing = stage.canvas.fade(parts::progress(stage.age_ms(), 0, 200));
    parts::draw(stage, {place.text.x, stage.layout().y(place.title)},
                parts::fit(stage, words.text(place.title_lines == 1 ? "own_page.title_line" : "own_page.title"),
                           parts::serif(stage, place.title_size),
                           {.width_px = place.text.w,
                            .max_lines = place.title_lines,
                            .leading = 1.2f,
                            .least_units = place.title_size * 0.55f}),
                theme.ink);
    parts::draw_rule(stage, place.text.x, stage.layout().y(place.rule), place.rule_width);
    const auto box = [&](int lines) {
        return parts::Box{
            .width_px = place.text.w, .max_lines = lines, .leading = 1.5f, .least_units = place.size * 0.75f};
    };
    const auto once =
        parts::fit(stage, words.text("own_page.once"), parts::sans(stage, place.size), box(place.once_lines));
    float once_y = stage.layout().y(place.once);
    if (place.body > 0) {
        const auto body = parts::fit(stage, words.text("own_page.body"), parts::sans(stage, place.size), box(2));
        const float last = parts::draw(stage, {place.text.x, stage.layout().y(place.body)}, body, theme.ink);
        once_y = std::max(once_y, std::round(last + once.style.size_px * 1.5f));  // read from afar, it is larger
    }
    parts::draw(stage, {place.text.x, once_y}, once, theme.second_ink);
}

void draw_close(const parts::Stage& stage, const ui::Rect& rect, float units) {
    parts::draw_button(stage, rect, stage.words.text("own_page.close"), desk::Dismiss{}, parts::ButtonLook::quiet,
                       units);
}

void draw_wide(const parts::Stage& stage, const desk::OwnPage& scene) {
    stage.canvas.background(ui::Background::washi);
    draw_code(stage, scene, stage.block(96, 132, 800, 800));
    const ui::Rect text = stage.block(992, 0, 832, 100);
    draw_words(stage, {.text = text,
                       .title = 300,
                       .title_size = 124,
                       .rule = 492,
                       .rule_width = 72,
                       .body = 574,
                       .once = 700,
                       .size = 38});
    const float finger = std::max(112.0f, std::ceil(stage.layout().mm(20)) / stage.px(1));
    draw_close(stage, stage.block(992, 932 - finger, 420, finger), 38);
    parts::draw(stage, {text.x, stage.layout().y(998)},
                parts::fit(stage, stage.words.second().text("own_page.line"), parts::sans(stage, 28),
                           {.width_px = text.w, .least_units = 24}),
                stage.theme().second_ink);
}

void draw_portrait(const parts::Stage& stage, const desk::OwnPage& scene) {
    stage.canvas.background(ui::Background::washi_still);
    draw_words(stage, {.text = stage.block(44, 0, 632, 100),
                       .title = 190,
                       .title_size = 92,
                       .title_lines = 1,
                       .rule = 240,
                       .rule_width = 52,
                       .body = 304,
                       .once = 394,
                       .size = 28});
    const ui::Rect text = stage.block(44, 0, 632, 100);
    parts::draw(stage, {text.x, stage.layout().y(440)},
                parts::fit(stage, stage.words.second().text("own_page.line"), parts::sans(stage, 24),
                           {.width_px = text.w, .least_units = 18}),
                stage.theme().second_ink);
    const float finger = std::max(88.0f, std::ceil(stage.layout().mm(20)) / stage.px(1));
    draw_code(stage, scene, stage.block(54, 470, 612, 612));
    draw_close(stage, stage.block(44, 1236 - finger, 632, finger), 32);
}

void draw_small(const parts::Stage& stage, const desk::OwnPage& scene) {
    stage.canvas.background(ui::Background::washi_still);
    draw_code(stage, scene, stage.block(44, 44, 392, 392));
    draw_words(stage, {.text = stage.block(468, 0, 288, 100),
                       .title = 118,
                       .title_size = 66,
                       .rule = 218,
                       .rule_width = 48,
                       .once = 260,
                       .once_lines = 3,
                       .size = 22});
    const float finger = std::max(96.0f, std::ceil(stage.layout().mm(20)) / stage.px(1));
    draw_close(stage, stage.block(468, 436 - finger, 288, finger), 26);
}

}  // namespace

ui::FrameResult draw_scene(const parts::Stage& stage, const desk::OwnPage& scene) {
    parts::draw_by_form(stage, scene, draw_wide, draw_portrait, draw_small);
    return parts::moving_until(stage, 200)
        .merged(parts::draw_return_ring(stage, {.portrait = {656, 72}, .small = {740, 67}}));
}

}  // namespace screens
