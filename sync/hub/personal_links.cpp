#include "hub/personal_links.h"

#include "hub/entry_columns.h"
#include "hub/secrets.h"
#include "hub/transaction.h"

namespace hub {

base::Result<std::string> make_personal_link(Store& store, const attendance::PersonId& person, WallTime now) {
    const std::string token = random_token();
    const std::string hash = hash_of(token);
    TRY(transaction, WriteTransaction::begin(store.database()));
    TRY_VOID(store.database().run("INSERT INTO personal_link (link_hash, person, created_us) VALUES ($1, $2, $3)",
                                  {std::string_view(hash), std::string_view(person.value), to_us(now)}));
    TRY_VOID(transaction.commit());
    return token;
}

base::Result<std::optional<attendance::PersonId>> person_of_link(Store& store, std::string_view token) {
    const std::string hash = hash_of(token);
    std::optional<attendance::PersonId> person;
    TRY(transaction, Transaction::begin(store.database(), Access::read));
    TRY_VOID(
        store.database().run("SELECT COALESCE(merged.into_person, personal_link.person) FROM personal_link LEFT JOIN "
                             "merged ON merged.person "
                             "= personal_link.person WHERE personal_link.link_hash = $1",
                             {std::string_view(hash)},
                             [&](const RowView& row) { person = attendance::PersonId{std::string(row.text(0))}; }));
    return person;
}

base::Result<std::optional<attendance::PersonId>> owner_of_card(Store& store, const attendance::CardId& card) {
    std::optional<attendance::PersonId> owner;
    TRY(transaction, Transaction::begin(store.database(), Access::read));
    TRY_VOID(store.database().run("SELECT owner FROM card WHERE card = $1", {std::string_view(card.value)},
                                  [&](const RowView& row) { owner = attendance::PersonId{std::string(row.text(0))}; }));
    return owner;
}

}  // namespace hub
