// A transaction that may tell kiosks something: it draws change numbers.
//
// Why not a sequence: its numbers are drawn in one order and committed in another, so a reader that has seen 7 would
// never see the 6 that commits after it. Here the counter's row is locked from the draw until commit, so that numbers
// become visible in their order; it also means that writers follow one another, on PostgreSQL as on SQLite, and that
// what a writer has read (fold_tables.h) does not change under it.
#pragma once

#include <cstdint>

#include "base/result.h"
#include "sql/database.h"

namespace store {

class WriteTransaction {
public:
    static base::Result<WriteTransaction> begin(sql::Database& database);

    std::int64_t next_change() { return ++m_change; }
    std::int64_t generation() const { return m_generation; }
    base::Result<void> commit();

private:
    WriteTransaction(sql::Database& database, sql::Transaction transaction)
        : m_database(&database), m_transaction(std::move(transaction)) {}

    sql::Database* m_database;
    sql::Transaction m_transaction;
    std::int64_t m_generation = 0;
    std::int64_t m_first_change = 0;
    std::int64_t m_change = 0;
};

// The statement that draws; named so that a test can show what a bare sequence would do in its place.
inline constexpr std::string_view lock_counter_sql =
    "UPDATE counter SET change_no = change_no WHERE one = 1 RETURNING generation, change_no";
inline constexpr std::string_view store_counter_sql = "UPDATE counter SET change_no = $1 WHERE one = 1";
inline constexpr std::string_view read_counter_sql = "SELECT generation, change_no FROM counter";

}  // namespace store
