// What every staff screen stands on: the dark ground, a head with title, newest tap and clock, panels, buttons, and the
// ways from page to page.
#pragma once

#include <optional>
#include <string>

#include "parts/stage.h"
#include "parts/type.h"

namespace staff {

// In units of the form. Four sizes of text and their steps; one grid of gaps.
struct StaffSizes {
    float title;
    float heading;
    float body;
    float label;
    float margin;
    float gap;
    float pad;     // inside a panel
    float radius;  // of panels and keys
    float top;     // of what stands beneath the head
    float bottom;  // where it ends
    float width;   // of the design
};
const StaffSizes& staff_sizes(const parts::Stage& stage);
const ui::Theme::Staff& staff_theme(const parts::Stage& stage);
// What a finger needs, in units of the form: 20 mm of the real screen.
float finger_units(const parts::Stage& stage);
// No text is smaller; what does not fit then ends in an ellipsis.
float least_text_units(const parts::Stage& stage);

enum class HeadStrip { yes, no };
// The ground and the head. The newest tap stands in it where `strip` says so; a ring counts the last seconds before the
// screen returns by itself.
ui::FrameResult draw_staff_ground(const parts::Stage& stage, std::string_view title, HeadStrip strip = HeadStrip::yes);
// Where what stands in the head may end: left of the ring and the clock. In units.
float head_right_units(const parts::Stage& stage);
// How long the screen stays, as a ring and words.
ui::FrameResult draw_returns(const parts::Stage& stage, ui::Point centre_left, float radius_px, bool with_words);

enum class PanelLook { plain, lit };
void draw_panel(const parts::Stage& stage, const ui::Rect& rect, PanelLook look = PanelLook::plain);
// A hairline across.
void draw_divider(const parts::Stage& stage, float left, float right, float y);

enum class StaffLook { accent, key, quiet, plain };
struct StaffButton {
    std::string label{};
    std::optional<desk::Answer> answer{};  // absent: it is no target
    StaffLook look = StaffLook::key;
    std::string note{};  // a second, quieter line: the label then stands left
    std::optional<ui::Icon> icon{};
    std::optional<ui::Colour> icon_colour{};
    float units = 0;          // of the label; 0: the form's body
    bool row = false;         // the label stands left, the icon right
    bool chosen = false;      // where one already is: says so by a bar, and is no target
    bool shows_touch = true;  // false: nobody may read from the screen which key went down
    bool pressed = false;     // a finger rests on it: where the target is not the button's own
};
// Never moves or grows: the page gives it its room (finger_units).
void draw_staff_button(const parts::Stage& stage, const ui::Rect& rect, const StaffButton& button);

// The ways between the pages, at the foot of those that have no keyboard.
float nav_height_units(const parts::Stage& stage);
ui::Rect nav_rect(const parts::Stage& stage);
void draw_nav(const parts::Stage& stage, desk::StaffPage here);

// A line of text in a row of `height` whose middle is `y`; returns what it took.
struct LineText {
    float x = 0;
    float y = 0;
    float width_px = 0;
    float least_units = 0;
};
parts::FittedText draw_line(const parts::Stage& stage, const LineText& at, std::string_view text,
                            const ui::TextStyle& style, ui::Colour colour);

}  // namespace staff
