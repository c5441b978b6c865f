#include "tags/fake_tags.h"
#include "tags/samples.h"
#include "testing/catch.h"

using attendance::TagTech;
using base::Bytes;
using tags::NdefReading;
using tags::NdefStatus;

namespace {

NdefReading read(fake::Tag& tag) {
    return read_ndef(tag, fake::identity(TagTech::type3));
}

const Bytes hello = samples::message({samples::text("en", "Hello")});

// A card of one NDEF system whose attribute block was changed so; its checksum is right again.
template <typename Change>
NdefReading read_with_attributes(Change change) {
    auto blocks = fake::type3_blocks(hello);
    change(blocks[0]);
    fake::fix_attribute_checksum(blocks[0]);
    fake::Type3 card({{0x12FC, fake::idm, blocks}});
    return read(card);
}

}  // namespace

TEST_CASE("a message on a FeliCa card takes two reads") {
    auto card = fake::type3_card(hello);
    const auto reading = read(card);
    REQUIRE(reading.status == NdefStatus::ok);
    CHECK(reading.records[0].text == "Hello");
    Bytes first{16, 0x06};
    first.insert(first.end(), fake::idm.begin(), fake::idm.end());
    first.insert(first.end(), {1, 0x0B, 0x00, 1, 0x80, 0});
    REQUIRE(card.commands().size() == 2);
    CHECK(card.commands()[0] == first);
}

TEST_CASE("no read asks for more blocks than the card allows, nor for more than a USB frame holds") {
    const auto message = samples::message({samples::text("en", std::string(500, 'x'))});
    for (const std::uint8_t allowed : Bytes{1, 3, 4, 12, 13, 255}) {
        fake::Type3 card({{0x12FC, fake::idm, fake::type3_blocks(message, allowed)}});
        const auto reading = read(card);
        CAPTURE(int{allowed});
        REQUIRE(reading.status == NdefStatus::ok);
        CHECK(reading.records[0].text == std::string(500, 'x'));
        for (const Bytes& command : card.commands())
            CHECK(int{command.at(13)} <= std::min<int>(allowed, 12));
    }
}

TEST_CASE("blocks from 256 on are addressed with three bytes") {
    const auto message = samples::message({samples::text("en", std::string(5000, 'x'))});
    fake::Type3 card({{0x12FC, fake::idm, fake::type3_blocks(message, 12)}});
    const auto reading = read(card);
    REQUIRE(reading.status == NdefStatus::ok);
    CHECK(reading.records[0].text->size() == 5000);
}

TEST_CASE("a transport card refuses the NDEF service, has no NDEF system, and is left as it was") {
    fake::Type3 card({{0x0003, fake::idm, {}}});
    const auto reading = read(card);
    CHECK(reading.status == NdefStatus::none);
    CHECK(card.exchanges() == 3);  // read, polling without an answer, reselect
}

TEST_CASE("the NDEF system of a card with several systems answers under its own number") {
    fake::Type3 card({{0x0003, fake::idm, {}}, {0x12FC, fake::second_idm, fake::type3_blocks(hello)}});
    const auto reading = read(card);
    REQUIRE(reading.status == NdefStatus::ok);
    CHECK(reading.records[0].text == "Hello");
}

TEST_CASE("a card whose block 0 is no attribute block has none, unless it claims the NDEF system") {
    const std::vector<Bytes> scratch(14, Bytes(16, 0xAB));
    fake::Type3 other({{0x88B4, fake::idm, scratch}});
    CHECK(read(other).status == NdefStatus::none);
    fake::Type3 ndef({{0x12FC, fake::idm, scratch}});
    CHECK(read(ndef).status == NdefStatus::malformed);
}

TEST_CASE("a card that wants a key for its blocks is locked") {
    for (const std::uint8_t status2 : Bytes{0xA5, 0xB0, 0xB1}) {
        fake::Type3 card({{0x12FC, fake::idm, {}}});
        CHECK(read(card.refusing_with(status2)).status == NdefStatus::locked);
    }
}

TEST_CASE("a wrong checksum or major version of the attributes is refused") {
    auto blocks = fake::type3_blocks(hello);
    blocks[0][15] ^= 1U;
    fake::Type3 card({{0x12FC, fake::idm, blocks}});
    CHECK(read(card).status == NdefStatus::malformed);
    CHECK(read_with_attributes([](Bytes& block) { block[0] = 0x20; }).status == NdefStatus::malformed);
    CHECK(read_with_attributes([](Bytes& block) { block[0] = 0x1F; }).status == NdefStatus::ok);
}

TEST_CASE("attributes that cannot be true are refused with their reason") {
    const auto reason = [](auto change) {
        const auto reading = read_with_attributes(change);
        CHECK(reading.status == NdefStatus::malformed);
        return reading.reason;
    };
    CHECK_THAT(reason([](Bytes& block) { block[1] = 0; }), contains("no block"));
    CHECK_THAT(reason([](Bytes& block) { block[9] = 0x0F; }), contains("not finished"));
    CHECK_THAT(reason([](Bytes& block) { block[4] = 0; }), contains("longer than the card's memory"));
    CHECK_THAT(reason([](Bytes& block) { block[11] = 1; }), contains("longer than the card's memory"));
    CHECK_THAT(reason([](Bytes& block) { block[3] = 0xFF, block[12] = 0x20, block[13] = 1; }), contains("8 KiB"));
    CHECK_THAT(reason([](Bytes& block) { block[3] = 0xFF, block[12] = 0x10; }), contains("claims to have"));
}

TEST_CASE("the message may fill the card's blocks to the last byte and not further") {
    for (const std::size_t size : {207U, 208U, 209U}) {
        const auto message = samples::message({samples::text("en", std::string(size - 7, 'x'))});
        auto blocks = fake::type3_blocks(message);
        blocks[0][4] = 13;
        fake::fix_attribute_checksum(blocks[0]);
        fake::Type3 card({{0x12FC, fake::idm, blocks}});
        CAPTURE(size);
        CHECK(read(card).status == (size <= 208 ? NdefStatus::ok : NdefStatus::malformed));
    }
}

TEST_CASE("a FeliCa card with a message of no bytes is empty") {
    auto card = fake::type3_card({});
    CHECK(read(card).status == NdefStatus::empty);
}

TEST_CASE("an answer that is not this card's, or whose length byte lies, is refused") {
    for (const std::size_t byte : {0U, 1U, 2U, 9U, 12U}) {
        auto card = fake::type3_card(hello);
        card.tamper_with([&](std::size_t exchange, Bytes& answer) {
            if (exchange == 1) answer.at(byte) ^= 0x40U;
        });
        CAPTURE(byte);
        CHECK(read(card).status == NdefStatus::malformed);
    }
}

TEST_CASE("a Type 3 tag whose number is no IDm is not asked") {
    auto card = fake::type3_card(hello);
    auto identity = fake::identity(TagTech::type2);
    identity.tech = TagTech::type3;
    CHECK(read_ndef(card, identity).status == NdefStatus::none);
    CHECK(card.exchanges() == 0);
}
