#include "attendance/ticket.h"
#include "desk/no_room.h"
#include "desk/staff_cards.h"
#include "desk/staff_fixture.h"

using testing::NoRoom;
using testing::StaffFixture;
using namespace std::chrono_literals;

TEST_CASE_METHOD(StaffFixture, "the PIN opens the monitor, and is looked at elsewhere") {
    open_evening();
    answer(desk::AskStaff{});
    REQUIRE(shown<desk::PinPad>());
    CHECK(shown<desk::PinPad>()->is_set);
    CHECK(shown<desk::PinPad>()->length == 4);
    type("246");
    CHECK(shown<desk::PinPad>()->digits == 3);
    CHECK(pin_work.empty());
    touch(desk::PinKey{'8'});
    REQUIRE(pin_work.size() == 1);
    CHECK(pin_work[0].pin == "2468");
    CHECK(pin_work[0].hash == "hash-of-2468");
    CHECK(shown<desk::PinPad>()->checking);
    worker_answers();
    CHECK(scene() == "monitor");
}

TEST_CASE_METHOD(StaffFixture, "a digit can be taken back, and keys count again only after the PIN was looked at") {
    open_evening();
    answer(desk::AskStaff{});
    type("29<<<468");
    CHECK(shown<desk::PinPad>()->digits == 3);
    type("1357");
    CHECK(pin_work.size() == 1);
    CHECK(pin_work[0].pin == "4681");
    worker_answers();
    CHECK(shown<desk::PinPad>()->wrong);
    CHECK(shown<desk::PinPad>()->digits == 0);
    try_pin("2468");
    CHECK(scene() == "monitor");
}

TEST_CASE_METHOD(StaffFixture, "a longer PIN is taken at its own last digit") {
    set_pin("135790");
    open_evening();
    answer(desk::AskStaff{});
    CHECK(shown<desk::PinPad>()->length == 6);
    type("13579");
    CHECK(pin_work.empty());
    try_pin("0");
    CHECK(scene() == "monitor");
}

TEST_CASE_METHOD(StaffFixture, "five wrong tries wait half a minute, the sixth a minute, and a good one forgets them") {
    open_evening();
    answer(desk::AskStaff{});
    for (int i = 0; i < 4; ++i)
        try_pin("1111");
    CHECK_FALSE(shown<desk::PinPad>()->locked_until);
    try_pin("1111");
    CHECK(shown<desk::PinPad>()->locked_until == clock.monotonic() + 30s);
    type("2468");
    CHECK(pin_work.empty());
    pass(30s - 1ns);
    answer(desk::AskStaff{});
    type("2468");
    CHECK(pin_work.empty());
    pass(1ns);
    try_pin("1111");
    CHECK(shown<desk::PinPad>()->locked_until == clock.monotonic() + 60s);
    pass(60s);
    enter();
    touch(desk::LeaveStaff{});
    answer(desk::AskStaff{});
    try_pin("1111");
    CHECK_FALSE(shown<desk::PinPad>()->locked_until);
}

TEST_CASE_METHOD(StaffFixture, "a pulled plug gives no free tries") {
    open_evening();
    answer(desk::AskStaff{});
    for (int i = 0; i < 4; ++i)
        try_pin("1111");
    type("1111");  // the plug is pulled before it was looked at
    pin_work.clear();
    restart();
    answer(desk::AskStaff{});
    CHECK(shown<desk::PinPad>()->locked_until == clock.monotonic() + 30s);
    type("2468");
    CHECK(pin_work.empty());
}

TEST_CASE_METHOD(StaffFixture, "on a full disk staff get in by the PIN, and each wrong try waits") {
    open_evening();
    answer(desk::AskStaff{});
    const NoRoom no_room;
    try_pin("1111");
    CHECK(shown<desk::PinPad>()->locked_until == clock.monotonic() + 30s);
    type("2468");
    CHECK(pin_work.empty());
    pass(30s);
    enter();
    CHECK_FALSE(desk->snapshot()->staff_act_failed);
}

TEST_CASE_METHOD(StaffFixture, "tries that could not be kept are kept with the first that can") {
    open_evening();
    answer(desk::AskStaff{});
    {
        const NoRoom no_room;
        for (int i = 0; i < 4; ++i) {
            try_pin("1111");
            pass(30s);
            answer(desk::AskStaff{});
        }
    }
    try_pin("1111");
    CHECK(shown<desk::PinPad>()->locked_until == clock.monotonic() + 30s);
    restart();
    answer(desk::AskStaff{});
    CHECK(shown<desk::PinPad>()->locked_until);
}

TEST_CASE_METHOD(StaffFixture, "on a full disk a person's staff card opens the screens, though it cannot be stamped") {
    add_person("p", "髙橋", "key");
    REQUIRE(journal->set_setting(desk::staff_cards_setting, "key"));
    open_evening();
    const NoRoom no_room;
    tap("key");
    CHECK(scene() == "cannot_record");
    tap("key");
    CHECK(scene() == "monitor");
}

TEST_CASE_METHOD(StaffFixture, "a PIN that was looked at too late opens nothing") {
    open_evening();
    answer(desk::AskStaff{});
    type("2468");
    pass(20s);
    CHECK(scene() == "idle");
    worker_answers();
    CHECK(scene() == "idle");
    // Nor does it open for the next one who stands there.
    answer(desk::AskStaff{});
    type("2468");
    const auto late = pin_work.front();
    touch(desk::LeaveStaff{});
    answer(desk::AskStaff{});
    type("1111");
    desk->handle(desk::PinInput{late.work, true, "", ""});
    CHECK(scene() == "pin");
}

TEST_CASE_METHOD(StaffFixture, "where no PIN was set, one is chosen here by typing it twice") {
    REQUIRE(journal->set_setting("staff_pin", ""));
    open_evening();
    answer(desk::AskStaff{});
    CHECK_FALSE(shown<desk::PinPad>()->is_set);
    CHECK(shown<desk::PinPad>()->may_choose);
    type("1234");
    CHECK(shown<desk::PinPad>()->repeat);
    type("1235");
    CHECK(shown<desk::PinPad>()->wrong);
    CHECK_FALSE(shown<desk::PinPad>()->repeat);
    type("1234");
    try_pin("1234");
    CHECK(scene() == "monitor");
    CHECK(journal->setting("staff_pin") == "4 hash-of-1234");
    CHECK(last_entry().detail == "pin_set");
    CHECK(last_entry().by == "pin");
}

TEST_CASE_METHOD(StaffFixture, "the first PIN is chosen at the screen within ten minutes of the first start only") {
    REQUIRE(journal->set_setting("staff_pin", ""));
    open_evening();
    pass(10min - 1ns);
    answer(desk::AskStaff{});
    CHECK(shown<desk::PinPad>()->may_choose);
    touch(desk::PinKey{'1'});
    CHECK(shown<desk::PinPad>()->digits == 1);
    touch(desk::LeaveStaff{});
    pass(1ns);
    answer(desk::AskStaff{});
    CHECK_FALSE(shown<desk::PinPad>()->may_choose);
    type("1234");
    type("1234");
    CHECK(shown<desk::PinPad>()->digits == 0);
    CHECK(pin_work.empty());
    // Nor does a pulled plug begin the minutes anew.
    restart();
    answer(desk::AskStaff{});
    CHECK_FALSE(shown<desk::PinPad>()->may_choose);
}

TEST_CASE_METHOD(StaffFixture, "a session left alone ends after a minute, and each touch begins the minute anew") {
    open_evening();
    enter();
    pass(60s - 1ns);
    CHECK(scene() == "monitor");
    touch(desk::GoTo{desk::StaffPage::settings});
    CHECK(desk->snapshot()->returns_at == clock.monotonic() + 60s);
    pass(60s - 1ns);
    CHECK(scene() == "settings");
    pass(1ns);
    CHECK(scene() == "idle");
}

TEST_CASE_METHOD(StaffFixture, "touches that come after the session ended do nothing") {
    add_person("p", "髙橋", "c");
    open_evening();
    enter();
    touch(desk::OpenPerson{{"p"}});
    pass(60s);
    const auto before = journal->last_seq();
    touch(desk::StampByHand{{"p"}});
    touch(desk::WaitForCard{});
    touch(desk::Save{});
    touch(desk::GoTo{desk::StaffPage::people});
    write({"か"});
    CHECK(scene() == "idle");
    CHECK(journal->last_seq() == before);
}

TEST_CASE_METHOD(StaffFixture, "at the door of the staff's screens nothing but the PIN can be touched") {
    add_person("p", "髙橋", "c");
    open_evening();
    answer(desk::AskStaff{});
    const auto before = journal->last_seq();
    touch(desk::GoTo{desk::StaffPage::people});
    touch(desk::StampByHand{{"p"}});
    touch(desk::OpenPerson{{"p"}});
    CHECK(scene() == "pin");
    CHECK(journal->last_seq() == before);
    touch(desk::LeaveStaff{});
    CHECK(scene() == "idle");
}

TEST_CASE_METHOD(StaffFixture, "cards go on to be stamped while staff look at their screens") {
    add_person("p", "髙橋 さくら", "c");
    open_evening();
    enter();
    const auto returns_at = desk->snapshot()->returns_at;
    pass(5s);
    tap("c");
    CHECK(scene() == "monitor");
    CHECK(shown<desk::Monitor>()->arrived == 1);
    CHECK(arrived() == 1);
    REQUIRE(taps().size() == 1);
    CHECK(taps()[0].result == desk::TapLine::Result::first_time);
    CHECK(taps()[0].name == "髙橋 さくら");
    CHECK(taps()[0].told_at == clock.monotonic());
    CHECK(decided.back().result == desk::Decided::Result::stamped);
    tap("stranger");
    CHECK(scene() == "monitor");
    CHECK(taps()[0].result == desk::TapLine::Result::unknown);
    CHECK(taps()[0].ticket == attendance::ticket_of(0, taps()[0].seq));
    tap("c");
    CHECK(taps()[0].result == desk::TapLine::Result::repeat);
    tap("phone", false);
    CHECK(taps()[0].refusal == desk::TapLine::Refusal::number_changes);
    CHECK(desk->snapshot()->returns_at == returns_at);  // a guest's tap does not keep the session open
}

TEST_CASE_METHOD(StaffFixture, "a tap that cannot be recorded is a line that says so, and the staff's screen stays") {
    open_evening();
    enter();
    const NoRoom no_room;
    tap("c");
    CHECK(scene() == "monitor");
    CHECK(taps()[0].seq == 0);
    CHECK(taps()[0].refusal == desk::TapLine::Refusal::not_recorded);
}

TEST_CASE_METHOD(StaffFixture, "the last 32 taps are told, also after a restart") {
    open_evening();
    for (int i = 0; i < 40; ++i)
        tap("card" + std::to_string(i));
    CHECK(taps().size() == 32);
    CHECK(taps().front().seq == journal->last_seq());
    const auto newest = taps().front();
    restart();
    REQUIRE(taps().size() == 32);
    CHECK(taps().front().seq == newest.seq);
    CHECK(taps().front().ticket == newest.ticket);
    CHECK(taps().front().told_at == 0ns);  // no sound for what is long past
}

TEST_CASE_METHOD(StaffFixture, "a staff card that is nobody's opens the screens and is never stamped") {
    REQUIRE(journal->set_setting(desk::staff_cards_setting, "key other"));
    open_evening();
    tap("key");
    CHECK(scene() == "monitor");
    CHECK(arrived() == 0);
    touch(desk::GoTo{desk::StaffPage::settings});
    touch(desk::ChangeSetting{desk::ChangeSetting::What::volume, 1});
    CHECK(last_entry().by == "key");
    tap("key");
    CHECK(scene() == "settings");
    CHECK(arrived() == 0);
}

TEST_CASE_METHOD(StaffFixture, "a staff card of a person is stamped first, and opens the screens when tapped again") {
    add_person("p", "髙橋", "key");
    REQUIRE(journal->set_setting(desk::staff_cards_setting, "key"));
    open_evening();
    tap("key");
    CHECK(scene() == "welcome");
    CHECK(arrived() == 1);
    tap("key");
    CHECK(scene() == "monitor");
    CHECK(arrived() == 1);
}

TEST_CASE_METHOD(StaffFixture, "a staff card opens instead of the PIN, and its person is stamped all the same") {
    add_person("p", "髙橋", "key");
    REQUIRE(journal->set_setting(desk::staff_cards_setting, "key"));
    open_evening();
    answer(desk::AskStaff{});
    tap("key");
    CHECK(scene() == "monitor");
    CHECK(arrived() == 1);
}

TEST_CASE_METHOD(StaffFixture, "Back goes up one page and out at the top") {
    add_person("p", "髙橋", "c");
    open_evening();
    enter();
    touch(desk::GoTo{desk::StaffPage::people});
    touch(desk::OpenPerson{{"p"}});
    touch(desk::EditPerson{attendance::PersonId{"p"}});
    CHECK(scene() == "person_form");
    touch(desk::Back{});
    CHECK(scene() == "person");
    touch(desk::Back{});
    CHECK(scene() == "people");
    touch(desk::Back{});
    CHECK(scene() == "monitor");
    touch(desk::Back{});
    CHECK(scene() == "idle");
}

TEST_CASE("a kept PIN and staff's cards survive their settings") {
    CHECK(desk::kept_pin_from("6 $argon2id$x y").digits == 6);
    CHECK(desk::kept_pin_from("6 $argon2id$x y").hash == "$argon2id$x y");
    CHECK(desk::kept_pin_from("").hash.empty());
    CHECK(desk::kept_pin_from("$argon2id$ x").hash.empty());
    CHECK(desk::to_setting(desk::staff_cards_from(" b  a ")) == "a b");
    CHECK_FALSE(attendance::is_pin("123"));
    CHECK(attendance::is_pin("1234"));
    CHECK(attendance::is_pin("123456789012"));
    CHECK_FALSE(attendance::is_pin("1234567890123"));
    CHECK_FALSE(attendance::is_pin("12a4"));
}

TEST_CASE_METHOD(StaffFixture, "a staff card stays one when an enrolment replaces the key of card ids") {
    const auto uid = *attendance::CardUid::from_hex("04a1b2c3d4e5f6");
    const auto other_uid = *attendance::CardUid::from_hex("04a1b2c3d4e5f7");
    const auto setting = [&](const char* name) { return journal->setting(name).value_or(""); };
    const std::string both = journal->card_id(uid).value + " " + journal->card_id(other_uid).value;
    REQUIRE(journal->set_setting("staff_cards", both));
    REQUIRE(journal->set_setting("former_staff_cards", both));  // as keep_enrolment() does (tests/kiosk)
    REQUIRE(journal->replace_card_key(base::Bytes(32, 7), journal::FormerKey::kept));
    open_evening();
    const auto tap_card = [&](const attendance::CardUid& card) {
        desk->handle(desk::TapInput{
            clock.monotonic(), journal->card_id(card), "type2", true, {}, journal->former_card_ids(card)});
    };
    tap_card(uid);
    CHECK(scene() == "monitor");
    CHECK(setting("staff_cards").find(journal->card_id(uid).value) != std::string::npos);
    CHECK(setting("staff_cards").find(journal->former_card_ids(uid).front().value) == std::string::npos);
    REQUIRE_FALSE(journal->former_card_ids(uid).empty());  // the other card still needs it
    touch(desk::LeaveStaff{});
    tap_card(other_uid);
    CHECK(scene() == "monitor");
    CHECK(journal->former_card_ids(uid).empty());
    touch(desk::LeaveStaff{});
    tap_card(uid);
    CHECK(scene() == "monitor");
    restart();
    tap_card(other_uid);
    CHECK(scene() == "monitor");
}
