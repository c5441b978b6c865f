#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>

#include "attendance/tap.h"
#include "attendance/ticket.h"
#include "attendance/visits.h"
#include "base/file.h"
#include "base/time_text.h"
#include "base/unique_fd.h"
#include "base/utf8.h"
#include "kiosk/commands/export.h"
#include "kiosk/commands/store.h"
#include "kiosk/output.h"
#include "sheet/people_sheet.h"

namespace kiosk {
namespace {

sheet::RowStatus status_of(journal::StampStatus status) {
    switch (status) {
        case journal::StampStatus::valid:
            return sheet::RowStatus::valid;
        case journal::StampStatus::repeat:
            return sheet::RowStatus::repeat;
        case journal::StampStatus::voided:
            return sheet::RowStatus::voided;
    }
    return sheet::RowStatus::valid;
}

sheet::AttendanceRow row_of(const journal::StampRow& stamp) {
    sheet::AttendanceRow row;
    row.event_id = stamp.event.value;
    row.event_title = stamp.event_title;
    if (stamp.person) row.person_id = stamp.person->value;
    row.name = stamp.name;
    if (stamp.card) row.card_id = stamp.card->value;
    row.stamped_at = stamp.at;
    row.device = stamp.device;
    row.seq = stamp.seq;
    row.source = stamp.source;
    row.status = status_of(stamp.status);
    row.nickname = stamp.nickname;
    row.reading = stamp.reading;
    row.certainty = stamp.certainty;
    row.epoch = stamp.epoch;
    return row;
}

// The events asked for; not_found when one is named that does not exist.
base::Result<std::vector<attendance::Event>> events_of(journal::Reader* reader,
                                                       const std::optional<attendance::EventId>& only) {
    std::vector<attendance::Event> events;
    if (reader != nullptr) {
        TRY(all, reader->events());
        events = std::move(all);
    }
    if (!only) return events;
    std::erase_if(events, [&](const attendance::Event& event) { return event.id != *only; });
    if (events.empty())
        return base::fail(base::ErrorCode::not_found,
                          fmt::format("there is no event {}; see event list", base::clean_for_display(only->value)));
    return events;
}

base::Result<std::vector<sheet::EventSummary>> summaries_of(journal::Reader* reader,
                                                            const std::vector<attendance::Event>& events) {
    std::vector<sheet::EventSummary> summaries;
    for (const attendance::Event& event : events) {
        TRY(counts, reader->counts(event.id));
        summaries.push_back({event.id.value, event.title, event.starts, counts.arrived, counts.first_timers,
                             counts.arrived - counts.first_timers - counts.unknown_cards, counts.unknown_cards});
    }
    return summaries;
}

base::Result<std::int64_t> write_rows(journal::Reader* reader, const std::optional<attendance::EventId>& event,
                                      sheet::AttendanceWriter& writer, const ExportProgress& progress) {
    std::int64_t rows = 0;
    const auto write = [&](const journal::StampRow& stamp) -> base::Result<void> {
        TRY_VOID(progress(rows++));
        return writer.add(row_of(stamp));
    };
    if (reader != nullptr) TRY_VOID(reader->stamps(event, write));
    TRY_VOID(writer.finish());
    return rows;
}

using ThoseThere = std::vector<sheet::PersonAtEvent>;

sheet::PersonAtEvent one_there(const journal::StampRow& stamp) {
    sheet::PersonAtEvent person;
    if (stamp.person) person.person.id = *stamp.person;
    person.person.name = stamp.name;
    person.person.nickname = stamp.nickname;
    person.person.reading = stamp.reading;
    person.came = stamp.at;
    person.sure = stamp.certainty == attendance::ClockQuality::synchronised;
    if (!stamp.person) person.ticket = attendance::ticket_of(stamp.device, stamp.seq);
    return person;
}

// What the journal knows of those who came, and of a single event also of those who were on its list and did not come.
base::Result<void> complete_list(journal::Reader& reader, const attendance::Event& event, bool only_one,
                                 ThoseThere& people) {
    TRY(all_events, reader.events());
    TRY(first_timers, reader.first_timers(event.id));
    const std::set<attendance::PersonId> first(first_timers.begin(), first_timers.end());
    TRY(imported, reader.listed_people(attendance::list_counts_since(all_events, event), event.ends));
    std::set<attendance::PersonId> listed;
    for (const attendance::Person& person : imported)
        listed.insert(person.id);
    for (sheet::PersonAtEvent& p : people) {
        p.first = first.contains(p.person.id);
        p.listed = listed.contains(p.person.id);
        listed.erase(p.person.id);
    }
    std::ranges::stable_partition(people, [](const sheet::PersonAtEvent& p) { return !p.person.id.empty(); });
    const auto cards = std::ranges::find_if(people, [](const sheet::PersonAtEvent& p) { return p.person.id.empty(); });
    ThoseThere missing;
    for (attendance::Person& person : imported) {
        if (!only_one || !listed.contains(person.id)) continue;
        sheet::PersonAtEvent absent;
        absent.person = std::move(person);
        absent.listed = true;
        missing.push_back(std::move(absent));
    }
    people.insert(cards, std::make_move_iterator(missing.begin()), std::make_move_iterator(missing.end()));
    return {};
}

// One pass over the journal: it is asked for all events together.
base::Result<std::map<attendance::EventId, ThoseThere>> those_at(journal::Reader* reader,
                                                                 const std::optional<attendance::EventId>& only,
                                                                 const std::vector<attendance::Event>& events) {
    std::map<attendance::EventId, ThoseThere> people;
    if (reader == nullptr) return people;
    TRY_VOID(reader->stamps(only, [&](const journal::StampRow& stamp) -> base::Result<void> {
        if (stamp.status == journal::StampStatus::valid) people[stamp.event].push_back(one_there(stamp));
        return {};
    }));
    for (const attendance::Event& event : events)
        TRY_VOID(complete_list(*reader, event, events.size() == 1, people[event.id]));
    return people;
}

// A folder of its own for a file that is made there and then copied; gone with everything in it afterwards.
class Workshop {
public:
    static base::Result<Workshop> open() {
        std::string name = (base::temporary_folder() / "pettan-export-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr)
            return base::fail(base::ErrorCode::failed, "cannot make a temporary folder; make room, or set TMPDIR");
        return Workshop(name);
    }
    Workshop(Workshop&& other) noexcept : m_folder(std::exchange(other.m_folder, {})) {}
    Workshop& operator=(Workshop&&) = delete;
    ~Workshop() {
        std::error_code ignored;
        if (!m_folder.empty()) std::filesystem::remove_all(m_folder, ignored);
    }
    std::filesystem::path file() const { return m_folder / "attendance.xlsx"; }

private:
    explicit Workshop(std::filesystem::path folder) : m_folder(std::move(folder)) {}
    std::filesystem::path m_folder;
};

base::Result<void> copy_file(const std::filesystem::path& from, Output& to) {
    const base::UniqueFd file(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
    std::array<char, 64 * 1024> buffer;
    for (;;) {
        const ssize_t n = ::read(file.get(), buffer.data(), buffer.size());
        if (n < 0) return base::fail(base::ErrorCode::failed, "cannot read the finished list back; try again");
        if (n == 0) return {};
        TRY_VOID(to.write(std::string_view(buffer.data(), static_cast<std::size_t>(n))));
    }
}

// XLSX is a ZIP file with its table of contents at the end: made in a file, then copied to where it is to go.
base::Result<std::int64_t> export_xlsx(journal::Reader* reader, const Export& command,
                                       const std::vector<attendance::Event>& events, Output& output,
                                       const ExportProgress& progress) {
    TRY(workshop, Workshop::open());
    TRY(summaries, summaries_of(reader, events));
    TRY(people, those_at(reader, command.event, events));
    const auto each = [&](const sheet::TakePerson& take) -> base::Result<void> {
        for (const attendance::Event& event : events)
            for (const sheet::PersonAtEvent& person : people[event.id])
                TRY_VOID(take(event, person));
        return {};
    };
    const auto first = sheet::people_sheet(command.lang, events.size() == 1, base::local_offset, each);
    const auto writer = sheet::xlsx_writer(workshop.file(), base::local_offset, summaries, first);
    TRY(rows, write_rows(reader, command.event, *writer, progress));
    TRY_VOID(copy_file(workshop.file(), output));
    return rows;
}

base::Result<std::int64_t> export_text(journal::Reader* reader, const Export& command, Output& output,
                                       const ExportProgress& progress) {
    const sheet::Sink sink = [&](std::string_view text) { return output.write(text); };
    const auto writer = command.format == ExportFormat::json ? sheet::json_writer(sink, base::local_offset)
                                                             : sheet::csv_writer(sink, base::local_offset);
    return write_rows(reader, command.event, *writer, progress);
}

}  // namespace

base::Result<void> export_attendance(const Folder& data, const Export& command) {
    if (command.format == ExportFormat::xlsx && command.output.empty() && ::isatty(STDOUT_FILENO) != 0)
        return base::fail(base::ErrorCode::bad_input, "an XLSX file is not for a terminal; name one with -o FILE");
    TRY(rows, write_attendance(data, command, [](std::int64_t) { return base::Result<void>(); }));
    static_cast<void>(rows);
    return {};
}

base::Result<std::int64_t> write_attendance(const Folder& data, const Export& command, const ExportProgress& progress) {
    TRY(reader, open_reader(data));
    TRY(events, events_of(reader.get(), command.event));
    TRY(output, Output::open(command.output));
    const bool is_xlsx = command.format == ExportFormat::xlsx;
    TRY(rows, is_xlsx ? export_xlsx(reader.get(), command, events, output, progress)
                      : export_text(reader.get(), command, output, progress));
    TRY_VOID(output.finish());
    return rows;
}

base::Result<std::int64_t> count_attendance(const Folder& data, const std::optional<attendance::EventId>& event) {
    TRY(reader, open_reader(data));
    std::int64_t rows = 0;
    const auto count = [&](const journal::StampRow&) { return ++rows, base::Result<void>(); };
    if (reader) TRY_VOID(reader->stamps(event, count));
    return rows;
}

namespace {

// One pass over the journal.
base::Result<std::vector<EveningGuest>> guests_of(journal::Reader& reader, const attendance::Event& evening) {
    TRY(events, reader.events());
    std::map<attendance::EventId, attendance::WallTime> starts;
    for (const attendance::Event& event : events)
        starts[event.id] = event.starts;
    std::map<attendance::PersonId, EveningGuest> people;
    TRY_VOID(reader.stamps(std::nullopt, [&](const journal::StampRow& stamp) -> base::Result<void> {
        if (stamp.status != journal::StampStatus::valid || !stamp.person) return {};
        EveningGuest& guest = people[*stamp.person];
        guest.person.id = *stamp.person;
        guest.person.name = stamp.name;
        guest.person.nickname = stamp.nickname;
        attendance::Visit visit{stamp.event, stamp.event_title, stamp.at, stamp.certainty, {}};
        if (const auto known = starts.find(stamp.event); known != starts.end()) visit.starts = known->second;
        guest.visits.push_back(std::move(visit));
        return {};
    }));
    std::vector<EveningGuest> guests;
    for (auto& [id, guest] : people) {
        const auto here = std::ranges::find(guest.visits, evening.id, &attendance::Visit::event);
        if (here == guest.visits.end()) continue;
        const attendance::WallTime at = here->at;
        std::ranges::stable_sort(guest.visits, {}, &attendance::Visit::at);
        guest.visits = attendance::up_to(std::move(guest.visits), evening.id, at);
        guests.push_back(std::move(guest));
    }
    std::ranges::stable_sort(guests, {}, [](const EveningGuest& guest) { return guest.visits.back().at; });
    return guests;
}

}  // namespace

base::Result<Evening> evening_of(const Folder& data, const attendance::EventId& event) {
    TRY(reader, open_reader(data));
    TRY(events, events_of(reader.get(), event));
    if (events.empty()) return base::fail(base::ErrorCode::not_found, "no kiosk was ever started there");
    TRY(came, reader->arrivals(event));
    std::ranges::sort(came);
    TRY(guests, guests_of(*reader, events.front()));
    return Evening{std::move(events.front()), std::move(came), std::move(guests)};
}

}  // namespace kiosk
