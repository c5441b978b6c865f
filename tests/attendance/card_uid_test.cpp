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

TEST_CASE("each kind of tag has one word and the word gives the kind") {
    using attendance::TagTech;
    for (const auto tech : {TagTech::type2, TagTech::classic, TagTech::type3, TagTech::type4, TagTech::a})
        CHECK(attendance::tag_tech_from(to_string(tech)) == tech);
    CHECK_FALSE(attendance::tag_tech_from("type5"));
}
