// The stamp card of a season as a person sees it.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "attendance/stamp_card.h"
#include "web/context.h"

namespace web {

Html stamp_card(const Context& context, const attendance::Season& season, std::span<const attendance::Visit> visits);

// What their seasons say of somebody.
struct SeasonsOf {
    Html card;           // of the present season; empty where there is none
    Html earlier;        // all others, the newest first, to be opened; empty where there are none
    std::string cohort;  // "since Season 2"; empty: from before all seasons, or there are none
};
// `pictures`: the address under which full cards can be had as pictures, by their number; empty: they cannot.
base::Result<SeasonsOf> seasons_of(Context& context, std::span<const attendance::Visit> visits,
                                   std::string_view pictures = {});
// Those that were filled, the oldest first: a card's number is its place here, from 1 on.
base::Result<std::vector<attendance::StampCard>> full_cards_of(store::Store& store,
                                                               std::span<const attendance::Visit> visits);

}  // namespace web
