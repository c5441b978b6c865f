// The stamp as SVG: outlines, pressed unevenly by a filter (ink) that a page defines once. A stamp's angle comes from
// what it is a stamp of, so that it is the same each time.
#pragma once

#include <cstdint>
#include <string>

#include "web/html.h"

namespace web {

// The filter; once a page.
Html ink();
// The flower with ぺ: the mark of the house.
Html seal();
// `label` ("7.21") may be empty; `n` counts the stamps of a card: flower and ring take turns.
Html stamp(std::string_view label, std::uint64_t n);

}  // namespace web
