// Welcome words on an event's page and on the settings.
#include "office/prompt_queries.h"

#include "browser.h"
#include "office/person_queries.h"
#include "web/prompt_panel.h"

using testing::Browser;
using testing::Page;
using testing::RunningSite;
using testing::Tables;

namespace {

std::string times(int n, const std::string& text) {
    std::string all;
    for (int i = 0; i < n; ++i)
        all += text;
    return all;
}

}  // namespace

TEST_CASE("organizers write, remove and put back welcome words of an event, and the log says who did") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const std::string event = site.add_event("evening").value;
    const std::string page = "/events/" + event;
    Browser hana = site.organizer();
    CHECK(hana.get(page).says("Kiosks welcome with sentences of their own"));
    const Page added = hana.submit(page, page + "/words", {{"words", " 　よく きたね\t "}, {"lang", "ja"}});
    REQUIRE(added.status == 303);
    CHECK(added.header("location") == page + "#words");
    CHECK(hana.get(page).says("よく きたね"));
    CHECK(hana.get("/").says("よく きたね"));  // today's event
    const auto said = office::prompts_about(site.store(), event)->said;
    REQUIRE(said.size() == 1);
    CHECK(said[0].text == "よく きたね");
    CHECK(said[0].lang == "ja");

    REQUIRE(hana.submit(page, page + "/words/remove", {{"id", said[0].id}}).status == 303);
    CHECK(office::prompts_about(site.store(), event)->said.empty());
    CHECK(hana.get(page).says("Removed sentences"));
    REQUIRE(hana.submit(page, page + "/words/put-back", {{"id", said[0].id}}).status == 303);
    CHECK(office::prompts_about(site.store(), event)->said == said);
    CHECK_FALSE(hana.get(page).says("Removed sentences"));

    const auto acts = office::staff_acts(site.store(), 10).value();
    REQUIRE(acts.size() == 3);
    CHECK(acts[0].what == "prompt_put_back " + said[0].id);
    CHECK(acts[0].by == "user:hana");
    CHECK(hana.get("/settings").says("removed a welcome sentence"));
}

TEST_CASE("welcome words for all events are written in the settings, and events without their own say so") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const std::string page = "/events/" + site.add_event("evening").value;
    Browser hana = site.organizer();
    REQUIRE(hana.submit("/settings", "/settings/words", {{"words", "Hello again"}, {"lang", "tlh"}}).status == 303);
    CHECK(hana.get("/settings").says("Hello again"));
    CHECK(
        office::prompts_about(site.store(), attendance::every_event)->said.at(0).lang.empty());  // no such choice: any
    CHECK_FALSE(hana.get(page).says("Hello again"));
    CHECK(hana.get(page).says("those for all events"));
    // One place does not remove another's.
    const std::string id = office::prompts_about(site.store(), attendance::every_event)->said.at(0).id;
    REQUIRE(hana.submit(page, page + "/words", {{"words", "own"}, {"lang", ""}}).status == 303);
    CHECK(hana.submit(page, page + "/words/remove", {{"id", id}}).status == 404);
    CHECK(office::prompts_about(site.store(), attendance::every_event)->said.size() == 1);
}

TEST_CASE("welcome words that are none or too long are refused with words, and stay in the form") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    const std::string event = "/events/" + site.add_event("evening").value;
    Browser hana = site.organizer();
    for (const std::string& page : {event, std::string("/settings")}) {
        for (const char* none : {"", " \n　", "\xE2\x80\xAE", "\xFF"}) {
            const Page refused = hana.submit(page, page + "/words", {{"words", none}, {"lang", ""}});
            CHECK(refused.status == 400);
            CHECK(refused.says("Please write a sentence"));
        }
        const std::string long_one = times(web::wide_letters_max + 1, "あ");
        const Page refused = hana.submit(page, page + "/words", {{"words", long_one}, {"lang", "ja"}});
        CHECK(refused.status == 400);
        CHECK(refused.says("shorten it to 80 letters"));
        CHECK(refused.says("value=\"" + long_one + "\""));
        CHECK(refused.says("<option value=\"ja\" selected"));
        CHECK(hana.get(page + "/words").status == 200);  // where the refused one stood, when the language is changed
    }
    CHECK(testing::count_of(site.store().database(), "prompt") == 0);
}

TEST_CASE("a script in welcome words is shown as text") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    const std::string page = "/events/" + site.add_event("evening").value;
    Browser hana = site.organizer();
    const std::string evil = "<script>alert('ペ')</script>\"&";
    REQUIRE(hana.submit(page, page + "/words", {{"words", evil}, {"lang", ""}}).status == 303);
    CHECK(hana.get(page).says("&lt;script&gt;alert(&#39;ペ&#39;)&lt;/script&gt;&quot;&amp;"));
    CHECK_FALSE(hana.get(page).says("<script>alert"));
    const Page refused = hana.submit(page, page + "/words", {{"words", evil + evil + evil}, {"lang", evil}});
    CHECK(refused.status == 400);
    CHECK_FALSE(refused.says("<script>alert"));
}

TEST_CASE("staff read welcome words and cannot change them") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    const std::string event = site.add_event("evening").value;
    const std::string id = office::add_prompt(site.store(), event, "", "おかえり", testing::some_day).value();
    Browser taro = site.staff();
    const Page page = taro.get("/events/" + event);
    CHECK(page.says("おかえり"));
    CHECK_FALSE(page.says("/words"));
    for (const std::string& place : {"/events/" + event, std::string("/settings")})
        for (const char* act : {"", "/remove", "/put-back"})
            CHECK(taro.post(place + "/words" + act,
                            {{"csrf", page.hidden("csrf")}, {"form", "x"}, {"words", "evil"}, {"id", id}})
                      .status == 403);
    CHECK(office::prompts_about(site.store(), event)->said.at(0).text == "おかえり");
    CHECK(testing::count_of(site.store().database(), "prompt") == 1);
}

TEST_CASE("the width of welcome words is counted by letters, wide and narrow") {
    CHECK(web::fits_the_welcome(""));
    CHECK(web::fits_the_welcome(times(40, "あ")));
    CHECK_FALSE(web::fits_the_welcome(times(40, "あ") + "i"));
    CHECK(web::fits_the_welcome(times(80, "a")));
    CHECK_FALSE(web::fits_the_welcome(times(81, "a")));
    CHECK(web::fits_the_welcome(times(80, "ё")));
    CHECK_FALSE(web::fits_the_welcome(times(81, "ё")));
    CHECK(web::fits_the_welcome(times(26, "🌸")));
    CHECK_FALSE(web::fits_the_welcome(times(27, "🌸")));
    CHECK(web::fits_the_welcome(times(38, "あ") + "abcd"));
    CHECK_FALSE(web::fits_the_welcome(times(38, "あ") + "abcde"));
}
