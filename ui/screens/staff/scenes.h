// The staff's screens: one function and one file each, all pure functions of (snapshot, time). draw_screen (screens.h)
// takes the overload of the shown scene. They are dark, so that the attendees' washi is never mistaken for them.
#pragma once

#include "ui/screens/parts/stage.h"

namespace ui {

FrameResult draw_scene(const Stage& stage, const desk::PinPad& scene);
FrameResult draw_scene(const Stage& stage, const desk::Monitor& scene);
FrameResult draw_scene(const Stage& stage, const desk::People& scene);
FrameResult draw_scene(const Stage& stage, const desk::PersonPage& scene);
FrameResult draw_scene(const Stage& stage, const desk::PersonMore& scene);
FrameResult draw_scene(const Stage& stage, const desk::PersonForm& scene);
FrameResult draw_scene(const Stage& stage, const desk::EventPage& scene);
FrameResult draw_scene(const Stage& stage, const desk::SettingsPage& scene);
FrameResult draw_scene(const Stage& stage, const desk::HubPage& scene);

}  // namespace ui
