// What an organizer does with a guest list: choose the file, look at it, import it. What the pages look like stands in
// import_view.cpp.
#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "base/random_id.h"
#include "office/event_queries.h"
#include "office/import_undo.h"
#include "web/import_view.h"
#include "web/import_words.h"
#include "web/layout.h"
#include "web/pages.h"
#include "web/site.h"

namespace web {
namespace {

using sheet::Coming;
using sheet::Verdict;

constexpr std::size_t imports_max = 5;

std::size_t number_in(const std::string& text) {
    std::size_t n = 0;
    std::from_chars(text.data(), text.data() + text.size(), n);
    return n;
}

office::Writing writing_of(Context& context) {
    return [&context](const std::function<base::Result<void>(store::Store&)>& act) { return context.write(act); };
}

base::Result<OpenUpload> the_upload(Context& context) {
    TRY(found, office::find_upload(context.store, context.params.at(0), context.account->name, context.now));
    if (!found) return base::fail(base::ErrorCode::not_found, "this list is not there any more");
    return open_upload(std::move(*found));
}

std::string place_of(const OpenUpload& open) {
    return "/import/" + open.upload.id;
}

// Tonight's, else the next, else the last that was.
base::Result<attendance::EventId> likely_event(Context& context, std::span<const attendance::Event> newest_first) {
    attendance::EventId likely;
    for (const attendance::Event& event : newest_first)
        if (likely.empty() || event.ends > context.now) likely = event.id;
    const attendance::EventId asked{context.query("event")};
    if (asked.empty()) return likely;
    TRY(event, office::find_event(context.store, asked));
    return event ? asked : likely;
}

// What is on a page of the preview, and what is still to be decided.
base::Result<ImportView> view_of(Context& context, OpenUpload open) {
    ImportView view;
    TRY(events, office::newest_events(context.store, import_events_max));
    view.events = std::move(events);
    view.open = std::move(open);
    if (!view.open.columns.names_people()) return view;
    view.list = view.open.guests();
    TRY(plan, office::plan_import(context.store, writing_of(context), *view.list));
    TRY(decisions, office::decisions_of(context.store, view.open.upload.id));
    view.plan = std::move(plan);
    view.decisions = std::move(decisions);
    view.page = std::max<std::size_t>(number_in(context.query("page")), 1);
    return view;
}

// What a form says of the doubtful rows that it showed.
office::Decisions decisions_in(const Form& form, const office::ImportPlan& plan) {
    office::Decisions decisions;
    for (const sheet::Proposal& p : plan) {
        if (!waits_for_decision(p)) continue;
        const auto value = [&](const char* what) { return form[fmt::format("{}-{}", what, p.guest.line)]; };
        const std::string choice = value("row");
        if (!choice.empty()) decisions[p.guest.line] = {choice, value("name"), value("nickname"), value("reading")};
    }
    return decisions;
}

// The last imports, each with the way back.
base::Result<Html> last_imports(Context& context) {
    TRY(imports, office::done_imports(context.store, imports_max));
    if (imports.empty()) return Html();
    Html rows;
    for (const office::DoneImport& import : imports) {
        TRY(event, office::find_event(context.store, import.event));
        const std::string when = context.words->day_and_year(import.at) + " " + context.words->time(import.at);
        const Html undo =
            import.undone
                ? span("second", {context.t("import.undone")})
                : el("details", {{"class", "revoke"}},
                     {el("summary", {}, {context.t("import.undo")}), el("p", {}, {context.t("import.undo_means")}),
                      post_form(context, "/import/" + import.id + "/undo", "inline",
                                {button("danger", context.t("import.undo_button", {{"n", import.people}}))})});
        rows.add(
            el("li", {},
               {Html(event ? event->title : context.t("import.no_event")),
                span("second", {when + (import.by.starts_with("user:") ? " " + import.by.substr(5) : "")}), undo}));
    }
    return box("panel narrow-panel",
               {el("h2", {}, {context.t("import.last")}), el("ul", {{"class", "names"}}, {rows})});
}

// "Undone", and how much of it.
Html just_undone(const Context& context) {
    if (context.query("gone").empty()) return Html();
    const auto number = [&](const char* name) { return static_cast<std::int64_t>(number_in(context.query(name))); };
    return el(
        "div", {{"class", "said"}, {"role", "status"}},
        {mark("good", context.t("import.undone_counts",
                                {{"gone", number("gone")}, {"back", number("back")}, {"kept", number("kept")}}))});
}

Answer show(Context& context, ImportView view, bool undecided) {
    view.undecided = undecided;
    return preview_page(context, view);
}

}  // namespace

Answer import_page(Context& context) {
    TRY(events, office::newest_events(context.store, import_events_max));
    TRY(event, likely_event(context, events));
    TRY(last, last_imports(context));
    return upload_page(context, all({just_undone(context), last}), events, event, "");
}

Answer upload_list(Context& context) {
    auto upload = read_upload(context.form.file_name, context.form.file);
    if (!upload) {
        TRY(events, office::newest_events(context.store, import_events_max));
        return upload_page(context, Html(), events, attendance::EventId{context.form["event"]},
                           wrong_in_words(*context.words, upload.error().message));
    }
    upload->id = base::random_id();
    upload->account = context.account->name;
    upload->event = attendance::EventId{context.form["event"]};
    TRY(open, open_upload(*upload));
    TRY(remembered, office::remembered_columns(context.store, open.header_text()));
    if (!remembered.empty()) upload->fields = remembered;
    TRY_VOID(context.write([&](store::Store& writing) { return office::put_upload(writing, *upload, context.now); }));
    return redirect("/import/" + upload->id);
}

Answer import_preview(Context& context) {
    TRY(open, the_upload(context));
    TRY(view, view_of(context, std::move(open)));
    return show(context, std::move(view), false);
}

// The event, what the columns mean, and what the words of the status column do.
Answer change_columns(Context& context) {
    TRY(open, the_upload(context));
    const auto known = column_words();
    std::vector<std::string> fields = open.meanings();
    fields.resize(open.header().size());
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto said = context.form.fields.find(fmt::format("column-{}", i));
        if (said == context.form.fields.end()) continue;
        fields[i] = std::ranges::find(known, said->second) == known.end() ? "" : said->second;
    }
    sheet::StatusWords words = split_words(open.upload.words);
    const auto statuses = open.guests().statuses;
    for (std::size_t i = 0; i < statuses.size(); ++i) {
        const std::string& said = context.form[fmt::format("status-{}", i)];
        if (said == "yes") words[statuses[i].value] = Coming::yes;
        if (said == "waiting") words[statuses[i].value] = Coming::waiting;
        if (said == "no") words[statuses[i].value] = Coming::no;
    }
    office::Upload changed = open.upload;
    changed.fields = join_fields(fields);
    changed.words = join_words(words);
    if (const auto event = context.form.fields.find("event"); event != context.form.fields.end())
        changed.event.value = event->second;
    const bool columns_changed = changed.fields != open.upload.fields;
    const auto changing = context.write([&](store::Store& writing) -> base::Result<void> {
        if (columns_changed) TRY_VOID(office::remember_columns(writing, open.header_text(), changed.fields));
        return office::change_upload(writing, changed, context.now);
    });
    if (!changing) return base::fail(changing.error());
    return redirect(place_of(open));
}

Answer decide_rows(Context& context) {
    TRY(open, the_upload(context));
    const std::string place = place_of(open);
    TRY(view, view_of(context, std::move(open)));
    office::Decisions decisions = decisions_in(context.form, view.plan);
    if (context.form["all"] == "new")
        for (const sheet::Proposal& p : view.plan)
            if (may_be_somebody_new(p) && !decisions.contains(p.guest.line) && !view.decisions.contains(p.guest.line))
                decisions[p.guest.line] = {"new", "", "", ""};
    TRY_VOID(context.write(
        [&](store::Store& writing) { return office::put_decisions(writing, view.open.upload.id, decisions); }));
    view.decisions.merge(decisions);
    const std::size_t next = view.first_undecided_page();
    return redirect(next == 0 ? place : fmt::format("{}?page={}", place, next));
}

Answer apply_list(Context& context) {
    TRY(open, the_upload(context));
    TRY(view, view_of(context, std::move(open)));
    const std::string id = view.open.upload.id;
    if (!view.list) return show(context, std::move(view), false);
    office::Decisions decisions = decisions_in(context.form, view.plan);
    TRY_VOID(context.write([&](store::Store& writing) { return office::put_decisions(writing, id, decisions); }));
    for (auto& [line, decision] : decisions)
        view.decisions[line] = decision;
    view.page = std::max<std::size_t>(number_in(context.form["page"]), 1);
    if (view.asks_about_statuses() || view.is_undecided(view.page)) return show(context, std::move(view), true);
    if (const std::size_t next = view.first_undecided_page(); next != 0)
        return redirect(fmt::format("/import/{}?page={}", id, next));
    TRY(counts,
        office::apply_import(writing_of(context), context.services.clock, context.by(), view.plan, view.decisions,
                             view.open.upload.event, [&](store::Store& writing, office::UploadProgress progress) {
                                 return office::note_progress(writing, id, progress);
                             }));
    TRY_VOID(context.write([&](store::Store& writing) { return office::drop_upload(writing, id); }));
    return redirect(
        fmt::format("/import/done?event={}&fresh={}&updated={}&unchanged={}&left={}&waiting={}&withdrawn={}",
                    url_encoded(view.open.upload.event.value), counts.fresh, counts.updated, counts.unchanged,
                    counts.left_out, counts.waiting, counts.withdrawn));
}

Answer undo_list(Context& context) {
    TRY(counts, office::undo_import(writing_of(context), context.services.clock, context.by(), context.params.at(0)));
    TRY_VOID(context.act([&](office::Acts& acts) { return acts.note("import_undone"); }));
    return redirect(fmt::format("/import?gone={}&back={}&kept={}", counts.gone, counts.back, counts.kept));
}

// How far it is, for static/import.js.
Answer import_progress(Context& context) {
    TRY(found, office::has_upload(context.store, context.params.at(0), context.account->name));
    if (!found) return base::fail(base::ErrorCode::not_found, "this list is not there any more");
    TRY(progress, office::progress_of(context.store, context.params.at(0)));
    HttpResponse response;
    response.body = fmt::format("{{\"done\":{},\"all\":{}}}", progress.done, progress.all);
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

Answer import_done(Context& context) {
    const auto number = [&](const char* name) { return static_cast<std::int64_t>(number_in(context.query(name))); };
    return done_page(context, context.query("event"),
                     {number("fresh"),
                      number("updated"),
                      number("unchanged"),
                      number("left"),
                      number("waiting"),
                      number("withdrawn"),
                      {}});
}

}  // namespace web
