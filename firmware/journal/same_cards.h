// Ids of one card, made with several card keys (attendance/fold.h), in the table `same_card`: which of them stands for
// the others. That two ids are one card's is never taken back, so the table only grows, whoever said it: own entries or
// the hub.
#pragma once

#include <vector>

#include "journal/ids.h"

namespace journal {

// The card itself if no other does. So for numbers of people.
base::Result<IdNumber> card_standing_for(Database& database, IdNumber card);

// All ids of the card, that which stands for them first.
base::Result<std::vector<IdNumber>> ids_of_card(Database& database, IdNumber card);

// Only in the table; what hangs on it is the caller's to settle (tables.h, join_cards).
base::Result<void> put_same_card(Database& database, IdNumber a, IdNumber b);

}  // namespace journal
