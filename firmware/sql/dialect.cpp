#include "sql/dialect.h"

#include <fmt/core.h>

#include <array>

namespace sql {
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

std::string batch_rows(Engine engine, const std::vector<BatchColumn>& columns) {
    std::string rows = engine == Engine::sqlite ? "(SELECT " : "unnest(";
    std::string names;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::string_view comma = i == 0 ? "" : ", ";
        if (engine == Engine::sqlite)
            rows += fmt::format("{}?{} AS {}", comma, i + 1, columns[i].name);
        else
            rows +=
                fmt::format("{}${}::{}", comma, i + 1, columns[i].type == CellType::integer ? "bigint[]" : "text[]");
        names += fmt::format("{}{}", comma, columns[i].name);
    }
    // A subquery without a FROM is run as a program of its own; with one, SQLite folds it into the statement, which is
    // three times as fast.
    return engine == Engine::sqlite ? rows + " FROM one_row) AS batch" : fmt::format("{}) AS batch ({})", rows, names);
}

// FULL: a commit has survived a power cut (sqlite.org/pragma.html#pragma_synchronous). secure_delete: an erased name
// leaves no bytes in a free page.
constexpr std::array<std::string_view, 8> sqlite_writer{
    "PRAGMA temp_store = MEMORY", "CREATE TEMP TABLE one_row AS SELECT 1",
    "PRAGMA journal_mode = WAL",  "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",  "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -32000", "PRAGMA wal_autocheckpoint = 2000"};
constexpr std::array<std::string_view, 5> sqlite_reader{
    "PRAGMA temp_store = MEMORY", "CREATE TEMP TABLE one_row AS SELECT 1", "PRAGMA query_only = ON",
    "PRAGMA cache_size = -8000", "PRAGMA wal_autocheckpoint = 0"};
// The planner knows nothing of tables that were empty a moment ago; all our joins are by key, so that the nested loop
// over an index is right whatever it believes. A scan that cannot be avoided then looks so expensive to it that it
// would compile the query first, for a tenth of a second.
constexpr std::array<std::string_view, 6> postgres_session{"SET synchronous_commit = on",
                                                           "SET enable_hashjoin = off",
                                                           "SET enable_mergejoin = off",
                                                           "SET enable_seqscan = off",
                                                           "SET jit = off",
                                                           "SET client_min_messages = warning"};

}  // namespace

std::string statement_for(Engine engine, std::string_view sql) {
    std::string text(sql);
    if (engine == Engine::sqlite) replace_all(text, "$", "?");
    return text;
}

std::string batch_statement_for(Engine engine, const BatchSql& sql) {
    std::string text(sql.sql);
    replace_all(text, "{batch}", batch_rows(engine, sql.columns));
    return text;
}

std::string schema_for(Engine engine, std::string_view sql) {
    std::string text(sql);
    if (engine == Engine::postgresql) replace_all(text, "INTEGER", "BIGINT");
    replace_all(text, "{clustered}", engine == Engine::sqlite ? " STRICT, WITHOUT ROWID" : "");
    return text;
}

std::span<const std::string_view> session_statements(Engine engine, Role role) {
    if (engine == Engine::postgresql) return postgres_session;
    if (role == Role::writer) return sqlite_writer;
    return sqlite_reader;
}

std::string_view begin_statement(Engine engine, Access access) {
    if (engine == Engine::sqlite) return access == Access::read ? "BEGIN" : "BEGIN IMMEDIATE";
    // A page of changes is put together from several tables: all of them as of one moment, or a cursor would skip rows.
    return access == Access::read ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                                  : "BEGIN ISOLATION LEVEL READ COMMITTED";
}

}  // namespace sql
