// Lists in and out, and what people do on their own phones.
#include "browser.h"
#include "office/event_queries.h"
#include "office/guest_import.h"
#include "office/person_queries.h"
#include "office/personal_links.h"
#include "office/sessions.h"
#include "sheet/csv.h"
#include "testing/xlsx.h"
#include "web/words.h"
#include "wire/registration.h"

using testing::Browser;
using testing::Page;
using testing::RunningSite;
using testing::Tables;

namespace {

const std::string connpass =
    "参加枠名,ユーザー名,表示名,利用開始日,コメント,参加ステータス,出欠ステータス,PayPal取引ID,請求書ID,更新日時,"
    "受付番号\r\n"
    "一般参加,sakura_t,さくら,2024/11/02,楽しみです！,参加,出席,,,7/18 22:41,3862017\r\n"
    "一般参加,sho_yamasaki,しょう,2024/11/02,,参加,出席,,,7/18 22:41,3862018\r\n"
    "一般参加,take,たけ,2024/11/02,,キャンセル,,,,7/18 22:41,3862019\r\n";

// Uploads and returns the address of the preview.
std::string upload(Browser& browser, const std::string& event, const std::string& file) {
    const Page form = browser.get("/import");
    const Page page = browser.upload("/import",
                                     {{"csrf", form.hidden("csrf", "action=\"/import\"")},
                                      {"form", form.hidden("form", "action=\"/import\"")},
                                      {"event", event}},
                                     "list.csv", file);
    if (page.status != 303) FAIL(page.body);
    return page.header("location");
}

// A hub that has a card key, as every hub has whose first kiosk is enrolled.
std::string claim_code(RunningSite& site, const attendance::CardId& card) {
    testing::Kiosk::enrolled(site.store(), std::string(64, '7'));
    return wire::registration_code(site.store().identity()->card_key, card).value();
}

}  // namespace

TEST_CASE("a connpass list becomes people and an event's list, and again doubles nobody") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto event = site.add_event("evening");
    Browser browser = site.organizer();
    for (int round = 0; round < 2; ++round) {
        const std::string preview = upload(browser, event.value, connpass);
        CHECK(browser.get(preview).says("さくら"));
        const Page done = browser.submit(preview, preview + "/apply", {});
        REQUIRE(done.status == 303);
        CHECK_THAT(done.header("location"), contains(round == 0 ? "fresh=2" : "fresh=0&updated=0&unchanged=2"));
    }
    CHECK(testing::count_of(site.store().database(), "person") == 2);
    CHECK(office::event_counts(site.store(), event)->guests == 2);
    CHECK(office::no_shows(site.store(), event, 10)->size() == 2);
    // Who chose another nickname since is not called by the list's again.
    auto sakura = office::no_shows(site.store(), event, 10)->at(0).person;
    sakura.nickname = "Saku";
    REQUIRE(site.acts().put_person(sakura));
    const std::string preview = upload(browser, event.value, connpass);
    browser.submit(preview, preview + "/apply", {});
    CHECK(office::find_person(site.store(), sakura.id).value()->nickname == "Saku");
}

TEST_CASE("a damaged file says what was found, where, and takes nothing") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    Browser browser = site.organizer();
    for (const std::string& file :
         std::vector<std::string>{"", "name\n\"torn", std::string("name\nA\0B\n", 9), "name\na\"b\n"}) {
        const Page form = browser.get("/import");
        const Page page = browser.upload(
            "/import",
            {{"csrf", form.hidden("csrf", "action=\"/import\"")}, {"form", form.hidden("form", "action=\"/import\"")}},
            "list.csv", file);
        CHECK(page.status == 400);
        CHECK(page.says("This file cannot be read as it is"));
    }
    CHECK(testing::count_of(site.store().database(), "person") == 0);
}

TEST_CASE("a list whose columns nobody knows is read once its columns are named, and the next one by itself") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    Browser browser = site.organizer();
    const std::string file = "Wer,Woher\nAnn,Berlin\n";
    std::string preview = upload(browser, "", file);
    CHECK(browser.get(preview).says("Choose which column holds the names"));
    CHECK(browser.submit(preview, preview + "/columns", {{"column-0", "name"}}).status == 303);
    CHECK(browser.get(preview).says(">Ann<"));
    preview = upload(browser, "", file);
    CHECK(browser.submit(preview, preview + "/apply", {}).status == 303);
    CHECK(testing::count_of(site.store().database(), "person") == 1);
}

TEST_CASE("a doubtful row waits for a decision") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    const auto a = site.add_person("まゆ", "", "ヨシノ マユ");
    site.add_person("まゆ", "", "ヤマザキ マユ");
    Browser browser = site.organizer();
    const std::string preview = upload(browser, "", "名前\nまゆ\n");
    CHECK(browser.submit(preview, preview + "/apply", {}).status == 400);
    CHECK(browser.submit(preview, preview + "/apply", {{"row-2", a.value}}).status == 303);
    CHECK(testing::count_of(site.store().database(), "person") == 2);
}

TEST_CASE("somebody else's upload is not shown") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    const std::string other_password = *site.store().add_account("mio", "organizer", site.clock().read().wall);
    Browser hana = site.organizer();
    Browser mio = site.stranger();
    mio.sign_in("mio", other_password);
    CHECK(mio.get(upload(hana, "", connpass)).status == 404);
}

TEST_CASE("10,000 rows are imported, and again, without doubling") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    std::string file = "person_id,name,reading\n";
    for (int i = 0; i < 10'000; ++i)
        file += "p" + std::to_string(i) + ",Person " + std::to_string(i) + ",\n";
    Browser browser = site.organizer();
    for (int round = 0; round < 2; ++round) {
        const std::string preview = upload(browser, "", file);
        CHECK(browser.submit(preview, preview + "/apply", {}).status == 303);
        CHECK(testing::count_of(site.store().database(), "person") == 10'000);
    }
}

TEST_CASE("an export has a row for every tap, its status and its person, and no cell begins a formula") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto event = site.add_event("=1+1");
    const auto a = site.add_person("=cmd|' /C calc'!A0", "髙橋");
    const auto b = site.add_person("Ben");
    REQUIRE(site.acts().stamp(event, a));
    REQUIRE(site.acts().stamp(event, b));
    REQUIRE(site.acts().stamp(event, attendance::CardId{std::string(32, 'c')}));
    REQUIRE(site.acts().void_all(event, b));
    Browser browser = site.organizer();
    const Page page = browser.get("/export/file?what=event:" + event.value + "&format=csv");
    REQUIRE(page.body.starts_with("\xEF\xBB\xBF"));
    CHECK_THAT(page.header("content-disposition"), contains("attachment"));
    const auto table = sheet::parse_csv(page.body.substr(3));
    REQUIRE(table);
    REQUIRE(table->rows.size() == 4);
    CHECK(table->rows[1][1].text == "'=1+1");
    CHECK(table->rows[1][3].text == "'=cmd|' /C calc'!A0");
    CHECK(table->rows[1][9].text == "valid");
    CHECK(table->rows[2][9].text == "void");
    CHECK(table->rows[3][2].text.empty());
    CHECK(browser.get("/export/file?what=all&format=json").says("\"status\":\"void\""));
    CHECK(browser.get("/export/file?what=all&format=xlsx").body.starts_with("PK"));
    const Page guests = browser.get("/export/file?what=event:" + event.value + "&format=guests");
    CHECK(guests.says("yes,no,,first_time"));
    CHECK(site.staff().get("/export/file?what=all&format=csv").status == 403);
}

TEST_CASE("an export of an event is a file for people: named after it, in their language, with who did not come") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto event = site.add_event("第12回: 夏/冬");
    const auto kiosk = testing::Kiosk::enrolled(site.store());
    Browser browser = site.organizer();
    browser.language = "ja";
    const std::string preview = upload(browser, event.value,
                                       "ユーザー名,表示名,参加ステータス,受付番号\n"
                                       "sakura_t,髙橋 さくら,参加,2\nren,林 蓮,参加,1\n");
    REQUIRE(browser.submit(preview, preview + "/apply", {}).status == 303);
    std::string sakura;
    REQUIRE(site.store().database().run("SELECT id FROM person WHERE name LIKE '%さくら' OR nickname LIKE '%さくら'",
                                        {}, [&](const sql::RowView& row) { sakura = row.text(0); }));
    auto stamp = kiosk.stamp(1, "x", event.value);
    stamp.person = attendance::PersonId{sakura};
    stamp.card.reset();
    testing::acked(kiosk.send(site.store(), kiosk.batch({stamp})));
    const std::string file = "/export/file?what=event:" + event.value;

    const Page xlsx = browser.get(file + "&format=xlsx");
    // The day on which it began: an hour ago, which shortly after midnight was yesterday.
    const std::string day = web::local_minutes(site.clock().read().wall - std::chrono::hours(1)).substr(0, 10);
    CHECK_THAT(xlsx.header("content-disposition"),
               contains("filename*=UTF-8''" + web::url_encoded(day + " 第12回  夏 冬.xlsx")));
    const testing::TempFolder folder;
    const auto path = folder.path() / "list.xlsx";
    REQUIRE(base::replace_file(path, xlsx.body, 0600));
    const std::string book = testing::part_of(path, "xl/workbook.xml");
    CHECK(book.find("来た人・来なかった人") < book.find("\"attendance\""));
    const std::string people = testing::part_of(path, "xl/worksheets/sheet1.xml");
    for (const char* cell : {"番号", "よみ", "来た時刻", "はじめて", "髙橋 さくら", "林 蓮", "sakura_t", "ren", "○"})
        CHECK_THAT(people, contains(">" + std::string(cell) + "<"));
    CHECK_THAT(people, contains(">" + site.store().devices()->back().name + "<"));
    CHECK_THAT(testing::part_of(path, "xl/worksheets/sheet2.xml"), contains(">event_id<"));

    const Page connpass = browser.get(file + "&format=connpass");
    CHECK(connpass.says("ren,林 蓮,,1\r\nsakura_t,髙橋 さくら,出席,2\r\n"));
    // Lists of one event need one, and say so.
    for (const char* format : {"guests", "connpass"}) {
        const Page none = browser.get("/export/file?what=all&format=" + std::string(format));
        CHECK(none.status == 303);
        CHECK(browser.get(none.header("location")).says("イベントをひとつ選んでください"));
    }
    // Of several events, the sheet names each.
    REQUIRE(base::replace_file(path, browser.get("/export/file?what=all&format=xlsx").body, 0600));
    CHECK_THAT(testing::part_of(path, "xl/worksheets/sheet1.xml"), contains(">イベント<"));
    browser.language = "en";
    REQUIRE(base::replace_file(path, browser.get(file + "&format=xlsx").body, 0600));
    CHECK_THAT(testing::part_of(path, "xl/worksheets/sheet1.xml"), contains(">First time<"));
}

TEST_CASE("a token reads what its scope reaches, and one of before there were scopes everything") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto event = site.add_event("evening");
    const auto kiosk = testing::Kiosk::enrolled(site.store());
    const attendance::CardId card{std::string(32, 'c')};
    testing::acked(kiosk.send(site.store(), kiosk.batch({kiosk.stamp(1, card.value, event.value)})));
    REQUIRE(site.acts().bind(card, site.add_person("Ann Lee", "An", "アン")));
    Browser browser = site.organizer();
    const auto made = [&](const testing::Fields& fields) {
        const Page page = browser.submit("/settings", "/settings/tokens", fields);
        const std::size_t at = page.body.find("<pre>") + 5;
        return page.body.substr(at, page.body.find('<', at) - at);
    };
    const auto reads = [&](const std::string& token, const std::string& what) {
        Browser program = site.stranger();
        program.bearer = token;
        CHECK(program.get("/v1/events").says("evening"));
        CHECK(program.get("/v1/events/" + event.value + "/presences").says("\"nickname\":\"An\""));
        for (const char* format : {"json", "csv"}) {
            const Page page = program.get("/v1/export?format=" + std::string(format));
            CHECK(page.status == 200);
            CHECK(page.says("An"));
            CHECK(page.says("card_id"));
            CHECK(page.says("Ann Lee") == (what != "events"));
            CHECK(page.says("アン") == (what != "events"));
            CHECK(page.says(card.value) == (what == "everything"));
        }
    };
    for (const char* scope : {"events", "people", "everything"})
        reads(made({{"name", "for " + std::string(scope)}, {"scope", scope}}), scope);
    // Nothing said, or nonsense, is the least.
    for (const auto& fields : {testing::Fields{{"name", "x"}}, {{"name", "x"}, {"scope", "all of it"}}}) {
        Browser program = site.stranger();
        program.bearer = made(fields);
        CHECK(program.get("/metrics").status == 200);
        for (const std::string address : {"/v1/events", "/v1/export?format=csv", "/v1/events/ID/presences"}) {
            const Page refused = program.get(address);
            CHECK(refused.status == 401);
            CHECK(refused.says("this token reads figures only"));
        }
    }
    const std::string old = *office::add_api_token(site.store(), "old", office::ApiScope::people, "user:x", {});
    const std::string settings = browser.get("/settings").body;
    CHECK_THAT(settings, contains("Names and readings too · "));
    REQUIRE(site.store().database().run("DELETE FROM api_scope", {}));
    reads(old, "everything");
    CHECK_THAT(browser.get("/settings").body, contains("Everything (card ids too) · "));
}

TEST_CASE("a phone names the card that was just stamped, and opens the person's own page") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const attendance::CardId card{std::string(32, 'd')};
    const std::string path = "/r/" + claim_code(site, card);
    const auto event = site.add_event("evening");
    REQUIRE(site.acts().stamp(event, card));
    Browser phone = site.stranger();
    CHECK(phone.get(path).says("Your stamp is already pressed"));
    CHECK(phone.submit(path, path, {{"nickname", " "}}).status == 400);
    const Page done = phone.submit(path, path, {{"nickname", "なつ"}, {"name", "夏目 なつ"}});
    REQUIRE(done.status == 303);
    const std::string own = done.header("location").substr(0, done.header("location").find('?'));
    CHECK(phone.get(own).says("なつ"));
    CHECK(phone.get(own + "/data").says("夏目 なつ"));
    CHECK(phone.get(path).says("This card has a name already"));
    CHECK_FALSE(phone.get(path).says("なつ"));
    CHECK(office::arrivals(site.store(), event, {}, 10)->at(0).person.nickname == "なつ");
    // The person, their card and name flow down to kiosks.
    CHECK(testing::all_changes(site.store()).cards.size() == 1);

    CHECK(phone.submit(own, own + "/edit", {{"nickname", "夏"}}).status == 303);
    CHECK(phone.get(own).says("夏"));
    CHECK(phone.submit(own, own + "/erase", {}).status == 403);  // not sure
    CHECK(phone.submit(own, own + "/erase", {{"sure", "yes"}}).status == 200);
    CHECK(phone.get(own).status == 404);
    CHECK(office::event_counts(site.store(), event)->arrived == 1);
}

TEST_CASE("a guessed or changed link shows nothing") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    const std::string good = claim_code(site, attendance::CardId{std::string(32, 'd')});
    Browser phone = site.stranger();
    REQUIRE(phone.get("/r/" + good).status == 200);
    std::string changed = good;
    changed[0] = 'e';  // another card under this card's proof
    CHECK(phone.get("/r/" + changed).status == 404);
    changed = good;
    changed.back() = changed.back() == '0' ? '1' : '0';
    CHECK(phone.get("/r/" + changed).status == 404);
    CHECK(phone.get("/r/" + std::string(32, 'd')).status == 404);
    for (int i = 0; i < 40; ++i)
        CHECK(phone.get("/me/guess" + std::to_string(i)).status == 404);
}

TEST_CASE("one person's secret link opens nothing of another's") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    const auto a = site.add_person("Ann");
    const auto b = site.add_person("Ben");
    const auto now = site.clock().read().wall;
    const std::string of_a =
        "/me/" + *office::make_personal_link(site.store(), a, "self", office::LinkRights::full, now);
    const std::string of_b =
        "/me/" + *office::make_personal_link(site.store(), b, "self", office::LinkRights::full, now);
    Browser phone = site.stranger();
    const std::string csrf_of_a = phone.get(of_a).hidden("csrf", of_a + "/erase");
    REQUIRE(!csrf_of_a.empty());
    CHECK(phone.post(of_b + "/erase", {{"csrf", csrf_of_a}, {"sure", "yes"}}).status == 403);
    CHECK(phone.post(of_b + "/edit", {{"csrf", csrf_of_a}, {"nickname", "evil"}}).status == 403);
    CHECK(phone.get(of_b).says("Ben"));
    CHECK_FALSE(phone.get(of_a).says("Ben"));
    for (const std::string& path :
         std::vector<std::string>{"/people/" + b.value, "/me/" + b.value, "/me/" + a.value + "/data"})
        CHECK(phone.get(path).status != 200);
}

TEST_CASE("the season's charts stand beside their tables, and an empty season says so") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    Browser browser = site.organizer();
    CHECK(browser.get("/seasons").says("Decide on a season"));
    const Page made =
        browser.submit("/seasons/new", "/seasons/new",
                       {{"name", "Season 3"}, {"first", "2020-01-01"}, {"last", "2060-01-01"}, {"squares", "6"}});
    REQUIRE(made.status == 303);
    CHECK(browser.get("/seasons").says("no events yet"));
    const auto event = site.add_event("evening");
    REQUIRE(site.acts().stamp(event, site.add_person("Ann")));
    const Page page = browser.get("/seasons");
    CHECK(page.says("class=\"dot\""));
    CHECK(page.says("hatched-bar"));
    CHECK_FALSE(page.says("Ann"));
    CHECK(browser.get(made.header("location") + "/events.csv").says("evening"));
    CHECK(browser.get(made.header("location") + "/stamps.csv").says("1,1"));
    CHECK(browser.get(made.header("location") + "/cohorts.csv").says("Season 3,1,1"));
    CHECK(browser
              .submit("/seasons/new", "/seasons/new",
                      {{"name", "x"}, {"first", "2020-01-02"}, {"last", "2020-01-01"}, {"squares", "6"}})
              .status == 400);
}

TEST_CASE("other programs read by token, and by nothing else") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    const auto event = site.add_event("evening");
    REQUIRE(site.acts().stamp(event, site.add_person("Ann", "An")));
    Browser program = site.stranger();
    CHECK(program.get("/v1/events").status == 401);
    CHECK(site.organizer().get("/v1/events").status == 401);  // a session is no token
    Browser browser = site.organizer();
    const Page made = browser.submit("/settings", "/settings/tokens", {{"name", "calendar"}, {"scope", "events"}});
    const std::size_t at = made.body.find("<pre>") + 5;
    program.bearer = made.body.substr(at, made.body.find('<', at) - at);
    CHECK(program.get("/v1/events").says("\"arrived\":1"));
    const Page presences = program.get("/v1/events/" + event.value + "/presences");
    CHECK(presences.says("\"nickname\":\"An\""));
    CHECK_FALSE(presences.says("Ann"));  // names are not in the read side
    CHECK(program.get("/v1/export?format=csv").status == 200);
    CHECK(program.get("/people").status == 303);
    const std::string id = browser.get("/settings").body;
    const std::size_t revoke = id.find("/settings/tokens/") + 17;
    const std::string path = "/settings/tokens/" + id.substr(revoke, 16) + "/revoke";
    CHECK(browser.submit("/settings", path, {}).status == 303);
    CHECK(program.get("/v1/events").status == 401);
}

TEST_CASE("who cancels after the first import leaves the event's list, and comes back when they come after all") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto event = site.add_event("evening");
    const auto elsewhere = site.add_event("another");
    Browser browser = site.organizer();
    const auto import = [&](const std::string& status, const attendance::EventId& into) {
        std::string file = connpass;
        const std::string before = "sakura_t,さくら,2024/11/02,楽しみです！,参加";
        const std::size_t at = file.find(before);
        file.replace(at, before.size(), "sakura_t,さくら,2024/11/02,楽しみです！," + status);
        const std::string preview = upload(browser, into.value, file);
        return browser.submit(preview, preview + "/apply", {}).header("location");
    };
    import("参加", event);
    import("参加", elsewhere);
    CHECK(office::event_counts(site.store(), event)->guests == 2);
    CHECK_THAT(import("キャンセル", event), contains("withdrawn=1"));
    CHECK(office::event_counts(site.store(), event)->guests == 1);
    CHECK(office::no_shows(site.store(), event, 10)->at(0).person.name == "しょう");
    CHECK(office::event_counts(site.store(), elsewhere)->guests == 2);
    CHECK_THAT(import("キャンセル", event), contains("withdrawn=0"));
    import("参加", event);
    CHECK(office::event_counts(site.store(), event)->guests == 2);
    CHECK(testing::count_of(site.store().database(), "person") == 2);
}

TEST_CASE("what is wrong with a list, and why a row is doubtful, is said in the page's language") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    Browser browser = site.organizer();
    browser.language = "ja";
    const std::string nul("name\nA\0B\n", 9);
    for (const std::string& file : std::vector<std::string>{
             "", "name\n\"torn", "name\nab\"c\n", "name\n\"ab\"c\n", nul, "name\nA\rB\n",
             "\xEF\xBB\xBFname\n\xFF\xFE\xFF\n", "wer,woher\nA,B\n", "name" + std::string(600, ',') + "\n"}) {
        const Page form = browser.get("/import");
        const Page page = browser.upload(
            "/import",
            {{"csrf", form.hidden("csrf", "action=\"/import\"")}, {"form", form.hidden("form", "action=\"/import\"")}},
            "list.csv", file);
        const std::string said = page.status == 303 ? browser.get(page.header("location")).body : page.body;
        CAPTURE(file.substr(0, 60));
        REQUIRE_THAT(said, contains("このままでは読めません"));
        for (const char* english : {"line ", "this ", "quote", "file", "byte", "name is"}) {
            const std::size_t at = said.find("このままでは読めません");
            const std::string sentence = said.substr(at, said.find("class=\"hint\"", at) - at);
            CHECK_THAT(sentence.substr(0, 400), !contains(english));
        }
    }
    site.add_person("まゆ", "", "ヨシノ マユ");
    site.add_person("まゆ", "", "ヤマザキ マユ");
    const auto gone = site.add_person("Gone");
    REQUIRE(site.acts().erase(gone));
    const std::string preview = upload(browser, "",
                                       "名前,person_id\nまゆ,\nあき,\nあき,\nGone," + gone.value +
                                           "\nは?る,\n,\nA,-x y\nB,x,1\n合計,\n" + std::string(500, 'x') + ",\n");
    const Page page = browser.get(preview);
    for (const char* reason : {"同じ名前の人が 2名います", "行目と、名前もよみも同じです", "消すことを望みました",
                               "保存するときに失われた字", "IDではありません", "この行は 3マス、見出しは 2マスです",
                               "合計の行です", "この文は 500バイトです"})
        CHECK_THAT(page.body, contains(reason));
    for (const char* english : {"people of this name", "this is no id", "a sum", "bytes long", "this row has"})
        CHECK_FALSE(page.says(english));
}

TEST_CASE("an import says how far it is, to nobody else") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    Browser browser = site.organizer();
    const std::string preview = upload(browser, "", "name\nAnn\n");
    CHECK(browser.get(preview + "/progress").body == R"({"done":0,"all":0})");
    CHECK(browser.get(preview).says("data-progress=\"" + preview + "/progress\""));
    CHECK(site.staff().get(preview + "/progress").status == 403);
}
