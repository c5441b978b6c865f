#include "wire/gzip.h"

#include "testing/catch.h"

TEST_CASE("what was gzipped comes back byte for byte") {
    for (const std::string& text : {std::string(), std::string("髙橋"), std::string(200'000, 'x')}) {
        const auto back = wire::gunzip(wire::gzip(text), 200'000);
        REQUIRE(back);
        CHECK(*back == text);
    }
}

TEST_CASE("decompression stops one byte beyond the limit") {
    const std::string packed = wire::gzip(std::string(100'000, 'x'));
    CHECK(wire::gunzip(packed, 100'000));
    CHECK(wire::gunzip(packed, 100'001));
    const auto beyond = wire::gunzip(packed, 99'999);
    REQUIRE_FALSE(beyond);
    CHECK(beyond.error().code == base::ErrorCode::full);
}

TEST_CASE("gzip data cut off anywhere is refused") {
    const std::string packed = wire::gzip("a stamp is a stamp is a stamp");
    for (std::size_t n = 0; n < packed.size(); ++n) {
        const auto back = wire::gunzip(packed.substr(0, n), 1000);
        REQUIRE_FALSE(back);
        CHECK(back.error().code == base::ErrorCode::bad_input);
    }
}

TEST_CASE("data behind the gzip data is refused") {
    CHECK_FALSE(wire::gunzip(wire::gzip("a") + "x", 1000));
    CHECK_FALSE(wire::gunzip(wire::gzip("a") + wire::gzip("b"), 1000));
}

TEST_CASE("a damaged byte in gzip data is refused") {
    const std::string packed = wire::gzip("a stamp is a stamp is a stamp");
    for (std::size_t i = packed.size() - 8; i < packed.size(); ++i) {
        std::string damaged = packed;
        damaged[i] = static_cast<char>(damaged[i] ^ 0x10);
        CHECK_FALSE(wire::gunzip(damaged, 1000));
    }
}
