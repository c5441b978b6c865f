#include "hub/edits.h"

#include "engines.h"

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

Person held(hub::Store& store) {
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
    CHECK(conflicts[0].state == hub::ConflictState::by_time);
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
    CHECK(conflicts[0].state == hub::ConflictState::open);
    REQUIRE(store->settle_conflict(conflicts[0], take_lost, {some_day, {}, "boot", base::ClockQuality::synchronised}));
    CHECK(held(*store).nickname == (take_lost ? "Kura" : "Saku"));
    CHECK(store->conflicts()->at(0).state == hub::ConflictState::by_staff);
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
            sql, {}, [&](const hub::RowView& row) { CHECK(row.text(0).find("Secret") == std::string_view::npos); }));
    // The row that was blanked still counts as the same.
    CHECK(acked(a.send(*store, request)) == 4);
    if (engine == hub::Engine::sqlite) {
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
    CHECK(all_changes(*store).merges == std::vector{wire::MergedPerson{PersonId{"p2"}, PersonId{"p1"}}});
    auto unmerge = b.other(3, EntryKind::unmerge);
    unmerge.target = EntryRef{a.device, 1, 3};
    acked(b.send(*store, b.batch({unmerge})));
    CHECK(subjects() == std::set<std::string>{"p1", "p2"});
    CHECK(all_changes(*store).merges == std::vector{wire::MergedPerson{PersonId{"p2"}, {}}});
}
