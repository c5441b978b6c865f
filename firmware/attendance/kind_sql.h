// SQL that names kinds of entries: "kind = #stamp"_sql is "kind = 1" in the program, since an engine uses a partial
// index only where its literals stand in the statement. The names are those of kind_rows; #any_tap and #any_card_change
// list all such kinds. A name that is none does not compile. The suffix stands once in a row of adjacent literals.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "attendance/entry_kind.h"

namespace attendance {

template <std::size_t size>
class KindSql {
public:
    consteval KindSql(const char (&sql)[size]) {  // NOLINT(google-explicit-constructor): a literal becomes one
        std::string_view rest(sql, size - 1);
        while (!rest.empty()) {
            if (rest.front() != '#') {
                put(rest.front());
                rest.remove_prefix(1);
                continue;
            }
            rest.remove_prefix(1);
            const std::size_t end = std::min(rest.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), rest.size());
            put_kinds(rest.substr(0, end));
            rest.remove_prefix(end);
        }
    }
    constexpr std::string_view view() const { return {text.data(), length}; }
    constexpr const char* c_str() const { return text.data(); }

    // Public, so that the text can be an argument of a template.
    std::array<char, size + 64> text{};  // ends in zeros
    std::size_t length = 0;

private:
    consteval void put(char letter) {
        if (length + 1 == text.size()) throw "more kinds are listed than there is room for";
        text[length++] = letter;
    }
    consteval void put_kinds(std::string_view name) {
        const std::size_t before = length;
        for (const KindRow& row : kind_rows) {
            const bool listed = name == "any_tap"           ? row.is_tap
                                : name == "any_card_change" ? changes_card(row.kind)
                                                            : name == row.name;
            if (!listed) continue;
            if (length != before) put(','), put(' ');
            const auto number = static_cast<unsigned>(row.kind);
            if (number >= 10) put(static_cast<char>('0' + number / 10));
            put(static_cast<char>('0' + number % 10));
        }
        if (length == before) throw "no kind of entry has this name";
    }
};

template <KindSql sql>
consteval std::string_view operator""_sql() {
    return sql.view();
}

}  // namespace attendance
