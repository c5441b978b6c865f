// What a database says of its own tables: no list of columns has to be kept beside the statements that make them.
#pragma once

#include "sql/database.h"

namespace sql {

struct Column {
    std::string name;
    CellType type = CellType::text;
};

// By name; without the engine's own.
base::Result<std::vector<std::string>> tables_of(Database& database);
// In their order. Empty: there is no such table.
base::Result<std::vector<Column>> columns_of(Database& database, std::string_view table);

}  // namespace sql
