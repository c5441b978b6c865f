#include "web/found_marks.h"

#include "testing/catch.h"

namespace {

// The marked parts in brackets.
std::string marked(const std::string& reading, const std::string& query) {
    std::string text;
    std::size_t at = 0;
    for (const web::MarkedPart& part : web::parts_found(reading, query)) {
        text += reading.substr(at, part.begin - at) + "[" + reading.substr(part.begin, part.end - part.begin) + "]";
        at = part.end;
    }
    return text + reading.substr(at);
}

attendance::Person person(const std::string& name, const std::string& reading) {
    return {attendance::PersonId{name}, 1, name, "", reading, "ja", false};
}

}  // namespace

TEST_CASE("what was looked for is marked in the reading, whatever letters it was typed in") {
    CHECK(marked("ヨシノ サクラ", "yoshi") == "[ヨシ]ノ サクラ");
    CHECK(marked("ヨシノ サクラ", "yosi") == "[ヨシ]ノ サクラ");
    CHECK(marked("よしの さくら", "ヨシ") == "[よし]の さくら");
    CHECK(marked("ヨシノ サクラ", "さくら") == "ヨシノ [サクラ]");
    CHECK(marked("ヨシノ サクラ", "sakura yoshino") == "[ヨシノ] [サクラ]");
    CHECK(marked("ヨシノ サクラ", "y") == "[ヨ]シノ サクラ");
    CHECK(marked("シンノスケ", "shinno") == "[シンノ]スケ");
    CHECK(marked("ヨシノ サクラ", "吉野") == "ヨシノ サクラ");
    CHECK(marked("ヨシノ サクラ", "tanaka") == "ヨシノ サクラ");
    CHECK(marked("ヨシノ サクラ", "") == "ヨシノ サクラ");
    CHECK(marked("", "yoshi").empty());
}

TEST_CASE("the beginning of a word is marked before a place inside one") {
    CHECK(marked("カワシマ シマ", "shima") == "カワシマ [シマ]");
    CHECK(marked("カワシマ", "shima") == "カワ[シマ]");
}

TEST_CASE("names that are easily taken for each other's are pointed out, those that look alike first") {
    const auto a = person("吉野 さくら", "ヨシノ サクラ");
    const auto b = person("𠮷野 さくら", "ヨシノ サクラ");
    const auto c = person("芳野 はな", "ヨシノ ハナ");
    const auto d = person("吉野 けん", "ヨシノ ケン");
    const std::vector<const attendance::Person*> people{&a, &c, &d, &b};
    const auto pairs = web::pairs_alike(people, 2);
    REQUIRE(pairs.size() == 2);
    CHECK(pairs[0].first == &a);
    CHECK(pairs[0].second == &b);
    const std::vector<const attendance::Person*> same_family{&a, &d};
    CHECK(web::pairs_alike(same_family, 3).empty());  // 吉野 and 吉野: nobody is confused
}
