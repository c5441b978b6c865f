#include "office/person_queries.h"

#include "office/person_rows.h"
#include "office/same_cards.h"
#include "store/entry_columns.h"
#include "store/schema.h"
#include "store/voids.h"

namespace office {

using attendance::operator""_sql;
namespace {

using attendance::CardId;
using attendance::EventId;
using attendance::Person;
using attendance::PersonId;
using enum sql::CellType;

// As a subquery and not as a join: PostgreSQL would begin a join with all presences while it has no statistics of them.
const sql::BatchSql count_stamps{
    R"(SELECT batch.person, (SELECT count(*) FROM presence WHERE presence.subject_kind = 0
           AND presence.subject = batch.person AND presence.removed = 0 AND presence.at_us >= batch.first
           AND presence.at_us < batch.last)
       FROM {batch})",
    {{"person", text}, {"first", integer}, {"last", integer}}};

std::optional<attendance::WallTime> time_or_none(const sql::RowView& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return store::from_us(row.integer(column));
}

}  // namespace

base::Result<std::vector<Person>> people_since(store::Store& store, std::int64_t change) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::vector<Person> people;
    TRY_VOID(store.database().run("SELECT " PETTAN_HUB_PERSON_COLUMNS " FROM person WHERE change_no > $1", {change},
                                  [&](const sql::RowView& row) { people.push_back(read_person(row, 0)); }));
    return people;
}

base::Result<std::vector<PersonId>> merged_away(store::Store& store) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::vector<PersonId> ids;
    TRY_VOID(store.database().run("SELECT person FROM merged WHERE into_person IS NOT NULL", {},
                                  [&](const sql::RowView& row) { ids.push_back({std::string(row.text(0))}); }));
    return ids;
}

base::Result<std::optional<Person>> find_person(store::Store& store, const PersonId& id) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::optional<Person> person;
    TRY_VOID(store.database().run("SELECT " PETTAN_HUB_PERSON_COLUMNS " FROM person WHERE id = $1",
                                  {std::string_view(id.value)},
                                  [&](const sql::RowView& row) { person = read_person(row, 0); }));
    return person;
}

base::Result<PersonId> standing_for(store::Store& store, const PersonId& id) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    PersonId standing = id;
    TRY_VOID(store.database().run("SELECT into_person FROM merged WHERE person = $1 AND into_person IS NOT NULL",
                                  {std::string_view(id.value)},
                                  [&](const sql::RowView& row) { standing.value = row.text(0); }));
    return standing;
}

base::Result<std::vector<CardLine>> cards_of(store::Store& store, const PersonId& id) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::vector<CardLine> cards;
    TRY_VOID(store.database().run(
        R"(SELECT card.card, (SELECT min(wall_us) FROM entry WHERE entry.kind = #stamp AND entry.person IS NULL
               AND entry.card IN ()" PETTAN_HUB_IDS_OF_CARD
        ")), (SELECT max(wall_us) FROM entry WHERE entry.kind = #stamp AND entry.person IS NULL AND entry.card IN "
        "(" PETTAN_HUB_IDS_OF_CARD
        ")) FROM card WHERE card.owner = $1 AND NOT EXISTS (SELECT 1 FROM same_card WHERE same_card.card = card.card) "
        "ORDER BY card.card"_sql,
        {std::string_view(id.value)}, [&](const sql::RowView& row) {
            cards.push_back({CardId{std::string(row.text(0))}, time_or_none(row, 1), time_or_none(row, 2)});
        }));
    return cards;
}

base::Result<std::vector<VisitLine>> visits_of(store::Store& store, const attendance::Subject& subject) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::vector<VisitLine> visits;
    const std::string_view id = std::visit([](const auto& s) -> std::string_view { return s.value; }, subject);
    TRY_VOID(store.database().run(
        R"(SELECT presence.event, event.title, presence.at_us, presence.quality, presence.source, presence.device,
               device.name, presence.epoch, presence.seq
           FROM presence
           LEFT JOIN event ON event.id = presence.event
           LEFT JOIN device ON device.device = presence.device
           WHERE presence.removed = 0 AND presence.subject_kind = $1 AND presence.subject = )" PETTAN_HUB_CARD_STANDING_FOR(
            "$2") " ORDER BY presence.at_us",
        {static_cast<std::int64_t>(subject.index()), id}, [&](const sql::RowView& row) {
            sql::Columns columns(row);
            VisitLine line;
            line.visit = {EventId{columns.text()}, columns.text(), columns.time(),
                          columns.as<attendance::ClockQuality>()};
            line.source = columns.as<attendance::Source>();
            line.stamp.device = columns.integer();
            line.device = columns.text();
            if (line.stamp.device == store::own_device) line.device.clear();
            line.stamp.epoch = columns.integer();
            line.stamp.seq = columns.integer();
            visits.push_back(std::move(line));
        }));
    return visits;
}

std::vector<attendance::Visit> plain_visits(std::span<const VisitLine> lines) {
    std::vector<attendance::Visit> visits;
    for (const VisitLine& line : lines)
        visits.push_back(line.visit);
    return visits;
}

base::Result<std::vector<MergeLine>> merges_of(store::Store& store, const PersonId& id) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::vector<MergeLine> merges;
    // There are few merges in a community's life: all of them are looked through.
    TRY_VOID(store.database().run(
        R"(SELECT entry.device, entry.epoch, entry.seq, entry.person, entry.other_person, person.name,
               person.nickname, entry.by_whom, entry.wall_us
           FROM entry
           JOIN merged ON merged.person = entry.person AND merged.into_person = $1
           LEFT JOIN person ON person.id = entry.person
           WHERE entry.kind = #merge AND )" PETTAN_HUB_MERGE_STANDS " ORDER BY entry.wall_us DESC"_sql,
        {std::string_view(id.value)}, [&](const sql::RowView& row) {
            sql::Columns columns(row);
            MergeLine line;
            line.ref = {columns.integer(), columns.integer(), columns.integer()};
            line.person.value = columns.text();
            line.into.value = columns.text();
            line.name = columns.text();
            const std::string nickname = columns.text();
            if (line.name.empty()) line.name = nickname;
            line.by = columns.text();
            line.at = columns.time();
            merges.push_back(std::move(line));
        }));
    return merges;
}

base::Result<std::optional<MergeLine>> find_merge(store::Store& store, const attendance::EntryRef& ref) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::optional<MergeLine> merge;
    TRY_VOID(store.database().run(
        R"(SELECT person, other_person, by_whom FROM entry
           WHERE device = $1 AND epoch = $2 AND seq = $3 AND kind = #merge AND )" PETTAN_HUB_MERGE_STANDS,
        {ref.device, ref.epoch, ref.seq}, [&](const sql::RowView& row) {
            merge = MergeLine{ref, PersonId{std::string(row.text(0))}, PersonId{std::string(row.text(1))},
                              "",  std::string(row.text(2)),           {}};
        }));
    return merge;
}

base::Result<std::vector<std::int64_t>> stamp_counts(store::Store& store, const std::vector<PersonId>& ids,
                                                     attendance::WallTime from, attendance::WallTime to) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::map<std::string, std::int64_t> found;
    sql::Batch batch(count_stamps);
    for (const PersonId& id : ids)
        batch.add({std::string_view(id.value), store::to_us(from), store::to_us(to)});
    TRY_VOID(batch.run(store.database(),
                       [&](const sql::RowView& row) { found[std::string(row.text(0))] = row.integer(1); }));
    std::vector<std::int64_t> counts;
    for (const PersonId& id : ids)
        counts.push_back(found[id.value]);
    return counts;
}

base::Result<std::vector<Act>> acts_on(store::Store& store, const PersonId& id, std::size_t limit) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::vector<Act> acts;
    TRY_VOID(store.database().run(
        R"(SELECT kind, wall_us, by_whom FROM entry
           WHERE person = $1 AND by_whom IS NOT NULL AND person IS NOT NULL AND device = $2
           UNION ALL SELECT kind, wall_us, by_whom FROM entry
           WHERE other_person = $1 AND by_whom IS NOT NULL AND other_person IS NOT NULL AND device = $2
               AND (person IS NULL OR person <> $1)
           ORDER BY wall_us DESC LIMIT $3)",
        {std::string_view(id.value), store::own_device, static_cast<std::int64_t>(limit)},
        [&](const sql::RowView& row) {
            acts.push_back({static_cast<attendance::EntryKind>(row.integer(0)), store::from_us(row.integer(1)),
                            std::string(row.text(2))});
        }));
    return acts;
}

base::Result<std::vector<StaffAct>> staff_acts(store::Store& store, std::size_t limit) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::vector<StaffAct> acts;
    TRY_VOID(store.database().run(
        // The plus keeps SQLite from reading all that this device wrote, for the sake of its order.
        R"(SELECT detail, wall_us, by_whom FROM entry
           WHERE kind = #staff AND +device = $1 AND detail IS NOT NULL
           ORDER BY epoch DESC, seq DESC LIMIT $2)"_sql,
        {store::own_device, static_cast<std::int64_t>(limit)}, [&](const sql::RowView& row) {
            acts.push_back({std::string(row.text(0)), store::from_us(row.integer(1)), std::string(row.text(2))});
        }));
    return acts;
}

}  // namespace office
