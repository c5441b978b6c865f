#include "journal/ledger.h"

#include "journal/entry_row.h"
#include "journal/tables.h"

namespace journal {
namespace {

using attendance::BootAnchor;
using attendance::BootTime;
using attendance::CardId;
using attendance::EventId;
using attendance::Ledger;
using attendance::PersonId;

base::Result<void> read_owners(Database& database, Ledger& ledger) {
    auto query = database.ask(
        "SELECT card.text, person.text FROM owner LEFT JOIN merged ON merged.person = owner.person "
        "JOIN id AS card ON card.num = owner.card JOIN id AS person ON person.num = ifnull(merged.into_person, "
        "owner.person)");
    for (;;) {
        TRY(row, query.next());
        if (!row) return {};
        ledger.owners.emplace(CardId{query.text(0)}, PersonId{query.text(1)});
    }
}

base::Result<void> read_merges(Database& database, Ledger& ledger) {
    auto query = database.ask(
        "SELECT person.text, other.text FROM merged JOIN id AS person ON person.num = merged.person "
        "JOIN id AS other ON other.num = merged.into_person");
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
        "SELECT stamp.seq FROM entry AS stamp JOIN entry AS v ON v.target = stamp.seq "
        "WHERE v.kind = 4 AND v.target_device IS NULL AND stamp.kind = 1 AND NOT EXISTS "
        "(SELECT 1 FROM entry AS u WHERE u.kind = 5 AND u.target_device IS NULL AND u.target = v.seq)");
    for (;;) {
        TRY(row, query.next());
        if (!row) return {};
        ledger.void_stamps.insert({0, 0, query.integer(0)});
    }
}

base::Result<void> read_presences(Database& database, Ledger& ledger) {
    auto query = database.ask(
        "SELECT event.text, subject.kind, subject.text, " PETTAN_ENTRY_COLUMNS
        ", anchor.wall_us, anchor.boottime_ns FROM presence JOIN entry ON entry.seq = presence.stamp "
        "JOIN id AS event ON event.num = presence.event JOIN id AS subject ON subject.num = presence.subject "
        "LEFT JOIN anchor ON anchor.boot = entry.boot");
    for (;;) {
        TRY(row, query.next());
        if (!row) return {};
        const EventId event{query.text(0)};
        const bool person = static_cast<IdKind>(query.integer(1)) == IdKind::person;
        const auto subject =
            person ? attendance::Subject(PersonId{query.text(2)}) : attendance::Subject(CardId{query.text(2)});
        const EntryRow stamp = read_entry_row(query, 3);
        const auto time = certain_time_of(stamp, maybe_anchor(query, 3 + entry_columns));
        ledger.presences.emplace(
            std::pair(event, subject),
            attendance::Presence{event, subject, {0, 0, stamp.seq}, time.at, time.quality, stamp.source});
    }
}

}  // namespace

base::Result<Ledger> read_ledger(Database& database) {
    Ledger ledger;
    TRY_VOID(read_owners(database, ledger));
    TRY_VOID(read_merges(database, ledger));
    TRY_VOID(read_anchors(database, ledger));
    TRY_VOID(read_void_stamps(database, ledger));
    TRY_VOID(read_presences(database, ledger));
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
