// For queries that name a card by any of its ids (store/fold_tables.h): the id that stands for it, a person's id as it
// is; that of a tap in `entry`; and all ids of the card that stands in card.card.
#pragma once

#define PETTAN_HUB_CARD_STANDING_FOR(id) \
    "COALESCE((SELECT same_card.stands_for FROM same_card WHERE same_card.card = " id "), " id ")"
#define PETTAN_HUB_TAPPED_CARD PETTAN_HUB_CARD_STANDING_FOR("entry.card")
#define PETTAN_HUB_IDS_OF_CARD \
    "SELECT card.card UNION ALL SELECT same_card.card FROM same_card WHERE same_card.stands_for = card.card"
