// QR codes that a phone reads from where it is held: 35 mm at least by the screen's diagonal, whole pixels for each
// module, and a quiet zone.
#pragma once

#include <string_view>

#include "parts/stage.h"

namespace parts {

inline constexpr float qr_least_mm = 35;  // of what is dark

// How large a code becomes that fills `room_px`, its quiet zone included; 0: there it would be too small to be read.
float qr_side(const Stage& stage, std::string_view payload, float room_px);
// Draws it on paper, in the middle of `box`; nothing where it would be too small.
void draw_qr(const Stage& stage, const ui::Rect& box, std::string_view payload);

}  // namespace parts
