// What of a name was found, and whose names are easily taken for each other's. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "attendance/person.h"

namespace web {

struct MarkedPart {
    std::size_t begin = 0;  // bytes
    std::size_t end = 0;
    bool operator==(const MarkedPart&) const = default;
};

// The parts of a reading in kana that words of the query, in kana or romaji, stand for: for each word the first place,
// at the beginning of one of the reading's words if there is such a place. In order, not overlapping.
std::vector<MarkedPart> parts_found(std::string_view reading, std::string_view query);

// Pairs with different names that are written with variants of the same characters (吉野, 𠮷野), these first, or whose
// family names read the same. At most `max`.
std::vector<std::pair<const attendance::Person*, const attendance::Person*>> pairs_alike(
    std::span<const attendance::Person* const> people, std::size_t max);

}  // namespace web
