// Debian's own nfc-list as a program of its own on the simulated reader.
#include <stdio.h>

#include <array>
#include <memory>

#include "libnfc_host.h"
#include "testing/catch.h"

using base::Bytes;
using sim::TagKind;

namespace {

// What nfc-list prints, with its runs of blanks made one.
std::string nfc_list(const std::string& connstring) {
    const std::string command =
        "LIBNFC_DEFAULT_DEVICE=" + connstring + " LIBNFC_LOG_LEVEL=0 timeout 20 " PETTAN_NFC_LIST " 2>&1";
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
    REQUIRE(pipe);
    std::string printed;
    for (int c = ::fgetc(pipe.get()); c != EOF; c = ::fgetc(pipe.get()))
        if (c != ' ' || printed.empty() || printed.back() != ' ') printed.push_back(static_cast<char>(c));
    return printed;
}

}  // namespace

TEST_CASE("nfc-list opens the reader and prints the number of an NTAG") {
    const auto reader = sim_test::start_reader();
    reader->place(sim_test::tag(TagKind::ntag213, {0x04, 0xA1, 0xB2, 0xC3, 0xD4, 0xE5, 0xF6}));
    const std::string printed = nfc_list(reader->connstring());
    CHECK_THAT(printed, contains("1 ISO14443A passive target(s) found"));
    CHECK_THAT(printed, contains("UID (NFCID1): 04 a1 b2 c3 d4 e5 f6"));
    CHECK_THAT(printed, contains("SAK (SEL_RES): 00"));
}

TEST_CASE("nfc-list prints a FeliCa's IDm and an ISO-DEP tag's ATS") {
    const auto reader = sim_test::start_reader();
    reader->place(sim_test::tag(TagKind::felica, {0x01, 0x2E, 0x4C, 0xD1, 0xA0, 0xB0, 0xC0, 0xD0}));
    reader->place(sim_test::tag(TagKind::type4, {0x04, 0x80, 0xAA, 0xBB, 0xCC, 0xDD, 0x01}));
    const std::string printed = nfc_list(reader->connstring());
    CHECK_THAT(printed, contains("ID (NFCID2): 01 2e 4c d1 a0 b0 c0 d0"));
    CHECK_THAT(printed, contains("ATS: 75 77 81 02 80"));
}

TEST_CASE("nfc-list finds nothing on an empty reader") {
    const auto reader = sim_test::start_reader();
    const std::string printed = nfc_list(reader->connstring());
    CHECK_THAT(printed, contains("opened"));
    CHECK_THAT(printed, !contains("UID"));
}
