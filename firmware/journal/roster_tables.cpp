#include "journal/roster_tables.h"

#include <algorithm>

#include "journal/entry_row.h"
#include "journal/journal.h"
#include "journal/merges.h"
#include "journal/settings.h"
#include "journal/tables.h"
#include "journal/texts.h"

namespace journal {
namespace {

using attendance::CardId;
using attendance::EntryKind;
using attendance::PersonId;

// The single things, as they come. What they change in the tables is settled by the caller: after each of an update,
// or once for a whole snapshot.

base::Result<IdNumber> put(Database& database, const RosterCard& card) {
    TRY(number, number_for(database, IdKind::card, card.card.value));
    TRY(person, number_for(database, IdKind::person, card.person.value));
    TRY_VOID(database.run(
        "INSERT INTO roster_card (card, person, version) VALUES (?1, ?2, ?3) ON CONFLICT (card) DO UPDATE "
        "SET person = excluded.person, version = excluded.version WHERE excluded.version >= roster_card.version",
        number, person, card.version));
    return number;
}

base::Result<void> put(Database& database, const RosterMerge& merge) {
    TRY(person, number_for(database, IdKind::person, merge.person.value));
    if (!merge.into) return database.run("DELETE FROM roster_merge WHERE person = ?1", person);
    TRY(into, number_for(database, IdKind::person, merge.into->value));
    return database.run(
        "INSERT INTO roster_merge (person, into_person) VALUES (?1, ?2) ON CONFLICT (person) DO UPDATE SET into_person "
        "= excluded.into_person",
        person, into);
}

struct Place {
    IdNumber event, subject;  // as the hub sees it
};
base::Result<Place> put(Database& database, const RosterPresence& item) {
    const auto& presence = item.presence;
    const auto* person = std::get_if<PersonId>(&presence.subject);
    TRY(event, number_for(database, IdKind::event, presence.event.value));
    TRY(subject, person ? number_for(database, IdKind::person, person->value)
                        : number_for(database, IdKind::card, std::get<CardId>(presence.subject).value));
    const Place place{event, subject};
    if (item.removed) {
        TRY_VOID(database.run("DELETE FROM roster_presence WHERE event = ?1 AND subject = ?2", event, subject));
        return place;
    }
    TRY_VOID(database.run(
        "INSERT INTO roster_presence (event, subject, device, epoch, seq, at_us, quality, source) VALUES "
        "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (event, subject) DO UPDATE SET device = "
        "excluded.device, epoch = excluded.epoch, seq = excluded.seq, at_us = excluded.at_us, quality = "
        "excluded.quality, source = excluded.source",
        event, subject, presence.stamp.device, presence.stamp.epoch, presence.stamp.seq, count_us(presence.at),
        static_cast<std::int64_t>(presence.quality), static_cast<std::int64_t>(presence.source)));
    return place;
}

base::Result<void> put(Database& database, const RosterSeason& item) {
    if (item.removed) return database.run("DELETE FROM season WHERE id = ?1", item.id);
    const auto& season = item.season;
    return database.run(
        "INSERT INTO season (id, name, first_us, end_us, squares) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (id) DO "
        "UPDATE SET name = excluded.name, first_us = excluded.first_us, end_us = excluded.end_us, squares = "
        "excluded.squares",
        item.id, season.name, count_us(season.first), count_us(season.end), std::int64_t{season.squares});
}

base::Result<void> put(Database& database, const Prompt& prompt) {
    if (prompt.removed) return database.run("DELETE FROM prompt WHERE id = ?1", prompt.id);
    return database.run(
        "INSERT INTO prompt (id, lang, text) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO UPDATE SET lang = excluded.lang, "
        "text = excluded.text",
        prompt.id, prompt.lang, prompt.text);
}

base::Result<void> put_texts(Database& database, const RosterUpdate& update) {
    for (const auto& person : update.people)
        TRY_VOID(put_roster_person(database, person));
    for (const auto& event : update.events)
        TRY_VOID(put_roster_event(database, event));
    for (const auto& season : update.seasons)
        TRY_VOID(put(database, season));
    for (const auto& prompt : update.prompts)
        TRY_VOID(put(database, prompt));
    return {};
}

// The own entries up to here are in what the hub said. Never more than it has acknowledged: what it holds beyond that
// under our name may be a copy's.
base::Result<std::int64_t> covered_by(Database& database, const RosterUpdate& update) {
    TRY(acked, find_number(database, acked_seq_setting));
    TRY(last, last_seq_of(database));
    return std::clamp<std::int64_t>(std::min(update.covers_seq, acked), 0, last);
}

// No hub has said anything yet: there is nothing to take out.
base::Result<bool> is_blank(Database& database) {
    TRY(covered, covered_seq(database));
    TRY(some, database.number("SELECT EXISTS (SELECT 1 FROM roster_person) OR EXISTS (SELECT 1 FROM roster_event) OR "
                              "EXISTS (SELECT 1 FROM roster_card) OR EXISTS (SELECT 1 FROM roster_merge) OR "
                              "EXISTS (SELECT 1 FROM roster_presence) OR EXISTS (SELECT 1 FROM season) OR "
                              "EXISTS (SELECT 1 FROM prompt)"));
    return covered == 0 && some == 0;
}

bool says_nothing(const RosterUpdate& update) {
    return update.covers_seq == 0 && update.people.empty() && update.cards.empty() && update.merges.empty() &&
           update.events.empty() && update.seasons.empty() && update.prompts.empty() && update.presences.empty();
}

base::Result<void> swap_in(Database& database, const RosterUpdate& update) {
    TRY(blank, is_blank(database));
    if (blank && says_nothing(update)) return {};
    TRY_VOID(
        database.run_script("DELETE FROM roster_person; DELETE FROM roster_event; DELETE FROM roster_card; "
                            "DELETE FROM roster_merge; DELETE FROM roster_presence; DELETE FROM season; "
                            "DELETE FROM prompt;"));
    TRY_VOID(put_texts(database, update));
    for (const auto& card : update.cards)
        TRY_VOID(put(database, card));
    for (const auto& merge : update.merges)
        TRY_VOID(put(database, merge));
    for (const auto& presence : update.presences)
        TRY_VOID(put(database, presence));
    TRY(covered, covered_by(database, update));
    TRY_VOID(database.run("UPDATE roster_state SET covered_seq = ?1", covered));
    return rebuild_tables(database);
}

base::Result<void> change_card(Database& database, const RosterCard& card) {
    TRY(number, number_for(database, IdKind::card, card.card.value));
    TRY(before, subject_of_card(database, number));
    TRY(put_as, put(database, card));
    TRY_VOID(
        database.run("INSERT INTO owner (card, person, version) SELECT card, person, version FROM roster_card WHERE "
                     "card = ?1 ON CONFLICT (card) DO UPDATE SET person = excluded.person, version = excluded.version "
                     "WHERE version <= excluded.version",
                     put_as));
    return settle_card(database, number, before);
}

// What the entries that are covered from now on had changed is in the hub's word instead.
base::Result<void> cover(Database& database, std::int64_t seq) {
    TRY(before, covered_seq(database));
    if (seq <= before) return {};
    TRY_VOID(database.run("UPDATE roster_state SET covered_seq = ?1", seq));
    std::vector<EntryRow> rows;
    {
        auto query = database.ask("SELECT " PETTAN_ENTRY_COLUMNS
                                  " FROM entry WHERE seq > ?1 AND seq <= ?2 AND kind IN (1, 4, 5, 10, 11)",
                                  before, seq);
        for (;;) {
            TRY(row, query.next());
            if (!row) break;
            rows.push_back(read_entry_row(query));
        }
    }
    for (const EntryRow& row : rows)
        TRY_VOID(apply(database, row));
    return {};
}

base::Result<void> change(Database& database, const RosterUpdate& update) {
    TRY_VOID(put_texts(database, update));
    for (const auto& card : update.cards)
        TRY_VOID(change_card(database, card));
    for (const auto& merge : update.merges)
        TRY_VOID(put(database, merge));
    if (!update.merges.empty()) TRY_VOID(merge_people(database));
    std::vector<Place> places;
    for (const auto& presence : update.presences) {
        TRY(place, put(database, presence));
        places.push_back(place);
    }
    if (update.is_complete) {
        TRY(covered, covered_by(database, update));
        TRY_VOID(cover(database, covered));
    }
    for (const Place& place : places) {
        TRY(subject, subject_standing_for(database, place.subject));
        TRY_VOID(settle(database, place.event, subject));
    }
    return {};
}

}  // namespace

base::Result<bool> apply_roster(Database& database, const RosterUpdate& update) {
    if (update.acked_seq) TRY_VOID(put_setting(database, acked_seq_setting, std::to_string(*update.acked_seq)));
    TRY_VOID(update.is_snapshot ? swap_in(database, update) : change(database, update));
    TRY_VOID(put_setting(database, roster_cursor_setting, update.cursor));
    const bool erased = std::ranges::any_of(update.people, &attendance::Person::erased);
    if (erased) TRY_VOID(leave_no_traces(database));
    return erased;
}

base::Result<std::vector<attendance::Season>> all_seasons(Database& database) {
    std::vector<attendance::Season> seasons;
    auto query = database.ask("SELECT name, first_us, end_us, squares FROM season ORDER BY first_us, id");
    for (;;) {
        TRY(row, query.next());
        if (!row) return seasons;
        seasons.push_back({query.text(0), wall_time(query.integer(1)), wall_time(query.integer(2)),
                           static_cast<int>(query.integer(3))});
    }
}

base::Result<std::vector<Prompt>> all_prompts(Database& database) {
    std::vector<Prompt> prompts;
    auto query = database.ask("SELECT id, lang, text FROM prompt ORDER BY id");
    for (;;) {
        TRY(row, query.next());
        if (!row) return prompts;
        prompts.push_back({query.text(0), query.text(1), query.text(2)});
    }
}

}  // namespace journal
