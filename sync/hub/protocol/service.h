// The protocol's paths (PROTOCOL.md) over a store: /v1/hello, enrol, entries, changes, snapshot.
//
// Threads, all started by start() and joined by the destructor:
//   writer    the only one that writes: takes all waiting batches into one transaction and answers after its commit
//   workers   look up tokens, then parse requests and read pages of changes, each over a connection of its own
//   watcher   holds the long polls: asks for the newest change after each commit in this process, and every half second
//   for the sake of
//             other hubs on the same database
// Queues are bounded; a full one answers 503.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "http/callers.h"
#include "http/http.h"
#include "http/served_key.h"
#include "store/commit_bell.h"
#include "store/store.h"

namespace protocol {

struct ServiceOptions {
    // Opens another connection to the same tables; called several times at the start.
    std::function<base::Result<std::unique_ptr<store::Store>>(sql::Role)> open_store;
    // What is said of the TLS key; nothing behind a proxy.
    std::shared_ptr<http::ServedKey> served = std::make_shared<http::ServedKey>();
    int workers = 2;
    // Shared with whoever else commits in this process, so that long polls hear of it at once.
    std::shared_ptr<store::CommitBell> bell = std::make_shared<store::CommitBell>();
    // Shared with the server: whose tokens are good is noted here.
    std::shared_ptr<http::Callers> callers = std::make_shared<http::Callers>();
    // Batches of one transaction at most: 1 makes a commit of every request, to show what grouping is worth.
    std::size_t group_max = 64;
};

class Service {
public:
    static base::Result<std::unique_ptr<Service>> start(ServiceOptions options, const base::Clock& clock);
    // Waiting requests are answered 503. The HTTP server must be gone before, or take no more requests.
    virtual ~Service() = default;
    // The handlers refer to this service: it outlives the routes.
    virtual void add_to(http::Routes& routes) = 0;
};

}  // namespace protocol
