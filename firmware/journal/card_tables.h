// Whose a card is and was (attendance/card_history.h), in the tables `tenure` and `mistake`.
#pragma once

#include <span>

#include "attendance/card_history.h"
#include "journal/entry_row.h"

namespace journal {

using CardHistory = attendance::CardHistory<IdNumber>;
using CardChange = attendance::CardChange<IdNumber>;

// For a query of taps: the person before merges whose a tap of `entry` is; NULL: the card's alone.
#define PETTAN_TAPPED_BY "ifnull(CASE WHEN mistake.card IS NULL THEN entry.person END, tenure.person)"
#define PETTAN_TAPPED_BY_JOINS                                                                        \
    " LEFT JOIN mistake ON mistake.card = entry.card AND mistake.since <= entry.version AND "         \
    "entry.version < mistake.until LEFT JOIN tenure ON tenure.card = entry.card AND tenure.since <= " \
    "entry.version AND entry.version < tenure.until LEFT JOIN merged ON merged.person = " PETTAN_TAPPED_BY " "

CardChange card_change(const EntryRow& row);  // of one that changes a card
// What the hub said of a card: after all own changes of that version or below. person 0: nobody's.
CardChange roster_change(IdNumber card, IdNumber person, std::int64_t version);

// What own entries and roster say of a card with these ids; and what the tables say of one of them.
base::Result<CardHistory> fold_card(Database& database, std::span<const IdNumber> ids);
base::Result<CardHistory> card_in_tables(Database& database, IdNumber card);

// Into the tables, where nothing is said of the card yet.
base::Result<void> put_card(Database& database, IdNumber card, const CardHistory& history);
base::Result<void> forget_card(Database& database, IdNumber card);

// The version of a stamp of this card as the hub means it where it names the card as present.
base::Result<std::int64_t> roster_version(Database& database, IdNumber card);

// Whose a stamp is, after merges: a person's, or the card's.
base::Result<IdNumber> subject_of_stamp(Database& database, const EntryRow& stamp);
base::Result<IdNumber> subject_of_card_at(Database& database, IdNumber card, std::int64_t version);

}  // namespace journal
