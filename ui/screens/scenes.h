// One function a screen; draw_screen (screens.h) chooses. Each says when its picture changes next.
#pragma once

#include "ui/screens/parts/stage.h"

namespace ui {

FrameResult draw_starting(const Stage& stage);
FrameResult draw_idle(const Stage& stage);
FrameResult draw_night(const Stage& stage);  // idle outside of opening hours
FrameResult draw_welcome(const Stage& stage, const desk::Welcome& scene);
FrameResult draw_first_time(const Stage& stage, const desk::Welcome& scene);
FrameResult draw_full_card(const Stage& stage, const desk::Welcome& scene);
FrameResult draw_repeat(const Stage& stage, const desk::AlreadyStamped& scene);
FrameResult draw_new_card(const Stage& stage, const desk::NewCard& scene);
FrameResult draw_keyboard(const Stage& stage, const desk::NewCard& scene);
FrameResult draw_own_page(const Stage& stage, const desk::OwnPage& scene);
FrameResult draw_number_changes(const Stage& stage, const desk::NumberChanges& scene);
FrameResult draw_two_cards(const Stage& stage, const desk::TwoCards& scene);
FrameResult draw_closed_door(const Stage& stage, const desk::ClosedDoor& scene);
FrameResult draw_cannot_record(const Stage& stage, const desk::CannotRecord& scene);
FrameResult draw_reader_trouble(const Stage& stage, const desk::ReaderTrouble& scene);

}  // namespace ui
