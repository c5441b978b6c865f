#include "attendance/stamp_card.h"

#include <algorithm>

namespace attendance {

StampCard stamp_card(const Season& season, std::span<const Visit> visits) {
    StampCard card{season, {}, 0};
    const auto per_card = static_cast<std::size_t>(std::clamp(season.squares, squares_min, squares_max));
    card.season.squares = static_cast<int>(per_card);
    for (const Visit& visit : visits) {
        if (visit.at < season.first || visit.at >= season.end) continue;
        if (card.filled.size() == per_card) card.filled.clear();
        ++card.count;
        card.filled.push_back(
            {static_cast<int>(card.filled.size()) + 1, std::string(short_label(visit.title)), visit.event, visit.at});
    }
    return card;
}

std::size_t stamp_turn(std::string_view label, std::uint32_t hash, std::size_t shapes) {
    std::size_t number = 0;
    for (const char c : label)
        if (c >= '0' && c <= '9') number = (number * 10 + static_cast<std::size_t>(c - '0')) % 100000;
    const bool numbered = label.find_first_of("0123456789") != std::string_view::npos;
    if (!numbered) number = hash % shapes;
    return (number + shapes - 1) % shapes;  // events count from 1
}

}  // namespace attendance
