#include "deck/shipped.h"

#include <set>

#include "base/utf8.h"
#include "testing/catch.h"

using attendance::Occasion;
using attendance::Sentence;

TEST_CASE("the deck that comes along has sixty sentences in each of its languages, none twice") {
    const std::string lang = GENERATE("ja", "en");
    const auto deck = deck::shipped(lang);
    CHECK(deck.size() == 60);
    std::set<std::string> texts;
    for (const Sentence& sentence : deck)
        texts.insert(sentence.text);
    CHECK(texts.size() == deck.size());
}

TEST_CASE("a sentence of the deck has the same place in each language") {
    const auto japanese = deck::shipped("ja"), english = deck::shipped("en");
    REQUIRE(japanese.size() == english.size());
    for (std::size_t i = 0; i < japanese.size(); ++i) {
        CHECK(japanese[i].id == english[i].id);
        CHECK((japanese[i].when == english[i].when));
    }
}

TEST_CASE("at every visit, hour and solar term a sentence of the deck fits") {
    const auto deck = deck::shipped("ja");
    for (const std::int64_t visit : {1, 2, 3, 10, 100})
        for (int hour = 0; hour < 24; ++hour)
            for (std::size_t term = 0; term < 24; ++term) {
                const Occasion occasion{.visit = visit, .hour = hour, .term = term};
                const auto fitting = std::ranges::count_if(
                    deck, [&](const Sentence& sentence) { return attendance::fits(sentence, occasion); });
                CHECK(fitting >= 4);
            }
}

TEST_CASE("no sentence of the deck shouts, sells or is too long for a small screen") {
    for (const std::string_view lang : {"ja", "en"})
        for (const Sentence& sentence : deck::shipped(lang)) {
            INFO(sentence.text);
            CHECK(base::count_characters(sentence.text) <= (lang == "ja" ? 40 : 60));
            for (const char* loud : {"!", "！", "様", "exclusive", "don't miss"})
                CHECK(sentence.text.find(loud) == std::string::npos);
        }
}

TEST_CASE("a language without a deck leaves it to the screen") {
    CHECK(deck::shipped("ko").empty());
}
