#include "journal/opening.h"

#include <fcntl.h>
#include <unistd.h>

#include "journal/building.h"
#include "journal/folder.h"
#include "journal/schema.h"
#include "journal/settings.h"

namespace journal {
namespace {

base::Result<void> create(const OpenOptions& options, base::WallTime now) {
    TRY(database, begin_building(options.folder));
    const auto kept = read_key_file(options.folder);
    TRY_VOID(put_card_key(database, kept ? *kept : CardKey::draw()));
    TRY_VOID(finish_building(std::move(database), options.folder));
    TRY(aside, install_next(options.folder, "empty", now));
    return {};
}

base::Result<Database> open_checked(const OpenOptions& options) {
    TRY(database, Database::open(database_file(options.folder), OpenMode::read_write, options.vfs));
    TRY_VOID(set_up_writer(database, options.synchronous_full));
    TRY_VOID(migrate(database, migrations()));
    return database;
}

// The key of the file counts; the copy beside it is brought in step.
base::Result<CardKey> settle_key(Database& database, const std::filesystem::path& folder) {
    TRY(key, find_card_key(database));
    const auto copy = read_key_file(folder);
    if (!key) {
        key = copy ? *copy : CardKey::draw();
        TRY_VOID(put_card_key(database, *key));
    }
    if (copy != key) TRY_VOID(write_key_file(folder, *key));
    return *std::move(key);
}

// Its presence asks the next start for a full check.
std::filesystem::path distrust_file(const std::filesystem::path& folder) {
    return folder / "pettan.db.distrusted";
}

}  // namespace

void distrust(const std::filesystem::path& folder) {
    const int descriptor = ::open(distrust_file(folder).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor >= 0) ::close(descriptor);
}

base::Result<Opened> open_database(const OpenOptions& options, base::WallTime now) {
    TRY(unused, install_next(options.folder, "before", now));
    OpenReport report;
    if (size_of(database_file(options.folder)) == 0) {
        TRY_VOID(create(options, now));
        report.condition = Condition::created;
    }
    TRY(database, open_checked(options));
    TRY(key, settle_key(database, options.folder));
    return Opened{std::move(database), std::move(key), std::move(report)};
}

}  // namespace journal
