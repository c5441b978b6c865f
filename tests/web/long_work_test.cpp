// Work that grows with what is kept runs apart from the pages, and pages cost what they show.
#include <filesystem>
#include <sstream>
#include <thread>

#include "../hub/running_hub.h"
#include "base/file.h"
#include "browser.h"
#include "office/event_people.h"
#include "office/event_queries.h"
#include "office/season_queries.h"
#include "web/live_parts.h"

using testing::Browser;
using testing::Page;
using testing::RunningSite;
using testing::Tables;

TEST_CASE("threads of long work give way to those that make pages") {
    const auto behind = [] {
        int threads = 0;
        for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
            const auto read = base::read_file(task.path() / "stat");
            const std::string stat = read ? *read : "";  // else the thread has ended meanwhile
            // proc(5): its priority is the 19th field, and the first one behind ")" is the 3rd.
            std::istringstream fields(stat.substr(std::min(stat.rfind(')') + 1, stat.size())));
            std::string field;
            for (int i = 3; i <= 19; ++i)
                fields >> field;
            threads += std::atoi(field.c_str()) >= 10;
        }
        return threads;
    };
    const int before = behind();
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    testing::eventually([&] { return behind() - before == web::SiteOptions().long_workers; });
    CHECK(behind() - before == web::SiteOptions().long_workers);
}

TEST_CASE("exports that stand still hold no page, and no more of them wait than have a place") {
    // Only PostgreSQL lets a test hold a table that exports read and pages do not.
    const Tables tables(sql::Engine::postgresql);
    RunningSite site(tables);
    const auto event = site.add_event("evening");
    REQUIRE(site.acts().stamp(event, site.add_person("Ann")));
    const auto holder = tables.connect();
    REQUIRE(holder->begin(sql::Access::write));
    REQUIRE(holder->script("LOCK TABLE tenure IN ACCESS EXCLUSIVE MODE"));
    constexpr int exports = 5;  // more than there are workers of either kind
    std::vector<Page> answers(exports);
    std::vector<std::thread> clients;
    for (Page& answer : answers)
        clients.emplace_back([&site, &answer] { answer = site.organizer().get("/export/file?what=all&format=json"); });
    const auto waiting = [&] {
        std::int64_t count = 0;
        REQUIRE(site.store().database().run(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'tenure'::regclass", {},
            [&](const sql::RowView& row) { count = row.integer(0); }));
        return count;
    };
    const int places = web::SiteOptions().long_workers;
    testing::eventually([&] { return waiting() >= places; });
    Browser browser = site.staff();
    for (const char* path : {"/events", "/people", "/kiosks"})
        CHECK(browser.get(path).status == 200);
    CHECK(browser.submit("/people/new", "/people/new", {{"name", "Ben"}}).status == 303);
    CHECK(waiting() == places);
    holder->rollback();
    for (std::thread& client : clients)
        client.join();
    for (const Page& answer : answers) {
        CHECK(answer.status == 200);
        CHECK(answer.says("Ann"));
        CHECK(answer.says("]"));
    }
}

TEST_CASE("a part that many watch is rendered once for a change, and each visitor gets tokens of their own") {
    web::LiveParts parts;
    std::atomic<int> rendered = 0;
    const auto now = std::chrono::steady_clock::now();
    const auto render = [&]() -> base::Result<web::Html> {
        ++rendered;
        return web::el("i", {{"a", parts.csrf_mark()}, {"b", parts.form_mark()}, {"c", parts.form_mark()}});
    };
    std::vector<std::thread> visitors;
    for (int i = 0; i < 8; ++i)
        visitors.emplace_back([&] { CHECK(parts.get("event", {1, 7}, now, render)); });
    for (std::thread& visitor : visitors)
        visitor.join();
    CHECK(rendered == 1);
    REQUIRE(parts.get("event", {1, 8}, now, render));
    CHECK(rendered == 2);
    // Somebody who read the position before it was rendered is shown what is newer.
    REQUIRE(parts.get("event", {1, 7}, now, render));
    CHECK(rendered == 2);
    REQUIRE(parts.get("event", {2, 7}, now, render));
    CHECK(rendered == 3);
    REQUIRE(parts.get("event", {2, 7}, now + web::LiveParts::fresh_for - std::chrono::milliseconds(1), render));
    CHECK(rendered == 3);
    REQUIRE(parts.get("event", {2, 7}, now + web::LiveParts::fresh_for, render));
    CHECK(rendered == 4);

    const auto shared = *parts.get("event", {2, 7}, now, render);
    const std::string one = parts.filled(*shared, "mine").markup();
    const std::string two = parts.filled(*shared, "theirs").markup();
    CHECK_THAT(one, contains("a=\"mine\""));
    CHECK_THAT(two, contains("a=\"theirs\""));
    const auto value = [](const std::string& text, const std::string& name) {
        const std::size_t at = text.find(name + "=\"") + name.size() + 2;
        return text.substr(at, text.find('"', at) - at);
    };
    CHECK(value(one, "b") != value(one, "c"));
    CHECK(value(one, "b") != value(two, "b"));
    CHECK(value(one, "b").size() <= 64);
}

TEST_CASE("a part that cannot be rendered is tried again by the next, and old parts make room") {
    web::LiveParts parts;
    const auto now = std::chrono::steady_clock::now();
    int tried = 0;
    const auto fails = [&]() -> base::Result<web::Html> {
        ++tried;
        return base::fail(base::ErrorCode::busy, "busy");
    };
    CHECK_FALSE(parts.get("event", {1, 1}, now, fails));
    CHECK_FALSE(parts.get("event", {1, 1}, now, fails));
    CHECK(tried == 2);
    int rendered = 0;
    const auto render = [&]() -> base::Result<web::Html> {
        ++rendered;
        return web::Html("x");
    };
    for (std::size_t i = 0; i <= web::LiveParts::parts_max; ++i)
        REQUIRE(parts.get("part" + std::to_string(i), {1, 1}, now + std::chrono::milliseconds(i), render));
    const int before = rendered;
    REQUIRE(
        parts.get("part" + std::to_string(web::LiveParts::parts_max), {1, 1}, now + std::chrono::seconds(1), render));
    CHECK(rendered == before);
    REQUIRE(parts.get("part0", {1, 1}, now + std::chrono::seconds(1), render));
    CHECK(rendered == before + 1);
}

TEST_CASE("the forms of a live part work for each who watches it") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto event = site.add_event("evening");
    for (const char* name : {"Ann", "Ben"})
        REQUIRE(site.acts().stamp(event, site.add_person(name)));
    Browser one = site.organizer();
    Browser two = site.staff();
    const std::string path = "/events/" + event.value;
    CHECK(one.get(path).hidden("csrf", "/void") != two.get(path).hidden("csrf", "/void"));
    CHECK(one.submit(path, path + "/void", {{"person", one.get(path).hidden("person")}}).status == 303);
    CHECK(two.submit(path, path + "/void", {{"person", two.get(path).hidden("person")}}).status == 303);
    CHECK(office::event_counts(site.store(), event)->arrived == 0);
    // What one of them typed and was refused is shown to nobody else.
    const Page refused = one.submit(path, path + "/words", {{"words", std::string(300, 'x')}, {"lang", ""}});
    CHECK(refused.status == 400);
    CHECK(refused.says(std::string(300, 'x')));
    CHECK_FALSE(site.organizer().get(path).says(std::string(300, 'x')));
    // An organizer's links are not shown to staff who watch the same event.
    CHECK(one.get(path + "/news").says("/words/remove") == false);
    CHECK(one.get(path).says(path + "/words\""));
    CHECK_FALSE(two.get(path).says("action=\"" + path + "/words\""));
}

TEST_CASE("the list of events leads to the oldest, a page at a time") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    for (int i = 0; i < 101; ++i)
        site.add_event("evening-" + std::to_string(i), std::chrono::hours(-24 * (i + 1)));
    Browser browser = site.staff();
    const Page newest = browser.get("/events");
    CHECK(newest.says("101"));
    CHECK(newest.says("evening-99<"));
    CHECK_FALSE(newest.says("evening-100<"));
    CHECK(newest.says("href=\"/events?page=1\""));
    const Page oldest = browser.get("/events?page=1");
    CHECK(oldest.says("evening-100<"));
    CHECK_FALSE(oldest.says("evening-99<"));
    CHECK(oldest.says("href=\"/events?page=0\""));
    CHECK_FALSE(oldest.says("href=\"/events?page=2\""));
    for (const char* odd : {"/events?page=-1", "/events?page=99999999999999999999", "/events?page=x"})
        CHECK(browser.get(odd).status == 200);
}

TEST_CASE("a season's picture counts as its events do") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto before = site.add_event("before", std::chrono::hours(-24 * 40));
    const auto first = site.add_event("first", std::chrono::hours(-24 * 10));
    const auto second = site.add_event("second", std::chrono::hours(-24 * 3));
    const auto ann = site.add_person("Ann");
    const auto ben = site.add_person("Ben");
    REQUIRE(site.acts().stamp(before, ann));
    REQUIRE(site.acts().stamp(first, ann));
    REQUIRE(site.acts().stamp(first, ben));
    REQUIRE(site.acts().stamp(first, attendance::CardId{"c"}));
    REQUIRE(site.acts().stamp(second, ben));
    const auto now = site.clock().read().wall;
    const attendance::Season season{"S", now - std::chrono::hours(24 * 20), now + std::chrono::hours(24), 6};
    office::KeptSeasonPicture kept;
    const auto picture = **kept.of(site.store(), season);
    REQUIRE(picture.events.size() == 2);
    for (const auto& bar : picture.events) {
        CAPTURE(bar.event.title);
        const auto counts = *office::event_counts(site.store(), bar.event.id);
        CHECK(bar.counts.arrived == counts.arrived);
        CHECK(bar.counts.first_timers == counts.first_timers);
        CHECK(bar.counts.unknown_cards == counts.unknown_cards);
        CHECK(bar.counts.guests == counts.guests);
    }
    CHECK(picture.events[0].counts.first_timers == 1);
    CHECK(picture.people_by == std::map<std::int64_t, std::int64_t>{{1, 1}, {2, 1}});
    // What was kept of it ends with the next change.
    REQUIRE(site.acts().stamp(before, ben));
    CHECK((*kept.of(site.store(), season))->events[0].counts.first_timers == 0);
    REQUIRE(site.acts().stamp(second, site.add_person("Cy")));
    CHECK((*kept.of(site.store(), season))->events[1].counts.first_timers == 1);
}

TEST_CASE("a first visit is the one at the first event, whatever the times of the stamps say") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto first = site.add_event("first", std::chrono::hours(-24 * 60));
    const auto second = site.add_event("second", std::chrono::hours(-24 * 3));
    const auto ann = site.add_person("Ann");
    REQUIRE(site.acts().stamp(second, ann));
    REQUIRE(site.acts().stamp(first, ann));
    const auto first_at = [&](const attendance::EventId& event) {
        const auto there = *office::event_people(site.store(), event);
        REQUIRE(there.size() == 1);
        const auto arrival = *office::arrivals(site.store(), event, attendance::WallTime{}, 10);
        CHECK(arrival[0].first == there[0].first);
        CHECK(arrival[0].stamps == (there[0].first ? 1 : 2));
        CHECK(office::event_counts(site.store(), event)->first_timers == (there[0].first ? 1 : 0));
        return there[0].first;
    };
    CHECK(first_at(first));
    CHECK_FALSE(first_at(second));
    const auto now = site.clock().read().wall;
    office::KeptSeasonPicture kept;
    const auto picture =
        **kept.of(site.store(), {"S", now - std::chrono::hours(24 * 90), now + std::chrono::hours(24), 6});
    CHECK(picture.events[0].counts.first_timers == 1);
    CHECK(picture.events[1].counts.first_timers == 0);
}
