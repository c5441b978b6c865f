// The whole kiosk in a real window, worked by a hand: a card is tapped, staff open their screens by touch, give the
// PIN, search, stamp, void and export; what the file holds is what the screen said. By xdotool, under Xvfb and in the
// session of a real door: cage, here without a screen. Where to touch is asked from the screens themselves: they are
// drawn once more onto a canvas that records.
#include <cstdlib>
#include <span>
#include <vector>

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
        const bool unknown_first = variant == "evening, the newest unknown";
        if (picture.screen != screen || picture.variant != (unknown_first ? "evening" : variant)) continue;
        if (unknown_first) std::swap(picture.snapshot.taps[0], picture.snapshot.taps[2]);
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

    void touch(const std::string& screen, const std::string& variant, const Fits& fits) const {
        press(screen, variant, fits);
        release();
    }
    void press(const std::string& screen, const std::string& variant, const Fits& fits) const {
        ++m_touches;
        const ui::Point at = target(m_layout, screen, variant, fits);
        xdotool({"mousemove", std::to_string(static_cast<int>(at.x)), std::to_string(static_cast<int>(at.y)),
                 "mousedown", "1", "sleep", "0.05"});
    }
    void release() const { xdotool({"mouseup", "1"}); }
    // Since it was asked last.
    int touches() const { return std::exchange(m_touches, 0); }

private:
    void xdotool(const std::vector<std::string>& what) const {
        const testing::TempFolder folder;
        std::vector<std::string> words = m_before;
        words.insert(words.end(), {"env", "DISPLAY=" + m_display, "xdotool"});
        words.insert(words.end(), what.begin(), what.end());
        testing::Child child(words, folder.path() / "out");
        INFO(child.output());
        REQUIRE(child.wait() == 0);
    }

    std::string m_display;
    ui::Layout m_layout;
    std::vector<std::string> m_before;
    mutable int m_touches = 0;
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

    hand.press("idle", "arrived-4", exactly(desk::AskStaff{}));
    REQUIRE(shows("pin"));  // held until then
    hand.release();
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
    REQUIRE(shows("welcome"));  // the guest's
    REQUIRE(shows("people"));
    hand.touch("people", "chosen-came", testing::is<desk::OpenPerson>);
    REQUIRE(shows("person"));
    hand.touch("person", "ordinary", testing::is<desk::VoidStamp>);
    settle();
    hand.touch("person", "ordinary", exactly(desk::GoTo{desk::StaffPage::monitor}));
    REQUIRE(shows("monitor"));
    hand.touch("monitor", "evening", exactly(desk::GoTo{desk::StaffPage::event}));
    REQUIRE(shows("event"));
    hand.touch("event", "list", exactly(desk::ShowExport{}));
    settle();
    hand.touch("event", "export-no-stick", exactly(desk::StartExport{0}));  // no stick is in this machine
    REQUIRE(eventually([&] { return !exported_list(kiosk.data()).empty(); }));
    hand.touch("event", "export", exactly(desk::Back{}));
    settle();
    hand.touch("event", "list", exactly(desk::LeaveStaff{}));
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

// Each task of staff by hand, counted in touches. The kiosk runs with a PIN, a staff card, a guest list of two who have
// no card, and a second event.
class Tasks {
public:
    Tasks(testing::KioskProcess& kiosk, sim::SimulatedReader& reader, const Hand& hand)
        : m_kiosk(kiosk), m_reader(reader), m_hand(hand) {}

    void tap(const char* uid) {
        const auto before = m_kiosk.lines("tap").size();
        const auto card = m_reader.place(*sim::make_tag(sim::TagKind::ntag213, *base::from_hex(uid)));
        REQUIRE(eventually([&] { return m_kiosk.lines("tap").size() > before; }));
        m_reader.remove(card);
        settle();
    }
    void touch(const std::string& screen, const std::string& variant, const Fits& fits) {
        m_hand.touch(screen, variant, fits);
        settle();
    }
    void hold_until(const std::string& scene, const std::string& screen, const std::string& variant, const Fits& fits) {
        m_hand.press(screen, variant, fits);
        REQUIRE(shows(scene));
        m_hand.release();
    }
    void go(desk::StaffPage page, const std::string& from = "monitor") {
        touch(from, from == "monitor" ? "evening" : "list", exactly(desk::GoTo{page}));
    }
    // Back on the monitor, which is where a task begins.
    void begin(const std::string& screen, const std::string& variant) {
        touch(screen, variant, exactly(desk::GoTo{desk::StaffPage::monitor}));
        REQUIRE(shows("monitor"));
        m_hand.touches();
    }
    bool shows(const std::string& scene) const {
        return eventually([&] {
            const auto presented = m_kiosk.lines("present");
            return !presented.empty() && presented.back()["scene"] == scene;
        });
    }
    int touches() const { return m_hand.touches(); }
    // What changes the picture but not the scene is drawn long before this.
    static void settle() { std::this_thread::sleep_for(800ms); }

private:
    testing::KioskProcess& m_kiosk;
    sim::SimulatedReader& m_reader;
    const Hand& m_hand;
};

void count_the_touches(Tasks& tasks) {
    using Page = desk::StaffPage;
    tasks.tap("04000000000001");  // nobody's
    REQUIRE(tasks.shows("idle"));
    tasks.touches();

    tasks.hold_until("pin", "idle", "arrived-4", exactly(desk::AskStaff{}));
    for (const char digit : std::string("4712"))
        tasks.touch("pin", "two", exactly(desk::PinKey{digit}));
    REQUIRE(tasks.shows("monitor"));
    CHECK(tasks.touches() <= 5);  // by PIN

    tasks.touch("monitor", "evening, the newest unknown", testing::is<desk::AskWhose>);
    REQUIRE(tasks.shows("people"));
    tasks.touch("people", "whose", testing::is<desk::Choose>);  // the first of tonight's list
    tasks.touch("people", "whose-chosen", testing::is<desk::GiveCard>);
    REQUIRE(tasks.shows("person"));
    CHECK(tasks.touches() <= 3);  // whose card

    tasks.begin("person", "ordinary");
    tasks.touch("monitor", "evening", testing::is<desk::VoidStamp>);  // of the newest line
    CHECK(tasks.touches() <= 2);                                      // take back

    tasks.go(Page::people);
    for (const std::string key : {"た", "か"})
        tasks.touch("people", "empty", exactly(desk::PressKey{key}));
    tasks.touch("people", "found", testing::is<desk::Choose>);
    CHECK(tasks.touches() <= 4);  // find
    tasks.touch("people", "chosen", testing::is<desk::StampByHand>);
    REQUIRE(tasks.shows("welcome"));
    CHECK(tasks.touches() + 4 <= 5);  // stamp by hand
    REQUIRE(tasks.shows("people"));

    tasks.begin("people", "chosen");
    tasks.go(Page::people);
    tasks.touch("people", "whose", testing::is<desk::Choose>);
    tasks.touch("people", "chosen", [](const desk::Answer& answer) {
        const auto* staff = std::get_if<desk::StaffAnswer>(&answer);
        const auto* open = staff != nullptr ? std::get_if<desk::OpenPerson>(staff) : nullptr;
        return open != nullptr && open->for_card;
    });
    REQUIRE(tasks.shows("person"));
    CHECK(tasks.touches() <= 3);  // bind
    tasks.tap("04000000000002");

    tasks.begin("person", "ordinary");
    tasks.go(Page::people);
    tasks.touch("people", "empty", exactly(desk::PressKey{"ぬ"}));
    tasks.touch("people", "none", exactly(desk::EditPerson{}));
    REQUIRE(tasks.shows("person_form"));
    tasks.touch("person_form", "walk-in", exactly(desk::Save{}));
    REQUIRE(tasks.shows("welcome"));
    CHECK(tasks.touches() - 1 <= 3);  // walk-in, beside the letter
    REQUIRE(tasks.shows("person"));

    tasks.begin("person", "ordinary");
    tasks.go(Page::event);
    tasks.touch("event", "list", exactly(desk::ShowExport{}));
    tasks.touch("event", "export-no-stick", exactly(desk::StartExport{0}));
    CHECK(tasks.touches() <= 3);  // export
    tasks.touch("event", "export", exactly(desk::Back{}));

    tasks.touch("event", "list", exactly(desk::GoTo{Page::monitor}));
    REQUIRE(tasks.shows("monitor"));
    tasks.touches();
    tasks.go(Page::event);
    tasks.touch("event", "list", testing::is<desk::OpenEvent>);
    tasks.touch("event", "ask-switch", exactly(desk::Confirm{}));
    CHECK(tasks.touches() <= 3);  // switch event
    tasks.touch("event", "list", exactly(desk::LeaveStaff{}));
    REQUIRE(tasks.shows("idle"));

    tasks.touches();
    tasks.tap("04000000000009");
    REQUIRE(tasks.shows("monitor"));
    CHECK(tasks.touches() + 1 <= 1);  // by a staff card: the tap
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

TEST_CASE("staff's tasks take few touches") {
    struct Screen {
        const char* display;
        int width, height;
    };
    // The small one, where everything is tightest; both with PETTAN_LONG.
    const std::vector<Screen> screens{{":95", 800, 480}, {":96", 1280, 800}};
    for (const auto& [display, width, height] : std::span(screens).first(std::getenv("PETTAN_LONG") ? 2 : 1)) {
        INFO(width << "x" << height);
        const testing::TempFolder folder;
        prepare(folder.path());
        REQUIRE(testing::kiosk_command(folder.path(), {"event", "add", "第13回 地域テック交流会", "--starts",
                                                       "2099-02-01T00:00:00Z", "--ends", "2099-02-02T00:00:00Z"})
                    .status == 0);
        REQUIRE(testing::kiosk_command(folder.path(), {"staff", "add", "04000000000009"}).status == 0);
        const std::string size = std::to_string(width) + "x" + std::to_string(height);
        testing::Child xvfb({"Xvfb", display, "-screen", "0", size + "x24", "-nolisten", "tcp"},
                            folder.path() / "xvfb.out");
        REQUIRE(
            eventually([&] { return std::filesystem::exists("/tmp/.X11-unix/X" + std::string(display).substr(1)); }));
        const auto reader = std::move(*sim::SimulatedReader::start());
        testing::KioskProcess kiosk(folder.path(), reader->connstring(), {"--video", "window", "--size", size},
                                    {"env", std::string("DISPLAY=") + display});
        REQUIRE(kiosk.wait_ready());
        const Hand hand(display, ui::Layout(width, height));
        Tasks tasks(kiosk, *reader, hand);
        count_the_touches(tasks);
        kiosk.child().send(SIGTERM);
        CHECK(kiosk.child().wait() == 0);
        const Json rows = exported(folder.path());
        INFO(rows.dump(1));
        CHECK(status_of(rows, "ren", "tap") == "void");  // whose card: the first of tonight's list; then taken back
        CHECK(status_of(rows, "ren", "hand") == "valid");
        CHECK(rows.size() == 3);  // and the walk-in
    }
}
