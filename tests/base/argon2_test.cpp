#include "base/argon2.h"

#include "base/bytes.h"
#include "testing/catch.h"

using namespace base;

TEST_CASE("a hash fits its secret and no other, and is another each time") {
    const auto first = argon2::hash("246813"), second = argon2::hash("246813");
    REQUIRE(first);
    REQUIRE(second);
    CHECK(*first != *second);
    CHECK(first->starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
    CHECK(argon2::fits("246813", *first));
    CHECK_FALSE(argon2::fits("246814", *first));
    CHECK_FALSE(argon2::fits("246813", "no hash at all"));
}

TEST_CASE("a stretched secret depends on the secret and the salt alone") {
    const std::array<std::uint8_t, argon2::salt_bytes> salt{1, 2, 3};
    const auto key = argon2::stretched("ABCDEFGH", salt);
    REQUIRE(key);
    CHECK(argon2::stretched("ABCDEFGH", salt) == key);
    CHECK(argon2::stretched("ABCDEFGJ", salt) != key);
    CHECK(argon2::stretched("ABCDEFGH", {3, 2, 1}) != key);
}
