// SQLite, by the names that this room uses. Nothing else of the kiosk speaks SQL.
#pragma once

#include "sqlite/database.h"

namespace journal {

using sqlite::Columns;
using sqlite::Database;
using sqlite::NoWaiting;
using sqlite::OpenMode;
using sqlite::Query;
using sqlite::Rewrite;
using sqlite::Rewritten;
using sqlite::Transaction;

// What the error of a damaged journal says at its end.
constexpr std::string_view damage_remedy = "at the next start it is set aside and what can be read is kept";

}  // namespace journal
