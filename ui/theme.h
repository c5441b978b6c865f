// The tokens of a look: colours and sizes, as data, so that a pack (pack.h) can bring its own. Screens name a token,
// never a colour value. Contrast by WCAG 2.1 (relative luminance): 4.5 : 1 for text, 3 : 1 for large text (24 px and
// more, or 18.66 px bold) and for shapes that carry meaning.
#pragma once

#include <memory>

#include "ui/geometry.h"
#include "ui/stamp_shape.h"

namespace ui {

// What the still layer behind a screen shows.
enum class Scenery {
    washi,      // paper with fibres, waves at the foot
    night_sky,  // stars, and the edge of a planet at the foot
    plain,      // one colour, a little darker towards the edges
};

// How a stamp card is dressed. Its measures are the same in every dress.
enum class CardDress {
    hanging,        // on a cord, with a thin frame
    boarding_pass,  // a coloured band for its head, torn off along a perforation
};

struct Theme {
    Scenery scenery = Scenery::washi;
    CardDress dress = CardDress::hanging;

    // Attendees' screens: on the ground.
    Colour washi;         // the ground
    Colour ground_edge;   // what it turns into towards its edges
    Colour glow;          // of a planet's edge
    Colour ink;           // text
    Colour second_ink;    // greetings, labels, English
    Colour accent;        // vermilion: the count, the short rule, stamps without a card; as text only when large
    Colour warning_text;  // ochre, for "not registered yet" and the like; ground of the banner
    Colour on_warning;    // text of the banner
    Colour graphite;      // the pencil of the repeat screen
    Colour hairline;      // rules and lines

    // On paper: cards, panels, keys. Screens draw these through Stage's OnPaper.
    Colour paper;
    struct Paper {
        Colour ink;
        Colour second_ink;
        Colour accent;  // of stamps
        Colour graphite;
        Colour hairline;  // grid lines
    } on_paper;
    Colour card_edge;  // the red inner frame of the card
    Colour lit_cell;   // ground of the newest stamp's cell
    Colour pale_seal;  // outline of what the last square promises
    Colour eyelet;     // brass ring of the card's hole
    Colour shadow;     // of cards; with its full opacity
    Colour cord;       // the cord that the card hangs on
    Colour cord_shade;
    Colour band;  // the card's head, where the dress has one, and what stands on it
    Colour on_band;
    Colour second_on_band;
    Colour accent_on_band;

    Colour accent_text;  // vermilion of buttons
    Colour on_accent;    // text and lines on the sun or on a red button
    Colour sun_top;      // the idle sun, above and below
    Colour sun_bottom;
    Colour pale_sun_top;  // the same sun while the reader is in trouble
    Colour pale_sun_bottom;

    // Outside of opening hours.
    struct Night {
        Colour veil;  // over the ground; with its full opacity
        Colour ink;
        Colour second_ink;
        Colour hairline;
    } night;

    std::shared_ptr<const StampSet> stamps;  // never null

    // Staff screens, dark in every pack.
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

// ラジオ体操: washi, vermilion, sumi. The theme of the pack that is always there (pack.h).
const Theme& radio_exercise_theme();
// The staff's colours: no pack changes them.
Theme::Staff staff_colours();

// The same look where everything stands on paper: washi, ink, second_ink, accent, graphite and hairline are the
// paper's.
Theme on_paper(const Theme& theme);

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

// The least opacity, from `wanted` up, at which `top` is that far from the ground; 1 where nothing is enough.
float opacity_for(Colour top, Colour ground, double least_contrast, float wanted);
// Shapes that carry meaning are as far as that from their ground, a little to spare.
inline constexpr double shape_contrast = 3.1;

}  // namespace ui
