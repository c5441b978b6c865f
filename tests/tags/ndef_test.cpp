#include "tags/ndef.h"

#include "tags/samples.h"
#include "testing/catch.h"

using base::Bytes;
using samples::message;
using samples::text;
using tags::NdefReading;
using tags::NdefStatus;
using tags::parse_ndef;

namespace {

NdefReading parse_hex(std::string_view hex) {
    return parse_ndef(base::from_hex(hex).value());
}

void check_refused(const NdefReading& reading, const std::string& reason, std::size_t kept_records = 0) {
    CHECK(reading.status == NdefStatus::malformed);
    CHECK_THAT(reading.reason, contains(reason));
    CHECK(reading.records.size() == kept_records);
}

}  // namespace

TEST_CASE("a text record is read, byte for byte as it stands on a card") {
    const auto reading = parse_hex("d101105402656e48656c6c6f2c20776f726c6421");
    REQUIRE(reading.status == NdefStatus::ok);
    CHECK(reading.reason.empty());
    REQUIRE(reading.records.size() == 1);
    CHECK(reading.records[0].type == "urn:nfc:wkt:T");
    CHECK(reading.records[0].id.empty());
    CHECK(reading.records[0].text == "Hello, world!");
    CHECK(reading.records[0].lang == "en");
    CHECK_FALSE(reading.records[0].uri);
    CHECK_FALSE(reading.records[0].vcard);
    CHECK(reading.records[0].payload.size() == 16);
}

TEST_CASE("a message without a byte is empty") {
    const auto reading = parse_ndef({});
    CHECK(reading.status == NdefStatus::empty);
    CHECK(reading.records.empty());
}

TEST_CASE("every type format has its name") {
    const auto reading = parse_ndef(message({{0, "", {}},
                                             {1, "Hs", {1}},
                                             {2, "application/json", {2}},
                                             {3, "https://example.com/t", {3}},
                                             {4, "example.com:badge", {4}},
                                             {5, "", {5}}}));
    REQUIRE(reading.status == NdefStatus::ok);
    REQUIRE(reading.records.size() == 6);
    CHECK(reading.records[0].type.empty());
    CHECK(reading.records[1].type == "urn:nfc:wkt:Hs");
    CHECK(reading.records[2].type == "application/json");
    CHECK(reading.records[3].type == "https://example.com/t");
    CHECK(reading.records[4].type == "urn:nfc:ext:example.com:badge");
    CHECK(reading.records[5].type == "application/octet-stream");
    CHECK(reading.records[5].payload == Bytes{5});
}

TEST_CASE("a record in the unchanged or the reserved type format is refused with its reason") {
    check_refused(parse_ndef(message({text("en", "a"), {6, "", {1}}})), "chunked", 1);
    check_refused(parse_ndef(message({text("en", "a"), {7, "x", {1}}})), "reserved type format 7", 1);
}

TEST_CASE("a chunked record is refused politely, what came before it is kept") {
    Bytes chunked = message({text("en", "first"), text("en", "second")});
    const std::size_t second = message({text("en", "first")}).size();
    chunked[second] |= 0x20;
    check_refused(parse_ndef(chunked), "chunked", 1);
    CHECK(parse_ndef(chunked).records[0].text == "first");
}

TEST_CASE("short and long records with ids are read alike") {
    for (const bool force_long : {false, true}) {
        const auto reading =
            parse_ndef(message({{1, "T", samples::text_payload("en", "Aoi"), "person", force_long}, text("ja", "b")}));
        CAPTURE(force_long);
        REQUIRE(reading.status == NdefStatus::ok);
        REQUIRE(reading.records.size() == 2);
        CHECK(reading.records[0].id == "person");
        CHECK(reading.records[0].text == "Aoi");
        CHECK(reading.records[1].lang == "ja");
    }
}

TEST_CASE("a payload of 255 and one of 256 bytes are read whole") {
    for (const std::size_t size : {254U, 255U, 256U}) {
        const auto reading = parse_ndef(message({{2, "a/b", Bytes(size, 7)}}));
        REQUIRE(reading.status == NdefStatus::ok);
        CHECK(reading.records[0].payload == Bytes(size, 7));
    }
}

TEST_CASE("the flags for the first and the last record must stand where those are") {
    const Bytes one = message({text("en", "a")});
    const Bytes two = message({text("en", "a"), text("en", "b")});
    Bytes changed = one;
    changed[0] &= 0x7F;
    check_refused(parse_ndef(changed), "not marked as the first");
    changed = two;
    changed[one.size()] |= 0x80;
    check_refused(parse_ndef(changed), "later record is marked", 1);
    changed = two;
    changed[one.size()] &= 0xBF;
    check_refused(parse_ndef(changed), "ends before its last", 2);
    changed = two;
    changed[0] |= 0x40;
    check_refused(parse_ndef(changed), "bytes follow", 1);
    changed = one;
    changed.push_back(0);
    check_refused(parse_ndef(changed), "bytes follow", 1);
}

TEST_CASE("a type stands exactly where its format wants one") {
    check_refused(parse_hex("d0010054"), "without a type has one");
    check_refused(parse_hex("d5010054"), "without a type has one");
    check_refused(parse_hex("d10000"), "lacks its type");
    check_refused(parse_hex("d20000"), "lacks its type");
    check_refused(parse_hex("d00001ff"), "empty record is not empty");
    check_refused(parse_ndef(message({{0, "", {}, "id"}})), "empty record is not empty");
    check_refused(parse_ndef(message({{2, "text", {}}})), "no media type");
    check_refused(parse_ndef(message({{1, "\xFF", {}}})), "type is not text");
    check_refused(parse_ndef(message({{4, std::string_view("a\0b", 3), {}}})), "type is not text");
    check_refused(parse_ndef(message({{1, "T", {}, "\xFF"}})), "id is not text");
}

TEST_CASE("a length of four bytes that no message can hold is refused without a look at memory") {
    check_refused(parse_hex("c101ffffffff5402656e"), "longer than the message");
    check_refused(parse_hex("c10100000100540265"), "longer than the message");
}

TEST_CASE("32 records are taken and not 33") {
    for (const std::size_t count : {31U, 32U, 33U}) {
        const auto reading = parse_ndef(message(std::vector<samples::Record>(count, text("en", "x"))));
        CAPTURE(count);
        CHECK(reading.status == (count <= 32 ? NdefStatus::ok : NdefStatus::malformed));
        CHECK(reading.records.size() == std::min<std::size_t>(count, 32));
    }
}

TEST_CASE("a message of 8 KiB is taken and not one byte more") {
    const std::size_t overhead = message({{2, "a/b", Bytes(1000)}}).size() - 1000;
    for (const std::size_t size : {8191U, 8192U, 8193U}) {
        const auto reading = parse_ndef(message({{2, "a/b", Bytes(size - overhead)}}));
        CAPTURE(size);
        CHECK(reading.status == (size <= 8192 ? NdefStatus::ok : NdefStatus::malformed));
    }
}

TEST_CASE("a smart poster gives its URI and the first of its titles") {
    const auto poster = samples::smart_poster(
        {{1, "act", {0}}, text("ja", "集まり"), samples::uri(4, "example.com"), text("en", "Meetup")});
    const auto reading = parse_ndef(message({poster, text("en", "after")}));
    REQUIRE(reading.status == NdefStatus::ok);
    CHECK(reading.records[0].type == "urn:nfc:wkt:Sp");
    CHECK(reading.records[0].uri == "https://example.com");
    CHECK(reading.records[0].text == "集まり");
    CHECK(reading.records[0].lang == "ja");
    CHECK(reading.records[1].text == "after");
}

TEST_CASE("a damaged smart poster leaves the message readable") {
    auto poster = samples::smart_poster({samples::uri(4, "example.com"), text("en", "Meetup")});
    poster.payload.pop_back();
    const auto reading = parse_ndef(message({poster}));
    CHECK(reading.status == NdefStatus::ok);
    CHECK(reading.records[0].uri == "https://example.com");
    CHECK_FALSE(reading.records[0].text);
}

TEST_CASE("a smart poster inside of a smart poster stays closed") {
    const auto inner = samples::smart_poster({samples::uri(4, "example.com")});
    const auto reading = parse_ndef(message({samples::smart_poster({inner})}));
    CHECK(reading.status == NdefStatus::ok);
    CHECK_FALSE(reading.records[0].uri);
}

TEST_CASE("text/plain is text, in UTF-8 or in the charset that its type names") {
    CHECK(parse_ndef(message({samples::media("text/plain", "𠮷野")})).records[0].text == "𠮷野");
    CHECK(parse_ndef(message({samples::media("Text/Plain; charset=UTF-8", "a")})).records[0].text == "a");
    CHECK(parse_ndef(message({samples::media("text/plain;charset=\"Shift_JIS\"", "\x8e\x52")})).records[0].text ==
          "山");
    CHECK_FALSE(parse_ndef(message({samples::media("text/plain;charset=x-unheard-of", "a")})).records[0].text);
    CHECK_FALSE(parse_ndef(message({samples::media("text/plain", "\xFF")})).records[0].text);
    CHECK_FALSE(parse_ndef(message({samples::media("text/html", "a")})).records[0].text);
    CHECK(parse_ndef(message({samples::media("text/plain;charset=\"Shift_JIS\"", "\x8e\x52")})).records[0].type ==
          "text/plain;charset=\"Shift_JIS\"");
}

TEST_CASE("both media types of a vCard are read") {
    for (const auto* type : {"text/vcard", "text/x-vcard", "TEXT/X-vCard", "text/vcard; charset=utf-8"}) {
        const auto reading = parse_ndef(message({samples::media(type, samples::vcard_v3)}));
        CAPTURE(type);
        REQUIRE(reading.records[0].vcard);
        CHECK(reading.records[0].vcard->name == "髙橋 一郎");
        CHECK(reading.records[0].type == type);
    }
}

TEST_CASE("every status has a name that leads back to it") {
    for (const auto status : {NdefStatus::unread, NdefStatus::ok, NdefStatus::empty, NdefStatus::none,
                              NdefStatus::locked, NdefStatus::malformed, NdefStatus::torn})
        CHECK(tags::ndef_status_from(to_string(status)) == status);
    CHECK(to_string(NdefStatus::malformed) == "malformed");
    CHECK_FALSE(tags::ndef_status_from("OK"));
    CHECK_FALSE(tags::ndef_status_from(""));
}
