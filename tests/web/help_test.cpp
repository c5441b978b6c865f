#include <regex>

#include "../web/browser.h"

using testing::RunningSite;
using testing::Tables;

namespace {

std::vector<std::string> addresses_on(const std::string& html, const std::string& beginning) {
    std::vector<std::string> found;
    const std::regex address("href=\"(" + beginning + "[^\"]*)\"");
    for (std::sregex_iterator at(html.begin(), html.end(), address), end; at != end; ++at)
        found.push_back((*at)[1]);
    return found;
}

}  // namespace

TEST_CASE("the organizers' handbook is read at the hub, in two languages, without an account too") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    for (const auto& [language, chapter] : {std::pair("ja", "10. "), std::pair("en", "10. Troubles, by the words")}) {
        INFO(language);
        auto browser = site.stranger();
        browser.get("/language/" + std::string(language));
        const auto page = browser.get("/help");
        CHECK(page.status == 200);
        CHECK(page.says(chapter));
        const auto anchors = addresses_on(page.body, "#s");
        CHECK(anchors.size() >= 10);
        for (const std::string& anchor : anchors)
            CHECK(page.says("id=\"" + anchor.substr(1) + "\""));
        for (const std::string& other : addresses_on(page.body, "/help/")) {
            INFO(other);
            CHECK(browser.get(other).status == 200);
        }
        CHECK(addresses_on(page.body, "[^/#h]").empty());  // none leads to a file of the repository
    }
    CHECK(site.stranger().get("/help/organizer").status == 404);
    CHECK(site.stranger().get("/help/../static/site").status == 404);
    CHECK(site.staff().get("/").says("href=\"/help\""));
}
