#include <filesystem>

#include "base/file.h"
#include "base/random_id.h"
#include "base/time_text.h"
#include "hub/event_queries.h"
#include "hub/export_rows.h"
#include "hub/zone.h"
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

// A download that is made while it is sent. The name is plain ASCII: it is made here.
HttpResponse download(std::string_view type, const std::string& name) {
    HttpResponse response;
    response.content_type = type;
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "\"");
    return response;
}

sheet::Sink into(hub::Spool& spool) {
    return [&spool](std::string_view part) { return spool.write(part); };
}

// An XLSX begins when it is complete: until then its rows say whether somebody still waits for it.
class WhileWanted : public sheet::AttendanceWriter {
public:
    WhileWanted(std::unique_ptr<sheet::AttendanceWriter> writer, const hub::Spool& spool)
        : m_writer(std::move(writer)), m_spool(spool) {}
    base::Result<void> add(const sheet::AttendanceRow& row) override {
        if (m_spool.is_given_up()) return base::fail(base::ErrorCode::failed, "whoever asked for it has gone");
        return m_writer->add(row);
    }
    base::Result<void> finish() override { return m_writer->finish(); }

private:
    std::unique_ptr<sheet::AttendanceWriter> m_writer;
    const hub::Spool& m_spool;
};

base::Result<void> write_xlsx(hub::Store& store, const hub::ExportScope& scope, hub::Spool& spool) {
    TRY(summaries, hub::event_summaries(store, scope));
    const std::filesystem::path file = base::temporary_folder() / ("pettan-export-" + base::random_id());
    WhileWanted writer(sheet::xlsx_writer(file, hub::zone_offset, summaries), spool);
    auto written = hub::write_attendance(store, scope, writer);
    if (written) written = spool.take_file(file);
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
    return written;
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
    std::optional<attendance::Event> event;
    if (scope.event) {
        TRY(found, hub::find_event(context.store, *scope.event));
        if (!found) return base::fail(base::ErrorCode::not_found, "there is no such event");
        event = std::move(found);
    }
    if (format == "guests" && !event) return redirect("/export");
    TRY_VOID(context.act([&](hub::Acts& acts) { return acts.note("export"); }));
    hub::Store& store = context.store;
    // Excel takes a CSV for UTF-8 only with a mark at its beginning.
    using sheet::CsvWriter;
    if (format == "xlsx") {
        context.body = [&store, scope](hub::Spool& spool) { return write_xlsx(store, scope, spool); };
        return download("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "pettan.xlsx");
    }
    if (format == "guests") {
        context.body = [&store, event = *event](hub::Spool& spool) {
            CsvWriter writer(into(spool), CsvWriter::Bom::yes);
            return hub::write_guests(store, event, hub::zone_offset, writer);
        };
        return download("text/csv; charset=utf-8", "pettan-guests.csv");
    }
    if (format == "json") {
        context.body = [&store, scope](hub::Spool& spool) {
            return hub::write_attendance(store, scope, *sheet::json_writer(into(spool), hub::zone_offset));
        };
        return download("application/json", "pettan.json");
    }
    context.body = [&store, scope](hub::Spool& spool) {
        return hub::write_attendance(store, scope,
                                     *sheet::csv_writer(into(spool), hub::zone_offset, CsvWriter::Bom::yes));
    };
    return download("text/csv; charset=utf-8", "pettan.csv");
}

}  // namespace web
