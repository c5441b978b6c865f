// Who uses the hub's pages: accounts, their sessions, and forms that were submitted already.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.h"

namespace office {

enum class AccountRole { staff, organizer };
std::string_view to_string(AccountRole role);

struct Account {
    std::string name;
    AccountRole role = AccountRole::staff;
};

inline constexpr std::chrono::hours session_lives{7 * 24};

base::Result<std::vector<Account>> accounts(store::Store& store);
// Absent: no such account, or another password. As slow in both cases (Argon2id), so that time tells nobody which.
base::Result<std::optional<Account>> check_password(store::Store& store, const std::string& name,
                                                    const std::string& password);
// Ends all sessions of the account.
base::Result<void> set_password(store::Store& store, const std::string& name, const std::string& password);

// A new generated one, shown once; ends all sessions of the account. not_found.
base::Result<std::string> renew_password(store::Store& store, const std::string& name);
// Holds from the account's next page on. not_found; bad_input: nobody else is an organizer.
base::Result<void> set_role(store::Store& store, const std::string& name, AccountRole role);
// Ends its sessions. not_found; bad_input: nobody else is an organizer.
base::Result<void> remove_account(store::Store& store, const std::string& name);

// A new token; only its hash is kept.
base::Result<std::string> open_session(store::Store& store, const std::string& account, attendance::WallTime now);
base::Result<std::optional<Account>> account_of_session(store::Store& store, std::string_view token,
                                                        attendance::WallTime now);
base::Result<void> close_session(store::Store& store, std::string_view token);

// A form's id, or the hash of another thing that is good once, may be spent once: true for the first, who then does
// what the form asks and notes where it led.
base::Result<bool> spend_form(store::Store& store, std::string_view form, attendance::WallTime now);
base::Result<void> note_form_place(store::Store& store, std::string_view form, std::string_view place);
// It could not be done: the form may be sent again.
base::Result<void> give_form_back(store::Store& store, std::string_view form);
base::Result<std::string> place_of_form(store::Store& store, std::string_view form);

// Read access for other programs, each scope with what the one before reads.
enum class ApiScope {
    metrics,     // how hub and kiosks are, in figures
    events,      // events and arrivals; of people their nicknames
    people,      // their names and readings
    everything,  // the ids of their cards
};
inline constexpr std::array all_api_scopes{ApiScope::metrics, ApiScope::events, ApiScope::people, ApiScope::everything};
std::string_view to_string(ApiScope scope);
std::optional<ApiScope> api_scope_from(std::string_view text);

struct ApiToken {
    std::string id;  // of the hash, enough to revoke it by
    std::string name;
    std::string by;
    attendance::WallTime created{};
    ApiScope scope = ApiScope::everything;  // of one that was made before there were scopes
};
base::Result<std::string> add_api_token(store::Store& store, const std::string& name, ApiScope scope,
                                        const std::string& by, attendance::WallTime now);
base::Result<std::vector<ApiToken>> api_tokens(store::Store& store);
base::Result<void> revoke_api_token(store::Store& store, std::string_view id);
base::Result<std::optional<ApiToken>> find_api_token(store::Store& store, std::string_view token);

}  // namespace office
