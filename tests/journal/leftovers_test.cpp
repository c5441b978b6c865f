// Files that Pettan set aside: how long they stay, and whom they still name.
#include "journal/leftovers.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <fstream>

#include "damage.h"
#include "journal/backup.h"
#include "journal/copy.h"
#include "journal/reader.h"
#include "journal/sqlite.h"
#include "kiosk_folder.h"
#include "testing/catch.h"
#include "testing/traces.h"

using namespace testing;
using std::chrono::days;

namespace {

const std::string name = "Zacharias Quintessenz";

base::WallTime day(int number) {
    return base::WallTime(std::chrono::sys_days(std::chrono::year(2026) / 6 / 1)) + days(number);
}

void set_time(const std::filesystem::path& file, base::WallTime time) {
    const timespec at{std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count(), 0};
    const std::array<timespec, 2> times{at, at};
    REQUIRE(::utimensat(AT_FDCWD, file.c_str(), times.data(), 0) == 0);
}

struct SetAside : KioskFolder {
    // A copy of the journal as it is now, as if it had been set aside on that day.
    std::filesystem::path put(const std::string& end, int on_day) {
        const auto file = path() / ("pettan.db." + end);
        need(need(journal::Reader::open(path()))->copy_to(file, {}));
        set_time(file, day(on_day));
        return file;
    }
    std::vector<std::filesystem::path> remove(int now, int other, bool synchronised = true) const {
        base::ClockReading reading = clock.now;
        reading.wall = day(now);
        reading.quality = synchronised ? base::ClockQuality::synchronised : base::ClockQuality::restored;
        return journal::remove_old_leftovers(path(), {reading, day(other)});
    }
    void note_backup(int on_day) const {
        need(journal::note_backup(path()));
        set_time(path() / "backup.made", day(on_day));
    }
};

}  // namespace

TEST_CASE_METHOD(SetAside, "files set aside are listed with their reason, age and size, the oldest first") {
    auto journal = open();
    put("schema-1", 4);
    put("damaged-20260603T101500Z", 1);
    std::ofstream(path() / "pettan.db.damaged-20260603T101500Z-wal") << std::string(1000, 'x');
    put("replaced-20260604T101500Z", 2);
    std::ofstream(path() / "pettan.db.next") << "not one";
    const auto found = journal::leftovers(path());
    REQUIRE(found.size() == 3);
    // What stands in the name is when it was set aside; its last change may be long before.
    CHECK(found[0].reason == "damaged");
    CHECK(found[0].since == day(2) + std::chrono::hours(10) + std::chrono::minutes(15));
    CHECK(found[0].bytes == std::filesystem::file_size(found[0].file) + 1000);
    CHECK(found[1].reason == "replaced");
    CHECK(found[2].reason == "schema");
    CHECK(found[2].since == day(4));
}

TEST_CASE_METHOD(SetAside, "a file set aside goes 90 days later by two clocks, if a backup was made since") {
    auto journal = open();
    const auto file = put("schema-1", 0);
    SECTION("no backup") {
        CHECK(remove(100, 100).empty());
    }
    SECTION("a backup of before") {
        note_backup(0);
        CHECK(remove(100, 100).empty());
    }
    SECTION("a backup of later") {
        note_backup(1);
        CHECK(remove(89, 100).empty());
        CHECK(remove(100, 89).empty());
        CHECK(remove(100, 100, false).empty());
        CHECK(std::filesystem::exists(file));
        CHECK((remove(90, 90) == std::vector{file}));
        CHECK_FALSE(std::filesystem::exists(file));
        CHECK(remove(90, 90).empty());
    }
    SECTION("one whose time cannot be right begins its 90 days now") {
        note_backup(1);
        set_time(file, base::WallTime());
        CHECK(remove(100, 100).empty());
        CHECK(std::filesystem::exists(file));
        CHECK(journal::leftovers(path()).at(0).since > base::WallTime());
    }
}

TEST_CASE_METHOD(SetAside, "a backup is noted where the journal lies") {
    auto journal = open();
    put("schema-1", 0);
    CHECK_FALSE(std::filesystem::exists(path() / "backup.made"));
    need(journal::back_up(path(), temp.path() / "evening.pettan"));
    CHECK(std::filesystem::exists(path() / "backup.made"));
}

TEST_CASE_METHOD(SetAside, "whoever is erased is erased in what was set aside, and nobody else") {
    auto journal = open();
    for (int i = 0; i < 300; ++i)
        need(journal->append(
            describe(attendance::Person{{"p" + std::to_string(i * 7919 % 300)}, 1, "somebody", "s", "", "", false})));
    need(journal->append(describe(attendance::Person{{"z"}, 1, name, "Quinzi", "ツァハリアス", "de", false})));
    need(journal->append(describe(attendance::Person{{"z"}, 2, name + " II", "Quinzi", "ツァハリアス", "de", false})));
    need(journal->append(describe(attendance::Person{{"a"}, 1, "An", "", "", "", false})));
    need(journal->append(describe(attendance::Person{{"b"}, 1, "Anna Anders", "An", "", "", false})));
    const auto whole = put("replaced-20260601T000000Z", 0);
    const auto broken = put("damaged-20260601T000000Z", 0);
    // SQLite cannot read this one any more.
    std::fstream(broken, std::ios::in | std::ios::out | std::ios::binary).write("broken", 6);
    const auto names_in = [](const std::filesystem::path& file) {
        return traces_in(bytes_of(file), {"Quintessenz", "Quinzi", "ツァハリアス"});
    };
    REQUIRE_FALSE(names_in(whole).empty());
    REQUIRE_FALSE(names_in(broken).empty());
    need(journal->append(erase("z")));
    need(journal->append(erase("a")));
    const auto erased = need(need(journal::Reader::open(path()))->erased_people());
    CHECK(erased.size() == 2);
    CHECK(need(journal::scrub_leftovers(path(), erased)) > 0);
    CHECK(names_in(whole).empty());
    CHECK(names_in(broken).empty());
    CHECK(need(journal::scrub_leftovers(path(), erased)) == 0);
    auto database = need(journal::Database::open(whole, journal::OpenMode::read_only, "", "immutable=1"));
    CHECK(need(database.text("PRAGMA integrity_check")) == "ok");
    CHECK(need(database.number("SELECT count(*) FROM person WHERE name = 'somebody'")) == 300);
    CHECK(need(database.text("SELECT name FROM person JOIN id ON num = person WHERE text = 'a'")) == "  ");
    CHECK(need(database.text("SELECT name || nickname FROM person JOIN id ON num = person WHERE text = 'b'")) ==
          "Anna AndersAn");
    CHECK(journal::leftovers(path()).at(0).since == day(0));
}
