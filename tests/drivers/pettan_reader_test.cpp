// pettan-reader as a program in its own right: arguments, exit statuses, descriptors, signals.
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>

#include <fstream>

#include "drivers/chain.h"
#include "drivers/child_process.h"
#include "drivers/reader_json.h"

using std::chrono::milliseconds;
using testing::plain_tag;

namespace {

std::string program() {
    return PETTAN_BIN "/pettan-reader";
}

class RunningProgram {
public:
    explicit RunningProgram(std::vector<std::string> arguments)
        : m_child(testing::value_of(drivers::ChildProcess::spawn(std::move(arguments)))) {}

    // Everything printed so far.
    const std::string& output() {
        take(m_child.output(), m_output);
        return m_output;
    }
    const std::string& heartbeat() {
        take(m_child.heartbeat(), m_heartbeat);
        return m_heartbeat;
    }
    bool wait_for_output(const std::string& part) {
        const auto deadline = std::chrono::steady_clock::now() + testing::patience;
        while (output().find(part) == std::string::npos) {
            if (std::chrono::steady_clock::now() > deadline) return false;
            std::this_thread::sleep_for(milliseconds(2));
        }
        return true;
    }
    void type(const std::string& text) {
        REQUIRE(::send(m_child.input(), text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size()));
    }
    void end_input() { ::shutdown(m_child.input(), SHUT_WR); }

    // Waits for it to end by itself.
    int exit_status() {
        m_child.finish(testing::patience);
        output();
        return m_child.exit_status();
    }
    int stop() {
        m_child.stop(testing::patience);
        return m_child.exit_status();
    }

private:
    static void take(int fd, std::string& all) {
        std::array<char, 4096> bytes{};
        for (ssize_t count = 0; (count = ::read(fd, bytes.data(), bytes.size())) > 0;)
            all.append(bytes.data(), static_cast<std::size_t>(count));
    }

    drivers::ChildProcess m_child;
    std::string m_output;
    std::string m_heartbeat;
};

std::unique_ptr<sim::SimulatedReader> simulated_chip() {
    return testing::value_of(sim::SimulatedReader::start());
}

}  // namespace

TEST_CASE("pettan-reader explains itself, and refuses what it does not know with status 2") {
    RunningProgram help({program(), "--help"});
    CHECK(help.exit_status() == 0);
    for (const char* word : {"CONNSTRING", "--ndef", "always", "unknown", "never", "--supervised", "--heartbeat-fd",
                             "copied", "pn532_uart:/dev/ttyUSB0:115200", "75"})
        CHECK_THAT(help.output(), contains(word));
    const std::vector<std::vector<std::string>> wrong{
        {}, {"x:", "y:"}, {"x:", "--ndef", "sometimes"}, {"x:", "--heartbeat-fd", "-1"}, {"x:", "--fast"}};
    for (std::vector<std::string> arguments : wrong) {
        arguments.insert(arguments.begin(), program());
        RunningProgram refused(arguments);
        CHECK(refused.exit_status() == 2);
        CHECK(refused.output().empty());
    }
}

TEST_CASE("pettan-reader prints a line per tap and per change, and reads memories by itself") {
    const auto chip = simulated_chip();
    RunningProgram reader({program(), chip->connstring()});
    REQUIRE(reader.wait_for_output("{\"at\":\"reader\",\"status\":\"ok\",\"reason\":\"\"}\n"));
    chip->place(testing::sample_cards().at("sakura"));
    REQUIRE(reader.wait_for_output(
        "\"tech\":\"type2\",\"uid\":\"04a1b2c3d4e5f6\",\"stable\":true,\"ndef\":{\"status\":\"ok\""));
    chip->remove_all();
    REQUIRE(reader.wait_for_output("{\"at\":\"left\",\"t_ns\":"));
    chip->unplug();
    REQUIRE(reader.wait_for_output("\"status\":\"absent\""));
    REQUIRE(chip->replug());
    chip->place(plain_tag("04010101010101"));
    REQUIRE(reader.wait_for_output("04010101010101"));
    CHECK(reader.stop() == 0);
}

TEST_CASE("pettan-reader goes on at the end of its input as a tool, and ends with it when it is supervised") {
    const auto chip = simulated_chip();
    SECTION("tool") {
        RunningProgram reader({program(), chip->connstring()});
        REQUIRE(reader.wait_for_output("\"ok\""));
        reader.end_input();
        chip->place(plain_tag());
        CHECK(reader.wait_for_output("\"tap\""));
        CHECK(reader.stop() == 0);
    }
    SECTION("supervised") {
        RunningProgram reader({program(), chip->connstring(), "--supervised"});
        REQUIRE(reader.wait_for_output("\"ok\""));
        reader.end_input();
        CHECK(reader.exit_status() == 0);
    }
}

TEST_CASE("pettan-reader opens its reader although its standard descriptors are closed") {
    const auto chip = simulated_chip();
    const std::string closed = GENERATE("0<&-", "0<&- 2>&-");
    RunningProgram reader({"/bin/sh", "-c", "exec '" + program() + "' '" + chip->connstring() + "' " + closed});
    chip->place(plain_tag());
    CHECK(reader.wait_for_output("\"tap\""));
    CHECK(reader.stop() == 0);
}

TEST_CASE("pettan-reader tells a second one to try again") {
    const auto chip = simulated_chip();
    RunningProgram first({program(), chip->connstring()});
    REQUIRE(first.wait_for_output("\"ok\""));
    RunningProgram second({program(), chip->connstring()});
    CHECK(second.exit_status() == 75);
    CHECK_THAT(second.output(), contains("in use by another program"));
    CHECK(first.stop() == 0);
}

TEST_CASE("pettan-reader fails when nobody reads its lines") {
    const auto chip = simulated_chip();
    RunningProgram reader(
        {"/bin/bash", "-c", "'" + program() + "' '" + chip->connstring() + "' | true; exit ${PIPESTATUS[0]}"});
    chip->place(plain_tag());
    CHECK(reader.exit_status() == 1);
}

TEST_CASE("pettan-reader beats while it polls, while it opens and while there is nothing to open") {
    const auto chip = simulated_chip();
    RunningProgram reader({program(), chip->connstring(), "--heartbeat-fd", "3"});
    REQUIRE(reader.wait_for_output("\"ok\""));
    const auto beats = [&](char kind, std::ptrdiff_t count) {
        const auto deadline = std::chrono::steady_clock::now() + testing::patience;
        while (std::ranges::count(reader.heartbeat(), kind) < count)
            if (std::chrono::steady_clock::now() > deadline) return false;
        return true;
    };
    CHECK(beats('o', 1));
    CHECK(beats('p', 3));
    chip->unplug();
    REQUIRE(reader.wait_for_output("\"absent\""));
    const auto opening = std::ranges::count(reader.heartbeat(), 'o');
    CHECK(beats('o', opening + 3));
    CHECK(reader.stop() == 0);
}

TEST_CASE("pettan-reader obeys a request for a memory, and survives nonsense on its input") {
    const auto chip = simulated_chip();
    RunningProgram reader({program(), chip->connstring(), "--ndef", "unknown"});
    chip->place(testing::sample_cards().at("sakura"));
    REQUIRE(reader.wait_for_output("\"stable\":true}\n"));  // at once, without the key ndef
    reader.type("\nndef\nndef zz\nwhat\nndef 04a1b2c3d4e5f6\n");
    REQUIRE(reader.wait_for_output("{\"at\":\"ndef\",\"uid\":\"04a1b2c3d4e5f6\",\"ndef\":{\"status\":\"ok\""));
    reader.type(std::string(2'000, 'x'));  // no command is so long: its input is not read any more
    chip->place(plain_tag("04010101010101"));
    CHECK(reader.wait_for_output("04010101010101"));
    CHECK(reader.stop() == 0);
}

TEST_CASE("pettan-reader ends in time when its chip is deaf") {
    const auto chip = simulated_chip();
    RunningProgram reader({program(), chip->connstring()});
    REQUIRE(reader.wait_for_output("\"ok\""));
    chip->set_fault({.kind = sim::FaultKind::mute, .commands = std::nullopt});
    const auto before = std::chrono::steady_clock::now();
    CHECK(reader.stop() == 0);
    CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds(10));
}
