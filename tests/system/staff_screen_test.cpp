// The whole kiosk in a real window, worked by a hand: a card is tapped, staff open their screens by touch, give the
// PIN, search, stamp, void and export; what the file holds is what the screen said. By xdotool, under Xvfb and in the
// session of a real door: cage, here without a screen. Where to touch is asked from the screens themselves: they are
// drawn once more onto a canvas that records.
#include "screens/gallery.h"
#include "testing/catch.h"
#include "testing/kiosk_process.h"
#include "testing/touch.h"

using namespace std::chrono_literals;
using testing::eventually;
using testing::Json;

namespace {

using Fits = std::function<bool(const desk::Answer&)>;

Fits exactly(desk::Answer wanted) {
    return [wanted = std::move(wanted)](const desk::Answer& answer) { return answer == wanted; };
}

// Where the gallery's picture of this screen has the first target whose answer fits.
ui::Point target(const ui::Layout& layout, const std::string& screen, const std::string& variant, const Fits& fits) {
    for (auto picture : screens::gallery_pictures("ja")) {
        if (picture.screen != screen || picture.variant != variant) continue;
        // No stick is in this machine: the data folder is the only place to export to.
        if (auto* settings = std::get_if<desk::SettingsPage>(&picture.snapshot.scene)) settings->targets.resize(1);
        for (const auto& region : testing::regions_of(picture.snapshot, picture.at, layout))
            if (fits(region.answer)) return region.rect.centre();
    }
    FAIL("no such target on " << screen << " " << variant);
    return {};
}

class Hand {
public:
    // `before`: words in front of xdotool, for a display that is another user's.
    Hand(std::string display, ui::Layout layout, std::vector<std::string> before = {})
        : m_display(std::move(display)), m_layout(layout), m_before(std::move(before)) {}

    void touch(const std::string& screen, const std::string& variant, const Fits& fits,
               const std::string& hold = "0.05") const {
        const ui::Point at = target(m_layout, screen, variant, fits);
        const testing::TempFolder folder;
        const auto x = std::to_string(static_cast<int>(at.x));
        const auto y = std::to_string(static_cast<int>(at.y));
        std::vector<std::string> words = m_before;
        words.insert(words.end(), {"env", "DISPLAY=" + m_display, "xdotool", "mousemove", x, y, "mousedown", "1",
                                   "sleep", hold, "mouseup", "1"});
        testing::Child xdotool(words, folder.path() / "out");
        INFO(xdotool.output());
        REQUIRE(xdotool.wait() == 0);
    }

private:
    std::string m_display;
    ui::Layout m_layout;
    std::vector<std::string> m_before;
};

void prepare(const std::filesystem::path& folder) {
    REQUIRE(testing::add_open_event(folder));
    std::ofstream(folder / "guests.csv") << "person_id,name,nickname,reading,card_uid\n"
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

// What lies in the data folder as exported by staff; empty while there is nothing.
std::string exported_list(const std::filesystem::path& data) {
    for (const auto& file : std::filesystem::recursive_directory_iterator(data))
        if (file.path().extension() == ".csv") return testing::slurp(file.path());
    return {};
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
    const auto settle = [] { std::this_thread::sleep_for(800ms); };

    REQUIRE(kiosk.wait_ready());
    const auto card = reader.place(*sim::make_tag(sim::TagKind::ntag213, *base::from_hex("04a1b2c3d4e5f6")));
    REQUIRE(commits(1));
    REQUIRE(shows("welcome"));
    reader.remove(card);
    REQUIRE(shows("idle"));

    hand.touch("idle", "arrived-4", exactly(desk::AskStaff{}), "1.5");
    REQUIRE(shows("pin"));
    for (const char digit : std::string("4712"))
        hand.touch("pin", "two", exactly(desk::PinKey{digit}));
    REQUIRE(shows("monitor"));

    hand.touch("monitor", "evening", exactly(desk::GoTo{desk::StaffPage::people}));
    REQUIRE(shows("people"));
    for (const std::string key : {"た", "か"})
        hand.touch("people", "empty", exactly(desk::PressKey{key}));
    settle();
    hand.touch("people", "found", testing::is<desk::Choose>);  // たかぎ before たかはし
    settle();
    hand.touch("people", "chosen", testing::is<desk::StampByHand>);
    settle();
    hand.touch("people", "chosen-came", testing::is<desk::OpenPerson>);
    REQUIRE(shows("person"));
    hand.touch("person", "ordinary", testing::is<desk::VoidStamp>);
    settle();
    hand.touch("person", "ordinary", exactly(desk::GoTo{desk::StaffPage::monitor}));
    REQUIRE(shows("monitor"));
    hand.touch("monitor", "evening", exactly(desk::GoTo{desk::StaffPage::settings}));
    REQUIRE(shows("settings"));
    hand.touch("settings", "ordinary", exactly(desk::StartExport{0}));
    REQUIRE(eventually([&] { return !exported_list(kiosk.data()).empty(); }));
    hand.touch("settings", "ordinary", exactly(desk::LeaveStaff{}));
    REQUIRE(shows("idle"));
}

void check_what_is_kept(const std::filesystem::path& folder) {
    const Json rows = exported(folder);
    INFO(rows.dump(1));
    CHECK(status_of(rows, "sakura", "tap") == "valid");
    CHECK(status_of(rows, "ren", "hand") == "void");
    CHECK(rows.size() == 2);
    CHECK(exported_list(folder / "data") == testing::kiosk_command(folder, {"export", "--format", "csv"}).output);
}

// A user's session with cage, which refuses to be root's: then nobody runs it, on copies that nobody may read.
class CageSession {
public:
    CageSession(std::filesystem::path folder, const sim::SimulatedReader& reader) : m_folder(std::move(folder)) {
        if (::geteuid() != 0) return;
        m_user = {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"};
        const std::string place = reader.connstring();  // driver:path:speed
        const auto from = place.find(':') + 1;
        const std::filesystem::path port = place.substr(from, place.rfind(':') - from);
        own(port.parent_path());
        own(std::filesystem::canonical(port));
        std::filesystem::create_directory(m_folder / "bin");
        for (const std::string name : {"pettan-kiosk", "pettan-reader"})
            std::filesystem::copy_file(std::string(PETTAN_BIN) + "/" + name, m_folder / "bin" / name);
        m_program = "'" + (m_folder / "bin/pettan-kiosk").string() + "'";
        for (const auto& entry : std::filesystem::recursive_directory_iterator(m_folder))
            own(entry.path());
        own(m_folder);
    }

    const std::vector<std::string>& user() const { return m_user; }
    std::vector<std::string> words() const {
        std::vector<std::string> words = m_user;
        words.insert(words.end(),
                     {"env", "HOME=" + m_folder.string(), "XDG_RUNTIME_DIR=" + m_folder.string(),
                      "WLR_BACKENDS=headless", "WLR_LIBINPUT_NO_DEVICES=1", "WLR_RENDERER=pixman", "cage", "--", "sh",
                      "-c", "echo $$ $DISPLAY > '" + kiosk_file().string() + "'; exec " + m_program + " \"$@\""});
        return words;
    }
    // The kiosk's process and its display, once it runs.
    std::pair<pid_t, std::string> kiosk() const {
        pid_t process = 0;
        std::string display;
        REQUIRE(eventually([&] { return bool(std::ifstream(kiosk_file()) >> process >> display); }));
        return {process, display};
    }

private:
    static void own(const std::filesystem::path& path) { REQUIRE(::chown(path.c_str(), 65534, 65534) == 0); }
    std::filesystem::path kiosk_file() const { return m_folder / "kiosk.of.cage"; }

    std::filesystem::path m_folder;
    std::vector<std::string> m_user;
    std::string m_program = "\"$0\"";
};

}  // namespace

TEST_CASE("in a real window staff search, stamp, void and export by touch while cards are tapped") {
    const testing::TempFolder folder;
    prepare(folder.path());
    testing::Child xvfb({"Xvfb", ":96", "-screen", "0", "1280x800x24", "-nolisten", "tcp"}, folder.path() / "xvfb.out");
    REQUIRE(eventually([] { return std::filesystem::exists("/tmp/.X11-unix/X96"); }));
    const auto reader = std::move(*sim::SimulatedReader::start());
    testing::KioskProcess kiosk(folder.path(), reader->connstring(), {"--video", "window", "--size", "1280x800"},
                                {"env", "DISPLAY=:96"});
    work_the_screens(kiosk, *reader, Hand(":96", ui::Layout(1280, 800)));
    kiosk.child().send(SIGTERM);
    CHECK(kiosk.child().wait() == 0);
    check_what_is_kept(folder.path());
}

TEST_CASE("the same in cage, the session of a real door") {
    const testing::TempFolder folder;
    prepare(folder.path());
    const auto reader = std::move(*sim::SimulatedReader::start());
    const CageSession cage(folder.path(), *reader);
    testing::KioskProcess kiosk(folder.path(), reader->connstring(), {"--video", "fullscreen", "--size", "1280x720"},
                                cage.words());
    const auto [process, display] = cage.kiosk();
    work_the_screens(kiosk, *reader, Hand(display, ui::Layout(1280, 720), cage.user()));
    ::kill(process, SIGTERM);
    CHECK(kiosk.child().wait() == 0);
    check_what_is_kept(folder.path());
}
