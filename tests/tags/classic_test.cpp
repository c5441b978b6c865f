#include "tags/fake_tags.h"
#include "tags/samples.h"
#include "testing/catch.h"

using attendance::TagTech;
using base::Bytes;
using tags::NdefReading;
using tags::NdefStatus;

namespace {

NdefReading read(fake::Tag& tag) {
    return read_ndef(tag, fake::identity(TagTech::classic));
}

const Bytes mad_key{0xA0, 0xA1, 0xA2, 0xA3, 0xA4, 0xA5};
const Bytes ndef_key{0xD3, 0xF7, 0xD3, 0xF7, 0xD3, 0xF7};
const Bytes other_key(6, 0xFF);
const Bytes hello = samples::message({samples::text("en", "Hello")});

std::map<std::size_t, Bytes> public_keys() {
    std::map<std::size_t, Bytes> keys{{0, mad_key}};
    for (std::size_t sector = 1; sector < 16; ++sector)
        keys[sector] = ndef_key;
    return keys;
}

}  // namespace

TEST_CASE("the application directory of a card that a phone formatted has checksum 14") {
    Bytes directory{0x01};
    for (int sector = 1; sector < 16; ++sector)
        directory.insert(directory.end(), {0x03, 0xE1});
    CHECK(fake::mad_checksum(directory) == 0x14);
}

TEST_CASE("a message on a Classic card is found behind the directory") {
    auto card = fake::classic_card(hello);
    const auto reading = read(card);
    REQUIRE(reading.status == NdefStatus::ok);
    CHECK(reading.records[0].text == "Hello");
    CHECK(card.commands() == std::vector<Bytes>{{0x30, 1}, {0x30, 2}, {0x30, 4}});
}

TEST_CASE("a message over several sectors leaves out the blocks of keys") {
    const auto message = samples::message({samples::text("en", std::string(600, 'x'))});
    auto card = fake::classic_card(message);
    const auto reading = read(card);
    REQUIRE(reading.status == NdefStatus::ok);
    CHECK(reading.records[0].text == std::string(600, 'x'));
    for (const Bytes& command : card.commands())
        CHECK(command[1] % 4 != 3);
}

TEST_CASE("the message may begin in a later sector, and ends with the run of sectors") {
    const Bytes data = fake::ndef_tlv(samples::message({samples::text("en", std::string(60, 'x'))}));  // 70 bytes
    for (const std::size_t sectors : {1U, 2U}) {
        fake::Classic card(fake::classic_blocks(data, 5, sectors), public_keys());
        CAPTURE(sectors);
        CHECK(read(card).status == (sectors == 1 ? NdefStatus::malformed : NdefStatus::ok));
    }
}

TEST_CASE("a message may fill its sectors to the last byte and not further") {
    for (const std::size_t size : {45U, 46U, 47U}) {
        Bytes data = fake::ndef_tlv(samples::message({samples::text("en", std::string(size - 7, 'x'))}));
        fake::Classic card(fake::classic_blocks(data, 1, 1), public_keys());
        CAPTURE(size);
        CHECK(read(card).status == (size <= 46 ? NdefStatus::ok : NdefStatus::malformed));
    }
}

TEST_CASE("a card whose directory wants another key is locked") {
    fake::Classic card(fake::classic_blocks(fake::ndef_tlv(hello), 1, 15), {{0, other_key}});
    CHECK(read(card).status == NdefStatus::locked);
    CHECK(card.exchanges() == 1);
}

TEST_CASE("a card whose NDEF sector wants another key is locked") {
    auto keys = public_keys();
    keys[1] = other_key;
    fake::Classic card(fake::classic_blocks(fake::ndef_tlv(hello), 1, 15), keys);
    CHECK(read(card).status == NdefStatus::locked);
}

TEST_CASE("a card whose directory names no NDEF sector has none") {
    fake::Classic card(fake::classic_blocks({}, 1, 0), public_keys());
    CHECK(read(card).status == NdefStatus::none);
}

TEST_CASE("a directory with a wrong checksum is refused, whichever bit of it is wrong") {
    const auto blocks = fake::classic_blocks(fake::ndef_tlv(hello), 1, 15);
    for (std::size_t bit = 0; bit < 32 * 8; ++bit) {
        auto damaged = blocks;
        damaged[1 + bit / 128][bit / 8 % 16] ^= static_cast<std::uint8_t>(1U << bit % 8);
        fake::Classic card(damaged, public_keys());
        CAPTURE(bit);
        CHECK(read(card).status == NdefStatus::malformed);
    }
}

TEST_CASE("a formatted Classic card without a message is empty") {
    fake::Classic blank(fake::classic_blocks({}, 1, 2), public_keys());
    CHECK(read(blank).status == NdefStatus::empty);
    fake::Classic empty(fake::classic_blocks({0x03, 0x00, 0xFE}, 1, 15), public_keys());
    CHECK(read(empty).status == NdefStatus::empty);
}
