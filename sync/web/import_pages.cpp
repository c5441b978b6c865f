#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/random_id.h"
#include "hub/event_queries.h"
#include "hub/guest_import.h"
#include "web/import_words.h"
#include "web/layout.h"
#include "web/pages.h"
#include "web/site.h"

namespace web {
namespace {

using sheet::Verdict;

constexpr std::size_t events_max = 200;
constexpr std::size_t shown_rows_max = 60;

// Shown by static/import.js while the form it stands in is on its way; `news` says how far the hub is.
Html progress_line(const Context& context, std::string_view sending, std::string_view then, const std::string& news) {
    return all({el("p",
                   {{"class", "progress"},
                    {"hidden", ""},
                    {"role", "status"},
                    {"data-progress", news},
                    {"data-sending", context.t(sending)},
                    {"data-then", context.t(then)}},
                   {el("span", {}), el("progress", {{"max", "1"}, {"aria-label", context.t(then)}})}),
                el("script", {{"src", "/static/import.js"}, {"defer", ""}})});
}

Html upload_form(const Context& context, std::span<const hub::EventLine> events, const std::string& problem) {
    Html options;
    for (const hub::EventLine& line : events)
        options.add(el("option", {{"value", line.event.id.value}},
                       {context.words->day_and_year(line.event.starts) + "　" + line.event.title}));
    options.add(el("option", {{"value", ""}}, {context.t("import.no_event")}));
    return el(
        "form", {{"method", "post"}, {"action", "/import"}, {"enctype", "multipart/form-data"}, {"class", "stack"}},
        {context.form_fields(), progress_line(context, "import.sending", "import.reading", ""),
         problem.empty() ? Html()
                         : box("problem-line", {mark("act", context.t("import.unreadable")), el("p", {}, {problem}),
                                                el("p", {{"class", "hint"}}, {context.t("import.unreadable_todo")})}),
         field(context.t("import.file"),
               el("input", {{"type", "file"},
                            {"name", "file"},
                            {"required", ""},
                            {"accept", ".csv,.tsv,.txt,text/csv"},
                            {"data-bytes-max", std::int64_t{upload_bytes_max}},
                            {"data-too-large", context.t("problem.too_large")}}),
               context.t("import.file_hint")),
         field(context.t("import.event"), el("select", {{"name", "event"}}, {options})),
         box("form-foot", {button("primary", context.t("import.look"))})});
}

HttpResponse start_page(const Context& context, std::span<const hub::EventLine> events, const std::string& problem) {
    return page(context, {.title = context.t("import.title"),
                          .subtitle = context.t("import.lead"),
                          .section = Section::import,
                          .actions = {},
                          .body = box("panel narrow-panel", {upload_form(context, events, problem)}),
                          .status = problem.empty() ? 200 : 400,
                          .focal = {}});
}

Html columns_panel(const Context& context, const Upload& upload) {
    const sheet::Row& header = upload.table.rows[upload.header_row];
    const bool more = upload.table.rows.size() > upload.header_row + 1;
    Html rows;
    for (std::size_t i = 0; i < header.size(); ++i) {
        Html options = el("option", {{"value", ""}}, {context.t("import.unused")});
        for (const std::string& word : column_words())
            options.add(el(
                "option",
                {{"value", word}, upload.fields[i] == word ? Attribute("selected", "") : Attribute("selected", false)},
                {context.t("import.field_" + word)}));
        const std::string sample = more && i < upload.table.rows[upload.header_row + 1].size()
                                       ? upload.table.rows[upload.header_row + 1][i].text
                                       : "";
        rows.add(el(
            "tr", {{"class", upload.fields[i].empty() ? "unused" : ""}},
            {el("th", {{"scope", "row"}}, {header[i].text}),
             el("td", {{"class", "second sample"}}, {sample.empty() ? context.t("import.empty_cell") : sample}),
             el("td", {},
                {el("select", {{"name", fmt::format("column-{}", i)}, {"aria-label", header[i].text}}, {options})})}));
    }
    const auto count = static_cast<std::int64_t>(upload.table.rows.size() - upload.header_row - 1);
    Html head;
    for (const std::string_view key : {"import.column", "import.first_row", "import.meaning"})
        head.add(el("th", {{"scope", "col"}}, {context.t(key)}));
    return el("section", {{"class", "panel columns"}},
              {el("h2", {}, {upload.file_name.empty() ? context.t("import.a_file") : upload.file_name}),
               el("p", {{"class", "second"}},
                  {context.t("import.file_facts", {{"rows", count},
                                                   {"columns", static_cast<std::int64_t>(header.size())},
                                                   {"encoding", sheet::to_string(upload.encoding)}})}),
               post_form(context, "/import/" + upload.id + "/columns", "",
                         {el("table", {}, {el("thead", {}, {el("tr", {}, {head})}), el("tbody", {}, {rows})}),
                          box("form-foot", {button("", context.t("import.change"))})}),
               el("p", {{"class", "hint"}}, {context.t("import.columns_hint")})});
}

Html doubtful_row(const Context& context, const hub::ImportRow& row) {
    const std::string name = fmt::format("row-{}", row.proposal.guest.line);
    const auto choice = [&](const std::string& value, const Html& text) {
        return el("label", {{"class", "choice"}},
                  {el("input", {{"type", "radio"}, {"name", name}, {"value", value}, {"required", ""}}), text});
    };
    Html choices;
    for (const attendance::Person& person : row.candidates)
        choices.add(choice(person.id.value,
                           all({person_name(person, context.t("people.no_name")), span("second", {person.reading})})));
    choices.add(choice("new", context.t("import.new_person"))).add(choice("skip", context.t("import.leave_out")));
    return el("fieldset", {{"class", "doubt"}},
              {el("legend", {},
                  {mark("act", context.t("import.line", {{"line", row.proposal.guest.line}})),
                   span("name", {row.proposal.guest.name})}),
               el("p", {{"class", "second"}}, {doubt_in_words(*context.words, row)}), box("choices-line", {choices})});
}

Html verdict_mark(const Context& context, Verdict verdict) {
    switch (verdict) {
        case Verdict::fresh:
            return mark("first", context.t("import.fresh"));
        case Verdict::update:
            return mark("good", context.t("import.update"));
        case Verdict::unchanged:
            return mark("stale", context.t("import.unchanged"));
        case Verdict::doubtful:
            return mark("act", context.t("import.doubtful"));
    }
    return {};
}

struct Sums {
    std::array<std::int64_t, 4> of{};
    std::int64_t operator[](Verdict verdict) const { return of[static_cast<std::size_t>(verdict)]; }
};

Html preview_table(const Context& context, const hub::ImportPlan& plan) {
    Html rows;
    std::size_t shown = 0;
    for (const hub::ImportRow& row : plan.rows) {
        if (++shown > shown_rows_max) break;
        const sheet::Proposal& p = row.proposal;
        rows.add(
            el("tr", {},
               {el("td", {{"class", "number second"}}, {std::to_string(p.guest.line)}),
                el("td", {{"class", "who"}},
                   {p.verdict == Verdict::doubtful ? Html(p.guest.name) : person_name(p.person, p.guest.name)}),
                el("td", {{"class", "second"}}, {p.guest.reading.empty() ? p.person.reading : p.guest.reading}),
                el("td", {{"class", "second sample"}}, {p.guest.service_key.substr(p.guest.service_key.find(':') + 1)}),
                el("td", {}, {verdict_mark(context, p.verdict)})}));
    }
    Html head;
    for (const std::string_view key :
         {"import.row", "table.name", "table.reading", "import.key", "import.what_happens"})
        head.add(el("th", {{"scope", "col"}}, {context.t(key)}));
    const auto left = static_cast<std::int64_t>(plan.rows.size()) - static_cast<std::int64_t>(shown_rows_max);
    return all(
        {box("scroll", {el("table", {}, {el("thead", {}, {el("tr", {}, {head})}), el("tbody", {}, {rows})})}),
         left > 0 ? el("p", {{"class", "second pad"}}, {context.t("import.more_rows", {{"n", left}})}) : Html()});
}

Html decisions_form(const Context& context, const Upload& upload, const hub::ImportPlan& plan, bool undecided) {
    Sums sums;
    Html doubts;
    for (const hub::ImportRow& row : plan.rows) {
        ++sums.of[static_cast<std::size_t>(row.proposal.verdict)];
        if (row.proposal.verdict == Verdict::doubtful) doubts.add(doubtful_row(context, row));
    }
    const std::int64_t doubtful = sums[Verdict::doubtful];
    const std::int64_t plain = sums[Verdict::fresh] + sums[Verdict::update] + sums[Verdict::unchanged];
    const Html head =
        box("decide-head",
            {el("b", {{"class", doubtful > 0 ? "ochre" : "green"}}, {std::to_string(doubtful > 0 ? doubtful : plain)}),
             box("", {el("h2", {}, {context.t(doubtful > 0 ? "import.please_decide" : "import.all_clear")}),
                      el("p", {{"class", "second"}}, {context.t("import.rest", {{"n", plain}})})})});
    const auto sum = [&](std::string_view key, std::int64_t n) {
        return span("fact", {context.t(key), " ", el("b", {}, {std::to_string(n)})});
    };
    const Html aside = all({sum("import.fresh", sums[Verdict::fresh]), sum("import.update", sums[Verdict::update]),
                            sum("import.unchanged", sums[Verdict::unchanged]), sum("import.doubtful", doubtful),
                            sum("import.cancelled", plan.cancelled)});
    return post_form(
        context, "/import/" + upload.id + "/apply", "decide",
        {el("section", {{"class", "panel"}},
            {head,
             undecided
                 ? el("p", {{"class", "problem-line"}, {"role", "alert"}}, {mark("act", context.t("import.undecided"))})
                 : Html(),
             doubts}),
         panel("", context.t("import.afterwards"), aside,
               {preview_table(context, plan),
                progress_line(context, "import.writing", "import.writing", "/import/" + upload.id + "/progress"),
                box("form-foot", {link("button", "/import", {context.t("form.cancel")}),
                                  button("primary", context.t("import.button", {{"n", plain + doubtful}}))})})});
}

base::Result<std::shared_ptr<const Upload>> the_upload(Context& context) {
    auto upload = context.services.imports.find(context.params.at(0), context.account->name);
    if (!upload) return base::fail(base::ErrorCode::not_found, "this list is not there any more");
    return upload;
}

Answer preview(Context& context, const Upload& upload, bool undecided) {
    TRY(event, hub::find_event(context.store, upload.event));
    const auto guests = guests_of(upload);
    Html right;
    if (!guests) {
        right = box("panel", {mark("act", context.t("import.unreadable")),
                              el("p", {}, {wrong_in_words(*context.words, guests.error().message)}),
                              el("p", {{"class", "hint"}}, {context.t("import.choose_columns")})});
    } else {
        TRY(plan, hub::plan_import(context.store, *guests));
        right = decisions_form(context, upload, plan, undecided);
    }
    return page(context,
                {.title = context.t("import.title"),
                 .subtitle = event ? context.t("import.into", {{"event", event->title}}) : context.t("import.no_event"),
                 .section = Section::import,
                 .actions = {},
                 .body = box("import-grid", {columns_panel(context, upload), right}),
                 .status = undecided ? 400 : 200,
                 .focal = {}});
}

}  // namespace

Answer import_page(Context& context) {
    TRY(events, hub::event_lines(context.store, events_max));
    return start_page(context, events, "");
}

Answer upload_list(Context& context) {
    auto upload = read_upload(context.form.file_name, context.form.file);
    if (!upload) {
        TRY(events, hub::event_lines(context.store, events_max));
        return start_page(context, events, wrong_in_words(*context.words, upload.error().message));
    }
    upload->id = base::random_id();
    upload->account = context.account->name;
    upload->event = attendance::EventId{context.form["event"]};
    upload->since = std::chrono::steady_clock::now();
    TRY(remembered, hub::remembered_columns(context.store, header_of(*upload)));
    std::size_t column = 0;
    for (std::size_t at = 0; at < remembered.size() && column < upload->fields.size(); ++column) {
        const std::size_t end = remembered.find(',', at);
        upload->fields[column] = remembered.substr(at, end - at);
        at = end == std::string::npos ? remembered.size() : end + 1;
    }
    const std::string place = "/import/" + upload->id;
    context.services.imports.put(std::move(*upload));
    return redirect(place);
}

Answer import_preview(Context& context) {
    TRY(upload, the_upload(context));
    return preview(context, *upload, false);
}

Answer change_columns(Context& context) {
    TRY(upload, the_upload(context));
    Upload changed = *upload;
    const auto known = column_words();
    std::string fields;
    for (std::size_t i = 0; i < changed.fields.size(); ++i) {
        const std::string& word = context.form[fmt::format("column-{}", i)];
        changed.fields[i] = std::ranges::find(known, word) == known.end() ? "" : word;
        fields += changed.fields[i] + ",";
    }
    TRY_VOID(
        context.write([&](hub::Store& writing) { return hub::remember_columns(writing, header_of(changed), fields); }));
    context.services.imports.put(std::move(changed));
    return redirect("/import/" + upload->id);
}

Answer apply_list(Context& context) {
    TRY(upload, the_upload(context));
    TRY(guests, guests_of(*upload));
    TRY(plan, hub::plan_import(context.store, guests));
    hub::Decisions decisions;
    for (const hub::ImportRow& row : plan.rows) {
        if (row.proposal.verdict != Verdict::doubtful) continue;
        const std::string& choice = context.form[fmt::format("row-{}", row.proposal.guest.line)];
        if (choice.empty()) return preview(context, *upload, true);
        decisions[row.proposal.guest.line] = choice;
    }
    TRY(counts, context.write([&](hub::Store& writing) {
        return hub::apply_import(
            writing, context.services.clock, context.by(), plan, decisions, upload->event,
            [&](std::size_t done, std::size_t all) { context.services.imports.note_progress(upload->id, done, all); });
    }));
    context.services.imports.drop(upload->id);
    return redirect(fmt::format("/import/done?event={}&fresh={}&updated={}&unchanged={}&left={}&withdrawn={}",
                                url_encoded(upload->event.value), counts.fresh, counts.updated, counts.unchanged,
                                counts.left_out, counts.withdrawn));
}

// How far it is, for static/import.js.
Answer import_progress(Context& context) {
    TRY(upload, the_upload(context));
    const auto [done, all] = context.services.imports.progress(upload->id);
    HttpResponse response;
    response.body = fmt::format("{{\"done\":{},\"all\":{}}}", done, all);
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

Answer import_done(Context& context) {
    const auto number = [&](const char* name) {
        std::int64_t n = 0;
        const std::string text = context.query(name);
        std::from_chars(text.data(), text.data() + text.size(), n);
        return n;
    };
    const std::string event = context.query("event");
    const Html body = box(
        "panel narrow-panel",
        {mark("good", context.t("import.done")),
         el("p", {},
            {context.t("import.done_counts", {{"fresh", number("fresh")},
                                              {"updated", number("updated")},
                                              {"unchanged", number("unchanged")},
                                              {"left", number("left")}})}),
         number("withdrawn") > 0 ? el("p", {}, {context.t("import.withdrawn", {{"n", number("withdrawn")}})}) : Html(),
         box("form-foot",
             {link("button", "/import", {context.t("import.another")}),
              event.empty() ? link("button", "/people", {context.t("nav.people")})
                            : link("button", "/events/" + url_encoded(event), {context.t("import.to_event")})})});
    return page(context, {.title = context.t("import.title"),
                          .subtitle = {},
                          .section = Section::import,
                          .actions = {},
                          .body = body,
                          .status = 200,
                          .focal = {}});
}

}  // namespace web
