// Accounts on the settings page, cards that are taken off, and who did it.
#include "browser.h"
#include "office/event_queries.h"
#include "office/person_queries.h"
#include "office/personal_links.h"
#include "office/sessions.h"

using testing::Browser;
using testing::Page;
using testing::RunningSite;
using testing::Tables;

namespace {

// What a page shows once.
std::string shown_once(const Page& page) {
    const std::size_t at = page.body.find("<pre>");
    if (at == std::string::npos) return {};
    return page.body.substr(at + 5, page.body.find('<', at + 5) - at - 5);
}

}  // namespace

TEST_CASE("an organizer adds somebody, gives a new password, and removes them, each act names its author") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    Browser hana = site.organizer();
    const Page made = hana.submit("/settings", "/settings/accounts", {{"name", "mio"}, {"role", "organizer"}});
    const std::string password = shown_once(made);
    REQUIRE(password.size() >= 10);
    CHECK_FALSE(hana.get("/settings").says(password));
    Browser mio = site.stranger();
    REQUIRE(mio.sign_in("mio", password).status == 303);
    CHECK(mio.get("/import").status == 200);

    const std::string again = shown_once(hana.submit("/settings", "/settings/accounts/mio/password", {}));
    REQUIRE(again != password);
    CHECK(mio.get("/import").status == 303);  // signed out
    CHECK(mio.sign_in("mio", password).status == 403);
    REQUIRE(mio.sign_in("mio", again).status == 303);

    CHECK(hana.submit("/settings", "/settings/accounts/mio/remove", {}).status == 303);
    CHECK(mio.get("/import").status == 303);
    CHECK(mio.sign_in("mio", again).status == 403);
    const auto acts = office::staff_acts(site.store(), 10).value();
    REQUIRE(acts.size() == 3);
    CHECK(acts[0].what == "account_removed mio");
    CHECK(acts[2].what == "account_added mio");
    for (const office::StaffAct& act : acts)
        CHECK(act.by == "user:hana");
    CHECK(hana.get("/settings").says("removed the account mio"));
}

TEST_CASE("an account's name is taken once, and staff manage no accounts") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    Browser hana = site.organizer();
    for (const char* name : {"taro", "with space", "a/b", ""}) {
        const Page page = hana.submit("/settings", "/settings/accounts", {{"name", name}, {"role", "staff"}});
        CHECK_THAT(page.header("location"), contains("settings.account_bad"));
    }
    CHECK(testing::count_of(site.store().database(), "account") == 2);
    Browser taro = site.staff();
    const Page settings = taro.get("/settings");
    CHECK_FALSE(settings.says("action=\"/settings/accounts"));
    const std::string csrf = settings.hidden("csrf");
    for (const char* path :
         {"/settings/accounts", "/settings/accounts/hana/password", "/settings/accounts/hana/remove"})
        CHECK(taro.post(path, {{"csrf", csrf}, {"form", "x"}, {"name", "evil"}, {"role", "organizer"}}).status == 403);
}

TEST_CASE("somebody stays an organizer") {
    const Tables tables(sql::Engine::sqlite);
    const auto store = tables.store();
    REQUIRE(store->add_account("hana", "organizer", testing::some_day));
    REQUIRE(store->add_account("taro", "staff", testing::some_day));
    CHECK(office::remove_account(*store, "hana").error().code == base::ErrorCode::bad_input);
    CHECK(office::remove_account(*store, "nobody").error().code == base::ErrorCode::not_found);
    CHECK(office::renew_password(*store, "nobody").error().code == base::ErrorCode::not_found);
    REQUIRE(office::remove_account(*store, "taro"));
    REQUIRE(store->add_account("mio", "organizer", testing::some_day));
    REQUIRE(office::remove_account(*store, "hana"));
}

TEST_CASE("a card that is taken off is nobody's from then on, and its stamps stay with whose it was") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto event = site.add_event("evening");
    const auto later = site.add_event("later");
    const auto ann = site.add_person("Ann");
    const auto ben = site.add_person("Ben");
    const attendance::CardId card{std::string(32, 'c')};
    REQUIRE(site.acts().stamp(event, card));
    REQUIRE(site.acts().bind(card, ann));
    Browser browser = site.organizer();
    const std::string path = "/people/" + ann.value;
    const std::string off = "/people/card/" + card.value + "/off";
    const Page done = browser.submit(path, off, {});
    REQUIRE(done.status == 303);
    CHECK(done.header("location") == path);
    CHECK(office::cards_of(site.store(), ann)->empty());
    CHECK(office::visits_of(site.store(), ann)->size() == 1);
    CHECK_FALSE(office::owner_of_card(site.store(), card).value());
    CHECK(office::acts_on(site.store(), ann, 10)->at(0).by == "user:hana");
    CHECK_FALSE(site.staff().get(path).says(off));
    // A kiosk is told that it is nobody's.
    CHECK_FALSE(testing::all_changes(site.store()).cards.at(0).person);
    // The next holder inherits nothing.
    REQUIRE(site.acts().bind(card, ben));
    CHECK(office::visits_of(site.store(), ben)->empty());
    CHECK(office::visits_of(site.store(), ann)->size() == 1);
    // Given on to somebody else at once it is the same.
    REQUIRE(site.acts().stamp(later, card));
    REQUIRE(site.acts().bind(card, ann));
    CHECK(office::visits_of(site.store(), ben)->size() == 1);
    CHECK(office::visits_of(site.store(), ann)->size() == 1);
}

TEST_CASE("taking back a card that was given by mistake returns its stamps to the card") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto event = site.add_event("evening");
    const auto ann = site.add_person("Ann");
    const auto ben = site.add_person("Ben");
    const attendance::CardId card{std::string(32, 'c')};
    REQUIRE(site.acts().stamp(event, card));
    REQUIRE(site.acts().bind(card, ann));
    CHECK(office::visits_of(site.store(), ann)->size() == 1);
    Browser browser = site.organizer();
    const std::string path = "/people/" + ann.value;
    REQUIRE(browser.submit(path, "/people/card/" + card.value + "/off", {{"mistake", "1"}}).status == 303);
    CHECK(office::visits_of(site.store(), ann)->empty());
    CHECK(office::visits_of(site.store(), card)->size() == 1);
    REQUIRE(site.acts().bind(card, ben));
    CHECK(office::visits_of(site.store(), ben)->size() == 1);
}

TEST_CASE("an organizer changes somebody's role, nobody their own, and somebody stays an organizer") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    Browser hana = site.organizer();
    Browser taro = site.staff();
    CHECK(taro.get("/export").status == 403);
    const std::string of_taro = "/settings/accounts/taro/role";
    const Page before = hana.get("/settings");
    CHECK(before.hidden("role", "action=\"" + of_taro + "\"") == "organizer");  // what the button would make of them
    CHECK(hana.submit("/settings", of_taro, {{"role", "organizer"}}).status == 303);
    CHECK(taro.get("/export").status == 200);
    CHECK(hana.get("/settings").says("made taro an organizer"));
    CHECK_FALSE(hana.get("/settings").says("action=\"/settings/accounts/hana/role\""));
    const Page form = hana.get("/settings");
    CHECK(hana.post("/settings/accounts/hana/role",
                    {{"role", "staff"}, {"csrf", form.hidden("csrf", of_taro)}, {"form", form.hidden("form", of_taro)}})
              .status == 400);
    CHECK(hana.submit("/settings", of_taro, {{"role", "staff"}}).status == 303);
    CHECK(taro.get("/export").status == 403);
    CHECK(office::set_role(site.store(), "hana", office::AccountRole::staff).error().code ==
          base::ErrorCode::bad_input);
    CHECK(office::set_role(site.store(), "nobody", office::AccountRole::organizer).error().code ==
          base::ErrorCode::not_found);
    // The only organizer may be told again what they are.
    CHECK(office::set_role(site.store(), "hana", office::AccountRole::organizer));
}

TEST_CASE("a kiosk is renamed by an organizer, and its stamps are told under the new name") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto kiosk = testing::Kiosk::enrolled(site.store());
    Browser hana = site.organizer();
    const std::string rename = "/kiosks/" + std::to_string(kiosk.device) + "/name";
    CHECK(hana.submit("/kiosks", rename, {{"name", "北の入口"}}).status == 303);
    CHECK(hana.get("/kiosks").says("北の入口"));
    CHECK(hana.get("/settings").says("named a kiosk 北の入口"));
    CHECK(site.store().devices()->back().name == "北の入口");
    for (const std::string& name : {std::string(" "), std::string(1000, 'x')}) {
        CHECK(hana.submit("/kiosks", rename, {{"name", name}}).status == 400);
        CHECK(site.store().devices()->back().name == "北の入口");
    }
    CHECK_FALSE(site.staff().get("/kiosks").says(rename));
}

TEST_CASE("what cannot be undone with a press is asked first") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    testing::Kiosk::enrolled(site.store());
    Browser hana = site.organizer();
    hana.submit("/settings", "/settings/tokens", {{"name", "calendar"}});
    const auto is_asked = [&](const std::string& path, const std::string& action) {
        const std::string body = hana.get(path).body;
        const std::size_t at = body.find("action=\"" + action);
        REQUIRE(at != std::string::npos);
        // The button stands in a fold, which says what it does.
        const std::size_t opened = body.rfind("<details", at);
        const std::size_t closed = body.rfind("</details>", at);
        return opened != std::string::npos && (closed == std::string::npos || closed < opened);
    };
    for (const char* act : {"role", "password", "remove"})
        CHECK(is_asked("/settings", "/settings/accounts/taro/" + std::string(act)));
    CHECK(is_asked("/settings", "/settings/tokens/"));
    CHECK(is_asked("/kiosks", "/kiosks/2/revoke"));
    CHECK(is_asked("/kiosks", "/kiosks/2/stolen"));
}
