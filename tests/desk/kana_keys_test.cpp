#include "desk/kana_keys.h"

#include "desk/snapshot.h"

#include "testing/catch.h"

using desk::press_key;

TEST_CASE("the key that clears leaves nothing") {
    CHECK(desk::press_key("たか", desk::key_clear).empty());
}

TEST_CASE("a character is added at the end") {
    CHECK(press_key("", "あ") == "あ");
    CHECK(press_key("あ", "B") == "あB");
}

TEST_CASE("dakuten, handakuten and small change the last character and change it back") {
    CHECK(press_key("か", "dakuten") == "が");
    CHECK(press_key("が", "dakuten") == "か");
    CHECK(press_key("は", "handakuten") == "ぱ");
    CHECK(press_key("ぱ", "handakuten") == "は");
    CHECK(press_key("ば", "handakuten") == "ぱ");
    CHECK(press_key("ぱ", "dakuten") == "ば");
    CHECK(press_key("つ", "small") == "っ");
    CHECK(press_key("っ", "small") == "つ");
    CHECK(press_key("あか", "dakuten") == "あが");
}

TEST_CASE("a mark that does not fit changes nothing") {
    CHECK(press_key("ん", "dakuten") == "ん");
    CHECK(press_key("", "small") == "");
    CHECK(press_key("A", "handakuten") == "A");
}

TEST_CASE("backspace takes one whole character away") {
    CHECK(press_key("さくら", "backspace") == "さく");
    CHECK(press_key("A", "backspace") == "");
    CHECK(press_key("", "backspace") == "");
}

TEST_CASE("a nickname has at most twelve characters") {
    std::string typed;
    for (std::size_t i = 0; i < desk::nickname_characters_max + 3; ++i)
        typed = press_key(typed, "あ");
    CHECK(typed.size() == 3 * desk::nickname_characters_max);
}

TEST_CASE("keys that are not one visible character write nothing") {
    for (const char* key : {"", "\n", "\x1B", "ab", "\xFF", "\xE2\x80\xAE"})
        CHECK(press_key("あ", key) == "あ");
}
