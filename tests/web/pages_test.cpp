#include <thread>

#include "browser.h"
#include "office/event_queries.h"
#include "office/person_queries.h"
#include "office/personal_links.h"
#include "office/retention.h"
#include "store/settings.h"
#include "web/context.h"
#include "wire/registration.h"

using testing::Browser;
using testing::Page;
using testing::RunningSite;
using testing::Tables;

namespace {

const std::string evil = "<script>alert('ペ')</script>\"&";
const std::string evil_escaped = "&lt;script&gt;alert(&#39;ペ&#39;)&lt;/script&gt;&quot;&amp;";

}  // namespace

TEST_CASE("an event is created in one form, and found at its page") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    Browser browser = site.organizer();
    CHECK(browser.get("/").says("Make the first event"));
    const Page made = browser.submit("/events/new", "/events/new",
                                     {{"title", "第12回 地域テック交流会"},
                                      {"venue", "図書館"},
                                      {"starts", "2026-07-21T18:30"},
                                      {"ends", "2026-07-21T21:00"},
                                      {"keep", "30"}});
    REQUIRE(made.status == 303);
    const Page event = browser.get(made.header("location"));
    CHECK(event.says("第12回 地域テック交流会"));
    CHECK(event.says("図書館"));
    CHECK(browser.get("/events").says("第12回"));
    // The next one is suggested with the next number.
    CHECK(browser.get("/events/new").says("第13回 地域テック交流会"));
    CHECK(browser.get(made.header("location") + "/edit").says("value=\"30\""));
}

TEST_CASE("an event without a title, or that ends before it starts, is not made and says why") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    Browser browser = site.organizer();
    CHECK(browser
              .submit("/events/new", "/events/new",
                      {{"title", " "}, {"starts", "2026-07-21T18:30"}, {"ends", "2026-07-21T21:00"}})
              .status == 400);
    const Page page = browser.submit("/events/new", "/events/new",
                                     {{"title", "x"}, {"starts", "2026-07-21T18:30"}, {"ends", "2026-07-21T18:30"}});
    CHECK(page.status == 400);
    CHECK(page.says("The end must come after"));
    CHECK(testing::count_of(site.store().database(), "event") == 0);
}

TEST_CASE("a stamp by hand, taken back and put back, names who did it") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const std::string event = "/events/" + site.add_event("evening").value;
    const auto person = site.add_person("𠮷野 健", "けん", "ヨシノ ケン");
    Browser staff = site.staff();
    CHECK(staff.get(event + "/stamp?q=yoshi").says("𠮷野 健"));
    CHECK(staff.submit(event + "/stamp?q=yoshi", event + "/stamp", {{"person", person.value}}).status == 303);
    CHECK(staff.get(event).says("𠮷野 健"));
    CHECK(staff.get(event).says("first time"));
    CHECK(staff.submit(event, event + "/void", {{"person", person.value}}).status == 303);
    const Page after = staff.get(event);
    CHECK(after.says("Nobody has come yet"));
    CHECK(after.says("Stamps taken back"));
    const std::string ref = after.hidden("ref", event + "/unvoid");
    CHECK(staff.submit(event, event + "/unvoid", {{"ref", ref}}).status == 303);
    CHECK_FALSE(staff.get(event).says("Nobody has come yet"));
    std::string by;
    REQUIRE(site.store().database().run("SELECT DISTINCT by_whom FROM entry WHERE kind IN (1, 4, 5)", {},
                                        [&](const sql::RowView& row) { by += row.text(0); }));
    CHECK(by == "user:taro");
}

TEST_CASE("news of an event arrive while the page waits for them") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    const auto event = site.add_event("evening");
    const auto person = site.add_person("Ann");
    Browser browser = site.organizer();
    const Page page = browser.get("/events/" + event.value);
    const std::size_t at = page.body.find("data-since=\"") + 12;
    const std::string since = page.body.substr(at, page.body.find('"', at) - at);
    std::jthread later([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        REQUIRE(site.acts().stamp(event, person));
    });
    const Page news = browser.get("/events/" + event.value + "/news?since=" + since);
    CHECK(news.status == 200);
    CHECK(news.says(">Ann<"));
    CHECK_FALSE(news.says("<!doctype"));
}

TEST_CASE("a script in a name is shown as text on every page") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    const auto event = site.add_event(evil);
    const auto person = site.add_person(evil, evil, evil);
    REQUIRE(site.acts().stamp(event, person));
    Browser browser = site.organizer();
    for (const std::string& path : std::vector<std::string>{
             "/events/" + event.value, std::string("/events"), std::string("/people"), "/people/" + person.value,
             "/people/" + person.value + "/edit", "/people/" + person.value + "/merge",
             "/people/" + person.value + "/erase", "/people?q=" + web::url_encoded(evil),
             "/people/find?q=" + web::url_encoded("<script"), "/events/" + event.value + "/edit", "/events/new",
             "/settings?problem=" + web::url_encoded(evil)}) {
        CAPTURE(path);
        const Page page = browser.get(path);
        CHECK(page.status == 200);
        CHECK(page.body.find("<script>alert") == std::string::npos);
    }
    CHECK(browser.get("/people/" + person.value).says(evil_escaped));
}

TEST_CASE("a script in what strangers, kiosks and files bring is shown as text") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    Browser organizer = site.organizer();
    const auto shows_text = [](const Page& page) {
        CHECK(page.status < 500);
        CHECK(page.body.find("<script>alert") == std::string::npos);
        CHECK(page.says("&lt;script&gt;alert"));
    };
    // A kiosk's name and card.
    store::EnrolCode code = *site.store().make_enrol_code(site.clock().read().wall);
    wire::EnrolRequest enrol;
    enrol.code = code.code;
    enrol.name = evil;
    enrol.card_key = std::string(64, '7');
    REQUIRE(site.store().enrol(enrol, site.clock().read().wall));
    shows_text(organizer.get("/kiosks"));
    // A season, an address, a name that could not sign in.
    const Page made =
        organizer.submit("/seasons/new", "/seasons/new",
                         {{"name", evil}, {"first", "2020-01-01"}, {"last", "2060-01-01"}, {"squares", "6"}});
    shows_text(organizer.get(made.header("location")));
    shows_text(organizer.get("/people?q=" + web::url_encoded(evil)));
    Browser stranger = site.stranger();
    shows_text(stranger.submit("/sign-in", "/sign-in", {{"name", evil}, {"password", "x"}}));
    CHECK(stranger.get("/r/" + web::url_encoded(evil)).status == 404);
    // A file: its name, header and cells.
    const Page form = organizer.get("/import");
    const Page sent = organizer.upload(
        "/import",
        {{"csrf", form.hidden("csrf", "action=\"/import\"")}, {"form", form.hidden("form", "action=\"/import\"")}},
        "<script>alert(1)<script>.csv", "name,<script>alert(2)</script>\r\n<script>alert(3)</script>,x\r\n");
    shows_text(organizer.get(sent.header("location")));
    // What somebody types on their phone, on their own page, and in the data that they take along.
    const attendance::CardId card{std::string(32, 'd')};
    const std::string claim = "/r/" + *wire::registration_code(site.store().identity()->card_key, card);
    Browser phone = site.stranger();
    const Page own = phone.submit(claim, claim, {{"nickname", evil}, {"name", evil}, {"reading", evil}});
    const std::string place = own.header("location").substr(0, own.header("location").find('?'));
    shows_text(phone.get(place));
    const Page data = phone.get(place + "/data");
    CHECK(data.header("content-type") == "application/json");  // nosniff: never read as a page
    CHECK_THAT(data.header("content-disposition"), contains("attachment"));
    for (const char* format : {"csv", "json"}) {
        const Page file = organizer.get(std::string("/export/file?what=all&format=") + format);
        CHECK(file.header("content-type").find("html") == std::string::npos);
        CHECK(file.header("x-content-type-options") == "nosniff");
        CHECK_THAT(file.header("content-disposition"), contains("attachment"));
    }
}

TEST_CASE("a secret link is kept by nobody on the way: no cache, no address of it given to others") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    const auto person = site.add_person("Ann");
    const std::string path = "/me/" + *office::make_personal_link(site.store(), person, "self",
                                                                  office::LinkRights::full, site.clock().read().wall);
    Browser phone = site.stranger();
    for (const std::string& place : {path, path + "/data"}) {
        const Page page = phone.get(place);
        REQUIRE(page.status == 200);
        CHECK(page.header("cache-control") == "no-store");
        CHECK(page.header("referrer-policy") == "same-origin");
    }
    // Not even the organizer's export or the API tells it.
    const std::string token = path.substr(4);
    CHECK_FALSE(site.organizer().get("/export/file?what=all&format=json").says(token));
    CHECK_FALSE(site.organizer().get("/people/" + person.value).says(token));
    std::string kept;
    REQUIRE(site.store().database().run("SELECT link_hash FROM personal_link", {},
                                        [&](const sql::RowView& row) { kept += row.text(0); }));
    CHECK(kept.find(token) == std::string::npos);
}

TEST_CASE("a browser is shown a page where its upload is too large, a program is told in its own form") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    Browser browser = site.organizer();
    const std::string large(web::upload_bytes_max + 1, 'a');
    const Page told = browser.upload("/import", {}, "large.csv", large);
    CHECK(told.status == 413);
    CHECK(told.says("\"error\""));
    browser.accept = "text/html,*/*";
    const Page shown = browser.upload("/import", {}, "large.csv", large);
    CHECK(shown.status == 413);
    CHECK(shown.says("This is too large for the hub"));
    CHECK(shown.header("x-frame-options") == "DENY");
}

TEST_CASE("people are found by kanji, kana and romaji, and by a variant of a character") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    site.add_person("髙橋 さくら", "さくら", "タカハシ サクラ");
    site.add_person("Nguyễn Thị Hường", "Hường");
    Browser browser = site.staff();
    for (const char* query : {"髙橋", "高橋", "たか", "タカハシ", "takaha", "さくら"}) {
        CAPTURE(query);
        const Page page = browser.get("/people/find?q=" + web::url_encoded(query));
        CHECK(page.says("髙橋 さくら"));
        CHECK_FALSE(page.says("Nguyễn"));
    }
    CHECK(browser.get("/people/find?q=nguyen").says("Nguyễn Thị Hường"));
    CHECK(browser.get("/people/find?q=zzz").says("Nobody found"));
}

TEST_CASE("two who are one are merged, and separated again") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto event = site.add_event("evening");
    const auto a = site.add_person("Ann");
    const auto b = site.add_person("Anne");
    REQUIRE(site.acts().stamp(event, b));
    Browser browser = site.organizer();
    const std::string path = "/people/" + a.value;
    CHECK(browser.submit(path + "/merge?q=Anne", path + "/merge", {{"other", b.value}}).status == 303);
    CHECK(browser.get("/people/" + b.value).header("location") == path);
    CHECK(browser.get(path).says("evening"));
    CHECK_FALSE(browser.get("/people/find?q=Anne").says(">Anne<"));
    const std::string ref = browser.get(path).hidden("ref", path + "/unmerge");
    CHECK(browser.submit(path, path + "/unmerge", {{"ref", ref}}).status == 303);
    CHECK(browser.get("/people/" + b.value).status == 200);
    CHECK(browser.get("/people/find?q=Anne").says(">Anne<"));
}

TEST_CASE("an unknown card is given to a person, and its stamps follow") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    const auto event = site.add_event("evening");
    const auto person = site.add_person("Ann");
    const std::string card(32, 'a');
    REQUIRE(site.acts().stamp(event, attendance::CardId{card}));
    Browser browser = site.staff();
    CHECK(browser.get("/events/" + event.value).says("/people/card/" + card));
    CHECK(
        browser.submit("/people/card/" + card + "?q=Ann", "/people/card/" + card, {{"person", person.value}}).status ==
        303);
    CHECK(browser.get("/events/" + event.value).says(">Ann<"));
    CHECK(browser.get("/people/" + person.value).says("Card 1"));
}

TEST_CASE("after erasing no page knows the name, and no byte of the database does") {
    const Tables tables(sql::Engine::sqlite);
    const std::string name = "消える名前ZZQ";
    {
        RunningSite site(tables);
        const auto event = site.add_event("evening");
        const auto person = site.add_person(name, name, name);
        REQUIRE(site.acts().stamp(event, person));
        Browser browser = site.organizer();
        const std::string path = "/people/" + person.value;
        CHECK(browser.submit(path + "/erase", path + "/erase", {}).status == 303);
        CHECK(browser.get(path).status == 404);
        CHECK_FALSE(browser.get("/events/" + event.value).says(name));
        CHECK(browser.get("/events/" + event.value).says("(erased)"));  // the count stays
        CHECK_FALSE(browser.get("/people/find?q=" + web::url_encoded("消える")).says(name));
    }
    for (const auto& file : std::filesystem::directory_iterator(tables.folder()))
        CHECK(base::read_file(file.path())->find(name) == std::string::npos);
}

TEST_CASE("organizers set the first PIN of kiosks to come, and the hub keeps no digit of it") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto kept = [&] { return *store::setting(site.store(), store::first_pin_setting); };
    Browser browser = site.organizer();
    CHECK(browser.get("/kiosks").says("not set yet"));
    for (const char* bad : {"123", "1234567890123", "12a4", "", " 1234"}) {
        const Page refused = browser.submit("/kiosks", "/kiosks/first-pin", {{"pin", bad}});
        CHECK(refused.status == 400);
        CHECK(refused.says("A PIN has 4 to 12 digits."));
        CHECK(kept().empty());
    }
    REQUIRE(browser.submit("/kiosks", "/kiosks/first-pin", {{"pin", "271828"}}).status == 303);
    CHECK(kept().starts_with("6 $argon2id$"));
    CHECK(kept().find("271828") == std::string::npos);
    const Page set = browser.get("/kiosks");
    CHECK(set.says("is set"));
    CHECK_FALSE(set.says("271828"));
    CHECK_FALSE(set.says("argon2id"));
    CHECK(browser.get("/settings").says("set the first PIN of kiosks"));
    Browser staff = site.staff();
    CHECK_FALSE(staff.get("/kiosks").says("first-pin"));
    REQUIRE(browser.submit("/kiosks", "/kiosks/first-pin/remove", {}).status == 303);
    CHECK(kept().empty());
}

TEST_CASE("an enrolment code is shown once, as text and as a QR code, and a kiosk can be revoked") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    const auto kiosk = testing::Kiosk::enrolled(site.store());
    Browser browser = site.organizer();
    const Page page = browser.submit("/kiosks", "/kiosks/code", {});
    CHECK(page.status == 200);
    CHECK(page.says("class=\"qr\""));
    CHECK(page.says("class=\"code\""));
    CHECK_FALSE(browser.get("/kiosks").says("class=\"code\""));
    CHECK(browser.submit("/kiosks", "/kiosks/" + std::to_string(kiosk.device) + "/revoke", {}).status == 303);
    CHECK(site.store().caller(kiosk.token)->state == store::TokenState::revoked);
}

TEST_CASE(
    "a kiosk that was stolen is disconnected and a new card key is made, at once or later, and both are in the log") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    const auto stolen = testing::Kiosk::enrolled(site.store());
    const auto lost = testing::Kiosk::enrolled(site.store());
    const std::string first = site.store().identity()->card_key;
    Browser browser = site.organizer();
    const auto path = [](const testing::Kiosk& kiosk) { return "/kiosks/" + std::to_string(kiosk.device) + "/stolen"; };
    CHECK(browser.submit("/kiosks", path(stolen), {}).status == 303);
    CHECK(site.store().caller(stolen.token)->state == store::TokenState::revoked);
    CHECK(site.store().caller(lost.token)->state == store::TokenState::valid);
    const std::string second = site.store().identity()->card_key;
    CHECK(second != first);
    CHECK(browser.get("/settings").says("made a new card key (number 2)"));
    CHECK(browser.submit("/kiosks", "/kiosks/" + std::to_string(lost.device) + "/revoke", {}).status == 303);
    CHECK(site.store().identity()->card_key == second);
    CHECK(browser.submit("/kiosks", path(lost), {}).status == 303);
    const auto identity = site.store().identity();
    REQUIRE(identity->older_card_keys.size() == 2);
    CHECK(identity->older_card_keys.front().key == second);
    CHECK(identity->older_card_keys.back().key == first);
}

TEST_CASE("organizers see whose names will go and when, and keep them by one button") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto gone = site.add_person("Sakura");
    const auto now_us = site.clock().read().wall.time_since_epoch().count();
    REQUIRE(site.store().database().run(
        "INSERT INTO retention_due (person, listed_us, listed_ran_s, stopped) VALUES ($1, $2, 0, 0)",
        {std::string_view(gone.value), now_us}));
    Browser browser = site.organizer();
    CHECK(browser.get("/").says("One name will be erased"));
    const std::string place = "/settings/retention";
    const Page list = browser.get(place);
    CHECK(list.says("Sakura"));
    CHECK(list.says("at the earliest"));
    CHECK(browser.submit(place, place + "/keep", {{"person", gone.value}, {"keep", "yes"}}).status == 303);
    CHECK(browser.get(place).says("is kept"));
    CHECK_FALSE(browser.get("/").says("will be erased"));
    CHECK(office::due_list(site.store(), site.clock().read().wall, 9)->lines.front().stopped);
    CHECK(browser.get("/settings").says("kept names that were to be erased"));
    CHECK(site.staff().get(place).status == 403);
    CHECK_FALSE(site.staff().get("/").says("will be erased"));
}

TEST_CASE("a link that staff made shows the card and opens nothing more, an organizer's says whose it was") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto person = site.add_person("田中 花子", "はな");
    const std::string path = "/people/" + person.value;
    const auto link_of = [&](Browser browser) {
        const Page page = browser.submit(path + "/link", path + "/link", {});
        const std::size_t at = page.body.find("/me/");
        REQUIRE(at != std::string::npos);
        return page.body.substr(at, 4 + 43);
    };
    Browser phone = site.stranger();
    const std::string shown = link_of(site.staff());
    const Page card = phone.get(shown);
    CHECK(card.status == 200);
    CHECK(card.says("はな"));
    CHECK_FALSE(card.says(shown + "/edit"));
    CHECK_FALSE(card.says(shown + "/erase"));
    CHECK(phone.get(shown + "/data").status == 403);
    const std::string full = link_of(site.organizer());
    // Even with the right token of its own, in case somebody knows how it is made.
    const std::string csrf = web::csrf_of(shown.substr(4));
    CHECK(phone.post(shown + "/edit", {{"csrf", csrf}, {"nickname", "x"}}).status == 403);
    CHECK(phone.post(shown + "/erase", {{"csrf", csrf}, {"sure", "yes"}}).status == 403);
    CHECK(office::find_person(site.store(), person).value()->nickname == "はな");
    CHECK(phone.submit(full, full + "/edit", {{"nickname", "はなちゃん"}}).status == 303);
    CHECK(office::find_person(site.store(), person).value()->nickname == "はなちゃん");
    std::string by;
    REQUIRE(site.store().database().run("SELECT by_whom FROM entry WHERE kind = 7 ORDER BY seq", {},
                                        [&](const sql::RowView& row) { by = row.text(0); }));
    CHECK(by == "link of user:hana");
    CHECK(site.organizer().get("/settings").says("made the address of a personal page (田中 花子)"));
}

TEST_CASE("one personal link that was lost is ended, the others go on, and staff end only such as they may make") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto person = site.add_person("田中 花子", "はな");
    const std::string path = "/people/" + person.value + "/link";
    const auto link_of_at = [&](Browser browser, const std::string& at) {
        const Page page = browser.submit(at, at, {});
        return page.body.substr(page.body.find("/me/"), 4 + 43);
    };
    const std::string full = link_of_at(site.organizer(), path);
    const std::string card_only = link_of_at(site.staff(), path);
    const auto links = [&] { return office::links_of(site.store(), person).value(); };
    const auto hash_of = [](const std::string& link) { return base::hash_of(link.substr(4)); };
    REQUIRE(links().size() == 2);
    Browser phone = site.stranger();
    Browser staff = site.staff();
    CHECK(staff.get(path).says("Addresses that work now"));
    CHECK(staff.submit(path, path + "/end", {{"link", hash_of(full)}}).status == 403);
    CHECK(phone.get(full).status == 200);
    CHECK(staff.submit(path, path + "/end", {{"link", hash_of(card_only)}}).status == 303);
    CHECK(phone.get(card_only).status == 404);
    CHECK(phone.get(full).status == 200);
    // A link of somebody else is not reached through this person.
    const auto other = site.add_person("Ben");
    Browser organizer = site.organizer();
    const std::string of_other = "/people/" + other.value + "/link";
    const std::string bens = link_of_at(site.organizer(), of_other);
    CHECK(organizer.submit(of_other, of_other + "/end", {{"link", hash_of(full)}}).status == 303);
    CHECK(phone.get(full).status == 200);
    // Of somebody who was merged: it stands with who they are now.
    REQUIRE(site.acts().merge(person, other));
    REQUIRE(office::links_of(site.store(), other)->size() == 2);
    CHECK(organizer.submit(of_other, of_other + "/end", {{"link", hash_of(full)}}).status == 303);
    CHECK(phone.get(full).status == 404);
    CHECK(phone.get(bens).status == 200);
    CHECK(organizer.get("/settings").says("ended the address of a personal page (Ben)"));
}

TEST_CASE("staff give a free card to somebody, and only organizers move one that is somebody's") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto ann = site.add_person("Ann");
    const auto ben = site.add_person("Ben");
    const attendance::CardId card{std::string(32, 'b')};
    const std::string path = "/people/card/" + card.value;
    const auto owner = [&] { return office::owner_of_card(site.store(), card).value().value().value; };
    CHECK(site.staff().submit(path + "?q=Ann", path, {{"person", ann.value}}).status == 303);
    CHECK(owner() == ann.value);
    CHECK(site.staff().submit(path + "?q=Ben", path, {{"person", ben.value}}).status == 403);
    CHECK(owner() == ann.value);
    CHECK(site.organizer().submit(path + "?q=Ben", path, {{"person", ben.value}}).status == 303);
    CHECK(owner() == ben.value);
    REQUIRE(site.acts().take_off(card));
    CHECK(site.staff().submit(path + "?q=Ann", path, {{"person", ann.value}}).status == 303);
    CHECK(owner() == ann.value);
}

TEST_CASE(
    "a registration link opens under a card key that was replaced, for 30 days, and names the card under every id") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto kiosk = testing::Kiosk::enrolled(site.store(), std::string(64, '7'));
    const auto link = [&](const attendance::CardId& card) {
        return "/r/" + wire::registration_code(site.store().identity()->card_key, card).value();
    };
    const attendance::CardId old_id{std::string(32, 'e')}, new_id{std::string(32, 'a')}, late{std::string(32, 'b')};
    const std::string under_old_key = link(old_id);
    const std::string late_under_old_key = link(late);
    REQUIRE(site.store().replace_card_key(site.clock().read().wall));
    attendance::Entry rekey = kiosk.other(1, attendance::EntryKind::rekey);
    rekey.card = new_id;
    rekey.detail = old_id.value;
    REQUIRE(testing::acked(kiosk.send(site.store(), kiosk.batch({rekey}))) == 1);
    Browser phone = site.stranger();
    CHECK(phone.get(link(new_id)).status == 200);
    REQUIRE(phone.submit(under_old_key, under_old_key, {{"nickname", "さくら"}}).status == 303);
    const auto owner = office::owner_of_card(site.store(), new_id);
    REQUIRE(owner->has_value());
    CHECK(office::owner_of_card(site.store(), old_id).value() == *owner);
    CHECK(office::cards_of(site.store(), **owner)->size() == 1);
    CHECK(phone.get(late_under_old_key).status == 200);
    REQUIRE(site.store().database().run("UPDATE older_card_key SET replaced_us = replaced_us - $1",
                                        {std::int64_t{30} * 24 * 3600 * 1'000'000}));
    CHECK(phone.get(late_under_old_key).status == 404);
    CHECK(phone.get(link(late)).status == 200);
}

TEST_CASE("a card that was taken off is named by its next holder, and its stamps stay with it") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    testing::Kiosk::enrolled(site.store(), std::string(64, '7'));
    const auto ann = site.add_person("Ann");
    const attendance::CardId card{std::string(32, 'd')};
    REQUIRE(site.acts().bind(card, ann));
    const std::string path = "/r/" + wire::registration_code(site.store().identity()->card_key, card).value();
    Browser phone = site.stranger();
    CHECK(phone.get(path).says("This card has a name already"));
    REQUIRE(site.acts().take_off(card));
    CHECK(phone.submit(path, path, {{"nickname", "Ben"}}).status == 303);
    const auto holder = office::owner_of_card(site.store(), card).value();
    REQUIRE(holder);
    CHECK(office::find_person(site.store(), *holder).value()->nickname == "Ben");
    CHECK(office::find_person(site.store(), ann).value()->name == "Ann");
    CHECK(phone.get(path).says("This card has a name already"));
}

TEST_CASE("every link and code names the address that was set, whatever the browser used, else what the browser used") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    Browser browser = site.organizer();
    const auto person = site.add_person("Ann");
    const std::string path = "/people/" + person.value;
    CHECK(browser.submit("/kiosks", "/kiosks/code", {}).says("enrol " + site.url() + " "));
    CHECK(browser.submit(path + "/link", path + "/link", {}).says(site.url() + "/me/"));
    browser.forwarded_proto = "https";  // by a proxy that this hub trusts
    CHECK(browser.submit("/kiosks", "/kiosks/code", {}).says("enrol https://127.0.0.1"));
    browser.forwarded_proto.clear();
    for (const char* bad : {"http://0.0.0.0:8443", "hub.example.org", "https://hub.example.org/x", "https://",
                            "javascript:x", "https://a@b", "https://h:0", "https://h:99999"}) {
        CAPTURE(bad);
        const auto refused = browser.submit("/settings", "/settings/address", {{"url", bad}});
        CHECK(refused.status == 400);
        CHECK(refused.says("This is no address that others can reach"));
    }
    CHECK(browser.submit("/settings", "/settings/address", {{"url", "https://hub.example.org:8443/"}}).status == 303);
    CHECK(browser.submit("/kiosks", "/kiosks/code", {}).says("enrol https://hub.example.org:8443 "));
    CHECK(browser.submit(path + "/link", path + "/link", {}).says("https://hub.example.org:8443/me/"));
}

TEST_CASE("organizers read what guests' browsers say of a certificate that the hub made itself") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    CHECK_FALSE(site.organizer().get("/kiosks").says("Your connection is not private"));
    http::ServedKey::Facts facts;
    facts.self_made = true;
    site.served->set(facts);
    CHECK(site.organizer().get("/kiosks").says("Your connection is not private"));
}

TEST_CASE("an unknown address is a page for a browser, and the protocol's answer for a program") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    Browser hana = site.organizer();
    Browser stranger = site.stranger();
    for (const char* path : {"/nothing", "/nothing/here?x=1", "/v1/nothing", "/favicon"}) {
        CAPTURE(path);
        for (Browser* browser : {&hana, &stranger}) {
            browser->accept = "text/html,application/xhtml+xml,*/*;q=0.8";
            const Page page = browser->get(path);
            CHECK(page.status == 404);
            CHECK(page.says("There is nothing here"));
            CHECK(page.header("content-security-policy") == browser->get("/sign-in").header("content-security-policy"));
            browser->accept.clear();
            const Page answer = browser->get(path);
            CHECK(answer.status == 404);
            CHECK(answer.says("\"error\":\"not_found\""));
        }
    }
    hana.accept = "text/html";
    CHECK(hana.get("/nothing").says("href=\"/events\""));  // the way on
    CHECK_FALSE(stranger.get("/nothing").says("href=\"/events\""));
    CHECK(stranger.get("/v9/entries").status == 426);
    CHECK(stranger.get("/static/nothing.css").status == 404);
    CHECK(hana.get("/events").status == 200);
}
