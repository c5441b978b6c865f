// The stamp as SVG: a pack's drawing, pressed unevenly by filters (ink) that a page defines once. A stamp's angle comes
// from what it is a stamp of, so that it is the same each time.
#pragma once

#include <cstdint>
#include <string>

#include "web/html.h"
#include "web/stamp_set.h"

namespace web {

// The filters; once a page.
Html ink();
// The flower with ぺ: the mark of the house.
Html seal();
// `turn`: whose turn it is among the stamps (attendance::stamp_turn); `date` ("7.21") may be empty; `n` counts the stamps
// of a card, for its angle.
Html stamp(const StampSet& stamps, std::size_t turn, const std::string& date, std::uint64_t n);

// The same for a picture that leaves the hub: it holds the drawing itself, on a square of 100 around the origin, in the
// colour of what is around it.
Html stamp_inside(const StampSet& stamps, std::size_t turn, const std::string& date, std::uint64_t n);

}  // namespace web
