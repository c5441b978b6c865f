// The list that people take home (sheet/attendance_rows.h), from the hub's tables: the same columns as from a kiosk.
#pragma once

#include <vector>

#include "hub/store.h"
#include "sheet/attendance_rows.h"

namespace hub {

// Which events: one; those that start in a season; all.
struct ExportScope {
    std::optional<attendance::EventId> event;
    std::optional<attendance::Season> season;
};

// One row a tap, oldest first, as of one moment. Columns and statuses: sheet/attendance_rows.h.
base::Result<void> write_attendance(Store& store, const ExportScope& scope, sheet::AttendanceWriter& writer);
base::Result<std::vector<sheet::EventSummary>> event_summaries(Store& store, const ExportScope& scope);

// One row a person of an event, whether they came or not, CSV: person_id, name, nickname, reading, came, listed,
// ticket, visit (first_time, again, after_a_gap), stamped_at, certainty, device.
base::Result<void> write_guests(Store& store, const attendance::Event& event, const sheet::OffsetAt& offset_at,
                                sheet::CsvWriter& writer);

}  // namespace hub
