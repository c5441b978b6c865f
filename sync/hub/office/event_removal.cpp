#include "office/event_removal.h"

#include "store/entry_columns.h"
#include "store/schema.h"
#include "store/transaction.h"
#include "store/voids.h"

namespace office {

using attendance::operator""_sql;
namespace {

using attendance::EntryRef;
using attendance::Event;
using attendance::EventId;

constexpr std::int64_t at_once = 500;

base::Result<std::vector<EntryRef>> refs(store::Store& store, std::string_view sql,
                                         std::initializer_list<sql::Cell> cells) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::vector<EntryRef> found;
    TRY_VOID(store.database().run(sql, cells, [&](const sql::RowView& row) {
        found.push_back({row.integer(0), row.integer(1), row.integer(2)});
    }));
    return found;
}

struct Gone {
    attendance::WallTime at{};
    attendance::WallTime ends{};  // of its hours before
};
base::Result<std::optional<Gone>> gone(store::Store& store, const EventId& event) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::optional<Gone> found;
    TRY_VOID(store.database().run("SELECT at_us, ends_us FROM event_gone WHERE event = $1",
                                  {std::string_view(event.value)}, [&](const sql::RowView& row) {
                                      found = Gone{store::from_us(row.integer(0)), store::from_us(row.integer(1))};
                                  }));
    return found;
}

}  // namespace

base::Result<void> remove_event(store::Store& store, Acts& acts, const Event& event, attendance::WallTime now) {
    TRY(before, gone(store, event.id));
    if (!before) {
        TRY(transaction, store::WriteTransaction::begin(store.database()));
        TRY_VOID(store.database().run("INSERT INTO event_gone (event, at_us, ends_us) VALUES ($1, $2, $3)",
                                      {std::string_view(event.id.value), store::to_us(now), store::to_us(event.ends)}));
        TRY_VOID(transaction.commit());
    }
    if (event.ends > now) {
        Event closed = event;
        closed.ends = event.starts + std::chrono::seconds(1);
        TRY_VOID(acts.put_event(closed));
    }
    for (;;) {
        // Who has several stamps is present by another one as soon as this one is taken back.
        TRY(stamps, refs(store,
                         R"(SELECT device, epoch, seq FROM presence
                            WHERE event = $1 AND removed = 0
                            ORDER BY device, epoch, seq LIMIT $2)",
                         {std::string_view(event.id.value), at_once}));
        if (stamps.empty()) return {};
        TRY_VOID(acts.void_stamps(event.id, stamps));
    }
}

base::Result<void> put_event_back(store::Store& store, Acts& acts, const Event& event) {
    TRY(was, gone(store, event.id));
    if (!was) return {};
    TRY(voids, refs(store,
                    R"(SELECT v.device, v.epoch, v.seq FROM entry AS v
                       WHERE v.device = $1 AND v.kind = #void AND v.event = $2 AND v.wall_us >= $3 AND )" PETTAN_HUB_VOID_STANDS
                    " ORDER BY v.epoch, v.seq"_sql,
                    {store::own_device, std::string_view(event.id.value), store::to_us(was->at)}));
    TRY_VOID(acts.unvoid_stamps(voids));
    if (event.ends != was->ends) {
        Event opened = event;
        opened.ends = was->ends;
        TRY_VOID(acts.put_event(opened));
    }
    TRY(transaction, store::WriteTransaction::begin(store.database()));
    TRY_VOID(store.database().run("DELETE FROM event_gone WHERE event = $1", {std::string_view(event.id.value)}));
    return transaction.commit();
}

base::Result<bool> is_removed(store::Store& store, const EventId& event) {
    TRY(found, gone(store, event));
    return found.has_value();
}

}  // namespace office
