// From a folder, in whatever state the last power cut left it, to a database that can be written.
#pragma once

#include "journal/card_key.h"
#include "journal/journal.h"
#include "journal/sqlite.h"

namespace journal {

struct Opened {
    Database database;
    CardKeys keys;
    std::optional<CardKey> former_key;
    OpenReport report;
};

// The caller holds the folder's lock.
base::Result<Opened> open_database(const OpenOptions& options, base::WallTime now);

// Migrates, after a safety copy of an older file: DIR/pettan.db.schema-<its version>.
base::Result<void> bring_up_to_date(Database& database, const std::filesystem::path& folder,
                                    std::span<const char* const> steps);

// Leaves word for the next start that the file must be looked through page by page.
void distrust(const std::filesystem::path& folder);

}  // namespace journal
