#include "parts/resting.h"

#include "parts/furniture.h"
#include "parts/sun_card.h"

namespace parts {

namespace {

void draw_status(const Stage& stage, const Resting& words, ui::Point at, float size_units, float width_px) {
    if (words.status.empty()) return;
    const ui::TextStyle style = sans(stage, size_units);
    const float dot = stage.px(size_units * 0.28f);
    stage.canvas.circle({at.x + dot, at.y - style.size_px * 0.36f}, dot, stage.theme().warning_text);
    const float after = at.x + 2 * dot + style.size_px * 0.5f;
    draw(stage, {std::round(after), at.y}, fit(stage, words.status, style, {.width_px = width_px - (after - at.x)}),
         stage.theme().second_ink);
}

// A sentence that the title begins is one with it. Says where the next line may stand: its baseline, else the title's.
float draw_after(const Stage& stage, const Resting& words, ui::Point title_end, float size_units, float width_px) {
    if (words.after.empty()) return title_end.y;
    const auto after = fit(stage, words.after, sans_bold(stage, size_units), {.width_px = width_px});
    return draw(stage, {title_end.x, std::round(title_end.y + after.style.size_px * 1.9f)}, after, stage.theme().ink);
}

void draw_wide(const Stage& stage, const Resting& words) {
    const ui::Theme& theme = stage.theme();
    const ui::Rect text = stage.block(96, 0, 860, 100);
    draw_header(stage, {.x = 96, .y = 132, .w = 780, .look = HeaderLook::one_line});
    const float size = words.large_title ? 208 : 124;
    const auto title =
        fit(stage, words.title, serif(stage, size), {.width_px = text.w, .max_lines = 2, .leading = 1.16f});
    const float title_last = stage.layout().y(words.large_title ? 540 : words.button.empty() ? 540 : 474);
    const float title_first = title_last - title.metrics.last_baseline;
    draw(stage, {words.large_title ? text.x - title.metrics.ink.x : text.x, title_first}, title, theme.ink);
    if (!words.before.empty())
        draw(stage, {text.x, std::round(title_first - title.style.size_px * 0.76f - stage.px(48))},
             fit(stage, words.before, sans(stage, 40), {.width_px = text.w}), theme.second_ink);
    const float above = draw_after(stage, words, {text.x, title_last}, 40, text.w);
    const auto body = fit(stage, words.body, sans(stage, 40), {.width_px = text.w, .max_lines = 3, .leading = 1.5f});
    const float body_last = draw(stage, {text.x, above + stage.px(86)}, body, theme.ink);
    float after = body_last + stage.px(72);
    if (!words.button.empty()) {
        const ui::Rect button = at_least_a_finger(stage, {text.x, std::round(body_last + stage.px(46)),
                                                          std::round(stage.px(560)), std::round(stage.px(136))});
        draw_button(stage, {text.x, std::round(body_last + stage.px(46)), button.w, button.h}, words.button,
                    words.answer, ButtonLook::quiet, 42);
        after = body_last + stage.px(46) + button.h + stage.px(64);
    }
    draw(stage, {text.x, std::round(after)},
         fit(stage, words.second, sans(stage, 28), {.width_px = text.w, .least_units = 24}), theme.second_ink);
    draw_status(stage, words, {text.x, stage.layout().y(996)}, 28, text.w);
    const ui::Rect sun = stage.block(1400 - 356, 540 - 356, 712, 712);
    draw_sun_card(stage, {.centre = sun.centre(), .radius = stage.px(356), .red = false, .mark = words.mark});
}

void draw_portrait(const Stage& stage, const Resting& words) {
    const ui::Theme& theme = stage.theme();
    const ui::Rect text = stage.block(44, 0, 632, 100);
    draw_header(stage, {.x = 44, .y = 84, .w = 632, .look = HeaderLook::stacked});
    const float size = words.large_title ? 136 : 80;
    const auto title =
        fit(stage, words.title, serif(stage, size), {.width_px = text.w, .max_lines = 2, .leading = 1.16f});
    draw_sun_card(stage, {.centre = {stage.layout().x(360), stage.layout().y(words.button.empty() ? 700 : 654)},
                          .radius = stage.px(words.button.empty() ? 240 : 216),
                          .red = false,
                          .mark = words.mark});
    const float title_first =
        draw_up_from(stage, {text.x, stage.layout().y(words.large_title ? 370 : 368)}, title, theme.ink);
    if (!words.before.empty())
        draw(stage, {text.x, std::round(title_first - title.style.size_px * 0.76f - stage.px(24))},
             fit(stage, words.before, sans(stage, 28), {.width_px = text.w}), theme.second_ink);
    draw_after(stage, words, {text.x, stage.layout().y(words.large_title ? 370 : 356)}, 30, text.w);
    const auto body = fit(stage, words.body, sans(stage, 27),
                          {.width_px = text.w, .max_lines = 3, .leading = 1.45f, .least_units = 24});
    const float body_last = draw(stage, {text.x, stage.layout().y(words.button.empty() ? 1024 : 940)}, body, theme.ink);
    float after = body_last + stage.px(48);
    if (!words.button.empty()) {
        const ui::Rect button{text.x, std::round(body_last + stage.px(32)), std::round(stage.px(420)),
                              std::round(std::max(stage.px(88), std::ceil(stage.layout().mm(20))))};
        draw_button(stage, button, words.button, words.answer, ButtonLook::quiet, 34);
        after = button.bottom() + stage.px(44);
    }
    draw(stage, {text.x, std::round(after)},
         fit(stage, words.second, sans(stage, 24),
             {.width_px = text.w, .max_lines = 2, .leading = 1.4f, .least_units = 22}),
         theme.second_ink);
    draw_status(stage, words, {text.x, stage.layout().y(1240)}, 24, text.w);
}

void draw_small(const Stage& stage, const Resting& words) {
    const ui::Theme& theme = stage.theme();
    const ui::Rect text = stage.block(44, 0, 400, 100);
    const bool has_button = !words.button.empty();
    draw_header(stage, {.x = 44, .y = 70, .w = 400, .look = HeaderLook::one_line});
    const float size = words.large_title ? 116 : has_button ? 58 : 66;
    const auto title =
        fit(stage, words.title, serif(stage, size), {.width_px = text.w, .max_lines = 2, .leading = 1.14f});
    const float title_last = stage.layout().y(words.large_title ? 252 : has_button ? 206 : 236);
    const float title_first = title_last - title.metrics.last_baseline;
    draw(stage, {words.large_title ? text.x - title.metrics.ink.x : text.x, title_first}, title, theme.ink);
    if (!words.before.empty())
        draw(stage, {text.x, std::round(title_first - title.style.size_px * 0.76f - stage.px(16))},
             fit(stage, words.before, sans(stage, 24), {.width_px = text.w}), theme.second_ink);
    const auto body = fit(stage, words.body, sans(stage, 26),
                          {.width_px = text.w, .max_lines = has_button ? 2 : 3, .leading = 1.45f, .least_units = 20});
    const float above = draw_after(stage, words, {text.x, title_last}, 26, text.w);
    const float body_last = draw(stage, {text.x, above + stage.px(52)}, body, theme.ink);
    if (has_button) {
        const float height = std::max(stage.px(96), std::ceil(stage.layout().mm(20)));
        draw_button(stage,
                    {text.x, std::min(std::round(body_last + stage.px(24)), stage.layout().y(446) - height),
                     std::round(stage.px(300)), height},
                    words.button, words.answer, ButtonLook::quiet, 28);
    }
    const ui::Rect sun = stage.block(444, 84, 312, 312);
    draw_sun_card(stage, {.centre = sun.centre(), .radius = stage.px(156), .red = false, .mark = words.mark});
}

}  // namespace

void draw_resting(const Stage& stage, const Resting& words) {
    stage.canvas.background(stage.form() == ui::Form::wide ? ui::Background::washi : ui::Background::washi_still);
    switch (stage.form()) {
        case ui::Form::wide:
            return draw_wide(stage, words);
        case ui::Form::portrait:
            return draw_portrait(stage, words);
        case ui::Form::small:
            return draw_small(stage, words);
    }
}

}  // namespace parts
