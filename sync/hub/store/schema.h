// The hub's tables, the same on both engines, and their numbered migrations.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/result.h"
#include "sql/database.h"

namespace store {

std::int64_t newest_schema();
// The first leads from schema 1 to 2. In the dialect of sql::schema_for.
std::span<const std::string_view> all_migrations();

// The hub's own device number: entries that organizers make carry it. Kiosks count from the next.
inline constexpr std::int64_t own_device = 1;

// Creates or migrates the tables, in one transaction; two hubs may do it at once. too_new: written by a newer hub.
base::Result<void> migrate(sql::Database& database);

// Those that no backup holds: they belong to a running hub, or are derived again. All others are copied.
std::span<const std::string_view> tables_of_a_running_hub();

// What schema 8 knows of cards besides: one holder each, since ever. After a backup of before.
inline constexpr std::string_view fill_tenures =
    "INSERT INTO tenure (card, until, since, person) SELECT card, 9223372036854775807, 0, person FROM card";

// Those that hold what people are called, what they said of themselves, and what leads to them: erasing clears them.
std::span<const std::string_view> tables_about_people();

}  // namespace store
