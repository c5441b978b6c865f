// The supervisor against readers that are shell scripts: each misbehaves in its own way.
#include "drivers/supervised_reader.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "drivers/events.h"
#include "testing/catch.h"
#include "testing/temp_folder.h"

using drivers::ReaderHealth;
using std::chrono::milliseconds;

namespace {

const std::string ok_line = R"({"at":"reader","status":"ok","reason":""})";
const std::string tap_line = R"({"at":"tap","t_ns":1,"tech":"type2","uid":"04a1b2c3d4e5f6","stable":true})";
const std::string left_line = R"({"at":"left","t_ns":2,"uid":"04a1b2c3d4e5f6"})";
// A sign of life, and the end when standard input ends.
const std::string live = "while read -t 0.1 line; [ $? -gt 128 ]; do printf p >&3; done\n";

std::string say(const std::string& line) {
    return "echo '" + line + "'\n";
}

class FakeReader {
public:
    // The script runs at each start; $STARTS is how often it was started by then, $1 the connection string.
    explicit FakeReader(const std::string& script) {
        std::ofstream(program()) << "#!/bin/bash\necho x >> '" << folder() << "/starts'\nSTARTS=$(wc -l < '" << folder()
                                 << "/starts')\nprintf p >&3\n"
                                 << script;
        std::filesystem::permissions(program(), std::filesystem::perms::owner_all);
    }

    std::string folder() const { return m_folder.path().string(); }
    std::string program() const { return folder() + "/reader.sh"; }
    std::string read(const std::string& name) const {
        std::ifstream file(folder() + "/" + name);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    std::size_t starts() const { return read("starts").size() / 2; }

    std::unique_ptr<drivers::CardReader> start(testing::Events& events) const { return start(events.sink()); }
    std::unique_ptr<drivers::CardReader> start(drivers::ReaderSink sink) const {
        drivers::ReaderOptions options;
        options.program = program();
        options.connstring = "fake:/dev/null";
        options.open_silence_max = milliseconds(10'000);
        options.poll_silence_max = milliseconds(1'200);
        options.restart_rest_min = milliseconds(1);
        options.restart_rest_max = milliseconds(10);
        options.still_there_wait = milliseconds(200);
        options.stop_patience = milliseconds(500);
        return drivers::start_reader(options, std::move(sink));
    }

private:
    testing::TempFolder m_folder;
};

std::size_t open_descriptors() {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd"))
        ++count;
    return count;
}

bool has_no_children() {
    return waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD;
}

}  // namespace

TEST_CASE("the supervisor passes on what the reader tells") {
    const FakeReader fake(say(ok_line) + say(tap_line) + say(left_line) + live);
    testing::Events events;
    const auto reader = fake.start(events);
    REQUIRE(events.wait([&] { return events.departures() == 1; }));
    CHECK(events.arrivals() == 1);
    CHECK(events.of<drivers::TagArrived>().at(0).uid.hex() == "04a1b2c3d4e5f6");
    CHECK(events.last_status().health == ReaderHealth::ok);
    CHECK(fake.starts() == 1);
}

TEST_CASE("the reader gets the connection string, the mode and the heartbeat's descriptor") {
    const FakeReader fake("echo \"$@\" > \"${0%/*}/arguments\"\n" + say(ok_line) + live);
    testing::Events events;
    const auto reader = fake.start(events);
    REQUIRE(events.wait_for_health(ReaderHealth::ok));
    CHECK(fake.read("arguments") == "fake:/dev/null --ndef unknown --supervised --heartbeat-fd 3\n");
}

TEST_CASE("the reader inherits no descriptor but its own four") {
    const int leaky = ::open("/dev/null", O_RDONLY);  // as a library without O_CLOEXEC would
    const FakeReader fake("ls /proc/$$/fd > \"${0%/*}/descriptors\"\n" + say(ok_line) + live);
    testing::Events events;
    const auto reader = fake.start(events);
    REQUIRE(events.wait_for_health(ReaderHealth::ok));
    ::close(leaky);
    CHECK(fake.read("descriptors") == "0\n1\n2\n255\n3\n");  // 255: the shell's own, its script
}

TEST_CASE("a reader that crashes is a fault and is started again") {
    const FakeReader fake("if [ $STARTS = 1 ]; then kill -ABRT $$; fi\n" + say(ok_line) + say(tap_line) + live);
    testing::Events events;
    const auto reader = fake.start(events);
    REQUIRE(events.wait([&] { return events.arrivals() == 1; }));
    const auto statuses = events.of<drivers::ReaderStatus>();
    REQUIRE(statuses.size() == 2);
    CHECK(statuses.at(0).health == ReaderHealth::fault);
    CHECK_THAT(statuses.at(0).reason, contains("signal 6 (Aborted)"));
    CHECK(statuses.at(1).health == ReaderHealth::ok);
}

TEST_CASE("a reader that exits at once is a fault, told once, however often it is started") {
    const FakeReader fake("exit 3\n");
    testing::Events events;
    const auto reader = fake.start(events);
    REQUIRE(events.wait([&] { return fake.starts() >= 5; }));
    CHECK(events.statuses(ReaderHealth::fault) == 1);
    CHECK_THAT(events.last_status().reason, contains("status 3"));
}

TEST_CASE("a reader that hangs after its first beat is killed and started again") {
    const FakeReader fake("if [ $STARTS = 1 ]; then sleep 1000; fi\n" + say(ok_line) + live);
    testing::Events events;
    const auto reader = fake.start(events);
    REQUIRE(events.wait_for_health(ReaderHealth::ok));
    CHECK(fake.starts() == 2);
    CHECK_THAT(events.of<drivers::ReaderStatus>().at(0).reason, contains("hangs"));
}

TEST_CASE("a reader that opens may be silent for longer than one that polls") {
    const FakeReader fake("printf o >&3; sleep 1.6\n" + say(ok_line) + live);
    testing::Events events;
    const auto reader = fake.start(events);
    REQUIRE(events.wait_for_health(ReaderHealth::ok));
    CHECK(fake.starts() == 1);
}

TEST_CASE("a reader that ignores SIGTERM and holds its pipes through a child is ended with it") {
    const FakeReader fake("trap '' TERM; sleep 1000 & " + say(ok_line) + "sleep 1000\n");
    testing::Events events;
    auto reader = fake.start(events);
    REQUIRE(events.wait_for_health(ReaderHealth::ok));
    const auto before = std::chrono::steady_clock::now();
    reader.reset();
    CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds(10));
    CHECK(has_no_children());
}

TEST_CASE("a reader that closes its heartbeat is taken for hanging") {
    const FakeReader fake("if [ $STARTS = 1 ]; then exec 3>&-; sleep 1000; fi\n" + say(ok_line) + live);
    testing::Events events;
    const auto reader = fake.start(events);
    REQUIRE(events.wait_for_health(ReaderHealth::ok));
    CHECK(fake.starts() == 2);
}

TEST_CASE("garbage, an endless line and an unknown word are faults, the lines before them count") {
    const std::string nonsense =
        GENERATE("head -c 3000 /dev/urandom | tr '\\n' x; echo; sleep 1000\n", "head -c 70000 /dev/zero; sleep 1000\n",
                 "echo '{\"at\":\"party\"}'; sleep 1000\n", "cat /dev/zero\n");
    INFO(nonsense);
    const FakeReader fake("if [ $STARTS = 1 ]; then\n" + say(tap_line) + nonsense + "fi\n" + say(ok_line) + live);
    testing::Events events;
    const auto reader = fake.start(events);
    REQUIRE(events.wait_for_health(ReaderHealth::ok));
    CHECK(events.arrivals() == 1);
    CHECK_THAT(events.of<drivers::ReaderStatus>().at(0).reason, contains("nonsense"));
}

TEST_CASE("half a line of a reader that died is no tap") {
    const FakeReader fake("if [ $STARTS = 1 ]; then printf '" + tap_line.substr(0, 40) + "'; exit 1; fi\n" +
                          say(ok_line) + live);
    testing::Events events;
    const auto reader = fake.start(events);
    REQUIRE(events.wait_for_health(ReaderHealth::ok));
    CHECK(events.arrivals() == 0);
}

TEST_CASE("a flood of lines loses none and does not keep the reader from ending") {
    const FakeReader fake(say(ok_line) + "for i in $(seq 2000); do printf p >&3; printf '" + tap_line + "\\n" +
                          left_line + "\\n'; done\nwhile true; do echo '" + ok_line + "'; printf p >&3; done\n");
    testing::Events events;
    auto reader = fake.start(events);
    REQUIRE(events.wait([&] { return events.departures() == 2'000; }));
    CHECK(events.arrivals() == 2'000);
    reader.reset();
    CHECK(events.of<drivers::ReaderStatus>().size() == 1);
    CHECK(has_no_children());
}

TEST_CASE("a kiosk that is slow to take a tap is no silence of the reader") {
    const FakeReader fake(
        say(ok_line) + say(tap_line) + say(left_line) +
        "while read -t 0.1 verb uid || [ $? -gt 128 ]; do printf p >&3; if [ -n \"$uid\" ]; then echo "
        "'{\"at\":\"ndef\",\"uid\":\"'$uid'\",\"ndef\":{\"status\":\"empty\",\"reason\":\"\",\"records\":"
        "[]}}'; fi; done\n");
    testing::Events events;
    const auto reader = fake.start([take = events.sink()](drivers::ReaderEvent event) {
        // Longer than the reader may be silent.
        if (std::holds_alternative<drivers::TagArrived>(event)) std::this_thread::sleep_for(milliseconds(2'000));
        take(std::move(event));
    });
    REQUIRE(events.wait([&] { return events.departures() == 1; }));
    reader->request_ndef(*attendance::CardUid::from_hex("04a1b2c3d4e5f6"));
    REQUIRE(events.wait([&] { return !events.of<drivers::NdefArrived>().empty(); }));
    CHECK(fake.starts() == 1);
    CHECK(events.statuses(ReaderHealth::fault) == 0);
}

TEST_CASE("a reader that is killed loses no tap that it has told") {
    // More than is read at once, then silence; the sink keeps the thread until all of it stands in the pipe.
    constexpr std::size_t taps = 250;
    const FakeReader fake("if [ $STARTS = 1 ]; then " + say(ok_line) + "for i in $(seq " + std::to_string(taps) +
                          "); do printf '" + tap_line + "\\n" + left_line +
                          "\\n'; done; touch \"${0%/*}/told\"; sleep 1000; fi\n" + say(ok_line) + live);
    testing::Events events;
    const auto reader = fake.start([&, take = events.sink()](drivers::ReaderEvent event) {
        while (!std::filesystem::exists(fake.folder() + "/told") && fake.starts() == 1)
            std::this_thread::sleep_for(milliseconds(1));
        take(std::move(event));
    });
    REQUIRE(events.wait([&] { return fake.starts() >= 2; }));
    CHECK(events.departures() == taps);
}

TEST_CASE("a missing program is a fault that names it") {
    testing::Events events;
    drivers::ReaderOptions options;
    options.program = "/nonexistent/pettan-reader";
    options.connstring = "fake:";
    const auto reader = drivers::start_reader(options, events.sink());
    REQUIRE(events.wait_for_health(ReaderHealth::fault));
    CHECK_THAT(events.last_status().reason, contains("/nonexistent/pettan-reader"));
}

TEST_CASE("a port that another program holds keeps its own reason") {
    const FakeReader fake(say(R"({"at":"reader","status":"fault","reason":"the port is in use"})") + "exit 75\n");
    testing::Events events;
    const auto reader = fake.start(events);
    REQUIRE(events.wait([&] { return fake.starts() >= 3; }));
    CHECK(events.of<drivers::ReaderStatus>().size() == 1);
    CHECK(events.last_status().reason == "the port is in use");
}

TEST_CASE("a request for a card's memory reaches the reader, and its answer comes back") {
    const FakeReader fake(
        say(ok_line) + say(tap_line) +
        "while read -t 0.1 verb uid || [ $? -gt 128 ]; do printf p >&3; if [ -n \"$uid\" ]; then echo "
        "'{\"at\":\"ndef\",\"uid\":\"'$uid'\",\"ndef\":{\"status\":\"empty\",\"reason\":\"\",\"records\":"
        "[]}}'; fi; done\n");
    testing::Events events;
    const auto reader = fake.start(events);
    REQUIRE(events.wait([&] { return events.arrivals() == 1; }));
    reader->request_ndef(events.of<drivers::TagArrived>().at(0).uid);
    REQUIRE(events.wait([&] { return !events.of<drivers::NdefArrived>().empty(); }));
    CHECK(events.of<drivers::NdefArrived>().at(0).uid.hex() == "04a1b2c3d4e5f6");
}

TEST_CASE("requests never block, though the reader takes none") {
    const FakeReader fake(say(ok_line) + "while sleep 0.1; do printf p >&3; done\n");
    testing::Events events;
    const auto reader = fake.start(events);
    REQUIRE(events.wait_for_health(ReaderHealth::ok));
    const auto uid = *attendance::CardUid::from_hex("04a1b2c3d4e5f6");
    for (int i = 0; i < 200'000; ++i)
        reader->request_ndef(uid);
    CHECK(events.last_status().health == ReaderHealth::ok);
}

TEST_CASE("a card that lies there while the reader is started again has arrived once") {
    const FakeReader fake(say(ok_line) + say(tap_line) + "if [ $STARTS -lt 3 ]; then exit 1; fi\n" + say(left_line) +
                          live);
    testing::Events events;
    const auto reader = fake.start(events);
    REQUIRE(events.wait([&] { return events.departures() == 1; }));
    CHECK(fake.starts() == 3);
    CHECK(events.arrivals() == 1);
}

TEST_CASE("a card that was taken away while the reader was started again has left") {
    const FakeReader fake(say(ok_line) + "if [ $STARTS = 1 ]; then\n" + say(tap_line) + "exit 1; fi\n" + live);
    testing::Events events;
    const auto reader = fake.start(events);
    REQUIRE(events.wait([&] { return events.departures() == 1; }));
    CHECK(events.arrivals() == 1);
}

TEST_CASE("a hundred restarts leave no zombie and no open descriptor") {
    const FakeReader fake("exit 1\n");
    testing::Events events;
    auto reader = fake.start(events);
    REQUIRE(events.wait([&] { return fake.starts() >= 5; }));
    reader.reset();
    const std::size_t before = open_descriptors();
    reader = fake.start(events);
    REQUIRE(events.wait([&] { return fake.starts() >= 105; }));
    reader.reset();
    CHECK(open_descriptors() == before);
    CHECK(has_no_children());
}

TEST_CASE("the end of the reader's owner is seen by the child as the end of its input") {
    const FakeReader fake("trap '' TERM\n" + say(ok_line) + live + "echo gone > \"${0%/*}/end\"\n");
    testing::Events events;
    auto reader = fake.start(events);
    REQUIRE(events.wait_for_health(ReaderHealth::ok));
    reader.reset();
    CHECK(fake.read("end") == "gone\n");
}
