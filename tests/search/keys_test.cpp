#include "search/keys.h"

#include "testing/catch.h"

using search::KeyMaker;

namespace {

const KeyMaker& keys() {
    static const KeyMaker maker;
    return maker;
}

std::string written(std::string_view text) {
    return keys().keys(text).written.text;
}

std::string kana_sound(std::string_view text) {
    return keys().keys(text).sound_of_kana.text;
}

std::string latin_sound(std::string_view text) {
    return keys().keys(text).sound_of_latin.text;
}

}  // namespace

TEST_CASE("width, case, katakana, small kana and the long vowel's mark do not matter") {
    CHECK(written("タカハシ") == "たかはし");
    CHECK(written("ﾀｶﾊｼ") == "たかはし");
    CHECK(written("ｶﾞｯﾄ") == written("がっと"));
    CHECK(written("きょうこ") == written("きようこ"));
    CHECK(written("ローラ") == written("ろら"));
    CHECK(written("なかつづ") == written("なかつず"));
    CHECK(latin_sound("ＡＢＣ") == latin_sound("abc"));
}

TEST_CASE("a voiced kana is another one than its plain one") {
    CHECK(written("か") != written("が"));
    CHECK(written("は\xE3\x82\x9A") == written("ぱ"));  // a mark of its own is put together
}

TEST_CASE("variation selectors and variants of characters do not matter") {
    CHECK(written("辻󠄀") == written("辻"));
    CHECK(written("髙橋") == written("高橋"));
    CHECK(written("山﨑") == written("山崎"));
    CHECK(written("𠮷野") == written("吉野"));
    CHECK(written("渡邉") == written("渡邊"));
}

TEST_CASE("marks over Latin letters do not matter, vowel signs of other scripts do") {
    CHECK(latin_sound("Nguyễn Hường") == latin_sound("nguyen huong"));
    CHECK(latin_sound("Đặng") == latin_sound("dang"));
    CHECK(latin_sound("Émile") == latin_sound("e\xCC\x81mile"));
    CHECK(written("สมชาย") != written("สมชา"));
    CHECK(written("प्रिया") != written("प्रया"));
    CHECK(written("مُحَمَّد") == written("محمد"));
}

TEST_CASE("words run together and their beginnings are kept") {
    const auto key = keys().keys("たかはし　さくら").written;
    CHECK(key.text == "たかはしさくら");
    CHECK(key.starts == (1U | 1U << 12U));
    CHECK(keys().words("  a-b・ｃ ").size() == 3);
    CHECK(keys().words(" \n ").empty());
}

TEST_CASE("kana sound as they are typed in romaji") {
    CHECK(kana_sound("タカハシ") == "takahasi");
    CHECK(kana_sound("おおの") == "ono");
    CHECK(kana_sound("しょうじ") == "syozi");
    CHECK(kana_sound("けんいち") == "keniti");
    CHECK(kana_sound("ほった") == "hota");
    CHECK(kana_sound("なんば") == "nanba");
    CHECK(kana_sound("つづき") == "tuzuki");
    CHECK(kana_sound("うぃりあむ") == "wiriamu");
    CHECK(kana_sound("てぃな") == "tina");
    CHECK(kana_sound("あっ") == "atu");
    CHECK(kana_sound("髙橋さくら") == "sakura");
    CHECK(kana_sound("髙橋").empty());
}

TEST_CASE("text that is no UTF-8 makes a key and no harm") {
    CHECK_FALSE(written("\xFF\xFE").empty());
    CHECK(written("").empty());
    CHECK(written("🧑🏽‍💻") == written("🧑🏽‍💻"));
}
