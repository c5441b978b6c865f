#include "attendance/deck.h"

#include <map>

#include "testing/catch.h"

using namespace std::chrono_literals;
using attendance::DeckSentence;
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

TEST_CASE("a day of the calendar is read strictly") {
    using namespace std::chrono;
    CHECK(attendance::parse_day("2028-02-29") == sys_days(year(2028) / 2 / 29));
    for (const char* wrong : {"", "2027-02-29", "2026-13-01", "2026-1-1", "2026-01-01T", "2026/01/01", "+026-01-01"})
        CHECK_FALSE(attendance::parse_day(wrong).has_value());
}

TEST_CASE("a sentence with a period is said from the first local day to the end of the last") {
    Sentence of_days = sentence("days");
    of_days.first = of_days.last = std::chrono::sys_days(std::chrono::year(2026) / 1 / 13);
    const auto fits_at = [&](std::chrono::hours later) {
        return attendance::fits(of_days, occasions(weekly(1, later)).back());
    };
    CHECK(fits_at(0h));    // 19:00
    CHECK(fits_at(-19h));  // 0:00, which is the day before in UTC
    CHECK_FALSE(fits_at(-20h));
    CHECK(fits_at(4h));  // 23:00
    CHECK_FALSE(fits_at(5h));
    of_days.first.reset();
    CHECK(fits_at(-1000h));
    CHECK_FALSE(fits_at(5h));
    of_days.first = of_days.last;
    of_days.last.reset();
    CHECK_FALSE(fits_at(-20h));
    CHECK(fits_at(1000h));
}

TEST_CASE("a sentence of one event is said there only, and goes before what fits anybody") {
    std::vector<Sentence> deck{sentence("anybody", "", 1000), sentence("here")};
    deck[1].event = attendance::EventId{"e1"};
    for (int guest = 0; guest < 50; ++guest) {
        const std::string person = "p" + std::to_string(guest);
        CHECK(said(deck, occasions(weekly(1)), person) == "anybody");
        CHECK(said(deck, occasions(weekly(2)), person) == "here");
        CHECK(said(deck, occasions(weekly(3)), person) == "anybody");
    }
}

TEST_CASE("organizers' sentences are chosen together with those that come along, by their weight") {
    const std::vector<DeckSentence> own{
        {.id = "own", .when = "again", .weight = 50, .texts = {{"ja", "おかえり"}, {"", "Welcome back"}}}};
    const std::vector<Sentence> along{sentence("a"), sentence("b", "again")};
    const auto deck = attendance::deck_in("ja", own, along);
    REQUIRE(deck.size() == 3);
    CHECK(deck[0].text == "おかえり");
    CHECK(attendance::deck_in("en", own, along)[0].text == "Welcome back");
    int heard = 0;
    for (int guest = 0; guest < 1000; ++guest)
        heard += said(deck, occasions(weekly(2)), "p" + std::to_string(guest)) == "own" ? 1 : 0;
    CHECK((heard > 930 && heard < 1000));
    CHECK(said(deck, occasions(weekly(1))) == "a");
}

TEST_CASE("of the organizers' sentences those are left out that have no text in the language or cannot be judged") {
    const auto left_out = [](DeckSentence sentence) {
        if (sentence.texts.empty()) sentence.texts = {{"", "x"}};
        return attendance::deck_in("ja", std::vector{sentence}, {}).empty();
    };
    CHECK_FALSE(left_out({.id = "s"}));
    CHECK_FALSE(left_out({.id = "s", .first_day = "2026-01-01", .last_day = "2026-01-01"}));
    CHECK(left_out({.id = "s", .texts = {{"en", "x"}}}));
    CHECK(left_out({.id = "s", .texts = {{"ja", ""}, {"", "x"}}}));
    CHECK(left_out({.id = "s", .when = "brought_a_friend"}));
    CHECK(left_out({.id = "s", .first_day = "next week"}));
    CHECK(left_out({.id = "s", .last_day = "2026-02-30"}));
    CHECK(left_out({.id = "s", .removed = true}));
}

TEST_CASE("with sentences of events and days, too, nobody hears one twice in a row while another fits") {
    std::vector<Sentence> deck;
    for (int i = 0; i < 6; ++i)
        deck.push_back(sentence("s" + std::to_string(i), "", i == 0 ? 1000 : 1));
    deck[1].event = attendance::EventId{"e3"};
    deck[2].event = attendance::EventId{"e4"};
    deck[3].first = deck[3].last = std::chrono::sys_days(std::chrono::year(2026) / 1 / 27);
    deck[3].weight = 1000;
    for (int guest = 0; guest < 40; ++guest) {
        const std::string person = "p" + std::to_string(guest);
        std::string before;
        for (int visits = 1; visits <= 12; ++visits) {
            const std::string now = said(deck, occasions(weekly(visits)), person);
            CHECK_FALSE(now.empty());
            CHECK(now != before);
            before = now;
        }
    }
}

TEST_CASE("of prompts the event's go before those of every event, in the guest's language, in turn") {
    const std::vector<attendance::Prompt> prompts{{"all/1", "ja", "皆", false},
                                                  {"e1/1", "ja", "一", false},
                                                  {"e1/2", "", "二", false},
                                                  {"e1/3", "en", "three", false}};
    const auto said_at = [&](std::string_view lang, const char* event, std::int64_t count) -> std::string {
        const auto* prompt = attendance::choose_prompt(prompts, lang, attendance::EventId{event}, count);
        return prompt == nullptr ? "" : prompt->text;
    };
    CHECK(said_at("ja", "e1", 0) == "一");
    CHECK(said_at("ja", "e1", 1) == "二");
    CHECK(said_at("ja", "e1", 2) == "一");
    CHECK(said_at("en", "e1", 1) == "three");
    CHECK(said_at("ko", "e1", 1) == "二");
    CHECK(said_at("ja", "e2", 7) == "皆");
    CHECK(said_at("ko", "e2", 7).empty());
    CHECK(attendance::choose_prompt(prompts, "ja", std::nullopt, 1)->text == "皆");
}
