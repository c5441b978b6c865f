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

base::Result<std::vector<StandingLink>> links_of(store::Store& store, const attendance::PersonId& person) {
    std::vector<StandingLink> links;
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    TRY_VOID(store.database().run(
        R"(SELECT personal_link.link_hash, personal_link.created_us, COALESCE(link_maker.rights, 1),
               COALESCE(link_maker.by_whom, '')
           FROM personal_link
           LEFT JOIN link_maker ON link_maker.link_hash = personal_link.link_hash
           WHERE personal_link.person = $1
               OR personal_link.person IN (SELECT person FROM merged WHERE into_person = $1)
           ORDER BY personal_link.created_us DESC, personal_link.link_hash
           LIMIT $2)",
        {std::string_view(person.value), links_listed}, [&](const sql::RowView& row) {
            links.push_back({std::string(row.text(0)), store::from_us(row.integer(1)),
                             row.integer(2) == 1 ? LinkRights::full : LinkRights::card_only, std::string(row.text(3))});
        }));
    return links;
}

base::Result<bool> end_link(store::Store& store, const attendance::PersonId& person, std::string_view hash) {
    TRY(transaction, store::WriteTransaction::begin(store.database()));
    TRY(ended, store.database().run(
                   R"(DELETE FROM personal_link
                      WHERE link_hash = $1
                          AND (person = $2 OR person IN (SELECT person FROM merged WHERE into_person = $2)))",
                   {hash, std::string_view(person.value)}));
    if (ended == 0) return false;
    TRY_VOID(store.database().run("DELETE FROM link_maker WHERE link_hash = $1", {hash}));
    TRY_VOID(transaction.commit());
    return true;
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
