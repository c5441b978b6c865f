// The roster in the file: the tables of generation.h. Inside the caller's transaction.
#pragma once

#include "journal/ids.h"
#include "journal/roster.h"
#include "journal/sqlite.h"

namespace journal {

// Takes in changes, and settles what hangs on them. True if somebody's texts were overwritten: they stand in the WAL
// until it is cut.
base::Result<bool> apply_roster(Database& database, const RosterUpdate& update);

// That two ids are one card's holds from now on, also where the snapshot that says so is still on its way.
base::Result<void> join_cards(Database& database, const RosterUpdate& update);

// Only writes down what a part of a snapshot says. True as above, but the bytes of these texts may still stand in the
// file (texts.h, leave_no_traces).
base::Result<bool> gather_roster(Database& database, const RosterUpdate& part);

// The own entries up to here are in what the hub said. Never more than it has acknowledged: what it holds beyond that
// under our name may be a copy's.
base::Result<std::int64_t> seq_covered_by(Database& database, std::int64_t covers_seq);

// attendance::written_lists, whole.
base::Result<attendance::ChangeLists> read_written(Database& database);

}  // namespace journal
