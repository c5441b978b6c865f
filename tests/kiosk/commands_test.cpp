// The real program in a folder of its own: what other programs may rely on.
#include <pty.h>
#include <sodium.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include <nlohmann/json.hpp>

#include "base/bytes.h"
#include "base/clock.h"
#include "journal/guest_list.h"
#include "journal/journal.h"
#include "kiosk/kiosk_in_a_folder.h"
#include "sheet/csv.h"
#include "testing/xlsx.h"

using nlohmann::json;
using testing::hard_names;
using testing::kiosk;
using Kiosk = testing::KioskInAFolder;
using testing::Outcome;
using testing::part_of;
using testing::slurp;
using testing::TempFolder;
using testing::write;

namespace {

void stamp(journal::Journal& journal, const std::string& event, std::optional<attendance::PersonId> person,
           std::optional<attendance::CardId> card, attendance::EntryKind kind = attendance::EntryKind::stamp) {
    journal::Addition addition;
    addition.entry.kind = kind;
    addition.entry.event = attendance::EventId{event};
    addition.entry.person = std::move(person);
    addition.entry.card = std::move(card);
    if (kind == attendance::EntryKind::repeat) addition.entry.target = attendance::EntryRef{0, 0, journal.last_seq()};
    REQUIRE(journal.append(addition));
}

std::string csv_of(const std::vector<std::vector<std::string>>& rows) {
    std::string text;
    sheet::CsvWriter writer([&](std::string_view part) {
        text += part;
        return base::Result<void>();
    });
    for (const auto& row : rows)
        REQUIRE(writer.row(row));
    return text;
}

std::string hard_list() {
    std::vector<std::vector<std::string>> rows{{"person_id", "name", "nickname"}};
    for (std::size_t i = 0; i < hard_names.size(); ++i)
        rows.push_back(
            {"p" + std::to_string(i), sheet::guard_formula(hard_names[i]), sheet::guard_formula(hard_names[i])});
    return csv_of(rows);
}

}  // namespace

TEST_CASE("event add prints the id and nothing else, and event list gives it back") {
    const Kiosk k;
    CHECK(k.add_event("e1") == "e1\n");
    const std::string made = k.done({"event", "add", "=朝会", "--starts", "2026-07-20T00:00:00Z", "--ends",
                                     "2026-07-20T01:00:00Z", "--venue", "渋谷"});
    CHECK(made.size() == 21);
    const json events = k.list("event");
    REQUIRE(events.size() == 2);
    CHECK(events[0]["id"] == made.substr(0, 20));
    CHECK(events[0]["title"] == "=朝会");
    CHECK(events[0]["venue"] == "渋谷");
    CHECK(events[0]["starts"] == "2026-07-20T09:00:00+09:00");
    CHECK(events[1]["ends"] == "2026-07-21T22:00:00+09:00");
    CHECK_THAT(k.done({"event", "list"}), contains("e1  2026-07-21T19:00:00+09:00  2026-07-21T22:00:00+09:00  第12回"));
}

TEST_CASE("an event's id is taken once, and only a known event can be opened") {
    const Kiosk k;
    k.add_event();
    CHECK_THAT(k.refused({"event", "add", "x", "--starts", "2026-07-20T00:00:00Z", "--ends", "2026-07-20T01:00:00Z",
                          "--id", "e1"},
                         1),
               contains("there is an event e1 already"));
    k.done({"event", "open", "e1"});
    CHECK(k.journal()->opening()->event.value == "e1");
    CHECK_THAT(k.refused({"event", "open", "e2"}, 1), contains("there is no event e2; see event list"));
}

TEST_CASE("person add prints the id, and person list gives the texts back byte for byte") {
    const Kiosk k;
    for (std::size_t i = 0; i < hard_names.size(); ++i) {
        const std::string id = "p" + std::to_string(i + 10);  // two digits: people are listed by id
        const std::string nickname = "--nickname=" + hard_names[i];
        CHECK(k.done({"person", "add", "--id", id, "--lang", "ja", nickname, "--", hard_names[i]}) == id + "\n");
    }
    const json people = k.list("person");
    REQUIRE(people.size() == hard_names.size());
    for (std::size_t i = 0; i < hard_names.size(); ++i) {
        CHECK(people[i]["name"] == hard_names[i]);
        CHECK(people[i]["nickname"] == hard_names[i]);
        CHECK(people[i]["lang"] == "ja");
    }
    CHECK_THAT(k.refused({"person", "add", "x", "--id", "p10"}, 1), contains("there is a person p10 already"));
    CHECK_THAT(k.done({"person", "list"}), contains("p10  髙橋"));
}

TEST_CASE("person bind moves the card's earlier stamps, and a number that changes cannot be bound") {
    const Kiosk k;
    k.add_event();
    k.done({"person", "add", "髙橋", "--id", "p1"});
    {
        const auto journal = k.journal();
        stamp(*journal, "e1", {}, journal->card_id(*attendance::CardUid::from_hex("04a1b2c3")));
    }
    CHECK(json::parse(k.done({"export", "--format", "json"}))[0]["person_id"] == "");
    k.done({"person", "bind", "p1", "04:A1:B2:C3"});
    const json rows = json::parse(k.done({"export", "--format", "json"}));
    REQUIRE(rows.size() == 1);
    CHECK(rows[0]["person_id"] == "p1");
    CHECK(rows[0]["name"] == "髙橋");
    CHECK_THAT(k.refused({"person", "bind", "p1", "08a1b2c3"}, 1), contains("drawn afresh at every tap"));
    CHECK_THAT(k.refused({"person", "bind", "p2", "04a1b2c3"}, 1), contains("there is no person p2; see person list"));
    CHECK_THAT(k.refused({"person", "bind", "p1", "04a1"}, 2), contains("UIDHEX takes"));
}

TEST_CASE("a card that is somebody's changes hands only with --take, and the stamps so far stay") {
    const Kiosk k;
    k.add_event();
    k.done({"person", "add", "髙橋", "--id", "p1"});
    k.done({"person", "add", "高橋", "--id", "p2"});
    {
        const auto journal = k.journal();
        stamp(*journal, "e1", {}, journal->card_id(*attendance::CardUid::from_hex("04a1b2c3")));
    }
    k.done({"person", "bind", "p1", "04a1b2c3"});
    CHECK_THAT(k.refused({"person", "bind", "p2", "04a1b2c3"}, 1),
               contains("belongs to p1 already") && contains("--take"));
    k.done({"person", "bind", "p2", "04a1b2c3", "--take"});
    CHECK(json::parse(k.done({"export", "--format", "json"}))[0]["person_id"] == "p1");
    const auto journal = k.journal();
    CHECK(journal->owner_of(journal->card_id(*attendance::CardUid::from_hex("04a1b2c3")))->value == "p2");
}

TEST_CASE("person unbind leaves the stamps, or gives them back to a card that was bound by mistake") {
    const Kiosk k;
    k.add_event();
    k.done({"person", "add", "髙橋", "--id", "p1"});
    {
        const auto journal = k.journal();
        stamp(*journal, "e1", {}, journal->card_id(*attendance::CardUid::from_hex("04a1b2c3")));
    }
    const auto owner = [&] { return json::parse(k.done({"export", "--format", "json"}))[0]["person_id"]; };
    CHECK_THAT(k.refused({"person", "unbind", "04a1b2c3"}, 1), contains("belongs to nobody"));
    k.done({"person", "bind", "p1", "04a1b2c3"});
    k.done({"person", "unbind", "04a1b2c3"});
    CHECK(owner() == "p1");
    k.done({"person", "bind", "p1", "04a1b2c3"});
    const std::string id = json::parse(k.done({"export", "--format", "json"}))[0]["card_id"];
    k.done({"person", "unbind", id});
    const Kiosk other;
    other.add_event();
    other.done({"person", "add", "髙橋", "--id", "p1"});
    {
        const auto journal = other.journal();
        stamp(*journal, "e1", {}, journal->card_id(*attendance::CardUid::from_hex("04a1b2c3")));
    }
    other.done({"person", "bind", "p1", "04a1b2c3"});
    other.done({"person", "unbind", "04a1b2c3", "--mistake"});
    CHECK(json::parse(other.done({"export", "--format", "json"}))[0]["person_id"] == "");
}

TEST_CASE("people are corrected, merged, parted and erased by commands") {
    const Kiosk k;
    k.add_event();
    k.done({"person", "add", "髙橋 さくら", "--id", "p1", "--reading", "たかはし"});
    k.done({"person", "add", "タカハシ サクラ", "--id", "p2"});
    k.done({"person", "edit", "p1", "--nickname", "さくら"});
    json people = k.list("person");
    CHECK(people[0]["nickname"] == "さくら");
    CHECK(people[0]["reading"] == "たかはし");
    stamp(*k.journal(), "e1", attendance::PersonId{"p2"}, {});
    k.done({"person", "merge", "p2", "p1"});
    CHECK(json::parse(k.done({"export", "--format", "json"}))[0]["person_id"] == "p1");
    CHECK_THAT(k.refused({"person", "merge", "p2", "p1"}, 1), contains("one person already"));
    k.done({"person", "part", "p2"});
    CHECK(json::parse(k.done({"export", "--format", "json"}))[0]["person_id"] == "p2");
    CHECK_THAT(k.refused({"person", "part", "p2"}, 1), contains("was not merged"));
    CHECK_THAT(k.refused({"person", "erase", "p1"}, 2), contains("--yes"));
    k.done({"person", "merge", "p2", "p1"});
    k.done({"person", "erase", "p1", "--yes"});
    CHECK(k.list("person").empty());
    CHECK(json::parse(k.done({"export", "--format", "json"})).size() == 1);
    CHECK_THAT(k.refused({"person", "erase", "p1", "--yes"}, 1), contains("there is no person p1"));
}

TEST_CASE("an event is corrected by what is named, and never ends before it starts") {
    const Kiosk k;
    k.add_event();
    k.done({"event", "edit", "e1", "--title", "第12回 地域テック交流会", "--ends", "2026-07-21T22:30:00+09:00"});
    const json event = k.list("event")[0];
    CHECK(event["title"] == "第12回 地域テック交流会");
    CHECK(k.journal()->event({"e1"})->version == 2);
    const auto corrected = k.journal()->event({"e1"});
    CHECK(corrected->ends - corrected->starts == std::chrono::minutes(210));
    CHECK_THAT(k.refused({"event", "edit", "e1", "--ends", "2026-07-21T18:00:00+09:00"}, 1),
               contains("before it starts"));
    CHECK_THAT(k.refused({"event", "edit", "e1"}, 2), contains("name what is to change"));
    CHECK_THAT(k.refused({"event", "edit", "e9", "--title", "x"}, 1), contains("there is no event e9"));
}

TEST_CASE("hard names come through import and all three exports byte for byte") {
    const Kiosk k;
    k.add_event();
    CHECK_THAT(k.done({"import", k.file("guests.csv", hard_list())}),
               contains("21 people read (UTF-8): 21 new, 0 updated"));
    {
        const auto journal = k.journal();
        for (std::size_t i = 0; i < hard_names.size(); ++i)
            stamp(*journal, "e1", attendance::PersonId{"p" + std::to_string(i)}, {});
    }
    const json rows = json::parse(k.done({"export", "--format", "json"}));
    REQUIRE(rows.size() == hard_names.size());
    const auto table = sheet::parse_csv(k.done({"export", "--format", "csv", "--event", "e1"}));
    REQUIRE(table);
    REQUIRE(table->rows.size() == hard_names.size() + 1);
    const std::string xlsx = k.path("list.xlsx");
    k.done({"export", "--format", "xlsx", "-o", xlsx});
    const std::string page = part_of(xlsx, "xl/worksheets/sheet2.xml");
    for (std::size_t i = 0; i < hard_names.size(); ++i) {
        CHECK(rows[i]["name"] == hard_names[i]);
        CHECK(rows[i]["nickname"] == hard_names[i]);
        CHECK(sheet::unguard_formula(table->rows[i + 1][3].text) == hard_names[i]);
        if (hard_names[i].find_first_of("\"' \n") == std::string::npos)
            CHECK_THAT(page, contains(">" + hard_names[i] + "<"));
    }
    CHECK_THAT(part_of(xlsx, "xl/worksheets/sheet3.xml"), contains("<v>21</v>"));
}

TEST_CASE("an exported XLSX begins with a sheet for people, who were on a list and did not come among them") {
    const Kiosk k;
    // Whoever is on a list that is taken in after the meetup did not miss it: it lies ahead.
    k.done({"event", "add", "第12回", "--starts", "2060-07-21T19:00:00+09:00", "--ends", "2060-07-21T22:00:00+09:00",
            "--id", "e1"});
    k.done({"import", k.file("guests.csv", "person_id,name,reading\np1,髙橋 さくら,たかはし\np2,林 蓮,はやし\n")});
    {
        const auto journal = k.journal();
        stamp(*journal, "e1", attendance::PersonId{"p1"}, {});
        stamp(*journal, "e1", {}, attendance::CardId{std::string(32, 'c')});
    }
    const std::string xlsx = k.path("list.xlsx");
    k.done({"export", "--format", "xlsx", "-o", xlsx});
    const std::string book = part_of(xlsx, "xl/workbook.xml");
    CHECK(book.find("来た人・来なかった人") < book.find("\"attendance\""));
    CHECK(book.find("\"attendance\"") < book.find("\"summary\""));
    const std::string people = part_of(xlsx, "xl/worksheets/sheet1.xml");
    for (const char* cell : {"番号", "髙橋 さくら", "たかはし", "林 蓮", "（未登録のカード）", "○"})
        CHECK_THAT(people, contains(">" + std::string(cell) + "<"));
    CHECK(people.find("髙橋") < people.find("林 蓮"));
    CHECK(people.find("林 蓮") < people.find("未登録"));
    k.done({"export", "--format", "xlsx", "--lang", "en", "-o", xlsx});
    CHECK_THAT(part_of(xlsx, "xl/workbook.xml"), contains("Who came"));
    // Lists name no event at a kiosk: of several, nobody is told to have stayed away.
    k.add_event("e2");
    k.done({"export", "--format", "xlsx", "-o", xlsx});
    const std::string both = part_of(xlsx, "xl/worksheets/sheet1.xml");
    CHECK_THAT(both, contains(">イベント<"));
    CHECK(both.find("林 蓮") == std::string::npos);
}

TEST_CASE("an exported row says all that other programs rely on") {
    const Kiosk k;
    k.add_event();
    k.done({"person", "add", "髙橋", "--id", "p1", "--nickname", "さくら"});
    std::string card;
    {
        const auto journal = k.journal();
        card = journal->card_id(*attendance::CardUid::from_hex("04a1b2c3")).value;
        stamp(*journal, "e1", attendance::PersonId{"p1"}, attendance::CardId{card});
        stamp(*journal, "e1", attendance::PersonId{"p1"}, attendance::CardId{card}, attendance::EntryKind::repeat);
    }
    const json rows = json::parse(k.done({"export", "--format", "json"}));
    REQUIRE(rows.size() == 2);
    CHECK(rows[0]["event_id"] == "e1");
    CHECK(rows[0]["event_title"] == "第12回 もくもく会");
    CHECK(rows[0]["person_id"] == "p1");
    CHECK(rows[0]["name"] == "髙橋");
    CHECK(rows[0]["card_id"] == card);
    CHECK(rows[0]["stamped_at"].get<std::string>().ends_with("+09:00"));
    CHECK(rows[0]["device"].is_number_integer());
    CHECK(rows[0]["seq"].is_number_integer());
    CHECK(rows[0]["source"] == "tap");
    CHECK(rows[0]["status"] == "valid");
    CHECK(rows[1]["status"] == "repeat");
    CHECK_THAT(k.done({"export", "--format", "csv"}),
               contains("event_id,event_title,person_id,name,card_id,stamped_at,device,seq,source,status,"));
}

TEST_CASE("importing again updates and never doubles") {
    const Kiosk k;
    CHECK_THAT(
        k.done({"import", k.file("a.csv", "氏名,フリガナ,会社\n髙橋 さくら,タカハシ サクラ,みなも\n𠮷野,ヨシノ,\n")}),
        contains("2 new, 0 updated, 0 unchanged, 0 doubtful (not imported); columns not used: 会社"));
    CHECK_THAT(k.done({"import", k.path("a.csv")}), contains("0 new, 0 updated, 2 unchanged"));
    CHECK_THAT(k.done({"import", k.file("b.csv", "氏名,ニックネーム\n髙橋 さくら,さくら\n")}),
               contains("0 new, 1 updated") && contains("line 2: 髙橋 さくら: nickname (empty) → さくら"));
    const json people = k.list("person");
    REQUIRE(people.size() == 2);
    for (const json& person : people)
        if (person["name"] == "髙橋 さくら") {
            CHECK(person["nickname"] == "さくら");
            CHECK(person["reading"] == "タカハシ サクラ");
        }
}

TEST_CASE("a connpass list in Shift_JIS is recognised, and its people are found again by their key") {
    const Kiosk k;
    const std::string head = "ユーザー名,表示名,参加ステータス\n";
    // ユーザー名,表示名,参加ステータス / sakura,髙橋,参加 in CP932
    const std::string cp932 =
        "\x83\x86\x81\x5B\x83\x55\x81\x5B\x96\xBC,\x95\x5C\x8E\xA6\x96\xBC,"
        "\x8E\x51\x89\xC1\x83\x58\x83\x65\x81\x5B\x83\x5E\x83"
        "\x58\r\nsakura,\xFB\xFC\x8B\xB4,\x8E\x51\x89\xC1\r\n";
    CHECK_THAT(k.done({"import", k.file("a.csv", cp932)}), contains("1 person read (Shift_JIS (CP932)): 1 new"));
    CHECK(k.list("person")[0]["name"] == "髙橋");
    CHECK_THAT(k.done({"import", k.file("b.csv", head + "sakura,髙橋 さくら,参加\nnori,のり,キャンセル\n")}),
               contains("0 new, 0 updated, 1 unchanged") && contains("1 cancelled left out") &&
                   contains("status キャンセル: 1 row, do not come"));
    // A key whose name changed altogether is somebody's to decide.
    CHECK_THAT(k.done({"import", k.file("c.csv", head + "sakura,なぎ,参加\n")}),
               contains("1 doubtful") && contains("line 2: なぎ: the key is that of"));
    REQUIRE(k.list("person").size() == 1);
    CHECK(k.list("person")[0]["name"] == "髙橋");
    CHECK(k.list("person")[0]["id"].get<std::string>().find("sakura") == std::string::npos);
}

TEST_CASE("import binds cards, and says where one belongs to somebody else") {
    const Kiosk k;
    CHECK_THAT(
        k.done({"import",
                k.file("a.csv", "person_id,name,card_uid\np1,髙橋,04a1b2c3\np1,髙橋,04a1b2c4\np2,𠮷野,04a1b2c3\n")}),
        contains("; 2 cards bound") && contains("line 4: 𠮷野: the card belongs to p1 already"));
    const auto journal = k.journal();
    CHECK(journal->owner_of(journal->card_id(*attendance::CardUid::from_hex("04a1b2c4")))->value == "p1");
}

TEST_CASE("who is doubtful is listed and not imported") {
    const Kiosk k;
    CHECK_THAT(k.done({"import", k.file("a.csv", "name\n佐藤\n佐藤\n")}),
               contains("1 new") && contains("1 doubtful") && contains("line 3: 佐藤: line 2 has the same name"));
    CHECK(k.list("person").size() == 1);
}

TEST_CASE("rows that cannot be taken are listed with line and column, and the rest is written") {
    const Kiosk k;
    const std::string said =
        k.done({"import", k.file("a.csv",
                                 "name,reading,card_uid\n髙橋,たかはし\n,よしの,\n秋,あき,08a1b2c3\n"
                                 "春,はる,,extra\n合計,4名,\n")});
    CHECK_THAT(said, contains("1 new, 0 updated, 0 unchanged, 3 doubtful"));
    CHECK_THAT(said, contains("line 2: 髙橋: new") && contains("line 3: the name is missing") &&
                         contains("line 4, column 6: a 4-byte card number") &&
                         contains("line 5, column 7: this row has 4 cells, the header has 3") &&
                         contains("a sum: 合計, 4名"));
    CHECK(k.list("person").size() == 1);
}

TEST_CASE("with --strict nothing is written where anything is doubtful, and all of a list where nothing is") {
    const Kiosk k;
    const auto refused = k({"import", k.file("a.csv", "name\n髙橋\n佐藤\n佐藤\n"), "--strict"});
    CHECK(refused.status == 1);
    CHECK_THAT(refused.err, contains("1 row is doubtful; nothing was imported (--strict)"));
    CHECK_THAT(refused.out, contains("line 4: 佐藤: line 3 has the same name"));
    CHECK(k.list("person").empty());
    k.done({"import", k.file("b.csv", "name\n髙橋\n合計\n"), "--strict"});
    CHECK(k.list("person").size() == 1);
}

TEST_CASE("the option --coming says which words of the status column mean to come") {
    const Kiosk k;
    const std::string list = k.file("a.csv", "氏名,ステータス\n秋,支払い待ち\n春,参加\n夏,補欠\n冬,検討中\n");
    const std::string unsure = k.done({"import", list});
    CHECK_THAT(unsure, contains("status 支払い待ち: 1 row, not known whether they come") &&
                           contains("line 2: 秋: it is not known whether '支払い待ち' means to come") &&
                           contains("line 4: 夏: waits (補欠)"));
    CHECK(k.list("person").size() == 1);
    CHECK(k({"import", list, "--strict"}).status == 1);
    k.done({"import", list, "--coming", "支払い待ち", "--coming", "検討中", "--strict"});
    CHECK(k.list("person").size() == 3);
}

std::size_t listed(journal::Journal& journal) {
    return journal.listed_people({}, base::WallTime::max()).size();
}

TEST_CASE("a later list takes off who does not come any more, and on again who does") {
    const Kiosk k;
    const std::string head = "ユーザー名,表示名,参加ステータス\n";
    k.done({"import", k.file("a.csv", head + "nagi,なぎ,参加\nsora,そら,参加\n")});
    CHECK(listed(*k.journal()) == 2);
    CHECK_THAT(k.done({"import", k.file("b.csv", head + "nagi,なぎ,参加キャンセル\n")}),
               contains("1 taken off the list"));
    CHECK(listed(*k.journal()) == 1);
    k.done({"import", k.path("a.csv")});
    CHECK(listed(*k.journal()) == 2);
    CHECK(k.list("person").size() == 2);
}

TEST_CASE("people whose ids were made of their keys, before keys were kept, are found by them") {
    const Kiosk k;
    const std::string head = "ユーザー名,表示名,参加ステータス\n";
    k.done({"import", k.file("none.csv", head + "other,ほか,キャンセル\n")});  // makes the secret
    std::string id;
    {
        const auto journal = k.journal();
        const std::string secret = journal->setting("service_id_secret").value();
        std::array<std::uint8_t, 16> hash{};
        const std::string key = "connpass:sakura";
        crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(key.data()), key.size(),
                           reinterpret_cast<const unsigned char*>(secret.data()), secret.size());
        id = base::to_hex(hash);
    }
    k.done({"person", "add", "髙橋", "--id", id});
    CHECK_THAT(k.done({"import", k.file("a.csv", head + "sakura,髙橋 さくら,参加\n")}), contains("1 unchanged"));
    CHECK(k.list("person").size() == 1);
}

TEST_CASE("an address is kept as a hash, and goes when its person is erased") {
    const Kiosk k;
    k.done({"import", k.file("a.csv", "name,email\nAnn,Ann@Example.org\n")});
    CHECK_THAT(k.done({"import", k.file("b.csv", "name,email\nAnn Smith,ann@example.org\n")}), contains("1 unchanged"));
    const std::string id = k.list("person")[0]["id"];
    const auto journal = k.journal();
    REQUIRE(journal::list_memory(*journal).listed_keys().size() == 1);
    CHECK(journal::list_memory(*journal).listed_keys()[0].column == "mail");
    CHECK(journal::list_memory(*journal).listed_keys()[0].hash.find('@') == std::string::npos);
    journal::Addition erase;
    erase.entry.kind = attendance::EntryKind::erase;
    erase.entry.person = attendance::PersonId{id};
    REQUIRE(journal->append(erase));
    CHECK(journal::list_memory(*journal).listed_keys().empty());
}

TEST_CASE("a list that cannot be read is refused as a whole with line and column, and nothing is imported") {
    const Kiosk k;
    k.add_event();
    const std::vector<std::pair<std::string, std::string>> bad{
        {"name,reading\n髙橋,たかはし\n\"𠮷野,よしの\n", "line 3, column 1: a quote is opened here"},
        {"name,reading\n髙橋,たか\"はし\n", "line 2, column 6: a quote stands inside"},
        {"name\n髙橋\nJos\xE9,\n", "line 3, column 4: the bytes e9"},
        {"会社\nA社\n", "line 1, column 1: no header"},
        {"", "line 1, column 1: no header"},
    };
    for (const auto& [text, what] : bad) {
        const std::string line = k.refused({"import", k.file("bad.csv", text)}, 1);
        CHECK_THAT(line, contains("bad.csv: " + what) && contains("nothing was imported"));
    }
    CHECK(k.list("person").empty());
    CHECK_THAT(k.refused({"import", k.path("missing.csv")}, 1), contains("cannot read"));
    CHECK_THAT(k.refused({"import", k.data()}, 1), contains("cannot read"));
}

namespace {

// The program at a terminal, where somebody types these keys; what the terminal showed.
std::string at_terminal(std::vector<std::string> words, const std::string& keys) {
    words.insert(words.begin(), PETTAN_KIOSK);
    std::vector<char*> argv;
    for (std::string& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    int terminal = -1;
    const pid_t pid = ::forkpty(&terminal, nullptr, nullptr, nullptr);
    REQUIRE(pid >= 0);
    if (pid == 0) {
        ::execv(argv[0], argv.data());
        ::_exit(127);
    }
    REQUIRE(::write(terminal, keys.data(), keys.size()) == static_cast<ssize_t>(keys.size()));
    std::string shown;
    char buffer[4096];
    for (ssize_t n = ::read(terminal, buffer, sizeof buffer); n > 0; n = ::read(terminal, buffer, sizeof buffer))
        shown.append(buffer, static_cast<std::size_t>(n));
    ::close(terminal);
    int status = 0;
    ::waitpid(pid, &status, 0);
    CHECK(WEXITSTATUS(status) == 0);
    return shown;
}

}  // namespace

TEST_CASE("at a terminal an import asks about words and rows, shows what changes, and writes after a yes") {
    const Kiosk k;
    const std::string list = k.file("a.csv", "氏名,ステータス\n秋,検討中\n春,参加\n春,参加\n");
    const std::string refused = at_terminal({"import", list, "--data", k.data()}, "n\n\nn\n");
    CHECK_THAT(refused,
               contains("Does that mean to come?") && contains("Write this?") && contains("nothing was imported"));
    CHECK(k.list("person").empty());
    const std::string taken = at_terminal({"import", list, "--data", k.data()}, "y\nn\ny\n");
    CHECK_THAT(taken, contains("line 2: 秋: new") && contains("line 4: 春: new"));
    CHECK(k.list("person").size() == 3);
}

TEST_CASE("while a kiosk holds the data, writing commands say try again, reading ones work") {
    const Kiosk k;
    k.add_event();
    const std::string list = k.file("a.csv", "name\n髙橋\n");
    k.done({"backup", k.path("b.db")});
    const auto running = k.journal();
    const std::string busy = "in use by process";
    CHECK_THAT(
        k.refused({"event", "add", "x", "--starts", "2026-07-20T00:00:00Z", "--ends", "2026-07-20T01:00:00Z"}, 75),
        contains(busy));
    CHECK_THAT(k.refused({"event", "open", "e1"}, 75), contains(busy));
    CHECK_THAT(k.refused({"person", "add", "x"}, 75), contains(busy));
    CHECK_THAT(k.refused({"person", "bind", "p", "04a1b2c3"}, 75), contains(busy));
    CHECK_THAT(k.refused({"import", list}, 75), contains(busy));
    CHECK_THAT(k.refused({"restore", k.path("b.db")}, 75), contains(busy));
    CHECK(k.list("event").size() == 1);
    CHECK(k.list("person").empty());
    CHECK(json::parse(k.done({"export", "--format", "json"})).empty());
    k.done({"backup", k.path("c.db")});
    CHECK_THAT(k({"doctor"}).out, contains("a kiosk is running here"));
}

TEST_CASE("a backup gives everything back, in another folder too") {
    const Kiosk k;
    k.add_event();
    k.done({"person", "add", "辻󠄀", "--id", "p1"});
    CHECK_THAT(k.done({"backup", k.path("b.db")}), contains("keep it secret"));
    k.done({"person", "add", "later", "--id", "p2"});
    CHECK_THAT(k.done({"restore", k.path("b.db")}), contains("what was there before is in"));
    const json people = k.list("person");
    REQUIRE(people.size() == 1);
    CHECK(people[0]["name"] == "辻󠄀");

    const Kiosk other;
    CHECK_THAT(other.done({"restore", k.path("b.db")}), contains("restored into"));
    CHECK(other.list("event").size() == 1);
}

TEST_CASE("what is no backup is refused and nothing changes") {
    const Kiosk k;
    k.add_event();
    k.refused({"restore", k.file("no.db", "this is no database, but it is long enough to be looked at")}, 1);
    k.refused({"restore", k.path("missing.db")}, 1);
    k.refused({"backup", k.path("no.db")}, 1);
    CHECK_THAT(slurp(k.path("no.db")), contains("this is no database"));
    CHECK(k.list("event").size() == 1);
}

TEST_CASE("an exported list of people is for its owner alone, also where the file that it replaces was not") {
    const Kiosk k;
    k.add_event();
    for (const std::string format : {"csv", "json", "xlsx"}) {
        const std::string file = k.path("list." + format);
        std::ofstream(file) << "old";
        std::ofstream(file + ".new") << "left behind";
        k.done({"export", "--format", format, "-o", file});
        using std::filesystem::perms;
        CHECK(std::filesystem::status(file).permissions() == (perms::owner_read | perms::owner_write));
    }
}

TEST_CASE("export writes its file as a whole or leaves the old one") {
    const Kiosk k;
    k.add_event();
    const std::string old = k.file("list.csv", "the old list");
    CHECK_THAT(k.refused({"export", "--format", "csv", "--event", "nope", "-o", old}, 1),
               contains("there is no event nope"));
    CHECK(slurp(old) == "the old list");
    k.done({"export", "--format", "csv", "-o", old});
    CHECK_THAT(slurp(old), contains("event_id,"));
    CHECK_FALSE(std::filesystem::exists(old + ".new"));
    for (const std::string format : {"csv", "json", "xlsx"})
        CHECK_THAT(k.refused({"export", "--format", format, "-o", k.path("no/such/folder.out")}, 1),
                   contains("cannot write"));
    CHECK_THAT(k.refused({"export", "--format", "csv", "-o", "/dev/full"}, 1), contains("cannot write /dev/full"));
    CHECK(std::filesystem::is_character_file("/dev/full"));
    CHECK(k.done({"export", "--format", "xlsx"}).starts_with("PK"));
}

TEST_CASE("a folder without a store yet has empty lists, one that is not there is an error") {
    const Kiosk k;
    CHECK(k({"event", "list"}).status == 1);
    CHECK(k({"event", "list"}).says_one_line());
    std::filesystem::create_directory(k.data());
    CHECK(k.list("event").empty());
    CHECK(k.list("person").empty());
    CHECK(k.done({"event", "list"}).empty());
    CHECK(json::parse(k.done({"export", "--format", "json"})).empty());
    CHECK_THAT(k.done({"export", "--format", "csv"}), contains("event_id,"));
}

TEST_CASE("a data folder that cannot be written is one line saying what to do") {
    const TempFolder home;
    for (const std::string folder : {"/dev/null/data", "/proc/pettan"}) {
        const Outcome outcome = kiosk(home, {"person", "add", "x", "--data", folder});
        INFO(outcome.err);
        CHECK(outcome.status == 1);
        CHECK(outcome.says_one_line());
        CHECK_THAT(outcome.err, contains(folder));
    }
}

TEST_CASE("a bad configuration is one line with file, line, key and what is accepted") {
    const Kiosk k;
    const std::string config = k.file("pettan.toml", "[season]\nsquares = 99\n");
    CHECK_THAT(k.refused({"event", "list", "--config", config}, 1),
               contains("pettan.toml:2: season.squares accepts a whole number from 3 to 20"));
    CHECK_THAT(k.refused({"event", "list", "--config", k.path("missing.toml")}, 1), contains("missing.toml"));
}

TEST_CASE("without --data the folder comes from the configuration, else from the home") {
    const TempFolder home;
    const std::string config = (home.path() / "pettan.toml").string();
    write(config, "[data]\ndir = \"" + (home.path() / "configured").string() + "\"\n");
    CHECK(kiosk(home, {"person", "add", "a", "--config", config}).status == 0);
    CHECK(std::filesystem::exists(home.path() / "configured" / "pettan.db"));
    if (std::filesystem::exists("/etc/pettan/pettan.toml")) return;  // this machine is a kiosk
    CHECK(kiosk(home, {"person", "add", "a"}).status == 0);
    CHECK(std::filesystem::exists(home.path() / ".local/share/pettan/pettan.db"));
}

TEST_CASE("wrong words have status 2 and one line, help has 0") {
    const Kiosk k;
    CHECK_THAT(k.refused({"exprot"}, 2), contains("did you mean 'export'"));
    CHECK_THAT(k.refused({"person", "add", "\xFF\xFE"}, 2), contains("not valid UTF-8"));
    CHECK_THAT(
        k.refused({"event", "add", "x", "--starts", "2026-07-20T02:00:00Z", "--ends", "2026-07-20T01:00:00Z"}, 2),
        contains("--ends must be later"));
    CHECK_THAT(k.done({"--help"}), contains("Commands:"));
}
