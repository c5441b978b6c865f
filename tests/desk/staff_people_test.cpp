#include "desk/no_room.h"
#include "desk/staff_fixture.h"
#include "journal/roster.h"

using testing::NoRoom;
using testing::StaffFixture;
using namespace std::chrono_literals;

namespace {

struct PeopleFixture : StaffFixture {
    PeopleFixture() {
        add_person("sakura", "髙橋 さくら", "c1");
        add_person("ren", "高橋 蓮", "c2");
        add_person("ono", "Taro Ohno", "c3");
        open_evening();
        pass(1s);
        enter();
        touch(desk::GoTo{desk::StaffPage::people});
    }
    const desk::People& people() const {
        REQUIRE(shown<desk::People>());
        return *shown<desk::People>();
    }
    const desk::PersonPage& person() const {
        REQUIRE(shown<desk::PersonPage>());
        return *shown<desk::PersonPage>();
    }
};

}  // namespace

TEST_CASE_METHOD(PeopleFixture, "people are found from the first key, in kana and in romaji") {
    CHECK(people().found == 3);
    write({"さ"});
    REQUIRE(people().rows.size() == 1);
    CHECK(people().rows[0].person.value == "sakura");
    CHECK_FALSE(people().rows[0].stamped_at);
    answer(desk::OpenKeyboard{desk::Keyboard::abc});
    CHECK(people().latin);
    write({"backspace", "o", "n"});
    REQUIRE(people().rows.size() == 1);
    CHECK(people().rows[0].person.value == "ono");
}

TEST_CASE_METHOD(PeopleFixture, "a chosen person is stamped by hand once, and the row says when") {
    write({"さ"});
    touch(desk::Choose{people().rows[0].person});
    CHECK(people().selected == people().rows[0].person);
    const auto at = clock.now.wall;
    touch(desk::StampByHand{people().rows[0].person});
    REQUIRE(shown<desk::Welcome>());
    answer(desk::Dismiss{});
    CHECK(people().rows[0].stamped_at == at);
    CHECK(arrived() == 1);
    CHECK(last_entry().kind == attendance::EntryKind::stamp);
    CHECK(last_entry().source == attendance::Source::hand);
    CHECK(last_entry().by == "pin");
    CHECK(taps()[0].person->value == "sakura");
    const auto before = journal->last_seq();
    touch(desk::StampByHand{people().rows[0].person});
    CHECK(journal->last_seq() == before);
    tap("c1");
    CHECK(taps()[0].result == desk::TapLine::Result::repeat);
}

TEST_CASE_METHOD(PeopleFixture, "a row that is not there cannot be chosen") {
    touch(desk::Choose{{"nobody"}});
    CHECK_FALSE(people().selected);
    touch(desk::Choose{people().rows[2].person});
    CHECK(people().selected == people().rows[2].person);
    write({"さ"});
    CHECK_FALSE(people().selected);
}

TEST_CASE_METHOD(PeopleFixture, "nobody is stamped by hand while no event is open") {
    pass(60s);
    pass(2h);
    enter();
    touch(desk::OpenPerson{{"ren"}});
    const auto before = journal->last_seq();
    touch(desk::StampByHand{{"ren"}});
    CHECK(journal->last_seq() == before);
}

TEST_CASE_METHOD(PeopleFixture, "a stamp by hand that cannot be recorded is not shown, and works once there is room") {
    touch(desk::OpenPerson{{"ren"}});
    {
        const NoRoom no_room;
        touch(desk::StampByHand{{"ren"}});
        CHECK_FALSE(person().today);
        CHECK(desk->snapshot()->staff_act_failed);
        CHECK(desk->snapshot()->status.store.health == desk::Health::trouble);
    }
    touch(desk::StampByHand{{"ren"}});
    pass(6s);
    CHECK(person().today);
    CHECK_FALSE(desk->snapshot()->staff_act_failed);
}

TEST_CASE_METHOD(PeopleFixture, "a void is an entry, can be undone for ten seconds, and undoing it is an entry") {
    tap("c2");
    touch(desk::OpenPerson{{"ren"}});
    REQUIRE(person().today);
    CHECK(person().hint == desk::TapLine::Hint::first_time);
    const auto stamp = person().today->seq;
    touch(desk::VoidStamp{stamp});
    CHECK(arrived() == 0);
    CHECK_FALSE(person().today);
    CHECK(taps()[0].voided);
    CHECK(last_entry().kind == attendance::EntryKind::voided);
    CHECK(last_entry().by == "pin");
    REQUIRE(person().undo_seq == journal->last_seq());
    CHECK(person().undo_until == clock.monotonic() + 10s);
    pass(10s - 1ns);
    touch(desk::UndoVoid{*person().undo_seq});
    CHECK(arrived() == 1);
    CHECK(person().today->seq == stamp);
    CHECK_FALSE(taps()[0].voided);
    CHECK(last_entry().kind == attendance::EntryKind::unvoid);
    CHECK_FALSE(person().undo_seq);
}

TEST_CASE_METHOD(PeopleFixture, "after ten seconds a void stays, and an undo of something else does nothing") {
    tap("c2");
    touch(desk::OpenPerson{{"ren"}});
    touch(desk::VoidStamp{person().today->seq});
    const auto voided = *person().undo_seq;
    const auto before = journal->last_seq();
    touch(desk::UndoVoid{voided - 1});
    CHECK(journal->last_seq() == before);
    pass(10s);
    touch(desk::UndoVoid{voided});
    CHECK(journal->last_seq() == before);
    CHECK(arrived() == 0);
}

TEST_CASE_METHOD(PeopleFixture, "only a stamp that stands on the page can be voided") {
    tap("c1");
    const auto stamp = journal->last_seq();
    touch(desk::OpenPerson{{"ren"}});
    touch(desk::VoidStamp{stamp});  // a stale touch: this was another person's page
    touch(desk::VoidStamp{0});
    CHECK(journal->last_seq() == stamp);
    touch(desk::GoTo{desk::StaffPage::monitor});
    touch(desk::VoidStamp{stamp});
    CHECK(arrived() == 0);
    REQUIRE(shown<desk::Monitor>()->undo_seq);
    touch(desk::UndoVoid{*shown<desk::Monitor>()->undo_seq});
    CHECK(arrived() == 1);
}

TEST_CASE_METHOD(PeopleFixture, "a void that cannot be recorded leaves the stamp on the page") {
    tap("c2");
    touch(desk::OpenPerson{{"ren"}});
    const NoRoom no_room;
    touch(desk::VoidStamp{person().today->seq});
    CHECK(person().today);
    CHECK_FALSE(person().undo_seq);
    CHECK(desk->snapshot()->staff_act_failed);
}

TEST_CASE_METHOD(PeopleFixture,
                 "the next card becomes the armed person's, its stamp follows, and it is not else handled") {
    tap("new");
    const auto before = arrived();
    touch(desk::OpenPerson{{"ren"}});
    touch(desk::WaitForCard{true});
    REQUIRE(person().waits_for_card_until == clock.monotonic() + 20s);
    pass(20s - 1ns);
    tap("new");
    CHECK(last_entry().kind == attendance::EntryKind::bind);
    CHECK(last_entry().by == "pin");
    CHECK(journal->owner_of({"new"})->value == "ren");
    CHECK(arrived() == before);
    CHECK(person().today);
    CHECK(person().cards.size() == 2);
    CHECK_FALSE(person().waits_for_card_until);
    CHECK(taps()[0].name == "高橋 蓮");
}

TEST_CASE_METHOD(PeopleFixture, "after twenty seconds, or once disarmed, a card is stamped as always") {
    touch(desk::OpenPerson{{"ren"}});
    touch(desk::WaitForCard{true});
    pass(20s);
    CHECK_FALSE(person().waits_for_card_until);
    tap("x");
    CHECK(taps()[0].result == desk::TapLine::Result::unknown);
    touch(desk::WaitForCard{true});
    touch(desk::WaitForCard{false});
    tap("y");
    CHECK(taps()[0].result == desk::TapLine::Result::unknown);
    touch(desk::WaitForCard{true});
    touch(desk::Back{});
    tap("z");
    CHECK_FALSE(journal->owner_of({"z"}));
}

TEST_CASE_METHOD(PeopleFixture,
                 "a card that is somebody's is asked about, and its owner is stamped as with every tap") {
    touch(desk::OpenPerson{{"ren"}});
    touch(desk::WaitForCard{true});
    tap("c1");
    REQUIRE(person().asked);
    CHECK(person().asked->owner == "髙橋 さくら");
    CHECK(person().person.id.value == "ren");
    CHECK(journal->owner_of({"c1"})->value == "sakura");
    CHECK(journal->presence({"e12"}, attendance::PersonId{"sakura"}));
    touch(desk::TakeCard{false});
    CHECK_FALSE(person().asked);
    CHECK(journal->owner_of({"c1"})->value == "sakura");
    // Asked again and given: the stamps so far stay.
    touch(desk::WaitForCard{true});
    tap("c1");
    touch(desk::TakeCard{true});
    CHECK(journal->owner_of({"c1"})->value == "ren");
    CHECK(journal->presence({"e12"}, attendance::PersonId{"sakura"}));
    CHECK_FALSE(journal->presence({"e12"}, attendance::PersonId{"ren"}));
    CHECK(arrived() == 1);
}

TEST_CASE_METHOD(PeopleFixture, "a question that nobody answers takes no card") {
    touch(desk::OpenPerson{{"ren"}});
    touch(desk::WaitForCard{true});
    tap("c1");
    pass(20s);
    touch(desk::TakeCard{true});
    CHECK(journal->owner_of({"c1"})->value == "sakura");
    tap("new");  // nothing waits any more
    CHECK_FALSE(journal->owner_of({"new"}));
}

TEST_CASE_METHOD(PeopleFixture, "a staff card is asked about, and opens these screens no longer once it is given") {
    REQUIRE(journal->set_setting("staff_cards", "staff"));
    restart();
    enter();
    touch(desk::OpenPerson{{"ren"}});
    touch(desk::WaitForCard{true});
    const auto before = journal->last_seq();
    tap("staff");
    REQUIRE(person().asked);
    CHECK(person().asked->staff);
    CHECK(journal->last_seq() == before);
    touch(desk::TakeCard{true});
    CHECK(journal->owner_of({"staff"})->value == "ren");
    CHECK(journal->setting("staff_cards") == "");
}

TEST_CASE_METHOD(PeopleFixture, "one's own card, tapped while a card is waited for, is a tap like any other") {
    touch(desk::OpenPerson{{"ren"}});
    touch(desk::WaitForCard{true});
    tap("c2");
    CHECK_FALSE(person().asked);
    CHECK(person().today);
}

TEST_CASE_METHOD(PeopleFixture, "a card that is taken off is nobody's, and its next holder begins anew") {
    tap("c1");
    touch(desk::OpenPerson{{"sakura"}});
    touch(desk::OpenMore{});
    REQUIRE(shown<desk::PersonMore>());
    touch(desk::TakeCardOff{false});  // none was chosen
    CHECK(journal->owner_of({"c1"}));
    touch(desk::ChooseCard{{"c1"}});
    touch(desk::TakeCardOff{false});
    CHECK_FALSE(journal->owner_of({"c1"}));
    CHECK(last_entry().kind == attendance::EntryKind::unbind);
    CHECK(last_entry().by == "pin");
    CHECK(journal->presence({"e12"}, attendance::PersonId{"sakura"}));
    touch(desk::LeaveStaff{});
    tap("c1");
    REQUIRE(shown<desk::NewCard>());  // can be registered
    answer(desk::OpenKeyboard{desk::Keyboard::kana});
    write({"あ", std::string(desk::key_done)});
    CHECK(shown<desk::Welcome>()->card.count == 1);
    CHECK(journal->visits(attendance::PersonId{"sakura"}).size() == 1);
    CHECK(arrived() == 2);
}

TEST_CASE_METHOD(PeopleFixture, "taking back a card that was bound by mistake returns its stamps to it") {
    tap("new");
    touch(desk::OpenPerson{{"ren"}});
    touch(desk::WaitForCard{true});
    tap("new");
    REQUIRE(journal->presence({"e12"}, attendance::PersonId{"ren"}));
    touch(desk::OpenMore{});
    touch(desk::ChooseCard{{"new"}});
    touch(desk::TakeCardOff{true});
    CHECK_FALSE(journal->presence({"e12"}, attendance::PersonId{"ren"}));
    CHECK(journal->presence({"e12"}, attendance::CardId{"new"}));
    CHECK(person().cards.size() == 1);
    CHECK(arrived() == 1);
}

TEST_CASE_METHOD(PeopleFixture, "two entries of one person are merged by two touches, and parted again") {
    tap("c1");
    touch(desk::OpenPerson{{"ren"}});
    touch(desk::OpenMore{});
    touch(desk::LookForSame{});
    write({"さ"});
    REQUIRE(people().merges_into);
    touch(desk::ChooseSame{{"sakura"}});
    REQUIRE(shown<desk::PersonMore>());
    CHECK(shown<desk::PersonMore>()->step == desk::PersonMore::Step::merge);
    CHECK(journal->person({"sakura"})->id.value == "sakura");
    touch(desk::Confirm{});
    CHECK(journal->person({"sakura"})->id.value == "ren");
    CHECK(person().today);
    touch(desk::OpenMore{});
    REQUIRE(shown<desk::PersonMore>()->merged.size() == 1);
    CHECK(shown<desk::PersonMore>()->merged[0].name == "髙橋 さくら");
    touch(desk::PartPeople{shown<desk::PersonMore>()->merged[0].merge_seq});
    CHECK(journal->person({"sakura"})->id.value == "sakura");
    CHECK(shown<desk::PersonMore>()->merged.empty());
    touch(desk::GoTo{desk::StaffPage::people});
    write({"さ"});
    CHECK(people().rows.size() == 1);
}

TEST_CASE_METHOD(PeopleFixture, "a person is erased by two touches, with whoever was merged into them") {
    tap("c1");
    touch(desk::OpenPerson{{"ren"}});
    touch(desk::OpenMore{});
    touch(desk::LookForSame{});
    touch(desk::ChooseSame{{"sakura"}});
    touch(desk::Confirm{});
    touch(desk::OpenMore{});
    touch(desk::Confirm{});  // nothing was asked
    CHECK_FALSE(journal->person({"ren"})->erased);
    touch(desk::AskErase{});
    touch(desk::Confirm{});
    CHECK(journal->person({"ren"})->erased);
    CHECK(scene() == "people");
    write({"た", "か"});
    CHECK(people().found == 0);
    CHECK(arrived() == 1);
    CHECK(taps()[0].name.empty());
    int erased = 0;
    for (const auto& entry : entries())
        erased += entry.kind == attendance::EntryKind::erase;
    CHECK(erased == 2);
}

TEST_CASE_METHOD(PeopleFixture, "a number that changes at every tap is not bound, and the wait goes on") {
    touch(desk::OpenPerson{{"ren"}});
    touch(desk::WaitForCard{true});
    tap("phone", false);
    CHECK(taps()[0].refusal == desk::TapLine::Refusal::number_changes);
    CHECK(person().waits_for_card_until);
}

TEST_CASE_METHOD(PeopleFixture, "a card that cannot be bound now can be tapped again while the wait lasts") {
    touch(desk::OpenPerson{{"ren"}});
    touch(desk::WaitForCard{true});
    {
        const NoRoom no_room;
        tap("new");
        CHECK(desk->snapshot()->staff_act_failed);
    }
    tap("new");
    CHECK(journal->owner_of({"new"})->value == "ren");
}

TEST_CASE_METHOD(PeopleFixture, "an edit is the person's next version, and search knows it at once") {
    touch(desk::OpenPerson{{"ren"}});
    touch(desk::EditPerson{attendance::PersonId{"ren"}});
    touch(desk::ChooseField{desk::PersonForm::Field::reading});
    write({"す", "す", "dakuten", "き"});
    touch(desk::ChangeSetting{desk::ChangeSetting::What::lang});
    touch(desk::Save{});
    CHECK(person().person.reading == "すずき");
    CHECK(person().person.name == "高橋 蓮");
    CHECK(person().person.version == 2);
    CHECK(person().person.lang == "en");
    CHECK(last_entry().kind == attendance::EntryKind::person);
    CHECK(last_entry().by == "pin");
    touch(desk::GoTo{desk::StaffPage::people});
    write({"s", "u", "z", "u"});
    REQUIRE(people().rows.size() == 1);
    CHECK(people().rows[0].person.value == "ren");
}

TEST_CASE_METHOD(PeopleFixture, "an edit keeps what somebody else changed meanwhile") {
    touch(desk::OpenPerson{{"ren"}});
    touch(desk::EditPerson{attendance::PersonId{"ren"}});
    journal::Addition elsewhere;
    elsewhere.entry.kind = attendance::EntryKind::person;
    elsewhere.entry.person = attendance::PersonId{"ren"};
    elsewhere.entry.version = 2;
    elsewhere.person = attendance::Person{{"ren"}, 2, "髙橋 蓮", "", "たかはし れん", "", false};
    REQUIRE(journal->append(elsewhere));
    touch(desk::ChooseField{desk::PersonForm::Field::nickname});
    write({"れ", "ん"});
    touch(desk::Save{});
    CHECK(person().person.version == 3);
    CHECK(person().person.name == "髙橋 蓮");
    CHECK(person().person.nickname == "れん");
}

TEST_CASE_METHOD(PeopleFixture, "a walk-in begins with what was typed, and an empty form saves nothing") {
    write({"や", "ま"});
    CHECK(people().found == 0);
    touch(desk::EditPerson{});
    REQUIRE(shown<desk::PersonForm>());
    CHECK(shown<desk::PersonForm>()->texts[0] == "やま");
    write({"backspace", "backspace"});
    const auto before = journal->last_seq();
    touch(desk::Save{});
    CHECK(journal->last_seq() == before);
    write({"や", "ま", " ", "は", "な"});
    touch(desk::Save{});
    REQUIRE(shown<desk::Welcome>());
    CHECK(shown<desk::Welcome>()->greeting == attendance::Greeting::first_time);
    CHECK(arrived() == 1);
    CHECK(last_entry().kind == attendance::EntryKind::stamp);
    pass(6s);
    CHECK(person().person.name == "やま はな");
    CHECK(person().today);
}

TEST_CASE_METHOD(PeopleFixture, "a form that cannot be saved stays as it is") {
    touch(desk::EditPerson{});
    write({"や"});
    const NoRoom no_room;
    touch(desk::Save{});
    REQUIRE(shown<desk::PersonForm>());
    CHECK(shown<desk::PersonForm>()->texts[0] == "や");
    CHECK(desk->snapshot()->staff_act_failed);
}

TEST_CASE_METHOD(PeopleFixture,
                 "a person's card opens the staff's screens once staff say so, and no longer when they say so") {
    touch(desk::OpenPerson{{"ren"}});
    touch(desk::MarkStaff{{"c2"}, true});  // nobody was asked
    CHECK(journal->setting("staff_cards").value_or("") == "");
    touch(desk::OpenCard{{"c2"}});
    REQUIRE(shown<desk::PersonMore>());
    CHECK(shown<desk::PersonMore>()->step == desk::PersonMore::Step::card);
    touch(desk::MarkStaff{{"c2"}, true});  // nor here yet
    CHECK(journal->setting("staff_cards").value_or("") == "");
    touch(desk::AskRights{});
    touch(desk::MarkStaff{{"c1"}, true});  // another card than the one that is asked about
    CHECK(journal->setting("staff_cards").value_or("") == "");
    touch(desk::MarkStaff{{"c2"}, true});
    CHECK(person().cards[0].staff);
    CHECK(last_entry().detail == "staff_card_added");
    CHECK(last_entry().card->value == "c2");
    touch(desk::OpenCard{{"c2"}});
    touch(desk::AskRights{});
    touch(desk::Back{});
    CHECK(shown<desk::PersonMore>()->step == desk::PersonMore::Step::card);
    touch(desk::AskRights{});
    touch(desk::MarkStaff{{"c2"}, false});
    CHECK(journal->setting("staff_cards") == "");
    touch(desk::OpenCard{{"c1"}});  // of somebody else: a stale touch
    CHECK(scene() == "person");
}

TEST_CASE_METHOD(PeopleFixture, "an attendee who registers is found at once") {
    touch(desk::LeaveStaff{});
    tap("new");
    answer(desk::OpenKeyboard{desk::Keyboard::kana});
    write({"み", "お", "done"});
    pass(30s);
    enter();
    touch(desk::GoTo{desk::StaffPage::people});
    write({"m", "i", "o"});
    CHECK(people().found == 1);
}

TEST_CASE_METHOD(PeopleFixture, "people whom the hub sends are found at once, and those merged away no longer") {
    auto update = std::make_shared<journal::RosterUpdate>();
    update->cursor = "1";
    update->people.push_back(attendance::Person{{"hub"}, 1, "鈴木 花", "", "すずき はな", "ja", false});
    update->merges.push_back({{"ren"}, attendance::PersonId{"sakura"}});
    desk->handle(desk::RosterInput{update});
    write({"す"});
    CHECK(people().found == 1);
    write({"backspace"});
    CHECK(people().found == 3);  // Sakura, who stands for Ren now; Ohno; Suzuki
}

TEST_CASE_METHOD(PeopleFixture, "who is chosen stays chosen when others come before them, and goes with their row") {
    touch(desk::Choose{{"ono"}});
    auto update = std::make_shared<journal::RosterUpdate>();
    update->cursor = "1";
    for (const std::string id : {"a", "b"})
        update->people.push_back(attendance::Person{{id}, 1, "阿部 " + id, "", "あべ", "ja", false});
    desk->handle(desk::RosterInput{update});
    pass(3s);
    CHECK(people().rows.size() == 5);
    CHECK(people().selected == attendance::PersonId{"ono"});
    auto merged = std::make_shared<journal::RosterUpdate>();
    merged->cursor = "2";
    merged->merges.push_back({{"ono"}, attendance::PersonId{"sakura"}});
    desk->handle(desk::RosterInput{merged});
    pass(3s);
    CHECK_FALSE(people().selected);
}

TEST_CASE_METHOD(StaffFixture, "many people are read in steps between which the desk answers") {
    std::vector<journal::Addition> additions;
    for (int i = 0; i < 1001; ++i) {
        journal::Addition addition;
        addition.entry.kind = attendance::EntryKind::person;
        addition.entry.person = attendance::PersonId{"p" + std::to_string(i)};
        addition.entry.version = 1;
        addition.person = attendance::Person{*addition.entry.person, 1, "田中", "", "", "", false};
        additions.push_back(std::move(addition));
    }
    REQUIRE(journal->append(additions));
    open_evening();
    int steps = 0;
    while (desk->next_wake() <= clock.monotonic()) {
        desk->tick();
        REQUIRE(++steps < 100);
    }
    CHECK(steps > 3);
    enter();
    touch(desk::GoTo{desk::StaffPage::people});
    CHECK(shown<desk::People>()->found == 1001);
    CHECK(shown<desk::People>()->rows.size() <= 48);
}

TEST_CASE_METHOD(PeopleFixture, "every entry that is recorded is told at once: stamps, voids, names and binds alike") {
    auto is_told = [&, before = journal->last_seq()]() mutable {
        const bool grew = journal->last_seq() > before;
        before = journal->last_seq();
        return grew && told_through == before;
    };
    tap("c2");
    CHECK(is_told());
    touch(desk::OpenPerson{{"ren"}});
    touch(desk::VoidStamp{person().today->seq});
    CHECK(is_told());
    touch(desk::UndoVoid{*person().undo_seq});
    CHECK(is_told());
    touch(desk::EditPerson{attendance::PersonId{"ren"}});
    touch(desk::ChooseField{desk::PersonForm::Field::reading});
    write({"す"});
    touch(desk::Save{});
    CHECK(is_told());
    touch(desk::WaitForCard{true});
    tap("new");
    CHECK(is_told());
}

TEST_CASE_METHOD(PeopleFixture, "a card that was given is said, and undone within ten seconds with its stamp") {
    tap("new");
    touch(desk::OpenPerson{{"ren"}, true});
    REQUIRE(person().waits_for_card_until);
    tap("new");
    REQUIRE(person().card_done);
    CHECK_FALSE(person().card_done->taken_off);
    CHECK(person().card_done->before.empty());
    pass(10s - 1ns);
    touch(desk::UndoCard{});
    CHECK_FALSE(journal->owner_of({"new"}));
    CHECK(journal->presence({"e12"}, attendance::CardId{"new"}));
    CHECK_FALSE(person().today);
    CHECK_FALSE(person().card_done);
    const auto before = journal->last_seq();
    touch(desk::UndoCard{});
    CHECK(journal->last_seq() == before);
}

TEST_CASE_METHOD(PeopleFixture, "a card that was somebody's goes back to them, with its right to open these screens") {
    REQUIRE(journal->set_setting("staff_cards", "c1"));
    restart();
    enter();
    touch(desk::OpenPerson{{"ren"}, true});
    tap("c1");
    touch(desk::TakeCard{true});
    REQUIRE(person().card_done);
    CHECK(person().card_done->before == "髙橋 さくら");
    CHECK(journal->setting("staff_cards") == "");
    touch(desk::UndoCard{});
    CHECK(journal->owner_of({"c1"})->value == "sakura");
    CHECK(journal->setting("staff_cards") == "c1");
}

TEST_CASE_METHOD(PeopleFixture, "a card that was taken off is put back, and after ten seconds no longer") {
    tap("c2");
    touch(desk::OpenPerson{{"ren"}});
    for (const bool mistake : {false, true}) {
        touch(desk::OpenCard{{"c2"}});
        touch(desk::TakeCardOff{mistake});
        REQUIRE(person().card_done);
        CHECK(person().card_done->taken_off);
        CHECK(person().cards.empty());
        touch(desk::UndoCard{});
        CHECK(journal->owner_of({"c2"})->value == "ren");
        CHECK(person().today);
    }
    touch(desk::OpenCard{{"c2"}});
    touch(desk::TakeCardOff{false});
    pass(10s);
    CHECK_FALSE(person().card_done);
    touch(desk::UndoCard{});
    CHECK_FALSE(journal->owner_of({"c2"}));
}

TEST_CASE_METHOD(PeopleFixture, "somebody's cards stand in the order in which they got them") {
    for (const std::string card : {"z", "a", "m"}) {
        touch(desk::OpenPerson{{"ren"}, true});
        pass(1s);
        tap(card);
    }
    std::vector<std::string> order;
    for (const auto& card : person().cards)
        order.push_back(card.card.value);
    CHECK(order == std::vector<std::string>{"c2", "z", "a", "m"});
}

TEST_CASE_METHOD(PeopleFixture, "a stamp by hand shows the guest's welcome, and then the page again") {
    touch(desk::OpenPerson{{"ren"}});
    touch(desk::StampByHand{{"ren"}});
    REQUIRE(shown<desk::Welcome>());
    CHECK(shown<desk::Welcome>()->guest.shown_name == "高橋");
    touch(desk::VoidStamp{journal->last_seq()});  // the page is not shown: a stale touch
    write({"か"});
    CHECK(arrived() == 1);
    CHECK(scene() == "welcome");
    pass(6s);
    REQUIRE(shown<desk::PersonPage>());
    CHECK(desk->snapshot()->returns_at == clock.monotonic() + 60s);
    pass(60s);
    CHECK(scene() == "idle");
}

TEST_CASE_METHOD(PeopleFixture, "the next tap ends the welcome of a guest whom staff stamped") {
    touch(desk::OpenPerson{{"ren"}});
    touch(desk::StampByHand{{"ren"}});
    tap("c1");
    CHECK(scene() == "person");
    CHECK(taps()[0].name == "髙橋 さくら");
    CHECK(arrived() == 2);
}

TEST_CASE_METHOD(PeopleFixture, "the rows go on from page to page, and one key takes all letters back") {
    touch(desk::ShowFrom{2});
    CHECK(people().from == 2);
    touch(desk::ShowFrom{3});
    CHECK(people().from == 0);
    touch(desk::ShowFrom{2});
    write({"さ"});
    CHECK(people().from == 0);
    write({"く", "ら", std::string(desk::key_clear)});
    CHECK(people().typed.empty());
    CHECK(people().rows.size() == 3);
}

TEST_CASE_METHOD(StaffFixture, "a card that is given to somebody says what kind it is, also after a new start") {
    add_person("p", "髙橋 さくら", "old");  // bound by a command: nobody saw the card
    open_evening();
    const auto tap_as = [&](const std::string& card, const std::string& tech) {
        desk->handle(desk::TapInput{clock.monotonic(), attendance::CardId{card}, tech, true, {}, {}, false});
    };
    tap_as("new", "type3");
    enter();
    touch(desk::AskWhose{taps().front().seq});
    touch(desk::GiveCard{{"p"}});
    restart();
    enter();
    touch(desk::OpenPerson{{"p"}});
    REQUIRE(shown<desk::PersonPage>());
    const auto& cards = shown<desk::PersonPage>()->cards;
    REQUIRE(cards.size() == 2);
    CHECK(cards[0].kind.empty());
    CHECK(cards[1].card.value == "new");
    CHECK(cards[1].kind == "type3");
}

TEST_CASE_METHOD(StaffFixture, "a walk-in's family name typed in kana is completed to the kanji that others write") {
    journal::Addition known;
    known.entry.kind = attendance::EntryKind::person;
    known.entry.person = attendance::PersonId{"ren"};
    known.entry.version = 1;
    known.person = attendance::Person{};
    known.person->id = {"ren"};
    known.person->name = "高橋 蓮";
    known.person->reading = "たかはし れん";
    REQUIRE(journal->append(known));
    open_evening();
    pass(1s);
    enter();
    touch(desk::GoTo{desk::StaffPage::people});
    write({"た", "か", "は", "し"});
    touch(desk::EditPerson{});
    REQUIRE(shown<desk::PersonForm>());
    CHECK(shown<desk::PersonForm>()->completions == std::vector<std::string>{"高橋"});
    touch(desk::Complete{"低橋"});  // not offered
    CHECK(shown<desk::PersonForm>()->texts[0] == "たかはし");
    touch(desk::Complete{"高橋"});
    CHECK(shown<desk::PersonForm>()->texts[0] == "高橋 ");
    CHECK(shown<desk::PersonForm>()->texts[2] == "たかはし");
    CHECK(shown<desk::PersonForm>()->completions.empty());
    write({"さ", "く", "ら"});
    CHECK(shown<desk::PersonForm>()->completions.empty());
    CHECK(shown<desk::PersonForm>()->texts[0] == "高橋 さくら");
}

TEST_CASE_METHOD(PeopleFixture,
                 "somebody is of the season in which their first event began, however late their stamp came") {
    auto update = std::make_shared<journal::RosterUpdate>();
    update->cursor = "1-1";
    const auto border = clock.now.wall - 30min;  // the event began an hour ago
    update->seasons = {{"a", {"第一期", border - 24h * 90, border, 10}, false},
                       {"b", {"第二期", border, border + 24h * 90, 10}, false}};
    desk->handle(desk::RosterInput{update});
    tap("c1");
    touch(desk::OpenPerson{{"sakura"}});
    CHECK(person().cohort == "第一期");
}
