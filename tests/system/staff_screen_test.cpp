// The whole kiosk in a real window, worked by a hand: a card is tapped, staff open their screens by touch, give the
// PIN, search, stamp, void and export; what the file holds is what the screen said. Under Xvfb, by xdotool. Where to
// touch is asked from the screens themselves: they are drawn once more onto a canvas that records.
#include "testing/catch.h"
#include "testing/kiosk_process.h"
#include "ui/gallery.h"
#include "ui/recorded_canvas.h"
#include "ui/screens/screens.h"

using namespace std::chrono_literals;
using testing::eventually;
using testing::Json;

namespace {

constexpr int width_px = 1280;
constexpr int height_px = 800;

// Where the gallery's picture of this screen has the target whose action begins so.
ui::Point target(const std::string& screen, const std::string& variant, const std::string& action) {
    static ui::Text text;
    ui::RecordedCanvas canvas(text, ui::washi_pack().theme, ui::Layout(width_px, height_px));
    const auto words = ui::Messages::load("ja");
    for (auto picture : ui::gallery_pictures("ja")) {
        if (picture.screen != screen || picture.variant != variant) continue;
        // No stick is in this machine: the data folder is the only place to export to.
        if (auto* settings = std::get_if<desk::SettingsPage>(&picture.snapshot.scene)) settings->targets.resize(1);
        ui::draw_screen(canvas, picture.snapshot, picture.at, words);
        for (const auto& region : canvas.regions())
            if (region.action.starts_with(action))
                return {region.rect.x + region.rect.w / 2, region.rect.y + region.rect.h / 2};
    }
    FAIL("no " << action << " on " << screen << " " << variant);
    return {};
}

class Hand {
public:
    explicit Hand(std::string display) : m_display(std::move(display)) {}

    void touch(ui::Point at, const std::string& hold = "0.05") const {
        const testing::TempFolder folder;
        const auto x = std::to_string(static_cast<int>(at.x));
        const auto y = std::to_string(static_cast<int>(at.y));
        testing::Child xdotool(
            {"xdotool", "mousemove", "--sync", x, y, "mousedown", "1", "sleep", hold, "mouseup", "1"},
            folder.path() / "out", {"DISPLAY=" + m_display});
        INFO(xdotool.output());
        REQUIRE(xdotool.wait() == 0);
    }

private:
    std::string m_display;
};

void prepare(const std::filesystem::path& folder) {
    REQUIRE(testing::add_open_event(folder));
    std::ofstream(folder / "guests.csv") << "id,name,nickname,reading,card_uid\n"
                                            "sakura,髙橋 さくら,さくら,たかはし さくら,04a1b2c3d4e5f6\n"
                                            "ren,高木 蓮,れん,たかぎ れん,\n";
    REQUIRE(testing::kiosk_command(folder, {"import", (folder / "guests.csv").string()}).status == 0);
    const auto pin = testing::run_program({"sh", "-c",
                                           "echo 4712 | '" + std::string(PETTAN_BIN) +
                                               "/pettan-kiosk' pin set --data '" + (folder / "data").string() + "'"},
                                          folder);
    INFO(pin.output);
    REQUIRE(pin.status == 0);
}

Json exported(const std::filesystem::path& folder) {
    return Json::parse(testing::kiosk_command(folder, {"export", "--format", "json"}).output);
}

std::string status_of(const Json& rows, const std::string& person, const std::string& source) {
    for (const Json& row : rows)
        if (row["person_id"] == person && row["source"] == source) return row["status"];
    return "none";
}

std::optional<std::filesystem::path> exported_file(const std::filesystem::path& data) {
    for (const auto& file : std::filesystem::recursive_directory_iterator(data))
        if (file.path().extension() == ".xlsx" || file.path().extension() == ".csv") return file.path();
    return std::nullopt;
}

// An evening at the door, by hand. `kiosk` is running, its window is on the hand's display.
void work_the_screens(testing::KioskProcess& kiosk, sim::SimulatedReader& reader, const Hand& hand) {
    const auto shows = [&](const std::string& scene) {
        return eventually([&] {
            const auto presented = kiosk.lines("present");
            return !presented.empty() && presented.back()["scene"] == scene;
        });
    };
    const auto commits = [&](std::size_t count) { return eventually([&] { return kiosk.commits().size() >= count; }); };
    // A key or button that changes the picture but not the screen: its answer is drawn long before this.
    const auto settle = [] { std::this_thread::sleep_for(400ms); };

    REQUIRE(kiosk.wait_ready());
    const auto card = reader.place(*sim::make_tag(sim::TagKind::ntag213, *base::from_hex("04a1b2c3d4e5f6")));
    REQUIRE(commits(1));
    REQUIRE(shows("welcome"));
    reader.remove(card);
    REQUIRE(shows("idle"));

    hand.touch(target("idle", "arrived-4", "staff"), "1.5");
    REQUIRE(shows("pin"));
    for (const char digit : std::string("4712"))
        hand.touch(target("pin", "two", std::string("pin:") + digit));
    REQUIRE(shows("monitor"));

    hand.touch(target("monitor", "evening", "go:people"));
    REQUIRE(shows("people"));
    for (const std::string key : {"key:た", "key:か"})
        hand.touch(target("people", "empty", key));
    settle();
    hand.touch(target("people", "found", "choose:0"));  // たかぎ before たかはし
    settle();
    hand.touch(target("people", "chosen", "stamp:"));
    settle();
    hand.touch(target("people", "chosen-came", "open:"));
    REQUIRE(shows("person"));
    hand.touch(target("person", "ordinary", "void:"));
    settle();
    hand.touch(target("person", "ordinary", "go:monitor"));
    REQUIRE(shows("monitor"));
    hand.touch(target("monitor", "evening", "go:settings"));
    REQUIRE(shows("settings"));
    hand.touch(target("settings", "ordinary", "export:0"));
    REQUIRE(eventually([&] { return exported_file(kiosk.data()).has_value(); }));
    hand.touch(target("settings", "ordinary", "leave"));
    REQUIRE(shows("idle"));
}

void check_what_is_kept(const std::filesystem::path& folder) {
    const Json rows = exported(folder);
    INFO(rows.dump(1));
    CHECK(status_of(rows, "sakura", "tap") == "valid");
    CHECK(status_of(rows, "ren", "hand") == "void");
    CHECK(rows.size() == 2);
}

}  // namespace

TEST_CASE("in a real window staff search, stamp, void and export by touch while cards are tapped") {
    const testing::TempFolder folder;
    prepare(folder.path());
    testing::Child xvfb({"Xvfb", ":96", "-screen", "0", "1280x800x24", "-nolisten", "tcp"}, folder.path() / "xvfb.out");
    REQUIRE(eventually([] { return std::filesystem::exists("/tmp/.X11-unix/X96"); }));
    const auto reader = std::move(*sim::SimulatedReader::start());
    ::setenv("DISPLAY", ":96", 1);
    testing::KioskProcess kiosk(folder.path(), reader->connstring(), {"--video", "window", "--size", "1280x800"});
    work_the_screens(kiosk, *reader, Hand(":96"));
    kiosk.child().send(SIGTERM);
    CHECK(kiosk.child().wait() == 0);
    check_what_is_kept(folder.path());
}
