// A kiosk's journal and the hub's store edit the same people and events. Between them travels what a real kiosk sends.
#include "../hub/engines.h"
#include "../journal/kiosk_folder.h"
#include "client/batch.h"
#include "client/roster.h"
#include "office/acts.h"
#include "office/person_queries.h"
#include "wire/codec.h"
#include "wire/gzip.h"

using attendance::Person;
using attendance::PersonId;
using testing::acked;
using testing::need;
using testing::some_day;

namespace {

const PersonId taro{"taro"};

// The journal of a kiosk that is connected when the test says so.
class Door {
public:
    explicit Door(store::Store& hub) : m_hub(hub), m_token(testing::Kiosk::enrolled(hub)) {
        m_folder.clock.now.wall = some_day;
        m_folder.clock.now.quality = base::ClockQuality::synchronised;
        m_journal = m_folder.open();
        need(m_journal->set_setting("device", std::to_string(m_token.device)));
    }

    void connect() {
        const auto reader = need(journal::Reader::open(m_folder.path()));
        const auto batch = need(client::make_batch(*reader, m_sent, 500, m_folder.clock.now, {}));
        const std::string json = need(wire::gunzip(batch.gzipped_body, wire::json_bytes_max));
        const auto request = need(wire::parse_entries_request(json));
        m_sent = acked(m_token.send(m_hub, request));
        auto told = need(m_hub.changes(m_token.device, m_cursor, 1000, some_day));
        client::Update update{std::get<wire::Changes>(std::move(told)), client::UpdateKind::changes};
        m_cursor = update.changes.cursor;
        auto roster = client::to_roster(std::move(update));
        roster.acked_seq = m_sent;
        need(m_journal->apply(roster));
    }
    // As the staff's form does: what it does not touch is as it stands here.
    void edit(void (*change)(Person&)) {
        Person person = *m_journal->person(taro);
        ++person.version;
        change(person);
        m_folder.clock.pass(std::chrono::seconds(10));
        const auto addition = testing::describe(person);
        need(m_journal->append(std::span(&addition, 1)));
    }
    void add(const Person& person) {
        const auto addition = testing::describe(person);
        need(m_journal->append(std::span(&addition, 1)));
    }
    Person shown() { return *m_journal->person(taro); }
    base::ClockReading now() const { return m_folder.clock.now; }
    journal::Journal& journal() { return *m_journal; }
    void pass(std::chrono::seconds time) { m_folder.clock.pass(time); }

private:
    testing::KioskFolder m_folder;
    store::Store& m_hub;
    testing::Kiosk m_token;
    std::unique_ptr<journal::Journal> m_journal;
    std::int64_t m_sent = 0;
    std::string m_cursor;
};

Person held(store::Store& store) {
    return **office::find_person(store, taro);
}

// At the hub, at the door's time.
void organizer_edits(store::Store& store, const Door& door, void (*change)(Person&)) {
    wire::PersonEdit edit{held(store), 0, {}};
    const Person before = edit.person;
    edit.seen = before.version;
    ++edit.person.version;
    change(edit.person);
    edit.changed = attendance::changed_fields(before, edit.person);
    store::OwnAct act;
    act.entry.kind = attendance::EntryKind::person;
    act.entry.person = taro;
    act.entry.version = edit.person.version;
    act.person = edit;
    need(store.append_own(std::span(&act, 1), door.now()));
}

}  // namespace

TEST_CASE("two edits of a kiosk that is away take nothing back that an organizer changed meanwhile") {
    ON_EACH_ENGINE();
    Door door(*store);
    door.add({taro, 1, "山田 太郎", "Taro", "", "ja", false});
    door.connect();
    organizer_edits(*store, door, [](Person& person) { person.nickname = "Tachan"; });
    door.edit([](Person& person) { person.reading = "やまだ"; });
    door.edit([](Person& person) { person.reading = "やまだ たろう"; });
    door.connect();
    CHECK(held(*store).nickname == "Tachan");
    CHECK(held(*store).reading == "やまだ たろう");
    CHECK(store->conflicts()->empty());
    CHECK(door.shown().nickname == "Tachan");
    CHECK(door.shown().reading == "やまだ たろう");
}

TEST_CASE("a kiosk's edit of what an organizer changed unknown to it is a conflict, whatever number it has") {
    ON_EACH_ENGINE();
    const int edits = GENERATE(1, 2, 3);
    Door door(*store);
    door.add({taro, 1, "山田 太郎", "Taro", "", "ja", false});
    door.connect();
    door.pass(std::chrono::seconds(100));
    organizer_edits(*store, door, [](Person& person) { person.nickname = "Tachan"; });
    for (int i = 1; i < edits; ++i)
        door.edit([](Person& person) { person.reading += "やまだ"; });
    door.edit([](Person& person) { person.nickname = "Tarou"; });
    door.connect();
    // The later one counts, and the other is listed.
    CHECK(held(*store).nickname == "Tarou");
    const auto conflicts = *store->conflicts();
    REQUIRE(conflicts.size() == 1);
    CHECK(conflicts[0].field == "nickname");
    CHECK(conflicts[0].lost == "Tachan");
    CHECK(door.shown() == held(*store));
}

TEST_CASE("what a kiosk has heard of is no conflict any more") {
    ON_EACH_ENGINE();
    Door door(*store);
    door.add({taro, 1, "山田 太郎", "Taro", "", "ja", false});
    door.connect();
    organizer_edits(*store, door, [](Person& person) { person.nickname = "Tachan"; });
    door.connect();
    door.edit([](Person& person) { person.nickname = "Tarou"; });
    door.edit([](Person& person) { person.nickname = "Taro-chan"; });
    door.connect();
    CHECK(held(*store).nickname == "Taro-chan");
    CHECK(store->conflicts()->empty());
}
