// The main job from the chip to the picture: tag bytes through the real libnfc, a committed stamp, the welcome screen.
#include "testing/catch.h"
#include "testing/kiosk_process.h"

using testing::eventually;
using testing::Json;
using testing::KioskProcess;

namespace {

sim::Tag ntag(const std::string& hex) {
    return *sim::make_tag(sim::TagKind::ntag213, *base::from_hex(hex));
}

// The reader calls a card gone when three polls in a row and a fifth of a second have missed it.
void wait_until_it_has_left(const sim::SimulatedReader& reader) {
    const auto commands = reader.counters().commands;
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    REQUIRE(eventually([&] { return reader.counters().commands > commands + 60; }));
}

struct Evening {
    testing::TempFolder folder;
    std::unique_ptr<sim::SimulatedReader> reader = std::move(*sim::SimulatedReader::start());

    Evening() { REQUIRE(testing::add_open_event(folder.path())); }

    void add_person(const std::string& id, const std::string& name, const std::string& uid) {
        REQUIRE(testing::kiosk_command(folder.path(), {"person", "add", name, "--id", id}).status == 0);
        REQUIRE(testing::kiosk_command(folder.path(), {"person", "bind", id, uid}).status == 0);
    }
    Json exported() {
        const auto result = testing::kiosk_command(folder.path(), {"export", "--format", "json"});
        INFO(result.output);
        REQUIRE(result.status == 0);
        return Json::parse(result.output);
    }
};

}  // namespace

TEST_CASE("a tapped card becomes a committed stamp and then a welcome, in this order") {
    Evening evening;
    evening.add_person("p1", "髙橋 さくら", "04a1b2c3d4e5f6");
    KioskProcess kiosk(evening.folder.path(), evening.reader->connstring());
    REQUIRE(kiosk.wait_ready());
    evening.reader->place(ntag("04a1b2c3d4e5f6"));
    REQUIRE(eventually([&] { return !kiosk.commits().empty(); }));
    const Json commit = kiosk.commits()[0];
    CHECK(commit["result"] == "stamped");
    CHECK(commit["person"] == "p1");
    REQUIRE(eventually([&] { return kiosk.presented("welcome", commit["seq"]); }));
    CHECK(kiosk.lines("tap")[0]["t_ns"] < commit["t_ns"]);
    CHECK(commit["t_ns"] < kiosk.lines("present").back()["t_ns"]);

    kiosk.child().send(SIGTERM);
    CHECK(kiosk.child().wait() == 0);
    const Json rows = evening.exported();
    REQUIRE(rows.size() == 1);
    CHECK(rows[0]["name"] == "髙橋 さくら");
    CHECK(rows[0]["seq"] == commit["seq"]);
    CHECK(rows[0]["status"] == "valid");
}

TEST_CASE("a card that goes on lying there is one tap, and export works while the kiosk runs") {
    Evening evening;
    KioskProcess kiosk(evening.folder.path(), evening.reader->connstring());
    REQUIRE(kiosk.wait_ready());
    const auto handle = evening.reader->place(ntag("04a1b2c3d4e5f6"));
    REQUIRE(eventually([&] { return kiosk.commits().size() == 1; }));
    const auto selects = evening.reader->counters().commands;
    REQUIRE(eventually([&] { return evening.reader->counters().commands > selects + 100; }));
    CHECK(kiosk.commits().size() == 1);
    CHECK(evening.exported().size() == 1);
    evening.reader->remove(handle);
}

TEST_CASE("a second tap is shown as a repeat and a phone's changing number is refused") {
    Evening evening;
    evening.add_person("p1", "𠮷野", "04a1b2c3d4e5f6");
    KioskProcess kiosk(evening.folder.path(), evening.reader->connstring());
    REQUIRE(kiosk.wait_ready());
    for (int i = 0; i < 2; ++i) {
        const auto handle = evening.reader->place(ntag("04a1b2c3d4e5f6"));
        REQUIRE(eventually([&] { return kiosk.commits().size() == static_cast<std::size_t>(i) + 1; }));
        evening.reader->remove(handle);
        wait_until_it_has_left(*evening.reader);
    }
    CHECK(kiosk.commits()[1]["result"] == "repeat");
    evening.reader->place(*sim::make_tag(sim::TagKind::phone, {}));
    REQUIRE(eventually([&] { return kiosk.commits().size() >= 3; }));
    CHECK(kiosk.commits()[2]["result"] == "refused");
    REQUIRE(eventually([&] {
        const auto presents = kiosk.lines("present");
        return presents.back()["scene"] == "number_changes";
    }));
}

TEST_CASE("a reader that is unplugged is reported, and plugged in again it goes on without a restart of the kiosk") {
    Evening evening;
    KioskProcess kiosk(evening.folder.path(), evening.reader->connstring());
    REQUIRE(kiosk.wait_ready());
    evening.reader->unplug();
    REQUIRE(eventually([&] { return kiosk.reader_is("absent") || kiosk.reader_is("fault"); }));
    REQUIRE(eventually([&] { return kiosk.lines("present").back()["scene"] == "reader_trouble"; }));
    REQUIRE(evening.reader->replug());
    REQUIRE(eventually([&] { return kiosk.reader_is("ok"); }));
    evening.reader->place(ntag("04a1b2c3d4e5f6"));
    REQUIRE(eventually([&] { return kiosk.commits().size() == 1; }));
    CHECK(kiosk.child().running());
}

TEST_CASE("a second kiosk and every writing command on the same data are told to try again later") {
    Evening evening;
    KioskProcess kiosk(evening.folder.path(), evening.reader->connstring());
    REQUIRE(kiosk.wait_ready());
    for (const auto& words : std::vector<std::vector<std::string>>{
             {"run", "--reader", "none", "--video", "offscreen"}, {"person", "add", "﨑"}, {"event", "open", "e12"}}) {
        const auto refused = testing::kiosk_command(evening.folder.path(), words);
        CHECK(refused.status == 75);
        CHECK(std::ranges::count(refused.output, '\n') == 1);
    }
}
