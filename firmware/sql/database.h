// A connection to tables: SQLite or PostgreSQL behind one face. SQL is written once, with parameters $1, $2,
// … and sets of rows as {batch}; where the engines differ stands in dialect.h. Thread: one connection belongs to one
// thread; open as many as there are threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/columns.h"
#include "base/result.h"

namespace sql {

enum class Engine { sqlite, postgresql };

// NULL, a number or a text. Texts are borrowed until the call returns.
using Cell = std::variant<std::monostate, std::int64_t, std::string_view>;

enum class CellType { integer, text };
struct BatchColumn {
    std::string_view name;
    CellType type;
};

// A statement that works on many rows of parameters at once. Its SQL names them as a table: "FROM {batch}", whose rows
// are read as batch.NAME. SQLite runs it once a row, PostgreSQL once in all. Must live as long as the program.
struct BatchSql {
    std::string_view sql;
    std::vector<BatchColumn> columns;
};

// A row of a result, valid during the call of the sink. Columns count from 0.
class RowView {
public:
    virtual ~RowView() = default;
    virtual bool is_null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual std::string_view text(int column) const = 0;  // of a number: its digits
};
using RowSink = std::function<void(const RowView&)>;
using Columns = base::Columns<RowView>;

enum class Access {
    read,   // a consistent view of one moment
    write,  // on SQLite one writer at a time, over all processes; PostgreSQL lets several write
};

// Errors: busy (lost against another writer: try the transaction again), full (no space), unreachable (no connection
// now; the next begin() tries to connect again), damaged, denied, failed.
class Database {
public:
    virtual ~Database() = default;

    virtual Engine engine() const = 0;
    virtual std::string where() const = 0;  // file or server, for messages; no password

    virtual base::Result<void> begin(Access access) = 0;
    virtual base::Result<void> commit() = 0;
    virtual void rollback() = 0;  // harmless when no transaction is open

    // One statement; `sink` sees its rows, if it has any. The result is the number of rows changed or returned.
    virtual base::Result<std::int64_t> run(std::string_view sql, std::span<const Cell> cells, const RowSink& sink) = 0;
    base::Result<std::int64_t> run(std::string_view sql, std::initializer_list<Cell> cells = {},
                                   const RowSink& sink = {}) {
        return run(sql, std::span(cells.begin(), cells.size()), sink);
    }

    // `cells` row after row.
    virtual base::Result<void> run_batch(const BatchSql& sql, std::span<const Cell> cells, const RowSink& sink) = 0;

    // The same as run() without parameters, but never holds the whole result in memory.
    virtual base::Result<void> scan(std::string_view sql, const RowSink& sink) = 0;

    // Several statements without parameters or rows.
    virtual base::Result<void> script(const std::string& sql) = 0;

    // After an erasure: writes these tables anew, so that none of the old bytes is left in the engine's tables, indexes
    // and, on SQLite, in its write-ahead log (decision 060). Outside a transaction; may be repeated. busy: somebody
    // reads, and the bytes stay until it is tried again.
    virtual base::Result<void> scrub(std::span<const std::string_view> tables) = 0;
    // Whether the engine finds its own files sound; damaged says what is not.
    virtual base::Result<void> check_integrity() = 0;
};

// Rolls back at the end of its scope unless committed.
class Transaction {
public:
    static base::Result<Transaction> begin(Database& database, Access access);
    ~Transaction() {
        if (m_database != nullptr) m_database->rollback();
    }
    Transaction(Transaction&& other) noexcept : m_database(std::exchange(other.m_database, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    base::Result<void> commit();

private:
    explicit Transaction(Database& database) : m_database(&database) {}
    Database* m_database;
};

// Rows for a BatchSql, gathered one by one.
class Batch {
public:
    explicit Batch(const BatchSql& sql) : m_sql(&sql) {}
    void add(std::initializer_list<Cell> row);
    bool empty() const { return m_cells.empty(); }
    // Does nothing when empty.
    base::Result<void> run(Database& database, const RowSink& sink = {}) const;

private:
    const BatchSql* m_sql;
    std::vector<Cell> m_cells;
};

enum class Role {
    writer,  // may checkpoint SQLite's write-ahead log
    reader,
};
// A file, created when absent. PostgreSQL: postgres/postgres_database.h.
base::Result<std::unique_ptr<Database>> open_sqlite(const std::filesystem::path& file, Role role);

}  // namespace sql
