#include "kiosk/enrolment.h"

#include "desk/staff_cards.h"
#include "testing/catch.h"
#include "testing/fake_clock.h"
#include "testing/temp_folder.h"

namespace {

struct Enrolled {
    testing::TempFolder folder;
    testing::FakeClock clock;
    std::unique_ptr<journal::Journal> journal =
        std::move(journal::Journal::open({folder.path(), "", true}, clock)).value();
    attendance::CardUid uid = *attendance::CardUid::from_hex("04a1b2c3d4e5f6");
    attendance::CardId before = journal->card_id(uid);

    void enrol() {
        REQUIRE(
            kiosk::keep_enrolment(*journal, {"https://hub", "hub1", "token", "", 2, "", "", 0}, std::string(64, 'a')));
        REQUIRE(journal->card_id(uid) != before);
    }
};

}  // namespace

TEST_CASE_METHOD(Enrolled, "an enrolment that replaces the card key carries the staff cards over") {
    REQUIRE(journal->set_setting(desk::staff_cards_setting, before.value));
    enrol();
    CHECK(journal->former_card_ids(uid) == std::vector{before});
    CHECK(journal->setting(desk::former_staff_cards_setting) == before.value);
}

TEST_CASE_METHOD(Enrolled, "without staff cards no former card key is kept") {
    enrol();
    CHECK(journal->former_card_ids(uid).empty());
}
