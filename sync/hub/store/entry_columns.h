// An entry as a row of the table `entry`.
#pragma once

#include <initializer_list>

#include "attendance/entry.h"
#include "sql/database.h"

namespace store {

// In the order that read_entry expects, of a table or alias named `entry`.
#define PETTAN_HUB_ENTRY_COLUMNS                                                                              \
    "entry.device, entry.epoch, entry.seq, entry.kind, entry.wall_us, entry.boottime_ns, entry.boot_id, "     \
    "entry.quality, entry.source, entry.event, entry.card, entry.person, entry.other_person, entry.version, " \
    "entry.target_device, entry.target_epoch, entry.target_seq, entry.detail, entry.by_whom"

// For a query of taps: the person before merges whose a tap of `entry` is (attendance/card_history.h), NULL: the card's
// alone; and the one after merges.
#define PETTAN_HUB_NAMED_BY_TAP "COALESCE(CASE WHEN mistake.card IS NULL THEN entry.person END, tenure.person)"
#define PETTAN_HUB_TAPPED_BY "COALESCE(merged.into_person, " PETTAN_HUB_NAMED_BY_TAP ")"
#define PETTAN_HUB_TAPPED_BY_JOINS                                                                            \
    " LEFT JOIN mistake ON mistake.card = entry.card AND mistake.since <= entry.version AND entry.version < " \
    "mistake.until LEFT JOIN tenure ON tenure.card = entry.card AND tenure.since <= entry.version AND "       \
    "entry.version < tenure.until LEFT JOIN merged ON merged.person = " PETTAN_HUB_NAMED_BY_TAP " "

// `first`: the column at which those of the entry begin.
attendance::Entry read_entry(const sql::RowView& row, int first = 0);

extern const sql::BatchSql insert_entries_sql;
// The cells borrow the entry's texts.
void add_entry(sql::Batch& batch, const attendance::Entry& entry);

template <typename Id>
sql::Cell cell(const std::optional<Id>& id) {
    if (!id) return std::monostate{};
    return std::string_view(id->value);
}
inline std::int64_t to_us(attendance::WallTime time) {
    return time.time_since_epoch().count();
}
inline attendance::WallTime from_us(std::int64_t us) {
    return attendance::WallTime(std::chrono::microseconds(us));
}

}  // namespace store
