// Guest lists through the pages: uploads, doubtful rows, and what an organizer decides.
#include "browser.h"
#include "office/event_queries.h"
#include "office/guest_import.h"
#include "office/person_queries.h"

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

std::string namesakes(int rows) {
    std::string file = "name\n";
    for (int i = 0; i < rows; ++i)
        file += "Ann\n";
    return file;
}

}  // namespace

TEST_CASE("an upload stands in the database, where every hub finds it, and ends after an hour") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    Browser browser = site.organizer();
    const std::string id = upload(browser, "", connpass).substr(std::string("/import/").size());
    const auto now = site.clock().read().wall;
    const auto another_hub = tables.store();
    const auto found = office::find_upload(*another_hub, id, "hana", now).value();
    REQUIRE(found);
    CHECK_THAT(found->text, contains("sakura_t"));
    CHECK_FALSE(office::find_upload(*another_hub, id, "mio", now).value());
    CHECK(office::find_upload(*another_hub, id, "hana", now + office::upload_lives - std::chrono::seconds(5)).value());
    CHECK_FALSE(
        office::find_upload(*another_hub, id, "hana", now + office::upload_lives + std::chrono::seconds(5)).value());
    REQUIRE(office::drop_old_uploads(*another_hub, now + std::chrono::minutes(59)));
    CHECK(testing::count_of(another_hub->database(), "guest_upload") == 1);
    REQUIRE(office::drop_old_uploads(*another_hub, now + std::chrono::minutes(61)));
    CHECK(testing::count_of(another_hub->database(), "guest_upload") == 0);
    CHECK(browser.get("/import/" + id).status == 404);
}

TEST_CASE("no more uploads are kept than there is room for, and an import or an erasure ends them") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    Browser browser = site.organizer();
    for (int i = 0; i < 15; ++i)
        upload(browser, "", connpass);
    CHECK(testing::count_of(site.store().database(), "guest_upload") == office::uploads_max);
    const std::string preview = upload(browser, "", connpass);
    CHECK(browser.submit(preview, preview + "/apply", {}).status == 303);
    CHECK(testing::count_of(site.store().database(), "guest_upload") == office::uploads_max - 1);
    REQUIRE(site.acts().erase(site.add_person("Gone")));
    CHECK(testing::count_of(site.store().database(), "guest_upload") == 0);
}

TEST_CASE("doubtful rows come fifty a page, and nothing is written until all are decided") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    Browser browser = site.organizer();
    const std::string preview = upload(browser, "", namesakes(102));  // 101 doubtful ones
    const Page first = browser.get(preview);
    CHECK(first.says("Page 1 of 3"));
    CHECK(first.says("name=\"row-52\""));
    CHECK_FALSE(first.says("name=\"row-53\""));
    CHECK(browser.get(preview + "?page=2").says("name=\"row-53\""));
    const auto decide = [&](int from, int to, const std::string& page) {
        testing::Fields fields{{"page", page}};
        for (int line = from; line <= to; ++line)
            fields.emplace_back("row-" + std::to_string(line), "skip");
        return browser.submit(preview + "?page=" + page, preview + "/apply", fields);
    };
    CHECK(decide(3, 51, "1").status == 400);
    CHECK(decide(3, 52, "1").header("location") == preview + "?page=2");
    CHECK(decide(53, 102, "2").header("location") == preview + "?page=3");
    CHECK(testing::count_of(site.store().database(), "person") == 0);
    CHECK_THAT(decide(103, 103, "3").header("location"), contains("fresh=1&updated=0&unchanged=0&left=101"));
    CHECK(testing::count_of(site.store().database(), "person") == 1);
}

TEST_CASE("namesakes are taken in as new people all at once, but nobody whose name was lost") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    Browser browser = site.organizer();
    const std::string preview = upload(browser, "", namesakes(60) + "B?b\n");
    const Page all = browser.submit(preview, preview + "/apply", {});
    CHECK(all.status == 400);
    const Page form = browser.get(preview);
    const std::string behind = "action=\"" + preview + "/apply\"";
    const Page decided =
        browser.post(preview + "/decide",
                     {{"all", "new"}, {"csrf", form.hidden("csrf", behind)}, {"form", form.hidden("form", behind)}});
    CHECK(decided.header("location") == preview + "?page=2");
    const Page last = browser.get(preview + "?page=2");
    CHECK(last.says("name=\"row-62\""));
    CHECK_THAT(
        browser.submit(preview + "?page=2", preview + "/apply", {{"page", "2"}, {"row-62", "skip"}}).header("location"),
        contains("fresh=60"));
    CHECK(testing::count_of(site.store().database(), "person") == 60);
}

TEST_CASE("a name whose letters were lost is put right where it stands, and so is a row without one") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto event = site.add_event("evening");
    Browser browser = site.organizer();
    const std::string preview = upload(browser, event.value, "名前,ニックネーム,よみ\n?野,??,よしの\n,,あき\n");
    CHECK(browser.get(preview).says("value=\"?野\""));
    const Page done = browser.submit(
        preview, preview + "/apply",
        {{"row-2", "new"}, {"name-2", "𠮷野"}, {"nickname-2", "よっしー"}, {"row-3", "new"}, {"name-3", "秋"}});
    CHECK_THAT(done.header("location"), contains("fresh=2"));
    const auto list = office::no_shows(site.store(), event, 10).value();
    REQUIRE(list.size() == 2);
    CHECK(list[0].person.name == "秋");
    CHECK(list[0].person.reading == "あき");
    CHECK(list[1].person.name == "𠮷野");
    CHECK(list[1].person.nickname == "よっしー");
}

TEST_CASE("tonight's event is preselected, else the next one, and can be changed in the preview") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    site.add_event("party", std::chrono::hours(24 * 30));
    const auto next = site.add_event("next", std::chrono::hours(24));
    Browser browser = site.organizer();
    const auto selected = [](const Page& page) {
        const std::size_t at = page.body.find("selected");
        const std::size_t value = page.body.rfind("value=\"", at) + 7;
        return page.body.substr(value, page.body.find('"', value) - value);
    };
    CHECK(selected(browser.get("/import")) == next.value);
    const auto tonight = site.add_event("tonight");
    CHECK(selected(browser.get("/import")) == tonight.value);
    CHECK(selected(browser.get("/import?event=" + next.value)) == next.value);
    const std::string preview = upload(browser, tonight.value, connpass);
    CHECK(browser.get(preview).says("into tonight"));
    CHECK(browser.submit(preview, preview + "/columns", {{"event", next.value}}).status == 303);
    CHECK(browser.get(preview).says("into next"));
    browser.submit(preview, preview + "/apply", {});
    CHECK(office::event_counts(site.store(), next)->guests == 2);
    CHECK(office::event_counts(site.store(), tonight)->guests == 0);
}

TEST_CASE("a status that nobody knows is asked about before anything is written") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto event = site.add_event("evening");
    Browser browser = site.organizer();
    const std::string preview =
        upload(browser, event.value, "名前,ステータス\nあき,支払い待ち\nはる,参加\nなつ,補欠\nふゆ,キャンセル\n");
    const Page asked = browser.get(preview);
    CHECK(asked.says("Some words are not known"));
    CHECK(asked.says("First choose who comes"));
    CHECK(browser.submit(preview, preview + "/apply", {}).status == 400);
    CHECK(testing::count_of(site.store().database(), "person") == 0);
    CHECK(browser.submit(preview, preview + "/columns", {{"status-0", "yes"}}).status == 303);
    CHECK(browser.get(preview).says("Take in 3 people"));
    CHECK_THAT(browser.submit(preview, preview + "/apply", {}).header("location"),
               contains("fresh=3") && contains("waiting=1"));
    CHECK(office::event_counts(site.store(), event)->guests == 2);
    CHECK(office::waiting_guests(site.store(), event, 10)->size() == 1);
    const Page shown = browser.get("/events/" + event.value);
    CHECK(shown.says("Waiting list"));
    CHECK(shown.says("href=\"/import?event=" + event.value + "\""));
}

TEST_CASE("the preview says for every row what changes, with the nickname that the door will show") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    site.add_person("髙橋 さくら", "さくら");
    Browser browser = site.organizer();
    const std::string preview = upload(browser, "", "名前,ニックネーム,よみ\n髙橋 さくら,サク,たかはし さくら\n");
    const Page page = browser.get(preview);
    CHECK(page.says("たかはし さくら"));
    CHECK(page.says("→"));
    CHECK(page.says(">さくら</td>"));
    CHECK_FALSE(page.says("<td>サク</td>"));
}

TEST_CASE("a preview is bounded, however many rows the file has") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    Browser browser = site.organizer();
    const std::string preview = upload(browser, "", namesakes(30'000));
    CHECK(browser.get(preview).body.size() < 200'000);
    const Page form = browser.get("/import");
    std::string longest = "name\n";
    for (int i = 0; i < 100'001; ++i)
        longest += "a\n";
    CHECK(browser
              .upload("/import",
                      {{"csrf", form.hidden("csrf", "action=\"/import\"")},
                       {"form", form.hidden("form", "action=\"/import\"")}},
                      "list.csv", longest)
              .status == 400);
}

TEST_CASE("an import is taken back as a whole, but nobody who came, was edited or stands on another list") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto event = site.add_event("evening");
    const auto other = site.add_event("other", std::chrono::hours(24 * 7));
    const auto known = site.add_person("Kim");
    Browser browser = site.organizer();
    const auto import = [&](const attendance::EventId& of, const std::string& rows) {
        const std::string preview = upload(browser, of.value, "name,reading\n" + rows);
        REQUIRE(browser.submit(preview, preview + "/apply", {}).status == 303);
    };
    const auto people = [&] {
        std::set<std::string> names;
        REQUIRE(site.store().database().run(
            "SELECT name, reading FROM person WHERE erased = 0", {},
            [&](const sql::RowView& row) { names.insert(std::string(row.text(0)) + "/" + std::string(row.text(1))); }));
        return names;
    };
    const auto id_of = [&](const std::string& name) {
        std::string id;
        REQUIRE(site.store().database().run("SELECT id FROM person WHERE name = $1", {std::string_view(name)},
                                            [&](const sql::RowView& row) { id = row.text(0); }));
        return attendance::PersonId{id};
    };
    import(event, "Gone,\nCame,\nEdited,\nListed,\nKim,キム\n");
    CHECK(people().contains("Kim/キム"));
    REQUIRE(site.acts().stamp(event, id_of("Came")));
    auto edited = *office::find_person(site.store(), id_of("Edited")).value();
    edited.nickname = "Ed";
    REQUIRE(site.acts().put_person(edited));
    import(other, "Listed,\n");
    const Page page = browser.get("/import");
    // The older of the two stands below.
    const std::size_t at = page.body.rfind("/undo\"");
    REQUIRE(at != std::string::npos);
    const std::size_t begin = page.body.rfind("action=\"", at) + 8;
    const std::string action = page.body.substr(begin, at + 5 - begin);
    const Page undone = browser.submit("/import", action, {});
    CHECK(undone.status == 303);
    const auto left = people();
    CHECK_FALSE(left.contains("Gone/"));
    for (const char* stays : {"Came/", "Edited/", "Listed/"})
        CHECK(left.contains(stays));
    CHECK(left.contains("Kim/"));
    CHECK(browser.get(undone.header("location")).says("1 person gone, "));
    std::int64_t on_list = -1;
    REQUIRE(site.store().database().run("SELECT count(*) FROM guest WHERE event = $1", {std::string_view(event.value)},
                                        [&](const sql::RowView& row) { on_list = row.integer(0); }));
    CHECK(on_list == 0);
    CHECK(known == id_of("Kim"));
    CHECK_FALSE(browser.get("/import").says(action));
}
