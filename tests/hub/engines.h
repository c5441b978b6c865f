// Empty tables of a test's own, on SQLite or on a real PostgreSQL, gone when the test ends.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>

#include "attendance/entry.h"
#include "base/file.h"
#include "base/random_id.h"
#include "base/secrets.h"
#include "postgres/postgres_database.h"
#include "sql/database.h"
#include "store/store.h"
#include "testing/catch.h"
#include "testing/temp_folder.h"

namespace testing {

// Runs a command; its output without the last newline. Fails the test where the command fails.
inline std::string output_of(const std::string& command) {
    std::string output;
    FILE* pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    char buffer[4096];
    for (std::size_t n = ::fread(buffer, 1, sizeof buffer, pipe); n > 0; n = ::fread(buffer, 1, sizeof buffer, pipe))
        output.append(buffer, n);
    REQUIRE(::pclose(pipe) == 0);
    while (!output.empty() && output.back() == '\n')
        output.pop_back();
    return output;
}

// The tests' own server, started when it does not run yet. There is no skipping: without PostgreSQL the test fails.
inline const std::string& postgres_url() {
    static const std::string url = output_of(std::string(PETTAN_TEST_POSTGRES) + " start " + PETTAN_TEST_POSTGRES_KEY);
    return url;
}

class Tables {
public:
    explicit Tables(sql::Engine engine) : m_engine(engine) {
        if (engine == sql::Engine::sqlite) {
            m_address = (m_folder.path() / "hub.db").string();
            return;
        }
        m_schema = "t" + base::random_id();
        auto admin = postgres::open(postgres_url());
        REQUIRE(admin);
        REQUIRE((*admin)->script("CREATE SCHEMA " + m_schema));
        m_address = postgres_url() + "&options=-csearch_path%3D" + m_schema;
    }
    ~Tables() {
        if (m_schema.empty()) return;
        if (auto admin = postgres::open(postgres_url())) (void)(*admin)->script("DROP SCHEMA " + m_schema + " CASCADE");
    }

    const std::string& address() const { return m_address; }  // a file or a URL
    const std::filesystem::path& folder() const { return m_folder.path(); }

    std::unique_ptr<sql::Database> connect(sql::Role role = sql::Role::writer) const {
        auto database = m_engine == sql::Engine::sqlite ? sql::open_sqlite(m_address, role) : postgres::open(m_address);
        if (!database) FAIL(database.error().message);
        // No test pulls the plug; waiting for the disk would make these tests slow. (Benchmarks do wait.)
        const bool durable = std::getenv("PETTAN_TEST_DURABLE") != nullptr;
        if (m_engine == sql::Engine::sqlite && !durable) REQUIRE((*database)->script("PRAGMA synchronous = OFF"));
        return std::move(*database);
    }
    std::unique_ptr<store::Store> store() const {
        auto store = store::Store::open(connect());
        if (!store) FAIL(store.error().message);
        return std::move(*store);
    }

private:
    sql::Engine m_engine;
    TempFolder m_folder;
    std::string m_schema;
    std::string m_address;
};

inline constexpr attendance::WallTime some_day{std::chrono::seconds(1'800'000'000)};

// A kiosk as the hub sees it.
struct Kiosk {
    std::int64_t device = 0;
    std::string token;
    std::int64_t epoch = 1;
    std::int64_t epoch_first_seq = 1;
    std::string boot = "boot-1";

    static Kiosk enrolled(store::Store& store, const std::string& card_key = "") {
        const auto code = store.make_enrol_code(some_day);
        REQUIRE(code);
        const auto reply = store.enrol({code->code, "door", card_key, "test", {}}, some_day);
        if (!reply) FAIL(reply.error().message);
        REQUIRE(reply->index() == 0);
        const auto& enrolled = std::get<wire::EnrolReply>(*reply);
        return {enrolled.device, enrolled.token, 1, 1, "boot-1"};
    }

    attendance::Entry stamp(std::int64_t seq, const std::string& card, const std::string& event = "evening") const {
        attendance::Entry entry;
        entry.ref.seq = seq;
        entry.at = {some_day + std::chrono::seconds(seq), std::chrono::seconds(seq), boot,
                    attendance::ClockQuality::synchronised};
        entry.event = attendance::EventId{event};
        entry.card = attendance::CardId{card};
        return entry;
    }
    attendance::Entry other(std::int64_t seq, attendance::EntryKind kind) const {
        attendance::Entry entry = stamp(seq, "x");
        entry.kind = kind;
        entry.event.reset();
        entry.card.reset();
        return entry;
    }
    wire::EntriesRequest batch(const std::vector<attendance::Entry>& entries) const {
        wire::EntriesRequest request;
        request.epoch = epoch;
        request.epoch_first_seq = epoch_first_seq;
        request.first_seq = entries.empty() ? epoch_first_seq : entries.front().ref.seq;
        request.sent = {some_day, {}, boot, attendance::ClockQuality::synchronised};
        for (const attendance::Entry& entry : entries)
            request.rows.emplace_back(entry);
        return request;
    }
    // `count` stamps from `first`, each of its own card.
    wire::EntriesRequest stamps(std::int64_t first, std::int64_t count, const std::string& mark = "c") const {
        std::vector<attendance::Entry> entries;
        for (std::int64_t seq = first; seq < first + count; ++seq)
            entries.push_back(stamp(seq, mark + std::to_string(seq)));
        return batch(entries);
    }
    store::Outcome send(store::Store& store, const wire::EntriesRequest& request) const {
        const store::Incoming incoming{token, &request};
        auto outcomes = store.accept(std::span(&incoming, 1), some_day);
        if (!outcomes) FAIL(outcomes.error().message);
        REQUIRE(outcomes->size() == 1);
        return outcomes->front();
    }
};

inline std::int64_t acked(const store::Outcome& outcome) {
    if (const auto* refusal = std::get_if<wire::ErrorBody>(&outcome)) FAIL(refusal->message);
    return std::get<wire::EntriesReply>(outcome).acked_through;
}
inline wire::ErrorBody refusal(const store::Outcome& outcome) {
    REQUIRE(outcome.index() == 1);
    return std::get<wire::ErrorBody>(outcome);
}

inline std::int64_t count_of(sql::Database& database, const std::string& table) {
    std::int64_t count = -1;
    REQUIRE(
        database.run("SELECT count(*) FROM " + table, {}, [&](const sql::RowView& row) { count = row.integer(0); }));
    return count;
}

// Everything that kiosks are told from the beginning, as one page.
inline wire::Changes all_changes(store::Store& store, std::int64_t device = 0) {
    auto changes = store.changes(device, "", 1'000'000, some_day);
    if (!changes) FAIL(changes.error().message);
    REQUIRE(changes->index() == 0);
    return std::get<wire::Changes>(*changes);
}

// Runs the rest of a test case once on each engine.
#define ON_EACH_ENGINE()                                                               \
    const sql::Engine engine = GENERATE(sql::Engine::sqlite, sql::Engine::postgresql); \
    CAPTURE(engine == sql::Engine::sqlite ? "sqlite" : "postgresql");                  \
    const testing::Tables tables(engine);                                              \
    const auto store = tables.store()

}  // namespace testing
