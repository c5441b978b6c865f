#include <charconv>
#include <set>

#include "base/random_id.h"
#include "base/time_text.h"
#include "office/zone.h"
#include "sheet/csv.h"
#include "web/layout.h"
#include "web/opened_form.h"
#include "web/pages.h"
#include "web/season_charts.h"
#include "web/stamp_art.h"

namespace web {
namespace {

std::string period(const Context& context, const attendance::Season& season) {
    return context.words->day_and_year(season.first) + " – " +
           context.words->day_and_year(season.end - std::chrono::hours(12));
}

std::int64_t sum_of(const std::map<std::int64_t, std::int64_t>& people_by, std::int64_t from) {
    std::int64_t people = 0;
    for (const auto& [stamps, count] : people_by)
        if (stamps >= from) people += count;
    return people;
}

std::int64_t stamps_of(const office::SeasonPicture& picture) {
    std::int64_t stamps = 0;
    for (const auto& [each, people] : picture.people_by)
        stamps += each * people;
    return stamps;
}

Html csv_link(const Context& context, const wire::SeasonRow& row, std::string_view what) {
    return link("plain", "/seasons/" + url_encoded(row.id) + "/" + std::string(what), {context.t("season.as_csv")});
}

Html dots_table(const Context& context, const office::SeasonPicture& picture) {
    Html rows;
    for (const auto& [stamps, people] : picture.people_by)
        rows.add(el("tr", {},
                    {el("td", {{"class", "number"}}, {std::to_string(stamps)}),
                     el("td", {{"class", "number"}}, {std::to_string(people)})}));
    const auto head = [&](std::string_view key) {
        return el("th", {{"scope", "col"}, {"class", "number"}}, {context.t(key)});
    };
    return el("details", {{"class", "as-table"}},
              {el("summary", {}, {context.t("chart.as_table")}),
               el("table", {},
                  {el("thead", {}, {el("tr", {}, {head("season.stamps"), head("season.people")})}),
                   el("tbody", {}, {rows})})});
}

Html bars_table(const Context& context, const office::SeasonPicture& picture) {
    Html rows;
    for (const office::EventBar& bar : picture.events) {
        const auto cell = [](std::int64_t value) { return el("td", {{"class", "number"}}, {std::to_string(value)}); };
        rows.add(el("tr", {},
                    {el("td", {}, {link("quiet", "/events/" + url_encoded(bar.event.id.value), {bar.event.title})}),
                     cell(bar.counts.returners()), cell(bar.counts.first_timers), cell(bar.counts.unknown_cards),
                     cell(bar.counts.arrived)}));
    }
    const auto head = [&](std::string_view key) {
        return el("th", {{"scope", "col"}, {"class", "number"}}, {context.t(key)});
    };
    return el("details", {{"class", "as-table"}},
              {el("summary", {}, {context.t("chart.as_table")}),
               el("table", {},
                  {el("thead", {},
                      {el("tr", {},
                          {el("th", {{"scope", "col"}}, {context.t("table.title")}), head("chart.returners"),
                           head("chart.first"), head("chart.unknown"), head("chart.sum")})}),
                   el("tbody", {}, {rows})})});
}

// "Removed", with the way back.
base::Result<Html> just_removed(Context& context) {
    const std::string id = context.query("removed");
    if (id.empty() || !context.is_organizer()) return Html();
    TRY(row, office::find_season(context.store, id));
    if (!row || !row->removed) return Html();
    return el("div", {{"class", "said"}, {"role", "status"}},
              {mark("good", context.t("season.removed", {{"name", row->season.name}})),
               post_form(context, "/seasons/" + url_encoded(row->id) + "/put-back", "inline",
                         {button("plain", all({icon("undo"), context.t("said.undo")}))})});
}

Answer show_season(Context& context, const std::vector<wire::SeasonRow>& all_seasons, std::size_t at) {
    const wire::SeasonRow& row = all_seasons[at];
    TRY(kept, context.services.season_picture.of(context.store, row.season));
    const office::SeasonPicture& picture = *kept;
    const std::int64_t people = sum_of(picture.people_by, 1);
    const std::int64_t twice = sum_of(picture.people_by, 2);
    const std::int64_t graduated = sum_of(picture.people_by, row.season.squares);
    std::int64_t over = 0;
    for (const office::EventBar& bar : picture.events)
        over += bar.event.ends <= context.now ? 1 : 0;
    const auto figure = [&](std::string_view key, std::int64_t n, std::string_view css_class,
                            std::string_view unit = "event.people_unit") {
        return box("count", {span("label", {context.t(key)}),
                             box(css_class, {el("b", {}, {std::to_string(n)}), span("unit", {context.t(unit)})})});
    };
    const Html legend =
        box("legend", {mark("bar-solid", context.t("chart.returners")), mark("bar-hatched", context.t("chart.first")),
                       mark("bar-outlined", context.t("chart.unknown"))});
    const Html body =
        picture.events.empty()
            ? box("panel empty", {empty_stamp(context, 5), el("p", {}, {context.t("season.no_events")})})
            : all({box("panel season-head",
                       {figure("season.came_twice", twice, "big"), figure("season.came", people, "figure"),
                        figure("season.graduates", graduated, "figure"),
                        figure("season.stamps", stamps_of(picture), "figure", "people.stamps_unit")}),
                   box("season-grid",
                       {panel("", context.t("season.bars"), legend,
                              {event_bars(context, picture), bars_table(context, picture),
                               csv_link(context, row, "events.csv"),
                               el("h2", {{"class", "between"}}, {context.t("season.cohorts")}),
                               cohort_matrix(context, picture), csv_link(context, row, "cohorts.csv")}),
                        panel("", context.t("season.dots"), context.t("season.no_names", {{"n", people}}),
                              {stamp_dots(context, picture, row.season.squares),
                               el("p", {{"class", "second"}},
                                  {context.t(draws_dots(picture) ? "season.dots_mean" : "season.bars_mean")}),
                               dots_table(context, picture), csv_link(context, row, "stamps.csv")})})});
    const Html actions = all(
        {at > 0 ? link("button", "/seasons/" + url_encoded(all_seasons[at - 1].id),
                       {"‹ " + all_seasons[at - 1].season.name})
                : Html(),
         at + 1 < all_seasons.size() ? link("button", "/seasons/" + url_encoded(all_seasons[at + 1].id),
                                            {all_seasons[at + 1].season.name + " ›"})
                                     : Html(),
         context.is_organizer()
             ? link("button", "/seasons/" + url_encoded(row.id) + "/edit", {context.t("season.edit")})
             : Html(),
         context.is_organizer() ? link("button", "/seasons/new", {icon("plus"), context.t("season.new")}) : Html()});
    TRY(removed, just_removed(context));
    return page(context,
                {.title = row.season.name,
                 .subtitle = period(context, row.season) + "　" +
                             context.t("season.progress",
                                       {{"n", static_cast<std::int64_t>(picture.events.size())}, {"over", over}}),
                 .section = Section::seasons,
                 .actions = actions,
                 .body = all({removed, body}),
                 .status = 200,
                 .focal = "season"});
}

base::Result<std::string> csv_of(const office::SeasonPicture& picture, const std::string& what) {
    std::string body;
    sheet::CsvWriter writer(
        [&body](std::string_view part) -> base::Result<void> { return body += part, base::Result<void>(); },
        sheet::CsvWriter::Bom::yes);
    const auto row = [&](std::vector<std::string> cells) { return writer.row(cells); };
    if (what == "events.csv") {
        TRY_VOID(row({"event_title", "starts", "arrived", "returners", "first_timers", "unknown_cards"}));
        for (const office::EventBar& bar : picture.events)
            TRY_VOID(row({sheet::guard_formula(bar.event.title),
                          base::format_rfc3339(bar.event.starts, office::zone_offset(bar.event.starts)),
                          std::to_string(bar.counts.arrived), std::to_string(bar.counts.returners()),
                          std::to_string(bar.counts.first_timers), std::to_string(bar.counts.unknown_cards)}));
    } else if (what == "stamps.csv") {
        TRY_VOID(row({"stamps", "people"}));
        for (const auto& [stamps, people] : picture.people_by)
            TRY_VOID(row({std::to_string(stamps), std::to_string(people)}));
    } else if (what == "cohorts.csv") {
        std::vector<std::string> head{"first_season", "people"};
        for (const office::EventBar& bar : picture.events)
            head.push_back(sheet::guard_formula(bar.event.title));
        TRY_VOID(row(head));
        for (const office::CohortRow& cohort : picture.cohorts) {
            std::vector<std::string> cells{sheet::guard_formula(cohort.name), std::to_string(cohort.people)};
            for (const std::int64_t came : cohort.came)
                cells.push_back(std::to_string(came));
            TRY_VOID(row(cells));
        }
    } else {
        return base::fail(base::ErrorCode::not_found, "there is no such table");
    }
    return body;
}

// What the form holds: as it was sent, else as the season stands.
struct SeasonForm {
    std::string id;  // empty: a new one
    std::string name;
    std::string first;
    std::string last;
    std::string squares = "6";
};

constexpr std::array<std::pair<std::string_view, std::string SeasonForm::*>, 4> season_fields{
    {{"name", &SeasonForm::name},
     {"first", &SeasonForm::first},
     {"last", &SeasonForm::last},
     {"squares", &SeasonForm::squares}}};

SeasonForm form_of(const wire::SeasonRow& row) {
    const auto day = [](WallTime at) { return local_minutes(at).substr(0, 10); };
    return {row.id, row.season.name, day(row.season.first), day(row.season.end - std::chrono::hours(12)),
            std::to_string(row.season.squares)};
}

SeasonForm form_sent(const Context& context, const std::string& id) {
    return {id, context.form["name"], context.form["first"], context.form["last"], context.form["squares"]};
}

// A form that is shown again. `opened`: the season as the form was opened with it; `other`: the fields that somebody
// else changed since, to what `now` says.
struct SeasonOvertaken {
    SeasonForm now;
    std::set<std::string_view> fields;
};

HttpResponse season_form(Context& context, const SeasonForm& season, const SeasonForm& opened,
                         const std::string& problem, int status, const SeasonOvertaken& other = {}) {
    const bool fresh = season.id.empty();
    const auto date = [](std::string_view name, const std::string& value) {
        return el("input", {{"name", name}, {"type", "date"}, {"required", ""}, {"value", value}});
    };
    const auto hint = [&](std::string_view name, std::string SeasonForm::*value, const std::string& otherwise = {}) {
        return overtaken_hint(context, other.fields.contains(name), other.now.*value, otherwise);
    };
    Html before;
    for (const auto& [name, value] : season_fields)
        if (!fresh) before.add(shown_before(name, opened.*value));
    const std::string place = fresh ? "/seasons" : "/seasons/" + url_encoded(season.id);
    const Html form = post_form(
        context, place + (fresh ? "/new" : "/edit"), "stack wide-form",
        {problem.empty() ? Html() : el("p", {{"class", "problem-line"}, {"role", "alert"}}, {mark("act", problem)}),
         other.fields.empty() ? Html() : overtaken_line(context), before,
         el("p", {{"class", "second"}}, {context.t("event_form.zone", {{"zone", Words::zone(context.now)}})}),
         field(context.t("season.name"),
               el("input", {{"name", "name"}, {"required", ""}, {"maxlength", "60"}, {"value", season.name}}),
               hint("name", &SeasonForm::name)),
         box("pair", {field(context.t("season.first"), date("first", season.first), hint("first", &SeasonForm::first)),
                      field(context.t("season.last"), date("last", season.last), hint("last", &SeasonForm::last))}),
         field(context.t("season.squares"),
               el("input", {{"name", "squares"},
                            {"type", "number"},
                            {"required", ""},
                            {"min", std::int64_t{attendance::squares_min}},
                            {"max", std::int64_t{attendance::squares_max}},
                            {"value", season.squares}}),
               hint("squares", &SeasonForm::squares, context.t("season.squares_hint"))),
         box("form-foot",
             {link("button", place, {context.t("form.cancel")}), button("primary", context.t("form.save"))})});
    const Html remove =
        season.id.empty()
            ? Html()
            : el("details", {{"class", "revoke"}},
                 {el("summary", {}, {context.t("season.remove")}), el("p", {}, {context.t("season.remove_means")}),
                  post_form(context, place + "/remove", "inline",
                            {button("danger", context.t("season.remove_button", {{"name", season.name}}))})});
    return page(context, {.title = context.t(season.id.empty() ? "season.new" : "season.edit"),
                          .subtitle = context.t("season.lead"),
                          .section = Section::seasons,
                          .actions = {},
                          .body = box("panel narrow-panel", {form, remove}),
                          .status = status,
                          .focal = {}});
}

base::Result<std::pair<std::vector<wire::SeasonRow>, std::size_t>> the_season(Context& context) {
    TRY(all_seasons, office::seasons(context.store));
    for (std::size_t i = 0; i < all_seasons.size(); ++i)
        if (all_seasons[i].id == url_decoded(context.params.at(0), false)) return std::pair(std::move(all_seasons), i);
    return base::fail(base::ErrorCode::not_found, "there is no such season");
}

}  // namespace

Answer seasons_page(Context& context) {
    TRY(all_seasons, office::seasons(context.store));
    if (all_seasons.empty()) {
        TRY(removed, just_removed(context));
        const Html body = box(
            "panel empty",
            {empty_stamp(context, 6), el("h2", {}, {context.t("season.none")}), el("p", {}, {context.t("season.lead")}),
             context.is_organizer() ? link("button primary", "/seasons/new", {icon("plus"), context.t("season.new")})
                                    : Html()});
        return page(context, {.title = context.t("nav.seasons"),
                              .subtitle = {},
                              .section = Section::seasons,
                              .actions = {},
                              .body = all({removed, body}),
                              .status = 200,
                              .focal = {}});
    }
    std::size_t at = all_seasons.size() - 1;
    for (std::size_t i = 0; i < all_seasons.size(); ++i)
        if (all_seasons[i].season.first <= context.now && context.now < all_seasons[i].season.end) at = i;
    return show_season(context, all_seasons, at);
}

Answer season_page(Context& context) {
    TRY(found, the_season(context));
    return show_season(context, found.first, found.second);
}

Answer season_csv(Context& context) {
    TRY(found, the_season(context));
    TRY(picture, context.services.season_picture.of(context.store, found.first[found.second].season));
    TRY(body, csv_of(*picture, context.params.at(1)));
    HttpResponse response;
    response.body = std::move(body);
    response.content_type = "text/csv; charset=utf-8";
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"pettan-season.csv\"");
    return response;
}

namespace {

// What a form comes to.
struct FormRead {
    wire::SeasonRow season;  // that it means
    std::string wrong;       // empty: it can be saved
    std::vector<wire::SeasonRow> decided_by;
};

base::Result<FormRead> read_form(Context& context, const SeasonForm& form) {
    const auto first = parse_local_minutes(form.first + "T00:00");
    const auto last = parse_local_minutes(form.last + "T00:00");
    int squares = 0;
    std::from_chars(form.squares.data(), form.squares.data() + form.squares.size(), squares);
    const bool named =
        form.name.find_first_not_of(" \t") != std::string::npos && form.name.size() <= attendance::text_bytes_max;
    FormRead read;
    TRY(standing, office::seasons(context.store));
    read.decided_by = std::move(standing);
    wire::SeasonRow& row = read.season;
    row.id = form.id.empty() ? base::random_id() : form.id;
    if (!named || !first || !last || *last <= *first || squares < attendance::squares_min ||
        squares > attendance::squares_max) {
        read.wrong = context.t("season.bad");
        return read;
    }
    row.season = {form.name, *first, days_later(*last, std::chrono::days(1)), squares};
    for (const wire::SeasonRow& other : read.decided_by)
        if (other.id != row.id && other.season.first < row.season.end && row.season.first < other.season.end)
            read.wrong =
                context.t("season.overlaps", {{"name", other.season.name}, {"period", period(context, other.season)}});
    return read;
}

// False: the seasons are not those of `decided_by` any more, and the request is to be answered anew.
base::Result<bool> put_season(Context& context, const wire::SeasonRow& row,
                              const std::vector<wire::SeasonRow>& decided_by, const std::string& what) {
    TRY(put, context.write([&](store::Store& writing) { return writing.put_season(row, decided_by); }));
    if (!put) return false;
    TRY_VOID(context.act([&](office::Acts& acts) { return acts.note(what + " " + row.id); }));
    return true;
}

SeasonForm form_opened(const Context& context, const SeasonForm& now) {
    SeasonForm opened = now;
    for (const auto& [name, value] : season_fields)
        if (const auto was = context.form.fields.find(std::string(name) + "_was"); was != context.form.fields.end())
            opened.*value = was->second;
    return opened;
}

}  // namespace

Answer season_form_page(Context& context) {
    if (context.params.empty()) return season_form(context, {}, {}, "", 200);
    TRY(found, the_season(context));
    const SeasonForm now = form_of(found.first[found.second]);
    return season_form(context, now, now, "", 200);
}

Answer create_season(Context& context) {
    const SeasonForm sent = form_sent(context, "");
    TRY(read, read_form(context, sent));
    if (!read.wrong.empty()) return season_form(context, sent, {}, read.wrong, 400);
    TRY(put, put_season(context, read.season, read.decided_by, "season"));
    if (!put) return create_season(context);
    return redirect("/seasons/" + read.season.id);
}

// Saves what was touched; what somebody else changed meanwhile is shown first.
Answer change_season(Context& context) {
    TRY(found, the_season(context));
    const SeasonForm now = form_of(found.first[found.second]);
    SeasonForm sent = form_sent(context, now.id);
    SeasonOvertaken other{now, {}};
    for (const auto& [name, value] : season_fields) {
        const Single single = single_field(context.form, std::string(name), now.*value);
        if (single == Single::untouched) sent.*value = now.*value;
        if (single == Single::overtaken) other.fields.insert(name);
    }
    if (!other.fields.empty()) return season_form(context, sent, now, "", 409, other);
    TRY(read, read_form(context, sent));
    if (!read.wrong.empty()) return season_form(context, sent, form_opened(context, now), read.wrong, 400);
    if (read.decided_by != found.first) return change_season(context);
    TRY(put, put_season(context, read.season, read.decided_by, "season_changed"));
    if (!put) return change_season(context);
    return redirect("/seasons/" + url_encoded(read.season.id));
}

Answer remove_season(Context& context) {
    TRY(found, the_season(context));
    wire::SeasonRow row = found.first[found.second];
    row.removed = true;
    TRY(put, put_season(context, row, found.first, "season_removed"));
    if (!put) return remove_season(context);
    return redirect("/seasons?removed=" + url_encoded(row.id));
}

Answer put_season_back(Context& context) {
    TRY(row, office::find_season(context.store, url_decoded(context.params.at(0), false)));
    if (!row) return base::fail(base::ErrorCode::not_found, "there is no such season");
    TRY(read, read_form(context, form_of(*row)));
    if (!read.wrong.empty()) return season_form(context, form_of(*row), form_of(*row), read.wrong, 400);
    TRY(put, put_season(context, read.season, read.decided_by, "season_put_back"));
    if (!put) return put_season_back(context);
    return redirect("/seasons/" + url_encoded(row->id));
}

}  // namespace web
