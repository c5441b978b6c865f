// Whom the screen may have to welcome next.
#include "desk_fixture.h"

using namespace std::chrono_literals;
using testing::DeskFixture;

namespace {

struct LikelyFixture : DeskFixture {
    LikelyFixture() {
        add_event("e11", clock.now.wall - 24h * 7, 120min);
        add_event("e12", clock.now.wall - 10min, 120min);
        add_person("p1", "髙橋 さくら", "c1");
        add_person("p2", "𠮷野 花", "c2");
        add_person("p3", "", "c3");
        stamp("e11", "p1");
    }
    void stamp(const std::string& event, const std::string& person) {
        journal::Addition addition;
        addition.entry.event = attendance::EventId{event};
        addition.entry.person = attendance::PersonId{person};
        REQUIRE(journal->append(addition));
    }
    // As the thread does it: ticks as long as the desk does not want to sleep.
    void let_rest() {
        for (int i = 0; i < 100 && desk->next_wake() <= clock.monotonic(); ++i)
            desk->tick();
        REQUIRE(desk->next_wake() > clock.monotonic());
    }
    std::vector<std::string> names() const {
        std::vector<std::string> names;
        for (const auto& welcome : *desk->snapshot()->likely)
            names.push_back(welcome->guest.shown_name);
        return names;
    }
};

}  // namespace

TEST_CASE_METHOD(LikelyFixture, "who was there last time is the likeliest, and their welcome is the one they get") {
    open_desk();
    let_rest();
    CHECK(names() == std::vector<std::string>{"髙橋", "𠮷野"});  // who has no name to be shown is left out
    const auto expected = desk->snapshot()->likely->front();
    tap("c1");
    const auto& welcome = std::get<desk::Welcome>(desk->snapshot()->scene);
    CHECK(welcome.guest.shown_name == expected->guest.shown_name);
    CHECK(welcome.greeting == expected->greeting);
    CHECK(welcome.prompt == expected->prompt);
    CHECK(welcome.card == expected->card);
}

TEST_CASE_METHOD(LikelyFixture, "who has come is not expected any more, and the others stay the same objects") {
    open_desk();
    let_rest();
    const auto second = desk->snapshot()->likely->back();
    tap("c1");
    REQUIRE(desk->snapshot()->likely->size() == 1);
    CHECK(desk->snapshot()->likely->front() == second);
}

TEST_CASE_METHOD(LikelyFixture, "a name that changes changes who is expected") {
    open_desk();
    let_rest();
    const auto second = desk->snapshot()->likely->back();
    journal::RosterUpdate update;
    update.people.push_back({attendance::PersonId{"p1"}, 2, "髙橋 さくら", "たか", "", "ja", false});
    desk->handle(desk::RosterInput{std::make_shared<journal::RosterUpdate>(update)});
    let_rest();
    CHECK(names() == std::vector<std::string>{"たか", "𠮷野"});
    CHECK(desk->snapshot()->likely->back() == second);
}

TEST_CASE_METHOD(LikelyFixture, "a sentence that organizers write is what the expected will be told") {
    open_desk();
    let_rest();
    attendance::DeckSentence sentence;
    sentence.id = "s1";
    sentence.weight = attendance::weight_max;
    sentence.texts = {{"", "また会えましたね"}};
    journal::RosterUpdate update;
    update.sentences = {sentence};
    desk->handle(desk::RosterInput{std::make_shared<journal::RosterUpdate>(update)});
    let_rest();
    REQUIRE(desk->snapshot()->likely->size() == 2);
    CHECK(desk->snapshot()->likely->front()->prompt == "また会えましたね");
}

TEST_CASE_METHOD(LikelyFixture, "while the door is closed nobody is expected") {
    clock.now.wall += 24h * 30;
    open_desk();
    let_rest();
    CHECK(names().empty());
}
