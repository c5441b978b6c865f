#include "office/event_people.h"

#include <algorithm>

#include "attendance/ticket.h"
#include "office/person_rows.h"
#include "office/visit_order.h"
#include "store/entry_columns.h"
#include "store/schema.h"

namespace office {
namespace {

// As guest lists have them (sheet/services.h): "connpass:ユーザー名=sakura_t", of the person or of one who was merged
// into them.
#define PETTAN_HUB_SERVICE_KEY                                                                                   \
    "(SELECT min(service_key.service_key) FROM service_key WHERE service_key.service_key LIKE 'connpass:%' AND " \
    "(service_key.person = person.id OR "                                                                        \
    "service_key.person IN (SELECT merged.person FROM merged WHERE merged.into_person = person.id)))"

// Those who came, unknown cards behind them. Whoever is on the list may be there under a person they were merged into.
constexpr std::string_view people_there =
    R"(SELECT presence.subject_kind, presence.device, presence.seq, presence.at_us, presence.quality, device.name,
           CASE WHEN )" PETTAN_HUB_IS_FIRST
    " THEN 1 ELSE 0 END, (SELECT min(guest.ticket) FROM guest LEFT JOIN merged ON "
    "merged.person = guest.person WHERE guest.event = presence.event AND guest.state = 1 AND "
    "COALESCE(merged.into_person, guest.person) = presence.subject), " PETTAN_HUB_SERVICE_KEY
    ", " PETTAN_HUB_PERSON_COLUMNS
    R"( FROM presence
       LEFT JOIN person ON person.id = presence.subject AND presence.subject_kind = 0
       LEFT JOIN device ON device.device = presence.device
       WHERE presence.event = $1 AND presence.removed = 0
       ORDER BY presence.subject_kind, presence.at_us, presence.subject)";

constexpr std::string_view people_missing =
    "SELECT guest.ticket, " PETTAN_HUB_SERVICE_KEY ", " PETTAN_HUB_PERSON_COLUMNS
    R"( FROM guest
       LEFT JOIN merged ON merged.person = guest.person
       JOIN person ON person.id = COALESCE(merged.into_person, guest.person)
       WHERE guest.event = $1 AND guest.state = 1 AND NOT EXISTS (SELECT 1 FROM presence
           WHERE presence.event = guest.event AND presence.subject_kind = 0 AND presence.subject = person.id
           AND presence.removed = 0)
       ORDER BY person.reading, person.name, person.id)";

std::string user_of(std::string_view key) {
    return std::string(key.substr(std::min(key.find('=') + 1, key.size())));
}

}  // namespace

base::Result<std::vector<sheet::PersonAtEvent>> event_people(store::Store& store, const attendance::EventId& event) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::vector<sheet::PersonAtEvent> people;
    std::vector<sheet::PersonAtEvent> cards;
    const std::string_view id = event.value;
    TRY_VOID(store.database().run(people_there, {id}, [&](const sql::RowView& row) {
        sql::Columns columns(row);
        sheet::PersonAtEvent p;
        const bool card = columns.flag();
        const std::int64_t device = columns.integer();
        const std::int64_t seq = columns.integer();
        p.came = columns.time();
        p.sure = columns.as<attendance::ClockQuality>() == attendance::ClockQuality::synchronised;
        p.device = columns.text();
        if (device == store::own_device) p.device.clear();
        p.first = columns.flag();
        p.listed = !columns.is_null();
        p.ticket = columns.text();
        p.user = user_of(columns.text());
        p.person = read_person(columns);
        if (card) p.ticket = attendance::ticket_of(device, seq);
        (card ? cards : people).push_back(std::move(p));
    }));
    TRY_VOID(store.database().run(people_missing, {id}, [&](const sql::RowView& row) {
        sheet::PersonAtEvent p;
        p.listed = true;
        p.ticket = row.text(0);
        p.user = user_of(row.text(1));
        p.person = read_person(row, 2);
        // Two of the list who became one person stand one behind the other.
        if (people.empty() || people.back().person.id != p.person.id) people.push_back(std::move(p));
    }));
    people.insert(people.end(), cards.begin(), cards.end());
    return people;
}

}  // namespace office
