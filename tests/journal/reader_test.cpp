#include "journal/reader.h"

#include <sys/mman.h>
#include <unistd.h>

#include "journal/sqlite.h"
#include "kiosk_folder.h"
#include "testing/catch.h"

using namespace testing;
using attendance::EntryKind;
using journal::Reader;
using journal::StampRow;
using journal::StampStatus;

namespace {

std::vector<StampRow> rows(Reader& reader, const std::optional<attendance::EventId>& event = {}) {
    std::vector<StampRow> all;
    need(reader.stamps(event, [&](const StampRow& row) -> base::Result<void> {
        all.push_back(row);
        return {};
    }));
    return all;
}

journal::Addition repeat(const std::string& event, const std::string& card, std::int64_t first) {
    journal::Addition addition = stamp_card(event, card);
    addition.entry.kind = EntryKind::repeat;
    addition.entry.target = attendance::EntryRef{0, 0, first};
    return addition;
}

void write_some(journal::Journal& journal) {
    const attendance::WallTime noon{std::chrono::seconds(1'800'000'000)};
    need(journal.append(describe(attendance::Event{{"e1"}, 1, "第1回", "", noon, noon})));              // 1
    need(journal.append(describe(attendance::Person{{"p1"}, 1, "髙橋", "たか", "たかはし", "", {}})));  // 2
    need(journal.append(stamp_card("e1", "c1")));                                                       // 3
    need(journal.append(repeat("e1", "c1", 3)));                                                        // 4
    need(journal.append(bind_card("c1", "p1")));                                                        // 5
    need(journal.append(stamp_person("e1", "p1")));                                                     // 6
    need(journal.append(stamp_card("e1", "c2")));                                                       // 7
    need(journal.append(correct(EntryKind::voided, 7)));                                                // 8
    need(journal.append(stamp_card("e2", "c2")));                                                       // 9
}

}  // namespace

TEST_CASE("every stamp and repeat is a row: valid, repeat or void") {
    KioskFolder folder;
    auto journal = folder.open();
    write_some(*journal);
    need(journal->set_setting(std::string(journal::device_setting), "17"));
    auto reader = need(Reader::open(folder.path()));
    const auto all = rows(*reader);
    REQUIRE(all.size() == 5);
    std::vector<std::pair<std::int64_t, StampStatus>> seen;
    for (const auto& row : all)
        seen.emplace_back(row.seq, row.status);
    REQUIRE((seen == std::vector<std::pair<std::int64_t, StampStatus>>{{3, StampStatus::valid},
                                                                       {4, StampStatus::repeat},
                                                                       {6, StampStatus::repeat},
                                                                       {7, StampStatus::voided},
                                                                       {9, StampStatus::valid}}));
    REQUIRE(all[0].event == attendance::EventId{"e1"});
    REQUIRE(all[0].event_title == "第1回");
    REQUIRE(all[0].person == attendance::PersonId{"p1"});
    REQUIRE(all[0].name == "髙橋");
    REQUIRE(all[0].nickname == "たか");
    REQUIRE(all[0].reading == "たかはし");
    REQUIRE(all[0].card == attendance::CardId{"c1"});
    REQUIRE(all[0].at == folder.clock.now.wall);
    REQUIRE(all[0].device == 17);
    REQUIRE(all[0].epoch == 1);
    REQUIRE_FALSE(all[2].card);
    REQUIRE(all[2].person == attendance::PersonId{"p1"});
    REQUIRE_FALSE(all[3].person);
    REQUIRE(all[3].name.empty());
    REQUIRE(rows(*reader, attendance::EventId{"e2"}).size() == 1);
    REQUIRE(rows(*reader, attendance::EventId{"none"}).empty());
}

TEST_CASE("a voided stamp that was unvoided counts again") {
    KioskFolder folder;
    auto journal = folder.open();
    write_some(*journal);
    need(journal->append(correct(EntryKind::unvoid, 8)));
    auto reader = need(Reader::open(folder.path()));
    REQUIRE(rows(*reader)[3].status == StampStatus::valid);
}

TEST_CASE("a card has one id in all rows, and its stamps of one evening count once") {
    KioskFolder folder;
    auto journal = folder.open();
    need(journal->append(stamp_card("e1", "old")));
    journal::Addition rekey = stamp_card("e1", "new");
    rekey.entry.kind = EntryKind::rekey;
    rekey.entry.event.reset();
    rekey.entry.detail = "old";
    need(journal->append(rekey));
    need(journal->append(stamp_card("e1", "new")));
    const auto all = rows(*need(Reader::open(folder.path())));
    REQUIRE(all.size() == 2);
    for (const auto& row : all)
        CHECK(row.card == attendance::CardId{"new"});
    CHECK(all[0].status == StampStatus::valid);
    CHECK(all[1].status == StampStatus::repeat);
}

TEST_CASE("rows name the newest version, and nobody once erased") {
    KioskFolder folder;
    auto journal = folder.open();
    write_some(*journal);
    need(journal->append(describe(attendance::Person{{"p1"}, 2, "高橋", "", "", "", false})));
    auto reader = need(Reader::open(folder.path()));
    REQUIRE(rows(*reader)[0].name == "高橋");
    need(journal->append(erase("p1")));
    REQUIRE(rows(*reader)[0].name.empty());
    REQUIRE(rows(*reader)[0].person == attendance::PersonId{"p1"});
    REQUIRE(need(reader->people())[0].erased);
}

TEST_CASE("an error of the taker ends the reading and comes back") {
    KioskFolder folder;
    auto journal = folder.open();
    write_some(*journal);
    auto reader = need(Reader::open(folder.path()));
    int taken = 0;
    const auto result = reader->stamps({}, [&](const StampRow&) -> base::Result<void> {
        ++taken;
        return base::fail(base::ErrorCode::full, "no paper");
    });
    REQUIRE(result.error().message == "no paper");
    REQUIRE(taken == 1);
}

TEST_CASE("the feed gives entries after a seq, with the rows that they name") {
    KioskFolder folder;
    auto journal = folder.open();
    write_some(*journal);
    auto reader = need(Reader::open(folder.path()));
    const auto first = need(reader->feed(0, 3));
    REQUIRE(first.entries.size() == 3);
    REQUIRE(first.entries[0].ref == attendance::EntryRef{0, 0, 1});
    REQUIRE(first.events.size() == 1);
    REQUIRE(first.people.size() == 1);
    REQUIRE(first.people[0].name == "髙橋");
    REQUIRE(need(reader->feed(8, 500)).entries.size() == 1);
    REQUIRE(need(reader->feed(9, 500)).entries.empty());
    REQUIRE(need(reader->last_seq()) == 9);
    SECTION("a later version of a person is not sent in place of an earlier") {
        need(journal->append(describe(attendance::Person{{"p1"}, 2, "高橋", "", "", "", false})));
        REQUIRE(need(reader->feed(1, 1)).people[0].name == "髙橋");
        REQUIRE(need(reader->feed(9, 1)).people[0].name == "高橋");
    }
    SECTION("an erased person's rows are tombstones") {
        need(journal->append(erase("p1")));
        REQUIRE(need(reader->feed(1, 1)).people[0].erased);
    }
}

TEST_CASE("a feed ends where an epoch ends") {
    KioskFolder folder;
    auto journal = folder.open();
    write_some(*journal);
    need(journal->set_setting(std::string(journal::acked_seq_setting), "4"));
    need(journal->begin_epoch());
    auto reader = need(Reader::open(folder.path()));
    REQUIRE(need(reader->feed(0, 500)).entries.size() == 4);
    REQUIRE(need(reader->feed(0, 500)).epoch == 1);
    REQUIRE(need(reader->feed(4, 500)).entries.size() == 5);
    REQUIRE(need(reader->feed(4, 500)).epoch == 2);
    const auto epochs = need(reader->epochs());
    REQUIRE(epochs.of(4) == 1);
    REQUIRE(epochs.of(5) == 2);
    REQUIRE(epochs.highest() == 2);
    REQUIRE(rows(*reader).back().epoch == 2);
}

TEST_CASE("a later epoch that begins earlier covers all after its beginning") {
    const journal::Epochs epochs({{1, 1}, {2, 10}, {3, 5}});
    REQUIRE(epochs.of(4) == 1);
    REQUIRE(epochs.of(5) == 3);
    REQUIRE(epochs.of(10) == 3);
}

TEST_CASE("a folder without a journal is said to have none") {
    KioskFolder folder;
    REQUIRE(Reader::open(folder.path()).error().code == base::ErrorCode::not_found);
}

TEST_CASE("a reader sees each entry as soon as it is appended, and leaves the WAL to the kiosk") {
    KioskFolder folder;
    auto journal = folder.open();
    auto reader = need(Reader::open(folder.path()));
    for (std::int64_t seq = 1; seq <= 20; ++seq) {
        need(journal->append(stamp_card("e", "c" + std::to_string(seq))));
        REQUIRE(need(reader->last_seq()) == seq);
    }
    const auto wal = std::filesystem::file_size(folder.path() / "pettan.db-wal");
    REQUIRE(wal > 0);
    reader.reset();
    REQUIRE(std::filesystem::file_size(folder.path() / "pettan.db-wal") == wal);
}

TEST_CASE("what a killed kiosk left in the WAL is read and left there") {
    KioskFolder folder, copy;
    auto journal = folder.open();
    write_some(*journal);
    std::filesystem::create_directories(copy.path());
    for (const char* name : {"pettan.db", "pettan.db-wal"})
        std::filesystem::copy_file(folder.path() / name, copy.path() / name);
    const auto wal = std::filesystem::file_size(copy.path() / "pettan.db-wal");
    {
        auto reader = need(Reader::open(copy.path()));
        REQUIRE(need(reader->last_seq()) == 9);
        need(reader->audit());
    }
    REQUIRE(std::filesystem::file_size(copy.path() / "pettan.db-wal") == wal);
}

namespace {

// A folder as on a medium that cannot be written, for a user without rights.
struct ReadOnlyFolder {
    explicit ReadOnlyFolder(const KioskFolder& folder) : path(folder.path()) {
        std::filesystem::permissions(folder.temp.path(), std::filesystem::perms(0755));
        for (const auto& entry : std::filesystem::directory_iterator(path))
            std::filesystem::permissions(entry.path(), std::filesystem::perms(0444));
        std::filesystem::permissions(path, std::filesystem::perms(0555));
        m_was_root = ::geteuid() == 0;
        if (m_was_root && ::seteuid(65534) != 0) throw std::runtime_error("cannot act as nobody");
    }
    ~ReadOnlyFolder() {
        if (m_was_root && ::seteuid(0) != 0) std::abort();
        std::filesystem::permissions(path, std::filesystem::perms(0755));
    }
    std::filesystem::path path;
    bool m_was_root = false;
};

}  // namespace

TEST_CASE("a journal that was closed well is read from a medium that cannot be written") {
    KioskFolder folder;
    {
        auto journal = folder.open();
        write_some(*journal);
    }
    const ReadOnlyFolder medium(folder);
    auto reader = Reader::open(medium.path);
    if (!reader) FAIL(reader.error().message);
    REQUIRE(need((*reader)->last_seq()) == 9);
}

TEST_CASE("a journal that was not closed needs a place that can be written, and says so") {
    KioskFolder folder, copy;
    auto journal = folder.open();
    write_some(*journal);
    std::filesystem::create_directories(copy.path());
    for (const char* name : {"pettan.db", "pettan.db-wal"})
        std::filesystem::copy_file(folder.path() / name, copy.path() / name);
    const ReadOnlyFolder medium(copy);
    const auto reader = Reader::open(medium.path);
    REQUIRE(reader.error().code == base::ErrorCode::denied);
    REQUIRE_THAT(reader.error().message, contains("copy the folder to a place"));
}

TEST_CASE("a name whose bytes the storage has lost comes out as valid UTF-8, for exports and for the hub") {
    KioskFolder folder;
    {
        auto journal = folder.open();
        need(journal->append(describe(attendance::Person{{"p"}, 1, "高橋", "", "", "ja", false})));
    }
    {
        auto database = need(journal::Database::open(folder.database(), journal::OpenMode::read_write));
        need(database.run_script("UPDATE person SET name = CAST(x'e9abff' AS TEXT)"));
    }
    auto reader = need(Reader::open(folder.path()));
    CHECK(need(reader->people()).at(0).name == "\uFFFD\uFFFD\uFFFD");
    CHECK(need(reader->feed(0, 10)).people.at(0).name == "\uFFFD\uFFFD\uFFFD");
    const auto audit = reader->audit();
    REQUIRE_FALSE(audit);
    CHECK_THAT(audit.error().message, contains("person p"));
}

TEST_CASE("a folder that cannot be looked into is said to be so, by an error") {
    const auto reader = Reader::open("/" + std::string(300, 'a'));
    REQUIRE_FALSE(reader);
    CHECK(reader.error().code == base::ErrorCode::denied);
    CHECK_THAT(reader.error().message, contains("cannot look into"));
}
