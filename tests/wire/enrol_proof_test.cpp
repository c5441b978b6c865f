#include "wire/enrol_proof.h"

#include <set>

#include "testing/catch.h"
#include "testing/child.h"

using wire::Prover;

namespace {

constexpr const char* key_pin = "sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
const wire::EnrolNonces nonces{std::string(64, '1'), std::string(64, '2')};

}  // namespace

TEST_CASE("the computed example of PROTOCOL.md is what comes out") {
    const std::string protocol = testing::slurp(PETTAN_PROTOCOL);
    const auto stretched = wire::stretched_code("abcd-efgh", "5f1c2a");
    REQUIRE(stretched);
    CHECK_THAT(protocol, contains("| stretched code | `" + *stretched + "` |"));
    CHECK_THAT(protocol, contains("| the kiosk's proof | `" +
                                  wire::enrol_proof(Prover::kiosk, *stretched, nonces, key_pin) + "` |"));
    CHECK_THAT(protocol,
               contains("| the hub's proof | `" + wire::enrol_proof(Prover::hub, *stretched, nonces, key_pin) + "` |"));
}

TEST_CASE("however a code is typed it is stretched to the same, and each code and hub to another") {
    const auto right = wire::stretched_code("AB0D-EF1H", "h1");
    REQUIRE(right);
    CHECK(wire::stretched_code(" abod eflh", "h1") == right);
    CHECK(wire::stretched_code("AB0D-EF1J", "h1") != right);
    CHECK(wire::stretched_code("AB0D-EF1H", "h2") != right);
}

TEST_CASE("a proof is of one side, one code, two nonces and one key: with another of them it is another") {
    const std::string stretched(64, 'a');
    std::set<std::string> proofs;
    for (const auto who : {Prover::kiosk, Prover::hub})
        for (const std::string& key : {stretched, std::string(64, 'b')})
            for (const std::string& kiosk_nonce : {nonces.kiosk, nonces.hub})
                for (const std::string& hub_nonce : {nonces.kiosk, nonces.hub})
                    for (const std::string some_key_pin : {key_pin, ""})
                        proofs.insert(wire::enrol_proof(who, key, {kiosk_nonce, hub_nonce}, some_key_pin));
    CHECK(proofs.size() == 32);
    CHECK(wire::is_same_proof(*proofs.begin(), *proofs.begin()));
    CHECK_FALSE(wire::is_same_proof(*proofs.begin(), *proofs.rbegin()));
    CHECK_FALSE(wire::is_same_proof(*proofs.begin(), proofs.begin()->substr(1)));
}

TEST_CASE("no two nonces are the same") {
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i)
        seen.insert(wire::random_nonce());
    CHECK(seen.size() == 100);
    CHECK(seen.begin()->size() == wire::nonce_hex_bytes);
}
