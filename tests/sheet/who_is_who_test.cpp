#include "sheet/who_is_who.h"

#include "sheet/csv.h"
#include "testing/catch.h"

using namespace sheet;
using attendance::Person;
using attendance::PersonId;

static std::vector<Guest> read(std::string_view csv) {
    auto table = parse_csv(csv);
    REQUIRE(table);
    auto list = read_guests(*table);
    if (!list) FAIL(list.error().message);
    return list->guests;
}

static Person person(std::string id, std::string name, std::string nickname = "", std::string reading = "") {
    return Person{PersonId{std::move(id)}, 3, std::move(name), std::move(nickname), std::move(reading), "", false};
}

static std::vector<Proposal> judged(std::string_view csv, const std::vector<Person>& known) {
    std::vector<KnownGuest> guests;
    for (const Person& one : known)
        guests.push_back({one, {}});
    return propose(read(csv), guests);
}

TEST_CASE("why a row is doubtful is told as a word and a number as well") {
    const std::vector<Person> known{{attendance::PersonId{"a"}, 1, "田中", "", "タナカ", "", false},
                                    {attendance::PersonId{"b"}, 1, "田中", "", "デンチュウ", "", false},
                                    {attendance::PersonId{"gone"}, 2, "", "", "", "", true}};
    const auto several = judged("name\n田中\n", known)[0];
    CHECK(several.doubt == sheet::Doubt::several);
    CHECK(several.number == 2);
    CHECK(judged("person_id,name\ngone,Gone\n", known)[0].doubt == sheet::Doubt::erased);
    CHECK(judged("person_id,name\nz,田中\n", known)[0].doubt == sheet::Doubt::other_id);
    const auto twice = judged("name\nAn\nAn\n", known)[1];
    CHECK(twice.doubt == sheet::Doubt::same_line);
    CHECK(twice.number == 2);
    const auto differs = judged("person_id,name\nq,An\nq,Ann\n", known)[1];
    CHECK(differs.doubt == sheet::Doubt::said_twice);
    CHECK(differs.number == 2);
    CHECK(judged("name\nNew\n", known)[0].doubt == sheet::Doubt::none);
}

TEST_CASE("somebody unknown is fresh, somebody known as they are is unchanged") {
    const auto proposals =
        judged("name,reading\n髙橋,たかはし\n高橋,たかはし\n", {person("p1", "髙橋", "", "たかはし")});
    CHECK(proposals[0].verdict == Verdict::unchanged);
    CHECK(proposals[0].person.id.value == "p1");
    CHECK(proposals[1].verdict == Verdict::fresh);
    CHECK(proposals[1].person.id.empty());
    CHECK(proposals[1].person.version == 1);
}

TEST_CASE("an id finds its person, and new texts but the nickname make the next version") {
    const auto proposals =
        judged("person_id,name,nickname\np1,髙橋 さくら,さくら\np2,新人,\n", {person("p1", "髙橋", "サク")});
    CHECK(proposals[0].verdict == Verdict::update);
    CHECK(proposals[0].person == Person{PersonId{"p1"}, 4, "髙橋 さくら", "サク", "", "", false});
    CHECK(proposals[1].verdict == Verdict::fresh);
    CHECK(proposals[1].person.id.value == "p2");
}

TEST_CASE("an empty cell leaves what is known, a missing reading is filled in") {
    const auto proposals = judged("name,nickname,reading\n髙橋,,たかはし\n", {person("p1", "髙橋", "さくら")});
    CHECK(proposals[0].verdict == Verdict::update);
    CHECK(proposals[0].person == Person{PersonId{"p1"}, 4, "髙橋", "さくら", "たかはし", "", false});
}

TEST_CASE("another reading is another person") {
    const auto proposals = judged("name,reading\n髙橋,こうきょう\n", {person("p1", "髙橋", "", "たかはし")});
    CHECK(proposals[0].verdict == Verdict::fresh);
}

TEST_CASE("the two wave dashes are the same letter, and what is known stays as it is") {
    const auto proposals = judged("name\nさ～くら\n", {person("p1", "さ〜くら")});
    CHECK(proposals[0].verdict == Verdict::unchanged);
    CHECK(proposals[0].person.name == "さ〜くら");
}

TEST_CASE("what a person must decide is doubtful and says why") {
    const std::vector<Person> known{person("p1", "田中 太郎"), person("p2", "田中 太郎"), person("p3", "鈴木")};
    CHECK(judged("name\n田中 太郎\n", known)[0].verdict == Verdict::doubtful);
    CHECK_THAT(judged("name\n田中 太郎\n", known)[0].reason, contains("2 people of this name"));
    CHECK_THAT(judged("person_id,name\np9,鈴木\n", known)[0].reason, contains("known under the id p3"));
    CHECK_THAT(judged("name\n佐藤\n佐藤\n", known)[1].reason, contains("line 2 has the same name"));
    CHECK_THAT(judged("person_id,name\na,い\na,ろ\n", known)[1].reason, contains("line 2 says something else"));
}

TEST_CASE("two people of one name with ids of their own are two people") {
    const auto proposals = judged("person_id,name\na,田中\nb,田中\n", {});
    CHECK(proposals[0].verdict == Verdict::fresh);
    CHECK(proposals[1].verdict == Verdict::fresh);
    const auto again = judged("person_id,name\na,田中\nb,田中\n", {person("a", "田中"), person("b", "田中")});
    CHECK(again[0].verdict == Verdict::unchanged);
    CHECK(again[1].verdict == Verdict::unchanged);
}

TEST_CASE("one person with two cards stands in two rows") {
    const auto proposals = judged("person_id,name,card_uid\na,田中,04a1b2c3\na,田中,04a1b2c4\n", {});
    CHECK(proposals[0].verdict == Verdict::fresh);
    CHECK(proposals[1].verdict == Verdict::unchanged);
    CHECK(proposals[1].guest.card->hex() == "04a1b2c4");
}

TEST_CASE("an erased person does not come back by a list") {
    Person erased{PersonId{"p1"}, 5, "", "", "", "", true};
    const auto proposals = judged("person_id,name\np1,髙橋\n", {erased});
    CHECK(proposals[0].verdict == Verdict::doubtful);
}

TEST_CASE("importing the same list twice finds everybody unchanged") {
    const std::string csv = "name,reading,nickname\n髙橋,たかはし,さくら\n𠮷野,よしの,\nสมชาย,,ชาย\n";
    std::vector<Person> known;
    for (const Proposal& proposal : judged(csv, {})) {
        REQUIRE(proposal.verdict == Verdict::fresh);
        known.push_back(proposal.person);
        known.back().id.value = "p" + std::to_string(known.size());
    }
    for (const Proposal& proposal : judged(csv, known))
        CHECK(proposal.verdict == Verdict::unchanged);
}

TEST_CASE("one person in another width, kana or spacing is one person, whose first spelling stays") {
    const auto proposals = judged("氏名,フリガナ\n小野　みお,ｵﾉ ﾐｵ\nｻｸﾗ,\n",
                                  {person("p1", "小野 みお", "", "おの みお"), person("p2", "さくら")});
    CHECK(proposals[0].verdict == Verdict::unchanged);
    CHECK(proposals[0].person.name == "小野 みお");
    CHECK(proposals[1].verdict == Verdict::unchanged);
    CHECK(proposals[1].person.id.value == "p2");
    const auto fresh = judged("氏名,フリガナ\n小野 みお,おの みお\n小野　みお,オノミオ\n", {});
    CHECK(fresh[1].doubt == Doubt::same_line);
}

TEST_CASE("a nickname is filled in, and never replaced by a list") {
    const auto filled = judged("person_id,name,nickname\np1,髙橋,さくら\n", {person("p1", "髙橋")});
    CHECK(filled[0].person.nickname == "さくら");
    for (const char* csv : {"person_id,name,nickname\np1,田中 花子,田中 花子\n", "name,nickname\n田中 花子,ハナ子\n",
                            "ユーザー名,表示名,参加ステータス\nh,田中 花子,参加\n"}) {
        const auto proposals = judged(csv, {person("p1", "田中 花子", "はな")});
        CHECK(proposals[0].verdict == Verdict::unchanged);
        CHECK(proposals[0].person.nickname == "はな");
    }
}

TEST_CASE("a whole name is not filled in as the name that everybody sees") {
    const auto proposals = judged("name,nickname\n田中 花子,田中　花子\n", {person("p1", "田中 花子")});
    CHECK(proposals[0].verdict == Verdict::unchanged);
}

TEST_CASE("what a list changes is told field by field") {
    const auto proposals = judged("name,nickname,reading\n髙橋,さくら,たかはし\n", {person("p1", "髙橋")});
    REQUIRE(proposals[0].changes.size() == 2);
    CHECK(proposals[0].changes[0].field == Field::nickname);
    CHECK(proposals[0].changes[0].from.empty());
    CHECK(proposals[0].changes[0].to == "さくら");
    CHECK(proposals[0].changes[1].field == Field::reading);
}

namespace {

const std::string connpass = "ユーザー名,表示名,参加ステータス\n";
const GuestKey nagi{"connpass:ユーザー名", "nagi"};

std::vector<Proposal> judged_with_keys(std::string_view csv, const std::vector<KnownGuest>& known) {
    return propose(read(csv), known);
}

}  // namespace

TEST_CASE("the service's key is asked first, then the address, then the name") {
    const std::vector<KnownGuest> known{{person("key", "なぎ"), {nagi}},
                                        {person("mail", "なぎ"), {{"mail", "n@example.org"}}},
                                        {person("name", "なぎ"), {}}};
    const std::string head = "ユーザー名,表示名,参加ステータス,メール\n";
    CHECK(judged_with_keys(head + "nagi,なぎ,参加,n@example.org\n", known)[0].person.id.value == "key");
    CHECK(judged_with_keys(head + ",なぎ,参加,n@example.org\n", known)[0].person.id.value == "mail");
    CHECK(judged_with_keys(head + "other,なぎ,参加,\n", {known[2]})[0].person.id.value == "name");
}

TEST_CASE("somebody whom the same service knows by another key is somebody else") {
    const std::vector<KnownGuest> known{{person("p1", "なぎ"), {nagi}}};
    CHECK(judged_with_keys(connpass + "nagi2,なぎ,参加\n", known)[0].verdict == Verdict::fresh);
    const auto two = judged_with_keys(connpass + "a,なぎ,参加\nb,なぎ,参加\n", {});
    CHECK(two[0].verdict == Verdict::fresh);
    CHECK(two[1].verdict == Verdict::fresh);
}

TEST_CASE("a key whose name changed altogether is doubtful, one that says more or less of it is not") {
    const std::vector<KnownGuest> known{{person("p1", "髙橋 さくら", "さくら"), {nagi}}};
    for (const char* name : {"髙橋 さくら", "髙橋", "さくら", "髙橋　さくら"})
        CHECK(judged_with_keys(connpass + "nagi," + name + ",参加\n", known)[0].person.id.value == "p1");
    const auto proposal = judged_with_keys(connpass + "nagi,なぎ,参加\n", known)[0];
    CHECK(proposal.doubt == Doubt::renamed);
    REQUIRE(proposal.candidates.size() == 1);
    CHECK(proposal.candidates[0].id.value == "p1");
}

TEST_CASE("two people who were entered with one address are two people") {
    const auto proposals = judged("name,email\nTom Baker,t@example.org\nAnn Baker,t@example.org\n", {});
    CHECK(proposals[0].verdict == Verdict::fresh);
    CHECK(proposals[1].verdict == Verdict::fresh);
    // Nor do they find the one who is known by it.
    const std::vector<KnownGuest> known{{person("tom", "Tom Baker"), {{"mail", "t@example.org"}}}};
    CHECK(judged_with_keys("name,email\nAnn Baker,t@example.org\n", known)[0].doubt == Doubt::renamed);
}

TEST_CASE("one person in two rows with one address is one person") {
    const auto proposals = judged("name,email\nTom Baker,t@example.org\nTom Baker,T@example.org\n", {});
    CHECK(proposals[0].verdict == Verdict::fresh);
    CHECK(proposals[1].verdict == Verdict::repeat);
    CHECK(proposals[1].number == 2);
}

TEST_CASE("somebody of a known name with another address is asked about, unless the reading tells") {
    const std::vector<KnownGuest> known{{person("p1", "田中 花子", "", "たなか はなこ"), {{"mail", "a@example.org"}}}};
    CHECK(judged_with_keys("name,email\n田中 花子,b@example.org\n", known)[0].doubt == Doubt::other_key);
    const auto told = judged_with_keys("name,reading,email\n田中 花子,タナカハナコ,b@example.org\n", known)[0];
    CHECK(told.verdict == Verdict::unchanged);
}

TEST_CASE("a row without a name is known by its key, else somebody decides") {
    const std::vector<KnownGuest> known{{person("p1", "Tom"), {{"mail", "t@example.org"}}}};
    const auto proposals = judged_with_keys("name,email\n,t@example.org\n,x@example.org\n", known);
    CHECK(proposals[0].person.id.value == "p1");
    CHECK(proposals[0].verdict == Verdict::unchanged);
    CHECK(proposals[1].doubt == Doubt::nameless);
}

TEST_CASE("lost letters are noticed in name, nickname and reading") {
    for (const char* row : {"?野,,", "金智宇,???,", "吉野,,よ■の", "Nguy?n,,", "〓橋,,"})
        CHECK(judged("name,nickname,reading\n" + std::string(row) + "\n", {})[0].doubt == Doubt::damaged);
    CHECK(judged("name,nickname,reading\n吉野,なに？,\n", {})[0].verdict == Verdict::fresh);
}

TEST_CASE("a damaged copy changes nobody, and a later clean list mends the damaged") {
    const auto kept = judged("name\n?野 まゆ\n", {person("p1", "𠮷野 まゆ")})[0];
    CHECK(kept.doubt == Doubt::damaged);
    REQUIRE(kept.candidates.size() == 1);
    const auto mended = judged("name\nNguyễn Thị Hương\n", {person("p1", "Nguy?n Th? H??ng")})[0];
    CHECK(mended.verdict == Verdict::update);
    CHECK(mended.person.id.value == "p1");
    CHECK(mended.person.name == "Nguyễn Thị Hương");
    const auto nickname = judged("name,nickname\n金智宇,지우\n", {person("p1", "金智宇", "??")})[0];
    CHECK(nickname.person.nickname == "지우");
    CHECK(judged("name\n𠮷野\n", {person("a", "?野"), person("b", "吉?")})[0].person.id.value == "a");
    CHECK(judged("name\n𠮷野\n", {person("a", "?野"), person("b", "𠮷?")})[0].doubt == Doubt::several);
}

TEST_CASE("who does not come is judged against the known only, and is never doubtful") {
    const auto proposals =
        judged("name,status\nAnn,cancelled\nAnn,approved\nBen,declined\nCid,maybe\n", {person("a", "Ann")});
    CHECK(proposals[0].person.id.value == "a");
    CHECK(proposals[0].verdict == Verdict::unchanged);
    CHECK(proposals[1].verdict == Verdict::unchanged);
    CHECK(proposals[2].verdict == Verdict::fresh);
    CHECK(proposals[3].doubt == Doubt::status);
}

TEST_CASE("namesakes whom nothing tells apart do not leave a list by it") {
    const auto proposals = judged("name,status\nAnn,cancelled\n", {person("a", "Ann"), person("b", "Ann")});
    CHECK(proposals[0].verdict == Verdict::fresh);
}
