#include "tags/fake_tags.h"
#include "tags/samples.h"
#include "testing/catch.h"

using attendance::TagTech;
using base::Bytes;
using tags::NdefReading;
using tags::NdefStatus;

namespace {

NdefReading read(fake::Tag& tag) {
    return read_ndef(tag, fake::identity(TagTech::type2));
}

// A tag of 144 bytes, an NTAG213's, with these bytes at the start of its data area.
NdefReading read_area(const Bytes& data_area) {
    fake::Type2 tag(fake::type2_memory_of(data_area, 144 / 8));
    return read(tag);
}

const Bytes hello = samples::message({samples::text("en", "Hello")});

Bytes joined(const std::vector<Bytes>& parts) {
    Bytes all;
    for (const Bytes& part : parts)
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

// A text message of exactly so many bytes.
Bytes message_of(std::size_t bytes) {
    const std::size_t overhead = bytes < 262 ? 7 : 10;
    return samples::message({samples::text("en", std::string(bytes - overhead, 'x'))});
}

void check_is_hello(const NdefReading& reading) {
    CHECK(reading.reason.empty());
    REQUIRE(reading.status == NdefStatus::ok);
    CHECK(reading.records.at(0).text == "Hello");
}

}  // namespace

TEST_CASE("a short message on a Type 2 tag takes two exchanges") {
    fake::Type2 tag(fake::type2_memory(samples::message({{0, "", {}}})));
    CHECK(read(tag).status == NdefStatus::ok);
    CHECK(tag.exchanges() == 2);
    CHECK(tag.commands() == std::vector<Bytes>{{0x30, 0}, {0x30, 4}});
}

TEST_CASE("a message of 288 bytes takes five exchanges where FAST_READ is known") {
    fake::Type2 tag(fake::type2_memory(message_of(288), 496));
    const auto reading = read(tag);
    REQUIRE(reading.status == NdefStatus::ok);
    CHECK(reading.records[0].text->size() == 278);
    CHECK(tag.commands() == std::vector<Bytes>{{0x30, 0}, {0x30, 4}, {0x60}, {0x3A, 8, 67}, {0x3A, 68, 76}});
}

TEST_CASE("a tag that answers GET_VERSION with a NAK is read on with READ") {
    fake::Type2 tag(fake::type2_memory(message_of(288), 496));
    const auto reading = read(tag.without_fast_read());
    REQUIRE(reading.status == NdefStatus::ok);
    CHECK(reading.records[0].text->size() == 278);
    CHECK(tag.commands().at(2) == Bytes{0x60});
    CHECK(tag.commands().at(3) == Bytes{0x30, 8});
}

TEST_CASE("messages on both sides of each length form and page border come back whole") {
    for (const bool fast : {true, false})
        for (const std::size_t size : {7U, 8U, 9U, 13U, 14U, 15U, 46U, 47U, 253U, 254U, 270U, 867U, 868U}) {
            CAPTURE(fast, size);
            fake::Type2 tag(fake::type2_memory(message_of(size), 872));
            if (!fast) tag.without_fast_read();
            const auto reading = read(tag);
            REQUIRE(reading.status == NdefStatus::ok);
            CHECK(reading.records[0].text == std::string(size - (size < 262 ? 7 : 10), 'x'));
        }
}

TEST_CASE("a block of a message may fill the data area to its last byte and not further") {
    for (const std::size_t size : {141U, 142U, 143U}) {
        CAPTURE(size);
        fake::Type2 tag(fake::type2_memory(message_of(size)));
        CHECK(read(tag).status == (size <= 142 ? NdefStatus::ok : NdefStatus::malformed));
    }
}

TEST_CASE("NULL, proprietary and unknown blocks before the message are stepped over") {
    check_is_hello(read_area(joined({{0x00, 0x00}, {0xFD, 0x02, 0xAA, 0xBB}, {0x55, 0x00}, fake::ndef_tlv(hello)})));
    check_is_hello(read_area(joined({{0xFD, 0xFF, 0x00, 0x03, 1, 2, 3}, fake::ndef_tlv(hello)})));
}

TEST_CASE("a three-byte length may stand for a short message") {
    check_is_hello(read_area(joined({{0x03, 0xFF, 0x00, static_cast<std::uint8_t>(hello.size())}, hello})));
}

TEST_CASE("the lock area of an NTAG213 lies behind its data area and is in nobody's way") {
    check_is_hello(read_area(joined({{0x01, 0x03, 0xA0, 0x0C, 0x34}, fake::ndef_tlv(hello)})));
}

TEST_CASE("lock and memory areas inside the message are stepped over") {
    // Both control blocks name byte 30 of the tag's memory: page 1 of 16 bytes, offset 14.
    const Bytes tlv = fake::ndef_tlv(hello);
    const Bytes reserved(2, 0xEE);
    const std::size_t before = 30 - 16 - 5;  // bytes of the message's block in front of the area
    const Bytes head(tlv.begin(), tlv.begin() + before);
    const Bytes tail(tlv.begin() + before, tlv.end());
    check_is_hello(read_area(joined({{0x01, 0x03, 0x1E, 0x0C, 0x34}, head, reserved, tail})));  // 12 bits: 2 bytes
    check_is_hello(read_area(joined({{0x02, 0x03, 0x1E, 0x02, 0x04}, head, reserved, tail})));
}

TEST_CASE("a control block of a wrong length and too many reserved areas are refused") {
    CHECK(read_area(joined({{0x01, 0x02, 0xA0, 0x0C}, fake::ndef_tlv(hello)})).status == NdefStatus::malformed);
    Bytes many;
    for (int i = 0; i < 9; ++i)
        many = joined({many, {0x02, 0x03, 0x10, 0x01, 0x00}});
    CHECK(read_area(many).status == NdefStatus::malformed);
}

TEST_CASE("areas that reserve all of the memory leave an empty tag") {
    CHECK(read_area({0x02, 0x03, 0x16, 0x00, 0x04}).status == NdefStatus::empty);
}

TEST_CASE("a blank, a terminated and an empty data area are empty") {
    CHECK(read_area({}).status == NdefStatus::empty);
    CHECK(read_area({0xFE}).status == NdefStatus::empty);
    CHECK(read_area({0x03, 0x00, 0xFE}).status == NdefStatus::empty);
    CHECK(read_area({0x01, 0x03, 0xA0, 0x0C, 0x34, 0x03, 0x00, 0xFE}).status == NdefStatus::empty);
    CHECK(read_area(joined({{0xFE}, fake::ndef_tlv(hello)})).status == NdefStatus::empty);
    fake::Type2 no_area(fake::type2_memory_of({}, 0));
    CHECK(read(no_area).status == NdefStatus::empty);
}

TEST_CASE("the first of several messages is taken") {
    check_is_hello(read_area(joined({{0x03, static_cast<std::uint8_t>(hello.size())}, hello, fake::ndef_tlv({1, 2})})));
}

TEST_CASE("an unformatted tag has none") {
    Bytes memory = fake::type2_memory(hello);
    for (const std::uint8_t magic : Bytes{0x00, 0xE0, 0xE2, 0xFF}) {
        memory[12] = magic;
        fake::Type2 tag(memory);
        CHECK(read(tag).status == NdefStatus::none);
        CHECK(tag.exchanges() == 1);
    }
}

TEST_CASE("another major version is refused, another minor one is not") {
    Bytes memory = fake::type2_memory(hello);
    using Expected = std::pair<std::uint8_t, NdefStatus>;
    for (const auto& [version, status] :
         {Expected{0x00, NdefStatus::malformed}, Expected{0x0F, NdefStatus::malformed}, Expected{0x10, NdefStatus::ok},
          Expected{0x1F, NdefStatus::ok}, Expected{0x20, NdefStatus::malformed}}) {
        CAPTURE(int{version});
        memory[13] = version;
        fake::Type2 tag(memory);
        CHECK(read(tag).status == status);
    }
}

TEST_CASE("a tag that says it may not be read is locked, one that may not be written is read") {
    Bytes memory = fake::type2_memory(hello);
    memory[15] = 0x0F;
    fake::Type2 read_only(memory);
    CHECK(read(read_only).status == NdefStatus::ok);
    memory[15] = 0x80;
    fake::Type2 hidden(memory);
    CHECK(read(hidden).status == NdefStatus::locked);
}

TEST_CASE("a password in front of, inside and behind the message") {
    const Bytes memory = fake::type2_memory(message_of(100));  // its block ends in page 29
    for (const bool fast : {true, false})
        for (const std::size_t page : {4U, 5U, 6U, 7U, 8U, 9U, 20U, 28U, 29U, 30U, 31U}) {
            CAPTURE(fast, page);
            fake::Type2 tag(memory);
            if (!fast) tag.without_fast_read();
            const auto reading = read(tag.protected_from(page));
            CHECK(reading.status == (page <= 29 ? NdefStatus::locked : NdefStatus::ok));
        }
}

TEST_CASE("a page of the message that only looks like page 0 is read for what it is") {
    const Bytes memory = fake::type2_memory(message_of(40));
    for (const std::size_t page : {6U, 7U, 9U, 10U, 11U}) {
        CAPTURE(page);
        Bytes twin = memory;
        std::copy_n(twin.begin(), 4, twin.begin() + static_cast<std::ptrdiff_t>(page * 4));
        fake::Type2 tag(twin);
        const auto reading = read(tag);
        REQUIRE(reading.status == NdefStatus::ok);
        CHECK(reading.records[0].payload == Bytes(twin.begin() + 22, twin.begin() + 58));
    }
}

TEST_CASE("a message that goes on behind the first sector is refused") {
    Bytes memory = fake::type2_memory(message_of(1100), 2032);
    memory.resize(1024);
    fake::Type2 tag(memory);
    const auto reading = read(tag);
    CHECK(reading.status == NdefStatus::malformed);
    CHECK_THAT(reading.reason, contains("first sector"));
}

TEST_CASE("an answer of a wrong length is refused, a NAK handed over as a byte is a NAK") {
    for (const std::size_t length : {0U, 2U, 15U, 17U}) {
        fake::Type2 tag(fake::type2_memory(hello));
        tag.tamper_with([&](std::size_t exchange, Bytes& answer) {
            if (exchange == 1) answer.resize(length);
        });
        CHECK(read(tag).status == NdefStatus::malformed);
    }
    fake::Type2 tag(fake::type2_memory(hello));
    tag.tamper_with([](std::size_t exchange, Bytes& answer) {
        if (exchange == 1) answer = {0x00};
    });
    CHECK(read(tag).status == NdefStatus::locked);
}

TEST_CASE("a kind of tag without known memory has none, and nothing is asked of it") {
    fake::Type2 tag(fake::type2_memory(hello));
    CHECK(read_ndef(tag, fake::identity(TagTech::a)).status == NdefStatus::none);
    CHECK(tag.exchanges() == 0);
}
