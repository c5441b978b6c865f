#include "drivers/presence.h"

#include "testing/catch.h"

using attendance::CardUid;
using base::MonotonicTime;
using Found = drivers::FoundTag;
using drivers::Presence;
using std::chrono::milliseconds;

namespace {

Found tag(std::string_view uid_hex) {
    return {drivers::Radio::a106, attendance::TagTech::type2, *CardUid::from_hex(uid_hex)};
}

// One poll that takes no time; returns how many have left with it.
std::size_t poll(Presence& presence, MonotonicTime now, const std::vector<Found>& seen) {
    presence.begin_poll(now);
    for (const Found& found : seen)
        presence.saw(found, now);
    return presence.end_poll(now).size();
}

}  // namespace

TEST_CASE("a tag that is seen at every poll arrives at the first and never leaves") {
    Presence presence;
    presence.begin_poll(milliseconds(0));
    CHECK(presence.saw(tag("01020304"), milliseconds(0)));
    for (int i = 1; i < 100; ++i)
        CHECK(poll(presence, milliseconds(i), {tag("01020304")}) == 0);
    CHECK_FALSE(presence.saw(tag("01020304"), milliseconds(101)));
    CHECK(presence.holds(*CardUid::from_hex("01020304")));
}

TEST_CASE("a tag leaves at the third miss, and not before the gap has passed") {
    const auto gap = drivers::presence_gap_max;
    SECTION("two misses, however long apart, are a flicker") {
        Presence presence;
        poll(presence, milliseconds(0), {tag("01020304")});
        CHECK(poll(presence, gap * 10, {}) == 0);
        CHECK(poll(presence, gap * 20, {}) == 0);
        CHECK(poll(presence, gap * 30, {}) == 1);
        CHECK(presence.tags().empty());
    }
    SECTION("many misses in a short time are a flicker") {
        Presence presence;
        poll(presence, milliseconds(0), {tag("01020304")});
        for (milliseconds now{1}; now < gap; ++now)
            CHECK(poll(presence, now, {}) == 0);
        CHECK(poll(presence, gap, {}) == 1);
    }
    SECTION("a tag that comes back starts anew") {
        Presence presence;
        poll(presence, milliseconds(0), {tag("01020304")});
        for (int i = 1; i <= 2; ++i)
            CHECK(poll(presence, gap * i, {}) == 0);
        CHECK(poll(presence, gap * 3, {tag("01020304")}) == 0);
        for (int i = 4; i <= 5; ++i)
            CHECK(poll(presence, gap * i, {}) == 0);
        CHECK(poll(presence, gap * 6, {}) == 1);
    }
}

TEST_CASE("two tags come and go by themselves") {
    Presence presence;
    poll(presence, milliseconds(0), {tag("01020304")});
    presence.begin_poll(milliseconds(10));
    CHECK(presence.saw(tag("05060708"), milliseconds(10)));
    CHECK_FALSE(presence.saw(tag("01020304"), milliseconds(10)));
    for (int i = 1; i <= 2; ++i)
        CHECK(poll(presence, milliseconds(1'000 * i), {tag("05060708")}) == 0);
    CHECK(poll(presence, milliseconds(3'000), {tag("05060708")}) == 1);
    CHECK(presence.holds(*CardUid::from_hex("05060708")));
    CHECK_FALSE(presence.holds(*CardUid::from_hex("01020304")));
}

TEST_CASE("a number drawn afresh in place of one that fell silent is the same phone") {
    Presence presence;
    presence.begin_poll(milliseconds(0));
    CHECK(presence.saw(tag("08000001"), milliseconds(0)));
    presence.begin_poll(milliseconds(10));
    CHECK_FALSE(presence.saw(tag("08000002"), milliseconds(10)));
    CHECK(presence.tags().size() == 1);

    SECTION("but beside one that answers it is a second phone") {
        presence.begin_poll(milliseconds(20));
        CHECK_FALSE(presence.saw(tag("08000002"), milliseconds(20)));
        CHECK(presence.saw(tag("08000003"), milliseconds(20)));
    }
    SECTION("and a number of its own never replaces it") {
        presence.begin_poll(milliseconds(20));
        CHECK(presence.saw(tag("04010203"), milliseconds(20)));
    }
}

TEST_CASE("a phone that draws new numbers while it lies there leaves under the one that it arrived with") {
    Presence presence;
    const auto gap = drivers::presence_gap_max;
    poll(presence, milliseconds(0), {tag("08010203")});
    poll(presence, gap, {});
    poll(presence, gap * 2, {tag("08aabbcc")});  // the same phone, after a gap in the field
    CHECK(presence.tags().size() == 1);
    presence.begin_poll(gap * 3);
    CHECK(presence.end_poll(gap * 3).empty());
    presence.begin_poll(gap * 4);
    CHECK(presence.end_poll(gap * 4).empty());
    presence.begin_poll(gap * 5);
    const auto left = presence.end_poll(gap * 5);
    REQUIRE(left.size() == 1);
    CHECK(left[0].uid == *CardUid::from_hex("08010203"));
    CHECK(presence.tags().empty());
}
