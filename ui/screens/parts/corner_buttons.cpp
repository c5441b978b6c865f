#include "parts/corner_buttons.h"

#include "parts/type.h"
#include "words/languages.h"

namespace parts {

namespace {

struct KeyPlace {
    ui::Rect last;  // in units; the other stands before it
    float gap;
    float label;
};

KeyPlace corner_of(ui::Form form) {
    switch (form) {
        case ui::Form::wide:
            return {{1592, 40, 232, 68}, 20, 28};
        case ui::Form::portrait:
            return {{472, 40, 148, 50}, 12, 22};
        case ui::Form::small:
            return {{612, 8, 144, 34}, 10, 18};
    }
    return {};
}

// Lower than a finger, so that it stays quiet; what it answers to is as large as one.
void draw_low_button(const Stage& ground, const ui::Rect& rect, std::string_view label, std::string_view language,
                     float units, const desk::Answer& answer) {
    const OnPaper paper(ground);
    const Stage& stage = paper.stage;
    const ui::Theme& theme = stage.theme();
    const bool down = stage.canvas.is_pressed(answer);
    const float radius = rect.h * 0.46f;  // an outline of two half discs would meet itself
    stage.canvas.fill(rect, down ? ui::mix(theme.paper, theme.hairline, 0.6f) : theme.paper, radius);
    stage.canvas.outline(rect, stage.layout().hairline(2), down ? theme.ink : theme.second_ink, radius);
    ui::TextStyle style = aligned(sans_bold(stage, units), ui::Align::centre);
    if (!language.empty()) style.language = language;
    draw_in_middle(stage, rect.centre(),
                   fit(stage, label, style, {.width_px = rect.w - radius * 1.2f, .least_units = units * 0.8f}),
                   theme.ink);
    const float finger = std::ceil(stage.layout().mm(20));
    const float w = std::max(rect.w, finger);
    const float h = std::max(rect.h, finger);
    stage.canvas.touch({std::round(rect.centre().x - w / 2), std::max(0.0f, std::round(rect.centre().y - h / 2)), w, h},
                       answer);
}

}  // namespace

void draw_corner_buttons(const Stage& stage, AskLanguage language, AskTime time) {
    const KeyPlace place = corner_of(stage.form());
    ui::Rect at = place.last;
    // Text begins at the left of an upright screen, mirrored or not: there the keys keep to the right.
    const bool keeps_right = stage.form() == ui::Form::portrait;
    const auto draw_next = [&](std::string_view label, std::string_view lang, const desk::Answer& answer) {
        const ui::Rect key =
            keeps_right ? stage.layout().snapped(at.x, at.y, at.w, at.h) : stage.block(at.x, at.y, at.w, at.h);
        draw_low_button(stage, key, label, lang, place.label, answer);
        at.x -= at.w + place.gap;
    };
    if (language == AskLanguage::yes) {
        const words::Language& next = words::next_language(stage.snapshot.community.lang);
        draw_next(next.own_name, next.code, desk::NextLanguage{});
    }
    if (time == AskTime::yes && stage.snapshot.returns_at)
        draw_next(stage.words.text("more_time.button"), {}, desk::MoreTime{});
}

}  // namespace parts
