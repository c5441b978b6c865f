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
    update->cards = {{{"c"}, attendance::PersonId{"p"}, 1}};
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
    update->cards = {{{"c"}, attendance::PersonId{"p"}, 1}};
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
    CHECK(sync().figure == 2);
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

TEST_CASE_METHOD(SyncFixture, "what the hub has against this kiosk reaches staff as what it is") {
    open_evening();
    using State = desk::LinkInput::State;
    using desk::HubTrouble;
    const auto& status = [&]() -> const desk::Status& { return desk->snapshot()->status; };
    const auto hear = [&](State state, std::int64_t held, HubTrouble trouble, bool copied) {
        desk->handle(desk::LinkInput{state, 0, held, {}, "", trouble, copied});
    };
    hear(State::up, 0, HubTrouble::none, false);
    CHECK(status().hub_trouble == HubTrouble::none);
    CHECK(sync().health == desk::Health::ok);
    SECTION("a row that it can never use") {
        hear(State::up, 2, HubTrouble::none, false);
        CHECK(status().hub_trouble == HubTrouble::held);
        CHECK(status().held == 2);
        CHECK(sync().health == desk::Health::warning);
    }
    SECTION("a copy of this kiosk") {
        hear(State::up, 0, HubTrouble::none, true);
        CHECK(status().hub_trouble == HubTrouble::copied);
        CHECK(sync().health == desk::Health::warning);
    }
    SECTION("it was let go") {
        hear(State::off, 2, HubTrouble::revoked, true);
        CHECK(status().hub_trouble == HubTrouble::revoked);
        CHECK(sync().health == desk::Health::trouble);
    }
    SECTION("it is not reached: that goes before what is behind") {
        hear(State::down, 2, HubTrouble::log_in, true);
        CHECK(status().hub_trouble == HubTrouble::log_in);
        CHECK(sync().health == desk::Health::warning);
    }
}

TEST_CASE_METHOD(SyncFixture,
                 "the welcome says the event's sentence in the screen's language, else one for all, else none") {
    add_person("p", "髙橋", "c");
    add_person("q", "佐藤", "d");
    add_person("r", "鈴木", "e");
    open_evening();
    auto update = roster();
    const auto said = [&](const std::string& card) {
        tap(card);
        REQUIRE(shown<desk::Welcome>());
        return shown<desk::Welcome>()->prompt;
    };
    CHECK(said("c").empty());
    update->prompts = {{"all/1", "ja", "よく きたね", false}, {"e13", "ja", "べつの会", false}};
    desk->handle(desk::RosterInput{update});
    CHECK(said("d") == "よく きたね");
    update->prompts = {{"e12", "en", "What brought you here?", false}, {"e12/ja", "ja", "なにを しに?", false}};
    desk->handle(desk::RosterInput{update});
    CHECK(said("e") == "なにを しに?");
}

TEST_CASE_METHOD(SyncFixture, "where organizers wrote nothing the welcome says a sentence of the deck") {
    configure = [](desk::DeskOptions& options) {
        options.decks["ja"] = {
            {"first", "ゆっくり していって くださいね。", attendance::parse_conditions("first").value()},
            {"again", "きょうも 会えて、うれしいです。", attendance::parse_conditions("again").value()}};
    };
    add_person("p", "髙橋", "c");
    add_person("q", "佐藤", "d");
    open_evening();
    const auto said = [&](const std::string& card) {
        tap(card);
        REQUIRE(shown<desk::Welcome>());
        return shown<desk::Welcome>()->prompt;
    };
    CHECK(said("c") == "ゆっくり していって くださいね。");
    auto update = roster();
    update->prompts = {{"all/1", "ja", "よく きたね", false}};
    desk->handle(desk::RosterInput{update});
    CHECK(said("d") == "よく きたね");
}

TEST_CASE_METHOD(SyncFixture, "the organizers' deck is said together with the one that comes along") {
    configure = [](desk::DeskOptions& options) {
        options.decks["ja"] = {
            {"again", "きょうも 会えて、うれしいです。", attendance::parse_conditions("again").value()}};
    };
    add_person("p", "髙橋", "c");
    add_person("q", "佐藤", "d");
    add_person("r", "鈴木", "e");
    open_evening();
    const auto said = [&](const std::string& card) {
        tap(card);
        REQUIRE(shown<desk::Welcome>());
        return shown<desk::Welcome>()->prompt;
    };
    auto update = roster();
    update->sentences = {
        {.id = "s", .when = "first evening morning daytime", .texts = {{"ja", "いつでも ない"}}},
        {.id = "t", .event = attendance::EventId{"e12"}, .when = "first", .texts = {{"ja", "ようこそ"}}},
        {.id = "u", .when = "something_new", .texts = {{"ja", "しらない"}}}};
    desk->handle(desk::RosterInput{update});
    CHECK(said("c") == "ようこそ");
    update->sentences = {{.id = "t", .removed = true}};
    desk->handle(desk::RosterInput{update});
    CHECK(said("d").empty());
    update->prompts = {{"all/1", "ja", "みなさんへ", false}};
    update->sentences = {{.id = "t", .when = "first", .texts = {{"ja", "また"}}}};
    desk->handle(desk::RosterInput{update});
    CHECK(said("e") == "みなさんへ");
}

TEST_CASE_METHOD(SyncFixture, "the count at the door is right after whatever changes it") {
    add_person("p", "髙橋", "c");
    open_evening();
    const auto arrived = [&] { return desk->snapshot()->arrived; };
    const auto check = [&](std::int64_t expected) {
        CHECK(arrived() == expected);
        pass(1s);
        desk->handle(desk::DiskInput{1LL << 40});  // publishes
        CHECK(arrived() == expected);
        CHECK(journal->counts({"e12"}).arrived == expected);
    };
    check(0);
    tap("c");
    check(1);
    tap("c");  // a repeat moves nobody
    check(1);
    tap("stranger");
    check(2);
    // The stranger's card turns out to be the same person's: one stamp of two counts.
    journal::Addition bind;
    bind.entry.kind = attendance::EntryKind::bind;
    bind.entry.card = attendance::CardId{"stranger"};
    bind.entry.person = attendance::PersonId{"p"};
    bind.entry.version = 1;
    desk->handle(desk::JournalInput{[&](journal::Journal& own) { REQUIRE(own.append(bind)); }});
    check(1);
    auto update = roster();
    update->presences = {{{{"e12"},
                           attendance::CardId{"elsewhere"},
                           {3, 1, 9},
                           clock.now.wall - 5min,
                           attendance::ClockQuality::synchronised,
                           attendance::Source::tap},
                          false}};
    desk->handle(desk::RosterInput{update});
    check(2);
}
