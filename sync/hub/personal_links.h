// Secret links to a person's own page. Only hashes are kept; erasing a person ends them.
#pragma once

#include <optional>
#include <string>

#include "hub/store.h"

namespace hub {

// 43 characters, to be shown once. Earlier links of the person stay.
base::Result<std::string> make_personal_link(Store& store, const attendance::PersonId& person, WallTime now);
// Who stands for the link's person now, merges followed. Absent for a link that was given to nobody.
base::Result<std::optional<attendance::PersonId>> person_of_link(Store& store, std::string_view token);
// The owner of a card, merges followed.
base::Result<std::optional<attendance::PersonId>> owner_of_card(Store& store, const attendance::CardId& card);

}  // namespace hub
