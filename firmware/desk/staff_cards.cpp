#include "desk/staff_cards.h"

#include <sstream>

namespace desk {

std::set<attendance::CardId> staff_cards_from(std::string_view setting) {
    std::set<attendance::CardId> cards;
    std::istringstream words{std::string(setting)};
    for (std::string word; words >> word;)
        cards.insert(attendance::CardId{word});
    return cards;
}

std::string to_setting(const std::set<attendance::CardId>& cards) {
    std::string setting;
    for (const attendance::CardId& card : cards)
        setting += (setting.empty() ? "" : " ") + card.value;
    return setting;
}

}  // namespace desk
