// Secret links to a person's own page. Only hashes are kept; erasing a person ends them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/store.h"

namespace office {

// What its holder may do. Stored: never reuse a number.
enum class LinkRights : std::int64_t {
    card_only = 0,  // see the stamp card; made by staff
    full = 1,  // edit, export and erase as well: made by the person, with their card too, or by an organizer for them
};
struct PersonalLink {
    attendance::PersonId person;  // who stands for the link's person now, merges followed
    LinkRights rights = LinkRights::full;
    std::string made_by;  // "self", "user:NAME"; empty: before this was noted
    // What its holder does says who made the link: "self", or "link of user:NAME".
    std::string acts_as() const;
};

// 43 characters, to be shown once. Earlier links of the person stay.
base::Result<std::string> make_personal_link(store::Store& store, const attendance::PersonId& person,
                                             std::string_view made_by, LinkRights rights, attendance::WallTime now);
// Absent for a link that was given to nobody.
base::Result<std::optional<PersonalLink>> find_link(store::Store& store, std::string_view token);

// A link that stands. Its hash names it without opening anything.
struct StandingLink {
    std::string hash;
    attendance::WallTime made{};
    LinkRights rights = LinkRights::full;
    std::string made_by;  // as in PersonalLink
};
// Of the person and of those merged into it, newest first; at most `links_listed`.
constexpr std::int64_t links_listed = 100;
base::Result<std::vector<StandingLink>> links_of(store::Store& store, const attendance::PersonId& person);
// The link opens nothing from now on. False: none of the person's has this hash (any more).
base::Result<bool> end_link(store::Store& store, const attendance::PersonId& person, std::string_view hash);

// The owner of a card, merges followed.
base::Result<std::optional<attendance::PersonId>> owner_of_card(store::Store& store, const attendance::CardId& card);

}  // namespace office
