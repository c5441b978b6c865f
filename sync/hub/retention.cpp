#include "hub/retention.h"

#include "hub/entry_columns.h"
#include "hub/transaction.h"

namespace hub {
namespace {

constexpr std::int64_t us_per_day = 24LL * 3600 * 1'000'000;

// Of people who came to, or were on the list of, an event whose date has passed: those without any event that has no
// such date.
constexpr std::string_view due_people =
    "SELECT DISTINCT person.id FROM retention JOIN (SELECT event, subject FROM presence WHERE subject_kind = 0 AND "
    "removed = 0 UNION SELECT event, person FROM guest) AS was ON was.event = retention.event JOIN person ON person.id "
    "= "
    "was.subject AND person.erased = 0 WHERE retention.until_us <= $1 AND NOT EXISTS (SELECT 1 FROM presence LEFT JOIN "
    "retention AS r ON r.event = presence.event WHERE presence.subject_kind = 0 AND presence.subject = person.id AND "
    "presence.removed = 0 AND (r.until_us IS NULL OR r.until_us > $1)) AND NOT EXISTS (SELECT 1 FROM guest LEFT JOIN "
    "retention AS r ON r.event = guest.event WHERE guest.person = person.id AND (r.until_us IS NULL OR r.until_us > "
    "$1))";

}  // namespace

base::Result<void> keep_for(Store& store, const attendance::EventId& event, WallTime ends, std::int64_t days) {
    TRY(transaction, WriteTransaction::begin(store.database()));
    const std::string_view id = event.value;
    TRY_VOID(store.database().run("DELETE FROM retention WHERE event = $1", {id}));
    if (days > 0)
        TRY_VOID(store.database().run("INSERT INTO retention (event, until_us) VALUES ($1, $2)",
                                      {id, to_us(ends) + days * us_per_day}));
    return transaction.commit();
}

base::Result<std::int64_t> kept_for(Store& store, const attendance::EventId& event, WallTime ends) {
    TRY(transaction, Transaction::begin(store.database(), Access::read));
    std::int64_t days = 0;
    TRY_VOID(store.database().run("SELECT until_us FROM retention WHERE event = $1", {std::string_view(event.value)},
                                  [&](const RowView& row) { days = (row.integer(0) - to_us(ends)) / us_per_day; }));
    return days;
}

base::Result<std::int64_t> erase_due(Store& store, const base::Clock& clock) {
    std::vector<attendance::PersonId> due;
    {
        TRY(transaction, Transaction::begin(store.database(), Access::read));
        TRY_VOID(store.database().run(due_people, {to_us(clock.read().wall)},
                                      [&](const RowView& row) { due.push_back({std::string(row.text(0))}); }));
    }
    Acts acts(store, clock, "retention", attendance::Source::command);
    TRY_VOID(acts.erase_all(due));
    return static_cast<std::int64_t>(due.size());
}

}  // namespace hub
