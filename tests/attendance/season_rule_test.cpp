#include "attendance/season_rule.h"

#include "base/time_text.h"
#include "testing/catch.h"

using namespace std::chrono_literals;
using namespace attendance;

static const QuarterNames ja{"冬のスタンプカード", "春のスタンプカード", "夏のスタンプカード", "秋のスタンプカード"};
static const QuarterNames en{"Winter stamp card", "Spring stamp card", "Summer stamp card", "Autumn stamp card"};

static WallTime at(const char* text) {
    const auto time = base::parse_rfc3339(text);
    REQUIRE(time);
    return *time;
}

TEST_CASE("without dates the season is the present quarter, named after its time of year") {
    const auto summer = season_at({}, ja, {}, at("2026-07-21T19:00:00+09:00"), Zone::fixed(9h));
    CHECK(summer.name == "夏のスタンプカード");
    CHECK(summer.first == at("2026-07-01T00:00:00+09:00"));
    CHECK(summer.end == at("2026-10-01T00:00:00+09:00"));
    CHECK(summer.squares == 10);
    CHECK(season_at({}, en, {}, at("2026-07-21T19:00:00+09:00"), Zone::fixed(9h)).name == "Summer stamp card");
    CHECK(season_at({}, ja, {}, at("2026-01-01T00:00:00+09:00"), Zone::fixed(9h)).name == "冬のスタンプカード");
    CHECK(season_at({}, ja, {}, at("2026-05-01T00:00:00+09:00"), Zone::fixed(9h)).name == "春のスタンプカード");
    CHECK(season_at({}, en, {}, at("2026-12-31T00:00:00+09:00"), Zone::fixed(9h)).name == "Autumn stamp card");
}

TEST_CASE("a quarter begins at midnight of the kiosk's own zone") {
    const auto last_second = season_at({}, en, {}, at("2026-06-30T23:59:59+09:00"), Zone::fixed(9h));
    CHECK(last_second.name == "Spring stamp card");
    CHECK(last_second.end == at("2026-07-01T00:00:00+09:00"));
    CHECK(season_at({}, en, {}, at("2026-07-01T00:00:00+09:00"), Zone::fixed(9h)).name == "Summer stamp card");
    CHECK(season_at({}, en, {}, at("2026-07-01T00:00:00+09:00"), Zone::fixed(0h)).name == "Spring stamp card");
    CHECK(season_at({}, en, {}, at("2026-12-31T23:59:59Z"), Zone::fixed(0h)).end == at("2027-01-01T00:00:00Z"));
}

TEST_CASE("configured dates are both included, and a name is taken as it is") {
    SeasonRule config;
    config.from = std::chrono::year(2026) / 4 / 15;
    config.to = std::chrono::year(2026) / 7 / 14;
    config.squares = 12;
    for (const char* inside : {"2026-04-15T00:00:00+09:00", "2026-06-01T00:00:00Z", "2026-07-14T23:59:59+09:00"}) {
        const auto season = season_at(config, ja, {}, at(inside), Zone::fixed(9h));
        CHECK(season.first == at("2026-04-15T00:00:00+09:00"));
        CHECK(season.end == at("2026-07-15T00:00:00+09:00"));
        CHECK(season.squares == 12);
        CHECK(season.name == "春のスタンプカード");
    }
    config.name = "第三期";
    CHECK(season_at(config, en, {}, at("2026-06-01T00:00:00Z"), Zone::fixed(9h)).name == "第三期");
}

TEST_CASE("outside of the configured season the rest of the quarter has a card of its own") {
    SeasonRule config{"第三期", std::chrono::year(2026) / 4 / 15, std::chrono::year(2026) / 7 / 14, 12};
    const auto after = season_at(config, ja, {}, at("2026-07-15T00:00:00+09:00"), Zone::fixed(9h));
    CHECK(after.name == "夏のスタンプカード");
    CHECK(after.first == at("2026-07-15T00:00:00+09:00"));
    CHECK(after.end == at("2026-10-01T00:00:00+09:00"));
    const auto before = season_at(config, ja, {}, at("2026-04-14T23:59:59+09:00"), Zone::fixed(9h));
    CHECK(before.name == "春のスタンプカード");
    CHECK(before.first == at("2026-04-01T00:00:00+09:00"));
    CHECK(before.end == at("2026-04-15T00:00:00+09:00"));
    const auto long_after = season_at(config, ja, {}, at("2026-11-01T00:00:00+09:00"), Zone::fixed(9h));
    CHECK(long_after.name == "秋のスタンプカード");
    CHECK(long_after.first == at("2026-10-01T00:00:00+09:00"));
}

TEST_CASE("a season that organizers made goes before the configured one, from its first moment until before its end") {
    const SeasonRule config{"第三期", std::chrono::year(2026) / 7 / 1, std::chrono::year(2026) / 9 / 30, 12};
    const std::vector made{Season{"夏合宿", at("2026-08-01T00:00:00+09:00"), at("2026-08-08T00:00:00+09:00"), 3}};
    const auto name = [&](const char* now) { return season_at(config, ja, made, at(now), Zone::fixed(9h)).name; };
    CHECK(name("2026-07-31T23:59:59+09:00") == "第三期");
    CHECK(name("2026-08-01T00:00:00+09:00") == "夏合宿");
    CHECK(name("2026-08-07T23:59:59+09:00") == "夏合宿");
    CHECK(name("2026-08-08T00:00:00+09:00") == "第三期");
    CHECK(season_at({}, ja, made, at("2026-08-08T00:00:00+09:00"), Zone::fixed(9h)).first ==
          at("2026-08-08T00:00:00+09:00"));
}

TEST_CASE("a season begins and ends at midnight by the offset of that day, not of today") {
    // Central Europe: +01:00 until 29 March 2026 and from 25 October.
    const Zone berlin([](WallTime time) {
        const bool summer = at("2026-03-29T01:00:00Z") <= time && time < at("2026-10-25T01:00:00Z");
        return std::chrono::minutes(summer ? 120 : 60);
    });
    const auto winter = season_at({}, en, {}, at("2026-03-31T12:00:00Z"), berlin);
    CHECK(winter.first == at("2026-01-01T00:00:00+01:00"));
    CHECK(winter.end == at("2026-04-01T00:00:00+02:00"));
    const auto autumn = season_at({}, en, {}, at("2026-10-01T12:00:00Z"), berlin);
    CHECK(autumn.first == at("2026-10-01T00:00:00+02:00"));
    CHECK(autumn.end == at("2027-01-01T00:00:00+01:00"));
    CHECK(berlin.begin_of(std::chrono::sys_days(std::chrono::year(2026) / 3 / 29)) == at("2026-03-29T00:00:00+01:00"));
    CHECK(berlin.begin_of(std::chrono::sys_days(std::chrono::year(2026) / 3 / 30)) == at("2026-03-30T00:00:00+02:00"));
    CHECK(berlin.day_of(at("2026-07-20T22:30:00Z")) == std::chrono::sys_days(std::chrono::year(2026) / 7 / 21));
    CHECK(berlin.day_of(at("2026-12-20T22:30:00Z")) == std::chrono::sys_days(std::chrono::year(2026) / 12 / 20));
}

TEST_CASE("a name alone goes with the present quarter") {
    SeasonRule config;
    config.name = "朝活";
    const auto season = season_at(config, ja, {}, at("2026-07-21T19:00:00+09:00"), Zone::fixed(9h));
    CHECK(season.name == "朝活");
    CHECK(season.first == at("2026-07-01T00:00:00+09:00"));
}
