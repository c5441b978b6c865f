// Looks whether what the hub holds is sound, without changing anything.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "hub/store.h"

namespace hub {

struct Finding {
    bool good = true;
    std::string text;  // one line; where it is not good, it says what to do
};

// The engine's own check; no row missing in any epoch; the folded tables equal to attendance::fold of all entries;
// devices, quarantine and conflicts that staff should see. Reads every entry: a minute for a million.
base::Result<std::vector<Finding>> examine(Store& store, WallTime now);

}  // namespace hub
