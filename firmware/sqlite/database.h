// SQLite as values and Results: a connection, a query in use, a transaction. Nothing here knows of Pettan's tables.
// Why our own and not SQLiteCpp: that one throws, and the extended error code of an exception is what we must act on.
// Thread: a Database and its queries belong to one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/bytes.h"
#include "base/columns.h"
#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace sqlite {

// A prepared statement in use. Going out of scope makes it ready for its next use. Columns count from 0.
class Query {
public:
    ~Query();
    Query(Query&& other) noexcept;
    Query& operator=(Query&&) = delete;

    // Parameters count from 1. A text is copied; one that is lent stays where it is until the last row was read.
    void bind(int index, std::int64_t value);
    void bind(int index, std::string_view value);
    void bind(int index, std::nullopt_t);
    template <typename T>
    void bind(int index, const std::optional<T>& value) {
        if (value)
            bind(index, *value);
        else
            bind(index, std::nullopt);
    }
    void lend(int index, std::string_view value);

    // True: a row is there to be read. False: no more rows. Texts and blobs are read before the next call.
    base::Result<bool> next();
    bool changes_nothing() const;  // it reads only

    bool is_null(int column) const;
    std::int64_t integer(int column) const;
    std::optional<std::int64_t> maybe_integer(int column) const;
    std::string text(int column) const;  // valid UTF-8: each broken byte is U+FFFD
    // As it is stored, until the next call of next(); of a number its digits.
    std::string_view stored_text(int column) const;

private:
    friend class Database;
    Query(class Database& database, sqlite3_stmt* statement) : m_database(&database), m_statement(statement) {}

    Database* m_database;
    sqlite3_stmt* m_statement;  // null when it could not be prepared; next() says why
    int m_bind_code = 0;
};

using Columns = base::Columns<Query>;

using Rewrite = std::string (*)(std::string_view sql);

enum class OpenMode { read_only, read_write, create };

class Database {
public:
    // `uri_options`: what follows the "?" of SQLite's file URI ("immutable=1"); `vfs`: empty for SQLite's default.
    static base::Result<Database> open(const std::filesystem::path& file, OpenMode mode, const std::string& vfs = "",
                                       std::string_view uri_options = "");
    // What the error of a damaged file says at its end: what to do, or what will be done. Lives as long as the program.
    void set_damage_remedy(std::string_view remedy) { m_damage_remedy = remedy; }
    // How long another connection is waited for before the answer is `busy`; at the beginning 5 s.
    void set_busy_wait(std::chrono::milliseconds wait);
    ~Database();
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;

    // Statements are prepared once and kept; the same text cannot be in use twice at the same time. Errors come out of
    // next().
    Query prepare(std::string_view sql) {
        return prepare_as(sql, [&] { return std::string(sql); });
    }
    // The same, known by `key`: its text is only made when it is asked for first.
    Query prepare_as(std::string_view key, const std::function<std::string()>& text);
    // A query with its parameters ?1, ?2, … bound to integers, texts or optionals of these.
    template <typename... Args>
    Query ask(std::string_view sql, const Args&... args) {
        Query query = prepare(sql);
        int index = 0;
        (query.bind(++index, args), ...);
        return query;
    }

    // A statement whose rows, if any, do not matter.
    template <typename... Args>
    base::Result<void> run(std::string_view sql, const Args&... args) {
        return finish(ask(sql, args...));
    }

    // The first column of the first row, if there is a row with a value.
    template <typename... Args>
    base::Result<std::optional<std::int64_t>> number(std::string_view sql, const Args&... args) {
        return first_number(ask(sql, args...));
    }
    template <typename... Args>
    base::Result<std::optional<std::string>> text(std::string_view sql, const Args&... args) {
        return first_text(ask(sql, args...));
    }

    // Several statements without parameters, parted by semicolons.
    base::Result<void> run_script(const std::string& sql);

    // The last error of this connection: full, damaged, busy, denied, … with a sentence saying what to do.
    base::Error error() const;

    bool in_transaction() const;
    std::int64_t rows_changed() const;  // by the last statement that was over
    sqlite3* handle() const { return m_handle; }
    const std::filesystem::path& file() const { return m_file; }

private:
    friend class Query;
    friend class Rewritten;
    Database(sqlite3* handle, std::filesystem::path file) : m_handle(handle), m_file(std::move(file)) {}
    static base::Result<void> finish(Query query);
    static base::Result<std::optional<std::int64_t>> first_number(Query query);
    static base::Result<std::optional<std::string>> first_text(Query query);

    sqlite3* m_handle;
    std::filesystem::path m_file;
    std::string_view m_damage_remedy;
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    using Statements = std::unordered_map<std::string, sqlite3_stmt*, TextHash, std::equal_to<>>;
    std::map<Rewrite, Statements> m_statements;  // by what they were asked with, for each way of rewriting
    Rewrite m_rewrite = nullptr;
};

// While it lives, each statement that is asked for is rewritten first. Scripts are not.
class Rewritten {
public:
    Rewritten(Database& database, Rewrite rewrite);
    ~Rewritten();
    Rewritten(const Rewritten&) = delete;
    Rewritten& operator=(const Rewritten&) = delete;

private:
    Database& m_database;
    Rewrite m_before;
};

// While it lives, what another connection holds up is `busy` at once instead of after five seconds.
class NoWaiting {
public:
    explicit NoWaiting(Database& database);
    ~NoWaiting();
    NoWaiting(const NoWaiting&) = delete;
    NoWaiting& operator=(const NoWaiting&) = delete;

private:
    Database& m_database;
};

// Rolled back unless committed.
class Transaction {
public:
    static base::Result<Transaction> begin(Database& database);
    ~Transaction();
    Transaction(Transaction&& other) noexcept : m_database(std::exchange(other.m_database, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;

    // When this returns without an error, the changes survived fsync (synchronous=FULL).
    base::Result<void> commit();

private:
    explicit Transaction(Database& database) : m_database(&database) {}
    Database* m_database;
};

}  // namespace sqlite
