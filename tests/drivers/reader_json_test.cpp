#include "drivers/reader_json.h"

#include <random>

#include "drivers/line_buffer.h"
#include "testing/catch.h"

using attendance::CardUid;
using drivers::parse_json_line;
using drivers::ReaderEvent;
using drivers::to_json_line;

namespace {

std::string_view without_newline(std::string_view line) {
    REQUIRE(line.ends_with('\n'));
    return line.substr(0, line.size() - 1);
}

drivers::TagArrived tap_with_everything() {
    tags::NdefRecord text;
    text.type = "urn:nfc:wkt:T";
    text.id = "1";
    text.payload = {0x02, 'j', 'a', 0xE8};
    text.text = "髙橋 \"葉子\" \\ \n辻󠄀 🍡";
    text.lang = "ja";
    tags::NdefRecord vcard;
    vcard.type = "text/vcard";
    vcard.vcard = tags::VCard{"สมชาย", "SDL"};
    tags::NdefRecord uri;
    uri.type = "urn:nfc:wkt:U";
    uri.uri = "https://example.org/";
    return {.at = base::MonotonicTime(123'456'789'012),
            .tech = attendance::TagTech::type2,
            .uid = *CardUid::from_hex("04a1b2c3d4e5f6"),
            .stable = true,
            .ndef = {tags::NdefStatus::ok, "", {text, vcard, uri}}};
}

// The one text form is compared: every field that is told goes through it.
void check_round_trip(const ReaderEvent& event) {
    const std::string line = to_json_line(event);
    const auto back = parse_json_line(without_newline(line));
    REQUIRE(back);
    CHECK(back->index() == event.index());
    CHECK(to_json_line(*back) == line);
}

}  // namespace

TEST_CASE("a tap's line is the one that its man page promises") {
    const drivers::TagArrived tap{.at = base::MonotonicTime(7),
                                  .tech = attendance::TagTech::type4,
                                  .uid = *CardUid::from_hex("08010203"),
                                  .stable = false,
                                  .ndef = {tags::NdefStatus::none, "no application", {}}};
    CHECK(to_json_line(tap) == R"({"at":"tap","t_ns":7,"tech":"type4","uid":"08010203","stable":false,)"
                               R"("ndef":{"status":"none","reason":"no application","records":[]}})"
                               "\n");
    CHECK(to_json_line(drivers::TagLeft{base::MonotonicTime(8), tap.uid}) ==
          "{\"at\":\"left\",\"t_ns\":8,\"uid\":\"08010203\"}\n");
    CHECK(to_json_line(drivers::ReaderStatus{drivers::ReaderHealth::absent, "plug it in"}) ==
          "{\"at\":\"reader\",\"status\":\"absent\",\"reason\":\"plug it in\"}\n");
}

TEST_CASE("a record's line names what was read") {
    const std::string line = to_json_line(tap_with_everything());
    CHECK_THAT(line, contains(R"("type":"urn:nfc:wkt:T","id":"1","payload":"026a61e8","text":")"));
    CHECK_THAT(line, contains(R"("vcard":{"name":"สมชาย","org":"SDL"})"));
    CHECK_THAT(line, contains(R"("uri":"https://example.org/")"));
}

TEST_CASE("every event comes back from its line as it was") {
    check_round_trip(tap_with_everything());
    check_round_trip(drivers::TagArrived{.at = base::MonotonicTime(1), .uid = *CardUid::from_hex("01020304")});
    check_round_trip(drivers::NdefArrived{*CardUid::from_hex("0102030405060708"), tap_with_everything().ndef});
    check_round_trip(drivers::TagLeft{base::MonotonicTime(9), *CardUid::from_hex("01020304")});
    for (const auto health : {drivers::ReaderHealth::ok, drivers::ReaderHealth::fault, drivers::ReaderHealth::absent})
        check_round_trip(drivers::ReaderStatus{health, "why"});
    const auto back = parse_json_line(without_newline(to_json_line(tap_with_everything())));
    REQUIRE(back);
    const auto& tap = std::get<drivers::TagArrived>(*back);
    CHECK(tap.ndef.records.at(0).text == tap_with_everything().ndef.records.at(0).text);
    CHECK(tap.ndef.records.at(1).vcard->org == "SDL");
}

TEST_CASE("a tap whose memory was not asked for has no key ndef, and comes back unread") {
    const std::string line =
        to_json_line(drivers::TagArrived{.at = base::MonotonicTime(1), .uid = *CardUid::from_hex("01020304")});
    CHECK(line.find("ndef") == std::string::npos);
    const auto back = parse_json_line(without_newline(line));
    REQUIRE(back);
    CHECK(std::get<drivers::TagArrived>(*back).ndef.status == tags::NdefStatus::unread);
}

TEST_CASE("a tap's line cut at any byte is refused, as is one with a byte too many") {
    const std::string line = to_json_line(tap_with_everything());
    const std::string_view whole = without_newline(line);
    for (std::size_t length = 0; length < whole.size(); ++length)
        if (parse_json_line(whole.substr(0, length))) FAIL("taken at " << length);
    CHECK_FALSE(parse_json_line(std::string(whole) + "}"));
}

TEST_CASE("lines that pettan-reader would not write are refused") {
    const std::vector<std::string> lines{
        "",
        "null",
        "[]",
        "{}",
        "\"tap\"",
        R"({"at":"tap"})",
        R"({"at":"party"})",
        R"({"at":["tap"]})",
        R"({"at":"tap","t_ns":-1,"tech":"a","uid":"01020304","stable":true})",
        R"({"at":"tap","t_ns":1.5,"tech":"a","uid":"01020304","stable":true})",
        R"({"at":"tap","t_ns":9223372036854775808,"tech":"a","uid":"01020304","stable":true})",
        R"({"at":"tap","t_ns":1,"tech":"b","uid":"01020304","stable":true})",
        R"({"at":"tap","t_ns":1,"tech":"a","uid":"010203","stable":true})",
        R"({"at":"tap","t_ns":1,"tech":"a","uid":"00000000","stable":true})",
        R"({"at":"tap","t_ns":1,"tech":"a","uid":"01020304","stable":"yes"})",
        R"({"at":"tap","t_ns":1,"tech":"a","uid":"01020304","stable":true,"ndef":{}})",
        R"({"at":"tap","t_ns":1,"tech":"a","uid":"01020304","stable":true,"ndef":{"status":"ok","records":[{}]}})",
        R"({"at":"left","uid":"01020304"})",
        R"({"at":"ndef","uid":"01020304"})",
        R"({"at":"reader","status":"starting","reason":""})",
        R"({"at":"reader","status":7})",
        "{\"at\":\"reader\",\"status\":\"ok\",\"reason\":\"\xFF\"}",
        std::string(60'000, '['),
    };
    for (const std::string& line : lines) {
        INFO(line.substr(0, 100));
        CHECK_FALSE(parse_json_line(line));
    }
}

TEST_CASE("the latest and the earliest time pass") {
    const std::string rest = R"(,"uid":"01020304"})";
    CHECK(parse_json_line(R"({"at":"left","t_ns":9223372036854775807)" + rest));
    CHECK(parse_json_line(R"({"at":"left","t_ns":0)" + rest));
}

TEST_CASE("random damage to a line never does more than make it refused") {
    const unsigned seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const std::string line = to_json_line(tap_with_everything());
    std::uniform_int_distribution<std::size_t> place(0, line.size() - 1);
    std::uniform_int_distribution<int> byte(0, 255);
    for (int i = 0; i < 2'000; ++i) {
        std::string damaged = line;
        for (int n = 0; n < 3; ++n)
            damaged[place(random)] = static_cast<char>(byte(random));
        const auto event = parse_json_line(damaged);
        if (event) CHECK(parse_json_line(without_newline(to_json_line(*event))));
    }
}

TEST_CASE("a memory that would make too long a line is told as malformed, and the tap stays") {
    drivers::TagArrived tap = tap_with_everything();
    tap.ndef.records.at(0).text = std::string(8 * 1024, '\x01');  // six characters each in JSON
    tap.ndef.records.at(1).vcard->name = std::string(8 * 1024, '\x01');
    const std::string line = to_json_line(tap);
    CHECK(line.size() <= drivers::reader_line_bytes_max);
    const auto back = parse_json_line(without_newline(line));
    REQUIRE(back);
    const auto& told = std::get<drivers::TagArrived>(*back);
    CHECK(told.uid == tap.uid);
    CHECK(told.ndef.status == tags::NdefStatus::malformed);
    CHECK(told.ndef.records.empty());
}

TEST_CASE("an id that is no UTF-8 does not break the line") {
    drivers::TagArrived tap = tap_with_everything();
    tap.ndef.records.at(0).id = "\xFF\xFE";
    const auto back = parse_json_line(without_newline(to_json_line(tap)));
    REQUIRE(back);
    CHECK(std::get<drivers::TagArrived>(*back).ndef.records.at(0).payload == tap.ndef.records.at(0).payload);
}

TEST_CASE("a line buffer cuts lines however the bytes drip in") {
    const std::string stream = "one\n\nthree\nrest";
    for (std::size_t step = 1; step <= stream.size(); ++step) {
        drivers::LineBuffer buffer(100);
        std::vector<std::string> lines;
        for (std::size_t at = 0; at < stream.size(); at += step)
            CHECK(buffer.feed(std::string_view(stream).substr(at, step),
                              [&](std::string_view line) { lines.emplace_back(line); }));
        CHECK(lines == std::vector<std::string>{"one", "", "three"});
    }
}

TEST_CASE("a line may be as long as the limit with its newline, and no longer") {
    constexpr std::size_t limit = 10;
    for (const std::size_t length : {limit - 2, limit - 1, limit}) {
        drivers::LineBuffer buffer(limit);
        int lines = 0;
        const bool fits = buffer.feed(std::string(length, 'x') + "\n", [&](std::string_view) { ++lines; });
        CHECK(fits == (length < limit));
        CHECK(lines == (length < limit ? 1 : 0));
    }
}

TEST_CASE("a line buffer that has overflowed takes nothing more") {
    drivers::LineBuffer buffer(4);
    int lines = 0;
    const auto count = [&](std::string_view) { ++lines; };
    CHECK_FALSE(buffer.feed("too long", count));
    CHECK_FALSE(buffer.feed("\nok\n", count));
    CHECK(lines == 0);
}
