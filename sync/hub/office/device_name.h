// What a kiosk is called on the hub's pages and in exports.
#pragma once

#include "store/store.h"

namespace office {

// By a form that was opened when it was called `opened`. Absent: it is called `name` now. Else what somebody else
// called it meanwhile: nothing was saved. bad_input: an empty or too long name; not_found: no such kiosk.
base::Result<std::optional<std::string>> rename_device(store::Store& store, std::int64_t device,
                                                       const std::string& opened, const std::string& name);

}  // namespace office
