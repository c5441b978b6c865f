// The same tables as tables.cpp keeps step by step, made at once: a million entries in seconds instead of a minute.
#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "journal/merges.h"
#include "journal/tables.h"

namespace journal {
namespace {

using attendance::BootAnchor;
using attendance::ClockQuality;
using attendance::EntryKind;

struct Owner {
    IdNumber person = 0;
    std::int64_t version = 0;
};

struct Known {
    std::unordered_map<IdNumber, Owner> owners;
    std::unordered_map<IdNumber, BootAnchor> anchors;
    std::unordered_set<std::int64_t> void_stamps;
    Merges merges;

    IdNumber standing_for(IdNumber person) const {
        const auto at = merges.find(person);
        return at == merges.end() ? person : at->second;
    }
    IdNumber subject_of(const EntryRow& stamp) const {
        if (stamp.person) return standing_for(*stamp.person);
        const auto owner = owners.find(stamp.card.value_or(0));
        return owner == owners.end() ? stamp.card.value_or(0) : standing_for(owner->second.person);
    }
};

void note(Known& known, const EntryRow& row) {
    if (row.quality == ClockQuality::synchronised) {
        const BootAnchor candidate{row.wall, row.boottime};
        const auto [at, is_new] = known.anchors.try_emplace(row.boot, candidate);
        if (!is_new) at->second = attendance::better_anchor(at->second, candidate);
    }
    if (row.kind == EntryKind::bind) {
        const auto [at, is_new] = known.owners.try_emplace(*row.card, Owner{*row.person, row.version});
        if (!is_new && at->second.version <= row.version) at->second = {*row.person, row.version};
    }
}

base::Result<Known> read_known(Database& database) {
    Known known;
    {
        auto query =
            database.ask("SELECT " PETTAN_ENTRY_COLUMNS " FROM entry WHERE quality = 2 OR kind = 6 ORDER BY seq");
        for (;;) {
            TRY(row, query.next());
            if (!row) break;
            note(known, read_entry_row(query));
        }
    }
    {
        auto query = database.ask(
            "SELECT v.target FROM entry AS v WHERE v.kind = 4 AND v.target_device IS NULL AND NOT EXISTS "
            "(SELECT 1 FROM entry AS u WHERE u.kind = 5 AND u.target_device IS NULL AND u.target = v.seq)");
        for (;;) {
            TRY(row, query.next());
            if (!row) break;
            known.void_stamps.insert(query.integer(0));
        }
    }
    TRY(merges, fold_merges(database));
    known.merges = std::move(merges);
    return known;
}

struct Stamp {
    IdNumber event, subject;
    attendance::WallTime at;
    std::int64_t seq;
    IdNumber movable_boot;  // 0: its time does not hang on an anchor
};

base::Result<std::vector<Stamp>> read_stamps(Database& database, const Known& known) {
    std::vector<Stamp> stamps;
    auto query = database.ask("SELECT " PETTAN_ENTRY_COLUMNS " FROM entry WHERE kind = 1");
    for (;;) {
        TRY(found, query.next());
        if (!found) break;
        const EntryRow row = read_entry_row(query);
        if (!row.event || known.void_stamps.contains(row.seq)) continue;
        const auto anchor = known.anchors.find(row.boot);
        const auto time =
            certain_time_of(row, anchor == known.anchors.end() ? std::nullopt : std::optional(anchor->second));
        stamps.push_back({*row.event, known.subject_of(row), time.at, row.seq,
                          row.quality == ClockQuality::synchronised ? 0 : row.boot});
    }
    std::ranges::sort(stamps, {}, [](const Stamp& s) { return std::tie(s.event, s.subject, s.at, s.seq); });
    return stamps;
}

base::Result<void> write_known(Database& database, const Known& known) {
    for (const auto& [card, owner] : known.owners)
        TRY_VOID(database.run("INSERT INTO owner (card, person, version) VALUES (?1, ?2, ?3)", card, owner.person,
                              owner.version));
    for (const auto& [boot, anchor] : known.anchors)
        TRY_VOID(database.run("INSERT INTO anchor (boot, wall_us, boottime_ns) VALUES (?1, ?2, ?3)", boot,
                              count_us(anchor.wall), anchor.boottime.count()));
    for (const auto& [person, stands_for] : known.merges)
        TRY_VOID(put_merge(database, person, stands_for));
    return {};
}

base::Result<void> write_presences(Database& database, const std::vector<Stamp>& stamps) {
    for (auto first = stamps.begin(); first != stamps.end();) {
        const auto end = std::find_if(first, stamps.end(), [&](const Stamp& s) {
            return s.event != first->event || s.subject != first->subject;
        });
        TRY_VOID(database.run("INSERT INTO presence (event, subject, stamp) VALUES (?1, ?2, ?3)", first->event,
                              first->subject, first->seq));
        if (end - first > 1)
            for (auto stamp = first; stamp != end; ++stamp)
                if (stamp->movable_boot != 0)
                    TRY_VOID(database.run("INSERT OR IGNORE INTO contested (boot, event, subject) VALUES (?1, ?2, ?3)",
                                          stamp->movable_boot, stamp->event, stamp->subject));
        first = end;
    }
    return {};
}

}  // namespace

base::Result<void> rebuild_tables(Database& database) {
    TRY_VOID(
        database.run_script("DELETE FROM owner; DELETE FROM merged; DELETE FROM anchor; DELETE FROM presence; "
                            "DELETE FROM contested;"));
    TRY(known, read_known(database));
    TRY(stamps, read_stamps(database, known));
    TRY_VOID(write_known(database, known));
    return write_presences(database, stamps);
}

}  // namespace journal
