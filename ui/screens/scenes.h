// The attendees' screens. draw_screen (screens.h) takes the overload of the shown scene. Each says when its picture
// changes next.
#pragma once

#include "ui/screens/parts/stage.h"

namespace ui {

FrameResult draw_scene(const Stage& stage, const desk::StartingUp& scene);
FrameResult draw_scene(const Stage& stage, const desk::Idle& scene);
FrameResult draw_scene(const Stage& stage, const desk::Welcome& scene);
FrameResult draw_scene(const Stage& stage, const desk::AlreadyStamped& scene);
FrameResult draw_scene(const Stage& stage, const desk::NewCard& scene);
FrameResult draw_scene(const Stage& stage, const desk::OwnPage& scene);
FrameResult draw_scene(const Stage& stage, const desk::NumberChanges& scene);
FrameResult draw_scene(const Stage& stage, const desk::TwoCards& scene);
FrameResult draw_scene(const Stage& stage, const desk::ClosedDoor& scene);
FrameResult draw_scene(const Stage& stage, const desk::CannotRecord& scene);
FrameResult draw_scene(const Stage& stage, const desk::ReaderTrouble& scene);

// Pictures of a scene that have a file of their own.
FrameResult draw_night(const Stage& stage);  // idle outside of opening hours
FrameResult draw_first_time(const Stage& stage, const desk::Welcome& scene);
FrameResult draw_full_card(const Stage& stage, const desk::Welcome& scene);
FrameResult draw_keyboard(const Stage& stage, const desk::NewCard& scene);

}  // namespace ui
