#include "office/personal_links.h"

#include "base/secrets.h"
#include "store/entry_columns.h"
#include "store/transaction.h"

namespace office {

std::string PersonalLink::acts_as() const {
    return made_by.empty() || made_by == "self" ? "self" : "link of " + made_by;
}

base::Result<std::string> make_personal_link(store::Store& store, const attendance::PersonId& person,
                                             std::string_view made_by, LinkRights rights, attendance::WallTime now) {
    const std::string token = base::random_token();
    const std::string hash = base::hash_of(token);
    TRY(transaction, store::WriteTransaction::begin(store.database()));
    TRY_VOID(store.database().run("INSERT INTO personal_link (link_hash, person, created_us) VALUES ($1, $2, $3)",
                                  {std::string_view(hash), std::string_view(person.value), store::to_us(now)}));
    TRY_VOID(store.database().run("INSERT INTO link_maker (link_hash, by_whom, rights) VALUES ($1, $2, $3)",
                                  {std::string_view(hash), made_by, static_cast<std::int64_t>(rights)}));
    TRY_VOID(transaction.commit());
    return token;
}

base::Result<std::optional<PersonalLink>> find_link(store::Store& store, std::string_view token) {
    const std::string hash = base::hash_of(token);
    std::optional<PersonalLink> link;
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    // A link of an older hub has no maker: it stays what it was, the person's own.
    TRY_VOID(store.database().run(
        R"(SELECT COALESCE(merged.into_person, personal_link.person), link_maker.by_whom, COALESCE(link_maker.rights,
               1)
           FROM personal_link
           LEFT JOIN merged ON merged.person = personal_link.person
           LEFT JOIN link_maker ON link_maker.link_hash = personal_link.link_hash
           WHERE personal_link.link_hash = $1)",
        {std::string_view(hash)}, [&](const sql::RowView& row) {
            link = PersonalLink{attendance::PersonId{std::string(row.text(0))},
                                row.integer(2) == 1 ? LinkRights::full : LinkRights::card_only,
                                row.is_null(1) ? std::string() : std::string(row.text(1))};
        }));
    return link;
}

base::Result<std::optional<attendance::PersonId>> owner_of_card(store::Store& store, const attendance::CardId& card) {
    std::optional<attendance::PersonId> owner;
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    TRY_VOID(
        store.database().run("SELECT owner FROM card WHERE card = $1 AND owner <> ''", {std::string_view(card.value)},
                             [&](const sql::RowView& row) { owner = attendance::PersonId{std::string(row.text(0))}; }));
    return owner;
}

}  // namespace office
