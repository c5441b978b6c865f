#include "web/html.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <set>

#include "attendance/entry.h"
#include "base/file.h"
#include "testing/catch.h"
#include "web/assets.h"
#include "web/form.h"
#include "web/routes.h"
#include "web/words.h"
#include "words/pattern.h"

using web::el;
using web::Html;

TEST_CASE("texts and attribute values are escaped wherever they stand") {
    const std::string evil = "<script>alert(\"x\")</script>&'";
    const std::string escaped = "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;";
    CHECK(Html(evil).markup() == escaped);
    CHECK(el("p", {{"title", evil}}, {evil}).markup() == "<p title=\"" + escaped + "\">" + escaped + "</p>");
}

TEST_CASE("an address that leads elsewhere leads nowhere") {
    for (const char* address :
         {"javascript:alert(1)", "//evil.example", "https://evil.example", "/\\evil", "data:text/html,x", ""})
        CHECK(el("a", {{"href", address}}, {"x"}).markup() == "<a href=\"#\">x</a>");
    CHECK(el("a", {{"href", "/people?q=1"}}, {"x"}).markup() == "<a href=\"/people?q=1\">x</a>");
}

TEST_CASE("elements without content have no end") {
    CHECK(el("input", {{"name", "a"}, {"required", ""}}).markup() == "<input name=\"a\" required=\"\">");
    CHECK(el("div", {}).markup() == "<div></div>");
    CHECK(el("option", {{"selected", false}}, {"x"}).markup() == "<option>x</option>");
}

namespace {
// Numbers for what is counted ("{n, plural, …}"), texts for the rest.
std::vector<words::Argument> filling(const std::string& pattern, const std::set<std::string>& names) {
    std::vector<words::Argument> arguments;
    for (const std::string& name : names)
        if (pattern.find("{" + name + ",") != std::string::npos)
            arguments.emplace_back(name, 3);
        else
            arguments.emplace_back(name, "19:02");
    return arguments;
}
}  // namespace

TEST_CASE("both languages have the same keys, and every key that the code names is there") {
    const auto ja = web::Words::in("ja").keys();
    CHECK(ja == web::Words::in("en").keys());
    for (const std::string& key : ja) {
        INFO(key);
        CHECK(web::Words::in("ja").has_own(key));
    }
    const std::set<std::string> known(ja.begin(), ja.end());
    std::set<std::string> groups;
    for (const std::string& key : ja)
        groups.insert(key.substr(0, key.find('.')));
    const std::regex literal("\"([a-z_]+)\\.([a-z_0-9]+)\"");
    int named = 0;
    for (const auto& file : std::filesystem::directory_iterator(PETTAN_WEB_SOURCES)) {
        if (file.path().extension() != ".cpp") continue;
        const std::string source = *base::read_file(file.path());
        for (std::sregex_iterator i(source.begin(), source.end(), literal), end; i != end; ++i) {
            if (!groups.contains((*i)[1])) continue;
            const std::string key = (*i)[1].str() + "." + (*i)[2].str();
            if (key.ends_with("_") || key.ends_with(".csv")) continue;  // the beginning of a key; a file
            CAPTURE(file.path().string());
            CHECK((known.contains(key) ? "" : key) == std::string());  // NOLINT
            ++named;
        }
    }
    CHECK(named > 100);
}

TEST_CASE("every kind of entry has its words, since a key that no file has ends the hub") {
    for (const char* lang : {"ja", "en"}) {
        const auto keys = web::Words::in(lang).keys();
        int kinds = 0;
        for (std::int64_t number = 1; number < 256; ++number) {
            const auto kind = attendance::entry_kind_from(number);
            if (!kind) continue;
            ++kinds;
            const std::string key = "act." + std::string(attendance::to_string(*kind));
            INFO(lang << " " << key);
            CHECK(std::find(keys.begin(), keys.end(), key) != keys.end());
        }
        CHECK(kinds >= 14);
    }
}

TEST_CASE("every message is an ICU pattern that counts by itself, and no key is one of the old pairs") {
    for (const words::Language& language : words::languages()) {
        const web::Words& in = web::Words::in(language.code);
        for (const std::string& key : in.keys()) {
            INFO(language.code << " " << key << " = " << in.pattern(key));
            CHECK_FALSE(key.ends_with("_one"));
            const auto names = words::placeholders(in.pattern(key));
            REQUIRE(names);
            // n is a number: it says how it is written ("{n, number}") or what it changes ("{n, plural, …}").
            CHECK(in.pattern(key).find("{n}") == std::string::npos);
            CHECK(words::can_format(in.pattern(key), language.code, filling(in.pattern(key), *names)));
        }
    }
}

TEST_CASE("a browser is answered in the first of its languages that there is") {
    const auto lang = [](std::string_view accepted) { return web::Words::asked_for(accepted).lang(); };
    CHECK(lang("") == "ja");
    CHECK(lang("en-GB,en;q=0.9,ja;q=0.8") == "en");
    CHECK(lang("fr-FR, ja;q=0.5,en;q=0.3") == "ja");
    CHECK(lang("de") == "en");
    CHECK(lang("sven") == "en");
    CHECK(lang(" ,;,") == "en");
}

TEST_CASE("a number of one has its own words where a language needs them") {
    CHECK(web::Words::in("en").text("people.found", {{"n", std::int64_t{1}}}) == "1 person");
    CHECK(web::Words::in("en").text("people.found", {{"n", std::int64_t{2}}}) == "2 people");
    CHECK(web::Words::in("ja").text("people.found", {{"n", std::int64_t{1}}}) == "1名");
}

TEST_CASE("local minutes go there and back") {
    const auto at = web::parse_local_minutes("2026-07-21T18:30");
    REQUIRE(at);
    CHECK(web::local_minutes(*at) == "2026-07-21T18:30");
    for (const char* bad : {"", "2026-07-21", "2026-13-01T00:00", "2026-07-21T18:30:00", "x"})
        CHECK_FALSE(web::parse_local_minutes(bad));
}

TEST_CASE("forms are read as browsers send them") {
    const auto pairs = web::parse_form("application/x-www-form-urlencoded", "a=1+2&b=%E9%AB%99&c=%ff&d");
    CHECK(pairs["a"] == "1 2");
    CHECK(pairs["b"] == "髙");
    CHECK(pairs["c"].empty());  // not UTF-8
    CHECK(pairs["d"].empty());
    const auto parts =
        web::parse_form("multipart/form-data; boundary=B",
                        "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--B\r\nContent-Disposition: "
                        "form-data; name=\"file\"; filename=\"g.csv\"\r\n\r\n1,2\r\n3,4\r\n\r\n--B--\r\n");
    CHECK(parts["a"] == "x");
    CHECK(parts.file_name == "g.csv");
    CHECK(parts.file == "1,2\r\n3,4\r\n");
    for (const char* torn :
         {"--B", "--B\r\n", "--B\r\nContent-Disposition: form-data; name=\"a", "--B\r\n\r\n\r\n--B--"})
        CHECK(web::parse_form("multipart/form-data; boundary=B", torn).file.empty());
}

TEST_CASE("cookies are found by their whole name") {
    CHECK(web::cookie("a=1; pettan=x; pettan_visitor=y", "pettan") == "x");
    CHECK(web::cookie("pettan_visitor=y", "pettan").empty());
    CHECK(web::cookie("", "pettan").empty());
}

TEST_CASE("the next event keeps its hours, whatever the clocks were set to in between") {
    const char* before = std::getenv("TZ");
    const std::string kept = before == nullptr ? "" : before;
    ::setenv("TZ", "Europe/Berlin", 1);
    ::tzset();
    for (const auto& [from, to] : {std::pair("2026-03-20T18:30", "2026-04-03T18:30"),
                                   {"2026-10-16T18:30", "2026-10-30T18:30"},
                                   {"2026-07-03T18:30", "2026-07-17T18:30"}})
        CHECK(web::local_minutes(web::days_later(*web::parse_local_minutes(from), std::chrono::days(14))) == to);
    kept.empty() ? ::unsetenv("TZ") : ::setenv("TZ", kept.c_str(), 1);
    ::tzset();
}

TEST_CASE("a pattern takes one part of a path for each colon") {
    CHECK(web::match("/events/:/stamp", "/events/a1/stamp") == std::vector<std::string>{"a1"});
    CHECK_FALSE(web::match("/events/:", "/events/a/b"));
    CHECK_FALSE(web::match("/events/:", "/events/"));
    CHECK_FALSE(web::match("/events", "/events/"));
}
