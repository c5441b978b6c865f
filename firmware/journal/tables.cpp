#include "journal/tables.h"

#include <vector>

#include "journal/merges.h"

namespace journal {
namespace {

using attendance::BootAnchor;
using attendance::ClockQuality;
using attendance::EntryKind;
using attendance::Presence;

using Numbers = std::vector<IdNumber>;

base::Result<Numbers> all_numbers(Query query) {
    Numbers numbers;
    for (;;) {
        TRY(row, query.next());
        if (!row) return numbers;
        numbers.push_back(query.integer(0));
    }
}

// Live stamps of a subject at an event: those that name the subject or somebody merged into it, and those of cards that
// belong to these people and name nobody. A card that has an owner, or a person merged away, is no subject any more.
constexpr std::string_view live_stamps = R"sql(
WITH member (person) AS (
    SELECT ?2 WHERE NOT EXISTS (SELECT 1 FROM merged WHERE person = ?2)
    UNION ALL SELECT person FROM merged WHERE into_person = ?2
), member_card (card) AS (
    SELECT ?2 WHERE NOT EXISTS (SELECT 1 FROM owner WHERE card = ?2)
    UNION ALL SELECT owner.card FROM member CROSS JOIN owner ON owner.person = member.person
), stamp (seq) AS (
    SELECT entry.seq FROM member CROSS JOIN entry INDEXED BY stamp_of_person
        ON entry.kind = 1 AND entry.person IS NOT NULL AND entry.person = member.person AND entry.event = ?1
    UNION ALL
    SELECT entry.seq FROM member_card CROSS JOIN entry INDEXED BY stamp_of_card
        ON entry.kind = 1 AND entry.person IS NULL AND entry.card = member_card.card AND entry.event = ?1
)
SELECT )sql" PETTAN_ENTRY_COLUMNS R"sql(, anchor.wall_us, anchor.boottime_ns
FROM stamp CROSS JOIN entry ON entry.seq = stamp.seq LEFT JOIN anchor ON anchor.boot = entry.boot
WHERE NOT EXISTS (
    SELECT 1 FROM entry AS v WHERE v.kind = 4 AND v.target_device IS NULL AND v.target = stamp.seq AND NOT EXISTS (
        SELECT 1 FROM entry AS u WHERE u.kind = 5 AND u.target_device IS NULL AND u.target = v.seq)))sql";

struct LiveStamps {
    int count = 0;
    std::optional<Presence> counting;
    std::vector<IdNumber> movable_boots;  // of stamps whose time hangs on their boot's anchor
};

base::Result<LiveStamps> read_live_stamps(Database& database, IdNumber event, IdNumber subject) {
    LiveStamps live;
    auto query = database.ask(live_stamps, event, subject);
    for (;;) {
        TRY(row, query.next());
        if (!row) return live;
        const EntryRow stamp = read_entry_row(query);
        Presence candidate;
        candidate.stamp.seq = stamp.seq;
        candidate.at = certain_time_of(stamp, maybe_anchor(query, entry_columns)).at;
        if (!live.counting || attendance::counts_before(candidate, *live.counting)) live.counting = candidate;
        if (stamp.quality != ClockQuality::synchronised) live.movable_boots.push_back(stamp.boot);
        ++live.count;
    }
}

// Makes the presence of a subject at an event what the entries say now.
base::Result<void> settle(Database& database, IdNumber event, IdNumber subject) {
    TRY(live, read_live_stamps(database, event, subject));
    if (!live.counting) return database.run("DELETE FROM presence WHERE event = ?1 AND subject = ?2", event, subject);
    // Rows of `contested` are never taken out: a row too many costs one vain look, once an anchor moves.
    if (live.count > 1)
        for (const IdNumber boot : live.movable_boots)
            TRY_VOID(database.run("INSERT OR IGNORE INTO contested (boot, event, subject) VALUES (?1, ?2, ?3)", boot,
                                  event, subject));
    return database.run(
        "INSERT INTO presence (event, subject, stamp) VALUES (?1, ?2, ?3) "
        "ON CONFLICT (event, subject) DO UPDATE SET stamp = excluded.stamp WHERE stamp <> excluded.stamp",
        event, subject, live.counting->stamp.seq);
}

base::Result<IdNumber> subject_of_card(Database& database, IdNumber card) {
    TRY(owner, owner_of_card(database, card));
    return owner.value_or(card);
}

base::Result<void> settle_stamp(Database& database, const EntryRow& stamp) {
    if (stamp.kind != EntryKind::stamp || !stamp.event) return {};
    TRY(subject,
        stamp.person ? standing_for(database, *stamp.person) : subject_of_card(database, stamp.card.value_or(0)));
    return settle(database, *stamp.event, subject);
}

base::Result<void> settle_target(Database& database, std::optional<std::int64_t> seq) {
    if (!seq) return {};
    TRY(target, find_row(database, *seq));
    return target ? settle_stamp(database, *target) : base::Result<void>();
}

// An unvoid may come before its voided entry, and that before its stamp: whichever comes last settles the stamp.
base::Result<void> settle_unvoided(Database& database, const EntryRow& unvoid) {
    const auto seq = unvoid.own_target();
    if (!seq) return {};
    TRY(voided, find_row(database, *seq));
    if (!voided || voided->kind != EntryKind::voided) return {};
    return settle_target(database, voided->own_target());
}

base::Result<void> settle_events(Database& database, const Numbers& events, IdNumber before, IdNumber after) {
    for (const IdNumber event : events) {
        TRY_VOID(settle(database, event, before));
        TRY_VOID(settle(database, event, after));
    }
    return {};
}

base::Result<void> bind_card(Database& database, const EntryRow& bind) {
    TRY(before, subject_of_card(database, *bind.card));
    // Of two binds with one version the later entry wins, and entries come in their order.
    TRY_VOID(
        database.run("INSERT INTO owner (card, person, version) VALUES (?1, ?2, ?3) ON CONFLICT (card) DO UPDATE "
                     "SET person = excluded.person, version = excluded.version WHERE version <= excluded.version",
                     *bind.card, *bind.person, bind.version));
    TRY(after, subject_of_card(database, *bind.card));
    if (before == after) return {};
    TRY(events, all_numbers(database.ask(
                    "SELECT DISTINCT event FROM entry WHERE kind = 1 AND person IS NULL AND card = ?1", *bind.card)));
    return settle_events(database, events, before, after);
}

// Events at which a person has stamps of their own or of their cards, merges aside.
base::Result<Numbers> events_of(Database& database, IdNumber person) {
    return all_numbers(
        database.ask("SELECT event FROM entry WHERE kind = 1 AND person IS NOT NULL AND person = ?1 "
                     "UNION SELECT entry.event FROM owner CROSS JOIN entry ON entry.kind = 1 AND entry.person IS NULL "
                     "AND entry.card = owner.card WHERE owner.person = ?1",
                     person));
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
    for (const Change& change : changes)
        TRY_VOID(put_merge(database, change.person, change.after));
    for (const Change& change : changes) {
        TRY(events, events_of(database, change.person));
        TRY_VOID(settle_events(database, events, change.before, change.after));
    }
    return {};
}

base::Result<void> move_anchor(Database& database, const EntryRow& row) {
    const BootAnchor candidate{row.wall, row.boottime};
    TRY(known, anchor_of(database, row.boot));
    const BootAnchor best = known ? attendance::better_anchor(*known, candidate) : candidate;
    if (known && known->wall == best.wall && known->boottime == best.boottime) return {};
    TRY_VOID(
        database.run("INSERT INTO anchor (boot, wall_us, boottime_ns) VALUES (?1, ?2, ?3) ON CONFLICT (boot) DO UPDATE "
                     "SET wall_us = excluded.wall_us, boottime_ns = excluded.boottime_ns",
                     row.boot, count_us(best.wall), best.boottime.count()));
    std::vector<std::pair<IdNumber, IdNumber>> places;
    {
        auto query = database.ask("SELECT event, subject FROM contested WHERE boot = ?1", row.boot);
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
            return settle_stamp(database, row);
        case EntryKind::voided:
            return settle_target(database, row.own_target());
        case EntryKind::unvoid:
            return settle_unvoided(database, row);
        case EntryKind::bind:
            return bind_card(database, row);
        case EntryKind::merge:
        case EntryKind::unmerge:
            return merge_people(database);
        case EntryKind::repeat:
        case EntryKind::refusal:
        case EntryKind::person:
        case EntryKind::event:
        case EntryKind::clock:
        case EntryKind::erase:
        case EntryKind::open:
        case EntryKind::staff:
            return {};
    }
    return {};
}

base::Result<IdNumber> standing_for(Database& database, IdNumber person) {
    TRY(into, database.number("SELECT into_person FROM merged WHERE person = ?1", person));
    return into.value_or(person);
}

base::Result<std::optional<IdNumber>> owner_of_card(Database& database, IdNumber card) {
    return database.number(
        "SELECT ifnull(merged.into_person, owner.person) FROM owner LEFT JOIN merged "
        "ON merged.person = owner.person WHERE owner.card = ?1",
        card);
}

base::Result<std::optional<BootAnchor>> anchor_of(Database& database, IdNumber boot) {
    auto query = database.ask("SELECT wall_us, boottime_ns FROM anchor WHERE boot = ?1", boot);
    TRY(row, query.next());
    if (!row) return std::optional<BootAnchor>();
    return std::optional(BootAnchor{wall_time(query.integer(0)), attendance::BootTime(query.integer(1))});
}

}  // namespace journal
