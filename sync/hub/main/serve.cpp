#include "hub_main/serve.h"

#include <fmt/core.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>

#include "base/file.h"
#include "base/log.h"
#include "base/service_manager.h"
#include "hub/backup.h"
#include "hub/http_server.h"
#include "hub/listener.h"
#include "hub/service.h"
#include "hub/tls.h"
#include "hub_main/upkeep.h"
#include "web/site.h"

namespace hub_main {
namespace {

using namespace hub;

// Waits for a signal that ends the program. The signals are blocked from the first thread on, so that all threads
// inherit that and none is interrupted.
class EndSignals {
public:
    EndSignals() {
        sigemptyset(&m_set);
        sigaddset(&m_set, SIGTERM);
        sigaddset(&m_set, SIGINT);
        pthread_sigmask(SIG_BLOCK, &m_set, nullptr);
        // A client that went away is an error of write(), not an end.
        ::signal(SIGPIPE, SIG_IGN);
    }
    void wait() const {
        int got = 0;
        sigwait(&m_set, &got);
    }

private:
    sigset_t m_set{};
};

base::Result<KeyPair> key_pair(const ServeOptions& options, Store& store) {
    if (!options.tls_cert.empty()) {
        TRY(cert, base::read_file(options.tls_cert));
        TRY(key, base::read_file(options.tls_key));
        return KeyPair{std::move(key), std::move(cert)};
    }
    TRY(identity, store.identity());
    if (identity.tls_key.empty()) {
        TRY(made, make_key_pair("pettan-hub"));
        TRY_VOID(store.set_tls_if_none(made.key, made.cert));
        TRY(kept, store.identity());
        identity = std::move(kept);
    }
    return KeyPair{identity.tls_key, identity.tls_cert};
}

base::Result<void> prepare(const Address& address, Store& store) {
    if (!address.is_sqlite()) return {};
    TRY(older, notice_older_file(store, address.folder));
    if (older)
        base::log::warning(
            "hub: {} is older than it was: a new generation begins, kiosks will send again what is missing",
            address.file().string());
    return note_position(store, address.folder);
}

}  // namespace

base::Result<void> serve(const Address& address, const ServeOptions& options, const base::Clock& clock) {
    const EndSignals end;
    TRY(lock, FolderLock::take(address));
    TRY(endpoint, parse_address(options.listen));
    TRY(store, open_store(address, Role::writer));
    TRY_VOID(prepare(address, *store));

    TRY(first_account, web::make_first_account(*store, clock.read().wall));

    HttpOptions http;
    http.body_bytes_max_below = {{"/import", web::upload_bytes_max}};
    http.refusal = web::refusal_page;
    http.host = endpoint.first;
    http.port = endpoint.second;
    ServiceOptions service_options;
    if (!options.plain) {
        TRY(pair, key_pair(options, *store));
        TRY(pin, pin_of(pair.cert));
        http.tls_key = pair.key;
        http.tls_cert = pair.cert;
        service_options.pin = pin;
    }
    service_options.open_store = [&](Role role) { return open_store(address, role); };
    TRY(service, Service::start(service_options, clock));
    web::SiteOptions site_options;
    site_options.open_store = service_options.open_store;
    site_options.bell = service_options.bell;
    site_options.pin = service_options.pin;
    // Behind a proxy the browser speaks TLS; on this machine alone it need not.
    site_options.secure = !options.plain || !(http.host == "127.0.0.1" || http.host == "localhost");
    TRY(site, web::Site::start(site_options, clock));
    Routes routes;
    service->add_to(routes);
    site->add_to(routes);
    TRY(server, HttpServer::start(http, [&](HttpRequest request, Reply reply) {
            routes.handle(std::move(request), std::move(reply));
        }));
    // What scripts read; the log goes to standard error.
    fmt::print("listening {}://{}:{}\n", options.plain ? "http" : "https", http.host, server->port());
    if (!options.plain) fmt::print("pin {}\n", service_options.pin);
    if (first_account)
        fmt::print("account {} password {}\nThis password is shown this once. Sign in at the address above.\n",
                   first_account->first, first_account->second);
    std::fflush(stdout);
    base::service_manager::report_ready();
    const Upkeep upkeep([&] { return open_store(address, Role::writer); }, clock);

    end.wait();
    base::service_manager::report_stopping();
    base::log::info("hub: stopping");
    server.reset();
    site.reset();
    service.reset();
    if (address.is_sqlite()) return note_position(*store, address.folder);
    return {};
}

}  // namespace hub_main
