#include <filesystem>

#include "base/file.h"
#include "base/random_id.h"
#include "base/utf8.h"
#include "office/event_queries.h"
#include "office/export_rows.h"
#include "office/zone.h"
#include "web/layout.h"
#include "web/pages.h"

namespace web {
namespace {

using attendance::Event;

constexpr std::size_t events_max = 500;
constexpr std::size_t file_name_bytes_max = 160;
constexpr std::string_view csv_type = "text/csv; charset=utf-8";

Html option(const std::string& value, const std::string& text, const std::string& selected) {
    return el("option",
              {{"value", value}, value == selected ? Attribute("selected", "") : Attribute("selected", false)}, {text});
}

base::Result<office::ExportScope> scope_of(Context& context) {
    office::ExportScope scope;
    const std::string what = context.query("what");
    if (what.starts_with("event:")) scope.event = attendance::EventId{what.substr(6)};
    if (what.starts_with("season:")) {
        TRY(seasons, office::seasons(context.store));
        for (const wire::SeasonRow& row : seasons)
            if (row.id == what.substr(7)) scope.season = row.season;
        if (!scope.season) return base::fail(base::ErrorCode::not_found, "there is no such season");
    }
    return scope;
}

// What every file system takes of a name, cut between characters.
std::string file_name(const std::string& title) {
    std::string name;
    for (const char c : base::clean_for_display(title)) {
        const bool is_start = (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
        if (is_start && name.size() >= file_name_bytes_max) break;
        name += std::string_view("\\/:*?\"<>|").find(c) == std::string_view::npos ? c : ' ';
    }
    return name;
}

// A download that is made while it is sent. The first name is for programs that know ASCII only.
HttpResponse download(std::string_view type, const std::string& title, const std::string& ending) {
    HttpResponse response;
    response.content_type = type;
    response.headers.emplace_back(
        "Content-Disposition",
        "attachment; filename=\"pettan" + ending + "\"; filename*=UTF-8''" + url_encoded(file_name(title) + ending));
    return response;
}

sheet::Sink into(http::Spool& spool) {
    return [&spool](std::string_view part) { return spool.write(part); };
}

// It begins when it is complete: until then its rows ask whether somebody still waits for it.
base::Result<void> write_xlsx(store::Store& store, const office::ExportScope& scope, const std::string& lang,
                              http::Spool& spool) {
    const std::filesystem::path file = base::temporary_folder() / ("pettan-export-" + base::random_id());
    auto written = office::write_xlsx(store, scope, lang, file, [&] { return !spool.is_given_up(); });
    if (written) written = spool.take_file(file);
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
    return written;
}

// What a file of the scope is called: "2026-07-21 第12回", a season's name, or the day of today.
std::string file_title(const Context& context, const office::ExportScope& scope, const std::optional<Event>& event) {
    const auto day = [](WallTime at) { return local_minutes(at).substr(0, 10); };
    if (event) return day(event->starts) + " " + event->title;
    return (scope.season ? scope.season->name : std::string("pettan")) + " " + day(context.now);
}

}  // namespace

Answer export_page(Context& context) {
    TRY(events, office::newest_events(context.store, events_max));
    TRY(seasons, office::seasons(context.store));
    const std::string chosen = context.query("event").empty() ? "" : "event:" + context.query("event");
    Html choices = option("all", context.t("export.everything"), chosen);
    for (auto row = seasons.rbegin(); row != seasons.rend(); ++row)
        choices.add(option("season:" + row->id, context.t("export.season", {{"name", row->season.name}}), chosen));
    for (const attendance::Event& event : events)
        choices.add(
            option("event:" + event.id.value, context.words->day_and_year(event.starts) + "　" + event.title, chosen));
    const auto format = [&](std::string_view value, std::string_view key) {
        return el("button", {{"type", "submit"}, {"name", "format"}, {"value", value}},
                  {icon("export"), context.t(key)});
    };
    const bool no_event = context.query("problem") == "export.one_event";
    const Html problem =
        no_event ? el("p", {{"class", "problem-line"}, {"role", "alert"}}, {mark("act", context.t("export.one_event"))})
                 : Html();
    const Html form =
        el("form", {{"method", "get"}, {"action", "/export/file"}, {"class", "stack"}},
           {problem, field(context.t("export.what"), el("select", {{"name", "what"}}, {choices})),
            box("form-foot spread",
                {format("xlsx", "export.xlsx"), format("csv", "export.csv"), format("json", "export.json")}),
            el("p", {{"class", "hint"}}, {context.t("export.hint")}),
            box("form-foot spread", {format("guests", "export.guests"), format("connpass", "export.connpass")}),
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
    std::optional<Event> event;
    if (scope.event) {
        TRY(found, office::find_event(context.store, *scope.event));
        if (!found) return base::fail(base::ErrorCode::not_found, "there is no such event");
        event = std::move(found);
    }
    if ((format == "guests" || format == "connpass") && !event) return redirect("/export?problem=export.one_event");
    TRY_VOID(context.act([&](office::Acts& acts) { return acts.note("export"); }));
    store::Store& store = context.store;
    const std::string title = file_title(context, scope, event);
    // Excel takes a CSV for UTF-8 only with a mark at its beginning.
    using sheet::CsvWriter;
    if (format == "xlsx") {
        context.body = [&store, scope, lang = std::string(context.words->lang())](http::Spool& spool) {
            return write_xlsx(store, scope, lang, spool);
        };
        return download("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", title, ".xlsx");
    }
    if (format == "guests") {
        context.body = [&store, event = *event](http::Spool& spool) {
            CsvWriter writer(into(spool), CsvWriter::Bom::yes);
            return office::write_guests(store, event, office::zone_offset, writer);
        };
        return download(csv_type, title + " " + context.t("export.guests_name"), ".csv");
    }
    if (format == "connpass") {
        context.body = [&store, id = event->id](http::Spool& spool) {
            CsvWriter writer(into(spool), CsvWriter::Bom::yes);
            return office::write_connpass(store, id, writer);
        };
        return download(csv_type, title + " connpass", ".csv");
    }
    if (format == "json") {
        context.body = [&store, scope](http::Spool& spool) {
            return office::write_attendance(store, scope, *sheet::json_writer(into(spool), office::zone_offset));
        };
        return download("application/json", title, ".json");
    }
    context.body = [&store, scope](http::Spool& spool) {
        return office::write_attendance(store, scope,
                                        *sheet::csv_writer(into(spool), office::zone_offset, CsvWriter::Bom::yes));
    };
    return download(csv_type, title, ".csv");
}

}  // namespace web
