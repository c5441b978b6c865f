#include "journal/guest_list.h"

#include <algorithm>
#include <tuple>

#include "journal/ids.h"
#include "journal/sqlite.h"
#include "journal/texts.h"
#include "journal/voids.h"

namespace journal {

base::Result<std::vector<ListedKey>> all_listed_keys(Database& database) {
    std::vector<ListedKey> keys;
    auto query = database.ask(
        "SELECT listed_key.service, listed_key.hash, id.text FROM listed_key JOIN id ON id.num = listed_key.person");
    for (;;) {
        TRY(row, query.next());
        if (!row) return keys;
        keys.push_back({query.text(0), query.text(1), {query.text(2)}});
    }
}

base::Result<void> put_list_news(Database& database, const ListNews& news) {
    for (const ListedKey& key : news.keys) {
        TRY(person, number_for(database, IdKind::person, key.person.value));
        TRY_VOID(database.run(R"(INSERT INTO listed_key (service, hash, person) VALUES (?1, ?2, ?3)
                                 ON CONFLICT (service, hash) DO UPDATE SET person = excluded.person)",
                              key.column, key.hash, person));
    }
    for (const attendance::PersonId& id : news.on) {
        TRY(person, number_for(database, IdKind::person, id.value));
        TRY_VOID(database.run("DELETE FROM off_list WHERE person = ?1", person));
        TRY_VOID(database.run(R"(INSERT INTO on_list (person, listed_us) VALUES (?1, ?2)
                                 ON CONFLICT (person) DO UPDATE SET listed_us = excluded.listed_us)",
                              person, news.at.time_since_epoch().count()));
    }
    for (const attendance::PersonId& id : news.off) {
        TRY(person, number_for(database, IdKind::person, id.value));
        TRY_VOID(database.run("INSERT OR IGNORE INTO off_list (person) VALUES (?1)", person));
    }
    return {};
}

base::Result<void> forget_listed(Database& database, std::int64_t person) {
    TRY_VOID(database.run("DELETE FROM listed_key WHERE person = ?1", person));
    TRY_VOID(database.run("DELETE FROM on_list WHERE person = ?1", person));
    return database.run("DELETE FROM off_list WHERE person = ?1", person);
}

// A list names people as new or changed by entries, and those about whom it says nothing new by its news alone.
base::Result<std::vector<attendance::Person>> find_listed_people(Database& database, attendance::WallTime since,
                                                                 attendance::WallTime before) {
    std::vector<attendance::Person> people;
    auto query = database.ask(
        R"(SELECT DISTINCT ifnull(merged.into_person, listed.person) FROM
               (SELECT person FROM entry
                WHERE kind = #person AND source = 4 AND wall_us >= ?1 AND wall_us < ?2
                UNION SELECT person FROM on_list WHERE listed_us >= ?1 AND listed_us < ?2) AS listed
           LEFT JOIN merged ON merged.person = listed.person
           WHERE listed.person NOT IN (SELECT person FROM off_list))"_sql,
        since.time_since_epoch().count(), before.time_since_epoch().count());
    for (;;) {
        TRY(row, query.next());
        if (!row) break;
        TRY(person, find_person(database, query.integer(0)));
        if (person && !person->erased) people.push_back(*std::move(person));
    }
    std::ranges::sort(people, {}, [](const attendance::Person& p) { return std::tie(p.reading, p.name, p.id.value); });
    return people;
}

}  // namespace journal
