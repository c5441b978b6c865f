#include <set>

#include "attendance/card_uid.h"
#include "packs.h"
#include "testing/catch.h"
#include "ui/message_files.h"
#include "ui/messages.h"
#include "words/languages.h"
#include "words/pattern.h"

using namespace ui;
using namespace std::chrono_literals;

namespace {

std::string without_hints(std::string text) {
    const std::string hint = "\u200b";
    for (auto at = text.find(hint); at != std::string::npos; at = text.find(hint))
        text.erase(at, hint.size());
    return text;
}

// The names of all placeholders: what follows a "{" up to "," or "}".
std::multiset<std::string> placeholders(const std::string& pattern) {
    std::multiset<std::string> names;
    for (const std::string name : {"count", "name", "time", "day", "year", "to_year", "from", "to", "minutes"})
        for (auto at = pattern.find("{" + name); at != std::string::npos; at = pattern.find("{" + name, at + 1))
            if (const char next = pattern[at + 1 + name.size()]; next == ',' || next == '}') names.insert(name);
    return names;
}

std::size_t letters(const std::string& text) {
    std::size_t count = 0;
    for (const char c : text)
        if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) ++count;
    return count;
}

base::WallTime evening() {
    return base::WallTime(std::chrono::sys_days(std::chrono::year(2026) / 7 / 21)) + 10h + 2min;  // 19:02 in Japan
}

}  // namespace

TEST_CASE("what guests read is whole in every language, in the same placeholders and as many sentences") {
    const auto english = words::read_messages(message_files, "en");
    REQUIRE(english.size() > 100);
    for (const words::Language& language : words::languages()) {
        const auto own = words::read_messages(message_files, language.code);
        for (const auto& [key, pattern] : english) {
            INFO(language.code << " " << key);
            REQUIRE(own.contains(key));
            const auto names = words::placeholders(own.at(key));
            const auto known = words::placeholders(pattern);
            REQUIRE((names && known));
            CHECK(std::ranges::includes(*known, *names));
        }
        CHECK(own.size() == english.size());
    }
}

TEST_CASE("what staff read is English, key by key, where a language has no text") {
    CHECK(words::read_messages(message_files, "staff_ja").size() ==
          words::read_messages(message_files, "staff_en").size());
    const auto english = Messages::load("en");
    for (const words::Language& language : words::languages()) {
        const auto words = Messages::load(language.code);
        CHECK(words.keys() == english.keys());
        for (const auto& key : words.keys()) {
            INFO(language.code << " " << key);
            if (!words.has_own(key)) CHECK(key.starts_with("staff."));
            if (!words.has_own(key)) CHECK(words.pattern(key) == english.pattern(key));
        }
    }
    CHECK(Messages::load("ko").text("staff.settings.pending", {{"count", 1}}) ==
          english.text("staff.settings.pending", {{"count", 1}}));
}

TEST_CASE("a language that nobody wrote is English") {
    CHECK(Messages::load("tlh").lang() == "en");
    CHECK(Messages::load("").lang() == "en");
}

TEST_CASE("every message formats in every language and leaves no placeholder") {
    auto langs = words::language_codes();
    langs.emplace_back("qps");
    for (const std::string& lang : langs) {
        const auto words = Messages::load(lang);
        for (const auto& key : words.keys()) {
            if (key.starts_with("date.")) continue;
            for (const std::int64_t count : {0, 1, 2, 3, 10, 11, 1000}) {
                const auto text = words.text(key, {{"count", count},
                                                   {"name", "山﨑"},
                                                   {"minutes", count},
                                                   {"time", "19:02"},
                                                   {"day", "7.21"},
                                                   {"year", "2026"},
                                                   {"to_year", "2027"},
                                                   {"from", "7"},
                                                   {"to", "9"},
                                                   {"until", "21:30"},
                                                   {"other", "髙橋 さくら"}});
                INFO(lang << " " << key << ": " << text);
                CHECK(text.find('{') == std::string::npos);
                CHECK(text.find('|') == std::string::npos);
            }
        }
    }
}

TEST_CASE("Japanese counts with つめ up to nine and with 個め from ten") {
    const auto words = Messages::load("ja");
    CHECK(words.text("welcome.counter", {{"count", 9}}) == "つめ");
    CHECK(words.text("welcome.counter", {{"count", 10}}) == "個め");
    CHECK(without_hints(words.text("full_card.line", {{"count", 10}})).starts_with("10回の集まりを、"));
    CHECK(words.text("welcome.again_line", {{"count", 3}}) == "おかえりなさい。3つめのスタンプです。");
}

TEST_CASE("English counts with ordinals") {
    const auto words = Messages::load("en");
    CHECK(words.text("welcome.counter", {{"count", 1}}) == "st stamp");
    CHECK(words.text("welcome.counter", {{"count", 22}}) == "nd stamp");
    CHECK(words.text("welcome.counter", {{"count", 11}}) == "th stamp");
    CHECK(words.text("welcome.again_line", {{"count", 3}}) == "Welcome back. Your third stamp.");
    CHECK(words.text("welcome.again_line", {{"count", 21}}) == "Welcome back. Your 21st stamp.");
    CHECK(words.text("idle.arrived", {{"count", 1}}) == "1 person is here today");
    CHECK(words.text("idle.arrived", {{"count", 1000}}) == "1,000 people are here today");
}

TEST_CASE("the other languages count and date in their own way") {
    CHECK(Messages::load("zh-Hant").text("idle.arrived", {{"count", 1200}}) == "今天已有 1,200 位夥伴到場");
    CHECK(without_hints(Messages::load("ko").text("welcome.again_line", {{"count", 1}})) ==
          "다시 만나 반가워요. 첫 번째 도장이에요.");
    CHECK(Messages::load("vi").text("welcome.again_line", {{"count", 12}}) ==
          "Mừng bạn trở lại. Đây là con dấu thứ 12.");
    CHECK(Messages::load("zh-Hant").date("date.day", evening(), 9h) == "7月21日（週二）");
    CHECK(without_hints(Messages::load("ko").date("date.day", evening(), 9h)) == "7월 21일 (화)");
    CHECK(Messages::load("vi").date("date.day", evening(), 9h) == "Th 3, 21/7");
}

TEST_CASE("times and days are local") {
    const auto japanese = Messages::load("ja");
    CHECK(japanese.date("date.time", evening(), 9h) == "19:02");
    CHECK(japanese.date("date.time", evening(), 0min) == "10:02");
    CHECK(japanese.date("date.time", evening(), -(3h + 30min)) == "6:32");
    CHECK(japanese.date("date.day", evening(), 9h) == "7月21日（火）");
    CHECK(japanese.date("date.day", evening(), 14h) == "7月22日（水）");
    CHECK(Messages::load("en").date("date.day", evening(), 9h) == "Tue, Jul 21");
}

TEST_CASE("a choice goes through its sentences and comes round") {
    const auto words = Messages::load("ja");
    CHECK(words.choice("welcome.again_prompt", 0) == words.text("welcome.again_prompt.1"));
    CHECK(words.choice("welcome.again_prompt", 4) == words.text("welcome.again_prompt.5"));
    CHECK(words.choice("welcome.again_prompt", 5) == words.text("welcome.again_prompt.1"));
}

TEST_CASE("the second language is the other one of the screen's two") {
    CHECK(Messages::load("ja").second().lang() == "en");
    CHECK(Messages::load("en").second().lang() == "ja");
    for (const char* lang : {"zh-Hant", "ko", "vi"})
        CHECK(Messages::load(lang).second().lang() == "en");
}

TEST_CASE("a guest's own language is used where it is neither of the screen's") {
    const auto words = Messages::load("ja");
    CHECK(words.in_own_language("th", "first_time") == "ยินดีที่ได้รู้จัก");
    CHECK(words.in_own_language("vi-VN", "again") == "Chào mừng bạn trở lại");
    CHECK(words.in_own_language("zh-Hant-TW", "again") == "歡迎回來");
    CHECK(words.in_own_language("zh-TW", "again") == "歡迎回來");
    CHECK(words.in_own_language("zh-CN", "again") == "欢迎回来");
    CHECK_FALSE(words.in_own_language("ja", "again").has_value());
    CHECK_FALSE(words.in_own_language("en-GB", "again").has_value());
    CHECK_FALSE(words.in_own_language("tlh", "again").has_value());
    CHECK_FALSE(words.in_own_language("", "again").has_value());
}

TEST_CASE("the pseudo-language is longer, accented, and keeps its placeholders") {
    const auto english = Messages::load("en");
    const auto pseudo = Messages::load("qps");
    std::size_t before = 0;
    std::size_t after = 0;
    for (const auto& key : english.keys()) {
        INFO(key << ": " << pseudo.pattern(key));
        CHECK(placeholders(pseudo.pattern(key)) == placeholders(english.pattern(key)));
        if (key.starts_with("date.")) continue;
        before += letters(english.text(key, {{"count", 3}, {"minutes", 3}, {"name", "N"}}));
        after += letters(pseudo.text(key, {{"count", 3}, {"minutes", 3}, {"name", "N"}}));
    }
    CHECK(static_cast<double>(after) > 1.25 * static_cast<double>(before));
    CHECK(static_cast<double>(after) < 1.6 * static_cast<double>(before));
    CHECK(words::pseudo_pattern("Hello {name}, {count, plural, one {one day} other {# days}}").find("{name}") !=
          std::string::npos);
    CHECK(words::pseudo_pattern("Hello") != "Hello");
}

TEST_CASE("Japanese sentences say where a line may break") {
    const auto words = Messages::load("ja");
    for (const std::string key : {"first_time.prompt", "new_card.body", "number_changes.body", "idle.tap"})
        CHECK(without_hints(words.text(key)) != words.text(key));
}

// Kana, kanji and their punctuation: three bytes from E3 81 to E9 BF, and the wide marks.
bool ends_japanese(std::string_view text) {
    if (text.size() < 3) return false;
    const auto byte = static_cast<unsigned char>(text[text.size() - 3]);
    return byte >= 0xE3 && byte <= 0xEF && byte != 0xE2;
}
bool begins_japanese(std::string_view text) {
    return !text.empty() && static_cast<unsigned char>(text[0]) >= 0xE3 && static_cast<unsigned char>(text[0]) <= 0xEF;
}

TEST_CASE("no Japanese sentence, of the guests' or of the staff's, shows a space between its words") {
    for (const Pack& pack : shipped_packs()) {
        const auto words = Messages::load("ja", pack.words);
        for (const auto& key : words.keys()) {
            if (!words.has_own(key) || key == "name.worn") continue;
            // What is no name of a person there stands apart, as an event's title is written.
            const bool is_title = key == "staff.events.first_title" ||
                                  words.pattern(key).find("{name} GB") != std::string::npos ||
                                  words.pattern(key).find("{name} MB") != std::string::npos;
            const std::string shown = words.text(key, {{"count", 3},
                                                       {"minutes", 3},
                                                       {"time", "19:02"},
                                                       {"until", "21:30"},
                                                       {"day", "7月21日"},
                                                       {"name", is_title ? "Tokyo" : "髙橋"},
                                                       {"other", "𠮷野"}});
            INFO(pack.name << " " << key << ": " << shown);
            for (auto at = shown.find(' '); at != std::string::npos; at = shown.find(' ', at + 1)) {
                const std::string before = shown.substr(0, at);
                const std::string after = shown.substr(at + 1);
                const bool figure_before = !before.empty() && std::isdigit(static_cast<unsigned char>(before.back()));
                const bool figure_after = !after.empty() && std::isdigit(static_cast<unsigned char>(after.front()));
                CHECK_FALSE((ends_japanese(before) && (begins_japanese(after) || figure_after)));
                CHECK_FALSE((figure_before && begins_japanese(after)));
            }
        }
    }
}

TEST_CASE("a name that wears an honorific is given no second one") {
    const auto japanese = Messages::load("ja");
    const auto done = [&](std::string_view name) {
        return without_hints(japanese.text("two_cards.done_of", {{"name", name}}));
    };
    CHECK(done("髙橋") == "髙橋さんは、受付ずみです。");
    CHECK(done("花さん") == "花さんは、受付ずみです。");
    CHECK(done("はなちゃん") == "はなちゃんは、受付ずみです。");
    CHECK(done("鈴木先生") == "鈴木先生は、受付ずみです。");
    CHECK(done("さん") == "さんさんは、受付ずみです。");  // a name like any other
    CHECK(japanese.honorific_of("髙橋") == "さん");
    CHECK(japanese.honorific_of("花さん").empty());
    CHECK(Messages::load("en").text("two_cards.done_of", {{"name", "花さん"}}) == "花さん is checked in.");
    CHECK(without_hints(Messages::load("ko").text("two_cards.done_of", {{"name", "김민준님"}})) ==
          "김민준님은 접수됐어요.");
}

TEST_CASE("no message shouts or scolds") {
    for (const std::string& lang : words::language_codes()) {
        const auto words = Messages::load(lang);
        for (const auto& key : words.keys()) {
            INFO(lang << " " << key);
            CHECK(words.pattern(key).find('!') == std::string::npos);
            CHECK(words.pattern(key).find("！") == std::string::npos);
            CHECK(words.pattern(key).find("エラー") == std::string::npos);
            CHECK(words.pattern(key).find("rror") == std::string::npos);
        }
    }
}

TEST_CASE("each kind of card has a name for staff") {
    using attendance::TagTech;
    for (const std::string lang : {"ja", "en"}) {
        const auto words = Messages::load(lang);
        for (int tech = 0; tech <= static_cast<int>(TagTech::code); ++tech)  // code is the last
            CHECK(words.has("staff.card_kind." + std::string(to_string(static_cast<TagTech>(tech)))));
    }
}
