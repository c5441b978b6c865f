#include <fmt/core.h>

#include "attendance/ticket.h"
#include "office/event_queries.h"
#include "office/guest_queries.h"
#include "office/interests.h"
#include "office/person_queries.h"
#include "office/personal_links.h"
#include "office/versions.h"
#include "web/desk.h"
#include "web/doubles.h"
#include "web/found_marks.h"
#include "web/join.h"
#include "web/layout.h"
#include "web/opened_form.h"
#include "web/pages.h"
#include "web/person_card.h"
#include "web/pick.h"
#include "web/said.h"
#include "web/stamp_art.h"
#include "web/the_person.h"

namespace web {
namespace {

using attendance::CardId;
using attendance::EventId;
using attendance::Person;
using attendance::PersonId;

constexpr std::size_t hits_max = 50;
constexpr std::size_t alike_max = 3;  // pairs that are pointed out
constexpr std::size_t acts_max = 20;

Html dots(std::int64_t filled, int squares) {
    Html html;
    for (int i = 0; i < squares && i < 12; ++i)
        html.add(el(
            "circle",
            {{"cx", fmt::format("{}", 7 + 16 * i)}, {"cy", "7"}, {"r", "5.2"}, {"class", i < filled ? "on" : "off"}}));
    return el("svg",
              {{"class", "dots"},
               {"viewBox", fmt::format("0 0 {} 14", 16 * std::min(squares, 12) - 2)},
               {"aria-hidden", "true"}},
              {html});
}

struct Row {
    Person person;
    std::int64_t stamps = 0;
};

struct Results {
    std::vector<Row> rows;
    std::size_t count = 0;
    int squares = 0;
};

base::Result<Results> look_up(Context& context, const std::string& query) {
    TRY(hits, context.services.directory.find(context.store, query, hits_max));
    TRY(season, office::season_at(context.store, context.now));
    Results results;
    results.count = hits.count;
    std::vector<PersonId> ids;
    for (const Person& person : hits.best)
        ids.push_back(person.id);
    std::vector<std::int64_t> stamps(ids.size());
    if (season) {
        TRY(counted, office::stamp_counts(context.store, ids, season->season.first, season->season.end));
        stamps = std::move(counted);
        results.squares = season->season.squares;
    }
    for (std::size_t i = 0; i < ids.size(); ++i)
        results.rows.push_back({hits.best[i], stamps[i]});
    return results;
}

// People whose names look or sound alike: said, so that nobody merges two by mistake.
Html alike(const Context& context, const Results& results) {
    std::vector<const Person*> people;
    for (const Row& row : results.rows)
        people.push_back(&row.person);
    Html lines;
    for (const auto& [a, b] : pairs_alike(people, alike_max))
        lines.add(el("p", {}, {context.t("people.are_different", {{"a", a->name}, {"b", b->name}})}));
    if (lines.empty()) return {};
    return box("note", {mark("unknown", context.t("people.same_reading")), lines});
}

// "C-4", as somebody heard it at the desk: the cards of the event of the moment whose guests were given it.
base::Result<Html> cards_by_ticket(Context& context, const std::string& query) {
    const auto ticket = attendance::parse_ticket(list_query(query));
    if (!ticket) return Html();
    TRY(event, office::event_of_the_moment(context.store, context.now));
    if (!event) return Html();
    TRY(cards, office::cards_of_ticket(context.store, event->id, *ticket));
    Html rows;
    for (const office::TicketCard& card : cards) {
        Html who = context.t("event.whose_card");
        std::string place = "/people/card/" + url_encoded(card.card.value);
        if (!card.owner.empty()) {
            TRY(owner, office::find_person(context.store, card.owner));
            if (owner) who = person_name(*owner, context.t("people.no_name"));
            place = person_path(card.owner);
        }
        const std::string number = attendance::ticket_of(card.tap.device, card.tap.seq);
        rows.add(el(
            "li", {},
            {el("a", {{"href", place}, {"class", "hit"}},
                {box("hit-name",
                     {span("name", {who}),
                      box("second", {context.t("people.ticket",
                                               {{"ticket", number}, {"time", context.words->time(card.at)}})})})})}));
    }
    return rows.empty() ? Html() : el("ul", {{"class", "hits"}}, {rows});
}

Html result_list(const Context& context, const Results& results, const std::string& query, const PersonId& selected) {
    Html rows;
    for (const Row& row : results.rows) {
        const bool here = row.person.id == selected;
        const std::string word =
            row.stamps > 0 ? context.t("people.this_season", {{"n", row.stamps}}) : context.t("people.not_this_season");
        rows.add(
            el("li", {},
               {el("a",
                   {{"href", person_path(row.person.id, query.empty() ? "" : "?q=" + url_encoded(query))},
                    {"class", "hit"},
                    here ? Attribute("aria-current", "true") : Attribute("hidden", false)},
                   {box("hit-name", {person_name(row.person, context.t("people.no_name")),
                                     box("second", {second_line(row.person, query)})}),
                    results.squares > 0 ? box("hit-stamps", {dots(row.stamps, results.squares), span("second", {word})})
                                        : Html()})}));
    }
    const auto count = static_cast<std::int64_t>(results.count);
    Html foot;
    if (results.count > results.rows.size())
        foot = el("p", {{"class", "second hit-more"}},
                  {context.t("people.more", {{"n", count - static_cast<std::int64_t>(results.rows.size())}})});
    if (results.rows.empty())
        return box("empty", {el("p", {}, {context.t(query.empty() ? "people.none" : "people.not_found")})});
    return all({el("p", {{"class", "hit-count"}, {"role", "status"}}, {context.t("people.found", {{"n", count}})}),
                el("ul", {{"class", "hits"}}, {rows}), query.empty() ? Html() : alike(context, results), foot});
}

Answer people_with(Context& context, const PersonId& selected, const Html& detail) {
    const std::string query = context.query("q");
    TRY(results, look_up(context, query));
    TRY(cards, cards_by_ticket(context, query));
    TRY(size, context.services.directory.size(context.store));
    const Html left = el("section", {{"class", "panel finder"}},
                         {search_box(context, query, "/people", "/people/find"),
                          el("div", {{"id", "hits"}}, {cards, result_list(context, results, query, selected)}),
                          box("finder-foot", {context.t("people.keys")})});
    const Html right =
        detail.empty() ? box("panel person empty", {empty_stamp(context, 4), el("p", {}, {context.t("people.choose")})})
                       : detail;
    const Html actions = link("button", "/people/new", {icon("plus"), context.t("people.new")});
    return page(context, {.title = context.t("nav.people"),
                          .subtitle = context.t("people.subtitle", {{"n", static_cast<std::int64_t>(size)}}),
                          .section = Section::people,
                          .actions = actions,
                          .body = el("div", {{"class", detail.empty() ? "people-grid" : "people-grid has-person"}},
                                     {left, right}),
                          .status = 200,
                          .focal = "people"});
}

Html merges_list(const Context& context, std::span<const office::MergeLine> merges, const PersonId& person) {
    if (merges.empty()) return {};
    Html rows;
    for (const office::MergeLine& m : merges)
        rows.add(el(
            "li", {},
            {Html(context.t("people.merged_line", {{"name", m.name.empty() ? context.t("people.no_name") : m.name},
                                                   {"day", context.words->day_and_year(m.at)}})),
             context.is_organizer()
                 ? post_form(context, person_path(person, "/unmerge"), "inline",
                             {el("input", {{"type", "hidden"},
                                           {"name", "ref"},
                                           {"value", fmt::format("{}-{}-{}", m.ref.device, m.ref.epoch, m.ref.seq)}}),
                              button("plain", all({icon("undo"), context.t("people.unmerge")}))})
                 : Html()}));
    return all({el("h3", {}, {context.t("people.merged")}), el("ul", {{"class", "names"}}, {rows})});
}

Html card_off_forms(const Context& context, const CardId& card) {
    const std::string path = "/people/card/" + url_encoded(card.value) + "/off";
    return all({post_form(context, path, "inline", {button("plain", context.t("people.card_off"))}),
                post_form(context, path, "inline",
                          {el("input", {{"type", "hidden"}, {"name", "mistake"}, {"value", "1"}}),
                           button("plain", context.t("people.card_mistake"))})});
}

Html cards_list(const Context& context, std::span<const office::CardLine> cards) {
    Html rows;
    std::int64_t n = 0;
    for (const office::CardLine& card : cards)
        rows.add(el(
            "tr", {},
            {el("th", {{"scope", "row"}}, {context.t("people.card_n", {{"n", ++n}})}),
             el("td", {{"class", "second"}},
                {context.t("people.card_id", {{"id", card.card.value.substr(0, 4) + "…" +
                                                         card.card.value.substr(
                                                             std::max<std::size_t>(card.card.value.size(), 2) - 2)}})}),
             el("td", {{"class", "second"}},
                {card.last ? context.t("people.card_last", {{"day", context.words->day_and_year(*card.last)}})
                           : context.t("people.card_unused")}),
             el("td", {{"class", "act"}},
                {link("plain", "/people/card/" + url_encoded(card.card.value), {context.t("people.card_move")}),
                 context.is_organizer() ? card_off_forms(context, card.card) : Html()})}));
    return all({el("h3", {}, {context.t("people.cards")}),
                cards.empty() ? el("p", {{"class", "second"}}, {context.t("people.no_card")})
                              : el("table", {{"class", "cards"}}, {el("tbody", {}, {rows})}),
                cards.empty() || !context.is_organizer()
                    ? Html()
                    : el("p", {{"class", "hint"}}, {context.t("people.card_off_means")}),
                el("p", {{"class", "hint"}}, {context.t("people.card_promise")})});
}

Html visits_list(const Context& context, std::span<const office::VisitLine> visits) {
    Html rows;
    for (auto v = visits.rbegin(); v != visits.rend(); ++v)
        rows.add(el("li", {},
                    {span("day", {context.words->day_and_year(v->visit.at)}),
                     link("quiet", "/events/" + url_encoded(v->visit.event.value), {v->visit.title}),
                     span("second", {context.words->time(v->visit.at) + " " +
                                     (v->device.empty() ? context.t("event.by_hand") : v->device)})}));
    return all({el("h3", {}, {context.t("people.visits")}),
                visits.empty() ? el("p", {{"class", "second"}}, {context.t("people.no_visit")})
                               : el("ul", {{"class", "visits"}}, {rows})});
}

Html acts_list(const Context& context, std::span<const office::Act> acts) {
    if (acts.empty()) return {};
    Html rows;
    for (const office::Act& act : acts)
        rows.add(el("li", {},
                    {span("second", {context.words->day_and_year(act.at) + " " + context.words->time(act.at)}),
                     Html(context.t(attendance::row_of(act.kind).message_key)),
                     span("second", {act.by.starts_with("user:") ? act.by.substr(5) : context.t("act.self")})}));
    return el("details", {{"class", "as-table"}},
              {el("summary", {}, {context.t("people.acts")}), el("ul", {{"class", "names"}}, {rows})});
}

base::Result<Html> person_panel(Context& context, const Person& person) {
    TRY(visits, office::visits_of(context.store, person.id));
    TRY(cards, office::cards_of(context.store, person.id));
    TRY(merges, office::merges_of(context.store, person.id));
    TRY(acts, office::acts_on(context.store, person.id, acts_max));
    TRY(interests, office::interests_of(context.store, person.id));
    TRY(joinable, may_join(context, person));
    const std::string first =
        visits.empty() ? context.t("people.not_yet") : context.words->day_and_year(visits.front().visit.at);
    const auto plain = office::plain_visits(visits);
    TRY(seasons, seasons_of(context, plain));
    const auto fact = [&](std::string_view key, const Html& value) {
        return span("fact", {span("label", {context.t(key)}), value});
    };
    const Html head = box(
        "person-head",
        {box("", {el("p", {{"class", "reading"}}, {person.reading}),
                  el("h2", {{"class", "display"}}, {person_name(person, context.t("people.no_name"))}),
                  box("facts", {fact("people.on_screens", el("b", {}, {attendance::shown_name(person)})),
                                person.lang.empty() ? Html() : fact("people.lang", el("b", {}, {person.lang})),
                                fact("people.first", el("b", {}, {first})),
                                seasons.cohort.empty() ? Html() : fact("people.cohort", el("b", {}, {seasons.cohort})),
                                interests.empty() ? Html() : fact("people.interests", el("b", {}, {interests}))})}),
         box("big", {el("b", {}, {std::to_string(visits.size())}), span("unit", {context.t("people.stamps_unit")})})});
    const Html foot =
        box("person-foot",
            {link("button", person_path(person.id, "/edit"), {context.t("people.edit")}),
             joinable ? link("button", person_path(person.id, "/merge"), {icon("merge"), context.t("people.merge")})
                      : Html(),
             link("button", person_path(person.id, "/link"), {context.t("people.link")}),
             context.is_organizer() ? box("apart", {span("second", {context.t("people.erase_leaves")}),
                                                    link("button danger", person_path(person.id, "/erase"),
                                                         {icon("trash"), context.t("people.erase")})})
                                    : Html()});
    return el("section", {{"class", "panel person"}},
              {link("back", "/people", {context.t("people.back")}), head,
               box("person-body", {box("", {seasons.card, seasons.earlier}), box("", {visits_list(context, visits)})}),
               cards_list(context, cards), merges_list(context, merges, person.id), acts_list(context, acts), foot});
}

// `now`: what stands where it is not what the form was opened with, with the fields that somebody else changed.
struct PersonOvertaken {
    Person now;
    std::set<attendance::PersonField> fields;
};

HttpResponse person_form(Context& context, const Person& person, const std::string& problem, int status,
                         const PersonOvertaken& other = {}) {
    using attendance::PersonField;
    const bool fresh = person.id.empty();
    const auto hint = [&](PersonField field, const std::string& now, std::string_view key) {
        return overtaken_hint(context, other.fields.contains(field), now, context.t(key));
    };
    const auto input = [&](std::string_view name, const std::string& value) {
        return el("input",
                  {{"name", name}, {"value", value}, {"maxlength", "120"}, {"autocomplete", "off"}, {"dir", "auto"}});
    };
    const Html form = post_form(
        context, fresh ? "/people/new" : person_path(person.id, "/edit"), "stack wide-form",
        {problem.empty() ? Html() : el("p", {{"class", "problem-line"}, {"role", "alert"}}, {mark("act", problem)}),
         fresh ? el("input",
                    {{"type", "hidden"}, {"name", "card"}, {"value", context.query("card") + context.form["card"]}})
               : opened_with(person.version),
         fresh ? el("input",
                    {{"type", "hidden"}, {"name", "event"}, {"value", context.query("event") + context.form["event"]}})
               : Html(),
         other.fields.empty() ? Html() : overtaken_line(context),
         field(context.t("person_form.name"), input("name", person.name),
               hint(PersonField::name, other.now.name, "person_form.name_hint")),
         field(context.t("person_form.nickname"), input("nickname", person.nickname),
               hint(PersonField::nickname, other.now.nickname, "person_form.nickname_hint")),
         field(context.t("person_form.reading"), input("reading", person.reading),
               hint(PersonField::reading, other.now.reading, "person_form.reading_hint")),
         field(context.t("person_form.lang"), input("lang", person.lang),
               hint(PersonField::lang, other.now.lang, "person_form.lang_hint")),
         box("form-foot", {link("button", fresh ? "/people" : person_path(person.id), {context.t("form.cancel")}),
                           button("primary", context.t("form.save"))})});
    return page(context, {.title = context.t(fresh ? "people.new" : "people.edit_title"),
                          .subtitle = {},
                          .section = Section::people,
                          .actions = {},
                          .body = box("panel narrow-panel", {form}),
                          .status = status,
                          .focal = {}});
}

// False where it cannot be saved.
bool read_person(const Form& form, Person& person) {
    for (const auto& [name, text] : {std::pair("name", &person.name),
                                     {"nickname", &person.nickname},
                                     {"reading", &person.reading},
                                     {"lang", &person.lang}})
        if (const auto sent = form.fields.find(name); sent != form.fields.end()) *text = sent->second;
    const bool nameless = person.name.find_first_not_of(" \t　") == std::string::npos && person.nickname.empty();
    if (nameless || person.lang.size() > attendance::id_bytes_max) return false;
    for (const std::string* text : {&person.name, &person.nickname, &person.reading})
        if (text->size() > attendance::text_bytes_max) return false;
    return true;
}

}  // namespace

Answer people_page(Context& context) {
    return people_with(context, {}, {});
}

Answer people_found(Context& context) {
    const std::string query = context.query("q");
    TRY(results, look_up(context, query));
    HttpResponse response = html_response({});
    TRY(cards, cards_by_ticket(context, query));
    response.body = cards.markup() + result_list(context, results, query, {}).markup();
    return response;
}

Answer person_page(Context& context) {
    TRY(person, the_person(context));
    TRY(standing, office::standing_for(context.store, person.id));
    if (standing != person.id) return redirect(person_path(standing));
    TRY(detail, person_panel(context, person));
    return people_with(context, person.id, detail);
}

Answer person_form_page(Context& context) {
    if (context.params.empty()) {
        Person fresh;
        fresh.name = context.query("name");
        return person_form(context, fresh, "", 200);
    }
    TRY(person, the_person(context));
    return person_form(context, person, "", 200);
}

Answer create_person(Context& context) {
    Person person;
    if (!read_person(context.form, person)) return person_form(context, person, context.t("person_form.bad"), 400);
    const CardId card{context.form["card"]};
    const EventId event{context.form["event"]};
    TRY(visits, office::visits_of(context.store, card));
    TRY(id, context.act([&](office::Acts& acts) -> base::Result<PersonId> {
        TRY(made, acts.put_person(person));
        if (!card.empty()) TRY_VOID(acts.bind(card, made));
        if (!event.empty()) TRY_VOID(acts.stamp(event, made));
        return made;
    }));
    if (!event.empty())
        return redirect(with_said("/events/" + url_encoded(event.value) + "/stamp", "stamped", id.value));
    if (card.empty() || visits.empty()) return redirect(person_path(id));
    TRY(place, after_card(context, visits.back().visit.event, card));
    return redirect(place);
}

Answer change_person(Context& context) {
    TRY(now, the_person(context));
    TRY(opened, office::person_in_version(context.store, now.id, opened_version(context.form, now.version)));
    office::FormEdit<Person> edit{opened.value_or(now), opened.value_or(now), {}};
    if (!read_person(context.form, edit.typed))
        return person_form(context, edit.typed, context.t("person_form.bad"), 400);
    TRY(other, context.act([&](office::Acts& acts) { return acts.edit(edit); }));
    if (!other) return redirect(person_path(now.id));
    edit.now = *other;
    return person_form(context, edit.merged(), "", 409, {*other, edit.overtaken()});
}

Answer merge_page(Context& context) {
    TRY(person, the_person(context));
    const std::string query =
        context.request.query.contains("q") ? context.query("q") : person.name.substr(0, person.name.find(' '));
    TRY(picks, pick(context, {}, query));
    std::erase_if(picks.rows, [&](const Pick& pick) { return pick.person.id == person.id; });
    const Html choices = pick_list(context, picks, query, "", [&](const Pick& pick) {
        return post_form(context, person_path(person.id, "/merge"), "inline",
                         {el("input", {{"type", "hidden"}, {"name", "other"}, {"value", pick.person.id.value}}),
                          button("", context.t("merge.button"))});
    });
    const std::string& called = person.name.empty() ? person.nickname : person.name;
    const Html body = box(
        "panel narrow-panel",
        {el("p", {}, {called.empty() ? context.t("merge.lead_nameless") : context.t("merge.lead", {{"name", called}})}),
         search_box(context, query, person_path(person.id, "/merge"), ""), choices,
         box("form-foot", {link("button", person_path(person.id), {context.t("form.cancel")})})});
    return page(context, {.title = context.t("merge.title"),
                          .subtitle = context.t("merge.subtitle"),
                          .section = Section::people,
                          .actions = {},
                          .body = body,
                          .status = 200,
                          .focal = {}});
}

// The one who is nameless or new becomes the other; else whoever was chosen becomes the person of the page.
Answer merge_people(Context& context) {
    TRY(person, the_person(context));
    TRY(other, office::find_person(context.store, PersonId{context.form["other"]}));
    if (!other || other->erased || other->id == person.id)
        return base::fail(base::ErrorCode::bad_input, "nobody else is named");
    TRY(other_is_new, office::is_of_one_evening(context.store, *other, context.now - one_evening));
    TRY(person_is_new, office::is_of_one_evening(context.store, person, context.now - one_evening));
    if (!context.is_organizer() && !other_is_new && !person_is_new) return problem_page(context, 403, "problem.join");
    const bool nameless = person.name.empty() && person.nickname.empty();
    if (nameless || (person_is_new && !other_is_new)) {
        TRY_VOID(join(context, person, *other));
        return redirect(person_path(other->id));
    }
    TRY_VOID(join(context, *other, person));
    return redirect(person_path(person.id));
}

Answer unmerge_people(Context& context) {
    TRY(person, the_person(context));
    attendance::EntryRef ref;
    if (std::sscanf(context.form["ref"].c_str(), "%ld-%ld-%ld", &ref.device, &ref.epoch, &ref.seq) != 3)
        return base::fail(base::ErrorCode::bad_input, "no merge is named");
    TRY_VOID(context.act([&](office::Acts& acts) { return acts.unmerge(ref); }));
    return redirect(person_path(person.id));
}

Answer erase_page(Context& context) {
    TRY(person, the_person(context));
    const Html body = box("panel narrow-panel",
                          {el("p", {{"class", "display"}}, {person_name(person, context.t("people.no_name"))}),
                           el("ul", {{"class", "plain-list"}},
                              {el("li", {}, {context.t("erase.goes")}), el("li", {}, {context.t("erase.stays")}),
                               el("li", {}, {context.t("erase.older")}),
                               context.store.database().engine() == sql::Engine::postgresql
                                   ? el("li", {}, {context.t("erase.server_log")})
                                   : Html(),
                               el("li", {}, {context.t("erase.kiosks")}), el("li", {}, {context.t("erase.no_undo")})}),
                           post_form(context, person_path(person.id, "/erase"), "form-foot",
                                     {link("button", person_path(person.id), {context.t("form.cancel")}),
                                      button("danger", all({icon("trash"), context.t("erase.button")}))})});
    return page(context, {.title = context.t("erase.title"),
                          .subtitle = {},
                          .section = Section::people,
                          .actions = {},
                          .body = body,
                          .status = 200,
                          .focal = {}});
}

Answer erase_person(Context& context) {
    TRY(person, the_person(context));
    TRY_VOID(context.act([&](office::Acts& acts) { return acts.erase(person.id); }));
    return redirect("/people");
}

Answer take_card_off(Context& context) {
    const CardId card{url_decoded(context.params.at(0), false)};
    const auto mistake = context.form["mistake"].empty() ? office::Acts::Mistake::no : office::Acts::Mistake::yes;
    TRY(owner, office::owner_of_card(context.store, card));
    TRY_VOID(context.act([&](office::Acts& acts) { return acts.take_off(card, mistake); }));
    return redirect(owner ? person_path(*owner) : "/people");
}

}  // namespace web
