// 二十四節気: the year in 24 parts of some fifteen days, each with its word for the season. A part begins when the sun's
// apparent longitude reaches a multiple of 15 degrees. Pure.
// Source: J. Meeus, Astronomical Algorithms, chapter 25 (low accuracy: 0.01 degrees, a quarter of an hour).
#pragma once

#include <array>
#include <chrono>
#include <string_view>

#include "attendance/zone.h"

namespace attendance {

// By longitude, from 0 degrees (the spring equinox) on.
inline constexpr std::array<std::string_view, 24> solar_terms{
    "shunbun",  "seimei",   "kokuu",  "rikka",  "shoman", "boshu",   "geshi", "shousho",
    "taisho",   "risshu",   "shosho", "hakuro", "shubun", "kanro",   "soko",  "ritto",
    "shosetsu", "taisetsu", "toji",   "shokan", "daikan", "risshun", "usui",  "keichitsu"};

// Index into solar_terms of the part that the local day of `time` belongs to: a part begins with the day in which the
// sun gets there.
std::size_t solar_term_at(WallTime time, const Zone& zone);

}  // namespace attendance
