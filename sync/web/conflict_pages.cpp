// What edits said differently, to be settled, and rows that this hub cannot read yet.
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "office/event_queries.h"
#include "office/person_queries.h"
#include "web/layout.h"
#include "web/pages.h"
#include "web/stamp_art.h"

namespace web {
namespace {

using attendance::EventId;
using attendance::PersonId;
using store::ConflictRow;

constexpr std::int64_t rows_a_page = 50;

std::int64_t page_in(const Context& context, const std::string& name) {
    const std::string text = context.query(name);
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return std::clamp<std::int64_t>(number, 0, 1'000'000);
}

std::string name_of(const ConflictRow& c) {
    return fmt::format("{}-{}-{}-{}", c.edit.device, c.edit.epoch, c.edit.seq, c.field);
}

// A column's value as people read it.
std::string shown(const Context& context, const ConflictRow& conflict, const std::string& value) {
    if (conflict.field == "starts_us" || conflict.field == "ends_us") {
        std::int64_t us = 0;
        std::from_chars(value.data(), value.data() + value.size(), us);
        const WallTime at{std::chrono::microseconds(us)};
        return context.words->day_and_year(at) + " " + context.words->time(at);
    }
    return value.empty() ? context.t("conflicts.empty") : value;
}

bool may_settle(const Context& context, const ConflictRow& conflict) {
    return conflict.item == "person" || context.is_organizer();
}

struct Thing {
    Html link;
    std::string now;  // the field's value as it stands
};

base::Result<Thing> thing_of(Context& context, const ConflictRow& conflict) {
    Thing thing;
    if (conflict.item == "person") {
        TRY(person, office::find_person(context.store, PersonId{conflict.id}));
        if (!person) return thing;
        thing.link =
            link("quiet", "/people/" + url_encoded(conflict.id), {person_name(*person, context.t("people.erased"))});
        thing.now = conflict.field == "name"       ? person->name
                    : conflict.field == "nickname" ? person->nickname
                    : conflict.field == "reading"  ? person->reading
                                                   : person->lang;
        return thing;
    }
    TRY(event, office::find_event(context.store, EventId{conflict.id}));
    if (!event) return thing;
    thing.link = link("quiet", "/events/" + url_encoded(conflict.id), {event->title});
    thing.now =
        conflict.field == "title" ? event->title
        : conflict.field == "venue"
            ? event->venue
            : std::to_string((conflict.field == "starts_us" ? event->starts : event->ends).time_since_epoch().count());
    return thing;
}

Html choice(const Context& context, const ConflictRow& conflict, std::string_view take, const std::string& text) {
    return post_form(context, "/conflicts", "inline",
                     {el("input", {{"type", "hidden"}, {"name", "conflict"}, {"value", name_of(conflict)}}),
                      el("input", {{"type", "hidden"}, {"name", "take"}, {"value", take}}), button("", text)});
}

Html conflict_line(const Context& context, const ConflictRow& conflict, const Thing& thing) {
    const bool open = conflict.state == store::ConflictState::open;
    const bool as_kept = thing.now == conflict.kept;
    Html buttons;
    if (may_settle(context, conflict))
        buttons = box("form-foot spread",
                      {choice(context, conflict, "now",
                              context.t("conflicts.keep", {{"text", shown(context, conflict, thing.now)}})),
                       thing.now == conflict.lost
                           ? Html()
                           : choice(context, conflict, "lost",
                                    context.t("conflicts.take", {{"text", shown(context, conflict, conflict.lost)}}))});
    return el("li", {{"class", "conflict"}},
              {box("", {mark(open ? "act" : "good", context.t(open ? "conflicts.open" : "conflicts.by_time")),
                        thing.link, span("second", {context.t("conflicts.field_" + conflict.field)}),
                        span("second", {context.words->day_and_year(conflict.noted) + " " +
                                        context.words->time(conflict.noted)})}),
               el("p", {},
                  {context.t(as_kept ? "conflicts.said" : "conflicts.said_before",
                             {{"kept", shown(context, conflict, conflict.kept)},
                              {"lost", shown(context, conflict, conflict.lost)}})}),
               buttons});
}

Html pager(const Context& context, const std::string& name, std::int64_t page, std::int64_t total) {
    Html links;
    const auto to = [&](std::int64_t number, std::string_view key) {
        links.add(link("more", fmt::format("/conflicts?{}={}", name, number), {context.t(key)}));
    };
    if (page > 0) to(page - 1, "page.newer");
    if ((page + 1) * rows_a_page < total) to(page + 1, "page.older");
    return links;
}

base::Result<Html> conflicts_panel(Context& context, const store::Unsettled& unsettled) {
    const std::int64_t page = page_in(context, "page");
    TRY(conflicts, context.store.unsettled_conflicts({page * rows_a_page, rows_a_page}));
    if (conflicts.empty())
        return box("panel empty", {empty_stamp(context, 3), el("p", {}, {mark("good", context.t("conflicts.none"))})});
    Html rows;
    for (const ConflictRow& conflict : conflicts) {
        TRY(thing, thing_of(context, conflict));
        rows.add(conflict_line(context, conflict, thing));
    }
    return panel("", context.t("conflicts.title"), context.t("conflicts.count", {{"n", unsettled.conflicts}}),
                 {el("p", {{"class", "hint pad"}}, {context.t("conflicts.lead")}),
                  el("ul", {{"class", "names conflicts"}}, {rows}),
                  pager(context, "page", page, unsettled.conflicts + unsettled.decided)});
}

base::Result<Html> rows_panel(Context& context, const store::Unsettled& unsettled) {
    if (unsettled.rows == 0) return Html();
    const std::int64_t page = page_in(context, "rows");
    TRY(held, context.store.quarantined({page * rows_a_page, rows_a_page}));
    TRY(devices, context.store.devices());
    Html rows;
    for (const store::QuarantinedRow& row : held) {
        std::string device = std::to_string(row.ref.device);
        for (const store::DeviceRow& d : devices)
            if (d.device == row.ref.device) device = d.name;
        rows.add(el("li", {},
                    {box("", {Html(device),
                              span("second", {context.t("conflicts.row", {{"row", std::to_string(row.ref.seq)}})}),
                              span("second", {context.words->day_and_year(row.received) + " " +
                                              context.words->time(row.received)})}),
                     el("p", {{"class", "second"}}, {row.why}),
                     el("details", {{"class", "as-table"}},
                        {el("summary", {}, {context.t("conflicts.as_it_came")}), el("pre", {}, {row.raw})})}));
    }
    return panel("", context.t("conflicts.rows"), context.t("conflicts.rows_count", {{"n", unsettled.rows}}),
                 {el("p", {{"class", "hint pad"}}, {context.t("conflicts.rows_lead")}),
                  el("ul", {{"class", "names conflicts"}}, {rows}), pager(context, "rows", page, unsettled.rows)});
}

}  // namespace

Answer conflicts_page(Context& context) {
    TRY(unsettled, context.store.unsettled());
    TRY(conflicts, conflicts_panel(context, unsettled));
    TRY(rows, rows_panel(context, unsettled));
    return page(context, {.title = context.t("conflicts.title"),
                          .subtitle = context.t("conflicts.subtitle"),
                          .section = Section::conflicts,
                          .actions = {},
                          .body = box("stack", {conflicts, rows}),
                          .status = 200,
                          .focal = {}});
}

Answer settle_conflict(Context& context) {
    ConflictRow wanted;
    char field[20] = "";
    if (std::sscanf(context.form["conflict"].c_str(), "%ld-%ld-%ld-%19[a-z_]", &wanted.edit.device, &wanted.edit.epoch,
                    &wanted.edit.seq, field) != 4)
        return base::fail(base::ErrorCode::bad_input, "no conflict is named");
    wanted.field = field;
    TRY(conflict, context.store.conflict(wanted.edit, wanted.field));
    if (!conflict) return redirect("/conflicts");  // settled by somebody else, or the person was erased
    if (!may_settle(context, *conflict)) return problem_page(context, 403, "problem.role");
    const auto settled = context.write([&](store::Store& writing) {
        return writing.settle_conflict(*conflict, context.form["take"] == "lost", context.services.clock.read(),
                                       context.by());
    });
    if (!settled && settled.error().code != base::ErrorCode::not_found) return base::fail(settled.error());
    return redirect("/conflicts");
}

}  // namespace web
