#include "tags/ndef.h"
#include "tags/samples.h"
#include "testing/catch.h"

using samples::media;
using samples::text;

namespace {

std::optional<std::string> offered(const std::vector<samples::Record>& records) {
    return tags::offered_name(tags::parse_ndef(samples::message(records)));
}

std::string repeated(std::string_view character, std::size_t count) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i)
        all += character;
    return all;
}

}  // namespace

TEST_CASE("the name of a vCard is offered before any text") {
    CHECK(offered({text("en", "Welcome"), media("text/vcard", samples::vcard_v3)}) == "髙橋 一郎");
}

TEST_CASE("a text record that looks like a name is offered, the first of them") {
    CHECK(offered({samples::uri(4, "example.com"), text("ja", " 辻󠄀 \n"), text("en", "Second")}) == "辻󠄀");
    CHECK(offered({media("text/plain", "สมชาย")}) == "สมชาย");
    CHECK(offered({text("ar", "محمد")}) == "محمد");
    CHECK(offered({text("en", "O'Neil, Dr. Anne-Marie")}) == "O'Neil, Dr. Anne-Marie");
}

TEST_CASE("every name of the seven promises passes unchanged") {
    for (const auto* name : {"髙橋", "﨑", "𠮷野", "辻󠄀", "สมชาย", "محمد", "प्रिया", "Nguyễn", "🐈 ねこ"})
        CHECK(offered({text("ja", name)}) == name);
}

TEST_CASE("a text of 1 to 60 characters can be a name") {
    CHECK_FALSE(offered({text("en", "")}));
    CHECK(offered({text("en", "a")}));
    for (const std::string_view character : {"x", "髙", "𠮷"}) {
        CHECK(offered({text("ja", repeated(character, 59))}));
        CHECK(offered({text("ja", repeated(character, 60))}));
        CHECK_FALSE(offered({text("ja", repeated(character, 61))}));
    }
}

TEST_CASE("what is no name is not offered") {
    for (const auto* no_name :
         {"two\nlines", "https://example.com", "see http://example.com", "www.example.com", "mailto:a@example.com",
          "a@example.com", "tel:+81900000000", "0042", "...", " ", "bell\a",
          "\xE2\x80\xAE"
          "reversed"}) {
        CAPTURE(no_name);
        CHECK_FALSE(offered({text("en", no_name)}));
    }
}

TEST_CASE("a smart poster's title is no name") {
    CHECK_FALSE(offered({samples::smart_poster({samples::uri(1, "example.com"), text("en", "Our meetup")})}));
    CHECK_FALSE(offered({samples::smart_poster({text("en", "Our meetup")})}));
}

TEST_CASE("a vCard whose name cannot be shown leaves room for the text") {
    CHECK(offered({media("text/vcard", "BEGIN:VCARD\nFN:\x01\nEND:VCARD"), text("en", "Aoi")}) == "Aoi");
    CHECK(offered({media("text/vcard", "BEGIN:VCARD\nORG:Shop\nEND:VCARD"), text("en", "Aoi")}) == "Aoi");
}

TEST_CASE("a name before the malformed part of a message is still offered") {
    auto message = samples::message({text("en", "Aoi"), text("en", "b")});
    message.pop_back();
    const auto reading = tags::parse_ndef(message);
    CHECK(reading.status == tags::NdefStatus::malformed);
    CHECK(tags::offered_name(reading) == "Aoi");
}

TEST_CASE("a reading without records offers nothing") {
    CHECK_FALSE(tags::offered_name({}));
}
