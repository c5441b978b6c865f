#include "wire/codec.h"

#include "testing/catch.h"
#include "wire/samples.h"

namespace {

// Every beginning of a message is refused as bad input, never taken and never a crash.
template <typename Parse>
void check_truncations(const std::string& json, Parse parse) {
    for (std::size_t n = 0; n < json.size(); ++n) {
        const auto message = parse(json.substr(0, n));
        REQUIRE_FALSE(message);
        REQUIRE_FALSE(message.error().message.empty());
    }
}

}  // namespace

TEST_CASE("each message comes back from its JSON as it was") {
    const wire::Hello hello{"hub-1", 1, 1, 3, 1'800'000'000'000, "", std::nullopt};
    CHECK(*wire::parse_hello(wire::to_json(hello)) == hello);
    const wire::EnrolRequest enrol{"ABCD-EFGH", "door", std::string(64, 'a'), "0.1.0", wire::FormerDevice{4, "token"}};
    CHECK(*wire::parse_enrol_request(wire::to_json(enrol)) == enrol);
    const wire::EnrolOffer offer{std::string(64, 'c'), "sha256//abc="};
    CHECK(*wire::parse_enrol_offer(wire::to_json(offer)) == offer);
    const wire::ProofRequest proof{{std::string(64, 'c'), std::string(64, 'd')}, std::string(64, 'e')};
    CHECK(*wire::parse_proof_request(wire::to_json(proof)) == proof);
    const wire::ProofReply proven{std::string(64, 'f')};
    CHECK(*wire::parse_proof_reply(wire::to_json(proven)) == proven);
    const wire::EnrolReply enrolled{
        2, "token", "hub-1", 1, std::string(64, 'b'), "sha256//abc=", "", "12 $argon2id$" + std::string(300, 'x')};
    CHECK(*wire::parse_enrol_reply(wire::to_json(enrolled)) == enrolled);
    const wire::EntriesReply reply{12, {{11, "rows[0].kind: unknown"}}, 5};
    CHECK(*wire::parse_entries_reply(wire::to_json(reply)) == reply);
    CHECK(*wire::parse_changes(wire::to_json(samples::changes())) == samples::changes());
    const wire::ErrorBody error{wire::ErrorWord::gap, "rows are missing", "send from 3", 3, std::nullopt, std::nullopt};
    CHECK(*wire::parse_error(wire::to_json(error)) == error);
}

TEST_CASE("every beginning of every message is refused") {
    check_truncations(wire::to_json(wire::Hello{"hub-1", 1, 1, 3, 4, "", std::nullopt}), wire::parse_hello);
    check_truncations(wire::to_json(wire::EnrolRequest{"AB", "door", "", "0.1.0", wire::FormerDevice{4, "t"}}),
                      wire::parse_enrol_request);
    const std::string hex(64, 'c');
    check_truncations(wire::to_json(wire::EnrolOffer{hex, "p"}), wire::parse_enrol_offer);
    check_truncations(wire::to_json(wire::ProofRequest{{hex, hex}, hex}), wire::parse_proof_request);
    check_truncations(wire::to_json(wire::ProofReply{hex}), wire::parse_proof_reply);
    check_truncations(wire::to_json(wire::EnrolReply{2, "t", "h", 1, std::string(64, 'b'), "", "", ""}),
                      wire::parse_enrol_reply);
    check_truncations(wire::to_json(wire::EntriesReply{12, {{11, "why"}}, 5}), wire::parse_entries_reply);
    check_truncations(wire::to_json(samples::changes()), wire::parse_changes);
    check_truncations(wire::to_json(wire::ErrorBody{}), wire::parse_error);
}

TEST_CASE("JSON of somebody else is not a hello, whatever it is") {
    for (const char* text : {"{}", "[]", "null", R"({"service":"pettan-hub"})", R"({"service":"portal","hub":"h"})",
                             "<html>Log in to the venue's network</html>"}) {
        const auto hello = wire::parse_hello(text);
        REQUIRE_FALSE(hello);
        CHECK(hello.error().code == base::ErrorCode::not_found);
    }
}

TEST_CASE("members that are not known are ignored") {
    const auto reply = wire::parse_entries_reply(R"({"acked_through":3,"server_ms":1,"mood":{"a":[1,2]}})");
    REQUIRE(reply);
    CHECK(reply->acked_through == 3);
}

TEST_CASE("an error word of a newer hub is still an error") {
    const auto error = wire::parse_error(R"({"error":"moon_phase","message":"m","todo":"t"})");
    REQUIRE(error);
    CHECK(error->word == wire::ErrorWord::internal);
    CHECK(error->message == "m");
}

TEST_CASE("every error word has its own text and a status of failure") {
    for (int i = 0; i <= static_cast<int>(wire::ErrorWord::full); ++i) {
        const auto word = static_cast<wire::ErrorWord>(i);
        CHECK(wire::error_word_from(wire::to_string(word)) == word);
        CHECK(wire::status_of(word) >= 400);
        CHECK(wire::status_of(word) < 600);
    }
    CHECK_FALSE(wire::error_word_from("fine"));
}

TEST_CASE("card keys that are none refuse the page that holds them, and a page without any is whole") {
    const auto parse = [](const std::string& keys) {
        return wire::parse_changes(
            R"({"cursor":"1-1","more":false,"generation":1,"server_ms":1,"acked":{"epoch":0,"seq":0})" + keys + "}");
    };
    REQUIRE(parse(""));
    CHECK(parse("")->card_keys.empty());
    const std::string key = "\"" + std::string(64, 'a') + "\"";
    CHECK(parse(R"(,"card_keys":{"mark":"m","keys":[)" + key + "]}")->card_keys.size() == 1);
    CHECK_FALSE(parse(R"(,"card_keys":{"mark":"","keys":[)" + key + "]}"));
    CHECK_FALSE(parse(R"(,"card_keys":{"mark":"m","keys":["short"]})"));
    CHECK_FALSE(parse(R"(,"card_keys":{"mark":"m","keys":[")" + std::string(64, 'g') + "\"]}"));
    CHECK_FALSE(parse(R"(,"card_keys":{"keys":[)" + key + "]}"));
    CHECK_FALSE(parse(R"(,"card_keys":7)"));
}

TEST_CASE("a card key is 64 hexadecimal digits") {
    const auto parse = [](const std::string& key) {
        return wire::parse_enrol_request(R"({"code":"AB","card_key":")" + key + "\"}");
    };
    CHECK(parse(std::string(64, 'f')));
    CHECK_FALSE(parse(std::string(63, 'f')));
    CHECK_FALSE(parse(std::string(65, 'f')));
    CHECK_FALSE(parse(std::string(64, 'g')));
}
