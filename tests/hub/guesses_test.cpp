#include "store/guesses.h"

#include "engines.h"

using store::Guess;
using namespace std::chrono_literals;
using testing::some_day;

namespace {

void note(store::Store& store, int times, const std::string& place, const std::string& account,
          attendance::WallTime now = some_day) {
    for (int i = 0; i < times; ++i)
        REQUIRE(store::note_wrong_guess(store, Guess::password, place, account, now));
}
store::GuessVerdict judge(store::Store& store, const std::string& place, const std::string& account,
                          attendance::WallTime now = some_day) {
    const auto verdict = store::judge_guess(store, Guess::password, place, account, now);
    if (!verdict) FAIL(verdict.error().message);
    return *verdict;
}

}  // namespace

TEST_CASE("a place is refused from its 31st wrong password within a minute on, others and later ones are not") {
    ON_EACH_ENGINE();
    note(*store, 29, "a", "");
    CHECK_FALSE(judge(*store, "a", "hana").refused);
    note(*store, 1, "a", "");
    CHECK(judge(*store, "a", "hana").refused);
    CHECK_FALSE(judge(*store, "b", "hana").refused);
    CHECK(judge(*store, "a", "hana", some_day + 60s - 1us).refused);
    CHECK_FALSE(judge(*store, "a", "hana", some_day + 60s).refused);
    // A clock that was put back does not lock anybody out until it comes there again.
    CHECK_FALSE(judge(*store, "a", "hana", some_day - 1us).refused);
}

TEST_CASE("an account that is guessed at is slowed down and never refused, whoever does it") {
    ON_EACH_ENGINE();
    const auto delay = [&] { return judge(*store, "elsewhere", "hana").delay; };
    for (int place = 0; place < 5; ++place)
        note(*store, 1, std::to_string(place), "hana");
    CHECK(delay() == 0ms);
    note(*store, 1, "x", "hana");
    CHECK(delay() == 500ms);
    note(*store, 1, "y", "hana");
    CHECK(delay() == 1000ms);
    for (int place = 0; place < 200; ++place)
        note(*store, 1, "p" + std::to_string(place), "hana");
    CHECK(delay() == store::guess_delay_max);
    CHECK_FALSE(judge(*store, "elsewhere", "hana").refused);
    CHECK(judge(*store, "elsewhere", "taro").delay == 0ms);
}

TEST_CASE("wrong ones are counted for all hubs on one database, and no address or name stands there") {
    ON_EACH_ENGINE();
    const auto other = tables.store();
    note(*store, 15, "192.0.2.77", "hana");
    note(*other, 15, "192.0.2.77", "hana");
    CHECK(judge(*other, "192.0.2.77", "").refused);
    CHECK(judge(*store, "192.0.2.77", "").refused);
    REQUIRE(store->database().run("SELECT what FROM wrong_guess", {}, [](const sql::RowView& row) {
        CHECK(row.text(0).find("192.0.2.77") == std::string_view::npos);
        CHECK(row.text(0).find("hana") == std::string_view::npos);
    }));
}

TEST_CASE("what was counted long ago leaves the table") {
    ON_EACH_ENGINE();
    for (int place = 0; place < 20; ++place)
        note(*store, 1, std::to_string(place), "hana");
    note(*store, 1, "now", "", some_day + 15min);
    CHECK(testing::count_of(store->database(), "wrong_guess") == 1);
}

TEST_CASE("a browser is known for the account that was signed in there, for a year") {
    ON_EACH_ENGINE();
    const auto token = store::know_browser(*store, "hana", some_day);
    REQUIRE(token);
    const auto known = [&](const std::string& t, const std::string& account, attendance::WallTime at) {
        return *store::is_known_browser(*store, t, account, at);
    };
    CHECK(known(*token, "hana", some_day + store::browser_known_for - 1us));
    CHECK_FALSE(known(*token, "hana", some_day + store::browser_known_for));
    CHECK_FALSE(known(*token, "taro", some_day));
    CHECK_FALSE(known("", "hana", some_day));
    CHECK_FALSE(known("x", "hana", some_day));
}
