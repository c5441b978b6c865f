#include "office/export_rows.h"

#include <array>
#include <unordered_map>

#include "attendance/greeting.h"
#include "base/time_text.h"
#include "office/event_people.h"
#include "office/event_queries.h"
#include "office/person_rows.h"
#include "office/same_cards.h"
#include "office/visit_order.h"
#include "office/zone.h"
#include "store/entry_columns.h"
#include "store/voids.h"

namespace office {

using attendance::operator""_sql;
namespace {

using attendance::Event;
using attendance::EventId;
using sheet::AttendanceRow;
using sheet::RowStatus;

// Oldest first.
base::Result<std::vector<Event>> events_in(store::Store& store, const ExportScope& scope) {
    if (!scope.event)
        return events_between(store, scope.season ? scope.season->first : attendance::WallTime::min(),
                              scope.season ? scope.season->end : attendance::WallTime::max());
    TRY(event, find_event(store, *scope.event));
    std::vector<Event> events;
    if (event) events.push_back(std::move(*event));
    return events;
}

// Every tap of an event with the person it counts for. A stamp that counts is the one that stands in `presence`, with
// its corrected time; another live one of the same person is a repeat.
constexpr std::string_view taps_of_event =
    "SELECT entry.device, entry.epoch, entry.seq, entry.kind, entry.source, " PETTAN_HUB_TAPPED_CARD
    ", entry.wall_us, entry.quality, "
    "entry.boottime_ns, anchor.wall_us, anchor.boottime_ns, presence.at_us, presence.quality, "
    "CASE WHEN " PETTAN_HUB_IS_VOIDED " THEN 1 ELSE 0 END, " PETTAN_HUB_TAPPED_BY ", " PETTAN_HUB_PERSON_COLUMNS
    " FROM entry" PETTAN_HUB_TAPPED_BY_JOINS "LEFT JOIN person ON person.id = " PETTAN_HUB_TAPPED_BY
    R"( LEFT JOIN anchor ON anchor.device = entry.device AND anchor.boot_id = entry.boot_id
       LEFT JOIN presence ON presence.event = entry.event AND presence.subject_kind = CASE WHEN )" PETTAN_HUB_TAPPED_BY
    " IS NULL THEN 1 ELSE 0 END AND presence.subject = COALESCE(" PETTAN_HUB_TAPPED_BY ", " PETTAN_HUB_TAPPED_CARD
    ") AND presence.removed = 0 AND presence.device = entry.device AND presence.epoch = entry.epoch AND "
    "presence.seq = entry.seq WHERE entry.event = $1 AND " PETTAN_HUB_IS_ATTENDANCE
    " ORDER BY entry.wall_us, entry.device, entry.epoch, entry.seq";

// Of a tap: when it was by its own clock and its boot's anchor, and how its presence has it, where it counts for one.
struct TapTime {
    attendance::CorrectedTime at;
    bool counts = false;
};
TapTime read_time(sql::Columns& columns) {
    attendance::Moment moment;
    moment.wall = columns.time();
    moment.quality = columns.as<attendance::ClockQuality>();
    moment.boottime = std::chrono::nanoseconds(columns.integer());
    std::optional<attendance::BootAnchor> anchor;
    if (const auto wall = columns.maybe_time())
        anchor = {*wall, std::chrono::nanoseconds(columns.integer())};
    else
        columns.skip();
    if (const auto counted = columns.maybe_time()) return {{*counted, columns.as<attendance::ClockQuality>()}, true};
    columns.skip();
    return {attendance::corrected_time(moment, anchor), false};
}

AttendanceRow read_row(const sql::RowView& row, const Event& event) {
    sql::Columns columns(row);
    AttendanceRow out;
    out.event_id = event.id.value;
    out.event_title = event.title;
    out.device = columns.integer();
    out.epoch = columns.integer();
    out.seq = columns.integer();
    const bool stamp = columns.as<attendance::EntryKind>() == attendance::EntryKind::stamp;
    out.source = columns.as<attendance::Source>();
    out.card_id = columns.text();
    const TapTime time = read_time(columns);
    out.stamped_at = time.at.at;
    out.certainty = time.at.quality;
    const bool voided = columns.flag();
    out.status = voided ? RowStatus::voided : stamp && time.counts ? RowStatus::valid : RowStatus::repeat;
    out.person_id = columns.text();
    const attendance::Person person = read_person(columns);
    out.name = person.name;
    out.nickname = person.nickname;
    out.reading = person.reading;
    return out;
}

}  // namespace

base::Result<void> write_attendance(store::Store& store, const ExportScope& scope, sheet::AttendanceWriter& writer) {
    TRY(events, events_in(store, scope));
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    for (const Event& event : events) {
        base::Result<void> written;
        TRY_VOID(store.database().run(taps_of_event, {std::string_view(event.id.value)}, [&](const sql::RowView& row) {
            if (written) written = writer.add(read_row(row, event));
        }));
        TRY_VOID(std::move(written));
    }
    return writer.finish();
}

namespace {

base::Unexpected nobody_waits() {
    return base::fail(base::ErrorCode::failed, "whoever asked for it has gone");
}

class WhileWanted : public sheet::AttendanceWriter {
public:
    WhileWanted(sheet::AttendanceWriter& writer, const std::function<bool()>& is_wanted)
        : m_writer(writer), m_is_wanted(is_wanted) {}
    base::Result<void> add(const AttendanceRow& row) override {
        if (!m_is_wanted()) return nobody_waits();
        return m_writer.add(row);
    }
    base::Result<void> finish() override { return m_writer.finish(); }

private:
    sheet::AttendanceWriter& m_writer;
    const std::function<bool()>& m_is_wanted;
};

}  // namespace

base::Result<void> write_xlsx(store::Store& store, const ExportScope& scope, std::string_view lang,
                              const std::filesystem::path& file, const std::function<bool()>& is_wanted) {
    TRY(events, events_in(store, scope));
    TRY(summaries, event_summaries(store, scope));
    const auto each = [&](const sheet::TakePerson& take) -> base::Result<void> {
        for (const Event& event : events) {
            TRY(people, event_people(store, event.id));
            for (const sheet::PersonAtEvent& person : people) {
                if (!is_wanted()) return nobody_waits();
                TRY_VOID(take(event, person));
            }
        }
        return {};
    };
    const auto first = sheet::people_sheet(lang, scope.event.has_value(), zone_offset, each);
    const auto writer = sheet::xlsx_writer(file, zone_offset, summaries, first);
    WhileWanted wanted(*writer, is_wanted);
    return write_attendance(store, scope, wanted);
}

base::Result<void> write_connpass(store::Store& store, const EventId& event, sheet::CsvWriter& writer) {
    TRY(people, event_people(store, event));
    return sheet::write_connpass(people, writer);
}

base::Result<std::vector<sheet::EventSummary>> event_summaries(store::Store& store, const ExportScope& scope) {
    TRY(events, events_in(store, scope));
    std::vector<sheet::EventSummary> summaries;
    for (const Event& event : events) {
        TRY(counts, event_counts(store, event.id));
        summaries.push_back({event.id.value, event.title, event.starts, counts.arrived, counts.first_timers,
                             counts.returners(), counts.unknown_cards});
    }
    return summaries;
}

namespace {

// It would break the arguments of the macros.
// clang-format off
constexpr std::string_view people_of_event =
    "SELECT presence.at_us, presence.quality, device.name, " PETTAN_HUB_BEGIN_OF("presence")
    " - (SELECT max(" PETTAN_HUB_BEGIN_OF("other") ") FROM presence AS other WHERE " PETTAN_HUB_IS_EARLIER
    "), guest.state, guest.ticket, " PETTAN_HUB_PERSON_COLUMNS
    R"( FROM presence
       JOIN person ON person.id = presence.subject
       LEFT JOIN guest ON guest.event = presence.event AND guest.person = person.id
       LEFT JOIN device ON device.device = presence.device
       WHERE presence.event = $1 AND presence.subject_kind = 0 AND presence.removed = 0
       ORDER BY presence.at_us, person.id)";
// clang-format on

// `since_us`: since the visit before.
std::string visit_word(std::optional<std::int64_t> since_us) {
    if (!since_us) return "first_time";
    const bool gap = std::chrono::microseconds(*since_us) > attendance::a_while;
    return gap ? "after_a_gap" : "again";
}

base::Result<void> add_person(sheet::CsvWriter& writer, const attendance::Person& person,
                              std::array<std::string, 7> rest) {
    std::vector<std::string> cells{person.id.value, sheet::guard_formula(person.name),
                                   sheet::guard_formula(person.nickname), sheet::guard_formula(person.reading)};
    for (std::string& cell : rest)
        cells.push_back(sheet::guard_formula(cell));
    return writer.row(cells);
}

}  // namespace

base::Result<void> write_guests(store::Store& store, const Event& event, const sheet::OffsetAt& offset_at,
                                sheet::CsvWriter& writer) {
    const std::vector<std::string> head{"person_id", "name",  "nickname",   "reading",   "came",  "listed",
                                        "ticket",    "visit", "stamped_at", "certainty", "device"};
    TRY_VOID(writer.row(head));
    {
        TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
        base::Result<void> written;
        TRY_VOID(
            store.database().run(people_of_event, {std::string_view(event.id.value)}, [&](const sql::RowView& row) {
                if (!written) return;
                sql::Columns columns(row);
                const attendance::WallTime at = columns.time();
                const auto quality = columns.as<attendance::ClockQuality>();
                const std::string device = columns.text();
                const std::string visit = visit_word(columns.maybe_integer());
                const bool listed = columns.maybe_integer().has_value();
                const std::string ticket = columns.text();
                written =
                    add_person(writer, read_person(columns),
                               {"yes", listed ? "yes" : "no", ticket, visit, base::format_rfc3339(at, offset_at(at)),
                                std::string(sheet::certainty_text(quality)), device});
            }));
        TRY_VOID(std::move(written));
    }
    TRY(absent, no_shows(store, event.id, 1'000'000));
    for (const Guest& guest : absent)
        TRY_VOID(add_person(writer, guest.person, {"no", "yes", guest.ticket, "", "", "", ""}));
    return {};
}

}  // namespace office
