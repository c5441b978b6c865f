// SQLite as values and Results: a connection, a query in use, a transaction. Nothing here knows of Pettan's tables.
// Why our own and not SQLiteCpp: that one throws, and the extended error code of an exception is what we must act on.
// Thread: a Database and its queries belong to one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/bytes.h"
#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace journal {

// A prepared statement in use. Going out of scope makes it ready for its next use. Columns count from 0.
class Query {
public:
    ~Query();
    Query(Query&& other) noexcept;
    Query& operator=(Query&&) = delete;

    // True: a row is there to be read. False: no more rows. Texts and blobs are read before the next call.
    base::Result<bool> next();

    bool is_null(int column) const;
    std::int64_t integer(int column) const;
    std::optional<std::int64_t> maybe_integer(int column) const;
    std::string text(int column) const;  // valid UTF-8: each broken byte is U+FFFD

private:
    friend class Database;
    Query(class Database& database, std::string_view sql);

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

    Database* m_database;
    sqlite3_stmt* m_statement;  // null when it could not be prepared; next() says why
    int m_bind_code = 0;
};

using Rewrite = std::string (*)(std::string_view sql);

enum class OpenMode { read_only, read_write, create };

class Database {
public:
    // `uri_options`: what follows the "?" of SQLite's file URI ("immutable=1"); `vfs`: empty for SQLite's default.
    static base::Result<Database> open(const std::filesystem::path& file, OpenMode mode, const std::string& vfs = "",
                                       std::string_view uri_options = "");
    ~Database();
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;

    // A query with its parameters ?1, ?2, … bound to integers, texts or optionals of these. Statements are prepared
    // once and kept; the same text cannot be in use twice at the same time. Errors come out of next().
    template <typename... Args>
    Query ask(std::string_view sql, const Args&... args) {
        Query query(*this, sql);
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

}  // namespace journal
