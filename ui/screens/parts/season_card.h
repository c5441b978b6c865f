// The stamp card of a season, hanging on its cord.
#pragma once

#include "parts/stamping.h"

namespace parts {

struct SeasonCardLook {
    ui::Rect card{};                      // pixels
    Press press{};                        // of the newest stamp
    bool cord = true;                     // it hangs on a cord; else it lies
    bool newest_lit = true;               // the last square is the one just stamped
    int pointed_at = -1;                  // a square that something points at: its ink is not pale
    bool with_count = false;              // "3つめ" in the card's head instead of the period
    float seal_column_units = 0;          // kept free on the right for the seal of a full card
    float seal_row_units = 0;             // the same at the foot
    std::optional<std::string> holder{};  // the name on a boarding pass's stub; absent: none is torn off
    std::string keeper{};                 // whose card: decides how the hand put its stamps
    std::int64_t order = 0;               // of the newest stamp in its evening, from 1; 0: not known
};

struct SeasonCardPlaces {
    ui::Rect seal_column{};  // empty when none was asked for
    ui::Rect seal_row{};
    ui::Point hole{};
};
SeasonCardPlaces draw_season_card(const Stage& stage, const attendance::StampCard& card, const SeasonCardLook& look);

// Where the stamp of one square is on that card, and its diameter, for a pencil that points at it.
struct SquarePlace {
    ui::Point centre{};
    float diameter = 0;
};
SquarePlace place_of_square(const Stage& stage, const attendance::StampCard& card, const SeasonCardLook& look,
                            std::size_t index);

// "2026年 7–9月"; empty for a season without bounds.
std::string period_of(const Stage& stage, const attendance::Season& season);

// Who a card's stamps are put for: all that a screen knows to tell cards apart.
std::string keeper_of(const desk::Guest& guest, const attendance::StampCard& card);

// A sheet of paper with a soft shadow.
void draw_sheet(const Stage& stage, const ui::Rect& rect, float radius_units = 16);
// What a pack's dress puts on a sheet that is a card: a thin frame, or a band along the top with a perforation.
struct Frame {
    float inset = 0;  // of the thin frame; all in units
    float line = 0;
    float radius = 0;
    float sheet_radius = 0;
    float band = 0;             // height of a band; 0: narrow, without words on it
    bool torn_at_foot = false;  // a band has no notches then
};
void draw_frame(const Stage& stage, const ui::Rect& card, const Frame& frame);
// The sheet and frame of a small screen's one big square.
void draw_small_card(const Stage& stage, const ui::Rect& card);
// Where a stamp may fall on it: inside the frame, above the words that begin at `words_top`.
PressRoom small_card_room(const Stage& stage, const ui::Rect& card, float words_top);
// The cord from the top of the screen to the hole, where the dress has one.
void draw_cord(const Stage& stage, ui::Point hole);

}  // namespace parts
