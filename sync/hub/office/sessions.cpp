#include "office/sessions.h"

#include "base/secrets.h"
#include "store/entry_columns.h"
#include "store/transaction.h"

namespace office {
namespace {

AccountRole role_from(std::string_view text) {
    return text == "organizer" ? AccountRole::organizer : AccountRole::staff;
}

// One statement that writes, in a transaction of its own.
base::Result<std::int64_t> write(store::Store& store, std::string_view sql, std::initializer_list<sql::Cell> cells) {
    TRY(transaction, store::WriteTransaction::begin(store.database()));
    TRY(changed, store.database().run(sql, cells));
    TRY_VOID(transaction.commit());
    return changed;
}

base::Result<void> check_other_organizer(store::Store& store, const std::string& name) {
    std::int64_t others = 0;
    TRY_VOID(store.database().run("SELECT count(*) FROM account WHERE role = 'organizer' AND name <> $1",
                                  {std::string_view(name)}, [&](const sql::RowView& row) { others = row.integer(0); }));
    if (others == 0) return base::fail(base::ErrorCode::bad_input, "somebody must stay an organizer");
    return {};
}

constexpr std::string_view api_token_columns =
    R"(SELECT api_token.token_hash, name, by_whom, created_us, scope
       FROM api_token
       LEFT JOIN api_scope ON api_scope.token_hash = api_token.token_hash )";

ApiToken read_api_token(const sql::RowView& row) {
    ApiToken token{std::string(row.text(0).substr(0, 16)), std::string(row.text(1)), std::string(row.text(2)),
                   store::from_us(row.integer(3)), ApiScope::everything};
    // A word that only a newer hub knows gives the least.
    if (!row.is_null(4)) token.scope = api_scope_from(row.text(4)).value_or(ApiScope::events);
    return token;
}

}  // namespace

std::string_view to_string(AccountRole role) {
    switch (role) {
        case AccountRole::staff:
            return "staff";
        case AccountRole::organizer:
            return "organizer";
    }
    return "";
}

std::string_view to_string(ApiScope scope) {
    switch (scope) {
        case ApiScope::metrics:
            return "metrics";
        case ApiScope::events:
            return "events";
        case ApiScope::people:
            return "people";
        case ApiScope::everything:
            return "everything";
    }
    return "";
}

std::optional<ApiScope> api_scope_from(std::string_view text) {
    for (const ApiScope scope : all_api_scopes)
        if (to_string(scope) == text) return scope;
    return std::nullopt;
}

base::Result<std::vector<Account>> accounts(store::Store& store) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::vector<Account> all;
    TRY_VOID(store.database().run("SELECT name, role FROM account ORDER BY name", {}, [&](const sql::RowView& row) {
        all.push_back({std::string(row.text(0)), role_from(row.text(1))});
    }));
    return all;
}

base::Result<std::optional<Account>> check_password(store::Store& store, const std::string& name,
                                                    const std::string& password) {
    std::optional<Account> account;
    std::string hash;
    {
        TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
        TRY_VOID(store.database().run("SELECT name, role, password_hash FROM account WHERE name = $1",
                                      {std::string_view(name)}, [&](const sql::RowView& row) {
                                          account = Account{std::string(row.text(0)), role_from(row.text(1))};
                                          hash = row.text(2);
                                      }));
    }
    static const std::string nobodys = base::password_hash(base::random_password());
    const bool fits = base::password_fits(account ? hash : nobodys, password);
    if (!fits) account.reset();
    return account;
}

base::Result<void> set_password(store::Store& store, const std::string& name, const std::string& password) {
    const std::string hash = base::password_hash(password);
    TRY(transaction, store::WriteTransaction::begin(store.database()));
    TRY_VOID(store.database().run("UPDATE account SET password_hash = $2 WHERE name = $1",
                                  {std::string_view(name), std::string_view(hash)}));
    TRY_VOID(store.database().run("DELETE FROM session WHERE account = $1", {std::string_view(name)}));
    return transaction.commit();
}

base::Result<std::string> renew_password(store::Store& store, const std::string& name) {
    const std::string password = base::random_password();
    const std::string hash = base::password_hash(password);
    TRY(transaction, store::WriteTransaction::begin(store.database()));
    TRY(changed, store.database().run("UPDATE account SET password_hash = $2 WHERE name = $1",
                                      {std::string_view(name), std::string_view(hash)}));
    if (changed == 0) return base::fail(base::ErrorCode::not_found, "there is no such account");
    TRY_VOID(store.database().run("DELETE FROM session WHERE account = $1", {std::string_view(name)}));
    TRY_VOID(transaction.commit());
    return password;
}

base::Result<void> set_role(store::Store& store, const std::string& name, AccountRole role) {
    TRY(transaction, store::WriteTransaction::begin(store.database()));
    if (role != AccountRole::organizer) TRY_VOID(check_other_organizer(store, name));
    TRY(changed, store.database().run("UPDATE account SET role = $2 WHERE name = $1",
                                      {std::string_view(name), to_string(role)}));
    if (changed == 0) return base::fail(base::ErrorCode::not_found, "there is no such account");
    return transaction.commit();
}

base::Result<void> remove_account(store::Store& store, const std::string& name) {
    TRY(transaction, store::WriteTransaction::begin(store.database()));
    TRY_VOID(check_other_organizer(store, name));
    TRY(removed, store.database().run("DELETE FROM account WHERE name = $1", {std::string_view(name)}));
    if (removed == 0) return base::fail(base::ErrorCode::not_found, "there is no such account");
    TRY_VOID(store.database().run("DELETE FROM session WHERE account = $1", {std::string_view(name)}));
    return transaction.commit();
}

base::Result<std::string> open_session(store::Store& store, const std::string& account, attendance::WallTime now) {
    const std::string token = base::random_token();
    const std::string hash = base::hash_of(token);
    TRY(transaction, store::WriteTransaction::begin(store.database()));
    TRY_VOID(store.database().run("DELETE FROM session WHERE expires_us < $1", {store::to_us(now)}));
    TRY_VOID(store.database().run(
        "DELETE FROM form_done WHERE at_us < $1",
        {store::to_us(now - std::chrono::duration_cast<std::chrono::microseconds>(2 * session_lives))}));
    TRY_VOID(
        store.database().run("INSERT INTO session (token_hash, account, expires_us) VALUES ($1, $2, $3)",
                             {std::string_view(hash), std::string_view(account), store::to_us(now + session_lives)}));
    TRY_VOID(transaction.commit());
    return token;
}

base::Result<std::optional<Account>> account_of_session(store::Store& store, std::string_view token,
                                                        attendance::WallTime now) {
    const std::string hash = base::hash_of(token);
    std::optional<Account> account;
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    TRY_VOID(store.database().run(
        R"(SELECT account.name, account.role FROM session
           JOIN account ON account.name = session.account
           WHERE session.token_hash = $1 AND session.expires_us > $2)",
        {std::string_view(hash), store::to_us(now)}, [&](const sql::RowView& row) {
            account = Account{std::string(row.text(0)), role_from(row.text(1))};
        }));
    return account;
}

base::Result<void> close_session(store::Store& store, std::string_view token) {
    const std::string hash = base::hash_of(token);
    TRY_VOID(write(store, "DELETE FROM session WHERE token_hash = $1", {std::string_view(hash)}));
    return {};
}

base::Result<bool> spend_form(store::Store& store, std::string_view form, attendance::WallTime now) {
    TRY(spent, write(store, "INSERT INTO form_done (form, place, at_us) VALUES ($1, '', $2) ON CONFLICT DO NOTHING",
                     {form, store::to_us(now)}));
    return spent == 1;
}

base::Result<void> note_form_place(store::Store& store, std::string_view form, std::string_view place) {
    TRY_VOID(write(store, "UPDATE form_done SET place = $2 WHERE form = $1", {form, place}));
    return {};
}

base::Result<void> give_form_back(store::Store& store, std::string_view form) {
    TRY_VOID(write(store, "DELETE FROM form_done WHERE form = $1", {form}));
    return {};
}

base::Result<std::string> place_of_form(store::Store& store, std::string_view form) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::string place;
    TRY_VOID(store.database().run("SELECT place FROM form_done WHERE form = $1", {form},
                                  [&](const sql::RowView& row) { place = row.text(0); }));
    return place;
}

base::Result<std::string> add_api_token(store::Store& store, const std::string& name, ApiScope scope,
                                        const std::string& by, attendance::WallTime now) {
    const std::string token = base::random_token();
    const std::string hash = base::hash_of(token);
    TRY(transaction, store::WriteTransaction::begin(store.database()));
    TRY_VOID(store.database().run(
        "INSERT INTO api_token (token_hash, name, by_whom, created_us) VALUES ($1, $2, $3, $4)",
        {std::string_view(hash), std::string_view(name), std::string_view(by), store::to_us(now)}));
    TRY_VOID(store.database().run("INSERT INTO api_scope (token_hash, scope) VALUES ($1, $2)",
                                  {std::string_view(hash), to_string(scope)}));
    TRY_VOID(transaction.commit());
    return token;
}

base::Result<std::vector<ApiToken>> api_tokens(store::Store& store) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::vector<ApiToken> tokens;
    TRY_VOID(store.database().run(std::string(api_token_columns) + "ORDER BY created_us, api_token.token_hash", {},
                                  [&](const sql::RowView& row) { tokens.push_back(read_api_token(row)); }));
    return tokens;
}

base::Result<void> revoke_api_token(store::Store& store, std::string_view id) {
    TRY(transaction, store::WriteTransaction::begin(store.database()));
    for (const char* table : {"api_token", "api_scope"})
        TRY_VOID(
            store.database().run(std::string("DELETE FROM ") + table + " WHERE substr(token_hash, 1, 16) = $1", {id}));
    return transaction.commit();
}

base::Result<std::optional<ApiToken>> find_api_token(store::Store& store, std::string_view token) {
    const std::string hash = base::hash_of(token);
    std::optional<ApiToken> found;
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    TRY_VOID(store.database().run(std::string(api_token_columns) + "WHERE api_token.token_hash = $1",
                                  {std::string_view(hash)},
                                  [&](const sql::RowView& row) { found = read_api_token(row); }));
    return found;
}

}  // namespace office
