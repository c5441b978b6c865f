#include <fmt/core.h>

#include <charconv>

#include "office/event_queries.h"
#include "office/event_removal.h"
#include "office/retention.h"
#include "office/versions.h"
#include "web/layout.h"
#include "web/opened_form.h"
#include "web/pages.h"

namespace web {
namespace {

using attendance::Event;
using attendance::EventId;

constexpr std::int64_t retention_days_max = 3650;

// The next evening of a row looks like the last: same hours and place, the next number, as many days later as the last
// came after the one before.
Event suggestion(std::span<const Event> newest_first, WallTime now) {
    Event event;
    if (newest_first.empty()) {
        const auto tomorrow = std::chrono::floor<std::chrono::days>(now) + std::chrono::days(1);
        event.starts = parse_local_minutes(local_minutes(tomorrow).substr(0, 10) + "T19:00").value_or(now);
        event.ends = event.starts + std::chrono::hours(2);
        return event;
    }
    event = newest_first[0];
    event.id = {};
    auto gap = std::chrono::days(14);
    if (newest_first.size() > 1)
        gap = std::max(std::chrono::days(1),
                       std::chrono::round<std::chrono::days>(event.starts - newest_first[1].starts));
    event.starts = days_later(event.starts, gap);
    event.ends = days_later(event.ends, gap);
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

// What the form's fields are called where somebody else changed them meanwhile, with what stands there now.
struct EventOvertaken {
    Event now;
    std::set<attendance::EventField> fields;
    std::optional<std::string> keep;  // the days
    bool any() const { return !fields.empty() || keep; }
};

std::string days_text(std::int64_t days) {
    return days > 0 ? std::to_string(days) : std::string();
}

// `keep_before`: the days as they stand, or stood when the form was opened.
HttpResponse form_page(Context& context, const Event& event, std::int64_t keep_days, const std::string& keep_before,
                       const std::string& problem, int status, const EventOvertaken& other = {}) {
    using attendance::EventField;
    const bool fresh = event.id.empty();
    const auto hint = [&](EventField field, const std::string& now, std::string_view key) {
        return overtaken_hint(context, other.fields.contains(field), now, key.empty() ? std::string() : context.t(key));
    };
    const auto moment = [&](WallTime at) { return context.words->day_and_year(at) + " " + context.words->time(at); };
    const std::string action = fresh ? "/events/new" : "/events/" + url_encoded(event.id.value) + "/edit";
    const Html form = post_form(
        context, action, "stack wide-form",
        {problem.empty() ? Html() : el("p", {{"class", "problem-line"}, {"role", "alert"}}, {mark("act", problem)}),
         el("p", {{"class", "second"}}, {context.t("event_form.zone", {{"zone", Words::zone(event.starts)}})}),
         other.any() ? overtaken_line(context) : Html(), fresh ? Html() : opened_with(event.version),
         fresh ? Html() : shown_before("keep", keep_before),
         field(context.t("event_form.title"), text_input("title", event.title, true),
               hint(EventField::title, other.now.title, "event_form.title_hint")),
         box("pair",
             {field(context.t("event_form.starts"),
                    text_input("starts", local_minutes(event.starts), true, "datetime-local"),
                    hint(EventField::starts, moment(other.now.starts), "")),
              field(context.t("event_form.ends"), text_input("ends", local_minutes(event.ends), true, "datetime-local"),
                    hint(EventField::ends, moment(other.now.ends), "event_form.hours_hint"))}),
         field(context.t("event_form.venue"), text_input("venue", event.venue, false),
               hint(EventField::venue, other.now.venue, "")),
         field(context.t("event_form.keep"),
               el("input", {{"name", "keep"},
                            {"type", "number"},
                            {"min", "0"},
                            {"max", retention_days_max},
                            {"value", days_text(keep_days)}}),
               overtaken_hint(context, other.keep.has_value(), other.keep.value_or(""),
                              context.t("event_form.keep_hint"))),
         box("form-foot",
             {link("button", fresh ? "/events" : "/events/" + url_encoded(event.id.value), {context.t("form.cancel")}),
              button("primary", context.t(fresh ? "event_form.create" : "form.save"))})});
    const std::string place = "/events/" + url_encoded(event.id.value);
    const Html remove =
        fresh ? Html()
              : el("details", {{"class", "revoke"}},
                   {el("summary", {}, {context.t("event_form.remove")}),
                    el("p", {}, {context.t("event_form.remove_means")}),
                    post_form(context, place + "/remove", "inline",
                              {button("danger", context.t("event_form.remove_button", {{"title", event.title}}))})});
    return page(context, {.title = context.t(fresh ? "event_form.new" : "event_form.edit"),
                          .subtitle = context.t("event_form.lead"),
                          .section = Section::events,
                          .actions = {},
                          .body = box("panel narrow-panel", {form, remove}),
                          .status = status,
                          .focal = {}});
}

// A time of the form; what was not touched keeps its seconds, which the form does not show.
std::optional<WallTime> read_time(const std::string& text, WallTime shown) {
    return text == local_minutes(shown) ? shown : parse_local_minutes(text);
}

// The problem's key; empty when all is well.
std::string read_form(const Context& context, Event& event, std::int64_t& keep_days) {
    event.title = context.form["title"];
    event.venue = context.form["venue"];
    const auto starts = read_time(context.form["starts"], event.starts);
    const auto ends = read_time(context.form["ends"], event.ends);
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

base::Result<Event> the_event(Context& context) {
    TRY(event, office::find_event(context.store, EventId{url_decoded(context.params.at(0), false)}));
    if (!event) return base::fail(base::ErrorCode::not_found, "there is no such event");
    return *event;
}

}  // namespace

Answer event_form_page(Context& context) {
    if (!context.params.empty()) {
        TRY(event, the_event(context));
        TRY(days, office::kept_for(context.store, event.id, event.ends));
        return form_page(context, event, days, days_text(days), "", 200);
    }
    TRY(events, office::newest_events(context.store, 2));
    return form_page(context, suggestion(events, context.now), 0, "", "", 200);
}

Answer create_event(Context& context) {
    Event event;
    std::int64_t keep_days = 0;
    const std::string problem = read_form(context, event, keep_days);
    if (!problem.empty()) return form_page(context, event, keep_days, "", context.t(problem), 400);
    TRY(id, context.act([&](office::Acts& acts) { return acts.put_event(event); }));
    TRY_VOID(
        context.write([&](store::Store& writing) { return office::keep_for(writing, id, event.ends, keep_days); }));
    return redirect("/events/" + url_encoded(id.value));
}

// What the form says of the event, and of how long its guests are kept, is saved together or not at all.
Answer change_event(Context& context) {
    TRY(now, the_event(context));
    TRY(opened, office::event_in_version(context.store, now.id, opened_version(context.form, now.version)));
    office::FormEdit<Event> edit{opened.value_or(now), opened.value_or(now), {}};
    std::int64_t keep_days = 0;
    const std::string problem = read_form(context, edit.typed, keep_days);
    if (!problem.empty())
        return form_page(context, edit.typed, keep_days, context.form["keep_was"], context.t(problem), 400);
    EventOvertaken other;
    const auto save = [&](store::Store& writing) -> base::Result<void> {
        TRY(days, office::kept_for(writing, now.id, now.ends));
        const Single keep = single_field(context.form, "keep", days_text(days));
        if (keep == Single::overtaken) {
            other.keep = days_text(days);
            other.now = now;
            return {};
        }
        office::Acts acts(writing, context.services.clock, context.by());
        TRY(stands, acts.edit(edit));
        if (stands) {
            edit.now = other.now = *stands;
            other.fields = edit.overtaken();
            return {};
        }
        const bool later = edit.typed.ends != edit.opened.ends && days > 0;
        if (keep == Single::untouched && !later) return {};
        return office::keep_for(writing, now.id, edit.typed.ends, keep == Single::save ? keep_days : days);
    };
    TRY_VOID(context.write(save));
    if (!other.any()) return redirect("/events/" + url_encoded(now.id.value));
    edit.now = other.now;
    return form_page(context, edit.merged(), keep_days, other.keep.value_or(context.form["keep_was"]), "", 409, other);
}

Answer remove_event(Context& context) {
    TRY(event, the_event(context));
    TRY_VOID(context.write([&](store::Store& writing) {
        office::Acts acts(writing, context.services.clock, context.by());
        return office::remove_event(writing, acts, event, context.now);
    }));
    TRY_VOID(context.act([&](office::Acts& acts) { return acts.note("event_removed " + event.id.value); }));
    return redirect("/events/" + url_encoded(event.id.value));
}

Answer put_event_back(Context& context) {
    TRY(event, the_event(context));
    TRY_VOID(context.write([&](store::Store& writing) {
        office::Acts acts(writing, context.services.clock, context.by());
        return office::put_event_back(writing, acts, event);
    }));
    TRY_VOID(context.act([&](office::Acts& acts) { return acts.note("event_put_back " + event.id.value); }));
    return redirect("/events/" + url_encoded(event.id.value));
}

}  // namespace web
