#include "sqlite/database.h"

#include <fmt/core.h>
#include <sqlite3.h>

#include <cerrno>

#include "base/file.h"
#include "base/utf8.h"

namespace sqlite {
namespace {

constexpr int busy_wait_ms = 5000;

std::string file_uri(const std::filesystem::path& file, std::string_view options) {
    std::string uri = "file:";
    for (const char c : base::absolute(file).string()) {
        if (c == '?' || c == '#' || c == '%')
            uri += fmt::format("%{:02x}", static_cast<unsigned>(c));
        else
            uri += c;
    }
    if (!options.empty()) uri.append("?").append(options);
    return uri;
}

int open_flags(OpenMode mode) {
    constexpr int common = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    switch (mode) {
        case OpenMode::read_only:
            return common | SQLITE_OPEN_READONLY;
        case OpenMode::read_write:
            return common | SQLITE_OPEN_READWRITE;
        case OpenMode::create:
            return common | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    }
    return common;
}

// sqlite.org/rescode.html. An I/O error while recording means the same to staff as a full disk: nothing can be recorded
// now (RLIMIT_FSIZE, quotas and dying cards all come as SQLITE_IOERR_WRITE, 778).
base::Error error_of(int code, const char* reason, const std::filesystem::path& file, std::string_view damage_remedy) {
    using base::ErrorCode;
    const std::string where = file.string();
    // What cannot be read back is damaged, whatever the reason.
    const bool unreadable = code == SQLITE_IOERR_READ || code == SQLITE_IOERR_SHORT_READ || code == SQLITE_IOERR_DATA ||
                            code == SQLITE_IOERR_CORRUPTFS;
    switch (unreadable ? SQLITE_CORRUPT : code & 0xff) {
        case SQLITE_FULL:
        case SQLITE_IOERR:
            return {
                ErrorCode::full,
                fmt::format("cannot record in {} ({}): free some space or replace the storage; recording resumes by "
                            "itself",
                            where, reason)};
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return {ErrorCode::damaged, fmt::format("{} is damaged ({}){}{}", where, reason,
                                                    damage_remedy.empty() ? "" : ": ", damage_remedy)};
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return {ErrorCode::busy, fmt::format("{} is in use: try again in a moment", where)};
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_CANTOPEN:
            return {ErrorCode::denied,
                    fmt::format("cannot open or write {} ({}): give this user the right to write its folder", where,
                                reason)};
        default:
            return {ErrorCode::failed, fmt::format("{}: {} (SQLite {})", where, reason, code)};
    }
}

}  // namespace

Query::Query(Query&& other) noexcept
    : m_database(other.m_database),
      m_statement(std::exchange(other.m_statement, nullptr)),
      m_bind_code(other.m_bind_code) {}

Query::~Query() {
    if (!m_statement) return;
    sqlite3_reset(m_statement);
    sqlite3_clear_bindings(m_statement);
}

void Query::bind(int index, std::int64_t value) {
    if (m_statement) m_bind_code |= sqlite3_bind_int64(m_statement, index, value);
}

void Query::bind(int index, std::string_view value) {
    // An empty view may have no data, which SQLite would take for NULL.
    const char* data = value.data() ? value.data() : "";
    if (m_statement)
        m_bind_code |= sqlite3_bind_text64(m_statement, index, data, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void Query::bind(int index, std::nullopt_t) {
    if (m_statement) m_bind_code |= sqlite3_bind_null(m_statement, index);
}

void Query::lend(int index, std::string_view value) {
    const char* data = value.data() ? value.data() : "";
    if (m_statement)
        m_bind_code |= sqlite3_bind_text64(m_statement, index, data, value.size(), SQLITE_STATIC, SQLITE_UTF8);
}

base::Result<bool> Query::next() {
    if (!m_statement) return base::fail(m_database->error());
    PETTAN_ASSERT(m_bind_code == SQLITE_OK);
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return base::fail(m_database->error());
}

bool Query::changes_nothing() const {
    return m_statement == nullptr || sqlite3_stmt_readonly(m_statement) != 0;
}

bool Query::is_null(int column) const {
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

std::int64_t Query::integer(int column) const {
    return sqlite3_column_int64(m_statement, column);
}

std::optional<std::int64_t> Query::maybe_integer(int column) const {
    if (is_null(column)) return std::nullopt;
    return integer(column);
}

std::string_view Query::stored_text(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
    if (!bytes) return {};
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
}

std::string Query::text(int column) const {
    const std::string_view text = stored_text(column);
    // A storage may give back other bytes than it took (SQLite has no checksums); nobody behind this must trip on them.
    return base::is_valid_utf8(text) ? std::string(text) : base::with_valid_utf8(text);
}

Query Database::prepare_as(std::string_view key, const std::function<std::string()>& text) {
    Statements& statements = m_statements[m_rewrite];
    const auto known = statements.find(key);
    if (known != statements.end()) {
        PETTAN_ASSERT(sqlite3_stmt_busy(known->second) == 0);
        return {*this, known->second};
    }
    const std::string sql = m_rewrite != nullptr ? m_rewrite(text()) : text();
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v3(m_handle, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement,
                       nullptr);
    if (statement) statements.emplace(key, statement);
    return {*this, statement};
}

base::Result<Database> Database::open(const std::filesystem::path& file, OpenMode mode, const std::string& vfs,
                                      std::string_view uri_options) {
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(file_uri(file, uri_options).c_str(), &handle, open_flags(mode),
                                     vfs.empty() ? nullptr : vfs.c_str());
    Database database(handle, file);
    if (code != SQLITE_OK) return base::fail(error_of(code, handle ? sqlite3_errmsg(handle) : "no memory", file, ""));
    sqlite3_busy_timeout(handle, busy_wait_ms);
    return database;
}

Database::Database(Database&& other) noexcept
    : m_handle(std::exchange(other.m_handle, nullptr)),
      m_file(std::move(other.m_file)),
      m_damage_remedy(other.m_damage_remedy),
      m_statements(std::move(other.m_statements)) {
    other.m_statements.clear();
}

Database& Database::operator=(Database&& other) noexcept {
    std::swap(m_handle, other.m_handle);
    std::swap(m_file, other.m_file);
    std::swap(m_damage_remedy, other.m_damage_remedy);
    std::swap(m_statements, other.m_statements);
    return *this;
}

Database::~Database() {
    for (const auto& [rewrite, statements] : m_statements)
        for (const auto& [sql, statement] : statements)
            sqlite3_finalize(statement);
    const int code = sqlite3_close(m_handle);
    PETTAN_ASSERT(code == SQLITE_OK);
}

base::Result<void> Database::run_script(const std::string& sql) {
    if (sqlite3_exec(m_handle, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return base::fail(error());
    return {};
}

base::Error Database::error() const {
    const int code = sqlite3_extended_errcode(m_handle);
    const int system = sqlite3_system_errno(m_handle);
    // A file that cannot be made for want of room comes as "cannot open".
    const bool no_room = (code & 0xff) == SQLITE_CANTOPEN && (system == ENOSPC || system == EDQUOT);
    return error_of(no_room ? SQLITE_FULL : code, sqlite3_errmsg(m_handle), m_file, m_damage_remedy);
}

void Database::set_busy_wait(std::chrono::milliseconds wait) {
    sqlite3_busy_timeout(m_handle, static_cast<int>(wait.count()));
}

std::int64_t Database::rows_changed() const {
    return sqlite3_changes64(m_handle);
}

bool Database::in_transaction() const {
    return sqlite3_get_autocommit(m_handle) == 0;
}

base::Result<void> Database::finish(Query query) {
    for (;;) {
        TRY(row, query.next());
        if (!row) return {};
    }
}

base::Result<std::optional<std::int64_t>> Database::first_number(Query query) {
    TRY(row, query.next());
    return row ? query.maybe_integer(0) : std::nullopt;
}

base::Result<std::optional<std::string>> Database::first_text(Query query) {
    TRY(row, query.next());
    if (!row || query.is_null(0)) return std::optional<std::string>();
    return std::optional(query.text(0));
}

Rewritten::Rewritten(Database& database, Rewrite rewrite)
    : m_database(database), m_before(std::exchange(database.m_rewrite, rewrite)) {}
Rewritten::~Rewritten() {
    m_database.m_rewrite = m_before;
}

NoWaiting::NoWaiting(Database& database) : m_database(database) {
    sqlite3_busy_timeout(m_database.handle(), 0);
}
NoWaiting::~NoWaiting() {
    sqlite3_busy_timeout(m_database.handle(), busy_wait_ms);
}

base::Result<Transaction> Transaction::begin(Database& database) {
    TRY_VOID(database.run("BEGIN IMMEDIATE"));
    return Transaction(database);
}

Transaction::~Transaction() {
    // After some errors (a full disk) SQLite has rolled back by itself.
    if (m_database && m_database->in_transaction()) static_cast<void>(m_database->run("ROLLBACK"));
}

base::Result<void> Transaction::commit() {
    TRY_VOID(m_database->run("COMMIT"));
    m_database = nullptr;
    return {};
}

}  // namespace sqlite
