#include "office/guest_queries.h"

#include "office/person_rows.h"
#include "office/same_cards.h"
#include "store/entry_columns.h"
#include "store/voids.h"

namespace office {

using attendance::operator""_sql;
namespace {

using attendance::CardId;
using attendance::EventId;
using attendance::Person;
using attendance::PersonId;

// Of the row of `person`.
#define PETTAN_HUB_IS_UNTOUCHED                                                                                      \
    "NOT EXISTS (SELECT 1 FROM card WHERE card.owner = person.id) AND NOT EXISTS (SELECT 1 FROM presence WHERE "     \
    "presence.subject_kind = 0 AND presence.subject = person.id AND presence.removed = 0) AND NOT EXISTS (SELECT 1 " \
    "FROM personal_link WHERE personal_link.person = person.id) AND person.erased = 0"

}  // namespace

base::Result<std::set<std::string>> listed_people(store::Store& store, const EventId& event) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::set<std::string> people;
    TRY_VOID(store.database().run(
        R"(SELECT COALESCE(merged.into_person, guest.person) FROM guest
           LEFT JOIN merged ON merged.person = guest.person
           WHERE guest.event = $1 AND guest.state = 1)",
        {std::string_view(event.value)}, [&](const sql::RowView& row) { people.emplace(row.text(0)); }));
    return people;
}

base::Result<std::vector<Awaited>> awaited_guests(store::Store& store, const EventId& event, std::size_t limit) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::vector<Awaited> guests;
    constexpr std::string_view sql =
        "SELECT CASE WHEN " PETTAN_HUB_IS_UNTOUCHED " THEN 1 ELSE 0 END, " PETTAN_HUB_PERSON_COLUMNS
        R"( FROM guest
           LEFT JOIN merged ON merged.person = guest.person
           JOIN person ON person.id = COALESCE(merged.into_person, guest.person)
           WHERE guest.event = $1 AND guest.state = 1 AND person.erased = 0 AND NOT EXISTS (SELECT 1 FROM presence
               WHERE presence.event = guest.event AND presence.subject_kind = 0 AND presence.subject = person.id
               AND presence.removed = 0)
           ORDER BY person.reading, person.name, person.id LIMIT $2)";
    TRY_VOID(store.database().run(sql, {std::string_view(event.value), static_cast<std::int64_t>(limit)},
                                  [&](const sql::RowView& row) {
                                      guests.push_back({read_person(row, 1), row.integer(0) != 0});
                                  }));
    return guests;
}

base::Result<std::vector<ListedGuest>> guest_list(store::Store& store, const EventId& event, std::size_t limit) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::vector<ListedGuest> guests;
    constexpr std::string_view sql =
        R"(SELECT guest.ticket, (SELECT presence.at_us FROM presence WHERE presence.event = guest.event
               AND presence.subject_kind = 0 AND presence.subject = person.id AND presence.removed = 0), )" PETTAN_HUB_PERSON_COLUMNS
        R"( FROM guest
           LEFT JOIN merged ON merged.person = guest.person
           JOIN person ON person.id = COALESCE(merged.into_person, guest.person)
           WHERE guest.event = $1 AND guest.state = 1
           ORDER BY person.reading, person.name, person.id LIMIT $2)";
    TRY_VOID(store.database().run(sql, {std::string_view(event.value), static_cast<std::int64_t>(limit)},
                                  [&](const sql::RowView& row) {
                                      guests.push_back({read_person(row, 2), std::string(row.text(0)), {}});
                                      if (!row.is_null(1)) guests.back().came = store::from_us(row.integer(1));
                                  }));
    return guests;
}

base::Result<bool> is_untouched(store::Store& store, const PersonId& id) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    bool untouched = false;
    TRY_VOID(store.database().run("SELECT 1 FROM person WHERE id = $1 AND " PETTAN_HUB_IS_UNTOUCHED,
                                  {std::string_view(id.value)}, [&](const sql::RowView&) { untouched = true; }));
    return untouched;
}

base::Result<bool> is_of_one_evening(store::Store& store, const Person& person, attendance::WallTime since) {
    if (person.erased) return false;
    if (person.name.empty() && person.nickname.empty()) return true;
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::int64_t evenings = 0;
    std::int64_t first_us = 0;
    std::int64_t lists = 0;
    const std::string_view id = person.id.value;
    TRY_VOID(store.database().run(
        R"(SELECT count(*), COALESCE(min(at_us), 0) FROM presence
           WHERE subject_kind = 0 AND subject = $1 AND removed = 0)",
        {id}, [&](const sql::RowView& row) {
            evenings = row.integer(0);
            first_us = row.integer(1);
        }));
    TRY_VOID(store.database().run("SELECT count(*) FROM guest WHERE person = $1", {id},
                                  [&](const sql::RowView& row) { lists = row.integer(0); }));
    return evenings == 1 && first_us >= store::to_us(since) && lists == 0;
}

base::Result<std::vector<TicketCard>> cards_of_ticket(store::Store& store, const EventId& event,
                                                      const attendance::Ticket& ticket) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::vector<TicketCard> cards;
    TRY_VOID(store.database().run(
        R"(SELECT entry.card, entry.device, entry.epoch, entry.seq, entry.wall_us, card.owner
           FROM entry
           LEFT JOIN card ON card.card = entry.card
           WHERE entry.event = $1 AND )" PETTAN_HUB_IS_ATTENDANCE
        " AND entry.person IS NULL AND entry.card IS NOT NULL AND entry.device % $2 = $3 AND entry.seq % $4 = $5 ORDER BY entry.epoch DESC, entry.seq DESC"_sql,
        {std::string_view(event.value), attendance::ticket_devices, ticket.device, attendance::ticket_seqs, ticket.seq},
        [&](const sql::RowView& row) {
            sql::Columns columns(row);
            cards.push_back({CardId{columns.text()},
                             {columns.integer(), columns.integer(), columns.integer()},
                             columns.time(),
                             PersonId{columns.text()}});
        }));
    return cards;
}

base::Result<std::vector<TicketCard>> unknown_cards(store::Store& store, const EventId& event, std::size_t limit) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::vector<TicketCard> cards;
    TRY_VOID(store.database().run(
        R"(SELECT subject, device, epoch, seq, at_us FROM presence
           WHERE event = $1 AND subject_kind = 1 AND removed = 0
           ORDER BY at_us, subject LIMIT $2)",
        {std::string_view(event.value), static_cast<std::int64_t>(limit)}, [&](const sql::RowView& row) {
            cards.push_back({CardId{std::string(row.text(0))},
                             {row.integer(1), row.integer(2), row.integer(3)},
                             store::from_us(row.integer(4)),
                             {}});
        }));
    return cards;
}

base::Result<std::map<std::string, attendance::WallTime>> people_there(store::Store& store, const EventId& event) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::map<std::string, attendance::WallTime> there;
    TRY_VOID(store.database().run(
        "SELECT subject, at_us FROM presence WHERE event = $1 AND subject_kind = 0 AND removed = 0",
        {std::string_view(event.value)},
        [&](const sql::RowView& row) { there.emplace(row.text(0), store::from_us(row.integer(1))); }));
    return there;
}

base::Result<std::string> card_bound_by(store::Store& store, const CardId& card) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::string by;
    TRY_VOID(store.database().run(
        "SELECT entry.by_whom FROM card JOIN entry ON entry.card IN (" PETTAN_HUB_IDS_OF_CARD
        ") AND entry.person = card.person AND "
        "entry.kind IN (#any_card_change) AND entry.kind = #bind WHERE card.card = $1 AND entry.by_whom IS NOT NULL "
        "ORDER BY entry.version DESC, "
        "entry.device "
        "DESC, entry.epoch DESC, entry.seq DESC LIMIT 1"_sql,
        {std::string_view(card.value)}, [&](const sql::RowView& row) { by = row.text(0); }));
    return by;
}

}  // namespace office
