// The way back to somebody's own page: the code that a kiosk shows whoever tapped their own card.
#include <atomic>
#include <thread>

#include "browser.h"
#include "office/person_queries.h"
#include "office/personal_links.h"
#include "web/context.h"
#include "web/words.h"
#include "wire/own_page_code.h"
#include "wire/registration.h"

using attendance::CardId;
using testing::Browser;
using testing::Page;
using testing::RunningSite;
using testing::Tables;
using namespace std::chrono_literals;

namespace {

const CardId card{std::string(32, 'a')};

// A hub with a kiosk and a person who has a card.
struct Community {
    explicit Community(const Tables& tables) : site(tables) {
        testing::Kiosk::enrolled(site.store(), std::string(64, '7'));
        person = site.add_person("髙橋 さくら", "さくら");
        if (!site.acts().bind(card, person)) FAIL("cannot bind");
    }
    std::string code(std::chrono::seconds from_now = wire::own_page_code_lives, const CardId& of = card) {
        const auto now = std::chrono::floor<std::chrono::seconds>(site.clock().read().wall);
        return "/own/" + wire::own_page_code(site.store().identity()->card_key, {of, now + from_now}).value();
    }

    RunningSite site;
    attendance::PersonId person;
};

// As a page holds it.
std::string said_in(const std::string& lang, const std::string& key) {
    return web::Html(web::Words::in(lang).text(key)).markup();
}

}  // namespace

TEST_CASE("a code of a card key that was replaced opens nothing, since a stolen kiosk could have made it") {
    ON_EACH_ENGINE();
    Community community(tables);
    const std::string under_old_key = community.code();
    REQUIRE(community.site.store().replace_card_key(community.site.clock().read().wall));
    Browser phone = community.site.stranger();
    CHECK(phone.get(under_old_key).status == 404);
    CHECK(phone.post(under_old_key, {}).status == 404);
    CHECK(phone.get(community.code()).status == 200);
}

TEST_CASE("the code that a kiosk shows opens somebody's own page once, with all that they may do there") {
    ON_EACH_ENGINE();
    Community community(tables);
    RunningSite& site = community.site;
    const std::string code = community.code();
    Browser phone = site.stranger();
    // Looking at it, as cameras and messengers do by themselves, uses nothing up and tells nobody's name.
    for (int i = 0; i < 3; ++i) {
        const Page looked = phone.get(code);
        REQUIRE(looked.status == 200);
        CHECK_FALSE(looked.says("さくら"));
        CHECK_FALSE(looked.says("/me/"));
        CHECK(phone.head(code).status == 200);
    }
    CHECK(phone.post(code, {{"csrf", "guessed"}}).status == 403);
    const Page opened = phone.submit(code, code, {});
    REQUIRE(opened.status == 303);
    const std::string place = opened.header("location");
    const Page own = phone.get(place);
    CHECK(own.says("さくら"));
    CHECK(own.says(said_in("en", "phone.welcome_back")));
    CHECK(own.says(said_in("en", "phone.keep_link")));
    const std::string page = place.substr(0, place.find('?'));
    CHECK(phone.submit(page, page + "/edit", {{"nickname", "さくちゃん"}}).status == 303);
    CHECK(office::find_person(site.store(), community.person).value()->nickname == "さくちゃん");
    CHECK(office::find_link(site.store(), page.substr(4)).value()->made_by == "self");
    CHECK(office::find_link(site.store(), page.substr(4)).value()->acts_as() == "self");

    // Whoever photographed the screen comes too late, also with what the form held.
    Browser other = site.stranger();
    const Page late = other.post(code, {{"csrf", web::csrf_of(code.substr(5))}});
    CHECK(late.status == 410);
    CHECK(late.says(said_in("en", "phone.code_used")));
    CHECK(testing::count_of(site.store().database(), "personal_link") == 1);
    CHECK(phone.get(page).status == 200);
    const Page acts = site.organizer().get("/settings");
    CHECK(acts.says("opened their own page with their card (髙橋 さくら)"));
    CHECK(acts.says(said_in("en", "act.self")));
}

TEST_CASE("of many phones that send one code at once, one opens the page, whichever hub they ask") {
    ON_EACH_ENGINE();
    Community community(tables);
    std::optional<RunningSite> second;  // several hubs share a PostgreSQL only
    if (engine == sql::Engine::postgresql) second.emplace(tables);
    const std::string code = community.code();
    const std::string csrf = web::csrf_of(code.substr(5));
    std::atomic<int> opened = 0;
    std::atomic<int> used = 0;
    {
        std::vector<std::jthread> phones;
        for (int i = 0; i < 8; ++i)
            phones.emplace_back([&, i] {
                Browser phone = (i % 2 == 0 || !second ? community.site : *second).stranger();
                const int status = phone.post(code, {{"csrf", csrf}}).status;
                if (status == 303) ++opened;
                if (status == 410) ++used;
            });
    }
    CHECK(opened == 1);
    CHECK(used == 7);
    CHECK(testing::count_of(community.site.store().database(), "personal_link") == 1);
}

TEST_CASE("a code of another key, of a registration or of another time opens nothing") {
    ON_EACH_ENGINE();
    Community community(tables);
    RunningSite& site = community.site;
    Browser phone = site.stranger();
    std::string forged = community.code();
    forged.back() = forged.back() == '0' ? '1' : '0';
    CHECK(phone.get(forged).status == 404);
    CHECK(phone.post(forged, {{"csrf", web::csrf_of(forged.substr(5))}}).status == 404);
    const std::string key = site.store().identity()->card_key;
    CHECK(phone.get("/own/" + wire::registration_code(key, card).value()).status == 404);
    CHECK(phone.get("/r" + community.code().substr(4)).status == 404);
    // Over, and of a clock that is far ahead: a minute on either side for the time that the test takes.
    for (const auto from_now : {-11min, 21min}) {
        const std::string code = community.code(from_now);
        CHECK(phone.get(code).status == 410);
        const Page sent = phone.post(code, {{"csrf", web::csrf_of(code.substr(5))}});
        CHECK(sent.status == 410);
        CHECK(sent.says(said_in("en", "phone.code_over")));
    }
    for (const auto from_now : {-9min, 19min})
        CHECK(phone.get(community.code(from_now)).status == 200);
    CHECK(testing::count_of(site.store().database(), "personal_link") == 0);
}

TEST_CASE("a card that is nobody's, or whose holder was erased, has a page that says what to do") {
    ON_EACH_ENGINE();
    Community community(tables);
    RunningSite& site = community.site;
    Browser phone = site.stranger();
    const auto is_nobodys = [&](const std::string& code) {
        for (const Page& page : {phone.get(code), phone.post(code, {{"csrf", web::csrf_of(code.substr(5))}})}) {
            CHECK(page.status == 404);
            CHECK(page.says(said_in("en", "phone.code_nobody")));
            CHECK(page.says(said_in("en", "phone.code_nobody_todo")));
        }
    };
    is_nobodys(community.code(5min, CardId{std::string(32, 'b')}));
    const std::string code = community.code();
    REQUIRE(site.acts().take_off(card));
    is_nobodys(code);
    // It was not used up: whoever gets the card back opens it.
    REQUIRE(site.acts().bind(card, community.person));
    CHECK(phone.submit(code, code, {}).status == 303);
    REQUIRE(site.acts().erase(community.person));
    is_nobodys(community.code(6min));
    // Its former name stands for a person without one.
    const auto nameless = site.add_person("");
    REQUIRE(site.acts().bind(CardId{std::string(32, 'c')}, nameless));
    is_nobodys(community.code(5min, CardId{std::string(32, 'c')}));
}

TEST_CASE("the card of somebody who was merged opens the page of who they are now") {
    ON_EACH_ENGINE();
    Community community(tables);
    RunningSite& site = community.site;
    const auto into = site.add_person("髙橋 桜", "はる");
    REQUIRE(site.acts().merge(community.person, into));
    Browser phone = site.stranger();
    const std::string code = community.code();
    const Page opened = phone.submit(code, code, {});
    REQUIRE(opened.status == 303);
    CHECK(phone.get(opened.header("location")).says("はる"));
    CHECK(site.organizer().get("/settings").says("with their card (髙橋 桜)"));
}

TEST_CASE("a code's pages speak the phone's language") {
    const Tables tables(sql::Engine::sqlite);
    Community community(tables);
    for (const words::Language& language : words::languages()) {
        Browser phone = community.site.stranger();
        phone.language = std::string(language.code);
        const std::string lang(language.code);
        INFO(lang);
        CHECK(phone.get(community.code()).says(said_in(lang, "phone.code_once")));
        CHECK(phone.get(community.code(-11min)).says(said_in(lang, "phone.code_over_todo")));
        CHECK(phone.get(community.code(5min, CardId{std::string(32, 'b')}))
                  .says(said_in(lang, "phone.code_nobody_todo")));
        const std::string code = community.code(std::chrono::seconds(300 + lang.size() + lang[0]));
        CHECK(phone.submit(code, code, {}).status == 303);
        CHECK(phone.post(code, {{"csrf", web::csrf_of(code.substr(5))}}).says(said_in(lang, "phone.code_used_todo")));
    }
}
