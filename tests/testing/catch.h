// The one place that knows which Catch2 is installed: 2.13 (Debian 12) or 3 (Debian 13).
#pragma once

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
