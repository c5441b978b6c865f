#include <random>

#include "base/file.h"
#include "damage.h"
#include "journal/ledger.h"
#include "journal/pages.h"
#include "journal/salvage.h"
#include "journal/schema.h"
#include "journal/sqlite.h"
#include "kiosk_folder.h"
#include "testing/catch.h"
#include "testing/random_entries.h"

using namespace testing;
using journal::Condition;

namespace {

constexpr int people = 60;
constexpr int events = 12;

// A journal of some 800 lines with everything in it; closed well.
void fill(KioskFolder& folder) {
    auto journal = folder.open();
    std::vector<journal::Addition> additions;
    for (int p = 0; p < people; ++p)
        additions.push_back(describe(attendance::Person{
            {"person" + std::to_string(p)}, 1, "名前" + std::to_string(p), "", "なまえ", "ja", false}));
    for (int e = 0; e < events; ++e) {
        additions.push_back(describe(attendance::Event{{"event" + std::to_string(e)},
                                                       1,
                                                       "Vol. " + std::to_string(e),
                                                       "",
                                                       folder.clock.now.wall,
                                                       folder.clock.now.wall}));
        for (int p = 0; p < people; ++p)
            additions.push_back(stamp_card("event" + std::to_string(e), "card" + std::to_string(p)));
        if (e == 3)
            for (int p = 0; p < people / 2; ++p)
                additions.push_back(bind_card("card" + std::to_string(p), "person" + std::to_string(p)));
    }
    need(journal->append(additions));
    need(journal->set_setting("token", "secret token"));
}

std::vector<attendance::Entry> entries_in(const std::filesystem::path& file) {
    auto database = need(journal::Database::open(file, journal::OpenMode::read_only));
    return need(journal::read_all_entries(database));
}

void require_tables_equal_fold(const std::filesystem::path& file) {
    auto database = need(journal::Database::open(file, journal::OpenMode::read_only));
    need(journal::check_integrity(database));
    const auto entries = need(journal::read_all_entries(database));
    REQUIRE((need(journal::read_ledger(database)) == attendance::fold(entries)));
}

// Each entry is what it was, or says that it is lost.
int count_lost(const std::vector<attendance::Entry>& before, const std::vector<attendance::Entry>& after) {
    int lost = static_cast<int>(before.size()) - static_cast<int>(after.size());
    for (std::size_t i = 0; i < after.size(); ++i) {
        REQUIRE(after[i].ref.seq == static_cast<std::int64_t>(i) + 1);
        if (after[i].detail == journal::lost_detail)
            ++lost;
        else if (i < before.size() && after[i].kind != before[i].kind)
            ++lost;
    }
    return lost;
}

}  // namespace

TEST_CASE("a salvage of a sound file keeps everything, and begins a new epoch") {
    KioskFolder folder;
    fill(folder);
    const auto before = entries_in(folder.database());
    const auto salvaged = need(journal::salvage(folder.path()));
    REQUIRE(salvaged.entries == static_cast<std::int64_t>(before.size()));
    REQUIRE(salvaged.lost == 0);
    REQUIRE(salvaged.has_card_key);
    const auto next = folder.path() / "pettan.db.next";
    REQUIRE((entries_in(next) == before));
    require_tables_equal_fold(next);
    auto database = need(journal::Database::open(next, journal::OpenMode::read_only));
    REQUIRE(need(database.number("SELECT max(epoch) FROM epoch")) == 2);
    REQUIRE(need(database.text("SELECT value FROM setting WHERE name = 'token'")) == "secret token");
    REQUIRE(need(database.number("SELECT count(*) FROM person WHERE name = '名前7'")) == 1);
    REQUIRE(need(database.number("SELECT count(*) FROM event")) == events);
}

TEST_CASE("tables made anew by a salvage equal the fold of any entries") {
    const auto seed = GENERATE(take(10, random(1, 1'000'000)));
    INFO("seed " << seed);
    RandomEntries random(static_cast<std::uint64_t>(seed));
    KioskFolder folder;
    {
        auto journal = folder.open();
        for (std::int64_t seq = 1; seq <= 150; ++seq) {
            attendance::Entry entry = random.entry({0, 0, seq}, 2, 150);
            if (entry.target && entry.target->device == 0) entry.target->epoch = 0;
            folder.clock.set(entry.at);
            need(journal->append({entry, {}, {}}));
        }
    }
    need(journal::salvage(folder.path()));
    require_tables_equal_fold(folder.path() / "pettan.db.next");
    REQUIRE((entries_in(folder.path() / "pettan.db.next") == entries_in(folder.database())));
}

TEST_CASE("a torn header costs nothing: the file is set aside and everything carried over") {
    KioskFolder folder;
    fill(folder);
    const auto before = entries_in(folder.database());
    const auto uid = *attendance::CardUid::from_hex("04a1b2c3d4e5f6");
    const auto card = folder.open()->card_id(uid);
    overwrite(folder.database(), 0, std::string(512, '\0'));
    auto journal = folder.open();
    const auto& report = journal->open_report();
    REQUIRE(report.condition == Condition::salvaged);
    REQUIRE(report.entries_lost == 0);
    REQUIRE_FALSE(report.card_key_lost);
    REQUIRE(std::filesystem::exists(report.set_aside));
    REQUIRE(journal->last_seq() == static_cast<std::int64_t>(before.size()));
    REQUIRE(journal->card_id(uid) == card);
    REQUIRE(journal->epoch() == 2);
    REQUIRE((entries_in(folder.database()) == before));
    require_tables_equal_fold(folder.database());
    REQUIRE(need(journal->append(stamp_card("event0", "new card"))) == static_cast<std::int64_t>(before.size()) + 1);
}

TEST_CASE("the card key survives the loss of the whole file") {
    KioskFolder folder;
    fill(folder);
    const auto uid = *attendance::CardUid::from_hex("04a1b2c3d4e5f6");
    const auto card = folder.open()->card_id(uid);
    std::filesystem::resize_file(folder.database(), 0);
    auto journal = folder.open();
    REQUIRE(journal->open_report().condition == Condition::salvaged);
    REQUIRE(journal->last_seq() == 0);
    REQUIRE(journal->card_id(uid) == card);
}

TEST_CASE("the older card keys survive a damage as the newest does") {
    KioskFolder folder;
    fill(folder);
    const auto uid = *attendance::CardUid::from_hex("04a1b2c3d4e5f6");
    auto journal = folder.open();
    const auto first = journal->card_id(uid);
    journal::RosterUpdate keys;
    keys.cursor = "1-1";
    keys.card_keys = {std::string(64, '2'), base::to_hex(journal->card_key())};
    keys.card_keys_mark = "mark";
    need(journal->apply(keys));
    const auto second = journal->card_id(uid);
    journal.reset();
    const bool settings_are_read = GENERATE(true, false);
    if (settings_are_read)
        overwrite(folder.database(), 0, std::string(512, '\0'));
    else
        std::filesystem::resize_file(folder.database(), 0);
    journal = folder.open();
    REQUIRE(journal->open_report().condition == Condition::salvaged);
    CHECK(journal->card_id(uid) == second);
    CHECK(journal->former_card_ids(uid) == std::vector{first});
    CHECK(journal->setting("card_keys_mark").value_or("").empty());  // the hub is asked for them again
}

TEST_CASE("without file and copy of the key the report says that cards must be bound anew") {
    KioskFolder folder;
    fill(folder);
    std::filesystem::resize_file(folder.database(), 2 * journal::page_bytes);
    std::filesystem::remove(folder.path() / "card.key");
    auto journal = folder.open();
    REQUIRE(journal->open_report().condition == Condition::salvaged);
    REQUIRE(journal->open_report().card_key_lost);
}

TEST_CASE("whatever page is lost, the journal opens and keeps all that stood on the others") {
    KioskFolder original;
    fill(original);
    const auto before = entries_in(original.database());
    const auto pages = std::filesystem::file_size(original.database()) / journal::page_bytes;
    int set_aside = 0;
    for (std::uintmax_t page = 0; page < pages; ++page) {
        KioskFolder folder;
        copy_folder(original.path(), folder.path());
        overwrite(folder.database(), page * journal::page_bytes, std::string(journal::page_bytes, '\xa5'));
        INFO("page " << page + 1 << " of " << pages);
        auto journal = folder.open();
        if (journal->open_report().condition == Condition::salvaged) ++set_aside;
        REQUIRE(count_lost(before, entries_in(folder.database())) < 160);  // one page of entries at most
        require_tables_equal_fold(folder.database());
    }
    REQUIRE(set_aside == static_cast<int>(pages));
}

TEST_CASE("flipped bytes and cut ends: the journal always opens, gapless, with tables that equal the fold") {
    auto seed = GENERATE(take(1, random(1, 1'000'000)));
    if (const char* wanted = std::getenv("PETTAN_SEED")) seed = std::atoi(wanted);
    std::mt19937_64 random(static_cast<std::uint64_t>(seed));
    KioskFolder original;
    fill(original);
    const auto before = entries_in(original.database());
    const auto size = std::filesystem::file_size(original.database());
    int salvaged = 0, lost_worst = 0;
    for (int round = 0; round < 60; ++round) {
        KioskFolder folder;
        copy_folder(original.path(), folder.path());
        const auto hurts = 1 + random() % 8;
        if (round % 4 == 0)
            std::filesystem::resize_file(folder.database(), size - random() % (size / 3));
        else
            for (std::uint64_t i = 0; i < hurts; ++i)
                flip(folder.database(), random() % size, static_cast<char>(1 + random() % 255));
        INFO("seed " << seed << ", round " << round);
        auto opened = folder.try_open();
        if (!opened) FAIL(opened.error().message);
        if ((*opened)->open_report().condition == Condition::salvaged) {
            ++salvaged;
            require_tables_equal_fold(folder.database());
            if (round % 4 != 0) lost_worst = std::max(lost_worst, count_lost(before, entries_in(folder.database())));
        }
        need((*opened)->append(stamp_card("event0", "another card")));
    }
    WARN("seed " << seed << ": " << salvaged << " of 60 hurt files were salvaged, at worst " << lost_worst << " of "
                 << before.size() << " entries lost to flipped bytes");
    REQUIRE(salvaged > 15);
}

TEST_CASE("commits behind a broken place of the WAL are found and kept") {
    KioskFolder folder, hurt;
    auto journal = folder.open();
    for (int i = 0; i < 40; ++i)
        need(journal->append(stamp_card("event", "card" + std::to_string(i))));
    copy_folder(folder.path(), hurt.path());
    const auto wal = hurt.path() / "pettan.db-wal";
    const auto before = entries_in(folder.database());
    constexpr std::uintmax_t frame = journal::page_bytes + 24;
    const bool in_header = GENERATE(true, false);
    flip(wal, in_header ? 17 : 32 + 30 * frame + 500, 4);
    REQUIRE(journal::look_at_wal(wal).is_damaged);
    auto salvaged = hurt.open();
    REQUIRE(salvaged->open_report().condition == Condition::salvaged);
    REQUIRE(salvaged->last_seq() == 40);
    REQUIRE(count_lost(before, entries_in(hurt.database())) <= (in_header ? 1 : 0));
    require_tables_equal_fold(hurt.database());
}

TEST_CASE("a torn last commit of the WAL is no damage") {
    KioskFolder folder, torn;
    auto journal = folder.open();
    for (int i = 0; i < 10; ++i)
        need(journal->append(stamp_card("event", "card" + std::to_string(i))));
    const auto wal_bytes = std::filesystem::file_size(folder.path() / "pettan.db-wal");
    need(journal->append(stamp_card("event", "card10")));
    copy_folder(folder.path(), torn.path());
    flip(torn.path() / "pettan.db-wal", wal_bytes + 100, 1);  // in the first frame of the last commit
    auto reopened = torn.open();
    REQUIRE(reopened->open_report().condition == Condition::healthy);
    REQUIRE(reopened->last_seq() == 10);
}

TEST_CASE("a salvage that was cut off before its last rename is finished at the next start") {
    KioskFolder folder;
    fill(folder);
    overwrite(folder.database(), 0, std::string(512, '\0'));
    need(journal::salvage(folder.path()));  // pettan.db.next is there, the damaged file is still in place
    auto journal = folder.open();
    REQUIRE(journal->last_seq() > 0);
    REQUIRE(journal->open_report().condition == Condition::healthy);
    int replaced = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        replaced += entry.path().filename().string().starts_with("pettan.db.replaced-");
    REQUIRE(replaced == 1);
}
