#include "sheet/guest_list.h"

#include "sheet/columns.h"
#include "testing/catch.h"

using namespace sheet;
using attendance::Person;
using attendance::PersonId;

static GuestList read(std::string_view csv) {
    auto table = parse_csv(csv);
    REQUIRE(table);
    auto list = read_guests(*table);
    if (!list) FAIL(list.error().message);
    return *list;
}

static std::string error_of(std::string_view csv) {
    auto table = parse_csv(csv);
    REQUIRE(table);
    const auto list = read_guests(*table);
    REQUIRE(!list);
    CHECK(list.error().code == base::ErrorCode::bad_input);
    return list.error().message;
}

static Person person(std::string id, std::string name, std::string nickname = "", std::string reading = "") {
    return Person{PersonId{std::move(id)}, 3, std::move(name), std::move(nickname), std::move(reading), "", false};
}

static std::vector<Proposal> judged(std::string_view csv, const std::vector<Person>& known) {
    return propose(read(csv).guests, known);
}

TEST_CASE("column titles are known whatever their width, case, spaces and brackets") {
    CHECK(field_of("Name") == Field::name);
    CHECK(field_of("ＮＡＭＥ") == Field::name);
    CHECK(field_of(" お名前（必須）*") == Field::name);
    CHECK(field_of("First Name") == Field::given_name);
    CHECK(field_of("first_name") == Field::given_name);
    CHECK(field_of("Last name:") == Field::family_name);
    CHECK(field_of("ﾌﾘｶﾞﾅ") == Field::reading);
    CHECK(field_of("氏名（フリガナ）") == Field::reading);
    CHECK(field_of("姓（カナ）") == Field::family_reading);
    CHECK(field_of("ニックネーム") == Field::nickname);
    CHECK(field_of("card_uid") == Field::card_uid);
    CHECK(field_of("person_id") == Field::id);
    CHECK_FALSE(field_of("メールアドレス"));
    CHECK_FALSE(field_of("会社名"));
    CHECK_FALSE(field_of(""));
}

TEST_CASE("a plain list becomes people, byte for byte") {
    const GuestList list = read(
        "id,name,nickname,reading,lang,card_uid,email\n"
        "p1,辻󠄀 﨑,@tsuji,つじ さき,ja,04:A1:B2:C3,a@example.org\n"
        ",محمد,,,ar,,\n");
    REQUIRE(list.guests.size() == 2);
    CHECK(list.guests[0].id.value == "p1");
    CHECK(list.guests[0].name == "辻󠄀 﨑");
    CHECK(list.guests[0].nickname == "@tsuji");
    CHECK(list.guests[0].reading == "つじ さき");
    CHECK(list.guests[0].lang == "ja");
    CHECK(list.guests[0].card->hex() == "04a1b2c3");
    CHECK(list.guests[1].name == "محمد");
    CHECK(list.guests[1].line == 3);
    CHECK(list.unused_columns == std::vector<std::string>{"email"});
}

TEST_CASE("family and given names are joined in the order of their script") {
    const GuestList list = read("姓,名,セイ,メイ\n髙橋,さくら,タカハシ,サクラ\nNguyễn,An,,\nÖzil,Mesut,,\n,ひとり,,\n");
    CHECK(list.guests[0].name == "髙橋 さくら");
    CHECK(list.guests[0].reading == "タカハシ サクラ");
    CHECK(list.guests[1].name == "An Nguyễn");
    CHECK(list.guests[2].name == "Mesut Özil");
    CHECK(list.guests[3].name == "ひとり");
}

TEST_CASE("a connpass list gives keys and shown names, and leaves out who cancelled") {
    const GuestList list = read(
        "参加枠名,ユーザー名,表示名,利用開始日,コメント,参加ステータス,出欠ステータス,PayPal取引ID,請求書ID,更新日時,"
        "受付番号\n"
        "一般,sakura_t,さくら,2020年,,参加,,,,2026年,101\n"
        "一般,nori,のり,2020年,,キャンセル,,,,2026年,102\n"
        "一般,ken,Ken,2020年,,補欠,,,,2026年,103\n");
    REQUIRE(list.guests.size() == 2);
    CHECK(list.cancelled == 1);
    CHECK(list.guests[0].service_key == "connpass:sakura_t");
    CHECK(list.guests[0].name == "さくら");
    CHECK(list.guests[0].nickname == "さくら");
    CHECK(list.guests[1].service_key == "connpass:ken");
    REQUIRE(list.withdrawn.size() == 1);
    CHECK(list.withdrawn[0].service_key == "connpass:nori");
}

TEST_CASE("a cancelled row that cannot be read stops nothing") {
    const GuestList list = read("名前,ステータス\n,キャンセル\nさくら,参加\n");
    CHECK(list.cancelled == 1);
    CHECK(list.withdrawn.empty());
    CHECK(list.guests.size() == 1);
}

TEST_CASE("why a row is doubtful is told as a word and a number as well") {
    const std::vector<Person> known{{attendance::PersonId{"a"}, 1, "田中", "", "タナカ", "", false},
                                    {attendance::PersonId{"b"}, 1, "田中", "", "デンチュウ", "", false},
                                    {attendance::PersonId{"gone"}, 2, "", "", "", "", true}};
    const auto several = judged("name\n田中\n", known)[0];
    CHECK(several.doubt == sheet::Doubt::several);
    CHECK(several.number == 2);
    CHECK(judged("id,name\ngone,Gone\n", known)[0].doubt == sheet::Doubt::erased);
    CHECK(judged("id,name\nz,田中\n", known)[0].doubt == sheet::Doubt::other_id);
    const auto twice = judged("name\nAn\nAn\n", known)[1];
    CHECK(twice.doubt == sheet::Doubt::same_line);
    CHECK(twice.number == 2);
    const auto differs = judged("id,name\nq,An\nq,Ann\n", known)[1];
    CHECK(differs.doubt == sheet::Doubt::said_twice);
    CHECK(differs.number == 2);
    CHECK(judged("name\nNew\n", known)[0].doubt == sheet::Doubt::none);
}

TEST_CASE("a title line above the header and empty rows below are tolerated") {
    const GuestList list = read("第12回 もくもく会\n\n氏名,ふりがな\n髙橋,たかはし\n,\n");
    REQUIRE(list.guests.size() == 1);
    CHECK(list.guests[0].line == 4);
}

TEST_CASE("a formula guard is taken off a name") {
    CHECK(read("name,nickname\n'@nori,'x\n").guests[0].name == "@nori");
    CHECK(read("name,nickname\n'@nori,'x\n").guests[0].nickname == "'x");
}

TEST_CASE("a list that cannot be understood is refused with line and column") {
    CHECK_THAT(error_of("会社,メール\na,b\n"), contains("line 1, column 1: no header"));
    CHECK_THAT(error_of(""), contains("line 1, column 1: no header"));
    CHECK_THAT(error_of("name,reading\n髙橋\n"), contains("line 2, column 1: this row has 1 cells, the header has 2"));
    CHECK_THAT(error_of("name,reading\n髙橋,a,b\n"), contains("line 2, column 6: this row has 3 cells"));
    CHECK_THAT(error_of("reading,name\nたかはし,\n"), contains("line 2, column 6: the name is missing"));
    CHECK_THAT(error_of("name,lang\n髙橋,Klingonisch\n"), contains("line 2, column 4: this is no language"));
    CHECK_THAT(error_of("name,id\n髙橋,-a b\n"), contains("line 2, column 4: this is no id"));
    CHECK_THAT(error_of("name,card_uid\n髙橋,04a1\n"), contains("line 2, column 4: this is no card number"));
    CHECK_THAT(error_of("name,card_uid\n髙橋,08a1b2c3\n"), contains("line 2, column 4: a 4-byte card number"));
}

TEST_CASE("a text of 400 bytes is taken, one of 401 is refused") {
    const std::string longest(attendance::text_bytes_max, 'a');
    CHECK(read("name\n" + longest + "\n").guests[0].name == longest);
    CHECK_THAT(error_of("name\n" + longest + "a\n"), contains("line 2, column 1: this text is 401 bytes long"));
    CHECK_THAT(error_of("name,reading\nb," + longest + "a\n"), contains("line 2, column 3"));
    CHECK_THAT(error_of("姓,名\n" + longest + ",b\n"), contains("line 2, column 1"));
}

TEST_CASE("an id is of plain letters") {
    CHECK(is_plain_id("a"));
    CHECK(is_plain_id("2026-07_a.b"));
    CHECK(is_plain_id(std::string(64, 'x')));
    CHECK_FALSE(is_plain_id(std::string(65, 'x')));
    CHECK_FALSE(is_plain_id(""));
    CHECK_FALSE(is_plain_id("-a"));
    CHECK_FALSE(is_plain_id("あ"));
    CHECK_FALSE(is_plain_id("a b"));
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

TEST_CASE("an id finds its person, and new texts make the next version") {
    const auto proposals =
        judged("id,name,nickname\np1,髙橋 さくら,さくら\np2,新人,\n", {person("p1", "髙橋", "サク")});
    CHECK(proposals[0].verdict == Verdict::update);
    CHECK(proposals[0].person == Person{PersonId{"p1"}, 4, "髙橋 さくら", "さくら", "", "", false});
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
    CHECK_THAT(judged("id,name\np9,鈴木\n", known)[0].reason, contains("known under the id p3"));
    CHECK_THAT(judged("name\n佐藤\n佐藤\n", known)[1].reason, contains("line 2 has the same name"));
    CHECK_THAT(judged("id,name\na,い\na,ろ\n", known)[1].reason, contains("line 2 says something else"));
}

TEST_CASE("two people of one name with ids of their own are two people") {
    const auto proposals = judged("id,name\na,田中\nb,田中\n", {});
    CHECK(proposals[0].verdict == Verdict::fresh);
    CHECK(proposals[1].verdict == Verdict::fresh);
    const auto again = judged("id,name\na,田中\nb,田中\n", {person("a", "田中"), person("b", "田中")});
    CHECK(again[0].verdict == Verdict::unchanged);
    CHECK(again[1].verdict == Verdict::unchanged);
}

TEST_CASE("one person with two cards stands in two rows") {
    const auto proposals = judged("id,name,card_uid\na,田中,04a1b2c3\na,田中,04a1b2c4\n", {});
    CHECK(proposals[0].verdict == Verdict::fresh);
    CHECK(proposals[1].verdict == Verdict::unchanged);
    CHECK(proposals[1].guest.card->hex() == "04a1b2c4");
}

TEST_CASE("an erased person does not come back by a list") {
    Person erased{PersonId{"p1"}, 5, "", "", "", "", true};
    const auto proposals = judged("id,name\np1,髙橋\n", {erased});
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
