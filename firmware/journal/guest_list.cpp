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
    }
    for (const attendance::PersonId& id : news.off) {
        TRY(person, number_for(database, IdKind::person, id.value));
        TRY_VOID(database.run("INSERT OR IGNORE INTO off_list (person) VALUES (?1)", person));
    }
    return {};
}

base::Result<void> forget_listed(Database& database, std::int64_t person) {
    TRY_VOID(database.run("DELETE FROM listed_key WHERE person = ?1", person));
    return database.run("DELETE FROM off_list WHERE person = ?1", person);
}

base::Result<std::int64_t> count_imported_people(Database& database) {
    TRY(count, database.number(
                   R"(SELECT count(DISTINCT person) FROM entry
                      WHERE kind = #person AND source = 4 AND person NOT IN (SELECT person FROM off_list))"_sql));
    return count.value_or(0);
}

base::Result<std::vector<attendance::Person>> find_imported_people(Database& database, attendance::WallTime before) {
    std::vector<attendance::Person> people;
    auto query = database.ask(
        R"(SELECT DISTINCT ifnull(merged.into_person, entry.person) FROM entry
           LEFT JOIN merged ON merged.person = entry.person
           WHERE entry.kind = #person AND entry.source = 4 AND entry.wall_us < ?1 AND entry.person NOT IN
               (SELECT person FROM off_list))"_sql,
        before.time_since_epoch().count());
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
