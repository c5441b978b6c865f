#include "sheet/text_encoding.h"

#include "testing/catch.h"

using namespace sheet;
using namespace std::string_view_literals;

static DecodedText decoded(std::string_view bytes) {
    auto text = decode_text(bytes);
    if (!text) FAIL(text.error().message);
    return *text;
}

static std::string error_of(std::string_view bytes) {
    const auto text = decode_text(bytes);
    REQUIRE(!text);
    CHECK(text.error().code == base::ErrorCode::bad_input);
    return text.error().message;
}

TEST_CASE("UTF-8 is taken as it is, byte for byte") {
    const std::string hard =
        "髙橋 﨑 𠮷野 辻󠄀 สมชาย محمد प्रिया Nguyễn 🧑🏽‍💻\r\n";
    CHECK(decoded(hard).utf8 == hard);
    CHECK(decoded(hard).encoding == TextEncoding::utf8);
    CHECK(decoded("").utf8.empty());
}

TEST_CASE("a byte order mark is recognised and taken off") {
    CHECK(decoded("\xEF\xBB\xBF名前").utf8 == "名前");
    CHECK(decoded("\xEF\xBB\xBF名前").encoding == TextEncoding::utf8_bom);
    CHECK(decoded("\xFF\xFE\x6D\x51\x0A\x00\x42\xD8\xB7\xDF"sv).utf8 == "六\n𠮷");
    CHECK(decoded("\xFF\xFE\x6D\x51"sv).encoding == TextEncoding::utf16_le);
    CHECK(decoded("\xFE\xFF\x51\x6D\x00\x0A\xD8\x42\xDF\xB7"sv).utf8 == "六\n𠮷");
    CHECK(decoded("\xFE\xFF\x51\x6D"sv).encoding == TextEncoding::utf16_be);
}

TEST_CASE("CP932 is read by Microsoft's table, with the letters that Shift_JIS proper lacks") {
    const DecodedText text = decoded("\xFB\xFC\xED\x95\x87\x40\x87\x8A\x81\x60\x81\x7C\x5C\x7E\xB6\xC5\r\n");
    CHECK(text.encoding == TextEncoding::cp932);
    CHECK(text.utf8 == "髙﨑①㈱～－\\~ｶﾅ\r\n");
    CHECK(decoded("\x81\x60\x81\x61\x81\x7C\x81\x91\x81\x92\x81\xCA\x81\x5C").utf8 == "～∥－￠￡￢―");
}

TEST_CASE("each encoding says its name") {
    CHECK(to_string(decoded("a").encoding) == "UTF-8");
    CHECK(to_string(decoded("\x96\xBC").encoding) == "Shift_JIS (CP932)");
}

TEST_CASE("bytes that are no text are refused with line and column") {
    CHECK_THAT(error_of("name\n\xFF\n"), contains("line 2, column 1: the bytes ff"));
    CHECK_THAT(error_of("\x96\xBC\x91\x4F\n\x96\xBC\x80"), contains("line 2, column 2: the bytes 80"));
    CHECK_THAT(error_of("\x96\xBC\n\x96"), contains("line 2, column 1"));
}

TEST_CASE("a UTF-8 file with a torn character is refused as such, not read as CP932 nonsense") {
    CHECK_THAT(error_of("名前\n髙橋\n山\xE6\x9C\n"), contains("line 3, column 2: the bytes e6 are not UTF-8"));
    CHECK_THAT(error_of("\xEF\xBB\xBFname\n\x96\xBC"),
               contains("line 2, column 1: the bytes 96 are not UTF-8 with BOM"));
}

TEST_CASE("UTF-16 with half a character is refused with line and column") {
    CHECK_THAT(error_of("\xFF\xFE\x0A\x00\x42\xD8\x41\x00"sv), contains("line 2, column 1"));
    CHECK_THAT(error_of("\xFF\xFE\x41\x00\x42"sv), contains("line 1, column 2"));
    CHECK_THAT(error_of("\xFE\xFF\xDC\x00\x00\x41"sv), contains("line 1, column 1"));
}

TEST_CASE("western lists are read as Windows-1252, never as kanji") {
    const DecodedText text = decoded(
        "Name\nL\xE9"
        "a Petit\nJ\xF6rg Becker\nH\xE9l\xE8ne Roy\nRen\xE9"
        "e Dubois\n");
    CHECK(text.encoding == TextEncoding::windows_1252);
    CHECK(text.utf8 == "Name\nLéa Petit\nJörg Becker\nHélène Roy\nRenée Dubois\n");
    CHECK(decoded("name\nJos\xE9,a\n").utf8 == "name\nJosé,a\n");
    CHECK(decoded("\xD6zil \x96 M\xFCller\x92s").utf8 == "Özil – Müller’s");
}

TEST_CASE("Japanese with Latin letters beside it stays Japanese") {
    CHECK(decoded("IT\x8A\xE9\x8B\xC6,A\x8E\xD0\n").utf8 == "IT企業,A社\n");
    CHECK(decoded("name\nWang\x89\xA4\n").utf8 == "name\nWang王\n");
}
