// The parts of an XLSX file, by Debian's unzip (one of the packages that the tests need).
#pragma once

#include <cstdio>
#include <filesystem>
#include <string>

#include "testing/catch.h"

namespace testing {

inline std::string part_of(const std::filesystem::path& xlsx, const std::string& part) {
    FILE* pipe = popen(("unzip -p '" + xlsx.string() + "' " + part).c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string text;
    char buffer[4096];
    while (const std::size_t n = std::fread(buffer, 1, sizeof buffer, pipe))
        text.append(buffer, n);
    REQUIRE(pclose(pipe) == 0);
    return text;
}

}  // namespace testing
