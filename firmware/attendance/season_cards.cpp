#include "attendance/season_cards.h"

#include <algorithm>

namespace attendance {

std::vector<StampCard> season_cards(std::span<const Visit> visits,
                                    const std::function<std::optional<Season>(WallTime)>& season_at) {
    std::vector<StampCard> cards;
    for (std::size_t count = 1; count <= visits.size(); ++count) {
        const auto season = season_at(visits[count - 1].at);
        if (!season) continue;
        StampCard card = stamp_card(*season, visits.first(count));
        if (card.filled.empty()) continue;
        // Two seasons may take turns: the order is that of the events, and one stamp's clock may have been wrong.
        const auto same = std::ranges::find(cards.rbegin(), cards.rend(), *season, &StampCard::season);
        if (same != cards.rend() && card.filled.size() > 1)
            *same = std::move(card);
        else
            cards.push_back(std::move(card));
    }
    return cards;
}

int cohort_of(std::span<const Season> made, std::span<const Visit> visits) {
    if (visits.empty()) return 0;
    return cohort_at(made, visits.front().starts.value_or(visits.front().at));
}

int cohort_at(std::span<const Season> made, WallTime first) {
    return static_cast<int>(std::ranges::count_if(made, [&](const Season& season) { return season.first <= first; }));
}

}  // namespace attendance
