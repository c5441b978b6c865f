// The stamp card of a season, hanging on its cord.
#pragma once

#include "ui/screens/parts/stamping.h"

namespace ui {

struct SeasonCardLook {
    Rect card{};              // pixels
    Press press{};            // of the newest stamp
    bool cord = true;         // it hangs on a cord; else it lies
    bool newest_lit = true;   // the last square is the one just stamped
    bool with_count = false;  // "3つめ" in the card's head instead of the period
    bool with_period = true;
    float seal_column_units = 0;  // kept free on the right for the seal of a full card
    std::string keeper{};         // whose card: decides how the hand put its stamps
};

struct SeasonCardPlaces {
    Rect seal_column{};  // empty when none was asked for
    Point hole{};
};
SeasonCardPlaces draw_season_card(const Stage& stage, const attendance::StampCard& card, const SeasonCardLook& look);

// Where the stamp of one square is on that card, and its diameter, for a pencil that points at it.
struct SquarePlace {
    Point centre{};
    float diameter = 0;
};
SquarePlace place_of_square(const Stage& stage, const attendance::StampCard& card, const SeasonCardLook& look,
                            std::size_t index);

// "2026年 7–9月"; empty for a season without bounds.
std::string period_of(const Stage& stage, const attendance::Season& season);

// Who a card's stamps are put for: all that a screen knows to tell cards apart.
std::string keeper_of(const desk::Guest& guest, const attendance::StampCard& card);

// A sheet of paper with a soft shadow.
void draw_sheet(const Stage& stage, const Rect& rect, float radius_units = 16);
// The cord from the top of the screen to the hole.
void draw_cord(const Stage& stage, Point hole);

}  // namespace ui
