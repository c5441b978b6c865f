// Where the hub's tables are, and who may use them now.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/result.h"
#include "base/unique_fd.h"
#include "store/store.h"

namespace store {

struct Address {
    std::filesystem::path folder;  // DIR; the file is DIR/hub.db, the lock DIR/lock
    std::string url;               // postgresql://…; empty: SQLite in the folder
    bool is_sqlite() const { return url.empty(); }
    std::filesystem::path file() const { return folder / "hub.db"; }
};

// The folder is made when it is not there.
base::Result<std::unique_ptr<sql::Database>> open_database(const Address& address, sql::Role role);
base::Result<std::unique_ptr<Store>> open_store(const Address& address, sql::Role role);

// Held while this process serves or restores the tables of a folder; several hubs may serve one PostgreSQL.
class FolderLock {
public:
    // busy: another process holds it.
    static base::Result<FolderLock> take(const Address& address);

private:
    explicit FolderLock(int fd) : m_file(fd) {}
    base::UniqueFd m_file;
};

}  // namespace store
