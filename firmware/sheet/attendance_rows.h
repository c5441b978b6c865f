// The list that people take home: one row a tap, as CSV, JSON or XLSX, written as it comes, so that a million rows need
// little memory.
//
// Columns, always in this order and by these names in all three formats (other programs rely on them; new ones are
// added at the end only):
//   event_id event_title person_id name card_id stamped_at device seq source status nickname reading certainty epoch
// stamped_at is corrected time, RFC 3339 with an offset. status: valid, repeat, void. source: tap, hand, command,
// import, self. certainty of the time: unknown, restored, synchronised. An unknown card's row has an empty person_id
// and name. CSV: texts that look like formulas are guarded (csv.h), everything else is byte for byte. JSON: an array of
// objects; device, seq and epoch are numbers. XLSX: sheet "attendance", where stamped_at is a real date in local time
// and utc_offset follows as the last column; sheet "summary" with one row an event. A sheet for people may stand before
// both.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "attendance/entry.h"
#include "attendance/moment.h"
#include "attendance/person.h"
#include "base/result.h"
#include "sheet/csv.h"

namespace sheet {

enum class RowStatus { valid, repeat, voided };
std::string_view to_string(RowStatus status);
std::string_view certainty_text(attendance::ClockQuality quality);

struct AttendanceRow {
    std::string event_id;
    std::string event_title;
    std::string person_id;
    std::string name;
    std::string card_id;
    attendance::WallTime stamped_at{};
    std::int64_t device = 0;
    std::int64_t seq = 0;
    attendance::Source source = attendance::Source::tap;
    RowStatus status = RowStatus::valid;
    std::string nickname;
    std::string reading;
    attendance::ClockQuality certainty = attendance::ClockQuality::unknown;
    std::int64_t epoch = 0;
};

inline constexpr std::array<std::string_view, 14> column_names{
    "event_id", "event_title", "person_id", "name",     "card_id", "stamped_at", "device",
    "seq",      "source",      "status",    "nickname", "reading", "certainty",  "epoch"};

// What the summary sheet says of one event. arrived = first_timers + returners + unknown_cards.
struct EventSummary {
    std::string event_id;
    std::string event_title;
    attendance::WallTime starts{};
    std::int64_t arrived = 0;
    std::int64_t first_timers = 0;
    std::int64_t returners = 0;
    std::int64_t unknown_cards = 0;
};

// How stamped_at is written: the offset from UTC at that moment (base::local_offset for the machine's own zone).
using OffsetAt = std::function<std::chrono::minutes(attendance::WallTime)>;

// Add each row, then finish; what was written before a failed call is not a whole document. One thread.
class AttendanceWriter {
public:
    virtual ~AttendanceWriter() = default;
    virtual base::Result<void> add(const AttendanceRow& row) = 0;
    virtual base::Result<void> finish() = 0;
};

std::unique_ptr<AttendanceWriter> csv_writer(Sink sink, OffsetAt offset_at, CsvWriter::Bom bom = CsvWriter::Bom::no);
std::unique_ptr<AttendanceWriter> json_writer(Sink sink, OffsetAt offset_at);

// A sheet that people read, in their language: it stands first. Numbers are numbers there, times are dates, texts are
// texts. `rows` gives them once, while the file is begun, so that they need not be in memory together.
struct LocalTime {
    attendance::WallTime at{};
};
using ReadCell = std::variant<std::string, std::int64_t, LocalTime>;
using ReadRow = std::vector<ReadCell>;
using TakeRow = std::function<base::Result<void>(const ReadRow&)>;
struct ReadSheet {
    std::string name;  // of the sheet, as Excel takes it: up to 31 characters, none of []:*?/ or a backslash
    std::vector<std::string> header;
    std::function<base::Result<void>(const TakeRow&)> rows;
};

// The file is complete after finish() and does not exist, or is useless, before. `path` is overwritten.
std::unique_ptr<AttendanceWriter> xlsx_writer(const std::filesystem::path& path, OffsetAt offset_at,
                                              std::span<const EventSummary> summaries,
                                              const std::optional<ReadSheet>& first = std::nullopt);

}  // namespace sheet
