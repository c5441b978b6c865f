#include "store/fold_tables.h"

#include <algorithm>

#include "attendance/fold.h"
#include "engines.h"
#include "testing/random_entries.h"

namespace {

using attendance::Entry;
using attendance::Ledger;
using attendance::PersonId;

// PETTAN_FOLD_ORDERS, or as many as take a few seconds.
int orders(int few) {
    const char* wanted = std::getenv("PETTAN_FOLD_ORDERS");
    return wanted == nullptr ? few : std::atoi(wanted);
}

// The tables as the fold's own result.
Ledger ledger_of(sql::Database& db) {
    Ledger ledger;
    const auto text = [](const sql::RowView& row, int column) { return std::string(row.text(column)); };
    const auto time = [](std::int64_t us) { return attendance::WallTime(std::chrono::microseconds(us)); };
    REQUIRE(db.run("SELECT card, stands_for FROM same_card WHERE card <> stands_for", {}, [&](const sql::RowView& row) {
        ledger.same_cards.emplace(attendance::CardId{text(row, 0)}, attendance::CardId{text(row, 1)});
    }));
    REQUIRE(db.run("SELECT card, owner FROM card WHERE owner <> ''", {}, [&](const sql::RowView& row) {
        ledger.owners.emplace(attendance::CardId{text(row, 0)}, PersonId{text(row, 1)});
    }));
    REQUIRE(db.run(
        "SELECT person, into_person FROM merged WHERE into_person IS NOT NULL", {},
        [&](const sql::RowView& row) { ledger.merged.emplace(PersonId{text(row, 0)}, PersonId{text(row, 1)}); }));
    REQUIRE(db.run("SELECT device, boot_id, wall_us, boottime_ns FROM anchor", {}, [&](const sql::RowView& row) {
        ledger.anchors[{row.integer(0), text(row, 1)}] = {time(row.integer(2)),
                                                          std::chrono::nanoseconds(row.integer(3))};
    }));
    REQUIRE(db.run("SELECT card, person, since, until FROM tenure ORDER BY until", {}, [&](const sql::RowView& row) {
        ledger.tenures[attendance::CardId{text(row, 0)}].push_back(
            {PersonId{text(row, 1)}, {row.integer(2), row.integer(3)}});
    }));
    REQUIRE(db.run("SELECT card, since, until FROM mistake ORDER BY until", {}, [&](const sql::RowView& row) {
        ledger.mistakes[attendance::CardId{text(row, 0)}].push_back({row.integer(1), row.integer(2)});
    }));
    REQUIRE(
        db.run("SELECT event, subject_kind, subject, device, epoch, seq, at_us, quality, source FROM presence WHERE "
               "removed = 0",
               {}, [&](const sql::RowView& row) {
                   attendance::Presence p;
                   p.event.value = text(row, 0);
                   if (row.integer(1) == 0)
                       p.subject = PersonId{text(row, 2)};
                   else
                       p.subject = attendance::CardId{text(row, 2)};
                   p.stamp = {row.integer(3), row.integer(4), row.integer(5)};
                   p.at = time(row.integer(6));
                   p.quality = static_cast<attendance::ClockQuality>(row.integer(7));
                   p.source = static_cast<attendance::Source>(row.integer(8));
                   ledger.presences.emplace(std::pair(p.event, p.subject), p);
               }));
    return ledger;
}

// The entries in an order of chance, with duplicates, each device's own in their order as the protocol wants it; sent
// in batches of up to 23 that may begin with rows sent before.
void send_in_random_order(store::Store& store, const std::vector<testing::Kiosk>& kiosks,
                          const std::vector<Entry>& entries, testing::RandomEntries& random) {
    std::map<std::int64_t, std::vector<Entry>> by_kiosk;
    for (const Entry& entry : entries)
        by_kiosk[entry.ref.device].push_back(entry);
    std::map<std::int64_t, std::size_t> sent;
    for (std::size_t left = entries.size(); left > 0;) {
        const auto which = random.below(static_cast<std::int64_t>(kiosks.size()));
        const testing::Kiosk& kiosk = kiosks[static_cast<std::size_t>(which)];
        const std::vector<Entry>& own = by_kiosk[kiosk.device];
        std::size_t& next = sent[kiosk.device];
        const std::size_t from = next - std::min(next, static_cast<std::size_t>(random.below(4)));
        const std::size_t to = std::min(own.size(), next + static_cast<std::size_t>(random.below(12)));
        if (from == to) continue;
        std::vector<Entry> batch(own.begin() + static_cast<std::ptrdiff_t>(from),
                                 own.begin() + static_cast<std::ptrdiff_t>(to));
        for (Entry& entry : batch)
            if (entry.target && entry.target->device == kiosk.device) entry.target->device = entry.target->epoch = 0;
        REQUIRE(testing::acked(kiosk.send(store, kiosk.batch(batch))) == static_cast<std::int64_t>(std::max(to, next)));
        left -= to - next;
        next = std::max(to, next);
    }
}

void compare(sql::Engine engine, int rounds) {
    const testing::Tables tables(engine);
    const auto store = tables.store();
    std::vector<testing::Kiosk> kiosks;
    for (int i = 0; i < 4; ++i)
        kiosks.push_back(testing::Kiosk::enrolled(*store));
    std::uint64_t seed = std::random_device()();
    for (int round = 0; round < rounds; ++round, ++seed) {
        CAPTURE(seed);
        testing::RandomEntries random(seed);
        std::vector<Entry> entries = random.community(4, 25);
        for (Entry& entry : entries) {
            entry.ref.device += 2;
            if (entry.target) entry.target->device += 2;
        }
        for (const char* table :
             {"entry", "epoch", "anchor", "boot_span", "same_card", "card", "tenure", "mistake", "merged", "presence"})
            REQUIRE(store->database().run(std::string("DELETE FROM ") + table));
        send_in_random_order(*store, kiosks, entries, random);
        Ledger expected = attendance::fold(entries);
        expected.void_stamps.clear();  // the tables hold no list of these
        REQUIRE(ledger_of(store->database()) == expected);
    }
}

}  // namespace

TEST_CASE("the tables of an SQLite hub equal the fold of all entries, whatever their order") {
    compare(sql::Engine::sqlite, orders(200));
}

TEST_CASE("the tables of a PostgreSQL hub equal the fold of all entries, whatever their order") {
    compare(sql::Engine::postgresql, orders(20));
}
