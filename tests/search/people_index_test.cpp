#include "search/people_index.h"

#include <fmt/format.h>

#include <random>

#include "testing/catch.h"

using attendance::Person;
using attendance::PersonId;
using search::PeopleIndex;

namespace {

Person person(std::string id, std::string name, std::string reading = "", std::string nickname = "") {
    return {{std::move(id)}, 1, std::move(name), std::move(nickname), std::move(reading), "ja", false};
}

std::vector<std::string> ids(const PeopleIndex& index, std::string_view query, std::size_t limit = 100) {
    std::vector<std::string> found;
    for (const PersonId& id : index.find(query, limit).best)
        found.push_back(id.value);
    return found;
}

bool finds(const PeopleIndex& index, std::string_view query, const std::string& id) {
    const auto found = ids(index, query, 1000);
    return std::find(found.begin(), found.end(), id) != found.end();
}

// Where UTF-8 characters end, one after the other.
std::vector<std::size_t> ends_of_characters(std::string_view text) {
    std::vector<std::size_t> ends;
    for (std::size_t i = 1; i <= text.size(); ++i)
        if (i == text.size() || (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) ends.push_back(i);
    return ends;
}

const std::vector<Person> evening{person("sakura", "髙橋 さくら", "たかはし さくら"),
                                  person("ren", "高橋 蓮", "タカハシ レン"),
                                  person("nguyen", "髙木 Nguyễn", "たかぎ ぐえん"),
                                  person("hinata", "高野 ひなた", "たかの ひなた"),
                                  person("sho", "山﨑 しょう", "やまざき しょう", "しょう"),
                                  person("ono", "Taro Ohno", "", "たろ"),
                                  person("somchai", "สมชาย"),
                                  person("muhammad", "محمد"),
                                  person("priya", "प्रिया"),
                                  person("dev", "🧑🏽‍💻")};

PeopleIndex tonight() {
    PeopleIndex index;
    for (const Person& one : evening)
        index.put(one);
    return index;
}

}  // namespace

TEST_CASE("staff find names in scripts that their keys do not have, by Latin letters as they hear them") {
    PeopleIndex index = tonight();
    index.put(person("ali", "علي"));
    index.put(person("yusuf", "يوسف"));
    index.put(person("nattapong", "ณัฐพงศ์"));
    index.put(person("ivan", "Иван Петров"));
    index.put(person("minjun", "김민준"));
    index.put(person("eleni", "Ελένη"));
    for (const auto& [typed, id] : {std::pair{"somchai", "somchai"},
                                    {"somc", "somchai"},
                                    {"muhammad", "muhammad"},
                                    {"Mohamed", "muhammad"},
                                    {"priya", "priya"},
                                    {"pri", "priya"},
                                    {"ali", "ali"},
                                    {"yusuf", "yusuf"},
                                    {"natthapong", "nattapong"},
                                    {"ivan", "ivan"},
                                    {"petrov", "ivan"},
                                    {"minjun", "minjun"},
                                    {"eleni", "eleni"}}) {
        INFO(typed);
        CHECK(finds(index, typed, id));
    }
    // Whoever writes in Latin letters or kana is found as before, by nobody's consonants.
    CHECK_FALSE(finds(index, "somchai", "ono"));
    CHECK_FALSE(finds(index, "hn", "hinata"));
    CHECK_FALSE(finds(index, "thr", "ono"));
    CHECK(finds(index, "สม", "somchai"));
}

TEST_CASE("a half-typed syllable finds what it may become") {
    const auto index = tonight();
    CHECK(ids(index, "tak") == std::vector<std::string>{"nguyen", "hinata", "sakura", "ren"});
    CHECK(ids(index, "takah") == std::vector<std::string>{"sakura", "ren"});
    CHECK(ids(index, "たか") == ids(index, "tak"));
    CHECK(ids(index, "ﾀｶﾊｼ ﾚ") == std::vector<std::string>{"ren"});
    CHECK(ids(index, "高") == ids(index, "髙"));
}

TEST_CASE("words may be typed in any order, with or without the space") {
    const auto index = tonight();
    for (const char* query : {"takahashi sakura", "sakura takahashi", "takahashisakura", "たかはしさくら",
                              "さくら たか", "高橋さくら", "高橋 さ"}) {
        INFO(query);
        CHECK(ids(index, query).front() == "sakura");
    }
    CHECK(ids(index, "takahashi hinata").empty());
}

TEST_CASE("a Latin name is found by its sound in kana") {
    const auto index = tonight();
    CHECK(finds(index, "おおの", "ono"));
    CHECK(finds(index, "ohno", "ono"));
    CHECK(finds(index, "ono taro", "ono"));
}

TEST_CASE("the whole text comes before its beginning, that before a later word, that before the inside") {
    PeopleIndex index;
    index.put(person("inside", "x", "わたなべ"));
    index.put(person("word", "x", "あべ たなか"));
    index.put(person("beginning", "x", "たなかや"));
    index.put(person("whole", "x", "たな"));
    CHECK(ids(index, "たな") == std::vector<std::string>{"whole", "beginning", "word", "inside"});
    CHECK(ids(index, "tana") == std::vector<std::string>{"whole", "beginning", "word", "inside"});
    CHECK(ids(index, "た") == std::vector<std::string>{"whole", "beginning", "word"});  // one kana: words' beginnings
}

TEST_CASE("the count is of all who match, however few are asked for") {
    PeopleIndex index;
    for (int i = 0; i < 300; ++i)
        index.put(person(fmt::format("p{:03}", i), "田中", "たなか"));
    CHECK(index.find("tanaka", 8).best.size() == 8);
    CHECK(index.find("tanaka", 8).count == 300);
    CHECK(index.find("", 5).count == 300);
    CHECK(index.find("suzuki", 5).count == 0);
}

TEST_CASE("an edit replaces, a removal forgets, and so does an erasure") {
    PeopleIndex index = tonight();
    index.put(person("ren", "佐藤 蓮", "さとう れん"));
    CHECK_FALSE(finds(index, "takahashi", "ren"));
    CHECK(finds(index, "satoh", "ren"));
    index.remove({"ren"});
    index.remove({"nobody"});
    CHECK_FALSE(finds(index, "satoh", "ren"));
    Person erased = person("sakura", "");
    erased.erased = true;
    index.put(erased);
    CHECK_FALSE(finds(index, "sakura", "sakura"));
    CHECK(index.size() == evening.size() - 2);
}

TEST_CASE("people who are edited again and again do not pile up") {
    PeopleIndex index;
    for (int round = 0; round < 30; ++round)
        for (int i = 0; i < 200; ++i)
            index.put(person(fmt::format("p{}", i), fmt::format("r{} n{}", round, i)));
    CHECK(index.size() == 200);
    CHECK(index.find("r29", 1000).count == 200);
    CHECK(index.find("r28", 1000).count == 0);
    CHECK(ids(index, "r29 n7", 1) == std::vector<std::string>{"p7"});
}

TEST_CASE("every prefix of everybody's own name, reading and nickname finds them") {
    const auto index = tonight();
    for (const Person& one : evening)
        for (const std::string* text : {&one.name, &one.reading, &one.nickname})
            for (const std::size_t end : ends_of_characters(*text)) {
                const std::string_view query = std::string_view(*text).substr(0, end);
                INFO(query);
                CHECK(finds(index, query, one.id.value));
            }
}

TEST_CASE("every prefix of every usual romaji finds its person") {
    const std::vector<std::pair<std::string, std::vector<std::string>>> readings{
        {"つじ しんいち", {"tsuji shinichi", "tuji sinniti", "tuzi shin'ichi", "tsujishinnichi"}},
        {"しょうじ じゅんこ", {"shoji junko", "syouji zyunko", "shouji jyunko", "syozi junnko"}},
        {"おおの ようこ", {"ono yoko", "oono youko", "ohno yohko"}},
        {"ほんま ちはる", {"homma chiharu", "honma tiharu", "honnma chiharu"}},
        {"はった てっぺい", {"hatta teppei"}},
        {"まっちゃ", {"matcha", "maccha", "mattya"}},
        {"ふじた つづる", {"fujita tsuzuru", "huzita tuduru"}},
        {"うぃりあむ", {"wiriamu"}},
        {"ゔぃくとる", {"vikutoru"}},
        {"きゅうしゅう", {"kyushu", "kyuusyuu"}},
    };
    PeopleIndex index = tonight();
    for (const auto& [reading, spellings] : readings)
        index.put(person(reading, "某", reading));
    for (const auto& [reading, spellings] : readings)
        for (const std::string& spelling : spellings)
            for (std::size_t length = 1; length <= spelling.size(); ++length) {
                INFO(spelling.substr(0, length) << " for " << reading);
                CHECK(finds(index, std::string_view(spelling).substr(0, length), reading));
            }
}

TEST_CASE("every prefix of a random reading finds its person among a thousand") {
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const std::string_view kana =
        "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをんがぎぐげごっゃゅょ"
        "ー";
    const auto characters = ends_of_characters(kana);
    const auto some_kana = [&] {
        const std::size_t i = random() % characters.size();
        const std::size_t begin = i == 0 ? 0 : characters[i - 1];
        return kana.substr(begin, characters[i] - begin);
    };
    PeopleIndex index;
    std::vector<Person> people;
    for (int i = 0; i < 1000; ++i) {
        std::string reading;
        for (std::size_t n = 1 + random() % 8; n > 0; --n)
            reading += some_kana();
        if (reading == "ー") reading = "らー";
        people.push_back(person(fmt::format("p{}", i), "名", reading));
        index.put(people.back());
    }
    for (int i = 0; i < 100; ++i) {
        const Person& one = people[random() % people.size()];
        for (const std::size_t end : ends_of_characters(one.reading)) {
            INFO(one.reading.substr(0, end) << " of " << one.reading);
            CHECK(finds(index, std::string_view(one.reading).substr(0, end), one.id.value));
        }
    }
}

TEST_CASE("who has precedence stands first, who gives it last, and each part in its own order") {
    PeopleIndex index;
    for (int i = 0; i < 30; ++i)
        index.put({{fmt::format("p{:02}", i)}, 1, fmt::format("田中 {:02}", i), "", "たなか", "ja", false});
    const auto found = [&](std::string_view query, std::size_t limit) {
        const search::Precedence precedence{{{"p20"}, {"p07"}, {"nobody"}}, {{"p00"}, {"p01"}}};
        std::vector<std::string> names;
        for (const PersonId& id : index.find(query, limit, precedence).best)
            names.push_back(id.value);
        return names;
    };
    for (const std::string_view query : {"", "tanaka", "田"}) {
        INFO(query);
        CHECK(found(query, 4) == std::vector<std::string>{"p07", "p20", "p02", "p03"});
        CHECK(found(query, 1) == std::vector<std::string>{"p07"});
        const auto all = found(query, 30);
        REQUIRE(all.size() == 30);
        CHECK(std::vector(all.end() - 2, all.end()) == std::vector<std::string>{"p00", "p01"});
        CHECK(found(query, 100) == all);
    }
    CHECK(ids(index, "", 2) == std::vector<std::string>{"p00", "p01"});  // it lasts for one search
    CHECK(found("suzuki", 5).empty());
}
