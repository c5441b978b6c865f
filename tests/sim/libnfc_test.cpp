// The real libnfc drives the simulated chip: what it does with healthy readers and tags.
#include <algorithm>
#include <chrono>
#include <thread>

#include "libnfc_host.h"
#include "sim/ndef_encode.h"
#include "testing/catch.h"

using base::Bytes;
using sim::TagKind;
using sim_test::felica_212;
using sim_test::felica_424;
using sim_test::LibnfcHost;
using sim_test::start_reader;
using sim_test::tag;

namespace {

const Bytes uid_a = {0x04, 0xA1, 0xB2, 0xC3, 0xD4, 0xE5, 0xF6};
const Bytes uid_b = {0x04, 0x11, 0x22, 0x33, 0x44, 0xE5, 0x80};
const Bytes uid4 = {0xC0, 0xDE, 0x12, 0x34};
const Bytes idm = {0x01, 0x2E, 0x4C, 0xD1, 0xA0, 0xB0, 0xC0, 0xD0};
const Bytes message = sim::encode_ndef({sim::TextItem{"髙橋 さくら", "ja"}});

Bytes joined(Bytes first, const Bytes& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

}  // namespace

TEST_CASE("libnfc opens the reader, and finds nothing where nothing lies") {
    const auto reader = start_reader();
    LibnfcHost host(reader->connstring());
    REQUIRE(host.is_open());
    CHECK(host.init() == 0);
    CHECK(host.select() == 0);
    CHECK(host.select(felica_212) == 0);
    CHECK(host.list() == 0);
    CHECK(reader->counters().port_opens == 1);
    CHECK(reader->counters().selects == 0);
}

TEST_CASE("libnfc sees number, ATQA, SAK and ATS of each kind of type A tag") {
    struct Expected {
        TagKind kind;
        Bytes uid;
        Bytes atqa;
        std::uint8_t sak;
        std::size_t ats_bytes;
    };
    const std::vector<Expected> all = {
        {TagKind::ultralight, uid_a, {0x00, 0x44}, 0x00, 0}, {TagKind::ntag213, uid_a, {0x00, 0x44}, 0x00, 0},
        {TagKind::ntag215, uid_a, {0x00, 0x44}, 0x00, 0},    {TagKind::ntag216, uid_b, {0x00, 0x44}, 0x00, 0},
        {TagKind::classic_1k, uid4, {0x00, 0x04}, 0x08, 0},  {TagKind::classic_1k, uid_a, {0x00, 0x44}, 0x08, 0},
        {TagKind::type4, uid_a, {0x03, 0x44}, 0x20, 5}};
    const auto reader = start_reader();
    LibnfcHost host(reader->connstring());
    REQUIRE(host.init() == 0);
    for (const Expected& expected : all) {
        CAPTURE(sim::to_string(expected.kind));
        const sim::TagHandle handle = reader->place(tag(expected.kind, expected.uid));
        REQUIRE(host.select() == 1);
        const nfc_iso14443a_info& seen = host.target().nti.nai;
        CHECK(host.uid() == expected.uid);
        CHECK(Bytes{seen.abtAtqa[0], seen.abtAtqa[1]} == expected.atqa);
        CHECK(seen.btSak == expected.sak);
        const std::size_t ats_bytes = seen.szAtsLen;  // libnfc packs its structures: no reference may bind to it
        CHECK(ats_bytes == expected.ats_bytes);
        CHECK(host.is_present());
        CHECK(reader->remove(handle));
        CHECK(!host.is_present());
        CHECK(host.select() == 0);
    }
}

TEST_CASE("a tag that goes on lying there is selected again and again") {
    const auto reader = start_reader();
    LibnfcHost host(reader->connstring());
    REQUIRE(host.init() == 0);
    for (const auto& one : {tag(TagKind::ntag213, uid_a), tag(TagKind::type4, uid_b)}) {
        reader->place(one);
        for (int i = 0; i < 5; ++i)
            CHECK(host.select() == 1);
        reader->remove_all();
        CHECK(host.select() == 0);
    }
}

TEST_CASE("with INFINITE_SELECT the chip waits for the tag by itself") {
    const auto reader = start_reader();
    LibnfcHost host(reader->connstring());
    REQUIRE(host.init() == 0);
    nfc_device_set_property_bool(host.device(), NP_INFINITE_SELECT, true);
    CHECK(host.select() == NFC_ETIMEOUT);  // libnfc gives up after 300 ms; the chip goes on
    const std::uint64_t commands = reader->counters().commands;
    reader->place(tag(TagKind::ntag213, uid_a));
    while (reader->counters().selects == 0)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    CHECK(reader->counters().commands == commands);
    // The chip's reply comes when nobody waits for it, and libnfc may take it for the ACK of its next command: then
    // that call fails, and a later one finds the tag.
    int result = 0;
    for (int call = 0; call < 50 && result != 1; ++call)
        result = host.select();
    CHECK(result == 1);
    CHECK(host.uid() == uid_a);
}

TEST_CASE("Type 2 memory is read by READ, FAST_READ and GET_VERSION") {
    const auto reader = start_reader();
    reader->place(tag(TagKind::ntag213, uid_a, message));
    LibnfcHost host(reader->connstring());
    REQUIRE(host.init() == 0);
    REQUIRE(host.select() == 1);
    const Bytes tlv = sim::ndef_tlv(message);
    const Bytes by_read = host.transceive({0x30, 0x04}).value();
    CHECK(by_read == Bytes(tlv.begin(), tlv.begin() + 16));
    const Bytes by_fast_read = host.transceive_raw({0x3A, 4, 39}).value();
    CHECK(by_fast_read.size() == 144);
    CHECK(std::equal(tlv.begin(), tlv.end(), by_fast_read.begin()));
    CHECK(host.transceive_raw({0x60}).value()[6] == 0x0F);
}

TEST_CASE("a refusal of a Type 2 tag drops it until it is selected again") {
    const auto reader = start_reader();
    reader->place(tag(TagKind::ultralight, uid_a));
    LibnfcHost host(reader->connstring());
    REQUIRE(host.init() == 0);
    REQUIRE(host.select() == 1);
    CHECK(!host.transceive_raw({0x60}));  // an Ultralight has no GET_VERSION
    CHECK(host.last_result() == NFC_ERFTRANS);
    CHECK(!host.transceive({0x30, 0x00}));
    CHECK(host.select_uid(uid_a) == 1);
    CHECK(host.transceive({0x30, 0x00}));
    CHECK(!host.transceive({0x30, 0x10}));
    CHECK(!host.transceive({0x30, 0x00}));
}

TEST_CASE("Classic sectors open with their key and a wrong key needs a new selection") {
    const auto reader = start_reader();
    reader->place(tag(TagKind::classic_1k, uid4, message));
    LibnfcHost host(reader->connstring());
    REQUIRE(host.init() == 0);
    REQUIRE(host.select() == 1);
    const Bytes wrong = joined({0x60, 4, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}, uid4);
    const Bytes right = joined({0x60, 4, 0xD3, 0xF7, 0xD3, 0xF7, 0xD3, 0xF7}, uid4);
    CHECK(!host.transceive(wrong));
    CHECK(host.last_result() == NFC_EMFCAUTHFAIL);
    CHECK(!host.transceive(right));
    REQUIRE(host.select_uid(uid4) == 1);
    CHECK(host.transceive(right));
    CHECK(host.transceive({0x30, 4}).value()[0] == 0x03);
}

TEST_CASE("FeliCa is found at 212 and 424 kbit/s and read without encryption") {
    const auto reader = start_reader();
    reader->place(tag(TagKind::felica, idm, message));
    LibnfcHost host(reader->connstring());
    REQUIRE(host.init() == 0);
    CHECK(host.select() == 0);
    for (const nfc_modulation speed : {felica_424, felica_212}) {
        REQUIRE(host.select(speed) == 1);
        CHECK(host.uid() == idm);
        CHECK(host.target().nti.nfi.abtSysCode[0] == 0x12);
        CHECK(host.target().nti.nfi.abtSysCode[1] == 0xFC);
        CHECK(host.is_present());
    }
    const Bytes read = joined(joined({0x10, 0x06}, idm), {0x01, 0x0B, 0x00, 0x01, 0x80, 0x00});
    const Bytes attributes = host.transceive(read).value();
    CHECK(attributes.size() == 29);
    CHECK(attributes[26] == message.size());
    CHECK(host.transceive_raw(read) == attributes);
}

TEST_CASE("libnfc calls a FeliCa Lite gone while it lies there, and finds it by another selection") {
    const auto reader = start_reader();
    sim::Tag lite = tag(TagKind::felica, idm, message);
    std::get<sim::Type3Memory>(lite.memory).set_lite(true);
    reader->place(lite);
    LibnfcHost host(reader->connstring());
    REQUIRE(host.init() == 0);
    REQUIRE(host.select(felica_212) == 1);
    CHECK(!host.is_present());
    CHECK(host.select(felica_212) == 1);
}

TEST_CASE("Type 4: the chip does the blocks, and APDUs come through whole") {
    const auto reader = start_reader();
    reader->place(tag(TagKind::type4, uid_a, message));
    LibnfcHost host(reader->connstring());
    REQUIRE(host.init() == 0);
    REQUIRE(host.select() == 1);
    const Bytes done = {0x90, 0x00};
    CHECK(host.transceive({0x00, 0xA4, 0x04, 0x00, 0x07, 0xD2, 0x76, 0x00, 0x00, 0x85, 0x01, 0x01, 0x00}) == done);
    CHECK(host.transceive({0x00, 0xA4, 0x00, 0x0C, 0x02, 0xE1, 0x04}) == done);
    const Bytes file = host.transceive({0x00, 0xB0, 0x00, 0x00, 59}).value();
    CHECK(file == joined(joined({0x00, static_cast<std::uint8_t>(message.size())}, message), done));
}

TEST_CASE("without automatic RATS an ISO-DEP tag is selected quickly and gives no ATS") {
    const auto reader = start_reader();
    reader->place(tag(TagKind::type4, uid_a));
    LibnfcHost host(reader->connstring());
    REQUIRE(host.init() == 0);
    nfc_device_set_property_bool(host.device(), NP_AUTO_ISO14443_4, false);
    REQUIRE(host.select() == 1);
    const std::size_t ats_bytes = host.target().nti.nai.szAtsLen;
    CHECK(ats_bytes == 0);
    CHECK(host.transceive_raw({0xE0, 0x50}).value().size() == 6);
}

TEST_CASE("a phone's number is another one at each placing and after each drop of the field") {
    const auto reader = start_reader();
    LibnfcHost host(reader->connstring());
    REQUIRE(host.init() == 0);
    std::vector<Bytes> seen;
    for (int placing = 0; placing < 3; ++placing) {
        reader->place(tag(TagKind::phone, {}));
        REQUIRE(host.select() == 1);
        const Bytes first = host.uid();
        CHECK(first.size() == 4);
        CHECK(first[0] == 0x08);
        CHECK(host.target().nti.nai.btSak == 0x20);
        CHECK(host.select() == 1);
        CHECK(host.uid() == first);
        host.drop_field();
        REQUIRE(host.select() == 1);
        seen.push_back(first);
        seen.push_back(host.uid());
        reader->remove_all();
    }
    std::sort(seen.begin(), seen.end());
    CHECK(std::adjacent_find(seen.begin(), seen.end()) == seen.end());
}

TEST_CASE("two tags at once: selecting one halts the other until the field is dropped") {
    const auto reader = start_reader();
    const sim::TagHandle first = reader->place(tag(TagKind::ntag213, uid_a));
    reader->place(tag(TagKind::ntag213, uid_b));
    LibnfcHost host(reader->connstring());
    REQUIRE(host.init() == 0);
    REQUIRE(host.select() == 1);
    CHECK(host.uid() == uid_a);
    CHECK(host.select() == 1);
    CHECK(host.uid() == uid_a);
    reader->remove(first);
    CHECK(host.select() == 0);
    host.drop_field();
    CHECK(host.select() == 1);
    CHECK(host.uid() == uid_b);
}

TEST_CASE("a list halts what it finds: the next one is empty until the field is dropped") {
    const auto reader = start_reader();
    reader->set_collision(sim::Collision::alternates);
    reader->place(tag(TagKind::ntag213, uid_a));
    reader->place(tag(TagKind::ntag213, uid_b));
    LibnfcHost host(reader->connstring());
    REQUIRE(host.init() == 0);
    CHECK(host.list() == 2);
    CHECK(host.list() == 0);
    host.drop_field();
    CHECK(host.list() == 2);
}

TEST_CASE("a card and a FeliCa at once are found by their own modulations") {
    const auto reader = start_reader();
    reader->place(tag(TagKind::felica, idm));
    reader->place(tag(TagKind::classic_1k, uid4));
    LibnfcHost host(reader->connstring());
    REQUIRE(host.init() == 0);
    for (int i = 0; i < 3; ++i) {
        REQUIRE(host.select() == 1);
        CHECK(host.uid() == uid4);
        REQUIRE(host.select(felica_212) == 1);
        CHECK(host.uid() == idm);
    }
}

TEST_CASE("torn away at each exchange of a reading, exactly the exchanges before it succeed") {
    const auto reader = start_reader();
    LibnfcHost host(reader->connstring());
    REQUIRE(host.init() == 0);
    constexpr int exchanges = 12;
    for (int tear = 0; tear <= exchanges; ++tear) {
        reader->place(tag(TagKind::ntag213, uid_a, message));
        REQUIRE(host.select() == 1);
        reader->tear_after(tear);
        int succeeded = 0;
        while (succeeded < exchanges && host.transceive({0x30, static_cast<std::uint8_t>(succeeded * 4)}))
            ++succeeded;
        CHECK(succeeded == tear);
        if (tear < exchanges) {
            CHECK(host.last_result() == NFC_ERFTRANS);
            CHECK(reader->placed().empty());
            CHECK(host.select() == 0);
        }
        reader->remove_all();
    }
}

TEST_CASE("poll_target finds a tag of each technology") {
    const auto reader = start_reader();
    LibnfcHost host(reader->connstring());
    REQUIRE(host.init() == 0);
    const nfc_modulation both[] = {sim_test::type_a, felica_212};
    nfc_target found{};
    CHECK(nfc_initiator_poll_target(host.device(), both, 2, 1, 1, &found) == 0);
    for (const auto& one : {tag(TagKind::ntag213, uid_a), tag(TagKind::type4, uid_a), tag(TagKind::classic_1k, uid4)}) {
        reader->place(one);
        REQUIRE(nfc_initiator_poll_target(host.device(), both, 2, 2, 1, &found) == 1);
        CHECK(Bytes(found.nti.nai.abtUid, found.nti.nai.abtUid + found.nti.nai.szUidLen) == one.uid);
        reader->remove_all();
    }
    reader->place(tag(TagKind::felica, idm));
    REQUIRE(nfc_initiator_poll_target(host.device(), both, 2, 2, 1, &found) == 1);
    CHECK(Bytes(found.nti.nfi.abtId, found.nti.nfi.abtId + 8) == idm);
}

TEST_CASE("a tap takes itself away") {
    const auto reader = start_reader();
    reader->tap(tag(TagKind::ntag213, uid_a), std::chrono::milliseconds(50));
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!reader->placed().empty() && std::chrono::steady_clock::now() < limit)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    CHECK(reader->placed().empty());
}

TEST_CASE("one program after another opens the reader, and a close leaves no state behind") {
    const auto reader = start_reader();
    reader->place(tag(TagKind::ntag213, uid_a));
    for (int program = 0; program < 3; ++program) {
        LibnfcHost host(reader->connstring());
        REQUIRE(host.init() == 0);
        CHECK(host.list() == 1);
    }
    CHECK(reader->counters().port_opens == 3);
}
