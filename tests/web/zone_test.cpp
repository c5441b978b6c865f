// The hub's time zone: a setting, told on the pages, and never silently that of a server.
#include <cstdlib>

#include "base/time_text.h"
#include "browser.h"
#include "office/event_queries.h"
#include "office/zone.h"
#include "web/words.h"

using testing::Browser;
using testing::Page;
using testing::RunningSite;
using testing::Tables;

namespace {

// A machine in that zone, which the hub was not told of.
class Machine {
public:
    explicit Machine(const char* zone) : m_before(std::getenv("TZ") == nullptr ? "" : std::getenv("TZ")) {
        ::setenv("TZ", zone, 1);
        ::tzset();
        office::use_zone("");
    }
    ~Machine() {
        m_before.empty() ? ::unsetenv("TZ") : ::setenv("TZ", m_before.c_str(), 1);
        ::tzset();
        office::use_zone("");
    }
    Machine(const Machine&) = delete;
    Machine& operator=(const Machine&) = delete;

private:
    std::string m_before;
};

Page make_event(Browser& browser) {
    return browser.submit("/events/new", "/events/new",
                          {{"title", "x"}, {"starts", "2026-07-21T19:00"}, {"ends", "2026-07-21T21:00"}});
}

}  // namespace

TEST_CASE("a form's times are those of the hub's zone, which the page names, on a server in UTC too") {
    ON_EACH_ENGINE();
    const Machine machine("UTC");
    RunningSite site(tables);
    Browser browser = site.organizer();
    CHECK(browser.submit("/settings", "/settings/zone", {{"zone", "Asia/Tokyo"}}).status == 303);
    CHECK(browser.get("/events/new").says("Asia/Tokyo (UTC+9)"));
    REQUIRE(make_event(browser).status == 303);
    const auto event = office::event_lines(site.store(), 1)->at(0).event;
    CHECK(base::format_rfc3339(event.starts, {}) == "2026-07-21T10:00:00Z");
    CHECK(browser.get("/events/" + event.id.value).says("19:00"));
    CHECK(browser.get("/settings").says("set the time zone to Asia/Tokyo"));
}

TEST_CASE("a hub on a server in UTC takes the zone of its first organizer's browser") {
    ON_EACH_ENGINE();
    const Machine machine("UTC");
    RunningSite site(tables);
    Browser staff = site.staff();
    staff.cookies["pettan_zone"] = "Asia%2FTokyo";
    CHECK(staff.get("/events").says("UTC (UTC+0)"));
    Browser browser = site.organizer();
    browser.cookies["pettan_zone"] = "Asia%2FTokyo";
    CHECK(browser.get("/events").says("Asia/Tokyo (UTC+9)"));
    // Not the next one's.
    browser.cookies["pettan_zone"] = "Europe%2FBerlin";
    CHECK(browser.get("/events").says("Asia/Tokyo (UTC+9)"));
}

TEST_CASE("a machine that knows where it stands is believed, and a zone that is none is refused") {
    const Tables tables(sql::Engine::sqlite);
    const Machine machine("Europe/Berlin");
    RunningSite site(tables);
    Browser browser = site.organizer();
    browser.cookies["pettan_zone"] = "Asia%2FTokyo";
    CHECK(browser.get("/events").says("Europe/Berlin"));
    const auto refused = browser.submit("/settings", "/settings/zone", {{"zone", "Mars/Olympus"}});
    CHECK(refused.status == 400);
    CHECK(refused.says("no time zone of this name"));
    CHECK(browser.get("/events").says("Europe/Berlin"));
}

TEST_CASE("a zone knows its summer time") {
    const Machine machine("UTC");
    office::use_zone("Europe/Berlin");
    CHECK(office::zone_offset(*web::parse_local_minutes("2026-01-15T12:00")) == std::chrono::hours(1));
    CHECK(office::zone_offset(*web::parse_local_minutes("2026-07-15T12:00")) == std::chrono::hours(2));
    CHECK(web::local_minutes(*web::parse_local_minutes("2026-07-15T12:00")) == "2026-07-15T12:00");
}
