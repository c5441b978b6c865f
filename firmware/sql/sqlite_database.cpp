#include <fcntl.h>
#include <fmt/core.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <unordered_map>

#include "base/unique_fd.h"
#include "sql/database.h"
#include "sql/dialect.h"

namespace sql {
namespace {

using base::ErrorCode;

// SQLite before 3.51.3 can damage a file when one connection resets the write-ahead log while another one checkpoints.
// Whoever writes or checkpoints holds this lock, over all connections and processes; who reads does neither.
class WriteLock {
public:
    explicit WriteLock(std::filesystem::path file) : m_file(std::move(file)) {}

    bool lock() {
        if (!m_lock.valid()) m_lock.reset(::open(m_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
        if (!m_lock.valid()) return false;
        while (::flock(m_lock.get(), LOCK_EX) != 0)
            if (errno != EINTR) return false;
        return m_held = true;
    }
    void unlock() {
        if (m_held) ::flock(m_lock.get(), LOCK_UN);
        m_held = false;
    }

private:
    std::filesystem::path m_file;
    base::UniqueFd m_lock;
    bool m_held = false;
};

class SqliteRow : public RowView {
public:
    explicit SqliteRow(sqlite3_stmt* statement) : m_statement(statement) {}
    bool is_null(int column) const override { return sqlite3_column_type(m_statement, column) == SQLITE_NULL; }
    std::int64_t integer(int column) const override { return sqlite3_column_int64(m_statement, column); }
    std::string_view text(int column) const override {
        const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
        if (bytes == nullptr) return {};
        return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
    }

private:
    sqlite3_stmt* m_statement;
};

constexpr int busy_wait_ms = 10'000;
constexpr int checkpoint_wait_ms = 1000;  // other writers wait meanwhile

// SQLITE_STATIC: the cells outlive the step (database.h).
int bind_cell(sqlite3_stmt* statement, int index, const Cell& cell) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return sqlite3_bind_int64(statement, index, *number);
    const auto* text = std::get_if<std::string_view>(&cell);
    if (text == nullptr) return sqlite3_bind_null(statement, index);
    return sqlite3_bind_text64(statement, index, text->data() != nullptr ? text->data() : "", text->size(),
                               SQLITE_STATIC, SQLITE_UTF8);
}

class SqliteDatabase : public Database {
public:
    SqliteDatabase(std::filesystem::path file, Role role)
        : m_file(std::move(file)), m_role(role), m_write_lock(m_file.string() + ".write-lock") {}
    ~SqliteDatabase() override {
        rollback();
        for (auto& [sql, statement] : m_statements)
            sqlite3_finalize(statement);
        // The last writer to go checkpoints.
        if (m_role == Role::writer) m_write_lock.lock();
        sqlite3_close(m_handle);
        m_write_lock.unlock();
    }
    SqliteDatabase(const SqliteDatabase&) = delete;
    SqliteDatabase& operator=(const SqliteDatabase&) = delete;

    base::Result<void> open() {
        const int code = sqlite3_open_v2(
            m_file.c_str(), &m_handle,
            SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
        if (code != SQLITE_OK) return base::fail(error());
        sqlite3_busy_timeout(m_handle, busy_wait_ms);
        if (m_role == Role::reader) sqlite3_db_config(m_handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
        for (const std::string_view sql : session_statements(Engine::sqlite, m_role))
            TRY_VOID(script(std::string(sql)));
        return {};
    }

    Engine engine() const override { return Engine::sqlite; }
    std::string where() const override { return m_file.string(); }

    base::Result<void> begin(Access access) override {
        if (access == Access::write && !m_write_lock.lock())
            return base::fail(
                ErrorCode::denied,
                fmt::format("cannot lock {}.write-lock: give this user the right to write its folder", where()));
        auto begun = script(std::string(begin_statement(Engine::sqlite, access)));
        if (!begun) m_write_lock.unlock();
        return begun;
    }
    base::Result<void> commit() override {
        auto done = script("COMMIT");
        if (!done) rollback();
        m_write_lock.unlock();
        return done;
    }
    void rollback() override {
        if (m_handle != nullptr && sqlite3_get_autocommit(m_handle) == 0)
            sqlite3_exec(m_handle, "ROLLBACK", nullptr, nullptr, nullptr);
        m_write_lock.unlock();
    }

    base::Result<std::int64_t> run(std::string_view sql, std::span<const Cell> cells, const RowSink& sink) override {
        TRY(statement, prepared(sql, nullptr));
        return step(statement, cells, sink);
    }
    using Database::run;

    base::Result<void> run_batch(const BatchSql& sql, std::span<const Cell> cells, const RowSink& sink) override {
        TRY(statement, prepared(sql.sql, &sql));
        const std::size_t width = sql.columns.size();
        for (std::size_t at = 0; at < cells.size(); at += width)
            TRY_VOID(step(statement, cells.subspan(at, width), sink));
        return {};
    }

    base::Result<void> scan(std::string_view sql, const RowSink& sink) override {
        TRY_VOID(run(sql, std::span<const Cell>(), sink));
        return {};
    }

    base::Result<void> script(const std::string& sql) override {
        if (sqlite3_exec(m_handle, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return base::fail(error());
        return {};
    }

    // secure_delete clears the pages that a table gives up, but not what a page's split left in the page: so every page
    // is given up.
    base::Result<void> scrub(std::span<const std::string_view> tables) override {
        TRY_VOID(begin(Access::write));
        for (const std::string_view table : tables) {
            const auto packed = script(fmt::format(R"(CREATE TEMP TABLE packing AS SELECT * FROM main.{0};
                                                      DELETE FROM main.{0};
                                                      INSERT INTO main.{0} SELECT * FROM packing
                                                      ORDER BY rowid;
                                                      DROP TABLE packing;)",
                                                   table));
            if (!packed) {
                rollback();
                return packed;
            }
        }
        TRY_VOID(commit());
        if (!m_write_lock.lock()) return base::fail(ErrorCode::denied, fmt::format("cannot lock {}", where()));
        sqlite3_busy_timeout(m_handle, checkpoint_wait_ms);
        const int code = sqlite3_wal_checkpoint_v2(m_handle, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
        auto failed = code == SQLITE_OK ? base::Error{} : error();
        sqlite3_busy_timeout(m_handle, busy_wait_ms);
        m_write_lock.unlock();
        if (code != SQLITE_OK) return base::fail(std::move(failed));
        return {};
    }

    base::Result<void> check_integrity() override {
        std::string finding;
        TRY_VOID(run("PRAGMA integrity_check", std::span<const Cell>(), [&](const RowView& row) {
            if (finding.empty()) finding = row.text(0);
        }));
        if (finding != "ok") return base::fail(ErrorCode::damaged, fmt::format("{} is damaged: {}", where(), finding));
        return {};
    }

private:
    base::Error error() const {
        const int code = m_handle == nullptr ? SQLITE_NOMEM : sqlite3_extended_errcode(m_handle);
        const char* reason = m_handle == nullptr ? "no memory" : sqlite3_errmsg(m_handle);
        switch (code & 0xff) {
            case SQLITE_FULL:
            case SQLITE_IOERR:
                return {ErrorCode::full, fmt::format("cannot record in {} ({}): free some space", where(), reason)};
            case SQLITE_CORRUPT:
            case SQLITE_NOTADB:
                return {ErrorCode::damaged,
                        fmt::format("{} is damaged ({}): move it away and restore a backup", where(), reason)};
            case SQLITE_BUSY:
            case SQLITE_LOCKED:
                return {ErrorCode::busy, fmt::format("{} is in use: try again in a moment", where())};
            case SQLITE_READONLY:
            case SQLITE_PERM:
            case SQLITE_CANTOPEN:
                return {ErrorCode::denied,
                        fmt::format("cannot open or write {} ({}): does the folder exist, and may this "
                                    "user write it?",
                                    where(), reason)};
            default:
                return {ErrorCode::failed, fmt::format("{}: {} (SQLite {})", where(), reason, code)};
        }
    }

    base::Result<sqlite3_stmt*> prepared(std::string_view sql, const BatchSql* batch) {
        const auto known = m_statements.find(sql);
        if (known != m_statements.end()) return known->second;
        const std::string text =
            statement_for(Engine::sqlite, batch ? batch_statement_for(Engine::sqlite, *batch) : sql);
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v3(m_handle, text.c_str(), static_cast<int>(text.size()), SQLITE_PREPARE_PERSISTENT,
                               &statement, nullptr) != SQLITE_OK)
            return base::fail(error());
        m_statements.emplace(sql, statement);
        return statement;
    }

    base::Result<std::int64_t> step(sqlite3_stmt* statement, std::span<const Cell> cells, const RowSink& sink) {
        int index = 0;
        for (const Cell& cell : cells)
            if (bind_cell(statement, ++index, cell) != SQLITE_OK) return base::fail(error());
        std::int64_t rows = 0;
        int code = sqlite3_step(statement);
        for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
            ++rows;
            if (sink) sink(SqliteRow(statement));
        }
        auto failed = code == SQLITE_DONE ? base::Error{} : error();
        sqlite3_reset(statement);
        if (code != SQLITE_DONE) return base::fail(std::move(failed));
        if (rows == 0 && sqlite3_stmt_readonly(statement) == 0) rows = sqlite3_changes64(m_handle);
        return rows;
    }

    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };

    std::filesystem::path m_file;
    Role m_role;
    WriteLock m_write_lock;
    sqlite3* m_handle = nullptr;
    std::unordered_map<std::string, sqlite3_stmt*, TextHash, std::equal_to<>> m_statements;
};

}  // namespace

base::Result<std::unique_ptr<Database>> open_sqlite(const std::filesystem::path& file, Role role) {
    auto database = std::make_unique<SqliteDatabase>(file, role);
    TRY_VOID(database->open());
    return std::unique_ptr<Database>(std::move(database));
}

}  // namespace sql
