#include "hub/data_commands.h"

#include <fmt/core.h>

#include <cstdio>

#include "base/counted.h"
#include "base/file.h"
#include "base/time_text.h"
#include "base/utf8.h"
#include "office/event_queries.h"
#include "office/export_rows.h"
#include "office/guest_import.h"
#include "office/zone.h"
#include "sheet/text_encoding.h"

namespace hub {
namespace {

using base::ErrorCode;

base::Result<office::ExportScope> scope_of(store::Store& store, const std::string& event, const std::string& season) {
    office::ExportScope scope;
    if (!event.empty()) {
        TRY(found, office::find_event(store, attendance::EventId{event}));
        if (!found) return base::fail(ErrorCode::not_found, fmt::format("there is no event {}", event));
        scope.event = found->id;
    }
    if (!season.empty()) {
        TRY(all, office::seasons(store));
        for (const wire::SeasonRow& row : all)
            if (row.id == season) scope.season = row.season;
        if (!scope.season) return base::fail(ErrorCode::not_found, fmt::format("there is no season {}", season));
    }
    return scope;
}

}  // namespace

base::Result<void> export_rows(const store::Address& address, const ExportOptions& options) {
    const std::string& file = options.file;
    const bool is_connpass = options.format == "connpass";
    if (is_connpass && options.event.empty())
        return base::fail(ErrorCode::bad_input, "connpass keeps attendance by event: name one with --event ID");
    TRY(store, store::open_store(address, sql::Role::writer));
    TRY_VOID(office::use_kept_zone(*store));
    TRY(scope, scope_of(*store, options.event, options.season));
    const bool to_standard_output = file.empty() || file == "-";
    if (options.format == "xlsx") {
        if (to_standard_output) return base::fail(ErrorCode::bad_input, "an XLSX file needs a name: -o FILE");
        return office::write_xlsx(*store, scope, options.lang, file, [] { return true; });
    }
    std::FILE* out = to_standard_output ? stdout : std::fopen(file.c_str(), "we");
    if (out == nullptr) return base::fail(ErrorCode::denied, fmt::format("cannot write {}", file));
    const sheet::Sink sink = [&](std::string_view part) -> base::Result<void> {
        if (std::fwrite(part.data(), 1, part.size(), out) != part.size())
            return base::fail(ErrorCode::full, fmt::format("cannot write {}: is there space?", file));
        return {};
    };
    const auto write = [&]() -> base::Result<void> {
        if (is_connpass) {
            sheet::CsvWriter writer(sink);
            return office::write_connpass(*store, *scope.event, writer);
        }
        const auto writer = options.format == "json" ? sheet::json_writer(sink, office::zone_offset)
                                                     : sheet::csv_writer(sink, office::zone_offset);
        return office::write_attendance(*store, scope, *writer);
    };
    const auto written = write();
    const bool closed = to_standard_output ? std::fflush(out) == 0 : std::fclose(out) == 0;
    if (written && !closed) return base::fail(ErrorCode::full, fmt::format("cannot write {}: is there space?", file));
    return written;
}

namespace {

std::string shown(const std::string& text) {
    return base::clean_for_display(text);
}

std::string_view meaning(sheet::Coming coming) {
    switch (coming) {
        case sheet::Coming::yes:
            return "come";
        case sheet::Coming::waiting:
            return "wait";
        case sheet::Coming::no:
            return "do not come";
        case sheet::Coming::unknown:
            return "not known whether they come: say so with --coming";
    }
    return "";
}

// What is left out and why, a line each on standard error; the number of rows that somebody should decide.
std::int64_t tell_left_out(const std::string& file, const sheet::GuestList& list, const office::ImportPlan& plan) {
    std::int64_t doubtful = 0;
    for (const sheet::LeftOut& row : list.left_out) {
        if (row.why != sheet::WhyLeftOut::total && row.why != sheet::WhyLeftOut::header) ++doubtful;
        fmt::print(stderr, "{}: {}: {}\n", file, row.reason, shown(row.text));
    }
    for (const sheet::Proposal& p : plan) {
        if (p.verdict != sheet::Verdict::doubtful) continue;
        ++doubtful;
        fmt::print(stderr, "{}:{}: {}: {}\n", file, p.guest.line, shown(p.guest.name), p.reason);
    }
    return doubtful;
}

void tell_changes(const office::ImportPlan& plan) {
    for (const sheet::Proposal& p : plan) {
        if (p.verdict == sheet::Verdict::fresh && p.guest.coming == sheet::Coming::yes)
            fmt::print("line {}: {}: new\n", p.guest.line, shown(p.guest.name));
        for (const sheet::Change& change : p.changes)
            if (p.verdict == sheet::Verdict::update)
                fmt::print("line {}: {}: {} → {}\n", p.guest.line, shown(p.guest.name),
                           change.from.empty() ? "(empty)" : shown(change.from), shown(change.to));
        if (p.guest.coming == sheet::Coming::waiting)
            fmt::print("line {}: {}: waits\n", p.guest.line, shown(p.guest.name));
    }
}

}  // namespace

base::Result<void> import_list(const store::Address& address, const ImportOptions& options, const base::Clock& clock) {
    TRY(store, store::open_store(address, sql::Role::writer));
    if (!options.event.empty()) TRY_VOID(scope_of(*store, options.event, ""));
    TRY(bytes, base::read_file(options.file));
    TRY(text, sheet::decode_text(bytes));
    TRY(table, sheet::parse_csv(text.utf8));
    sheet::StatusWords words;
    for (const std::string& word : options.coming)
        words[word] = sheet::Coming::yes;
    TRY(list, sheet::read_guests(table, words));
    const office::Writing writing = [&](const auto& act) { return act(*store); };
    TRY(plan, office::plan_import(*store, writing, list));
    tell_changes(plan);
    for (const sheet::StatusCount& status : list.statuses)
        fmt::print("status {}: {}, {}\n", status.value.empty() ? "(empty)" : shown(status.value),
                   base::counted(status.rows, "row", "rows"), meaning(status.coming));
    const std::int64_t doubtful = tell_left_out(options.file, list, plan);
    if (options.strict && doubtful > 0)
        return base::fail(ErrorCode::bad_input,
                          fmt::format("{}: {} doubtful; nothing was imported (--strict)", options.file,
                                      base::counted(doubtful, "row is", "rows are")));
    TRY(counts, office::apply_import(writing, clock, "command", plan, {}, attendance::EventId{options.event}));
    fmt::print("{} new, {} updated, {} as they were, {} left out, {} cancelled, {} waiting\n", counts.fresh,
               counts.updated, counts.unchanged, doubtful, list.count(sheet::Coming::no), counts.waiting);
    return {};
}

}  // namespace hub
