#include <sqlite3.h>

#include "journal/entry_row.h"
#include "journal/ledger.h"
#include "journal/sqlite.h"
#include "journal/tables.h"
#include "kiosk_folder.h"
#include "testing/catch.h"
#include "testing/random_entries.h"

using namespace testing;
using attendance::EntryKind;

namespace {

// As the kiosk's own journal would hold it: entries of device 0 belong to it, the others are elsewhere.
attendance::Entry as_own(attendance::Entry entry) {
    if (entry.target && entry.target->device == 0) entry.target->epoch = 0;
    return entry;
}

attendance::Ledger tables(const KioskFolder& folder) {
    auto database = need(journal::Database::open(folder.database(), journal::OpenMode::read_only));
    return need(journal::read_ledger(database));
}

std::vector<attendance::Entry> entries(const KioskFolder& folder) {
    auto database = need(journal::Database::open(folder.database(), journal::OpenMode::read_only));
    return need(journal::read_all_entries(database));
}

// Of SQLite's machine, for the stamp of one more guest where `guests` have tapped twice since the boot.
std::int64_t steps_of_a_tap(int guests) {
    KioskFolder folder;
    folder.clock.now.quality = base::ClockQuality::synchronised;
    REQUIRE(need(folder.open()->append(stamp_card("e", "c"))) == 1);
    auto database = need(journal::Database::open(folder.database(), journal::OpenMode::read_write));
    auto stamp = *need(journal::find_row(database, 1));
    for (int guest = 0; guest < guests; ++guest)
        need(journal::note_contested(database, stamp.boot, *stamp.event, 1000 + guest, false));
    stamp.seq = 2;
    stamp.card = *stamp.card + 1;
    stamp.boottime += std::chrono::seconds(1);
    stamp.wall += std::chrono::seconds(1);
    need(journal::insert_row(database, stamp));
    std::int64_t steps = 0;
    ::sqlite3_progress_handler(
        database.handle(), 1, [](void* count) { return ++*static_cast<std::int64_t*>(count), 0; }, &steps);
    need(journal::apply(database, stamp));
    return steps;
}

}  // namespace

TEST_CASE("a tap reads nothing of guests who tapped twice before") {
    CHECK(steps_of_a_tap(3000) < steps_of_a_tap(3) + 100);
}

TEST_CASE("after every entry the tables are what the fold says of all entries") {
    const auto seed = GENERATE(take(12, random(1, 1'000'000)));
    RandomEntries random(static_cast<std::uint64_t>(seed));
    KioskFolder folder;
    auto journal = folder.open();
    auto database = need(journal::Database::open(folder.database(), journal::OpenMode::read_only));
    std::vector<attendance::Entry> written;
    constexpr std::int64_t seqs = 120;
    for (std::int64_t seq = 1; seq <= seqs; ++seq) {
        attendance::Entry entry = as_own(random.entry({0, 0, seq}, 2, seqs));
        folder.clock.set(entry.at);
        REQUIRE(need(journal->append({entry, {}, {}})) == seq);
        written.push_back(entry);
        INFO("seed " << seed << ", entry " << seq << " of kind " << to_string(entry.kind));
        REQUIRE((need(journal::read_ledger(database)) == attendance::fold(written)));
    }
    REQUIRE((need(journal::read_all_entries(database)) == written));
}

TEST_CASE("entries come back as they were written") {
    KioskFolder folder;
    auto journal = folder.open();
    journal::Addition addition = stamp_card("e", "c");
    addition.entry.kind = EntryKind::repeat;
    addition.entry.source = attendance::Source::hand;
    addition.entry.person = attendance::PersonId{"p"};
    addition.entry.target = attendance::EntryRef{3, 2, 1};
    addition.entry.version = 1LL << 40;
    addition.entry.detail = "word";
    addition.entry.by = "pin";
    REQUIRE(need(journal->append(addition)) == 1);
    addition.entry.ref = {0, 0, 1};
    addition.entry.at = {folder.clock.now.wall, folder.clock.now.boottime, folder.clock.now.boot_id,
                         attendance::ClockQuality::restored};
    REQUIRE((entries(folder) == std::vector{addition.entry}));
    REQUIRE(tables(folder).presences.empty());
}
