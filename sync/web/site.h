// The hub's pages over HTTP: finds the page (routes.h), the visitor and their language, checks what a form must carry,
// and answers.
//
// Threads, started by start() and joined by the destructor: workers, each with a reading connection of its own; a
// watcher that holds the pages which wait for news. What writes goes through one connection, one act at a time.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "http/http.h"
#include "http/served_key.h"
#include "store/commit_bell.h"
#include "store/store.h"

namespace web {

struct SiteOptions {
    // Opens another connection to the same tables; called several times at the start.
    std::function<base::Result<std::unique_ptr<store::Store>>(sql::Role)> open_store;
    bool secure = true;  // served under TLS, here or by the proxy in front
    // What kiosks are told of the TLS key.
    std::shared_ptr<http::ServedKey> served = std::make_shared<http::ServedKey>();
    std::string pack;      // the folder of a pack whose stamps pages show; empty: washi's
    int workers = 2;       // for pages
    int long_workers = 2;  // for exports and imports
    // Shared with the service in this process: what kiosks send is news for the pages, and the other way round.
    std::shared_ptr<store::CommitBell> bell = std::make_shared<store::CommitBell>();
    // Shared with the server: whose sessions are good is noted here.
    std::shared_ptr<http::Callers> callers = std::make_shared<http::Callers>();
};

// Who asks, for the budgets of the server: by a kiosk's or a program's token, or a browser's session. Thread-safe.
http::CallerKind caller_of(const http::Callers& callers, const http::HttpRequest& request);

inline constexpr std::size_t upload_bytes_max = 8 * 1024 * 1024;  // of a guest list, at /import

class Site {
public:
    static base::Result<std::unique_ptr<Site>> start(SiteOptions options, const base::Clock& clock);
    virtual ~Site() = default;
    // The handlers refer to this site: it outlives the routes' last call.
    virtual void add_to(http::Routes& routes) = 0;
};

// A browser is shown a page where the server refused to read what it sends; other programs get the refusal as it is.
// Needs no store and no account. Thread-safe.
http::HttpResponse refusal_page(const http::HttpRequest& request, http::HttpResponse refusal);

// The first organizer, where nobody has an account yet: name and password, to be shown once.
base::Result<std::optional<std::pair<std::string, std::string>>> make_first_account(store::Store& store,
                                                                                    attendance::WallTime now);

}  // namespace web
