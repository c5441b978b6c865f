#include "web/pick.h"

#include <algorithm>
#include <map>

#include "office/event_queries.h"
#include "office/guest_queries.h"
#include "web/found_marks.h"
#include "web/layout.h"

namespace web {
namespace {

using attendance::Person;

constexpr std::size_t rows_max = 50;
constexpr std::size_t awaited_max = 5000;

// The reading with what was looked for marked in it.
Html marked_reading(const std::string& reading, const std::string& query) {
    Html html;
    std::size_t at = 0;
    for (const MarkedPart& part : parts_found(reading, query)) {
        html.add(reading.substr(at, part.begin - at));
        html.add(el("mark", {}, {reading.substr(part.begin, part.end - part.begin)}));
        at = part.end;
    }
    return html.add(reading.substr(at));
}

}  // namespace

Html search_box(const Context& context, const std::string& query, const std::string& action, const std::string& news) {
    return el("form", {{"method", "get"}, {"action", action}, {"class", "search"}, {"role", "search"}},
              {icon("search"),
               el("input", {{"name", "q"},
                            {"type", "search"},
                            {"value", query},
                            {"autocomplete", "off"},
                            {"autofocus", ""},
                            {"aria-label", context.t("people.search")},
                            {"placeholder", context.t("people.search_hint")},
                            {"data-search", news}}),
               button("unseen", context.t("people.search"))});
}

Html second_line(const Person& person, const std::string& query) {
    Html html = span("reading", {marked_reading(person.reading, query)});
    if (!person.nickname.empty() && person.nickname != person.name)
        html.add(span("nickname", {"（" + person.nickname + "）"}));
    return html;
}

base::Result<Picks> pick(Context& context, const attendance::EventId& event, const std::string& query) {
    std::map<std::string, attendance::WallTime> came;
    std::vector<office::Awaited> awaited;
    if (!event.empty()) {
        TRY(there, office::people_there(context.store, event));
        TRY(list, office::awaited_guests(context.store, event, awaited_max));
        came = std::move(there);
        awaited = std::move(list);
    }
    Picks picks;
    if (query.empty() && !awaited.empty()) {
        picks.count = awaited.size();
        for (const office::Awaited& guest : std::span(awaited).first(std::min(awaited.size(), rows_max)))
            picks.rows.push_back({guest.person, true, std::nullopt});
        return picks;
    }
    std::set<std::string> expected;
    search::Precedence precedence;
    for (const auto& [person, when] : came)
        precedence.last.push_back(attendance::PersonId{person});
    for (const office::Awaited& guest : awaited) {
        expected.insert(guest.person.id.value);
        precedence.first.push_back(guest.person.id);
    }
    TRY(hits, context.services.directory.find(context.store, query, rows_max, precedence));
    picks.count = hits.count;
    for (const Person& person : hits.best) {
        const auto at = came.find(person.id.value);
        picks.rows.push_back(
            {person, expected.contains(person.id.value), at == came.end() ? std::nullopt : std::optional(at->second)});
    }
    return picks;
}

Html pick_list(const Context& context, const Picks& picks, const std::string& query, const std::string& fresh,
               const std::function<Html(const Pick&)>& act) {
    Html rows;
    for (const Pick& pick : picks.rows) {
        const Html state = pick.came ? mark("good", context.t("pick.came", {{"time", context.words->time(*pick.came)}}))
                           : pick.awaited ? mark("stale", context.t("pick.awaited"))
                                          : Html();
        rows.add(el("li", {},
                    {box("hit-name", {person_name(pick.person, context.t("people.no_name")),
                                      box("second", {second_line(pick.person, query)}), state}),
                     act(pick)}));
    }
    const auto more = static_cast<std::int64_t>(picks.count - picks.rows.size());
    const Html count = query.empty() && !picks.rows.empty() && picks.rows.front().awaited
                           ? Html(context.t("pick.all_awaited", {{"n", static_cast<std::int64_t>(picks.count)}}))
                           : Html(context.t("people.found", {{"n", static_cast<std::int64_t>(picks.count)}}));
    const std::string place = fresh + (fresh.find('?') == std::string::npos ? "?" : "&") + "name=" + url_encoded(query);
    return all(
        {box("pick-head", {el("span", {{"class", "second"}, {"role", "status"}}, {count}),
                           fresh.empty() ? Html() : link("button", place, {icon("plus"), context.t("people.new")})}),
         rows.empty() ? el("p", {{"class", "second hit-more"}}, {context.t("people.not_found")})
                      : el("ul", {{"class", "hits choices"}}, {rows}),
         more > 0 ? el("p", {{"class", "second hit-more"}}, {context.t("people.more", {{"n", more}})}) : Html()});
}

}  // namespace web
