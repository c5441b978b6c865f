// Tables as text: RFC 4180, read strictly and written plainly. Pure.
//
// Reading: cells between commas, tabs or semicolons; a cell may stand in double quotes, which may then hold separators,
// line breaks and doubled quotes. Lines end with CRLF or LF. Refused, with the place: a quote inside an unquoted cell,
// text after a closing quote, a quote that is never closed, a NUL, a CR without LF outside quotes. Empty lines are left
// out. Nothing is trimmed. Rows may differ in width: what that means is the reader of the table's to say.
// Writing: CRLF, quotes only where needed, UTF-8.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "sheet/place.h"

namespace sheet {

struct Cell {
    std::string text;
    Place at;
};
using Row = std::vector<Cell>;

struct Table {
    char separator = ',';
    std::vector<Row> rows;
};

// What a table may be at most: a guest list of everybody who ever came fits, and its memory is bounded. bad_input
// beyond.
inline constexpr std::size_t rows_max = 100'000;
inline constexpr std::size_t columns_max = 500;
inline constexpr std::size_t cells_max = 1'500'000;

// `utf8` without a byte order mark (text_encoding.h takes it off). Without a separator the one of , ; and tab is taken
// that stands most often in the first lines.
base::Result<Table> parse_csv(std::string_view utf8, std::optional<char> separator = std::nullopt);

// A spreadsheet takes a cell that begins with = + - @ tab or CR for a formula, which a stranger could have put into a
// name (CWE-1236). guard_formula puts an apostrophe before such a text (plain numbers excepted) and before one that
// only looks guarded, so that unguard_formula gives back every text byte for byte.
std::string guard_formula(std::string_view text);
std::string unguard_formula(std::string_view text);

// Where written text goes: a file, a socket, a string.
using Sink = std::function<base::Result<void>(std::string_view)>;

class CsvWriter {
public:
    enum class Bom { no, yes };  // yes: Excel takes the file for UTF-8 only with one
    explicit CsvWriter(Sink sink, Bom bom = Bom::no) : m_sink(std::move(sink)), m_bom(bom) {}

    // The cells as they are; guarding is the caller's choice, cell by cell.
    base::Result<void> row(std::span<const std::string> cells);

private:
    Sink m_sink;
    Bom m_bom;
};

}  // namespace sheet
