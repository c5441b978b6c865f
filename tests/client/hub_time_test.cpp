#include "client/link.h"

#include "testing/catch.h"

using namespace std::chrono_literals;
using client::HubTime;

namespace {

const attendance::WallTime noon = attendance::WallTime(std::chrono::sys_days(std::chrono::year(2026) / 7 / 21)) + 12h;

HubTime heard(std::chrono::microseconds after, std::chrono::microseconds off, std::chrono::microseconds uncertain) {
    return {"boot", {noon + after + off, after}, uncertain};
}

}  // namespace

TEST_CASE("of readings of the hub's clock that agree the more certain one is kept") {
    const auto known = heard(0us, 0us, 50ms);
    CHECK(replaces(heard(1s, 0us, 50ms - 1us), known));
    CHECK_FALSE(replaces(heard(1s, 0us, 51ms), known));
    CHECK(jump_between(known, heard(1s, 100ms, 50ms)) == 0us);
    CHECK_FALSE(replaces(heard(1s, 99ms, 51ms), known));
}

TEST_CASE("a reading that contradicts the known one replaces it, however certain that was") {
    const auto known = heard(0us, 0us, 5ms);  // while the hub was two hours fast
    for (const auto off : {-2h + 0us, -150ms + 0us, 150ms + 0us, 2h + 0us}) {
        CHECK(replaces(heard(60s, off, 100ms), known));
        CHECK(jump_between(known, heard(60s, off, 100ms)) == off);
    }
    // What both may be wrong by: their round trips, and what the clocks drift apart by in a minute.
    const auto agree = 100ms + 5ms + client::drift_after(60s);
    CHECK(jump_between(known, heard(60s, agree, 100ms)) == 0us);
    CHECK(jump_between(known, heard(60s, agree + 1us, 100ms)) == agree + 1us);
    CHECK(jump_between(known, heard(60s, -agree, 100ms)) == 0us);
    CHECK(jump_between(known, heard(60s, -agree - 1us, 100ms)) == -agree - 1us);
}

TEST_CASE("a reading grows old: a less certain one replaces it once the clocks may have drifted apart") {
    const auto known = heard(0us, 0us, 5ms);
    CHECK_FALSE(replaces(heard(10min, 0us, 125ms), known));
    CHECK(replaces(heard(10min + 1s, 0us, 125ms), known));
}

TEST_CASE("what was heard in another boot replaces what is known") {
    auto known = heard(0us, 0us, 5ms);
    known.boot_id = "boot before";
    CHECK(replaces(heard(1s, 0us, 100ms), known));
}
