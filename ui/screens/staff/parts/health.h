// The kiosk's parts in plain words: what is wrong, since when it is known, what to do. The worst first.
#pragma once

#include <string>
#include <vector>

#include "parts/stage.h"

namespace staff {

struct PartWords {
    desk::Health health = desk::Health::unknown;
    bool stale = false;                  // nobody has looked for long: what stands here may not be so any more
    std::string name;                    // "Card reader"
    std::string state;                   // "no answer", "21 GB free"
    std::string figure;                  // the number in it alone, "148 MB free"; empty: none
    std::string step;                    // what to do; empty when well
    std::optional<desk::Answer> remedy;  // where that is done; absent: not on these screens
    std::string age;                     // "12 min ago"; empty: never known
    std::string detail;                  // as the part said it, in English; empty when well
    ui::Icon icon = ui::Icon::ring;
    ui::Colour colour{};
};

// The worst first, else in the order of importance. Without a hub there is nothing to say of it.
std::vector<PartWords> parts_worst_first(const parts::Stage& stage);
// The link with the hub alone.
PartWords sync_words(const parts::Stage& stage);

// What stands between kiosk and hub, and what to do about it.
struct TroubleWords {
    std::string what;
    std::string step;
};
TroubleWords words_of(const parts::Stage& stage, desk::HubTrouble trouble);

}  // namespace staff
