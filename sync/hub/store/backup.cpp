#include "store/backup.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <sstream>

#include "base/file.h"
#include "sql/catalogue.h"
#include "store/edits.h"
#include "store/schema.h"
#include "store/settings.h"
#include "store/transaction.h"

namespace store {
namespace {

using base::ErrorCode;

constexpr std::size_t rows_at_once = 500;
constexpr std::int64_t skipped_devices = 100;

std::string column_list(std::span<const sql::Column> columns) {
    std::string list;
    for (const sql::Column& column : columns)
        list += fmt::format("{}{}", list.empty() ? "" : ", ", column.name);
    return list;
}

// Rows of one table on their way, gathered so that PostgreSQL takes them in batches.
class RowsInto {
public:
    // `columns` outlive it.
    RowsInto(sql::Database& database, std::string_view table, std::span<const sql::Column> columns)
        : m_database(database),
          m_text(fmt::format("INSERT INTO {0} ({1}) SELECT {1} FROM {{batch}}", table, column_list(columns))),
          m_sql{m_text, {}} {
        for (const sql::Column& column : columns)
            m_sql.columns.push_back({column.name, column.type});
    }

    void add(const sql::RowView& row) {
        std::vector<Value>& values = m_rows.emplace_back();
        for (int i = 0; i < static_cast<int>(m_sql.columns.size()); ++i) {
            if (row.is_null(i))
                values.emplace_back();
            else if (m_sql.columns[static_cast<std::size_t>(i)].type == sql::CellType::integer)
                values.emplace_back(row.integer(i));
            else
                values.emplace_back(std::string(row.text(i)));
        }
        ++m_count;
        if (m_rows.size() == rows_at_once) flush();
    }
    base::Result<std::int64_t> finish() {
        flush();
        if (!m_result) return base::fail(m_result.error());
        return m_count;
    }

private:
    using Value = std::variant<std::monostate, std::int64_t, std::string>;

    void flush() {
        std::vector<sql::Cell> cells;
        for (const std::vector<Value>& row : m_rows)
            for (const Value& value : row) {
                if (const auto* number = std::get_if<std::int64_t>(&value))
                    cells.emplace_back(*number);
                else if (const auto* text = std::get_if<std::string>(&value))
                    cells.emplace_back(std::string_view(*text));
                else
                    cells.emplace_back();
            }
        if (m_result && !cells.empty()) m_result = m_database.run_batch(m_sql, cells, {});
        m_rows.clear();
    }

    sql::Database& m_database;
    std::string m_text;
    sql::BatchSql m_sql;
    std::vector<std::vector<Value>> m_rows;
    std::int64_t m_count = 0;
    base::Result<void> m_result;
};

// Inside transactions of both. What an older hub wrote may lack a table, which is then empty. The number of entries.
base::Result<std::int64_t> copy_tables(sql::Database& from, sql::Database& to) {
    std::int64_t entries = 0;
    TRY(tables, sql::tables_of(to));
    const auto left_out = tables_of_a_running_hub();
    for (const std::string& table : tables) {
        if (std::ranges::find(left_out, table) != left_out.end()) continue;
        TRY_VOID(to.run(fmt::format("DELETE FROM {}", table)));
        TRY(columns, sql::columns_of(from, table));
        if (columns.empty()) continue;
        RowsInto rows(to, table, columns);
        TRY_VOID(from.scan(fmt::format("SELECT {} FROM {}", column_list(columns), table),
                           [&](const sql::RowView& row) { rows.add(row); }));
        TRY(count, rows.finish());
        if (table == "entry") entries = count;
    }
    return entries;
}

base::Result<std::int64_t> number(sql::Database& database, std::string_view sql) {
    std::int64_t value = 0;
    TRY_VOID(database.run(sql, {}, [&](const sql::RowView& row) { value = row.integer(0); }));
    return value;
}

base::Result<void> verify(const std::filesystem::path& file, std::int64_t entries) {
    TRY(copy, sql::open_sqlite(file, sql::Role::writer));
    TRY_VOID(copy->check_integrity());
    TRY(held, number(*copy, "SELECT count(*) FROM entry"));
    if (held != entries)
        return base::fail(ErrorCode::damaged,
                          fmt::format("the backup holds {} of {} entries: is the disk sound?", held, entries));
    // One file, nothing beside it.
    return copy->script("PRAGMA journal_mode = DELETE");
}

void remove_with_companions(const std::filesystem::path& file) {
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm", "-journal", ".write-lock"})
        std::filesystem::remove(file.string() + suffix, ignored);
}

base::Result<std::int64_t> write_copy(sql::Database& from, const std::filesystem::path& file) {
    TRY(to, sql::open_sqlite(file, sql::Role::writer));
    std::error_code error;
    std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, error);
    TRY_VOID(migrate(*to));
    TRY(reading, sql::Transaction::begin(from, sql::Access::read));
    TRY(writing, sql::Transaction::begin(*to, sql::Access::write));
    TRY(entries, copy_tables(from, *to));
    TRY_VOID(writing.commit());
    return entries;
}

struct Mark {
    std::int64_t generation = 0;
    std::int64_t change = 0;
    std::int64_t next_device = 0;
};

std::filesystem::path mark_file(const std::filesystem::path& folder) {
    return folder / "generation";
}

base::Result<Mark> mark_of(Store& store) {
    TRY(position, store.position());
    TRY(next_device, number(store.database(), "SELECT next_device FROM hub"));
    return Mark{position.generation, position.change, next_device};
}

base::Result<std::vector<attendance::PersonId>> erased_people(sql::Database& database) {
    std::vector<attendance::PersonId> erased;
    TRY_VOID(database.run("SELECT id FROM person WHERE erased = 1", {},
                          [&](const sql::RowView& row) { erased.push_back({std::string(row.text(0))}); }));
    return erased;
}

// Who was erased since the backup was made stays erased.
base::Result<void> erase_again(sql::Database& database, std::span<const attendance::PersonId> people) {
    if (people.empty()) return {};
    TRY(transaction, WriteTransaction::begin(database));
    Edits edits(database, transaction, {});
    for (const attendance::PersonId& person : people)
        TRY_VOID(edits.erase(person));
    TRY_VOID(transaction.commit());
    static_cast<void>(database.scrub(tables_about_people()));  // else the next upkeep does it
    return {};
}

// Raises generation and device numbers inside a write transaction.
base::Result<void> begin_generation(sql::Database& database, std::int64_t generation, std::int64_t next_device) {
    TRY_VOID(database.run("UPDATE counter SET generation = $1 WHERE one = 1", {generation}));
    TRY_VOID(database.run("UPDATE hub SET next_device = $1 WHERE one = 1", {next_device}));
    return {};
}

}  // namespace

base::Result<std::int64_t> write_backup(sql::Database& from, const std::filesystem::path& file) {
    const std::filesystem::path part = file.string() + ".part";
    remove_with_companions(part);
    auto entries = write_copy(from, part);
    if (entries) {
        const auto verified = verify(part, *entries);
        if (!verified) entries = base::fail(verified.error());
    }
    std::error_code error;
    if (entries) std::filesystem::rename(part, file, error);
    remove_with_companions(part);
    if (error) return base::fail(ErrorCode::denied, fmt::format("cannot write {}: {}", file.string(), error.message()));
    return entries;
}

base::Result<Position> restore_backup(sql::Database& into, const std::filesystem::path& file) {
    std::error_code error;
    if (!std::filesystem::exists(file, error))
        return base::fail(ErrorCode::not_found, fmt::format("there is no file {}", file.string()));
    TRY(from, sql::open_sqlite(file, sql::Role::reader));
    TRY_VOID(from->check_integrity());
    const auto schema = number(*from, "SELECT schema_version FROM hub");
    if (!schema) return base::fail(ErrorCode::bad_input, fmt::format("{} is no backup of a hub", file.string()));
    if (*schema > newest_schema())
        return base::fail(ErrorCode::too_new, fmt::format("{} was written by a newer pettan-hub", file.string()));
    TRY_VOID(migrate(into));
    TRY(reading, sql::Transaction::begin(*from, sql::Access::read));
    TRY(transaction, WriteTransaction::begin(into));
    TRY(device_before, number(into, "SELECT next_device FROM hub"));
    const std::int64_t generation_before = transaction.generation();
    TRY(erased, erased_people(into));
    TRY_VOID(copy_tables(*from, into));
    if (*schema < 8) TRY_VOID(into.run(fill_tenures));
    TRY_VOID(into.run("UPDATE hub SET schema_version = $1 WHERE one = 1", {newest_schema()}));
    TRY(generation, number(into, "SELECT generation FROM counter"));
    TRY(next_device, number(into, "SELECT next_device FROM hub"));
    const std::int64_t newest = std::max(generation, generation_before) + 1;
    TRY_VOID(begin_generation(into, newest, std::max(next_device, device_before) + skipped_devices));
    TRY_VOID(transaction.commit());
    TRY_VOID(erase_again(into, erased));
    TRY(change, number(into, "SELECT change_no FROM counter"));
    return Position{newest, change};
}

base::Result<bool> notice_older_file(Store& store, const std::filesystem::path& folder) {
    const auto text = base::read_file(mark_file(folder));
    Mark seen;
    if (!text || !(std::istringstream(*text) >> seen.generation >> seen.change >> seen.next_device)) return false;
    TRY(is, mark_of(store));
    const bool older =
        is.generation < seen.generation ||
        (is.generation == seen.generation && (is.change < seen.change || is.next_device < seen.next_device));
    if (!older) return false;
    TRY(transaction, WriteTransaction::begin(store.database()));
    TRY_VOID(begin_generation(store.database(), std::max(is.generation, seen.generation) + 1,
                              std::max(is.next_device, seen.next_device) + skipped_devices));
    TRY_VOID(transaction.commit());
    return true;
}

base::Result<void> note_position(Store& store, const std::filesystem::path& folder) {
    TRY(mark, mark_of(store));
    return base::replace_file(mark_file(folder),
                              fmt::format("{} {} {}\n", mark.generation, mark.change, mark.next_device), 0600);
}

PositionMark::PositionMark(const std::filesystem::path& folder)
    : m_file(::open(mark_file(folder).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600)) {}

base::Result<void> PositionMark::note(Store& store) {
    TRY(mark, mark_of(store));
    // Always as long: written over the one before, in one call.
    constexpr int width = 60;
    const std::string text =
        fmt::format("{:<{}}\n", fmt::format("{} {} {}", mark.generation, mark.change, mark.next_device), width);
    if (text == m_written) return {};
    if (::pwrite(m_file.get(), text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()))
        return base::fail(ErrorCode::failed, "cannot write the file that tells an older database");
    m_written = text;
    return {};
}

base::Result<bool> notice_other_history(Store& store) {
    sql::Database& database = store.database();
    if (database.engine() != sql::Engine::postgresql) return false;
    std::string history;
    {
        TRY(transaction, sql::Transaction::begin(database, sql::Access::read));
        const auto said = database.run(
            R"(SELECT system_identifier::text || ' ' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)
               FROM pg_control_system())",
            {}, [&](const sql::RowView& row) { history = row.text(0); });
        if (!said) return false;  // a relative of PostgreSQL, or one that may not tell
    }
    constexpr std::string_view name = "engine_history";
    TRY(known, setting(store, name));
    if (known == history) return false;
    if (known.empty()) {
        TRY_VOID(set_setting(store, name, history));
        return false;
    }
    TRY(transaction, WriteTransaction::begin(database));
    // Several hubs notice it at once: the first one begins the generation.
    std::string now;
    TRY_VOID(database.run("SELECT value FROM setting WHERE name = $1", {name},
                          [&](const sql::RowView& row) { now = row.text(0); }));
    if (now == history) return false;
    TRY(next_device, number(database, "SELECT next_device FROM hub"));
    TRY_VOID(begin_generation(database, transaction.generation() + 1, next_device + skipped_devices));
    TRY_VOID(database.run("UPDATE setting SET value = $2 WHERE name = $1", {name, std::string_view(history)}));
    TRY_VOID(transaction.commit());
    return true;
}

}  // namespace store
