#include "web/site.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/log.h"
#include "office/zone.h"
#include "store/settings.h"
#include "store/watcher.h"
#include "store/workers.h"
#include "web/assets.h"
#include "web/kept_form.h"
#include "web/layout.h"
#include "web/pages.h"
#include "web/routes.h"

namespace web {
namespace {

using http::Reply;
using std::chrono::steady_clock;

constexpr std::chrono::seconds news_wait{20};
constexpr std::size_t long_waiting_max = 16;
constexpr int long_work_behind = 10;  // a page is never late because somebody exports

// What a browser hears with every answer. Nothing is loaded from elsewhere, no script stands in a page, nobody may
// frame one (OWASP Secure Headers).
void secure(HttpResponse& response) {
    response.headers.emplace_back("Content-Security-Policy",
                                  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                                  "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    response.headers.emplace_back("X-Content-Type-Options", "nosniff");
    response.headers.emplace_back("X-Frame-Options", "DENY");
    response.headers.emplace_back("Referrer-Policy", "same-origin");
    response.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
    response.headers.emplace_back("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
}

HttpResponse static_file(const std::string& path) {
    HttpResponse response;
    response.body = asset(path.substr(1));
    if (response.body.empty()) response.status = 404;
    response.content_type = path.ends_with(".css")   ? "text/css; charset=utf-8"
                            : path.ends_with(".js")  ? "text/javascript; charset=utf-8"
                            : path.ends_with(".svg") ? "image/svg+xml"
                                                     : "text/plain; charset=utf-8";
    response.headers.emplace_back("Cache-Control", "max-age=300");
    secure(response);
    return response;
}

// "/stamps/ring.svg". A pack's drawing is a picture: whatever else stands in it does nothing (the policy).
HttpResponse stamp_file(const StampSet& stamps, const std::string& path) {
    std::string name = url_decoded(std::string_view(path).substr(std::string_view("/stamps/").size()), false);
    constexpr std::string_view ending = ".svg";
    if (name.ends_with(ending)) name.resize(name.size() - ending.size());
    const auto shape = stamps.shapes.find(name);
    HttpResponse response;
    if (shape == stamps.shapes.end())
        response.status = 404;
    else
        response.body = shape->second.svg;
    response.content_type = "image/svg+xml";
    response.headers.emplace_back("Cache-Control", "max-age=300");
    secure(response);
    return response;
}

const Route* find_route(const HttpRequest& request, std::vector<std::string>& params, bool& other_method) {
    for (const Route& route : routes()) {
        auto found = match(route.pattern, request.path);
        if (!found) continue;
        if (route.method == request.method || (route.method == "GET" && request.method == "HEAD")) {
            params = std::move(*found);
            return &route;
        }
        other_method = true;
    }
    return nullptr;
}

bool may(Who who, const Context& context) {
    switch (who) {
        case Who::anybody:
        case Who::visitor:
            return true;
        case Who::staff:
            return context.account.has_value();
        case Who::organizer:
            return context.is_organizer();
    }
    return false;
}

base::Result<void> recognise(Context& context) {
    const std::string_view cookies = context.request.header("cookie");
    const std::string session = cookie(cookies, session_cookie);
    if (!session.empty()) {
        TRY(account, office::account_of_session(context.store, session, context.now));
        context.account = account;
        if (account) context.services.callers->note_signed_in(session);
    }
    const std::string visitor = cookie(cookies, visitor_cookie);
    if (context.account)
        context.csrf = csrf_of(session);
    else if (!visitor.empty())
        context.csrf = csrf_of(visitor);
    return {};
}

bool carries_token(const Context& context) {
    return !context.csrf.empty() && context.form["csrf"] == context.csrf;
}

// Where somebody is led who sends a form again whose answer was shown once (a code, a password): the page that it
// belongs to.
std::string page_above(std::string path) {
    const auto is_page = [&](const Route& route) { return route.method == "GET" && match(route.pattern, path); };
    while (path.size() > 1 && std::ranges::none_of(routes(), is_page))
        path.resize(std::max<std::size_t>(path.rfind('/'), 1));
    return path;
}

// A form that was sent twice does its work once; the second is shown where the first one led.
Answer submit(Context& context, const Route& route) {
    if (!carries_token(context)) {
        // Signed in again in another window, most likely.
        if (const auto kept = kept_form_of(context.request))
            return send_anew_page(context, context.request.path, *kept, 403, "kept.other_session");
        return problem_page(context, 403, "problem.csrf");
    }
    const std::string form = context.form["form"];
    if (form.empty() || form.size() > 64) return problem_page(context, 400, "problem.form");
    TRY(first, context.write([&](store::Store& writing) { return office::spend_form(writing, form, context.now); }));
    if (!first) {
        TRY(place, office::place_of_form(context.store, form));
        // No place: it is being done at this moment, or the store went away in the middle of it.
        if (place.empty())
            if (const auto kept = kept_form_of(context.request))
                return send_anew_page(context, context.request.path, *kept, 409, "kept.unsure");
        return redirect(place.empty() ? "/" : place);
    }
    Answer answer = route.handle(context);
    const bool done = answer && (answer->status == 303 || answer->status == 200);
    const auto note = [&](store::Store& writing) -> base::Result<void> {
        if (!done) return office::give_form_back(writing, form);
        std::string place = page_above(context.request.path);
        for (const auto& [name, value] : answer->headers)
            if (name == "Location") place = value;
        return office::note_form_place(writing, form, place);
    };
    TRY_VOID(context.write(note));
    return answer;
}

// Times are shown in the hub's zone. A server that was never told where it stands is in UTC: there the hub takes the
// zone of the first organizer's browser, which they can change on the settings' page.
base::Result<void> keep_zone(Context& context) {
    TRY(kept, office::use_kept_zone(context.store));
    if (!kept.empty() || !context.is_organizer() || office::zone_offset(context.now).count() != 0) return {};
    const std::string machine = office::machine_zone();
    if (machine.find("UTC") == std::string::npos && machine != "Etc/GMT" && machine != "GMT") return {};
    const std::string zone = url_decoded(cookie(context.request.header("cookie"), zone_cookie), false);
    if (!office::is_zone(zone) || zone == machine) return {};
    TRY_VOID(
        context.write([&](store::Store& writing) { return store::set_setting(writing, office::zone_setting, zone); }));
    TRY_VOID(context.act([&](office::Acts& acts) { return acts.note("zone " + zone); }));
    office::use_zone(zone);
    return {};
}

Answer answer_page(Context& context) {
    bool other_method = false;
    const Route* route = find_route(context.request, context.params, other_method);
    TRY_VOID(recognise(context));
    TRY_VOID(keep_zone(context));
    if (route == nullptr)
        return problem_page(context, other_method ? 405 : 404, other_method ? "problem.method" : "problem.not_found");
    if (!may(route->who, context)) {
        if (context.account) return problem_page(context, 403, "problem.role");
        if (context.request.method == "GET") return redirect("/sign-in?to=" + url_encoded(context.request.path));
        if (const auto kept = kept_form_of(context.request)) return sign_in_to_send(context, *kept);
        return problem_page(context, 403, "problem.signed_out");
    }
    // What leaves a trace is done for a GET only: HEAD changes nothing.
    if (context.request.method == "HEAD" && route->leaves_trace) return HttpResponse();
    if (context.request.method != "POST") return route->handle(context);
    context.form = parse_form(context.request.header("content-type"), context.request.body);
    switch (route->who) {
        case Who::anybody:
            return route->handle(context);
        case Who::visitor:
            return carries_token(context) ? route->handle(context) : problem_page(context, 403, "problem.csrf");
        case Who::staff:
        case Who::organizer:
            break;
    }
    return submit(context, *route);
}

HttpResponse failure(Context& context, const base::Error& error) {
    using base::ErrorCode;
    if (error.code == ErrorCode::not_found) return problem_page(context, 404, "problem.not_found");
    if (error.code == ErrorCode::bad_input) return problem_page(context, 400, "problem.input");
    // Only where it happened: the rest of an address may be somebody's secret link.
    const std::string& path = context.request.path;
    base::log::error("web: {} {}: {}", context.request.method, path.substr(0, path.find('/', 1)), error.message);
    const bool later = error.code == ErrorCode::busy || error.code == ErrorCode::unreachable;
    const int status = error.code == ErrorCode::full ? 507 : later ? 503 : 500;
    const std::string key = error.code == ErrorCode::full ? "problem.full" : "problem.busy";
    if (status == 500) return problem_page(context, 500, "problem.failed");
    if (const auto kept = kept_form_of(context.request))
        return try_again_page(*context.words, context.request.path, *kept, status, key);
    return problem_page(*context.words, status, key);
}

class HubSite : public Site {
public:
    HubSite(SiteOptions options, const base::Clock& clock)
        : m_options(std::move(options)), m_services(clock, m_options) {}

    base::Result<void> start() {
        TRY(writing, m_options.open_store(sql::Role::writer));
        m_services.writer = std::move(writing);
        TRY(stamps, read_stamps(m_options.pack));
        m_services.stamps = std::move(stamps);
        TRY(watching, m_options.open_store(sql::Role::reader));
        std::vector<std::unique_ptr<store::Store>> reading;
        for (int i = 0; i < m_options.workers; ++i) {
            TRY(store, m_options.open_store(sql::Role::reader));
            reading.push_back(std::move(store));
        }
        m_workers = std::make_unique<store::Workers>(std::move(reading));
        std::vector<std::unique_ptr<store::Store>> at_the_door;
        TRY(door, m_options.open_store(sql::Role::reader));
        at_the_door.push_back(std::move(door));
        m_door = std::make_unique<store::Workers>(std::move(at_the_door));
        std::vector<std::unique_ptr<store::Store>> long_reading;
        for (int i = 0; i < m_options.long_workers; ++i) {
            TRY(store, m_options.open_store(sql::Role::reader));
            long_reading.push_back(std::move(store));
        }
        m_long_workers = std::make_unique<store::Workers>(std::move(long_reading), long_waiting_max, long_work_behind);
        // Else the first page that finds people would read everybody: a second, of 100,000.
        m_long_workers->add([this](store::Store& store) { static_cast<void>(m_services.directory.size(store)); });
        m_watcher = std::make_unique<store::Watcher>(std::move(watching));
        m_options.bell->listen(this, [this] { m_watcher->look_again(); });
        return {};
    }
    ~HubSite() override {
        m_options.bell->forget(this);
        if (m_door) m_door->stop();
        if (m_workers) m_workers->stop();
        if (m_long_workers) m_long_workers->stop();
        m_watcher.reset();
    }

    void add_to(http::Routes& to) override {
        to.add("GET", "/", [this](HttpRequest request, const Reply& reply) { take(std::move(request), reply); });
        // Somebody who mistyped an address in a browser gets a page; programs get what the protocol says.
        to.add_tree("/", [this](HttpRequest request, const Reply& reply) {
            if (request.header("accept").find("text/html") == std::string_view::npos)
                return reply.send(http::nothing_there());
            take(std::move(request), reply);
        });
        to.add_tree("/static/",
                    [](const HttpRequest& request, const Reply& reply) { reply.send(static_file(request.path)); });
        to.add_tree("/stamps/", [this](const HttpRequest& request, const Reply& reply) {
            reply.send(stamp_file(m_services.stamps, request.path));
        });
        for (const Route& route : routes()) {
            const auto handle = [this](HttpRequest request, const Reply& reply) { take(std::move(request), reply); };
            const std::string_view pattern = route.pattern;
            const std::string first(pattern.substr(0, pattern.find('/', 1)));
            if (pattern == "/") continue;
            // Beside the kiosks' protocol only what is ours; else a page of ours for whatever is not there.
            if (first != "/v1")
                to.add_tree(first, handle);
            else if (pattern.find(':') == std::string_view::npos)
                to.add(std::string(route.method), std::string(pattern), handle);
            else
                to.add_tree(std::string(pattern.substr(0, pattern.find(':'))), handle);
        }
    }

private:
    void take(HttpRequest request, const Reply& reply) {
        queue(std::make_shared<const HttpRequest>(std::move(request)), reply, steady_clock::now() + news_wait);
    }

    using Request = std::shared_ptr<const HttpRequest>;
    void queue(Request request, const Reply& reply, steady_clock::time_point deadline, bool waited = false) {
        store::Workers& pool = pool_for(*request);
        const bool queued = pool.add([this, request, reply, deadline, waited](store::Store& store) {
            if (!waits_for_news(request, reply, deadline, store)) answer(request, reply, store, deadline, waited);
        });
        if (!queued) reply.send(too_much(*request));
    }

    // Work that grows with what is kept has its own threads and its own queue: short pages never wait for it.
    store::Workers& pool_for(const HttpRequest& request) {
        if (request.method == "POST" && request.path == "/sign-in") return *m_door;
        std::vector<std::string> params;
        bool other_method = false;
        const Route* route = find_route(request, params, other_method);
        return route != nullptr && route->is_long ? *m_long_workers : *m_workers;
    }

    static HttpResponse too_much(const HttpRequest& request) {
        HttpResponse refusal =
            http::error_response(wire::ErrorWord::unavailable, "the hub has too much to do", "try again in a moment");
        const auto kept = kept_form_of(request);
        if (!kept) return refusal_page(request, std::move(refusal));
        HttpResponse page = try_again_page(words_for(request), request.path, *kept, refusal.status, "problem.busy");
        secure(page);
        return page;
    }

    // True where the request goes to sleep until there is news.
    bool waits_for_news(const Request& request, const Reply& reply, steady_clock::time_point deadline,
                        store::Store& store) {
        std::vector<std::string> params;
        bool other_method = false;
        const Route* route = find_route(*request, params, other_method);
        const auto since = request->query.find("since");
        if (route == nullptr || !route->waits || since == request->query.end()) return false;
        // Only for those who may read the page: nobody else is held, or told whether something changed.
        Context context(*request, store, m_services);
        if (!recognise(context) || !may(route->who, context)) return false;
        const auto seen = store::parse_cursor(since->second);
        const auto newest = store.position();
        if (!seen || !newest || *seen != *newest || steady_clock::now() >= deadline) return false;
        reply.step_aside();
        m_watcher->wait_for_change(*seen, deadline,
                                   [this, request, reply, deadline] { queue(request, reply, deadline); });
        return true;
    }

    void answer(const Request& request, const Reply& reply, store::Store& store, steady_clock::time_point deadline,
                bool waited) {
        Context context(*request, store, m_services);
        context.waited = waited;
        Answer answer = answer_page(context);
        if (context.wait && !waited) {
            reply.step_aside();
            return m_watcher->wait_until(steady_clock::now() + *context.wait,
                                         [this, request, reply, deadline] { queue(request, reply, deadline, true); });
        }
        HttpResponse response = answer ? std::move(*answer) : failure(context, answer.error());
        secure(response);
        if (!context.body || request->method == "HEAD") return reply.send(std::move(response));
        make_body(context, std::move(response), reply);
    }

    // The head goes out at once, and the rest while it is made.
    void make_body(Context& context, HttpResponse response, const Reply& reply) {
        auto spool = http::Spool::make();
        if (!spool) {
            HttpResponse problem = failure(context, spool.error());
            secure(problem);
            return reply.send(std::move(problem));
        }
        response.source = *spool;
        reply.send(std::move(response));
        auto made = context.body(**spool);
        if (made) made = (*spool)->finish();
        if (made) return;
        (*spool)->fail();  // the browser sees a download that broke off
        if (!(*spool)->is_given_up()) base::log::error("web: what was being sent broke off: {}", made.error().message);
    }

    SiteOptions m_options;
    Services m_services;
    std::unique_ptr<store::Workers> m_workers;
    std::unique_ptr<store::Workers> m_door;  // one thread: a password costs 64 MB and a tenth of a second
    std::unique_ptr<store::Workers> m_long_workers;
    std::unique_ptr<store::Watcher> m_watcher;
};

}  // namespace

base::Result<std::unique_ptr<Site>> Site::start(SiteOptions options, const base::Clock& clock) {
    auto site = std::make_unique<HubSite>(std::move(options), clock);
    TRY_VOID(site->start());
    return std::unique_ptr<Site>(std::move(site));
}

http::CallerKind caller_of(const http::Callers& callers, const HttpRequest& request) {
    const std::string_view token = request.bearer_token();
    if (!token.empty()) return callers.kind_of(token);
    return callers.kind_of(cookie(request.header("cookie"), session_cookie));
}

HttpResponse refusal_page(const HttpRequest& request, HttpResponse refusal) {
    if (request.header("accept").find("text/html") == std::string_view::npos) return refusal;
    const std::string key = refusal.status == 413   ? "problem.too_large"
                            : refusal.status == 401 ? "problem.signed_out"
                                                    : "problem.crowded";
    HttpResponse response = problem_page(words_for(request), refusal.status, key);
    for (auto& header : refusal.headers)
        response.headers.push_back(std::move(header));
    secure(response);
    return response;
}

base::Result<std::optional<std::pair<std::string, std::string>>> make_first_account(store::Store& store,
                                                                                    attendance::WallTime now) {
    std::optional<std::pair<std::string, std::string>> made;
    TRY(there, office::accounts(store));
    if (!there.empty()) return made;
    const std::string name = "organizer";
    const auto password = store.add_account(name, "organizer", now);
    // Another hub, started on the same empty database at the same time, was quicker: its printout has the password.
    if (!password && password.error().code == base::ErrorCode::bad_input) return made;
    if (!password) return base::fail(password.error());
    made = {name, *password};
    return made;
}

}  // namespace web
