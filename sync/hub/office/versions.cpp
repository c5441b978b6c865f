#include "office/versions.h"

#include "store/entry_columns.h"

namespace office {

base::Result<std::optional<attendance::Person>> person_in_version(store::Store& store, const attendance::PersonId& id,
                                                                  std::int64_t version) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::optional<attendance::Person> person;
    TRY_VOID(
        store.database().run("SELECT name, nickname, reading, lang FROM person_version WHERE id = $1 AND version = $2",
                             {std::string_view(id.value), version}, [&](const sql::RowView& row) {
                                 person = {id,
                                           version,
                                           std::string(row.text(0)),
                                           std::string(row.text(1)),
                                           std::string(row.text(2)),
                                           std::string(row.text(3)),
                                           false};
                             }));
    return person;
}

base::Result<std::optional<attendance::Event>> event_in_version(store::Store& store, const attendance::EventId& id,
                                                                std::int64_t version) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::optional<attendance::Event> event;
    TRY_VOID(store.database().run(
        "SELECT title, venue, starts_us, ends_us FROM event_version WHERE id = $1 AND version = $2",
        {std::string_view(id.value), version}, [&](const sql::RowView& row) {
            event = {id,
                     version,
                     std::string(row.text(0)),
                     std::string(row.text(1)),
                     store::from_us(row.integer(2)),
                     store::from_us(row.integer(3))};
        }));
    return event;
}

}  // namespace office
