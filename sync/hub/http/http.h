// Requests and answers as values, whatever serves them.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/callers.h"
#include "wire/messages.h"

namespace http {

struct HttpRequest {
    std::string method;
    std::string path;
    std::map<std::string, std::string> query;
    std::map<std::string, std::string> headers;  // names in lower case
    std::string body;
    std::string peer;                          // the address of whoever asks, behind trusted proxies too
    bool https = false;                        // as they see it: TLS here, or at a trusted proxy
    CallerKind caller = CallerKind::stranger;  // as far as it is known without the store

    std::string_view header(const std::string& name) const;  // empty if it was not sent
    std::string_view bearer_token() const;                   // empty if there is none
};

// A body that is sent while it is being made (spool.h), of no known length. Thread-safe.
class BodySource {
public:
    virtual ~BodySource() = default;
    enum class State { more, waits, ends, broken };
    struct Part {
        std::size_t bytes = 0;
        State state = State::more;  // waits: nothing is there yet; broken: it will never be whole
    };
    // Copies up to `size` bytes from `offset` on. Where nothing is there yet, `ready` is kept, and called once, on any
    // thread, when something is.
    virtual Part read(std::uint64_t offset, char* into, std::size_t size, std::function<void()> ready) = 0;
    // Whoever asked has gone: nothing more is made.
    virtual void give_up() = 0;
};

struct HttpResponse {
    int status = 200;
    std::string content_type = "application/json";
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::shared_ptr<BodySource> source;  // instead of `body`
};

// JSON of an error, with the status that belongs to its word and Retry-After where it names one.
HttpResponse error_response(const wire::ErrorBody& error);
HttpResponse error_response(wire::ErrorWord word, std::string message, std::string todo);
HttpResponse nothing_there();  // 404, for a path that is nobody's
HttpResponse json_response(std::string json);

// The one answer to a request. Any thread may send it, once; copies share it. Whoever drops the last copy without
// having sent answers 500, so that no client waits for ever.
class Reply {
public:
    using Send = std::function<void(HttpResponse)>;
    explicit Reply(Send send, std::function<void()> step_aside = {});
    void send(HttpResponse response) const;
    // The request waits for something, or is somebody's whom we know after all: it needs no turn among strangers. May
    // be said again.
    void step_aside() const;

private:
    struct Once;
    std::shared_ptr<Once> m_once;
};

// Called on a thread of the server: returns soon, and answers when it can.
using HttpHandler = std::function<void(HttpRequest, Reply)>;

// Which handler answers which path. Filled before the server starts, then only read.
class Routes {
public:
    void add(const std::string& method, const std::string& path, HttpHandler handler);
    // Everything below a path, for methods of all kinds: "/people/". The longest that fits has it.
    void add_tree(const std::string& prefix, HttpHandler handler);
    // 404 for a path that is not there, 405 for another method, 426 for another version of the protocol.
    void handle(HttpRequest request, Reply reply) const;

private:
    std::map<std::string, std::map<std::string, HttpHandler>> m_paths;  // path, method
    std::map<std::string, HttpHandler> m_trees;
};

}  // namespace http
