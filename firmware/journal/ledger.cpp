#include "journal/ledger.h"

#include <algorithm>
#include <limits>

#include "journal/arrival.h"
#include "journal/merges.h"
#include "journal/voids.h"

namespace journal {
namespace {

using attendance::BootAnchor;
using attendance::BootTime;
using attendance::CardId;
using attendance::Entry;
using attendance::EntryKind;
using attendance::EventId;
using attendance::Ledger;
using attendance::PersonId;

base::Result<void> read_same_cards(Database& database, Ledger& ledger) {
    auto query = database.ask(
        R"(SELECT card.text, other.text FROM same_card
           JOIN id AS card ON card.num = same_card.card
           JOIN id AS other ON other.num = same_card.stands_for)");
    for (;;) {
        TRY(row, query.next());
        if (!row) return {};
        ledger.same_cards.emplace(CardId{query.text(0)}, CardId{query.text(1)});
    }
}

base::Result<void> read_owners(Database& database, Ledger& ledger) {
    auto query = database.ask(
        R"(SELECT card.text, person.text FROM owner
           LEFT JOIN merged ON merged.person = owner.person
           JOIN id AS card ON card.num = owner.card
           JOIN id AS person ON person.num = ifnull(merged.into_person, owner.person))");
    for (;;) {
        TRY(row, query.next());
        if (!row) return {};
        ledger.owners.emplace(CardId{query.text(0)}, PersonId{query.text(1)});
    }
}

base::Result<void> read_tenures(Database& database, Ledger& ledger) {
    {
        auto query = database.ask(
            R"(SELECT card.text, person.text, since, until FROM tenure
               JOIN id AS card ON card.num = tenure.card
               JOIN id AS person ON person.num = tenure.person
               ORDER BY until)");
        for (;;) {
            TRY(row, query.next());
            if (!row) break;
            ledger.tenures[CardId{query.text(0)}].push_back(
                {PersonId{query.text(1)}, {query.integer(2), query.integer(3)}});
        }
    }
    auto query =
        database.ask("SELECT id.text, since, until FROM mistake JOIN id ON id.num = mistake.card ORDER BY until");
    for (;;) {
        TRY(row, query.next());
        if (!row) return {};
        ledger.mistakes[CardId{query.text(0)}].push_back({query.integer(1), query.integer(2)});
    }
}

base::Result<void> read_merges(Database& database, Ledger& ledger) {
    auto query = database.ask(
        R"(SELECT person.text, other.text FROM merged
           JOIN id AS person ON person.num = merged.person
           JOIN id AS other ON other.num = merged.into_person)");
    for (;;) {
        TRY(row, query.next());
        if (!row) return {};
        ledger.merged.emplace(PersonId{query.text(0)}, PersonId{query.text(1)});
    }
}

base::Result<void> read_anchors(Database& database, Ledger& ledger) {
    auto query = database.ask("SELECT id.text, wall_us, boottime_ns FROM anchor JOIN id ON id.num = anchor.boot");
    for (;;) {
        TRY(row, query.next());
        if (!row) return {};
        ledger.anchors.emplace(attendance::BootKey{0, query.text(0)},
                               BootAnchor{wall_time(query.integer(1)), BootTime(query.integer(2))});
    }
}

base::Result<void> read_void_stamps(Database& database, Ledger& ledger) {
    auto query = database.ask(
        R"(SELECT stamp.seq FROM entry AS stamp
           JOIN entry AS v ON v.target = stamp.seq
           WHERE v.kind = #void AND v.target_device IS NULL AND stamp.kind = #stamp AND )" PETTAN_VOID_STANDS);
    for (;;) {
        TRY(row, query.next());
        if (!row) return {};
        ledger.void_stamps.insert({0, 0, query.integer(0)});
    }
}

base::Result<void> read_presences(Database& database, Ledger& ledger) {
    auto query = database.ask("SELECT event.text, subject.kind, subject.text, " PETTAN_ARRIVAL_COLUMNS PETTAN_ARRIVALS
                              R"(JOIN id AS event ON event.num = presence.event
                                 JOIN id AS subject ON subject.num = presence.subject)");
    for (;;) {
        TRY(row, query.next());
        if (!row) return {};
        const EventId event{query.text(0)};
        const bool person = static_cast<IdKind>(query.integer(1)) == IdKind::person;
        const auto subject =
            person ? attendance::Subject(PersonId{query.text(2)}) : attendance::Subject(CardId{query.text(2)});
        const Arrival arrival = read_arrival(query, 3);
        ledger.presences.emplace(
            std::pair(event, subject),
            attendance::Presence{event, subject, arrival.stamp, arrival.at, arrival.quality, arrival.source});
    }
}

// What entries and hub said of cards' ids.
void add_same_cards(const Ledger& ledger, std::vector<Entry>& entries) {
    for (const auto& [card, stands_for] : ledger.same_cards) {
        Entry rekey;
        rekey.ref = {before_all_devices, 1, static_cast<std::int64_t>(entries.size())};
        rekey.kind = EntryKind::rekey;
        rekey.card = card;
        rekey.detail = stands_for.value;
        entries.push_back(std::move(rekey));
    }
}

// What the hub says of cards: of two changes with one version the hub's wins.
base::Result<void> add_roster_binds(Database& database, std::vector<Entry>& entries) {
    auto query = database.ask(
        R"(SELECT card.text, person.text, version, card.num FROM roster_card
           JOIN id AS card ON card.num = roster_card.card
           LEFT JOIN id AS person ON person.num = roster_card.person)");
    constexpr auto after_all_devices = std::numeric_limits<std::int64_t>::max();
    for (;;) {
        TRY(row, query.next());
        if (!row) return {};
        Entry bind;
        bind.ref = {after_all_devices, 0, query.integer(3)};
        bind.kind = query.is_null(1) ? EntryKind::unbind : EntryKind::bind;
        bind.card = CardId{query.text(0)};
        if (!query.is_null(1)) bind.person = PersonId{query.text(1)};
        bind.version = query.integer(2);
        entries.push_back(std::move(bind));
    }
}

base::Result<void> add_roster_stamps(Database& database, std::vector<Entry>& entries) {
    auto query = database.ask(
        R"(SELECT event.text, subject.kind, subject.text, own,
               (SELECT version FROM roster_card WHERE card = subject.num AND person IS NULL),
               device, epoch, seq, at_us, quality, source
           FROM roster_stamp
           JOIN id AS event ON event.num = event
           JOIN id AS subject ON subject.num = subject)");
    for (;;) {
        TRY(row, query.next());
        if (!row) return {};
        Columns columns(query);
        Entry stamp;
        stamp.event = EventId{columns.text()};
        const bool is_person = columns.as<IdKind>() == IdKind::person;
        if (is_person)
            stamp.person = PersonId{columns.text()};
        else
            stamp.card = CardId{columns.text()};
        const std::int64_t own = columns.integer();
        stamp.version = columns.integer_or_0();
        if (own != 0) {
            TRY(known, find_row(database, own));
            if (!known) continue;
            TRY(entry, to_entry(database, *known));
            stamp.ref = entry.ref;
            stamp.at = std::move(entry.at);
            stamp.source = entry.source;
        } else {
            stamp.ref = {columns.integer(), columns.integer(), columns.integer()};
            stamp.at.wall = columns.time();
            stamp.at.boot_id = std::to_string(entries.size());  // of its own: the hub has corrected it
            stamp.at.quality = columns.as<attendance::ClockQuality>();
            stamp.source = columns.as<attendance::Source>();
        }
        entries.push_back(std::move(stamp));
    }
}

// Own entries of which the hub has said already what has become of them. A covered stamp that was put back since is
// not one of them.
bool is_settled_at_the_hub(const Entry& entry, std::int64_t covered, const std::set<std::int64_t>& put_back) {
    if (entry.ref.seq > covered) return false;
    const bool own_target = entry.target && entry.target->device == 0 && entry.target->epoch == 0;
    switch (entry.kind) {
        case EntryKind::stamp:
            return !put_back.contains(entry.ref.seq);
        case EntryKind::voided:
            return !own_target || entry.target->seq <= covered;
        case EntryKind::merge:
        case EntryKind::unmerge:
            return true;  // merges_in_force() has them
        default:
            return false;
    }
}

// Covered stamps that an own unvoid, not covered, made live again.
std::set<std::int64_t> put_back(const std::vector<Entry>& own, const std::set<attendance::EntryRef>& void_stamps,
                                std::int64_t covered) {
    std::set<std::int64_t> seqs;
    for (const Entry& unvoid : own) {
        if (unvoid.kind != EntryKind::unvoid || unvoid.ref.seq <= covered || !unvoid.target) continue;
        const auto voided = std::ranges::find(own, *unvoid.target, &Entry::ref);
        if (voided == own.end() || voided->kind != EntryKind::voided || !voided->target) continue;
        if (!void_stamps.contains(*voided->target)) seqs.insert(voided->target->seq);
    }
    return seqs;
}

}  // namespace

base::Result<Ledger> read_ledger(Database& database) {
    Ledger ledger;
    TRY_VOID(read_same_cards(database, ledger));
    TRY_VOID(read_owners(database, ledger));
    TRY_VOID(read_tenures(database, ledger));
    TRY_VOID(read_merges(database, ledger));
    TRY_VOID(read_anchors(database, ledger));
    TRY_VOID(read_void_stamps(database, ledger));
    TRY_VOID(read_presences(database, ledger));
    return ledger;
}

base::Result<Ledger> fold_in_force(Database& database) {
    TRY(own, read_all_entries(database));
    TRY(covered, covered_seq(database));
    // Of several with one ref the first counts.
    TRY(entries, merges_in_force(database));
    Ledger in_tables;
    TRY_VOID(read_same_cards(database, in_tables));
    add_same_cards(in_tables, entries);
    TRY_VOID(add_roster_binds(database, entries));
    TRY_VOID(add_roster_stamps(database, entries));
    const Ledger of_own = attendance::fold(own);
    const auto seqs = put_back(own, of_own.void_stamps, covered);
    for (Entry& entry : own) {
        // Whatever became of it, it knows what time it was.
        if (is_settled_at_the_hub(entry, covered, seqs)) entry.kind = EntryKind::clock;
        entries.push_back(std::move(entry));
    }
    Ledger ledger = attendance::fold(entries);
    ledger.void_stamps = of_own.void_stamps;
    std::erase_if(ledger.anchors, [](const auto& anchor) { return anchor.first.first != 0; });
    return ledger;
}

base::Result<std::vector<attendance::Entry>> read_all_entries(Database& database) {
    std::vector<attendance::Entry> entries;
    auto query = database.ask("SELECT " PETTAN_ENTRY_COLUMNS " FROM entry ORDER BY seq");
    for (;;) {
        TRY(row, query.next());
        if (!row) return entries;
        TRY(entry, to_entry(database, read_entry_row(query)));
        entries.push_back(std::move(entry));
    }
}

}  // namespace journal
