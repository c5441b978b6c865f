#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "journal/folder.h"
#include "journal/opening.h"
#include "journal/schema.h"
#include "journal/sqlite.h"
#include "kiosk_folder.h"
#include "testing/catch.h"

using namespace testing;
using base::ErrorCode;
using journal::Condition;

namespace {

// Root may write everywhere: tests of what is denied act as somebody else for a while.
class AsNobody {
public:
    AsNobody() : m_was_root(::geteuid() == 0) {
        if (m_was_root && ::seteuid(65534) != 0) throw std::runtime_error("cannot act as nobody");
    }
    ~AsNobody() {
        if (m_was_root && ::seteuid(0) != 0) std::abort();
    }

private:
    bool m_was_root;
};

journal::Database database_of(const KioskFolder& folder, journal::OpenMode mode = journal::OpenMode::read_write) {
    return need(journal::Database::open(folder.database(), mode));
}

std::string schema_text(journal::Database& database) {
    std::string text;
    auto query = database.ask("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name");
    while (need(query.next()))
        text += query.text(0) + "\n";
    return text;
}

}  // namespace

TEST_CASE("the data folder is made for its owner alone, and so are its files") {
    KioskFolder folder;
    auto journal = folder.open();
    using std::filesystem::perms;
    REQUIRE(std::filesystem::status(folder.path()).permissions() == perms::owner_all);
    for (const char* name : {"pettan.db", "card.key", "lock"}) {
        INFO(name);
        const auto others =
            std::filesystem::status(folder.path() / name).permissions() & (perms::group_all | perms::others_all);
        REQUIRE(others == perms::none);
    }
}

TEST_CASE("what a command under sudo leaves in the service's folder is the service's, and what one left is healed") {
    if (::geteuid() != 0) SKIP_TEST("only root can show what sudo leaves behind");
    constexpr uid_t service = 65534;
    KioskFolder folder;
    REQUIRE(::chmod(folder.temp.path().c_str(), 0755) == 0);
    std::filesystem::create_directory(folder.path());
    REQUIRE(::chown(folder.path().c_str(), service, service) == 0);
    folder.open().reset();
    const auto opens_as_service = [&] {
        const AsNobody nobody;
        return folder.try_open();
    };
    for (const char* name : {"pettan.db", "card.key", "lock"}) {
        INFO(name);
        struct stat state {};
        REQUIRE(::stat((folder.path() / name).c_str(), &state) == 0);
        CHECK(state.st_uid == service);
    }
    CHECK(opens_as_service());

    // As an older Pettan left it.
    for (const char* name : {"pettan.db", "lock"})
        REQUIRE(::chown((folder.path() / name).c_str(), 0, 0) == 0);
    const auto denied = opens_as_service();
    REQUIRE_FALSE(denied);
    CHECK(denied.error().code == ErrorCode::denied);
    CHECK_THAT(denied.error().message, contains("belongs to root"));
    CHECK_THAT(denied.error().message, contains("sudo chown -R nobody: " + folder.path().string()));
    // A file with a second name elsewhere is not given away.
    const auto elsewhere = folder.temp.path() / "elsewhere";
    std::ofstream(elsewhere) << "root's";
    std::filesystem::create_hard_link(elsewhere, folder.path() / "link");
    need(journal::FolderLock::take(folder.path()));
    CHECK(opens_as_service());
    struct stat state {};
    REQUIRE(::stat(elsewhere.c_str(), &state) == 0);
    CHECK(state.st_uid == 0);
}

TEST_CASE("a second kiosk in the same folder is told which process holds it") {
    KioskFolder folder;
    auto journal = folder.open();
    const auto second = folder.try_open();
    REQUIRE(second.error().code == ErrorCode::busy);
    REQUIRE_THAT(second.error().message, contains("process " + std::to_string(::getpid())));
    journal.reset();
    REQUIRE(folder.try_open());
}

TEST_CASE("a lock of a process that was killed holds nobody up") {
    KioskFolder folder;
    { auto made = folder.open(); }
    const pid_t child = ::fork();
    if (child == 0) {
        auto opened = folder.try_open();
        if (opened) static_cast<void>((*opened)->append(stamp_card("event", "card")));
        ::kill(::getpid(), SIGKILL);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
    auto journal = folder.open();
    REQUIRE(journal->last_seq() == 1);
    REQUIRE(journal->open_report().condition == Condition::healthy);
}

TEST_CASE("a folder that cannot be written is denied with a sentence saying what to do") {
    KioskFolder folder;
    SECTION("nor made") {}
    SECTION("nor used, though it is there") {
        std::filesystem::create_directories(folder.path());
        std::filesystem::permissions(folder.path(), std::filesystem::perms(0555));
    }
    std::filesystem::permissions(folder.temp.path(), std::filesystem::perms(0555));
    const AsNobody nobody;
    const auto opened = folder.try_open();
    REQUIRE(opened.error().code == ErrorCode::denied);
    REQUIRE_THAT(opened.error().message, contains("give this user the right to write there"));
}

TEST_CASE("a file of a newer Pettan is refused and left as it is") {
    KioskFolder folder;
    { auto made = folder.open(); }
    {
        auto database = database_of(folder);
        need(database.run("PRAGMA user_version = 99"));
        need(database.run("UPDATE setting SET value = '99' WHERE name = 'schema'"));
    }
    const auto opened = folder.try_open();
    REQUIRE(opened.error().code == ErrorCode::too_new);
    REQUIRE_THAT(opened.error().message, contains("update this kiosk"));
    auto database = database_of(folder);
    REQUIRE(need(database.number("PRAGMA user_version")) == 99);
}

TEST_CASE("a version that only the header speaks of is damage, not a newer Pettan") {
    KioskFolder folder;
    {
        auto journal = folder.open();
        need(journal->append(stamp_card("event", "card")));
    }
    {
        auto database = database_of(folder);
        need(database.run("PRAGMA user_version = 99"));
    }
    auto journal = folder.open();
    REQUIRE(journal->open_report().condition == Condition::salvaged);
    REQUIRE(journal->last_seq() == 1);
}

TEST_CASE("an older file is migrated after a safety copy of it") {
    KioskFolder folder;
    {
        auto journal = folder.open();
        need(journal->append(stamp_card("event", "card")));
    }
    std::vector<const char*> steps(journal::migrations().begin(), journal::migrations().end());
    steps.push_back("CREATE TABLE later (x INTEGER); INSERT INTO later VALUES (7);");
    {
        auto database = database_of(folder);
        need(journal::bring_up_to_date(database, folder.path(), steps));
        REQUIRE(need(database.number("SELECT x FROM later")) == 7);
        REQUIRE(need(journal::schema_version(database)) == journal::newest_schema() + 1);
        REQUIRE(need(database.number("SELECT count(*) FROM entry")) == 1);
        need(journal::bring_up_to_date(database, folder.path(), steps));  // nothing to do
    }
    const auto copy = folder.path() / ("pettan.db.schema-" + std::to_string(journal::newest_schema()));
    auto before = need(journal::Database::open(copy, journal::OpenMode::read_only));
    REQUIRE(need(journal::schema_version(before)) == journal::newest_schema());
    REQUIRE(need(before.number("SELECT count(*) FROM entry")) == 1);
    REQUIRE_FALSE(folder.try_open());  // and this Pettan now finds it too new
}

TEST_CASE("a migration that fails leaves the file as it was") {
    KioskFolder folder;
    { auto made = folder.open(); }
    std::vector<const char*> steps(journal::migrations().begin(), journal::migrations().end());
    steps.push_back("CREATE TABLE later (x INTEGER); INSERT INTO nowhere VALUES (7);");
    {
        auto database = database_of(folder);
        const auto before = schema_text(database);
        REQUIRE_FALSE(journal::bring_up_to_date(database, folder.path(), steps));
        REQUIRE(schema_text(database) == before);
    }
    REQUIRE(folder.open()->open_report().condition == Condition::healthy);
}

TEST_CASE("an empty file is a first start cut off, and made anew") {
    KioskFolder folder;
    std::filesystem::create_directories(folder.path());
    std::ofstream(folder.database()).close();
    REQUIRE(folder.open()->open_report().condition == Condition::created);
}

TEST_CASE("a half-made file of an interrupted first start is not taken for the journal") {
    KioskFolder folder;
    std::filesystem::create_directories(folder.path());
    std::ofstream(folder.path() / "pettan.db.building") << "half";
    auto journal = folder.open();
    REQUIRE(journal->open_report().condition == Condition::created);
    REQUIRE_FALSE(std::filesystem::exists(folder.path() / "pettan.db.building"));
}

TEST_CASE("a file that is lost while card.key is left keeps the cards known") {
    KioskFolder folder;
    const auto uid = *attendance::CardUid::from_hex("04a1b2c3d4e5f6");
    const auto card = folder.open()->card_id(uid);
    std::filesystem::remove(folder.database());
    auto journal = folder.open();
    REQUIRE(journal->open_report().condition == Condition::created);
    REQUIRE(journal->card_id(uid) == card);
}

TEST_CASE("a lost or spoilt card.key is written again from the file") {
    KioskFolder folder;
    const auto uid = *attendance::CardUid::from_hex("04a1b2c3d4e5f6");
    const auto card = folder.open()->card_id(uid);
    std::ofstream(folder.path() / "card.key") << "spoilt";
    REQUIRE(folder.open()->card_id(uid) == card);
    REQUIRE(std::filesystem::file_size(folder.path() / "card.key") == 65);
}

TEST_CASE("after a read that failed the next start looks through the whole file") {
    KioskFolder folder;
    { auto made = folder.open(); }
    journal::distrust(folder.path());
    REQUIRE(std::filesystem::exists(folder.path() / "pettan.db.distrusted"));
    REQUIRE(folder.open()->open_report().condition == Condition::healthy);
    REQUIRE_FALSE(std::filesystem::exists(folder.path() / "pettan.db.distrusted"));
}

TEST_CASE("the file's settings are those that the promise needs") {
    KioskFolder folder;
    auto journal = folder.open();
    auto database = database_of(folder, journal::OpenMode::read_only);
    REQUIRE(need(database.text("PRAGMA journal_mode")) == "wal");
    REQUIRE(need(database.number("PRAGMA page_size")) == journal::page_bytes);
    REQUIRE(need(database.number("PRAGMA application_id")) == journal::application_id);
    auto writer = database_of(folder);
    need(journal::set_up_writer(writer, true));
    REQUIRE(need(writer.number("PRAGMA synchronous")) == 2);
    REQUIRE(need(writer.number("PRAGMA foreign_keys")) == 1);
    REQUIRE(need(writer.number("PRAGMA recursive_triggers")) == 1);
    REQUIRE(need(writer.number("PRAGMA secure_delete")) == 1);
}
