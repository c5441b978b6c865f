#include "sheet/fold.h"

#include "testing/catch.h"

using namespace sheet;

TEST_CASE("width, case, kana, spaces and variation selectors do not tell two texts apart") {
    CHECK(fold("小野　みお") == fold("小野 みお"));
    CHECK(fold("ｱｲｻﾞﾜ ﾕｳ") == fold("あいざわゆう"));
    CHECK(fold("ＡＤＡ  Lindqvist") == fold("ada lindqvist"));
    CHECK(fold("辻\xF3\xA0\x84\x80") == fold("辻"));
    CHECK(fold("さ〜くら") == fold("さ～くら"));
    CHECK(fold("ジョン・スミス") == fold("じょん すみす"));
    CHECK(fold("").empty());
}

TEST_CASE("other letters do tell them apart") {
    CHECK(fold("髙橋") != fold("高橋"));
    CHECK(fold("𠮷野") != fold("吉野"));
    CHECK(fold("Léa") != fold("Lea"));
    CHECK(fold("か") != fold("が"));
}

TEST_CASE("a lost letter stands for one to four, and something must be left") {
    CHECK(is_damaged("?野"));
    CHECK(is_damaged("吉■"));
    CHECK(is_damaged("\xEF\xBF\xBD"));
    CHECK_FALSE(is_damaged("なに？"));
    CHECK(may_be_copy_of("?野 まゆ", "𠮷野　まゆ"));
    CHECK(may_be_copy_of("Nguy?n", "Nguyễn"));
    CHECK_FALSE(may_be_copy_of("?野", "野"));
    CHECK_FALSE(may_be_copy_of("?野", "吉田"));
    CHECK_FALSE(may_be_copy_of("???", "金智宇"));
    CHECK(may_be_copy_of("a?b", "axxxxb"));
    CHECK_FALSE(may_be_copy_of("a?b", "axxxxxb"));
}
