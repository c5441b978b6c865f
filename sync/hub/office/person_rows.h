// A person as a row of the table `person`.
#pragma once

#include "attendance/person.h"
#include "sql/database.h"

namespace office {

// In the order that read_person expects.
#define PETTAN_HUB_PERSON_COLUMNS \
    "person.id, person.version, person.name, person.nickname, person.reading, person.lang, person.erased"

inline attendance::Person read_person(sql::Columns& columns) {
    if (columns.is_null()) return columns.skip(7), attendance::Person();
    return {attendance::PersonId{columns.text()},
            columns.integer(),
            columns.text(),
            columns.text(),
            columns.text(),
            columns.text(),
            columns.flag()};
}
inline attendance::Person read_person(const sql::RowView& row, int first) {
    sql::Columns columns(row, first);
    return read_person(columns);
}

}  // namespace office
