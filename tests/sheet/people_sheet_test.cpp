#include "sheet/people_sheet.h"

#include "base/time_text.h"

using namespace sheet;

namespace {

std::chrono::minutes tokyo(attendance::WallTime) {
    return std::chrono::hours(9);
}

attendance::WallTime at(const char* text) {
    return *base::parse_rfc3339(text);
}

PersonAtEvent named(const std::string& id, const std::string& name) {
    PersonAtEvent p;
    p.person.id = {id};
    p.person.name = name;
    return p;
}

std::vector<ReadRow> rows_of(const ReadSheet& sheet) {
    std::vector<ReadRow> rows;
    REQUIRE(sheet.rows([&](const ReadRow& row) { return rows.push_back(row), base::Result<void>(); }));
    return rows;
}

std::string text(const ReadCell& cell) {
    return std::get<std::string>(cell);
}

const attendance::Event first{{"e1"}, 1, "第12回", "", at("2026-07-21T23:30:00Z"), at("2026-07-22T01:00:00Z")};
const attendance::Event second{{"e2"}, 1, "第13回", "", at("2026-08-21T10:00:00Z"), at("2026-08-21T12:00:00Z")};

}  // namespace

TEST_CASE("a sheet for people has a row for everybody, numbered, in the words of their language") {
    PersonAtEvent sakura = named("p1", "髙橋 さくら");
    sakura.person.reading = "たかはし さくら";
    sakura.person.nickname = "さくら";
    sakura.came = at("2026-07-21T23:32:10Z");
    sakura.first = sakura.listed = true;
    sakura.ticket = "17";
    sakura.user = "sakura_t";
    sakura.device = "受付2";
    PersonAtEvent unsure = named("p2", "=1+1");
    unsure.came = at("2026-07-21T23:59:59Z");
    unsure.sure = false;
    PersonAtEvent absent = named("p3", "林 蓮");
    absent.listed = true;
    absent.first = true;  // of nothing: they did not come
    PersonAtEvent card;
    card.came = at("2026-07-21T23:40:00Z");
    card.ticket = "C-4";
    const auto each = [&](const TakePerson& take) -> base::Result<void> {
        for (const PersonAtEvent* p : {&sakura, &unsure, &absent, &card})
            TRY_VOID(take(first, *p));
        return {};
    };
    const ReadSheet sheet = people_sheet("ja", true, tokyo, each);
    CHECK(sheet.name == "来た人・来なかった人");
    CHECK(sheet.header == std::vector<std::string>{"番号", "名前", "よみ", "ニックネーム", "来た", "来た時刻",
                                                   "はじめて", "名簿", "受付番号", "connpass ユーザー名", "受付"});
    const auto rows = rows_of(sheet);
    REQUIRE(rows.size() == 4);
    for (const ReadRow& row : rows)
        CHECK(row.size() == sheet.header.size());
    CHECK(std::get<std::int64_t>(rows[0][0]) == 1);
    CHECK(text(rows[0][1]) == "髙橋 さくら");
    CHECK(std::get<LocalTime>(rows[0][5]).at == at("2026-07-22T08:32:10Z"));
    CHECK(text(rows[0][6]) == "○");
    CHECK(text(rows[0][9]) == "sakura_t");
    CHECK(text(rows[0][10]) == "受付2");
    CHECK(text(rows[1][5]) == "08:59ごろ");
    CHECK(text(rows[1][1]) == "=1+1");
    CHECK(text(rows[2][4]).empty());
    CHECK(text(rows[2][5]).empty());
    CHECK(text(rows[2][6]).empty());
    CHECK(text(rows[2][7]) == "○");
    CHECK(text(rows[3][1]) == "（未登録のカード）");
    CHECK(text(rows[3][8]) == "C-4");

    const ReadSheet english = people_sheet("en", true, tokyo, each);
    CHECK(english.header[1] == "Name");
    CHECK(english.header.size() == sheet.header.size());
    CHECK(text(rows_of(english)[1][5]) == "about 08:59");
}

TEST_CASE("a sheet of several events names each, and numbers its people from one") {
    const auto each = [&](const TakePerson& take) -> base::Result<void> {
        TRY_VOID(take(first, named("p1", "A")));
        TRY_VOID(take(first, named("p2", "B")));
        return take(second, named("p1", "A"));
    };
    const ReadSheet sheet = people_sheet("ja", false, tokyo, each);
    CHECK(sheet.header[0] == "イベント");
    const auto rows = rows_of(sheet);
    REQUIRE(rows.size() == 3);
    CHECK(text(rows[1][0]) == "第12回");
    CHECK(text(rows[1][1]) == "2026-07-22");
    CHECK(std::get<std::int64_t>(rows[1][2]) == 2);
    CHECK(std::get<std::int64_t>(rows[2][2]) == 1);
}

TEST_CASE("connpass's columns have whom it knows, by its ticket numbers, and say who was there") {
    std::vector<PersonAtEvent> people;
    const auto add = [&](const std::string& user, const std::string& ticket, bool came, bool listed = true) {
        PersonAtEvent p = named(user + "-id", user + " の名前");
        p.user = user;
        p.ticket = ticket;
        p.listed = listed;
        if (came) p.came = first.starts;
        people.push_back(std::move(p));
    };
    add("ten", "10", true);
    add("nine", "9", false);
    add("none", "", true);
    add("", "3", true);                // of another service
    add("walk-in", "4", true, false);  // not on this list
    std::string csv;
    CsvWriter writer([&](std::string_view part) { return csv += part, base::Result<void>(); });
    REQUIRE(write_connpass(people, writer));
    CHECK(csv ==
          "ユーザー名,表示名,出欠ステータス,受付番号\r\n"
          "nine,nine の名前,,9\r\n"
          "ten,ten の名前,出席,10\r\n"
          "none,none の名前,出席,\r\n");
}
