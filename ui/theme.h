// The tokens of a look: colours and sizes, as data, so that a pack can bring its own. Screens name a token, never a
// colour value. Contrast by WCAG 2.1 (relative luminance): 4.5 : 1 for text, 3 : 1 for large text (24 px and more, or
// 18.66 px bold) and for shapes that carry meaning.
#pragma once

#include "ui/geometry.h"

namespace ui {

struct Theme {
    // Attendees' screens.
    Colour washi;         // the ground
    Colour paper;         // cards
    Colour ink;           // text
    Colour second_ink;    // greetings, labels, English
    Colour accent;        // vermilion: stamps, the count, the short rule; as text only when large
    Colour accent_text;   // vermilion for small text
    Colour warning_text;  // ochre, for "not registered yet" and the like
    Colour graphite;      // the pencil of the repeat screen
    Colour hairline;      // grid lines and rules on paper and washi
    Colour card_edge;     // the red inner frame of the card
    Colour lit_cell;      // ground of the newest stamp's cell
    Colour cord;          // the cord that the card hangs on
    Colour cord_shade;
    Colour eyelet;     // brass ring of the card's hole
    Colour pale_seal;  // outline of what the last square promises
    Colour shadow;     // of cards; with its full opacity
    Colour sun_top;    // the idle sun, above and below
    Colour sun_bottom;
    Colour pale_sun_top;  // the same sun while the reader is in trouble
    Colour pale_sun_bottom;
    Colour on_accent;  // text and lines on the sun or on a red button

    // Staff screens, dark.
    struct Staff {
        Colour ground;
        Colour panel;
        Colour panel_lit;  // the armed panel, the selected row, the newest line
        Colour panel_edge;
        Colour hairline;
        Colour text;
        Colour dim;
        Colour good;
        Colour warning;
        Colour trouble;     // and the one accent: count, selected action
        Colour note;        // blue diamond: first time
        Colour on_trouble;  // text on an accent button
    } staff;
};

// ラジオ体操: washi, vermilion, sumi.
const Theme& radio_exercise_theme();

// Sizes in design units, at most four a screen: pick from these. `body` and `label` belong to every screen.
struct Sizes {
    float name;        // the focal point
    float name_least;  // a long name shrinks down to this, then takes two lines
    float count;
    float counter_word;  // つめ, さん
    float prompt;        // bold sentence
    float prompt_leading;
    float body;   // greeting
    float label;  // English, dates, cells
    float margin;
};
Sizes sizes_wide();
Sizes sizes_small();
Sizes sizes_portrait();

// WCAG 2.1: relative luminance 0…1 (alpha is ignored), and the ratio 1…21 of two opaque colours.
double relative_luminance(Colour colour);
double contrast(Colour a, Colour b);

// The colour that the eye gets when a translucent colour lies on an opaque ground.
Colour composite(Colour top, Colour ground);

}  // namespace ui
