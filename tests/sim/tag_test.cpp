#include "sim/tag.h"

#include "sim/field.h"
#include "sim/ndef_encode.h"
#include "testing/catch.h"

using base::Bytes;
using sim::Ack;
using sim::Answer;
using sim::AuthenticationFailed;
using sim::Field;
using sim::Nak;
using sim::Silence;
using sim::TagHandle;
using sim::TagKind;

namespace {

const Bytes uid7 = {0x04, 0xA1, 0xB2, 0xC3, 0xD4, 0xE5, 0xF6};
const Bytes uid4 = {0xC0, 0xDE, 0x12, 0x34};
const Bytes idm = {0x01, 0x2E, 0x4C, 0xD1, 0xA0, 0xB0, 0xC0, 0xD0};

Bytes data_of(const Answer& answer) {
    REQUIRE(std::holds_alternative<Bytes>(answer));
    return std::get<Bytes>(answer);
}

template <typename Kind>
bool is(const Answer& answer) {
    return std::holds_alternative<Kind>(answer);
}

template <typename Memory>
Memory memory_of(TagKind kind, const Bytes& uid) {
    return std::get<Memory>(sim::make_tag(kind, uid).value().memory);
}
template <typename Memory>
Memory memory_of(TagKind kind, const Bytes& uid, const Bytes& message) {
    return std::get<Memory>(sim::make_tag(kind, uid, base::ByteView(message)).value().memory);
}

Bytes authenticate(std::uint8_t command, std::uint8_t block, const sim::ClassicKey& key, const Bytes& number) {
    Bytes bytes = {command, block};
    bytes.insert(bytes.end(), key.begin(), key.end());
    bytes.insert(bytes.end(), number.end() - 4, number.end());
    return bytes;
}

Bytes read_blocks(std::uint16_t service, std::vector<std::uint8_t> blocks) {
    Bytes frame = {0x00, 0x06};
    frame.insert(frame.end(), idm.begin(), idm.end());
    frame.insert(frame.end(), {0x01, static_cast<std::uint8_t>(service & 0xFFU),
                               static_cast<std::uint8_t>(service >> 8U), static_cast<std::uint8_t>(blocks.size())});
    for (const std::uint8_t block : blocks)
        frame.insert(frame.end(), {0x80, block});
    frame[0] = static_cast<std::uint8_t>(frame.size());
    return frame;
}

}  // namespace

TEST_CASE("every kind of tag is found by its name") {
    for (const TagKind kind : {TagKind::ultralight, TagKind::ntag213, TagKind::ntag215, TagKind::ntag216,
                               TagKind::classic_1k, TagKind::felica, TagKind::type4, TagKind::phone})
        CHECK(sim::tag_kind_from(sim::to_string(kind)) == kind);
    CHECK(!sim::tag_kind_from("ntag"));
}

TEST_CASE("a number has the length of its kind, and four bytes from 08 are a phone's alone") {
    CHECK(sim::make_tag(TagKind::ntag213, uid7));
    CHECK(!sim::make_tag(TagKind::ntag213, uid4));
    CHECK(sim::make_tag(TagKind::classic_1k, uid4));
    CHECK(sim::make_tag(TagKind::classic_1k, uid7));
    CHECK(!sim::make_tag(TagKind::classic_1k, Bytes{0x08, 0x01, 0x02, 0x03}));
    CHECK(sim::make_tag(TagKind::felica, idm));
    CHECK(!sim::make_tag(TagKind::felica, uid7));
    CHECK(sim::make_tag(TagKind::phone, Bytes{}));
    CHECK(!sim::make_tag(TagKind::phone, uid4));
}

TEST_CASE("the longest message fits and one byte more does not") {
    const auto fits = [](TagKind kind, const Bytes& uid, std::size_t size) {
        return sim::make_tag(kind, uid, base::ByteView(Bytes(size))).has_value();
    };
    CHECK(fits(TagKind::ultralight, uid7, 48 - 3));
    CHECK(!fits(TagKind::ultralight, uid7, 48 - 3 + 1));
    CHECK(fits(TagKind::ntag213, uid7, 144 - 3));
    CHECK(!fits(TagKind::ntag213, uid7, 144 - 3 + 1));
    CHECK(fits(TagKind::ntag216, uid7, 872 - 5));
    CHECK(!fits(TagKind::ntag216, uid7, 872 - 5 + 1));
    CHECK(fits(TagKind::classic_1k, uid4, 720 - 5));
    CHECK(!fits(TagKind::classic_1k, uid4, 720 - 5 + 1));
    CHECK(fits(TagKind::felica, idm, 1024));
    CHECK(!fits(TagKind::felica, idm, 1025));
}

TEST_CASE("NDEF lengths turn long at 255 in the TLV and at 256 in the record") {
    CHECK(sim::ndef_tlv(Bytes(254)).size() == 1 + 1 + 254 + 1);
    CHECK(sim::ndef_tlv(Bytes(255)).size() == 1 + 3 + 255 + 1);
    const auto record_of = [](std::size_t payload) {
        return sim::encode_ndef({sim::MediaItem{"a/b", Bytes(payload)}}).size() - payload - 3;
    };
    CHECK(record_of(255) == 3);
    CHECK(record_of(256) == 6);
    CHECK(sim::encode_ndef({}) == Bytes{0xD0, 0x00, 0x00});
    CHECK(sim::encode_ndef({sim::TextItem{"A", "en"}, sim::UriItem{"https://b"}}) ==
          Bytes{0x91, 0x01, 0x04, 'T', 0x02, 'e', 'n', 'A', 0x51, 0x01, 0x02, 'U', 0x04, 'b'});
}

TEST_CASE("Type 2: READ gives four pages and goes on at page 0 behind the last") {
    auto tag = memory_of<sim::Type2Memory>(TagKind::ntag213, uid7);
    const Bytes first = data_of(tag.answer(Bytes{0x30, 0}));
    CHECK(first == Bytes{0x04, 0xA1, 0xB2, 0x9F, 0xC3, 0xD4, 0xE5, 0xF6, 0x04, 0x48, 0, 0, 0xE1, 0x10, 0x12, 0});
    const Bytes last = data_of(tag.answer(Bytes{0x30, 44}));
    CHECK(Bytes(last.begin() + 4, last.end()) == Bytes(first.begin(), first.begin() + 12));
    CHECK(is<Nak>(tag.answer(Bytes{0x30, 45})));
}

TEST_CASE("Type 2: FAST_READ and GET_VERSION are an NTAG's, an Ultralight refuses them") {
    auto ntag = memory_of<sim::Type2Memory>(TagKind::ntag216, uid7);
    CHECK(data_of(ntag.answer(Bytes{0x60})) == Bytes{0, 4, 4, 2, 1, 0, 0x13, 3});
    CHECK(data_of(ntag.answer(Bytes{0x3A, 4, 230})).size() == 227 * 4);
    CHECK(data_of(ntag.answer(Bytes{0x3A, 4, 4})).size() == 4);
    CHECK(is<Nak>(ntag.answer(Bytes{0x3A, 4, 231})));
    CHECK(is<Nak>(ntag.answer(Bytes{0x3A, 5, 4})));
    auto ultralight = memory_of<sim::Type2Memory>(TagKind::ultralight, uid7);
    CHECK(is<Nak>(ultralight.answer(Bytes{0x60})));
    CHECK(is<Nak>(ultralight.answer(Bytes{0x3A, 0, 4})));
    CHECK(data_of(ultralight.answer(Bytes{0x30, 15})).size() == 16);
    CHECK(is<Nak>(ultralight.answer(Bytes{0x30, 16})));
}

TEST_CASE("Type 2: what is written is read, and locked or factory pages are not written") {
    auto tag = memory_of<sim::Type2Memory>(TagKind::ntag213, uid7);
    CHECK(is<Ack>(tag.answer(Bytes{0xA2, 4, 1, 2, 3, 4})));
    CHECK(data_of(tag.answer(Bytes{0x3A, 4, 4})) == Bytes{1, 2, 3, 4});
    CHECK(is<Nak>(tag.answer(Bytes{0xA2, 1, 1, 2, 3, 4})));
    CHECK(is<Ack>(tag.answer(Bytes{0xA2, 2, 0xFF, 0xFF, 0x10, 0x00})));  // locks page 4
    CHECK(is<Nak>(tag.answer(Bytes{0xA2, 4, 9, 9, 9, 9})));
    CHECK(is<Ack>(tag.answer(Bytes{0xA2, 5, 9, 9, 9, 9})));
    CHECK(data_of(tag.answer(Bytes{0x3A, 2, 2})) == Bytes{0x04, 0x48, 0x10, 0x00});
}

TEST_CASE("Type 2: pages behind a password are refused without it and read with it") {
    auto tag = memory_of<sim::Type2Memory>(TagKind::ntag213, uid7);
    tag.protect_from(4, Bytes{1, 2, 3, 4});
    CHECK(is<Nak>(tag.answer(Bytes{0x30, 4})));
    const Bytes at_3 = data_of(tag.answer(Bytes{0x30, 3}));
    CHECK(at_3[4] == 0x04);  // page 0 follows page 3
    CHECK(is<Nak>(tag.answer(Bytes{0x3A, 0, 4})));
    CHECK(is<Nak>(tag.answer(Bytes{0x1B, 1, 2, 3, 5})));
    CHECK(data_of(tag.answer(Bytes{0x1B, 1, 2, 3, 4})).size() == 2);
    CHECK(data_of(tag.answer(Bytes{0x30, 4})).size() == 16);
    tag.forget();
    CHECK(is<Nak>(tag.answer(Bytes{0x30, 4})));
}

TEST_CASE("Classic: a sector is read after its key, and no other") {
    auto tag = memory_of<sim::ClassicMemory>(TagKind::classic_1k, uid4);
    CHECK(is<Nak>(tag.answer(Bytes{0x30, 4})));
    CHECK(is<Ack>(tag.answer(authenticate(0x60, 4, sim::classic_factory_key, uid4))));
    CHECK(data_of(tag.answer(Bytes{0x30, 5})).size() == 16);
    CHECK(is<Nak>(tag.answer(Bytes{0x30, 8})));
    CHECK(is<AuthenticationFailed>(tag.answer(authenticate(0x60, 4, sim::classic_mad_key, uid4))));
    CHECK(is<Nak>(tag.answer(Bytes{0x30, 5})));
    CHECK(is<AuthenticationFailed>(tag.answer(authenticate(0x60, 4, sim::classic_factory_key, uid7))));
    CHECK(is<Ack>(tag.answer(authenticate(0x61, 63, sim::classic_factory_key, uid4))));
    const Bytes trailer = data_of(tag.answer(Bytes{0x30, 63}));
    CHECK(Bytes(trailer.begin(), trailer.begin() + 6) == Bytes(6));  // key A is never read
}

TEST_CASE("Classic: NDEF stands behind the public keys, with a directory whose checksum is right") {
    auto tag = memory_of<sim::ClassicMemory>(TagKind::classic_1k, uid7, Bytes(100, 0xAB));
    CHECK(is<Ack>(tag.answer(authenticate(0x60, 1, sim::classic_mad_key, uid7))));
    const Bytes directory = data_of(tag.answer(Bytes{0x30, 1}));
    CHECK(Bytes(directory.begin() + 1, directory.begin() + 4) == Bytes{0x01, 0x03, 0xE1});
    // The value that NXP's formatting gives for a card with all sectors in use for NDEF (AN1304's example card).
    CHECK(directory[0] == 0x14);
    CHECK(is<Ack>(tag.answer(authenticate(0x60, 4, sim::classic_ndef_key, uid7))));
    CHECK(data_of(tag.answer(Bytes{0x30, 4}))[1] == 100);
    CHECK(is<Ack>(tag.answer(authenticate(0x60, 8, sim::classic_ndef_key, uid7))));
    CHECK(data_of(tag.answer(Bytes{0x30, 8}))[0] == 0xAB);
}

TEST_CASE("FeliCa: polling finds a card by its system, byte by byte") {
    const auto tag = memory_of<sim::Type3Memory>(TagKind::felica, idm, Bytes(5));
    CHECK(tag.poll(0xFFFF, 0x01).value().size() == 20);
    CHECK(tag.poll(0x12FC, 0x00).value().size() == 18);
    CHECK(tag.poll(0x12FF, 0x00));
    CHECK(tag.poll(0xFFFC, 0x00));
    CHECK(!tag.poll(0x0003, 0x00));
}

TEST_CASE("FeliCa: blocks are read without encryption, up to the card's limits") {
    auto tag = memory_of<sim::Type3Memory>(TagKind::felica, idm, Bytes{0xD0, 0x00, 0x00});
    const Bytes attributes = data_of(tag.answer(read_blocks(0x000B, {0})));
    CHECK(attributes.size() == 13 + 16);
    CHECK(attributes[0] == attributes.size());
    CHECK(attributes[13] == 0x10);
    CHECK(attributes[13 + 13] == 3);  // length of the message
    CHECK(data_of(tag.answer(read_blocks(0x000B, {0, 1, 2, 64}))).size() == 13 + 64);
    CHECK(data_of(tag.answer(read_blocks(0x000B, {65})))[10] != 0);
    CHECK(data_of(tag.answer(read_blocks(0x090F, {0})))[10] != 0);
    CHECK(data_of(tag.answer(read_blocks(0x000B, std::vector<std::uint8_t>(13))))[10] != 0);
    tag.set_lite(true);
    CHECK(data_of(tag.answer(read_blocks(0x000B, {0, 1, 2, 3})))[10] == 0);
    CHECK(data_of(tag.answer(read_blocks(0x000B, {0, 1, 2, 3, 4})))[10] != 0);
}

TEST_CASE("FeliCa: a frame cut at any byte, or for another card, is met with silence") {
    auto tag = memory_of<sim::Type3Memory>(TagKind::felica, idm, Bytes(5));
    const Bytes frame = read_blocks(0x000B, {0, 1});
    for (std::size_t size = 0; size < frame.size(); ++size) {
        Bytes cut(frame.begin(), frame.begin() + static_cast<std::ptrdiff_t>(size));
        CHECK(is<Silence>(tag.answer(cut)));
        if (cut.empty()) continue;
        cut[0] = static_cast<std::uint8_t>(size);  // cut, but with the length of what is left
        CHECK(is<Silence>(tag.answer(cut)));
    }
    Bytes other = frame;
    other[2] ^= 0xFF;
    CHECK(is<Silence>(tag.answer(other)));
}

TEST_CASE("FeliCa: a Lite knows no Request Response") {
    auto tag = memory_of<sim::Type3Memory>(TagKind::felica, idm);
    Bytes frame = {0x0A, 0x04};
    frame.insert(frame.end(), idm.begin(), idm.end());
    CHECK(data_of(tag.answer(frame)).size() == 11);
    tag.set_lite(true);
    CHECK(is<Silence>(tag.answer(frame)));
}

TEST_CASE("Type 4: application, capability container and NDEF file are selected and read in turn") {
    auto tag = memory_of<sim::Type4Memory>(TagKind::type4, uid7, Bytes(100, 0xAB));
    const Bytes done = {0x90, 0x00};
    const Bytes not_found = {0x6A, 0x82};
    const Bytes select_application = {0x00, 0xA4, 0x04, 0x00, 0x07, 0xD2, 0x76, 0x00, 0x00, 0x85, 0x01, 0x01, 0x00};
    const Bytes select_container = {0x00, 0xA4, 0x00, 0x0C, 0x02, 0xE1, 0x03};
    const Bytes select_file = {0x00, 0xA4, 0x00, 0x0C, 0x02, 0xE1, 0x04};
    CHECK(tag.apdu(select_container) == not_found);
    CHECK(tag.apdu(select_application) == done);
    CHECK(tag.apdu(Bytes{0x00, 0xB0, 0, 0, 2}) == Bytes{0x69, 0x86});
    CHECK(tag.apdu(select_container) == done);
    CHECK(tag.apdu(Bytes{0x00, 0xB0, 0, 0, 15}) ==
          Bytes{0, 0x0F, 0x20, 0, 59, 0, 0x34, 4, 6, 0xE1, 4, 0, 102, 0, 0xFF, 0x90, 0});
    CHECK(tag.apdu(select_file) == done);
    CHECK(tag.apdu(Bytes{0x00, 0xB0, 0, 0, 2}) == Bytes{0, 100, 0x90, 0});
    CHECK(tag.apdu(Bytes{0x00, 0xB0, 0, 2, 0}).size() == 59 + 2);
    CHECK(tag.apdu(Bytes{0x00, 0xB0, 0, 101, 59}) == Bytes{0xAB, 0x90, 0});
    CHECK(tag.apdu(Bytes{0x00, 0xB0, 0, 102, 1}) == Bytes{0x6B, 0x00});
    CHECK(tag.apdu(Bytes{0x90, 0x60, 0, 0, 0}) == Bytes{0x6E, 0x00});
    for (std::size_t size = 0; size < select_application.size() - 1; ++size)
        CHECK(tag.apdu(base::ByteView(select_application).first(size)) != done);
    auto without = memory_of<sim::Type4Memory>(TagKind::type4, uid7);
    CHECK(without.apdu(select_application) == not_found);
}

TEST_CASE("a phone draws a new number each time it is powered, and keeps it in between") {
    Field field(7);
    field.set_power(true);
    const TagHandle phone = field.place(sim::make_tag(TagKind::phone, Bytes{}).value());
    const Bytes first = field.uid(phone);
    CHECK(first.size() == 4);
    CHECK(first[0] == 0x08);
    field.request_a({}, 1);
    field.request_a({}, 1);
    field.request_a({}, 1);
    CHECK(field.uid(phone) == first);
    field.set_power(false);
    field.set_power(true);
    CHECK(field.uid(phone) != first);
}

TEST_CASE("of two tags one is selected, the other is halted until the field drops, or takes turns") {
    const auto other = sim::make_tag(TagKind::ntag213, Bytes{0x04, 1, 2, 3, 4, 5, 6}).value();
    const auto selected_in = [&](sim::Collision collision) {
        Field field(7);
        field.set_collision(collision);
        field.set_power(true);
        field.place(sim::make_tag(TagKind::ntag213, uid7).value());
        field.place(other);
        std::vector<TagHandle> selected;
        for (int attempt = 0; attempt < 5; ++attempt) {
            const std::vector<TagHandle> found = field.request_a({}, 1);
            selected.push_back(found.empty() ? 0 : found[0]);
        }
        return selected;
    };
    CHECK(selected_in(sim::Collision::halts_the_others) == std::vector<TagHandle>{1, 0, 1, 0, 1});
    CHECK(selected_in(sim::Collision::alternates) == std::vector<TagHandle>{1, 2, 1, 2, 1});
}

TEST_CASE("the tags leave at the chosen exchange and not before") {
    Field field(7);
    field.set_power(true);
    const TagHandle tag = field.place(sim::make_tag(TagKind::ntag213, uid7).value());
    field.request_a({}, 1);
    field.tear_after(2);
    const Bytes read = {0x30, 0};
    CHECK(is<Bytes>(field.exchange(tag, read, Field::Blocks::by_chip)));
    CHECK(is<Bytes>(field.exchange(tag, read, Field::Blocks::by_chip)));
    CHECK(field.handles().size() == 1);
    CHECK(is<Silence>(field.exchange(tag, read, Field::Blocks::by_chip)));
    CHECK(field.handles().empty());
}
