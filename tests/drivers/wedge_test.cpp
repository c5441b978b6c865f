// Scanners that type like keyboards, as streams of the kernel's input events: what is decoded, and what pettan-reader tells
// of a stream that comes through a pipe.
#include <fstream>

#include "drivers/events.h"
#include "drivers/supervised_reader.h"
#include "testing/catch.h"
#include "testing/temp_folder.h"
#include "testing/typing_scanner.h"
#include "wedge/wedge_options.h"
#include "wedge/wedge_reader.h"

using drivers::ReaderHealth;
using drivers::TagArrived;
using std::chrono::milliseconds;
using testing::Pipe;
using testing::Rhythm;
using testing::rhythms;
using testing::Scanner;
using testing::Stream;
using wedge::Layout;
using wedge::ScanDecoder;

namespace {

std::vector<std::string> codes_of(const Stream& stream, wedge::ScanFormat format = {}) {
    ScanDecoder decoder(std::move(format));
    std::vector<std::string> codes;
    for (const input_event& event : stream)
        if (const auto code = decoder.take(event)) codes.push_back(*code);
    if (const auto code = decoder.flush()) codes.push_back(*code);
    return codes;
}
using Codes = std::vector<std::string>;

const std::string address = "https://hub.example.org/c/Qm9uZ-0_x?k=A&b=%41~#1";

std::unique_ptr<drivers::CardReader> reader_of(const std::string& connstring, testing::Events& events) {
    drivers::ReaderOptions options;
    options.connstring = connstring;
    options.restart_rest_min = milliseconds(10);
    return drivers::start_reader(options, events.sink());
}

Codes codes_of(const testing::Events& events) {
    Codes codes;
    for (const TagArrived& tap : events.of<TagArrived>())
        codes.emplace_back(tap.uid.hex());
    return codes;
}

std::string hex_of(std::string_view code) {
    return attendance::CardUid::from_code(code).value().hex();
}

}  // namespace

TEST_CASE("a code is the same whether the scanner types slowly or fast") {
    for (const Rhythm& rhythm : rhythms) {
        INFO(rhythm.name);
        Scanner scanner(rhythm);
        scanner.type(address).key(KEY_ENTER).rest(milliseconds(900)).type("A-0042").key(KEY_TAB);
        CHECK(codes_of(scanner.stream()) == Codes{address, "A-0042"});
    }
}

TEST_CASE("a code is the same whatever the scanner does about caps lock") {
    Scanner switches_it_off_before_enter;
    switches_it_off_before_enter.key(KEY_CAPSLOCK).type_turned_round("Ab-9_z").key(KEY_CAPSLOCK).key(KEY_ENTER);
    CHECK(codes_of(switches_it_off_before_enter.stream()) == Codes{"Ab-9_z"});

    Scanner switches_it_off_after_enter;
    for (int i = 0; i < 2; ++i)
        switches_it_off_after_enter.key(KEY_CAPSLOCK).type_turned_round("Ab-9_z").key(KEY_ENTER).key(KEY_CAPSLOCK);
    CHECK(codes_of(switches_it_off_after_enter.stream()) == Codes{"Ab-9_z", "Ab-9_z"});

    // One that lost a key turns no later code round.
    Scanner leaves_it_on;
    leaves_it_on.key(KEY_CAPSLOCK).type_turned_round("Ab-9_z").key(KEY_ENTER).rest(milliseconds(500));
    leaves_it_on.type("Ab-9_z").key(KEY_ENTER);
    CHECK(codes_of(leaves_it_on.stream()) == Codes{"Ab-9_z", "Ab-9_z"});
}

TEST_CASE("a scanner that types as a Japanese keyboard is understood when its layout is named") {
    Scanner scanner(rhythms[1], Layout::jp);
    scanner.type(address).key(KEY_ENTER);
    CHECK(codes_of(scanner.stream(), {.layout = Layout::jp}) == Codes{address});
    CHECK(codes_of(scanner.stream(), {.layout = Layout::us}) != Codes{address});
}

TEST_CASE("each key types one character in each layout, and every character of ASCII has a key") {
    for (const Layout layout : {Layout::us, Layout::jp}) {
        std::string typed;
        for (std::uint16_t code = 0; code < KEY_MAX; ++code)
            for (const bool upper : {false, true})
                if (const auto c = wedge::character_of(code, upper, layout)) typed.push_back(*c);
        for (char c = ' '; c <= '~'; ++c) {
            INFO(c);
            CHECK(typed.find(c) != std::string::npos);
        }
    }
}

TEST_CASE("what a scanner puts around each code is taken off, where it stands") {
    Scanner scanner;
    scanner.type("]C1A-0042##").key(KEY_ENTER).type("A-0043").key(KEY_ENTER);
    CHECK(codes_of(scanner.stream(), {.layout = Layout::us, .prefix = "]C1", .suffix = "##"}) ==
          Codes{"A-0042", "A-0043"});
}

TEST_CASE("a scanner without an end key ends its codes by a pause of more than 300 ms") {
    const auto with_pause = [](milliseconds pause) {
        const Rhythm even{"even", {milliseconds(1), milliseconds(1), milliseconds(1), milliseconds(1)}};
        Scanner scanner(even);
        return codes_of(scanner.type("A-0042").rest(pause - milliseconds(1)).type("A-0043").stream());
    };
    CHECK(with_pause(milliseconds(300)) == Codes{"A-0042A-0043"});
    CHECK(with_pause(milliseconds(301)) == Codes{"A-0042", "A-0043"});
}

TEST_CASE("fewer than four characters, more than a code may have, and what the kernel lost are no codes") {
    const auto code_of_length = [](std::size_t length) {
        Scanner scanner;
        return codes_of(scanner.type(std::string(length, '7')).key(KEY_ENTER).stream()).size();
    };
    CHECK(code_of_length(0) == 0);
    CHECK(code_of_length(3) == 0);
    CHECK(code_of_length(4) == 1);
    CHECK(code_of_length(attendance::code_bytes_max) == 1);
    CHECK(code_of_length(attendance::code_bytes_max + 1) == 0);

    Scanner scanner;
    scanner.type("A-00").event(EV_SYN, SYN_DROPPED, 0).type("42").key(KEY_ENTER).type("A-0043").key(KEY_ENTER);
    CHECK(codes_of(scanner.stream()) == Codes{"A-0043"});
}

TEST_CASE("a key that repeats by itself and a key without a character type nothing") {
    Scanner scanner;
    scanner.type("A-00").event(EV_KEY, KEY_4, 2).event(EV_KEY, KEY_4, 2).key(KEY_F1).key(KEY_LEFTMETA);
    CHECK(codes_of(scanner.type("42").key(KEY_ENTER).stream()) == Codes{"A-0042"});
}

TEST_CASE("a scanner is told from a person by its rhythm") {
    const auto is_fast = [](Rhythm rhythm, std::string_view text) {
        Scanner scanner(rhythm);
        ScanDecoder decoder({});
        for (const input_event& event : scanner.type(text).key(KEY_ENTER).stream())
            decoder.take(event);
        return decoder.was_fast();
    };
    for (const Rhythm& rhythm : {rhythms[0], rhythms[1], rhythms[2]}) {
        INFO(rhythm.name);
        CHECK(is_fast(rhythm, "A-0042"));
        CHECK_FALSE(is_fast(rhythm, "A-004"));  // too few to tell
    }
    const Rhythm fast_typist{"typist", {milliseconds(70), milliseconds(110), milliseconds(60), milliseconds(95)}};
    CHECK_FALSE(is_fast(fast_typist, "password1"));
    CHECK_FALSE(is_fast(rhythms[3], "A-0042"));
}

TEST_CASE("a scanner's connection string names device, layout, prefix and suffix, and nothing else") {
    const auto options = wedge::parse_options("wedge:Honeywell 1900?layout=jp&prefix=]C1&suffix=#");
    REQUIRE(options);
    CHECK(options->device == "Honeywell 1900");
    CHECK(options->format.layout == Layout::jp);
    CHECK(options->format.prefix == "]C1");
    CHECK(options->format.suffix == "#");
    CHECK(wedge::parse_options("wedge:")->device.empty());
    CHECK(wedge::parse_options("wedge")->device.empty());
    for (const char* wrong : {"wedge:?layout=fr", "wedge:?speed=9", "wedge:x?prefix=a&&", "wedge:?layout"}) {
        INFO(wrong);
        CHECK_FALSE(wedge::parse_options(wrong));
    }
}

TEST_CASE("what was recorded of a scanner is told through pettan-reader as taps, once each") {
    const testing::TempFolder folder;
    const auto file = folder.path() / "event7";
    Pipe pipe(file);
    testing::Events events;
    const auto reader = reader_of("wedge:" + file.string(), events);
    REQUIRE(events.wait_for_health(ReaderHealth::ok));
    pipe.write(Scanner(rhythms[1]).type(address).key(KEY_ENTER).stream());
    pipe.write_in_pieces(Scanner(rhythms[3]).type("A-0042").key(KEY_ENTER).stream(), 7);
    pipe.write(Scanner(rhythms[0]).type("A-0042").key(KEY_ENTER).stream());
    REQUIRE(events.wait([&] { return events.departures() == 3; }));
    CHECK(codes_of(events) == Codes{hex_of(address), hex_of("A-0042"), hex_of("A-0042")});
    const auto tap = events.of<TagArrived>().at(0);
    CHECK(tap.tech == attendance::TagTech::code);
    CHECK(tap.stable);
    CHECK(tap.uid.is_code());
    // A code has no memory: whoever asks gets nothing, and the next code comes.
    reader->request_ndef(tap.uid);
    pipe.write(Scanner(rhythms[1]).type("A-0043").stream());  // without an end key
    REQUIRE(events.wait([&] { return events.arrivals() == 4; }));
    CHECK(codes_of(events).back() == hex_of("A-0043"));
    CHECK(events.of<drivers::NdefArrived>().empty());
    CHECK(events.of<drivers::ReaderStatus>().size() == 1);
}

TEST_CASE("the longest code comes through pettan-reader whole") {
    const testing::TempFolder folder;
    const auto file = folder.path() / "event7";
    Pipe pipe(file);
    testing::Events events;
    const auto reader = reader_of("wedge:" + file.string(), events);
    REQUIRE(events.wait_for_health(ReaderHealth::ok));
    const std::string longest(attendance::code_bytes_max, 'Z');
    const auto stream = Scanner(rhythms[0]).type(longest).key(KEY_ENTER).stream();
    const auto middle = stream.begin() + static_cast<std::ptrdiff_t>(stream.size() / 2);
    pipe.write(Stream(stream.begin(), middle));  // a pipe holds 64 KiB
    pipe.write(Stream(middle, stream.end()));
    REQUIRE(events.wait([&] { return events.arrivals() == 1; }));
    CHECK(codes_of(events) == Codes{hex_of(longest)});
}

TEST_CASE("a scanner that is not there is absent, and one that is plugged in later is taken") {
    const testing::TempFolder folder;
    const auto file = folder.path() / "event7";
    testing::Events events;
    const auto reader = reader_of("wedge:" + file.string(), events);
    REQUIRE(events.wait_for_health(ReaderHealth::absent));
    CHECK_THAT(events.last_status().reason, contains("plug it in"));
    Pipe pipe(file);
    REQUIRE(events.wait_for_health(ReaderHealth::ok));
    pipe.write(Scanner().type("A-0042").key(KEY_ENTER).stream());
    CHECK(events.wait([&] { return events.arrivals() == 1; }));
}

TEST_CASE("a keyboard that nobody named is heard only when it types as a scanner does") {
    const testing::TempFolder folder;
    Pipe pipe(folder.path() / "event3");
    std::ofstream(folder.path() / "mouse0") << "no keyboard";
    testing::Events events;
    wedge::WedgeReader reader({}, {.sink = events.sink(), .beat = [](auto) {}, .stopping = [] { return false; }},
                              folder.path());
    const Rhythm typist{"typist", {milliseconds(120), milliseconds(95), milliseconds(180), milliseconds(140)}};
    pipe.write(Scanner(typist).type("password1").key(KEY_ENTER).stream());
    pipe.write(Scanner(rhythms[1]).type("A-0042").key(KEY_ENTER).stream());
    pipe.write(Scanner(typist).type("A-0043").key(KEY_ENTER).stream());  // it is known now
    for (int turns = 0; events.arrivals() < 2 && turns < 100; ++turns)
        REQUIRE(reader.turn());
    CHECK(codes_of(events) == Codes{hex_of("A-0042"), hex_of("A-0043")});
}
