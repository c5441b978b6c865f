// Every scene, and every key that the code puts together, has its words in every language: a key that no file has ends
// the program. Keys that stand in the code as a whole are the house check's.
#include <set>

#include "screens/gallery.h"
#include "screens/screens.h"
#include "staff/parts/health.h"
#include "testing/catch.h"
#include "ui/recorded_canvas.h"
#include "words/languages.h"

using namespace ui;
using namespace std::chrono_literals;

TEST_CASE("the gallery has every scene, and each draws in every language") {
    Text text;
    RecordedCanvas canvas(text, radio_exercise_theme(), Layout(1280, 800));
    std::set<std::string> languages;
    for (const std::string& lang : words::language_codes()) {
        const auto words = Messages::load(lang);
        std::set<std::size_t> scenes;
        for (const auto& picture : screens::gallery_pictures(lang)) {
            canvas.reset();
            screens::draw_screen(canvas, picture.snapshot, picture.at, words);
            INFO(lang << " " << picture.screen << "-" << picture.variant);
            CHECK_FALSE(canvas.texts().empty());
            scenes.insert(picture.snapshot.scene.index());
        }
        CHECK(scenes.size() == std::variant_size_v<desk::Scene>);
        languages.insert(lang);
    }
    CHECK(languages.size() >= 2);
}

namespace {

struct Health {
    Text text;
    RecordedCanvas canvas{text, radio_exercise_theme(), Layout(1280, 800)};
    desk::Snapshot snapshot;

    std::vector<staff::PartWords> all(desk::Health health, const Messages& words) {
        const desk::Part part{health, "", 1s};
        auto& status = snapshot.status;
        status.reader = status.store = status.clock = status.sync = status.disk = status.temperature = part;
        return staff::parts_worst_first(parts::Stage{canvas, snapshot, words, 2s});
    }
    staff::PartWords sync(desk::Part part, const Messages& words) {
        snapshot.status.sync = std::move(part);
        return staff::sync_words(parts::Stage{canvas, snapshot, words, 2s});
    }
};

}  // namespace

TEST_CASE("every state of every part has its words, and where it is not well a next step") {
    using enum desk::Health;
    for (const std::string& lang : words::language_codes()) {
        const auto words = Messages::load(lang);
        Health health;
        for (const auto state : {unknown, ok, warning, trouble})
            for (const staff::PartWords& part : health.all(state, words)) {
                INFO(lang << " " << part.name << " " << static_cast<int>(state));
                CHECK_FALSE(part.name.empty());
                CHECK_FALSE(part.state.empty());
                CHECK(part.step.empty() == (state == unknown || state == ok));
            }
        for (int i = 1; i <= static_cast<int>(desk::HubTrouble::copied); ++i) {
            const auto trouble =
                staff::words_of(parts::Stage{health.canvas, health.snapshot, words, 2s}, desk::HubTrouble(i));
            INFO(lang << " trouble " << i);
            CHECK_FALSE(trouble.what.empty());
            CHECK_FALSE(trouble.step.empty());
        }
    }
}

TEST_CASE("a figure on the screen is the part's own, whatever its sentence says") {
    Health health;
    const auto words = Messages::load("en");
    const auto with =
        health.sync({desk::Health::warning, "the hub keeps 7 entries aside; 12 are pending", 1s, 3}, words);
    CHECK(with.figure == "3 waiting");
    const auto without = health.sync({desk::Health::warning, "12 entries wait", 1s}, words);
    CHECK(without.figure.empty());
    CHECK(without.detail == "12 entries wait");
}

TEST_CASE("the first event of a kiosk has its title from the messages") {
    CHECK(Messages::load("ja").text("staff.events.first_title", {{"name", "もくもく会"}}) == "第1回 もくもく会");
    CHECK(Messages::load("ja").text("staff.events.first_title_unnamed") == "第1回");
    CHECK(Messages::load("en").text("staff.events.first_title", {{"name", "Rustaceans"}}) == "Rustaceans #1");
    CHECK(Messages::load("en").text("staff.events.first_title_unnamed") == "Meetup #1");
}

TEST_CASE("what leads to the time of a second tap keeps clear of its figures") {
    for (const char* lang : {"en", "vi"})
        for (const auto& [width, height] : {std::pair{1280, 800}, std::pair{800, 480}, std::pair{720, 1280}}) {
            const auto words = Messages::load(lang);
            for (const auto& picture : screens::gallery_pictures(lang)) {
                if (picture.screen != "repeat" || picture.variant != "ordinary") continue;
                Text text;
                RecordedCanvas canvas(text, radio_exercise_theme(), Layout(width, height));
                screens::draw_screen(canvas, picture.snapshot, picture.at, words);
                const auto* before = canvas.find_text(words.text("repeat.before_time"));
                const auto* figures = canvas.find_text("19:02");
                INFO(lang << " at " << width << "x" << height);
                REQUIRE((before != nullptr && figures != nullptr));
                CHECK(figures->bounds.y - before->bounds.bottom() >= before->style.size_px / 4);
            }
        }
}
