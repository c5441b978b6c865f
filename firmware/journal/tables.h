// The look-up tables that are folded from the entries: owners, merges, anchors, presences. They change in the
// transaction of the entry that changes them and are at any time what attendance::fold would say of all entries.
#pragma once

#include "attendance/fold.h"
#include "journal/entry_row.h"

namespace journal {

// After `row` was inserted. Work grows with what the entry touches (one presence, the stamps of one card), not with the
// journal; a merge also reads the other merges, which are few.
base::Result<void> apply(Database& database, const EntryRow& row);

// All tables anew, in two passes over the journal: after salvage, or when a migration changes what they hold. Inside
// the caller's transaction.
base::Result<void> rebuild_tables(Database& database);

// Who stands for a person after merges; the person if nobody else does.
base::Result<IdNumber> standing_for(Database& database, IdNumber person);

// The owner of a card after merges.
base::Result<std::optional<IdNumber>> owner_of_card(Database& database, IdNumber card);

base::Result<std::optional<attendance::BootAnchor>> anchor_of(Database& database, IdNumber boot);

}  // namespace journal
