#include <fmt/format.h>
#include <xlsxwriter.h>

#include "base/time_text.h"
#include "sheet/attendance_rows.h"

namespace sheet {
namespace {

struct WorkbookFree {
    void operator()(lxw_workbook* book) const { lxw_workbook_free(book); }
};

// One sheet written from the top down; texts are texts, whatever they begin with.
class Page {
public:
    template <typename Titles>
    Page(lxw_workbook* book, const char* name, const Titles& header, lxw_format* bold)
        : m_page(workbook_add_worksheet(book, name)) {
        worksheet_freeze_panes(m_page, 1, 0);
        worksheet_set_column(m_page, 0, static_cast<lxw_col_t>(header.size() - 1), 18, nullptr);
        for (const auto& title : header)
            note(worksheet_write_string(m_page, m_row, m_column++, std::string(title).c_str(), bold));
    }

    void next_row() {
        ++m_row;
        m_column = 0;
    }
    bool is_full() const { return m_row + 1 >= LXW_ROW_MAX; }

    void text(std::string_view value) {
        const lxw_col_t column = m_column++;
        if (!value.empty()) note(worksheet_write_string(m_page, m_row, column, std::string(value).c_str(), nullptr));
    }
    void number(std::int64_t value) {
        note(worksheet_write_number(m_page, m_row, m_column++, static_cast<double>(value), nullptr));
    }
    void date(attendance::WallTime local, lxw_format* format) {
        const auto seconds = std::chrono::floor<std::chrono::seconds>(local).time_since_epoch().count();
        note(worksheet_write_unixtime(m_page, m_row, m_column++, seconds, format));
    }

    // The first thing that went wrong.
    lxw_error error() const { return m_error; }

private:
    void note(lxw_error error) {
        if (m_error == LXW_NO_ERROR) m_error = error;
    }

    lxw_worksheet* m_page;  // the workbook's
    lxw_row_t m_row = 0;
    lxw_col_t m_column = 0;
    lxw_error m_error = LXW_NO_ERROR;
};

constexpr std::array<std::string_view, 7> summary_columns{"event_id",     "event_title", "starts",       "arrived",
                                                          "first_timers", "returners",   "unknown_cards"};

constexpr std::array<std::string_view, column_names.size() + 1> xlsx_columns = [] {
    std::array<std::string_view, column_names.size() + 1> columns{};
    std::copy(column_names.begin(), column_names.end(), columns.begin());
    columns.back() = "utc_offset";
    return columns;
}();

std::string offset_text(std::chrono::minutes offset) {
    const auto minutes = offset.count() < 0 ? -offset.count() : offset.count();
    return fmt::format("{}{:02}:{:02}", offset.count() < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

class XlsxAttendance : public AttendanceWriter {
public:
    XlsxAttendance(const std::filesystem::path& path, OffsetAt offset_at, std::span<const EventSummary> summaries,
                   const std::optional<ReadSheet>& first)
        : m_offset_at(std::move(offset_at)) {
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;
        m_book.reset(workbook_new_opt(path.c_str(), &options));
        if (!m_book) return;
        lxw_format* bold = workbook_add_format(m_book.get());
        format_set_bold(bold);
        m_date = workbook_add_format(m_book.get());
        format_set_num_format(m_date, "yyyy-mm-dd hh:mm:ss");
        if (first && !first->header.empty()) add_first(*first, bold);
        m_rows.emplace(m_book.get(), "attendance", xlsx_columns, bold);
        m_summary.emplace(m_book.get(), "summary", summary_columns, bold);
        for (const EventSummary& summary : summaries)
            add_summary(summary);
    }

    base::Result<void> add(const AttendanceRow& row) override {
        if (!m_book) return failure(LXW_ERROR_MEMORY_MALLOC_FAILED);
        TRY_VOID(m_begun);
        if (m_rows->is_full()) return too_many_rows();
        const std::chrono::minutes offset = m_offset_at(row.stamped_at);
        m_rows->next_row();
        m_rows->text(row.event_id);
        m_rows->text(row.event_title);
        m_rows->text(row.person_id);
        m_rows->text(row.name);
        m_rows->text(row.card_id);
        m_rows->date(row.stamped_at + offset, m_date);
        m_rows->number(row.device);
        m_rows->number(row.seq);
        m_rows->text(attendance::to_string(row.source));
        m_rows->text(to_string(row.status));
        m_rows->text(row.nickname);
        m_rows->text(row.reading);
        m_rows->text(certainty_text(row.certainty));
        m_rows->number(row.epoch);
        m_rows->text(offset_text(offset));
        return check(m_rows->error());
    }

    base::Result<void> finish() override {
        if (!m_book) return failure(LXW_ERROR_MEMORY_MALLOC_FAILED);
        TRY_VOID(m_begun);
        TRY_VOID(check(m_summary->error()));
        return check(workbook_close(m_book.release()));
    }

private:
    void add_first(const ReadSheet& sheet, lxw_format* bold) {
        m_first.emplace(m_book.get(), sheet.name.c_str(), sheet.header, bold);
        lxw_format* minutes = workbook_add_format(m_book.get());
        format_set_num_format(minutes, "yyyy-mm-dd hh:mm");
        m_begun = sheet.rows([&](const ReadRow& row) -> base::Result<void> {
            if (m_first->is_full()) return too_many_rows();
            m_first->next_row();
            for (const ReadCell& cell : row)
                if (const auto* number = std::get_if<std::int64_t>(&cell))
                    m_first->number(*number);
                else if (const auto* time = std::get_if<LocalTime>(&cell))
                    m_first->date(time->at, minutes);
                else
                    m_first->text(std::get<std::string>(cell));
            return check(m_first->error());
        });
    }

    void add_summary(const EventSummary& summary) {
        m_summary->next_row();
        m_summary->text(summary.event_id);
        m_summary->text(summary.event_title);
        m_summary->date(summary.starts + m_offset_at(summary.starts), m_date);
        m_summary->number(summary.arrived);
        m_summary->number(summary.first_timers);
        m_summary->number(summary.returners);
        m_summary->number(summary.unknown_cards);
    }

    static base::Unexpected too_many_rows() {
        return base::fail(base::ErrorCode::failed,
                          "more rows than an XLSX sheet holds (1,048,576); export one event, or use --format csv");
    }
    static base::Unexpected failure(lxw_error error) {
        return base::fail(base::ErrorCode::failed,
                          fmt::format("cannot write the XLSX file: {}; make room on the disk or use --format csv",
                                      lxw_strerror(error)));
    }
    static base::Result<void> check(lxw_error error) {
        if (error != LXW_NO_ERROR) return failure(error);
        return {};
    }

    OffsetAt m_offset_at;
    std::unique_ptr<lxw_workbook, WorkbookFree> m_book;
    lxw_format* m_date = nullptr;  // the workbook's
    std::optional<Page> m_first;
    base::Result<void> m_begun;  // whether the first sheet could be written
    std::optional<Page> m_rows;
    std::optional<Page> m_summary;
};

}  // namespace

std::unique_ptr<AttendanceWriter> xlsx_writer(const std::filesystem::path& path, OffsetAt offset_at,
                                              std::span<const EventSummary> summaries,
                                              const std::optional<ReadSheet>& first) {
    return std::make_unique<XlsxAttendance>(path, std::move(offset_at), summaries, first);
}

}  // namespace sheet
