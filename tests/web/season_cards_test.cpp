// The cards of earlier seasons, on one's own page and for staff.
#include <librsvg/rsvg.h>

#include "browser.h"
#include "office/personal_links.h"

using testing::Browser;
using testing::Page;
using testing::RunningSite;

namespace {

std::size_t count(const Page& page, const std::string& text) {
    std::size_t n = 0;
    for (std::size_t at = page.body.find(text); at != std::string::npos; at = page.body.find(text, at + 1))
        ++n;
    return n;
}

}  // namespace

TEST_CASE("somebody leafs through the cards of earlier seasons, the newest first, and sees which were filled") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto now = site.clock().read().wall;
    const auto season = [&](const char* id, const char* name, int first_day, int end_day) {
        REQUIRE(site.store().put_season(
            {id, {name, now + std::chrono::days(first_day), now + std::chrono::days(end_day), 3}, false}));
    };
    season("a", "Season one", -400, -300);
    season("b", "Season two", -300, -100);
    season("c", "Season three", -50, 50);
    const auto ann = site.add_person("Ann"), ben = site.add_person("Ben");
    for (const int day : {290, 280, 270, 260, 60, 20})  // the last but one between two seasons
        REQUIRE(site.acts().stamp(site.add_event("evening", std::chrono::hours(-24 * day)), ann));
    REQUIRE(site.acts().stamp(site.add_event("first", std::chrono::hours(-24 * 500)), ben));

    const auto link = [&](const attendance::PersonId& person) {
        return "/me/" + *office::make_personal_link(site.store(), person, "self", office::LinkRights::full, now);
    };
    Browser staff = site.staff();
    for (const Page& page : {site.stranger().get(link(ann)), staff.get("/people/" + ann.value)}) {
        CHECK(count(page, "<figure class=\"stamp-card\"") == 3);
        CHECK(page.says("Earlier cards"));
        CHECK(page.says("2 cards"));
        CHECK(page.says("since Season two"));
        CHECK(count(page, "Full: graduated") == 1);
        const std::size_t present = page.body.find(">Season three<"), earlier = page.body.find(">Season two<");
        CHECK(present < earlier);
        CHECK_FALSE(page.says("Season one"));
        CHECK(page.body.find("Full: graduated") > page.body.rfind(">Season two<"));  // the full one is the older
    }
    // Who came before all seasons, and in none since: an empty card to come, nothing earlier, no season of theirs.
    for (const Page& page : {site.stranger().get(link(ben)), staff.get("/people/" + ben.value)}) {
        CHECK(count(page, "<figure class=\"stamp-card\"") == 1);
        CHECK_FALSE(page.says("Earlier cards"));
        CHECK_FALSE(page.says("since Season"));
    }
}

namespace {

// Whether librsvg draws it: whole, without anything from elsewhere.
bool is_a_picture(const std::string& svg) {
    const auto handle = std::unique_ptr<RsvgHandle, decltype(&g_object_unref)>(
        rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), nullptr), g_object_unref);
    gdouble width = 0, height = 0;
    return handle && rsvg_handle_get_intrinsic_size_in_pixels(handle.get(), &width, &height) != 0 && width == 1080 &&
           height == 1350;
}

}  // namespace

TEST_CASE("a full card is kept as a picture with name and stamps, by whoever has the link and by nobody else") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    const auto now = site.clock().read().wall;
    REQUIRE(site.store().put_season(
        {"a", {"第一期 & <夏>", now - std::chrono::days(90), now + std::chrono::days(90), 3}, false}));
    const auto ann = site.add_person("Ann Lee", "花さん"), ben = site.add_person("Ben <b>\x01");
    for (const int day : {50, 40, 30, 20, 15, 10, 5})
        REQUIRE(site.acts().stamp(site.add_event("第" + std::to_string(day) + "回 <i>", std::chrono::hours(-24 * day)),
                                  ann));
    for (const int day : {50, 40, 30})
        REQUIRE(site.acts().stamp(site.add_event("\x02", std::chrono::hours(-24 * day)), ben));
    const auto link = [&](const attendance::PersonId& person, office::LinkRights rights) {
        return "/me/" + *office::make_personal_link(site.store(), person, "self", rights, now);
    };
    const std::string of_ann = link(ann, office::LinkRights::full), of_ben = link(ben, office::LinkRights::card_only);
    Browser phone = site.stranger();
    phone.language = "ja";
    const Page page = phone.get(of_ann);
    CHECK(page.says("href=\"" + of_ann + "/card/1\""));
    CHECK(page.says("href=\"" + of_ann + "/card/2\""));
    CHECK_FALSE(page.says("/card/3\""));  // not full yet
    const Page picture = phone.get(of_ann + "/card/2");
    CHECK(picture.status == 200);
    CHECK(picture.header("content-type") == "image/svg+xml");
    CHECK(is_a_picture(picture.body));
    CHECK(picture.says("花さん、卒業"));
    CHECK_FALSE(picture.says("花さんさん"));
    CHECK_FALSE(picture.says("Ann Lee"));
    CHECK_FALSE(picture.says("href=\"/"));
    CHECK(count(picture, "<image ") == 3);
    const Page of_hard_names = phone.get(of_ben + "/card/1");
    CHECK(is_a_picture(of_hard_names.body));
    CHECK_FALSE(of_hard_names.says("<b>"));
    for (const char* none : {"/card/0", "/card/2", "/card/-1", "/card/1x", "/card/99999999999999999999", "/card/"})
        CHECK(phone.get(of_ben + none).status == 404);
    CHECK(phone.get("/me/wrong/card/1").status == 404);
    CHECK_FALSE(site.staff().get("/people/" + ann.value).says("/card/1\""));
}
