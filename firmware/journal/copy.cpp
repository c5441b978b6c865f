#include "journal/copy.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sqlite3.h>
#include <unistd.h>

#include "base/unique_fd.h"
#include "journal/folder.h"
#include "journal/schema.h"
#include "journal/sqlite.h"

namespace journal {
namespace {

namespace fs = std::filesystem;

// A file made with mode 0600 before any byte of it is written: it will hold names and the card key.
base::Result<void> make_secret_file(const fs::path& file) {
    ::unlink(file.c_str());
    const base::UniqueFd made(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (made.valid()) return {};
    return base::fail(base::ErrorCode::denied,
                      fmt::format("cannot write {}: choose a folder in which this user may write", file.string()));
}

base::Result<void> copy_pages(Database& from, Database& to, const CopyProgress& progress) {
    constexpr int pages_at_a_time = 256;
    sqlite3_backup* backup = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
    if (!backup) return base::fail(to.error());
    int code = SQLITE_OK;
    while (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED) {
        code = sqlite3_backup_step(backup, pages_at_a_time);
        if (code == SQLITE_BUSY || code == SQLITE_LOCKED) sqlite3_sleep(20);
        const int total = sqlite3_backup_pagecount(backup);
        if (progress) progress(total - sqlite3_backup_remaining(backup), total);
    }
    sqlite3_backup_finish(backup);
    if (code == SQLITE_DONE) return {};
    return base::fail((code & 0xff) == SQLITE_CORRUPT ? from.error() : to.error());
}

// A transaction on the source holds one moment's state, else each page written meanwhile would begin the copy anew.
base::Result<void> copy_moment(Database& from, Database& to, const CopyProgress& progress) {
    if (from.in_transaction()) return copy_pages(from, to, progress);
    TRY_VOID(from.run("BEGIN"));
    TRY_VOID(from.run("SELECT 1 FROM epoch"));  // begins the reading
    auto copied = copy_pages(from, to, progress);
    TRY_VOID(from.run("COMMIT"));
    return copied;
}

base::Result<void> write_copy(Database& from, const fs::path& beside, const CopyProgress& progress) {
    TRY(copy, Database::open(beside, OpenMode::read_write));
    TRY_VOID(copy.run_script("PRAGMA synchronous = FULL"));
    TRY_VOID(copy_moment(from, copy, progress));
    TRY_VOID(copy.run("PRAGMA journal_mode = DELETE"));
    return check_integrity(copy);
}

}  // namespace

base::Result<void> copy_database(Database& from, const fs::path& to, const CopyProgress& progress) {
    const fs::path beside = to.string() + ".part";
    TRY_VOID(make_secret_file(beside));
    auto written = write_copy(from, beside, progress);
    if (written) written = rename_durably(beside, to);
    if (!written) ::unlink(beside.c_str());
    return written;
}

}  // namespace journal
