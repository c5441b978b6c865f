// What the columns of somebody else's guest list mean, by their titles. Pure.
//
// Titles are compared without width, case, spaces and punctuation ("お名前（必須）*" is お名前; "First Name" is
// firstname), then part by part ("お名前 / Your name"), then by what they contain ("お名前をご記入ください"). A column
// that fits exactly is preferred to one that only contains the word. Only person_id, as Pettan exports it, is an id of
// ours; an ID of somebody else's says nothing. Titles that nobody knows are left where they are: they are not stored.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sheet/csv.h"

namespace sheet {

enum class Field {
    id,           // person_id
    service_key,  // a service's own key of a person: services.h, or the column that an organizer chose
    email,
    name,
    family_name,
    given_name,
    reading,
    family_reading,
    given_reading,
    nickname,
    lang,
    card_uid,
    status,
    ticket,  // 受付番号
};

// By the whole title, a part of it or a word in it.
std::optional<Field> field_of(std::string_view title);

// Titles and where the data begin.
struct Columns {
    std::vector<std::optional<Field>> fields;  // of each column; no field comes twice
    std::size_t header_row = 0;                // index in Table::rows; the data follow
    std::vector<std::string> unused;           // titles without a meaning for us
    std::string key_column;                    // which keys service_key holds: "connpass:ユーザー名"; empty: none

    bool has(Field field) const;
    bool names_people() const;  // has a name of any kind
};

// The header is the one of the first rows whose titles say most (title lines may stand above it). bad_input when none
// names people.
base::Result<Columns> find_columns(const Table& table);

// A header in this row, by whatever meanings: of each column a field or nothing.
Columns columns_with(const Table& table, std::size_t header_row, std::vector<std::optional<Field>> fields);

}  // namespace sheet
