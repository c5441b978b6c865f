// Stamps on paper: which art, and how one comes down.
#pragma once

#include <string_view>

#include "ui/screens/parts/press.h"
#include "ui/screens/parts/stage.h"

namespace ui {

// The art of an event's stamp: the same on every screen.
const StampFace& face_of_event(const Theme& theme, std::string_view label, const attendance::EventId& event);
StampArt art_of_square(const Stage& stage, const attendance::Square& square, const StampPlacement& placed, bool newest);

// A stamp that falls, lands and splashes, about `centre`.
void draw_press(const Stage& stage, const StampArt& art, Point centre, float diameter, float angle, const Press& press);

}  // namespace ui
