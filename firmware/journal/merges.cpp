#include "journal/merges.h"

#include <set>

#include "attendance/fold.h"
#include "journal/entry_row.h"
#include "journal/voids.h"

namespace journal {
namespace {

using attendance::Entry;
using attendance::EntryKind;

// Merges and their undoing that the hub's word does not cover yet; and, in `undone`, the people whose merge it covers
// but whose undoing it does not.
base::Result<std::vector<Entry>> uncovered(Database& database, std::set<IdNumber>& undone) {
    std::vector<EntryRow> rows;
    TRY(covered, covered_seq(database));
    {
        auto query = database.ask("SELECT " PETTAN_ENTRY_COLUMNS " FROM entry WHERE kind IN (#merge, #unmerge)"_sql);
        for (;;) {
            TRY(row, query.next());
            if (!row) break;
            rows.push_back(read_entry_row(query));
        }
    }
    std::vector<Entry> entries;
    for (const EntryRow& row : rows) {
        if (row.kind == EntryKind::merge && row.seq <= covered) continue;
        TRY(entry, to_entry(database, row));
        entries.push_back(std::move(entry));
        const auto target = row.own_target();
        if (row.kind != EntryKind::unmerge || row.seq <= covered || !target || *target > covered) continue;
        TRY(merge, find_row(database, *target));
        if (merge && merge->kind == EntryKind::merge) undone.insert(*merge->person);
    }
    return entries;
}

}  // namespace

base::Result<std::int64_t> covered_seq(Database& database) {
    TRY(seq, database.number("SELECT covered_seq FROM roster_state"));
    return seq.value_or(0);
}

base::Result<std::vector<Entry>> merges_in_force(Database& database) {
    std::set<IdNumber> undone;
    TRY(entries, uncovered(database, undone));
    Merges roster;
    {
        auto query = database.ask("SELECT person, into_person FROM roster_merge");
        for (;;) {
            TRY(row, query.next());
            if (!row) break;
            if (!undone.contains(query.integer(0))) roster.emplace(query.integer(0), query.integer(1));
        }
    }
    for (const auto& [person, into] : roster) {
        Entry merge;
        merge.kind = EntryKind::merge;
        merge.ref = {before_all_devices, 0, static_cast<std::int64_t>(person)};
        TRY(person_id, id_of(database, person));
        TRY(into_id, id_of(database, into));
        merge.person = attendance::PersonId{std::move(person_id.text)};
        merge.other_person = attendance::PersonId{std::move(into_id.text)};
        entries.push_back(std::move(merge));
    }
    return entries;
}

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
    TRY(entries, merges_in_force(database));
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
        R"(INSERT INTO merged (person, into_person) VALUES (?1, ?2)
           ON CONFLICT (person) DO UPDATE SET into_person = excluded.into_person)",
        person, stands_for);
}

}  // namespace journal
