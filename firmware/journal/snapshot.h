// A snapshot of the hub on its way in: gathered part by part, made into the next generation of tables (generation.h) in
// small steps, and switched to at once. Until then everything that was known stays known; where it stands is kept with
// it, so that neither a lost connection nor a pulled plug begins it anew. All of it inside the caller's transaction.
#pragma once

#include <optional>
#include <string>

#include "journal/roster.h"
#include "journal/sqlite.h"

namespace journal {

enum class SnapshotPhase {
    none = 0,
    gathering = 1,  // parts come in
    building = 2,   // the last one has come: the tables are derived from the hub's word and the own entries
    clearing = 3,   // what is not used any more is taken out
};

base::Result<SnapshotPhase> snapshot_phase(Database& database);

// Where to go on; absent when none is on its way.
base::Result<std::optional<SnapshotProgress>> find_snapshot(Database& database);

// Takes a part in. False: an earlier snapshot has to be taken out first, by snapshot_step(). A part that goes on with
// a snapshot that is not there any more is passed over.
base::Result<bool> take_part(Database& database, const RosterUpdate& part);

enum class SnapshotStep { nothing_to_do, more_to_do, switched };
base::Result<SnapshotStep> snapshot_step(Database& database);

// What came so far is taken out by the next steps: it is another hub's.
base::Result<void> give_up_snapshot(Database& database);

// The same at once, in a transaction of its own.
base::Result<void> drop_snapshot(Database& database);

// Of somebody who is erased while it comes in.
base::Result<void> erase_in_snapshot(Database& database, const attendance::PersonId& person);

// Names that were overwritten leave bytes behind (texts.h, leave_no_traces); they are cleared once for a whole
// snapshot, when it is in. This does it before, for one that does not go on. True: there were some.
base::Result<bool> clear_traces_of_snapshot(Database& database);

}  // namespace journal
