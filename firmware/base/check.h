// PETTAN_ASSERT(condition): a bug, not a fault of the world. It stays on in release builds: a kiosk that stops and is
// started again by its supervisor is better than one that records nonsense. (Not called CHECK: that word is Catch2's,
// and a test that includes both would silently take one for the other.)
#pragma once

namespace base {

// Writes the place and the broken condition to standard error and aborts.
[[noreturn]] void check_failed(const char* condition, const char* file, int line);

}  // namespace base

#define PETTAN_ASSERT(condition) \
    ((condition) ? static_cast<void>(0) : ::base::check_failed(#condition, __FILE__, __LINE__))
