// Accounts on the settings page, cards that are taken off, and who did it.
#include "browser.h"
#include "hub/event_queries.h"
#include "hub/person_queries.h"
#include "hub/personal_links.h"
#include "hub/sessions.h"

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

TEST_CASE("an organizer adds somebody, gives a new password, and removes them; each act names its author") {
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
    const auto acts = hub::staff_acts(site.store(), 10).value();
    REQUIRE(acts.size() == 3);
    CHECK(acts[0].what == "account_removed mio");
    CHECK(acts[2].what == "account_added mio");
    for (const hub::StaffAct& act : acts)
        CHECK(act.by == "user:hana");
    CHECK(hana.get("/settings").says("removed the account mio"));
}

TEST_CASE("an account's name is taken once, and staff manage no accounts") {
    const Tables tables(hub::Engine::sqlite);
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
    const Tables tables(hub::Engine::sqlite);
    const auto store = tables.store();
    REQUIRE(store->add_account("hana", "organizer", testing::some_day));
    REQUIRE(store->add_account("taro", "staff", testing::some_day));
    CHECK(hub::remove_account(*store, "hana").error().code == base::ErrorCode::bad_input);
    CHECK(hub::remove_account(*store, "nobody").error().code == base::ErrorCode::not_found);
    CHECK(hub::renew_password(*store, "nobody").error().code == base::ErrorCode::not_found);
    REQUIRE(hub::remove_account(*store, "taro"));
    REQUIRE(store->add_account("mio", "organizer", testing::some_day));
    REQUIRE(hub::remove_account(*store, "hana"));
}

TEST_CASE("a card that is taken off goes with its stamps to somebody without a name") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto event = site.add_event("evening");
    const auto ann = site.add_person("Ann");
    const attendance::CardId card{std::string(32, 'c')};
    REQUIRE(site.acts().bind(card, ann));
    REQUIRE(site.acts().stamp(event, card));
    Browser browser = site.organizer();
    const std::string path = "/people/" + ann.value;
    const std::string off = "/people/card/" + card.value + "/off";
    const Page done = browser.submit(path, off, {});
    REQUIRE(done.status == 303);
    CHECK(hub::cards_of(site.store(), ann)->empty());
    CHECK(hub::visits_of(site.store(), ann)->empty());
    const auto owner = hub::owner_of_card(site.store(), card).value();
    REQUIRE(owner);
    CHECK(*owner != ann);
    CHECK(hub::visits_of(site.store(), *owner)->size() == 1);
    CHECK(hub::event_counts(site.store(), event)->arrived == 1);
    CHECK(browser.get(done.header("location")).says("(no name)"));
    CHECK(hub::acts_on(site.store(), *owner, 10)->at(0).by == "user:hana");
    CHECK_FALSE(site.staff().get(path).says(off));
    // A kiosk takes what it is told of it.
    CHECK(testing::all_changes(site.store()).cards.at(0).person == *owner);
    // It can be given to Ann again.
    REQUIRE(site.acts().bind(card, ann));
    CHECK(hub::visits_of(site.store(), ann)->size() == 1);
}
