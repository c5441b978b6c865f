#include "kiosk/enrolment.h"

#include "desk/staff_cards.h"
#include "kiosk/pin.h"
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

    void enrol(const std::string& first_pin = "") {
        REQUIRE(kiosk::keep_enrolment(
            *journal, {{"https://hub", "hub1", "token", "", 2, "", "", 0}, std::string(64, 'a'), first_pin}));
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

TEST_CASE_METHOD(Enrolled, "a kiosk without a PIN takes the hub's, and one that has a PIN keeps it") {
    const std::string hash = *kiosk::hash_pin("246813");
    SECTION("without") {
        enrol("6 " + hash);
        const auto kept = desk::kept_pin_from(journal->setting(desk::staff_pin_setting).value_or(""));
        CHECK(kept.digits == 6);
        CHECK(kiosk::pin_fits("246813", kept.hash));
    }
    SECTION("with") {
        REQUIRE(journal->set_setting(desk::staff_pin_setting, "4 its own"));
        enrol("6 " + hash);
        CHECK(journal->setting(desk::staff_pin_setting) == "4 its own");
    }
    SECTION("of a hub that gives none") {
        enrol();
        CHECK_FALSE(journal->setting(desk::staff_pin_setting));
    }
}

TEST_CASE_METHOD(Enrolled,
                 "what a hub gives for a PIN and is none is left out, and the kiosk is enrolled all the same") {
    const std::string hash = *kiosk::hash_pin("246813");
    std::string greedy = "6 " + hash;
    greedy.replace(greedy.find("m=65536"), 7, "m=4194304");
    for (const std::string& given : {"3 " + hash, "13 " + hash, "-6 " + hash, hash, std::string("6 246813"), greedy}) {
        CAPTURE(given);
        REQUIRE(kiosk::keep_given_pin(*journal, given));
        CHECK_FALSE(journal->setting(desk::staff_pin_setting));
    }
    enrol("6 246813");
    CHECK_FALSE(journal->setting(desk::staff_pin_setting));
    CHECK(journal->setting(std::string(client::token_setting)) == "token");
}
