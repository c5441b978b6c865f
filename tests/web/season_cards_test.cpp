// The cards of earlier seasons, on one's own page and for staff.
#include "browser.h"
#include "office/personal_links.h"

using testing::Browser;
using testing::Page;
using testing::RunningSite;

namespace {

std::size_t count(const Page& page, const std::string& text) {
    std::size_t n = 0;
    for (std::size_t at = page.body.find(text); at != std::string::npos; at = page.body.find(text, at + 1))
        ++n;
    return n;
}

}  // namespace

TEST_CASE("somebody leafs through the cards of earlier seasons, the newest first, and sees which were filled") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto now = site.clock().read().wall;
    const auto season = [&](const char* id, const char* name, int first_day, int end_day) {
        REQUIRE(site.store().put_season(
            {id, {name, now + std::chrono::days(first_day), now + std::chrono::days(end_day), 3}, false}));
    };
    season("a", "Season one", -400, -300);
    season("b", "Season two", -300, -100);
    season("c", "Season three", -50, 50);
    const auto ann = site.add_person("Ann"), ben = site.add_person("Ben");
    for (const int day : {290, 280, 270, 260, 60, 20})  // the last but one between two seasons
        REQUIRE(site.acts().stamp(site.add_event("evening", std::chrono::hours(-24 * day)), ann));
    REQUIRE(site.acts().stamp(site.add_event("first", std::chrono::hours(-24 * 500)), ben));

    const auto link = [&](const attendance::PersonId& person) {
        return "/me/" + *office::make_personal_link(site.store(), person, "self", office::LinkRights::full, now);
    };
    Browser staff = site.staff();
    for (const Page& page : {site.stranger().get(link(ann)), staff.get("/people/" + ann.value)}) {
        CHECK(count(page, "<figure class=\"stamp-card\"") == 3);
        CHECK(page.says("Earlier cards"));
        CHECK(page.says("2 cards"));
        CHECK(page.says("since Season two"));
        CHECK(count(page, "Full: graduated") == 1);
        const std::size_t present = page.body.find(">Season three<"), earlier = page.body.find(">Season two<");
        CHECK(present < earlier);
        CHECK_FALSE(page.says("Season one"));
        CHECK(page.body.find("Full: graduated") > page.body.rfind(">Season two<"));  // the full one is the older
    }
    // Who came before all seasons, and in none since: an empty card to come, nothing earlier, no season of theirs.
    for (const Page& page : {site.stranger().get(link(ben)), staff.get("/people/" + ben.value)}) {
        CHECK(count(page, "<figure class=\"stamp-card\"") == 1);
        CHECK_FALSE(page.says("Earlier cards"));
        CHECK_FALSE(page.says("since Season"));
    }
}
