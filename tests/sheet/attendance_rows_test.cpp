#include "sheet/attendance_rows.h"

#include <nlohmann/json.hpp>

#include <cstdio>

#include "base/time_text.h"
#include "testing/catch.h"
#include "testing/temp_folder.h"
#include "testing/xlsx.h"

using namespace sheet;
using testing::part_of;

namespace {

const std::vector<std::string> hard_names{
    "髙橋", "﨑",   "𠮷野",    "辻󠄀",    "สมชาย", "محمد", "प्रिया", "Nguyễn", "🧑🏽‍💻",
    "@a",   "=1+1", "a,\"b\"", "two\nlines", " x ",   "<&>"};

AttendanceRow row_of(const std::string& name, std::int64_t seq) {
    AttendanceRow row;
    row.event_id = "e1";
    row.event_title = "第12回 もくもく会";
    row.person_id = "p" + std::to_string(seq);
    row.name = name;
    row.card_id = "0123456789abcdef0123456789abcdef";
    row.stamped_at = *base::parse_rfc3339("2026-07-21T19:02:03+09:00");
    row.device = 2;
    row.seq = seq;
    row.certainty = attendance::ClockQuality::synchronised;
    return row;
}

std::chrono::minutes tokyo(attendance::WallTime) {
    return std::chrono::hours(9);
}

Sink into(std::string& text) {
    return [&text](std::string_view part) {
        text += part;
        return base::Result<void>();
    };
}

void write_all(AttendanceWriter& writer) {
    std::int64_t seq = 0;
    for (const std::string& name : hard_names)
        REQUIRE(writer.add(row_of(name, ++seq)));
    REQUIRE(writer.finish());
}

}  // namespace

TEST_CASE("the CSV list has its columns in their fixed order and gives names back byte for byte") {
    std::string text;
    write_all(*csv_writer(into(text), tokyo));
    CHECK(text.starts_with(
        "event_id,event_title,person_id,name,card_id,stamped_at,device,seq,source,status,nickname,reading,"
        "certainty,epoch\r\n"
        "e1,第12回 もくもく会,p1,髙橋,0123456789abcdef0123456789abcdef,2026-07-21T19:02:03+09:00,2,1,tap,"
        "valid,,,synchronised,0\r\n"));
    const auto table = parse_csv(text);
    REQUIRE(table);
    REQUIRE(table->rows.size() == hard_names.size() + 1);
    for (std::size_t i = 0; i < hard_names.size(); ++i)
        CHECK(unguard_formula(table->rows[i + 1][3].text) == hard_names[i]);
    CHECK(table->rows[11][3].text == "'=1+1");
}

TEST_CASE("an empty list is still a whole document") {
    std::string csv, json;
    REQUIRE(csv_writer(into(csv), tokyo)->finish());
    CHECK(csv.starts_with("event_id,"));
    REQUIRE(json_writer(into(json), tokyo)->finish());
    CHECK(nlohmann::json::parse(json).empty());
}

TEST_CASE("the JSON list is an array of objects with numbers as numbers") {
    std::string text;
    write_all(*json_writer(into(text), tokyo));
    const auto json = nlohmann::json::parse(text);
    REQUIRE(json.size() == hard_names.size());
    for (std::size_t i = 0; i < hard_names.size(); ++i)
        CHECK(json[i]["name"] == hard_names[i]);
    CHECK(json[0]["device"] == 2);
    CHECK(json[0]["stamped_at"] == "2026-07-21T19:02:03+09:00");
    CHECK(json[0].size() == column_names.size());
    for (const std::string_view column : column_names)
        CHECK(json[0].contains(std::string(column)));
}

TEST_CASE("statuses and certainties have words of their own") {
    CHECK(to_string(RowStatus::valid) == "valid");
    CHECK(to_string(RowStatus::repeat) == "repeat");
    CHECK(to_string(RowStatus::voided) == "void");
    CHECK(certainty_text(attendance::ClockQuality::restored) == "restored");
}

TEST_CASE("a sink that fails stops the writer with its error") {
    const Sink full = [](std::string_view) -> base::Result<void> {
        return base::fail(base::ErrorCode::full, "no room");
    };
    const auto csv = csv_writer(full, tokyo);
    const auto json = json_writer(full, tokyo);
    CHECK(csv->add(row_of("a", 1)).error().message == "no room");
    CHECK(json->add(row_of("a", 1)).error().code == base::ErrorCode::full);
}

TEST_CASE("the XLSX file holds texts as texts, real dates and a summary") {
    const testing::TempFolder folder;
    const auto path = folder.path() / "list.xlsx";
    const std::vector<EventSummary> summaries{
        {"e1", "第12回", *base::parse_rfc3339("2026-07-21T19:00:00+09:00"), 15, 4, 8, 3}};
    write_all(*xlsx_writer(path, tokyo, summaries));

    const std::string rows = part_of(path, "xl/worksheets/sheet1.xml");
    for (const std::string name :
         {"髙橋", "﨑", "𠮷野", "辻󠄀", "สมชาย", "محمد", "प्रिया", "Nguyễn", "🧑🏽‍💻"})
        CHECK_THAT(rows, contains(">" + name + "<"));
    CHECK_THAT(rows, contains(">=1+1<"));
    CHECK_THAT(rows, contains("&lt;&amp;&gt;"));
    CHECK(rows.find("<f>") == std::string::npos);   // no formula anywhere
    CHECK_THAT(rows, contains("<v>46224.793090"));  // 2026-07-21 19:02:03 as a serial date
    CHECK_THAT(rows, contains(">+09:00<"));
    const std::string summary = part_of(path, "xl/worksheets/sheet2.xml");
    for (const std::string number : {"<v>15</v>", "<v>4</v>", "<v>8</v>", "<v>3</v>"})
        CHECK_THAT(summary, contains(number));
    CHECK_THAT(part_of(path, "xl/workbook.xml"), contains("name=\"summary\""));
}

TEST_CASE("a sheet for people stands first in an XLSX file, and what stops it stops the file") {
    const testing::TempFolder folder;
    const auto path = folder.path() / "list.xlsx";
    ReadSheet people;
    people.name = "来た人";
    people.header = {"番号", "来た時刻"};
    people.rows = [](const TakeRow& take) {
        return take({std::int64_t{7}, LocalTime{*base::parse_rfc3339("2026-07-21T19:02:00Z")}});
    };
    write_all(*xlsx_writer(path, tokyo, {}, people));
    const std::string book = part_of(path, "xl/workbook.xml");
    CHECK(book.find("来た人") < book.find("\"attendance\""));
    const std::string first = part_of(path, "xl/worksheets/sheet1.xml");
    CHECK_THAT(first, contains("<v>7</v>"));
    CHECK_THAT(first, contains("<v>46224.79305"));
    people.rows = [](const TakeRow&) -> base::Result<void> { return base::fail(base::ErrorCode::busy, "not now"); };
    const auto writer = xlsx_writer(path, tokyo, {}, people);
    CHECK(writer->add(row_of("a", 1)).error().message == "not now");
    CHECK(writer->finish().error().code == base::ErrorCode::busy);
}

TEST_CASE("an XLSX file that cannot be written is an error, not a crash") {
    const auto writer = xlsx_writer("/nonexistent/folder/list.xlsx", tokyo, {});
    REQUIRE(writer->add(row_of("a", 1)));
    const auto done = writer->finish();
    REQUIRE(!done);
    CHECK_THAT(done.error().message, contains("cannot write the XLSX file"));
    CHECK_NOTHROW(xlsx_writer("/nonexistent/x.xlsx", tokyo, {}));  // dropped without finish
}
