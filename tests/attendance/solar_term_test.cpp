#include "attendance/solar_term.h"

#include "testing/catch.h"

using namespace std::chrono_literals;
using attendance::WallTime;

namespace {

const attendance::Zone japan = attendance::Zone::fixed(9h);

std::string_view term_of(std::chrono::year_month_day day, std::chrono::hours local) {
    const WallTime time = WallTime(std::chrono::sys_days(day)) + local - 9h;
    return attendance::solar_terms[attendance::solar_term_at(time, japan)];
}

}  // namespace

// Days as the National Astronomical Observatory of Japan announces them.
TEST_CASE("a solar term begins with the announced day, at its first minute") {
    struct Begin {
        std::chrono::year_month_day day;
        std::string_view term;
    };
    const auto begin = GENERATE(values<Begin>({{2025y / 2 / 3, "risshun"},
                                               {2024y / 2 / 4, "risshun"},
                                               {2026y / 3 / 20, "shunbun"},
                                               {2026y / 6 / 21, "geshi"},
                                               {2026y / 8 / 7, "risshu"},
                                               {2026y / 9 / 23, "shubun"},
                                               {2026y / 12 / 22, "toji"},
                                               {2027y / 1 / 5, "shokan"}}));
    INFO(begin.term);
    CHECK(term_of(begin.day, 0h) == begin.term);
    CHECK(term_of(begin.day, 23h) == begin.term);
    CHECK(term_of(std::chrono::sys_days(begin.day) - std::chrono::days(1), 23h) != begin.term);
    CHECK(term_of(std::chrono::sys_days(begin.day) + std::chrono::days(13), 12h) == begin.term);
}

TEST_CASE("the terms of a year follow each other") {
    std::size_t term = attendance::solar_term_at(WallTime(std::chrono::sys_days(2026y / 1 / 1)), japan);
    std::size_t changes = 0;
    for (auto day = std::chrono::sys_days(2026y / 1 / 1); day < std::chrono::sys_days(2027y / 1 / 1);
         day += std::chrono::days(1)) {
        const std::size_t next = attendance::solar_term_at(WallTime(day), japan);
        if (next == term) continue;
        CHECK(next == (term + 1) % attendance::solar_terms.size());
        term = next;
        ++changes;
    }
    CHECK(changes == 24);
}
