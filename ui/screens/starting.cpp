// The first second: the sound that a stamp makes.
#include "ui/screens/parts/furniture.h"
#include "ui/screens/scenes.h"

namespace ui {

FrameResult draw_scene(const Stage& stage, const desk::StartingUp&) {
    const bool wide = stage.form() == Form::wide;
    const bool small = stage.form() == Form::small;
    stage.canvas.background(small ? Background::washi_still : Background::washi);
    const Theme& theme = stage.theme();
    const Rect surface = stage.layout().surface();
    const Point middle{std::round(surface.w / 2), std::round(surface.h / 2)};
    const float unit = wide ? 1.0f : small ? 0.5f : 0.62f;

    StampArt art = art_of(theme.stamps->of_event(1));
    art.word = stage.words.text("stamp.word");
    art.heavy = true;
    stage.canvas.stamp(art, {middle.x, middle.y - stage.px(170 * unit)}, stage.px(330 * unit), -0.12f,
                       theme.accent.faded(newest_stamp_opacity));
    TextStyle title = aligned(serif(stage, 136 * unit), Align::centre);
    title.tracking_px = stage.px(6 * unit);
    draw(stage, {middle.x, std::round(middle.y + stage.px(180 * unit))},
         fit(stage, stage.words.text("starting.title"), title, {.width_px = surface.w * 0.8f}), theme.ink);
    draw(stage, {middle.x, std::round(middle.y + stage.px(262 * unit))},
         fit(stage, stage.words.text("starting.body"), aligned(sans(stage, std::max(40 * unit, 24.0f)), Align::centre),
             {.width_px = surface.w * 0.8f}),
         theme.second_ink);
    return {};
}

}  // namespace ui
