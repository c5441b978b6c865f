// The change stream: nothing is skipped, whoever writes meanwhile.
#include <atomic>
#include <map>
#include <thread>

#include "engines.h"
#include "store/transaction.h"

using testing::all_changes;
using testing::Kiosk;
using testing::some_day;

namespace {

int change_rows() {
    const char* wanted = std::getenv("PETTAN_CHANGE_ROWS");
    return wanted == nullptr ? 10'000 : std::atoi(wanted);
}

// A page, which must be one.
wire::Changes page(store::Store& store, const std::string& cursor, std::size_t rows_max) {
    auto changes = store.changes(0, cursor, rows_max, some_day);
    if (!changes) FAIL(changes.error().message);
    REQUIRE(changes->index() == 0);
    return std::get<wire::Changes>(*changes);
}

// What the store would be with numbers from a sequence: drawn without waiting for those who drew before. The rest of
// the store is the real one.
class BareSequence : public sql::Database {
public:
    explicit BareSequence(std::unique_ptr<sql::Database> real) : m_real(std::move(real)) {}
    sql::Engine engine() const override { return m_real->engine(); }
    std::string where() const override { return m_real->where(); }
    base::Result<void> begin(sql::Access access) override { return m_real->begin(access); }
    base::Result<void> commit() override { return m_real->commit(); }
    void rollback() override { m_real->rollback(); }
    base::Result<std::int64_t> run(std::string_view sql, std::span<const sql::Cell> cells,
                                   const sql::RowSink& sink) override {
        if (sql == store::lock_counter_sql)
            return m_real->run("SELECT CAST(1 AS BIGINT), nextval('bare') * 1000", std::span<const sql::Cell>(), sink);
        if (sql == store::store_counter_sql) return std::int64_t{1};
        if (sql == store::read_counter_sql)
            return m_real->run("SELECT CAST(1 AS BIGINT), (SELECT coalesce(max(change_no), 0) FROM presence)",
                               std::span<const sql::Cell>(), sink);
        return m_real->run(sql, cells, sink);
    }
    using sql::Database::run;
    base::Result<void> run_batch(const sql::BatchSql& sql, std::span<const sql::Cell> cells,
                                 const sql::RowSink& sink) override {
        return m_real->run_batch(sql, cells, sink);
    }
    base::Result<void> scan(std::string_view sql, const sql::RowSink& sink) override { return m_real->scan(sql, sink); }
    base::Result<void> script(const std::string& sql) override { return m_real->script(sql); }
    base::Result<void> scrub(std::span<const std::string_view> tables) override { return m_real->scrub(tables); }
    base::Result<void> check_integrity() override { return m_real->check_integrity(); }

private:
    std::unique_ptr<sql::Database> m_real;
};

using OpenStore = std::function<std::unique_ptr<store::Store>()>;

// Writers send batches of stamps while a reader follows the stream; how many stamps the reader never saw.
std::size_t missed_rows(const OpenStore& open, int rows) {
    constexpr int writers = 4;
    constexpr std::int64_t batch_rows = 10;
    const std::int64_t batches = rows / writers / batch_rows;
    const auto admin = open();
    std::vector<Kiosk> kiosks;
    for (int i = 0; i < writers; ++i)
        kiosks.push_back(Kiosk::enrolled(*admin));
    std::atomic<int> writing = writers;
    std::atomic<bool> failed = false;
    std::vector<std::thread> threads;
    for (const Kiosk& kiosk : kiosks) {
        threads.emplace_back([&, kiosk] {
            const auto store = open();
            for (std::int64_t i = 0; i < batches; ++i) {
                const auto request = kiosk.stamps(1 + i * batch_rows, batch_rows, std::to_string(kiosk.device) + "-");
                const store::Incoming incoming{kiosk.token, &request};
                const auto outcomes = store->accept(std::span(&incoming, 1), some_day);
                if (!outcomes || outcomes->front().index() != 0) failed = true;
            }
            --writing;
        });
    }
    std::set<std::string> seen;
    std::string cursor;
    for (bool last = false; !last;) {
        last = writing == 0;
        for (bool more = true; more;) {
            const auto changes = page(*admin, cursor, 100);
            for (const auto& row : changes.presences)
                seen.insert(std::get<attendance::CardId>(row.presence.subject).value);
            cursor = changes.cursor;
            more = changes.more;
        }
    }
    for (std::thread& thread : threads)
        thread.join();
    REQUIRE_FALSE(failed);
    return static_cast<std::size_t>(writers * batches * batch_rows) - seen.size();
}

}  // namespace

TEST_CASE("a reader of changes misses nothing while others write, on SQLite") {
    const testing::Tables tables(sql::Engine::sqlite);
    CHECK(missed_rows([&] { return tables.store(); }, change_rows()) == 0);
}

TEST_CASE("a reader of changes misses nothing while others write, on PostgreSQL") {
    const testing::Tables tables(sql::Engine::postgresql);
    CHECK(missed_rows([&] { return tables.store(); }, change_rows()) == 0);
}

TEST_CASE("with numbers from a bare sequence the same reader does miss rows") {
    const testing::Tables tables(sql::Engine::postgresql);
    REQUIRE(tables.store()->database().script("CREATE SEQUENCE bare"));
    const auto open = [&] {
        auto store = store::Store::open(std::make_unique<BareSequence>(tables.connect()));
        REQUIRE(store);
        return std::move(*store);
    };
    // It depends on who overtakes whom: several tries, of which one must fail.
    std::size_t missed = 0;
    for (int attempt = 0; attempt < 10 && missed == 0; ++attempt) {
        missed = missed_rows(open, 4'000);
        for (const char* table : {"entry", "presence", "epoch"})
            REQUIRE(tables.connect()->run(std::string("DELETE FROM ") + table));
    }
    CHECK(missed > 0);
}

TEST_CASE("pages of any size give the same things in the same order") {
    ON_EACH_ENGINE();
    const Kiosk kiosk = Kiosk::enrolled(*store);
    kiosk.send(*store, kiosk.stamps(1, 50));
    REQUIRE(store->put_season({"s", {"夏", some_day, some_day + std::chrono::hours(1), 10}, false}));
    REQUIRE(store->put_prompt({"w", "ja", "おかえり", false}));
    const auto whole = all_changes(*store);
    CHECK(whole.presences.size() == 50);
    CHECK(whole.seasons.size() == 1);
    CHECK(whole.prompts.size() == 1);
    for (const std::size_t rows_max : {1U, 7U, 51U, 52U, 53U}) {
        wire::Changes walked;
        for (bool more = true; more;) {
            const auto part = page(*store, walked.cursor, rows_max);
            CHECK(part.presences.size() + part.seasons.size() + part.prompts.size() <= rows_max);
            walked.presences.insert(walked.presences.end(), part.presences.begin(), part.presences.end());
            walked.seasons.insert(walked.seasons.end(), part.seasons.begin(), part.seasons.end());
            walked.prompts.insert(walked.prompts.end(), part.prompts.begin(), part.prompts.end());
            walked.cursor = part.cursor;
            more = part.more;
        }
        CHECK(walked.presences == whole.presences);
        CHECK(walked.seasons == whole.seasons);
        CHECK(walked.cursor == whole.cursor);
    }
}

TEST_CASE("a thing that changed again comes once, behind the old cursor") {
    ON_EACH_ENGINE();
    const wire::Prompt first{"w", "ja", "おかえり", false};
    REQUIRE(store->put_prompt(first));
    const std::string cursor = all_changes(*store).cursor;
    CHECK(page(*store, cursor, 10).prompts.empty());
    REQUIRE(store->put_prompt({"w", "ja", "ようこそ", false}));
    REQUIRE(store->put_prompt({"w", "ja", "ようこそ", true}));
    CHECK(page(*store, cursor, 10).prompts == std::vector<wire::Prompt>{{"w", "ja", "ようこそ", true}});
}

TEST_CASE("a sentence of the deck goes down as it was written, and each change of it") {
    ON_EACH_ENGINE();
    attendance::DeckSentence sentence{"s",
                                      attendance::EventId{"e12"},
                                      "again visit:10",
                                      50,
                                      "2026-12-24",
                                      "2026-12-25",
                                      {{"", "Hello \\ \"x\" %"}, {"ja", "𠮷 さん 　おかえり"}},
                                      false};
    REQUIRE(store->put_sentence(sentence));
    auto changes = all_changes(*store);
    CHECK(changes.sentences == std::vector{sentence});
    const auto seen = sentence;
    sentence.event.reset();
    sentence.texts = {{"ja", "おかえり"}};
    CHECK(store->put_sentence(sentence, seen).value());
    CHECK(page(*store, changes.cursor, 10).sentences == std::vector{sentence});
    CHECK_FALSE(store->put_sentence(seen, seen).value());  // somebody else changed it meanwhile
    changes = all_changes(*store);
    CHECK(changes.sentences == std::vector{sentence});
    sentence.removed = true;
    REQUIRE(store->put_sentence(sentence));
    CHECK(page(*store, changes.cursor, 10).sentences == std::vector{sentence});
}

TEST_CASE("a page says what is held of the asking device") {
    ON_EACH_ENGINE();
    const Kiosk kiosk = Kiosk::enrolled(*store);
    CHECK(all_changes(*store, kiosk.device).acked_seq == 0);
    kiosk.send(*store, kiosk.stamps(1, 3));
    const auto changes = all_changes(*store, kiosk.device);
    CHECK(changes.acked_epoch == 1);
    CHECK(changes.acked_seq == 3);
}

TEST_CASE("a snapshot goes on from the cursor of any of its pages, at another hub and after more was written") {
    ON_EACH_ENGINE();
    const Kiosk kiosk = Kiosk::enrolled(*store);
    testing::acked(kiosk.send(*store, kiosk.stamps(1, 40)));
    const std::size_t pages_before = GENERATE(1, 2, 5);
    std::map<std::string, std::string> known;  // by card: removed or not, and which stamp
    const auto take = [&](const wire::Changes& part) {
        for (const wire::PresenceRow& row : part.presences)
            known[std::get<attendance::CardId>(row.presence.subject).value] =
                row.removed ? "removed" : std::to_string(row.presence.stamp.seq);
        return part.cursor;
    };
    std::string cursor;
    for (std::size_t i = 0; i < pages_before; ++i)
        cursor = take(page(*store, cursor, 7));
    // The connection is lost. Meanwhile one of the first is taken back, and somebody new comes.
    auto voided = kiosk.other(41, attendance::EntryKind::voided);
    voided.target = attendance::EntryRef{0, 0, 1};
    testing::acked(kiosk.send(*store, kiosk.batch({voided, kiosk.stamp(42, "late")})));
    const auto other_hub = tables.store();
    for (;;) {
        const auto part = page(*other_hub, cursor, 7);
        cursor = take(part);
        if (!part.more) break;
    }
    CHECK(known.size() == 41);
    CHECK(known["c1"] == "removed");
    CHECK(known["late"] == "42");
    CHECK(known["c40"] == "40");
}
