// The pages with 4,000 people and 100 events beside a tenth of it, on both engines: milliseconds until the whole answer
// is there (median of 9), and how many times longer the large community waits. A page shows a bounded number of rows,
// so the ratio should stay far from ten.
#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <random>

#include "../web/browser.h"

using testing::Browser;
using testing::RunningSite;
using testing::Tables;

namespace {

constexpr int people_at_event = 120;

double milliseconds(Browser& browser, const std::string& path) {
    std::vector<double> times;
    for (int i = 0; i < 9; ++i) {
        const auto start = std::chrono::steady_clock::now();
        const auto page = browser.get(path);
        if (page.status != 200) FAIL(path << ": " << page.status);
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    std::ranges::sort(times);
    return times[times.size() / 2];
}

void append(RunningSite& site, std::vector<hub::OwnAct>& acts) {
    for (std::size_t at = 0; at < acts.size(); at += 1000)
        REQUIRE(site.store().append_own(std::span(acts).subspan(at, std::min<std::size_t>(1000, acts.size() - at)),
                                        site.clock().read()));
    acts.clear();
}

void fill(RunningSite& site, int people, int events) {
    std::vector<hub::OwnAct> acts;
    const auto now = site.clock().read().wall;
    for (int i = 0; i < people; ++i) {
        hub::OwnAct act;
        act.entry.kind = attendance::EntryKind::person;
        act.entry.person = attendance::PersonId{"p" + std::to_string(i)};
        act.entry.version = 1;
        act.person = wire::PersonEdit{{*act.entry.person, 1, fmt::format("吉野 {}", i), fmt::format("よっちゃん{}", i),
                                       fmt::format("ヨシノ {}", i), "ja", false},
                                      0,
                                      {}};
        acts.push_back(std::move(act));
    }
    std::mt19937 random(7);
    for (int i = 0; i < events; ++i) {
        const attendance::EventId id{"e" + std::to_string(i)};
        const auto starts = now - std::chrono::hours(24 * 7 * (events - 1 - i)) - std::chrono::hours(1);
        hub::OwnAct act;
        act.entry.kind = attendance::EntryKind::event;
        act.entry.event = id;
        act.entry.version = 1;
        act.event = wire::EventEdit{
            {id, 1, fmt::format("第{}回", i + 1), "hall", starts, starts + std::chrono::hours(3)}, 0, {}};
        acts.push_back(std::move(act));
        for (int k = 0; k < people_at_event; ++k) {
            hub::OwnAct stamp;
            stamp.entry.event = id;
            stamp.entry.person = attendance::PersonId{"p" + std::to_string(random() % static_cast<unsigned>(people))};
            acts.push_back(std::move(stamp));
        }
    }
    append(site, acts);
    REQUIRE(site.store().put_season(
        {"s", {"Season", now - std::chrono::hours(24 * 80), now + std::chrono::hours(24 * 10), 6}, false}));
}

}  // namespace

TEST_CASE("pages of 4,000 people and 100 events") {
    for (const hub::Engine engine : {hub::Engine::sqlite, hub::Engine::postgresql}) {
        const Tables small_tables(engine);
        const Tables large_tables(engine);
        RunningSite small(small_tables);
        RunningSite large(large_tables);
        fill(small, 400, 10);
        fill(large, 4000, 100);
        Browser in_small = small.organizer();
        Browser in_large = large.organizer();
        fmt::print("{}\n{:24} {:>10} {:>10} {:>7}\n", engine == hub::Engine::sqlite ? "SQLite" : "PostgreSQL", "page",
                   "400 · 10", "4000 · 100", "ratio");
        for (const char* path : {"/", "/events", "/people", "/people/find?q=yoshi", "/people/find?q=%E3%82%88",
                                 "/people/p7", "/kiosks", "/seasons"}) {
            const double a = milliseconds(in_small, path);
            const double b = milliseconds(in_large, path);
            fmt::print("{:24} {:8.1f}ms {:8.1f}ms {:6.1f}x\n", path, a, b, b / a);
        }
    }
}
