// What the kiosk does for the staff's screens beside the desk.
#include "kiosk/staff_office.h"

#include <fstream>
#include <mutex>

#include "desk/staff_cards.h"
#include "journal/journal.h"
#include "kiosk/machine.h"
#include "kiosk/pin.h"
#include "testing/catch.h"
#include "testing/child.h"
#include "testing/temp_folder.h"

using testing::eventually;
using testing::TempFolder;
namespace fs = std::filesystem;

namespace {

void write(const fs::path& path, std::string_view content) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
}

// A journal with one event and so many stamps of cards.
void fill(const fs::path& data, int stamps) {
    const auto clock = base::system_clock();
    auto journal = journal::Journal::open({data, "", true}, *clock);
    REQUIRE(journal);
    journal::Addition event;
    event.entry.kind = attendance::EntryKind::event;
    event.entry.event = attendance::EventId{"e"};
    event.entry.version = 1;
    event.event = attendance::Event{{"e"}, 1, "第12回", "", {}, {}};
    REQUIRE((*journal)->append(event));
    for (int i = 0; i < stamps; ++i) {
        journal::Addition stamp;
        stamp.entry.event = attendance::EventId{"e"};
        stamp.entry.card = attendance::CardId{"card" + std::to_string(i)};
        REQUIRE((*journal)->append(stamp));
    }
}

std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& file : fs::directory_iterator(folder))
        files.push_back(file.path());
    std::sort(files.begin(), files.end());
    return files;
}

base::Result<void> no_news(int) {
    return {};
}

base::Result<void> no_picture(const fs::path&, const kiosk::Evening&) {
    return {};
}

// What the office posts.
class Inbox {
public:
    kiosk::StaffOffice::Post post() {
        return [this](desk::Input input) {
            const std::lock_guard lock(m_mutex);
            m_inputs.push_back(std::move(input));
            return true;
        };
    }
    template <typename Kind>
    std::vector<Kind> all() const {
        const std::lock_guard lock(m_mutex);
        std::vector<Kind> found;
        for (const desk::Input& input : m_inputs)
            if (const auto* one = std::get_if<Kind>(&input)) found.push_back(*one);
        return found;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<desk::Input> m_inputs;
};

}  // namespace

TEST_CASE("a PIN's hash brings its own salt and tells nothing of it") {
    const auto first = kiosk::hash_pin("1234"), second = kiosk::hash_pin("1234");
    REQUIRE(first);
    REQUIRE(second);
    CHECK(*first != *second);
    CHECK(kiosk::pin_fits("1234", *first));
    CHECK_FALSE(kiosk::pin_fits("12345", *first));
    CHECK_FALSE(kiosk::pin_fits("1234", "no hash at all"));
}

TEST_CASE("the office looks at PINs, makes new hashes and says so with the number of the work") {
    const TempFolder folder;
    Inbox inbox;
    kiosk::StaffOffice office(folder.path(), "ja", inbox.post(), no_picture);
    office.look_at({1, "1234", ""});
    REQUIRE(eventually([&] { return inbox.all<desk::PinInput>().size() == 1; }));
    const auto made = inbox.all<desk::PinInput>()[0];
    CHECK(made.work == 1);
    office.look_at({2, "1234", made.hash});
    office.look_at({3, "4321", made.hash});
    REQUIRE(eventually([&] { return inbox.all<desk::PinInput>().size() == 3; }));
    CHECK(inbox.all<desk::PinInput>()[1].fits);
    CHECK_FALSE(inbox.all<desk::PinInput>()[2].fits);
    office.stop();
    office.look_at({4, "1234", made.hash});
    CHECK(inbox.all<desk::PinInput>().size() == 3);
}

TEST_CASE("an export to the data folder tells its rows and its end, and a place that is gone says so") {
    const TempFolder folder;
    fill(folder.path(), 5);
    Inbox inbox;
    kiosk::StaffOffice office(folder.path(), "ja", inbox.post(), no_picture);
    office.look_for_targets();
    REQUIRE(eventually([&] { return inbox.all<desk::TargetsInput>().size() == 1; }));
    const auto targets = inbox.all<desk::TargetsInput>()[0].targets;
    CHECK(targets.back() == desk::ExportTarget{(folder.path() / "export").string(), false});
    using Step = desk::ExportState::Step;
    const auto ended = [&](Step step) {
        const auto all = inbox.all<desk::ExportInput>();
        return !all.empty() && all.back().state.step == step;
    };
    office.export_to({targets.size() - 1, attendance::EventId{"e"}});
    REQUIRE(eventually([&] { return ended(Step::done); }));
    const auto done = inbox.all<desk::ExportInput>().back().state;
    CHECK(done.rows == 5);
    CHECK(done.percent == 100);
    CHECK_FALSE(done.safe_to_remove);  // nobody can take this folder out
    CHECK(files_in(folder.path() / "export").size() == 2);
    office.export_to({targets.size(), std::nullopt});
    REQUIRE(eventually([&] { return ended(Step::failed); }));
}

TEST_CASE("an export writes the list as CSV and as XLSX, whole, with every row") {
    const TempFolder folder;
    fill(folder.path() / "data", 30);
    const base::WallTime now{std::chrono::seconds(1'784'628'000)};
    int last = -1;
    const auto rows = kiosk::export_to_folder(
        folder.path() / "data", folder.path() / "STICK", {}, "ja", now,
        [&](int percent) {
            CHECK(percent >= last);
            CHECK(percent < 100);
            last = percent;
            return base::Result<void>();
        },
        no_picture);
    REQUIRE(rows);
    CHECK(*rows == 30);
    CHECK(last == 96);
    const auto files = files_in(folder.path() / "STICK");
    REQUIRE(files.size() == 2);
    CHECK(files[0].extension() == ".csv");
    CHECK(files[1].extension() == ".xlsx");
    const std::string csv = testing::slurp(files[0]);
    CHECK(std::count(csv.begin(), csv.end(), '\n') == 31);
    CHECK(testing::slurp(files[1]).starts_with("PK"));
}

TEST_CASE("an export's file is named after the time on the wall") {
    const TempFolder folder;
    fill(folder.path() / "data", 1);
    setenv("TZ", "JST-9", 1);
    const base::WallTime now{std::chrono::seconds(1'784'628'000)};
    REQUIRE(
        kiosk::export_to_folder(folder.path() / "data", folder.path() / "STICK", {}, "ja", now, no_news, no_picture));
    unsetenv("TZ");
    const auto files = files_in(folder.path() / "STICK");
    REQUIRE(files.size() == 2);
    CHECK(files[0].filename() == "attendance-20260721-190000.csv");
}

TEST_CASE("beside an event's lists its sheet of stamps is drawn, and beside the lists of all events none") {
    const TempFolder folder;
    fill(folder.path() / "data", 3);
    const fs::path stick = folder.path() / "STICK";
    std::vector<fs::path> drawn;
    const auto draw = [&](const fs::path& file, const kiosk::Evening& evening) -> base::Result<void> {
        CHECK(evening.event.title == "第12回");
        CHECK(evening.came.size() == 3);
        CHECK(std::ranges::is_sorted(evening.came));
        drawn.push_back(file);
        return {};
    };
    REQUIRE(kiosk::export_to_folder(folder.path() / "data", stick, {}, "ja", {}, no_news, draw));
    CHECK(drawn.empty());
    REQUIRE(kiosk::export_to_folder(folder.path() / "data", stick, attendance::EventId{"e"}, "ja", {}, no_news, draw));
    REQUIRE(drawn.size() == 1);
    CHECK(drawn[0].extension() == ".png");
    CHECK(fs::exists(fs::path(drawn[0]).replace_extension(".csv")));
}

TEST_CASE("an event to which nobody came has lists and no sheet of stamps") {
    const TempFolder folder;
    fill(folder.path() / "data", 0);
    const auto draw = [](const fs::path&, const kiosk::Evening&) -> base::Result<void> {
        return base::fail(base::ErrorCode::failed, "nothing to draw");
    };
    CHECK(kiosk::export_to_folder(folder.path() / "data", folder.path() / "STICK", attendance::EventId{"e"}, "ja", {},
                                  no_news, draw));
}

TEST_CASE("an export that is called off leaves nothing behind") {
    const TempFolder folder;
    fill(folder.path() / "data", 300);
    const auto called_off = kiosk::export_to_folder(
        folder.path() / "data", folder.path() / "STICK", {}, "ja", {},
        [](int percent) -> base::Result<void> {
            if (percent < 10) return {};
            return base::fail(base::ErrorCode::failed, "called off");
        },
        no_picture);
    REQUIRE_FALSE(called_off);
    CHECK(called_off.error().message == "called off");
    CHECK(files_in(folder.path() / "STICK").empty());
}

TEST_CASE("an export to a place that cannot be written says so") {
    const TempFolder folder;
    fill(folder.path() / "data", 1);
    write(folder.path() / "file", "no folder");
    CHECK_FALSE(
        kiosk::export_to_folder(folder.path() / "data", folder.path() / "file", {}, "ja", {}, no_news, no_picture));
    CHECK_FALSE(kiosk::export_to_folder(folder.path() / "data", folder.path() / "STICK", attendance::EventId{"none"},
                                        "ja", {}, no_news, no_picture));
}

TEST_CASE("sticks are the mounted drives that can be taken out and written") {
    const TempFolder folder;
    const fs::path block = folder.path() / "class", devices = folder.path() / "devices";
    const auto disk = [&](const std::string& where, const std::string& name, char removable) {
        write(devices / where / name / "removable", std::string(1, removable) + "\n");
        write(devices / where / name / (name + "1") / "partition", "1\n");
        fs::create_directories(block);
        fs::create_directory_symlink(devices / where / name, block / name);
        fs::create_directory_symlink(devices / where / name / (name + "1"), block / (name + "1"));
    };
    disk("pci/usb1/1-1", "sdb", '1');
    disk("pci/usb1/1-2", "sdc", '0');  // an external disk
    disk("pci/ata1", "sda", '0');
    disk("pci/usb1/1-3", "sdd", '1');
    disk("pci/usb1/1-4", "sde", '1');
    write(folder.path() / "mounts",
          "/dev/sda1 /data ext4 rw,relatime 0 0\n"
          "/dev/sdb1 /media/pi/MY\\040STICK vfat rw,uid=1000 0 0\n"
          "/dev/sdc1 /media/pi/DISK ext4 rw 0 0\n"
          "/dev/sdd1 /media/pi/LOCKED vfat ro 0 0\n"
          "/dev/sde1 / ext4 rw 0 0\n"
          "proc /proc proc rw 0 0\n"
          "broken line\n");
    CHECK(kiosk::removable_drives(folder.path() / "mounts", block) ==
          std::vector<kiosk::Drive>{{"DISK", "/media/pi/DISK"}, {"MY STICK", "/media/pi/MY STICK"}});
    CHECK(kiosk::removable_drives(folder.path() / "none", block).empty());
}

TEST_CASE("the warmest zone is the processor's, and a zone that is off does not count") {
    const TempFolder folder;
    CHECK_FALSE(kiosk::processor_celsius(folder.path() / "none"));
    write(folder.path() / "thermal_zone0" / "temp", "58400\n");
    write(folder.path() / "thermal_zone1" / "temp", "-274000\n");
    write(folder.path() / "thermal_zone2" / "temp", "61000\n");
    write(folder.path() / "cooling_device0" / "temp", "99000\n");
    CHECK(kiosk::processor_celsius(folder.path()) == 61.0);
}

TEST_CASE("the panel's light is set in parts of its own scale, and never to nothing") {
    const TempFolder folder;
    CHECK_FALSE(kiosk::set_backlight(50, folder.path()));
    write(folder.path() / "panel" / "max_brightness", "31\n");
    CHECK(kiosk::set_backlight(50, folder.path()));
    CHECK(testing::slurp(folder.path() / "panel" / "brightness") == "15\n");
    CHECK(kiosk::set_backlight(1, folder.path()));
    CHECK(testing::slurp(folder.path() / "panel" / "brightness") == "1\n");
}
