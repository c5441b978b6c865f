#include "tags/charset.h"
#include "tags/ndef_text.h"
#include "testing/catch.h"

using base::Bytes;
using tags::read_text_payload;
using tags::read_uri_payload;
using tags::utf8_from;
using tags::utf8_from_utf16;

namespace {

Bytes hex(std::string_view text) {
    return base::from_hex(text).value();
}

}  // namespace

TEST_CASE("a text payload gives its text and its language") {
    const auto payload =
        read_text_payload(hex("05"
                              "656e2d5553"
                              "4869"));
    REQUIRE(payload);
    CHECK(payload->text == "Hi");
    CHECK(payload->lang == "en-US");
}

TEST_CASE("a text payload may be empty but for its status byte, and not without one") {
    CHECK(read_text_payload(hex("00"))->text.empty());
    CHECK_FALSE(read_text_payload(hex("00"))->lang);
    CHECK(read_text_payload(hex("026a61"))->text.empty());
    CHECK_FALSE(read_text_payload({}));
}

TEST_CASE("a language longer than its payload gives no text") {
    CHECK(read_text_payload(hex("026a61")));
    CHECK_FALSE(read_text_payload(hex("036a61")));
    CHECK_FALSE(read_text_payload(hex("3f6a61")));
}

TEST_CASE("what cannot be a language tag is absent, the text stays") {
    for (const auto* payload : {"02ffff41", "02200a41", "022d2d41",
                                "00"
                                "41"}) {
        CAPTURE(payload);
        REQUIRE(read_text_payload(hex(payload)));
        CHECK(read_text_payload(hex(payload))->text == "A");
        CHECK_FALSE(read_text_payload(hex(payload))->lang);
    }
}

TEST_CASE("UTF-16 text is read big-endian unless its mark says otherwise") {
    CHECK(read_text_payload(hex("826a61"
                                "5c71"))
              ->text == "山");
    CHECK(read_text_payload(hex("826a61"
                                "feff5c71"))
              ->text == "山");
    CHECK(read_text_payload(hex("826a61"
                                "fffe715c"))
              ->text == "山");
    CHECK(read_text_payload(hex("826a61"
                                "d842dfb791ce"))
              ->text == "𠮷野");
    CHECK(read_text_payload(hex("80"
                                "8fbbdb40dd00"))
              ->text == "辻󠄀");
}

TEST_CASE("text that is not valid in its encoding is absent") {
    CHECK_FALSE(
        read_text_payload(hex("00"
                              "ff")));
    CHECK_FALSE(
        read_text_payload(hex("00"
                              "e9ab")));
    CHECK_FALSE(
        read_text_payload(hex("00"
                              "eda080")));
    CHECK_FALSE(
        read_text_payload(hex("80"
                              "5c")));
    CHECK_FALSE(
        read_text_payload(hex("80"
                              "d842")));
    CHECK_FALSE(
        read_text_payload(hex("80"
                              "d8425c71")));
    CHECK_FALSE(
        read_text_payload(hex("80"
                              "dfb7")));
}

TEST_CASE("UTF-16 becomes UTF-8 at every border of length") {
    CHECK(utf8_from_utf16({}) == "");
    CHECK(utf8_from_utf16(hex("feff")) == "");
    CHECK(utf8_from_utf16(hex("007f")) == "\x7F");
    CHECK(utf8_from_utf16(hex("0080")) == "\xC2\x80");
    CHECK(utf8_from_utf16(hex("07ff")) == "\xDF\xBF");
    CHECK(utf8_from_utf16(hex("0800")) == "\xE0\xA0\x80");
    CHECK(utf8_from_utf16(hex("d7ff")) == "\xED\x9F\xBF");
    CHECK(utf8_from_utf16(hex("e000")) == "\xEE\x80\x80");
    CHECK(utf8_from_utf16(hex("ffff")) == "\xEF\xBF\xBF");
    CHECK(utf8_from_utf16(hex("d800dc00")) == "\xF0\x90\x80\x80");
    CHECK(utf8_from_utf16(hex("dbffdfff")) == "\xF4\x8F\xBF\xBF");
}

TEST_CASE("the encodings of older cards become UTF-8") {
    CHECK(utf8_from(base::as_bytes("\x8E\x52\x93\x63"), "Shift_JIS") == "山田");
    CHECK(utf8_from(base::as_bytes("\xFB\xFC"), "windows-31j") == "髙");
    CHECK(utf8_from(base::as_bytes("\xBB\xB3\xC5\xC4"), "euc-jp") == "山田");
    CHECK(utf8_from(base::as_bytes("\x1B$B;3ED\x1B(B"), "ISO-2022-JP") == "山田");
    CHECK(utf8_from(base::as_bytes("Zo\xEB"), "ISO-8859-1") == "Zoë");
    CHECK(utf8_from(base::as_bytes("\xEF\xBB\xBFplain"), "") == "plain");
    CHECK(utf8_from(hex("5c71"), "UTF-16BE") == "山");
    CHECK_FALSE(utf8_from(base::as_bytes("\x8E"), "Shift_JIS"));
    CHECK_FALSE(utf8_from(base::as_bytes("a"), "../../evil"));
}

TEST_CASE("a URI gets its prefix back") {
    const auto with = [](std::uint8_t prefix) { return read_uri_payload(Bytes{prefix, 'x'}); };
    CHECK(with(0x00) == "x");
    CHECK(with(0x01) == "http://www.x");
    CHECK(with(0x02) == "https://www.x");
    CHECK(with(0x04) == "https://x");
    CHECK(with(0x05) == "tel:x");
    CHECK(with(0x06) == "mailto:x");
    CHECK(with(0x0D) == "ftp://x");
    CHECK(with(0x13) == "urn:x");
    CHECK(with(0x1D) == "file://x");
    CHECK(with(0x1E) == "urn:epc:id:x");
    CHECK(with(0x22) == "urn:epc:x");
    CHECK(with(0x23) == "urn:nfc:x");
}

TEST_CASE("a reserved URI prefix counts as none") {
    CHECK(read_uri_payload(Bytes{0x24, 'x'}) == "x");
    CHECK(read_uri_payload(Bytes{0xFF, 'x'}) == "x");
}

TEST_CASE("a URI without a byte or in broken UTF-8 is absent") {
    CHECK_FALSE(read_uri_payload({}));
    CHECK_FALSE(read_uri_payload(Bytes{0x00}));
    CHECK_FALSE(read_uri_payload(Bytes{0x04, 0xFF}));
    CHECK(read_uri_payload(Bytes{0x05}) == "tel:");
}
