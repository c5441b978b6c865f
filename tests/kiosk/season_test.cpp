#include "kiosk/season.h"

#include "base/time_text.h"
#include "testing/catch.h"

using namespace std::chrono_literals;
using kiosk::season_at;
using kiosk::SeasonConfig;

static const kiosk::QuarterNames ja{"冬のスタンプカード", "春のスタンプカード", "夏のスタンプカード",
                                    "秋のスタンプカード"};
static const kiosk::QuarterNames en{"Winter stamp card", "Spring stamp card", "Summer stamp card", "Autumn stamp card"};

static attendance::WallTime at(const char* text) {
    const auto time = base::parse_rfc3339(text);
    REQUIRE(time);
    return *time;
}

TEST_CASE("without dates the season is the present quarter, named after its time of year") {
    const auto summer = season_at({}, ja, at("2026-07-21T19:00:00+09:00"), 9h);
    CHECK(summer.name == "夏のスタンプカード");
    CHECK(summer.first == at("2026-07-01T00:00:00+09:00"));
    CHECK(summer.end == at("2026-10-01T00:00:00+09:00"));
    CHECK(summer.squares == 10);
    CHECK(season_at({}, en, at("2026-07-21T19:00:00+09:00"), 9h).name == "Summer stamp card");
    CHECK(season_at({}, ja, at("2026-01-01T00:00:00+09:00"), 9h).name == "冬のスタンプカード");
    CHECK(season_at({}, ja, at("2026-05-01T00:00:00+09:00"), 9h).name == "春のスタンプカード");
    CHECK(season_at({}, en, at("2026-12-31T00:00:00+09:00"), 9h).name == "Autumn stamp card");
}

TEST_CASE("a quarter begins at midnight of the kiosk's own zone") {
    const auto last_second = season_at({}, en, at("2026-06-30T23:59:59+09:00"), 9h);
    CHECK(last_second.name == "Spring stamp card");
    CHECK(last_second.end == at("2026-07-01T00:00:00+09:00"));
    CHECK(season_at({}, en, at("2026-07-01T00:00:00+09:00"), 9h).name == "Summer stamp card");
    CHECK(season_at({}, en, at("2026-07-01T00:00:00+09:00"), 0h).name == "Spring stamp card");
    CHECK(season_at({}, en, at("2026-12-31T23:59:59Z"), 0h).end == at("2027-01-01T00:00:00Z"));
}

TEST_CASE("configured dates are both included, and a name is taken as it is") {
    SeasonConfig config;
    config.from = std::chrono::year(2026) / 4 / 15;
    config.to = std::chrono::year(2026) / 7 / 14;
    config.squares = 12;
    const auto season = season_at(config, ja, at("2026-11-01T00:00:00Z"), 9h);
    CHECK(season.first == at("2026-04-15T00:00:00+09:00"));
    CHECK(season.end == at("2026-07-15T00:00:00+09:00"));
    CHECK(season.squares == 12);
    CHECK(season.name == "春のスタンプカード");
    config.name = "第三期";
    CHECK(season_at(config, en, at("2026-11-01T00:00:00Z"), 9h).name == "第三期");
}

TEST_CASE("a name alone goes with the present quarter") {
    SeasonConfig config;
    config.name = "朝活";
    const auto season = season_at(config, ja, at("2026-07-21T19:00:00+09:00"), 9h);
    CHECK(season.name == "朝活");
    CHECK(season.first == at("2026-07-01T00:00:00+09:00"));
}
