#include "desk/no_room.h"
#include "desk/staff_fixture.h"
#include "journal/guest_list.h"

using testing::NoRoom;
using testing::StaffFixture;
using namespace std::chrono_literals;

namespace {

// An evening with a guest list: Ren and Aki are on it, Sakura is known from before.
struct ListFixture : StaffFixture {
    ListFixture() {
        add_person("sakura", "髙橋 さくら", "c1");
        add_person("ren", "高橋 蓮", "c2");
        add_person("aki", "秋田 あき", "c3");
        add_event("e11", clock.now.wall - 48h, 60min);
        REQUIRE(journal::list_memory(*journal).note_list({{}, {{"ren"}, {"aki"}}, {}, clock.now.wall - 3h}));
        open_evening();
        pass(1s);
    }
    const desk::People& people() const {
        REQUIRE(shown<desk::People>());
        return *shown<desk::People>();
    }
    std::vector<std::string> names() const {
        std::vector<std::string> list;
        for (const auto& row : people().rows)
            list.push_back(row.person.value);
        return list;
    }
};

}  // namespace

TEST_CASE_METHOD(ListFixture, "before anything is typed those of tonight's list stand first who have not come yet") {
    tap("c2");
    enter();
    touch(desk::GoTo{desk::StaffPage::people});
    REQUIRE(people().rows.size() == 3);
    CHECK(names().front() == "aki");
    CHECK(people().rows[0].listed);
    CHECK(people().rows[1].person.value == "ren");  // on the list, and here
    CHECK_FALSE(people().rows[2].listed);
}

TEST_CASE_METHOD(ListFixture, "of those who are found the ones of tonight's list come first") {
    enter();
    touch(desk::GoTo{desk::StaffPage::people});
    write({"高"});
    REQUIRE(people().rows.size() == 2);
    CHECK(names().front() == "ren");
}

TEST_CASE_METHOD(ListFixture, "a nameless line leads to the list, and two touches there make the card somebody's") {
    tap("stranger");
    enter();
    const auto line = taps().front();
    CHECK(line.card.value == "stranger");
    touch(desk::AskWhose{line.seq});
    REQUIRE(people().whose);
    CHECK(people().whose->ticket == line.ticket);
    touch(desk::Choose{people().rows[0].person});
    touch(desk::GiveCard{people().rows[0].person});
    REQUIRE(shown<desk::PersonPage>());
    CHECK(shown<desk::PersonPage>()->person.id.value == "aki");
    CHECK(shown<desk::PersonPage>()->today);
    CHECK(journal->owner_of({"stranger"})->value == "aki");
    CHECK(last_entry().kind == attendance::EntryKind::bind);
    CHECK(last_entry().by == "pin");
    CHECK(arrived() == 1);
    touch(desk::GoTo{desk::StaffPage::monitor});
    touch(desk::AskWhose{line.seq});  // it has an owner now
    CHECK(scene() == "monitor");
}

TEST_CASE_METHOD(ListFixture, "a card that said meanwhile whose it is stays theirs") {
    tap("stranger");
    enter();
    touch(desk::AskWhose{taps().front().seq});
    REQUIRE(people().whose);
    journal::Addition bind;
    bind.entry.kind = attendance::EntryKind::bind;
    bind.entry.person = attendance::PersonId{"sakura"};
    bind.entry.card = attendance::CardId{"stranger"};
    bind.entry.version = 1;
    REQUIRE(journal->append(bind));
    touch(desk::GiveCard{{"ren"}});
    CHECK(journal->owner_of({"stranger"})->value == "sakura");
    CHECK(shown<desk::PersonPage>()->person.id.value == "sakura");
}

TEST_CASE_METHOD(ListFixture, "whose card it is may be somebody new, who gets its stamp") {
    tap("stranger");
    enter();
    touch(desk::AskWhose{taps().front().seq});
    write({"ぬ"});
    touch(desk::EditPerson{});
    REQUIRE(shown<desk::PersonForm>());
    CHECK(shown<desk::PersonForm>()->card);
    touch(desk::Back{});
    REQUIRE(people().whose);
    touch(desk::EditPerson{});
    touch(desk::Save{});
    const auto owner = journal->owner_of({"stranger"});
    REQUIRE(owner);
    CHECK(journal->person(*owner)->name == "ぬ");
    CHECK(journal->presence({"e12"}, *owner));
    CHECK(arrived() == 1);
}

TEST_CASE_METHOD(ListFixture, "a card that cannot be given stays nobody's, and the question stays") {
    tap("stranger");
    enter();
    touch(desk::AskWhose{taps().front().seq});
    const NoRoom no_room;
    touch(desk::GiveCard{{"ren"}});
    CHECK_FALSE(journal->owner_of({"stranger"}));
    CHECK(people().whose);
    CHECK(desk->snapshot()->staff_act_failed);
}

TEST_CASE_METHOD(ListFixture, "the stamp of a card that is nobody's is taken back where its holder is looked for") {
    tap("stranger");
    enter();
    const auto stamp = taps().front().seq;
    touch(desk::AskWhose{stamp});
    touch(desk::VoidStamp{stamp});
    CHECK(scene() == "monitor");
    CHECK(arrived() == 0);
    CHECK(shown<desk::Monitor>()->undo_seq);
}

TEST_CASE_METHOD(ListFixture, "who looks for a card's holder and goes away looks for nobody any more") {
    tap("stranger");
    enter();
    touch(desk::AskWhose{taps().front().seq});
    touch(desk::GoTo{desk::StaffPage::people});
    CHECK_FALSE(people().whose);
    touch(desk::GiveCard{{"ren"}});
    CHECK_FALSE(journal->owner_of({"stranger"}));
}

TEST_CASE_METHOD(ListFixture, "a card tapped again has the number of its stamp, and is one line") {
    tap("stranger");
    const auto ticket = taps().front().ticket;
    tap("stranger");
    CHECK(taps().size() == 2);
    CHECK(taps().front().ticket == ticket);
    const auto lines = desk::once_each(taps());
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].result == desk::TapLine::Result::repeat);
    CHECK(lines[0].stamp_seq == taps()[1].seq);
}

TEST_CASE_METHOD(ListFixture, "somebody stands once among the last taps, also after their card was bound") {
    tap("stranger");
    tap("c2");
    tap("c2");
    enter();
    touch(desk::AskWhose{taps().back().seq});
    touch(desk::GiveCard{{"ren"}});
    CHECK(taps().size() == 3);
    const auto lines = desk::once_each(taps());
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].name == "高橋 蓮");
    CHECK(lines[0].stamp_seq == taps()[1].seq);
}

TEST_CASE("a line that was taken back gives its place to the stamp that stands") {
    desk::TapLine stands;
    stands.seq = 4;
    stands.result = desk::TapLine::Result::stamped;
    stands.person = attendance::PersonId{"p"};
    auto voided = stands;
    voided.seq = 7;
    voided.voided = true;
    const auto lines = desk::once_each({voided, stands});
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].seq == 4);
    CHECK(lines[0].stamp_seq == 4);
    CHECK(desk::once_each({voided}).front().stamp_seq == 0);
}

TEST_CASE("refused taps of cards that nobody can name are lines of their own") {
    CHECK(desk::once_each(std::vector<desk::TapLine>(3)).size() == 3);
}

TEST_CASE_METHOD(ListFixture, "the number that a guest says is found in the search, and leads to whose card it is") {
    tap("stranger");
    REQUIRE(shown<desk::NewCard>());
    const std::string number = shown<desk::NewCard>()->ticket;
    for (int i = 0; i < 40; ++i)  // the monitor's lines have long gone on
        tap("other" + std::to_string(i));
    enter();
    touch(desk::GoTo{desk::StaffPage::people});
    for (const char c : number)
        write({std::string(1, c)});
    REQUIRE(people().numbered);
    CHECK(people().numbered->card.value == "stranger");
    CHECK(people().numbered->ticket == number);
    touch(desk::AskWhose{people().numbered->seq});
    REQUIRE(people().whose);
    CHECK(people().whose->card.value == "stranger");
    CHECK(people().typed.empty());
    touch(desk::GiveCard{{"aki"}});
    CHECK(journal->owner_of({"stranger"}) == attendance::PersonId{"aki"});
}

TEST_CASE_METHOD(ListFixture, "a number finds no card that is somebody's, was taken back, or was never given out") {
    tap("stranger");
    const std::string number = shown<desk::NewCard>()->ticket;
    const auto seq = shown<desk::NewCard>()->seq;
    enter();
    touch(desk::GoTo{desk::StaffPage::people});
    write({"A", "-", "9", "9", "9"});
    CHECK_FALSE(people().numbered);
    touch(desk::AskWhose{seq + 1});
    CHECK_FALSE(people().whose);
    touch(desk::GoTo{desk::StaffPage::monitor});
    touch(desk::AskWhose{seq});
    touch(desk::GiveCard{{"aki"}});
    touch(desk::GoTo{desk::StaffPage::people});
    for (const char c : number)
        write({std::string(1, c)});
    CHECK_FALSE(people().numbered);
}
