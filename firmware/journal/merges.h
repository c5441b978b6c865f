// Who is counted under whom. Merges are few, and chains and rings of them are intricate: the domain's own fold is
// asked.
#pragma once

#include <map>

#include "journal/ids.h"

namespace journal {

using Merges = std::map<IdNumber, IdNumber>;  // person -> who stands for it; only people that were merged away

base::Result<Merges> fold_merges(Database& database);      // what the entries say
base::Result<Merges> merges_in_table(Database& database);  // what the table `merged` says

// In the table; a person that stands for itself is taken out.
base::Result<void> put_merge(Database& database, IdNumber person, IdNumber stands_for);

}  // namespace journal
