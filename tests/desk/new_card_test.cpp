#include "desk/desk_fixture.h"

using testing::DeskFixture;
using namespace std::chrono_literals;

TEST_CASE_METHOD(DeskFixture, "a name found on the card is offered, and one touch registers it with its stamp") {
    open_evening();
    tap("c");
    const auto seq = shown<desk::NewCard>()->seq;
    desk->handle(desk::NameFoundInput{attendance::CardId{"c"}, "髙橋 さくら"});
    CHECK(shown<desk::NewCard>()->offered_name == "髙橋");  // no more before somebody agreed
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
    desk->handle(desk::AnswerInput{desk::OpenKeyboard{desk::Keyboard::kana}});
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
    desk->handle(desk::AnswerInput{desk::OpenKeyboard{desk::Keyboard::abc}});
    desk->handle(desk::AnswerInput{desk::PressKey{std::string(desk::key_done)}});
    CHECK(scene() == "new_card");
    pass(60s);
    CHECK(scene() == "idle");
    CHECK(journal->counts(attendance::EventId{"e12"}).unknown_cards == 1);
}

TEST_CASE_METHOD(DeskFixture, "each key gives the keyboard its time anew") {
    open_evening();
    tap("c");
    desk->handle(desk::AnswerInput{desk::OpenKeyboard{desk::Keyboard::kana}});
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

TEST_CASE_METHOD(DeskFixture, "a name on a card that no space parts is offered without being shown") {
    open_evening();
    tap("c");
    desk->handle(desk::NameFoundInput{attendance::CardId{"c"}, "髙橋さくら"});
    REQUIRE(shown<desk::NewCard>()->offered_name);
    CHECK(shown<desk::NewCard>()->offered_name->empty());
    desk->handle(desk::AnswerInput{desk::ConfirmOfferedName{shown<desk::NewCard>()->seq}});
    REQUIRE(shown<desk::Welcome>());
    CHECK(shown<desk::Welcome>()->guest.shown_name.empty());
    CHECK(journal->person(*journal->owner_of(attendance::CardId{"c"}))->name == "髙橋さくら");
}

TEST_CASE_METHOD(DeskFixture, "in a community that agreed to full names they are shown, on a card too") {
    names = attendance::PublicNames::full;
    add_person("peter", "Peter Schmidt", "c");
    open_evening();
    tap("c");
    CHECK(shown<desk::Welcome>()->guest.shown_name == "Peter Schmidt");
    tap("d");
    desk->handle(desk::NameFoundInput{attendance::CardId{"d"}, "髙橋さくら"});
    CHECK(shown<desk::NewCard>()->offered_name == "髙橋さくら");
}

TEST_CASE_METHOD(DeskFixture, "who has no public name may choose a nickname at once, and is then greeted by it") {
    add_person("sakura", "髙橋さくら", "c");
    open_evening();
    tap("c");
    REQUIRE(shown<desk::Welcome>());
    CHECK(shown<desk::Welcome>()->guest.may_choose);
    const auto seq = shown<desk::Welcome>()->seq;
    desk->handle(desk::AnswerInput{desk::OpenKeyboard{desk::Keyboard::kana}});
    REQUIRE(shown<desk::NewCard>());
    CHECK(shown<desk::NewCard>()->only_nickname);
    for (const char* key : {"さ", "く", "ら"})
        desk->handle(desk::AnswerInput{desk::PressKey{key}});
    desk->handle(desk::AnswerInput{desk::PressKey{std::string(desk::key_done)}});
    REQUIRE(shown<desk::Welcome>());
    CHECK(shown<desk::Welcome>()->guest.shown_name == "さくら");
    CHECK(shown<desk::Welcome>()->seq == seq);
    const auto person = journal->person({"sakura"});
    CHECK(person->name == "髙橋さくら");
    CHECK(person->version == 2);
    tap("c");
    CHECK(shown<desk::AlreadyStamped>()->guest.shown_name == "さくら");
    CHECK_FALSE(shown<desk::AlreadyStamped>()->guest.may_choose);
}

TEST_CASE_METHOD(DeskFixture, "a nickname is chosen by whom the screen shows and by nobody later") {
    add_person("sakura", "髙橋さくら", "c");
    add_person("ren", "高橋 蓮", "r");
    open_evening();
    tap("c");
    tap("r");
    desk->handle(desk::AnswerInput{desk::OpenKeyboard{desk::Keyboard::kana}});
    CHECK(scene() == "welcome");
    tap("c");
    pass(60s);
    desk->handle(desk::AnswerInput{desk::OpenKeyboard{desk::Keyboard::kana}});
    CHECK(scene() == "idle");
}

TEST_CASE_METHOD(DeskFixture, "a card that nobody owns, tapped again, asks again whose it is, with the first stamp") {
    open_evening();
    tap("c");
    const auto seq = shown<desk::NewCard>()->seq;
    const auto ticket = shown<desk::NewCard>()->ticket;
    tap("d");
    tap("c");
    REQUIRE(shown<desk::NewCard>());
    CHECK(shown<desk::NewCard>()->seq == seq);
    CHECK(shown<desk::NewCard>()->ticket == ticket);
    CHECK(shown<desk::NewCard>()->again);
    CHECK(decided.back().result == desk::Decided::Result::repeat);
    CHECK(journal->counts(attendance::EventId{"e12"}).arrived == 2);
    desk->handle(desk::AnswerInput{desk::OpenKeyboard{desk::Keyboard::kana}});
    desk->handle(desk::AnswerInput{desk::PressKey{"あ"}});
    desk->handle(desk::AnswerInput{desk::PressKey{std::string(desk::key_done)}});
    CHECK(shown<desk::Welcome>()->seq == seq);
    CHECK(journal->presence(attendance::EventId{"e12"}, *journal->owner_of(attendance::CardId{"c"})));
}

TEST_CASE_METHOD(DeskFixture, "what is half typed waits while the next guest is welcomed, and comes back") {
    add_person("ren", "高橋 蓮", "r");
    open_evening();
    tap("c");
    desk->handle(desk::AnswerInput{desk::OpenKeyboard{desk::Keyboard::kana}});
    desk->handle(desk::AnswerInput{desk::PressKey{"さ"}});
    tap("r");
    CHECK(shown<desk::Welcome>()->guest.shown_name == "高橋");
    CHECK(desk->snapshot()->typing_waits == "さ");
    pass(2500ms - 1ns);
    CHECK(scene() == "welcome");
    tap("r");  // the queue goes on
    CHECK(scene() == "repeat");
    CHECK(desk->snapshot()->typing_waits == "さ");
    pass(2500ms);
    REQUIRE(shown<desk::NewCard>());
    CHECK(shown<desk::NewCard>()->typed == "さ");
    CHECK_FALSE(desk->snapshot()->typing_waits);
    desk->handle(desk::AnswerInput{desk::PressKey{"く"}});
    desk->handle(desk::AnswerInput{desk::PressKey{std::string(desk::key_done)}});
    CHECK(shown<desk::Welcome>()->guest.shown_name == "さく");
    CHECK(journal->person(*journal->owner_of(attendance::CardId{"c"}))->nickname == "さく");
    pass(60s);
    CHECK(scene() == "idle");
}

TEST_CASE_METHOD(DeskFixture, "two newcomers who type take turns, and each gets their own") {
    open_evening();
    tap("c");
    desk->handle(desk::AnswerInput{desk::OpenKeyboard{desk::Keyboard::kana}});
    desk->handle(desk::AnswerInput{desk::PressKey{"あ"}});
    tap("d");
    CHECK(shown<desk::NewCard>()->typed.empty());
    desk->handle(desk::AnswerInput{desk::OpenKeyboard{desk::Keyboard::kana}});
    desk->handle(desk::AnswerInput{desk::PressKey{"い"}});
    tap("c");  // comes back to one's own
    CHECK(shown<desk::NewCard>()->typed == "あ");
    desk->handle(desk::AnswerInput{desk::PressKey{std::string(desk::key_done)}});
    CHECK(shown<desk::Welcome>()->guest.shown_name == "あ");
    pass(2500ms);
    REQUIRE(shown<desk::NewCard>());
    CHECK(shown<desk::NewCard>()->typed == "い");
    desk->handle(desk::AnswerInput{desk::PressKey{std::string(desk::key_done)}});
    const auto name_of = [&](const char* card) { return journal->person(*journal->owner_of({card}))->nickname; };
    CHECK(name_of("c") == "あ");
    CHECK(name_of("d") == "い");
}

TEST_CASE_METHOD(DeskFixture, "typing that waited does not come back once the card has an owner") {
    add_person("ren", "高橋 蓮", "r");
    open_evening();
    tap("c");
    desk->handle(desk::AnswerInput{desk::OpenKeyboard{desk::Keyboard::kana}});
    tap("r");
    journal::Addition bind;  // by phone, say
    bind.entry.kind = attendance::EntryKind::bind;
    bind.entry.card = attendance::CardId{"c"};
    bind.entry.person = attendance::PersonId{"ren"};
    bind.entry.version = 1;
    REQUIRE(journal->append(bind));
    pass(10s);
    CHECK(scene() == "idle");
}

TEST_CASE_METHOD(DeskFixture, "a number that changes, beside a card that was taken, is counted and shows nothing") {
    add_person("ren", "高橋 蓮", "r");
    open_evening();
    tap("r");
    const auto seq = journal->last_seq();
    pass(1500ms);
    tap("phone", false, true);
    CHECK(scene() == "welcome");
    CHECK(journal->last_seq() == seq + 1);  // the audit
    CHECK(decided.back().result == desk::Decided::Result::refused);
    CHECK(desk->snapshot()->taps.size() == 1);
    pass(1ns);
    tap("phone2", false, true);
    CHECK(scene() == "number_changes");
    tap("r");
    pass(1s);
    tap("phone3", false, false);  // the field was empty between
    CHECK(scene() == "number_changes");
}

TEST_CASE_METHOD(DeskFixture, "two cards that lie there together are told so, and only the first is stamped") {
    add_person("ren", "高橋 蓮", "r");
    open_evening();
    tap("r");
    pass(80ms);
    tap("other", true, true);
    REQUIRE(shown<desk::TwoCards>());
    CHECK(shown<desk::TwoCards>()->guest.shown_name == "高橋");
    CHECK(journal->counts(attendance::EventId{"e12"}).arrived == 1);
    CHECK(desk->snapshot()->taps.front().refusal == desk::TapLine::Refusal::two_cards);
    tap("r", true, true);  // it flickers
    CHECK(scene() == "two_cards");
    pass(80ms + 1ns);
    tap("other", true, true);  // it stays, and is meant
    CHECK(scene() == "new_card");
    CHECK(journal->counts(attendance::EventId{"e12"}).arrived == 2);
}

TEST_CASE_METHOD(DeskFixture, "two cards of one person together are no question") {
    add_person("ren", "高橋 蓮", "r");
    journal::Addition bind;
    bind.entry.kind = attendance::EntryKind::bind;
    bind.entry.card = attendance::CardId{"r2"};
    bind.entry.person = attendance::PersonId{"ren"};
    bind.entry.version = 1;
    REQUIRE(journal->append(bind));
    open_evening();
    tap("r");
    tap("r2", true, true);
    CHECK(scene() == "welcome");
}
