// A storage that takes no more: what is acknowledged stays, and recording resumes by itself.
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "journal/ledger.h"
#include "journal/reader.h"
#include "kiosk_folder.h"
#include "testing/catch.h"
#include "testing/small_disk.h"

using namespace testing;

namespace {

// Files may not grow beyond a size: SQLite sees SQLITE_IOERR_WRITE (778), as with some quotas and dying cards.
class FileLimit {
public:
    explicit FileLimit(rlim_t bytes) {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

}  // namespace

TEST_CASE("when nothing can be written append says so, and resumes when there is room") {
    KioskFolder folder;
    auto journal = folder.open();
    std::int64_t written = 0;
    for (int i = 0; i < 20; ++i)
        written = need(journal->append(stamp_card("e", "c" + std::to_string(i))));
    for (int round = 0; round < 3; ++round) {
        {
            const FileLimit limit(std::filesystem::file_size(folder.path() / "pettan.db-wal") + 6000);
            int refused = 0;
            for (int i = 0; i < 30; ++i) {
                const auto result =
                    journal->append(stamp_card("full" + std::to_string(round), "c" + std::to_string(i)));
                if (result) {
                    written = *result;
                    continue;
                }
                ++refused;
                REQUIRE(result.error().code == base::ErrorCode::full);
                REQUIRE_THAT(result.error().message, contains("cannot record"));
            }
            REQUIRE(refused > 25);
            REQUIRE(journal->last_seq() == written);
        }
        REQUIRE(need(journal->append(stamp_card("e", "again" + std::to_string(round)))) == ++written);
    }
    need(need(journal::Reader::open(folder.path()))->audit());
    journal.reset();
    journal = folder.open();
    REQUIRE(journal->open_report().condition == journal::Condition::healthy);
    REQUIRE(journal->last_seq() == written);
}

TEST_CASE("a database that may not grow says full, and goes on when it may") {
    KioskFolder folder;
    // SQLITE_FULL itself needs a full file system; a tiny one is mounted where the test may do that.
    const auto medium = folder.temp.path() / "medium";
    std::filesystem::create_directories(medium);
    const std::string mount = "mount -t tmpfs -o size=600k tmpfs '" + medium.string() + "' 2>/dev/null";
    if (std::system(mount.c_str()) != 0) SKIP_TEST("this user may not mount a file system");
    {
        auto journal = need(journal::Journal::open({medium / "data"}, folder.clock));
        std::int64_t written = 0;
        std::optional<base::Error> full;
        for (int i = 0; i < 2000 && !full; ++i) {
            const auto result = journal->append(describe(attendance::Person{
                {"p" + std::to_string(i)}, 1, std::string(400, 'x'), std::string(400, 'y'), "", "", {}}));
            if (result)
                written = *result;
            else
                full = result.error();
        }
        REQUIRE(full.has_value());
        REQUIRE(full->code == base::ErrorCode::full);
        REQUIRE(std::system(("mount -o remount,size=20m '" + medium.string() + "'").c_str()) == 0);
        REQUIRE(need(journal->append(stamp_card("e", "c"))) == written + 1);
        need(need(journal::Reader::open(medium / "data"))->audit());
    }
    REQUIRE(std::system(("umount '" + medium.string() + "'").c_str()) == 0);
}

TEST_CASE("a kiosk starts on a full disk, again and again, by the room that was kept for this") {
    KioskFolder folder;
    const SmallDisk disk(folder.temp.path() / "medium", "48m");
    if (!disk.is_there()) SKIP_TEST("this user may not mount a file system");
    const auto data = disk.path() / "data";
    const auto open = [&] { return need(journal::Journal::open({data}, folder.clock)); };
    std::int64_t written = need(open()->append(stamp_card("e", "before")));
    disk.fill();
    for (int start = 0; start < 5; ++start) {
        auto journal = open();
        CHECK(journal->open_report().condition == journal::Condition::healthy);
        if (start == 0) {
            // The rest of the ballast is for the evening.
            CHECK(journal->open_report().ballast_was_needed);
            for (int i = 0; i < 200; ++i)
                written = need(journal->append(stamp_card("e", "c" + std::to_string(i))));
        }
        disk.fill();
        CHECK(journal->last_seq() == written);
        CHECK(journal->setting("nothing") == std::nullopt);
    }
    disk.make_room();
    auto journal = open();
    CHECK_FALSE(journal->open_report().ballast_was_needed);
    CHECK(std::filesystem::file_size(data / "ballast") == 4u << 20);
    CHECK(need(journal->append(stamp_card("e", "after"))) == written + 1);
    need(need(journal::Reader::open(data))->audit());
}

TEST_CASE("no ballast is laid where it would take the room for stamps") {
    KioskFolder folder;
    const SmallDisk disk(folder.temp.path() / "medium", "30m");
    if (!disk.is_there()) SKIP_TEST("this user may not mount a file system");
    auto journal = need(journal::Journal::open({disk.path() / "data"}, folder.clock));
    CHECK_FALSE(std::filesystem::exists(disk.path() / "data" / "ballast"));
}
