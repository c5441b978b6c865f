#include "tags/vcard.h"

#include "tags/samples.h"
#include "testing/catch.h"

using tags::VCard;

namespace {

std::optional<VCard> parse(std::string_view text) {
    return tags::parse_vcard(base::as_bytes(text));
}

// A card with these lines in it.
std::optional<VCard> card(const std::string& lines, const std::string& version = "3.0") {
    return parse("BEGIN:VCARD\r\nVERSION:" + version + "\r\n" + lines + "\r\nEND:VCARD\r\n");
}

}  // namespace

TEST_CASE("FN is the name, ORG the organisation with its units") {
    const auto found = parse(samples::vcard_v3);
    REQUIRE(found);
    CHECK(found->name == "髙橋 一郎");
    CHECK(found->org == "喫茶ぺったん, 本店 企画部");
}

TEST_CASE("FN wins over N wherever it stands") {
    CHECK(card("N:A;B;;;\r\nFN:Full Name")->name == "Full Name");
    CHECK(card("FN:Full Name\r\nN:A;B;;;")->name == "Full Name");
    CHECK(card("FN:\r\nN:Doe;Jane;;;")->name == "Jane Doe");
    CHECK(card("FN:First\r\nFN:Second")->name == "First");
}

TEST_CASE("N is put together as its script writes names") {
    CHECK(card("N:Doe;Jane;Q.;Dr.;PhD")->name == "Jane Q. Doe");
    CHECK(card("N:Doe")->name == "Doe");
    CHECK(card("N:;Jane")->name == "Jane");
    CHECK(card("N:Nguyễn;Ánh;;;")->name == "Ánh Nguyễn");
    CHECK(card("N:山田;太郎;;;")->name == "山田 太郎");
    CHECK(card("N:𠮷野;家子;;;")->name == "𠮷野 家子");
    CHECK(card("N:﨑;;;;")->name == "﨑");
    CHECK(card("N:김;민준;;;")->name == "김 민준");
}

TEST_CASE("lines end in CRLF, LF or CR") {
    CHECK(parse("BEGIN:VCARD\nVERSION:3.0\nFN:A\nEND:VCARD")->name == "A");
    CHECK(parse("BEGIN:VCARD\rVERSION:3.0\rFN:A\rEND:VCARD")->name == "A");
}

TEST_CASE("folded lines are put together, also inside of a character") {
    CHECK(card("FN:Long\r\n  Name")->name == "Long Name");
    CHECK(card("FN:Lo\r\n ng\r\n\tName")->name == "LongName");
    CHECK(card("FN:\xE9\xAB\r\n \x99")->name == "髙");
    CHECK(card("FN:Long\r\n Name", "2.1")->name == "Long Name");
}

TEST_CASE("escapes are undone, a line break in a name becomes a space") {
    CHECK(card("FN:A\\, B\\; C\\\\D\\nE")->name == "A, B; C\\D E");
    CHECK(card("FN:back\\slash")->name == "back\\slash");
    CHECK(card("FN:end\\")->name == "end\\");
    CHECK(card("N:Do\\;e;Jane;;;")->name == "Jane Do;e");
}

TEST_CASE("quoted-printable of vCard 2.1 is decoded, over soft line breaks too") {
    CHECK(parse(samples::vcard_v21)->name == "髙橋 一郎");
    CHECK(card("FN;QUOTED-PRINTABLE:=41=3D=42", "2.1")->name == "A=B");
    CHECK(card("FN;ENCODING=QUOTED-PRINTABLE:A=\r\nB=\r\nC", "2.1")->name == "ABC");
    CHECK(card("FN;QUOTED-PRINTABLE:A=ZZ=4", "2.1")->name == "A=ZZ=4");
    CHECK(card("FN:A=42", "2.1")->name == "A=42");
}

TEST_CASE("a property's own CHARSET is heeded") {
    CHECK(card("N;CHARSET=SHIFT_JIS:\x8E\x52\x93\x63;\x91\xBE\x98\x59;;;", "2.1")->name == "山田 太郎");
    CHECK(card("FN;CHARSET=Shift_JIS;ENCODING=QUOTED-PRINTABLE:=94=5C", "2.1")->name == "能");  // 5C is no backslash
    CHECK(card("FN;CHARSET=ISO-8859-1:Zo\xEB", "2.1")->name == "Zoë");
    CHECK_FALSE(card("FN;CHARSET=X-UNHEARD-OF:abc", "2.1"));
}

TEST_CASE("a property that is not valid in its encoding counts as missing") {
    CHECK(card("FN:\xFF\r\nN:Doe;Jane;;;")->name == "Jane Doe");
    CHECK(card("FN:\xFF\r\nORG:Shop")->name.empty());
    CHECK(card("FN:\xFF\r\nORG:Shop")->org == "Shop");
}

TEST_CASE("groups, parameters and the case of names do not matter") {
    CHECK(card("item1.FN:A")->name == "A");
    CHECK(card("fn;LANGUAGE=ja:A")->name == "A");
    CHECK(card("FN;X-NOTE=\"a:b;c\":A")->name == "A");
    CHECK(parse("begin:vcard\nversion:4.0\nFn;PREF=1:A\nend:vcard")->name == "A");
}

TEST_CASE("only the first card counts, and only what stands inside of it") {
    CHECK(parse("FN:Before\nBEGIN:VCARD\nFN:A\nEND:VCARD\nBEGIN:VCARD\nFN:B\nORG:C\nEND:VCARD")->name == "A");
    CHECK(parse("BEGIN:VCARD\nFN:A\nEND:VCARD\nORG:C")->org.empty());
    CHECK_FALSE(parse("FN:A"));
    CHECK_FALSE(parse(""));
    CHECK_FALSE(parse("BEGIN:VCARD\nEND:VCARD"));
    CHECK_FALSE(card("NOTE:nothing here\r\nFN;broken"));
}

TEST_CASE("a card without its end is read as far as it goes") {
    CHECK(parse("BEGIN:VCARD\nFN:A")->name == "A");
    CHECK(parse("\xEF\xBB\xBF"
                "BEGIN:VCARD\nFN:A")
              ->name == "A");
}
