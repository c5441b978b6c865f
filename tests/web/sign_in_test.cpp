#include <atomic>
#include <thread>

#include "browser.h"
#include "office/sessions.h"
#include "store/guesses.h"
#include "web/routes.h"

using testing::Browser;
using testing::Page;
using testing::RunningSite;
using testing::Tables;

namespace {

// A path of the route: its open places are filled with an id of nothing.
std::string path_of(const web::Route& route) {
    std::string path;
    for (const char c : route.pattern)
        path += c == ':' ? std::string("x") : std::string(1, c);
    return path;
}
bool is_open(const web::Route& route) {
    return route.who == web::Who::anybody || route.who == web::Who::visitor;
}

}  // namespace

TEST_CASE("without a session every page of staff leads to the sign-in, and no form of theirs is taken") {
    const Tables tables(sql::Engine::sqlite);
    const RunningSite site(tables);
    Browser browser = site.stranger();
    int looked_at = 0;
    for (const web::Route& route : web::routes()) {
        if (is_open(route)) continue;
        const std::string path = path_of(route);
        CAPTURE(route.method, path);
        ++looked_at;
        if (route.method == "GET") {
            const Page page = browser.get(path);
            CHECK(page.status == 303);
            CHECK_THAT(page.header("location"), contains("/sign-in?to="));
        } else {
            CHECK(browser.post(path, {{"form", path}}).status == 403);
        }
    }
    CHECK(looked_at > 40);
}

TEST_CASE("no form of any page is taken without its visitor's token, though a session is open") {
    const Tables tables(sql::Engine::sqlite);
    const RunningSite site(tables);
    Browser browser = site.organizer();
    int looked_at = 0;
    for (const web::Route& route : web::routes()) {
        if (route.method != "POST" || route.who == web::Who::anybody) continue;  // those carry a secret in their path
        const std::string path = path_of(route);
        CAPTURE(path);
        ++looked_at;
        CHECK(browser.post(path, {{"form", path}}).status == 403);
        CHECK(browser.post(path, {{"form", path}, {"csrf", "guess"}}).status == 403);
    }
    CHECK(looked_at > 15);
    CHECK(browser.get("/").status == 200);
}

TEST_CASE("whatever is for organizers is closed to staff, page by page") {
    const Tables tables(sql::Engine::sqlite);
    const RunningSite site(tables);
    Browser staff = site.staff();
    const std::string csrf = staff.get("/people/new").hidden("csrf");
    int looked_at = 0;
    for (const web::Route& route : web::routes()) {
        if (route.who != web::Who::organizer) continue;
        const std::string path = path_of(route);
        CAPTURE(route.method, path);
        ++looked_at;
        if (route.method == "GET")
            CHECK(staff.get(path).status == 403);
        else
            CHECK(staff.post(path, {{"csrf", csrf}, {"form", path}}).status == 403);
    }
    CHECK(looked_at > 20);
}

TEST_CASE("a name and its password open a session, a wrong one does not") {
    ON_EACH_ENGINE();
    const RunningSite site(tables);
    Browser browser = site.stranger();
    CHECK(browser.sign_in("hana", "wrong").status == 403);
    CHECK(browser.sign_in("nobody", site.organizer_password).status == 403);
    CHECK(browser.get("/").status == 303);
    CHECK(browser.sign_in("hana", site.organizer_password).status == 303);
    CHECK(browser.get("/").status == 200);
    CHECK(browser.submit("/", "/sign-out", {}).status == 303);
    CHECK(browser.get("/").status == 303);
}

TEST_CASE("a token that was planted before the sign-in is worth nothing after it") {
    const Tables tables(sql::Engine::sqlite);
    const RunningSite site(tables);
    Browser victim = site.stranger();
    const std::string planted = "attackers-own-token";
    victim.cookies["pettan"] = planted;
    victim.get("/sign-in");
    const std::string planted_visitor = victim.cookies.at("pettan_visitor");
    REQUIRE(victim.sign_in("hana", site.organizer_password).status == 303);
    CHECK(victim.cookies.at("pettan") != planted);
    CHECK(victim.cookies.count("pettan_visitor") == 0);
    for (const std::string& token : {planted, planted_visitor}) {
        Browser attacker = site.stranger();
        attacker.cookies["pettan"] = token;
        CHECK(attacker.get("/").status == 303);
    }
}

TEST_CASE("after signing out the old token opens nothing") {
    const Tables tables(sql::Engine::sqlite);
    const RunningSite site(tables);
    Browser browser = site.organizer();
    Browser copy = site.stranger();
    copy.cookies = browser.cookies;
    REQUIRE(copy.get("/").status == 200);
    browser.submit("/", "/sign-out", {});
    CHECK(copy.get("/").status == 303);
}

TEST_CASE("strangers who guess lock nobody out: not in a known browser, not from another place") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    Browser owner = site.organizer();
    REQUIRE(owner.submit("/", "/sign-out", {}).status == 303);
    // As many strangers as an account is slowed down for at most, and the owner's own place is full of them.
    for (int i = 0; i < 40; ++i)
        REQUIRE(store::note_wrong_guess(site.store(), store::Guess::password, "127.0.0.1", "hana",
                                        site.clock().read().wall));
    CHECK(owner.sign_in("hana", site.organizer_password).status == 303);
    Browser elsewhere = site.stranger();
    elsewhere.place = "198.51.100.7";
    CHECK(elsewhere.sign_in("hana", site.organizer_password).status == 303);  // slowly
    Browser crowded = site.stranger();
    const Page refused = crowded.sign_in("hana", site.organizer_password);
    CHECK(refused.status == 429);
    CHECK(refused.header("retry-after") == "60");
    // Who knows one account is no known browser of another one.
    CHECK(owner.submit("/", "/sign-out", {}).status == 303);
    CHECK(owner.sign_in("taro", site.staff_password).status == 429);
}

TEST_CASE("a wrong password at one hub counts at another on the same database") {
    const Tables tables(sql::Engine::postgresql);
    const RunningSite one(tables);
    auto store = tables.store();
    Browser browser = one.stranger();
    browser.place = "192.0.2.9";
    CHECK(browser.sign_in("nobody", "wrong").status == 403);
    std::int64_t wrong = 0;
    REQUIRE(store->database().run("SELECT wrong FROM wrong_guess", {},
                                  [&](const sql::RowView& row) { wrong += row.integer(0); }));
    CHECK(wrong == 2);  // of the place and of the account
}

TEST_CASE("HEAD changes nothing, on any page") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    Browser browser = site.organizer();
    browser.get("/");
    const auto position = *site.store().position();
    const auto entries = testing::count_of(site.store().database(), "entry");
    for (const web::Route& route : web::routes()) {
        if (route.method != "GET") continue;
        CAPTURE(route.pattern);
        CHECK(browser.head(path_of(route)).status != 0);
    }
    CHECK(browser.head("/export/file?what=all&format=csv").status == 200);
    CHECK(*site.store().position() == position);
    CHECK(testing::count_of(site.store().database(), "entry") == entries);
}

TEST_CASE("an export by token leaves a line that says which token") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    const auto now = site.clock().read().wall;
    Browser program = site.stranger();
    program.bearer = *office::add_api_token(site.store(), "newsletter", office::ApiScope::everything, "user:hana", now);
    CHECK(program.get("/v1/export?format=json").status == 200);
    CHECK(site.organizer().get("/settings").says("newsletter"));
    CHECK(site.organizer().get("/settings").says("an export went to newsletter"));
}

TEST_CASE("whoever may not read a page is not held by it, whatever they say they have seen") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    const auto event = site.add_event("evening");
    const std::string path = "/events/" + event.value + "/news?since=" + store::cursor_text(*site.store().position());
    std::atomic<bool> staff_answered = false;
    std::thread waiting([&] {
        Browser staff = site.staff();
        staff.get("/events/" + event.value + "/news?since=" + store::cursor_text(*site.store().position()));
        staff_answered = true;
    });
    // The stranger is answered while staff wait for news.
    CHECK(site.stranger().get(path).status == 303);
    CHECK_FALSE(staff_answered);
    site.add_event("news");
    waiting.join();
}

TEST_CASE("cookies are HttpOnly and SameSite, and Secure under TLS") {
    const Tables tables(sql::Engine::sqlite);
    for (const bool secure : {true, false}) {
        const Tables own(sql::Engine::sqlite);
        const RunningSite site(own, secure);
        Browser browser = site.stranger();
        const Page page = browser.sign_in("hana", site.organizer_password);
        int seen = 0;
        for (const auto& [name, value] : page.headers) {
            if (name != "set-cookie") continue;
            ++seen;
            CHECK_THAT(value, contains("HttpOnly") && contains("SameSite=Lax") && contains("Path=/"));
            CHECK((value.find("; Secure") != std::string::npos) == secure);
        }
        CHECK(seen == 3);
    }
}

TEST_CASE("every answer forbids scripts of others, frames and guessing of types") {
    const Tables tables(sql::Engine::sqlite);
    const RunningSite site(tables);
    Browser browser = site.organizer();
    for (const char* path : {"/", "/sign-in", "/static/site.css", "/nothing", "/events"}) {
        CAPTURE(path);
        const Page page = browser.get(path);
        const std::string policy = page.header("content-security-policy");
        if (page.header("content-type") == "application/json") continue;  // not a page: the protocol's 404
        CHECK_THAT(policy, contains("default-src 'none'") && contains("frame-ancestors 'none'") &&
                               contains("script-src 'self'"));
        CHECK(policy.find("unsafe") == std::string::npos);
        CHECK(page.header("x-content-type-options") == "nosniff");
        CHECK(page.header("x-frame-options") == "DENY");
    }
    CHECK(browser.get("/").header("cache-control") == "no-store");
    CHECK(browser.get("/").body.find("<script>") == std::string::npos);
    CHECK(browser.get("/").body.find(" style=") == std::string::npos);
}

TEST_CASE("a form without the visitor's token changes nothing") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    Browser organizer = site.organizer();
    Browser staff = site.staff();
    const std::string others = staff.get("/people/new").hidden("csrf");
    REQUIRE(!others.empty());
    for (const std::string& csrf : {std::string(), std::string("guess"), others}) {
        CHECK(organizer.post("/people/new", {{"name", "X"}, {"csrf", csrf}, {"form", "f1"}}).status == 403);
        CHECK(organizer.post("/sign-out", {{"csrf", csrf}}).status == 403);
    }
    CHECK(testing::count_of(site.store().database(), "person") == 0);
    CHECK(organizer.get("/").status == 200);
}

TEST_CASE("a form that is sent twice does its work once") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    Browser browser = site.organizer();
    const Page page = browser.get("/people/new");
    const testing::Fields fields{
        {"name", "髙橋"}, {"csrf", page.hidden("csrf")}, {"form", page.hidden("form", "/people/new")}};
    const Page first = browser.post("/people/new", fields);
    const Page second = browser.post("/people/new", fields);
    CHECK(first.status == 303);
    CHECK(second.status == 303);
    CHECK(first.header("location") == second.header("location"));
    CHECK(testing::count_of(site.store().database(), "person") == 1);
}

TEST_CASE("staff may not do what is for organizers") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    const std::string person = site.add_person("A").value;
    Browser staff = site.staff();
    const std::string csrf = staff.get("/people/new").hidden("csrf");
    for (const std::string& path :
         {std::string("/events/new"), "/people/" + person + "/erase", std::string("/kiosks/code"),
          std::string("/kiosks/2/revoke"), std::string("/kiosks/2/stolen"), std::string("/seasons/new"),
          std::string("/settings/zone")}) {
        CAPTURE(path);
        CHECK(staff.post(path, {{"csrf", csrf}, {"form", "f" + path}}).status == 403);
    }
    CHECK(staff.get("/events/new").status == 403);
    CHECK(staff.get("/people/" + person).status == 200);
    CHECK_FALSE(staff.get("/people/" + person).says("/erase"));
}

TEST_CASE("after the sign-in nobody is led to another host") {
    const Tables tables(sql::Engine::sqlite);
    const RunningSite site(tables);
    for (const std::string& to :
         {std::string("//evil.example"), std::string("https://evil.example"), std::string("/\\evil.example"),
          std::string("/x\r\nSet-Cookie: a=b"), std::string("/\t/evil.example"), std::string("\t//evil.example"),
          std::string("/\x01/evil.example"), std::string("/ /evil.example")}) {
        Browser browser = site.stranger();
        const Page form = browser.get("/sign-in");
        const Page page = browser.post(
            "/sign-in",
            {{"name", "hana"}, {"password", site.organizer_password}, {"to", to}, {"csrf", form.hidden("csrf")}});
        CHECK(page.header("location") == "/");
    }
}
