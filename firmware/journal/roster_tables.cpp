#include "journal/roster_tables.h"

#include <algorithm>

#include "base/columns.h"
#include "journal/entry_row.h"
#include "journal/journal.h"
#include "journal/merges.h"
#include "journal/same_cards.h"
#include "journal/settings.h"
#include "journal/tables.h"
#include "journal/texts.h"
#include "journal/voids.h"

namespace journal {
namespace {

using attendance::CardId;
using attendance::EntryKind;
using attendance::PersonId;

struct Place {
    IdNumber event, subject;  // as the hub sees it
};

// What becomes of the things of an update beside their own rows.
struct RosterWrite {
    bool settles = true;  // the other tables follow at once; false: when a whole snapshot is built
    bool texts_overwritten = false;
    std::vector<Place> places{};  // to be settled once all is in
};

base::Result<void> put(Database& database, const attendance::Person& person, RosterWrite& write) {
    TRY(had_texts, put_roster_person(database, person));
    write.texts_overwritten |= had_texts;
    return {};
}

base::Result<void> put(Database& database, const attendance::Event& event, RosterWrite&) {
    return put_roster_event(database, event);
}

// join_cards() has taken it in already.
base::Result<void> put(Database&, const attendance::SameCard&, RosterWrite&) {
    return {};
}

base::Result<void> put(Database& database, const attendance::CardOwner& card, RosterWrite& write) {
    TRY(number, number_for(database, IdKind::card, card.card.value));
    std::optional<IdNumber> person;
    if (card.person) {
        TRY(of_person, number_for(database, IdKind::person, card.person->value));
        person = of_person;
    }
    TRY(before, roster_version(database, number));
    TRY_VOID(database.run(
        R"(INSERT INTO roster_card (card, person, version) VALUES (?1, ?2, ?3)
           ON CONFLICT (card) DO UPDATE SET person = excluded.person, version = excluded.version
           WHERE excluded.version >= roster_card.version)",
        number, person, card.version));
    if (!write.settles) return {};
    TRY(after, roster_version(database, number));
    return settle_card(database, number, before != after);
}

base::Result<void> put(Database& database, const attendance::Merge& merge, RosterWrite&) {
    TRY(person, number_for(database, IdKind::person, merge.person.value));
    if (!merge.into) return database.run("DELETE FROM roster_merge WHERE person = ?1", person);
    TRY(into, number_for(database, IdKind::person, merge.into->value));
    return database.run(
        R"(INSERT INTO roster_merge (person, into_person) VALUES (?1, ?2)
           ON CONFLICT (person) DO UPDATE SET into_person = excluded.into_person)",
        person, into);
}

base::Result<void> put(Database& database, const attendance::PresenceRow& item, RosterWrite& write) {
    const auto& presence = item.presence;
    const auto* person = std::get_if<PersonId>(&presence.subject);
    TRY(event, number_for(database, IdKind::event, presence.event.value));
    TRY(subject, person ? number_for(database, IdKind::person, person->value)
                        : number_for(database, IdKind::card, std::get<CardId>(presence.subject).value));
    write.places.push_back({event, subject});
    if (item.removed)
        return database.run("DELETE FROM roster_presence WHERE event = ?1 AND subject = ?2", event, subject);
    return database.run(
        R"(INSERT INTO roster_presence (event, subject, device, epoch, seq, at_us, quality, source)
           VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
           ON CONFLICT (event, subject) DO UPDATE SET device = excluded.device, epoch = excluded.epoch,
               seq = excluded.seq, at_us = excluded.at_us, quality = excluded.quality, source = excluded.source)",
        event, subject, presence.stamp.device, presence.stamp.epoch, presence.stamp.seq, count_us(presence.at),
        static_cast<std::int64_t>(presence.quality), static_cast<std::int64_t>(presence.source));
}

base::Result<void> put(Database& database, const attendance::SeasonRow& item, RosterWrite&) {
    if (item.removed) return database.run("DELETE FROM season WHERE id = ?1", item.id);
    const auto& season = item.season;
    return database.run(
        R"(INSERT INTO season (id, name, first_us, end_us, squares) VALUES (?1, ?2, ?3, ?4, ?5)
           ON CONFLICT (id) DO UPDATE SET name = excluded.name, first_us = excluded.first_us,
               end_us = excluded.end_us, squares = excluded.squares)",
        item.id, season.name, count_us(season.first), count_us(season.end), std::int64_t{season.squares});
}

base::Result<void> put(Database& database, const attendance::Prompt& prompt, RosterWrite&) {
    if (prompt.removed) return database.run("DELETE FROM prompt WHERE id = ?1", prompt.id);
    return database.run(
        R"(INSERT INTO prompt (id, lang, text) VALUES (?1, ?2, ?3)
           ON CONFLICT (id) DO UPDATE SET lang = excluded.lang, text = excluded.text)",
        prompt.id, prompt.lang, prompt.text);
}

base::Result<void> put(Database& database, const attendance::DeckSentence& sentence, RosterWrite&) {
    TRY_VOID(database.run("DELETE FROM sentence_text WHERE id = ?1", sentence.id));
    if (sentence.removed) return database.run("DELETE FROM sentence WHERE id = ?1", sentence.id);
    const std::string event = sentence.event ? sentence.event->value : std::string();
    TRY_VOID(database.run(
        R"(INSERT INTO sentence (id, event, conditions, weight, first_day, last_day) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
           ON CONFLICT (id) DO UPDATE SET event = excluded.event, conditions = excluded.conditions,
               weight = excluded.weight, first_day = excluded.first_day, last_day = excluded.last_day)",
        sentence.id, event, sentence.when, sentence.weight, sentence.first_day, sentence.last_day));
    for (const auto& [lang, text] : sentence.texts)
        TRY_VOID(database.run("INSERT OR REPLACE INTO sentence_text (id, lang, text) VALUES (?1, ?2, ?3)", sentence.id,
                              lang, text));
    return {};
}

// All rows of one of attendance::written_lists. Seasons by their first day, the others by id.
base::Result<void> read(Database& database, std::vector<attendance::SeasonRow>& seasons) {
    auto query = database.ask("SELECT id, name, first_us, end_us, squares FROM season ORDER BY first_us, id");
    for (;;) {
        TRY(row, query.next());
        if (!row) return {};
        base::Columns columns(query);
        seasons.push_back(
            {columns.text(), {columns.text(), columns.time(), columns.time(), static_cast<int>(columns.integer())}});
    }
}

base::Result<void> read(Database& database, std::vector<attendance::Prompt>& prompts) {
    auto query = database.ask("SELECT id, lang, text FROM prompt ORDER BY id");
    for (;;) {
        TRY(row, query.next());
        if (!row) return {};
        prompts.push_back({query.text(0), query.text(1), query.text(2)});
    }
}

base::Result<void> read(Database& database, std::vector<attendance::DeckSentence>& sentences) {
    auto query = database.ask(
        R"(SELECT id, event, conditions, weight, first_day, last_day, lang, text FROM sentence
           JOIN sentence_text USING (id) ORDER BY id, lang)");
    for (;;) {
        TRY(row, query.next());
        if (!row) return {};
        base::Columns columns(query);
        attendance::DeckSentence sentence;
        sentence.id = columns.text();
        if (std::string event = columns.text(); !event.empty()) sentence.event = attendance::EventId{std::move(event)};
        sentence.when = columns.text();
        sentence.weight = columns.integer();
        sentence.first_day = columns.text();
        sentence.last_day = columns.text();
        if (sentences.empty() || sentences.back().id != sentence.id) sentences.push_back(std::move(sentence));
        sentences.back().texts.push_back({columns.text(), columns.text()});
    }
}

// After the last thing of a list.
template <typename T>
base::Result<void> finish(Database&, const std::vector<T>&, const RosterWrite&) {
    return {};
}
base::Result<void> finish(Database& database, const std::vector<attendance::Merge>& merges, const RosterWrite& write) {
    if (!write.settles || merges.empty()) return {};
    return merge_people(database);
}

base::Result<void> put_all(Database& database, const attendance::ChangeLists& changes, RosterWrite& write) {
    return attendance::try_each_change_list([&](auto list) -> base::Result<void> {
        for (const auto& thing : changes.*list)
            TRY_VOID(put(database, thing, write));
        return finish(database, changes.*list, write);
    });
}

// What the entries that are covered from now on had changed is in the hub's word instead.
base::Result<void> cover(Database& database, std::int64_t seq) {
    TRY(before, covered_seq(database));
    if (seq <= before) return {};
    TRY_VOID(database.run("UPDATE roster_state SET covered_seq = ?1", seq));
    std::vector<EntryRow> rows;
    {
        auto query = database.ask("SELECT " PETTAN_ENTRY_COLUMNS
                                  R"( FROM entry
                                     WHERE seq > ?1 AND seq <= ?2 AND kind IN (#stamp, #void, #unvoid, #merge,
                                         #unmerge))"_sql,
                                  before, seq);
        for (;;) {
            TRY(row, query.next());
            if (!row) break;
            rows.push_back(read_entry_row(query));
        }
    }
    for (const EntryRow& row : rows)
        TRY_VOID(apply(database, row));
    return settle_own_in_roster(database, before + 1, seq);
}

// True: texts were overwritten.
base::Result<bool> change(Database& database, const RosterUpdate& update) {
    TRY_VOID(join_cards(database, update));
    RosterWrite write;
    TRY_VOID(put_all(database, update, write));
    if (update.is_complete) {
        TRY(covered, seq_covered_by(database, update.covers_seq));
        TRY_VOID(cover(database, covered));
    }
    for (const Place& place : write.places) {
        TRY(subject, subject_standing_for(database, place.subject));
        TRY_VOID(settle(database, place.event, subject));
    }
    return write.texts_overwritten;
}

}  // namespace

base::Result<void> join_cards(Database& database, const RosterUpdate& update) {
    for (const auto& same : update.same_cards) {
        TRY(card, number_for(database, IdKind::card, same.card.value));
        TRY(stands_for, number_for(database, IdKind::card, same.stands_for.value));
        TRY(known, card_standing_for(database, card));
        TRY(known_stands_for, card_standing_for(database, stands_for));
        if (known != known_stands_for) TRY_VOID(join_cards(database, card, stands_for));
    }
    return {};
}

base::Result<std::int64_t> seq_covered_by(Database& database, std::int64_t covers_seq) {
    TRY(acked, find_number(database, acked_seq_setting));
    TRY(last, last_seq_of(database));
    return std::clamp<std::int64_t>(std::min(covers_seq, acked), 0, last);
}

base::Result<bool> gather_roster(Database& database, const RosterUpdate& part) {
    RosterWrite write{.settles = false};
    TRY_VOID(put_all(database, part, write));
    return write.texts_overwritten;
}

base::Result<bool> apply_roster(Database& database, const RosterUpdate& update) {
    TRY(overwritten, change(database, update));
    TRY_VOID(put_setting(database, roster_cursor_setting, update.cursor));
    if (overwritten) TRY_VOID(leave_no_traces(database));
    return overwritten;
}

base::Result<attendance::ChangeLists> read_written(Database& database) {
    attendance::ChangeLists written;
    TRY_VOID(attendance::try_each_list_of(attendance::written_lists,
                                          [&](auto list) { return read(database, written.*list); }));
    return written;
}

}  // namespace journal
