#include "base/whole_number.h"

#include <cstdint>

#include "testing/catch.h"

using base::whole_number;

TEST_CASE("a whole number is all of its text and fits") {
    CHECK(whole_number<std::int64_t>("0") == 0);
    CHECK(whole_number<std::int64_t>("-17") == -17);
    CHECK(whole_number<std::int64_t>("9223372036854775807") == INT64_MAX);
    for (const char* text : {"", "-", "x", "1x", " 1", "1 ", "+1", "1.0", "9223372036854775808"})
        CHECK_FALSE(whole_number<std::int64_t>(text));
    CHECK(whole_number<int>("100") == 100);
    CHECK_FALSE(whole_number<std::uint16_t>("65536"));
    CHECK_FALSE(whole_number<std::uint16_t>("-1"));
}
