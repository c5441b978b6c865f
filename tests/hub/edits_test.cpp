#include "store/edits.h"

#include "engines.h"
#include "wire/codec.h"

using attendance::EntryKind;
using attendance::EntryRef;
using attendance::Person;
using attendance::PersonId;
using testing::acked;
using testing::all_changes;
using testing::Kiosk;
using testing::some_day;
using wire::PersonField;

namespace {

Person sakura(std::int64_t version, const std::string& nickname = "", const std::string& reading = "") {
    return {PersonId{"p"}, version, "髙橋 さくら", nickname, reading, "ja", false};
}

// An edit as its kiosk sends it: the entry and the texts.
wire::EntriesRequest edit(const Kiosk& kiosk, std::int64_t seq, const Person& person, std::set<PersonField> changed,
                          std::optional<std::int64_t> seen = {}) {
    auto entry = kiosk.other(seq, EntryKind::person);
    entry.person = person.id;
    entry.version = person.version;
    auto request = kiosk.batch({entry});
    request.people.push_back({person, seen.value_or(person.version - 1), std::move(changed)});
    return request;
}

Person held(store::Store& store) {
    return all_changes(store).people.at(0);
}

}  // namespace

TEST_CASE("a person is kept byte for byte") {
    ON_EACH_ENGINE();
    const Kiosk kiosk = Kiosk::enrolled(*store);
    for (const char* name : {"髙橋", "﨑", "𠮷野", "辻\xF3\xA0\x84\x80", "สมชาย", "محمد", "प्रिया", "Nguyễn", "🌸",
                             "O'Brien \"x\" \\ {1,2}"}) {
        const std::int64_t version = store->devices()->front().acked_seq + 1;
        Person person = sakura(version);
        person.name = name;
        acked(kiosk.send(*store, edit(kiosk, version, person, {PersonField::name})));
        CHECK(held(*store).name == name);
    }
}

TEST_CASE("different fields edited on two kiosks are both kept, and both kiosks are told") {
    ON_EACH_ENGINE();
    const Kiosk a = Kiosk::enrolled(*store);
    const Kiosk b = Kiosk::enrolled(*store);
    acked(a.send(*store, edit(a, 1, sakura(1), {})));
    acked(a.send(*store, edit(a, 2, sakura(2, "Saku"), {PersonField::nickname})));
    acked(b.send(*store, edit(b, 1, sakura(2, "", "さくら"), {PersonField::reading})));
    CHECK(held(*store) == sakura(3, "Saku", "さくら"));
    CHECK(store->conflicts()->empty());
}

TEST_CASE("without a list of changed fields, what differs from the version seen was changed") {
    ON_EACH_ENGINE();
    const Kiosk a = Kiosk::enrolled(*store);
    const Kiosk b = Kiosk::enrolled(*store);
    acked(a.send(*store, edit(a, 1, sakura(1), {})));
    acked(a.send(*store, edit(a, 2, sakura(2, "Saku"), {PersonField::nickname})));
    auto request = edit(b, 1, sakura(2, "", "さくら"), {});
    request.people[0].changed.reset();
    acked(b.send(*store, request));
    CHECK(held(*store) == sakura(3, "Saku", "さくら"));
}

TEST_CASE("the later of two edits of one field wins, and the other one is listed") {
    ON_EACH_ENGINE();
    const Kiosk a = Kiosk::enrolled(*store);
    const Kiosk b = Kiosk::enrolled(*store);
    acked(a.send(*store, edit(a, 1, sakura(1), {})));
    acked(a.send(*store, edit(a, 2, sakura(2, "Saku"), {PersonField::nickname})));
    // Made one second earlier (seq is second), sent later.
    acked(b.send(*store, edit(b, 1, sakura(2, "Kura"), {PersonField::nickname})));
    CHECK(held(*store).nickname == "Saku");
    const auto conflicts = *store->conflicts();
    REQUIRE(conflicts.size() == 1);
    CHECK(conflicts[0].kept == "Saku");
    CHECK(conflicts[0].lost == "Kura");
    CHECK(conflicts[0].state == store::ConflictState::by_time);
}

TEST_CASE("a conflict that clocks cannot decide waits for staff, who may take the lost value") {
    ON_EACH_ENGINE();
    const bool take_lost = GENERATE(true, false);
    const Kiosk a = Kiosk::enrolled(*store);
    const Kiosk b = Kiosk::enrolled(*store);
    acked(a.send(*store, edit(a, 1, sakura(1), {})));
    acked(a.send(*store, edit(a, 2, sakura(2, "Saku"), {PersonField::nickname})));
    auto unsure = edit(b, 1, sakura(2, "Kura"), {PersonField::nickname});
    auto& entry = std::get<attendance::Entry>(unsure.rows[0]);
    entry.at.quality = attendance::ClockQuality::unknown;
    entry.at.boot_id = "other boot";
    acked(b.send(*store, unsure));
    CHECK(held(*store).nickname == "Saku");
    const auto conflicts = *store->conflicts();
    REQUIRE(conflicts.size() == 1);
    CHECK(conflicts[0].state == store::ConflictState::open);
    REQUIRE(store->settle_conflict(conflicts[0], take_lost, {some_day, {}, "boot", base::ClockQuality::synchronised}));
    CHECK(held(*store).nickname == (take_lost ? "Kura" : "Saku"));
    CHECK(store->conflicts()->at(0).state == store::ConflictState::by_staff);
    CHECK(store->unsettled_conflicts({})->empty());
    // Of two who settle it, the second is told so and changes nothing.
    const auto again = store->settle_conflict(conflicts[0], true, {some_day, {}, "boot", {}});
    REQUIRE_FALSE(again);
    CHECK(again.error().code == base::ErrorCode::not_found);
    CHECK(held(*store).nickname == (take_lost ? "Kura" : "Saku"));
}

TEST_CASE("a kiosk may edit twice while it is away") {
    ON_EACH_ENGINE();
    const Kiosk a = Kiosk::enrolled(*store);
    const Kiosk b = Kiosk::enrolled(*store);
    acked(a.send(*store, edit(a, 1, sakura(1), {})));
    acked(a.send(*store, edit(a, 2, sakura(2, "Saku"), {PersonField::nickname})));
    acked(b.send(*store, edit(b, 1, sakura(2, "", "1"), {PersonField::reading})));
    acked(b.send(*store, edit(b, 2, sakura(3, "", "2"), {PersonField::reading})));
    CHECK(held(*store).nickname == "Saku");
    CHECK(held(*store).reading == "2");
    CHECK(store->conflicts()->empty());
}

TEST_CASE("an edit that comes twice is taken once") {
    ON_EACH_ENGINE();
    const Kiosk kiosk = Kiosk::enrolled(*store);
    const auto request = edit(kiosk, 1, sakura(1, "Saku"), {});
    acked(kiosk.send(*store, request));
    const auto before = all_changes(*store);
    acked(kiosk.send(*store, request));
    CHECK(all_changes(*store) == before);
}

TEST_CASE("a person of a version that the hub never saw is taken as it is") {
    ON_EACH_ENGINE();
    const Kiosk kiosk = Kiosk::enrolled(*store);
    acked(kiosk.send(*store, edit(kiosk, 1, sakura(7, "Saku"), {PersonField::nickname})));
    CHECK(held(*store) == sakura(7, "Saku"));
}

TEST_CASE("erasing leaves a tombstone, and no name anywhere") {
    ON_EACH_ENGINE();
    const Kiosk a = Kiosk::enrolled(*store);
    const Kiosk b = Kiosk::enrolled(*store);
    acked(a.send(*store, edit(a, 1, sakura(1, "SecretNick"), {})));
    acked(a.send(*store, edit(a, 2, sakura(2, "SecretNick2"), {PersonField::nickname})));
    acked(b.send(*store, edit(b, 1, sakura(2, "SecretNick3"), {PersonField::nickname})));
    auto request = a.batch({});
    request.first_seq = 3;
    request.rows.emplace_back(
        wire::BadRow{3, R"({"row":[3],"object":{"id":"p","name":"SecretNick4"}})", "persons[0].name"});
    acked(a.send(*store, request));
    auto erase = a.other(4, EntryKind::erase);
    erase.person = PersonId{"p"};
    acked(a.send(*store, a.batch({erase})));
    CHECK(held(*store).erased);
    CHECK(held(*store).name.empty());
    for (const char* sql :
         {"SELECT name || nickname || reading FROM person", "SELECT name || nickname FROM person_version",
          "SELECT kept || lost FROM conflict", "SELECT raw FROM quarantine"})
        REQUIRE(store->database().run(
            sql, {}, [&](const sql::RowView& row) { CHECK(row.text(0).find("Secret") == std::string_view::npos); }));
    // The row that was blanked still counts as the same.
    CHECK(acked(a.send(*store, request)) == 4);
    if (engine == sql::Engine::sqlite) {
        const auto content = base::read_file(tables.address());
        CHECK(content->find("SecretNick") == std::string::npos);
        const auto wal = base::read_file(tables.address() + "-wal");
        CHECK((!wal || wal->find("SecretNick") == std::string::npos));
    }
    // A kiosk that has not heard yet does not bring the name back.
    const std::string cursor = all_changes(*store).cursor;
    acked(b.send(*store, edit(b, 2, sakura(3, "SecretNick5"), {PersonField::nickname})));
    CHECK(held(*store).erased);
    CHECK(all_changes(*store).cursor != cursor);
}

TEST_CASE("rows that could not be read are taken in once they can be, with what they brought") {
    ON_EACH_ENGINE();
    const Kiosk kiosk = Kiosk::enrolled(*store);
    auto request = kiosk.stamps(1, 3);
    const std::string row = wire::to_json(edit(kiosk, 2, sakura(1, "Saku"), {}));
    const auto stamp = wire::to_json(kiosk.stamps(1, 1, "late"));
    const auto raw_row = [](const std::string& json) {
        const std::size_t at = json.find("\"rows\":[") + 8;
        return json.substr(at, json.find("]]", at) + 1 - at);
    };
    // As an older hub held them: a stamp whose row names no boot, a person with their texts, and what nobody can read.
    request.rows[0] = wire::BadRow{1, raw_row(stamp), "rows[0].kind: not known here"};
    request.rows[1] = wire::BadRow{
        2,
        "{\"row\":" + raw_row(row) +
            R"(,"object":{"id":"p","version":1,"seen":0,"name":"髙橋 さくら","nickname":"Saku","reading":"","lang":"ja"}})",
        "persons[0]: not known here"};
    request.rows[2] = wire::BadRow{3, "[3,99]", "rows[2]: has 2 columns"};
    CHECK(acked(kiosk.send(*store, request)) == 3);
    CHECK(all_changes(*store).people.empty());
    CHECK(store->unsettled()->rows == 3);

    CHECK(*store->take_in_quarantined(some_day) == 2);
    CHECK(held(*store) == sakura(1, "Saku"));
    CHECK(all_changes(*store).presences.size() == 1);
    const auto left = *store->quarantined();
    REQUIRE(left.size() == 1);
    CHECK(left[0].ref.seq == 3);
    // Once is enough, and the kiosk may send them again as it reads them.
    CHECK(*store->take_in_quarantined(some_day) == 0);
    request.rows[0] = kiosk.stamps(1, 1, "late").rows[0];
    auto person = edit(kiosk, 2, sakura(1, "Saku"), {});
    request.rows[1] = person.rows[0];
    CHECK(store->devices()->front().forks == 0);
}

TEST_CASE("a list of conflicts and of rows that could not be read comes in parts") {
    ON_EACH_ENGINE();
    const Kiosk kiosk = Kiosk::enrolled(*store);
    auto request = kiosk.stamps(1, 5);
    for (std::int64_t i = 0; i < 5; ++i)
        request.rows[static_cast<std::size_t>(i)] =
            wire::BadRow{i + 1, "[" + std::to_string(i + 1) + ",99]", "has 2 columns"};
    acked(kiosk.send(*store, request));
    CHECK(store->quarantined()->size() == 5);
    CHECK(store->quarantined({0, 2})->size() == 2);
    CHECK(store->quarantined({4, 2})->size() == 1);
    CHECK(store->quarantined({5, 2})->empty());
}

TEST_CASE("events are merged like people") {
    ON_EACH_ENGINE();
    const Kiosk a = Kiosk::enrolled(*store);
    const Kiosk b = Kiosk::enrolled(*store);
    const auto event = [](std::int64_t version, const std::string& title, const std::string& venue) {
        return attendance::Event{attendance::EventId{"e"},        version, title, venue, some_day,
                                 some_day + std::chrono::hours(2)};
    };
    const auto send = [&](const Kiosk& kiosk, std::int64_t seq, const attendance::Event& value,
                          std::set<wire::EventField> changed) {
        auto entry = kiosk.other(seq, EntryKind::event);
        entry.event = value.id;
        entry.version = value.version;
        auto request = kiosk.batch({entry});
        request.events.push_back({value, value.version - 1, std::move(changed)});
        acked(kiosk.send(*store, request));
    };
    send(a, 1, event(1, "第12回", "渋谷"), {});
    send(a, 2, event(2, "第12回 夏", "渋谷"), {wire::EventField::title});
    send(b, 1, event(2, "第12回", "新宿"), {wire::EventField::venue});
    CHECK(all_changes(*store).events == std::vector{event(3, "第12回 夏", "新宿")});
}

TEST_CASE("a walk-in registered on two kiosks is merged, the stamps follow, and an unmerge parts them again") {
    ON_EACH_ENGINE();
    const Kiosk a = Kiosk::enrolled(*store);
    const Kiosk b = Kiosk::enrolled(*store);
    const auto walk_in = [&](const Kiosk& kiosk, const std::string& card, const std::string& person) {
        auto bind = kiosk.other(2, EntryKind::bind);
        bind.card = attendance::CardId{card};
        bind.person = PersonId{person};
        bind.version = 1;
        acked(kiosk.send(*store, kiosk.batch({kiosk.stamp(1, card, person + "-evening"), bind})));
    };
    walk_in(a, "c1", "p1");
    walk_in(b, "c2", "p2");
    auto merge = a.other(3, EntryKind::merge);
    merge.person = PersonId{"p2"};
    merge.other_person = PersonId{"p1"};
    acked(a.send(*store, a.batch({merge})));
    const auto subjects = [&] {
        std::set<std::string> people;
        for (const auto& row : all_changes(*store).presences)
            if (!row.removed) people.insert(std::get<PersonId>(row.presence.subject).value);
        return people;
    };
    CHECK(subjects() == std::set<std::string>{"p1"});
    CHECK(all_changes(*store).merges == std::vector{attendance::Merge{PersonId{"p2"}, PersonId{"p1"}}});
    auto unmerge = b.other(3, EntryKind::unmerge);
    unmerge.target = EntryRef{a.device, 1, 3};
    acked(b.send(*store, b.batch({unmerge})));
    CHECK(subjects() == std::set<std::string>{"p1", "p2"});
    CHECK(all_changes(*store).merges == std::vector{attendance::Merge{PersonId{"p2"}, {}}});
}
