// libnfc's traps, one by one: which test stands against each, or why it cannot arise. What each trap is: the first
// column.
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "drivers/chain.h"
#include "sim/ndef_encode.h"

namespace {

struct Guard {
    int trap;
    std::string_view what;
    std::string_view file;  // where the guard stands, from the folder tests/
    std::string_view test;  // its sentence; or a line of the code that makes it impossible
};

constexpr std::array<Guard, 22> guards{{
    {1, "list_passive_targets says `no tag` for a mute reader", "drivers/nfc_traps_test.cpp",
     "the dangerous calls of libnfc are not in pettan-reader"},
    {1, "a mute reader must be a fault", "drivers/reader_faults_test.cpp",
     "a chip that answers nothing, or nothing of use, is a fault until it answers again"},
    {2, "poll_target blocks for ever", "drivers/nfc_traps_test.cpp",
     "the dangerous calls of libnfc are not in pettan-reader"},
    {3, "bit 7 of a status byte aborts the process", "drivers/reader_faults_test.cpp",
     "a status that makes libnfc abort kills the reader's process only, and the tap arrives"},
    {4, "a second program on the port is refused", "drivers/reader_faults_test.cpp",
     "a second Pettan on the same port is told to try again, and the first goes on"},
    {4, "one that asks nobody powers the chip down", "drivers/reader_faults_test.cpp",
     "a port that another program opened and closed is opened again"},
    {4, "after a brown-out, close and open", "drivers/reader_faults_test.cpp",
     "a chip whose supply dipped is opened and initialised again"},
    {5, "open succeeds on a half-dead chip", "drivers/reader_faults_test.cpp",
     "a chip that can be opened but not initialised is a fault, not an ok"},
    {6, "unplugged: errors at once, open returns null", "drivers/reader_faults_test.cpp",
     "a reader that is unplugged is absent, and works when it is plugged in again"},
    {7, "a timeout of 0 waits for ever", "drivers/reader_faults_test.cpp",
     "a chip that falls mute in the middle of a reading costs no tap"},
    {8, "a late ACK costs one call", "drivers/reader_faults_test.cpp",
     "a reply that comes half a second late costs one call, and is not taken for another's"},
    {9, "abort_command leaks a descriptor", "drivers/nfc_traps_test.cpp",
     "the dangerous calls of libnfc are not in pettan-reader"},
    {10, "two threads on one handle read wrong bytes", "drivers/nfc_traps_test.cpp", "pettan-reader has one thread"},
    {11, "descriptor 0 is taken for the abort pipe's", "drivers/pettan_reader_test.cpp",
     "pettan-reader opens its reader although its standard descriptors are closed"},
    {12, "is_present calls a FeliCa Lite gone", "drivers/nfc_traps_test.cpp",
     "a FeliCa Lite that lies there has arrived once and does not leave"},
    {13, "a NAK drops a Type 2 tag until it is selected again", "drivers/nfc_traps_test.cpp",
     "a tag that says no to GET_VERSION is selected again and read"},
    {14, "two tags: selecting one halts the other", "drivers/reader_contract_test.cpp",
     "two cards at once are told once each, whatever the reader does to the one it did not choose"},
    {15, "ACR122U: a timeout up to 200 ms reads nothing", "../drivers/nfc/device.cpp",
     "constexpr int exchange_timeout_ms = 500;"},
    {15, "ACR122U: frames of at most 255 bytes", "../drivers/tags/type2.cpp", "fast_read_pages_max = 60;"},
    {16, "the kernel's modules grab USB readers: libnfc6 installs the blacklist, the package depends on it",
     "../drivers/nfc/room.cmake", "pkg_check_modules(LIBNFC REQUIRED"},
    {17, "UART readers are never found by a scan: the connection string is required", "drivers/pettan_reader_test.cpp",
     "pettan-reader explains itself, and refuses what it does not know with status 2"},
    {17, "and the simulated reader is opened by one", "drivers/pettan_reader_test.cpp",
     "pettan-reader prints a line per tap and per change, and reads memories by itself"},
}};

std::string content_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::filesystem::path reader_program() {
    return std::filesystem::path(PETTAN_BIN) / "pettan-reader";
}

}  // namespace

TEST_CASE("every trap of libnfc has its guard, and the guard is there") {
    for (int trap = 1; trap <= 17; ++trap)
        CHECK(std::ranges::any_of(guards, [&](const Guard& guard) { return guard.trap == trap; }));
    for (const Guard& guard : guards) {
        INFO(guard.trap << ": " << guard.what << " -> " << guard.file);
        const std::string content = content_of(std::filesystem::path(PETTAN_TESTS_FOLDER) / guard.file);
        const std::string text(guard.test);
        const bool is_test = guard.file.ends_with("_test.cpp");
        CHECK_THAT(content, contains(is_test ? "TEST_CASE(\"" + text + "\")" : text));
    }
}

TEST_CASE("the dangerous calls of libnfc are not in pettan-reader") {
    const std::string program = content_of(reader_program());
    CHECK_THAT(program, contains("nfc_initiator_select_passive_target"));  // so the search finds what is there
    for (const char* call : {"nfc_initiator_list_passive_targets", "nfc_initiator_poll_target", "nfc_abort_command",
                             "nfc_initiator_target_is_present"})
        CHECK(program.find(call) == std::string::npos);
}

TEST_CASE("pettan-reader has one thread") {
    testing::Chain chain(drivers::NdefMode::always);
    chain.check_that_a_tap_arrives();
    std::size_t found = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        std::error_code error;
        if (std::filesystem::read_symlink(entry.path() / "exe", error) != reader_program()) continue;
        if (content_of(entry.path() / "cmdline").find(chain.chip().connstring()) == std::string::npos) continue;
        ++found;
        CHECK_THAT(content_of(entry.path() / "status"), contains("Threads:\t1\n"));
    }
    CHECK(found == 1);
}

TEST_CASE("a FeliCa Lite that lies there has arrived once and does not leave") {
    testing::Chain chain(drivers::NdefMode::always);
    const sim::Tag lite = testing::sample_cards().at("felica-ndef");
    const auto idm = lite.uid;
    sim::Tag copy = lite;
    base::Bytes request_response{10, 0x04};
    request_response.insert(request_response.end(), idm.begin(), idm.end());
    REQUIRE(std::holds_alternative<sim::Silence>(std::get<sim::Type3Memory>(copy.memory).answer(request_response)));
    chain.chip().place(lite);
    chain.wait_for_arrivals(1);
    chain.let_it_poll(500);
    CHECK(chain.events().arrivals() == 1);
    CHECK(chain.events().departures() == 0);
}

TEST_CASE("a tag that says no to GET_VERSION is selected again and read") {
    const base::Bytes uid = testing::uid_bytes("04fedcba987654");
    const base::Bytes message = sim::encode_ndef({sim::TextItem{"a name of middling length", "en"}});
    sim::Tag ultralight = testing::value_of(sim::make_tag(sim::TagKind::ultralight, uid, base::ByteView(message)));
    REQUIRE(std::holds_alternative<sim::Nak>(std::get<sim::Type2Memory>(ultralight.memory).answer(base::Bytes{0x60})));
    testing::Chain chain(drivers::NdefMode::always);
    chain.chip().place(ultralight);
    chain.wait_for_arrivals(1);
    CHECK(chain.events().of<drivers::TagArrived>().at(0).ndef.status == tags::NdefStatus::ok);
}
