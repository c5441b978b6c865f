// The one place that knows which Catch2 is installed: 2.13 (Debian 12) or 3 (Debian 13).
#pragma once

#include <cstdio>
#include <string>

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
inline auto contains(const std::string& part) {
    return Catch::Matchers::ContainsSubstring(part);
}
#else
#include <catch2/catch.hpp>
inline auto contains(const std::string& part) {
    return Catch::Matchers::Contains(part);
}
#endif

using Catch::Matchers::WithinAbs;

// Ends a test that cannot run here, with the reason. ctest takes this line for "Skipped" (tests/CMakeLists.txt), since
// Catch2 2 has no exit status for it.
#define SKIP_TEST(reason)                                \
    do {                                                 \
        std::fprintf(stderr, "SKIPPED: %s\n", (reason)); \
        return;                                          \
    } while (false)
