// A whole database file made beside the journal's, for first starts, salvage and restore. It takes its place only when
// all of it is on the disk (folder.h), so pettan.db is never half-made.
#pragma once

#include "journal/sqlite.h"

namespace journal {

// DIR/pettan.db.building. What an interrupted attempt left under this name is overwritten: it holds nothing of its own.
std::filesystem::path building_file(const std::filesystem::path& folder);

// An empty database of the newest schema, without a card key.
base::Result<Database> begin_building(const std::filesystem::path& folder);

// Closes the database with all its content in the one file and names it pettan.db.next.
base::Result<void> finish_building(Database database, const std::filesystem::path& folder);

}  // namespace journal
