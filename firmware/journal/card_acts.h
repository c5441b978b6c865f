// The entries that change whose a card is (attendance/card_history.h), as additions for one append.
#pragma once

#include "journal/journal.h"

namespace journal {

// `as`: who does it; its source and `by` are taken over, and its detail, which says what kind of card it is
// (attendance::to_string of a TagTech; empty: not known). Who had the card until now keeps what was stamped with it.
// Empty: it is theirs already.
std::vector<Addition> give_card(Lookups& journal, const CardId& card, const PersonId& person, const Entry& as);

// The card is nobody's from now on; whose it was keeps the stamps. A mistake: it never should have been theirs, and the
// stamps are the card's again. Empty: it is nobody's.
enum class Mistake { no, yes };
std::vector<Addition> take_card_off(Lookups& journal, const CardId& card, Mistake mistake, const Entry& as);

// The card has been known by ids of other card keys (Journal::former_card_ids): that they are one card's, as far as
// that is news. Empty: nothing is known of them.
std::vector<Addition> carry_over(Lookups& journal, const CardId& card, std::span<const CardId> former, const Entry& as);

}  // namespace journal
