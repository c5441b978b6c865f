#include "journal/card_tables.h"

#include "journal/same_cards.h"
#include "journal/tables.h"
#include "journal/voids.h"

namespace journal {
namespace {

using attendance::EntryKind;

base::Result<bool> was_mistaken(Database& database, IdNumber card, std::int64_t version) {
    TRY(found, database.number("SELECT 1 FROM mistake WHERE card = ?1 AND since <= ?2 AND ?2 < until", card, version));
    return found.has_value();
}

}  // namespace

CardChange card_change(const EntryRow& row) {
    return {row.kind, row.version, {0, 0, row.seq}, row.person};
}

CardChange roster_change(IdNumber card, IdNumber person, std::int64_t version) {
    constexpr auto after_all_devices = std::numeric_limits<std::int64_t>::max();
    CardChange change{EntryKind::unbind, version, {after_all_devices, 0, card}, std::nullopt};
    if (person == 0) return change;
    change.kind = EntryKind::bind;
    change.person = person;
    return change;
}

base::Result<CardHistory> fold_card(Database& database, std::span<const IdNumber> ids) {
    std::vector<CardChange> changes;
    for (const IdNumber card : ids) {
        {
            auto query =
                database.ask("SELECT " PETTAN_ENTRY_COLUMNS
                             " FROM entry INDEXED BY change_of_card WHERE kind IN (#any_card_change) AND card = ?1"_sql,
                             card);
            for (;;) {
                TRY(row, query.next());
                if (!row) break;
                changes.push_back(card_change(read_entry_row(query)));
            }
        }
        auto query = database.ask("SELECT ifnull(person, 0), version FROM roster_card WHERE card = ?1", card);
        TRY(row, query.next());
        if (row) changes.push_back(roster_change(card, query.integer(0), query.integer(1)));
    }
    return attendance::card_history(std::move(changes));
}

base::Result<CardHistory> card_in_tables(Database& database, IdNumber card) {
    CardHistory history;
    {
        auto query = database.ask("SELECT person, since, until FROM tenure WHERE card = ?1 ORDER BY until", card);
        for (;;) {
            TRY(row, query.next());
            if (!row) break;
            history.tenures.push_back({query.integer(0), {query.integer(1), query.integer(2)}});
        }
    }
    auto query = database.ask("SELECT since, until FROM mistake WHERE card = ?1 ORDER BY until", card);
    for (;;) {
        TRY(row, query.next());
        if (!row) return history;
        history.mistakes.push_back({query.integer(0), query.integer(1)});
    }
}

base::Result<void> put_card(Database& database, IdNumber card, const CardHistory& history) {
    for (const auto& tenure : history.tenures)
        TRY_VOID(database.run("INSERT INTO tenure (card, until, since, person) VALUES (?1, ?2, ?3, ?4)", card,
                              tenure.versions.until, tenure.versions.since, tenure.person));
    for (const auto& versions : history.mistakes)
        TRY_VOID(database.run("INSERT INTO mistake (card, until, since) VALUES (?1, ?2, ?3)", card, versions.until,
                              versions.since));
    return {};
}

base::Result<void> forget_card(Database& database, IdNumber card) {
    TRY_VOID(database.run("DELETE FROM tenure WHERE card = ?1", card));
    return database.run("DELETE FROM mistake WHERE card = ?1", card);
}

base::Result<std::int64_t> roster_version(Database& database, IdNumber card) {
    TRY(version, database.number("SELECT version FROM roster_card WHERE card = ?1 AND person IS NULL", card));
    return version.value_or(0);
}

base::Result<IdNumber> subject_of_card_at(Database& database, IdNumber card, std::int64_t version) {
    TRY(person, database.number("SELECT person FROM tenure WHERE card = ?1 AND until > ?2 ORDER BY until LIMIT 1", card,
                                version));
    return person ? standing_for(database, *person) : card_standing_for(database, card);
}

base::Result<IdNumber> subject_of_stamp(Database& database, const EntryRow& stamp) {
    if (!stamp.card) return standing_for(database, stamp.person.value_or(0));
    if (stamp.person) {
        TRY(mistaken, was_mistaken(database, *stamp.card, stamp.version));
        if (!mistaken) return standing_for(database, *stamp.person);
    }
    return subject_of_card_at(database, *stamp.card, stamp.version);
}

}  // namespace journal
