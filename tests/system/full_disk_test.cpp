// The real kiosk on a disk without room.
#include "testing/catch.h"
#include "testing/kiosk_process.h"
#include "testing/small_disk.h"

using namespace std::chrono_literals;
using testing::eventually;

namespace {

bool shows(const testing::KioskProcess& kiosk, const std::string& scene) {
    const auto shown = kiosk.lines("present");
    return !shown.empty() && shown.back()["scene"] == scene;
}

}  // namespace

TEST_CASE("a kiosk starts on a full disk, shows it where there is no room at all, and goes on when there is") {
    const testing::TempFolder folder;
    const testing::SmallDisk disk(folder.path() / "data", "48m");
    if (!disk.is_there()) SKIP_TEST("this user may not mount a file system");
    const auto reader = std::move(*sim::SimulatedReader::start());
    REQUIRE(testing::add_open_event(folder.path()));
    SECTION("by the room that was kept for this") {
        disk.fill();
        testing::KioskProcess kiosk(folder.path(), reader->connstring());
        REQUIRE(kiosk.wait_ready());
        CHECK(eventually([&] { return shows(kiosk, "idle"); }));
    }
    SECTION("without such room") {
        std::filesystem::remove(disk.path() / "ballast");
        disk.fill();
        testing::KioskProcess kiosk(folder.path(), reader->connstring());
        REQUIRE(eventually([&] { return shows(kiosk, "cannot_record"); }));
        CHECK(kiosk.child().running());
        disk.make_room();
        REQUIRE(eventually([&] { return shows(kiosk, "idle") || !kiosk.child().running(); }));
        CHECK(kiosk.child().running());
    }
    SECTION("and ends when it is told to, though there never was room") {
        std::filesystem::remove(disk.path() / "ballast");
        disk.fill();
        testing::KioskProcess kiosk(folder.path(), reader->connstring());
        REQUIRE(eventually([&] { return shows(kiosk, "cannot_record"); }));
        kiosk.child().send(SIGTERM);
        CHECK(kiosk.child().wait() == 0);
    }
}
