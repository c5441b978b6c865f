// An entry as it lies in the file: ids as numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "attendance/entry.h"
#include "attendance/fold.h"
#include "journal/ids.h"

namespace journal {

struct EntryRow {
    std::int64_t seq = 0;
    attendance::EntryKind kind = attendance::EntryKind::stamp;
    IdNumber boot = 0;
    attendance::WallTime wall{};
    attendance::BootTime boottime{};
    attendance::ClockQuality quality = attendance::ClockQuality::unknown;
    attendance::Source source = attendance::Source::tap;
    std::optional<IdNumber> event;
    std::optional<IdNumber> card;
    std::optional<IdNumber> person;
    std::optional<IdNumber> other_person;
    std::int64_t version = 0;
    std::optional<attendance::EntryRef> target;
    std::string detail;
    std::string by;

    // The target's seq, if it is an entry of this journal.
    std::optional<std::int64_t> own_target() const {
        if (!target || target->device != 0 || target->epoch != 0) return std::nullopt;
        return target->seq;
    }
};

inline attendance::WallTime wall_time(std::int64_t us) {
    return attendance::WallTime(std::chrono::microseconds(us));
}
inline std::int64_t count_us(attendance::WallTime time) {
    return time.time_since_epoch().count();
}

// Columns in the order in which read_entry_row expects them, from a table named `entry`.
#define PETTAN_ENTRY_COLUMNS                                                                                          \
    "entry.seq, entry.kind, entry.boot, entry.wall_us, entry.boottime_ns, entry.quality, entry.source, entry.event, " \
    "entry.card, entry.person, entry.other_person, entry.version, entry.target, entry.target_device, "                \
    "entry.target_epoch, entry.detail, entry.by"
inline constexpr int entry_columns = 17;
EntryRow read_entry_row(const Query& query, int first_column = 0);

// An anchor's wall_us and boottime_ns, two columns of a LEFT JOIN.
std::optional<attendance::BootAnchor> maybe_anchor(const Query& query, int first_column);

attendance::CorrectedTime corrected_time_of(const EntryRow& row, const std::optional<attendance::BootAnchor>& anchor);

// Numbers for its ids. Inside the caller's transaction.
base::Result<EntryRow> to_row(Database& database, const attendance::Entry& entry);
base::Result<attendance::Entry> to_entry(Database& database, const EntryRow& row);

base::Result<void> insert_row(Database& database, const EntryRow& row);
base::Result<std::optional<EntryRow>> find_row(Database& database, std::int64_t seq);

// Highest seq, 0 for an empty journal.
base::Result<std::int64_t> last_seq_of(Database& database);

}  // namespace journal
