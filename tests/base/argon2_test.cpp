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

TEST_CASE("a hash of another strength, or of another kind, is none of ours") {
    const auto hash = argon2::hash("246813");
    REQUIRE(hash);
    CHECK(argon2::is_hash(*hash));
    CHECK_FALSE(argon2::is_hash(""));
    CHECK_FALSE(argon2::is_hash("246813"));
    CHECK_FALSE(argon2::is_hash(*hash + std::string(200, 'A')));
    std::string greedy = *hash;
    greedy.replace(greedy.find("m=65536"), 7, "m=4194304");
    CHECK_FALSE(argon2::is_hash(greedy));
    std::string other = *hash;
    other.replace(other.find("argon2id"), 8, "argon2i");
    CHECK_FALSE(argon2::is_hash(other));
}

TEST_CASE("a stretched secret depends on the secret and the salt alone") {
    const std::array<std::uint8_t, argon2::salt_bytes> salt{1, 2, 3};
    const auto key = argon2::stretched("ABCDEFGH", salt);
    REQUIRE(key);
    CHECK(argon2::stretched("ABCDEFGH", salt) == key);
    CHECK(argon2::stretched("ABCDEFGJ", salt) != key);
    CHECK(argon2::stretched("ABCDEFGH", {3, 2, 1}) != key);
}
