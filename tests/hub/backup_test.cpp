#include "store/backup.h"

#include "engines.h"
#include "hub/doctor.h"
#include "sql/catalogue.h"
#include "store/schema.h"

using testing::acked;
using testing::all_changes;
using testing::Kiosk;
using testing::refusal;
using testing::some_day;

namespace {

// Everything but cursors and generations.
bool same_content(wire::Changes a, wire::Changes b) {
    a.cursor = b.cursor = "";
    a.generation = b.generation = 0;
    return a == b;
}

}  // namespace

TEST_CASE("a backup restores to the same content on either engine, as a new generation") {
    ON_EACH_ENGINE();
    const sql::Engine target = GENERATE(sql::Engine::sqlite, sql::Engine::postgresql);
    const Kiosk kiosk = Kiosk::enrolled(*store);
    auto request = kiosk.stamps(1, 500);
    acked(kiosk.send(*store, request));
    acked(kiosk.send(*store, kiosk.stamps(501, 300)));
    REQUIRE(store->put_prompt({"w", "ja", "髙橋さん \\ \"おかえり\"", false}));
    REQUIRE(store->put_sentence({.id = "s", .when = "first", .texts = {{"ja", "ようこそ"}, {"en", "Welcome"}}}));
    const auto file = tables.folder() / "backup";
    CHECK(store::write_backup(store->database(), file).value() == 800);
    CHECK_FALSE(std::filesystem::exists(file.string() + "-wal"));
    CHECK_FALSE(std::filesystem::exists(file.string() + ".part"));

    const testing::Tables other(target);
    const auto restored = store::restore_backup(*other.connect(), file);
    if (!restored) FAIL(restored.error().message);
    CHECK(restored->generation == 2);
    const auto other_store = other.store();
    CHECK(same_content(all_changes(*other_store, kiosk.device), all_changes(*store, kiosk.device)));
    CHECK(other_store->identity()->hub == store->identity()->hub);
    const auto findings = hub::examine(*other_store, some_day);
    REQUIRE(findings);
    for (const auto& finding : *findings)
        CHECK(finding.good);
}

TEST_CASE("a restored hub says gone to old cursors and is offered again what it lost") {
    ON_EACH_ENGINE();
    const Kiosk kiosk = Kiosk::enrolled(*store);
    acked(kiosk.send(*store, kiosk.stamps(1, 5)));
    const auto file = tables.folder() / "backup";
    REQUIRE(store::write_backup(store->database(), file));
    acked(kiosk.send(*store, kiosk.stamps(6, 5)));
    const Kiosk later = Kiosk::enrolled(*store);
    const auto before = all_changes(*store, kiosk.device);

    REQUIRE(store::restore_backup(store->database(), file));
    CHECK(std::get<wire::ErrorBody>(*store->changes(kiosk.device, before.cursor, 10, some_day)).word ==
          wire::ErrorWord::gone);
    CHECK(all_changes(*store, kiosk.device).acked_seq == 5);
    CHECK(refusal(kiosk.send(*store, kiosk.stamps(11, 1))).expected_seq == 6);
    CHECK(acked(kiosk.send(*store, kiosk.stamps(6, 5))) == 10);
    CHECK(same_content(all_changes(*store, kiosk.device), before));
    // A kiosk that the backup does not know has to enrol again, and gets a number that nobody had.
    CHECK(refusal(later.send(*store, later.stamps(1, 1))).word == wire::ErrorWord::unauthorized);
    CHECK(Kiosk::enrolled(*store).device > later.device + 1);
    // The hub's own entries begin a new epoch.
    store::OwnAct act;
    act.entry.kind = attendance::EntryKind::staff;
    act.entry.detail = "restored";
    REQUIRE(store->append_own(std::span(&act, 1), {some_day, {}, "boot", base::ClockQuality::synchronised}));
    CHECK(all_changes(*store, 1).acked_epoch == 2);
}

TEST_CASE("restoring twice begins two generations") {
    ON_EACH_ENGINE();
    const auto file = tables.folder() / "backup";
    REQUIRE(store::write_backup(store->database(), file));
    CHECK(store::restore_backup(store->database(), file)->generation == 2);
    CHECK(store::restore_backup(store->database(), file)->generation == 3);
}

TEST_CASE("a backup holds every row of every table but those of a running hub, whatever a later schema adds") {
    ON_EACH_ENGINE();
    sql::Database& database = store->database();
    const auto names = *sql::tables_of(database);
    const auto there = [&](std::string_view name) { return std::ranges::find(names, name) != names.end(); };
    for (const std::string_view name : store::tables_of_a_running_hub())
        CHECK((there(name) ? "" : name) == "");
    for (const std::string_view name : store::tables_about_people())
        CHECK((there(name) ? "" : name) == "");
    // A row in each table, of which only columns and their types are known.
    for (const std::string& table : names) {
        const auto described = *sql::columns_of(database, table);
        std::string columns, values;
        for (const sql::Column& column : described) {
            columns += (columns.empty() ? "" : ", ") + column.name;
            values += (values.empty() ? "" : ", ") + std::string(column.type == sql::CellType::text ? "'x'" : "1");
        }
        CAPTURE(table);
        REQUIRE(
            database.run("INSERT INTO " + table + " (" + columns + ") VALUES (" + values + ") ON CONFLICT DO NOTHING"));
    }
    const auto file = tables.folder() / "backup";
    REQUIRE(store::write_backup(database, file));
    const auto copy = *sql::open_sqlite(file, sql::Role::reader);
    const auto rows = [](sql::Database& of, const std::string& table) {
        std::int64_t count = 0;
        REQUIRE(of.run("SELECT count(*) FROM " + table, {}, [&](const sql::RowView& row) { count = row.integer(0); }));
        return count;
    };
    const auto fresh = *sql::open_sqlite(tables.folder() / "fresh", sql::Role::writer);
    REQUIRE(store::migrate(*fresh));
    const auto left_out = store::tables_of_a_running_hub();
    for (const std::string& table : names) {
        CAPTURE(table);
        const bool kept = std::ranges::find(left_out, table) == left_out.end();
        CHECK(rows(database, table) > 0);
        CHECK(rows(*copy, table) == rows(kept ? database : *fresh, table));
    }
}

TEST_CASE("what is no backup is refused, and nothing is changed") {
    ON_EACH_ENGINE();
    const Kiosk kiosk = Kiosk::enrolled(*store);
    acked(kiosk.send(*store, kiosk.stamps(1, 5)));
    const auto before = all_changes(*store);
    const auto file = tables.folder() / "backup";
    CHECK(store::restore_backup(store->database(), file).error().code == base::ErrorCode::not_found);
    REQUIRE(base::replace_file(file, "this is no database, this is no database, this is no database"));
    CHECK_FALSE(store::restore_backup(store->database(), file));
    REQUIRE(base::replace_file(file, ""));
    CHECK_FALSE(store::restore_backup(store->database(), file));
    std::filesystem::remove(file);
    REQUIRE(store::write_backup(store->database(), file));
    std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
    CHECK_FALSE(store::restore_backup(store->database(), file));
    CHECK(all_changes(*store) == before);
}

TEST_CASE("an older file put back by hand begins a new generation") {
    const testing::Tables tables(sql::Engine::sqlite);
    const auto copy = tables.folder() / "copy";
    {
        const auto store = tables.store();
        const Kiosk kiosk = Kiosk::enrolled(*store);
        REQUIRE(store::note_position(*store, tables.folder()));
        CHECK_FALSE(*store::notice_older_file(*store, tables.folder()));
        REQUIRE(store::write_backup(store->database(), copy));
        acked(kiosk.send(*store, kiosk.stamps(1, 5)));
        CHECK_FALSE(*store::notice_older_file(*store, tables.folder()));
        REQUIRE(store::note_position(*store, tables.folder()));
    }
    for (const char* suffix : {"", "-wal", "-shm"})
        std::filesystem::remove(tables.address() + suffix);
    std::filesystem::copy(copy, tables.address());
    const auto store = tables.store();
    CHECK(*store::notice_older_file(*store, tables.folder()));
    CHECK(store->position()->generation == 2);
    REQUIRE(store::note_position(*store, tables.folder()));
    CHECK_FALSE(*store::notice_older_file(*store, tables.folder()));
}

TEST_CASE("the doctor sees a missing row and presences that are not what the entries say") {
    ON_EACH_ENGINE();
    const Kiosk kiosk = Kiosk::enrolled(*store);
    acked(kiosk.send(*store, kiosk.stamps(1, 5)));
    const auto bad = [&] {
        const auto findings = hub::examine(*store, some_day);
        REQUIRE(findings);
        return std::count_if(findings->begin(), findings->end(), [](const hub::Finding& f) { return !f.good; });
    };
    CHECK(bad() == 0);
    REQUIRE(store->database().run("UPDATE presence SET seq = 5 WHERE seq = 4"));
    CHECK(bad() == 1);
    REQUIRE(store->database().run("DELETE FROM entry WHERE seq = 3"));
    CHECK(bad() == 2);
}

TEST_CASE("the doctor folds what took a card from somebody, as the tables do") {
    ON_EACH_ENGINE();
    const auto kind = GENERATE(attendance::EntryKind::unbind, attendance::EntryKind::misbind);
    const Kiosk kiosk = Kiosk::enrolled(*store);
    std::vector<attendance::Entry> entries{kiosk.other(1, attendance::EntryKind::bind),
                                           kiosk.stamp(2, "its-card", "evening"), kiosk.other(3, kind)};
    for (attendance::Entry* change : {&entries[0], &entries[2]}) {
        change->card = attendance::CardId{"its-card"};
        change->person = attendance::PersonId{"whose-it-was"};
    }
    entries[0].version = 1;
    entries[1].version = 1;
    entries[2].version = 2;
    testing::acked(kiosk.send(*store, kiosk.batch(entries)));
    const auto findings = hub::examine(*store, some_day);
    REQUIRE(findings);
    for (const hub::Finding& finding : *findings) {
        INFO(finding.text);
        CHECK(finding.good);
    }
}

TEST_CASE("doctor compares event by event, and finds one presence too few or too many in any of them") {
    ON_EACH_ENGINE();
    const std::int64_t at_once = GENERATE(1, 2, 100'000);
    const Kiosk kiosk = Kiosk::enrolled(*store);
    std::vector<attendance::Entry> entries;
    for (std::int64_t seq = 1; seq <= 12; ++seq)
        entries.push_back(kiosk.stamp(seq, "c" + std::to_string(seq % 4), "evening-" + std::to_string(seq % 3)));
    entries.push_back(kiosk.other(13, attendance::EntryKind::voided));
    entries.back().target = attendance::EntryRef{0, 0, 5};
    auto unsure = kiosk.stamp(14, "late", "evening-0");
    unsure.at.quality = attendance::ClockQuality::restored;
    unsure.at.wall -= std::chrono::hours(3);
    entries.push_back(unsure);
    testing::acked(kiosk.send(*store, kiosk.batch(entries)));
    const auto all_good = [&] {
        const auto findings = hub::examine(*store, some_day, at_once);
        REQUIRE(findings);
        return std::ranges::all_of(*findings, &hub::Finding::good);
    };
    CHECK(all_good());
    REQUIRE(store->database().script("UPDATE presence SET removed = 1 WHERE event = 'evening-1' AND subject = 'c1'"));
    CHECK_FALSE(all_good());
    REQUIRE(store->database().script("UPDATE presence SET removed = 0 WHERE event = 'evening-1' AND subject = 'c1'"));
    CHECK(all_good());
    REQUIRE(store->database().script(
        "UPDATE presence SET event = 'nobody-was-there' WHERE event = 'evening-2' AND subject = 'c2'"));
    CHECK_FALSE(all_good());
}
