// Requests over HTTP/1.1 or HTTPS, through libmicrohttpd (its manual: gnu.org/software/libmicrohttpd). Bounded in all
// that a stranger could make grow: connections, header and body bytes, bytes of all bodies together, work, and time.
// Kiosks, those who are signed in and strangers have budgets of their own: nobody can take another kind's (decision
// 100).
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "http/body_budget.h"
#include "http/connections.h"
#include "http/forwarded.h"
#include "http/http.h"
#include "http/turns.h"

namespace http {

struct HttpOptions {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;  // 0: any that is free
    std::string tls_key;     // PEM; empty: plain HTTP
    std::string tls_cert;

    std::vector<AddressRange> trusted_proxies;
    // Who asks, by what the headers carry; from the server's threads, and quick. Without it everybody is a kiosk.
    std::function<CallerKind(const HttpRequest&)> caller{};

    unsigned connections_max = 4000;
    ConnectionLimits strangers{};  // of connections on which nobody was recognised yet
    TurnLimits turns{};
    std::size_t header_bytes_max = 16 * 1024;                               // of one request, its line included
    std::size_t body_bytes_max = wire::body_bytes_max;                      // of one request
    std::vector<std::pair<std::string, std::size_t>> body_bytes_max_below;  // other ones, by the path's beginning
    // What is said instead of a refusal of these, to browsers for example; may be empty. From the server's threads.
    std::function<HttpResponse(const HttpRequest&, HttpResponse)> refusal{};
    BodyLimits bodies{};
    std::chrono::seconds body_time_max{20};         // from the end of the headers to the end of the body
    std::chrono::seconds head_time_max{75};         // from the last answer to the end of the next headers
    std::chrono::seconds crowded_head_time_max{5};  // the same when three quarters of the connections are taken
    std::chrono::seconds answer_time_max{120};      // to take an answer
};

class HttpServer {
public:
    // Errors: denied or busy where the address cannot be listened at, bad_input for a bad host, key or certificate.
    static base::Result<std::unique_ptr<HttpServer>> start(HttpOptions options, HttpHandler handler);
    // Requests that wait are answered 503 first. No handler runs any more afterwards; replies sent later go nowhere.
    virtual ~HttpServer() = default;
    virtual std::uint16_t port() const = 0;
};

}  // namespace http
