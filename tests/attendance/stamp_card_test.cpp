#include "attendance/stamp_card.h"

#include "attendance/greeting.h"
#include "testing/catch.h"

using namespace attendance;

namespace {

const WallTime first_day = std::chrono::sys_days(std::chrono::year(2026) / 7 / 1);
const Season summer{"夏のスタンプカード", first_day, first_day + std::chrono::days(92), 10};

std::vector<Visit> weekly(int count, WallTime from = first_day) {
    std::vector<Visit> visits;
    for (int i = 0; i < count; ++i)
        visits.push_back({EventId{"e" + std::to_string(i)},
                          "第" + std::to_string(i + 1) + "回",
                          from + std::chrono::days(7 * i),
                          {}});
    return visits;
}

Greeting greeting_after(int count) {
    const auto visits = weekly(count);
    return choose_greeting(visits, stamp_card(summer, visits));
}

}  // namespace

TEST_CASE("squares fill in the order of coming, without holes") {
    const auto card = stamp_card(summer, weekly(3));
    REQUIRE(card.filled.size() == 3);
    CHECK(card.filled[2].number == 3);
    CHECK(card.filled[2].label == "第3回");
    CHECK(card.to_full() == 7);
    CHECK_FALSE(card.is_full());
}

TEST_CASE("visits before and after the season are not on its card") {
    const std::vector<Visit> visits{{EventId{"a"}, "", summer.first - std::chrono::microseconds(1), {}},
                                    {EventId{"b"}, "", summer.first, {}},
                                    {EventId{"c"}, "", summer.end - std::chrono::microseconds(1), {}},
                                    {EventId{"d"}, "", summer.end, {}}};
    const auto card = stamp_card(summer, visits);
    REQUIRE(card.filled.size() == 2);
    CHECK(card.filled[0].event.value == "b");
    CHECK(card.filled[1].event.value == "c");
}

TEST_CASE("the tenth stamp fills the card and the eleventh begins a new one") {
    CHECK_FALSE(stamp_card(summer, weekly(9)).is_full());
    CHECK(stamp_card(summer, weekly(10)).is_full());
    const auto next = stamp_card(summer, weekly(11));
    CHECK(next.filled.size() == 1);
    CHECK(next.filled[0].number == 1);
    CHECK(next.count == 11);
}

TEST_CASE("a season's squares stay within their limits") {
    Season odd = summer;
    odd.squares = 0;
    CHECK(stamp_card(odd, weekly(1)).season.squares == squares_min);
    odd.squares = 1000;
    CHECK(stamp_card(odd, weekly(1)).season.squares == squares_max);
}

TEST_CASE("the greeting follows the visits") {
    CHECK(greeting_after(1) == Greeting::first_time);
    CHECK(greeting_after(2) == Greeting::again);
    CHECK(greeting_after(8) == Greeting::again);
    CHECK(greeting_after(9) == Greeting::almost_full);
    CHECK(greeting_after(10) == Greeting::full_card);
    CHECK(greeting_after(11) == Greeting::again);
}

TEST_CASE("somebody who comes after more than six weeks is welcomed back") {
    auto visits = weekly(2);
    visits[1].at = visits[0].at + a_while;
    CHECK(choose_greeting(visits, stamp_card(summer, visits)) == Greeting::again);
    visits[1].at += std::chrono::microseconds(1);
    CHECK(choose_greeting(visits, stamp_card(summer, visits)) == Greeting::after_while);
}

TEST_CASE("an event's stamp takes its turn by the number in its label, else by its hash") {
    CHECK(attendance::stamp_turn("第1回", 9, 4) == 0);
    CHECK(attendance::stamp_turn("第13回", 9, 4) == 0);
    CHECK(attendance::stamp_turn("#12", 9, 4) == 3);
    CHECK(attendance::stamp_turn("第0回", 9, 4) == 3);
    CHECK(attendance::stamp_turn("", 9, 4) == 0);
    CHECK(attendance::stamp_turn("", 10, 4) == 1);
    CHECK(attendance::stamp_turn("第99999999999999999999回", 9, 1) == 0);
}
