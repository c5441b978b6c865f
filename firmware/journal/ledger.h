// What the look-up tables say, as the domain's own value: for audits (`doctor`) and tests, which compare it with
// attendance::fold of all entries. Reads everything.
#pragma once

#include <vector>

#include "attendance/fold.h"
#include "journal/sqlite.h"

namespace journal {

base::Result<attendance::Ledger> read_ledger(Database& database);
base::Result<std::vector<attendance::Entry>> read_all_entries(Database& database);

}  // namespace journal
