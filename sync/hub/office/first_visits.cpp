#include "office/first_visits.h"

#include "office/visit_order.h"
#include "store/entry_columns.h"

namespace office {
namespace {

constexpr std::string_view first_visits = "SELECT presence.subject, min(" PETTAN_HUB_BEGIN_OF("presence")
    R"() FROM presence
       WHERE presence.subject_kind = 0 AND presence.removed = 0 AND presence.subject IN
           (SELECT there.subject FROM event AS evening
            JOIN presence AS there ON there.event = evening.id AND there.removed = 0
            WHERE evening.starts_us >= $1 AND evening.starts_us < $2)
       GROUP BY presence.subject)";

}  // namespace

base::Result<std::shared_ptr<const FirstVisits>> KeptFirstVisits::of(store::Store& store,
                                                                     const attendance::Season& season) {
    const std::lock_guard lock(m_mutex);
    // Before the visits are read: what changes meanwhile makes these old.
    TRY(position, store.position());
    const Kept wanted{position, season.first, season.end};
    if (m_kept == wanted) return m_visits;
    auto visits = std::make_shared<FirstVisits>();
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    TRY_VOID(store.database().run(
        first_visits, {store::to_us(season.first), store::to_us(season.end)},
        [&](const sql::RowView& row) { visits->emplace(std::string(row.text(0)), store::from_us(row.integer(1))); }));
    m_kept = wanted;
    m_visits = std::move(visits);
    return m_visits;
}

}  // namespace office
