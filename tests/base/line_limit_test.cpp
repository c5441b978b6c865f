#include "base/line_limit.h"

#include "testing/catch.h"

using base::LineLimit;
using namespace std::chrono_literals;

namespace {

constexpr LineLimit::Time start{std::chrono::hours(5)};

int written(LineLimit& limit, std::string_view kind, int lines, LineLimit::Time at) {
    int count = 0;
    for (int i = 0; i < lines; ++i)
        count += limit.pass(kind, "line " + std::to_string(i), at).has_value() ? 1 : 0;
    return count;
}

}  // namespace

TEST_CASE("log lines of one kind are bounded per hour, whatever they say") {
    LineLimit limit;
    CHECK(written(limit, "sync: {}", LineLimit::lines_max - 1, start) == LineLimit::lines_max - 1);
    CHECK(limit.pass("sync: {}", "the last", start)->starts_with("the last ("));
    CHECK_FALSE(limit.pass("sync: {}", "one more", start));
    CHECK_FALSE(limit.pass("sync: {}", "one more", start + 1h - 1ns));
    CHECK(limit.pass("sync: {}", "the next hour", start + 1h) ==
          "the next hour (2 lines of this kind were left out before)");
    CHECK(limit.pass("sync: {}", "again", start + 1h) == "again");
}

TEST_CASE("a kind that is left out hides no other kind") {
    LineLimit limit;
    written(limit, "sync: {}", 200, start);
    CHECK(limit.pass("cannot record: {}", "cannot record: full", start) == "cannot record: full");
}

TEST_CASE("a line now and then is written as it is") {
    LineLimit limit;
    for (int hour = 0; hour < 100; ++hour)
        CHECK(limit.pass("{}", "still here", start + std::chrono::hours(hour)) == "still here");
}
