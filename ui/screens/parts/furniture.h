// The small pieces that many screens share.
#pragma once

#include "parts/stage.h"
#include "parts/type.h"

namespace parts {

// How long the screen stays, as a ring that runs out, at one place for each form.
struct RingPlaces {
    ui::Point wide{1797, 159};
    ui::Point portrait{656, 80};
    ui::Point small{740, 67};
    // It stands at the end of a column of text beside a card: a mirrored kiosk keeps it at that end.
    bool ends_column = false;
};
ui::FrameResult draw_return_ring(const Stage& stage, const RingPlaces& places = {});

// The short vermilion rule.
void draw_rule(const Stage& stage, float left_px, float centre_y_px, float width_units, float grown = 1);

// "Practice: …" at the top edge, whenever the reader is simulated.
void draw_banner(const Stage& stage);

enum class ButtonLook { accent, quiet };
// A button is at least 20 mm wide and high on the real screen; `rect` grows about its centre if it is less.
void draw_button(const Stage& stage, const ui::Rect& rect, std::string_view label, const desk::Answer& answer,
                 ButtonLook look, float label_units);
// The rect, or as much larger as a finger needs; it stays inside the surface.
ui::Rect at_least_a_finger(const Stage& stage, const ui::Rect& rect);

// The keys that somebody who reads the screen's language types with.
desk::Keyboard keyboard_of(const Stage& stage);

// For a guest who is shown without a name: the way to choose a nickname.
void draw_nickname_offer(const Stage& stage, const ui::Rect& rect, float label_units);
// At the foot: somebody types a nickname, and goes on when this picture has gone.
void draw_typing_waits(const Stage& stage, std::string_view typed);

// Three arcs from a card to a reader, in the direction (1, 0), (-1, 0), (0, 1) or (0, -1).
void draw_waves(const Stage& stage, ui::Point from, ui::Point direction, float size_px, ui::Colour colour);

// A name, as large as it fits, with its honorific. Its last baseline is at `at`.
struct NameBox {
    ui::Point at{};
    float width_px = 0;
    float size_units = 0;
    float least_units = 0;
    float honorific_units = 0;
    ui::Align align = ui::Align::left;
    int max_lines = 2;
};
struct NamePlace {
    float ink_top = 0;
    float right = 0;
    float last_baseline = 0;
};
NamePlace draw_name(const Stage& stage, std::string_view name, const NameBox& box);

// A sentence set upright, its columns split at '\n' (in_columns); returns the rect that it takes. `top_right` in pixels
// is the corner of its box.
ui::Rect draw_upright(const Stage& stage, std::string_view columns, ui::Point top_right, float size_units,
                      float pitch_units, ui::Colour colour);
// How many characters of that size stand in one column.
int column_length(const Stage& stage, float size_units, float height_px);

}  // namespace parts
