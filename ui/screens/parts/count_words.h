// A guest's own count in words: of the squares of one card, or of a season with more cards than one.
#pragma once

#include "parts/stage.h"

namespace parts {

struct CountWords {
    std::string before;  // "今季"; mostly empty
    std::string after;   // "つめ"
};
// Beside the third square "3つめ" is the card's; 23 is the season's, and says so.
inline CountWords count_words(const Stage& stage, const attendance::StampCard& card) {
    const bool one_card = card.count <= static_cast<int>(card.filled.size());
    if (one_card) return {"", stage.words.text("welcome.counter", {{"count", card.count}})};
    return {stage.words.text("welcome.season_before"),
            stage.words.text("welcome.season_counter", {{"count", card.count}})};
}

}  // namespace parts
