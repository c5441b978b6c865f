#include "kiosk/config.h"

#include <unistd.h>

#include <fstream>
#include <map>
#include <sstream>

#include "testing/catch.h"
#include "words/languages.h"

using namespace kiosk;

static Config read(std::string_view toml) {
    auto config = parse_config(toml, "pettan.toml");
    if (!config) FAIL(config.error().message);
    return *config;
}

static std::string error_of(std::string_view toml) {
    const auto config = parse_config(toml, "pettan.toml");
    REQUIRE(!config);
    CHECK(config.error().code == base::ErrorCode::bad_input);
    CHECK(config.error().message.find('\n') == std::string::npos);
    return config.error().message;
}

static void check_same(const Config& a, const Config& b) {
    CHECK(a.community.name == b.community.name);
    CHECK(a.community.statements == b.community.statements);
    CHECK(a.community.lang == b.community.lang);
    CHECK(a.community.reader_place == b.community.reader_place);
    CHECK(a.community.mirrored == b.community.mirrored);
    CHECK(a.community.calm == b.community.calm);
    CHECK(a.deck == b.deck);
    CHECK(a.season == b.season);
    CHECK(a.data_dir == b.data_dir);
    CHECK(a.pack == b.pack);
    CHECK(a.reader == b.reader);
    CHECK(a.screen == b.screen);
    CHECK(a.sound == b.sound);
    CHECK(a.hub_url == b.hub_url);
    CHECK(a.first_pin == b.first_pin);
}

static std::string example() {
    std::ifstream file(PETTAN_EXAMPLE_CONFIG);
    std::ostringstream text;
    text << file.rdbuf();
    REQUIRE_FALSE(text.str().empty());
    return text.str();
}

TEST_CASE("an empty file is the defaults") {
    check_same(read(""), Config{});
    check_same(read("[season]\n[hub]\n"), Config{});
}

TEST_CASE("the example configuration says the defaults") {
    check_same(read(example()), Config{});
    CHECK(read(example()).reader_is_named);
    CHECK_FALSE(read("").reader_is_named);
}

TEST_CASE("the example's optional lines work once their mark is taken off") {
    std::string text = example();
    for (const std::string mark : {"# from =", "# to =", "# size ="}) {
        const auto at = text.find("\n" + mark);
        INFO(mark);
        REQUIRE(at != std::string::npos);
        text.erase(at + 1, 2);
    }
    const Config config = read(text);
    CHECK(config.season.from == std::chrono::year(2026) / 7 / 1);
    CHECK(config.season.to == std::chrono::year(2026) / 9 / 30);
    CHECK(config.screen.size == ScreenSize{1280, 800});
}

TEST_CASE("every key is read") {
    const Config config = read(R"(
[community]
name = "朝活ラボ"
statements = ["ひとりでは続かない。", "だから集まる。"]
pack = "space"
lang = "en"
deck = false
[season]
name = "第三期"
from = 2026-04-01
to = 2026-04-01
squares = 20
[data]
dir = "/srv/pettan"
[reader]
connection = "acr122_usb"
place = "below"
[screen]
mirrored = true
calm = true
video = "window"
size = "800x480"
diagonal_inch = 7
viewing_distance_m = 1.5
[sound]
volume = 0
mute = true
[hub]
url = "https://hub.example.org"
[staff]
first_pin = "2468"
)");
    CHECK(config.community.name == "朝活ラボ");
    CHECK(config.community.statements.size() == 2);
    CHECK(config.community.lang == "en");
    CHECK(config.pack == "space");
    CHECK_FALSE(config.deck);
    CHECK(config.community.reader_place == desk::ReaderPlace::below);
    CHECK(config.community.mirrored);
    CHECK(config.community.calm);
    CHECK(config.season.from == config.season.to);
    CHECK(config.season.squares == 20);
    CHECK(config.data_dir == "/srv/pettan");
    CHECK(config.reader == "acr122_usb");
    CHECK(config.screen == ScreenConfig{Video::window, ScreenSize{800, 480}, 7.0, 1.5});
    CHECK(config.sound == SoundConfig{0, true});
    CHECK(config.hub_url == "https://hub.example.org");
    CHECK(config.first_pin == "2468");
}

TEST_CASE("a value that is not accepted is named with file, line, key and what is accepted") {
    CHECK(error_of("[season]\nsquares = 21\n") == "pettan.toml:2: season.squares accepts a whole number from 3 to 20");
    CHECK(error_of("[season]\nsquares = 2\n") == "pettan.toml:2: season.squares accepts a whole number from 3 to 20");
    CHECK(read("[season]\nsquares = 3\n").season.squares == 3);
    CHECK_THAT(error_of("[season]\nsquares = 10.5\n"), contains("a whole number"));
    CHECK_THAT(error_of("[season]\nsquares = \"10\"\n"), contains("season.squares accepts"));
    CHECK_THAT(error_of("\n[community]\nlang = \"de\"\n"),
               contains("pettan.toml:3: community.lang accepts one of \"ja\", \"en\", "));
    for (const std::string& lang : words::language_codes())
        CHECK(read("[community]\nlang = \"" + lang + "\"\n").community.lang == lang);
    CHECK_THAT(error_of("[community]\nstatements = \"one\"\n"), contains(":2: community.statements accepts a list"));
    CHECK_THAT(error_of("[community]\nstatements = [1]\n"), contains("community.statements accepts a list"));
    CHECK_THAT(error_of("[community]\nname = \"" + std::string(401, 'a') + "\"\n"), contains("at most 400 bytes"));
    CHECK_THAT(error_of("[season]\nfrom = \"2026-07-01\"\n"), contains("season.from accepts a date without quotes"));
    CHECK_THAT(error_of("[reader]\nconnection = \"\"\n"), contains("reader.connection accepts"));
    CHECK_THAT(error_of("[reader]\nplace = \"beside\"\n"),
               contains("\"right\", \"left\", \"below\", \"above\" or \"behind\""));
    CHECK(read("[reader]\nplace = \"behind\"\n").community.reader_place == desk::ReaderPlace::behind);
    CHECK_THAT(error_of("[screen]\nsize = \"1280 x 800\"\n"), contains("screen.size accepts"));
    CHECK_THAT(error_of("[screen]\nvideo = true\n"), contains("\"offscreen\""));
    CHECK_THAT(error_of("[sound]\nvolume = 101\n"), contains("from 0 to 100"));
    CHECK_THAT(error_of("[sound]\nmute = 1\n"), contains("true or false"));
    CHECK_THAT(error_of("[hub]\nurl = \"hub.example.org\"\n"), contains("hub.url accepts"));
    CHECK_THAT(error_of("[staff]\nfirst_pin = \"12\"\n"), contains("staff.first_pin accepts 4 to 12 digits"));
}

TEST_CASE("a pack is a name, or a path that counts from the configuration's folder") {
    CHECK_THAT(error_of("[community]\npack = \"\"\n"),
               contains("pettan.toml:2: community.pack accepts the name of a pack"));
    CHECK_THAT(error_of("[community]\npack = 3\n"), contains("community.pack accepts"));
    const auto folder = std::filesystem::temp_directory_path() / ("pettan-config-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    const auto pack_of = [&](const std::string& pack) {
        std::ofstream(folder / "pettan.toml") << "[community]\npack = \"" << pack << "\"\n";
        return load_config(folder / "pettan.toml")->pack;
    };
    CHECK(pack_of("space") == "space");
    CHECK(pack_of("./ours") == (folder / "ours").string());
    CHECK(pack_of("packs/ours") == (folder / "packs" / "ours").string());
    CHECK(pack_of("/srv/ours") == "/srv/ours");
    std::filesystem::remove_all(folder);
}

TEST_CASE("a season's dates go together and in order") {
    CHECK_THAT(error_of("[season]\nfrom = 2026-07-01\n"), contains(":2: season.from and season.to go together"));
    CHECK_THAT(error_of("[season]\nname = \"a\"\nto = 2026-07-01\n"),
               contains(":3: season.from and season.to go together"));
    CHECK_THAT(error_of("[season]\nfrom = 2026-07-02\nto = 2026-07-01\n"), contains(":3: season.to accepts"));
}

TEST_CASE("an unknown key is refused with the nearest known one") {
    CHECK(error_of("[season]\nsquare = 10\n") ==
          "pettan.toml:2: unknown key season.square; did you mean season.squares?");
    CHECK_THAT(error_of("[sound]\nurl = \"x\"\n"), contains("unknown key sound.url; did you mean"));
    CHECK(error_of("[comunity]\nname = \"x\"\n") == "pettan.toml:1: unknown section comunity; did you mean community?");
    CHECK_THAT(error_of("lang = \"ja\"\n"), contains(":1: unknown section lang"));
    CHECK_THAT(error_of("season = 3\n"), contains(":1: season is a section"));
}

TEST_CASE("the topmost of several faults is named") {
    CHECK_THAT(error_of("[sound]\nvolume = 200\n[community]\nlang = \"de\"\n"), contains(":2: sound.volume"));
}

TEST_CASE("what is not TOML is refused with its line") {
    CHECK_THAT(error_of("[season]\nsquares = \n"), contains("pettan.toml:2: not TOML"));
    CHECK_THAT(error_of("[season]\nsquares = 10\nsquares = 11\n"), contains("pettan.toml:3: not TOML"));
    CHECK_THAT(error_of("[season]\nname = \"\xFF\"\n"), contains("not TOML"));
    CHECK_THAT(error_of("[season]\nfrom = 2026-02-30\n"), contains("pettan.toml:2:"));
}

TEST_CASE("a named configuration file must be there") {
    const auto config = load_config("/nonexistent/pettan.toml");
    REQUIRE(!config);
    CHECK(config.error().code == base::ErrorCode::not_found);
    CHECK_THAT(config.error().message, contains("check --config"));
}

TEST_CASE("the data folder is the given one, else the configured, the service's, the user's") {
    std::map<std::string, std::string> set;
    const auto environment = [&](const char* name) {
        const auto found = set.find(name);
        return found == set.end() ? std::nullopt : std::optional(found->second);
    };
    Config config;
    CHECK(data_folder("", config, environment) == "/var/lib/pettan");
    set["HOME"] = "/var/lib/pettan";
    CHECK(data_folder("", config, environment) == "/var/lib/pettan");
    set["HOME"] = "/home/pi";
    CHECK(data_folder("", config, environment) == "/home/pi/.local/share/pettan");
    set["XDG_DATA_HOME"] = "/data";
    CHECK(data_folder("", config, environment) == "/data/pettan");
    set["STATE_DIRECTORY"] = "/var/lib/pettan:/var/lib/other";
    CHECK(data_folder("", config, environment) == "/var/lib/pettan");
    config.data_dir = "/srv/pettan";
    CHECK(data_folder("", config, environment) == "/srv/pettan");
    CHECK(data_folder("here", config, environment) == "here");
}

TEST_CASE("a screen size is two numbers with an x between, in bounds") {
    CHECK(screen_size_from("1280x800") == ScreenSize{1280, 800});
    CHECK(screen_size_from("320x240"));
    CHECK(screen_size_from("7680x4320"));
    for (const char* bad : {"", "x", "1280", "1280x", "x800", "1280x800x", "1280X800", "319x240", "320x239",
                            "7681x1080", "1920x4321", "-1280x800", "99999999999x800"})
        CHECK_FALSE(screen_size_from(bad));
}
