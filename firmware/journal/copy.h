// A copy of a database in use, by SQLite's backup API (sqlite.org/backup.html).
#pragma once

#include <filesystem>
#include <functional>

#include "base/result.h"

namespace sqlite {
class Database;
}

namespace journal {

// Called now and then with pages done and pages in all.
using CopyProgress = std::function<void(int done, int total)>;

// The state of one moment, as one file without a WAL, mode 0600, checked by integrity_check, fsynced: written beside
// and renamed, so that `to` is a whole copy or untouched. Others may write to the source meanwhile.
base::Result<void> copy_database(sqlite::Database& from, const std::filesystem::path& to, const CopyProgress& progress);

}  // namespace journal
