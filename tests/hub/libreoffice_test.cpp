// The exports of hub and kiosk, read by LibreOffice: a program that knows nothing of ours. libreoffice_reads.py
// compares what it sees with the JSON of the same rows, and with the number of taps in the journal.
#include <cstdlib>
#include <ctime>

#include "../journal/kiosk_folder.h"
#include "base/time_text.h"
#include "engines.h"
#include "office/acts.h"
#include "office/export_rows.h"
#include "sheet/attendance_rows.h"
#include "testing/child.h"

namespace {

using attendance::CardId;
using attendance::EventId;
using attendance::PersonId;

const std::vector<std::string> names{"髙橋 さくら",
                                     "𠮷野 﨑",
                                     "Nguyễn Ễ",
                                     "🌸👩‍👩‍👧",
                                     "辻\xF3\xA0\x84\x80",
                                     "สมชาย",
                                     "محمد",
                                     "a, b; c",
                                     "say \"x\"",
                                     "two\nlines",
                                     "=1+1",
                                     "=HYPERLINK(\"http://x\",\"y\")",
                                     "+2+3",
                                     "-3+cmd|' /C calc'!A0",
                                     "@SUM(A1:A9)",
                                     "\ttab",
                                     "'quoted",
                                     "<b>&amp;</b>",
                                     "＝1＋1"};
constexpr attendance::WallTime evening_starts{std::chrono::seconds(1'784'628'000)};  // 2026-07-21 19:00 in Tokyo

attendance::Event event_of(const std::string& id, const std::string& title, int days_before) {
    const auto starts = evening_starts - std::chrono::hours(24 * days_before);
    return {EventId{id}, 1, title, "図書館, 2F", starts, starts + std::chrono::hours(3)};
}

void write(const std::filesystem::path& file, const std::string& text) {
    REQUIRE(base::replace_file(file, text, 0600));
}

// NAME.csv, NAME.json, NAME.xlsx and NAME.count, the taps that the tables hold.
void export_scope(store::Store& store, const office::ExportScope& scope, const std::filesystem::path& folder,
                  const std::string& name, const std::string& taps) {
    const auto into = [](std::string& text) {
        return [&text](std::string_view part) -> base::Result<void> { return text += part, base::Result<void>(); };
    };
    std::string csv;
    std::string json;
    REQUIRE(office::write_attendance(store, scope,
                                     *sheet::csv_writer(into(csv), base::local_offset, sheet::CsvWriter::Bom::yes)));
    REQUIRE(office::write_attendance(store, scope, *sheet::json_writer(into(json), base::local_offset)));
    REQUIRE(office::write_xlsx(store, scope, "ja", folder / (name + ".xlsx"), [] { return true; }));
    write(folder / (name + ".csv"), csv);
    write(folder / (name + ".json"), json);
    std::int64_t count = -1;
    REQUIRE(store.database().run("SELECT count(*) FROM entry WHERE kind <= 2" + taps, {},
                                 [&](const sql::RowView& row) { count = row.integer(0); }));
    write(folder / (name + ".count"), std::to_string(count));
}

void fill_hub(store::Store& store, const base::Clock& clock) {
    office::Acts acts(store, clock, "user:test");
    REQUIRE(acts.put_event(event_of("evening", "=第12回 \"テック\"交流会, 夏", 0)));
    REQUIRE(acts.put_event(event_of("before", "第11回", 30)));
    REQUIRE(acts.put_event(event_of("long-ago", "第1回", 400)));
    REQUIRE(store.put_season(
        {"s",
         {"夏", evening_starts - std::chrono::hours(24 * 40), evening_starts + std::chrono::hours(24 * 40), 6},
         false}));
    for (std::size_t i = 0; i < names.size(); ++i) {
        const PersonId id{"p" + std::to_string(i)};
        REQUIRE(acts.put_person({id, 1, names[i], names[names.size() - 1 - i], names[i], "ja", false}));
        REQUIRE(acts.stamp(EventId{"evening"}, id));
        if (i % 2 == 0) REQUIRE(acts.stamp(EventId{"before"}, id));
        if (i % 3 == 0) REQUIRE(acts.stamp(EventId{"long-ago"}, id));
    }
    REQUIRE(acts.stamp(EventId{"evening"}, CardId{std::string(32, 'c')}));
    REQUIRE(acts.void_all(EventId{"evening"}, PersonId{"p3"}));
}

// The same by the kiosk's own command.
void export_kiosk(const std::filesystem::path& folder) {
    testing::KioskFolder kiosk;
    std::int64_t taps = 0;
    {
        const auto journal = kiosk.open();
        std::vector<journal::Addition> additions{testing::describe(event_of("evening", "=第12回, 夏", 0))};
        for (std::size_t i = 0; i < names.size(); ++i) {
            const std::string id = "p" + std::to_string(i);
            additions.push_back(testing::describe(attendance::Person{{id}, 1, names[i], names[i], "", "ja", false}));
            additions.push_back(testing::stamp_person("evening", id));
            ++taps;
        }
        additions.push_back(testing::stamp_card("evening", std::string(32, 'c')));
        testing::need(journal->append(additions));
        ++taps;
    }
    for (const char* format : {"csv", "json", "xlsx"}) {
        const auto done =
            testing::run_program({std::string(PETTAN_BIN) + "/pettan-kiosk", "export", "--data", kiosk.path().string(),
                                  "--format", format, "-o", (folder / (std::string("kiosk.") + format)).string()},
                                 kiosk.temp.path());
        INFO(done.output);
        REQUIRE(done.status == 0);
    }
    write(folder / "kiosk.count", std::to_string(taps));
}

}  // namespace

TEST_CASE("LibreOffice reads the exports of hub and kiosk as they are meant") {
    ::setenv("TZ", "Asia/Tokyo", 1);  // NOLINT: no other thread is there
    ::tzset();
    const testing::TempFolder temp;
    const testing::Tables tables(sql::Engine::sqlite);
    const auto store = tables.store();
    const auto clock = base::system_clock();
    fill_hub(*store, *clock);
    const auto season = attendance::Season{"夏", evening_starts - std::chrono::hours(24 * 40),
                                           evening_starts + std::chrono::hours(24 * 40), 6};
    export_scope(*store, {EventId{"evening"}, {}}, temp.path(), "event", " AND event = 'evening'");
    export_scope(*store, {{}, season}, temp.path(), "season", " AND event <> 'long-ago'");
    export_scope(*store, {}, temp.path(), "all", "");
    export_kiosk(temp.path());
    std::string columns;
    for (const std::string_view name : sheet::column_names)
        columns += std::string(name) + "\n";
    write(temp.path() / "columns.txt", columns);
    const auto read = [&] {
        return testing::run_program({"python3", PETTAN_LIBREOFFICE_READS, temp.path().string()}, temp.path());
    };
    const auto as_meant = read();
    INFO(as_meant.output);
    CHECK(as_meant.status == 0);

    // And it would see a formula that nobody guarded, and a row that is not there.
    auto csv = testing::need(base::read_file(temp.path() / "event.csv"));
    const auto guarded = csv.find("'=1+1");
    REQUIRE(guarded != std::string::npos);
    csv.erase(guarded, 1);
    write(temp.path() / "event.csv", csv);
    auto shorter = testing::need(base::read_file(temp.path() / "season.csv"));
    shorter.erase(shorter.rfind('\n', shorter.size() - 2) + 1);
    write(temp.path() / "season.csv", shorter);
    const auto spoiled = read();
    CHECK(spoiled.status == 1);
    CHECK_THAT(spoiled.output, contains("event.csv") && contains("a formula runs"));
    CHECK_THAT(spoiled.output, contains("season.csv has"));
}
