// Seasons as they stand in the hub's table. Inside the caller's transaction.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "attendance/change.h"
#include "sql/database.h"

namespace store {

base::Result<std::vector<attendance::SeasonRow>> read_seasons(
    sql::Database& database);  // by their first day; none removed
base::Result<std::optional<attendance::SeasonRow>> read_season(sql::Database& database,
                                                               std::string_view id);  // also removed
base::Result<void> write_season(sql::Database& database, const attendance::SeasonRow& row, std::int64_t change_no);

}  // namespace store
