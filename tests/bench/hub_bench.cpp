// What the hub costs, as ratios within one run: HTTP against the bare tables, grouped commits against single ones, many
// devices against few. Runs on a disk that is waited for (fsync on).
#include <atomic>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "hub/running_hub.h"
#include "store/entry_columns.h"
#include "wire/gzip.h"

using testing::HttpClient;
using testing::Kiosk;
using testing::RunningHub;
using testing::Tables;

namespace {

// Before anything asks for a database.
const bool durable = [] {
    ::setenv("PETTAN_TEST_DURABLE", "1", 1);
    ::setenv("PETTAN_POSTGRES_FSYNC", "on", 1);
    return true;
}();

constexpr std::int64_t batch_rows = 500;

int rows_wanted() {
    const char* wanted = std::getenv("PETTAN_BENCH_ROWS");
    return wanted == nullptr ? 40'000 : std::atoi(wanted);
}

template <typename Work>
double seconds_of(Work work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Batches ready to be sent, so that only the hub is measured. `share` of them per kiosk.
struct Traffic {
    Kiosk kiosk;
    std::vector<std::string> bodies;
};
std::vector<Traffic> traffic(RunningHub& running, int kiosks, std::int64_t batches, std::int64_t rows, bool gzip) {
    std::vector<Traffic> all;
    for (int i = 0; i < kiosks; ++i) {
        Traffic one{running.enrol(), {}};
        for (std::int64_t b = 0; b < batches; ++b) {
            const auto json =
                wire::to_json(one.kiosk.stamps(1 + b * rows, rows, std::to_string(one.kiosk.device) + "-"));
            one.bodies.push_back(gzip ? wire::gzip(json) : json);
        }
        all.push_back(std::move(one));
    }
    return all;
}

// Sends all of it over `connections`, each taking care of its share of the kiosks.
double send_all(const RunningHub& running, const std::vector<Traffic>& all, int connections, bool gzip) {
    std::atomic<int> failed = 0;
    const double seconds = seconds_of([&] {
        std::vector<std::jthread> threads;
        for (int c = 0; c < connections; ++c)
            threads.emplace_back([&, c] {
                HttpClient client(running.url());
                std::vector<std::string> headers;
                if (gzip) headers.emplace_back("Content-Encoding: gzip");
                for (std::size_t batch = 0; batch < all.front().bodies.size(); ++batch)
                    for (std::size_t i = static_cast<std::size_t>(c); i < all.size();
                         i += static_cast<std::size_t>(connections))
                        if (client.post("/v1/entries", all[i].kiosk.token, all[i].bodies[batch], headers).status != 200)
                            ++failed;
            });
    });
    REQUIRE(failed == 0);
    return seconds;
}

double http_rows_per_second(sql::Engine engine, int kiosks, int connections) {
    const Tables tables(engine);
    RunningHub running(tables);
    const std::int64_t batches = rows_wanted() / batch_rows / kiosks;
    const auto all = traffic(running, kiosks, std::max<std::int64_t>(batches, 1), batch_rows, true);
    const double seconds = send_all(running, all, connections, true);
    const double rows = static_cast<double>(testing::count_of(running.store().database(), "entry"));
    REQUIRE(testing::count_of(running.store().database(), "presence") == static_cast<std::int64_t>(rows));
    return rows / seconds;
}

// The same rows into the same tables, batch by batch, by whoever knows them already.
double raw_sqlite_rows_per_second() {
    const Tables tables(sql::Engine::sqlite);
    const auto store = tables.store();
    sql::Database& db = store->database();
    const std::int64_t batches = rows_wanted() / batch_rows;
    Kiosk kiosk;
    std::vector<wire::EntriesRequest> requests;
    for (std::int64_t b = 0; b < batches; ++b)
        requests.push_back(kiosk.stamps(1 + b * batch_rows, batch_rows, "2-"));
    std::int64_t change = 0;
    const double seconds = seconds_of([&] {
        for (const auto& request : requests) {
            REQUIRE(db.begin(sql::Access::write));
            for (const auto& row : request.rows) {
                const auto& e = std::get<attendance::Entry>(row);
                REQUIRE(db.run(
                    "INSERT INTO entry VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, "
                    "$16, $17, $18, $19)",
                    {std::int64_t{2}, std::int64_t{1}, e.ref.seq, std::int64_t{1}, store::to_us(e.at.wall),
                     std::int64_t{e.at.boottime.count()}, std::string_view(e.at.boot_id), std::int64_t{2},
                     std::int64_t{1}, store::cell(e.event), store::cell(e.card), sql::Cell{}, sql::Cell{},
                     std::int64_t{0}, sql::Cell{}, sql::Cell{}, sql::Cell{}, sql::Cell{}, sql::Cell{}}));
                REQUIRE(db.run(
                    "INSERT INTO presence VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                    {store::cell(e.event), std::int64_t{1}, store::cell(e.card), std::int64_t{2}, std::int64_t{1},
                     e.ref.seq, store::to_us(e.at.wall), std::int64_t{2}, std::int64_t{1}, std::int64_t{0}, ++change}));
            }
            REQUIRE(db.commit());
        }
    });
    return static_cast<double>(batches * batch_rows) / seconds;
}

double copy_rows_per_second() {
    const Tables tables(sql::Engine::postgresql);
    static_cast<void>(tables.store());
    const auto entries = tables.folder() / "entry.csv";
    const auto presences = tables.folder() / "presence.csv";
    Kiosk kiosk;
    {
        std::ofstream entry_file(entries);
        std::ofstream presence_file(presences);
        for (std::int64_t seq = 1; seq <= rows_wanted(); ++seq) {
            const auto e = kiosk.stamp(seq, "2-" + std::to_string(seq));
            const auto at = store::to_us(e.at.wall);
            entry_file << "2,1," << seq << ",1," << at << ',' << e.at.boottime.count() << ",boot-1,2,1,evening,"
                       << e.card->value << ",,,0,,,,,\n";
            presence_file << "evening,1," << e.card->value << ",2,1," << seq << ',' << at << ",2,1,0," << seq << '\n';
        }
    }
    const std::string psql = "psql -q '" + tables.address() + "' -c ";
    const double seconds = seconds_of([&] {
        testing::output_of(psql + "\"\\copy entry FROM '" + entries.string() + "' CSV\"");
        testing::output_of(psql + "\"\\copy presence FROM '" + presences.string() + "' CSV\"");
    });
    return rows_wanted() / seconds;
}

void print(const std::string& what, double ours, double theirs, double wanted) {
    std::cout << what << ": " << static_cast<int>(ours) << " / " << static_cast<int>(theirs)
              << " rows/s = " << ours / theirs << "  (wanted at least " << wanted << ")" << std::endl;
}

double single_rows_per_second(std::size_t group_max) {
    const Tables tables(sql::Engine::sqlite);
    RunningHub running(tables, {}, group_max);
    constexpr int connections = 32;
    constexpr std::int64_t requests = 20;
    const auto all = traffic(running, connections, requests, 1, false);
    return connections * requests / send_all(running, all, connections, false);
}

}  // namespace

TEST_CASE("batches of 500 over HTTP against raw inserts into the same SQLite tables") {
    const double raw = raw_sqlite_rows_per_second();
    print("HTTP / raw SQLite", http_rows_per_second(sql::Engine::sqlite, 4, 4), raw, 0.4);
}

TEST_CASE("batches of 500 over HTTP against \\copy into the same PostgreSQL tables") {
    const double copy = copy_rows_per_second();
    print("HTTP / \\copy", http_rows_per_second(sql::Engine::postgresql, 4, 4), copy, 0.45);
}

TEST_CASE("group commit against a commit per request, 32 connections") {
    const double single = single_rows_per_second(1);
    print("grouped / single commits", single_rows_per_second(64), single, 2);
}

TEST_CASE("200 devices against 4") {
    const sql::Engine engine = GENERATE(sql::Engine::sqlite, sql::Engine::postgresql);
    const double few = http_rows_per_second(engine, 4, 4);
    print(engine == sql::Engine::sqlite ? "200 / 4 devices, SQLite" : "200 / 4 devices, PostgreSQL",
          http_rows_per_second(engine, 200, 4), few, 0.9);
}

TEST_CASE("a request on a kept connection") {
    const Tables tables(sql::Engine::sqlite);
    const RunningHub running(tables);
    HttpClient client(running.url());
    std::vector<double> ms;
    for (int i = 0; i < 2'000; ++i)
        ms.push_back(1000 * seconds_of([&] { REQUIRE(client.get("/v1/hello").status == 200); }));
    std::sort(ms.begin(), ms.end());
    std::cout << "keep-alive: median " << ms[ms.size() / 2] << " ms, p99 " << ms[ms.size() * 99 / 100]
              << " ms  (wanted: median below 2)" << std::endl;
}

TEST_CASE("200 kiosks with 1,000 entries each reconnect at once") {
    const Tables tables(sql::Engine::sqlite);
    RunningHub running(tables);
    const auto all = traffic(running, 200, 2, batch_rows, true);
    const double seconds = send_all(running, all, 200, true);
    REQUIRE(testing::count_of(running.store().database(), "entry") == 200'000);
    std::cout << "200 x 1,000 entries at once: " << seconds << " s, no error" << std::endl;
}
