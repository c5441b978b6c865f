// The organizers' deck: written, changed and removed at the hub, and who would see what of it tonight.
#include "browser.h"
#include "deck/shipped.h"
#include "office/deck_queries.h"
#include "office/event_queries.h"
#include "office/person_queries.h"
#include "office/prompt_queries.h"
#include "office/zone.h"
#include "store/transaction.h"
#include "web/html.h"
#include "wire/codec.h"

using testing::Browser;
using testing::Fields;
using testing::Page;
using testing::RunningSite;
using testing::Tables;

namespace {

const Fields in_the_evening{{"words_ja", " よる の ことば\t"},
                            {"words_any", "Words of the night"},
                            {"whom", "again"},
                            {"hour", "evening"},
                            {"term", ""},
                            {"event", ""},
                            {"weight", "5"},
                            {"first_day", "2026-12-20"},
                            {"last_day", "2026-12-20"}};

Fields with(Fields fields, const std::string& name, const std::string& value) {
    for (auto& field : fields)
        if (field.first == name) field.second = value;
    return fields;
}

std::vector<attendance::DeckSentence> said(RunningSite& site) {
    return office::deck(site.store())->said;
}

}  // namespace

TEST_CASE("organizers add a sentence to the deck, change it in place, remove it and put it back") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    Browser hana = site.organizer();
    CHECK(hana.get("/settings").says("href=\"/deck\""));
    CHECK(hana.get("/deck").says("None yet"));
    REQUIRE(hana.submit("/deck", "/deck/new", in_the_evening).status == 303);
    REQUIRE(said(site).size() == 1);
    attendance::DeckSentence sentence = said(site)[0];
    CHECK(sentence.texts ==
          std::vector<attendance::DeckSentence::Text>{{"ja", "よる の ことば"}, {"", "Words of the night"}});
    CHECK(sentence.when == "again evening");
    CHECK(sentence.weight == 5);
    CHECK(sentence.first_day == "2026-12-20");
    CHECK_FALSE(sentence.event);
    CHECK(testing::all_changes(site.store()).sentences == std::vector{sentence});

    const std::string event = site.add_event("evening").value;
    const std::string path = "/deck/" + sentence.id;
    Fields changed = with(with(in_the_evening, "whom", "visit"), "event", event);
    changed.emplace_back("visit", "10");
    REQUIRE(hana.submit("/deck", path, changed).header("location") == "/deck#" + sentence.id);
    CHECK(said(site)[0].when == "visit:10 evening");
    CHECK(said(site)[0].event == attendance::EventId{event});
    CHECK(said(site)[0].id == sentence.id);
    CHECK(hana.get("/deck").says("at visit 10 · in the evening (from 17) · evening · 2026-12-20 – 2026-12-20"));

    REQUIRE(hana.submit("/deck", path + "/remove", {}).status == 303);
    CHECK(said(site).empty());
    CHECK(testing::all_changes(site.store()).sentences.at(0).removed);
    REQUIRE(hana.submit("/deck", path + "/put-back", {}).status == 303);
    CHECK(said(site).size() == 1);
    const auto acts = office::staff_acts(site.store(), 10).value();
    REQUIRE(acts.size() == 4);
    CHECK(acts[0].what == "sentence_put_back " + sentence.id);
    CHECK(hana.get("/settings").says("changed a sentence of the deck"));
}

TEST_CASE("a sentence of the deck that cannot be kept is refused with words, and stays in its form") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    Browser hana = site.organizer();
    REQUIRE(hana.submit("/deck", "/deck/new", in_the_evening).status == 303);
    const std::string path = "/deck/" + said(site)[0].id;
    std::string wide;
    for (int i = 0; i < 41; ++i)
        wide += "あ";
    struct Wrong {
        Fields fields;
        const char* words;
    };
    const auto at_visit = [](const std::string& number) {
        Fields fields = with(in_the_evening, "whom", "visit");
        fields.emplace_back("visit", number);
        return fields;
    };
    Fields none = with(with(in_the_evening, "words_ja", " 　"), "words_any", "");
    for (const Wrong& wrong :
         {Wrong{none, "Please write a sentence"}, Wrong{with(in_the_evening, "words_any", wide), "shorten it"},
          Wrong{with(in_the_evening, "whom", "visit"), "which visit"},
          Wrong{with(in_the_evening, "whom", "<b>"), "which visit"},
          Wrong{with(in_the_evening, "whom", "first again"), "which visit"},
          Wrong{with(in_the_evening, "hour", "graduate"), "which visit"},
          Wrong{with(in_the_evening, "term", "toji  evening"), "which visit"}, Wrong{at_visit("0"), "which visit"},
          Wrong{at_visit(std::string(400, '0') + "7x"), "which visit"},
          Wrong{with(in_the_evening, "event", std::string(5000, 'e')), "not there any more"},
          Wrong{with(in_the_evening, "event", "removed"), "not there any more"},
          Wrong{with(in_the_evening, "first_day", "2026-12-21"), "or later"},
          Wrong{with(in_the_evening, "last_day", "2026-12-32"), "or later"}})
        for (const std::string& action : {std::string("/deck/new"), path}) {
            const Page refused = hana.submit("/deck", action, wrong.fields);
            CAPTURE(action, wrong.words);
            CHECK(refused.status == 400);
            CHECK(refused.says(wrong.words));
            CHECK_FALSE(refused.says("<b>\""));
        }
    CHECK(hana.submit("/deck", path, with(in_the_evening, "words_any", wide)).says("value=\"" + wide + "\""));
    CHECK(said(site).size() == 1);
    CHECK(said(site)[0].when == "again evening");
    // However it was written, kiosks read what is kept.
    REQUIRE(hana.submit("/deck", path, at_visit(std::string(400, '0') + "7")).status == 303);
    CHECK(said(site)[0].when == "visit:7 evening");
    const auto changes = testing::all_changes(site.store());
    CHECK(wire::parse_changes(wire::to_json(changes)).has_value());
    CHECK(hana.get(path).status == 200);  // where the refused one stood, when the language is changed
}

TEST_CASE("two organizers change one sentence: untouched fields take nothing back, a field of both is shown first") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    Browser hana = site.organizer();
    REQUIRE(hana.submit("/deck", "/deck/new", in_the_evening).status == 303);
    const std::string path = "/deck/" + said(site)[0].id;
    // As the form was opened: what stood there in NAME_was.
    Fields opened = in_the_evening;
    for (const auto& [name, value] : in_the_evening)
        opened.emplace_back(name + "_was", name == "words_ja" ? "よる の ことば" : value);
    opened = with(opened, "words_ja", "よる の ことば");
    REQUIRE(hana.submit("/deck", path, with(opened, "weight", "50")).status == 303);
    REQUIRE(hana.submit("/deck", path, with(opened, "words_any", "Good night")).status == 303);
    CHECK(said(site)[0].weight == 50);
    CHECK(said(site)[0].texts[1].text == "Good night");
    const Page overtaken = hana.submit("/deck", path, with(opened, "words_any", "Sleep well"));
    CHECK(overtaken.status == 409);
    CHECK(overtaken.says("value=\"Sleep well\""));
    CHECK(overtaken.says("Good night"));
    CHECK(said(site)[0].texts[1].text == "Good night");
}

TEST_CASE("staff read the deck and its preview, and cannot change it") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    const std::string evil = "<script>alert(1)</script>";
    REQUIRE(site.store().put_sentence({.id = "s1", .texts = {{"", evil}}}));
    Browser taro = site.staff();
    const Page page = taro.get("/deck");
    CHECK(page.status == 200);
    CHECK(page.says("&lt;script&gt;"));
    CHECK_FALSE(page.says(evil));
    CHECK_FALSE(page.says("action=\"/deck"));
    for (const char* place : {"/deck/new", "/deck/s1", "/deck/s1/remove", "/deck/s1/put-back"})
        CHECK(taro.post(place, {{"csrf", page.hidden("csrf")}, {"form", "x"}, {"words_any", "evil"}}).status == 403);
    CHECK(said(site).at(0).texts[0].text == evil);
    CHECK(taro.get("/deck/tonight").status == 200);
}

namespace {

// The row of the guest with that name, to its end.
std::string row_of(const Page& page, const std::string& name) {
    const std::size_t at = page.body.find(">" + name + "<");
    return at == std::string::npos ? "" : page.body.substr(at, page.body.find("</tr>", at) - at);
}

}  // namespace

TEST_CASE("the preview says what each guest of the list would see, as their kiosk would choose it") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    Browser hana = site.organizer();
    CHECK(hana.get("/deck/tonight").status == 200);
    const auto before = site.add_event("before", std::chrono::hours(-40)), tonight = site.add_event("tonight");
    CHECK(hana.get("/deck/tonight").says("Nobody is on the list"));
    const auto fresh = site.add_person("fresh"), regular = site.add_person("regular"),
               walk_in = site.add_person("walk-in");
    site.put_on_list(tonight, fresh);
    site.put_on_list(tonight, regular);
    REQUIRE(site.acts().stamp(before, regular));
    REQUIRE(site.acts().stamp(tonight, walk_in));
    // Of one event each, so that they go before all that fits anybody, and heavy: of the others only those of a first
    // and a second time could stand beside them.
    REQUIRE(site.store().put_sentence(
        {.id = "s1", .event = tonight, .when = "first", .weight = 1000, .texts = {{"en", "Hello, new one"}}}));
    REQUIRE(site.store().put_sentence(
        {.id = "s2", .event = tonight, .when = "visit:2", .weight = 1000, .texts = {{"en", "Hello, you two"}}}));
    const auto deck = attendance::deck_in("en", said(site), deck::shipped("en"));
    const auto guests = office::expected_guests(site.store(), *office::find_event(site.store(), tonight).value(),
                                                site.clock().read().wall, 10)
                            .value();
    REQUIRE(guests.size() == 3);
    const Page page = hana.get("/deck/tonight");
    CHECK(hana.get("/deck/tonight?event=" + tonight.value).says("Hello, you two") == page.says("Hello, you two"));
    for (const office::ExpectedGuest& guest : guests) {
        const auto occasions = attendance::occasions_of(
            guest.visits, [](attendance::WallTime) { return attendance::Season{}; },
            attendance::Zone(office::zone_offset));
        const auto* sentence = attendance::choose_sentence(deck, guest.person.id, occasions);
        REQUIRE(sentence != nullptr);
        const std::string row = row_of(page, guest.person.name);
        INFO(guest.person.name << ": " << row);
        CHECK(row.find(web::Html(sentence->text).markup()) != std::string::npos);
        CHECK((row.find("your deck") != std::string::npos) == (sentence->id.starts_with("s1") || sentence->id == "s2"));
        CHECK((row.find("2nd visit") != std::string::npos) == (guest.person.id == regular));
        CHECK(guest.is_there == (guest.person.id == walk_in));
    }
    // In a language without any text the screen speaks for itself; welcome words for everybody go before all.
    CHECK(row_of(hana.get("/deck/tonight?lang=ko"), "fresh").find("own words") != std::string::npos);
    REQUIRE(office::add_prompt(site.store(), tonight.value, "", "To all", testing::some_day));
    const Page with_prompt = hana.get("/deck/tonight");
    for (const char* name : {"fresh", "regular", "walk-in"})
        CHECK(row_of(with_prompt, name).find("To all") != std::string::npos);
}

TEST_CASE("a guest whose stamp would fill the card sees the picture of graduation in the preview") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    const auto now = site.clock().read().wall;
    REQUIRE(
        site.store().put_season({"s", {"short", now - std::chrono::days(30), now + std::chrono::days(30), 3}, false}));
    const auto person = site.add_person("regular");
    for (const int days : {9, 6})
        REQUIRE(site.acts().stamp(site.add_event("before", std::chrono::hours(-24 * days)), person));
    const auto tonight = site.add_event("tonight");
    site.put_on_list(tonight, person);
    CHECK(site.organizer().get("/deck/tonight").says("the picture of graduation"));
}
