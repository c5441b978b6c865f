#include "base/utf8.h"

#include "testing/catch.h"

TEST_CASE("hard names are valid and shown byte for byte") {
    for (const char* name :
         {"髙橋", "﨑", "𠮷野", "辻󠄀", "สมชาย", "محمد", "प्रिया", "Nguyễn", "🌸", "👩‍👩‍👧"}) {
        CHECK(base::is_valid_utf8(name));
        CHECK(base::clean_for_display(name) == name);
    }
}

TEST_CASE("surrogates, overlong forms, stray and missing bytes are not UTF-8") {
    for (const char* text : {"\xED\xA0\x80", "\xC0\x80", "\xE0\x80\x80", "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\x80",
                             "a\xC3", "\xE3\x81", "\xF0\x9F\x8C", "\xFF"}) {
        CHECK_FALSE(base::is_valid_utf8(text));
        CHECK(base::is_valid_utf8(base::clean_for_display(text)));
    }
}

TEST_CASE("controls and bidirectional overrides are not shown") {
    CHECK(base::clean_for_display("a\nb\tc\x1B[31m\x7F") == "abc[31m");
    CHECK(base::clean_for_display("\xE2\x80\xAE"
                                  "abc\xE2\x81\xA9") == "abc");
    CHECK(base::clean_for_display("\xC2\x85"
                                  "x") == "x");
}

TEST_CASE("bytes that are no UTF-8 are replaced one by one, everything else stays") {
    CHECK(base::with_valid_utf8("\xE9\xAB\xFF") == "\uFFFD\uFFFD\uFFFD");
    CHECK(base::with_valid_utf8("a\xFF\u202Eb") == "a\uFFFD\u202Eb");
    CHECK(base::with_valid_utf8("\xE9\xAB\x99") == "髙");
    CHECK(base::has_replaced_bytes(base::with_valid_utf8("a\xFF")));
    CHECK_FALSE(base::has_replaced_bytes("高"));
}

TEST_CASE("characters are counted, not bytes") {
    CHECK(base::count_characters("") == 0);
    CHECK(base::count_characters("Ann") == 3);
    CHECK(base::count_characters("髙橋 さくら") == 6);
    CHECK(base::count_characters("\xF0\x9F\x8C\xB8") == 1);  // outside the first plane: four bytes
}
