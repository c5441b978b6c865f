// PostgreSQL behind the face of sql/database.h, through libpq. A room of its own, so that what needs SQLite alone links
// no libpq.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "sql/database.h"

namespace postgres {

// A connection string "postgresql://…" or "postgres://…".
base::Result<std::unique_ptr<sql::Database>> open(const std::string& url);

}  // namespace postgres
