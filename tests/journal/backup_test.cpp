#include "journal/backup.h"

#include <atomic>
#include <fstream>
#include <thread>

#include "damage.h"
#include "journal/ledger.h"
#include "journal/reader.h"
#include "journal/schema.h"
#include "kiosk_folder.h"
#include "testing/catch.h"

using namespace testing;
using base::ErrorCode;

namespace {

void write_some(journal::Journal& journal) {
    need(journal.append(describe(attendance::Person{{"p1"}, 1, "髙橋", "", "", "", false})));
    for (int i = 0; i < 8; ++i)
        need(journal.append(stamp_card("e1", "c" + std::to_string(i))));
}

int files_named(const std::filesystem::path& folder, const std::string& begin) {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        count += entry.path().filename().string().starts_with(begin);
    return count;
}

}  // namespace

TEST_CASE("a backup made while the kiosk runs is restored elsewhere, cards and all, as a new epoch") {
    KioskFolder kiosk, other;
    auto journal = kiosk.open();
    write_some(*journal);
    need(journal->set_setting(std::string(journal::acked_seq_setting), "5"));
    const auto uid = *attendance::CardUid::from_hex("04a1b2c3d4e5f6");
    const auto card = journal->card_id(uid);
    const auto file = kiosk.temp.path() / "backup";
    int calls = 0, last_done = 0, last_total = -1;
    need(journal::back_up(kiosk.path(), file, [&](int done, int total) {
        ++calls;
        last_done = done;
        last_total = total;
    }));
    REQUIRE(calls > 0);
    REQUIRE(last_done == last_total);
    REQUIRE(std::filesystem::status(file).permissions() ==
            (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    REQUIRE(files_named(kiosk.temp.path(), "backup") == 1);  // no WAL, no part beside it

    REQUIRE(need(journal::restore(file, other.path(), other.clock.now.wall)).empty());
    auto restored = other.open();
    REQUIRE(restored->open_report().condition == journal::Condition::healthy);
    REQUIRE(restored->last_seq() == 9);
    REQUIRE(restored->card_id(uid) == card);
    REQUIRE(restored->person({"p1"})->name == "髙橋");
    REQUIRE(restored->epoch() == 2);
    auto reader = need(journal::Reader::open(other.path()));
    REQUIRE(need(reader->epochs()).of(5) == 1);
    REQUIRE(need(reader->epochs()).of(6) == 2);
    need(reader->audit());
}

TEST_CASE("a backup holds one moment, however much is written meanwhile") {
    KioskFolder kiosk;
    auto journal = kiosk.open();
    for (int i = 0; i < 300; ++i)
        need(journal->append(
            describe(attendance::Person{{"p" + std::to_string(i)}, 1, std::string(300, 'x'), "", "", "", {}})));
    const auto before = journal->last_seq();
    const auto file = kiosk.temp.path() / "backup";
    need(journal::back_up(kiosk.path(), file, [&](int, int) { need(journal->append(stamp_card("e", "c"))); }));
    REQUIRE(journal->last_seq() > before);
    auto copy = need(journal::Database::open(file, journal::OpenMode::read_only));
    REQUIRE(need(copy.number("SELECT max(seq) FROM entry")) == before);
}

TEST_CASE("a backup replaces a backup, and no other file") {
    KioskFolder kiosk;
    auto journal = kiosk.open();
    write_some(*journal);
    const auto file = kiosk.temp.path() / "backup";
    need(journal::back_up(kiosk.path(), file));
    need(journal->append(stamp_card("e2", "c")));
    need(journal::back_up(kiosk.path(), file));
    auto copy = need(journal::Database::open(file, journal::OpenMode::read_only));
    REQUIRE(need(copy.number("SELECT max(seq) FROM entry")) == 10);
    for (const char* content : {"a letter", ""}) {
        const auto letter = kiosk.temp.path() / "letter";
        std::ofstream(letter) << content;
        REQUIRE(journal::back_up(kiosk.path(), letter).error().code == ErrorCode::bad_input);
        REQUIRE(std::filesystem::file_size(letter) == std::string(content).size());
    }
}

TEST_CASE("a restore sets the present journal aside and never uses its epochs again") {
    KioskFolder kiosk;
    const auto file = kiosk.temp.path() / "backup";
    {
        auto journal = kiosk.open();
        write_some(*journal);
        need(journal::back_up(kiosk.path(), file));
        need(journal->append(stamp_card("e9", "later")));
        need(journal->begin_epoch());
        need(journal->begin_epoch());
    }
    const auto aside = need(journal::restore(file, kiosk.path(), kiosk.clock.now.wall));
    REQUIRE(std::filesystem::exists(aside));
    auto old = need(journal::Database::open(aside, journal::OpenMode::read_only));
    REQUIRE(need(old.number("SELECT max(seq) FROM entry")) == 10);
    auto journal = kiosk.open();
    REQUIRE(journal->last_seq() == 9);
    REQUIRE(journal->epoch() == 4);
}

TEST_CASE("a restore is refused while a kiosk runs") {
    KioskFolder kiosk;
    auto journal = kiosk.open();
    write_some(*journal);
    const auto file = kiosk.temp.path() / "backup";
    need(journal::back_up(kiosk.path(), file));
    REQUIRE(journal::restore(file, kiosk.path(), kiosk.clock.now.wall).error().code == ErrorCode::busy);
    REQUIRE(need(journal->append(stamp_card("e2", "c"))) == 10);
}

TEST_CASE("what is no sound backup changes nothing") {
    KioskFolder kiosk;
    const auto file = kiosk.temp.path() / "backup";
    {
        auto journal = kiosk.open();
        write_some(*journal);
        need(journal::back_up(kiosk.path(), file));
    }
    ErrorCode expected{};
    SECTION("a missing file") {
        std::filesystem::remove(file);
        expected = ErrorCode::not_found;
    }
    SECTION("a letter") {
        std::ofstream(file) << std::string(5000, 'a');
        expected = ErrorCode::bad_input;
    }
    SECTION("a damaged backup") {
        overwrite(file, 4096 * 5, std::string(4096, '\xa5'));
        expected = ErrorCode::damaged;
    }
    SECTION("a newer one") {
        auto database = need(journal::Database::open(file, journal::OpenMode::read_write));
        need(database.run("PRAGMA user_version = 99"));
        need(database.run("UPDATE setting SET value = '99' WHERE name = 'schema'"));
        expected = ErrorCode::too_new;
    }
    REQUIRE(journal::restore(file, kiosk.path(), kiosk.clock.now.wall).error().code == expected);
    REQUIRE(files_named(kiosk.path(), "pettan.db") == 1);
    REQUIRE(kiosk.open()->last_seq() == 9);
}
