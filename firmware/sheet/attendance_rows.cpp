#include "sheet/attendance_rows.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/time_text.h"

namespace sheet {
namespace {

class CsvAttendance : public AttendanceWriter {
public:
    CsvAttendance(Sink sink, OffsetAt offset_at, CsvWriter::Bom bom)
        : m_csv(std::move(sink), bom), m_offset_at(std::move(offset_at)) {}

    base::Result<void> add(const AttendanceRow& row) override {
        TRY_VOID(header_once());
        const std::array<std::string, column_names.size()> cells{
            guard_formula(row.event_id),
            guard_formula(row.event_title),
            guard_formula(row.person_id),
            guard_formula(row.name),
            row.card_id,
            base::format_rfc3339(row.stamped_at, m_offset_at(row.stamped_at)),
            std::to_string(row.device),
            std::to_string(row.seq),
            std::string(attendance::to_string(row.source)),
            std::string(sheet::to_string(row.status)),
            guard_formula(row.nickname),
            guard_formula(row.reading),
            std::string(certainty_text(row.certainty)),
            std::to_string(row.epoch),
        };
        return m_csv.row(cells);
    }

    base::Result<void> finish() override { return header_once(); }

private:
    base::Result<void> header_once() {
        if (m_began) return {};
        m_began = true;
        return m_csv.row(std::vector<std::string>(column_names.begin(), column_names.end()));
    }

    CsvWriter m_csv;
    OffsetAt m_offset_at;
    bool m_began = false;
};

class JsonAttendance : public AttendanceWriter {
public:
    JsonAttendance(Sink sink, OffsetAt offset_at) : m_sink(std::move(sink)), m_offset_at(std::move(offset_at)) {}

    base::Result<void> add(const AttendanceRow& row) override {
        const nlohmann::ordered_json object{
            {"event_id", row.event_id},
            {"event_title", row.event_title},
            {"person_id", row.person_id},
            {"name", row.name},
            {"card_id", row.card_id},
            {"stamped_at", base::format_rfc3339(row.stamped_at, m_offset_at(row.stamped_at))},
            {"device", row.device},
            {"seq", row.seq},
            {"source", attendance::to_string(row.source)},
            {"status", sheet::to_string(row.status)},
            {"nickname", row.nickname},
            {"reading", row.reading},
            {"certainty", certainty_text(row.certainty)},
            {"epoch", row.epoch},
        };
        const std::string_view before = std::exchange(m_began, true) ? ",\n" : "[\n";
        // Texts were checked at their birth; should damage have reached one, a mark in it is better than no list.
        return m_sink(std::string(before) + object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    }

    base::Result<void> finish() override { return m_sink(m_began ? "\n]\n" : "[]\n"); }

private:
    Sink m_sink;
    OffsetAt m_offset_at;
    bool m_began = false;
};

}  // namespace

std::string_view to_string(RowStatus status) {
    switch (status) {
        case RowStatus::valid:
            return "valid";
        case RowStatus::repeat:
            return "repeat";
        case RowStatus::voided:
            return "void";
    }
    return "";
}

std::string_view certainty_text(attendance::ClockQuality quality) {
    switch (quality) {
        case attendance::ClockQuality::unknown:
            return "unknown";
        case attendance::ClockQuality::restored:
            return "restored";
        case attendance::ClockQuality::synchronised:
            return "synchronised";
    }
    return "";
}

std::unique_ptr<AttendanceWriter> csv_writer(Sink sink, OffsetAt offset_at, CsvWriter::Bom bom) {
    return std::make_unique<CsvAttendance>(std::move(sink), std::move(offset_at), bom);
}

std::unique_ptr<AttendanceWriter> json_writer(Sink sink, OffsetAt offset_at) {
    return std::make_unique<JsonAttendance>(std::move(sink), std::move(offset_at));
}

}  // namespace sheet
