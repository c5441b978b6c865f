#include "journal/backup.h"

#include <fmt/core.h>

#include "base/file.h"
#include "journal/building.h"
#include "journal/folder.h"
#include "journal/leftovers.h"
#include "journal/reader.h"
#include "journal/schema.h"
#include "journal/settings.h"

namespace journal {
namespace {

namespace fs = std::filesystem;

base::Unexpected not_a_backup(const fs::path& file) {
    return base::fail(base::ErrorCode::bad_input, fmt::format("{} is not a Pettan backup", file.string()));
}

base::Result<Database> open_backup(const fs::path& file) {
    // A backup has no WAL; immutable lets it be read from any medium, and never changes it.
    TRY(database, Database::open(file, OpenMode::read_only, "", "immutable=1"));
    const auto id = database.number("PRAGMA application_id");
    if (!id || *id != application_id) return not_a_backup(file);
    TRY(version, schema_version(database));
    TRY_VOID(refuse_newer(database, version));
    return database;
}

// The highest epoch that this folder has ever used, as far as it can be read: a restore must not use it again.
std::int64_t epoch_in(const fs::path& folder) {
    const auto present = Reader::open(folder);
    if (!present) return 0;
    const auto epochs = (*present)->epochs();
    return epochs ? epochs->highest() : 0;
}

base::Result<void> build_from(Database& backup, const fs::path& folder, const CopyProgress& progress) {
    const std::int64_t used = epoch_in(folder);
    const fs::path building = building_file(folder);
    TRY_VOID(copy_database(backup, building, progress));
    TRY(database, Database::open(building, OpenMode::read_write));
    TRY_VOID(set_up_writer(database, true));
    TRY_VOID(migrate(database));
    TRY(transaction, Transaction::begin(database));
    TRY_VOID(put_new_epoch(database, used));
    TRY_VOID(transaction.commit());
    return finish_building(std::move(database), folder);
}

}  // namespace

base::Result<void> back_up(const fs::path& folder, const fs::path& file, const CopyProgress& progress) {
    if (base::exists(file)) {
        TRY(present, open_backup(file));
    }
    TRY(reader, Reader::open(folder));
    TRY_VOID(reader->copy_to(file, progress));
    // Where the folder cannot be written, what was set aside there stays.
    static_cast<void>(note_backup(folder));
    return {};
}

base::Result<std::string> restore(const fs::path& file, const fs::path& folder, base::WallTime now,
                                  const CopyProgress& progress) {
    if (!base::exists(file))
        return base::fail(base::ErrorCode::not_found, fmt::format("there is no file {}", file.string()));
    TRY(backup, open_backup(file));
    TRY_VOID(check_integrity(backup));
    TRY_VOID(prepare_folder(folder));
    TRY(lock, FolderLock::take(folder));
    // An interrupted salvage or restore is finished first: its file must not be mistaken for ours.
    TRY(unfinished, install_next(folder, "replaced", now));
    TRY_VOID(build_from(backup, folder, progress));
    return install_next(folder, "replaced", now);
}

}  // namespace journal
