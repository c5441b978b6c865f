#include "office/event_queries.h"

#include "office/person_rows.h"
#include "office/same_cards.h"
#include "office/visit_order.h"
#include "store/entry_columns.h"
#include "store/season_rows.h"
#include "store/voids.h"

namespace office {

using attendance::operator""_sql;
namespace {

using attendance::CardId;
using attendance::Event;
using attendance::EventId;
using attendance::PersonId;

constexpr std::string_view event_columns =
    "event.id, event.version, event.title, event.venue, event.starts_us, event.ends_us";

Event read_event(sql::Columns& columns) {
    return {EventId{columns.text()}, columns.integer(), columns.text(), columns.text(), columns.time(), columns.time()};
}
Event read_event(const sql::RowView& row) {
    sql::Columns columns(row);
    return read_event(columns);
}

base::Result<std::optional<Event>> one_event(sql::Database& database, std::string_view rest,
                                             std::initializer_list<sql::Cell> cells) {
    std::optional<Event> event;
    const std::string sql = "SELECT " + std::string(event_columns) + " FROM event " + std::string(rest);
    TRY_VOID(database.run(sql, cells, [&](const sql::RowView& row) { event = read_event(row); }));
    return event;
}

base::Result<std::int64_t> count(sql::Database& database, std::string_view sql, std::string_view id) {
    std::int64_t n = 0;
    TRY_VOID(database.run(sql, {id}, [&](const sql::RowView& row) { n = row.integer(0); }));
    return n;
}

// Of the row of `event`: it was not taken out.
#define PETTAN_HUB_STANDS "NOT EXISTS (SELECT 1 FROM event_gone WHERE event_gone.event = event.id)"

// Whether a presence's moment was chosen when it was stamped afterwards. Only the hub's own stamps are looked up.
#define PETTAN_HUB_IS_AFTERWARDS                                                                                   \
    "(presence.device = 1 AND EXISTS (SELECT 1 FROM entry WHERE entry.device = presence.device AND entry.epoch = " \
    "presence.epoch AND entry.seq = presence.seq AND entry.boot_id = 'afterwards'))"

}  // namespace

base::Result<std::vector<Event>> newest_events(store::Store& store, std::size_t limit) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::vector<Event> events;
    const std::string sql = "SELECT " + std::string(event_columns) +
                            " FROM event WHERE " PETTAN_HUB_STANDS " ORDER BY event.starts_us DESC, event.id LIMIT $1";
    TRY_VOID(store.database().run(sql, {static_cast<std::int64_t>(limit)},
                                  [&](const sql::RowView& row) { events.push_back(read_event(row)); }));
    return events;
}

base::Result<std::vector<EventLine>> event_lines(store::Store& store, std::size_t limit, std::size_t from) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::vector<EventLine> lines;
    const std::string sql = "SELECT " + std::string(event_columns) +
                            ", (SELECT count(*) FROM presence WHERE presence.event = event.id AND presence.removed = "
                            "0), (SELECT count(*) FROM guest WHERE guest.event = event.id AND guest.state = 1) FROM "
                            "event WHERE " PETTAN_HUB_STANDS
                            " ORDER BY event.starts_us DESC, event.id LIMIT $1 OFFSET $2";
    const std::initializer_list<sql::Cell> part{static_cast<std::int64_t>(limit), static_cast<std::int64_t>(from)};
    TRY_VOID(store.database().run(sql, part, [&](const sql::RowView& row) {
        sql::Columns columns(row);
        lines.push_back({read_event(columns), columns.integer(), columns.integer()});
    }));
    return lines;
}

base::Result<std::int64_t> count_events(store::Store& store) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::int64_t count = 0;
    TRY_VOID(store.database().run("SELECT count(*) FROM event", {},
                                  [&](const sql::RowView& row) { count = row.integer(0); }));
    return count;
}

base::Result<std::vector<Event>> events_between(store::Store& store, attendance::WallTime from,
                                                attendance::WallTime to) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::vector<Event> events;
    const std::string sql = "SELECT " + std::string(event_columns) +
                            " FROM event WHERE starts_us >= $1 AND starts_us < $2 ORDER BY starts_us, id DESC";
    TRY_VOID(store.database().run(sql, {store::to_us(from), store::to_us(to)},
                                  [&](const sql::RowView& row) { events.push_back(read_event(row)); }));
    return events;
}

base::Result<std::optional<Event>> find_event(store::Store& store, const EventId& id) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    return one_event(store.database(), "WHERE id = $1", {std::string_view(id.value)});
}

base::Result<std::optional<Event>> event_of_the_moment(store::Store& store, attendance::WallTime now) {
    sql::Database& database = store.database();
    TRY(transaction, sql::Transaction::begin(database, sql::Access::read));
    TRY(open,
        one_event(database,
                  "WHERE starts_us <= $1 AND ends_us > $1 AND " PETTAN_HUB_STANDS " ORDER BY starts_us DESC LIMIT 1",
                  {store::to_us(now)}));
    if (open) return open;
    TRY(soon, one_event(database,
                        "WHERE starts_us > $1 AND starts_us < $2 AND " PETTAN_HUB_STANDS " ORDER BY starts_us LIMIT 1",
                        {store::to_us(now), store::to_us(now + std::chrono::hours(18))}));
    if (soon) return soon;
    TRY(past, one_event(database, "WHERE ends_us <= $1 AND " PETTAN_HUB_STANDS " ORDER BY ends_us DESC LIMIT 1",
                        {store::to_us(now)}));
    if (past) return past;
    return one_event(database, "WHERE " PETTAN_HUB_STANDS " ORDER BY starts_us LIMIT 1", {});
}

base::Result<std::optional<Event>> event_before(store::Store& store, const Event& event) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    return one_event(store.database(), "WHERE starts_us < $1 AND " PETTAN_HUB_STANDS " ORDER BY starts_us DESC LIMIT 1",
                     {store::to_us(event.starts)});
}

base::Result<EventCounts> event_counts(store::Store& store, const EventId& id) {
    sql::Database& database = store.database();
    TRY(transaction, sql::Transaction::begin(database, sql::Access::read));
    const std::string_view event = id.value;
    EventCounts counts;
    TRY_VOID(
        database.run("SELECT count(*), COALESCE(sum(subject_kind), 0) FROM presence WHERE event = $1 AND removed = 0",
                     {event}, [&](const sql::RowView& row) {
                         counts.arrived = row.integer(0);
                         counts.unknown_cards = row.integer(1);
                     }));
    TRY(first, count(database,
                     "SELECT count(*) FROM presence WHERE event = $1 AND removed = 0 AND " PETTAN_HUB_IS_FIRST, event));
    TRY(guests, count(database, "SELECT count(*) FROM guest WHERE event = $1 AND state = 1", event));
    TRY(came, count(database,
                    R"(SELECT count(DISTINCT presence.subject) FROM guest
                       LEFT JOIN merged ON merged.person = guest.person
                       JOIN presence ON presence.event = guest.event AND presence.subject_kind = 0
                           AND presence.subject = COALESCE(merged.into_person, guest.person) AND presence.removed = 0
                       WHERE guest.event = $1 AND guest.state = 1)",
                    event));
    counts.first_timers = first;
    counts.guests = guests;
    counts.guests_arrived = came;
    return counts;
}

base::Result<std::vector<Arrival>> arrivals(store::Store& store, const EventId& id, attendance::WallTime from,
                                            std::size_t limit) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::vector<Arrival> list;
    constexpr std::string_view sql =
        R"(SELECT presence.subject_kind, presence.subject, presence.device, presence.epoch, presence.seq,
               presence.at_us, presence.quality, presence.source, device.name, CASE WHEN )" PETTAN_HUB_IS_FIRST
        " THEN 1 ELSE 0 END, (SELECT count(*) FROM presence AS other WHERE " PETTAN_HUB_IS_EARLIER
        " AND " PETTAN_HUB_BEGIN_OF("other") " >= $2), CASE WHEN " PETTAN_HUB_IS_AFTERWARDS
                                             " THEN 1 ELSE 0 END, " PETTAN_HUB_PERSON_COLUMNS
                                             R"( FROM presence
                                                LEFT JOIN person ON person.id = presence.subject
                                                    AND presence.subject_kind = 0
                                                LEFT JOIN device ON device.device = presence.device
                                                WHERE presence.event = $1 AND presence.removed = 0
                                                ORDER BY presence.at_us DESC, presence.subject LIMIT $3)";
    TRY_VOID(store.database().run(sql,
                                  {std::string_view(id.value), store::to_us(from), static_cast<std::int64_t>(limit)},
                                  [&](const sql::RowView& row) {
                                      sql::Columns columns(row);
                                      Arrival a;
                                      const bool is_card = columns.flag();
                                      const std::string subject = columns.text();
                                      a.presence = {id,
                                                    is_card ? attendance::Subject(CardId{subject}) : PersonId{subject},
                                                    {columns.integer(), columns.integer(), columns.integer()},
                                                    columns.time(),
                                                    columns.as<attendance::ClockQuality>(),
                                                    columns.as<attendance::Source>()};
                                      a.device = columns.text();
                                      a.first = columns.flag();
                                      a.stamps = columns.integer() + 1;
                                      a.afterwards = columns.flag();
                                      a.person = read_person(columns);
                                      if (!is_card) a.person.id.value = subject;
                                      list.push_back(std::move(a));
                                  }));
    return list;
}

base::Result<std::vector<ArrivalPoint>> arrival_points(store::Store& store, const EventId& id) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::vector<ArrivalPoint> points;
    TRY_VOID(store.database().run(
        "SELECT presence.at_us, CASE WHEN presence.subject_kind = 1 THEN 2 WHEN " PETTAN_HUB_IS_FIRST
        " THEN 1 ELSE 0 END FROM presence WHERE presence.event = $1 AND presence.removed = 0 AND "
        "NOT " PETTAN_HUB_IS_AFTERWARDS " ORDER BY presence.at_us",
        {std::string_view(id.value)}, [&](const sql::RowView& row) {
            points.push_back({store::from_us(row.integer(0)), static_cast<ArrivalKind>(row.integer(1))});
        }));
    return points;
}

base::Result<std::vector<Guest>> no_shows(store::Store& store, const EventId& id, std::size_t limit) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::vector<Guest> guests;
    constexpr std::string_view sql = "SELECT guest.ticket, " PETTAN_HUB_PERSON_COLUMNS
                                     R"( FROM guest
                                        LEFT JOIN merged ON merged.person = guest.person
                                        JOIN person ON person.id = COALESCE(merged.into_person, guest.person)
                                        WHERE guest.event = $1 AND guest.state = 1 AND NOT EXISTS
                                            (SELECT 1 FROM presence WHERE presence.event = guest.event
                                            AND presence.subject_kind = 0 AND presence.subject = person.id
                                            AND presence.removed = 0)
                                        ORDER BY person.reading, person.name, person.id LIMIT $2)";
    TRY_VOID(store.database().run(sql, {std::string_view(id.value), static_cast<std::int64_t>(limit)},
                                  [&](const sql::RowView& row) {
                                      guests.push_back({read_person(row, 1), std::string(row.text(0))});
                                  }));
    return guests;
}

base::Result<std::string> subject_of_void(store::Store& store, const attendance::EntryRef& voided) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::string subject;
    TRY_VOID(store.database().run(
        "SELECT COALESCE(entry.person, NULLIF(card.owner, ''), " PETTAN_HUB_TAPPED_CARD
        ") FROM entry AS v JOIN entry ON entry.device = v.target_device AND entry.epoch = v.target_epoch AND entry.seq "
        "= v.target_seq LEFT JOIN card ON card.card = entry.card WHERE v.device = $1 AND v.epoch = $2 AND v.seq = $3 "
        "AND v.kind = #void"_sql,
        {voided.device, voided.epoch, voided.seq}, [&](const sql::RowView& row) { subject = row.text(0); }));
    return subject;
}

base::Result<std::vector<VoidedStamp>> voided_stamps(store::Store& store, const EventId& id, std::size_t limit) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::vector<VoidedStamp> list;
    constexpr std::string_view sql =
        "SELECT v.device, v.epoch, v.seq, v.wall_us, v.by_whom, " PETTAN_HUB_TAPPED_CARD ", " PETTAN_HUB_PERSON_COLUMNS
        " FROM entry JOIN entry AS v ON " PETTAN_HUB_IS_ITS_VOID PETTAN_HUB_TAPPED_BY_JOINS
        "LEFT JOIN person ON person.id = " PETTAN_HUB_TAPPED_BY " WHERE entry.event = $1 AND " PETTAN_HUB_IS_ATTENDANCE
        " AND entry.kind = #stamp AND " PETTAN_HUB_VOID_STANDS " ORDER BY v.wall_us DESC LIMIT $2"_sql;
    TRY_VOID(store.database().run(sql, {std::string_view(id.value), static_cast<std::int64_t>(limit)},
                                  [&](const sql::RowView& row) {
                                      sql::Columns columns(row);
                                      VoidedStamp stamp;
                                      stamp.ref = {columns.integer(), columns.integer(), columns.integer()};
                                      stamp.at = columns.time();
                                      stamp.by = columns.text();
                                      stamp.card.value = columns.text();
                                      stamp.person = read_person(columns);
                                      list.push_back(std::move(stamp));
                                  }));
    return list;
}

base::Result<std::vector<wire::SeasonRow>> seasons(store::Store& store) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    return store::read_seasons(store.database());
}

base::Result<std::optional<wire::SeasonRow>> find_season(store::Store& store, const std::string& id) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    return store::read_season(store.database(), id);
}

base::Result<std::optional<wire::SeasonRow>> season_at(store::Store& store, attendance::WallTime at) {
    TRY(all, seasons(store));
    std::optional<wire::SeasonRow> found;
    for (const wire::SeasonRow& row : all)
        if (row.season.first <= at && at < row.season.end) found = row;
    return found;
}

}  // namespace office
