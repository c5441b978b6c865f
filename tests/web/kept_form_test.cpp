// What was typed survives an expired session, another sign-in, and a hub that cannot take it now.
#include <thread>

#include "../hub/running_hub.h"
#include "browser.h"
#include "office/person_queries.h"
#include "web/kept_form.h"

using testing::Browser;
using testing::Fields;
using testing::Page;
using testing::RunningSite;
using testing::Tables;

namespace {

std::int64_t people_called(RunningSite& site, const std::string& name) {
    std::int64_t count = 0;
    REQUIRE(site.store().database().run("SELECT count(*) FROM person WHERE name = $1", {std::string_view(name)},
                                        [&](const sql::RowView& row) { count = row.integer(0); }));
    return count;
}

// The hidden fields of the page's form.
Fields form_on(const Page& page, std::initializer_list<const char*> names) {
    Fields fields;
    for (const char* name : names)
        if (page.says(std::string("name=\"") + name + "\"")) fields.emplace_back(name, page.hidden(name));
    return fields;
}

}  // namespace

TEST_CASE("what was typed before the session ended is sent after signing in again, once") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    Browser browser = site.staff();
    browser.origin = site.url();
    const Page form = browser.get("/people/new");
    REQUIRE(site.store().database().script("DELETE FROM session"));
    const Page asked = browser.post("/people/new", {{"csrf", form.hidden("csrf")},
                                                    {"form", form.hidden("form")},
                                                    {"name", "O'Hara & \"Söhne\""},
                                                    {"reading", "おはら"}});
    CHECK(asked.status == 403);
    CHECK(asked.says("name=\"password\""));
    CHECK(people_called(site, "O'Hara & \"Söhne\"") == 0);
    // A wrong password on the way loses nothing.
    const auto unescaped = [](std::string text) {
        for (const auto& [from, to] : {std::pair("&amp;", "&"), {"&quot;", "\""}, {"&#39;", "'"}, {"&lt;", "<"}})
            for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + 1))
                text.replace(at, std::string(from).size(), to);
        return text;
    };
    const auto sign_in = [&](const Page& page, const std::string& password) {
        Fields fields = form_on(page, {"csrf", "form", "to", "carried_to", "carried"});
        for (auto& [name, value] : fields)
            value = unescaped(value);
        fields.emplace_back("name", "taro");
        fields.emplace_back("password", password);
        return browser.post("/sign-in", fields);
    };
    const Page wrong = sign_in(asked, "not this");
    CHECK(wrong.status == 403);
    const Page back = sign_in(wrong, site.staff_password);
    CHECK(back.status == 200);
    CHECK(back.says("action=\"/people/new\""));
    CHECK(people_called(site, "O'Hara & \"Söhne\"") == 0);
    Fields fields = form_on(back, {"csrf", "form", "name", "reading"});
    for (auto& [name, value] : fields)
        value = unescaped(value);
    CHECK(browser.post("/people/new", fields).status == 303);
    CHECK(browser.post("/people/new", fields).status == 303);
    CHECK(people_called(site, "O'Hara & \"Söhne\"") == 1);
}

TEST_CASE("a form that was opened in an earlier session is shown to be sent in this one") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    Browser before = site.staff();
    const Page form = before.get("/people/new");
    Browser browser = site.staff();
    const Fields fields{{"csrf", form.hidden("csrf")}, {"form", form.hidden("form")}, {"name", "Ann"}};
    CHECK_FALSE(browser.post("/people/new", fields).says("value=\"Ann\""));  // nobody says where it stood
    browser.origin = "http://elsewhere.example";
    CHECK_FALSE(browser.post("/people/new", fields).says("value=\"Ann\""));
    browser.origin = site.url();
    const Page asked = browser.post("/people/new", fields);
    CHECK(asked.status == 403);
    CHECK(people_called(site, "Ann") == 0);
    CHECK(browser.post("/people/new", form_on(asked, {"csrf", "form", "name"})).status == 303);
    CHECK(people_called(site, "Ann") == 1);
}

TEST_CASE("a form that met a server in the middle of a restart is sent again as it was typed, and done once") {
    const Tables tables(sql::Engine::postgresql);
    RunningSite site(tables);
    Browser browser = site.staff();
    browser.origin = site.url();
    const Page form = browser.get("/people/new");
    const auto holder = tables.connect();
    const auto killer = tables.connect();
    REQUIRE(holder->begin(sql::Access::write));
    REQUIRE(holder->run("SELECT change_no FROM counter FOR UPDATE"));
    Page asked;
    std::thread client([&] {
        asked = browser.post("/people/new",
                             {{"csrf", form.hidden("csrf")}, {"form", form.hidden("form")}, {"name", "Ann"}});
    });
    testing::eventually([&] {
        std::int64_t ended = 0;
        REQUIRE(
            killer->run("SELECT count(pg_terminate_backend(l.pid)) FROM pg_locks AS l WHERE NOT l.granted AND "
                        "l.pid IN (SELECT h.pid FROM pg_locks AS h WHERE h.relation = to_regclass('counter'))",
                        {}, [&](const sql::RowView& row) { ended = row.integer(0); }));
        return ended > 0;
    });
    holder->rollback();
    client.join();
    CHECK(asked.status == 503);
    CHECK(asked.says("value=\"Ann\""));
    CHECK(people_called(site, "Ann") == 0);
    CHECK(browser.post("/people/new", form_on(asked, {"csrf", "form", "name"})).status == 303);
    CHECK(people_called(site, "Ann") == 1);
}

TEST_CASE("after a restart of PostgreSQL the next page and the next form are answered") {
    const Tables tables(sql::Engine::postgresql);
    RunningSite site(tables);
    Browser browser = site.staff();
    const Page form = browser.get("/people/new");
    // All of the hub's connections are gone, as after a restart; its threads have not noticed.
    const auto killer = tables.connect();
    REQUIRE(
        killer->run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND "
                    "datname = current_database() AND application_name = 'pettan-hub'"));
    CHECK(browser.post("/people/new", {{"csrf", form.hidden("csrf")}, {"form", form.hidden("form")}, {"name", "Ann"}})
              .status == 303);
    for (int i = 0; i < 4; ++i)
        CHECK(browser.get("/people").status == 200);
    // Not by the test's own connection of before, which is gone too.
    std::int64_t count = 0;
    REQUIRE(killer->run("SELECT count(*) FROM person WHERE name = 'Ann'", {},
                        [&](const sql::RowView& row) { count = row.integer(0); }));
    CHECK(count == 1);
}

TEST_CASE("forms with a password, a file or of another place are not kept") {
    http::HttpRequest request;
    request.method = "POST";
    request.body = "name=Ann";
    request.headers = {{"content-type", "application/x-www-form-urlencoded"},
                       {"origin", "https://hub.example"},
                       {"host", "hub.example"}};
    CHECK(web::kept_form_of(request));
    const auto with = [&](const std::string& body) {
        http::HttpRequest other = request;
        other.body = body;
        return web::kept_form_of(other).has_value();
    };
    for (const char* secret : {"password", "old", "new", "pin", "code"})
        CHECK_FALSE(with(std::string("name=Ann&") + secret + "=x"));
    CHECK_FALSE(with(""));
    CHECK(with("name=" + std::string(16 * 1024 - 5, 'x')));
    CHECK_FALSE(with("name=" + std::string(16 * 1024 - 4, 'x')));
    request.headers["content-type"] = "multipart/form-data; boundary=x";
    CHECK_FALSE(web::kept_form_of(request));
    request.headers["content-type"] = "application/x-www-form-urlencoded";
    for (const char* origin : {"https://evil.example", "null", "", "https://hub.example.evil", "hub.example"}) {
        request.headers["origin"] = origin;
        CHECK_FALSE(web::kept_form_of(request));
    }
    request.headers["sec-fetch-site"] = "same-origin";
    CHECK(web::kept_form_of(request));
    request.method = "GET";
    CHECK_FALSE(web::kept_form_of(request));
}

TEST_CASE("two hubs that start on an empty database at once make one first account") {
    ON_EACH_ENGINE();
    const auto now = base::system_clock()->read().wall;
    const auto other = tables.store();
    std::vector<std::optional<std::pair<std::string, std::string>>> made(2);
    std::vector<std::thread> hubs;
    for (std::size_t i = 0; i < 2; ++i)
        hubs.emplace_back([&, i] {
            auto first = web::make_first_account(i == 0 ? *store : *other, now);
            CHECK(first);
            if (first) made[i] = *first;
        });
    for (std::thread& hub : hubs)
        hub.join();
    CHECK(made[0].has_value() != made[1].has_value());
    CHECK(office::accounts(*store)->size() == 1);
}
