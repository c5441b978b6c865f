// The look-up tables that are folded from the entries and the roster: owners, merges, anchors, presences. They change
// in the transaction of whatever changes them and are at any time what attendance::fold would say of all entries in
// force (ledger.h).
#pragma once

#include "attendance/fold.h"
#include "journal/entry_row.h"

namespace journal {

// After `row` was inserted. Work grows with what the entry touches (one presence, the stamps of one card), not with the
// journal; a merge also reads the other merges, which are few.
base::Result<void> apply(Database& database, const EntryRow& row);

// For whoever changes the roster (roster.cpp). The presence of a subject at an event becomes what entries and roster
// say; after something was said of a card; after the roster's merges changed.
base::Result<void> settle(Database& database, IdNumber event, IdNumber subject);
// The hub may count own stamps for others than this journal does, since it knows more of whose a card was: those of
// these seqs that its word covers.
base::Result<void> settle_own_in_roster(Database& database, std::int64_t first, std::int64_t last);
// `has_moved`: whose it was may be unchanged, but not at which version the hub's stamps of it count.
base::Result<void> settle_card(Database& database, IdNumber card, bool has_moved = false);
// The two ids are one card's.
base::Result<void> join_cards(Database& database, IdNumber a, IdNumber b);
base::Result<void> merge_people(Database& database);

// A presence of several stamps, one of them made in this boot; `unsure`: under a clock that was not synchronised.
base::Result<void> note_contested(Database& database, IdNumber boot, IdNumber event, IdNumber subject, bool unsure);
base::Result<void> put_anchor(Database& database, IdNumber boot, const attendance::BootAnchor& anchor,
                              const attendance::BootSpan& span);

// All tables anew, in two passes over the journal: after salvage, or when a migration changes what they hold. Inside
// the caller's transaction.
base::Result<void> rebuild_tables(Database& database);

// Who stands for a person after merges; the person if nobody else does.
base::Result<IdNumber> standing_for(Database& database, IdNumber person);

// The owner of a card after merges.
base::Result<std::optional<IdNumber>> owner_of_card(Database& database, IdNumber card);

// Of a number that the roster names as present, a card's or a person's.
base::Result<IdNumber> subject_standing_for(Database& database, IdNumber subject);

base::Result<std::optional<attendance::BootAnchor>> anchor_of(Database& database, IdNumber boot);

}  // namespace journal
