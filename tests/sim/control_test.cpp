#include "sim/control.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <random>

#include "base/unique_fd.h"
#include "testing/catch.h"

using nlohmann::json;

namespace {

struct Fixture {
    std::unique_ptr<sim::SimulatedReader> reader = sim::SimulatedReader::start().value();
    sim::Table table{*reader, sim::load_cards(PETTAN_SIM_CARDS_UNDER_TEST).value()};

    json say(std::string_view line) { return json::parse(sim::control(table, line)); }
    bool ok(std::string_view line) { return say(line)["ok"].get<bool>(); }
};

std::filesystem::path socket_path(const Fixture& fixture) {
    return std::filesystem::path(fixture.reader->device_path()).parent_path() / "control";
}

// A connection to the control socket.
class Client {
public:
    explicit Client(const std::filesystem::path& path) : m_socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.string().copy(address.sun_path, sizeof address.sun_path - 1);
        m_connected = ::connect(m_socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }
    bool connected() const { return m_connected; }
    void send(std::string_view text) { ::send(m_socket.get(), text.data(), text.size(), MSG_NOSIGNAL); }
    // Up to and without the next line end; what came before the end of the connection otherwise.
    std::string line() {
        std::string text;
        char c = 0;
        while (::recv(m_socket.get(), &c, 1, 0) == 1 && c != '\n')
            text.push_back(c);
        return text;
    }

private:
    base::UniqueFd m_socket;
    bool m_connected = false;
};

}  // namespace

TEST_CASE_METHOD(Fixture, "cards are placed and removed by their names or by ids") {
    CHECK(ok("place sakura"));
    CHECK(say("list")["placed"] == json{"sakura"});
    CHECK(!ok("place sakura"));
    CHECK(ok("place sakura twin"));
    CHECK(reader->placed().size() == 2);
    CHECK(ok("remove sakura"));
    CHECK(!ok("remove sakura"));
    CHECK(ok("place  kenji\r"));
    CHECK(ok("remove"));
    CHECK(reader->placed().empty());
    CHECK(say("list")["placed"].empty());
}

TEST_CASE_METHOD(Fixture, "a plain number, a number by chance and a card file are cards too") {
    CHECK(ok("place uid:04A1B2C3D4E5F6"));
    CHECK(ok("place uid:c0de1234"));
    CHECK(ok("place uid:0101060112345678"));
    CHECK(ok("place random one"));
    CHECK(ok(std::string("place ") + PETTAN_SIM_CARDS_UNDER_TEST + "/desfire.toml file"));
    CHECK(reader->placed().size() == 5);
    CHECK(!ok("place uid:"));
    CHECK(!ok("place uid:04a1"));
    CHECK(!ok("place uid:08010203"));
    CHECK(!ok("place nobody"));
    CHECK(!ok("place /nonexistent/card.toml"));
    CHECK(!ok("place /etc/passwd"));
}

TEST_CASE_METHOD(Fixture, "a torn card is no longer on the table") {
    CHECK(ok("place sakura"));
    reader->remove_all();
    CHECK(say("list")["placed"].empty());
    CHECK(ok("place sakura"));
}

TEST_CASE_METHOD(Fixture, "a key of the keyboard taps its card, and other keys do nothing") {
    CHECK(table.tap_key('1', std::chrono::seconds(60)));
    CHECK(reader->placed().size() == 1);
    CHECK(!table.tap_key('?'));
    CHECK(!table.tap_key('\0'));
    CHECK(reader->placed().size() == 1);
}

TEST_CASE_METHOD(Fixture, "faults, plugs and time are switched") {
    for (const char* line : {"fault mute",
                             "fault no-ack 1",
                             "fault garbage 1 2",
                             "fault truncated",
                             "fault bad-checksum",
                             "fault late 500",
                             "fault late 500 1 0",
                             "fault status-80",
                             "fault brown-out",
                             "fault none",
                             "uart on",
                             "uart off",
                             "tear 3",
                             "unplug",
                             "unplug",
                             "replug",
                             "replug",
                             "tap sakura 10",
                             "tap sakura",
                             "counters",
                             "help",
                             "list"}) {
        CAPTURE(line);
        CHECK(ok(line));
    }
    ok("unplug");
    CHECK(say("list")["plugged"] == false);
    CHECK(!std::filesystem::exists(reader->device_path()));
    ok("replug");
    CHECK(std::filesystem::exists(reader->device_path()));
}

TEST_CASE_METHOD(Fixture, "hostile lines get an error and change nothing") {
    for (const std::string& line : std::vector<std::string>{"",
                                                            " ",
                                                            "\t",
                                                            "nothing",
                                                            "place",
                                                            "place a b c",
                                                            "remove a b",
                                                            "tap",
                                                            "tap sakura x",
                                                            "tap sakura -1",
                                                            "tap sakura 99999999999",
                                                            "tap sakura 1 2",
                                                            "fault",
                                                            "fault x",
                                                            "fault late",
                                                            "fault late x",
                                                            "fault mute 1 2 3",
                                                            "fault mute x",
                                                            "uart",
                                                            "uart x",
                                                            "tear",
                                                            "tear x",
                                                            "place \xff\xfe",
                                                            std::string(600, 'x'),
                                                            std::string("place\0x", 7),
                                                            "place {\"a\":\"\\\"}"}) {
        CAPTURE(line);
        const json reply = say(line);
        CHECK(reply["ok"] == false);
        CHECK(!reply["error"].get<std::string>().empty());
    }
    CHECK(reader->placed().empty());
}

TEST_CASE_METHOD(Fixture, "any bytes at all get one reply in JSON") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random(seed);
    const std::vector<std::string> words = {"place", "sakura", "remove", "tap",  "5",
                                            "fault", "late",   "uart",   "tear", "list"};
    for (int round = 0; round < 500; ++round) {
        std::string line;
        for (auto i = random() % 5; i > 0; --i) {
            if (random() % 3 == 0)
                line.push_back(static_cast<char>(random()));
            else
                line += words[random() % words.size()] + " ";
        }
        const json reply = say(line);
        CHECK(reply["ok"].is_boolean());
    }
}

TEST_CASE_METHOD(Fixture, "the socket answers line by line, several clients at once, and is its owner's alone") {
    const std::filesystem::path path = socket_path(*this);
    {
        const auto server = sim::ControlServer::start(table, path);
        REQUIRE(server);
        struct stat status {};
        REQUIRE(::stat(path.c_str(), &status) == 0);
        CHECK((status.st_mode & 0777) == 0600);
        Client one(path);
        Client two(path);
        REQUIRE(one.connected());
        REQUIRE(two.connected());
        one.send("pla");
        two.send("place kenji\nlist\n");
        CHECK(json::parse(two.line())["ok"] == true);
        CHECK(json::parse(two.line())["placed"] == json{"kenji"});
        one.send("ce sakura\n");
        CHECK(json::parse(one.line())["id"] == "sakura");
        CHECK(reader->placed().size() == 2);
    }
    CHECK(!std::filesystem::exists(path));
}

TEST_CASE_METHOD(Fixture, "a line without an end is refused and its connection closed, others go on") {
    const auto server = sim::ControlServer::start(table, socket_path(*this));
    REQUIRE(server);
    Client good(socket_path(*this));
    Client hostile(socket_path(*this));
    hostile.send(std::string(sim::control_line_bytes_max + 1, 'x'));
    CHECK(json::parse(hostile.line())["ok"] == false);
    CHECK(hostile.line().empty());
    good.send("help\n");
    CHECK(json::parse(good.line())["ok"] == true);
}

TEST_CASE_METHOD(Fixture, "a socket left behind by a dead server is replaced, any other file is not") {
    const std::filesystem::path path = socket_path(*this);
    {
        base::UniqueFd dead(::socket(AF_UNIX, SOCK_STREAM, 0));
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.string().copy(address.sun_path, sizeof address.sun_path - 1);
        REQUIRE(::bind(dead.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    }
    CHECK(sim::ControlServer::start(table, path));
    CHECK(!sim::ControlServer::start(table, std::filesystem::path(PETTAN_SIM_CARDS_UNDER_TEST) / "README.md"));
    CHECK(!sim::ControlServer::start(table, std::filesystem::path("/tmp/" + std::string(200, 'x'))));
}
