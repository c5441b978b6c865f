// Opaque ids for things that two machines may create without asking each other.
#pragma once

#include <string>

namespace base {

// 20 characters of Crockford's base 32 in lower case: 100 bits from getrandom(2), so a clash is not to be expected in a
// community's life. Aborts if the kernel has no randomness to give.
std::string random_id();

}  // namespace base
