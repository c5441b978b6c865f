#include "journal/building.h"

#include <fmt/core.h>
#include <sys/stat.h>

#include "journal/folder.h"
#include "journal/schema.h"

namespace journal {
namespace {

void clear(const std::filesystem::path& folder) {
    for (const char* end : {"", "-wal", "-shm", "-journal"}) {
        std::error_code ignored;
        std::filesystem::remove(building_file(folder).string() + end, ignored);
    }
}

}  // namespace

std::filesystem::path building_file(const std::filesystem::path& folder) {
    return folder / "pettan.db.building";
}

base::Result<Database> begin_building(const std::filesystem::path& folder) {
    clear(folder);
    TRY(database, Database::open(building_file(folder), OpenMode::create));
    ::chmod(building_file(folder).c_str(), 0600);
    // Nobody else sees the file and a half-made one is thrown away: no journal, no fsync before the end, and no second
    // look at ids that the maker has looked at.
    TRY_VOID(
        database.run_script(fmt::format("PRAGMA page_size = {}; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; "
                                        "PRAGMA foreign_keys = OFF; PRAGMA cache_size = -32768;",
                                        page_bytes)));
    TRY_VOID(migrate(database, migrations()));
    return database;
}

base::Result<void> finish_building(Database database, const std::filesystem::path& folder) {
    {
        Database closing = std::move(database);
        TRY_VOID(closing.run("PRAGMA journal_mode = WAL"));  // kept in the header
    }
    if (size_of(building_file(folder).string() + "-wal") > 0)
        return base::fail(base::ErrorCode::full, fmt::format("cannot finish {}: free some space and try again",
                                                             building_file(folder).string()));
    TRY_VOID(complete_next(folder, building_file(folder)));
    clear(folder);
    return {};
}

}  // namespace journal
