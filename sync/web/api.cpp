// Reading for other programs, by token (PROTOCOL.md, "Reading").
#include <nlohmann/json.hpp>

#include "base/time_text.h"
#include "base/version.h"
#include "office/event_queries.h"
#include "office/export_rows.h"
#include "office/zone.h"
#include "web/layout.h"
#include "web/metrics_text.h"
#include "web/pages.h"

namespace web {
namespace {

using wire::ErrorWord;

constexpr std::size_t events_max = 1000;
constexpr std::size_t presences_max = 100'000;

std::string rfc3339(WallTime at) {
    return base::format_rfc3339(at, office::zone_offset(at));
}

HttpResponse no_token() {
    return http::error_response(ErrorWord::unauthorized, "there is no token, or one that was given to nobody",
                                "send \"Authorization: Bearer TOKEN\" with a token from the hub's settings");
}

HttpResponse out_of_scope() {
    return http::error_response(ErrorWord::unauthorized, "this token reads figures only",
                                "make one that reads events, in the hub's settings");
}

// Absent where the caller has none that is good.
base::Result<std::optional<office::ApiToken>> token_of(Context& context) {
    const std::string_view token = context.request.bearer_token();
    std::optional<office::ApiToken> known;
    if (token.empty()) return known;
    TRY(found, office::find_api_token(context.store, token));
    if (found) context.services.callers->note_signed_in(token);
    known = std::move(found);
    return known;
}

HttpResponse json(const nlohmann::json& value) {
    return http::json_response(value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

// Leaves out of each row what the token's scope does not reach; the columns stay.
class InScope : public sheet::AttendanceWriter {
public:
    InScope(std::unique_ptr<sheet::AttendanceWriter> writer, office::ApiScope scope)
        : m_writer(std::move(writer)), m_scope(scope) {}
    base::Result<void> add(const sheet::AttendanceRow& row) override {
        if (m_scope == office::ApiScope::everything) return m_writer->add(row);
        sheet::AttendanceRow less = row;
        less.card_id.clear();
        if (m_scope == office::ApiScope::events) {
            less.name.clear();
            less.reading.clear();
        }
        return m_writer->add(less);
    }
    base::Result<void> finish() override { return m_writer->finish(); }

private:
    std::unique_ptr<sheet::AttendanceWriter> m_writer;
    office::ApiScope m_scope;
};

nlohmann::json json_of(const attendance::Event& event) {
    return {{"id", event.id.value},
            {"title", event.title},
            {"venue", event.venue},
            {"starts", rfc3339(event.starts)},
            {"ends", rfc3339(event.ends)}};
}

}  // namespace

Answer api_events(Context& context) {
    TRY(token, token_of(context));
    if (!token) return no_token();
    if (token->scope < office::ApiScope::events) return out_of_scope();
    TRY(lines, office::event_lines(context.store, events_max));
    nlohmann::json list = nlohmann::json::array();
    for (const office::EventLine& line : lines) {
        list.push_back(json_of(line.event));
        list.back()["arrived"] = line.arrived;
        list.back()["guests"] = line.guests;
    }
    return json({{"events", list}});
}

Answer api_presences(Context& context) {
    TRY(token, token_of(context));
    if (!token) return no_token();
    if (token->scope < office::ApiScope::events) return out_of_scope();
    TRY(event, office::find_event(context.store, attendance::EventId{url_decoded(context.params.at(0), false)}));
    if (!event) return http::error_response(ErrorWord::not_found, "there is no such event", "see GET /v1/events");
    TRY(list, office::arrivals(context.store, event->id, {}, presences_max));
    nlohmann::json presences = nlohmann::json::array();
    for (const office::Arrival& a : list) {
        const bool person = !a.person.id.empty();
        presences.push_back({{"person", person ? nlohmann::json(a.person.id.value) : nlohmann::json()},
                             {"nickname", person ? nlohmann::json(attendance::shown_name(a.person)) : nlohmann::json()},
                             {"at", rfc3339(a.presence.at)},
                             {"certainty", sheet::certainty_text(a.presence.quality)},
                             {"first", a.first},
                             {"visits", a.stamps},
                             {"source", attendance::to_string(a.presence.source)}});
    }
    return json({{"event", json_of(*event)}, {"presences", presences}});
}

Answer api_export(Context& context) {
    TRY(token, token_of(context));
    if (!token) return no_token();
    if (token->scope < office::ApiScope::events) return out_of_scope();
    // As an export on the pages leaves a line, so does one by token.
    const std::string by = "token:" + token->id;
    TRY_VOID(context.write([&](store::Store& writing) {
        return office::Acts(writing, context.services.clock, by).note("export_token " + token->name);
    }));
    office::ExportScope scope;
    if (!context.query("event").empty()) scope.event = attendance::EventId{context.query("event")};
    const bool csv = context.query("format") == "csv";
    context.body = [&store = context.store, scope, csv, reach = token->scope](http::Spool& spool) {
        const sheet::Sink into = [&spool](std::string_view part) { return spool.write(part); };
        InScope writer(
            csv ? sheet::csv_writer(into, office::zone_offset) : sheet::json_writer(into, office::zone_offset), reach);
        return office::write_attendance(store, scope, writer);
    };
    HttpResponse response;
    response.content_type = csv ? "text/csv; charset=utf-8" : "application/json";
    return response;
}

Answer metrics(Context& context) {
    TRY(token, token_of(context));
    if (!token) return no_token();
    TRY(unsettled, context.store.unsettled());
    TRY(kiosks, context.store.devices());
    HttpResponse response;
    response.body = metrics_text(base::version(), unsettled, kiosks);
    response.content_type = metrics_type;
    return response;
}

}  // namespace web
