// An entry as a row of the table `entry`.
#pragma once

#include <initializer_list>

#include "attendance/entry.h"
#include "hub/database.h"

namespace hub {

// In the order that read_entry expects, of a table or alias named `entry`.
#define PETTAN_HUB_ENTRY_COLUMNS                                                                              \
    "entry.device, entry.epoch, entry.seq, entry.kind, entry.wall_us, entry.boottime_ns, entry.boot_id, "     \
    "entry.quality, entry.source, entry.event, entry.card, entry.person, entry.other_person, entry.version, " \
    "entry.target_device, entry.target_epoch, entry.target_seq, entry.detail, entry.by_whom"

// `first`: the column at which those of the entry begin.
attendance::Entry read_entry(const RowView& row, int first = 0);

extern const BatchSql insert_entries_sql;
// The cells borrow the entry's texts.
void add_entry(Batch& batch, const attendance::Entry& entry);

template <typename Id>
Cell cell(const std::optional<Id>& id) {
    if (!id) return std::monostate{};
    return std::string_view(id->value);
}
inline std::int64_t to_us(attendance::WallTime time) {
    return time.time_since_epoch().count();
}
inline attendance::WallTime from_us(std::int64_t us) {
    return attendance::WallTime(std::chrono::microseconds(us));
}

}  // namespace hub
