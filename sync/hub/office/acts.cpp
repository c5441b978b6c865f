#include "office/acts.h"

#include <algorithm>
#include <set>

#include "base/random_id.h"
#include "office/event_queries.h"
#include "office/person_queries.h"
#include "office/same_cards.h"
#include "store/entry_columns.h"

namespace office {
namespace {

using attendance::Entry;
using attendance::EntryKind;
using attendance::EntryRef;
using attendance::Person;
using attendance::PersonId;
using base::ErrorCode;

constexpr std::size_t acts_at_once = 500;
constexpr int stamps_max = 50;  // of one subject at one event: one a kiosk that did not know of the others

std::int64_t kind_of(const attendance::Subject& subject) {
    return static_cast<std::int64_t>(subject.index());
}
std::string_view id_of(const attendance::Subject& subject) {
    return std::visit([](const auto& id) -> std::string_view { return id.value; }, subject);
}

// 0 where it is not there; not_found where a person was erased.
base::Result<std::int64_t> version_of(sql::Database& database, std::string_view sql, std::string_view id) {
    TRY(transaction, sql::Transaction::begin(database, sql::Access::read));
    std::int64_t version = 0;
    bool erased = false;
    const auto read = [&](const sql::RowView& row) {
        version = row.integer(0);
        erased = row.integer(1) != 0;
    };
    TRY_VOID(database.run(sql, {id}, read));
    if (erased) return base::fail(ErrorCode::not_found, "this person was erased");
    return version;
}

// Before merges.
base::Result<std::optional<PersonId>> holder_of(sql::Database& database, const attendance::CardId& card) {
    TRY(transaction, sql::Transaction::begin(database, sql::Access::read));
    std::optional<PersonId> holder;
    TRY_VOID(database.run("SELECT person FROM card WHERE card = $1 AND person <> ''", {std::string_view(card.value)},
                          [&](const sql::RowView& row) { holder = PersonId{std::string(row.text(0))}; }));
    return holder;
}

base::Result<std::optional<EntryRef>> present_stamp(sql::Database& database, const attendance::EventId& event,
                                                    const attendance::Subject& subject) {
    TRY(transaction, sql::Transaction::begin(database, sql::Access::read));
    std::optional<EntryRef> stamp;
    TRY_VOID(database.run(R"(SELECT device, epoch, seq FROM presence
                             WHERE event = $1 AND subject_kind = $2 AND subject = )" PETTAN_HUB_CARD_STANDING_FOR(
                              "$3") " AND removed = 0",
                          {std::string_view(event.value), kind_of(subject), id_of(subject)},
                          [&](const sql::RowView& row) {
                              stamp = EntryRef{row.integer(0), row.integer(1), row.integer(2)};
                          }));
    return stamp;
}

base::Result<std::optional<attendance::WallTime>> end_of(sql::Database& database, const attendance::EventId& event) {
    TRY(transaction, sql::Transaction::begin(database, sql::Access::read));
    std::optional<attendance::WallTime> ends;
    TRY_VOID(database.run("SELECT ends_us FROM event WHERE id = $1", {std::string_view(event.value)},
                          [&](const sql::RowView& row) { ends = store::from_us(row.integer(0)); }));
    return ends;
}

}  // namespace

Entry Acts::entry(EntryKind kind) const {
    Entry entry;
    entry.kind = kind;
    entry.source = m_source;
    entry.by = m_by;
    return entry;
}

base::Result<void> Acts::append(store::OwnAct act) {
    return m_store.append_own(std::span(&act, 1), m_clock.read());
}

store::OwnAct Acts::edit_act(attendance::Event event, std::int64_t seen,
                             std::optional<std::set<wire::EventField>> changed) const {
    store::OwnAct act{entry(EntryKind::event), {}, {}};
    event.version = seen + 1;
    act.entry.event = event.id;
    act.entry.version = event.version;
    act.event = wire::EventEdit{std::move(event), seen, std::move(changed)};
    return act;
}

store::OwnAct Acts::edit_act(Person person, std::int64_t seen,
                             std::optional<std::set<wire::PersonField>> changed) const {
    store::OwnAct act{entry(EntryKind::person), {}, {}};
    person.version = seen + 1;
    act.entry.person = person.id;
    act.entry.version = person.version;
    act.person = wire::PersonEdit{std::move(person), seen, std::move(changed)};
    return act;
}

base::Result<attendance::EventId> Acts::put_event(attendance::Event event) {
    if (event.id.empty()) event.id.value = base::random_id();
    const attendance::EventId id = event.id;
    TRY(seen, version_of(m_store.database(), "SELECT version, 0 FROM event WHERE id = $1", id.value));
    TRY_VOID(append(edit_act(std::move(event), seen, {})));
    return id;
}

base::Result<PersonId> Acts::put_person(Person person) {
    if (person.id.empty()) person.id.value = base::random_id();
    const PersonId id = person.id;
    TRY(seen, version_of(m_store.database(), "SELECT version, erased FROM person WHERE id = $1", id.value));
    TRY_VOID(append(edit_act(std::move(person), seen, {})));
    return id;
}

template <typename Thing>
base::Result<std::optional<Thing>> Acts::save(FormEdit<Thing> edit, std::optional<Thing> now) {
    if (!now) return base::fail(ErrorCode::not_found, "it is not there any more");
    edit.now = std::move(*now);
    if (!edit.overtaken().empty()) return std::optional<Thing>(std::move(edit.now));
    const auto changed = changed_fields(edit.now, edit.merged());
    if (!changed.empty()) TRY_VOID(append(edit_act(edit.merged(), edit.now.version, changed)));
    return std::optional<Thing>();
}

base::Result<std::optional<attendance::Event>> Acts::edit(FormEdit<attendance::Event> edit) {
    TRY(now, find_event(m_store, edit.opened.id));
    return save(std::move(edit), std::move(now));
}

base::Result<std::optional<Person>> Acts::edit(FormEdit<Person> edit) {
    TRY(now, find_person(m_store, edit.opened.id));
    if (now && now->erased) now.reset();
    return save(std::move(edit), std::move(now));
}

base::Result<void> Acts::stamp(const attendance::EventId& event, const attendance::Subject& subject) {
    TRY(present, present_stamp(m_store.database(), event, subject));
    if (present) return {};
    TRY(ends, end_of(m_store.database(), event));
    store::OwnAct act{entry(EntryKind::stamp), {}, {}};
    if (ends && m_clock.read().wall >= *ends) act.counts_at = *ends - std::chrono::microseconds(1);
    act.entry.event = event;
    if (const auto* person = std::get_if<PersonId>(&subject)) {
        act.entry.person = *person;
    } else {
        // Whose it is follows from who held the card then.
        const auto& card = std::get<attendance::CardId>(subject);
        TRY(held, version_of(m_store.database(), "SELECT version, 0 FROM card WHERE card = $1", card.value));
        act.entry.card = card;
        act.entry.version = held;
    }
    return append(std::move(act));
}

base::Result<void> Acts::void_all(const attendance::EventId& event, const attendance::Subject& subject) {
    for (int i = 0; i < stamps_max; ++i) {
        TRY(present, present_stamp(m_store.database(), event, subject));
        if (!present) return {};
        store::OwnAct act{entry(EntryKind::voided), {}, {}};
        act.entry.event = event;
        act.entry.target = *present;
        TRY_VOID(append(std::move(act)));
    }
    return base::fail(ErrorCode::failed, "this person has more stamps at this event than can be");
}

base::Result<void> Acts::unvoid(const EntryRef& voided) {
    store::OwnAct act{entry(EntryKind::unvoid), {}, {}};
    act.entry.target = voided;
    return append(std::move(act));
}

base::Result<void> Acts::append_all(std::span<const store::OwnAct> acts) {
    for (std::size_t at = 0; at < acts.size(); at += acts_at_once)
        TRY_VOID(m_store.append_own(acts.subspan(at, std::min(acts_at_once, acts.size() - at)), m_clock.read()));
    return {};
}

base::Result<void> Acts::void_stamps(const attendance::EventId& event, std::span<const EntryRef> stamps) {
    std::vector<store::OwnAct> acts;
    for (const EntryRef& stamp : stamps) {
        acts.push_back({entry(EntryKind::voided), {}, {}});
        acts.back().entry.event = event;
        acts.back().entry.target = stamp;
    }
    return append_all(acts);
}

base::Result<void> Acts::unvoid_stamps(std::span<const EntryRef> voided) {
    std::vector<store::OwnAct> acts;
    for (const EntryRef& ref : voided) {
        acts.push_back({entry(EntryKind::unvoid), {}, {}});
        acts.back().entry.target = ref;
    }
    return append_all(acts);
}

base::Result<void> Acts::bind(const attendance::CardId& card, const PersonId& person) {
    TRY(held, version_of(m_store.database(), "SELECT version, 0 FROM card WHERE card = $1", card.value));
    TRY(known, version_of(m_store.database(), "SELECT version, erased FROM person WHERE id = $1", person.value));
    if (known == 0) return base::fail(ErrorCode::not_found, "this person is not there");
    std::vector<store::OwnAct> acts;
    const auto add = [&](EntryKind kind) -> Entry& {
        acts.push_back({entry(kind), {}, {}});
        acts.back().entry.card = card;
        acts.back().entry.version = ++held;
        return acts.back().entry;
    };
    TRY(holder, holder_of(m_store.database(), card));
    if (holder && *holder != person) add(EntryKind::unbind).person = holder;
    add(EntryKind::bind).person = person;
    return m_store.append_own(acts, m_clock.read());
}

base::Result<void> Acts::take_off(const attendance::CardId& card, Mistake mistake) {
    TRY(holder, holder_of(m_store.database(), card));
    if (!holder) return base::fail(ErrorCode::not_found, "this card belongs to nobody");
    TRY(held, version_of(m_store.database(), "SELECT version, 0 FROM card WHERE card = $1", card.value));
    store::OwnAct act{entry(mistake == Mistake::yes ? EntryKind::misbind : EntryKind::unbind), {}, {}};
    act.entry.card = card;
    act.entry.person = holder;
    act.entry.version = held + 1;
    return append(std::move(act));
}

base::Result<void> Acts::merge(const PersonId& person, const PersonId& into) {
    store::OwnAct act{entry(EntryKind::merge), {}, {}};
    act.entry.person = person;
    act.entry.other_person = into;
    return append(std::move(act));
}

base::Result<void> Acts::unmerge(const EntryRef& merge) {
    store::OwnAct act{entry(EntryKind::unmerge), {}, {}};
    act.entry.target = merge;
    return append(std::move(act));
}

base::Result<void> Acts::erase(const PersonId& person) {
    TRY(erased, erase_all(std::span(&person, 1)));
    if (erased == 0) return base::fail(ErrorCode::not_found, "this person is not there any more");
    return {};
}

base::Result<std::int64_t> Acts::erase_all(std::span<const PersonId> people) {
    std::set<std::string> ids;
    {
        TRY(transaction, sql::Transaction::begin(m_store.database(), sql::Access::read));
        const auto add = [&](const sql::RowView& row) { ids.emplace(row.text(0)); };
        for (const PersonId& person : people) {
            const std::string_view id = person.value;
            TRY_VOID(m_store.database().run("SELECT id FROM person WHERE id = $1 AND erased = 0", {id}, add));
            TRY_VOID(m_store.database().run("SELECT person FROM merged WHERE into_person = $1", {id}, add));
        }
    }
    std::vector<store::OwnAct> acts;
    for (const std::string& id : ids) {
        acts.push_back({entry(EntryKind::erase), {}, {}});
        acts.back().entry.person = PersonId{id};
    }
    TRY_VOID(append_all(acts));
    return static_cast<std::int64_t>(acts.size());
}

base::Result<void> Acts::note(const std::string& what) {
    store::OwnAct act{entry(EntryKind::staff), {}, {}};
    act.entry.detail = what;
    return append(std::move(act));
}

}  // namespace office
