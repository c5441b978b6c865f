// HTTP to one server, through libcurl's multi interface: several exchanges at once on one thread, none of them
// blocking. No redirects, no cookies, no proxies; a reply is bounded in size and time. The bodies of requests are sent
// gzipped.
//
// Trust (libcurl's CURLOPT_PINNEDPUBLICKEY): with a pin, the server's key must be that one and nothing else counts, so
// that a certificate's dates and a wrong clock cannot lock a kiosk out. Without one, the machine's certificate
// authorities decide.
// Thread: one, but for wake().
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/result.h"
#include "wire/messages.h"

namespace client {

struct Trust {
    std::string key_pin;         // "sha256//BASE64"; empty: the certificate authorities
    bool first_contact = false;  // whoever answers is heard, and told nothing: before an enrolment's proof
};

struct HttpLimits {
    std::chrono::milliseconds connect_max{10'000};
    std::chrono::milliseconds request_max{30'000};  // the whole exchange, beside what a request waits on purpose
    std::size_t reply_bytes_max = wire::reply_bytes_max;
};

struct HttpRequest {
    std::string method = "GET";          // or "POST"
    std::string path;                    // with its query: "/v1/hello"
    std::string token;                   // bearer token; empty: none
    std::string gzipped_body;            // of a POST
    bool any_key = false;                // whoever answers: what they say has to prove itself. Never with a token
    std::chrono::milliseconds waits{0};  // how long the server may take on purpose: a long poll
};

struct HttpReply {
    int status = 0;
    std::string body;  // decompressed
    std::optional<std::chrono::seconds> retry_after;
    std::chrono::microseconds took{0};
};

class Http {
public:
    // unreachable: no answer; denied: not the key that was pinned; full: a reply above the limit; bad_input: a reply
    // whose gzip is broken. The message is a sentence for staff.
    using Done = std::function<void(base::Result<HttpReply>)>;

    Http(std::string base_url, const Trust& trust, const HttpLimits& limits);
    ~Http();
    Http(const Http&) = delete;
    Http& operator=(const Http&) = delete;

    // For exchanges that begin from now on.
    void set_trust(const Trust& trust);

    // `done` is called by turn(); it may start and cancel exchanges.
    void start(HttpRequest request, Done done);
    // Their `done` is never called.
    void cancel_all();

    // Waits until something moves, wake() was called or `wait_max` has passed; calls what is done.
    void turn(std::chrono::milliseconds wait_max);
    void wake();  // any thread

    // One exchange from start to end, for callers that have nothing else to do. failed: it was to stop.
    base::Result<HttpReply> ask(HttpRequest request, const std::stop_token& stop = {});

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// Percent-encoded for a query (RFC 3986).
std::string escaped(std::string_view text);

}  // namespace client
