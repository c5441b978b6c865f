// What the real libnfc 1.8.0 does when the reader is at fault: the ground that drivers/nfc stands on. Each case says
// which fault, when, and what libnfc then answers.
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <functional>
#include <thread>

#include "libnfc_host.h"
#include "testing/catch.h"

using base::Bytes;
using sim::Fault;
using sim::FaultKind;
using sim_test::LibnfcHost;
using sim_test::start_reader;

namespace {

const Bytes uid_a = {0x04, 0xA1, 0xB2, 0xC3, 0xD4, 0xE5, 0xF6};

sim::Tag ntag() {
    return sim_test::tag(sim::TagKind::ntag213, uid_a);
}

// Runs `work` in a child, so that it may die or hang. The child's wait status; absent: it still ran at the limit.
std::optional<int> in_child(const std::function<void()>& work, std::chrono::milliseconds limit) {
    const pid_t child = ::fork();
    if (child == 0) {
        ::signal(SIGABRT, SIG_DFL);
        const rlimit no_core{};
        ::setrlimit(RLIMIT_CORE, &no_core);
        work();
        ::_exit(0);
    }
    const auto end = std::chrono::steady_clock::now() + limit;
    int status = 0;
    while (::waitpid(child, &status, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() > end) {
            ::kill(child, SIGKILL);
            ::waitpid(child, &status, 0);
            return std::nullopt;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return status;
}

}  // namespace

TEST_CASE("mute or garbling reader: a list says no tag, a select says fault") {
    for (const FaultKind kind : {FaultKind::mute, FaultKind::garbage}) {
        CAPTURE(sim::to_string(kind));
        const auto reader = start_reader();
        reader->place(ntag());
        LibnfcHost host(reader->connstring());
        REQUIRE(host.init() == 0);
        // A list first sets a property, where it would notice; the fault comes with the selection.
        reader->set_fault({.kind = kind, .skip = 1});
        CHECK(host.list() == 0);
        reader->set_fault({.kind = kind});
        CHECK(host.select() < 0);
        reader->clear_fault();
        CHECK(host.select() == 1);
    }
}

TEST_CASE("each fault of one reply costs one failed call, and the next call works") {
    for (const FaultKind kind :
         {FaultKind::mute, FaultKind::no_ack, FaultKind::garbage, FaultKind::truncated, FaultKind::bad_checksum}) {
        CAPTURE(sim::to_string(kind));
        const auto reader = start_reader();
        reader->place(ntag());
        LibnfcHost host(reader->connstring());
        REQUIRE(host.init() == 0);
        REQUIRE(host.select() == 1);
        reader->set_fault({.kind = kind, .commands = 1});
        CHECK(host.select() < 0);
        CHECK(host.select() == 1);
        CHECK(host.uid() == uid_a);
    }
}

TEST_CASE("an ACK that is 500 ms late costs one failed call, and the next works") {
    const auto reader = start_reader();
    reader->place(ntag());
    LibnfcHost host(reader->connstring());
    REQUIRE(host.init() == 0);
    reader->set_fault({.kind = FaultKind::late, .commands = 1, .delay = std::chrono::milliseconds(500)});
    CHECK(host.select() == NFC_ETIMEOUT);
    CHECK(host.select() == 1);
    CHECK(host.uid() == uid_a);
}

TEST_CASE("a status byte with bit 7 set makes libnfc abort its process") {
    const auto reader = start_reader();
    reader->place(ntag());
    reader->set_fault({.kind = FaultKind::status_80});
    const std::optional<int> status = in_child(
        [&] {
            LibnfcHost host(reader->connstring());
            if (host.init() == 0 && host.select() == 1) host.transceive({0x30, 0x00});
        },
        std::chrono::seconds(20));
    REQUIRE(status);
    CHECK(WIFSIGNALED(*status));
    CHECK(WTERMSIG(*status) == SIGABRT);
}

TEST_CASE("poll_target on a mute reader waits for ever") {
    const auto reader = start_reader();
    const auto poll = [&] {
        LibnfcHost host(reader->connstring());
        nfc_target found{};
        if (host.init() == 0) nfc_initiator_poll_target(host.device(), &sim_test::type_a, 1, 1, 1, &found);
    };
    CHECK(in_child(poll, std::chrono::seconds(20)));
    const std::uint64_t first_run = reader->counters().commands;  // it also sets registers, which keep
    CHECK(in_child(poll, std::chrono::seconds(20)));
    const std::uint64_t second_run = reader->counters().commands - first_run;
    const std::uint64_t before_poll = second_run - 4;  // behind the poll come the three commands of closing
    reader->set_fault({.kind = FaultKind::mute, .skip = static_cast<int>(before_poll)});
    CHECK(!in_child(poll, std::chrono::milliseconds(1500)));
    CHECK(reader->counters().commands == first_run + second_run + before_poll + 1);
}

TEST_CASE("open succeeds on a chip that dies behind its first words, and init tells") {
    const auto reader = start_reader();
    reader->set_fault({.kind = FaultKind::mute, .skip = 2});  // SAMConfiguration and the line test pass
    LibnfcHost host(reader->connstring());
    REQUIRE(host.is_open());
    CHECK(host.init() < 0);
}

TEST_CASE("open fails on a chip that is mute from the start") {
    const auto reader = start_reader();
    reader->set_fault({.kind = FaultKind::mute});
    CHECK(!LibnfcHost(reader->connstring()).is_open());
}

TEST_CASE("after a brown-out calls time out until the reader is closed and opened again") {
    const auto reader = start_reader();
    reader->place(ntag());
    LibnfcHost host(reader->connstring());
    REQUIRE(host.init() == 0);
    REQUIRE(host.select() == 1);
    reader->brown_out();
    CHECK(host.select() == NFC_ETIMEOUT);
    CHECK(host.select() == NFC_ETIMEOUT);
    host.close();
    host.open(reader->connstring());
    REQUIRE(host.init() == 0);
    CHECK(host.select() == 1);
}

TEST_CASE("a second program's close powers the chip down under the first") {
    const auto reader = start_reader();
    reader->place(ntag());
    LibnfcHost first(reader->connstring());
    REQUIRE(first.init() == 0);
    {
        LibnfcHost second(reader->connstring());
        REQUIRE(second.is_open());
        REQUIRE(second.init() == 0);
    }
    CHECK(first.select() == NFC_ETIMEOUT);
}

TEST_CASE("unplugged: calls fail at once, close is safe, open finds nothing, replugged at the same path all is well") {
    const auto reader = start_reader();
    reader->place(ntag());
    LibnfcHost host(reader->connstring());
    REQUIRE(host.init() == 0);
    REQUIRE(host.select() == 1);
    reader->unplug();
    CHECK(!reader->plugged());
    CHECK(host.select() == NFC_EIO);
    CHECK(!host.is_present());
    host.close();
    host.open(reader->connstring());
    CHECK(!host.is_open());
    REQUIRE(reader->replug());
    CHECK(reader->plugged());
    host.open(reader->connstring());
    REQUIRE(host.is_open());
    REQUIRE(host.init() == 0);
    CHECK(host.select() == 1);
    CHECK(host.uid() == uid_a);
}

TEST_CASE("a reader unplugged in the middle of a call ends that call") {
    const auto reader = start_reader();
    LibnfcHost host(reader->connstring());
    REQUIRE(host.init() == 0);
    nfc_device_set_property_bool(host.device(), NP_INFINITE_SELECT, true);
    const std::uint64_t before = reader->counters().commands;
    std::jthread unplugging([&](const std::stop_token& stop) {
        while (!stop.stop_requested() && reader->counters().commands == before)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        reader->unplug();
    });
    int result = NFC_ETIMEOUT;  // libnfc's own limit of 300 ms may come first on a busy machine
    for (int call = 0; call < 50 && result == NFC_ETIMEOUT; ++call)
        result = host.select();
    CHECK(result == NFC_EIO);
}
