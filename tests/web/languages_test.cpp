// What guests read on their phones, in every language that there is.
#include <regex>

#include "base/file.h"
#include "browser.h"
#include "web/message_files.h"
#include "web/words.h"
#include "wire/registration.h"
#include "words/languages.h"
#include "words/pattern.h"

using testing::Browser;
using testing::Page;
using testing::RunningSite;
using testing::Tables;

namespace {

words::Patterns phone_words(std::string_view language) {
    return words::read_messages(web::message_files, "phone_" + std::string(language));
}

// A text of the English files that stands in the page as it is. Short ones may be anybody's name.
std::string english_in(const Page& page) {
    for (const char* file : {"phone_en", "en"})
        for (const auto& [key, text] : words::read_messages(web::message_files, file))
            if (text.size() >= 8 && text.find('{') == std::string::npos && page.says(">" + text + "<")) return text;
    return {};
}

}  // namespace

TEST_CASE("what guests read on their phones is whole in every language, with the same placeholders") {
    const words::Patterns english = phone_words("en");
    REQUIRE(english.size() > 70);
    for (const words::Language& language : words::languages()) {
        const words::Patterns own = phone_words(language.code);
        CHECK(own.size() == english.size());
        for (const auto& [key, pattern] : english) {
            INFO(language.code << " " << key);
            REQUIRE(own.contains(key));
            if (!key.starts_with("date.")) CHECK(words::placeholders(own.at(key)) == words::placeholders(pattern));
            CHECK(own.at(key).find("！") == std::string::npos);
        }
    }
}

TEST_CASE("what organizers read is English, key by key, where a language has no text") {
    const auto& english = web::Words::in("en");
    const auto& korean = web::Words::in("ko");
    CHECK(korean.keys() == english.keys());
    CHECK(korean.text("event.people", {{"n", 1}}) == "1 person");
    CHECK(korean.has_own("phone.begin"));
    CHECK_FALSE(korean.has_own("event.people"));
    CHECK(words::read_messages(web::message_files, "ja").size() ==
          words::read_messages(web::message_files, "en").size());
}

TEST_CASE("a phone's pages name no words but those that every language has") {
    const words::Patterns known = phone_words("en");
    const std::regex literal("\"([a-z]+[a-z_]*\\.[a-z_]+)\"");
    int named = 0;
    for (const char* file :
         {"phone_pages.cpp", "own_code_pages.cpp", "opened_form.cpp", "person_card.cpp", "layout.cpp"}) {
        // What stands beside the rail is for staff.
        const std::string source = *base::read_file(std::filesystem::path(PETTAN_WEB_SOURCES) / file);
        for (std::sregex_iterator i(source.begin(), source.end(), literal), end; i != end; ++i) {
            const std::string key = (*i)[1].str();
            const bool staffs = key.starts_with("nav.") || key.starts_with("live.") || key.starts_with("role.") ||
                                key == "sign_in.out" || key == "help.title" || key.ends_with(".css") ||
                                key.ends_with(".js") || key.ends_with(".svg");
            if (staffs) continue;
            CAPTURE(file);
            CHECK((known.contains(key) ? "" : key) == std::string());  // NOLINT
            ++named;
        }
    }
    CHECK(named > 60);
}

TEST_CASE("a phone is answered in its own language from the first page to the last, and offered all others") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    testing::Kiosk::enrolled(site.store(), std::string(64, '7'));
    const auto event = site.add_event("evening");
    char letter = 'a';
    for (const words::Language& language : words::languages()) {
        const attendance::CardId card{std::string(32, letter++)};
        const std::string path = "/r/" + wire::registration_code(site.store().identity()->card_key, card).value();
        REQUIRE(site.acts().stamp(event, card));
        Browser phone = site.stranger();
        phone.language = std::string(language.code) + "-XX,en;q=0.5";
        const web::Words& words = web::Words::in(language.code);
        const bool english = language.code == "en";
        INFO(language.code);

        const Page claim = phone.get(path);
        CHECK(claim.says("<html lang=\"" + std::string(language.code) + "\""));
        CHECK(claim.says(words.text("phone.what_to_call")));
        CHECK(claim.says("<option value=\"" + std::string(language.code) + "\" selected"));
        for (const words::Language& other : words::languages())
            CHECK(claim.says("href=\"/language/" + std::string(other.code) + "\"") == (&other != &language));
        const Page refused = phone.submit(path, path, {{"nickname", " "}});
        CHECK(refused.status == 400);
        CHECK(refused.says(words.text("phone.bad_name")));
        const Page done = phone.submit(path, path, {{"nickname", "なつ"}, {"lang", std::string(language.code)}});
        REQUIRE(done.status == 303);
        const std::string own = done.header("location").substr(0, done.header("location").find('?'));
        const Page mine = phone.get(done.header("location"));
        CHECK(mine.says(words.text("phone.welcome")));
        const Page claimed = phone.get(path);
        const Page unsure = phone.submit(own, own + "/erase", {});
        const Page erased = phone.submit(own, own + "/erase", {{"sure", "yes"}});
        CHECK(erased.says(words.text("phone.erased_todo")));
        const Page lost = phone.get(own);
        CHECK(lost.says(words.text("problem.not_found")));
        for (const Page* page : {&claim, &refused, &mine, &claimed, &unsure, &erased, &lost})
            if (!english) CHECK(english_in(*page) == "");
    }
}

TEST_CASE("a language that was chosen stays, and organizers' pages offer those that have their words") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    Browser browser = site.organizer();
    CHECK(browser.get("/language/ko").status == 303);
    const Page today = browser.get("/");
    CHECK(today.says("<html lang=\"ko\""));
    CHECK(today.says(web::Words::in("en").text("nav.settings")));
    CHECK(today.says("href=\"/language/ja\""));
    CHECK_FALSE(today.says("href=\"/language/vi\""));
}
