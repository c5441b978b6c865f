#include "wire/own_page_code.h"

#include "testing/catch.h"
#include "testing/child.h"
#include "wire/registration.h"

using attendance::CardId;
using wire::OwnPageCode;
using namespace std::chrono_literals;

namespace {

const std::string key = "5f0c7e6f1f7a4b0f9d6f0f3c2b1a09988776655443322110ffeeddccbbaa9988";
const OwnPageCode page{CardId{"00112233445566778899aabbccddeeff"}, std::chrono::sys_seconds{1800000600s}};

}  // namespace

// The proof was computed with another implementation of BLAKE2b (Python's hashlib).
TEST_CASE("a code for somebody's own page is the card, its end and their proof under the key") {
    CHECK(wire::own_page_code(key, page) == page.card.value + "-1800000600-bc0d77e56b5371e0");
    CHECK(wire::read_own_page_code(key, *wire::own_page_code(key, page)) == page);
    CHECK_THAT(testing::slurp(PETTAN_PROTOCOL), contains("\n    " + *wire::own_page_code(key, page) + "\n"));
}

TEST_CASE("a code for a page that was changed, lengthened or made with another key opens nothing") {
    const std::string code = *wire::own_page_code(key, page);
    std::string other_key = key;
    other_key[0] = '0';
    CHECK_FALSE(wire::read_own_page_code(other_key, code));
    for (std::size_t i = 0; i < code.size(); ++i) {
        std::string changed = code;
        changed[i] = changed[i] == '0' ? '1' : '0';
        CAPTURE(changed);
        CHECK_FALSE(wire::read_own_page_code(key, changed));
    }
    for (std::size_t length = 0; length < code.size(); ++length)
        CHECK_FALSE(wire::read_own_page_code(key, code.substr(0, length)));
    CHECK_FALSE(wire::read_own_page_code(key, code + "0"));
    // The same number in another spelling would be another code that is used once.
    for (const std::string more : {"0", "+", "-", " "}) {
        std::string spelled = code;
        spelled.insert(page.card.value.size() + 1, more);
        CHECK_FALSE(wire::read_own_page_code(key, spelled));
    }
    CHECK_FALSE(wire::own_page_code("", page));
    CHECK_FALSE(wire::own_page_code(key, {CardId{"short"}, page.expires}));
    CHECK_FALSE(wire::own_page_code(key, {page.card, std::chrono::sys_seconds{-1s}}));
}

TEST_CASE("a registration's code opens no page, and a page's code registers nobody") {
    const std::string registration = *wire::registration_code(key, page.card);
    CHECK_FALSE(wire::read_own_page_code(key, registration));
    CHECK_FALSE(wire::card_of_registration(key, *wire::own_page_code(key, page)));
    // Nor with the other's proof in the right shape.
    const std::string proof = registration.substr(page.card.value.size() + 1);
    CHECK_FALSE(wire::read_own_page_code(key, page.card.value + "-1800000600-" + proof));
}

TEST_CASE("a code is good for ten minutes, and ten more on either side for clocks that differ") {
    const auto made = page.expires - wire::own_page_code_lives;
    CHECK(wire::is_timely(page, made));
    CHECK(wire::is_timely(page, page.expires));
    CHECK(wire::is_timely(page, page.expires + 10min - 1us));
    CHECK_FALSE(wire::is_timely(page, page.expires + 10min));
    CHECK(wire::is_timely(page, made - 10min));
    CHECK_FALSE(wire::is_timely(page, made - 10min - 1us));
}
