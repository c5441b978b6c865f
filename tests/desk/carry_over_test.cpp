// After the hub made a new card key: what was known of a card under the old one is known of it at its next tap.
#include "desk/staff_fixture.h"
#include "journal/roster.h"

using namespace testing;
using attendance::CardUid;
using attendance::EntryKind;

namespace {

struct CarryOver : StaffFixture {
    CardUid uid = *CardUid::from_hex("04a1b2c3d4e5f6");
    attendance::CardId old_id = journal->card_id(uid);
    int keys_made = 1;

    // What the hub says when its organizers made a new key.
    void new_key() {
        journal::RosterUpdate update;
        update.cursor = "1-" + std::to_string(++keys_made);
        update.card_keys = {std::string(64, static_cast<char>('a' + keys_made)), base::to_hex(journal->card_key())};
        update.card_keys_mark = "mark";
        REQUIRE(journal->apply(update));
        REQUIRE(journal->card_id(uid) != old_id);
    }
    void tap_card() {
        clock.advance(std::chrono::seconds(10));
        desk->tick();
        desk->handle(
            desk::TapInput{clock.monotonic(), journal->card_id(uid), "type2", true, {}, journal->former_card_ids(uid)});
    }
    std::vector<attendance::Entry> rekeys() const {
        std::vector<attendance::Entry> found;
        for (const auto& entry : entries())
            if (entry.kind == EntryKind::rekey) found.push_back(entry);
        return found;
    }
};

}  // namespace

TEST_CASE_METHOD(CarryOver, "a known card is recognised under a new card key, carried over once, and stays one card") {
    add_person("sakura", "Sakura", old_id.value);
    open_evening();
    new_key();
    tap_card();
    CHECK(scene() == "welcome");
    CHECK(decided.back().result == desk::Decided::Result::stamped);
    CHECK(decided.back().person == attendance::PersonId{"sakura"});
    CHECK(decided.back().card == journal->card_id(uid));
    tap_card();
    CHECK(decided.back().result == desk::Decided::Result::repeat);
    REQUIRE(rekeys().size() == 1);
    CHECK(rekeys().front().card == journal->card_id(uid));
    CHECK(rekeys().front().detail == old_id.value);
    CHECK(journal->cards_of({"sakura"}).size() == 1);
    new_key();
    tap_card();
    CHECK(decided.back().result == desk::Decided::Result::repeat);
    CHECK(decided.back().person == attendance::PersonId{"sakura"});
    CHECK(journal->cards_of({"sakura"}).size() == 1);
}

TEST_CASE_METHOD(CarryOver, "a card that was stamped under the old key is not stamped again under the new one") {
    open_evening();
    tap_card();
    CHECK(decided.back().result == desk::Decided::Result::unknown);
    new_key();
    tap_card();
    CHECK(decided.back().result == desk::Decided::Result::repeat);
    CHECK(journal->counts({"e12"}).arrived == 1);
}

TEST_CASE_METHOD(CarryOver, "a card of which nothing is known is not carried over, and no number that changes is") {
    open_evening();
    new_key();
    tap_card();
    CHECK(decided.back().result == desk::Decided::Result::unknown);
    desk->handle(
        desk::TapInput{clock.monotonic(), journal->card_id(uid), "a", false, {}, journal->former_card_ids(uid)});
    CHECK(rekeys().empty());
}

TEST_CASE_METHOD(CarryOver,
                 "a staff card opens the staff's screens under a new card key, and is kept under its new id") {
    REQUIRE(journal->set_setting("staff_cards", old_id.value));
    open_evening();
    new_key();
    tap_card();
    CHECK(scene() == "monitor");
    CHECK(journal->setting("staff_cards") == journal->card_id(uid).value);
    touch(desk::LeaveStaff{});
    new_key();
    restart();
    tap_card();
    CHECK(scene() == "monitor");
    CHECK(journal->setting("staff_cards") == journal->card_id(uid).value);
}
