// Looks whether what the hub holds is sound, without changing anything.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "store/store.h"

namespace hub {

struct Finding {
    bool good = true;
    std::string text;  // one line; where it is not good, it says what to do
};

// The engine's own check; no row missing in any epoch; the folded tables equal to attendance::fold of all entries;
// devices, quarantine and conflicts that staff should see. Reads every entry: a minute for a million. Memory grows with
// `stamps_at_once`, of whole events, and with what decides over all of them (cards and merges).
base::Result<std::vector<Finding>> examine(store::Store& store, attendance::WallTime now,
                                           std::int64_t stamps_at_once = 100'000);

}  // namespace hub
