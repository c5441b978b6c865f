// The same tables as tables.cpp keeps step by step, made at once: a million entries in seconds instead of a minute.
#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "journal/arrival.h"
#include "journal/card_tables.h"
#include "journal/merges.h"
#include "journal/same_cards.h"
#include "journal/tables.h"
#include "journal/voids.h"

namespace journal {
namespace {

using attendance::BootAnchor;
using attendance::ClockQuality;
using attendance::EntryKind;

struct Known {
    std::int64_t covered_seq = 0;
    std::unordered_map<IdNumber, IdNumber> same_cards;      // id -> which stands for it, where that is another
    std::unordered_map<IdNumber, CardHistory> cards;        // of every id of a card
    std::unordered_map<IdNumber, std::int64_t> free_since;  // cards that are nobody's, as the hub says
    struct Boot {
        BootAnchor anchor;
        attendance::BootSpan span;
    };
    std::unordered_map<IdNumber, Boot> boots;
    std::unordered_set<std::int64_t> void_stamps;
    std::unordered_set<std::int64_t> put_back;          // covered, and their voiding was undone since
    std::set<attendance::EntryRef> void_in_the_roster;  // by entries that are not covered
    Merges merges;

    IdNumber standing_for(IdNumber person) const {
        const auto at = merges.find(person);
        return at == merges.end() ? person : at->second;
    }
    IdNumber card_standing_for(IdNumber card) const {
        const auto at = same_cards.find(card);
        return at == same_cards.end() ? card : at->second;
    }
    IdNumber subject_of_card_at(IdNumber card, std::int64_t version) const {
        const auto history = cards.find(card);
        const auto holder = history == cards.end() ? std::nullopt : history->second.holder_at(version);
        return holder ? standing_for(*holder) : card_standing_for(card);
    }
    IdNumber subject_of(const EntryRow& stamp) const {
        if (!stamp.card) return standing_for(stamp.person.value_or(0));
        const auto history = cards.find(*stamp.card);
        const bool mistaken = history != cards.end() && history->second.was_mistaken_at(stamp.version);
        if (stamp.person && !mistaken) return standing_for(*stamp.person);
        return subject_of_card_at(*stamp.card, stamp.version);
    }
    IdNumber subject_standing_for(IdNumber subject) const {
        const auto free = free_since.find(subject);
        const IdNumber of_card = subject_of_card_at(subject, free == free_since.end() ? 0 : free->second);
        return of_card == subject ? standing_for(subject) : of_card;
    }
    std::optional<BootAnchor> anchor_of(IdNumber boot) const {
        const auto at = boots.find(boot);
        return at == boots.end() ? std::nullopt : std::optional(at->second.anchor);
    }
};

void note_anchor(Known& known, const EntryRow& row) {
    const BootAnchor candidate{row.wall, row.boottime};
    const auto span = attendance::BootSpan::of(candidate);
    const auto [at, is_new] = known.boots.try_emplace(row.boot, Known::Boot{candidate, span});
    if (!is_new) at->second = {attendance::better_anchor(at->second.anchor, candidate), at->second.span.joined(span)};
}

using CardChanges = std::unordered_map<IdNumber, std::vector<CardChange>>;

base::Result<void> read_same_cards(Database& database, Known& known) {
    std::vector<EntryRow> rekeys;
    {
        auto query = database.ask("SELECT " PETTAN_ENTRY_COLUMNS " FROM entry WHERE kind = #rekey"_sql);
        for (;;) {
            TRY(row, query.next());
            if (!row) break;
            rekeys.push_back(read_entry_row(query));
        }
    }
    for (const EntryRow& row : rekeys) {
        TRY(other, number_for(database, IdKind::card, row.detail));
        TRY_VOID(put_same_card(database, *row.card, other));
    }
    auto query = database.ask("SELECT card, stands_for FROM same_card");
    for (;;) {
        TRY(row, query.next());
        if (!row) return {};
        known.same_cards.emplace(query.integer(0), query.integer(1));
    }
}

base::Result<void> read_roster_cards(Database& database, Known& known, CardChanges& changes) {
    auto query = database.ask("SELECT card, ifnull(person, 0), version FROM roster_card");
    for (;;) {
        TRY(row, query.next());
        if (!row) return {};
        const IdNumber card = query.integer(0);
        changes[known.card_standing_for(card)].push_back(roster_change(card, query.integer(1), query.integer(2)));
        if (query.integer(1) == 0) known.free_since.emplace(query.integer(0), query.integer(2));
    }
}

base::Result<void> read_voids(Database& database, Known& known) {
    {
        auto query = database.ask(
            R"(SELECT v.seq, v.target, v.target_device, v.target_epoch FROM entry AS v
               WHERE v.kind = #void AND )" PETTAN_VOID_STANDS);
        for (;;) {
            TRY(row, query.next());
            if (!row) break;
            const bool is_own = query.is_null(2);
            if (is_own) known.void_stamps.insert(query.integer(1));
            if (query.integer(0) > known.covered_seq)
                known.void_in_the_roster.insert(
                    {is_own ? 0 : query.integer(2), is_own ? 0 : query.integer(3), query.integer(1)});
        }
    }
    auto query = database.ask(
        R"(SELECT v.target FROM entry AS u
           JOIN entry AS v ON v.seq = u.target
           WHERE u.kind = #unvoid AND u.target_device IS NULL AND u.seq > ?1 AND v.kind = #void
               AND v.target_device IS NULL)"_sql,
        known.covered_seq);
    for (;;) {
        TRY(row, query.next());
        if (!row) return {};
        known.put_back.insert(query.integer(0));
    }
}

base::Result<Known> read_known(Database& database) {
    Known known;
    CardChanges changes;
    TRY_VOID(read_same_cards(database, known));
    {
        auto query = database.ask("SELECT " PETTAN_ENTRY_COLUMNS
                                  " FROM entry WHERE quality = 2 OR kind IN (#any_card_change) ORDER BY seq"_sql);
        for (;;) {
            TRY(found, query.next());
            if (!found) break;
            const EntryRow row = read_entry_row(query);
            if (row.quality == ClockQuality::synchronised) note_anchor(known, row);
            if (attendance::changes_card(row.kind))
                changes[known.card_standing_for(*row.card)].push_back(card_change(row));
        }
    }
    TRY_VOID(read_roster_cards(database, known, changes));
    for (auto& [card, of_card] : changes)
        known.cards.emplace(card, attendance::card_history(std::move(of_card)));
    for (const auto& [card, stands_for] : known.same_cards)
        if (const auto history = known.cards.find(stands_for); history != known.cards.end()) {
            CardHistory of_others = history->second;  // a new place may move the old one
            known.cards.emplace(card, std::move(of_others));
        }
    TRY(covered, covered_seq(database));
    known.covered_seq = covered;
    TRY_VOID(read_voids(database, known));
    TRY(merges, fold_merges(database));
    known.merges = std::move(merges);
    return known;
}

struct Stamp {
    IdNumber event, subject;
    Arrival arrival;
    IdNumber boot = 0;  // 0: its time does not hang on an anchor
    bool unsure = false;
    std::optional<IdNumber> elsewhere{};
};

Stamp own_stamp(const Known& known, const EntryRow& row, IdNumber subject) {
    const auto time = corrected_time_of(row, known.anchor_of(row.boot));
    return {*row.event,
            subject,
            {{0, 0, row.seq}, time.at, time.quality, row.source},
            row.boot,
            row.quality != ClockQuality::synchronised};
}

base::Result<void> read_own_stamps(Database& database, const Known& known, std::vector<Stamp>& stamps) {
    auto query = database.ask("SELECT " PETTAN_ENTRY_COLUMNS " FROM entry WHERE kind = #stamp"_sql);
    for (;;) {
        TRY(found, query.next());
        if (!found) return {};
        const EntryRow row = read_entry_row(query);
        if (!row.event || known.void_stamps.contains(row.seq)) continue;
        if (row.seq <= known.covered_seq && !known.put_back.contains(row.seq)) continue;
        stamps.push_back(own_stamp(known, row, known.subject_of(row)));
    }
}

base::Result<void> read_roster_stamps(Database& database, const Known& known, std::vector<Stamp>& stamps) {
    auto query =
        database.ask("SELECT event, subject, own, device, epoch, seq, at_us, quality, source FROM roster_stamp");
    for (;;) {
        TRY(found, query.next());
        if (!found) return {};
        Columns columns(query);
        const IdNumber event = columns.integer();
        const IdNumber in_roster = columns.integer();
        const IdNumber subject = known.subject_standing_for(in_roster);
        const std::int64_t own = columns.integer();
        const attendance::EntryRef ref{columns.integer(), columns.integer(), columns.integer()};
        if (known.void_in_the_roster.contains(ref) || known.void_in_the_roster.contains({0, 0, own})) continue;
        if (own != 0) {
            TRY(row, find_row(database, own));
            if (row && row->event) stamps.push_back(own_stamp(known, *row, subject));
            continue;
        }
        stamps.push_back({event,
                          subject,
                          {ref, columns.time(), columns.as<ClockQuality>(), columns.as<attendance::Source>()},
                          0,
                          false,
                          in_roster});
    }
}

base::Result<std::vector<Stamp>> read_stamps(Database& database, const Known& known) {
    std::vector<Stamp> stamps;
    TRY_VOID(read_own_stamps(database, known, stamps));
    TRY_VOID(read_roster_stamps(database, known, stamps));
    std::ranges::sort(stamps, [](const Stamp& a, const Stamp& b) {
        return std::tie(a.event, a.subject, a.arrival.at, a.arrival.stamp) <
               std::tie(b.event, b.subject, b.arrival.at, b.arrival.stamp);
    });
    return stamps;
}

base::Result<void> write_known(Database& database, const Known& known) {
    for (const auto& [card, history] : known.cards)
        TRY_VOID(put_card(database, card, history));
    for (const auto& [boot, clock] : known.boots)
        TRY_VOID(put_anchor(database, boot, clock.anchor, clock.span));
    for (const auto& [person, stands_for] : known.merges)
        TRY_VOID(put_merge(database, person, stands_for));
    return {};
}

base::Result<void> write_presences(Database& database, const std::vector<Stamp>& stamps) {
    for (auto first = stamps.begin(); first != stamps.end();) {
        const auto end = std::find_if(first, stamps.end(), [&](const Stamp& s) {
            return s.event != first->event || s.subject != first->subject;
        });
        TRY_VOID(database.run("INSERT INTO presence (event, subject, stamp, elsewhere) VALUES (?1, ?2, ?3, ?4)",
                              first->event, first->subject, first->elsewhere ? 0 : first->arrival.stamp.seq,
                              first->elsewhere));
        if (end - first > 1)
            for (auto stamp = first; stamp != end; ++stamp)
                if (stamp->boot != 0)
                    TRY_VOID(note_contested(database, stamp->boot, stamp->event, stamp->subject, stamp->unsure));
        first = end;
    }
    return {};
}

}  // namespace

base::Result<void> rebuild_tables(Database& database) {
    TRY_VOID(database.run_script(
        R"(DELETE FROM tenure;
           DELETE FROM mistake;
           DELETE FROM merged;
           DELETE FROM anchor;
           DELETE FROM presence;
           DELETE FROM contested;)"));
    TRY(known, read_known(database));
    TRY(stamps, read_stamps(database, known));
    TRY_VOID(write_known(database, known));
    return write_presences(database, stamps);
}

}  // namespace journal
