#include "hub_main/data_commands.h"

#include <fmt/core.h>

#include <cstdio>

#include "base/file.h"
#include "base/time_text.h"
#include "hub/event_queries.h"
#include "hub/export_rows.h"
#include "hub/guest_import.h"
#include "hub/zone.h"
#include "sheet/text_encoding.h"

namespace hub_main {
namespace {

using base::ErrorCode;

base::Result<hub::ExportScope> scope_of(hub::Store& store, const std::string& event, const std::string& season) {
    hub::ExportScope scope;
    if (!event.empty()) {
        TRY(found, hub::find_event(store, attendance::EventId{event}));
        if (!found) return base::fail(ErrorCode::not_found, fmt::format("there is no event {}", event));
        scope.event = found->id;
    }
    if (!season.empty()) {
        TRY(all, hub::seasons(store));
        for (const wire::SeasonRow& row : all)
            if (row.id == season) scope.season = row.season;
        if (!scope.season) return base::fail(ErrorCode::not_found, fmt::format("there is no season {}", season));
    }
    return scope;
}

}  // namespace

base::Result<void> export_rows(const hub::Address& address, const std::string& event, const std::string& season,
                               const std::string& format, const std::string& file) {
    TRY(store, hub::open_store(address, hub::Role::writer));
    TRY_VOID(hub::use_kept_zone(*store));
    TRY(scope, scope_of(*store, event, season));
    const bool to_standard_output = file.empty() || file == "-";
    if (format == "xlsx") {
        if (to_standard_output) return base::fail(ErrorCode::bad_input, "an XLSX file needs a name: -o FILE");
        TRY(summaries, hub::event_summaries(*store, scope));
        return hub::write_attendance(*store, scope, *sheet::xlsx_writer(file, hub::zone_offset, summaries));
    }
    std::FILE* out = to_standard_output ? stdout : std::fopen(file.c_str(), "we");
    if (out == nullptr) return base::fail(ErrorCode::denied, fmt::format("cannot write {}", file));
    const sheet::Sink sink = [&](std::string_view part) -> base::Result<void> {
        if (std::fwrite(part.data(), 1, part.size(), out) != part.size())
            return base::fail(ErrorCode::full, fmt::format("cannot write {}: is there space?", file));
        return {};
    };
    const auto writer = format == "json" ? sheet::json_writer(sink, hub::zone_offset)
                                         : sheet::csv_writer(sink, hub::zone_offset);
    auto written = hub::write_attendance(*store, scope, *writer);
    const bool closed = to_standard_output ? std::fflush(out) == 0 : std::fclose(out) == 0;
    if (written && !closed) return base::fail(ErrorCode::full, fmt::format("cannot write {}: is there space?", file));
    return written;
}

base::Result<void> import_list(const hub::Address& address, const std::string& file, const std::string& event,
                               const base::Clock& clock) {
    TRY(store, hub::open_store(address, hub::Role::writer));
    if (!event.empty()) TRY_VOID(scope_of(*store, event, ""));
    TRY(bytes, base::read_file(file));
    TRY(text, sheet::decode_text(bytes));
    TRY(table, sheet::parse_csv(text.utf8));
    TRY(list, sheet::read_guests(table));
    TRY(plan, hub::plan_import(*store, list));
    TRY(counts, hub::apply_import(*store, clock, "command", plan, {}, attendance::EventId{event}));
    for (const hub::ImportRow& row : plan.rows)
        if (row.proposal.verdict == sheet::Verdict::doubtful)
            fmt::print(stderr, "{}:{}: {}: {}\n", file, row.proposal.guest.line, row.proposal.guest.name,
                       row.proposal.reason);
    fmt::print("{} new, {} updated, {} as they were, {} left out, {} cancelled\n", counts.fresh, counts.updated,
               counts.unchanged, counts.left_out, plan.cancelled);
    return {};
}

}  // namespace hub_main
