// Joining a hub from the staff's screens. The hub itself is not here (tests/system/join_by_screen_test.cpp).
#include "desk/no_room.h"
#include "desk/staff_fixture.h"

using desk::EnrolState;
using desk::HubPage;
using desk::HubTrouble;
using testing::StaffFixture;
using namespace std::chrono_literals;
using Step = EnrolState::Step;

namespace {

struct HubFixture : StaffFixture {
    void open_hub_page() {
        open_evening();
        enter();
        touch(desk::GoTo{desk::StaffPage::settings});
        touch(desk::OpenHub{});
        REQUIRE(scene() == "hub");
    }
    void fill_in() {
        touch(desk::BeginEnrolment{});
        write({"h", ".", "x"});
        touch(desk::ChooseHubField{HubPage::Field::code});
        write({"A", "B", "9"});
    }
    const HubPage& hub_page() const {
        REQUIRE(shown<HubPage>());
        return *shown<HubPage>();
    }
    void say(Step step, HubTrouble trouble = HubTrouble::none) {
        EnrolState state;
        state.step = step;
        state.trouble = trouble;
        desk->handle(desk::EnrolInput{enrolments.back().work, state});
    }
};

}  // namespace

TEST_CASE_METHOD(HubFixture, "a hub is joined by its address and a code, and the page says how far it is") {
    open_hub_page();
    CHECK(hub_page().url.empty());
    CHECK_FALSE(hub_page().draft);
    fill_in();
    CHECK(hub_page().draft->texts == std::array<std::string, 2>{"h.x", "AB9"});
    CHECK(enrolments.empty());
    touch(desk::Save{});
    REQUIRE(enrolments.size() == 1);
    CHECK(enrolments[0].url == "h.x");
    CHECK(enrolments[0].code == "AB9");
    CHECK(last_entry().kind == attendance::EntryKind::staff);
    CHECK(last_entry().detail == "enrol");
    CHECK(hub_page().enrolling.step == Step::greeting);
    touch(desk::Save{});  // one at a time
    write({"z"});
    CHECK(enrolments.size() == 1);
    for (const Step step : {Step::asking, Step::checking, Step::keeping}) {
        say(step);
        CHECK(hub_page().enrolling.step == step);
        CHECK(hub_page().draft);
    }
    hub_facts = {"https://h.x", "sha256//k", ""};
    REQUIRE(journal->set_setting("device", "7"));
    say(Step::done);
    CHECK_FALSE(hub_page().draft);
    CHECK(hub_page().url == "https://h.x");
    CHECK(hub_page().key_pin == "sha256//k");
    CHECK(hub_page().device == 7);
    CHECK(hub_page().pending > 0);
    touch(desk::Back{});
    CHECK(shown<desk::SettingsPage>()->hub == "https://h.x");
}

TEST_CASE_METHOD(HubFixture, "nothing is tried before both texts are there, and the missing one is asked for") {
    open_hub_page();
    touch(desk::BeginEnrolment{});
    touch(desk::ChooseHubField{HubPage::Field::code});
    touch(desk::Save{});
    CHECK(hub_page().draft->field == HubPage::Field::url);
    write({"h"});
    touch(desk::Save{});
    CHECK(hub_page().draft->field == HubPage::Field::code);
    CHECK(enrolments.empty());
    hub_facts.suggested = "hub.example.org";
    touch(desk::Back{});
    touch(desk::BeginEnrolment{});
    CHECK(hub_page().draft->texts[0] == "hub.example.org");
    CHECK(hub_page().draft->field == HubPage::Field::code);
}

TEST_CASE_METHOD(HubFixture, "what went wrong stands beside what was typed, and a touch goes back to the keys") {
    open_hub_page();
    fill_in();
    touch(desk::Save{});
    say(Step::failed, HubTrouble::code);
    CHECK(hub_page().enrolling.trouble == HubTrouble::code);
    CHECK(hub_page().draft->texts[1] == "AB9");
    touch(desk::ChooseHubField{HubPage::Field::code});
    CHECK(hub_page().enrolling.step == Step::idle);
    write({"backspace", "8"});
    touch(desk::Save{});
    CHECK(enrolments.size() == 2);
    CHECK(enrolments[1].code == "AB8");
}

TEST_CASE_METHOD(HubFixture, "an attempt can be called off, and what it still says is not listened to") {
    open_hub_page();
    fill_in();
    touch(desk::Save{});
    touch(desk::Back{});
    CHECK(calls_off == 1);
    CHECK(hub_page().enrolling.step == Step::idle);
    CHECK(hub_page().draft->texts[0] == "h.x");
    say(Step::failed, HubTrouble::unreachable);
    CHECK(hub_page().enrolling.step == Step::idle);
    touch(desk::Back{});
    CHECK_FALSE(hub_page().draft);
    touch(desk::Back{});
    CHECK(scene() == "settings");
}

TEST_CASE_METHOD(HubFixture,
                 "whoever leaves meanwhile finds the end of it on the page, and cards are stamped all along") {
    open_hub_page();
    fill_in();
    touch(desk::Save{});
    tap("c");
    CHECK(scene() == "hub");
    CHECK(taps()[0].result == desk::TapLine::Result::unknown);
    touch(desk::LeaveStaff{});
    CHECK(scene() == "idle");
    CHECK(calls_off == 0);
    say(Step::failed, HubTrouble::unreachable);
    CHECK(scene() == "idle");
    enter();
    touch(desk::GoTo{desk::StaffPage::settings});
    touch(desk::OpenHub{});
    CHECK(hub_page().enrolling.trouble == HubTrouble::unreachable);
    CHECK_FALSE(hub_page().draft);
    touch(desk::Back{});
    touch(desk::OpenHub{});
    CHECK(hub_page().enrolling.step == Step::idle);
}

TEST_CASE_METHOD(HubFixture, "the page left alone goes back to rest, and each word of the attempt keeps it") {
    open_hub_page();
    fill_in();
    touch(desk::Save{});
    pass(50s);
    say(Step::asking);
    pass(50s);
    CHECK(scene() == "hub");
    pass(10s);
    CHECK(scene() == "idle");
}

TEST_CASE_METHOD(HubFixture, "an enrolment that cannot be recorded is not begun") {
    open_hub_page();
    fill_in();
    const testing::NoRoom no_room;
    touch(desk::Save{});
    CHECK(enrolments.empty());
    CHECK(desk->snapshot()->staff_act_failed);
}
