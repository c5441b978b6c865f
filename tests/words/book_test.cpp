#include <thread>

#include "testing/catch.h"
#include "words/book.h"
#include "words/pattern.h"

using namespace words;
using namespace std::chrono_literals;

TEST_CASE("a book counts as its language counts") {
    const Book en("en", {{"came", "{n, plural, one {# person} other {# people}}"}});
    CHECK(en.text("came", {{"n", 1}}) == "1 person");
    CHECK(en.text("came", {{"n", 1200}}) == "1,200 people");
    const Book ja("ja", {{"came", "{n, number}名"}});
    CHECK(ja.text("came", {{"n", 1}}) == "1名");
}

TEST_CASE("what a language has no text for is read as the other language reads it") {
    Book ko("ko", {{"a", "가"}});
    ko.fill_from(Book("en", {{"a", "a"}, {"b", "{n, plural, one {# stamp} other {# stamps}}"}}));
    CHECK(ko.text("a") == "가");
    CHECK(ko.text("b", {{"n", 1}}) == "1 stamp");  // Korean alone would take the plural
    CHECK(ko.has_own("a"));
    CHECK(ko.has("b"));
    CHECK_FALSE(ko.has_own("b"));
}

TEST_CASE("a shorter list is not filled up from the other language") {
    Book ko("ko", {{"prompt.1", "가"}});
    ko.fill_from(Book("en", {{"prompt.1", "a"}, {"prompt.2", "b"}}));
    CHECK(ko.choice("prompt", 1) == "가");
}

TEST_CASE("a placeholder without its argument stays visible") {
    const Book en("en", {{"lost", "Not updated since {time}, {name}."}});
    CHECK(en.text("lost") == "Not updated since {time}, {name}.");
    CHECK(en.text("lost", {{"time", "19:02"}}) == "Not updated since 19:02, {name}.");
}

TEST_CASE("a list is replaced as a whole") {
    Patterns patterns = read_messages("[welcome]\nprompt = [\"a|b\", \"c\"]\n");
    CHECK(patterns.at("welcome.prompt.1") == "a\u200Bb");
    replace_messages(patterns, {{"welcome.prompt.1", "d"}});
    CHECK(patterns == Patterns{{"welcome.prompt.1", "d"}});
}

TEST_CASE("dates are written as the language writes them, at the offset that is given") {
    const base::WallTime at = base::WallTime(std::chrono::sys_days(std::chrono::year(2026) / 9 / 21)) + 15h;
    CHECK(Book("en", {{"day", "EEE d MMM"}}).date("day", at, 0min) == "Mon 21 Sep");
    CHECK(Book("ja", {{"day", "M月d日（EEE）"}}).date("day", at, 9h) == "9月22日（火）");
    CHECK(Book("en", {{"time", "H:mm"}}).date("time", at, -30min) == "14:30");
}

TEST_CASE("a pattern tells what it wants") {
    CHECK(placeholders("{a}, {n, plural, one {{b}} other {#}}") == std::set<std::string>{"a", "b", "n"});
    CHECK_FALSE(placeholders("{a").has_value());
    CHECK(can_format("{n, number}", "en", {{"n", 1}}));
    CHECK_FALSE(can_format("{n, number}", "en", {{"n", "19:02"}}));
}

TEST_CASE("one book serves many threads") {
    const Book en("en", {{"came", "{n, plural, one {# person} other {# people}}"}, {"day", "d MMM"}});
    std::vector<std::thread> threads;
    std::atomic<int> wrong = 0;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 500; ++i)
                if (en.text("came", {{"n", 2}}) != "2 people" || en.date("day", base::WallTime(), 0min) != "1 Jan")
                    ++wrong;
        });
    for (auto& thread : threads)
        thread.join();
    CHECK(wrong == 0);
}
