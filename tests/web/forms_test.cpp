// Every form, sent twice: by a double click, a reload, or a network that repeats.
#include <map>
#include <set>

#include "browser.h"
#include "office/deck_queries.h"
#include "office/event_queries.h"
#include "office/interests.h"
#include "office/person_queries.h"
#include "office/personal_links.h"
#include "sql/catalogue.h"
#include "store/settings.h"
#include "web/routes.h"
#include "wire/registration.h"

using testing::Browser;
using testing::Fields;
using testing::Page;
using testing::RunningSite;
using testing::Tables;

namespace {

// All that the hub keeps but what comes and goes by itself: sessions, the list of forms, guesses.
std::string everything(RunningSite& site) {
    const std::set<std::string> passing{"session",       "form_done",   "upkeep",      "wrong_guess",
                                        "known_browser", "enrol_proof", "person_fold", "person_fold_mark"};
    const std::set<std::string> of_work{"touched_us", "done", "of_all"};  // of an upload: how far its import is
    std::map<std::string, std::vector<std::string>> columns_of;
    sql::Database& database = site.store().database();
    const auto tables = *sql::tables_of(database);
    for (const std::string& table : tables) {
        if (passing.contains(table)) continue;
        const auto columns = *sql::columns_of(database, table);
        for (const sql::Column& column : columns)
            if (table != "guest_upload" || !of_work.contains(column.name)) columns_of[table].push_back(column.name);
    }
    std::string text;
    for (const auto& [table, columns] : columns_of) {
        std::multiset<std::string> rows;
        std::string names;
        for (const std::string& column : columns)
            names += (names.empty() ? "" : ", ") + column;
        const std::string sql = "SELECT " + names + " FROM " + table;
        REQUIRE(site.store().database().run(sql, {}, [&](const sql::RowView& row) {
            std::string line;
            for (std::size_t i = 0; i < columns.size(); ++i)
                line += std::string(row.text(static_cast<int>(i))) + "|";
            rows.insert(line);
        }));
        for (const std::string& row : rows)
            text += table + ": " + row + "\n";
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
    Page page = browser.get(page_path);
    // A form's own address, or that of a button in it.
    const std::size_t at = page.body.find("action=\"" + action + "\"");
    if (at == std::string::npos) FAIL("no form to " << action << " on " << page_path << ": " << page.body);
    page.body.erase(0, page.body.rfind("<form", at));
    fields.emplace_back("csrf", page.hidden("csrf"));
    fields.emplace_back("form", page.hidden("form"));
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
    ON_EACH_ENGINE();
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
        auto edited = *office::find_person(site.store(), ann).value();
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
    const auto uploaded = [&](const std::string& rows) {
        const Page form = browser.get("/import");
        const Page page = browser.upload("/import",
                                         {{"csrf", form.hidden("csrf", "action=\"/import\"")},
                                          {"form", form.hidden("form", "action=\"/import\"")},
                                          {"event", event.value}},
                                         "list.csv", "name,reading\n" + rows);
        return page.header("location");
    };
    const std::string list = uploaded("Eve,\nFay,\n");

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
        {"/kiosks", "/kiosks/first-pin", {{"pin", "271828"}}},
        {"/kiosks", "/kiosks/first-pin/remove", {}},
        {"/kiosks", "/kiosks/2/name", {{"name", "the north door"}}},
        {"/kiosks", "/kiosks/2/revoke", {}},
        {"/kiosks", "/kiosks/2/stolen", {}},
        {"/settings", "/settings/accounts", {{"name", "mio"}, {"role", "staff"}}},
        {"/settings", "/settings/accounts/mio/role", {{"role", "organizer"}}},
        {"/settings", "/settings/accounts/mio/password", {}},
        {"/settings", "/settings/accounts/mio/remove", {}},
        {"/settings", "/settings/tokens", {{"name", "calendar"}}},
        {"/settings", "/settings/calendar", {}},
        {"/settings", "/settings/address", {{"url", "https://hub.example.org/"}}},
        {"/settings", "/settings/words", {{"words", "Hello"}, {"lang", ""}}},
        {"/deck", "/deck/new", {{"words_any", "Hello"}}},
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
        CHECK(sent.first == 303);
        CHECK(sent.did_something);
        CHECK_FALSE(sent.did_it_twice);
        met.insert(pattern_of(action));
    };
    // Ann, who is of this evening, became Ben.
    const std::string of_ben = "/people/" + ben.value;
    const Page merged = browser.get(of_ben);
    again(of_ben + "/link", of_ben + "/link/end", {{"link", office::links_of(site.store(), ben)->front().hash}});
    again(of_ben, of_ben + "/unmerge", {{"ref", merged.hidden("ref")}});
    const std::string settings = browser.get("/settings").body;
    again("/settings", "/settings/tokens/" + settings.substr(settings.find("/settings/tokens/") + 17, 16) + "/revoke");
    REQUIRE(site.store().database().run(
        "INSERT INTO retention_due (person, listed_us, listed_ran_s, stopped) VALUES ($1, 0, 0, 0)",
        {std::string_view(ben.value)}));
    REQUIRE(store::set_setting(site.store(), "retention_clock", "no_kiosk"));
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
    const std::string of_sentence = "/deck/" + office::deck(site.store())->said.at(0).id;
    again("/deck", of_sentence, {{"words_any", "Hello again"}});
    again("/deck", of_sentence + "/remove");
    again("/deck", of_sentence + "/put-back");
    again(of_event + "/edit", of_event + "/edit",
          {{"title", "this"},
           {"venue", ""},
           {"starts", "2026-07-21T18:30"},
           {"ends", "2026-07-21T21:00"},
           {"keep", "3"}});
    const std::string namesakes = uploaded("Kim,\nKim,\nLee,\nLee,\n");
    again(namesakes, namesakes + "/decide", {{"all", "new"}});
    again("/settings", "/settings/community", {{"community", "The Thursday People"}});
    again("/settings", "/settings/zone", {{"zone", "Asia/Kathmandu"}});
    // Whoever was stamped under the name of somebody on the list is joined with them, and parted again.
    REQUIRE(site.acts().stamp(event, site.add_person("Eve")));
    const std::string join = "action=\"" + of_event + "/join\"";
    const Page evening = browser.get(of_event);
    const std::string eve = evening.hidden("guest", join);
    again(of_event, of_event + "/join", {{"person", evening.hidden("person", join)}, {"guest", eve}});
    const std::string after_join = of_event + "?did=joined&who=" + eve;
    again(after_join, of_event + "/part",
          {{"ref", browser.get(after_join).hidden("ref", "action=\"" + of_event + "/part\"")}});
    const attendance::CardId lent{std::string(32, 'e')};
    REQUIRE(site.acts().stamp(event, lent));
    REQUIRE(site.acts().bind(lent, ben));
    const std::string of_lent = "/people/card/" + lent.value;
    again(of_event + "?did=bound&who=" + lent.value, of_lent + "/undo", {{"card", lent.value}});
    const std::string season = office::seasons(site.store()).value().at(0).id;
    const std::string of_season = "/seasons/" + season;
    again(of_season + "/edit", of_season + "/edit",
          {{"name", "T"}, {"first", "2020-01-01"}, {"last", "2060-01-01"}, {"squares", "8"}});
    again(of_season + "/edit", of_season + "/remove");
    again("/seasons?removed=" + season, of_season + "/put-back");
    again(of_event + "/edit", of_event + "/remove");
    again(of_event, of_event + "/put-back");
    const std::string imports = browser.get("/import").body;
    const std::size_t undo = imports.find("/undo\"");
    const std::size_t begin = imports.rfind("action=\"", undo) + 8;
    again("/import", imports.substr(begin, undo + 5 - begin));
    // It signs out.
    again("/settings", "/settings/password", {{"old", site.organizer_password}, {"new", "a new password of mine"}});

    // Every form there is was met, but for those of strangers (below) and the upload, which keeps nothing.
    for (const web::Route& route : web::routes())
        if (route.method == "POST" && (route.who == web::Who::staff || route.who == web::Who::organizer) &&
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
    const auto person = office::find_link(site.store(), "");
    CHECK_FALSE(person->has_value());
    const auto owner = office::owner_of_card(site.store(), card).value();
    REQUIRE(owner);
    CHECK(office::find_person(site.store(), *owner).value()->lang == "en");
    CHECK(office::interests_of(site.store(), *owner).value() == "星");

    const std::string own = "/me/" + *office::make_personal_link(site.store(), *owner, "self", office::LinkRights::full,
                                                                 site.clock().read().wall);
    CHECK(phone.get(own + "/data").says("星"));
    sent = send_twice(site, phone, own, own + "/edit", {{"nickname", "夏"}, {"interests", "空"}, {"lang", "ja"}});
    CHECK(sent.did_something);
    CHECK_FALSE(sent.did_it_twice);
    CHECK(office::interests_of(site.store(), *owner).value() == "空");
    CHECK(site.organizer().get("/people/" + owner->value).says("空"));
    sent = send_twice(site, phone, own, own + "/erase", {{"sure", "yes"}});
    CHECK(sent.second == 404);
    CHECK_FALSE(sent.did_it_twice);
    CHECK(office::interests_of(site.store(), *owner).value().empty());
}
