#include "sheet/guest_list.h"

#include "sheet/columns.h"
#include "testing/catch.h"

using namespace sheet;

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

// Why the only row of a list was left out.
static std::string reason_of(std::string_view csv) {
    const GuestList list = read(csv);
    CHECK(list.guests.empty());
    REQUIRE(list.left_out.size() == 1);
    return list.left_out[0].reason;
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
    CHECK(field_of("メールアドレス") == Field::email);
    CHECK(field_of("受付番号") == Field::ticket);
    CHECK_FALSE(field_of("会社名"));
    CHECK_FALSE(field_of(""));
}

TEST_CASE("only an id that Pettan exported is its own") {
    CHECK_FALSE(field_of("ID"));
    CHECK_FALSE(field_of("参加者ID"));
    CHECK_FALSE(field_of("No."));
    const GuestList list = read("ID,Name\n1,Ada Lindqvist\n");
    CHECK(list.guests[0].id.empty());
    CHECK(list.guests[0].keys.empty());
}

TEST_CASE("a column that counts the guests is not their name") {
    CHECK(field_of("Attendee") == Field::name);
    CHECK(field_of("Attendee #") == Field::ticket);
    CHECK(field_of("Attendee ＃") == Field::ticket);
    CHECK(read("First Name,Last Name,Attendee #\nRosa,Feld,18441581\n").guests[0].name == "Rosa Feld");
}

TEST_CASE("a title in two languages is read part by part, a long one by the word in it") {
    CHECK(field_of("お名前 / Your name") == Field::name);
    CHECK(field_of("ふりがな／Reading") == Field::reading);
    CHECK(field_of("お名前をご記入ください") == Field::name);
    CHECK(field_of("お名前のふりがな（必須）") == Field::reading);
    CHECK(field_of("名札に書く名前") == Field::nickname);
    CHECK(field_of("連絡用メールアドレス") == Field::email);
}

TEST_CASE("a title that asks for something or somebody else is nobody's name") {
    for (const char* title :
         {"会社名（ない方は「なし」）", "What's your company?", "チケット名", "参加枠名", "アカウント名",
          "お連れ様のお名前", "紹介者のお名前", "お名前の公開に同意しますか", "参加者名簿", "懇親会に参加しますか？",
          "メールマガジンを希望する", "ticket_name", "Event name"})
        CHECK_FALSE(field_of(title));
}

TEST_CASE("of two columns with one meaning the plainer title counts") {
    const GuestList list = read("お名前をご記入ください,氏名\nあだ名,髙橋 さくら\n");
    CHECK(list.guests[0].name == "髙橋 さくら");
    CHECK(list.unused_columns == std::vector<std::string>{"お名前をご記入ください"});
}

TEST_CASE("a plain list becomes people, byte for byte") {
    const GuestList list = read(
        "person_id,name,nickname,reading,lang,card_uid,email\n"
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
    CHECK(list.guests[0].keys == std::vector<GuestKey>{{"mail", "a@example.org"}});
    CHECK(list.unused_columns.empty());
}

TEST_CASE("family and given names are joined in the order of their script") {
    const GuestList list = read("姓,名,セイ,メイ\n髙橋,さくら,タカハシ,サクラ\nNguyễn,An,,\nÖzil,Mesut,,\n,ひとり,,\n");
    CHECK(list.guests[0].name == "髙橋 さくら");
    CHECK(list.guests[0].reading == "タカハシ サクラ");
    CHECK(list.guests[1].name == "An Nguyễn");
    CHECK(list.guests[2].name == "Mesut Özil");
    CHECK(list.guests[3].name == "ひとり");
}

TEST_CASE("a name and a last name beside it are one name") {
    const GuestList list = read("name ,lastname\njohn,doe\njane,doe\nJohn Roe,Roe\n花子,田中\n,solo\n");
    REQUIRE(list.guests.size() == 5);
    CHECK(list.guests[0].name == "john doe");
    CHECK(list.guests[1].name == "jane doe");
    CHECK(list.guests[2].name == "John Roe");
    CHECK(list.guests[3].name == "田中 花子");
    CHECK(list.guests[4].name == "solo");
}

TEST_CASE("a given name alone is a name") {
    CHECK(read("First name,email\nRosa,r@example.org\n").guests[0].name == "Rosa");
    CHECK(read("姓\n髙橋\n").guests[0].name == "髙橋");
}

TEST_CASE("a connpass list gives keys, shown names, ticket numbers and who comes") {
    const GuestList list = read(
        "参加枠名,ユーザー名,表示名,利用開始日,コメント,参加ステータス,出欠ステータス,PayPal取引ID,請求書ID,更新日時,"
        "受付番号\n"
        "一般,sakura_t,さくら,2020年,,参加,,,,2026年,101\n"
        "一般,nori,のり,2020年,,参加キャンセル,,,,2026年,102\n"
        "一般,ken,Ken,2020年,,補欠,,,,2026年,103\n");
    REQUIRE(list.guests.size() == 3);
    CHECK(list.guests[0].keys == std::vector<GuestKey>{{"connpass:ユーザー名", "sakura_t"}});
    CHECK(list.guests[0].name == "さくら");
    CHECK(list.guests[0].nickname == "さくら");
    CHECK(list.guests[0].ticket == "101");
    CHECK(list.guests[0].coming == Coming::yes);
    CHECK(list.guests[1].coming == Coming::no);
    CHECK(list.guests[2].coming == Coming::waiting);
}

TEST_CASE("keys are kept for each service and column") {
    CHECK(read("api_id,name,approval_status\ng-1,Iris,approved\n").guests[0].keys[0] == GuestKey{"luma:api_id", "g-1"});
    CHECK(read("ユーザーID,参加者名,アカウント名\nu1,あき,aki\n").guests[0].keys[0] ==
          GuestKey{"peatix:ユーザーID", "u1"});
    CHECK(read("Name,User ID,RSVP\nIris,user 7,Yes\n").guests[0].keys[0] == GuestKey{"meetup:User ID", "user 7"});
    // The same titles without the rest of the service's say nothing.
    CHECK(read("ユーザーID,氏名\nu1,あき\n").guests[0].keys.empty());
}

TEST_CASE("an address is a key in one width and case, and only if it is one") {
    const GuestList list = read("name,e-mail\na,Aki@Example.ORG\nb,ａｋｉ＠example.org\nc,none\nd,a@b@c.org\n");
    CHECK(list.guests[0].keys == std::vector<GuestKey>{{"mail", "aki@example.org"}});
    CHECK(list.guests[1].keys == list.guests[0].keys);
    CHECK(list.guests[2].keys.empty());
    CHECK(list.guests[3].keys.empty());
}

TEST_CASE("a whole name in the nickname's place was not chosen to be shown to everybody") {
    const GuestList list = read("ユーザー名,表示名,参加ステータス\nh,田中 花子,参加\nn,なぎ,参加\n");
    CHECK(list.guests[0].name == "田中 花子");
    CHECK(list.guests[0].nickname.empty());
    CHECK(list.guests[1].nickname == "なぎ");
}

TEST_CASE("the words of the status column are counted with what they are taken for") {
    const GuestList list = read("名前,ステータス\na,参加\nb,キャンセル\nc,参加\nd,検討中\ne,\n");
    REQUIRE(list.statuses.size() == 4);
    CHECK(list.statuses[0].value == "参加");
    CHECK(list.statuses[0].rows == 2);
    CHECK(list.statuses[2].coming == Coming::unknown);
    CHECK(list.count(Coming::yes) == 3);
    CHECK(read("名前\na\n").statuses.empty());
}

TEST_CASE("the organizer's word about a status wins, whatever its width and case") {
    auto table = parse_csv("名前,ステータス\na,コンビニ／ＡＴＭ支払い待ち\nb,参加\n");
    const auto list = read_guests(*table, {{"コンビニ/ATM支払い待ち", Coming::yes}, {"参加", Coming::no}});
    CHECK(list->guests[0].coming == Coming::yes);
    CHECK(list->guests[1].coming == Coming::no);
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

TEST_CASE("of title lines and headers the row counts that says most") {
    const GuestList list =
        read("2026年7月 流通 参加者名簿,,,\n作成日 2026/07/20,,,\nNo.,氏名,フリガナ,備考\n1,相沢 ゆう,アイザワ,\n");
    REQUIRE(list.guests.size() == 1);
    CHECK(list.guests[0].name == "相沢 ゆう");
}

TEST_CASE("rows that lack their last cells are filled, and empty ones beyond the header passed over") {
    const GuestList list =
        read("氏名,ふりがな,備考\n相沢 ゆう,あいざわ ゆう,車いす\n伊東 なお,いとう なお\n宇野\n江口,,,,\n");
    REQUIRE(list.guests.size() == 4);
    CHECK(list.guests[1].reading == "いとう なお");
    CHECK(list.guests[2].name == "宇野");
    CHECK(list.left_out.empty());
}

TEST_CASE("a cell beyond the header leaves its row out, and no other") {
    const GuestList list = read("name,reading\n髙橋,a,b\n吉野,よしの\n");
    REQUIRE(list.guests.size() == 1);
    REQUIRE(list.left_out.size() == 1);
    CHECK(list.left_out[0].why == WhyLeftOut::too_wide);
    CHECK(list.left_out[0].line == 2);
    CHECK(list.left_out[0].text == "髙橋, a, b");
    CHECK_THAT(list.left_out[0].reason, contains("line 2, column 6: this row has 3 cells, the header has 2"));
}

TEST_CASE("a row without a name stays as such, with its line") {
    const GuestList list = read("reading,name,email\nたかはし,,t@example.org\nあき,秋,\n");
    REQUIRE(list.guests.size() == 2);
    CHECK(list.guests[0].name.empty());
    CHECK(list.guests[0].line == 2);
    CHECK(list.guests[0].keys[0].value == "t@example.org");
}

TEST_CASE("rows that sum up and headers that come again are no people") {
    const GuestList list = read("No.,氏名,備考\n1,相沢,\nNo.,氏名,備考\n2,計 太郎,\n合計,2名,\n,合計,\nTotal,2,\n");
    REQUIRE(list.guests.size() == 2);
    CHECK(list.guests[1].name == "計 太郎");
    REQUIRE(list.left_out.size() == 4);
    CHECK(list.left_out[0].why == WhyLeftOut::header);
    for (std::size_t i = 1; i < 4; ++i)
        CHECK(list.left_out[i].why == WhyLeftOut::total);
}

TEST_CASE("a list without a column for names is refused") {
    CHECK_THAT(error_of("会社,メール\na,b\n"), contains("line 1, column 1: no header"));
    CHECK_THAT(error_of(""), contains("line 1, column 1: no header"));
}

TEST_CASE("what cannot be taken leaves its row out, with line and column") {
    CHECK_THAT(reason_of("name,lang\n髙橋,Klingonisch\n"), contains("line 2, column 4: this is no language"));
    CHECK_THAT(reason_of("name,person_id\n髙橋,-a b\n"), contains("line 2, column 4: this is no id"));
    CHECK_THAT(reason_of("name,card_uid\n髙橋,04a1\n"), contains("line 2, column 4: this is no card number"));
    CHECK_THAT(reason_of("name,card_uid\n髙橋,08a1b2c3\n"), contains("line 2, column 4: a 4-byte card number"));
}

TEST_CASE("a language is known by its name as well") {
    CHECK(read("name,言語\na,日本語\n").guests[0].lang == "ja");
    CHECK(read("name,言語\na,English\n").guests[0].lang == "en");
}

TEST_CASE("a text of 400 bytes is taken, one of 401 is refused") {
    const std::string longest(attendance::text_bytes_max, 'a');
    CHECK(read("name\n" + longest + "\n").guests[0].name == longest);
    CHECK_THAT(reason_of("name\n" + longest + "a\n"), contains("line 2, column 1: this text is 401 bytes long"));
    CHECK_THAT(reason_of("name,reading\nb," + longest + "a\n"), contains("line 2, column 3"));
    CHECK_THAT(reason_of("姓,名\n" + longest + ",b\n"), contains("line 2, column 1"));
}

TEST_CASE("a list of 100,000 rows is read, one more is refused") {
    std::string csv = "name\n";
    for (std::size_t i = 1; i < rows_max; ++i)
        csv += "a\n";
    CHECK(parse_csv(csv));
    CHECK_THAT(parse_csv(csv + "a\n").error().message, contains("the list is too long"));
    CHECK(parse_csv(std::string(columns_max - 1, ',') + "\n"));
    CHECK_THAT(parse_csv(std::string(columns_max, ',') + "\n").error().message, contains("the row is too wide"));
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
