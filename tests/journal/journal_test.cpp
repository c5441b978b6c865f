#include "journal/journal.h"

#include <fstream>

#include "base/file.h"
#include "journal/sqlite.h"
#include "kiosk_folder.h"
#include "testing/catch.h"

using namespace testing;
using attendance::CardId;
using attendance::EntryKind;
using attendance::EventId;
using attendance::PersonId;
using journal::Subject;

namespace {

const EventId monday{"monday"};

attendance::Event event_of(const std::string& id, std::int64_t starts_s, const std::string& title) {
    const attendance::WallTime starts{std::chrono::seconds(starts_s)};
    return {{id}, 1, title, "hall", starts, starts + std::chrono::hours(3)};
}

std::string file_bytes(const std::filesystem::path& path) {
    const auto bytes = base::read_file(path);
    return bytes ? *bytes : std::string();
}

}  // namespace

TEST_CASE("a new journal is empty, and its entries count 1, 2, 3") {
    KioskFolder folder;
    auto journal = folder.open();
    REQUIRE(journal->open_report().condition == journal::Condition::created);
    REQUIRE(journal->last_seq() == 0);
    REQUIRE(need(journal->append(stamp_card("monday", "c1"))) == 1);
    const std::vector additions{stamp_card("monday", "c2"), stamp_card("monday", "c3")};
    REQUIRE(need(journal->append(additions)) == 3);
    REQUIRE(journal->last_seq() == 3);
    journal.reset();
    REQUIRE(folder.open()->last_seq() == 3);
    REQUIRE(folder.open()->open_report().condition == journal::Condition::healthy);
}

TEST_CASE("an unknown card's stamps follow when it is bound") {
    KioskFolder folder;
    auto journal = folder.open();
    need(journal->append(stamp_card("monday", "c1")));
    const CardId card{"c1"};
    REQUIRE_FALSE(journal->owner_of(card));
    REQUIRE(journal->presence(monday, card)->stamp.seq == 1);
    need(journal->append(bind_card("c1", "p1")));
    REQUIRE(journal->owner_of(card) == PersonId{"p1"});
    REQUIRE(journal->bind_version(card) == 1);
    REQUIRE(journal->presence(monday, PersonId{"p1"})->stamp.seq == 1);
    REQUIRE((journal->presence(monday, PersonId{"p1"})->subject == Subject(PersonId{"p1"})));
    REQUIRE(journal->visits(PersonId{"p1"}).size() == 1);
}

TEST_CASE("visits are oldest first in corrected time and know the event's newest title") {
    KioskFolder folder;
    auto journal = folder.open();
    need(journal->append(describe(event_of("monday", 100, "Vol. 1"))));
    attendance::Event edited = event_of("monday", 100, "Vol. 1 in the hall");
    edited.version = 2;
    need(journal->append(describe(edited)));
    need(journal->append(stamp_person("tuesday", "p1")));
    folder.clock.now.wall -= std::chrono::hours(100);  // a boot without a clock
    folder.clock.now.boot_id = "another";
    need(journal->append(stamp_person("monday", "p1")));
    const auto visits = journal->visits(PersonId{"p1"});
    REQUIRE(visits.size() == 2);
    REQUIRE(visits[0].event == monday);
    REQUIRE(visits[0].title == "Vol. 1 in the hall");
    REQUIRE(visits[1].event == EventId{"tuesday"});
}

TEST_CASE("a clock that is set later in the same boot corrects earlier presences") {
    KioskFolder folder;
    auto journal = folder.open();
    folder.clock.now.wall = base::WallTime(std::chrono::seconds(1000));
    folder.clock.now.quality = base::ClockQuality::unknown;
    need(journal->append(stamp_card("monday", "c1")));
    const auto stamped = folder.clock.now;
    folder.clock.pass(std::chrono::seconds(90));
    folder.clock.now.wall = base::WallTime(std::chrono::seconds(1'800'000'000));
    folder.clock.now.quality = base::ClockQuality::synchronised;
    journal::Addition clock;
    clock.entry.kind = EntryKind::clock;
    need(journal->append(clock));
    const auto presence = journal->presence(monday, CardId{"c1"});
    REQUIRE(presence->at == folder.clock.now.wall - std::chrono::seconds(90));
    REQUIRE(presence->quality == attendance::ClockQuality::synchronised);
    REQUIRE(stamped.wall != presence->at);
}

TEST_CASE("counts tell first-timers, returners and unknown cards apart") {
    KioskFolder folder;
    auto journal = folder.open();
    need(journal->append(stamp_person("monday", "returner")));
    folder.clock.pass(std::chrono::hours(24));
    need(journal->append(stamp_person("tuesday", "returner")));
    need(journal->append(stamp_person("tuesday", "new")));
    need(journal->append(stamp_card("tuesday", "c1")));
    const auto tuesday = journal->counts(EventId{"tuesday"});
    REQUIRE(tuesday.arrived == 3);
    REQUIRE(tuesday.first_timers == 1);
    REQUIRE(tuesday.unknown_cards == 1);
    REQUIRE(journal->counts(monday).first_timers == 1);
    REQUIRE(journal->counts(EventId{"none"}).arrived == 0);
}

TEST_CASE("the last open entry says which event staff opened, and an empty one takes it back") {
    KioskFolder folder;
    auto journal = folder.open();
    REQUIRE_FALSE(journal->opening());
    journal::Addition open;
    open.entry.kind = EntryKind::open;
    open.entry.event = monday;
    need(journal->append(open));
    REQUIRE(journal->opening()->event == monday);
    open.entry.event.reset();
    need(journal->append(open));
    REQUIRE_FALSE(journal->opening());
}

TEST_CASE("events come by start, people in their newest version and after merges") {
    KioskFolder folder;
    auto journal = folder.open();
    need(journal->append(describe(event_of("later", 200, "B"))));
    need(journal->append(describe(event_of("sooner", 100, "A"))));
    REQUIRE(journal->events().size() == 2);
    REQUIRE(journal->events()[0].id == EventId{"sooner"});
    REQUIRE(journal->event(EventId{"later"})->title == "B");
    need(journal->append(describe(attendance::Person{{"p1"}, 1, "髙橋 さくら", "", "たかはし", "ja", false})));
    need(journal->append(describe(attendance::Person{{"p2"}, 1, "𠮷野 辻󠄀", "よっしー", "", "", false})));
    REQUIRE(journal->person(PersonId{"p1"})->name == "髙橋 さくら");
    need(journal->append(describe(attendance::Person{{"p1"}, 2, "髙橋 桜", "", "", "", false})));
    REQUIRE(journal->person(PersonId{"p1"})->name == "髙橋 桜");
    need(journal->append(merge("p1", "p2")));
    REQUIRE(journal->person(PersonId{"p1"})->name == "𠮷野 辻󠄀");
    REQUIRE_FALSE(journal->person(PersonId{"nobody"}));
}

TEST_CASE("an addition that is not sound is refused and nothing of its batch is kept") {
    KioskFolder folder;
    auto journal = folder.open();
    journal::Addition person = describe(attendance::Person{{"p1"}, 1, "A", "", "", "", false});
    person.person->version = 2;  // not the version that the entry names
    const std::vector batch{stamp_card("monday", "c1"), person};
    const auto result = journal->append(batch);
    REQUIRE(result.error().code == base::ErrorCode::bad_input);
    REQUIRE(journal->last_seq() == 0);
    REQUIRE_FALSE(journal->presence(monday, CardId{"c1"}));
    REQUIRE(need(journal->append(stamp_card("monday", "c1"))) == 1);
}

TEST_CASE("a version of a person is written once") {
    KioskFolder folder;
    auto journal = folder.open();
    const attendance::Person person{{"p1"}, 1, "A", "", "", "", false};
    need(journal->append(describe(person)));
    need(journal->append(describe(person)));  // the same again is harmless
    attendance::Person other = person;
    other.name = "B";
    REQUIRE(journal->append(describe(other)).error().code == base::ErrorCode::bad_input);
    other.version = 2;
    other.name = std::string(attendance::text_bytes_max, 'x');
    need(journal->append(describe(other)));
    other.version = 3;
    other.name += "x";
    REQUIRE(journal->append(describe(other)).error().code == base::ErrorCode::bad_input);
}

TEST_CASE("no statement changes, deletes or replaces a line of the journal") {
    KioskFolder folder;
    auto journal = folder.open();
    need(journal->append(stamp_card("monday", "c1")));
    need(journal->append(stamp_card("monday", "c2")));
    const bool recursive = GENERATE(true, false);
    auto database = need(journal::Database::open(folder.database(), journal::OpenMode::read_write));
    need(database.run(recursive ? "PRAGMA recursive_triggers = ON" : "PRAGMA recursive_triggers = OFF"));
    for (const char* forbidden : {
             "UPDATE entry SET wall_us = 0 WHERE seq = 1",
             "UPDATE entry SET seq = 3 WHERE seq = 2",
             "DELETE FROM entry WHERE seq = 2",
             "DELETE FROM entry",
             "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE seq = 1",
             "REPLACE INTO entry (seq, kind, boot, wall_us, boottime_ns, quality, source, version) "
             "VALUES (2, 1, 1, 0, 0, 0, 1, 0)",
             "INSERT INTO entry (seq, kind, boot, wall_us, boottime_ns, quality, source, version) "
             "VALUES (4, 1, 1, 0, 0, 0, 1, 0)",
             "UPDATE id SET text = 'other'",
             "DELETE FROM id",
         }) {
        INFO(forbidden);
        const auto result = database.run(forbidden);
        REQUIRE_FALSE(result);
        REQUIRE((need(database.number("SELECT count(*) * 10 + max(seq) FROM entry")) == 22));
    }
    REQUIRE(need(database.number("SELECT count(*) FROM entry WHERE wall_us = 0")) == 0);
}

TEST_CASE("settings are kept, and the file's own are out of reach") {
    KioskFolder folder;
    auto journal = folder.open();
    REQUIRE_FALSE(journal->setting("token"));
    need(journal->set_setting("token", "a"));
    need(journal->set_setting("token", "b"));
    REQUIRE(journal->setting("token") == "b");
    REQUIRE_FALSE(journal->set_setting("card_key", "00"));
    REQUIRE_FALSE(journal->set_setting("schema", "7"));
}

TEST_CASE("a card has the same id for ever under one key, and another under another") {
    KioskFolder folder;
    const auto uid = *attendance::CardUid::from_hex("04a1b2c3d4e5f6");
    auto journal = folder.open();
    const CardId id = journal->card_id(uid);
    REQUIRE(id.value.size() == 32);
    REQUIRE(id != journal->card_id(*attendance::CardUid::from_hex("04a1b2c3d4e5f7")));
    journal.reset();
    journal = folder.open();
    REQUIRE(journal->card_id(uid) == id);
    const base::Bytes key(32, 7);
    need(journal->replace_card_key(key));
    REQUIRE(journal->card_id(uid) != id);
    REQUIRE_FALSE(journal->replace_card_key(base::Bytes(31, 7)));
    const CardId other = journal->card_id(uid);
    journal.reset();
    REQUIRE(folder.open()->card_id(uid) == other);
    REQUIRE(KioskFolder().open()->card_id(uid) != id);
}

TEST_CASE("a replaced card key is kept only where that was asked for, over a restart, until it is dropped") {
    KioskFolder folder;
    const auto uid = *attendance::CardUid::from_hex("04a1b2c3d4e5f6");
    auto journal = folder.open();
    const CardId id = journal->card_id(uid);
    REQUIRE(journal->former_card_ids(uid).empty());
    need(journal->replace_card_key(base::Bytes(32, 7), journal::FormerKey::kept));
    REQUIRE(journal->former_card_ids(uid) == std::vector{id});
    const CardId second = journal->card_id(uid);
    journal.reset();
    journal = folder.open();
    REQUIRE(journal->former_card_ids(uid) == std::vector{id});
    REQUIRE(journal->card_id(uid) == second);
    REQUIRE_FALSE(journal->set_setting("former_card_key", "x"));
    need(journal->drop_former_card_key());
    REQUIRE(journal->former_card_ids(uid).empty());
    need(journal->replace_card_key(base::Bytes(32, 8)));
    REQUIRE(journal->former_card_ids(uid).empty());
    journal.reset();
    REQUIRE(folder.open()->former_card_ids(uid).empty());
}

namespace {

journal::RosterUpdate keys_of_the_hub(std::vector<std::string> keys, std::string mark) {
    journal::RosterUpdate update;
    update.cursor = "1-1";
    update.card_keys = std::move(keys);
    update.card_keys_mark = std::move(mark);
    return update;
}

}  // namespace

TEST_CASE("card ids are made with the hub's newest key, and the older ones are kept over a restart and in card.key") {
    KioskFolder folder;
    const auto uid = *attendance::CardUid::from_hex("04a1b2c3d4e5f6");
    auto journal = folder.open();
    const std::string first_key = base::to_hex(journal->card_key());
    const CardId first = journal->card_id(uid);
    need(journal->apply(keys_of_the_hub({std::string(64, '2'), first_key}, "mark 2")));
    const CardId second = journal->card_id(uid);
    REQUIRE(second != first);
    REQUIRE(journal->former_card_ids(uid) == std::vector{first});
    need(journal->apply(keys_of_the_hub({std::string(64, '3'), std::string(64, '2'), first_key}, "mark 3")));
    const CardId third = journal->card_id(uid);
    const auto check = [&] {
        journal.reset();
        journal = folder.open();
        REQUIRE(journal->card_id(uid) == third);
        REQUIRE(journal->former_card_ids(uid) == std::vector{second, first});
    };
    check();
    REQUIRE(journal->setting("card_keys_mark") == "mark 3");
    REQUIRE_FALSE(journal->set_setting("older_card_keys", ""));
    REQUIRE_FALSE(journal->set_setting("card_keys_mark", ""));
    journal.reset();
    std::filesystem::remove(folder.path() / "card.key");
    check();  // from the database
    journal.reset();
    std::filesystem::remove(folder.database());
    check();                                                           // from card.key
    REQUIRE(journal->setting("card_keys_mark").value_or("").empty());  // so that the hub says them again
    REQUIRE(std::filesystem::status(folder.path() / "card.key").permissions() ==
            (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE("a key that a restored hub does not know any more stays among the older ones") {
    KioskFolder folder;
    const auto uid = *attendance::CardUid::from_hex("04a1b2c3d4e5f6");
    auto journal = folder.open();
    const std::string first_key = base::to_hex(journal->card_key());
    const CardId first = journal->card_id(uid);
    need(journal->apply(keys_of_the_hub({std::string(64, '2'), first_key}, "mark 2")));
    const CardId second = journal->card_id(uid);
    need(journal->apply(keys_of_the_hub({first_key}, "mark 1")));
    CHECK(journal->card_id(uid) == first);
    CHECK(journal->former_card_ids(uid) == std::vector{second});
    need(journal->apply(keys_of_the_hub({"no key"}, "mark x")));
    CHECK(journal->card_id(uid) == first);
}

TEST_CASE("a new enrolment begins anew with one card key") {
    KioskFolder folder;
    const auto uid = *attendance::CardUid::from_hex("04a1b2c3d4e5f6");
    auto journal = folder.open();
    need(journal->apply(keys_of_the_hub({std::string(64, '2'), std::string(64, '1')}, "mark 2")));
    need(journal->replace_card_key(base::Bytes(32, 7)));
    CHECK(journal->former_card_ids(uid).empty());
    CHECK(journal->setting("card_keys_mark").value_or("").empty());
}

TEST_CASE("the card id is BLAKE2b-128 of the number, keyed") {
    KioskFolder folder;
    auto journal = folder.open();
    need(journal->replace_card_key(base::Bytes(32, 0)));
    // python3: hashlib.blake2b(bytes.fromhex("04a1b2c3d4e5f6"), digest_size=16, key=bytes(32)).hexdigest()
    REQUIRE(journal->card_id(*attendance::CardUid::from_hex("04a1b2c3d4e5f6")).value ==
            "927558f38de3e45e48638438e0acbaf3");
}

TEST_CASE("an erased person leaves no byte of the name in the file or its WAL") {
    KioskFolder folder;
    auto journal = folder.open();
    const std::string name = "Zacharias Quintessenz", nick = "Quinzi", reading = "ツァハリアス";
    for (int i = 0; i < 200; ++i)
        need(
            journal->append(describe(attendance::Person{{"p" + std::to_string(i)}, 1, "somebody", "", "", "", false})));
    need(journal->append(describe(attendance::Person{{"p"}, 1, name, "", reading, "de", false})));
    need(journal->append(describe(attendance::Person{{"p"}, 2, name + " II", nick, reading, "de", false})));
    const auto everything = [&] {
        return file_bytes(folder.database()) + file_bytes(folder.database().string() + "-wal");
    };
    REQUIRE_THAT(everything(), contains(name) && contains(nick) && contains(reading));
    need(journal->append(erase("p")));
    REQUIRE_THAT(everything(), !contains("Quintessenz") && !contains(nick) && !contains(reading));
    REQUIRE(journal->person(PersonId{"p"})->erased);
    REQUIRE(journal->person(PersonId{"p"})->name.empty());
    SECTION("and no late edit brings it back") {
        REQUIRE_FALSE(journal->append(describe(attendance::Person{{"p"}, 3, name, "", "", "", false})));
        REQUIRE_THAT(everything(), !contains("Quintessenz"));
    }
}

TEST_CASE("after an erasure no append waits for whoever reads, and the name is gone as soon as nobody does") {
    KioskFolder folder;
    auto journal = folder.open();
    need(journal->append(describe(attendance::Person{{"p"}, 1, "Quintessenz", "", "", "", false})));
    auto reader = need(journal::Database::open(folder.database(), journal::OpenMode::read_only));
    need(reader.run("BEGIN"));
    need(reader.run("SELECT count(*) FROM entry"));
    // SQLite would wait five seconds for the reader in each of them.
    const auto begin = std::chrono::steady_clock::now();
    need(journal->append(erase("p")));
    for (int i = 0; i < 4; ++i)
        need(journal->append(stamp_card("monday", "c" + std::to_string(i))));
    need(journal->tend());
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
    const auto everything = [&] {
        return file_bytes(folder.database()) + file_bytes(folder.database().string() + "-wal");
    };
    CHECK_THAT(everything(), contains("Quintessenz"));
    need(reader.run("COMMIT"));
    need(journal->tend());  // with no other append
    REQUIRE_THAT(everything(), !contains("Quintessenz"));
}

TEST_CASE("a new epoch begins after what the hub has acknowledged") {
    KioskFolder folder;
    auto journal = folder.open();
    for (int i = 0; i < 5; ++i)
        need(journal->append(stamp_card("monday", "c" + std::to_string(i))));
    REQUIRE(journal->epoch() == 1);
    need(journal->set_setting(std::string(journal::acked_seq_setting), "3"));
    REQUIRE(need(journal->begin_epoch()) == 2);
    auto database = need(journal::Database::open(folder.database(), journal::OpenMode::read_only));
    REQUIRE(need(database.number("SELECT first_seq FROM epoch WHERE epoch = 2")) == 4);
}
