#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "attendance/ticket.h"
#include "office/event_queries.h"
#include "office/event_removal.h"
#include "office/guest_import.h"
#include "office/guest_queries.h"
#include "web/arrivals_chart.h"
#include "web/doubles.h"
#include "web/event_phases.h"
#include "web/first_steps.h"
#include "web/kiosk_health.h"
#include "web/layout.h"
#include "web/pages.h"
#include "web/prompt_panel.h"
#include "web/retention_panel.h"
#include "web/said.h"
#include "web/stamp_art.h"

namespace web {
namespace {

using attendance::Event;
using attendance::EventId;
using attendance::Person;

constexpr std::size_t rows_max = 100;
constexpr std::size_t all_rows_max = 5000;
constexpr std::size_t events_max = 100;   // a page
constexpr std::size_t beside_max = 2000;  // guests who are compared with who came

std::string hours(const Context& context, const Event& event) {
    const Words& words = *context.words;
    std::string text = context.t(
        "event.hours",
        {{"day", words.day(event.starts)}, {"from", words.time(event.starts)}, {"to", words.time(event.ends)}});
    if (!event.venue.empty()) text += "　" + event.venue;
    return text;
}

std::string id_of(const attendance::Subject& subject) {
    return std::visit([](const auto& id) { return id.value; }, subject);
}

std::string event_path(const Event& event, std::string_view rest = "") {
    return "/events/" + url_encoded(event.id.value) + std::string(rest);
}

Html small_count(const Context& context, std::string_view key, std::int64_t n, std::string_view css_class = "") {
    return box("count " + std::string(css_class),
               {span("label", {context.t(key)}),
                box("figure", {el("b", {}, {std::to_string(n)}), span("unit", {context.t("event.people_unit")})})});
}

// While it is open: how many came just now. Afterwards: when most came, and how it was the time before.
Html counts_panel(const Context& context, Phase phase, const office::EventCounts& counts,
                  std::span<const office::ArrivalPoint> points, const std::optional<Event>& before,
                  std::int64_t before_count) {
    const WallTime recently = context.now - std::chrono::minutes(10);
    const auto recent = std::ranges::count_if(points, [&](const auto& point) { return point.at > recently; });
    const std::string aside =
        counts.guests > 0
            ? context.t("event.of_guests", {{"guests", counts.guests},
                                            {"came", counts.guests_arrived},
                                            {"others", counts.arrived - counts.guests_arrived - counts.unknown_cards},
                                            {"unknown", counts.unknown_cards}})
            : context.t("event.no_list");
    const double part =
        counts.guests > 0
            ? std::min(1.0, static_cast<double>(counts.guests_arrived) / static_cast<double>(counts.guests))
            : 0;
    const std::string peak = phase == Phase::over ? busiest(context, points) : std::string();
    return panel(
        "counts", context.t("event.arrived"), aside,
        {box("big", {el("b", {}, {std::to_string(counts.arrived)}), span("unit", {context.t("event.people_unit")})}),
         counts.guests > 0
             ? el("svg",
                  {{"class", "bar"},
                   {"viewBox", "0 0 300 8"},
                   {"preserveAspectRatio", "none"},
                   {"aria-hidden", "true"}},
                  {el("rect", {{"width", "300"}, {"height", "8"}, {"class", "ground"}}),
                   el("rect", {{"width", fmt::format("{:.1f}", 300 * part)}, {"height", "8"}, {"class", "value"}})})
             : Html(),
         box("small-counts",
             {counts.guests > 0 ? small_count(context, "event.guests", counts.guests) : Html(),
              small_count(context, "event.first_timers", counts.first_timers),
              phase == Phase::over ? (before ? small_count(context, "event.time_before", before_count) : Html())
                                   : small_count(context, "event.recent", recent)}),
         peak.empty() ? Html() : el("p", {{"class", "second peak"}}, {peak})});
}

// Only what the chart draws has its shape here; the rest is said in words.
Html legend(const Context& context, const ArrivalsChart& chart, const office::EventCounts& counts) {
    const auto line = [&](std::string_view kind, std::string_view key, std::int64_t n) {
        const std::string words = context.t(key, {{"n", n}});
        return draws_shapes(chart.points) ? mark(kind, words) : span("second", {words});
    };
    return box(
        "legend",
        {line("returner", "chart.returners_n", counts.returners()), line("first", "chart.first_n", counts.first_timers),
         counts.unknown_cards > 0 ? line("unknown", "chart.unknown_n", counts.unknown_cards) : Html(),
         chart.before && !chart.before_points.empty() ? mark("dotted", context.t("chart.before")) : Html()});
}

Html stamp_word(const Context& context, const office::Arrival& a, int squares) {
    if (a.person.id.empty()) return mark("unknown", context.t("event.unknown_card"));
    if (a.first) return mark("first", context.t("event.first"));
    if (squares > 0 && a.stamps % squares == 0) return mark("full", context.t("event.full", {{"n", a.stamps}}));
    return mark("good", context.t("event.nth", {{"n", a.stamps}}));
}

// The event's list beside the arrivals: who of these may be somebody who is still awaited.
class Beside {
public:
    static base::Result<Beside> read(Context& context, const Event& event, std::span<const office::Arrival> arrivals) {
        Beside beside;
        TRY(listed, office::listed_people(context.store, event.id));
        std::vector<const office::Arrival*> strange;
        for (const office::Arrival& a : arrivals)
            if (a.first && !a.person.erased && !listed.contains(a.person.id.value)) strange.push_back(&a);
        if (strange.empty() || listed.empty()) return beside;
        TRY(awaited, office::awaited_guests(context.store, event.id, beside_max));
        std::vector<std::pair<Called, const Person*>> called;
        for (const office::Awaited& guest : awaited)
            called.emplace_back(Called(guest.person), &guest.person);
        for (const office::Arrival* a : strange) {
            const Called arrived(a->person);
            for (const auto& [name, guest] : called)
                if (arrived.may_be(name)) {
                    beside.m_guests.emplace(a->person.id.value, *guest);
                    break;
                }
        }
        return beside;
    }
    // Null where nobody comes to mind.
    const Person* of(const Person& arrived) const {
        const auto at = m_guests.find(arrived.id.value);
        return at == m_guests.end() ? nullptr : &at->second;
    }

private:
    std::map<std::string, Person> m_guests;
};

// "May be さくら of the list", and the one touch that joins the two.
Html may_be(const Context& context, const Event& event, const office::Arrival& a, const Person& guest) {
    return box(
        "may-be",
        {mark("unknown", context.t("event.may_be", {{"name", guest.name.empty() ? guest.nickname : guest.name}})),
         post_form(context, event_path(event, "/join"), "inline here",
                   {el("input", {{"type", "hidden"}, {"name", "person"}, {"value", a.person.id.value}}),
                    el("input", {{"type", "hidden"}, {"name", "guest"}, {"value", guest.id.value}}),
                    button("plain", context.t("event.same_person"))})});
}

// Who it is; of a card that nobody has claimed, the number that its guest was asked to say at the desk; of a person
// without a name, the question who that is.
Html arrival_name(const Context& context, const office::Arrival& a) {
    const std::string subject = id_of(a.presence.subject);
    const attendance::EntryRef& tap = a.presence.stamp;
    if (a.person.id.empty())
        return all({link("ask", "/people/card/" + url_encoded(subject), {context.t("event.whose_card")}),
                    span("ticket", {attendance::ticket_of(tap.device, tap.seq)})});
    if (!a.person.erased && a.person.name.empty() && a.person.nickname.empty())
        return link("ask", "/people/" + url_encoded(subject) + "/merge", {context.t("event.whose_card")});
    return link("quiet", "/people/" + url_encoded(subject), {person_name(a.person, context.t("people.erased"))});
}

Html arrival_row(const Context& context, const Event& event, const office::Arrival& a, const Person* may_be_guest,
                 int squares, bool newest) {
    const std::string subject = id_of(a.presence.subject);
    const bool person = !a.person.id.empty();
    const Html name =
        all({arrival_name(context, a), may_be_guest != nullptr ? may_be(context, event, a, *may_be_guest) : Html()});
    const bool sure = a.presence.quality == attendance::ClockQuality::synchronised;
    return el(
        "tr", {{"class", newest ? "newest" : ""}},
        {el("td", {{"class", "time"}},
            {a.afterwards ? Html(context.t("event.afterwards"))
             : sure       ? Html(context.words->time(a.presence.at))
                          : el("abbr", {{"title", context.t("event.unsure_time")}},
                               {context.t("event.about", {{"time", context.words->time(a.presence.at)}})})}),
         el("td", {{"class", "who"}}, {name}), el("td", {{"class", "reading"}}, {a.person.reading}),
         el("td", {{"class", "nickname"}}, {span("", {a.person.nickname})}),
         el("td", {}, {stamp_word(context, a, squares)}),
         el("td", {{"class", "device"}},
            {span("clipped", {a.presence.stamp.device == 1 ? context.t("event.by_hand") : a.device})}),
         el("td", {{"class", "act"}},
            {post_form(context, event_path(event, "/void"), "inline here",
                       {el("input", {{"type", "hidden"}, {"name", person ? "person" : "card"}, {"value", subject}}),
                        button("plain", all({icon("undo"), span("word", {context.t("event.void")})}))})})});
}

Html arrivals_panel(const Context& context, const Event& event, std::span<const office::Arrival> list,
                    const Beside& beside, std::int64_t total, int squares) {
    if (list.empty())
        return panel("arrivals", context.t("event.list"), {},
                     {box("empty", {empty_stamp(context, 3), el("p", {}, {context.t("event.nobody_yet")})})});
    Html rows;
    for (std::size_t i = 0; i < list.size(); ++i)
        rows.add(arrival_row(context, event, list[i], beside.of(list[i].person), squares, i == 0));
    Html head;
    for (const std::string_view key :
         {"table.time", "table.name", "table.reading", "table.nickname", "table.stamp", "table.device", "table.act"})
        head.add(el("th", {{"scope", "col"}},
                    {key == "table.act" ? span("unseen", {context.t(key)}) : Html(context.t(key))}));
    const auto shown = static_cast<std::int64_t>(list.size());
    const Html more = shown < total
                          ? link("more", event_path(event, "?all=1"), {context.t("event.show_all", {{"n", total}})})
                          : Html();
    return panel("arrivals", context.t("event.list"), context.t("event.list_aside"),
                 {box("scroll", {el("table", {{"class", "arrivals"}},
                                    {el("thead", {}, {el("tr", {}, {head})}), el("tbody", {}, {rows})})}),
                  more});
}

base::Result<Html> kiosks_panel(Context& context) {
    TRY(devices, context.store.devices());
    Html list;
    std::int64_t act = 0;
    for (const store::DeviceRow& device : devices) {
        if (device.revoked) continue;
        const Health health = kiosk_health(context, device);
        act += health.act ? 1 : 0;
        list.add(health.lines);
    }
    if (list.empty())
        list = box("empty", {el("p", {}, {context.t("kiosk.none")}),
                             context.is_organizer() ? link("button", "/kiosks", {context.t("kiosk.add")}) : Html()});
    return panel("kiosks", context.t("event.kiosks"),
                 act > 0 ? mark("act", context.t("event.kiosks_act", {{"n", act}})) : Html(), {list});
}

base::Result<Html> no_shows_panel(Context& context, const Event& event, const office::EventCounts& counts) {
    if (counts.guests == 0) return Html();
    TRY(list, office::no_shows(context.store, event.id, rows_max));
    const std::int64_t left = counts.guests - counts.guests_arrived;
    const Html rest = static_cast<std::int64_t>(list.size()) < left
                          ? link("more", event_path(event, "/list"), {context.t("event.show_all", {{"n", left}})})
                          : Html();
    const bool over = context.now >= event.ends;
    Html people;
    for (const office::Guest& guest : list)
        people.add(el("li", {},
                      {link("quiet", "/people/" + url_encoded(guest.person.id.value),
                            {person_name(guest.person, context.t("people.erased"))}),
                       span("second", {guest.person.nickname == guest.person.name ? "" : guest.person.nickname})}));
    const Html content = list.empty() ? el("p", {{"class", "second"}}, {context.t("event.all_came")})
                                      : el("ul", {{"class", "names"}}, {people});
    return panel("no-shows", context.t(over ? "event.did_not_come" : "event.not_yet"),
                 context.t("event.people", {{"n", left}}), {content, rest});
}

// Those without a place, apart from those who are awaited.
base::Result<Html> waiting_panel(Context& context, const Event& event) {
    TRY(list, office::waiting_guests(context.store, event.id, rows_max));
    if (list.empty()) return Html();
    Html people;
    for (const attendance::Person& person : list)
        people.add(el("li", {},
                      {link("quiet", "/people/" + url_encoded(person.id.value),
                            {person_name(person, context.t("people.erased"))})}));
    return panel("no-shows waiting", context.t("import.waiting_title"),
                 context.t("event.people", {{"n", static_cast<std::int64_t>(list.size())}}),
                 {el("ul", {{"class", "names"}}, {people})});
}

base::Result<Html> voided_panel(Context& context, const Event& event) {
    const bool whole = !context.query("all").empty();
    TRY(list, office::voided_stamps(context.store, event.id, whole ? all_rows_max : rows_max));
    if (list.empty()) return Html();
    Html rows;
    for (const office::VoidedStamp& v : list) {
        const Html who = v.person.id.empty() ? Html(context.t("event.unknown_card"))
                                             : person_name(v.person, context.t("people.erased"));
        rows.add(el("li", {},
                    {span("time", {context.words->time(v.at)}), who,
                     span("second", {v.by.starts_with("user:") ? v.by.substr(5) : v.by}),
                     post_form(context, event_path(event, "/unvoid"), "inline here",
                               {el("input", {{"type", "hidden"},
                                             {"name", "ref"},
                                             {"value", fmt::format("{}-{}-{}", v.ref.device, v.ref.epoch, v.ref.seq)}}),
                                button("plain", all({icon("undo"), context.t("event.put_back")}))})}));
    }
    return panel(
        "voided", context.t("event.voided"), context.t("event.voided_aside"),
        {el("ul", {{"class", "names"}}, {rows}),
         !whole && list.size() == rows_max ? link("more", event_path(event, "?all=1"), {context.t("event.show_rest")})
                                           : Html()});
}

// The evening itself, and what is left of it afterwards.
base::Result<Html> evening(Context& context, const Event& event, Phase phase, const office::EventCounts& counts) {
    TRY(points, office::arrival_points(context.store, event.id));
    TRY(before, office::event_before(context.store, event));
    std::vector<office::ArrivalPoint> before_points;
    std::int64_t before_count = 0;
    if (before) {
        TRY(found, office::arrival_points(context.store, before->id));
        TRY(counted, office::event_counts(context.store, before->id));
        before_points = std::move(found);
        before_count = counted.arrived;
    }
    TRY(season, office::season_at(context.store, event.starts));
    const bool whole = phase == Phase::over || !context.query("all").empty();
    TRY(list, office::arrivals(context.store, event.id, season ? season->season.first : WallTime{},
                               whole ? all_rows_max : rows_max));
    TRY(beside, Beside::read(context, event, list));
    TRY(absent, no_shows_panel(context, event, counts));
    TRY(waiting, waiting_panel(context, event));
    TRY(voided, voided_panel(context, event));
    Html more;
    if (phase == Phase::over) {
        TRY(next, next_panel(context, event, list));
        more = all({summary_panel(context, event, counts, points, before, before_count), next});
    } else {
        TRY(kiosks, kiosks_panel(context));
        TRY(prompts, prompts_panel(context, event.id.value));
        more = all({kiosks, prompts});
    }
    const std::size_t shown = context.query("all").empty() ? std::min(list.size(), rows_max) : list.size();
    const ArrivalsChart chart{event, points, before, before_points, counts.guests};
    return all({counts_panel(context, phase, counts, points, before, before_count),
                panel("flow", context.t("event.flow"), legend(context, chart, counts),
                      {draw(context, chart), table(context, chart)}),
                arrivals_panel(context, event, std::span(list).first(shown), beside, counts.arrived,
                               season ? season->season.squares : 0),
                more, absent, waiting, voided});
}

// What there is before anybody can come: when, who is on the list, and whether the kiosks are ready.
base::Result<Html> before_it(Context& context, const Event& event, const office::EventCounts& counts) {
    TRY(list, list_panel(context, event, counts.guests));
    TRY(kiosks, kiosks_panel(context));
    TRY(prompts, prompts_panel(context, event.id.value));
    TRY(waiting, waiting_panel(context, event));
    return all({when_panel(context, event, counts.guests), list, waiting, kiosks, prompts});
}

// The part of the page that news replace.
base::Result<Html> live_part(Context& context, const Event& event) {
    TRY(position, context.store.position());
    TRY(counts, office::event_counts(context.store, event.id));
    const Phase phase = phase_of(event, context.now, counts.arrived);
    TRY(body, phase == Phase::ahead ? before_it(context, event, counts) : evening(context, event, phase, counts));
    // What the next request for news is to say.
    return el("div",
              {{"class", phase == Phase::ahead ? "event-grid ahead" : "event-grid"},
               {"id", "live"},
               {"data-news", event_path(event, "/news")},
               {"data-since", store::cursor_text(position)},
               {"data-all", context.query("all").empty() ? "" : "1"},
               {"data-clock", context.words->time(context.now)},
               {"data-as-of", context.t("event.as_of", {{"time", context.words->time(context.now)}})}},
              {body});
}

// The same for all who watch, but for the tokens in its forms.
base::Result<Html> shared_live_part(Context& context, const Event& event) {
    // The answer to a form may hold what was typed into it.
    if (context.request.method == "POST") return live_part(context, event);
    TRY(position, context.store.position());
    const std::string what = fmt::format("{} {} {} {}", event.id.value, context.words->lang(), context.is_organizer(),
                                         !context.query("all").empty());
    const auto render = [&] {
        context.shared = true;
        auto part = live_part(context, event);
        context.shared = false;
        return part;
    };
    const auto now = std::chrono::steady_clock::now();
    TRY(shared, context.services.live.get(what, position, now, render));
    return context.services.live.filled(*shared, context.csrf);
}

// Red is what is to be done now: stamping while it is open, and nothing afterwards.
Html event_actions(const Context& context, const Event& event) {
    const bool over = context.now >= event.ends;
    const bool ahead = context.now < event.starts;
    const std::string stamp_class = over || ahead ? "button" : "button primary";
    return all(
        {el("span", {{"id", "as-of"}, {"class", "clock"}},
            {context.t("event.as_of", {{"time", context.words->time(context.now)}})}),
         link("button", event_path(event, "/list"), {context.t("event.guest_list")}),
         context.is_organizer() ? link("button", event_path(event, "/edit"), {context.t("event.edit")}) : Html(),
         context.is_organizer()
             ? link("button", "/import?event=" + url_encoded(event.id.value), {context.t("event.import_list")})
             : Html(),
         context.is_organizer() && !ahead ? link("button", "/export?event=" + url_encoded(event.id.value),
                                                 {icon("export"), context.t("event.export")})
                                          : Html(),
         ahead ? Html()
               : link(stamp_class, event_path(event, "/stamp"), {icon("stamp"), context.t("event.stamp_by_hand")})});
}

Answer show_event(Context& context, const Event& event, Section section, const Html& above = {}) {
    TRY(live, shared_live_part(context, event));
    TRY(names, retention_note(context));
    TRY(done, said(context, event));
    // "Today's event" may be the last one or the next: then it says so.
    const bool over = context.now >= event.ends;
    const std::string state = over                         ? context.t("events.over")
                              : context.now < event.starts ? context.t("events.ahead")
                                                           : std::string();
    return page(context,
                {.title = event.title,
                 .subtitle = hours(context, event) + (state.empty() ? "" : "　" + state),
                 .section = section,
                 .actions = event_actions(context, event),
                 .body = all({above, section == Section::today ? names : Html(), live_state(context), done, live}),
                 .status = 200,
                 .focal = "event"});
}

// Nothing of it counts any more, until it is put back.
Answer removed_page(Context& context, const Event& event) {
    const Html back = context.is_organizer()
                          ? post_form(context, event_path(event, "/put-back"), "inline",
                                      {button("", all({icon("undo"), context.t("event.put_event_back")}))})
                          : Html();
    return page(context, {.title = event.title,
                          .subtitle = context.words->day_and_year(event.starts),
                          .section = Section::events,
                          .actions = {},
                          .body = box("panel problem", {mark("act", context.t("event.removed")),
                                                        el("p", {}, {context.t("event.removed_todo")}), back}),
                          .status = 200,
                          .focal = {}});
}

base::Result<Event> the_event(Context& context) {
    TRY(event, office::find_event(context.store, EventId{url_decoded(context.params.at(0), false)}));
    if (!event) return base::fail(base::ErrorCode::not_found, "there is no such event");
    return *event;
}

std::optional<attendance::Subject> subject_of(const Form& form) {
    if (!form["person"].empty()) return attendance::PersonId{form["person"]};
    if (!form["card"].empty()) return attendance::CardId{form["card"]};
    return std::nullopt;
}

}  // namespace

Answer today_page(Context& context) {
    TRY(event, office::event_of_the_moment(context.store, context.now));
    TRY(steps, first_steps(context));
    if (event) return show_event(context, *event, Section::today, steps);
    TRY(names, retention_note(context));
    const Html body = box(
        "panel empty first",
        {empty_stamp(context, 2), el("h2", {}, {context.t("today.none")}), el("p", {}, {context.t("today.none_todo")}),
         context.is_organizer() ? link("button primary", "/events/new", {icon("plus"), context.t("events.new")})
                                : Html()});
    return page(context, {.title = context.t("nav.today"),
                          .subtitle = {},
                          .section = Section::today,
                          .actions = {},
                          .body = all({names, body, steps}),
                          .status = 200,
                          .focal = {}});
}

Answer events_page(Context& context) {
    const std::string number = context.query("page");
    std::size_t part = 0;
    std::from_chars(number.data(), number.data() + number.size(), part);
    part = std::min<std::size_t>(part, 1'000'000);
    TRY(total, office::count_events(context.store));
    TRY(lines, office::event_lines(context.store, events_max, part * events_max));
    TRY(seasons, office::seasons(context.store));
    const auto pager = [&](const std::string& address, std::size_t here, std::int64_t all_of_them) {
        Html links;
        if (here > 0) links.add(link("more", address + std::to_string(here - 1), {context.t("page.newer")}));
        if (static_cast<std::int64_t>((here + 1) * events_max) < all_of_them)
            links.add(link("more", address + std::to_string(here + 1), {context.t("page.older")}));
        return links;
    };
    Html rows;
    for (const office::EventLine& line : lines) {
        const Event& e = line.event;
        const bool open = e.starts <= context.now && context.now < e.ends;
        const bool ahead = context.now < e.starts;
        std::string season;
        for (const wire::SeasonRow& row : seasons)
            if (row.season.first <= e.starts && e.starts < row.season.end) season = row.season.name;
        const Html state = open    ? mark("full", context.t("events.open"))
                           : ahead ? mark("stale", context.t("events.ahead"))
                                   : Html();
        rows.add(
            el("tr", {{"class", open ? "newest" : ""}},
               {el("td", {{"class", "time"}},
                   {context.words->day_and_year(e.starts), span("second", {context.words->time(e.starts)})}),
                el("td", {{"class", "who"}}, {link("quiet", event_path(e), {e.title})}),
                el("td", {{"class", "second venue"}}, {e.venue}), el("td", {{"class", "second season"}}, {season}),
                el("td", {{"class", "state"}}, {state}),
                el("td", {{"class", "number arrived"}},
                   {ahead && line.arrived == 0 ? std::string("–") : context.t("event.people", {{"n", line.arrived}})}),
                el("td", {{"class", "number second listed"}}, {line.guests > 0 ? std::to_string(line.guests) : ""})}));
    }
    Html head;
    for (const std::string_view key : {"table.day", "table.title", "table.venue", "table.season", "table.state"})
        head.add(el("th", {{"scope", "col"}}, {context.t(key)}));
    for (const std::string_view key : {"table.arrived", "table.guests"})
        head.add(el("th", {{"scope", "col"}, {"class", "number"}}, {context.t(key)}));
    const Html content =
        lines.empty() ? box("empty", {empty_stamp(context, 1), el("p", {}, {context.t("events.none")})})
                      : all({box("scroll", {el("table", {{"class", "events"}},
                                               {el("thead", {}, {el("tr", {}, {head})}), el("tbody", {}, {rows})})}),
                             pager("/events?page=", part, total)});
    const Html actions = context.is_organizer()
                             ? link("button primary", "/events/new", {icon("plus"), context.t("events.new")})
                             : Html();
    return page(context, {.title = context.t("nav.events"),
                          .subtitle = context.t("events.count", {{"n", total}}),
                          .section = Section::events,
                          .actions = actions,
                          .body = box("panel", {content}),
                          .status = 200,
                          .focal = {}});
}

Answer event_page(Context& context) {
    TRY(event, the_event(context));
    TRY(removed, office::is_removed(context.store, event.id));
    if (removed) return removed_page(context, event);
    return show_event(context, event, Section::events);
}

Answer event_news(Context& context) {
    TRY(event, the_event(context));
    HttpResponse response = html_response({});
    TRY(live, shared_live_part(context, event));
    response.body = live.markup();  // a part, not a document
    return response;
}

Answer void_stamp(Context& context) {
    TRY(event, the_event(context));
    const auto subject = subject_of(context.form);
    if (!subject) return base::fail(base::ErrorCode::bad_input, "nobody is named");
    TRY_VOID(context.act([&](office::Acts& acts) { return acts.void_all(event.id, *subject); }));
    return redirect(with_said(event_path(event), "voided", id_of(*subject)));
}

Answer unvoid_stamp(Context& context) {
    TRY(event, the_event(context));
    attendance::EntryRef ref;
    if (std::sscanf(context.form["ref"].c_str(), "%ld-%ld-%ld", &ref.device, &ref.epoch, &ref.seq) != 3)
        return base::fail(base::ErrorCode::bad_input, "no stamp is named");
    TRY_VOID(context.act([&](office::Acts& acts) { return acts.unvoid(ref); }));
    TRY(who, office::subject_of_void(context.store, ref));
    return redirect(with_said(event_path(event), "put_back", who));
}

}  // namespace web
