#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "hub/event_queries.h"
#include "hub/guest_import.h"
#include "web/arrivals_chart.h"
#include "web/kiosk_health.h"
#include "web/layout.h"
#include "web/pages.h"
#include "web/prompt_panel.h"
#include "web/retention_panel.h"
#include "web/stamp_art.h"

namespace web {
namespace {

using attendance::Event;
using attendance::EventId;

constexpr std::size_t rows_max = 100;
constexpr std::size_t all_rows_max = 5000;
constexpr std::size_t events_max = 100;  // a page

std::string hours(const Context& context, const Event& event) {
    const Words& words = *context.words;
    std::string text = context.t(
        "event.hours",
        {{"day", words.day(event.starts)}, {"from", words.time(event.starts)}, {"to", words.time(event.ends)}});
    if (!event.venue.empty()) text += "　" + event.venue;
    return text;
}

std::string event_path(const Event& event, std::string_view rest = "") {
    return "/events/" + url_encoded(event.id.value) + std::string(rest);
}

Html small_count(const Context& context, std::string_view key, std::int64_t n, std::string_view css_class = "") {
    return box("count " + std::string(css_class),
               {span("label", {context.t(key)}),
                box("figure", {el("b", {}, {std::to_string(n)}), span("unit", {context.t("event.people_unit")})})});
}

Html counts_panel(const Context& context, const hub::EventCounts& counts, std::span<const hub::ArrivalPoint> points) {
    const WallTime recently = context.now - std::chrono::minutes(10);
    const auto recent = std::ranges::count_if(points, [&](const auto& point) { return point.at > recently; });
    const std::int64_t walk_ins = counts.arrived - counts.guests_arrived;
    const std::string aside =
        counts.guests > 0
            ? context.t("event.of_guests",
                        {{"guests", counts.guests}, {"came", counts.guests_arrived}, {"walk_ins", walk_ins}})
            : context.t("event.no_list");
    const double part =
        counts.guests > 0
            ? std::min(1.0, static_cast<double>(counts.guests_arrived) / static_cast<double>(counts.guests))
            : 0;
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
         box("small-counts", {counts.guests > 0 ? small_count(context, "event.guests", counts.guests) : Html(),
                              small_count(context, "event.first_timers", counts.first_timers),
                              small_count(context, "event.recent", recent)})});
}

Html legend(const Context& context, const hub::EventCounts& counts) {
    return box("legend",
               {mark("returner", context.t("chart.returners_n", {{"n", counts.returners()}})),
                mark("first", context.t("chart.first_n", {{"n", counts.first_timers}})),
                counts.unknown_cards > 0 ? mark("unknown", context.t("chart.unknown_n", {{"n", counts.unknown_cards}}))
                                         : Html()});
}

Html stamp_word(const Context& context, const hub::Arrival& a, int squares) {
    if (a.person.id.empty()) return mark("unknown", context.t("event.unknown_card"));
    if (a.first) return mark("first", context.t("event.first"));
    if (squares > 0 && a.stamps % squares == 0) return mark("full", context.t("event.full", {{"n", a.stamps}}));
    return mark("good", context.t("event.nth", {{"n", a.stamps}}));
}

Html arrival_row(const Context& context, const Event& event, const hub::Arrival& a, int squares, bool newest) {
    const std::string subject = std::visit([](const auto& id) { return id.value; }, a.presence.subject);
    const bool person = !a.person.id.empty();
    const Html name =
        person ? link("quiet", "/people/" + url_encoded(subject), {person_name(a.person, context.t("people.erased"))})
               : link("ask", "/people/card/" + url_encoded(subject), {context.t("event.whose_card")});
    const bool sure = a.presence.quality == attendance::ClockQuality::synchronised;
    return el(
        "tr", {{"class", newest ? "newest" : ""}},
        {el("td", {{"class", "time"}},
            {context.words->time(a.presence.at),
             sure ? Html() : el("abbr", {{"title", context.t("event.unsure_time")}}, {"?"})}),
         el("td", {{"class", "who"}}, {name}), el("td", {{"class", "reading"}}, {a.person.reading}),
         el("td", {{"class", "nickname"}}, {span("", {a.person.nickname})}),
         el("td", {}, {stamp_word(context, a, squares)}),
         el("td", {{"class", "device"}},
            {span("clipped", {a.presence.stamp.device == 1 ? context.t("event.by_hand") : a.device})}),
         el("td", {{"class", "act"}},
            {post_form(context, event_path(event, "/void"), "inline",
                       {el("input", {{"type", "hidden"}, {"name", person ? "person" : "card"}, {"value", subject}}),
                        button("plain", all({icon("undo"), span("word", {context.t("event.void")})}))})})});
}

Html arrivals_panel(const Context& context, const Event& event, std::span<const hub::Arrival> list, std::int64_t total,
                    int squares) {
    if (list.empty())
        return panel("arrivals", context.t("event.list"), {},
                     {box("empty", {stamp("", 3), el("p", {}, {context.t("event.nobody_yet")})})});
    Html rows;
    for (std::size_t i = 0; i < list.size(); ++i)
        rows.add(arrival_row(context, event, list[i], squares, i == 0));
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
    for (const hub::DeviceRow& device : devices) {
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

base::Result<Html> no_shows_panel(Context& context, const Event& event, const hub::EventCounts& counts) {
    if (counts.guests == 0) return Html();
    TRY(list, hub::no_shows(context.store, event.id, rows_max));
    const bool over = context.now >= event.ends;
    Html people;
    for (const hub::Guest& guest : list)
        people.add(el("li", {},
                      {link("quiet", "/people/" + url_encoded(guest.person.id.value),
                            {person_name(guest.person, context.t("people.erased"))}),
                       span("second", {guest.person.nickname == guest.person.name ? "" : guest.person.nickname})}));
    const Html content = list.empty() ? el("p", {{"class", "second"}}, {context.t("event.all_came")})
                                      : el("ul", {{"class", "names"}}, {people});
    return panel("no-shows", context.t(over ? "event.did_not_come" : "event.not_yet"),
                 context.t("event.people", {{"n", counts.guests - counts.guests_arrived}}), {content});
}

// Those without a place, apart from those who are awaited.
base::Result<Html> waiting_panel(Context& context, const Event& event) {
    TRY(list, hub::waiting_guests(context.store, event.id, rows_max));
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
    TRY(list, hub::voided_stamps(context.store, event.id, rows_max));
    if (list.empty()) return Html();
    Html rows;
    for (const hub::VoidedStamp& v : list) {
        const Html who = v.person.id.empty() ? Html(context.t("event.unknown_card"))
                                             : person_name(v.person, context.t("people.erased"));
        rows.add(el("li", {},
                    {span("time", {context.words->time(v.at)}), who,
                     span("second", {v.by.starts_with("user:") ? v.by.substr(5) : v.by}),
                     post_form(context, event_path(event, "/unvoid"), "inline",
                               {el("input", {{"type", "hidden"},
                                             {"name", "ref"},
                                             {"value", fmt::format("{}-{}-{}", v.ref.device, v.ref.epoch, v.ref.seq)}}),
                                button("plain", all({icon("undo"), context.t("event.put_back")}))})}));
    }
    return panel("voided", context.t("event.voided"), context.t("event.voided_aside"),
                 {el("ul", {{"class", "names"}}, {rows})});
}

// The part of the page that news replace.
base::Result<Html> live_part(Context& context, const Event& event) {
    TRY(position, context.store.position());
    TRY(counts, hub::event_counts(context.store, event.id));
    TRY(points, hub::arrival_points(context.store, event.id));
    TRY(before, hub::event_before(context.store, event));
    std::vector<hub::ArrivalPoint> before_points;
    if (before) {
        TRY(found, hub::arrival_points(context.store, before->id));
        before_points = std::move(found);
    }
    TRY(season, hub::season_at(context.store, event.starts));
    TRY(list, hub::arrivals(context.store, event.id, season ? season->season.first : WallTime{},
                            context.query("all").empty() ? rows_max : all_rows_max));
    TRY(kiosks, kiosks_panel(context));
    TRY(absent, no_shows_panel(context, event, counts));
    TRY(waiting, waiting_panel(context, event));
    TRY(voided, voided_panel(context, event));
    TRY(prompts, prompts_panel(context, event.id.value));
    const ArrivalsChart chart{event, points, before, before_points, counts.guests};
    const Html body = all(
        {counts_panel(context, counts, points),
         panel("flow", context.t("event.flow"), legend(context, counts), {draw(context, chart), table(context, chart)}),
         kiosks, arrivals_panel(context, event, list, counts.arrived, season ? season->season.squares : 0), prompts,
         absent, waiting, voided});
    // What the next request for news is to say.
    return el("div",
              {{"class", "event-grid"},
               {"id", "live"},
               {"data-news", event_path(event, "/news")},
               {"data-since", hub::cursor_text(position)},
               {"data-all", context.query("all").empty() ? "" : "1"}},
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

Answer show_event(Context& context, const Event& event, Section section) {
    TRY(live, shared_live_part(context, event));
    TRY(names, retention_note(context));
    const Html actions =
        all({span("clock", {context.t("event.as_of", {{"time", context.words->time(context.now)}})}),
             context.is_organizer() ? link("button", event_path(event, "/edit"), {context.t("event.edit")}) : Html(),
             context.is_organizer()
                 ? link("button", "/import?event=" + url_encoded(event.id.value), {context.t("event.import_list")})
                 : Html(),
             context.is_organizer() ? link("button", "/export?event=" + url_encoded(event.id.value),
                                           {icon("export"), context.t("event.export")})
                                    : Html(),
             link("button primary", event_path(event, "/stamp"), {icon("stamp"), context.t("event.stamp_by_hand")})});
    return page(context, {.title = event.title,
                          .subtitle = hours(context, event),
                          .section = section,
                          .actions = actions,
                          .body = section == Section::today ? all({names, live}) : live,
                          .status = 200,
                          .focal = "event"});
}

base::Result<Event> the_event(Context& context) {
    TRY(event, hub::find_event(context.store, EventId{url_decoded(context.params.at(0), false)}));
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
    TRY(event, hub::event_of_the_moment(context.store, context.now));
    if (event) return show_event(context, *event, Section::today);
    const Html body =
        box("panel empty first",
            {stamp("", 2), el("h2", {}, {context.t("today.none")}), el("p", {}, {context.t("today.none_todo")}),
             context.is_organizer() ? link("button primary", "/events/new", {icon("plus"), context.t("events.new")})
                                    : Html()});
    return page(context, {.title = context.t("nav.today"),
                          .subtitle = {},
                          .section = Section::today,
                          .actions = {},
                          .body = body,
                          .status = 200,
                          .focal = {}});
}

Answer events_page(Context& context) {
    const std::string number = context.query("page");
    std::size_t part = 0;
    std::from_chars(number.data(), number.data() + number.size(), part);
    part = std::min<std::size_t>(part, 1'000'000);
    TRY(total, hub::count_events(context.store));
    TRY(lines, hub::event_lines(context.store, events_max, part * events_max));
    TRY(seasons, hub::seasons(context.store));
    const auto pager = [&](const std::string& address, std::size_t here, std::int64_t all_of_them) {
        Html links;
        if (here > 0) links.add(link("more", address + std::to_string(here - 1), {context.t("page.newer")}));
        if (static_cast<std::int64_t>((here + 1) * events_max) < all_of_them)
            links.add(link("more", address + std::to_string(here + 1), {context.t("page.older")}));
        return links;
    };
    Html rows;
    for (const hub::EventLine& line : lines) {
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
        lines.empty() ? box("empty", {stamp("", 1), el("p", {}, {context.t("events.none")})})
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
    return show_event(context, event, Section::events);
}

Answer event_news(Context& context) {
    TRY(event, the_event(context));
    HttpResponse response = html_response({});
    TRY(live, shared_live_part(context, event));
    response.body = live.markup();  // a part, not a document
    return response;
}

Answer stamp_by_hand(Context& context) {
    TRY(event, the_event(context));
    const auto subject = subject_of(context.form);
    if (!subject) return base::fail(base::ErrorCode::bad_input, "nobody is named");
    TRY_VOID(context.act([&](hub::Acts& acts) { return acts.stamp(event.id, *subject); }));
    return redirect(event_path(event));
}

Answer void_stamp(Context& context) {
    TRY(event, the_event(context));
    const auto subject = subject_of(context.form);
    if (!subject) return base::fail(base::ErrorCode::bad_input, "nobody is named");
    TRY_VOID(context.act([&](hub::Acts& acts) { return acts.void_all(event.id, *subject); }));
    return redirect(event_path(event));
}

Answer unvoid_stamp(Context& context) {
    TRY(event, the_event(context));
    attendance::EntryRef ref;
    if (std::sscanf(context.form["ref"].c_str(), "%ld-%ld-%ld", &ref.device, &ref.epoch, &ref.seq) != 3)
        return base::fail(base::ErrorCode::bad_input, "no stamp is named");
    TRY_VOID(context.act([&](hub::Acts& acts) { return acts.unvoid(ref); }));
    return redirect(event_path(event));
}

}  // namespace web
