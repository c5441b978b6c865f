// Whether somebody comes, by the word that a service or an organizer wrote into the status column. Pure.
#pragma once

#include <cstdint>
#include <string_view>

namespace sheet {

enum class Coming {
    yes,
    waiting,  // on a waiting list, or not yet let in
    no,       // cancelled, declined, refunded …
    unknown,  // a word that nobody here knows, or one that leaves it open (unpaid): the organizer says
};

// Japanese and English, by what the word contains: "キャンセル済み" and "参加キャンセル" are no, "キャンセル待ち" is
// waiting. A word that comes with a negation, or is about money that did not come yet, is unknown. Nothing said is yes.
Coming coming_of(std::string_view status);

}  // namespace sheet
