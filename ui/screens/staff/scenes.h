// The staff's screens: one function and one file each, all pure functions of (snapshot, time). draw_screen (screens.h)
// takes the overload of the shown scene. They are dark, so that the attendees' washi is never mistaken for them.
#pragma once

#include "parts/stage.h"

namespace staff {

ui::FrameResult draw_scene(const parts::Stage& stage, const desk::PinPad& scene);
ui::FrameResult draw_scene(const parts::Stage& stage, const desk::Monitor& scene);
ui::FrameResult draw_scene(const parts::Stage& stage, const desk::People& scene);
ui::FrameResult draw_scene(const parts::Stage& stage, const desk::PersonPage& scene);
ui::FrameResult draw_scene(const parts::Stage& stage, const desk::PersonMore& scene);
ui::FrameResult draw_scene(const parts::Stage& stage, const desk::PersonForm& scene);
ui::FrameResult draw_scene(const parts::Stage& stage, const desk::EventPage& scene);
ui::FrameResult draw_scene(const parts::Stage& stage, const desk::SettingsPage& scene);
ui::FrameResult draw_scene(const parts::Stage& stage, const desk::HubPage& scene);
ui::FrameResult draw_scene(const parts::Stage& stage, const desk::PowerPage& scene);

}  // namespace staff
