// What the look-up tables say, as the domain's own value: for audits (`doctor`) and tests, which compare it with
// fold_in_force(); without a hub that is attendance::fold of all entries. Read everything.
#pragma once

#include <vector>

#include "attendance/fold.h"
#include "journal/sqlite.h"

namespace journal {

base::Result<attendance::Ledger> read_ledger(Database& database);

// What it is to be: the fold of the entries in force, which are the own ones that the hub's word does not cover, and
// one for each thing that the hub said (roster.h).
base::Result<attendance::Ledger> fold_in_force(Database& database);
base::Result<std::vector<attendance::Entry>> read_all_entries(Database& database);

}  // namespace journal
