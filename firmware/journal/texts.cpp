#include "journal/texts.h"

#include <initializer_list>

#include "journal/entry_row.h"

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
    return {{query.text(0)}, query.integer(1), query.text(2),        query.text(3),
            query.text(4),   query.text(5),    query.integer(6) != 0};
}

Event read_event(const Query& query) {
    return {{query.text(0)},
            query.integer(1),
            query.text(2),
            query.text(3),
            wall_time(query.integer(4)),
            wall_time(query.integer(5))};
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

}  // namespace

base::Result<void> put_person(Database& database, const Person& person) {
    if (too_long({person.name, person.nickname, person.reading, person.lang}))
        return bad_input("a person's text is too long");
    TRY(number, number_for(database, IdKind::person, person.id.value));
    TRY(newest, find_person(database, number));
    if (newest && newest->erased) return bad_input("this person's data was erased; enter them as a new person");
    TRY(same, find_person(database, number, person.version));
    if (same)
        return *same == person
                   ? base::Result<void>()
                   : bad_input("this person was edited elsewhere meanwhile; look at the newest data and edit again");
    return database.run(
        "INSERT INTO person (person, version, name, nickname, reading, lang, erased) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        number, person.version, person.name, person.nickname, person.reading, person.lang, std::int64_t{person.erased});
}

base::Result<void> put_event(Database& database, const Event& event) {
    if (too_long({event.title, event.venue})) return bad_input("an event's text is too long");
    TRY(number, number_for(database, IdKind::event, event.id.value));
    TRY(same, find_event(database, number, event.version));
    if (same)
        return *same == event
                   ? base::Result<void>()
                   : bad_input("this event was edited elsewhere meanwhile; look at the newest data and edit again");
    return database.run(
        "INSERT INTO event (event, version, title, venue, starts_us, ends_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6)", number,
        event.version, event.title, event.venue, count_us(event.starts), count_us(event.ends));
}

base::Result<void> erase_person(Database& database, const attendance::PersonId& person) {
    TRY(number, number_for(database, IdKind::person, person.value));
    // A person without a row (known by id only) gets a tombstone too, so that a late edit cannot bring the name back.
    TRY_VOID(database.run(
        "INSERT OR IGNORE INTO person (person, version, name, nickname, reading, lang, erased) "
        "VALUES (?1, 1 + (SELECT ifnull(max(version), 0) FROM person WHERE person = ?1), '', '', '', '', 1)",
        number));
    return database.run(
        "UPDATE person SET name = '', nickname = '', reading = '', lang = '', erased = 1 WHERE person = ?1", number);
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
    return one(
        database.ask("SELECT " PETTAN_PERSON_COLUMNS
                     " FROM person JOIN id ON id.num = person WHERE person = ?1 ORDER BY person.version DESC LIMIT 1",
                     person),
        read_person);
}

base::Result<std::optional<Event>> find_event(Database& database, IdNumber event) {
    return one(
        database.ask("SELECT " PETTAN_EVENT_COLUMNS
                     " FROM event JOIN id ON id.num = event WHERE event = ?1 ORDER BY event.version DESC LIMIT 1",
                     event),
        read_event);
}

base::Result<std::vector<Person>> all_people(Database& database) {
    return all(
        database.ask("SELECT " PETTAN_PERSON_COLUMNS " FROM person JOIN id ON id.num = person WHERE person.version = "
                     "(SELECT max(p.version) FROM person AS p WHERE p.person = person.person) ORDER BY id.text"),
        read_person);
}

base::Result<std::vector<Event>> all_events(Database& database) {
    return all(
        database.ask("SELECT " PETTAN_EVENT_COLUMNS " FROM event JOIN id ON id.num = event WHERE event.version = "
                     "(SELECT max(e.version) FROM event AS e WHERE e.event = event.event) ORDER BY starts_us, id.text"),
        read_event);
}

}  // namespace journal
