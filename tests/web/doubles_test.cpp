// The guest list and the cards find each other: on the guest's phone, and at the desk.
#include "web/doubles.h"

#include "attendance/ticket.h"
#include "browser.h"
#include "office/event_queries.h"
#include "office/person_queries.h"
#include "office/personal_links.h"
#include "wire/registration.h"

using attendance::Person;
using attendance::PersonId;
using testing::Browser;
using testing::Page;
using testing::RunningSite;
using testing::Tables;
using web::Called;

namespace {

Person called(const std::string& name, const std::string& nickname = "", const std::string& reading = "") {
    return {PersonId{"x"}, 1, name, nickname, reading, "", false};
}

// An evening with a list, and cards that nobody has claimed.
class Evening {
public:
    explicit Evening(const Tables& tables) : site(tables), event(site.add_event("evening")) {
        testing::Kiosk::enrolled(site.store(), std::string(64, '7'));
    }
    PersonId listed(const std::string& name, const std::string& nickname = "", const std::string& reading = "") {
        const PersonId id = site.add_person(name, nickname, reading);
        list(id);
        return id;
    }
    void list(const PersonId& id) {
        auto transaction = store::WriteTransaction::begin(site.store().database());
        REQUIRE(transaction);
        REQUIRE(site.store().database().run("INSERT INTO guest (event, person, ticket, state) VALUES ($1, $2, '', 1)",
                                            {std::string_view(event.value), std::string_view(id.value)}));
        REQUIRE(transaction->commit());
    }
    // The address that the kiosk shows after the tap of a card that nobody has claimed.
    std::string tapped(const std::string& card) {
        REQUIRE(site.acts().stamp(event, attendance::CardId{card}));
        return "/r/" + wire::registration_code(site.store().identity()->card_key, attendance::CardId{card}).value();
    }
    std::string page() const { return "/events/" + event.value; }
    std::int64_t people() { return testing::count_of(site.store().database(), "person"); }
    std::size_t awaited() { return office::no_shows(site.store(), event, 100)->size(); }

    RunningSite site;
    attendance::EventId event;
};

const std::string card_a(32, 'a');
const std::string card_b(32, 'b');

}  // namespace

TEST_CASE("who is called the same, whole or by a word, may be one, a word of one character says nothing") {
    const Called listed(called("髙橋 さくら", "", "タカハシ サクラ"));
    for (const Person& same :
         {called("", "さくら"), called("高橋さくら"), called("", "サクラ"), called("x", "", "たかはし さくら")})
        CHECK(Called(same).may_be(listed));
    for (const Person& other : {called("", "さくらんぼ"), called("", "さく"), called("髙木 さ"), called("", "")})
        CHECK_FALSE(Called(other).may_be(listed));
    CHECK_FALSE(Called(called("林 蓮")).may_be(Called(called("森 蓮"))));
}

TEST_CASE("a list is searched from the second character on, at the beginnings of words") {
    const Called listed(called("髙橋 さくら", "まめ", "タカハシ サクラ"));
    for (const char* text : {"さく", "髙橋", "高橋さ", "タカ", "まめ"})
        CHECK(listed.begins_with(text));
    for (const char* text : {"", "さ", " さ ", "くら", "橋さ"})
        CHECK_FALSE(listed.begins_with(text));
}

TEST_CASE("a hint of a name has its first word, and of the others one character") {
    CHECK(web::hinted_name(called("髙橋 さくら")) == "髙橋 さ…");
    CHECK(web::hinted_name(called("髙橋　さくら")) == "髙橋 さ…");
    CHECK(web::hinted_name(called("まめたろう")) == "まめたろう");
    CHECK(web::hinted_name(called("Nguyễn Thị Hường")) == "Nguyễn T… H…");
}

TEST_CASE("a guest who registers a new card is asked whether they are on the list, and is there once") {
    ON_EACH_ENGINE();
    Evening evening(tables);
    const PersonId sakura = evening.listed("髙橋 さくら", "", "タカハシ サクラ");
    const std::string link = evening.tapped(card_a);
    Browser phone = evening.site.stranger();
    const Page asked = phone.submit(link, link, {{"nickname", "さくら"}});
    CHECK(asked.status == 200);
    CHECK(asked.says("on tonight"));
    CHECK(asked.says("髙橋 さ…"));
    CHECK_FALSE(asked.says("髙橋 さくら"));
    CHECK(evening.people() == 1);
    const Page joined =
        phone.post(link, {{"csrf", asked.hidden("csrf")}, {"nickname", "さくら"}, {"list", sakura.value}});
    CHECK(joined.status == 303);
    CHECK(evening.people() == 1);
    CHECK(evening.awaited() == 0);
    CHECK(office::event_counts(evening.site.store(), evening.event)->guests_arrived == 1);
    CHECK(office::find_person(evening.site.store(), sakura).value()->nickname == "さくら");
}

TEST_CASE("whoever says that they are somebody else becomes a new person, whom the desk is told about") {
    ON_EACH_ENGINE();
    Evening evening(tables);
    const PersonId sakura = evening.listed("髙橋 さくら", "", "タカハシ サクラ");
    const std::string link = evening.tapped(card_a);
    Browser phone = evening.site.stranger();
    CHECK(phone.submit(link, link, {{"nickname", "さくら"}, {"list", "none"}}).status == 303);
    CHECK(evening.people() == 2);
    CHECK(evening.awaited() == 1);
    Browser staff = evening.site.staff();
    const Page desk = staff.get(evening.page());
    CHECK(desk.says("may be 髙橋 さくら of the list"));
    const std::string join = "action=\"" + evening.page() + "/join\"";
    const Page done = staff.submit(evening.page(), evening.page() + "/join",
                                   {{"person", desk.hidden("person", join)}, {"guest", desk.hidden("guest", join)}});
    CHECK(done.status == 303);
    CHECK(evening.awaited() == 0);
    CHECK(office::find_person(evening.site.store(), sakura).value()->nickname == "さくら");
    // One touch undoes it, for whoever did it.
    const Page after = staff.get(done.header("location"));
    CHECK(after.says("Joined with the list: 髙橋 さくら"));
    const std::string part = evening.page() + "/part";
    CHECK(staff.submit(done.header("location"), part, {{"ref", after.hidden("ref", part)}}).status == 303);
    CHECK(evening.awaited() == 1);
}

TEST_CASE("a phone is told of the list only what two characters find, never more than three people") {
    const Tables tables(sql::Engine::sqlite);
    Evening evening(tables);
    for (int i = 0; i < 4; ++i)
        evening.listed("佐藤 花" + std::to_string(i), "", "サトウ ハナ");
    evening.listed("髙橋 さくら", "", "タカハシ サクラ");
    const std::string link = evening.tapped(card_a);
    Browser phone = evening.site.stranger();
    const auto found = [&](const std::string& query) {
        return phone.get(link + "/find?q=" + web::url_encoded(query)).body;
    };
    CHECK(found("").empty());
    CHECK(found("さ").empty());
    CHECK_THAT(found("さく"), contains("髙橋 さ…"));
    CHECK_THAT(found("さと"), !contains("佐藤"));
    CHECK_THAT(found("さと"), contains("Type a little more"));
    CHECK(phone.get("/r/" + card_a + "-0000000000000000/find?q=%E3%81%95%E3%81%8F").status == 404);
}

TEST_CASE("nobody opens the card of somebody who was here before by a name alone") {
    ON_EACH_ENGINE();
    Evening evening(tables);
    const PersonId regular = evening.listed("髙橋 さくら", "さくら", "タカハシ サクラ");
    const auto before = evening.site.add_event("before", std::chrono::hours(-400));
    REQUIRE(evening.site.acts().stamp(before, regular));
    const std::string link = evening.tapped(card_a);
    Browser phone = evening.site.stranger();
    const Page asked = phone.submit(link, link, {{"nickname", "さくら"}});
    CHECK(asked.status == 200);
    CHECK_FALSE(asked.says(regular.value));
    const auto ref = office::visits_of(evening.site.store(), attendance::CardId{card_a})->back().stamp;
    CHECK(asked.says(attendance::ticket_of(ref.device, ref.seq)));
    const Page forced =
        phone.post(link, {{"csrf", asked.hidden("csrf")}, {"nickname", "さくら"}, {"list", regular.value}});
    CHECK(forced.status == 400);
    CHECK(office::cards_of(evening.site.store(), regular)->empty());
}

TEST_CASE("somebody on the list whose name was not typed cannot be chosen") {
    const Tables tables(sql::Engine::sqlite);
    Evening evening(tables);
    const PersonId other = evening.listed("森 蓮太", "", "モリ レンタ");
    const std::string link = evening.tapped(card_a);
    Browser phone = evening.site.stranger();
    CHECK(phone.submit(link, link, {{"nickname", "さくら"}, {"list", other.value}}).status == 400);
    CHECK(office::cards_of(evening.site.store(), other)->empty());
}

TEST_CASE("the number that a kiosk told a guest stands in the event's list and is found from the desk") {
    ON_EACH_ENGINE();
    Evening evening(tables);
    evening.tapped(card_a);
    evening.tapped(card_b);
    const auto ref = office::visits_of(evening.site.store(), attendance::CardId{card_b})->back().stamp;
    const std::string ticket = attendance::ticket_of(ref.device, ref.seq);
    Browser staff = evening.site.staff();
    CHECK(staff.get(evening.page()).says(ticket));
    for (std::string typed : {ticket, "Ｂ－" + std::to_string(ref.seq), ticket.substr(0, 1) + ticket.substr(2)}) {
        CAPTURE(typed);
        const std::string found = staff.get("/people/find?q=" + web::url_encoded(typed)).body;
        CHECK_THAT(found, contains("/people/card/" + card_b));
        CHECK_THAT(found, !contains("/people/card/" + card_a));
    }
    const PersonId person = evening.site.add_person("まゆ");
    REQUIRE(evening.site.acts().bind(attendance::CardId{card_b}, person));
    CHECK_THAT(staff.get("/people/find?q=" + ticket).body, contains("/people/" + person.value));
}

TEST_CASE("staff join who is nameless or new of the evening, others are for organizers") {
    ON_EACH_ENGINE();
    Evening evening(tables);
    const PersonId regular = evening.site.add_person("髙橋 さくら");
    const auto before = evening.site.add_event("before", std::chrono::hours(-400));
    REQUIRE(evening.site.acts().stamp(before, regular));
    const PersonId other = evening.site.add_person("森 蓮太");
    REQUIRE(evening.site.acts().stamp(before, other));
    Browser staff = evening.site.staff();
    const std::string merge = "/people/" + regular.value + "/merge";
    CHECK(staff.submit(merge + "?q=", merge, {{"other", other.value}}).status == 403);
    const PersonId fresh = evening.site.add_person("さくら");
    REQUIRE(evening.site.acts().stamp(evening.event, fresh));
    CHECK(staff.submit(merge + "?q=", merge, {{"other", fresh.value}}).status == 303);
    CHECK(office::standing_for(evening.site.store(), fresh).value() == regular);
}

TEST_CASE("a card given to the wrong person is taken back at once, by whoever gave it or an organizer") {
    ON_EACH_ENGINE();
    Evening evening(tables);
    const PersonId ann = evening.site.add_person("Ann");
    const PersonId ben = evening.site.add_person("Ben");
    Browser staff = evening.site.staff();
    const auto give_and_take_back = [&](Browser& giver, Browser& taker, const std::string& card) {
        REQUIRE(evening.site.acts().stamp(evening.event, attendance::CardId{card}));
        const std::string of_card = "/people/card/" + card;
        const Page given = giver.submit(of_card, of_card, {{"person", ann.value}});
        CHECK(given.status == 303);
        return taker.submit(evening.page() + "?did=bound&who=" + card, of_card + "/undo", {}).status;
    };
    const auto owner = [&](const std::string& card) {
        return office::owner_of_card(evening.site.store(), attendance::CardId{card}).value();
    };
    CHECK(give_and_take_back(staff, staff, card_a) == 303);
    CHECK_FALSE(owner(card_a));
    Browser organizer = evening.site.organizer();
    CHECK(give_and_take_back(organizer, staff, card_b) == 403);
    CHECK(owner(card_b) == ann);
    CHECK(give_and_take_back(staff, organizer, std::string(32, 'c')) == 303);
    // Who gave it the first time is not who gave it last.
    CHECK(staff.submit("/people/card/" + card_a, "/people/card/" + card_a, {{"person", ann.value}}).status == 303);
    CHECK(organizer.submit("/people/card/" + card_a, "/people/card/" + card_a, {{"person", ben.value}}).status == 303);
    CHECK(staff.submit(evening.page() + "?did=bound&who=" + card_a, "/people/card/" + card_a + "/undo", {}).status ==
          403);
    CHECK(owner(card_a) == ben);
}
