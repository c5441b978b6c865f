// A full card as one still picture for a phone: an SVG file that needs nothing beside it. Pure.
#pragma once

#include <cstddef>
#include <string>

#include "attendance/stamp_card.h"
#include "web/stamp_set.h"
#include "web/words.h"

namespace web {

struct CardPicture {
    std::string called;     // whose card it is, as everybody may read it, with what politeness adds
    std::string community;  // may be empty
    attendance::StampCard card;
};

// How the squares of a card stand, here and on pages, and whose turn the stamp of one is.
int columns_of(int squares);
std::size_t turn_of(const attendance::Square& square, const StampSet& stamps);

std::string card_picture_svg(const Words& words, const StampSet& stamps, const CardPicture& picture);

}  // namespace web
