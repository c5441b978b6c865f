#include "attendance/season_cards.h"

#include "testing/catch.h"

using namespace attendance;
using std::chrono::days;
using std::chrono::hours;

namespace {

const WallTime begin = std::chrono::sys_days(std::chrono::year(2026) / 7 / 1);
const Season summer{"夏", begin, begin + days(92), 3};
const Season autumn{"秋", begin + days(92), begin + days(184), 4};

Visit visit(const std::string& event, WallTime at) {
    return {EventId{event}, "", at, ClockQuality::synchronised, at};
}

std::optional<Season> season_at(WallTime at) {
    for (const Season& season : {summer, autumn})
        if (season.first <= at && at < season.end) return season;
    return std::nullopt;
}

// "夏3 秋1": each card's season and its stamps.
std::string cards(const std::vector<Visit>& visits) {
    std::string text;
    for (const StampCard& card : season_cards(visits, season_at))
        text += (text.empty() ? "" : " ") + card.season.name + std::to_string(card.filled.size());
    return text;
}

std::vector<Visit> weekly(int count, WallTime from) {
    std::vector<Visit> visits;
    for (int i = 0; i < count; ++i)
        visits.push_back(visit("e" + std::to_string(i), from + days(7 * i)));
    return visits;
}

}  // namespace

TEST_CASE("a person has a card of each season in which they came, and one more for each that they filled") {
    CHECK(cards({}).empty());
    CHECK(cards(weekly(1, begin)) == "夏1");
    CHECK(cards(weekly(3, begin)) == "夏3");
    CHECK(cards(weekly(4, begin)) == "夏3 夏1");
    CHECK(cards(weekly(7, begin)) == "夏3 夏3 夏1");
    CHECK(cards(weekly(3, begin + days(78))) == "夏2 秋1");
    CHECK(cards(weekly(2, begin + days(92))) == "秋2");
}

TEST_CASE("visits outside of all seasons are on no card") {
    CHECK(cards({visit("a", begin - std::chrono::microseconds(1)), visit("b", begin),
                 visit("c", autumn.end - std::chrono::microseconds(1)), visit("d", autumn.end)}) == "夏1 秋1");
}

TEST_CASE("a stamp whose clock was wrong joins the card of its time, and tears no other") {
    CHECK(cards({visit("a", begin), visit("b", autumn.first), visit("c", begin + days(7)), visit("d", begin + days(14)),
                 visit("e", begin + days(21))}) == "夏3 秋1 夏1");
}

TEST_CASE("the cohort is the number of seasons that had begun when somebody's first event did") {
    const std::vector<Season> made{summer, autumn};
    CHECK(cohort_of(made, {}) == 0);
    CHECK(cohort_of(made, weekly(1, begin - hours(1))) == 0);
    CHECK(cohort_of(made, weekly(20, begin)) == 1);
    CHECK(cohort_of(made, weekly(1, autumn.first - std::chrono::microseconds(1))) == 1);
    CHECK(cohort_of(made, weekly(1, autumn.first)) == 2);
    CHECK(cohort_of(made, weekly(1, autumn.end + days(9))) == 2);
    // The event counts, not a stamp's clock.
    std::vector<Visit> late = weekly(1, autumn.first - hours(1));
    late[0].at = autumn.first + hours(1);
    CHECK(cohort_of(made, late) == 1);
    late[0].starts.reset();
    CHECK(cohort_of(made, late) == 2);
}
