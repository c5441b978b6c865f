// What the hub says reaches the screen and the journal.
#include "desk/desk_fixture.h"
#include "journal/roster.h"

using testing::DeskFixture;
using namespace std::chrono_literals;

namespace {

std::shared_ptr<journal::RosterUpdate> roster() {
    auto update = std::make_shared<journal::RosterUpdate>();
    update->cursor = "1-1";
    return update;
}

struct SyncFixture : DeskFixture {
    std::string acked() const { return journal->setting(std::string(journal::acked_seq_setting)).value_or(""); }
    const desk::Part& sync() const { return desk->snapshot()->status.sync; }
};

}  // namespace

TEST_CASE_METHOD(SyncFixture, "a card that was stamped at another kiosk is a repeat here, with its first time") {
    open_evening();
    auto update = roster();
    update->people = {{{"p"}, 1, "髙橋 さくら", "さくら", "", "ja", false}};
    update->cards = {{{"c"}, {"p"}, 1}};
    update->presences = {{{{"e12"},
                           attendance::PersonId{"p"},
                           {3, 1, 9},
                           clock.now.wall - 5min,
                           attendance::ClockQuality::synchronised,
                           attendance::Source::tap},
                          false}};
    desk->handle(desk::RosterInput{update});
    CHECK(desk->snapshot()->arrived == 1);
    tap("c");
    CHECK(decided.back().result == desk::Decided::Result::repeat);
    const auto* shown_repeat = shown<desk::AlreadyStamped>();
    REQUIRE(shown_repeat);
    CHECK(shown_repeat->guest.shown_name == "さくら");
    CHECK(shown_repeat->first_at == clock.now.wall - 5min);
    CHECK(shown_repeat->card.count == 1);
}

TEST_CASE_METHOD(SyncFixture, "an event that an organizer made opens the door, and the hub's season is the card's") {
    open_desk();
    CHECK(desk->snapshot()->door.state == attendance::DoorState::no_event);
    auto update = roster();
    update->events = {{{"new"}, 1, "第13回", "", clock.now.wall - 1h, clock.now.wall + 1h}};
    update->seasons = {{"s", {"秋", clock.now.wall - 24h, clock.now.wall + 24h, 5}, false}};
    update->people = {{{"p"}, 1, "A", "", "", "", false}};
    update->cards = {{{"c"}, {"p"}, 1}};
    desk->handle(desk::RosterInput{update});
    CHECK(desk->snapshot()->door.state == attendance::DoorState::open);
    tap("c");
    REQUIRE(shown<desk::Welcome>());
    CHECK(shown<desk::Welcome>()->card.season.squares == 5);
}

TEST_CASE_METHOD(SyncFixture, "what comes down does not take the welcome off the screen") {
    open_evening();
    tap("c");
    const auto scene_before = scene();
    desk->handle(desk::RosterInput{roster()});
    desk->handle(desk::LinkInput{desk::LinkInput::State::down, 1, 0, {}, "no answer"});
    CHECK(scene() == scene_before);
}

TEST_CASE_METHOD(SyncFixture, "the link's health is told in plain words, with what waits and since when") {
    open_evening();
    CHECK(sync().health == desk::Health::unknown);
    desk->handle(desk::LinkInput{desk::LinkInput::State::up, 0, 0, clock.monotonic(), ""});
    CHECK(sync().health == desk::Health::ok);
    CHECK(sync().detail.empty());
    const auto contact = clock.monotonic();
    pass(90s);
    desk->handle(desk::LinkInput{desk::LinkInput::State::down, 2, 0, contact, "the hub does not answer"});
    CHECK(sync().health == desk::Health::warning);
    CHECK(sync().detail == "the hub does not answer; 2 entries wait");
    CHECK(sync().as_of == contact);
    desk->handle(desk::LinkInput{desk::LinkInput::State::off, 1, 1, contact, "enrol it again"});
    CHECK(sync().health == desk::Health::trouble);
    CHECK(sync().detail == "enrol it again; 1 entry waits; the hub keeps 1 aside");
}

TEST_CASE_METHOD(SyncFixture, "an acknowledgement is kept after three seconds, or with the next roster, or epoch") {
    open_evening();
    tap("c");
    desk->handle(desk::AckedInput{2});
    CHECK(acked().empty());
    SECTION("after its time") {
        pass(2999ms);
        CHECK(acked().empty());
        pass(1ms);
        CHECK(acked() == "2");
    }
    SECTION("with a roster") {
        desk->handle(desk::RosterInput{roster()});
        CHECK(acked() == "2");
    }
    SECTION("before an epoch") {
        desk->handle(desk::NewEpochInput{3});
        CHECK(acked() == "2");
        CHECK(journal->epoch() == 3);
        desk->handle(desk::NewEpochInput{3});
        CHECK(journal->epoch() == 3);
    }
}
