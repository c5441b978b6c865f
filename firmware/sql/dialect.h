// Everything in which the two engines differ as SQL. PostgreSQL's side keeps to what Citus, CockroachDB and YugabyteDB
// understand too: no LISTEN, no advisory locks, no sequences, no types but BIGINT and TEXT.
#pragma once

#include <string>
#include <string_view>

#include "sql/database.h"

namespace sql {

// $1 → ?1 for SQLite.
std::string statement_for(Engine engine, std::string_view sql);

// {batch} → one row of parameters for SQLite, unnest($1::bigint[], …) for PostgreSQL.
std::string batch_statement_for(Engine engine, const BatchSql& sql);

// Table definitions are written with INTEGER and TEXT and end in {clustered} where rows should lie in key order.
std::string schema_for(Engine engine, std::string_view sql);

// Said once on each new connection. A statement that an engine's relative does not know is passed over.
std::span<const std::string_view> session_statements(Engine engine, Role role);

std::string_view begin_statement(Engine engine, Access access);

}  // namespace sql
