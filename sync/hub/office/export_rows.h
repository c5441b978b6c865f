// The list that people take home (sheet/attendance_rows.h), from the hub's tables: the same columns as from a kiosk.
#pragma once

#include <vector>

#include "sheet/attendance_rows.h"
#include "store/store.h"

namespace office {

// Which events: one; those that start in a season; all.
struct ExportScope {
    std::optional<attendance::EventId> event;
    std::optional<attendance::Season> season;
};

// One row a tap, oldest first, as of one moment. Columns and statuses: sheet/attendance_rows.h.
base::Result<void> write_attendance(store::Store& store, const ExportScope& scope, sheet::AttendanceWriter& writer);
base::Result<std::vector<sheet::EventSummary>> event_summaries(store::Store& store, const ExportScope& scope);

// The file for Excel: a sheet for people in their language ("ja", "en"; sheet/people_sheet.h), then the rows of
// write_attendance, then the summary. It is asked before each row whether anybody still waits for it.
base::Result<void> write_xlsx(store::Store& store, const ExportScope& scope, std::string_view lang,
                              const std::filesystem::path& file, const std::function<bool()>& is_wanted);

// Who of connpass came to the event, in its own columns.
base::Result<void> write_connpass(store::Store& store, const attendance::EventId& event, sheet::CsvWriter& writer);

// One row a person of an event, whether they came or not, CSV: person_id, name, nickname, reading, came, listed,
// ticket, visit (first_time, again, after_a_gap), stamped_at, certainty, device.
base::Result<void> write_guests(store::Store& store, const attendance::Event& event, const sheet::OffsetAt& offset_at,
                                sheet::CsvWriter& writer);

}  // namespace office
