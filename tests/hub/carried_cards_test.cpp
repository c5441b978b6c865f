// Cards that have an id for each card key: what organizers see and do by one id is of the whole card.
#include "engines.h"
#include "office/acts.h"
#include "office/event_queries.h"
#include "office/export_rows.h"
#include "office/guest_queries.h"
#include "office/person_queries.h"
#include "office/personal_links.h"

namespace {

using namespace std::chrono_literals;
using attendance::CardId;
using attendance::Entry;
using attendance::EntryKind;
using attendance::EventId;
using attendance::PersonId;
using testing::Kiosk;

const CardId old_id{"old"}, new_id{"new"};  // "new" is the smaller one
const EventId evening{"evening"};

Entry rekey(const Kiosk& kiosk, std::int64_t seq) {
    Entry entry = kiosk.other(seq, EntryKind::rekey);
    entry.card = new_id;
    entry.detail = old_id.value;
    return entry;
}

struct Community {
    store::Store& store;
    std::unique_ptr<base::Clock> clock = base::system_clock();
    office::Acts acts{store, *clock, "user:mio"};
    Kiosk first = Kiosk::enrolled(store), second = Kiosk::enrolled(store);

    void send(const Kiosk& kiosk, const std::vector<Entry>& entries) {
        REQUIRE(testing::acked(kiosk.send(store, kiosk.batch(entries))) == entries.back().ref.seq);
    }
    PersonId add_person(const std::string& name) {
        attendance::Person person;
        person.name = name;
        const auto added = acts.put_person(person);
        REQUIRE(added);
        return *added;
    }
    std::int64_t arrived() { return office::event_counts(store, evening)->arrived; }
};

}  // namespace

TEST_CASE("a card that nobody has claimed is one card by either id, whichever door carried it over") {
    ON_EACH_ENGINE();
    Community c{*store};
    c.send(c.first, {c.first.stamp(1, "old")});
    c.send(c.second, {c.second.stamp(1, "new")});
    CHECK(c.arrived() == 2);
    c.send(c.second, {rekey(c.second, 2)});
    c.send(c.first, {rekey(c.first, 2), c.first.stamp(3, "old")});
    CHECK(c.arrived() == 1);
    const auto cards = office::unknown_cards(*store, evening, 10);
    REQUIRE(cards->size() == 1);
    CHECK(cards->front().card == new_id);
    for (const CardId& id : {old_id, new_id})
        CHECK(office::visits_of(*store, id)->size() == 1);
}

TEST_CASE("who has a card has it under every id, and it is one card on their page, bound and taken off by either") {
    ON_EACH_ENGINE();
    Community c{*store};
    const PersonId sakura = c.add_person("Sakura");
    c.send(c.first, {c.first.stamp(1, "old"), rekey(c.first, 2)});
    REQUIRE(c.acts.bind(old_id, sakura));
    for (const CardId& id : {old_id, new_id}) {
        CHECK(office::owner_of_card(*store, id).value() == sakura);
        CHECK(office::card_bound_by(*store, id).value() == "user:mio");
    }
    const auto cards = office::cards_of(*store, sakura);
    REQUIRE(cards->size() == 1);
    CHECK(cards->front().card == new_id);
    CHECK(cards->front().last.has_value());  // a stamp under the other id
    REQUIRE(c.acts.take_off(new_id));
    for (const CardId& id : {old_id, new_id})
        CHECK_FALSE(office::owner_of_card(*store, id)->has_value());
    REQUIRE(office::visits_of(*store, sakura)->size() == 1);
}

TEST_CASE("a stamp by hand for a card that is there under another id is no second one, and is taken back by either") {
    ON_EACH_ENGINE();
    Community c{*store};
    c.send(c.first, {c.first.stamp(1, "old"), rekey(c.first, 2)});
    REQUIRE(c.acts.stamp(evening, old_id));
    REQUIRE(c.acts.stamp(evening, new_id));
    CHECK(testing::count_of(store->database(), "entry") == 2);
    REQUIRE(c.acts.void_all(evening, old_id));
    CHECK(c.arrived() == 0);
    const auto voided = office::voided_stamps(*store, evening, 10);
    REQUIRE(voided->size() == 1);
    CHECK(voided->front().card == new_id);
    CHECK(office::subject_of_void(*store, voided->front().ref).value() == "new");
}

TEST_CASE("an export has one id for a card, and counts its stamps of one evening once") {
    ON_EACH_ENGINE();
    Community c{*store};
    const auto event = c.acts.put_event({{}, 1, "Evening", "", testing::some_day, testing::some_day + 2h});
    REQUIRE(event);
    c.send(c.first, {c.first.stamp(1, "old", event->value), rekey(c.first, 2), c.first.stamp(3, "new", event->value)});
    struct Rows : sheet::AttendanceWriter {
        std::vector<sheet::AttendanceRow> rows;
        base::Result<void> add(const sheet::AttendanceRow& row) override {
            rows.push_back(row);
            return {};
        }
        base::Result<void> finish() override { return {}; }
    } writer;
    REQUIRE(office::write_attendance(*store, {*event, {}}, writer));
    const auto& rows = writer.rows;
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].card_id == "new");
    CHECK(rows[1].card_id == "new");
    CHECK(rows[0].status == sheet::RowStatus::valid);
    CHECK(rows[1].status == sheet::RowStatus::repeat);
}

TEST_CASE("an erased person's card stays the tombstone's under every id, and kiosks are told of both") {
    ON_EACH_ENGINE();
    Community c{*store};
    const PersonId sakura = c.add_person("Sakura");
    REQUIRE(c.acts.bind(old_id, sakura));
    REQUIRE(c.acts.erase(sakura));
    c.send(c.first, {rekey(c.first, 1), c.first.stamp(2, "new")});
    CHECK(office::find_person(*store, sakura).value()->erased);
    CHECK(office::find_person(*store, sakura).value()->name.empty());
    CHECK(office::visits_of(*store, sakura)->size() == 1);
    const auto page = std::get<wire::Changes>(store->changes(c.first.device, "", 1000, testing::some_day).value());
    CHECK(page.cards.size() == 2);
    REQUIRE(page.same_cards.size() == 1);
    CHECK(page.same_cards.front().card == old_id);
    CHECK(page.same_cards.front().stands_for == new_id);
}
