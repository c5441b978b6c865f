#include "store/address.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "postgres/postgres_database.h"

namespace store {

using base::ErrorCode;

namespace {

base::Result<void> make_folder(const std::filesystem::path& folder) {
    std::error_code error;
    if (std::filesystem::create_directories(folder, error))
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    if (error)
        return base::fail(ErrorCode::denied, fmt::format("cannot make the folder {}: {}. Choose another with --data",
                                                         folder.string(), error.message()));
    return {};
}

}  // namespace

base::Result<std::unique_ptr<sql::Database>> open_database(const Address& address, sql::Role role) {
    if (!address.is_sqlite()) return postgres::open(address.url);
    TRY_VOID(make_folder(address.folder));
    return sql::open_sqlite(address.file(), role);
}

base::Result<std::unique_ptr<Store>> open_store(const Address& address, sql::Role role) {
    TRY(database, open_database(address, role));
    if (role == sql::Role::writer) return Store::open(std::move(database));
    return std::make_unique<Store>(std::move(database));
}

base::Result<FolderLock> FolderLock::take(const Address& address) {
    if (!address.is_sqlite()) return FolderLock(-1);
    TRY_VOID(make_folder(address.folder));
    const std::filesystem::path path = address.folder / "lock";
    FolderLock lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!lock.m_file.valid())
        return base::fail(ErrorCode::denied, fmt::format("cannot open {}: {}", path.string(), std::strerror(errno)));
    if (::flock(lock.m_file.get(), LOCK_EX | LOCK_NB) != 0)
        return base::fail(ErrorCode::busy,
                          fmt::format("another pettan-hub serves {}: stop it first", address.folder.string()));
    return lock;
}

}  // namespace store
