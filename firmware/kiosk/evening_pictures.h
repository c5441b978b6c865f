// The pictures that are kept of an evening beside its lists: the sheet of all stamps, and the full card of each who
// filled one, for their phones.
#pragma once

#include <map>
#include <string>

#include "attendance/season_rule.h"
#include "kiosk/commands/export.h"
#include "ui/pack.h"

namespace kiosk {

struct PictureRules {
    attendance::SeasonRule season;
    attendance::QuarterNames quarter_names;
    attendance::Zone zone{};
    attendance::PublicNames names = attendance::PublicNames::careful;
    std::string community;
    std::string lang;
    // With a hub the holder's own page shows the card, and organizers' seasons decide: none is drawn here.
    bool full_cards = true;
};

// A card that the evening filled, and what its holder is called in public.
struct FullCard {
    std::string shown_name;
    attendance::StampCard card;
};
std::vector<FullCard> full_cards_of(const Evening& evening, const PictureRules& rules);

// The sheet goes into `file`, full cards beside it: NAME-card-1.png and so on, in the order of coming.
base::Result<void> draw_evening_pictures(const std::filesystem::path& file, const Evening& evening,
                                         const PictureRules& rules, const ui::Pack& pack);

}  // namespace kiosk
