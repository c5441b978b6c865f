#include <fcntl.h>
#include <fmt/core.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <optional>

#include "base/unique_fd.h"
#include "sql/database.h"
#include "sql/dialect.h"
#include "sqlite/database.h"

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
    explicit SqliteRow(const sqlite::Query& query) : m_query(query) {}
    bool is_null(int column) const override { return m_query.is_null(column); }
    std::int64_t integer(int column) const override { return m_query.integer(column); }
    std::string_view text(int column) const override { return m_query.stored_text(column); }

private:
    const sqlite::Query& m_query;
};

constexpr std::chrono::seconds busy_wait(10);
constexpr std::chrono::seconds checkpoint_wait(1);  // other writers wait meanwhile

// The cells outlive the step (database.h).
void bind_cell(sqlite::Query& query, int index, const Cell& cell) {
    if (const auto* number = std::get_if<std::int64_t>(&cell))
        query.bind(index, *number);
    else if (const auto* text = std::get_if<std::string_view>(&cell))
        query.lend(index, *text);
    else
        query.bind(index, std::nullopt);
}

class SqliteDatabase : public Database {
public:
    static base::Result<std::unique_ptr<Database>> open(const std::filesystem::path& file, Role role) {
        TRY(connection, sqlite::Database::open(file, sqlite::OpenMode::create));
        connection.set_damage_remedy("move it away and restore a backup");
        connection.set_busy_wait(busy_wait);
        if (role == Role::reader) sqlite3_db_config(connection.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
        for (const std::string_view sql : session_statements(Engine::sqlite, role))
            TRY_VOID(connection.run_script(std::string(sql)));
        return std::unique_ptr<Database>(std::make_unique<SqliteDatabase>(std::move(connection), role));
    }
    SqliteDatabase(sqlite::Database connection, Role role)
        : m_role(role),
          m_write_lock(connection.file().string() + ".write-lock"),
          m_connection(std::in_place, std::move(connection)) {}
    ~SqliteDatabase() override {
        rollback();
        // The last writer to go checkpoints.
        if (m_role == Role::writer) m_write_lock.lock();
        m_connection.reset();
        m_write_lock.unlock();
    }
    SqliteDatabase(const SqliteDatabase&) = delete;
    SqliteDatabase& operator=(const SqliteDatabase&) = delete;

    Engine engine() const override { return Engine::sqlite; }
    std::string where() const override { return m_connection->file().string(); }

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
        if (m_connection->in_transaction()) static_cast<void>(script("ROLLBACK"));
        m_write_lock.unlock();
    }

    base::Result<std::int64_t> run(std::string_view sql, std::span<const Cell> cells, const RowSink& sink) override {
        auto query = m_connection->prepare_as(sql, [&] { return statement_for(Engine::sqlite, sql); });
        return step(std::move(query), cells, sink);
    }
    using Database::run;

    base::Result<void> run_batch(const BatchSql& sql, std::span<const Cell> cells, const RowSink& sink) override {
        const auto text = [&] { return statement_for(Engine::sqlite, batch_statement_for(Engine::sqlite, sql)); };
        const std::size_t width = sql.columns.size();
        for (std::size_t at = 0; at < cells.size(); at += width)
            TRY_VOID(step(m_connection->prepare_as(sql.sql, text), cells.subspan(at, width), sink));
        return {};
    }

    base::Result<void> scan(std::string_view sql, const RowSink& sink) override {
        TRY_VOID(run(sql, std::span<const Cell>(), sink));
        return {};
    }

    base::Result<void> script(const std::string& sql) override { return m_connection->run_script(sql); }

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
        m_connection->set_busy_wait(checkpoint_wait);
        const auto busy = m_connection->number("PRAGMA wal_checkpoint(TRUNCATE)");
        m_connection->set_busy_wait(busy_wait);
        m_write_lock.unlock();
        if (!busy) return base::fail(busy.error());
        if (busy->value_or(1) != 0)
            return base::fail(ErrorCode::busy, fmt::format("{} is in use: try again in a moment", where()));
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
    base::Result<std::int64_t> step(sqlite::Query query, std::span<const Cell> cells, const RowSink& sink) {
        int index = 0;
        for (const Cell& cell : cells)
            bind_cell(query, ++index, cell);
        std::int64_t rows = 0;
        for (;;) {
            TRY(row, query.next());
            if (!row) break;
            ++rows;
            if (sink) sink(SqliteRow(query));
        }
        return rows == 0 && !query.changes_nothing() ? m_connection->rows_changed() : rows;
    }

    Role m_role;
    WriteLock m_write_lock;
    std::optional<sqlite::Database> m_connection;  // closed under the lock
};

}  // namespace

base::Result<std::unique_ptr<Database>> open_sqlite(const std::filesystem::path& file, Role role) {
    return SqliteDatabase::open(file, role);
}

}  // namespace sql
