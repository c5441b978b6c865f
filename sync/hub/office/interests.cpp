#include "office/interests.h"

#include "store/transaction.h"

namespace office {

base::Result<std::string> interests_of(store::Store& store, const attendance::PersonId& person) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::string words;
    TRY_VOID(store.database().run("SELECT words FROM interest WHERE person = $1", {std::string_view(person.value)},
                                  [&](const sql::RowView& row) { words = row.text(0); }));
    return words;
}

base::Result<void> set_interests(store::Store& store, const attendance::PersonId& person, const std::string& words) {
    if (words.size() > attendance::text_bytes_max) return base::fail(base::ErrorCode::bad_input, "too long");
    const std::string_view id = person.value;
    TRY(transaction, store::WriteTransaction::begin(store.database()));
    // Not of somebody who was erased meanwhile.
    TRY(there, store.database().run("SELECT 1 FROM person WHERE id = $1 AND erased = 0", {id}));
    if (there == 0) return base::fail(base::ErrorCode::not_found, "there is no such person");
    TRY_VOID(store.database().run("DELETE FROM interest WHERE person = $1", {id}));
    if (!words.empty())
        TRY_VOID(store.database().run("INSERT INTO interest (person, words) VALUES ($1, $2)",
                                      {id, std::string_view(words)}));
    return transaction.commit();
}

}  // namespace office
