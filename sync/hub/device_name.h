// What a kiosk is called on the hub's pages and in exports.
#pragma once

#include "hub/store.h"

namespace hub {

// bad_input: an empty or too long name; not_found: no such kiosk.
base::Result<void> rename_device(Store& store, std::int64_t device, const std::string& name);

}  // namespace hub
