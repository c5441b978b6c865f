// Backups: always one SQLite file with all tables, whatever engine they come from, so that a backup can also move a hub
// from one engine to the other. A backup holds every secret of the hub: keys, names, hashes of tokens.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/result.h"
#include "base/unique_fd.h"
#include "sql/database.h"
#include "store/store.h"

namespace store {

// Everything as of one moment, while the hub serves; read again and compared before this returns. An existing file is
// replaced only then. The number of entries.
base::Result<std::int64_t> write_backup(sql::Database& from, const std::filesystem::path& file);

// Replaces all that `into` holds by the backup, in one transaction, and begins a new generation: above both, so that
// kiosks notice and offer again what the backup does not know. Who is erased in `into` is erased again. Device numbers
// that may have been given out since are skipped. bad_input: this is no backup of a hub.
base::Result<Position> restore_backup(sql::Database& into, const std::filesystem::path& file);

// Beside an SQLite file stands what it was last seen to be. A file that is older than that was put back by hand: the
// same as a restore, so a new generation begins. True if that was so.
base::Result<bool> notice_older_file(Store& store, const std::filesystem::path& folder);
base::Result<void> note_position(Store& store, const std::filesystem::path& folder);

// The same mark after each commit, cheaply: it is not forced to the disk, so a power cut may lose it, but nobody's file
// is put back by a power cut. Thread: one.
class PositionMark {
public:
    explicit PositionMark(const std::filesystem::path& folder);
    base::Result<void> note(Store& store);

private:
    base::UniqueFd m_file;
    std::string m_written;
};

// PostgreSQL: its system and its timeline, which change where a dump was loaded elsewhere, where it was recovered to a
// point in time, or where a replica took over that may not have had everything. Any of these may have lost what kiosks
// know, so a new generation begins. True if that was so. Where the engine cannot say, nothing is noticed.
base::Result<bool> notice_other_history(Store& store);

}  // namespace store
