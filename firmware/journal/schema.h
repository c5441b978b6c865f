// What the file looks like, as numbered migrations. Never change one that was released: add the next.
#pragma once

#include <cstdint>
#include <span>

#include "journal/sqlite.h"

namespace journal {

// Migration number i + 1 brings a file of version i to version i + 1. Run inside a transaction.
std::span<const char* const> migrations();

inline constexpr std::int64_t application_id =
    0x50657474;  // "Pett", in the file's header (sqlite.org/fileformat2.html)
inline constexpr int page_bytes = 4096;

std::int64_t newest_schema();

// Brings the file from its version to the newest of `steps`, in one transaction. A fresh file begins at 0.
base::Result<void> migrate(Database& database, std::span<const char* const> steps = migrations());

// The version as the header says and as the settings say; when they differ, the file is damaged.
base::Result<std::int64_t> schema_version(Database& database);

// too_new for a version above the newest.
base::Result<void> refuse_newer(const Database& database, std::int64_t version, std::int64_t newest = newest_schema());

// damaged with the first finding. The thorough look: SQLite's integrity_check, every id that is named is there, the
// journal has no gap. The quick one leaves out whether indexes hold what their tables do.
base::Result<void> check_integrity(Database& database);
base::Result<void> quick_check(Database& database);

// Settings of a connection, not of the file.
base::Result<void> set_up_writer(Database& database, bool synchronous_full);

}  // namespace journal
