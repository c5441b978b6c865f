#include <unistd.h>

#include <filesystem>

#include "base/file.h"
#include "base/random_id.h"
#include "base/time_text.h"
#include "hub/event_queries.h"
#include "hub/export_rows.h"
#include "web/layout.h"
#include "web/pages.h"

namespace web {
namespace {

constexpr std::size_t events_max = 500;

Html option(const std::string& value, const std::string& text, const std::string& selected) {
    return el("option",
              {{"value", value}, value == selected ? Attribute("selected", "") : Attribute("selected", false)}, {text});
}

base::Result<hub::ExportScope> scope_of(Context& context) {
    hub::ExportScope scope;
    const std::string what = context.query("what");
    if (what.starts_with("event:")) scope.event = attendance::EventId{what.substr(6)};
    if (what.starts_with("season:")) {
        TRY(seasons, hub::seasons(context.store));
        for (const wire::SeasonRow& row : seasons)
            if (row.id == what.substr(7)) scope.season = row.season;
        if (!scope.season) return base::fail(base::ErrorCode::not_found, "there is no such season");
    }
    return scope;
}

// A file's content as a download. The name is plain ASCII: it is made here.
HttpResponse download(std::string body, std::string_view type, const std::string& name) {
    HttpResponse response;
    response.body = std::move(body);
    response.content_type = type;
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "\"");
    return response;
}

base::Result<std::string> xlsx(Context& context, const hub::ExportScope& scope) {
    TRY(summaries, hub::event_summaries(context.store, scope));
    const std::filesystem::path file = base::temporary_folder() / ("pettan-export-" + base::random_id());
    const auto writer = sheet::xlsx_writer(file, base::local_offset, summaries);
    auto written = hub::write_attendance(context.store, scope, *writer);
    auto content = written ? base::read_file(file) : base::Result<std::string>(base::fail(written.error()));
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
    return content;
}

}  // namespace

Answer export_page(Context& context) {
    TRY(lines, hub::event_lines(context.store, events_max));
    TRY(seasons, hub::seasons(context.store));
    const std::string chosen = context.query("event").empty() ? "" : "event:" + context.query("event");
    Html choices = option("all", context.t("export.everything"), chosen);
    for (auto row = seasons.rbegin(); row != seasons.rend(); ++row)
        choices.add(option("season:" + row->id, context.t("export.season", {{"name", row->season.name}}), chosen));
    for (const hub::EventLine& line : lines)
        choices.add(option("event:" + line.event.id.value,
                           context.words->day_and_year(line.event.starts) + "　" + line.event.title, chosen));
    const auto format = [&](std::string_view value, std::string_view key) {
        return el("button", {{"type", "submit"}, {"name", "format"}, {"value", value}},
                  {icon("export"), context.t(key)});
    };
    const Html form = el("form", {{"method", "get"}, {"action", "/export/file"}, {"class", "stack"}},
                         {field(context.t("export.what"), el("select", {{"name", "what"}}, {choices})),
                          box("form-foot spread", {format("xlsx", "export.xlsx"), format("csv", "export.csv"),
                                                   format("json", "export.json")}),
                          el("p", {{"class", "hint"}}, {context.t("export.hint")}),
                          box("form-foot spread", {format("guests", "export.guests")}),
                          el("p", {{"class", "hint"}}, {context.t("export.guests_hint")})});
    return page(context, {.title = context.t("nav.export"),
                          .subtitle = context.t("export.lead"),
                          .section = Section::exporting,
                          .actions = {},
                          .body = box("panel narrow-panel", {form}),
                          .status = 200,
                          .focal = {}});
}

Answer export_file(Context& context) {
    TRY(scope, scope_of(context));
    const std::string format = context.query("format");
    std::string body;
    const sheet::Sink into_body = [&body](std::string_view part) -> base::Result<void> {
        body += part;
        return {};
    };
    TRY_VOID(context.act([&](hub::Acts& acts) { return acts.note("export"); }));
    if (format == "xlsx") {
        TRY(content, xlsx(context, scope));
        return download(std::move(content), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                        "pettan.xlsx");
    }
    if (format == "guests") {
        if (!scope.event) return redirect("/export");
        TRY(event, hub::find_event(context.store, *scope.event));
        if (!event) return base::fail(base::ErrorCode::not_found, "there is no such event");
        sheet::CsvWriter writer(into_body, sheet::CsvWriter::Bom::yes);
        TRY_VOID(hub::write_guests(context.store, *event, base::local_offset, writer));
        return download(std::move(body), "text/csv; charset=utf-8", "pettan-guests.csv");
    }
    const bool json = format == "json";
    // Excel takes a CSV for UTF-8 only with a mark at its beginning.
    const auto writer = json ? sheet::json_writer(into_body, base::local_offset)
                             : sheet::csv_writer(into_body, base::local_offset, sheet::CsvWriter::Bom::yes);
    TRY_VOID(hub::write_attendance(context.store, scope, *writer));
    return json ? download(std::move(body), "application/json", "pettan.json")
                : download(std::move(body), "text/csv; charset=utf-8", "pettan.csv");
}

}  // namespace web
