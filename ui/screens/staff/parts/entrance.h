// The way into the staff's screens from an attendees' one: a faint mark in a corner, which is held. A ring grows round
// the finger meanwhile, so that nobody lifts it too early, and a brush of a sleeve opens nothing.
#pragma once

#include "parts/stage.h"

namespace staff {

ui::FrameResult draw_entrance(const parts::Stage& stage);

}  // namespace staff
