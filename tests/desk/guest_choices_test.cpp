// What a guest may choose for themselves: another language, more time.
#include <set>

#include "desk/desk_fixture.h"

using testing::DeskFixture;
using namespace std::chrono_literals;

namespace {

struct Guests : DeskFixture {
    void answer(desk::Answer given) { desk->handle(desk::AnswerInput{std::move(given)}); }
    const std::string& lang() const { return desk->snapshot()->community.lang; }
};

}  // namespace

TEST_CASE_METHOD(Guests, "a language that a stranger chose is there for their card, and not for the next guest") {
    add_person("p", "髙橋 さくら", "c");
    open_evening();
    CHECK(lang() == "ja");
    answer(desk::NextLanguage{});
    CHECK(lang() == "en");
    tap("new");
    REQUIRE(shown<desk::NewCard>());
    CHECK(lang() == "en");
    tap("c");
    REQUIRE(shown<desk::Welcome>());
    CHECK(lang() == "ja");
}

TEST_CASE_METHOD(Guests, "the key goes through all languages and comes back to the screen's own") {
    open_evening();
    std::vector<std::string> seen;
    do {
        seen.push_back(lang());
        answer(desk::NextLanguage{});
        REQUIRE(seen.size() < 20);
    } while (lang() != "ja");
    CHECK(seen.size() >= 5);
    CHECK(std::set<std::string>(seen.begin(), seen.end()).size() == seen.size());
}

TEST_CASE_METHOD(Guests,
                 "on the resting screen a language waits a minute for a card, and goes with the guest's picture") {
    add_person("p", "髙橋 さくら", "c");
    open_evening();
    answer(desk::NextLanguage{});
    pass(59s);
    CHECK(lang() == "en");
    pass(1s);
    CHECK(lang() == "ja");
    answer(desk::NextLanguage{});
    tap("c");
    CHECK(lang() == "en");
    pass(10s);
    REQUIRE(shown<desk::Idle>());
    CHECK(lang() == "ja");
}

TEST_CASE_METHOD(Guests, "who taps another card after a phone whose number changes keeps the language") {
    add_person("p", "髙橋 さくら", "c");
    open_evening();
    tap("phone", false);
    REQUIRE(shown<desk::NumberChanges>());
    answer(desk::NextLanguage{});
    tap("c");
    REQUIRE(shown<desk::Welcome>());
    CHECK(lang() == "en");
}

TEST_CASE_METHOD(Guests, "who names their card in a language is a person of that language, also after another guest") {
    add_person("p", "髙橋 さくら", "c");
    open_evening();
    tap("new");
    answer(desk::NextLanguage{});
    answer(desk::OpenKeyboard{desk::Keyboard::abc});
    answer(desk::PressKey{"M"});
    tap("c");
    CHECK(lang() == "ja");
    pass(3s);
    REQUIRE(shown<desk::NewCard>());
    CHECK(lang() == "en");
    answer(desk::PressKey{std::string(desk::key_done)});
    const auto owner = journal->owner_of(attendance::CardId{"new"});
    REQUIRE(owner);
    CHECK(journal->person(*owner)->lang == "en");
}

TEST_CASE_METHOD(Guests, "the season's card is called in the language that a guest chose") {
    configure = [](desk::DeskOptions& options) {
        options.season = {};
        options.quarter_names = {{"ja", {"冬", "春", "夏", "秋"}}, {"en", {"Winter", "Spring", "Summer", "Autumn"}}};
    };
    add_person("p", "髙橋 さくら", "c");
    open_evening();
    answer(desk::NextLanguage{});
    tap("c");
    REQUIRE(shown<desk::Welcome>());
    CHECK(shown<desk::Welcome>()->card.season.name[0] < 0x7f);
    CHECK(shown<desk::Welcome>()->card.season.name[0] > 0);
}

TEST_CASE_METHOD(Guests, "words that turned into another language are there for twenty seconds at least") {
    open_evening();
    tap("phone", false);
    pass(9s);
    REQUIRE(shown<desk::NumberChanges>());
    answer(desk::NextLanguage{});
    pass(19s);
    CHECK(shown<desk::NumberChanges>());
    pass(1s);
    CHECK(shown<desk::Idle>());
}

TEST_CASE_METHOD(Guests, "more time keeps a picture half a minute longer, each time it is asked for") {
    open_evening();
    tap("phone", false);
    answer(desk::MoreTime{});
    pass(39s);
    CHECK(shown<desk::NumberChanges>());
    answer(desk::MoreTime{});
    pass(30s);
    CHECK(shown<desk::NumberChanges>());
    pass(1s);
    CHECK(shown<desk::Idle>());
    answer(desk::MoreTime{});  // nothing runs out
    CHECK_FALSE(desk->snapshot()->returns_at);
}

TEST_CASE_METHOD(Guests, "staff's screens keep the kiosk's language whatever a guest chose") {
    open_evening();
    answer(desk::NextLanguage{});
    answer(desk::AskStaff{});
    CHECK(lang() == "ja");
    answer(desk::NextLanguage{});
    CHECK(lang() == "ja");
}
