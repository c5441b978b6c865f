// Forms that are saved after somebody else changed the same person or event.
#include <array>

#include "browser.h"
#include "office/event_queries.h"
#include "office/interests.h"
#include "office/person_queries.h"
#include "office/personal_links.h"
#include "office/retention.h"
#include "office/zone.h"
#include "store/settings.h"
#include "web/words.h"
#include "wire/codec.h"

using attendance::Person;
using attendance::PersonId;
using testing::Browser;
using testing::Fields;
using testing::Page;
using testing::RunningSite;
using testing::Tables;

namespace {

// A form as it was opened: what it holds besides what is typed.
Fields hidden_of(const Page& page, const std::string& action) {
    const std::string behind = "action=\"" + action + "\"";
    if (!page.says(behind)) FAIL("no form to " << action << ": " << page.body);
    Fields fields;
    for (const char* name :
         {"csrf", "form", "seen", "keep_was", "interests_was", "community_was", "zone_was", "url_was", "name_was"})
        if (page.body.find(std::string("name=\"") + name + "\"", page.body.find(behind)) != std::string::npos)
            fields.emplace_back(name, page.hidden(name, behind));
    return fields;
}

Page save(Browser& browser, const std::string& action, Fields hidden, const Fields& typed) {
    hidden.insert(hidden.end(), typed.begin(), typed.end());
    return browser.post(action, hidden);
}

Person held(RunningSite& site, const PersonId& id) {
    return **office::find_person(site.store(), id);
}

}  // namespace

TEST_CASE("an organizer's form takes nothing back that a guest changed while it was open") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const PersonId taro = site.add_person("山田 太郎", "Taro");
    const std::string form = "/people/" + taro.value + "/edit";
    const std::string own = "/me/" + *office::make_personal_link(site.store(), taro, "self", office::LinkRights::full,
                                                                 site.clock().read().wall);
    Browser organizer = site.organizer();
    Browser phone = site.stranger();
    const Fields opened = hidden_of(organizer.get(form), form);
    REQUIRE(phone.submit(own, own + "/edit", {{"nickname", "Tachan"}, {"name", "山田 太郎"}, {"reading", ""}}).status ==
            303);
    CHECK(save(organizer, form, opened,
               {{"name", "山田 太郎"}, {"nickname", "Taro"}, {"reading", "やまだ たろう"}, {"lang", "ja"}})
              .status == 303);
    CHECK(held(site, taro).nickname == "Tachan");
    CHECK(held(site, taro).reading == "やまだ たろう");
    CHECK(site.store().conflicts()->empty());
}

TEST_CASE("a guest's form takes nothing back that an organizer changed while it was open") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const PersonId taro = site.add_person("山田 太郎", "Taro");
    const std::string own = "/me/" + *office::make_personal_link(site.store(), taro, "self", office::LinkRights::full,
                                                                 site.clock().read().wall);
    const std::string action = own + "/edit";
    Browser phone = site.stranger();
    const Fields opened = hidden_of(phone.get(own), action);
    Person edited = held(site, taro);
    edited.reading = "やまだ たろう";
    REQUIRE(site.acts().put_person(edited));
    REQUIRE(office::set_interests(site.store(), taro, "星"));
    CHECK(save(phone, action, opened,
               {{"nickname", "Tachan"}, {"name", "山田 太郎"}, {"reading", ""}, {"lang", "ja"}, {"interests", ""}})
              .status == 303);
    CHECK(held(site, taro).nickname == "Tachan");
    CHECK(held(site, taro).reading == "やまだ たろう");
    CHECK(office::interests_of(site.store(), taro).value() == "星");

    // What both changed is shown, with what stands there now, and nothing is saved before that was seen.
    const Fields again = hidden_of(phone.get(own), action);
    edited = held(site, taro);
    edited.nickname = "Tarō";
    REQUIRE(site.acts().put_person(edited));
    const Page asked = save(phone, action, again, {{"nickname", "Yama"}, {"name", "山田 太郎"}, {"interests", "星"}});
    CHECK(asked.status == 409);
    CHECK(asked.says("Now: Tarō"));
    CHECK(asked.says("value=\"Yama\""));
    CHECK(held(site, taro).nickname == "Tarō");
    CHECK(save(phone, action, hidden_of(asked, action),
               {{"nickname", "Yama"}, {"name", "山田 太郎"}, {"interests", "星"}})
              .status == 303);
    CHECK(held(site, taro).nickname == "Yama");
}

TEST_CASE("of two organizers who change one field, the second is shown the first one's before it is saved") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const PersonId taro = site.add_person("山田 太郎", "Taro");
    const std::string form = "/people/" + taro.value + "/edit";
    Browser one = site.organizer();
    Browser two = site.staff();
    const Fields first = hidden_of(one.get(form), form);
    const Fields second = hidden_of(two.get(form), form);
    const Fields typed{{"name", "山田 太郎"}, {"nickname", "One"}, {"reading", "やまだ"}, {"lang", "ja"}};
    REQUIRE(save(one, form, first, typed).status == 303);
    const Page asked =
        save(two, form, second, {{"name", "山田 太郎"}, {"nickname", "Two"}, {"reading", ""}, {"lang", "ja"}});
    CHECK(asked.status == 409);
    CHECK(asked.says("Now: One"));
    CHECK(asked.says("value=\"Two\""));
    CHECK(asked.says("value=\"やまだ\""));  // untouched: as it stands now
    CHECK(held(site, taro).nickname == "One");
    REQUIRE(save(two, form, hidden_of(asked, form),
                 {{"name", "山田 太郎"}, {"nickname", "Two"}, {"reading", "やまだ"}, {"lang", "ja"}})
                .status == 303);
    CHECK(held(site, taro).nickname == "Two");
    // The same again changes nothing and asks nothing.
    const Fields third = hidden_of(one.get(form), form);
    const std::int64_t version = held(site, taro).version;
    CHECK(save(one, form, third, {{"name", "山田 太郎"}, {"nickname", "Two"}, {"reading", "やまだ"}, {"lang", "ja"}})
              .status == 303);
    CHECK(held(site, taro).version == version);
}

TEST_CASE("an event's form saves what was touched, and keeps seconds that it does not show") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto id = site.add_event("evening");
    const auto before = **office::find_event(site.store(), id);
    const std::string form = "/events/" + id.value + "/edit";
    Browser one = site.organizer();
    Browser two = site.organizer();
    const Page page = one.get(form);
    const Fields opened = hidden_of(page, form);
    const auto value = [&](const std::string& name) { return page.hidden(name, "seen"); };
    const auto shown = [&](const std::string& name) {
        const std::size_t at = page.body.find("name=\"" + name + "\"");
        const std::size_t from = page.body.find("value=\"", at) + 7;
        return page.body.substr(from, page.body.find('"', from) - from);
    };
    const Fields again = hidden_of(two.get(form), form);
    CHECK(value("nothing").empty());
    REQUIRE(save(one, form, opened,
                 {{"title", "evening"},
                  {"venue", "Shibuya"},
                  {"starts", shown("starts")},
                  {"ends", shown("ends")},
                  {"keep", "30"}})
                .status == 303);
    auto now = **office::find_event(site.store(), id);
    CHECK(now.venue == "Shibuya");
    CHECK(now.starts == before.starts);
    CHECK(now.ends == before.ends);
    // Another form that was open meanwhile: the title is saved, the rest stays.
    REQUIRE(save(two, form, again,
                 {{"title", "night"},
                  {"venue", before.venue},
                  {"starts", shown("starts")},
                  {"ends", shown("ends")},
                  {"keep", ""}})
                .status == 303);
    now = **office::find_event(site.store(), id);
    CHECK(now.title == "night");
    CHECK(now.venue == "Shibuya");
    CHECK(office::kept_for(site.store(), id, now.ends).value() == 30);
    // And a field that both touched is asked for.
    const Page asked = save(two, form,
                            [&] {
                                Fields old = again;
                                for (auto& [name, text] : old)
                                    if (name == "form") text = "another";
                                return old;
                            }(),
                            {{"title", "night"},
                             {"venue", "Shinjuku"},
                             {"starts", shown("starts")},
                             {"ends", shown("ends")},
                             {"keep", ""}});
    CHECK(asked.status == 409);
    CHECK(asked.says("Now: Shibuya"));
    CHECK((*office::find_event(site.store(), id))->venue == "Shibuya");
}

TEST_CASE("a text of the whole hub takes nothing back that another organizer wrote while the form was open") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    testing::Kiosk::enrolled(site.store());
    struct OneText {
        std::string page, action, field, first, second, third;
    };
    const std::vector<OneText> texts{
        {"/settings", "/settings/community", "community", "地域テック", "星の会", "月の会"},
        {"/settings", "/settings/zone", "zone", "Asia/Tokyo", "Asia/Seoul", "Asia/Taipei"},
        {"/settings", "/settings/address", "url", "https://a.example.org", "https://b.example.org",
         "https://c.example.org"},
        {"/kiosks", "/kiosks/2/name", "name", "受付1", "入口", "裏口"},
    };
    for (const OneText& text : texts) {
        CAPTURE(text.action);
        Browser one = site.organizer();
        Browser two = site.organizer();
        const auto stands = [&](const std::string& value) {
            const Page page = one.get(text.page);
            const std::size_t at = page.body.find("action=\"" + text.action + "\"");
            const std::size_t end = page.body.find("</form>", at);
            return page.body.substr(at, end - at).find(" value=\"" + value + "\"") != std::string::npos;
        };
        REQUIRE(save(one, text.action, hidden_of(one.get(text.page), text.action), {{text.field, text.first}}).status ==
                303);
        CHECK(stands(text.first));
        const Fields opened = hidden_of(two.get(text.page), text.action);
        const Fields untouched = hidden_of(two.get(text.page), text.action);
        REQUIRE(
            save(one, text.action, hidden_of(one.get(text.page), text.action), {{text.field, text.second}}).status ==
            303);
        // Sent as it was opened, it is left alone.
        CHECK(save(two, text.action, untouched, {{text.field, text.first}}).status == 303);
        CHECK(stands(text.second));
        // Changed, it is asked for, with what stands there and what was typed.
        const Page asked = save(two, text.action, opened, {{text.field, text.third}});
        CHECK(asked.status == 409);
        CHECK(asked.says("Now: " + text.second));
        CHECK(asked.says("value=\"" + text.third + "\""));
        CHECK(asked.says(web::Words::in("en").text("form.overtaken")));
        CHECK(stands(text.second));
        // Seen, it is saved.
        CHECK(save(two, text.action, hidden_of(asked, text.action), {{text.field, text.third}}).status == 303);
        CHECK(stands(text.third));
    }
    office::use_zone("");
}

TEST_CASE("what cannot be a text of the hub stays in its form, and says why") {
    const testing::Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    testing::Kiosk::enrolled(site.store());
    Browser browser = site.organizer();
    const std::vector<std::array<std::string, 5>> refused{
        {"/settings", "/settings/zone", "zone", "Mars/Olympus", "There is no time zone of this name"},
        {"/settings", "/settings/address", "url", "https://0.0.0.0", "This is no address that others can reach"},
        {"/settings", "/settings/community", "community", std::string(500, 'x'), "This is too long"},
        {"/kiosks", "/kiosks/2/name", "name", "  ", "A kiosk needs a name"},
    };
    for (const auto& [page, action, field, typed, why] : refused) {
        CAPTURE(action);
        const Page answer = save(browser, action, hidden_of(browser.get(page), action), {{field, typed}});
        CHECK(answer.status == 400);
        CHECK(answer.says(why));
        CHECK(answer.says("value=\"" + typed + "\""));
    }
    CHECK(store::setting(site.store(), store::public_url_setting).value().empty());
}

TEST_CASE("a conflict that clocks could not decide is on a page, where staff settle it") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto kiosk = testing::Kiosk::enrolled(site.store(), std::string(64, '7'));
    const PersonId taro = site.add_person("山田 太郎", "Taro");
    Browser staff = site.staff();
    CHECK_FALSE(staff.get("/people").says("href=\"/conflicts\""));
    Person edited = held(site, taro);
    edited.nickname = "Tachan";
    REQUIRE(site.acts().put_person(edited));
    auto entry = kiosk.other(1, attendance::EntryKind::person);
    entry.at.quality = attendance::ClockQuality::unknown;
    entry.person = taro;
    entry.version = 2;
    auto request = kiosk.batch({entry});
    request.people.push_back({{taro, 2, "山田 太郎", "Tarou", "", "ja", false},
                              1,
                              std::set<wire::PersonField>{wire::PersonField::nickname}});
    testing::acked(kiosk.send(site.store(), request));
    REQUIRE(held(site, taro).nickname == "Tachan");

    CHECK(staff.get("/people").says("href=\"/conflicts\""));
    const Page page = staff.get("/conflicts");
    CHECK(page.says("Tachan"));
    CHECK(page.says("Tarou"));
    const std::string behind = "value=\"lost\"";
    const Fields fields{
        {"csrf", page.hidden("csrf")}, {"form", "one"}, {"conflict", page.hidden("conflict")}, {"take", "lost"}};
    CHECK(page.says(behind));
    CHECK(staff.post("/conflicts", fields).status == 303);
    CHECK(held(site, taro).nickname == "Tarou");
    CHECK_FALSE(staff.get("/people").says("href=\"/conflicts\""));
    // Somebody else settles it at the same time: it is settled.
    Fields late = fields;
    late[0].second = staff.get("/people/new").hidden("csrf");
    late[1].second = "two";
    late[3].second = "now";
    CHECK(staff.post("/conflicts", late).status == 303);
    CHECK(held(site, taro).nickname == "Tarou");
}

TEST_CASE("rows that this hub cannot read are shown to staff, a page at a time") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto kiosk = testing::Kiosk::enrolled(site.store(), std::string(64, '7'));
    auto request = kiosk.stamps(1, 60);
    for (std::int64_t seq = 1; seq <= 60; ++seq)
        request.rows[static_cast<std::size_t>(seq - 1)] =
            wire::BadRow{seq, "[" + std::to_string(seq) + ",99,\"<b>\"]", "has 3 columns"};
    testing::acked(kiosk.send(site.store(), request));
    Browser staff = site.staff();
    const Page page = staff.get("/conflicts");
    CHECK(page.says("has 3 columns"));
    CHECK(page.says("&lt;b&gt;"));
    CHECK(page.says("href=\"/conflicts?rows=1\""));
    CHECK(page.says("Row 50"));
    CHECK_FALSE(page.says("Row 51"));
    const Page rest = staff.get("/conflicts?rows=1");
    CHECK(rest.says("Row 60"));
    CHECK_FALSE(rest.says("href=\"/conflicts?rows=2\""));
}

TEST_CASE("a season's form saves what was touched, and shows what somebody else changed before it is saved over") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    Browser one = site.organizer();
    Browser two = site.organizer();
    const Page made =
        one.submit("/seasons/new", "/seasons/new",
                   {{"name", "Season 3"}, {"first", "2026-07-01"}, {"last", "2026-09-30"}, {"squares", "6"}});
    const std::string place = made.header("location");
    const std::string edit = place + "/edit";
    const auto season = [&] { return office::seasons(site.store())->at(0).season; };
    // Everything that stands in a form, as a browser sends it.
    struct Open {
        Page page;
        Fields typed;
        Fields fields() const {
            Fields all = typed;
            for (const char* name : {"csrf", "form"})
                all.emplace_back(name, page.hidden(name, "/edit\""));
            for (const char* name : {"name_was", "first_was", "last_was", "squares_was"})
                all.emplace_back(name, page.hidden(name));
            return all;
        }
    };
    const auto open = [&](Browser& browser, const std::string& name, const std::string& squares) {
        return Open{browser.get(edit),
                    {{"name", name}, {"first", "2026-07-01"}, {"last", "2026-09-30"}, {"squares", squares}}};
    };
    const Open of_one = open(one, "Summer", "6");
    const Open of_two = open(two, "Season 3", "8");
    const Open of_late = open(two, "Autumn", "6");
    CHECK(one.post(edit, of_one.fields()).status == 303);
    CHECK(two.post(edit, of_two.fields()).status == 303);
    CHECK(season().name == "Summer");  // not taken back
    CHECK(season().squares == 8);

    const Page shown = two.post(edit, of_late.fields());
    CHECK(shown.status == 409);
    CHECK(shown.says("Now: Summer"));
    CHECK(shown.says("value=\"Autumn\""));
    CHECK(season().name == "Summer");
    // Whoever saw that may save.
    const Open again{shown, {{"name", "Autumn"}, {"first", "2026-07-01"}, {"last", "2026-09-30"}, {"squares", "8"}}};
    CHECK(two.post(edit, again.fields()).status == 303);
    CHECK(season().name == "Autumn");
    // What is wrong with a form does not make it forget what it was opened with.
    const Open wrong{two.get(edit),
                     {{"name", "Autumn"}, {"first", "2026-10-01"}, {"last", "2026-09-30"}, {"squares", "8"}}};
    const Page refused = two.post(edit, wrong.fields());
    CHECK(refused.status == 400);
    CHECK(refused.hidden("first_was") == "2026-07-01");
}

TEST_CASE("what a form of a person takes, kiosks can read") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    Browser staff = site.staff();
    const std::string longest(attendance::text_bytes_max, 'x'), longest_lang(attendance::id_bytes_max, 'x');
    for (const auto& [field, text] :
         {std::pair("name", longest), {"reading", longest}, {"nickname", longest}, {"lang", longest_lang}}) {
        INFO(field);
        testing::Fields fields{{"name", "Ann"}, {"nickname", ""}, {"reading", ""}, {"lang", "en"}};
        const auto with = [&](const std::string& value) {
            for (auto& [name, kept] : fields)
                if (name == field) kept = value;
            return fields;
        };
        CHECK(staff.submit("/people/new", "/people/new", with(text + "x")).status == 400);
        CHECK(staff.submit("/people/new", "/people/new", with(text)).status == 303);
    }
    const auto changes = wire::parse_changes(wire::to_json(testing::all_changes(site.store())));
    REQUIRE(changes);
    CHECK(changes->people.size() == 4);
}
