// A person as a row of the table `person`.
#pragma once

#include "attendance/person.h"
#include "sql/database.h"

namespace office {

// In the order that read_person expects.
#define PETTAN_HUB_PERSON_COLUMNS \
    "person.id, person.version, person.name, person.nickname, person.reading, person.lang, person.erased"

inline attendance::Person read_person(const sql::RowView& row, int first) {
    if (row.is_null(first)) return {};
    return {attendance::PersonId{std::string(row.text(first))},
            row.integer(first + 1),
            std::string(row.text(first + 2)),
            std::string(row.text(first + 3)),
            std::string(row.text(first + 4)),
            std::string(row.text(first + 5)),
            row.integer(first + 6) != 0};
}

}  // namespace office
