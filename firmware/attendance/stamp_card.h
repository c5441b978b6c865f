// The card of a season: squares fill in the order of coming, so that a missed evening leaves no hole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attendance/fold.h"
#include "attendance/person.h"

namespace attendance {

// A period with a stamp card. `first` and `end` bound it by corrected stamp time (end not included).
struct Season {
    std::string name;  // "夏のスタンプカード"
    WallTime first{};
    WallTime end{};
    int squares = 10;
    bool operator==(const Season&) const = default;
};

inline constexpr int squares_min = 3;
inline constexpr int squares_max = 20;

// One visit of a person, as the journal knows it: oldest first when in a list.
struct Visit {
    EventId event;
    std::string title;  // the event's
    WallTime at{};
    ClockQuality quality = ClockQuality::unknown;
    std::optional<WallTime> starts{};  // of the event, where that is known
    bool operator==(const Visit&) const = default;
};

struct Square {
    int number = 0;     // 1, 2, 3 … on this card
    std::string label;  // short_label of the event's title; may be empty
    EventId event;
    WallTime at{};
    bool operator==(const Square&) const = default;
};

struct StampCard {
    Season season;
    std::vector<Square> filled;  // at most season.squares
    int count = 0;               // visits in the season, also those on earlier full cards
    bool operator==(const StampCard&) const = default;

    bool is_full() const { return static_cast<int>(filled.size()) == season.squares; }
    int to_full() const { return season.squares - static_cast<int>(filled.size()); }
};

// `visits`: all of one person, oldest first; those outside the season are left out. A visit after a full card begins a
// new card of the same season (count goes on).
StampCard stamp_card(const Season& season, std::span<const Visit> visits);

// Which of a community's `shapes` stamps is an event's, 0 … shapes - 1: they take turns by the number in its label
// (short_label); one without a number goes by `hash` (base::stable_hash of its id).
std::size_t stamp_turn(std::string_view label, std::uint32_t hash, std::size_t shapes);

}  // namespace attendance
