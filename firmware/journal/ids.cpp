#include "journal/ids.h"

#include <fmt/core.h>

namespace journal {

base::Result<std::optional<IdNumber>> number_of(Database& database, IdKind kind, std::string_view text) {
    return database.number("SELECT num FROM id WHERE text = ?1 AND kind = ?2", text, static_cast<std::int64_t>(kind));
}

base::Result<IdNumber> number_for(Database& database, IdKind kind, std::string_view text) {
    TRY(known, number_of(database, kind, text));
    if (known) return *known;
    TRY(added, database.number("INSERT INTO id (kind, text) VALUES (?1, ?2) RETURNING num",
                               static_cast<std::int64_t>(kind), text));
    PETTAN_ASSERT(added.has_value());
    return *added;
}

base::Result<NamedId> id_of(Database& database, IdNumber number) {
    auto query = database.ask("SELECT kind, text FROM id WHERE num = ?1", number);
    TRY(row, query.next());
    if (!row)
        return base::fail(base::ErrorCode::damaged, fmt::format("{} is damaged (id {} is missing): {}",
                                                                database.file().string(), number, damage_remedy));
    return NamedId{static_cast<IdKind>(query.integer(0)), query.text(1)};
}

}  // namespace journal
