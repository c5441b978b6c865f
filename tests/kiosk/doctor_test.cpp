// What doctor and the support report say of a kiosk.
#include "base/utf8.h"
#include "kiosk/kiosk_in_a_folder.h"

using testing::hard_names;
using Kiosk = testing::KioskInAFolder;
using testing::Outcome;
using testing::slurp;
using testing::write;

TEST_CASE("doctor gives a line for each part and fails when one does") {
    const Kiosk k;
    k.add_event();
    const std::string none = k.file("none.toml", "[reader]\nconnection = \"none\"\n");
    const std::string out = k.done({"doctor", "--config", none});
    for (const char* part : {"config", "data", "space", "lock", "journal", "clock", "reader", "fonts"})
        CHECK_THAT(out, contains(std::string(" ") + part));
    CHECK_THAT(out, contains("ok    journal  1 entry, all in order") && contains("warn  reader   none"));

    const std::string silent = k.file("silent.toml", "");
    CHECK_THAT(k.done({"doctor", "--config", silent}), contains("warn  reader   not configured"));

    const auto fails = [&](const std::string& toml, const std::string& line) {
        const Outcome outcome = k({"doctor", "--config", k.file("doctor.toml", toml)});
        CHECK(outcome.status == 1);
        CHECK_THAT(outcome.out, contains(line));
    };
    fails("[reader]\nconnection = \"pn532_uart:/dev/not-there:115200\"\n",
          "fail  reader   /dev/not-there is not there");
    fails("[reader]\nconnection = \"pn533_uart:/dev/ttyUSB0\"\n", "fail  reader   there is no driver pn533_uart");
    fails("[reader]\nconnection = \"pn532_uart\"\n", "fail  reader   pn532_uart names no device");
    fails("[sound]\nvolume = 1000\n", "fail  config");
}

TEST_CASE("doctor finds a damaged journal") {
    const Kiosk k;
    for (int i = 0; i < 30; ++i)
        k.done({"person", "add", "somebody", "--id", "p" + std::to_string(i)});
    const auto database = k.path("data") / "pettan.db";
    std::string bytes = slurp(database);
    REQUIRE(bytes.size() > 8192);
    for (std::size_t i = 4096; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(i * 7);
    write(database, bytes);
    const Outcome outcome = k({"doctor"});
    CHECK(outcome.status == 1);
    CHECK_THAT(outcome.out, contains("fail  journal"));
}

TEST_CASE("a support report says how the kiosk is, and holds no name, number or secret") {
    const Kiosk k;
    k.add_event();
    for (const std::string& name : hard_names)
        if (name.find_first_not_of(" \n") != std::string::npos && name.front() != '-') k.done({"person", "add", name});
    k.done({"person", "add", "山田花子", "--nickname", "はなちゃん", "--reading", "ヤマダハナコ", "--id", "hanako"});
    k.done({"person", "bind", "hanako", "04a1b2c3d4e5f6"});
    const std::string config =
        k.file("secret.toml",
               "# For Hanako\n[community]\nname = \"はなの会\" # hers\nstatements = [\"ようこそ山田\"]\n"
               "lang = \"ja\"\n[staff]\nfirst_pin = \"482913\"\n[reader]\nconnection = \"none\"\n"
               "[sound]\nvolume = 40 # loud\n");
    const std::string file = k.path("support.txt").string();
    CHECK_THAT(k.done({"--config", config, "support", file}), contains("Read it before you send it"));
    const std::string text = slurp(file);
    for (const char* there : {"[versions]\npettan ", "[doctor]\nok    config", "first_pin = (8 bytes)", "volume = 40\n",
                              "connection = \"none\"", "lang = \"ja\"", "[staff]\n", "person ", "bind 1", "entries "})
        CHECK_THAT(text, contains(there));
    for (const char* secret : {"山田", "花子", "はな", "ハナ", "hanako", "Hanako", "04a1b2c3d4e5f6", "482913",
                               "ようこそ", "hers", "loud", "第12回"})
        CHECK_THAT(text, !contains(secret));
    for (const std::string& name : hard_names)
        if (base::count_characters(name) > 1 && name.find("1") == std::string::npos) {
            INFO(name);
            CHECK(text.find(name) == std::string::npos);
        }
    CHECK((std::filesystem::status(file).permissions() & std::filesystem::perms::others_all) ==
          std::filesystem::perms::none);
}

TEST_CASE("a support report is written where nothing works, and says what does not") {
    const Kiosk k;
    const std::string file = k.path("support.txt").string();
    k.done({"--config", k.file("broken.toml", "[sound]\nvolume = 1000\n"), "support", file});
    const std::string text = slurp(file);
    CHECK_THAT(text, contains("fail  config"));
    CHECK_THAT(text, contains("volume = 1000"));
    k.done({"support", file});  // an older report is replaced
    const std::string other = k.file("guests.csv", "name\nAnn\n");
    CHECK_THAT(k.refused({"support", other}, 1), contains("is there already and is no support report"));
    CHECK(slurp(other) == "name\nAnn\n");
    CHECK_THAT(k.refused({"support"}, 2), contains("FILE"));
    CHECK_THAT(k.refused({"support", "/nowhere/at/all.txt"}, 1), contains("/nowhere/at"));
}
