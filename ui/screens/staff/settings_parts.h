// What the settings are changed with: a value between two keys, two ways of which one holds, one of several.
#pragma once

#include "parts/stage.h"

namespace staff {

using Setting = desk::ChangeSetting::What;

float panel_inset(const parts::Stage& stage);

// How far a key goes; again and again while a finger rests on it, or once.
struct Steps {
    int less = -1;
    int more = 1;
    ui::Press press = ui::Press::repeats;
};
// − value +, with a bar of `share`; none if it is negative.
void draw_stepper(const parts::Stage& stage, const ui::Rect& rect, std::string_view label, std::string_view value,
                  float share, Setting which, Steps steps = {});
// A touch anywhere takes the other.
void draw_switch(const parts::Stage& stage, const ui::Rect& rect, std::string_view label, std::string_view first,
                 std::string_view second, bool second_holds, Setting which);
// A touch anywhere takes the next.
void draw_choice(const parts::Stage& stage, const ui::Rect& rect, std::string_view label, std::string_view held,
                 Setting which);

// The page of the screen itself (settings_fit.cpp).
void draw_fit(const parts::Stage& stage, const desk::SettingsPage& scene);

}  // namespace staff
