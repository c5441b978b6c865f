// Packs: what is read, and what is said about one that is not as it should be.
#include "ui/pack.h"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "packs.h"
#include "testing/catch.h"
#include "ui/pack_check.h"
#include "ui/pack_file.h"
#include "ui/stamp_art.h"

using namespace ui;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view dot_svg =
    R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="3"/></svg>)";

base::Result<std::string> file_of_pack(const std::string& name) {
    if (name == "dot.svg") return std::string(dot_svg);
    if (name == "wide.svg") return std::string(R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"></svg>)");
    if (name == "no.svg") return std::string("no drawing");
    return base::fail(base::ErrorCode::not_found, name + " is not there");
}

Pack read(std::string_view toml) {
    Pack pack = washi_pack();
    const auto done = read_pack_file(toml, "pack.toml", file_of_pack, pack);
    if (!done) FAIL(done.error().message);
    return pack;
}

std::string error_of(std::string_view toml) {
    Pack pack = washi_pack();
    const auto done = read_pack_file(toml, "pack.toml", file_of_pack, pack);
    if (done) return "";
    CHECK(done.error().code == base::ErrorCode::bad_input);
    CHECK(done.error().message.find('\n') == std::string::npos);
    return done.error().message;
}

std::string word_error(std::string_view toml, std::string_view lang = "ja") {
    WordMap words;
    const auto done = read_words_file(toml, "words.toml", lang, words);
    return done ? "" : done.error().message;
}

// A folder that goes with its scope.
class Folder {
public:
    Folder() : m_path(fs::temp_directory_path() / fmt::format("pettan-pack-{}", ::getpid())) {
        fs::create_directories(m_path);
    }
    ~Folder() { fs::remove_all(m_path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    void write(const char* name, std::string_view content) const { std::ofstream(m_path / name) << content; }
    std::string path() const { return m_path.string(); }

private:
    fs::path m_path;
};

}  // namespace

TEST_CASE("washi says every colour that there is") {
    std::ifstream file(PETTAN_PACKS "/washi/pack.toml");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    for (const ColourKey& key : colour_keys()) {
        INFO(key.section << "." << key.name);
        const auto section = text.find(fmt::format("[{}]", key.section));
        REQUIRE(section != std::string::npos);
        const auto next = text.find("\n[", section);
        CHECK(text.substr(section, next - section).find(fmt::format("\n{} = \"#", key.name)) != std::string::npos);
    }
}

TEST_CASE("an empty pack is washi") {
    const Pack pack = read("");
    CHECK(pack.theme.ink == washi_pack().theme.ink);
    CHECK(pack.theme.stamps->events == washi_pack().theme.stamps->events);
    CHECK(pack.sounds.press.strikes.size() == washi_pack().sounds.press.strikes.size());
}

TEST_CASE("colours are read with and without opacity") {
    const Pack pack = read("[ground]\nink = \"#101820\"\n[paper]\nshadow = \"#01020304\"\n");
    CHECK(pack.theme.ink == Colour::hex(0x101820));
    CHECK(pack.theme.shadow == Colour{1, 2, 3, 4});
    for (const char* bad : {"\"101820\"", "\"#10182\"", "\"#10182g\"", "\"#10182040\"", "\"red\"", "1", "\"\""})
        CHECK(error_of(fmt::format("[ground]\nink = {}\n", bad)) ==
              "pack.toml:2: ground.ink accepts a colour such as \"#26221E\"");
    CHECK_THAT(error_of("[paper]\nshadow = 3\n"), contains("or \"#4A3A2690\" with its opacity"));
}

TEST_CASE("a colour that cannot be read is told with the measured ratio") {
    CHECK(error_of("[ground]\nsecond_ink = \"#A09888\"\n") ==
          "pack.toml:2: ground.second_ink on ground.colour has a contrast of 2.5 : 1; at least 4.5 : 1 can be read");
    // The line of the ground where the text's colour is washi's.
    CHECK_THAT(error_of("\n[ground]\ncolour = \"#403830\"\n"),
               contains("pack.toml:3: ground.ink on ground.colour has"));
    CHECK_THAT(error_of("[night]\nveil = \"#1E1C1A10\"\n"), contains("night.ink on night.veil"));
}

TEST_CASE("contrast is judged at its boundary") {
    Theme theme = washi_pack().theme;
    CHECK(weak_contrasts(theme).empty());
    // Greys on washi about 4.5 : 1.
    const auto weak = [&](std::uint8_t grey) {
        theme.graphite = {grey, grey, grey};
        const double ratio = contrast(theme.graphite, theme.washi);
        CHECK(weak_contrasts(theme).empty() == (ratio >= 4.5));
        return ratio < 4.5;
    };
    CHECK_FALSE(weak(0x60));
    CHECK(weak(0x80));
    for (std::uint8_t grey = 0x60; grey < 0x80; ++grey)
        weak(grey);
}

TEST_CASE("unknown keys and sections are refused with the nearest known one") {
    CHECK(error_of("[ground]\nimk = \"#26221E\"\n") == "pack.toml:2: unknown key ground.imk; did you mean ground.ink?");
    CHECK(error_of("\n[grund]\n") == "pack.toml:2: unknown section grund; did you mean ground?");
    CHECK(error_of("ground = 1\n") == "pack.toml:1: ground is a section; write [ground]");
    CHECK_THAT(error_of("[sounds.press]\nlenght_s = 0.3\n"), contains("did you mean sounds.press.length_s?"));
    CHECK_THAT(error_of("[sounds.tada]\n"), contains("unknown key sounds.tada; did you mean sounds."));
    CHECK(error_of("[ground]\nscenery = \"sea\"\n") ==
          "pack.toml:2: ground.scenery accepts \"washi\" or \"night_sky\" or \"plain\"");
    CHECK_THAT(error_of("[card]\ndress = 3\n"), contains("card.dress accepts \"hanging\" or \"boarding_pass\""));
    CHECK_THAT(error_of("[ground\n"), contains("pack.toml:1: not TOML"));
}

TEST_CASE("the topmost of several faults is told") {
    CHECK_THAT(error_of("[sun]\ntop = 1\n[ground]\nink = 2\n"), contains("pack.toml:2: sun.top"));
}

TEST_CASE("stamps are washi's or a pack's own, and events go through them in turn") {
    const Pack pack = read(
        "[stamps]\nevents = [\"ring\", \"dot\"]\nseal = \"round_seal\"\n"
        "[shapes.dot]\nsvg = \"dot.svg\"\ndate = { y = 170, size = 20 }\n");
    const StampSet& stamps = *pack.theme.stamps;
    REQUIRE(stamps.events.size() == 2);
    CHECK(stamps.of_event(1) == washi_shape("ring"));
    CHECK(stamps.of_event(2)->name == "dot");
    CHECK(stamps.of_event(3) == washi_shape("ring"));
    CHECK(stamps.of_event(0)->name == "dot");
    CHECK(stamps.of_event(-1) == washi_shape("ring"));
    CHECK(stamps.seal == washi_shape("round_seal"));
    const StampShape& dot = *stamps.of_event(2);
    CHECK_FALSE(dot.is_square);
    CHECK_FALSE(dot.word);
    CHECK(dot.date->x == 100);
    CHECK(dot.date->y == 170);
}

TEST_CASE("a stamp that cannot be drawn is told with its key") {
    CHECK_THAT(error_of("[stamps]\nevents = [\"ring\", \"rokket\"]\n"),
               contains("pack.toml:2: stamps.events accepts a list of 1 to 20 shapes: hanamaru, ring"));
    CHECK_THAT(error_of("[stamps]\nevents = []\n"), contains("stamps.events accepts"));
    CHECK_THAT(error_of("[stamps]\nseal = \"wax\"\n"), contains("stamps.seal accepts a shape"));
    CHECK(error_of("[shapes.a]\nsvg = \"no.svg\"\n")
              .starts_with("pack.toml:2: shapes.a.svg accepts a square drawing of this pack: not an SVG drawing: "));
    CHECK_THAT(error_of("[shapes.a]\nsvg = \"wide.svg\"\n"), contains("not square: its viewBox"));
    CHECK_THAT(error_of("[shapes.a]\nsvg = \"lost.svg\"\n"), contains("lost.svg is not there"));
    CHECK_THAT(error_of("[shapes.a]\nsvg = 3\n"), contains("shapes.a.svg accepts a square drawing"));
    CHECK_THAT(error_of("[shapes.a]\n"), contains("shapes.a.svg is missing"));
    CHECK_THAT(error_of("[shapes.a]\nsvg = \"dot.svg\"\nsquare = 1\n"),
               contains("shapes.a.square accepts true or false"));
    CHECK_THAT(error_of("[shapes.a]\nsvg = \"dot.svg\"\ndate = { y = 201 }\n"),
               contains("shapes.a.date.y accepts a number from 0 to 200"));
}

TEST_CASE("sounds keep within their bounds") {
    const Pack pack = read("[sounds.repeat]\nlength_s = 0.2\nstrikes = [{ from_hz = 440, level = 0.2 }]\n");
    REQUIRE(pack.sounds.repeat.strikes.size() == 1);
    CHECK(pack.sounds.repeat.strikes[0].to_hz == 440);
    CHECK(pack.sounds.repeat.rustles.empty());
    CHECK_THAT(error_of("[sounds.press]\nlength_s = 1\n"),
               contains("sounds.press.length_s accepts a number from 0.05"));
    CHECK_THAT(error_of("[sounds.press]\nstrikes = [{ level = 2.1 }]\n"),
               contains("sounds.press.strikes.level accepts"));
    CHECK_THAT(error_of("[sounds.press]\nstrikes = 3\n"), contains("a list of at most 16 entries"));
}

TEST_CASE("a pack's words take the place of washi's, the others stay") {
    WordMap ja;
    REQUIRE(read_words_file("[welcome]\nagain = \"お|かえり\"\nagain_prompt = [\"ひとつ\", \"ふたつ\"]\n",
                            "words.ja.toml", "ja", ja));
    const auto words = Messages::load("ja", {{"ja", ja}});
    CHECK(words.text("welcome.again") == "お\u200bかえり");
    CHECK(words.choice("welcome.again_prompt", 2) == "ひとつ");  // the list is replaced as a whole
    CHECK_FALSE(words.has("welcome.again_prompt.3"));
    CHECK(words.text("stamp.word") == "出席");
    CHECK(words.second().text("welcome.again") == "Welcome back");
    CHECK(Messages::load("en", {{"ja", ja}}).second().text("welcome.again") == "お\u200bかえり");
    CHECK(Messages::load("ja").text("welcome.again") == "おかえり\u200Bなさい");
}

TEST_CASE("a word that cannot be said is told with file, line and key") {
    CHECK(word_error("[welcome]\nagian = \"a\"\n") ==
          "words.toml:2: welcome.agian is unknown; did you mean welcome.again?");
    CHECK(word_error("\n[stamp]\nword = 3\n") == "words.toml:3: stamp.word accepts a text of at most 400 bytes");
    CHECK(word_error("[welcome]\ncounter = \"{cuont} つ\"\n") ==
          "words.toml:2: welcome.counter knows no {cuont}; it has {count}");
    CHECK(word_error("[stamp]\nword = \"{count}\"\n") ==
          "words.toml:2: stamp.word knows no {count}; it has no placeholder");
    CHECK_THAT(word_error("[welcome]\ncounter = \"{count\"\n"), contains("welcome.counter is no message"));
    CHECK_THAT(word_error("[welcome]\ncounter = \"{count, plural, one {a}}\"\n"), contains("is no message"));
    CHECK_THAT(word_error("[repeat]\nstarts = \"{time, number}\"\n"), contains("asks for what a placeholder is not"));
    CHECK_THAT(word_error("[date]\ntime = \"HH\"\n"), contains("belongs to the language"));
    CHECK_THAT(word_error("[welcome\n"), contains("words.toml:1: not TOML"));
    CHECK(word_error("[welcome]\nagain_prompt = [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\"]\n").empty());
}

TEST_CASE("a folder of one's own is a pack") {
    const Folder folder;
    CHECK_THAT(load_pack(folder.path()).error().message, contains("holds no pack.toml"));
    folder.write("pack.toml", "[button]\ncolour = \"#2A5A34\"\n[statements]\nja = [\"木を植える。\"]\n");
    folder.write("words.en.toml", "[welcome]\nagain = \"Hello again\"\n");
    auto pack = load_pack(folder.path());
    REQUIRE(pack.has_value());
    CHECK(pack->name == fs::path(folder.path()).filename());
    CHECK(load_pack(folder.path() + "/")->name == pack->name);
    CHECK(pack->theme.accent_text == Colour::hex(0x2A5A34));
    CHECK(pack->statements["ja"] == std::vector<std::string>{"木を植える。"});
    CHECK(pack->words.at("en").at("welcome.again") == "Hello again");
    CHECK(!pack->words.contains("ja"));
    folder.write("words.ja.toml", "[welcom]\nagain = \"a\"\n");
    CHECK_THAT(load_pack(folder.path()).error().message, contains("words.ja.toml:2: welcom.again is unknown"));
}

TEST_CASE("a pack that is not there is told with those that are") {
    const auto pack = load_pack("spcae");
    REQUIRE(!pack);
    CHECK(pack.error().code == base::ErrorCode::not_found);
    CHECK_THAT(pack.error().message, contains("there is no pack spcae; did you mean"));
    CHECK_THAT(pack.error().message, contains("washi"));
}

TEST_CASE("no pack changes the staff's colours") {
    for (const Pack& pack : shipped_packs()) {
        CHECK(pack.theme.staff.ground == staff_colours().ground);
        CHECK(pack.theme.staff.text == staff_colours().text);
    }
    CHECK_THAT(error_of("[staff]\nground = \"#000000\"\n"), contains("unknown section staff"));
}

TEST_CASE("every stamp of every pack has ink, leaves paper, and is stronger when it is the newest") {
    Text text;
    for (const Pack& pack : shipped_packs())
        for (const StampShapePtr& shape : pack.theme.stamps->events) {
            StampArt art = art_of(shape);
            art.word = "出席";
            const auto ink = [&] {
                const StampCoverage drawn = draw_stamp(text, art, 160);
                std::size_t sum = 0;
                for (const std::uint8_t alpha : drawn.alpha)
                    sum += alpha;
                for (std::size_t i = 0; i < 160; ++i) {
                    CHECK(drawn.alpha[i] == 0);
                    CHECK(drawn.alpha[i * 160] == 0);
                }
                return static_cast<double>(sum) / static_cast<double>(drawn.alpha.size());
            };
            INFO(pack.name << " " << shape->name);
            const double older = ink();
            CHECK(older > 12);
            CHECK(older < 150);
            art.heavy = true;
            art.date = "7.21";
            CHECK(ink() > 1.1 * older);
        }
}

TEST_CASE("the space pack calls everything its own") {
    const Pack& space = shipped_packs().back();
    CHECK(space.name == "space");
    CHECK(space.theme.scenery == Scenery::night_sky);
    std::set<std::string> shapes;
    for (const StampShapePtr& shape : space.theme.stamps->events)
        shapes.insert(shape->name);
    CHECK(shapes.contains("rocket"));
    CHECK_THAT(Messages::load("ja", space.words).text("welcome.again"), contains("キャプテン"));
    CHECK_THAT(Messages::load("en", space.words).text("welcome.again"), contains("Captain"));
    // What one language says, the other says too.
    for (const auto& [key, word] : space.words.at("en"))
        CHECK(Messages::load("ja").has(key));
}
