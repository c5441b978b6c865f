// The picture of the resting screens: a name card before the sun. Red: tap. Pale: do not.
#pragma once

#include <string>

#include "parts/stage.h"

namespace parts {

struct SunCard {
    ui::Point centre{};     // pixels
    float radius = 0;       // of the sun
    bool red = true;        // with waves towards the reader
    bool wordless = false;  // other words lie over it
    std::string mark{};     // instead of today's stamp, in a dashed ring
};
void draw_sun_card(const Stage& stage, const SunCard& look);

// How high the sun of the evening stands, 0…1: it rises with each who comes, less and less, and never arrives.
float sun_height(std::int64_t arrived);

// The stamp of the event at the door: the same art as on the cards of today.
void draw_today_stamp(const Stage& stage, ui::Point centre, float diameter, float angle, float opacity, bool dated);

// The time, large enough to be read in passing, the day, and the event's title beneath or beside.
enum class HeaderLook { stacked, one_line };
struct Header {
    float x = 0;  // units
    float y = 0;  // baseline
    float w = 0;
    HeaderLook look = HeaderLook::stacked;
};
void draw_header(const Stage& stage, const Header& header);

}  // namespace parts
