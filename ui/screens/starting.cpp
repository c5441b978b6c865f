// The first second: the sound that a stamp makes.
#include "parts/furniture.h"
#include "screens/scenes.h"

namespace screens {

ui::FrameResult draw_scene(const parts::Stage& stage, const desk::StartingUp&) {
    const bool wide = stage.form() == ui::Form::wide;
    const bool small = stage.form() == ui::Form::small;
    stage.canvas.background(small ? ui::Background::washi_still : ui::Background::washi);
    const ui::Theme& theme = stage.theme();
    const ui::Rect surface = stage.layout().surface();
    const ui::Point middle{std::round(surface.w / 2), std::round(surface.h / 2)};
    const float unit = wide ? 1.0f : small ? 0.5f : 0.62f;

    ui::StampArt art = ui::art_of(theme.stamps->of_event(1));
    art.word = stage.words.text("stamp.word");
    art.heavy = true;
    stage.canvas.stamp(art, {middle.x, middle.y - stage.px(170 * unit)}, stage.px(330 * unit), -0.12f,
                       theme.accent.faded(ui::newest_stamp_opacity));
    ui::TextStyle title = parts::aligned(parts::serif(stage, 136 * unit), ui::Align::centre);
    title.tracking_px = stage.px(6 * unit);
    parts::draw(stage, {middle.x, std::round(middle.y + stage.px(180 * unit))},
                parts::fit(stage, stage.words.text("starting.title"), title, {.width_px = surface.w * 0.8f}),
                theme.ink);
    parts::draw(stage, {middle.x, std::round(middle.y + stage.px(262 * unit))},
                parts::fit(stage, stage.words.text("starting.body"),
                           parts::aligned(parts::sans(stage, std::max(40 * unit, 24.0f)), ui::Align::centre),
                           {.width_px = surface.w * 0.8f}),
                theme.second_ink);
    const ui::TextStyle way = parts::aligned(parts::sans(stage, wide    ? 28.0f
                                                                : small ? 18.0f
                                                                        : 22.0f),
                                             ui::Align::centre);
    parts::draw(stage, {middle.x, std::round(surface.bottom() - stage.px(small ? 36 : 72))},
                parts::fit(stage, stage.words.text("starting.staff"), way, {.width_px = surface.w * 0.8f}),
                theme.second_ink);
    return {};
}

}  // namespace screens
