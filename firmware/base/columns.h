// The columns of one row of a statement, one after the other, in the order in which the statement names them. Braces
// read from left to right: Person{columns.text(), columns.integer()}.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"

namespace base {

// `Row` has is_null(int), integer(int) and text(int), as sql::RowView and sqlite::Query have. It outlives this.
template <typename Row>
class Columns {
public:
    explicit Columns(const Row& row, int first = 0) : m_row(row), m_next(first) {}

    bool is_null() const { return m_row.is_null(m_next); }  // the next one
    void skip(int columns = 1) { m_next += columns; }

    std::int64_t integer() { return m_row.integer(m_next++); }
    bool flag() { return integer() != 0; }
    std::string text() { return std::string(m_row.text(m_next++)); }
    // An enumerator that is stored by its number.
    template <typename Enum>
    Enum as() {
        return static_cast<Enum>(integer());
    }
    // Microseconds since 1970, as both stores keep wall times.
    WallTime time() { return WallTime(std::chrono::microseconds(integer())); }

    std::optional<std::int64_t> maybe_integer() {
        if (!is_null()) return integer();
        skip();
        return std::nullopt;
    }
    std::optional<WallTime> maybe_time() {
        if (!is_null()) return time();
        skip();
        return std::nullopt;
    }
    std::optional<std::string> maybe_text() {
        if (!is_null()) return text();
        skip();
        return std::nullopt;
    }
    std::int64_t integer_or_0() { return maybe_integer().value_or(0); }

private:
    const Row& m_row;
    int m_next;
};

}  // namespace base
