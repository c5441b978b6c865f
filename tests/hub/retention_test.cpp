#include "office/retention.h"

#include "engines.h"
#include "office/acts.h"
#include "office/event_queries.h"
#include "office/person_queries.h"
#include "testing/fake_clock.h"

namespace {

using namespace std::chrono_literals;
using office::ClockWitnesses;
using office::ClockWord;
using office::Retention;
using testing::FakeClock;

// A hub's store with one event that is long over, and the clock of its machine.
struct Evening {
    store::Store& store;
    FakeClock clock;
    attendance::EventId event;

    explicit Evening(store::Store& s) : store(s) { event = add_event(-40 * 24h, 30); }
    office::Acts acts() { return office::Acts(store, clock, "user:test"); }
    attendance::EventId add_event(std::chrono::hours starts_in, std::int64_t keep_days) {
        const auto starts = clock.now.wall + starts_in;
        const auto id = *acts().put_event({{}, 1, "evening", "hall", starts, starts + 3h});
        REQUIRE(office::keep_for(store, id, starts + 3h, keep_days));
        return id;
    }
    attendance::PersonId add_guest(const std::string& name) {
        const auto person = *acts().put_person({{}, 1, name, "", "", "ja", false});
        REQUIRE(acts().stamp(event, person));
        return person;
    }
    // The hub runs for so long, looking every six hours.
    std::int64_t run(Retention& retention, std::chrono::hours time) {
        std::int64_t erased = *retention.turn(store);
        for (std::chrono::hours ran{0}; ran < time; ran += 6h) {
            clock.advance(6h);
            const auto turn = retention.turn(store);
            if (!turn) FAIL(turn.error().message);
            erased += *turn;
        }
        return erased;
    }
    bool is_erased(const attendance::PersonId& person) { return office::find_person(store, person).value()->erased; }
    std::size_t listed() { return office::due_list(store, clock.now.wall, 100)->lines.size(); }
    std::string clock_word() { return office::due_list(store, clock.now.wall, 100)->clock; }
    // Another boot: the machine's counts begin anew, the wall clock is what somebody says.
    void reboot(std::chrono::microseconds off_for) {
        clock.now.wall += off_for;
        clock.now.boottime = 10s;
    }
};

ClockWitnesses good() {
    ClockWitnesses w;
    w.now = FakeClock().now;
    w.slipped = 0s;
    w.known = w.now.wall - 24h;
    w.has_kiosks = true;
    w.kiosks = {{w.now.wall - 1min, 2s, true}};
    return w;
}

}  // namespace

TEST_CASE("a date is believed where kiosks and what was known before agree, to the boundary") {
    CHECK(judge_clock(good()) == ClockWord::agrees);
    const auto with = [](auto change) {
        ClockWitnesses w = good();
        change(w);
        return judge_clock(w);
    };
    using Cases = std::vector<std::pair<std::chrono::seconds, ClockWord>>;
    for (const auto& [slip, word] : Cases{{3600s, ClockWord::agrees},
                                          {3601s, ClockWord::jumped},
                                          {-3600s, ClockWord::agrees},
                                          {-3601s, ClockWord::jumped}})
        CHECK(with([&](auto& w) { w.slipped = slip; }) == word);
    CHECK(with([](auto& w) { w.slipped.reset(); }) == ClockWord::jumped);
    for (const auto& [ahead, word] : Cases{{3600s, ClockWord::agrees},
                                           {3601s, ClockWord::kiosks_disagree},
                                           {-3600s, ClockWord::agrees},
                                           {-3601s, ClockWord::kiosks_disagree}})
        CHECK(with([&](auto& w) { w.kiosks[0].clock_ahead = ahead; }) == word);
    for (const auto& [ago, word] : Cases{{24h, ClockWord::agrees},
                                         {24h + 1s, ClockWord::no_kiosk},
                                         {-3600s, ClockWord::agrees},
                                         {-3601s, ClockWord::no_kiosk}})
        CHECK(with([&](auto& w) { w.kiosks[0].contact = w.now.wall - ago; }) == word);
    CHECK(with([](auto& w) { w.kiosks[0].synchronised = false; }) == ClockWord::no_kiosk);
    CHECK(with([](auto& w) { w.kiosks.clear(); }) == ClockWord::no_kiosk);
    for (const auto& [gap, word] : Cases{{100 * 24h, ClockWord::agrees},
                                         {100 * 24h + 1s, ClockWord::long_gap},
                                         {-3600s, ClockWord::agrees},
                                         {-3601s, ClockWord::jumped}})
        CHECK(with([&](auto& w) { w.known = w.now.wall - gap; }) == word);
    const auto alone = [&](base::ClockQuality quality) {
        return with([&](auto& w) {
            w.has_kiosks = false;
            w.kiosks.clear();
            w.now.quality = quality;
        });
    };
    CHECK(alone(base::ClockQuality::synchronised) == ClockWord::agrees);
    CHECK(alone(base::ClockQuality::restored) == ClockWord::not_synchronised);
}

TEST_CASE("one kiosk that disagrees is enough to believe nobody") {
    ClockWitnesses w = good();
    w.kiosks.push_back({w.now.wall, 2 * 365 * 24h, true});
    CHECK(judge_clock(w) == ClockWord::kiosks_disagree);
}

TEST_CASE("a hub's clock that runs ahead erases nobody, however often it starts so") {
    ON_EACH_ENGINE();
    Evening evening(*store);
    const auto kept = evening.add_event(-1h, 365);
    const auto person = evening.add_guest("Sakura");
    REQUIRE(evening.acts().stamp(kept, person));
    {
        Retention retention(evening.clock);
        CHECK(evening.run(retention, 12h) == 0);
    }
    for (int start = 0; start < 3; ++start) {
        evening.reboot(1100 * 24h);
        Retention retention(evening.clock);
        CHECK(evening.run(retention, 30 * 24h) == 0);
        CHECK(evening.listed() == 0);
        CHECK(evening.clock_word() == "long_gap");
    }
    CHECK_FALSE(evening.is_erased(person));
    // Right again: nothing was noted of the wrong years.
    evening.reboot(-3 * (1100 * 24h + 30 * 24h));
    Retention retention(evening.clock);
    CHECK(evening.run(retention, 12h) == 0);
    CHECK(evening.clock_word() == "agrees");
}

TEST_CASE("who came only to events whose retention is over is erased after seven days on the list, others stay") {
    ON_EACH_ENGINE();
    Evening evening(*store);
    const auto fresh = evening.add_event(-1h, 0);
    const auto gone = evening.add_guest("Gone");
    const auto stays = evening.add_guest("Stays");
    REQUIRE(evening.acts().stamp(fresh, stays));
    Retention retention(evening.clock);
    REQUIRE(evening.run(retention, 6h) == 0);
    CHECK(evening.listed() == 1);
    CHECK(evening.run(retention, 7 * 24h - 12h) == 0);
    CHECK_FALSE(evening.is_erased(gone));
    CHECK(evening.run(retention, 12h) == 1);
    CHECK(evening.is_erased(gone));
    CHECK_FALSE(evening.is_erased(stays));
    CHECK(evening.listed() == 0);
    CHECK(office::event_counts(*store, evening.event)->arrived == 2);
    const auto acts = office::staff_acts(*store, 1);
    REQUIRE(acts->size() == 1);
    CHECK(acts->front().what == "retention 1");
}

TEST_CASE("seven days that a hub did not run for three days are not enough") {
    ON_EACH_ENGINE();
    Evening evening(*store);
    const auto person = evening.add_guest("Sakura");
    {
        Retention retention(evening.clock);
        evening.run(retention, 6h);
        REQUIRE(evening.listed() == 1);
    }
    evening.reboot(20 * 24h);
    Retention retention(evening.clock);
    // The first look finds another's upkeep, the second takes it over.
    CHECK(evening.run(retention, 66h) == 0);
    CHECK_FALSE(evening.is_erased(person));
    CHECK(evening.run(retention, 24h) == 1);
    CHECK(evening.is_erased(person));
}

TEST_CASE("in the first hour after a start nobody is erased, to the boundary") {
    ON_EACH_ENGINE();
    Evening evening(*store);
    const auto person = evening.add_guest("Sakura");
    {
        Retention retention(evening.clock);
        evening.run(retention, 7 * 24h - 6h);
        REQUIRE(evening.listed() == 1);
    }
    evening.reboot(3 * 24h);
    Retention retention(evening.clock);
    const auto turn_at = [&](std::chrono::seconds after) {
        evening.clock.advance(10s + after -
                              std::chrono::duration_cast<std::chrono::seconds>(evening.clock.now.boottime));
        return *retention.turn(*store);
    };
    for (const std::chrono::seconds after : {0s, 600s, 1200s, 3599s}) {
        CAPTURE(after.count());
        CHECK(turn_at(after) == 0);
    }
    CHECK(turn_at(3600s) == 1);
    CHECK(evening.is_erased(person));
}

TEST_CASE("an organizer's stop holds, until it is taken back") {
    ON_EACH_ENGINE();
    Evening evening(*store);
    const auto person = evening.add_guest("Sakura");
    const auto other = evening.add_guest("Ume");
    Retention retention(evening.clock);
    evening.run(retention, 6h);
    REQUIRE(office::stop_erasing(*store, person, true));
    CHECK(evening.run(retention, 30 * 24h) == 1);
    CHECK(evening.is_erased(other));
    CHECK_FALSE(evening.is_erased(person));
    REQUIRE(office::stop_erasing(*store, person, false));
    CHECK(evening.run(retention, 6h) == 1);
    CHECK(evening.is_erased(person));
    CHECK(office::stop_erasing(*store, person, true).error().code == base::ErrorCode::not_found);
}

TEST_CASE("somebody who comes again leaves the list") {
    ON_EACH_ENGINE();
    Evening evening(*store);
    const auto person = evening.add_guest("Sakura");
    Retention retention(evening.clock);
    evening.run(retention, 24h);
    REQUIRE(evening.listed() == 1);
    REQUIRE(evening.acts().stamp(evening.add_event(-1h, 0), person));
    CHECK(evening.run(retention, 30 * 24h) == 0);
    CHECK(evening.listed() == 0);
    CHECK_FALSE(evening.is_erased(person));
}

TEST_CASE("of somebody merged who still comes no half is erased") {
    ON_EACH_ENGINE();
    Evening evening(*store);
    const auto old = evening.add_guest("Sakura of an old list");
    const auto now = *evening.acts().put_person({{}, 1, "Sakura", "", "", "ja", false});
    REQUIRE(evening.acts().merge(old, now));
    REQUIRE(evening.acts().stamp(evening.add_event(-1h, 0), now));
    REQUIRE(store->database().run("INSERT INTO guest (event, person, ticket, state) VALUES ($1, $2, '', 0)",
                                  {std::string_view(evening.event.value), std::string_view(old.value)}));
    CHECK(office::people_due(*store, evening.clock.now.wall)->empty());
}

TEST_CASE("a merged person whose events are all over goes as a whole") {
    ON_EACH_ENGINE();
    Evening evening(*store);
    const auto one = evening.add_guest("Sakura");
    const auto other = evening.add_guest("さくら");
    REQUIRE(evening.acts().merge(one, other));
    CHECK(*office::people_due(*store, evening.clock.now.wall) == std::vector{other});
    Retention retention(evening.clock);
    CHECK(evening.run(retention, 8 * 24h) == 1);  // one person, of two records
    CHECK(evening.is_erased(one));
    CHECK(evening.is_erased(other));
}

TEST_CASE("of two hubs on one database one counts the time, and the other takes over when it is gone") {
    ON_EACH_ENGINE();
    Evening evening(*store);
    evening.add_guest("Sakura");
    std::int64_t ran_s = 0;
    const auto ran = [&] {
        REQUIRE(store->database().run("SELECT ran_s FROM upkeep", {},
                                      [&](const sql::RowView& row) { ran_s = row.integer(0); }));
        return std::chrono::seconds(ran_s);
    };
    Retention first(evening.clock);
    Retention second(evening.clock);
    const auto both = [&] {
        REQUIRE(first.turn(*store));
        REQUIRE(second.turn(*store));
        evening.clock.advance(600s);
    };
    for (int i = 0; i < 4; ++i)
        both();
    CHECK(ran() == 1800s);
    // The first is gone: the second sees at two looks that nothing was done, and its own time counts from then on.
    REQUIRE(second.turn(*store));
    CHECK(ran() == 1800s);
    evening.clock.advance(600s);
    REQUIRE(second.turn(*store));
    evening.clock.advance(600s);
    REQUIRE(second.turn(*store));
    CHECK(ran() == 3000s);
}
