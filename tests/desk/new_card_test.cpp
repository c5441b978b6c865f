#include "desk/desk_fixture.h"

using testing::DeskFixture;
using namespace std::chrono_literals;

TEST_CASE_METHOD(DeskFixture, "a name found on the card is offered, and one touch registers it with its stamp") {
    open_evening();
    tap("c");
    const auto seq = shown<desk::NewCard>()->seq;
    desk->handle(desk::NameFoundInput{attendance::CardId{"c"}, "髙橋 さくら"});
    CHECK(shown<desk::NewCard>()->offered_name == "髙橋 さくら");
    desk->handle(desk::AnswerInput{desk::ConfirmOfferedName{seq}});
    REQUIRE(shown<desk::Welcome>());
    CHECK(shown<desk::Welcome>()->guest.shown_name == "髙橋");
    CHECK(shown<desk::Welcome>()->seq == seq);
    const auto person = journal->owner_of(attendance::CardId{"c"});
    REQUIRE(person);
    CHECK(journal->presence(attendance::EventId{"e12"}, *person));
    CHECK(journal->counts(attendance::EventId{"e12"}).arrived == 1);
}

TEST_CASE_METHOD(DeskFixture, "a name found on a card that has gone since is not offered to the next one") {
    open_evening();
    tap("c");
    tap("d");
    desk->handle(desk::NameFoundInput{attendance::CardId{"c"}, "髙橋"});
    CHECK_FALSE(shown<desk::NewCard>()->offered_name);
}

TEST_CASE_METHOD(DeskFixture, "a touch that belonged to the card before registers nobody") {
    open_evening();
    tap("c");
    const auto old_seq = shown<desk::NewCard>()->seq;
    tap("d");
    desk->handle(desk::NameFoundInput{attendance::CardId{"d"}, "髙橋"});
    desk->handle(desk::AnswerInput{desk::ConfirmOfferedName{old_seq}});
    CHECK_FALSE(journal->owner_of(attendance::CardId{"d"}));
}

TEST_CASE_METHOD(DeskFixture, "a nickname typed on the kana grid greets at the next tap") {
    open_evening();
    tap("c");
    desk->handle(desk::AnswerInput{desk::OpenKeyboard{desk::NewCard::Page::kana}});
    for (const char* key : {"か", "dakuten", "つ", "small", "こ"})
        desk->handle(desk::AnswerInput{desk::PressKey{key}});
    CHECK(shown<desk::NewCard>()->typed == "がっこ");
    desk->handle(desk::AnswerInput{desk::PressKey{std::string(desk::key_done)}});
    REQUIRE(shown<desk::Welcome>());
    CHECK(shown<desk::Welcome>()->guest.shown_name == "がっこ");
    tap("c");
    CHECK(shown<desk::AlreadyStamped>()->guest.shown_name == "がっこ");
}

TEST_CASE_METHOD(DeskFixture, "an empty nickname is not taken, and the card can be left alone") {
    open_evening();
    tap("c");
    desk->handle(desk::AnswerInput{desk::OpenKeyboard{desk::NewCard::Page::abc}});
    desk->handle(desk::AnswerInput{desk::PressKey{std::string(desk::key_done)}});
    CHECK(scene() == "new_card");
    pass(60s);
    CHECK(scene() == "idle");
    CHECK(journal->counts(attendance::EventId{"e12"}).unknown_cards == 1);
}

TEST_CASE_METHOD(DeskFixture, "each key gives the keyboard its time anew") {
    open_evening();
    tap("c");
    desk->handle(desk::AnswerInput{desk::OpenKeyboard{desk::NewCard::Page::kana}});
    for (int i = 0; i < 10; ++i) {
        pass(29s);
        REQUIRE(scene() == "new_card");
        desk->handle(desk::AnswerInput{desk::PressKey{"あ"}});
    }
    pass(30s);
    CHECK(scene() == "idle");
}

TEST_CASE_METHOD(DeskFixture, "dismissing goes back to rest at once") {
    open_evening();
    tap("c");
    desk->handle(desk::AnswerInput{desk::Dismiss{}});
    CHECK(scene() == "idle");
}
