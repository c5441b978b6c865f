#include "web/import_view.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <set>

#include "web/import_words.h"
#include "web/layout.h"
#include "web/site.h"

namespace web {
namespace {

using sheet::Coming;
using sheet::Doubt;
using sheet::Proposal;
using sheet::Verdict;

constexpr std::size_t shown_rows_max = 60;
constexpr std::size_t shown_left_out_max = 20;
constexpr std::size_t shown_statuses_max = 30;

bool is_taken(const Proposal& p) {
    return p.guest.coming == Coming::yes || p.guest.coming == Coming::waiting;
}

Html steps(const Context& context, int now) {
    Html items;
    int step = 0;
    for (const std::string_view key : {"import.step_file", "import.step_check", "import.step_done"}) {
        ++step;
        items.add(el("li",
                     {{"class", step < now ? "past" : ""},
                      step == now ? Attribute("aria-current", "step") : Attribute("aria-current", false)},
                     {el("b", {}, {std::to_string(step)}), context.t(key)}));
    }
    return el("ol", {{"class", "steps"}}, {items});
}

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

Html option(const std::string& value, const std::string& text, bool selected) {
    return el("option", {{"value", value}, selected ? Attribute("selected", "") : Attribute("selected", false)},
              {text});
}

Html event_select(const Context& context, std::span<const attendance::Event> events,
                  const attendance::EventId& chosen) {
    Html options;
    for (const attendance::Event& event : events)
        options.add(
            option(event.id.value, context.words->day_and_year(event.starts) + "　" + event.title, event.id == chosen));
    options.add(option("", context.t("import.no_event"), chosen.empty()));
    return el("select", {{"name", "event"}}, {options});
}

Html upload_form(const Context& context, std::span<const attendance::Event> events, const attendance::EventId& event,
                 const std::string& problem) {
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
         field(context.t("import.event"), event_select(context, events, event)),
         box("form-foot", {button("primary", context.t("import.look"))})});
}

std::string_view coming_key(Coming coming) {
    switch (coming) {
        case Coming::yes:
            return "import.comes";
        case Coming::waiting:
            return "import.waits";
        case Coming::no:
            return "import.comes_not";
        case Coming::unknown:
            return "import.comes_unknown";
    }
    return "import.comes_unknown";
}

// What the words of the status column mean, each with its count; those that nobody knows ask.
Html statuses_part(const Context& context, const ImportView& view) {
    if (!view.list || view.list->statuses.empty()) return {};
    Html rows;
    for (std::size_t i = 0; i < view.list->statuses.size() && i < shown_statuses_max; ++i) {
        const sheet::StatusCount& status = view.list->statuses[i];
        Html options;
        if (status.coming == Coming::unknown) options.add(option("", context.t("import.comes_unknown"), true));
        for (const auto& [word, coming] :
             {std::pair{"yes", Coming::yes}, std::pair{"waiting", Coming::waiting}, std::pair{"no", Coming::no}})
            options.add(option(word, context.t(coming_key(coming)), status.coming == coming));
        const std::string name = status.value.empty() ? context.t("import.empty_cell") : status.value;
        rows.add(el(
            "tr", {{"class", status.coming == Coming::unknown ? "asks" : ""}},
            {el("th", {{"scope", "row"}}, {name}), el("td", {{"class", "number"}}, {std::to_string(status.rows)}),
             el("td", {}, {el("select", {{"name", fmt::format("status-{}", i)}, {"aria-label", name}}, {options})})}));
    }
    return all({el("h3", {}, {context.t("import.who_comes")}),
                view.asks_about_statuses() ? mark("act", context.t("import.who_comes_asks")) : Html(),
                el("table", {{"class", "statuses"}}, {el("tbody", {}, {rows})})});
}

Html columns_part(const Context& context, const ImportView& view) {
    const sheet::Row& header = view.open.header();
    const auto meanings = view.open.meanings();
    const auto& all_rows = view.open.table.rows;
    const std::size_t first = view.open.columns.header_row + 1;
    Html rows;
    for (std::size_t i = 0; i < header.size(); ++i) {
        const std::string meaning = i < meanings.size() ? meanings[i] : "";
        Html options = option("", context.t("import.unused"), meaning.empty());
        for (const std::string& word : column_words())
            options.add(option(word, context.t("import.field_" + word), meaning == word));
        const std::string sample = first < all_rows.size() && i < all_rows[first].size() ? all_rows[first][i].text : "";
        rows.add(el(
            "tr", {{"class", meaning.empty() ? "unused" : ""}},
            {el("th", {{"scope", "row"}}, {header[i].text}),
             el("td", {{"class", "second sample"}}, {sample.empty() ? context.t("import.empty_cell") : sample}),
             el("td", {},
                {el("select", {{"name", fmt::format("column-{}", i)}, {"aria-label", header[i].text}}, {options})})}));
    }
    Html head;
    for (const std::string_view key : {"import.column", "import.first_row", "import.meaning"})
        head.add(el("th", {{"scope", "col"}}, {context.t(key)}));
    return el("table", {}, {el("thead", {}, {el("tr", {}, {head})}), el("tbody", {}, {rows})});
}

Html file_panel(const Context& context, const ImportView& view) {
    const office::Upload& upload = view.open.upload;
    const auto count = static_cast<std::int64_t>(view.open.table.rows.size() - view.open.columns.header_row - 1);
    return el("section", {{"class", "panel columns"}},
              {el("h2", {}, {upload.file_name.empty() ? context.t("import.a_file") : upload.file_name}),
               el("p", {{"class", "second"}},
                  {context.t("import.file_facts", {{"rows", count},
                                                   {"columns", static_cast<std::int64_t>(view.open.header().size())},
                                                   {"encoding", upload.encoding}})}),
               post_form(context, "/import/" + upload.id + "/columns", "",
                         {field(context.t("import.event"), event_select(context, view.events, upload.event)),
                          statuses_part(context, view), el("h3", {}, {context.t("import.columns")}),
                          columns_part(context, view), box("form-foot", {button("", context.t("import.change"))})}),
               el("p", {{"class", "hint"}}, {context.t("import.columns_hint")})});
}

// Name, nickname and reading of a row, to be put right where they stand.
Html corrections(const Context& context, const Proposal& p, const office::Decision& decision) {
    const auto input = [&](std::string_view key, const char* what, const std::string& listed, const std::string& said) {
        return field(context.t(key), el("input", {{"type", "text"},
                                                  {"name", fmt::format("{}-{}", what, p.guest.line)},
                                                  {"maxlength", "130"},
                                                  {"value", said.empty() ? listed : said}}));
    };
    const bool open = p.doubt == Doubt::damaged || p.doubt == Doubt::nameless;
    return el("details", {{"class", "corrections"}, open ? Attribute("open", "") : Attribute("open", false)},
              {el("summary", {}, {context.t("import.put_right")}),
               box("corrections-line", {input("table.name", "name", p.guest.name, decision.name),
                                        input("import.field_nickname", "nickname", p.guest.nickname, decision.nickname),
                                        input("table.reading", "reading", p.guest.reading, decision.reading)})});
}

Html doubtful_row(const Context& context, const Proposal& p, const office::Decision& decision) {
    const std::string name = fmt::format("row-{}", p.guest.line);
    const auto choice = [&](const std::string& value, const Html& text) {
        return el("label", {{"class", "choice"}},
                  {el("input", {{"type", "radio"},
                                {"name", name},
                                {"value", value},
                                {"required", ""},
                                decision.choice == value ? Attribute("checked", "") : Attribute("checked", false)}),
                   text});
    };
    Html choices;
    for (const attendance::Person& person : p.candidates)
        choices.add(
            choice(person.id.value, all({person_name(person, context.t("people.no_name")),
                                         span("second", {person.nickname}), span("second", {person.reading})})));
    choices.add(choice("new", context.t("import.new_person"))).add(choice("skip", context.t("import.leave_out")));
    const std::string shown = p.guest.name.empty() ? context.t("people.no_name") : p.guest.name;
    return el("fieldset", {{"class", "doubt"}},
              {el("legend", {},
                  {mark("act", context.t("import.line", {{"line", std::to_string(p.guest.line)}})),
                   span("name", {shown}), span("second", {p.guest.nickname}), span("second", {p.guest.reading})}),
               el("p", {{"class", "second"}}, {doubt_in_words(*context.words, p)}), box("choices-line", {choices}),
               corrections(context, p, decision)});
}

Html verdict_mark(const Context& context, const Proposal& p) {
    if (p.guest.coming == Coming::no) return mark("stale", context.t("import.cancelled"));
    if (p.guest.coming == Coming::unknown) return mark("act", context.t("import.comes_unknown"));
    switch (p.verdict) {
        case Verdict::fresh:
            return mark("first", context.t("import.fresh"));
        case Verdict::update:
            return mark("good", context.t("import.update"));
        case Verdict::unchanged:
            return mark("stale", context.t("import.unchanged"));
        case Verdict::repeat:
            return mark("stale", context.t("import.repeat", {{"line", std::to_string(p.number)}}));
        case Verdict::doubtful:
            return mark("act", context.t("import.doubtful"));
    }
    return {};
}

Html changes_of(const Context& context, const Proposal& p) {
    Html lines;
    for (const sheet::Change& change : p.changes) {
        const std::string_view label = change.field == sheet::Field::name       ? "table.name"
                                       : change.field == sheet::Field::nickname ? "import.field_nickname"
                                       : change.field == sheet::Field::reading  ? "table.reading"
                                                                                : "import.field_lang";
        const std::string from = change.from.empty() ? context.t("import.empty_cell") : change.from;
        lines.add(box("second change", {context.t(label), " ", from, " → ", change.to}));
    }
    return p.verdict == Verdict::update ? lines : Html();
}

Html preview_table(const Context& context, const ImportView& view) {
    Html rows;
    std::size_t shown = 0;
    for (const Proposal& p : view.plan) {
        if (++shown > shown_rows_max) break;
        const attendance::Person& person = p.person;
        const std::string nickname = person.nickname.empty() ? p.guest.nickname : person.nickname;
        const std::string key = p.guest.keys.empty() || p.guest.keys.front().column == sheet::email_column
                                    ? ""
                                    : p.guest.keys.front().value;
        const bool decided_by_hand = p.verdict == Verdict::doubtful;
        rows.add(el(
            "tr", {},
            {el("td", {{"class", "number second"}}, {std::to_string(p.guest.line)}),
             el("td", {{"class", "who"}}, {decided_by_hand ? Html(p.guest.name) : person_name(person, p.guest.name)}),
             el("td", {}, {decided_by_hand ? p.guest.nickname : nickname}),
             el("td", {{"class", "second"}}, {p.guest.reading.empty() ? person.reading : p.guest.reading}),
             el("td", {{"class", "second sample"}}, {key}),
             el("td", {},
                {verdict_mark(context, p),
                 p.guest.coming == Coming::waiting ? mark("unknown", context.t("import.waits")) : Html(),
                 changes_of(context, p)})}));
    }
    Html head;
    for (const std::string_view key :
         {"import.row", "table.name", "import.field_nickname", "table.reading", "import.key", "import.what_happens"})
        head.add(el("th", {{"scope", "col"}}, {context.t(key)}));
    const auto left = static_cast<std::int64_t>(view.plan.size()) - static_cast<std::int64_t>(shown_rows_max);
    return all(
        {box("scroll", {el("table", {}, {el("thead", {}, {el("tr", {}, {head})}), el("tbody", {}, {rows})})}),
         left > 0 ? el("p", {{"class", "second pad"}}, {context.t("import.more_rows", {{"n", left}})}) : Html()});
}

Html left_out_part(const Context& context, const sheet::GuestList& list) {
    if (list.left_out.empty()) return {};
    Html rows;
    for (std::size_t i = 0; i < list.left_out.size() && i < shown_left_out_max; ++i)
        rows.add(
            el("li", {},
               {span("second", {left_out_in_words(*context.words, list.left_out[i])}), " ", list.left_out[i].text}));
    const auto more = static_cast<std::int64_t>(list.left_out.size()) - static_cast<std::int64_t>(shown_left_out_max);
    if (more > 0) rows.add(el("li", {{"class", "second"}}, {context.t("import.more_rows", {{"n", more}})}));
    return all({el("h3", {}, {context.t("import.left_out")}), el("ul", {{"class", "left-out"}}, {rows})});
}

Html sums(const Context& context, const ImportView& view) {
    std::array<std::int64_t, 5> of{};
    for (const Proposal& p : view.plan)
        if (is_taken(p)) ++of[static_cast<std::size_t>(p.verdict)];
    const auto sum = [&](std::string_view key, std::int64_t n) {
        return span("fact", {context.t(key), " ", el("b", {}, {std::to_string(n)})});
    };
    Html facts;
    for (const auto& [key, verdict] :
         {std::pair{"import.fresh", Verdict::fresh}, std::pair{"import.update", Verdict::update},
          std::pair{"import.unchanged", Verdict::unchanged}, std::pair{"import.doubtful", Verdict::doubtful}})
        facts.add(sum(key, of[static_cast<std::size_t>(verdict)]));
    return facts.add(sum("import.waits", view.list->count(Coming::waiting)))
        .add(sum("import.cancelled", view.list->count(Coming::no)));
}

Html decide_head(const Context& context, std::int64_t doubtful, std::int64_t people) {
    const bool any = doubtful > 0;
    return box(
        "decide-head",
        {el("b", {{"class", any ? "ochre" : "green"}}, {std::to_string(any ? doubtful : people)}),
         box("", {el("h2", {}, {context.t(any ? "import.please_decide" : "import.all_clear")}),
                  el("p", {{"class", "second"}},
                     {any ? context.t("import.rest", {{"n", people}}) : context.t("import.nothing_to_check")})})});
}

Html pager(const Context& context, const ImportView& view) {
    if (view.pages() < 2) return {};
    const std::string place = "/import/" + view.open.upload.id + "?page=";
    return box("pager",
               {view.page > 1 ? link("button", place + std::to_string(view.page - 1), {context.t("import.page_before")})
                              : Html(),
                span("second", {context.t("import.page_of", {{"page", static_cast<std::int64_t>(view.page)},
                                                             {"pages", static_cast<std::int64_t>(view.pages())}})}),
                view.page < view.pages()
                    ? link("button", place + std::to_string(view.page + 1), {context.t("import.page_after")})
                    : Html()});
}

// The button says what it does, and waits (static/import.js) until every row of the page is decided.
Html import_button(const Context& context, const ImportView& view) {
    const bool rest_elsewhere = [&] {
        for (std::size_t page = 1; page <= view.pages(); ++page)
            if (page != view.page && view.is_undecided(page)) return true;
        return false;
    }();
    if (view.asks_about_statuses())
        return el("button", {{"class", "primary"}, {"disabled", ""}}, {context.t("import.who_comes_first")});
    if (rest_elsewhere) return el("button", {{"class", "primary"}}, {context.t("import.next_rows")});
    return el("button",
              {{"class", "primary"},
               {"data-people", std::int64_t{view.people()}},
               // The script counts on: its number takes the place of the 0.
               {"data-label", context.t("import.button", {{"n", 0}})},
               {"data-label-one", context.t("import.button", {{"n", 1}})},
               {"data-wait", context.t("import.button_waits", {{"n", 0}})},
               {"data-wait-one", context.t("import.button_waits", {{"n", 1}})}},
              {context.t("import.button", {{"n", view.people()}})});
}

Html decisions_form(const Context& context, const ImportView& view) {
    const auto doubtful = view.doubtful_rows();
    Html doubts;
    bool some_namesakes = false;
    const std::size_t begin = (view.page - 1) * doubtful_rows_a_page;
    for (std::size_t i = begin; i < doubtful.size() && i < begin + doubtful_rows_a_page; ++i) {
        const auto decision = view.decisions.find(doubtful[i]->guest.line);
        doubts.add(doubtful_row(context, *doubtful[i],
                                decision == view.decisions.end() ? office::Decision() : decision->second));
    }
    for (const Proposal* p : doubtful)
        some_namesakes = some_namesakes || may_be_somebody_new(*p);
    const std::string place = "/import/" + view.open.upload.id;
    return post_form(
        context, place + "/apply", "decide",
        {el("input", {{"type", "hidden"}, {"name", "page"}, {"value", std::to_string(view.page)}}),
         el("section", {{"class", "panel"}},
            {decide_head(context, static_cast<std::int64_t>(doubtful.size()), view.people()),
             view.undecided
                 ? el("p", {{"class", "problem-line"}, {"role", "alert"}}, {mark("act", context.t("import.undecided"))})
                 : Html(),
             some_namesakes && doubtful.size() > 1
                 ? el("button",
                      {{"formaction", place + "/decide"}, {"formnovalidate", ""}, {"name", "all"}, {"value", "new"}},
                      {context.t("import.all_new")})
                 : Html(),
             doubts, pager(context, view)}),
         panel("", context.t("import.afterwards"), sums(context, view),
               {preview_table(context, view), left_out_part(context, *view.list),
                progress_line(context, "import.writing", "import.writing", place + "/progress"),
                box("form-foot",
                    {link("button", "/import", {context.t("form.cancel")}), import_button(context, view)})})});
}

}  // namespace

bool waits_for_decision(const Proposal& proposal) {
    return is_taken(proposal) && proposal.verdict == Verdict::doubtful;
}

bool may_be_somebody_new(const Proposal& proposal) {
    return waits_for_decision(proposal) && (proposal.doubt == Doubt::several || proposal.doubt == Doubt::same_line ||
                                            proposal.doubt == Doubt::other_key);
}

std::vector<const Proposal*> ImportView::doubtful_rows() const {
    std::vector<const Proposal*> rows;
    for (const Proposal& p : plan)
        if (waits_for_decision(p)) rows.push_back(&p);
    return rows;
}

std::size_t ImportView::pages() const {
    return std::max<std::size_t>((doubtful_rows().size() + doubtful_rows_a_page - 1) / doubtful_rows_a_page, 1);
}

bool ImportView::is_undecided(std::size_t on_page) const {
    const auto rows = doubtful_rows();
    for (std::size_t i = (on_page - 1) * doubtful_rows_a_page; i < rows.size() && i < on_page * doubtful_rows_a_page;
         ++i)
        if (!decisions.contains(rows[i]->guest.line)) return true;
    return false;
}

std::size_t ImportView::first_undecided_page() const {
    const auto rows = doubtful_rows();
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (!decisions.contains(rows[i]->guest.line)) return i / doubtful_rows_a_page + 1;
    return 0;
}

bool ImportView::asks_about_statuses() const {
    return list && list->count(Coming::unknown) > 0;
}

std::int64_t ImportView::people() const {
    std::int64_t n = 0;
    for (const Proposal& p : plan) {
        if (!is_taken(p) || p.verdict == Verdict::repeat) continue;
        const auto decision = decisions.find(p.guest.line);
        const bool left_out =
            p.verdict == Verdict::doubtful && (decision == decisions.end() || decision->second.choice == "skip");
        if (!left_out) ++n;
    }
    return n;
}

HttpResponse upload_page(const Context& context, const Html& below, std::span<const attendance::Event> events,
                         const attendance::EventId& event, const std::string& problem) {
    return page(context,
                {.title = context.t("import.title"),
                 .subtitle = context.t("import.lead"),
                 .section = Section::import,
                 .actions = {},
                 .body = all({steps(context, 1),
                              box("panel narrow-panel", {upload_form(context, events, event, problem)}), below}),
                 .status = problem.empty() ? 200 : 400,
                 .focal = {}});
}

HttpResponse preview_page(const Context& context, const ImportView& view) {
    const auto event = std::ranges::find(view.events, view.open.upload.event, &attendance::Event::id);
    const Html right = view.list ? decisions_form(context, view)
                                 : box("panel", {mark("act", context.t("import.unreadable")),
                                                 el("p", {}, {context.t("import.wrong_header")}),
                                                 el("p", {{"class", "hint"}}, {context.t("import.choose_columns")})});
    return page(context, {.title = context.t("import.title"),
                          .subtitle = event != view.events.end() ? context.t("import.into", {{"event", event->title}})
                                                                 : context.t("import.no_event"),
                          .section = Section::import,
                          .actions = {},
                          .body = all({steps(context, 2), box("import-grid", {file_panel(context, view), right})}),
                          .status = view.undecided ? 400 : 200,
                          .focal = {}});
}

HttpResponse done_page(const Context& context, const std::string& event, const office::ImportCounts& counts) {
    const Html body =
        box("panel narrow-panel",
            {mark("good", context.t("import.done")),
             el("p", {},
                {context.t("import.done_counts", {{"fresh", counts.fresh},
                                                  {"updated", counts.updated},
                                                  {"unchanged", counts.unchanged},
                                                  {"left", counts.left_out}})}),
             counts.waiting > 0 ? el("p", {}, {context.t("import.waiting", {{"n", counts.waiting}})}) : Html(),
             counts.withdrawn > 0 ? el("p", {}, {context.t("import.withdrawn", {{"n", counts.withdrawn}})}) : Html(),
             box("form-foot",
                 {link("button", "/import", {context.t("import.another")}),
                  event.empty() ? link("button", "/people", {context.t("nav.people")})
                                : link("button", "/events/" + url_encoded(event), {context.t("import.to_event")})})});
    return page(context, {.title = context.t("import.title"),
                          .subtitle = {},
                          .section = Section::import,
                          .actions = {},
                          .body = all({steps(context, 3), body}),
                          .status = 200,
                          .focal = {}});
}

}  // namespace web
