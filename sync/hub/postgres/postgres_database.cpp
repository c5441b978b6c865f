#include "postgres/postgres_database.h"

#include <endian.h>
#include <fmt/core.h>
#include <libpq-fe.h>

#include <charconv>
#include <chrono>
#include <cstring>
#include <thread>
#include <unordered_map>

#include "base/check.h"
#include "sql/dialect.h"

namespace postgres {
namespace {

using base::ErrorCode;

struct ClearResult {
    void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, ClearResult>;

class PostgresRow : public sql::RowView {
public:
    PostgresRow(const PGresult* result, int row) : m_result(result), m_row(row) {}
    bool is_null(int column) const override { return PQgetisnull(m_result, m_row, column) != 0; }
    std::int64_t integer(int column) const override {
        const std::string_view digits = text(column);
        std::int64_t number = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
        return number;
    }
    std::string_view text(int column) const override {
        return {PQgetvalue(m_result, m_row, column), static_cast<std::size_t>(PQgetlength(m_result, m_row, column))};
    }

private:
    const PGresult* m_result;
    int m_row;
};

// Parameters of one call, in the form that libpq wants.
struct Parameters {
    std::vector<std::string> values;
    std::vector<const char*> pointers;
    std::vector<int> lengths;
    std::vector<int> formats;

    void add(std::string value, int format) {
        values.push_back(std::move(value));
        formats.push_back(format);
        lengths.push_back(static_cast<int>(values.back().size()));
    }
    void point() {
        for (const std::string& value : values)
            pointers.push_back(value.data());
    }
};

template <typename Number>
void put_big_endian(std::string& bytes, Number number) {
    const Number turned = sizeof(Number) == 8 ? static_cast<Number>(htobe64(static_cast<std::uint64_t>(number)))
                                              : static_cast<Number>(htobe32(static_cast<std::uint32_t>(number)));
    bytes.append(reinterpret_cast<const char*>(&turned), sizeof turned);
}

// One column of the batch as a binary array (PostgreSQL's array_send: dimensions, has-null, element type, then length
// and lower bound, then each element with its length, -1 for NULL).
std::string binary_array(std::span<const sql::Cell> cells, std::size_t column, std::size_t width, sql::CellType type) {
    constexpr std::int32_t int8_oid = 20;
    constexpr std::int32_t text_oid = 25;
    std::string bytes;
    put_big_endian<std::int32_t>(bytes, 1);
    put_big_endian<std::int32_t>(bytes, 1);
    put_big_endian<std::int32_t>(bytes, type == sql::CellType::integer ? int8_oid : text_oid);
    put_big_endian(bytes, static_cast<std::int32_t>(cells.size() / width));
    put_big_endian<std::int32_t>(bytes, 1);
    for (std::size_t at = column; at < cells.size(); at += width) {
        if (const auto* number = std::get_if<std::int64_t>(&cells[at])) {
            PETTAN_ASSERT(type == sql::CellType::integer);
            put_big_endian<std::int32_t>(bytes, 8);
            put_big_endian(bytes, *number);
        } else if (const auto* text = std::get_if<std::string_view>(&cells[at])) {
            PETTAN_ASSERT(type == sql::CellType::text);
            put_big_endian(bytes, static_cast<std::int32_t>(text->size()));
            bytes.append(*text);
        } else {
            put_big_endian<std::int32_t>(bytes, -1);
        }
    }
    return bytes;
}

// PostgreSQL's appendix A, by class.
ErrorCode code_of(std::string_view state) {
    if (state.starts_with("40") || state == "55P03" || state == "CR000") return ErrorCode::busy;
    if (state.starts_with("53") && state != "53300") return ErrorCode::full;
    if (state == "53300" || state.starts_with("08") || state.starts_with("57")) return ErrorCode::unreachable;
    if (state.starts_with("28") || state == "42501" || state == "25006") return ErrorCode::denied;
    if (state.starts_with("XX")) return ErrorCode::damaged;
    return ErrorCode::failed;
}

class PostgresDatabase : public sql::Database {
public:
    ~PostgresDatabase() override { PQfinish(m_connection); }
    PostgresDatabase() = default;
    PostgresDatabase(const PostgresDatabase&) = delete;
    PostgresDatabase& operator=(const PostgresDatabase&) = delete;

    base::Result<void> open(const std::string& url) {
        // Defaults first: what the connection string says comes later and wins.
        const char* const keywords[] = {
            "connect_timeout",  "application_name", "keepalives_idle", "keepalives_interval",
            "keepalives_count", "tcp_user_timeout", "dbname",          nullptr};
        const char* const values[] = {"10", "pettan-hub", "10", "5", "3", "20000", url.c_str(), nullptr};
        m_connection = PQconnectdbParams(keywords, values, 1);
        return settle();
    }

    sql::Engine engine() const override { return sql::Engine::postgresql; }
    std::string where() const override {
        const auto part = [](const char* text) { return std::string_view(text != nullptr ? text : ""); };
        return fmt::format("postgresql://{}:{}/{}", part(PQhost(m_connection)), part(PQport(m_connection)),
                           part(PQdb(m_connection)));
    }

    // A server that was restarted is noticed by the first statement after it: a transaction that has not begun is
    // begun again, once. One that had begun is not: what it did, nobody knows.
    base::Result<void> begin(sql::Access access) override {
        const std::string statement(sql::begin_statement(sql::Engine::postgresql, access));
        if (PQstatus(m_connection) == CONNECTION_OK) {
            auto begun = script(statement);
            if (begun || PQstatus(m_connection) == CONNECTION_OK) return begun;
        }
        PQreset(m_connection);
        m_statements.clear();
        TRY_VOID(settle());
        return script(statement);
    }
    base::Result<void> commit() override {
        const Answer answer(PQexec(m_connection, "COMMIT"));
        // A transaction that had failed before answers COMMIT with ROLLBACK.
        if (PQresultStatus(answer.get()) == PGRES_COMMAND_OK && std::string_view(PQcmdStatus(answer.get())) == "COMMIT")
            return {};
        auto failed = error(answer.get());
        rollback();
        return base::fail(std::move(failed));
    }
    void rollback() override {
        if (PQtransactionStatus(m_connection) != PQTRANS_IDLE) const Answer ignored(PQexec(m_connection, "ROLLBACK"));
    }

    base::Result<std::int64_t> run(std::string_view sql, std::span<const sql::Cell> cells,
                                   const sql::RowSink& sink) override {
        Parameters parameters;
        std::vector<bool> nulls;
        for (const sql::Cell& cell : cells) {
            nulls.push_back(cell.index() == 0);
            if (const auto* number = std::get_if<std::int64_t>(&cell))
                parameters.add(std::to_string(*number), 0);
            else if (const auto* text = std::get_if<std::string_view>(&cell))
                parameters.add(std::string(*text), 0);
            else
                parameters.add(std::string(), 0);
        }
        parameters.point();
        for (std::size_t i = 0; i < nulls.size(); ++i)
            if (nulls[i]) parameters.pointers[i] = nullptr;
        TRY(name, prepared(sql, nullptr));
        return execute(name, parameters, sink);
    }
    using sql::Database::run;

    base::Result<void> run_batch(const sql::BatchSql& sql, std::span<const sql::Cell> cells,
                                 const sql::RowSink& sink) override {
        Parameters parameters;
        const std::size_t width = sql.columns.size();
        for (std::size_t column = 0; column < width; ++column)
            parameters.add(binary_array(cells, column, width, sql.columns[column].type), 1);
        parameters.point();
        TRY(name, prepared(sql.sql, &sql));
        TRY_VOID(execute(name, parameters, sink));
        return {};
    }

    base::Result<void> scan(std::string_view sql, const sql::RowSink& sink) override {
        if (PQsendQuery(m_connection, std::string(sql).c_str()) == 0) return base::fail(error(nullptr));
        PQsetSingleRowMode(m_connection);
        base::Error failed;
        bool ok = true;
        while (const Answer answer{PQgetResult(m_connection)}) {
            const ExecStatusType status = PQresultStatus(answer.get());
            if (status == PGRES_SINGLE_TUPLE) {
                sink(PostgresRow(answer.get(), 0));
            } else if (status != PGRES_TUPLES_OK) {
                failed = error(answer.get());
                ok = false;
            }
        }
        if (!ok) return base::fail(std::move(failed));
        return {};
    }

    base::Result<void> script(const std::string& sql) override {
        const Answer answer(PQexec(m_connection, sql.c_str()));
        const ExecStatusType status = PQresultStatus(answer.get());
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) return base::fail(error(answer.get()));
        return {};
    }

    // A plain VACUUM leaves the bytes in the page; FULL writes the table and its indexes into new files. It wants the
    // table for itself, and those who come later wait behind it: so it does not wait long for who is reading.
    base::Result<void> scrub(std::span<const std::string_view> tables) override {
        TRY_VOID(begin(sql::Access::read));  // connects again where that is needed
        rollback();
        TRY(alone, older_transactions_end());
        TRY_VOID(script("SET lock_timeout = '2s'"));
        base::Result<void> done;
        for (const std::string_view table : tables)
            if (done) done = script(fmt::format("VACUUM FULL {}", table));
        static_cast<void>(script("SET lock_timeout = DEFAULT"));
        if (done && !alone)
            return base::fail(ErrorCode::busy, fmt::format("{}: an older transaction still sees the rows", where()));
        return done;
    }

    base::Result<void> check_integrity() override { return script("SELECT 1"); }

private:
    // Even VACUUM FULL keeps rows that a transaction from before may still see, and says nothing of it. Waits a little
    // for those to end.
    base::Result<bool> older_transactions_end() {
        std::string now;
        TRY_VOID(run("SELECT clock_timestamp()::text", {}, [&](const sql::RowView& row) { now = row.text(0); }));
        for (int look = 0; look < 20; ++look) {
            std::int64_t older = 0;
            TRY_VOID(run(R"(SELECT count(*) FROM pg_stat_activity
                            WHERE datname = current_database() AND pid <> pg_backend_pid()
                                AND xact_start < $1::timestamptz)",
                         {std::string_view(now)}, [&](const sql::RowView& row) { older = row.integer(0); }));
            if (older == 0) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
        return false;
    }

    base::Result<void> settle() {
        if (PQstatus(m_connection) != CONNECTION_OK) {
            std::string reason = PQerrorMessage(m_connection);
            while (!reason.empty() && reason.back() == '\n')
                reason.pop_back();
            return base::fail(
                ErrorCode::unreachable,
                fmt::format("cannot reach {}: {}. Is the server up, and is --db right?", where(), reason));
        }
        for (const std::string_view sql : sql::session_statements(sql::Engine::postgresql, sql::Role::writer))
            static_cast<void>(script(std::string(sql)));
        return {};
    }

    base::Error error(const PGresult* result) const {
        const char* field = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
        const std::string_view state = field == nullptr ? "" : field;
        const bool lost = PQstatus(m_connection) != CONNECTION_OK;
        std::string reason = result == nullptr ? PQerrorMessage(m_connection) : PQresultErrorMessage(result);
        // The detail of an error may quote a row, and a row may hold a name: only the first line.
        reason = reason.substr(0, reason.find('\n'));
        return {lost ? ErrorCode::unreachable : code_of(state), fmt::format("{}: {} ({})", where(), reason, state)};
    }

    base::Result<std::string> prepared(std::string_view sql, const sql::BatchSql* batch) {
        const auto known = m_statements.find(sql);
        if (known != m_statements.end()) return known->second;
        const std::string text = batch ? sql::batch_statement_for(sql::Engine::postgresql, *batch) : std::string(sql);
        std::string name = fmt::format("s{}", m_statements.size());
        const Answer answer(PQprepare(m_connection, name.c_str(), text.c_str(), 0, nullptr));
        if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) return base::fail(error(answer.get()));
        m_statements.emplace(sql, name);
        return name;
    }

    base::Result<std::int64_t> execute(const std::string& name, const Parameters& p, const sql::RowSink& sink) {
        const Answer answer(PQexecPrepared(m_connection, name.c_str(), static_cast<int>(p.values.size()),
                                           p.pointers.data(), p.lengths.data(), p.formats.data(), 0));
        const ExecStatusType status = PQresultStatus(answer.get());
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) return base::fail(error(answer.get()));
        const int rows = PQntuples(answer.get());
        for (int row = 0; sink && row < rows; ++row)
            sink(PostgresRow(answer.get(), row));
        if (rows > 0) return std::int64_t{rows};
        const std::string_view changed = PQcmdTuples(answer.get());
        std::int64_t count = 0;
        std::from_chars(changed.data(), changed.data() + changed.size(), count);
        return count;
    }

    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };

    PGconn* m_connection = nullptr;
    std::unordered_map<std::string, std::string, TextHash, std::equal_to<>> m_statements;
};

}  // namespace

base::Result<std::unique_ptr<sql::Database>> open(const std::string& url) {
    auto database = std::make_unique<PostgresDatabase>();
    TRY_VOID(database->open(url));
    return std::unique_ptr<sql::Database>(std::move(database));
}

}  // namespace postgres
