#include "sheet/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sheet {
namespace {

char likely_separator(std::string_view text) {
    constexpr std::array candidates{',', '\t', ';'};
    std::array<int, candidates.size()> seen{};
    int lines = 0;
    bool quoted = false;
    for (const char c : text) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n' && ++lines == 16) break;
        const auto* found = std::find(candidates.begin(), candidates.end(), c);
        if (found != candidates.end()) ++seen[static_cast<std::size_t>(found - candidates.begin())];
    }
    return candidates[static_cast<std::size_t>(std::max_element(seen.begin(), seen.end()) - seen.begin())];
}

class Parser {
public:
    Parser(std::string_view text, char separator) : m_rest(text), m_separator(separator) {}

    base::Result<Table> table() {
        Table table{m_separator, {}};
        std::size_t cells = 0;
        while (!m_rest.empty()) {
            TRY(row, next_row());
            cells += row.size();
            if (table.rows.size() == rows_max || cells > cells_max)
                return fail_at(m_at, fmt::format("the list is too long; {} rows are the most, so split it", rows_max));
            if (row.size() > 1 || !row[0].text.empty() || m_row_was_quoted) table.rows.push_back(std::move(row));
        }
        return table;
    }

private:
    base::Result<Row> next_row() {
        Row row;
        m_row_was_quoted = false;
        for (;;) {
            TRY(cell, next_cell());
            row.push_back(std::move(cell));
            if (m_rest.starts_with(m_separator)) {
                if (row.size() == columns_max)
                    return fail_at(m_at, fmt::format("the row is too wide; {} columns are the most", columns_max));
                take(1);
                continue;
            }
            if (m_rest.starts_with('\r')) take(1);
            if (!m_rest.empty()) take(1);  // the LF; its absence after a CR was refused by next_cell
            return row;
        }
    }

    base::Result<Cell> next_cell() { return m_rest.starts_with('"') ? quoted_cell() : plain_cell(); }

    base::Result<Cell> plain_cell() {
        Cell cell{{}, m_at};
        const std::array<char, 5> stops{m_separator, '"', '\r', '\n', '\0'};
        const std::size_t end =
            std::min(m_rest.find_first_of(std::string_view(stops.data(), stops.size())), m_rest.size());
        cell.text = m_rest.substr(0, end);
        take(end);
        if (m_rest.starts_with('"'))
            return fail_at(m_at,
                           "a quote stands inside a cell; put the whole cell in quotes and double the inner ones");
        TRY_VOID(cell_ends());
        return cell;
    }

    base::Result<Cell> quoted_cell() {
        Cell cell{{}, m_at};
        m_row_was_quoted = true;
        take(1);
        for (;;) {
            const std::size_t end = m_rest.find_first_of(std::string_view("\"\0", 2));
            if (end == std::string_view::npos) return fail_at(cell.at, "a quote is opened here and never closed");
            cell.text += m_rest.substr(0, end);
            take(end);
            if (m_rest.front() == '\0') return fail_at(m_at, "a NUL byte; this is not a text file");
            take(1);
            if (!m_rest.starts_with('"')) break;
            cell.text += '"';
            take(1);
        }
        if (m_rest.starts_with(m_separator) || m_rest.empty()) return cell;
        if (m_rest.front() != '\r' && m_rest.front() != '\n')
            return fail_at(m_at, "text follows the closing quote; double a quote that belongs to the cell");
        TRY_VOID(cell_ends());
        return cell;
    }

    // After a cell: a separator, the end of the line or the end of the text.
    base::Result<void> cell_ends() {
        if (m_rest.starts_with('\0')) return fail_at(m_at, "a NUL byte; this is not a text file");
        if (m_rest.starts_with('\r') && !m_rest.starts_with("\r\n"))
            return fail_at(m_at, "a carriage return without a line feed; save the file with CRLF or LF line ends");
        return {};
    }

    void take(std::size_t bytes) {
        m_at = advance(m_at, m_rest.substr(0, bytes));
        m_rest.remove_prefix(bytes);
    }

    std::string_view m_rest;
    char m_separator;
    Place m_at;
    bool m_row_was_quoted = false;
};

bool is_plain_number(std::string_view text) {
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    const auto digits = [&] {
        const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
        text.remove_prefix(end);
        return end;
    };
    if (digits() == 0) return false;
    if (!text.starts_with('.')) return text.empty();
    text.remove_prefix(1);
    return digits() > 0 && text.empty();
}

bool looks_like_formula(std::string_view text) {
    static constexpr std::string_view beginnings = "=+-@\t\r";
    return !text.empty() && beginnings.find(text.front()) != std::string_view::npos && !is_plain_number(text);
}

std::string_view without_apostrophes(std::string_view text) {
    return text.substr(std::min(text.find_first_not_of('\''), text.size()));
}

}  // namespace

base::Result<Table> parse_csv(std::string_view utf8, std::optional<char> separator) {
    return Parser(utf8, separator.value_or(likely_separator(utf8))).table();
}

std::string guard_formula(std::string_view text) {
    return looks_like_formula(without_apostrophes(text)) ? "'" + std::string(text) : std::string(text);
}

std::string unguard_formula(std::string_view text) {
    const bool guarded = text.starts_with('\'') && looks_like_formula(without_apostrophes(text));
    return std::string(guarded ? text.substr(1) : text);
}

base::Result<void> CsvWriter::row(std::span<const std::string> cells) {
    std::string line;
    if (m_bom == Bom::yes) line = "\xEF\xBB\xBF";
    m_bom = Bom::no;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) line += ',';
        const std::string& cell = cells[i];
        // Spaces at an end are quoted too: some spreadsheets drop bare ones.
        const bool quote = cell.find_first_of(",;\"\r\n\t") != std::string::npos || cell.starts_with(' ') ||
                           cell.ends_with(' ') || (cells.size() == 1 && cell.empty());
        if (!quote) {
            line += cell;
            continue;
        }
        line += '"';
        for (const char c : cell)
            line.append(c == '"' ? 2 : 1, c);
        line += '"';
    }
    line += "\r\n";
    return m_sink(line);
}

}  // namespace sheet
