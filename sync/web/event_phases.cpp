#include "web/event_phases.h"

#include <algorithm>

#include "attendance/ticket.h"
#include "office/guest_queries.h"
#include "web/layout.h"
#include "web/pages.h"

namespace web {
namespace {

using attendance::Event;
using attendance::EventId;
using std::chrono::minutes;

constexpr std::size_t names_max = 100;
constexpr std::size_t list_max = 10'000;
constexpr std::size_t cards_max = 50;

std::string event_path(const Event& event, std::string_view rest = "") {
    return "/events/" + url_encoded(event.id.value) + std::string(rest);
}

std::string hours(const Context& context, const Event& event) {
    const Words& words = *context.words;
    return context.t(
        "event.hours",
        {{"day", words.day(event.starts)}, {"from", words.time(event.starts)}, {"to", words.time(event.ends)}});
}

Html names(const Context& context, std::span<const office::ListedGuest> guests) {
    Html rows;
    for (const office::ListedGuest& guest : guests)
        rows.add(el("li", {},
                    {link("quiet", "/people/" + url_encoded(guest.person.id.value),
                          {person_name(guest.person, context.t("people.erased"))}),
                     span("second", {guest.person.reading})}));
    return el("ul", {{"class", "names"}}, {rows});
}

// Days between the two dates, as calendars in the hub's zone count them.
std::int64_t days_until(WallTime from, WallTime to) {
    const auto midnight = [](WallTime at) { return *parse_local_minutes(local_minutes(at).substr(0, 10) + "T00:00"); };
    return std::chrono::round<std::chrono::days>(midnight(to) - midnight(from)).count();
}

}  // namespace

Phase phase_of(const Event& event, WallTime now, std::int64_t arrived) {
    if (now >= event.ends) return Phase::over;
    return now < event.starts && arrived == 0 ? Phase::ahead : Phase::open;
}

Html when_panel(const Context& context, const Event& event, std::int64_t guests) {
    const std::int64_t days = days_until(context.now, event.starts);
    const Html left =
        days == 0   ? Html(el("p", {{"class", "display"}},
                              {context.t("event.today_at", {{"time", context.words->time(event.starts)}})}))
        : days == 1 ? Html(el("p", {{"class", "display"}}, {context.t("event.tomorrow")}))
                    : box("big", {el("b", {}, {std::to_string(days)}), span("unit", {context.t("event.days_left")})});
    return panel(
        "counts", context.t("event.when"), {},
        {left, el("p", {}, {hours(context, event)}),
         event.venue.empty() ? Html() : el("p", {{"class", "second"}}, {event.venue}),
         box("small-counts", {box("count", {span("label", {context.t("event.guests")}),
                                            box("figure", {el("b", {}, {std::to_string(guests)}),
                                                           span("unit", {context.t("event.people_unit")})})})})});
}

base::Result<Html> list_panel(Context& context, const Event& event, std::int64_t guests) {
    if (guests == 0) {
        const Html import = context.is_organizer()
                                ? link("button primary", "/import?event=" + url_encoded(event.id.value),
                                       {icon("import"), context.t("event.import_list")})
                                : Html();
        return panel("flow", context.t("event.guest_list"), {},
                     {box("empty", {el("p", {}, {context.t("event.no_list_yet")}), import})});
    }
    TRY(list, office::guest_list(context.store, event.id, names_max));
    const Html rest = static_cast<std::int64_t>(list.size()) < guests
                          ? link("more", event_path(event, "/list"), {context.t("event.show_all", {{"n", guests}})})
                          : Html();
    return panel("flow", context.t("event.guest_list"), context.t("event.people", {{"n", guests}}),
                 {names(context, list), rest});
}

std::string busiest(const Context& context, std::span<const office::ArrivalPoint> points) {
    std::size_t most = 0;
    WallTime from{};
    for (std::size_t first = 0, last = 0; first < points.size(); ++first) {
        while (last < points.size() && points[last].at < points[first].at + minutes(10))
            ++last;
        if (last - first <= most) continue;
        most = last - first;
        from = points[first].at;
    }
    if (most == 0) return {};
    return context.t("event.busiest", {{"from", context.words->time(from)},
                                       {"to", context.words->time(from + minutes(10))},
                                       {"n", static_cast<std::int64_t>(most)}});
}

Html summary_panel(const Context& context, const Event& event, const office::EventCounts& counts,
                   std::span<const office::ArrivalPoint> points, const std::optional<Event>& before,
                   std::int64_t before_count) {
    std::string text = event.title + "\n" + hours(context, event);
    if (!event.venue.empty()) text += "　" + event.venue;
    text += "\n" + context.t("summary.came",
                             {{"n", counts.arrived}, {"first", counts.first_timers}, {"again", counts.returners()}});
    if (counts.unknown_cards > 0) text += "\n" + context.t("summary.unknown", {{"n", counts.unknown_cards}});
    if (counts.guests > 0)
        text += "\n" +
                context.t("summary.list", {{"guests", counts.guests},
                                           {"came", counts.guests_arrived},
                                           {"others", counts.arrived - counts.guests_arrived - counts.unknown_cards}});
    const std::string peak = busiest(context, points);
    if (!peak.empty()) text += "\n" + peak;
    if (before) text += "\n" + context.t("summary.before", {{"title", before->title}, {"n", before_count}});
    const std::int64_t lines = 1 + std::ranges::count(text, '\n');
    return panel(
        "summary", context.t("summary.title"), {},
        {el("textarea",
            {{"readonly", ""}, {"rows", lines + 1}, {"aria-label", context.t("summary.title")}, {"id", "summary"}},
            {text}),
         el("button",
            {{"type", "button"},
             {"class", "button"},
             {"data-copy", "summary"},
             {"data-copied", context.t("summary.copied")}},
            {context.t("summary.copy")})});
}

base::Result<Html> next_panel(Context& context, const Event& event, std::span<const office::Arrival> arrivals) {
    TRY(cards, office::unknown_cards(context.store, event.id, cards_max));
    Html unknown;
    for (const office::TicketCard& card : cards)
        unknown.add(el("li", {},
                       {link("ask", "/people/card/" + url_encoded(card.card.value), {context.t("event.whose_card")}),
                        span("ticket", {attendance::ticket_of(card.tap.device, card.tap.seq)}),
                        span("second", {context.words->time(card.at)})}));
    Html fresh;
    for (const office::Arrival& a : arrivals)
        if (a.first && !a.person.erased)
            fresh.add(el("li", {},
                         {link("quiet", "/people/" + url_encoded(a.person.id.value),
                               {person_name(a.person, context.t("people.no_name"))}),
                          span("second", {a.person.nickname == a.person.name ? "" : a.person.nickname})}));
    if (unknown.empty() && fresh.empty()) return Html();
    return panel(
        "next-time", context.t("next.title"), {},
        {unknown.empty() ? Html()
                         : all({el("h3", {}, {context.t("next.unknown")}), el("ul", {{"class", "names"}}, {unknown})}),
         fresh.empty() ? Html()
                       : all({el("h3", {}, {context.t("next.first")}), el("ul", {{"class", "names"}}, {fresh})})});
}

// All of the list by reading, for the screen and for paper.
Answer guest_list_page(Context& context) {
    TRY(event, office::find_event(context.store, EventId{url_decoded(context.params.at(0), false)}));
    if (!event) return base::fail(base::ErrorCode::not_found, "there is no such event");
    TRY(list, office::guest_list(context.store, event->id, list_max));
    Html rows;
    std::int64_t n = 0;
    for (const office::ListedGuest& guest : list)
        rows.add(el("tr", {},
                    {el("td", {{"class", "number second"}}, {std::to_string(++n)}),
                     el("td", {{"class", "reading"}}, {guest.person.reading}),
                     el("td", {{"class", "who"}},
                        {link("quiet", "/people/" + url_encoded(guest.person.id.value),
                              {person_name(guest.person, context.t("people.no_name"))})}),
                     el("td", {}, {guest.person.nickname == guest.person.name ? "" : guest.person.nickname}),
                     el("td", {{"class", "number second"}}, {guest.ticket}),
                     el("td", {{"class", "came"}},
                        {guest.came ? mark("good", context.words->time(*guest.came)) : span("tick", {})})}));
    Html head;
    for (const std::string_view key :
         {"table.number", "table.reading", "table.name", "table.nickname", "table.ticket", "table.came"})
        head.add(el("th", {{"scope", "col"}}, {context.t(key)}));
    const Html table = list.empty()
                           ? box("empty", {el("p", {}, {context.t("event.no_list_yet")})})
                           : box("scroll", {el("table", {{"class", "guest-list"}},
                                               {el("thead", {}, {el("tr", {}, {head})}), el("tbody", {}, {rows})})});
    return page(context, {.title = event->title,
                          .subtitle = hours(context, *event) + "　" + context.t("event.people", {{"n", n}}),
                          .section = Section::events,
                          .actions = all({el("button", {{"type", "button"}, {"class", "button"}, {"data-print", ""}},
                                             {context.t("event.print")}),
                                          link("button", event_path(*event), {context.t("stamp.back")})}),
                          .body = box("panel", {table}),
                          .status = 200,
                          .focal = "printed"});
}

}  // namespace web
