#include "journal/building.h"

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
    TRY_VOID(set_up_writer(database, true));
    TRY_VOID(migrate(database, migrations()));
    return database;
}

base::Result<void> finish_building(Database database, const std::filesystem::path& folder) {
    {
        Database closing = std::move(database);
        TRY_VOID(closing.run("PRAGMA wal_checkpoint(TRUNCATE)"));
    }
    TRY_VOID(complete_next(folder, building_file(folder)));
    clear(folder);
    return {};
}

}  // namespace journal
