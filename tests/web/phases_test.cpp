// An event's page before, while and after; and what can be changed of what was made.
#include <fmt/core.h>

#include <atomic>
#include <optional>
#include <regex>
#include <thread>

#include "browser.h"
#include "office/event_queries.h"
#include "office/person_queries.h"
#include "web/words.h"

using std::chrono::hours;
using testing::Browser;
using testing::Page;
using testing::RunningSite;
using testing::Tables;

namespace {

std::string day(const RunningSite& site, int days) {
    return web::local_minutes(site.clock().read().wall + hours(24 * days)).substr(0, 10);
}

Page make_season(Browser& browser, const RunningSite& site, const std::string& name, int first, int last) {
    return browser.submit("/seasons/new", "/seasons/new",
                          {{"name", name}, {"first", day(site, first)}, {"last", day(site, last)}, {"squares", "6"}});
}

}  // namespace

TEST_CASE("a page of an event to come says when it is and who is on the list, and counts nothing yet") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto event = site.add_event("evening", hours(24 * 5));
    site.put_on_list(event, site.add_person("髙橋 さくら", "", "タカハシ サクラ"));
    Browser browser = site.organizer();
    const Page page = browser.get("/events/" + event.value);
    CHECK(page.says("days from now"));
    CHECK(page.says("髙橋 さくら"));
    CHECK_FALSE(page.says("Last 10 min"));
    CHECK_FALSE(page.says("button primary"));
    CHECK_FALSE(page.says("Not here yet"));
    const auto without = site.add_event("other", hours(24 * 6));
    CHECK(browser.get("/events/" + without.value).says("Import a list"));
    CHECK_FALSE(site.staff().get("/events/" + without.value).says("Import a list"));
}

TEST_CASE("a page of an event that is over sums it up, without today's kiosks") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    testing::Kiosk::enrolled(site.store(), std::string(64, '7'));
    const auto event = site.add_event("evening", hours(-1));
    REQUIRE(site.acts().stamp(event, site.add_person("Ann")));
    REQUIRE(site.acts().stamp(event, attendance::CardId{std::string(32, 'a')}));
    auto over = *office::find_event(site.store(), event).value();
    over.ends = site.clock().read().wall;
    REQUIRE(site.acts().put_event(over));
    Browser browser = site.organizer();
    const Page page = browser.get("/events/" + event.value);
    CHECK(page.says("is over"));
    CHECK(page.says("2 came (1 for the first time, 0 again)"));
    CHECK(page.says("1 card is still unknown"));
    CHECK(page.says("Most came from"));
    CHECK(page.says("Here for the first time"));
    CHECK_FALSE(page.says("Kiosks and sync"));
    CHECK_FALSE(page.says("button primary"));
}

TEST_CASE("a stamp that is given afterwards counts inside the event's hours and stays out of the flow") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto event = site.add_event("September", hours(-24 * 60));
    const auto person = site.add_person("Ann");
    Browser staff = site.staff();
    const std::string place = "/events/" + event.value;
    CHECK(staff.submit(place + "/stamp?q=ann", place + "/stamp", {{"person", person.value}}).status == 303);
    const auto hours_of = *office::find_event(site.store(), event).value();
    const auto visits = office::visits_of(site.store(), person).value();
    REQUIRE(visits.size() == 1);
    CHECK(visits[0].visit.at >= hours_of.starts);
    CHECK(visits[0].visit.at < hours_of.ends);
    CHECK(office::event_counts(site.store(), event)->arrived == 1);
    CHECK(office::arrival_points(site.store(), event)->empty());
    CHECK(office::arrivals(site.store(), event, {}, 10)->at(0).afterwards);
    CHECK(staff.get(place).says("afterwards"));
    // Taken back and put back it is the same.
    CHECK(staff.submit(place, place + "/void", {{"person", person.value}}).status == 303);
    CHECK(office::event_counts(site.store(), event)->arrived == 0);
}

TEST_CASE("a stamp while the event is open has its own time, to the last moment") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    const auto event = site.add_event("evening", hours(-1));
    const auto person = site.add_person("Ann");
    REQUIRE(site.acts().stamp(event, person));
    CHECK_FALSE(office::arrivals(site.store(), event, {}, 10)->at(0).afterwards);
    CHECK(office::arrival_points(site.store(), event)->size() == 1);
}

TEST_CASE("the whole list stands on one page by reading, to be printed, with who came") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto event = site.add_event("evening");
    const auto late = site.add_person("和田", "", "ワダ");
    const auto early = site.add_person("相田", "", "アイダ");
    site.put_on_list(event, late);
    site.put_on_list(event, early);
    REQUIRE(site.acts().stamp(event, late));
    const Page page = site.staff().get("/events/" + event.value + "/list");
    CHECK(page.body.find("相田") < page.body.find("和田"));
    CHECK(page.says("data-print"));
    CHECK(page.says("class=\"mark good\""));
}

TEST_CASE("of more than a hundred who have not come, the page leads to all") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    const auto event = site.add_event("evening");
    std::vector<attendance::PersonId> people;
    for (int i = 0; i < 101; ++i) {
        people.push_back(site.add_person("Guest " + std::to_string(i)));
        site.put_on_list(event, people.back());
    }
    Browser browser = site.organizer();
    const std::string more = "class=\"more\" href=\"/events/" + event.value + "/list\"";
    CHECK(browser.get("/events/" + event.value).says(more));
    REQUIRE(site.acts().stamp(event, people.back()));
    CHECK_FALSE(browser.get("/events/" + event.value).says(more));
}

TEST_CASE("a season is edited, removed and put back, and each is kept in the log") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    Browser browser = site.organizer();
    const Page made = make_season(browser, site, "Spring", -10, 10);
    REQUIRE(made.status == 303);
    const std::string place = made.header("location");
    CHECK(browser
              .submit(place + "/edit", place + "/edit",
                      {{"name", "Summer"}, {"first", day(site, -10)}, {"last", day(site, 20)}, {"squares", "8"}})
              .status == 303);
    CHECK(browser.get(place).says("Summer"));
    CHECK(office::seasons(site.store())->at(0).season.squares == 8);
    const Page removed = browser.submit(place + "/edit", place + "/remove", {});
    CHECK(removed.status == 303);
    CHECK(office::seasons(site.store())->empty());
    const Page after = browser.get(removed.header("location"));
    CHECK(after.says("Removed: Summer"));
    CHECK(browser.submit(removed.header("location"), place + "/put-back", {}).status == 303);
    CHECK(office::seasons(site.store())->size() == 1);
    const Page log = browser.get("/settings");
    for (const char* line : {"made the season “Summer”", "changed the season “Summer”", "removed the season “Summer”",
                             "put the season “Summer” back"})
        CHECK(log.says(line));
    CHECK(site.staff().get(place + "/edit").status == 403);
}

TEST_CASE("seasons that share days are refused, the next day is free") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    Browser browser = site.organizer();
    REQUIRE(make_season(browser, site, "Spring", 0, 10).status == 303);
    const Page page = make_season(browser, site, "Summer", 10, 20);
    CHECK(page.status == 400);
    CHECK(page.says("are part of “Spring” already"));
    CHECK(make_season(browser, site, "Summer", 11, 20).status == 303);
    CHECK(make_season(browser, site, "Winter", -10, -1).status == 303);
}

TEST_CASE("of two seasons that share days and are made at one moment, one is made, whichever hub is asked") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    std::optional<RunningSite> second;  // several hubs share a PostgreSQL only
    if (engine == sql::Engine::postgresql) second.emplace(tables);
    struct Organizer {
        Browser browser;
        testing::Fields fields;
    };
    std::vector<Organizer> organizers;
    for (int i = 0; i < 4; ++i) {
        // The first hub's cookies are good at the second: both read one table of sessions.
        const Browser signed_in = site.organizer();
        Browser browser = (i % 2 == 0 || !second ? site : *second).stranger();
        browser.cookies = signed_in.cookies;
        organizers.push_back({std::move(browser), {}});
    }
    constexpr int rounds = 6;
    for (int round = 0; round < rounds; ++round) {
        for (Organizer& organizer : organizers) {
            const Page form = organizer.browser.get("/seasons/new");
            organizer.fields = {{"name", "Season"},
                                {"first", day(site, round * 20)},
                                {"last", day(site, round * 20 + 10)},
                                {"squares", "6"},
                                {"csrf", form.hidden("csrf", "action=\"/seasons/new\"")},
                                {"form", form.hidden("form", "action=\"/seasons/new\"")}};
        }
        std::atomic<int> made = 0;
        std::atomic<int> refused = 0;
        {
            std::vector<std::jthread> hands;
            for (Organizer& organizer : organizers)
                hands.emplace_back([&] {
                    const int status = organizer.browser.post("/seasons/new", organizer.fields).status;
                    if (status == 303) ++made;
                    if (status == 400) ++refused;
                });
        }
        CHECK(made == 1);
        CHECK(refused == static_cast<int>(organizers.size()) - 1);
        CHECK(office::seasons(site.store())->size() == static_cast<std::size_t>(round + 1));
    }
}

TEST_CASE("a removed event is gone from lists and cards, kept in the log, and comes back as it was") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto event = site.add_event("evening", hours(-1));
    const auto kept = *office::find_event(site.store(), event).value();
    const auto ann = site.add_person("Ann");
    const auto ben = site.add_person("Ben");
    REQUIRE(site.acts().stamp(event, ann));
    REQUIRE(site.acts().stamp(event, ben));
    REQUIRE(site.acts().void_all(event, ben));  // taken back before: it stays so
    Browser browser = site.organizer();
    const std::string place = "/events/" + event.value;
    CHECK(browser.submit(place + "/edit", place + "/remove", {}).status == 303);
    CHECK(office::event_lines(site.store(), 10)->empty());
    CHECK_FALSE(office::event_of_the_moment(site.store(), site.clock().read().wall)->has_value());
    CHECK(office::visits_of(site.store(), ann)->empty());
    // No kiosk may open it.
    CHECK(office::find_event(site.store(), event).value()->ends < site.clock().read().wall);
    CHECK(browser.get(place).says("This event was removed"));
    CHECK(browser.get("/settings").says("removed the event “evening”"));
    CHECK(browser.submit(place, place + "/put-back", {}).status == 303);
    CHECK(office::event_lines(site.store(), 10)->size() == 1);
    CHECK(office::visits_of(site.store(), ann)->size() == 1);
    CHECK(office::visits_of(site.store(), ben)->empty());
    CHECK(office::find_event(site.store(), event).value()->ends == kept.ends);
}

namespace {

// A kiosk that is enrolled now and sends its first stamp.
void connect_kiosk(RunningSite& site) {
    const auto now = site.clock().read().wall;
    const auto code = site.store().make_enrol_code(now);
    REQUIRE(code);
    const auto reply = site.store().enrol({code->code, "door", "", "test", {}}, now);
    REQUIRE(reply);
    const auto& enrolled = std::get<wire::EnrolReply>(*reply);
    const testing::Kiosk kiosk{enrolled.device, enrolled.token, 1, 1, "boot-1"};
    const auto sent = kiosk.stamps(1, 1);
    const store::Incoming batch{kiosk.token, &sent};
    REQUIRE(site.store().accept({&batch, 1}, now));
}

}  // namespace

TEST_CASE("a hub without an event shows the five steps, and each that is done is marked") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    Browser browser = site.organizer();
    const auto done = [&] {
        const std::string page = browser.get("/").body;
        std::size_t n = 0;
        for (std::size_t at = page.find("<li class=\"done\""); at != std::string::npos;
             at = page.find("<li class=\"done\"", at + 1))
            ++n;
        return n;
    };
    CHECK(browser.get("/").says("The first five steps"));
    CHECK(done() == 0);
    CHECK(browser.submit("/settings", "/settings/community", {{"community", "夜の会"}}).status == 303);
    CHECK(done() == 1);
    CHECK(site.stranger().get("/sign-in").says("夜の会"));
    site.add_event("evening");
    CHECK(done() == 2);
    CHECK_FALSE(site.staff().get("/").says("The first five steps"));
    connect_kiosk(site);
    CHECK_FALSE(browser.get("/").says("The first five steps"));
}

TEST_CASE("a kiosk that was just connected is told on the page without a reload") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    Browser browser = site.organizer();
    const Page page = browser.submit("/kiosks", "/kiosks/code", {});
    CHECK(page.says("data-news=\"/kiosks/news\""));
    CHECK_FALSE(browser.get("/kiosks/news").says("door is connected"));
    connect_kiosk(site);
    CHECK(browser.get("/kiosks/news").says("door is connected"));
}
