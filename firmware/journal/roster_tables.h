// The roster in the file: tables roster_…, season and prompt.
#pragma once

#include "journal/roster.h"
#include "journal/sqlite.h"

namespace journal {

// Inside the caller's transaction. True if somebody's texts were overwritten: they stand in the WAL until it is cut.
base::Result<bool> apply_roster(Database& database, const RosterUpdate& update);

base::Result<std::vector<attendance::Season>> all_seasons(Database& database);  // by their first day
base::Result<std::vector<Prompt>> all_prompts(Database& database);              // by id

}  // namespace journal
