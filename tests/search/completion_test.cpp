#include "search/completion.h"

#include "testing/catch.h"

namespace {

attendance::Person person(std::string name, std::string reading) {
    attendance::Person result;
    result.name = std::move(name);
    result.reading = std::move(reading);
    return result;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a family name typed in kana is completed as most people of that reading write it") {
    const std::vector people{person("高橋 蓮", "たかはし れん"), person("髙橋 さくら", "たかはし さくら"),
                             person("高橋 実", "タカハシ ミノル"), person("高梨 蓮", "たかなし れん")};
    CHECK(search::written_as("たかはし", people, 3) == Texts{"高橋", "髙橋"});
    CHECK(search::written_as("タカハシ", people, 1) == Texts{"高橋"});
    CHECK(search::written_as("れん", people, 3) == Texts{"蓮"});
}

TEST_CASE("nothing is completed that is no whole word in kana, or that nobody writes otherwise") {
    const std::vector people{person("高橋 さくら", "たかはし さくら"), person("山田太郎", "やまだ たろう")};
    CHECK(search::written_as("たかは", people, 3).empty());
    CHECK(search::written_as("takahashi", people, 3).empty());
    CHECK(search::written_as("高橋", people, 3).empty());
    CHECK(search::written_as("さくら", people, 3).empty());
    CHECK(search::written_as("やまだ", people, 3).empty());  // nobody knows where the family name ends
    CHECK(search::written_as("", people, 3).empty());
}

TEST_CASE("the last word of what is typed begins after a space, a wide one too") {
    CHECK(search::last_word("たかはし") == "たかはし");
    CHECK(search::last_word("高橋 れん") == "れん");
    CHECK(search::last_word("高橋　れん") == "れん");
    CHECK(search::last_word("高橋 ").empty());
}
