#include "search/romaji.h"

#include "testing/catch.h"

using search::plain_romaji;
using search::plain_romaji_beginnings;

TEST_CASE("every usual spelling of a sound becomes one") {
    const std::vector<std::vector<std::string>> sounds{
        {"shi", "si"},
        {"tsu", "tu"},
        {"chi", "ti"},
        {"fu", "hu"},
        {"ji", "zi", "di"},
        {"sha", "sya", "shya"},
        {"cho", "tyo"},
        {"ja", "zya", "jya"},
        {"zu", "du", "dzu"},
        {"ono", "oono", "ohno", "ouno"},
        {"sato", "satou", "satoh"},
        {"yuki", "yuuki"},
        {"kenichi", "kennichi", "kennnichi", "ken'ichi", "kenniti"},
        {"honma", "homma", "honnma"},
        {"nanba", "namba"},
        {"matcha", "maccha", "mattya"},
        {"issho", "issyo"},
        {"ryo", "ryou", "lyo"},
    };
    for (const auto& spellings : sounds)
        for (const auto& spelling : spellings) {
            INFO(spelling);
            CHECK(plain_romaji(spelling) == plain_romaji(spellings.front()));
        }
}

TEST_CASE("different sounds stay different") {
    CHECK(plain_romaji("kato") != plain_romaji("gato"));
    CHECK(plain_romaji("oha") != plain_romaji("oa"));
    CHECK(plain_romaji("ohyama") != plain_romaji("oyama"));
    CHECK(plain_romaji("sa") != plain_romaji("sya"));
    CHECK(plain_romaji("").empty());
}

TEST_CASE("what was typed so far is the beginning of what it becomes") {
    for (const std::string word : {"takahashi", "tsuzuki",    "tuduki",    "chiba",  "shimpo", "namba",   "satoh",
                                   "ohno",      "junichirou", "maccha",    "matcha", "hotta",  "kyouko",  "jyunko",
                                   "dzumi",     "carol",      "christine", "ohyama", "issho",  "kennichi"})
        for (std::size_t length = 1; length <= word.size(); ++length) {
            const auto beginnings = plain_romaji_beginnings(std::string_view(word).substr(0, length));
            const std::string plain = plain_romaji(word);
            INFO(word.substr(0, length) << " of " << word << ", plain " << plain);
            CHECK(std::any_of(beginnings.begin(), beginnings.end(),
                              [&](const std::string& beginning) { return plain.starts_with(beginning); }));
        }
}
