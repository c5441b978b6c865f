// The data folder: its files' names, its lock, and how a whole database file is put in place of another.
//   pettan.db       the journal, with pettan.db-wal and pettan.db-shm while in use
//   pettan.db.next  a complete database that is to take its place (first start, salvage, restore)
//   card.key        card_key.h
//   ballast         ballast.h
//   lock            flock(2) of the process that writes; holds its number
#pragma once

#include <filesystem>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "base/unique_fd.h"

namespace journal {

inline std::filesystem::path database_file(const std::filesystem::path& folder) {
    return folder / "pettan.db";
}
inline std::filesystem::path next_file(const std::filesystem::path& folder) {
    return folder / "pettan.db.next";
}

// Made with mode 0700 if missing; denied with a sentence when it cannot be made or written.
base::Result<void> prepare_folder(const std::filesystem::path& folder);

// Held as long as it lives; the kernel lets go of it when the process dies, however it dies.
//
// A command under sudo writes in the folder of another user, the service's: when the lock is taken and when it is given
// back, root's files there become that user's, so that the service can open them.
class FolderLock {
public:
    ~FolderLock();
    FolderLock(FolderLock&&) noexcept = default;
    FolderLock& operator=(FolderLock&&) = delete;

    // busy when another process holds it; the message names that process.
    static base::Result<FolderLock> take(const std::filesystem::path& folder);

private:
    FolderLock(base::UniqueFd file, std::filesystem::path folder)
        : m_file(std::move(file)), m_folder(std::move(folder)) {}
    base::UniqueFd m_file;
    std::filesystem::path m_folder;
};

// Size in bytes; 0 for a file that does not exist.
std::uintmax_t size_of(const std::filesystem::path& file);

// Renames a database with its -wal and -shm to "<name>.<reason>-<time>"; nothing is deleted. The new path of the
// database; empty if there was none.
base::Result<std::string> set_aside(const std::filesystem::path& database, const std::string& reason,
                                    base::WallTime now);

// If a complete pettan.db.next lies there: sets the present database aside and puts it in its place. A power cut in the
// middle is repaired by calling it again, which Journal::open does.
base::Result<std::string> install_next(const std::filesystem::path& folder, const std::string& reason,
                                       base::WallTime now);

// Gives a database that was built under `building` the name pettan.db.next, after all of it is on the disk.
base::Result<void> complete_next(const std::filesystem::path& folder, const std::filesystem::path& building);

// rename(2) that survives a power cut.
base::Result<void> rename_durably(const std::filesystem::path& from, const std::filesystem::path& to);

base::Result<void> sync_folder(const std::filesystem::path& folder);

}  // namespace journal
