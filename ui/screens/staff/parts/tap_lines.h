// What a tap has become, in a shape and a word: on the monitor's list, and as a strip on every other staff page.
#pragma once

#include <string>

#include "parts/stage.h"

namespace staff {

struct TapWords {
    ui::Icon icon = ui::Icon::ring;
    ui::Colour colour{};
    std::string name;    // of the person, or "(card not yet known)"
    std::string result;  // "Stamp no. 10"
    std::string hint;    // what staff may want to know to greet them; empty: nothing
};
TapWords tap_words(const parts::Stage& stage, const desk::TapLine& line);

// The newest tap, lit for its first seconds; or that what staff touched last could not be recorded.
bool has_strip(const parts::Stage& stage);
ui::FrameResult draw_tap_strip(const parts::Stage& stage, const ui::Rect& rect);
inline constexpr auto tap_is_news = std::chrono::seconds(6);
bool is_news(const parts::Stage& stage, const desk::TapLine& line);

}  // namespace staff
