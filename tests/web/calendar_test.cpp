#include "web/calendar.h"

#include <sstream>

#include "../web/browser.h"
#include "base/utf8.h"

using attendance::Event;
using attendance::WallTime;
using testing::RunningSite;
using testing::Tables;

namespace {

WallTime at(std::int64_t seconds) {
    return WallTime(std::chrono::seconds(seconds));
}

Event event(const std::string& title, const std::string& venue) {
    return {attendance::EventId{"e1"}, 3, title, venue, at(1'785'000'600), at(1'785'007'800)};
}

// RFC 5545, 3.1: what was folded is one line again.
std::vector<std::string> unfolded(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = text.find("\r\n", begin);
        REQUIRE(end != std::string::npos);
        const std::string line = text.substr(begin, end - begin);
        CHECK(line.size() <= 75);
        CHECK(base::is_valid_utf8(line));
        if (line.starts_with(" ") || line.starts_with("\t"))
            lines.back() += line.substr(1);
        else
            lines.push_back(line);
        begin = end + 2;
    }
    return lines;
}

bool has(const std::vector<std::string>& lines, const std::string& line) {
    return std::ranges::find(lines, line) != lines.end();
}

}  // namespace

TEST_CASE("an event is written as calendars read it") {
    const auto lines = unfolded(web::calendar_text("地域テック", std::vector{event("第12回; C++, C", "渋谷")}, at(1)));
    CHECK(lines.front() == "BEGIN:VCALENDAR");
    CHECK(lines.back() == "END:VCALENDAR");
    for (const char* line :
         {"VERSION:2.0", "X-WR-CALNAME:地域テック", "UID:pettan-e1", "SEQUENCE:3", "DTSTAMP:19700101T000001Z",
          "DTSTART:20260725T173000Z", "DTEND:20260725T193000Z", "SUMMARY:第12回\\; C++\\, C", "LOCATION:渋谷"}) {
        INFO(line);
        CHECK(has(lines, line));
    }
}

TEST_CASE("a title of an event cannot write lines of the calendar") {
    const std::string evil = "x\r\nEND:VEVENT\nBEGIN:VALARM\x01\xE2\x80\xAE\\n";
    const auto lines = unfolded(web::calendar_text("a\r\nX-EVIL:1", std::vector{event(evil, evil)}, at(1)));
    CHECK(std::ranges::count(lines, "END:VEVENT") == 1);
    CHECK_FALSE(has(lines, "BEGIN:VALARM"));
    CHECK_FALSE(has(lines, "X-EVIL:1"));
    std::string hard;
    for (int i = 0; i < 60; ++i)
        hard += "髙橋🧑🏽‍💻";
    unfolded(web::calendar_text(hard, std::vector{event(hard, hard)}, at(1)));
    CHECK(unfolded(web::calendar_text("", {}, at(1))).size() == 4);
}

TEST_CASE("the calendar is read by its secret address only, until another one is made") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    site.add_event("evening");
    site.add_event("gone");
    site.add_person("Ann Lee", "An");
    testing::Browser organizer = site.organizer();
    const auto address = [&] {
        const auto page = organizer.get("/settings");
        const auto begin = page.body.find("/calendar/", page.body.find("<pre>"));
        return page.body.substr(begin, page.body.find('<', begin) - begin);
    };
    CHECK_FALSE(organizer.get("/settings").says(".ics"));
    CHECK(site.stranger().get("/calendar/.ics").status == 404);
    REQUIRE(organizer.submit("/settings", "/settings/calendar", {}).status == 303);
    const std::string first = address();
    CHECK(first.size() > 50);
    const auto feed = site.stranger().get(first);
    CHECK(feed.status == 200);
    CHECK(feed.header("content-type") == web::calendar_type);
    CHECK(feed.says("SUMMARY:evening"));
    CHECK_FALSE(feed.says("Ann"));
    CHECK_FALSE(site.staff().get("/settings").says(".ics"));
    CHECK(site.stranger().get(first.substr(0, first.size() - 4)).status == 404);
    REQUIRE(organizer.submit("/settings", "/settings/calendar", {}).status == 303);
    CHECK(site.stranger().get(first).status == 404);
    CHECK(site.stranger().get(address()).status == 200);
    CHECK(organizer.get("/settings").says("made the address of the calendar"));
}
