#include "journal/lookups.h"

#include <algorithm>
#include <map>

#include "journal/arrival.h"
#include "journal/entry_row.h"
#include "journal/same_cards.h"
#include "journal/tables.h"
#include "journal/texts.h"
#include "journal/voids.h"

namespace journal {
namespace {

using attendance::Presence;
using attendance::Visit;

// Whom a stamp of this subject counts for now: an owned card's stamps are its owner's, a merged person's another's.
base::Result<std::optional<IdNumber>> subject_number(Database& database, const Subject& subject) {
    if (const auto* person = std::get_if<PersonId>(&subject)) {
        TRY(number, number_of(database, IdKind::person, person->value));
        if (!number) return std::optional<IdNumber>();
        TRY(stands_for, standing_for(database, *number));
        return std::optional(stands_for);
    }
    TRY(number, number_of(database, IdKind::card, std::get<CardId>(subject).value));
    if (!number) return std::optional<IdNumber>();
    TRY(owner, owner_of_card(database, *number));
    if (owner) return owner;
    TRY(stands_for, card_standing_for(database, *number));
    return std::optional(stands_for);
}

Subject subject_of(NamedId id) {
    if (id.kind == IdKind::person) return PersonId{std::move(id.text)};
    return CardId{std::move(id.text)};
}

base::Result<std::optional<PersonId>> person_id(Database& database, std::optional<IdNumber> number) {
    if (!number) return std::optional<PersonId>();
    TRY(id, id_of(database, *number));
    return std::optional(PersonId{std::move(id.text)});
}

// When events begin, each looked up once.
class Starts {
public:
    explicit Starts(Database& database) : m_database(database) {}
    base::Result<std::optional<attendance::WallTime>> of(IdNumber event) {
        if (const auto known = m_known.find(event); known != m_known.end()) return known->second;
        TRY(found, find_event(m_database, event));
        const auto starts = found ? std::optional(found->starts) : std::nullopt;
        m_known.emplace(event, starts);
        return starts;
    }

private:
    Database& m_database;
    std::map<IdNumber, std::optional<attendance::WallTime>> m_known;
};

// Whether a person was at another event before: by the hours of both, since the time of a stamp may come from a wrong
// clock; by the stamps where the hours do not tell.
base::Result<bool> came_before(Database& database, IdNumber person, IdNumber event, const Arrival& arrival,
                               Starts& starts) {
    TRY(begins, starts.of(event));
    auto query = database.ask("SELECT " PETTAN_ARRIVAL_COLUMNS ", presence.event" PETTAN_ARRIVALS
                              "WHERE presence.subject = ?1 AND presence.event <> ?2",
                              person, event);
    for (;;) {
        TRY(row, query.next());
        if (!row) return false;
        TRY(other_begins, starts.of(query.integer(arrival_columns)));
        const bool hours_tell = begins && other_begins && *begins != *other_begins;
        if (hours_tell ? *other_begins < *begins : counts_before(read_arrival(query), arrival)) return true;
    }
}

}  // namespace

base::Result<std::optional<PersonId>> find_owner(Database& database, const CardId& card) {
    TRY(number, number_of(database, IdKind::card, card.value));
    if (!number) return std::optional<PersonId>();
    TRY(owner, owner_of_card(database, *number));
    return person_id(database, owner);
}

base::Result<std::optional<Presence>> find_presence(Database& database, const EventId& event, const Subject& subject) {
    TRY(event_number, number_of(database, IdKind::event, event.value));
    TRY(number, subject_number(database, subject));
    if (!event_number || !number) return std::optional<Presence>();
    auto query = database.ask("SELECT " PETTAN_ARRIVAL_COLUMNS PETTAN_ARRIVALS
                              "WHERE presence.event = ?1 AND presence.subject = ?2",
                              *event_number, *number);
    TRY(found, query.next());
    if (!found) return std::optional<Presence>();
    const Arrival arrival = read_arrival(query);
    TRY(id, id_of(database, *number));
    return std::optional(
        Presence{event, subject_of(std::move(id)), arrival.stamp, arrival.at, arrival.quality, arrival.source});
}

base::Result<std::vector<Visit>> find_visits(Database& database, const Subject& subject) {
    std::vector<std::pair<attendance::EntryRef, Visit>> visits;
    TRY(number, subject_number(database, subject));
    if (!number) return std::vector<Visit>();
    auto query = database.ask("SELECT " PETTAN_ARRIVAL_COLUMNS
                              ", (SELECT text FROM id WHERE num = presence.event), presence.event" PETTAN_ARRIVALS
                              "WHERE presence.subject = ?1",
                              *number);
    for (;;) {
        TRY(row, query.next());
        if (!row) break;
        const Arrival arrival = read_arrival(query);
        TRY(event, find_event(database, query.integer(arrival_columns + 1)));
        Visit visit{{query.text(arrival_columns)}, "", arrival.at, arrival.quality, {}};
        if (event) {
            visit.title = std::move(event->title);
            visit.starts = event->starts;
        }
        visits.emplace_back(arrival.stamp, std::move(visit));
    }
    std::ranges::sort(visits, {}, [](const auto& visit) { return std::pair(visit.second.at, visit.first); });
    std::vector<Visit> sorted;
    for (auto& [stamp, visit] : visits)
        sorted.push_back(std::move(visit));
    return sorted;
}

base::Result<std::optional<attendance::Person>> find_person_after_merges(Database& database, const PersonId& id) {
    TRY(number, subject_number(database, id));
    if (!number) return std::optional<attendance::Person>();
    return find_person(database, *number);
}

base::Result<std::optional<attendance::Event>> find_event_by_id(Database& database, const EventId& id) {
    TRY(number, number_of(database, IdKind::event, id.value));
    if (!number) return std::optional<attendance::Event>();
    return find_event(database, *number);
}

base::Result<std::optional<attendance::Opening>> find_opening(Database& database, const std::string& boot_id) {
    std::optional<EntryRow> row;
    {
        auto query =
            database.ask("SELECT " PETTAN_ENTRY_COLUMNS " FROM entry WHERE kind = #open ORDER BY seq DESC LIMIT 1"_sql);
        TRY(found, query.next());
        if (found) row = read_entry_row(query);
    }
    if (!row || !row->event) return std::optional<attendance::Opening>();
    TRY(entry, to_entry(database, *row));
    TRY(anchor, anchor_of(database, row->boot));
    const auto time = corrected_time_of(*row, anchor);
    attendance::Opening opening{*std::move(entry.event), std::move(entry.at), {}};
    opening.at.wall = time.at;
    opening.at.quality = time.quality;
    // As far as the entries of each boot tell.
    TRY(present_boot, number_of(database, IdKind::boot, boot_id));
    auto query = database.ask(
        R"(SELECT max(boottime_ns) - CASE boot WHEN ?2 THEN ?3 ELSE 0 END
           FROM entry
           WHERE seq >= ?1 AND boot <> ?4
           GROUP BY boot)",
        row->seq, row->boot, row->boottime.count(), present_boot.value_or(0));
    for (;;) {
        TRY(more, query.next());
        if (!more) return std::optional(std::move(opening));
        opening.ran_before += attendance::BootTime(query.integer(0));
    }
}

base::Result<std::int64_t> find_bind_version(Database& database, const CardId& card) {
    TRY(number, number_of(database, IdKind::card, card.value));
    if (!number) return std::int64_t{0};
    TRY(ids, ids_of_card(database, *number));
    std::int64_t highest = 0;
    for (const IdNumber id : ids) {
        TRY(version, database.number(R"(SELECT max(version)
                                        FROM (SELECT version FROM entry WHERE kind IN (#any_card_change) AND card = ?1
                                              UNION ALL SELECT version FROM roster_card WHERE card = ?1))"_sql,
                                     id));
        highest = std::max(highest, version.value_or(0));
    }
    return highest;
}

base::Result<bool> needs_rekey(Database& database, const CardId& card, const CardId& other) {
    TRY(other_number, number_of(database, IdKind::card, other.value));
    if (!other_number) return false;
    TRY(number, number_of(database, IdKind::card, card.value));
    if (!number) return true;
    TRY(stands_for, card_standing_for(database, *number));
    TRY(stands_for_other, card_standing_for(database, *other_number));
    return stands_for != stands_for_other;
}

base::Result<std::int64_t> count_arrived(Database& database, const EventId& event) {
    TRY(number, number_of(database, IdKind::event, event.value));
    if (!number) return std::int64_t{0};
    TRY(count, database.number("SELECT count(*) FROM presence WHERE event = ?1", *number));
    return count.value_or(0);
}

base::Result<std::vector<PersonId>> find_people_at(Database& database, const EventId& event, std::int64_t limit) {
    std::vector<PersonId> people;
    TRY(number, number_of(database, IdKind::event, event.value));
    if (!number) return people;
    auto query = database.ask(
        "SELECT id.text FROM presence JOIN id ON id.num = presence.subject "
        "WHERE presence.event = ?1 AND id.kind = ?2 LIMIT ?3",
        *number, static_cast<std::int64_t>(IdKind::person), limit);
    for (;;) {
        TRY(row, query.next());
        if (!row) return people;
        people.push_back({query.text(0)});
    }
}

base::Result<std::optional<PersonId>> find_holder(Database& database, const CardId& card) {
    TRY(number, number_of(database, IdKind::card, card.value));
    if (!number) return std::optional<PersonId>();
    TRY(holder, database.number("SELECT person FROM owner WHERE card = ?1", *number));
    return person_id(database, holder);
}

namespace {

struct Arrived {
    IdNumber subject = 0;
    bool is_card = false;
    bool first = false;  // the person's first event of all
};

base::Result<std::vector<Arrived>> arrived_at(Database& database, const EventId& event) {
    std::vector<Arrived> all;
    Starts starts(database);
    TRY(number, number_of(database, IdKind::event, event.value));
    if (!number) return all;
    auto query = database.ask("SELECT " PETTAN_ARRIVAL_COLUMNS ", presence.subject, id.kind" PETTAN_ARRIVALS
                              "JOIN id ON id.num = presence.subject WHERE presence.event = ?1",
                              *number);
    for (;;) {
        TRY(row, query.next());
        if (!row) return all;
        Arrived arrived{query.integer(arrival_columns),
                        static_cast<IdKind>(query.integer(arrival_columns + 1)) == IdKind::card, false};
        if (!arrived.is_card) {
            TRY(before, came_before(database, arrived.subject, *number, read_arrival(query), starts));
            arrived.first = !before;
        }
        all.push_back(arrived);
    }
}

}  // namespace

base::Result<Counts> count_event(Database& database, const EventId& event) {
    TRY(all, arrived_at(database, event));
    Counts counts;
    for (const Arrived& arrived : all) {
        ++counts.arrived;
        if (arrived.is_card) ++counts.unknown_cards;
        if (arrived.first) ++counts.first_timers;
    }
    return counts;
}

base::Result<std::vector<PersonId>> find_first_timers(Database& database, const EventId& event) {
    TRY(all, arrived_at(database, event));
    std::vector<PersonId> people;
    for (const Arrived& arrived : all) {
        if (!arrived.first) continue;
        TRY(id, id_of(database, arrived.subject));
        people.push_back({std::move(id.text)});
    }
    return people;
}

}  // namespace journal
