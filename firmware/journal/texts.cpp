#include "journal/texts.h"

#include <fmt/core.h>

#include <algorithm>
#include <initializer_list>
#include <map>

#include "attendance/edit_mark.h"
#include "journal/entry_row.h"
#include "journal/guest_list.h"

namespace journal {
namespace {

using attendance::Event;
using attendance::Person;

base::Unexpected bad_input(std::string message) {
    return base::fail(base::ErrorCode::bad_input, std::move(message));
}

bool too_long(std::initializer_list<std::string_view> texts) {
    for (const auto text : texts)
        if (text.size() > attendance::text_bytes_max) return true;
    return false;
}

#define PETTAN_PERSON_COLUMNS "id.text, person.version, name, nickname, reading, lang, erased"
#define PETTAN_EVENT_COLUMNS "id.text, event.version, title, venue, starts_us, ends_us"

Person read_person(const Query& query) {
    Columns columns(query);
    return {{columns.text()}, columns.integer(), columns.text(), columns.text(),
            columns.text(),   columns.text(),    columns.flag()};
}

Event read_event(const Query& query) {
    Columns columns(query);
    return {{columns.text()}, columns.integer(), columns.text(), columns.text(), columns.time(), columns.time()};
}

template <typename Thing>
base::Result<std::optional<Thing>> one(Query query, Thing (*read)(const Query&)) {
    TRY(row, query.next());
    if (!row) return std::optional<Thing>();
    return std::optional(read(query));
}

template <typename Thing>
base::Result<std::vector<Thing>> all(Query query, Thing (*read)(const Query&)) {
    std::vector<Thing> things;
    for (;;) {
        TRY(row, query.next());
        if (!row) return things;
        things.push_back(read(query));
    }
}

bool is_erased(const Person& person) {
    return person.erased;
}
bool is_erased(const Event&) {
    return false;
}

// Of one thing as it stands here and at the hub. A tombstone wins over every version; of equal versions the hub's,
// which has seen all kiosks'.
template <typename Thing>
std::optional<Thing> newest(std::optional<Thing> own, std::optional<Thing> roster) {
    if (!own || !roster) return own ? own : roster;
    if (is_erased(*own) != is_erased(*roster)) return is_erased(*own) ? own : roster;
    return roster->version >= own->version ? roster : own;
}

// By id.
template <typename Thing>
std::vector<Thing> newest_of_each(std::vector<Thing> own, std::vector<Thing> roster) {
    std::map<std::string, std::optional<Thing>> things;
    for (Thing& thing : own)
        things.emplace(thing.id.value, std::move(thing));
    for (Thing& thing : roster) {
        auto& place = things[thing.id.value];
        place = newest(std::move(place), std::optional(std::move(thing)));
    }
    std::vector<Thing> each;
    for (auto& [id, thing] : things)
        each.push_back(std::move(*thing));
    return each;
}

}  // namespace

base::Result<void> put_person(Database& database, const Person& person) {
    if (too_long({person.name, person.nickname, person.reading, person.lang}))
        return bad_input("a person's text is too long");
    TRY(number, number_for(database, IdKind::person, person.id.value));
    TRY(present, find_person(database, number));
    if (present && present->erased) return bad_input("this person's data was erased; enter them as a new person");
    TRY(written, find_person(database, number, person.version));
    const auto& same = written || !present || present->version != person.version ? written : present;
    if (same && *same != person)
        return bad_input("this person was edited elsewhere meanwhile; look at the newest data and edit again");
    if (written) return {};
    return database.run(
        R"(INSERT INTO person (person, version, name, nickname, reading, lang, erased)
           VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7))",
        number, person.version, person.name, person.nickname, person.reading, person.lang, std::int64_t{person.erased});
}

base::Result<void> put_event(Database& database, const Event& event) {
    if (too_long({event.title, event.venue})) return bad_input("an event's text is too long");
    TRY(number, number_for(database, IdKind::event, event.id.value));
    TRY(present, find_event(database, number));
    TRY(written, find_event(database, number, event.version));
    const auto& same = written || !present || present->version != event.version ? written : present;
    if (same && *same != event)
        return bad_input("this event was edited elsewhere meanwhile; look at the newest data and edit again");
    if (written) return {};
    return database.run(
        "INSERT INTO event (event, version, title, venue, starts_us, ends_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6)", number,
        event.version, event.title, event.venue, count_us(event.starts), count_us(event.ends));
}

base::Result<bool> erase_person(Database& database, const attendance::PersonId& person) {
    TRY(number, number_for(database, IdKind::person, person.value));
    TRY(had_texts, database.number(R"(SELECT EXISTS (SELECT 1 FROM person WHERE person = ?1 AND erased = 0) OR EXISTS
                                          (SELECT 1 FROM roster_person WHERE person = ?1 AND erased = 0))",
                                   number));
    // A person without a row (known by id only) gets a tombstone too, so that a late edit cannot bring the name back.
    TRY_VOID(database.run(
        R"(INSERT OR IGNORE INTO person (person, version, name, nickname, reading, lang, erased)
           VALUES (?1, 1 + (SELECT ifnull(max(version), 0) FROM person WHERE person = ?1), '', '', '', '', 1))",
        number));
    TRY_VOID(database.run(
        "UPDATE person SET name = '', nickname = '', reading = '', lang = '', erased = 1 WHERE person = ?1", number));
    TRY_VOID(forget_listed(database, number));
    TRY_VOID(database.run(
        "UPDATE roster_person SET name = '', nickname = '', reading = '', lang = '', erased = 1 WHERE person = ?1",
        number));
    return had_texts.value_or(0) != 0;
}

base::Result<void> leave_no_traces(Database& database, NamesOf whose) {
    for (const std::string table : {"person", "roster_person", "next_roster_person"}) {
        if (whose == NamesOf::own && table != "person") continue;
        TRY(is_there, database.number("SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = ?1)", table));
        if (is_there.value_or(0) == 0) continue;
        const std::string columns = "person, version, name, nickname, reading, lang, erased";
        TRY_VOID(database.run_script(fmt::format(R"(CREATE TEMP TABLE packing AS SELECT rowid AS place, {1}
                                                    FROM main.{0};
                                                    DELETE FROM main.{0};
                                                    INSERT INTO main.{0} (rowid, {1}) SELECT place, {1}
                                                    FROM packing
                                                    ORDER BY place;
                                                    DROP TABLE packing;)",
                                                 table, columns)));
    }
    return {};
}

base::Result<std::string> edit_mark(Database& database, const Person& person) {
    TRY(number, number_for(database, IdKind::person, person.id.value));
    TRY(before, find_person(database, number));
    if (!before || before->erased) return std::string();
    TRY(seen, database.number("SELECT version FROM roster_person WHERE person = ?1", number));
    return attendance::to_detail({seen.value_or(0), attendance::changed_fields(*before, person)});
}

base::Result<std::string> edit_mark(Database& database, const Event& event) {
    TRY(number, number_for(database, IdKind::event, event.id.value));
    TRY(before, find_event(database, number));
    if (!before) return std::string();
    TRY(seen, database.number("SELECT version FROM roster_event WHERE event = ?1", number));
    return attendance::to_detail({seen.value_or(0), attendance::changed_fields(*before, event)});
}

base::Result<std::optional<Person>> find_person(Database& database, IdNumber person, std::int64_t version) {
    return one(database.ask("SELECT " PETTAN_PERSON_COLUMNS
                            " FROM person JOIN id ON id.num = person WHERE person = ?1 AND person.version = ?2",
                            person, version),
               read_person);
}

base::Result<std::optional<Event>> find_event(Database& database, IdNumber event, std::int64_t version) {
    return one(database.ask("SELECT " PETTAN_EVENT_COLUMNS
                            " FROM event JOIN id ON id.num = event WHERE event = ?1 AND event.version = ?2",
                            event, version),
               read_event);
}

base::Result<std::optional<Person>> find_person(Database& database, IdNumber person) {
    TRY(own, one(database.ask("SELECT " PETTAN_PERSON_COLUMNS R"( FROM person
                                                                 JOIN id ON id.num = person
                                                                 WHERE person = ?1
                                                                 ORDER BY person.version DESC LIMIT 1)",
                              person),
                 read_person));
    TRY(roster, one(database.ask("SELECT " PETTAN_PERSON_COLUMNS
                                 " FROM roster_person AS person JOIN id ON id.num = person WHERE person = ?1",
                                 person),
                    read_person));
    return newest(std::move(own), std::move(roster));
}

base::Result<std::optional<Event>> find_event(Database& database, IdNumber event) {
    TRY(own, one(database.ask("SELECT " PETTAN_EVENT_COLUMNS R"( FROM event
                                                                JOIN id ON id.num = event
                                                                WHERE event = ?1
                                                                ORDER BY event.version DESC LIMIT 1)",
                              event),
                 read_event));
    TRY(roster, one(database.ask("SELECT " PETTAN_EVENT_COLUMNS
                                 " FROM roster_event AS event JOIN id ON id.num = event WHERE event = ?1",
                                 event),
                    read_event));
    return newest(std::move(own), std::move(roster));
}

base::Result<std::vector<Person>> all_people(Database& database) {
    TRY(own, all(database.ask("SELECT " PETTAN_PERSON_COLUMNS
                              R"( FROM person
                                 JOIN id ON id.num = person
                                 WHERE person.version = (SELECT max(p.version) FROM person AS p
                                     WHERE p.person = person.person))"),
                 read_person));
    TRY(roster,
        all(database.ask("SELECT " PETTAN_PERSON_COLUMNS " FROM roster_person AS person JOIN id ON id.num = person"),
            read_person));
    return newest_of_each(std::move(own), std::move(roster));
}

base::Result<std::vector<Event>> all_events(Database& database) {
    TRY(own, all(database.ask("SELECT " PETTAN_EVENT_COLUMNS
                              R"( FROM event
                                 JOIN id ON id.num = event
                                 WHERE event.version = (SELECT max(e.version) FROM event AS e
                                     WHERE e.event = event.event))"),
                 read_event));
    TRY(roster,
        all(database.ask("SELECT " PETTAN_EVENT_COLUMNS " FROM roster_event AS event JOIN id ON id.num = event"),
            read_event));
    auto events = newest_of_each(std::move(own), std::move(roster));
    std::ranges::stable_sort(events, {}, &Event::starts);
    return events;
}

base::Result<bool> put_roster_person(Database& database, const Person& person) {
    TRY(number, number_for(database, IdKind::person, person.id.value));
    TRY(known, find_person(database, number));
    // A tombstone wins over every version: a hub that was restored may not know of it any more.
    const bool erased = person.erased || (known && known->erased);
    bool had_texts = false;
    if (erased) {
        TRY(overwritten, erase_person(database, person.id));
        had_texts = overwritten;
    }
    const auto& shown = erased ? Person() : person;
    TRY_VOID(database.run(
        R"(INSERT INTO roster_person (person, version, name, nickname, reading, lang, erased)
           VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
           ON CONFLICT (person) DO UPDATE SET version = excluded.version, name = excluded.name,
               nickname = excluded.nickname, reading = excluded.reading, lang = excluded.lang,
               erased = excluded.erased)",
        number, person.version, shown.name, shown.nickname, shown.reading, shown.lang, std::int64_t{erased}));
    return had_texts;
}

base::Result<void> put_roster_event(Database& database, const Event& event) {
    TRY(number, number_for(database, IdKind::event, event.id.value));
    return database.run(
        R"(INSERT INTO roster_event (event, version, title, venue, starts_us, ends_us)
           VALUES (?1, ?2, ?3, ?4, ?5, ?6)
           ON CONFLICT (event) DO UPDATE SET version = excluded.version, title = excluded.title,
               venue = excluded.venue, starts_us = excluded.starts_us, ends_us = excluded.ends_us)",
        number, event.version, event.title, event.venue, count_us(event.starts), count_us(event.ends));
}

}  // namespace journal
