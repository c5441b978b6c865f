#include "base/time_text.h"

#include <cstdlib>

#include "testing/catch.h"

using namespace std::chrono_literals;

TEST_CASE("RFC 3339 times are read with their offset") {
    const auto expected = base::WallTime(std::chrono::sys_days(std::chrono::year(2026) / 7 / 21)) + 10h + 0min;
    CHECK(base::parse_rfc3339("2026-07-21T19:00:00+09:00") == expected);
    CHECK(base::parse_rfc3339("2026-07-21T10:00:00Z") == expected);
    CHECK(base::parse_rfc3339("2026-07-21 10:00:00z") == expected);
    CHECK(base::parse_rfc3339("2026-07-21T04:30:00-05:30") == expected);
    CHECK(base::parse_rfc3339("2026-07-21T10:00:00.1234567Z") == expected + 123456us);
    CHECK(base::parse_rfc3339("2026-07-21T09:59:60Z") == expected - 1s);
}

TEST_CASE("times that are not RFC 3339 are absent") {
    for (const char* text :
         {"", "2026-07-21", "2026-07-21T10:00:00", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z",
          "2026-07-21T24:00:00Z", "2026-07-21T10:60:00Z", "2026-07-21T10:00:61Z", "2026-07-21T10:00:00+24:00",
          "2026-07-21T10:00:00.Z", "2026-07-21T10:00:00Zx", "26-07-21T10:00:00Z", "2026-7-21T10:00:00Z"}) {
        INFO(text);
        CHECK_FALSE(base::parse_rfc3339(text));
    }
    CHECK(base::parse_rfc3339("2028-02-29T00:00:00Z"));
}

TEST_CASE("a formatted time reads back as itself, whatever the offset") {
    for (const int minutes : {0, 540, -210, 345, -1, 1}) {
        const std::chrono::minutes offset(minutes);
        const auto time = *base::parse_rfc3339("2026-12-31T23:59:59Z");
        CHECK(base::parse_rfc3339(base::format_rfc3339(time, offset)) == time);
    }
    CHECK(base::format_rfc3339(*base::parse_rfc3339("2026-07-21T10:00:00Z"), 9h) == "2026-07-21T19:00:00+09:00");
}

TEST_CASE("times before 1970 are formatted on their own day") {
    CHECK(base::format_rfc3339(base::WallTime(-1us), 0min) == "1969-12-31T23:59:59Z");
}

TEST_CASE("a time zone that the machine changes counts at once") {
    const char* set = std::getenv("TZ");
    const std::optional<std::string> before = set == nullptr ? std::nullopt : std::optional<std::string>(set);
    const auto time = *base::parse_rfc3339("2026-07-21T10:00:00Z");
    for (const auto& [zone, offset] : {std::pair("JST-9", 9h), std::pair("UTC0", 0h), std::pair("EST5", -5h)}) {
        setenv("TZ", zone, 1);
        CHECK(base::local_offset(time) == offset);
    }
    before ? setenv("TZ", before->c_str(), 1) : unsetenv("TZ");
}
