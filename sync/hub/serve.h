// pettan-hub serve: the protocol's service and the pages, over one HTTP server.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "store/address.h"

namespace hub {

struct ServeOptions {
    std::string listen = "0.0.0.0:8443";
    std::string tls_cert;  // files; both or neither
    std::string tls_key;
    bool plain = false;                        // no TLS of its own: behind a proxy
    std::string public_url;                    // kept in the database; empty: what is there stays
    std::string pack;                          // the folder of a pack whose stamps pages show; empty: washi's
    std::vector<std::string> trusted_proxies;  // addresses and ranges; empty: this machine's where `plain`
};
// Until SIGTERM or SIGINT.
base::Result<void> serve(const store::Address& address, const ServeOptions& options, const base::Clock& clock);

}  // namespace hub
