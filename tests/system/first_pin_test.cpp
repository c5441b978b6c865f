// The first PIN of the staff's screens: from a page of the hub to a kiosk that is connected later.
#include "base/argon2.h"
#include "desk/staff_cards.h"
#include "journal/reader.h"
#include "testing/organizer.h"

TEST_CASE(
    "the first PIN that an organizer sets at the hub opens the staff's screens of a kiosk that is connected later") {
    const testing::HubProcess hub(true);
    const testing::TempFolder folder(testing::memory_place());
    testing::Browser hana = testing::organizer_of(hub);
    REQUIRE(hana.submit("/kiosks", "/kiosks/first-pin", {{"pin", "271828"}}).status == 303);
    const auto pin_of = [&](const std::string& name) {
        const auto data = folder.path() / name;
        const auto enrolled = testing::run_program(
            {PETTAN_BIN "/pettan-kiosk", "enrol", hub.url(), hub.code(), "--data", data.string()}, folder.path());
        REQUIRE(enrolled.status == 0);
        auto reader = journal::Reader::open(data);
        REQUIRE(reader);
        return desk::kept_pin_from((*reader)->setting(desk::staff_pin_setting)->value_or(""));
    };
    const desk::KeptPin kept = pin_of("door");
    CHECK(kept.digits == 6);
    CHECK(base::argon2::fits("271828", kept.hash));

    REQUIRE(hana.submit("/kiosks", "/kiosks/first-pin/remove", {}).status == 303);
    CHECK(pin_of("exit").hash.empty());
}
