#include "attendance/deck.h"

#include <map>

#include "testing/catch.h"

using namespace std::chrono_literals;
using attendance::Greeting;
using attendance::Occasion;
using attendance::PersonId;
using attendance::Sentence;
using attendance::Visit;
using attendance::WallTime;

namespace {

constexpr WallTime first_evening = std::chrono::sys_days(std::chrono::year(2026) / 1 / 13) + 10h;  // 19:00 in Japan
const attendance::Zone japan = attendance::Zone::fixed(9h);

Sentence sentence(const std::string& id, std::string_view when = "", int weight = 1) {
    return {id, id, attendance::parse_conditions(when).value(), weight};
}

std::vector<Visit> weekly(int count, std::chrono::hours later = 0h) {
    std::vector<Visit> visits;
    for (int week = 0; week < count; ++week)
        visits.push_back({{"e" + std::to_string(week)}, "", first_evening + later + week * std::chrono::weeks(1)});
    return visits;
}

std::vector<Occasion> occasions(std::span<const Visit> visits, int squares = 10) {
    const attendance::Season season{"", first_evening - 24h, first_evening + std::chrono::years(3), squares};
    return attendance::occasions_of(
        visits, [&](WallTime) { return season; }, japan);
}

std::string said(std::span<const Sentence> deck, std::span<const Occasion> of, const std::string& person = "p") {
    const Sentence* chosen = attendance::choose_sentence(deck, PersonId{person}, of);
    return chosen == nullptr ? "" : chosen->id;
}

// The condition alone against one that always fits.
bool holds(std::string_view when, const Occasion& occasion) {
    return attendance::fits(sentence("x", when), occasion);
}

}  // namespace

TEST_CASE("a condition is one known word, with what it means where it needs that") {
    CHECK(attendance::parse_conditions("first evening visit:10 term:toji").has_value());
    CHECK(attendance::parse_conditions("").value().empty());
    CHECK(attendance::parse_conditions("  again  ").value().size() == 1);
    for (const char* wrong : {"firs", "visit", "visit:", "visit:0", "visit:-1", "visit:x", "visit:10x",
                              "visit:99999999999999999999", "first:1", "term:summer", "again;evening", ":"})
        CHECK_FALSE(attendance::parse_conditions(wrong).has_value());
}

TEST_CASE("conditions follow the visits at their boundaries") {
    auto visits = weekly(3);
    visits.push_back({{"late"}, "", visits.back().at + attendance::a_while + 1us});
    visits.push_back({{"exact"}, "", visits.back().at + attendance::a_while});
    const auto of = occasions(visits, 4);
    CHECK(holds("first", of[0]));
    CHECK_FALSE(holds("again", of[0]));
    CHECK(holds("again visit:2", of[1]));
    CHECK_FALSE(holds("visit:3", of[1]));
    CHECK(holds("last_square", of[2]));
    CHECK_FALSE(holds("last_square", of[1]));
    CHECK_FALSE(holds("after_while", of[4]));
    CHECK_FALSE(holds("graduate", of[3]));  // this stamp fills the card: the full card's own picture says so
    CHECK(holds("graduate", of[4]));
    const auto long_card = occasions(visits, 20);
    CHECK(holds("after_while", long_card[3]));
    CHECK_FALSE(holds("after_while", long_card[4]));
}

TEST_CASE("morning, daytime and evening share the day") {
    struct Hour {
        int hour;
        const char* word;
    };
    const auto hour = GENERATE(values<Hour>({{4, "morning"},
                                             {10, "morning"},
                                             {11, "daytime"},
                                             {16, "daytime"},
                                             {17, "evening"},
                                             {23, "evening"},
                                             {3, "evening"}}));
    const Occasion occasion{.hour = hour.hour};
    INFO(hour.hour);
    for (const char* word : {"morning", "daytime", "evening"})
        CHECK(holds(word, occasion) == (std::string_view(word) == hour.word));
}

TEST_CASE("the hour is the local one") {
    const auto of = occasions(weekly(1));
    CHECK(of[0].hour == 19);
    CHECK(holds("evening term:shokan", of[0]));
}

TEST_CASE("what is said of the visit itself goes before what fits anybody") {
    const std::vector<Sentence> deck{sentence("anybody"), sentence("evening", "evening"), sentence("first", "first"),
                                     sentence("last", "last_square"), sentence("third", "visit:3")};
    for (int guest = 0; guest < 50; ++guest) {
        const std::string person = "p" + std::to_string(guest);
        CHECK(said(deck, occasions(weekly(1)), person) == "first");
        CHECK(said(deck, occasions(weekly(3)), person) == "third");
        CHECK(said(deck, occasions(weekly(9)), person) == "last");
    }
}

TEST_CASE("nobody hears a sentence twice in a row while another fits") {
    const auto size = GENERATE(2, 3, 7);
    std::vector<Sentence> deck{sentence("evening", "evening", 1000), sentence("last", "last_square")};
    for (int i = 0; i < size; ++i)
        deck.push_back(sentence("s" + std::to_string(i), i % 3 == 2 ? "again" : "", 1 + i));
    for (int guest = 0; guest < 40; ++guest) {
        const std::string person = "p" + std::to_string(guest);
        std::string before;
        for (int visits = 1; visits <= 30; ++visits) {
            const std::string now = said(deck, occasions(weekly(visits)), person);
            INFO(person << ", visit " << visits);
            CHECK(!now.empty());
            CHECK(now != before);
            before = now;
        }
    }
}

TEST_CASE("a sentence that alone fits is said again, and none where none fits") {
    const auto of = occasions(weekly(2));
    CHECK(said(std::vector{sentence("only")}, of) == "only");
    CHECK(said(std::vector{sentence("morning", "morning")}, of).empty());
    CHECK(said({}, of).empty());
    CHECK(said(std::vector{sentence("only")}, {}).empty());
}

TEST_CASE("the order of a deck does not matter, and each guest has a choice of their own") {
    std::vector<Sentence> deck;
    for (int i = 0; i < 10; ++i)
        deck.push_back(sentence("s" + std::to_string(i)));
    auto turned = deck;
    std::ranges::reverse(turned);
    std::map<std::string, int> count;
    const auto of = occasions(weekly(4));
    for (int guest = 0; guest < 2000; ++guest) {
        const std::string person = "p" + std::to_string(guest);
        const std::string now = said(deck, of, person);
        CHECK(said(turned, of, person) == now);
        ++count[now];
    }
    CHECK(count.size() == deck.size());
    for (const auto& [id, guests] : count)
        CHECK((guests > 140 && guests < 260));
}

TEST_CASE("a sentence of twice the weight is said twice as often") {
    const std::vector<Sentence> deck{sentence("a", "", 2), sentence("b"), sentence("c")};
    int heavy = 0;
    const auto of = occasions(weekly(1));
    for (int guest = 0; guest < 4000; ++guest)
        heavy += said(deck, of, "p" + std::to_string(guest)) == "a" ? 1 : 0;
    CHECK((heavy > 1850 && heavy < 2150));
}
