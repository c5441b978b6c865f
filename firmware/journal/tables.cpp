#include "journal/tables.h"

#include <set>
#include <vector>

#include "journal/arrival.h"
#include "journal/card_tables.h"
#include "journal/merges.h"
#include "journal/same_cards.h"
#include "journal/voids.h"

namespace journal {
namespace {

using attendance::BootAnchor;
using attendance::ClockQuality;
using attendance::EntryKind;

using Numbers = std::vector<IdNumber>;

base::Result<Numbers> all_numbers(Query query) {
    Numbers numbers;
    for (;;) {
        TRY(row, query.next());
        if (!row) return numbers;
        numbers.push_back(query.integer(0));
    }
}

// Who is counted as the subject: the person and those merged into it, and the versions of cards that are theirs. Of a
// card itself those that are nobody's, of all its ids: behind all its tenures. A person merged away is no subject any
// more, nor is an id of a card for which another stands.
#define PETTAN_MEMBERS                                                                                    \
    "WITH member (person) AS ("                                                                           \
    "    SELECT ?2 WHERE NOT EXISTS (SELECT 1 FROM merged WHERE person = ?2)"                             \
    "    UNION ALL SELECT person FROM merged WHERE into_person = ?2"                                      \
    "), term (card, since, until) AS ("                                                                   \
    "    SELECT id.card, ifnull((SELECT max(until) FROM tenure WHERE card = ?2), 0), 9223372036854775807" \
    "        FROM (SELECT ?2 AS card UNION ALL SELECT card FROM same_card WHERE stands_for = ?2) AS id"   \
    "        WHERE NOT EXISTS (SELECT 1 FROM merged WHERE person = ?2)"                                   \
    "        AND NOT EXISTS (SELECT 1 FROM same_card WHERE card = ?2)"                                    \
    "    UNION ALL SELECT tenure.card, tenure.since, tenure.until "                                       \
    "        FROM member CROSS JOIN tenure ON tenure.person = member.person"                              \
    ")"

// Own live stamps of a subject at an event: those that name a member (but because of a mistaken bind), and those of the
// cards that name nobody (or somebody by mistake). Of those that the hub's word covers only the ones whose voiding was
// undone since.
constexpr std::string_view live_stamps = PETTAN_MEMBERS R"sql(, stamp (seq) AS (
    SELECT entry.seq FROM member CROSS JOIN entry INDEXED BY stamp_of_event
        ON entry.kind = #stamp AND entry.person IS NOT NULL AND entry.person = member.person AND entry.event = ?1
        AND NOT EXISTS (SELECT 1 FROM mistake AS m WHERE m.card = entry.card AND m.since <= entry.version
            AND entry.version < m.until)
    UNION ALL
    SELECT entry.seq FROM term CROSS JOIN entry INDEXED BY stamp_of_card
        ON entry.kind = #stamp AND entry.person IS NULL AND entry.card = term.card AND entry.event = ?1
        AND term.since <= entry.version AND entry.version < term.until
    UNION ALL
    SELECT entry.seq FROM term CROSS JOIN mistake AS m ON m.card = term.card
        CROSS JOIN entry INDEXED BY stamp_of_event
        ON entry.kind = #stamp AND entry.person IS NOT NULL AND entry.event = ?1 AND entry.card = m.card
        AND max(m.since, term.since) <= entry.version
        AND entry.version < min(m.until, term.until)
)
SELECT )sql" PETTAN_ENTRY_COLUMNS R"sql(, anchor.wall_us, anchor.boottime_ns
FROM stamp CROSS JOIN entry ON entry.seq = stamp.seq LEFT JOIN anchor ON anchor.boot = entry.boot
WHERE NOT )sql" PETTAN_IS_VOIDED R"sql(
AND (stamp.seq > (SELECT covered_seq FROM roster_state) OR EXISTS (
    SELECT 1 FROM entry AS v CROSS JOIN entry AS u ON u.kind = #unvoid AND u.target_device IS NULL AND u.target = v.seq
    WHERE v.kind = #void AND v.target_device IS NULL AND v.target = stamp.seq
        AND u.seq > (SELECT covered_seq FROM roster_state))))sql"_sql;

// What the hub says of the same, but for stamps that were voided here since. A card that it calls present has a version
// from which on it is nobody's there (card_tables.h, roster_version).
constexpr std::string_view roster_stamps = PETTAN_MEMBERS R"sql(, subject (num) AS (
    SELECT person FROM member WHERE person <> ?2
    UNION SELECT card FROM term
        WHERE ifnull((SELECT version FROM roster_card AS c WHERE c.card = term.card AND c.person IS NULL), 0)
            BETWEEN term.since AND term.until - 1
)
SELECT r.subject, r.own, r.device, r.epoch, r.seq, r.at_us, r.quality, r.source
FROM subject CROSS JOIN roster_stamp AS r ON r.event = ?1 AND r.subject = subject.num
WHERE NOT EXISTS (
    SELECT 1 FROM entry AS v INDEXED BY void_of_stamp
    WHERE v.kind = #void AND v.target_device IS NULL AND v.target = r.own
        AND v.seq > (SELECT covered_seq FROM roster_state) AND )sql" PETTAN_VOID_STANDS R"sql()
AND NOT EXISTS (
    SELECT 1 FROM entry AS v INDEXED BY void_elsewhere
    WHERE v.kind = #void AND v.target_device IS NOT NULL AND v.target = r.seq
        AND v.target_device = r.device AND v.target_epoch = r.epoch
        AND v.seq > (SELECT covered_seq FROM roster_state) AND )sql" PETTAN_VOID_STANDS R"sql())sql"_sql;

struct Candidate {
    Arrival arrival;
    std::optional<IdNumber> elsewhere;  // subject of the roster's row
};

struct LiveStamps {
    int count = 0;
    std::optional<Candidate> counting;
    // Whose anchors the stamps' times hang on; `unsure`: always, else only where the boot contradicts itself.
    struct Boot {
        IdNumber boot = 0;
        bool unsure = false;
    };
    std::vector<Boot> boots;

    void add(const Candidate& candidate) {
        if (!counting || counts_before(candidate.arrival, counting->arrival)) counting = candidate;
        ++count;
    }
    void add(const EntryRow& stamp, const std::optional<BootAnchor>& anchor) {
        const auto time = corrected_time_of(stamp, anchor);
        add({{{0, 0, stamp.seq}, time.at, time.quality, stamp.source}, {}});
        boots.push_back({stamp.boot, stamp.quality != ClockQuality::synchronised});
    }
};

base::Result<void> add_roster_stamps(Database& database, IdNumber event, IdNumber subject, LiveStamps& live) {
    std::vector<std::int64_t> own;
    {
        auto query = database.ask(roster_stamps, event, subject);
        for (;;) {
            TRY(row, query.next());
            if (!row) break;
            Columns columns(query);
            const IdNumber in_roster = columns.integer();
            const std::int64_t seq = columns.integer();
            if (seq != 0)
                own.push_back(seq);
            else
                live.add({{{columns.integer(), columns.integer(), columns.integer()},
                           columns.time(),
                           columns.as<ClockQuality>(),
                           columns.as<attendance::Source>()},
                          in_roster});
        }
    }
    for (const std::int64_t seq : own) {
        TRY(stamp, find_row(database, seq));
        if (!stamp) continue;
        TRY(anchor, anchor_of(database, stamp->boot));
        live.add(*stamp, anchor);
    }
    return {};
}

base::Result<LiveStamps> read_live_stamps(Database& database, IdNumber event, IdNumber subject) {
    LiveStamps live;
    {
        auto query = database.ask(live_stamps, event, subject);
        for (;;) {
            TRY(row, query.next());
            if (!row) break;
            live.add(read_entry_row(query), maybe_anchor(query, entry_columns));
        }
    }
    TRY_VOID(add_roster_stamps(database, event, subject, live));
    return live;
}

}  // namespace

base::Result<void> note_contested(Database& database, IdNumber boot, IdNumber event, IdNumber subject, bool unsure) {
    return database.run(
        R"(INSERT INTO contested (boot, event, subject, unsure) VALUES (?1, ?2, ?3, ?4)
           ON CONFLICT (boot, event, subject) DO UPDATE SET unsure = 1
           WHERE unsure < excluded.unsure)",
        boot, event, subject, std::int64_t{unsure});
}

base::Result<void> put_anchor(Database& database, IdNumber boot, const BootAnchor& anchor,
                              const attendance::BootSpan& span) {
    return database.run(
        R"(INSERT INTO anchor (boot, wall_us, boottime_ns, lowest_us, highest_us)
           VALUES (?1, ?2, ?3, ?4, ?5)
           ON CONFLICT (boot) DO UPDATE SET wall_us = excluded.wall_us, boottime_ns = excluded.boottime_ns,
               lowest_us = excluded.lowest_us, highest_us = excluded.highest_us)",
        boot, count_us(anchor.wall), anchor.boottime.count(), span.lowest.count(), span.highest.count());
}

base::Result<void> settle(Database& database, IdNumber event, IdNumber subject) {
    TRY(live, read_live_stamps(database, event, subject));
    if (!live.counting) return database.run("DELETE FROM presence WHERE event = ?1 AND subject = ?2", event, subject);
    // Rows of `contested` are never taken out: a row too many costs one needless look, once an anchor moves.
    if (live.count > 1)
        for (const auto& [boot, unsure] : live.boots)
            TRY_VOID(note_contested(database, boot, event, subject, unsure));
    const Candidate& counting = *live.counting;
    const std::int64_t stamp = counting.elsewhere ? 0 : counting.arrival.stamp.seq;
    return database.run(
        R"(INSERT INTO presence (event, subject, stamp, elsewhere) VALUES (?1, ?2, ?3, ?4)
           ON CONFLICT (event, subject) DO UPDATE SET stamp = excluded.stamp, elsewhere = excluded.elsewhere
           WHERE stamp <> excluded.stamp OR elsewhere IS NOT excluded.elsewhere)",
        event, subject, stamp, counting.elsewhere);
}

namespace {

// `places`: rows of event and subject, as the roster has them.
base::Result<void> settle_places(Database& database, Query places) {
    std::vector<std::pair<IdNumber, IdNumber>> found;
    {
        Query all = std::move(places);  // over before the first is settled
        for (;;) {
            TRY(row, all.next());
            if (!row) break;
            found.emplace_back(all.integer(0), all.integer(1));
        }
    }
    for (const auto& [event, subject] : found) {
        TRY(stands_for, subject_standing_for(database, subject));
        TRY_VOID(settle(database, event, stands_for));
    }
    return {};
}

}  // namespace

base::Result<void> settle_own_in_roster(Database& database, std::int64_t first, std::int64_t last) {
    return settle_places(
        database, database.ask("SELECT event, subject FROM roster_stamp WHERE seq >= ?1 AND seq <= ?2 AND own <> 0",
                               first, last));
}

namespace {

base::Result<void> settle_stamp(Database& database, const EntryRow& stamp) {
    if (stamp.kind != EntryKind::stamp || !stamp.event) return {};
    TRY(subject, subject_of_stamp(database, stamp));
    return settle(database, *stamp.event, subject);
}

// A stamp that was just appended. Where nobody was present yet it is the only one that lives, and that is found by one
// look instead of by all of the subject's stamps: the tap waits for it. A journal that fell back behind what its hub
// covers, and a void that came before its stamp, take the long way.
base::Result<void> settle_new_stamp(Database& database, const EntryRow& stamp) {
    if (!stamp.event) return {};
    TRY(subject, subject_of_stamp(database, stamp));
    TRY(first, database.number(R"(INSERT INTO presence (event, subject, stamp, elsewhere) SELECT ?1, ?2, ?3, NULL
                                  WHERE ?3 > (SELECT covered_seq FROM roster_state)
                                      AND NOT EXISTS (SELECT 1 FROM entry AS v
                                          WHERE v.kind = #void AND v.target_device IS NULL AND v.target = ?3)
                                  ON CONFLICT DO NOTHING RETURNING stamp)"_sql,
                               *stamp.event, subject, stamp.seq));
    return first ? base::Result<void>() : settle(database, *stamp.event, subject);
}

// Wherever the roster counts this stamp of another journal.
base::Result<void> settle_elsewhere(Database& database, const attendance::EntryRef& stamp) {
    return settle_places(
        database,
        database.ask("SELECT event, subject FROM roster_presence WHERE device = ?1 AND epoch = ?2 AND seq = ?3",
                     stamp.device, stamp.epoch, stamp.seq));
}

// The roster may count an own stamp for another subject than the entries say: a card that was bound elsewhere.
base::Result<void> settle_target(Database& database, const EntryRow& correction) {
    if (!correction.target) return {};
    const auto seq = correction.own_target();
    if (!seq) return settle_elsewhere(database, *correction.target);
    TRY(target, find_row(database, *seq));
    if (target) TRY_VOID(settle_stamp(database, *target));
    return settle_own_in_roster(database, *seq, *seq);
}

// An unvoid may come before its voided entry, and that before its stamp: whichever comes last settles the stamp.
base::Result<void> settle_unvoided(Database& database, const EntryRow& unvoid) {
    const auto seq = unvoid.own_target();
    if (!seq) return {};
    TRY(voided, find_row(database, *seq));
    if (!voided || voided->kind != EntryKind::voided) return {};
    return settle_target(database, *voided);
}

base::Result<void> settle_events(Database& database, const Numbers& events, const Numbers& subjects) {
    for (const IdNumber event : events)
        for (const IdNumber subject : subjects)
            TRY_VOID(settle(database, event, subject));
    return {};
}

struct BoundStamp {
    IdNumber event = 0, person = 0;
};

// Stamps of a card that name a person, each person once an event. Looks through all stamps: for cards with mistakes
// only.
base::Result<std::vector<BoundStamp>> stamps_of_bound_card(Database& database, IdNumber card) {
    std::vector<BoundStamp> stamps;
    auto query = database.ask(
        R"(SELECT DISTINCT event, person FROM entry INDEXED BY stamp_of_event
           WHERE kind = #stamp AND person IS NOT NULL AND card = ?1)"_sql,
        card);
    for (;;) {
        TRY(row, query.next());
        if (!row) return stamps;
        stamps.push_back({query.integer(0), query.integer(1)});
    }
}

// Of a card all of whose ids have one history in the tables: its stamps may move between these subjects. A stamp that
// names a person moves only where it was, or is now, named by mistake.
base::Result<void> settle_stamps_of(Database& database, const Numbers& ids, Numbers people, bool has_mistakes) {
    std::set<IdNumber> subjects(ids.begin(), ids.end());
    std::set<IdNumber> events;
    for (const IdNumber id : ids) {
        if (has_mistakes) {
            TRY(stamps, stamps_of_bound_card(database, id));
            for (const auto& [event, person] : stamps) {
                events.insert(event);
                people.push_back(person);
            }
        }
        TRY(of_id, all_numbers(database.ask(R"(SELECT event FROM entry
                                               WHERE kind = #stamp AND person IS NULL AND card = ?1
                                               UNION SELECT event FROM roster_presence
                                               WHERE subject = ?1)"_sql,
                                            id)));
        events.insert(of_id.begin(), of_id.end());
    }
    for (const IdNumber person : people) {
        TRY(stands_for, standing_for(database, person));
        subjects.insert(stands_for);
    }
    return settle_events(database, Numbers(events.begin(), events.end()), Numbers(subjects.begin(), subjects.end()));
}

}  // namespace

base::Result<void> settle_card(Database& database, IdNumber card, bool has_moved) {
    TRY(ids, ids_of_card(database, card));
    TRY(after, fold_card(database, ids));
    Numbers people;
    bool moved = has_moved, has_mistakes = !after.mistakes.empty();
    for (const IdNumber id : ids) {
        TRY(before, card_in_tables(database, id));
        for (const CardHistory* history : {&before, &after})
            for (const auto& tenure : history->tenures)
                people.push_back(tenure.person);
        after.version = before.version;  // not in the tables
        if (before == after) continue;
        moved = true;
        has_mistakes |= !before.mistakes.empty();
        TRY_VOID(forget_card(database, id));
        TRY_VOID(put_card(database, id, after));
    }
    return moved ? settle_stamps_of(database, ids, std::move(people), has_mistakes) : base::Result<void>();
}

base::Result<void> join_cards(Database& database, IdNumber a, IdNumber b) {
    TRY_VOID(put_same_card(database, a, b));
    return settle_card(database, a, true);
}

base::Result<void> merge_people(Database& database) {
    TRY(before, merges_in_table(database));
    TRY(after, fold_merges(database));
    struct Change {
        IdNumber person, before, after;
    };
    std::vector<Change> changes;
    for (const auto& [person, stands_for] : before)
        if (const auto now = after.find(person); now == after.end() || now->second != stands_for)
            changes.push_back({person, stands_for, now == after.end() ? person : now->second});
    for (const auto& [person, stands_for] : after)
        if (!before.contains(person)) changes.push_back({person, person, stands_for});
    // What of a person lives was counted for whom they stood before. All events are read before the first is settled.
    std::vector<Numbers> events;
    for (const Change& change : changes) {
        TRY_VOID(put_merge(database, change.person, change.after));
        TRY(of_change, all_numbers(database.ask("SELECT event FROM presence WHERE subject = ?1", change.before)));
        events.push_back(std::move(of_change));
    }
    for (std::size_t i = 0; i < changes.size(); ++i)
        TRY_VOID(settle_events(database, events[i], {changes[i].before, changes[i].after}));
    return {};
}

namespace {

struct KnownBoot {
    BootAnchor anchor;
    attendance::BootSpan span;
};

base::Result<std::optional<KnownBoot>> known_boot(Database& database, IdNumber boot) {
    auto query = database.ask("SELECT wall_us, boottime_ns, lowest_us, highest_us FROM anchor WHERE boot = ?1", boot);
    TRY(row, query.next());
    if (!row) return std::optional<KnownBoot>();
    return std::optional(
        KnownBoot{{wall_time(query.integer(0)), attendance::BootTime(query.integer(1))},
                  {std::chrono::microseconds(query.integer(2)), std::chrono::microseconds(query.integer(3))}});
}

base::Result<void> move_anchor(Database& database, const EntryRow& row) {
    const BootAnchor candidate{row.wall, row.boottime};
    TRY(known, known_boot(database, row.boot));
    const auto own_span = attendance::BootSpan::of(candidate);
    const BootAnchor best = known ? attendance::better_anchor(known->anchor, candidate) : candidate;
    const auto span = known ? known->span.joined(own_span) : own_span;
    TRY_VOID(put_anchor(database, row.boot, best, span));
    if (known && known->anchor == best) return {};
    std::vector<std::pair<IdNumber, IdNumber>> places;
    {
        constexpr std::string_view all = "SELECT event, subject FROM contested WHERE boot = ?1";
        constexpr std::string_view unsure = "SELECT event, subject FROM contested WHERE boot = ?1 AND unsure = 1";
        auto query = database.ask(span.may_contradict() ? all : unsure, row.boot);
        for (;;) {
            TRY(found, query.next());
            if (!found) break;
            places.emplace_back(query.integer(0), query.integer(1));
        }
    }
    for (const auto& [event, subject] : places)
        TRY_VOID(settle(database, event, subject));
    return {};
}

}  // namespace

base::Result<void> apply(Database& database, const EntryRow& row) {
    if (row.quality == ClockQuality::synchronised) TRY_VOID(move_anchor(database, row));
    switch (row.kind) {
        case EntryKind::stamp:
            return settle_new_stamp(database, row);
        case EntryKind::voided:
            return settle_target(database, row);
        case EntryKind::unvoid:
            return settle_unvoided(database, row);
        case EntryKind::bind:
        case EntryKind::unbind:
        case EntryKind::misbind:
            return settle_card(database, *row.card);
        case EntryKind::rekey: {
            TRY(other, number_for(database, IdKind::card, row.detail));
            return join_cards(database, *row.card, other);
        }
        case EntryKind::merge:
        case EntryKind::unmerge:
            return merge_people(database);
        default:
            return {};
    }
}

base::Result<IdNumber> standing_for(Database& database, IdNumber person) {
    TRY(into, database.number("SELECT into_person FROM merged WHERE person = ?1", person));
    return into.value_or(person);
}

base::Result<IdNumber> subject_standing_for(Database& database, IdNumber subject) {
    TRY(version, roster_version(database, subject));
    TRY(of_card, subject_of_card_at(database, subject, version));
    return of_card == subject ? standing_for(database, subject) : base::Result<IdNumber>(of_card);
}

base::Result<std::optional<IdNumber>> owner_of_card(Database& database, IdNumber card) {
    return database.number(
        R"(SELECT ifnull(merged.into_person, owner.person) FROM owner
           LEFT JOIN merged ON merged.person = owner.person
           WHERE owner.card = ?1)",
        card);
}

base::Result<std::optional<BootAnchor>> anchor_of(Database& database, IdNumber boot) {
    auto query = database.ask("SELECT wall_us, boottime_ns FROM anchor WHERE boot = ?1", boot);
    TRY(row, query.next());
    if (!row) return std::optional<BootAnchor>();
    return std::optional(BootAnchor{wall_time(query.integer(0)), attendance::BootTime(query.integer(1))});
}

}  // namespace journal
