#include "hub/serve.h"

#include <fmt/core.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <iostream>

#include "base/file.h"
#include "base/log.h"
#include "base/service_manager.h"
#include "http/callers.h"
#include "http/forwarded.h"
#include "http/http_server.h"
#include "http/listener.h"
#include "http/public_url.h"
#include "http/tls.h"
#include "hub/first_account.h"
#include "hub/lookout.h"
#include "hub/upkeep.h"
#include "protocol/service.h"
#include "protocol/vouch.h"
#include "store/backup.h"
#include "store/known_tokens.h"
#include "store/settings.h"
#include "web/site.h"

namespace hub {
namespace {

constexpr std::chrono::seconds load_every{2};   // of whose tokens are good
constexpr std::chrono::seconds look_every{60};  // at the certificate's files

// Waits for a signal that ends the program, or asks for the certificate to be read again (SIGHUP). The signals are
// blocked from the first thread on, so that all threads inherit that and none is interrupted.
class EndSignals {
public:
    EndSignals() {
        sigemptyset(&m_set);
        sigaddset(&m_set, SIGTERM);
        sigaddset(&m_set, SIGINT);
        sigaddset(&m_set, SIGHUP);
        pthread_sigmask(SIG_BLOCK, &m_set, nullptr);
        // A client that went away is an error of write(), not an end.
        ::signal(SIGPIPE, SIG_IGN);
    }
    enum class Woken { end, reload, time };
    Woken wait_for(std::chrono::seconds time) const {
        const timespec limit{time.count(), 0};
        const int got = sigtimedwait(&m_set, nullptr, &limit);
        if (got < 0) return Woken::time;
        return got == SIGHUP ? Woken::reload : Woken::end;
    }

private:
    sigset_t m_set{};
};

base::Result<http::KeyPair> key_pair(const ServeOptions& options, store::Store& store) {
    if (!options.tls_cert.empty()) {
        TRY(cert, base::read_file(options.tls_cert));
        TRY(key, base::read_file(options.tls_key));
        return http::KeyPair{std::move(key), std::move(cert)};
    }
    TRY(identity, store.identity());
    if (identity.tls_key.empty()) {
        TRY(made, http::make_key_pair("pettan-hub"));
        TRY_VOID(store.set_tls_if_none(made.key, made.cert));
        TRY(kept, store.identity());
        identity = std::move(kept);
    }
    return http::KeyPair{identity.tls_key, identity.tls_cert};
}

void notice_history(store::Store& store) {
    const auto other = store::notice_other_history(store);
    if (other && *other)
        base::log::warning(
            "hub: the database has another history than before (restored, or a replica took over): a new generation "
            "begins, kiosks will send again what is missing");
}

// From the next start of the server on. The pair is looked at first: a file may be half written.
base::Result<void> serve_with(const http::KeyPair& pair, store::Store& store, http::HttpOptions& http,
                              http::ServedKey& served, attendance::WallTime now) {
    TRY_VOID(http::check_pair(pair));
    TRY(key_pin, http::key_pin_of(pair.cert));
    TRY(facts, protocol::vouch_for(store, key_pin, now));
    http.tls_key = pair.key;
    http.tls_cert = pair.cert;
    served.set(std::move(facts));
    return {};
}

base::Result<void> prepare(const store::Address& address, store::Store& store) {
    if (!address.is_sqlite()) return notice_history(store), base::Result<void>();
    TRY(older, store::notice_older_file(store, address.folder));
    if (older)
        base::log::warning(
            "hub: {} is older than it was: a new generation begins, kiosks will send again what is missing",
            address.file().string());
    return store::note_position(store, address.folder);
}

base::Result<std::vector<http::AddressRange>> trusted_proxies(const ServeOptions& options) {
    std::vector<std::string> texts = options.trusted_proxies;
    if (texts.empty() && options.plain) texts = {"127.0.0.1", "::1"};
    std::vector<http::AddressRange> ranges;
    for (const std::string& text : texts) {
        TRY(range, http::AddressRange::parse(text));
        ranges.push_back(std::move(range));
    }
    return ranges;
}

base::Result<http::HttpOptions> front_options(const ServeOptions& options,
                                              const std::shared_ptr<http::Callers>& callers) {
    TRY(endpoint, http::parse_address(options.listen));
    TRY(proxies, trusted_proxies(options));
    http::HttpOptions http;
    http.body_bytes_max_below = {{"/import", web::upload_bytes_max}};
    http.trusted_proxies = std::move(proxies);
    http.caller = [callers](const http::HttpRequest& request) { return web::caller_of(*callers, request); };
    http.refusal = web::refusal_page;
    http.host = endpoint.first;
    http.port = endpoint.second;
    return http;
}

// The address that the option says, else the one that is known, else at a terminal the one that somebody types. Empty:
// nobody knows it, and pages say the address by which they are reached.
base::Result<std::string> public_url(const ServeOptions& options, store::Store& store, const std::string& likely) {
    TRY(known, store::setting(store, store::public_url_setting));
    std::string typed = options.public_url;
    if (typed.empty() && known.empty() && ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1) {
        fmt::print(
            "Under which address will kiosks and guests' phones reach this hub? For example "
            "https://hub.example.org\nEnter alone: by whatever address this machine has, now {}\n> ",
            likely);
        std::fflush(stdout);
        std::getline(std::cin, typed);
    }
    if (typed.empty()) return known;
    TRY(url, http::parse_public_url(typed));
    TRY_VOID(store::set_setting(store, store::public_url_setting, url));
    if (!http::is_private_url(url))
        base::log::warning("hub: {} is not encrypted: kiosks refuse to enrol there. Put TLS before it", url);
    return url;
}

// The key under which somebody can reach what listens at "0.0.0.0".
std::string reachable(const ServeOptions& options, const std::string& host, std::uint16_t port) {
    const bool everywhere = host.empty() || host == "*" || host == "0.0.0.0" || host == "::";
    return everywhere ? http::likely_url(!options.plain, port)
                      : fmt::format("{}://{}:{}", options.plain ? "http" : "https", host, port);
}

// The HTTP server, and how it begins anew.
struct Front {
    http::HttpOptions options;
    http::HttpHandler handler;
    std::unique_ptr<http::HttpServer> server;

    base::Result<void> start() {
        server.reset();  // whoever waits is told to come again
        TRY(started, http::HttpServer::start(options, handler));
        options.port = started->port();  // the same at the next start
        server = std::move(started);
        return {};
    }
};

// Serves with what stands in the certificate's files by now, where that is another pair than before and fits. An error
// only where the old one cannot be served any more either.
base::Result<void> renew_certificate(const ServeOptions& options, store::Store& store, http::ServedKey& served,
                                     Front& front, attendance::WallTime now) {
    const auto pair = key_pair(options, store);
    const http::KeyPair before{front.options.tls_key, front.options.tls_cert};
    if (!pair || (pair->cert == before.cert && pair->key == before.key)) return {};
    auto renewed = serve_with(*pair, store, front.options, served, now);
    if (renewed) renewed = front.start();
    if (renewed) {
        base::log::info("hub: the certificate was renewed; the pin is {}", served.facts().key_pin);
        return {};
    }
    base::log::error("hub: the new certificate cannot be used, the old one stays: {}", renewed.error().message);
    if (front.server) return {};
    TRY_VOID(serve_with(before, store, front.options, served, now));
    return front.start();
}

}  // namespace

base::Result<void> serve(const store::Address& address, const ServeOptions& options, const base::Clock& clock) {
    const EndSignals end;
    TRY(lock, store::FolderLock::take(address));
    TRY(store, store::open_store(address, sql::Role::writer));
    TRY_VOID(prepare(address, *store));
    TRY(first_account, web::make_first_account(*store, clock.read().wall));

    const auto callers = std::make_shared<http::Callers>();
    TRY(http, front_options(options, callers));
    protocol::ServiceOptions service_options;
    if (!options.plain) {
        TRY(pair, key_pair(options, *store));
        TRY_VOID(serve_with(pair, *store, http, *service_options.served, clock.read().wall));
    }
    service_options.callers = callers;
    service_options.open_store = [&](sql::Role role) { return store::open_store(address, role); };
    TRY(service, protocol::Service::start(service_options, clock));
    web::SiteOptions site_options;
    site_options.open_store = service_options.open_store;
    site_options.bell = service_options.bell;
    site_options.served = service_options.served;
    site_options.callers = callers;
    site_options.pack = options.pack;
    TRY(url, public_url(options, *store, reachable(options, http.host, http.port)));
    site_options.secure = !options.plain || url.starts_with("https://");
    TRY(site, web::Site::start(site_options, clock));
    store::PositionMark mark(address.folder);
    TRY(watching, store::open_store(address, sql::Role::writer));
    auto loaded = std::chrono::steady_clock::time_point::min();
    const auto lookout =
        std::make_unique<Lookout>(std::move(watching), service_options.bell, [&](store::Store& looking) {
            // After a busy second's commits once is enough: who is met here is noted at once.
            if (const auto now = std::chrono::steady_clock::now(); loaded + load_every <= now) {
                if (auto known = store::known_tokens(looking, clock.read().wall))
                    callers->replace(std::move(known->kiosks), std::move(known->signed_in));
                loaded = now;
            }
            if (address.is_sqlite())
                static_cast<void>(mark.note(looking));
            else
                notice_history(looking);
        });
    http::Routes routes;
    service->add_to(routes);
    site->add_to(routes);
    Front front{
        http,
        [&](http::HttpRequest request, http::Reply reply) { routes.handle(std::move(request), std::move(reply)); },
        {}};
    TRY_VOID(front.start());
    // What scripts read; the log goes to standard error.
    fmt::print("listening {}\n", reachable(options, http.host, front.options.port));
    if (!url.empty()) fmt::print("address {}\n", url);
    if (!options.plain) fmt::print("pin {}\n", service_options.served->facts().key_pin);
    if (first_account) TRY_VOID(tell_first_password(first_account->first, first_account->second, address.folder));
    std::fflush(stdout);
    base::service_manager::report_ready();
    const Upkeep upkeep([&] { return store::open_store(address, sql::Role::writer); }, clock);

    for (auto woken = EndSignals::Woken::time; woken != EndSignals::Woken::end; woken = end.wait_for(look_every))
        if (!options.tls_cert.empty())
            TRY_VOID(renew_certificate(options, *store, *service_options.served, front, clock.read().wall));
    base::service_manager::report_stopping();
    base::log::info("hub: stopping");
    front.server.reset();
    site.reset();
    service.reset();
    if (address.is_sqlite()) return store::note_position(*store, address.folder);
    return {};
}

}  // namespace hub
