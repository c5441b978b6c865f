#include "base/bytes.h"

#include "testing/catch.h"

TEST_CASE("bytes become lower case hexadecimal and come back in either case") {
    const base::Bytes bytes{0x00, 0x04, 0xA1, 0xFF};
    CHECK(base::to_hex(bytes) == "0004a1ff");
    CHECK(base::from_hex("0004A1ff") == bytes);
}

TEST_CASE("hexadecimal of odd length or with another character is absent") {
    CHECK_FALSE(base::from_hex("0"));
    CHECK_FALSE(base::from_hex("0g"));
    CHECK_FALSE(base::from_hex("04:a1"));
    CHECK(base::from_hex("")->empty());
}
