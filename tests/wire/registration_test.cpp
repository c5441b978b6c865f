#include "wire/registration.h"

#include "testing/catch.h"

using attendance::CardId;

namespace {

const std::string key = "5f0c7e6f1f7a4b0f9d6f0f3c2b1a09988776655443322110ffeeddccbbaa9988";
const CardId card{"00112233445566778899aabbccddeeff"};

}  // namespace

// The proof was computed with another implementation of BLAKE2b (Python's hashlib).
TEST_CASE("a registration code is the card and its proof under the key") {
    CHECK(wire::registration_code(key, card) == card.value + "-231f67817e8ad6d9");
    CHECK(wire::card_of_registration(key, *wire::registration_code(key, card)) == card);
}

TEST_CASE("a code of another key, card or length names nobody") {
    const std::string code = *wire::registration_code(key, card);
    std::string other_key = key;
    other_key[0] = '0';
    CHECK_FALSE(wire::card_of_registration(other_key, code));
    for (std::size_t i = 0; i < code.size(); ++i) {
        std::string changed = code;
        changed[i] = changed[i] == '0' ? '1' : '0';
        CHECK_FALSE(wire::card_of_registration(key, changed));
    }
    CHECK_FALSE(wire::card_of_registration(key, code.substr(1)));
    CHECK_FALSE(wire::card_of_registration(key, code + "0"));
    CHECK_FALSE(wire::card_of_registration(key, ""));
    CHECK_FALSE(wire::registration_code("", card));
    CHECK_FALSE(wire::registration_code(key, CardId{"short"}));
}
