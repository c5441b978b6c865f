#include "journal/ledger.h"
#include "journal/schema.h"
#include "kiosk_folder.h"
#include "testing/catch.h"
#include "version_1.h"

using namespace testing;

namespace {

std::string shape(journal::Database& database) {
    std::string text;
    auto query = database.ask("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name");
    while (need(query.next()))
        text += query.text(0) + "\n";
    return text;
}

void write_version_1(const KioskFolder& folder) {
    std::filesystem::create_directories(folder.path());
    auto database = need(journal::Database::open(folder.database(), journal::OpenMode::create));
    need(database.run_script("PRAGMA page_size = 4096; PRAGMA journal_mode = WAL;"));
    need(database.run_script(version_1_file));
}

}  // namespace

TEST_CASE("a file of schema 1 opens, with all that it held") {
    KioskFolder folder;
    write_version_1(folder);
    auto journal = folder.open();
    REQUIRE(journal->open_report().condition == journal::Condition::healthy);
    REQUIRE(journal->last_seq() == 4);
    REQUIRE(journal->owner_of({"card1"}) == attendance::PersonId{"person1"});
    REQUIRE(journal->person({"person1"})->name == "髙橋 さくら");
    REQUIRE(journal->event({"event1"})->title == "第1回");
    REQUIRE(journal->presence({"event1"}, attendance::PersonId{"person1"})->stamp.seq == 3);
    REQUIRE(journal->setting("token") == "abc");
    REQUIRE(need(journal->append(stamp_card("event1", "card2"))) == 5);
    auto database = need(journal::Database::open(folder.database(), journal::OpenMode::read_only));
    REQUIRE((need(journal::read_ledger(database)) == attendance::fold(need(journal::read_all_entries(database)))));
}

TEST_CASE("a file of schema 1 that was migrated has the shape of a new one") {
    KioskFolder old, fresh;
    write_version_1(old);
    { auto migrated = old.open(); }
    { auto made = fresh.open(); }
    auto old_file = need(journal::Database::open(old.database(), journal::OpenMode::read_only));
    auto new_file = need(journal::Database::open(fresh.database(), journal::OpenMode::read_only));
    REQUIRE(shape(old_file) == shape(new_file));
}
