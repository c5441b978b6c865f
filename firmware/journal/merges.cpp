#include "journal/merges.h"

#include <vector>

#include "attendance/fold.h"
#include "journal/entry_row.h"

namespace journal {

base::Result<Merges> merges_in_table(Database& database) {
    Merges merges;
    auto query = database.ask("SELECT person, into_person FROM merged");
    for (;;) {
        TRY(row, query.next());
        if (!row) return merges;
        merges.emplace(query.integer(0), query.integer(1));
    }
}

base::Result<Merges> fold_merges(Database& database) {
    std::vector<EntryRow> rows;
    {
        auto query = database.ask("SELECT " PETTAN_ENTRY_COLUMNS " FROM entry WHERE kind IN (10, 11)");
        for (;;) {
            TRY(row, query.next());
            if (!row) break;
            rows.push_back(read_entry_row(query));
        }
    }
    std::vector<attendance::Entry> entries;
    for (const EntryRow& row : rows) {
        TRY(entry, to_entry(database, row));
        entries.push_back(std::move(entry));
    }
    Merges merges;
    for (const auto& [person, into] : attendance::fold(entries).merged) {
        TRY(person_number, number_for(database, IdKind::person, person.value));
        TRY(into_number, number_for(database, IdKind::person, into.value));
        merges.emplace(person_number, into_number);
    }
    return merges;
}

base::Result<void> put_merge(Database& database, IdNumber person, IdNumber stands_for) {
    if (person == stands_for) return database.run("DELETE FROM merged WHERE person = ?1", person);
    return database.run(
        "INSERT INTO merged (person, into_person) VALUES (?1, ?2) ON CONFLICT (person) DO UPDATE SET "
        "into_person = excluded.into_person",
        person, stands_for);
}

}  // namespace journal
