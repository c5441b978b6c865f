#include "kiosk/watchdog.h"

#include "testing/catch.h"

TEST_CASE("the watchdog is fed only while frames are drawn and the desk goes round") {
    kiosk::Rounds rounds;
    CHECK_FALSE(rounds.both_advanced(5, 5));  // the first look
    CHECK(rounds.both_advanced(6, 6));
    CHECK_FALSE(rounds.both_advanced(7, 6));  // the desk waits for its journal
    CHECK_FALSE(rounds.both_advanced(7, 7));  // the screen hangs
    CHECK_FALSE(rounds.both_advanced(7, 7));
    CHECK(rounds.both_advanced(8, 8));
}
