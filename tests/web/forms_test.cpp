// Every form, sent twice: by a double click, a reload, or a network that repeats.
#include <set>

#include "browser.h"
#include "hub/event_queries.h"
#include "hub/interests.h"
#include "hub/person_queries.h"
#include "hub/personal_links.h"
#include "hub/schema.h"
#include "hub/settings.h"
#include "web/routes.h"
#include "wire/registration.h"

using testing::Browser;
using testing::Fields;
using testing::Page;
using testing::RunningSite;
using testing::Tables;

namespace {

// All that the hub keeps but sessions and the list of forms.
std::string everything(RunningSite& site) {
    std::string text;
    for (const hub::Table& table : hub::tables()) {
        std::string columns;
        for (const hub::BatchColumn& column : table.columns)
            columns += (columns.empty() ? "" : ", ") + std::string(column.name);
        std::multiset<std::string> rows;
        const std::string sql = "SELECT " + columns + " FROM " + std::string(table.name);
        REQUIRE(site.store().database().run(sql, {}, [&](const hub::RowView& row) {
            std::string line;
            for (std::size_t i = 0; i < table.columns.size(); ++i)
                line += std::string(row.text(static_cast<int>(i))) + "|";
            rows.insert(line);
        }));
        for (const std::string& row : rows)
            text += std::string(table.name) + ": " + row + "\n";
    }
    return text;
}

struct Sent {
    int first = 0;
    int second = 0;
    bool did_something = false;
    bool did_it_twice = false;
};

Sent send_twice(RunningSite& site, Browser& browser, const std::string& page_path, const std::string& action,
                Fields fields) {
    const Page page = browser.get(page_path);
    const std::string behind = "action=\"" + action + "\"";
    if (!page.says(behind)) FAIL("no form to " << action << " on " << page_path);
    fields.emplace_back("csrf", page.hidden("csrf", behind));
    fields.emplace_back("form", page.hidden("form", behind));
    Sent sent;
    const std::string before = everything(site);
    sent.first = browser.post(action, fields).status;
    const std::string once = everything(site);
    sent.second = browser.post(action, fields).status;
    sent.did_something = once != before;
    sent.did_it_twice = everything(site) != once;
    return sent;
}

// The pattern of the route that a POST to the path takes.
std::string pattern_of(const std::string& path) {
    for (const web::Route& route : web::routes())
        if (route.method == "POST" && web::match(route.pattern, path)) return std::string(route.pattern);
    return "none: " + path;
}

}  // namespace

TEST_CASE("no form does anything twice") {
    const Tables tables(hub::Engine::sqlite);
    RunningSite site(tables);
    testing::Kiosk::enrolled(site.store(), std::string(64, '7'));
    const auto event = site.add_event("evening");
    const auto ann = site.add_person("Ann");
    const auto ben = site.add_person("Ben");
    const auto zoe = site.add_person("Zoe");
    const attendance::CardId card{std::string(32, 'c')};
    REQUIRE(site.acts().bind(card, ann));
    Browser browser = site.organizer();
    const std::string of_event = "/events/" + event.value;
    const std::string of_ann = "/people/" + ann.value;
    const std::string of_card = "/people/card/" + card.value;
    const auto kiosk = testing::Kiosk::enrolled(site.store());
    {
        // Somebody edits Ann on a kiosk without a clock, and here: a conflict.
        auto edited = *hub::find_person(site.store(), ann).value();
        edited.nickname = "A";
        REQUIRE(site.acts().put_person(edited));
        auto entry = kiosk.other(1, attendance::EntryKind::person);
        entry.at.quality = attendance::ClockQuality::unknown;
        entry.person = ann;
        entry.version = 2;
        auto request = kiosk.batch({entry});
        request.people.push_back(
            {{ann, 2, "Ann", "An", "", "ja", false}, 1, std::set<wire::PersonField>{wire::PersonField::nickname}});
        testing::acked(kiosk.send(site.store(), request));
    }
    const std::string conflict = browser.get("/conflicts").hidden("conflict");
    const std::string list = [&] {
        const Page form = browser.get("/import");
        const Page page = browser.upload("/import",
                                         {{"csrf", form.hidden("csrf", "action=\"/import\"")},
                                          {"form", form.hidden("form", "action=\"/import\"")},
                                          {"event", event.value}},
                                         "list.csv", "name,reading\nEve,\nFay,\n");
        return page.header("location");
    }();

    struct Case {
        std::string page;
        std::string action;
        Fields fields;
    };
    std::vector<Case> cases{
        {"/events/new",
         "/events/new",
         {{"title", "next"},
          {"venue", ""},
          {"starts", "2026-07-21T18:30"},
          {"ends", "2026-07-21T21:00"},
          {"keep", ""}}},
        {of_event, of_event + "/words", {{"words", "おかえり"}, {"lang", "ja"}}},
        {"/conflicts", "/conflicts", {{"conflict", conflict}, {"take", "lost"}}},
        {of_event + "/stamp", of_event + "/stamp", {{"person", ann.value}}},
        {"/people/new", "/people/new", {{"name", "Gus"}}},
        {of_card, of_card, {{"person", ben.value}}},
        {"/people/" + ben.value, of_card + "/off", {}},
        {of_ann + "/edit", of_ann + "/edit", {{"name", "Anne"}}},
        {of_ann + "/merge?q=Ben", of_ann + "/merge", {{"other", ben.value}}},
        {of_ann + "/link", of_ann + "/link", {}},
        {list, list + "/columns", {{"column-0", "name"}, {"column-1", "nickname"}}},
        {list, list + "/apply", {}},
        // It ends the uploads that wait, since they may hold the name.
        {"/people/" + zoe.value + "/erase", "/people/" + zoe.value + "/erase", {}},
        {"/seasons/new",
         "/seasons/new",
         {{"name", "S"}, {"first", "2020-01-01"}, {"last", "2060-01-01"}, {"squares", "6"}}},
        {"/kiosks", "/kiosks/code", {}},
        {"/kiosks", "/kiosks/2/revoke", {}},
        {"/settings", "/settings/accounts", {{"name", "mio"}, {"role", "staff"}}},
        {"/settings", "/settings/accounts/mio/password", {}},
        {"/settings", "/settings/accounts/mio/remove", {}},
        {"/settings", "/settings/tokens", {{"name", "calendar"}}},
        {"/settings", "/settings/address", {{"url", "https://hub.example.org/"}}},
        {"/settings", "/settings/words", {{"words", "Hello"}, {"lang", ""}}},
    };
    std::set<std::string> met;
    for (const Case& c : cases) {
        CAPTURE(c.action);
        const Sent sent = send_twice(site, browser, c.page, c.action, c.fields);
        CHECK((sent.first == 303 || sent.first == 200));
        CHECK((sent.second == 303 || sent.second == 404));
        CHECK(sent.did_something);
        CHECK_FALSE(sent.did_it_twice);
        met.insert(pattern_of(c.action));
    }
    // Those whose address is known only now.
    const auto again = [&](const std::string& page, const std::string& action, const Fields& fields = {}) {
        CAPTURE(action);
        const Sent sent = send_twice(site, browser, page, action, fields);
        CHECK(sent.did_something);
        CHECK_FALSE(sent.did_it_twice);
        met.insert(pattern_of(action));
    };
    // Ann, who is of this evening, became Ben.
    const std::string of_ben = "/people/" + ben.value;
    const Page merged = browser.get(of_ben);
    again(of_ben, of_ben + "/unmerge", {{"ref", merged.hidden("ref")}});
    const std::string settings = browser.get("/settings").body;
    again("/settings", "/settings/tokens/" + settings.substr(settings.find("/settings/tokens/") + 17, 16) + "/revoke");
    REQUIRE(site.store().database().run(
        "INSERT INTO retention_due (person, listed_us, listed_ran_s, stopped) VALUES ($1, 0, 0, 0)",
        {std::string_view(ben.value)}));
    REQUIRE(hub::set_setting(site.store(), "retention_clock", "no_kiosk"));
    const std::string retention = "/settings/retention";
    again(retention, retention + "/keep", {{"person", ben.value}, {"keep", "yes"}});
    again(retention, retention + "/keep", {{"person", ben.value}, {"keep", "no"}});
    again(retention, retention + "/keep-all");
    again(retention, retention + "/date");
    again(of_event, of_event + "/void", {{"person", ann.value}});
    again(of_event, of_event + "/unvoid",
          {{"ref", browser.get(of_event).hidden("ref", "action=\"" + of_event + "/unvoid\"")}});
    for (const std::string& page : {of_event, std::string("/settings")})
        for (const char* act : {"/words/remove", "/words/put-back"}) {
            const std::string action = page + act;
            again(page, action, {{"id", browser.get(page).hidden("id", "action=\"" + action + "\"")}});
        }
    again(of_event + "/edit", of_event + "/edit",
          {{"title", "this"},
           {"venue", ""},
           {"starts", "2026-07-21T18:30"},
           {"ends", "2026-07-21T21:00"},
           {"keep", "3"}});
    again("/settings", "/settings/password", {{"old", site.organizer_password}, {"new", "a new password of mine"}});

    // Not sent twice by any test yet; a new form does not belong here.
    const std::set<std::string> not_tried{
        "/events/:/remove",    "/events/:/put-back",  "/events/:/join",    "/events/:/part",
        "/people/card/:/undo", "/seasons/:/edit",     "/seasons/:/remove", "/seasons/:/put-back",
        "/import/:/decide",    "/settings/community", "/settings/zone",
    };
    // Every other form there is was met, but for those of strangers (below) and the upload, which keeps nothing.
    for (const web::Route& route : web::routes())
        if (!not_tried.contains(std::string(route.pattern)) && route.method == "POST" &&
            (route.who == web::Who::staff || route.who == web::Who::organizer) &&
            route.pattern != std::string_view("/import"))
            CHECK((met.contains(std::string(route.pattern)) ? "" : std::string(route.pattern)) ==
                  std::string());  // NOLINT
}

TEST_CASE("a person's own forms do nothing twice either") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    testing::Kiosk::enrolled(site.store(), std::string(64, '7'));
    const attendance::CardId card{std::string(32, 'd')};
    const std::string path = "/r/" + wire::registration_code(site.store().identity()->card_key, card).value();
    Browser phone = site.stranger();
    Sent sent = send_twice(site, phone, path, path, {{"nickname", "なつ"}, {"interests", "星"}, {"lang", "en"}});
    CHECK(sent.did_something);
    CHECK_FALSE(sent.did_it_twice);
    const auto person = hub::find_link(site.store(), "");
    CHECK_FALSE(person->has_value());
    const auto owner = hub::owner_of_card(site.store(), card).value();
    REQUIRE(owner);
    CHECK(hub::find_person(site.store(), *owner).value()->lang == "en");
    CHECK(hub::interests_of(site.store(), *owner).value() == "星");

    const std::string own = "/me/" + *hub::make_personal_link(site.store(), *owner, "self", hub::LinkRights::full,
                                                              site.clock().read().wall);
    CHECK(phone.get(own + "/data").says("星"));
    sent = send_twice(site, phone, own, own + "/edit", {{"nickname", "夏"}, {"interests", "空"}, {"lang", "ja"}});
    CHECK(sent.did_something);
    CHECK_FALSE(sent.did_it_twice);
    CHECK(hub::interests_of(site.store(), *owner).value() == "空");
    CHECK(site.organizer().get("/people/" + owner->value).says("空"));
    sent = send_twice(site, phone, own, own + "/erase", {{"sure", "yes"}});
    CHECK(sent.second == 404);
    CHECK_FALSE(sent.did_it_twice);
    CHECK(hub::interests_of(site.store(), *owner).value().empty());
}
