#include "attendance/card_uid.h"

#include "testing/catch.h"

using attendance::CardUid;

TEST_CASE("a card number has 4, 7, 8 or 10 bytes") {
    for (std::size_t n = 0; n <= 12; ++n) {
        const std::vector<std::uint8_t> bytes(n, 0x04);
        CHECK(CardUid::from_bytes(bytes).has_value() == (n == 4 || n == 7 || n == 8 || n == 10));
    }
}

TEST_CASE("a number of zeros is a reader's fault, not a card") {
    CHECK_FALSE(CardUid::from_bytes(std::vector<std::uint8_t>(4, 0)));
    CHECK(CardUid::from_hex("00000001"));
}

TEST_CASE("a 4-byte number that begins with 08 is drawn afresh at each tap") {
    CHECK(CardUid::from_hex("08a1b2c3")->is_random());
    CHECK_FALSE(CardUid::from_hex("07a1b2c3")->is_random());
    CHECK_FALSE(CardUid::from_hex("09a1b2c3")->is_random());
    CHECK_FALSE(CardUid::from_hex("08a1b2c3d4e5f6")->is_random());
}

TEST_CASE("a number's hexadecimal form reads back as itself") {
    const auto uid = CardUid::from_hex("04A1B2C3D4E5F6");
    REQUIRE(uid);
    CHECK(uid->hex() == "04a1b2c3d4e5f6");
    CHECK(CardUid::from_hex(uid->hex()) == uid);
    CHECK_FALSE(CardUid::from_hex("04a1b2c"));
    CHECK_FALSE(CardUid::from_hex("04a1b2cx"));
}

TEST_CASE("a code is a number of its own kind, which no tag can have, and reads back as itself") {
    const auto code = CardUid::from_code("A-0042");
    REQUIRE(code);
    CHECK(code->is_code());
    CHECK_FALSE(code->is_random());
    CHECK(code->bytes().size() > 10);
    CHECK(code->hex() == "code412d30303432");
    CHECK(CardUid::from_hex(code->hex()) == code);
    CHECK(CardUid::from_text("code:A-0042") == code);
    CHECK(CardUid::from_text("04a1b2c3d4e5f6") == CardUid::from_hex("04a1b2c3d4e5f6"));
    CHECK_FALSE(CardUid::from_text("code:"));
    CHECK_FALSE(CardUid::from_hex("04a1b2c3d4e5f6")->is_code());
    CHECK(CardUid::from_code("a-0042") != code);
}

TEST_CASE("a code has one byte at least and no more than a code may have") {
    using attendance::code_bytes_max;
    CHECK_FALSE(CardUid::from_code(""));
    CHECK(CardUid::from_code("1"));
    CHECK(CardUid::from_code(std::string(code_bytes_max, 'x')));
    CHECK_FALSE(CardUid::from_code(std::string(code_bytes_max + 1, 'x')));
    CHECK_FALSE(CardUid::from_hex("code"));
    CHECK_FALSE(CardUid::from_hex("code4"));
    CHECK_FALSE(CardUid::from_hex("code4x"));
    CHECK_FALSE(CardUid::from_hex("code" + std::string(2 * code_bytes_max + 2, '4')));
}

TEST_CASE("each kind of tag has one word and the word gives the kind") {
    using attendance::TagTech;
    for (const auto tech :
         {TagTech::type2, TagTech::classic, TagTech::type3, TagTech::type4, TagTech::a, TagTech::code})
        CHECK(attendance::tag_tech_from(to_string(tech)) == tech);
    CHECK_FALSE(attendance::tag_tech_from("type5"));
}
