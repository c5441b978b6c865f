// Who is counted under whom. Merges are few, and chains and rings of them are intricate: the domain's own fold is
// asked.
#pragma once

#include <map>
#include <vector>

#include "attendance/entry.h"
#include "journal/ids.h"

namespace journal {

using Merges = std::map<IdNumber, IdNumber>;  // person -> who stands for it; only people that were merged away

// The hub's word covers the own entries up to this one (roster.h); 0 without a hub.
base::Result<std::int64_t> covered_seq(Database& database);

// Entries of kind merge and unmerge whose fold is what counts: the own ones that are not covered, and one for each
// merge of the roster, of a device that is before all others, so that the own ones win.
inline constexpr std::int64_t before_all_devices = -1;
base::Result<std::vector<attendance::Entry>> merges_in_force(Database& database);

base::Result<Merges> fold_merges(Database& database);      // what these entries say
base::Result<Merges> merges_in_table(Database& database);  // what the table `merged` says

// In the table; a person that stands for itself is taken out.
base::Result<void> put_merge(Database& database, IdNumber person, IdNumber stands_for);

}  // namespace journal
