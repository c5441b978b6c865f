// What people say they are interested in, for organizers alone: kiosks never hear of it. Erasing a person clears it.
#pragma once

#include <string>

#include "store/store.h"

namespace office {

// "" where nothing was said. Of people who were merged, the words of the one who stands.
base::Result<std::string> interests_of(store::Store& store, const attendance::PersonId& person);
// Empty words take back what was said. bad_input: longer than attendance::text_bytes_max; not_found: no such person.
base::Result<void> set_interests(store::Store& store, const attendance::PersonId& person, const std::string& words);

}  // namespace office
