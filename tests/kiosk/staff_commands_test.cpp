// The commands about the staff's screens, as a shell runs them.
#include "desk/staff_cards.h"
#include "journal/journal.h"
#include "journal/reader.h"
#include "kiosk/command.h"
#include "kiosk/pin.h"

using testing::Outcome;
using testing::TempFolder;

namespace {

struct Home {
    TempFolder folder;
    std::string data() const { return (folder.path() / "data").string(); }
    Outcome run(std::vector<std::string> words, const std::string& input = "") const {
        words.insert(words.begin(), {"--data", data()});
        return testing::kiosk(folder, std::move(words), input);
    }
    desk::KeptPin pin() const {
        auto reader = journal::Reader::open(data());
        REQUIRE(reader);
        const auto setting = (*reader)->setting(desk::staff_pin_setting);
        REQUIRE(setting);
        return desk::kept_pin_from(setting->value_or(""));
    }
};

}  // namespace

TEST_CASE("pin set takes one line of standard input and keeps nothing but its hash") {
    const Home home;
    const Outcome outcome = home.run({"pin", "set"}, "246813\n");
    INFO(outcome.err);
    CHECK(outcome.status == 0);
    CHECK(home.pin().digits == 6);
    CHECK(home.pin().hash.starts_with("$argon2id$"));
    CHECK(kiosk::pin_fits("246813", home.pin().hash));
    CHECK_FALSE(kiosk::pin_fits("246814", home.pin().hash));
    CHECK(testing::slurp(home.data() + "/pettan.db").find("246813") == std::string::npos);
}

TEST_CASE("pin set refuses what is no PIN and changes nothing") {
    const Home home;
    REQUIRE(home.run({"pin", "set"}, "1234\n").status == 0);
    for (const std::string input : {"123\n", "1234567890123\n", "12a4\n", "\n", ""}) {
        const Outcome outcome = home.run({"pin", "set"}, input);
        INFO(input);
        CHECK(outcome.status == 1);
        CHECK(outcome.says_one_line());
    }
    CHECK(kiosk::pin_fits("1234", home.pin().hash));
    CHECK(home.run({"pin", "set"}, "123456789012").status == 0);
    CHECK(home.pin().digits == 12);
}

TEST_CASE("a new PIN forgets the wrong tries") {
    const Home home;
    REQUIRE(home.run({"pin", "set"}, "1234\n").status == 0);
    const auto clock = base::system_clock();
    {
        auto journal = journal::Journal::open({home.data(), "", true}, *clock);
        REQUIRE(journal);
        REQUIRE((*journal)->set_setting(desk::staff_pin_tries_setting, "9"));
    }
    REQUIRE(home.run({"pin", "set"}, "1234\n").status == 0);
    auto reader = journal::Reader::open(home.data());
    REQUIRE(reader);
    CHECK(**(*reader)->setting(desk::staff_pin_tries_setting) == "0");
}

TEST_CASE("while a kiosk holds the data, the PIN and the cards stay as they are, with status 75") {
    const Home home;
    const auto clock = base::system_clock();
    auto held = journal::Journal::open({home.data(), "", true}, *clock);
    REQUIRE(held);
    CHECK(home.run({"pin", "set"}, "1234\n").status == 75);
    CHECK(home.run({"staff", "add", "04a1b2c3d4e5f6"}).status == 75);
    CHECK(home.run({"staff", "list"}).status == 0);
}

TEST_CASE("staff's cards are added by their number, listed by their id, and removed by either") {
    const Home home;
    const Outcome added = home.run({"staff", "add", "04a1b2c3d4e5f6"});
    CHECK(added.status == 0);
    const std::string id = added.out.substr(0, added.out.size() - 1);
    CHECK(id.size() == 32);
    CHECK(home.run({"staff", "add", "04a1b2c3d4e5f6"}).status == 0);  // once more changes nothing
    CHECK(home.run({"staff", "list"}).out == id + "\n");
    CHECK(home.run({"staff", "add", "08010203"}).status == 1);  // drawn afresh at each tap
    CHECK(home.run({"staff", "remove", "04ffffffffffff"}).status == 1);
    CHECK(home.run({"staff", "remove", id}).status == 0);
    CHECK(home.run({"staff", "list"}).out.empty());
    CHECK(home.run({"staff", "add", "nonsense"}).status == 2);
}
