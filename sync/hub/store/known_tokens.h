// Whose tokens are good now, as hashes: what an HTTP server's budgets go by (http/callers.h).
#pragma once

#include <functional>
#include <set>
#include <string>

#include "store/store.h"

namespace store {

struct KnownTokens {
    std::set<std::string, std::less<>> kiosks;
    std::set<std::string, std::less<>> signed_in;  // sessions of browsers, and other programs
};
base::Result<KnownTokens> known_tokens(Store& store, WallTime now);

}  // namespace store
