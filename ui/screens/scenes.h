// The attendees' screens. draw_screen (screens.h) takes the overload of the shown scene. Each says when its picture
// changes next.
#pragma once

#include "parts/stage.h"

namespace screens {

ui::FrameResult draw_scene(const parts::Stage& stage, const desk::StartingUp& scene);
ui::FrameResult draw_scene(const parts::Stage& stage, const desk::Idle& scene);
ui::FrameResult draw_scene(const parts::Stage& stage, const desk::Welcome& scene);
ui::FrameResult draw_scene(const parts::Stage& stage, const desk::AlreadyStamped& scene);
ui::FrameResult draw_scene(const parts::Stage& stage, const desk::NewCard& scene);
ui::FrameResult draw_scene(const parts::Stage& stage, const desk::OwnPage& scene);
ui::FrameResult draw_scene(const parts::Stage& stage, const desk::NumberChanges& scene);
ui::FrameResult draw_scene(const parts::Stage& stage, const desk::TwoCards& scene);
ui::FrameResult draw_scene(const parts::Stage& stage, const desk::ClosedDoor& scene);
ui::FrameResult draw_scene(const parts::Stage& stage, const desk::CannotRecord& scene);
ui::FrameResult draw_scene(const parts::Stage& stage, const desk::ReaderTrouble& scene);

// Pictures of a scene that have a file of their own.
ui::FrameResult draw_night(const parts::Stage& stage);    // idle outside of opening hours
ui::FrameResult draw_closing(const parts::Stage& stage);  // the same, for a while after an evening
ui::FrameResult draw_first_time(const parts::Stage& stage, const desk::Welcome& scene);
ui::FrameResult draw_full_card(const parts::Stage& stage, const desk::Welcome& scene);
ui::FrameResult draw_keyboard(const parts::Stage& stage, const desk::NewCard& scene);

}  // namespace screens
