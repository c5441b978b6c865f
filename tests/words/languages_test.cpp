#include <set>

#include "testing/catch.h"
#include "words/languages.h"

using namespace words;

namespace {
std::string_view code_of(std::string_view tag) {
    const Language* found = find_language(tag);
    return found == nullptr ? "" : found->code;
}
}  // namespace

TEST_CASE("a tag finds the closest language") {
    CHECK(code_of("ja") == "ja");
    CHECK(code_of("ja-JP") == "ja");
    CHECK(code_of("EN-gb") == "en");
    CHECK(code_of("zh-hant-TW") == "zh-Hant");
    CHECK(code_of("zh-TW") == "zh-Hant");
    CHECK(code_of("zh-HK") == "zh-Hant");
    CHECK(code_of("zh-CN") == "");  // Simplified is not Traditional
    CHECK(code_of("zh") == "");
    CHECK(code_of("tlh") == "");
    CHECK(code_of("") == "");
    CHECK(language_or_english("tlh").code == "en");
}

TEST_CASE("every language names itself, another one beside it, and a package with its letters") {
    std::set<std::string_view> codes;
    for (const Language& language : languages()) {
        INFO(language.code);
        CHECK(codes.insert(language.code).second);
        CHECK_FALSE(language.own_name.empty());
        CHECK_FALSE(language.font_package.empty());
        CHECK(is_language(language.second));
        CHECK(language.second != language.code);
    }
    CHECK(language_codes().size() == languages().size());
}

TEST_CASE("whoever asks for the next language comes round to the first") {
    std::string_view code = languages().front().code;
    for (std::size_t i = 0; i < languages().size(); ++i)
        code = next_language(code).code;
    CHECK(code == languages().front().code);
    CHECK(next_language("tlh").code == languages().front().code);
}
