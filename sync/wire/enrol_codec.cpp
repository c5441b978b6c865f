#include <nlohmann/json.hpp>

#include "wire/codec.h"
#include "wire/entry_row.h"
#include "wire/json_text.h"
#include "wire/json_value.h"
#include "wire/object_codec.h"

namespace wire {
namespace {

using nlohmann::json;

constexpr std::size_t name_bytes_max = 100;
constexpr std::size_t token_bytes_max = 100;
// Four times what one has: the code is spent by now, and what is no PIN to a kiosk it leaves out.
constexpr std::size_t first_pin_bytes_max = 400;
constexpr std::size_t signature_hex_bytes = 128;

std::string read_key(const JsonValue& value) {
    return value.absent() ? std::string() : read_hex(value);
}

}  // namespace

std::string to_json(const Hello& hello) {
    const json limits{{"rows", rows_max},
                      {"body_bytes", body_bytes_max},
                      {"json_bytes", json_bytes_max},
                      {"depth", depth_max},
                      {"wait_s", wait_s_max}};
    json message{{"service", service_name},
                 {"hub", hello.hub},
                 {"protocol", {{"min", hello.protocol_lowest}, {"max", hello.protocol_highest}}},
                 {"generation", hello.generation},
                 {"server_ms", hello.server_ms},
                 {"limits", limits}};
    if (!hello.identity.empty()) message["identity"] = hello.identity;
    if (hello.key)
        message["key"] = {
            {"pin", hello.key->key_pin}, {"serial", hello.key->serial}, {"signature", hello.key->signature}};
    return json_text(message);
}

base::Result<Hello> parse_hello(std::string_view text) {
    auto hello = read_json(text, small_bytes_max, [](const JsonValue& root) {
        Hello h;
        if (root.member("service").text(1, name_bytes_max) != service_name)
            root.member("service").wrong("is another one");
        h.hub = root.member("hub").text(1, attendance::id_bytes_max);
        const JsonValue protocol = root.member("protocol");
        h.protocol_lowest = static_cast<int>(protocol.member("min").integer(1, INT32_MAX));
        h.protocol_highest = static_cast<int>(protocol.member("max").integer(1, INT32_MAX));
        h.generation = root.member("generation").integer(0, number_max);
        h.server_ms = root.member("server_ms").integer(0, number_max);
        h.identity = read_key(root.member("identity"));
        if (const JsonValue key = root.member("key"); !key.absent() && key.must_be_object())
            h.key = KeyPinStatement{h.hub, key.member("pin").text(1, name_bytes_max),
                                    key.member("serial").integer(1, number_max),
                                    key.member("signature").text(signature_hex_bytes, signature_hex_bytes)};
        return h;
    });
    if (!hello) return base::fail(base::ErrorCode::not_found, "this is not a Pettan hub: " + hello.error().message);
    return hello;
}

std::string to_json(const EnrolOffer& offer) {
    return json_text({{"nonce", offer.nonce}, {"pin", offer.key_pin}});
}

base::Result<EnrolOffer> parse_enrol_offer(std::string_view text) {
    return read_json(text, small_bytes_max, [](const JsonValue& root) {
        EnrolOffer offer;
        offer.nonce = read_hex(root.member("nonce"));
        offer.key_pin = root.member("pin").text_or_empty(name_bytes_max);
        return offer;
    });
}

std::string to_json(const ProofRequest& request) {
    return json_text({{"nonce", request.nonces.kiosk}, {"hub_nonce", request.nonces.hub}, {"proof", request.proof}});
}

base::Result<ProofRequest> parse_proof_request(std::string_view text) {
    return read_json(text, small_bytes_max, [](const JsonValue& root) {
        ProofRequest request;
        request.nonces = {read_hex(root.member("nonce")), read_hex(root.member("hub_nonce"))};
        request.proof = read_hex(root.member("proof"));
        return request;
    });
}

std::string to_json(const ProofReply& reply) {
    return json_text({{"proof", reply.proof}});
}

base::Result<ProofReply> parse_proof_reply(std::string_view text) {
    return read_json(text, small_bytes_max,
                     [](const JsonValue& root) { return ProofReply{read_hex(root.member("proof"))}; });
}

std::string to_json(const EnrolRequest& request) {
    json message{{"code", request.code}, {"name", request.name}, {"version", request.version}};
    if (!request.card_key.empty()) message["card_key"] = request.card_key;
    if (request.former) message["former"] = {{"device", request.former->device}, {"token", request.former->token}};
    return json_text(message);
}

base::Result<EnrolRequest> parse_enrol_request(std::string_view text) {
    return read_json(text, small_bytes_max, [](const JsonValue& root) {
        EnrolRequest request;
        request.code = root.member("code").text(1, 40);
        request.name = root.member("name").text_or_empty(name_bytes_max);
        request.version = root.member("version").text_or_empty(name_bytes_max);
        request.card_key = read_key(root.member("card_key"));
        if (const JsonValue former = root.member("former"); !former.absent() && former.must_be_object())
            request.former = FormerDevice{former.member("device").integer(1, number_max),
                                          former.member("token").text(1, token_bytes_max)};
        return request;
    });
}

std::string to_json(const EnrolReply& reply) {
    json message{{"device", reply.device},         {"token", reply.token},       {"hub", reply.hub},
                 {"generation", reply.generation}, {"card_key", reply.card_key}, {"pin", reply.key_pin}};
    if (!reply.identity.empty()) message["identity"] = reply.identity;
    if (!reply.first_pin.empty()) message["first_pin"] = reply.first_pin;
    return json_text(message);
}

base::Result<EnrolReply> parse_enrol_reply(std::string_view text) {
    return read_json(text, small_bytes_max, [](const JsonValue& root) {
        EnrolReply reply;
        reply.device = root.member("device").integer(1, number_max);
        reply.token = root.member("token").text(1, token_bytes_max);
        reply.hub = root.member("hub").text(1, attendance::id_bytes_max);
        reply.generation = root.member("generation").integer(0, number_max);
        reply.card_key = read_key(root.member("card_key"));
        if (reply.card_key.empty()) root.member("card_key").wrong("must be there");
        reply.key_pin = root.member("pin").text_or_empty(name_bytes_max);
        reply.identity = read_key(root.member("identity"));
        reply.first_pin = root.member("first_pin").text_or_empty(first_pin_bytes_max);
        return reply;
    });
}

std::string to_json(const ErrorBody& error) {
    json message{{"error", to_string(error.word)}, {"message", error.message}, {"todo", error.todo}};
    if (error.expected_seq) message["expected_seq"] = *error.expected_seq;
    if (error.next_epoch) message["next_epoch"] = *error.next_epoch;
    if (error.retry_after_s) message["retry_after_s"] = *error.retry_after_s;
    return json_text(message);
}

base::Result<ErrorBody> parse_error(std::string_view text) {
    constexpr std::size_t sentence_bytes_max = 2000;
    const auto number = [](const JsonValue& value) -> std::optional<std::int64_t> {
        if (value.absent()) return std::nullopt;
        return value.integer(0, number_max);
    };
    return read_json(text, small_bytes_max, [&](const JsonValue& root) {
        ErrorBody error;
        // A word that a newer hub made up is still an error; the HTTP status says of what sort.
        error.word = error_word_from(root.member("error").text(1, name_bytes_max)).value_or(ErrorWord::internal);
        error.message = root.member("message").text_or_empty(sentence_bytes_max);
        error.todo = root.member("todo").text_or_empty(sentence_bytes_max);
        error.expected_seq = number(root.member("expected_seq"));
        error.next_epoch = number(root.member("next_epoch"));
        error.retry_after_s = number(root.member("retry_after_s"));
        return error;
    });
}

}  // namespace wire
