#include <fmt/core.h>

#include <charconv>

#include "hub/event_queries.h"
#include "hub/retention.h"
#include "web/layout.h"
#include "web/pages.h"

namespace web {
namespace {

using attendance::Event;
using attendance::EventId;

constexpr std::int64_t retention_days_max = 3650;

// The next evening of a row looks like the last: same hours and place, the next number, as many days later as the last
// came after the one before.
Event suggestion(std::span<const hub::EventLine> newest_first, WallTime now) {
    Event event;
    if (newest_first.empty()) {
        const auto tomorrow = std::chrono::floor<std::chrono::days>(now) + std::chrono::days(1);
        event.starts = parse_local_minutes(local_minutes(tomorrow).substr(0, 10) + "T19:00").value_or(now);
        event.ends = event.starts + std::chrono::hours(2);
        return event;
    }
    event = newest_first[0].event;
    event.id = {};
    auto gap = std::chrono::days(14);
    if (newest_first.size() > 1)
        gap = std::max(std::chrono::days(1),
                       std::chrono::round<std::chrono::days>(event.starts - newest_first[1].event.starts));
    const auto length = event.ends - event.starts;
    event.starts += gap;
    event.ends = event.starts + length;
    const std::string label(attendance::short_label(event.title));
    const std::size_t at = label.find_first_of("0123456789");
    std::int64_t number = 0;
    if (at == std::string::npos) return event;
    const auto end = std::from_chars(label.data() + at, label.data() + label.size(), number);
    const std::size_t place = event.title.find(label) + at;
    event.title.replace(place, static_cast<std::size_t>(end.ptr - label.data()) - at, std::to_string(number + 1));
    return event;
}

Html text_input(std::string_view name, const std::string& value, bool required, std::string_view type = "text") {
    return el("input", {{"name", name},
                        {"type", type},
                        {"value", value},
                        {"maxlength", "120"},
                        required ? Attribute("required", "") : Attribute("required", false)});
}

HttpResponse form_page(Context& context, const Event& event, std::int64_t keep_days, const std::string& problem,
                       int status) {
    const bool fresh = event.id.empty();
    const std::string action = fresh ? "/events/new" : "/events/" + url_encoded(event.id.value) + "/edit";
    const Html form = post_form(
        context, action, "stack wide-form",
        {problem.empty() ? Html() : el("p", {{"class", "problem-line"}, {"role", "alert"}}, {mark("act", problem)}),
         field(context.t("event_form.title"), text_input("title", event.title, true),
               context.t("event_form.title_hint")),
         box("pair",
             {field(context.t("event_form.starts"),
                    text_input("starts", local_minutes(event.starts), true, "datetime-local")),
              field(context.t("event_form.ends"), text_input("ends", local_minutes(event.ends), true, "datetime-local"),
                    context.t("event_form.hours_hint"))}),
         field(context.t("event_form.venue"), text_input("venue", event.venue, false)),
         field(context.t("event_form.keep"),
               el("input", {{"name", "keep"},
                            {"type", "number"},
                            {"min", "0"},
                            {"max", retention_days_max},
                            {"value", keep_days > 0 ? std::to_string(keep_days) : std::string()}}),
               context.t("event_form.keep_hint")),
         box("form-foot",
             {link("button", fresh ? "/events" : "/events/" + url_encoded(event.id.value), {context.t("form.cancel")}),
              button("primary", context.t(fresh ? "event_form.create" : "form.save"))})});
    return page(context, {.title = context.t(fresh ? "event_form.new" : "event_form.edit"),
                          .subtitle = context.t("event_form.lead"),
                          .section = Section::events,
                          .actions = {},
                          .body = box("panel narrow-panel", {form}),
                          .status = status,
                          .focal = {}});
}

// The problem's key; empty when all is well.
std::string read_form(const Context& context, Event& event, std::int64_t& keep_days) {
    event.title = context.form["title"];
    event.venue = context.form["venue"];
    const auto starts = parse_local_minutes(context.form["starts"]);
    const auto ends = parse_local_minutes(context.form["ends"]);
    if (starts) event.starts = *starts;
    if (ends) event.ends = *ends;
    const std::string& keep = context.form["keep"];
    if (!keep.empty()) {
        const auto read = std::from_chars(keep.data(), keep.data() + keep.size(), keep_days);
        if (read.ec != std::errc() || keep_days < 0 || keep_days > retention_days_max) return "event_form.bad_keep";
    }
    if (event.title.find_first_not_of(" \t") == std::string::npos || event.title.size() > attendance::text_bytes_max ||
        event.venue.size() > attendance::text_bytes_max)
        return "event_form.bad_title";
    if (!starts || !ends || event.ends <= event.starts || event.ends - event.starts > std::chrono::days(14))
        return "event_form.bad_hours";
    return {};
}

Answer save(Context& context, Event event) {
    std::int64_t keep_days = 0;
    const std::string problem = read_form(context, event, keep_days);
    if (!problem.empty()) return form_page(context, event, keep_days, context.t(problem), 400);
    TRY(id, context.act([&](hub::Acts& acts) { return acts.put_event(event); }));
    TRY_VOID(context.write([&](hub::Store& writing) { return hub::keep_for(writing, id, event.ends, keep_days); }));
    return redirect("/events/" + url_encoded(id.value));
}

base::Result<Event> the_event(Context& context) {
    TRY(event, hub::find_event(context.store, EventId{url_decoded(context.params.at(0), false)}));
    if (!event) return base::fail(base::ErrorCode::not_found, "there is no such event");
    return *event;
}

}  // namespace

Answer event_form_page(Context& context) {
    if (!context.params.empty()) {
        TRY(event, the_event(context));
        TRY(days, hub::kept_for(context.store, event.id, event.ends));
        return form_page(context, event, days, "", 200);
    }
    TRY(lines, hub::event_lines(context.store, 2));
    return form_page(context, suggestion(lines, context.now), 0, "", 200);
}

Answer create_event(Context& context) {
    return save(context, {});
}

Answer change_event(Context& context) {
    TRY(event, the_event(context));
    return save(context, event);
}

}  // namespace web
