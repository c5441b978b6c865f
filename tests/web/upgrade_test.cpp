// A hub that served an evening under an older schema, updated.
#include "browser.h"
#include "office/event_queries.h"
#include "office/import_undo.h"
#include "office/personal_links.h"
#include "office/sessions.h"
#include "store/schema.h"
#include "store/settings.h"
#include "testing/created_names.h"

using attendance::CardId;
using testing::Browser;
using testing::Page;
using testing::RunningSite;
using testing::Tables;

namespace {

// The tables as a hub of schema 10 left them. Right while everything newer only adds tables and indexes.
void go_back_to_schema_10(const Tables& tables) {
    const auto database = tables.connect();
    std::string tables_gone, indexes_gone;  // those of a table are gone with it
    for (const std::string_view step : store::all_migrations().subspan(9)) {
        CHECK(step.find("ALTER") == std::string_view::npos);
        for (const auto& [type, name] : testing::created_names(step))
            (type == "TABLE" ? tables_gone : indexes_gone) += "DROP " + type + " IF EXISTS " + name + ";";
    }
    REQUIRE(database->script(tables_gone + indexes_gone));
    REQUIRE(database->run("UPDATE hub SET schema_version = 10"));
}

std::int64_t schema_of(store::Store& store) {
    std::int64_t schema = 0;
    REQUIRE(store.database().run("SELECT schema_version FROM hub", {},
                                 [&](const sql::RowView& row) { schema = row.integer(0); }));
    return schema;
}

// The import's page after an approved list of these names.
Page import_names(Browser& browser, const attendance::EventId& event, const std::string& names) {
    const Page form = browser.get("/import");
    const Page preview = browser.upload("/import",
                                        {{"csrf", form.hidden("csrf", "action=\"/import\"")},
                                         {"form", form.hidden("form", "action=\"/import\"")},
                                         {"event", event.value}},
                                        "list.csv", "name\n" + names);
    REQUIRE(preview.status == 303);
    const std::string place = preview.header("location");
    REQUIRE(browser.submit(place, place + "/apply", {}).status == 303);
    return browser.get("/import");
}

}  // namespace

TEST_CASE("a hub of schema 10 is updated with all that it holds, and goes on") {
    ON_EACH_ENGINE();
    const CardId card{std::string(32, 'c')};
    attendance::EventId event;
    testing::Kiosk kiosk;
    std::string password, token, link;
    {
        RunningSite site(tables);
        password = site.organizer_password;
        kiosk = testing::Kiosk::enrolled(site.store(), std::string(64, '7'));
        event = site.add_event("evening");
        const auto ann = site.add_person("Ann Lee", "An", "アン");
        REQUIRE(site.acts().bind(card, ann));
        REQUIRE(site.acts().stamp(event, card));
        testing::acked(kiosk.send(site.store(), kiosk.stamps(1, 20)));
        const auto now = site.clock().read().wall;
        token = *office::add_api_token(site.store(), "of before", office::ApiScope::events, "user:hana", now);
        link = *office::make_personal_link(site.store(), ann, "self", office::LinkRights::full, now);
        REQUIRE(store::set_setting(site.store(), store::community_setting, "星の会"));
        Browser browser = site.organizer();
        CHECK(import_names(browser, event, "Ben Ode\nCem Arslan\n").says("/undo\""));
    }
    go_back_to_schema_10(tables);

    RunningSite site(tables);
    CHECK(schema_of(site.store()) == store::newest_schema());
    Browser browser = site.stranger();
    REQUIRE(browser.sign_in("hana", password).status == 303);
    const Page evening = browser.get("/events/" + event.value);
    CHECK(evening.says("An"));
    CHECK(evening.says("Ben Ode"));
    CHECK(browser.get("/settings").says("星の会"));
    CHECK(site.stranger().get("/me/" + link).says("An"));

    // A token of before scopes reads everything, and says so.
    Browser program = site.stranger();
    program.bearer = token;
    const Page read = program.get("/v1/export?format=csv");
    CHECK(read.says("Ann Lee"));
    CHECK(read.says(card.value));
    CHECK(browser.get("/settings").says("Everything (card ids too) · "));

    // An import of before stays as it is; one of today can be taken back.
    CHECK(office::done_imports(site.store(), 10)->empty());
    CHECK_FALSE(browser.get("/import").says("/undo\""));
    const Page imports = import_names(browser, event, "Eve Sato\n");
    const std::size_t undo = imports.body.find("/undo\"");
    REQUIRE(undo != std::string::npos);
    const std::size_t begin = imports.body.rfind("action=\"", undo) + 8;
    CHECK(browser.submit("/import", imports.body.substr(begin, undo + 5 - begin), {}).status == 303);
    CHECK(office::no_shows(site.store(), event, 10)->size() == 2);  // those of before

    // And the kiosk of before is taken at its word.
    testing::acked(kiosk.send(site.store(), kiosk.stamps(21, 20)));
    CHECK(testing::count_of(site.store().database(), "entry") > 40);
}
