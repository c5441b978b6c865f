// What is decided about PC/SC readers without one: which slot, which kind of card, which way to a FeliCa card.
#include <string>
#include <vector>

#include "pcsc/atr.h"
#include "pcsc/felica_way.h"
#include "pcsc/slot_choice.h"
#include "testing/catch.h"

using attendance::TagTech;
using pcsc::choose_slot;
using Slots = std::vector<std::string>;

namespace {

base::Bytes hex(std::string_view text) {
    return base::from_hex(text).value();
}

}  // namespace

TEST_CASE("of pcscd's slots the first contactless one is taken, and one with contacts never") {
    CHECK(choose_slot({}, "") == std::nullopt);
    CHECK(choose_slot({"ACS ACR1252 1S CL Reader [ACR1252 Dual Reader SAM] 00 00",
                       "ACS ACR1252 1S CL Reader [ACR1252 Dual Reader PICC] 01 00"},
                      "") == "ACS ACR1252 1S CL Reader [ACR1252 Dual Reader PICC] 01 00");
    CHECK(choose_slot({"Gemalto PC Twin Reader 00 00", "SONY FeliCa RC-S300/P (1234567) 01 00"}, "") ==
          "SONY FeliCa RC-S300/P (1234567) 01 00");
    CHECK(choose_slot({"HID Global OMNIKEY 5422 Smartcard Reader [OMNIKEY 5422 Contact] 00 00",
                       "HID Global OMNIKEY 5422 Smartcard Reader [OMNIKEY 5422CL] 00 01"},
                      "") == "HID Global OMNIKEY 5422 Smartcard Reader [OMNIKEY 5422CL] 00 01");
    CHECK(choose_slot({"ACS ACR122U PICC Interface 00 00", "ACS ACR122U PICC Interface 01 00"}, "") ==
          "ACS ACR122U PICC Interface 00 00");
    CHECK(choose_slot({"Some Reader 00 00"}, "") == "Some Reader 00 00");
    CHECK(choose_slot({"Some Reader [ICC] 00 00", "Other Reader SAM 00 00"}, "") == std::nullopt);
}

TEST_CASE("a slot is taken by its whole name, or by a part of it in any case of letters") {
    const Slots slots{"ACS ACR122U PICC Interface 00 00", "ACS ACR122U PICC Interface 01 00", "SONY RC-S300 02 00"};
    CHECK(choose_slot(slots, "ACS ACR122U PICC Interface 01 00") == slots[1]);
    CHECK(choose_slot(slots, "rc-s300") == slots[2]);
    CHECK(choose_slot(slots, "ACR122U") == slots[0]);
    CHECK(choose_slot(slots, "ACR1252") == std::nullopt);
    CHECK(pcsc::wanted_slot("pcsc:") == "");
    CHECK(pcsc::wanted_slot("pcsc") == "");
    CHECK(pcsc::wanted_slot("pcsc:A: B") == "A: B");
}

TEST_CASE("an ATR tells what kind of card it is") {
    const auto tech = [](std::string_view atr) { return pcsc::tech_of(hex(atr)); };
    CHECK(tech("3b8f8001804f0ca000000306030001000000006a") == TagTech::classic);
    CHECK(tech("3b8f8001804f0ca0000003060300030000000068") == TagTech::type2);
    CHECK(tech("3b8f8001804f0ca00000030611003b0000000042") == TagTech::type3);
    CHECK(tech("3b8f8001804f0ca00000030611f0120000000055") == TagTech::type3);
    CHECK(tech("3b8f8001804f0ca000000306060014000000004f") == TagTech::a);
    CHECK(tech("3b8180018080") == TagTech::type4);
}

TEST_CASE("an ATR that is cut anywhere tells a kind of card and nothing worse") {
    const auto atr = hex("3b8f8001804f0ca0000003060300030000000068");
    for (std::size_t size = 0; size <= atr.size(); ++size)
        CHECK(pcsc::tech_of(base::ByteView(atr).first(size)) == (size < 12   ? TagTech::type4
                                                                 : size < 15 ? TagTech::a
                                                                             : TagTech::type2));
}

TEST_CASE("a number that may be drawn afresh is not stable: a phone's, and an ISO 14443-B card's") {
    const auto stable = [](std::string_view uid, std::string_view atr) {
        return pcsc::is_stable(attendance::CardUid::from_hex(uid).value(), hex(atr));
    };
    CHECK_FALSE(stable("08123456", "3b80800101"));
    CHECK_FALSE(stable("12345678", "3b8880010000000000418191ab"));  // eight bytes of protocol: type B
    CHECK(stable("12345678", "3b8280018070f3"));
    CHECK(stable("04a1b2c3d4e5f6", "3b8880010000000000418191ab"));
    CHECK(stable("12345678", "3b8f8001804f0ca000000306030001000000006a"));
}

TEST_CASE("a FeliCa frame goes the way of the reader's maker, and comes back") {
    using pcsc::FelicaWay;
    CHECK(pcsc::felica_way("ACS ACR122U PICC Interface 00 00") == FelicaWay::pn532);
    CHECK(pcsc::felica_way("ACS ACR1252 1S CL Reader PICC 00 00") == FelicaWay::direct);
    CHECK(pcsc::felica_way("SONY FeliCa RC-S300/S 00 00") == FelicaWay::blocks);
    const auto frame = hex("0600ffff0100");
    CHECK(base::to_hex(pcsc::carrying(FelicaWay::direct, frame)) == "ff000000060600ffff0100");
    CHECK(base::to_hex(pcsc::carrying(FelicaWay::pn532, frame)) == "ff00000008d4420600ffff0100");
    CHECK(pcsc::carried(FelicaWay::direct, frame) == frame);
    CHECK(pcsc::carried(FelicaWay::direct, {}) == std::nullopt);
    CHECK(pcsc::carried(FelicaWay::pn532, hex("d543000600ffff0100")) == frame);
    CHECK(pcsc::carried(FelicaWay::pn532, hex("d54301")) == std::nullopt);
    CHECK(pcsc::carried(FelicaWay::pn532, hex("d543")) == std::nullopt);
}

TEST_CASE("a read of FeliCa blocks is understood, and every cut of it is refused or shorter") {
    const auto frame = hex("1406012e4cd1a0b0c0d0010b0002800180020001");
    auto whole = frame;
    whole.resize(18);  // two blocks of two bytes each
    const auto read = pcsc::block_read_of(whole);
    REQUIRE(read);
    CHECK(read->service == 0x000B);
    CHECK(read->blocks == std::vector<std::uint16_t>{1, 2});
    CHECK(pcsc::block_read_of(frame) == std::nullopt);  // its third block is cut
    for (std::size_t size = 0; size < 14; ++size)
        CHECK(pcsc::block_read_of(base::ByteView(frame).first(size)) == std::nullopt);
    const auto polling = hex("060012fc0000");
    CHECK(pcsc::block_read_of(polling) == std::nullopt);
}
