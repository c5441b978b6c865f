// Ids are kept once and named by small numbers everywhere else in the file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "journal/sqlite.h"

namespace journal {

// The numbers are stored: never reuse one.
enum class IdKind : std::int64_t { person = 1, card = 2, event = 3, boot = 4 };

using IdNumber = std::int64_t;

// The number of an id, if it has ever been used.
base::Result<std::optional<IdNumber>> number_of(Database& database, IdKind kind, std::string_view text);

// The same, given a number now if it has none. Inside the caller's transaction.
base::Result<IdNumber> number_for(Database& database, IdKind kind, std::string_view text);

struct NamedId {
    IdKind kind = IdKind::person;
    std::string text;
};
// damaged if the number, which stood in another table, has none.
base::Result<NamedId> id_of(Database& database, IdNumber number);

}  // namespace journal
