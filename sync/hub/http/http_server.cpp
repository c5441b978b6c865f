#include "http/http_server.h"

#include <fmt/core.h>
#include <microhttpd.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <set>
#include <stop_token>
#include <thread>

#include "base/check.h"
#include "base/clock.h"
#include "http/connections.h"
#include "http/listener.h"

namespace http {
namespace {

using base::ErrorCode;
using wire::ErrorWord;

constexpr unsigned server_threads = 2;
constexpr std::size_t source_block_bytes = 64 * 1024;
constexpr std::chrono::seconds answers_time_max{1};  // for the last answers of a server that stops

std::string lower(const char* text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

MHD_Result collect_header(void* into, MHD_ValueKind, const char* key, const char* value) {
    static_cast<HttpRequest*>(into)->headers[lower(key)] = value == nullptr ? "" : value;
    return MHD_YES;
}
MHD_Result collect_argument(void* into, MHD_ValueKind, const char* key, const char* value) {
    static_cast<HttpRequest*>(into)->query[key] = value == nullptr ? "" : value;
    return MHD_YES;
}

class MicroServer;

// One request and its answer. Owned by the connection and by the Reply that somebody holds.
struct Exchange : std::enable_shared_from_this<Exchange> {
    MicroServer* server = nullptr;  // null once the server stops: nobody to answer to
    MHD_Connection* connection = nullptr;
    HttpRequest request;
    BodyBudget::Share body;
    bool no_room = false;  // for its body: what still comes is dropped
    bool handed_over = false;
    std::atomic<bool> has_turn = false;  // among strangers
    std::mutex mutex;
    bool answered = false;
    bool suspended = false;
    bool stopping = false;  // the server: an answer that is still being made is not waited for
    HttpResponse response;
};

HttpResponse too_slow_response() {
    return error_response(ErrorWord::too_slow, "the request did not arrive in time",
                          "send it again; send less at once");
}

HttpResponse crowded_response() {
    return error_response(ErrorWord::unavailable, "too many are sending at once", "try again in a moment");
}

HttpResponse stopping_response() {
    return error_response(ErrorWord::unavailable, "the hub is stopping", "try again in a moment");
}

// Written past MHD, which cannot answer a request that is still arriving. Plain HTTP only.
void write_too_slow(int fd) {
    const HttpResponse response = too_slow_response();
    const std::string text = fmt::format(
        "HTTP/1.1 408 Request Timeout\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: "
        "close\r\n\r\n{}",
        response.body.size(), response.body);
    static_cast<void>(::send(fd, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT));
}

// Each connection is a file; the default of 1,024 is less than we promise.
HttpOptions within_file_limit(HttpOptions options) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
        constexpr rlim_t other_files = 100;
        if (limit.rlim_cur != RLIM_INFINITY && limit.rlim_cur < options.connections_max + other_files)
            options.connections_max =
                static_cast<unsigned>(std::max<rlim_t>(limit.rlim_cur, 2 * other_files) - other_files);
    }
    options.strangers.all_max = std::min(options.strangers.all_max, std::size_t{options.connections_max} / 4 * 3);
    return options;
}

bool is_hung_up(int fd) {
    pollfd poll{fd, POLLRDHUP, 0};
    return ::poll(&poll, 1, 0) == 1 && (poll.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

class MicroServer : public HttpServer {
public:
    MicroServer(HttpOptions options, HttpHandler handler)
        : m_options(within_file_limit(std::move(options))),
          m_handler(std::move(handler)),
          m_bodies(m_options.bodies),
          m_turns(std::make_shared<Turns>(m_options.turns)),
          m_connections(m_options.strangers) {}

    ~MicroServer() override {
        if (m_daemon == nullptr) return;
        // New connections are refused from here on. Not by MHD_quiesce_daemon(): with epoll its threads and the caller
        // both take the socket out of the set, and whoever comes second aborts the process. The price: until MHD is
        // stopped, answers_time_max at most, its threads are woken for a socket that gives them nothing.
        ::shutdown(m_listening, SHUT_RDWR);
        m_reaper.request_stop();
        m_reaper_wakes.notify_all();
        {
            // A suspended connection would keep MHD from stopping.
            std::unique_lock lock(m_exchanges_mutex);
            m_stopping = true;
            for (const auto& exchange : m_exchanges)
                if (exchange->handed_over) stop(*exchange);
            // MHD would close a connection before what it was just given to say is on its way.
            m_exchange_ended.wait_for(lock, answers_time_max, [&] {
                return std::ranges::none_of(m_exchanges, [](const auto& exchange) { return exchange->handed_over; });
            });
        }
        m_turns->close();
        MHD_stop_daemon(m_daemon);
        m_reaper.join();
    }

    base::Result<void> start() {
        TRY(listener, Listener::open(m_options.host, m_options.port));
        m_port = listener.port();
        unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
        const bool tls = !m_options.tls_key.empty();
        if (tls) flags |= MHD_USE_TLS;
        const unsigned head_seconds = static_cast<unsigned>(m_options.head_time_max.count());
        std::vector<MHD_OptionItem> options{
            {MHD_OPTION_EXTERNAL_LOGGER, reinterpret_cast<intptr_t>(&ignore_log), nullptr},
            {MHD_OPTION_LISTEN_SOCKET, listener.fd(), nullptr},
            {MHD_OPTION_THREAD_POOL_SIZE, server_threads, nullptr},
            {MHD_OPTION_CONNECTION_LIMIT, m_options.connections_max, nullptr},
            {MHD_OPTION_CONNECTION_TIMEOUT, head_seconds, nullptr},
            {MHD_OPTION_CONNECTION_MEMORY_LIMIT, static_cast<intptr_t>(m_options.header_bytes_max), nullptr},
            {MHD_OPTION_NOTIFY_COMPLETED, reinterpret_cast<intptr_t>(&on_completed), this},
            {MHD_OPTION_NOTIFY_CONNECTION, reinterpret_cast<intptr_t>(&on_connection), this},
        };
        if (tls) {
            options.push_back({MHD_OPTION_HTTPS_MEM_KEY, 0, m_options.tls_key.data()});
            options.push_back({MHD_OPTION_HTTPS_MEM_CERT, 0, m_options.tls_cert.data()});
            options.push_back(
                {MHD_OPTION_HTTPS_PRIORITIES, 0, const_cast<char*>("NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2")});
        }
        options.push_back({MHD_OPTION_END, 0, nullptr});
        m_reaper = std::jthread([this](const std::stop_token& stop) { reap(stop); });
        m_daemon = MHD_start_daemon(flags, 0, nullptr, nullptr, &on_request, this, MHD_OPTION_ARRAY, options.data(),
                                    MHD_OPTION_END);
        if (m_daemon == nullptr)
            return base::fail(ErrorCode::bad_input,
                              "cannot start the server: are the TLS key and certificate a pair in PEM?");
        m_listening = listener.release();  // MHD closes it
        return {};
    }

    std::uint16_t port() const override { return m_port; }

private:
    static void ignore_log(void*, const char*, va_list) {}  // mostly strangers' broken handshakes

    static void on_connection(void* self, MHD_Connection* connection, void** context,
                              MHD_ConnectionNotificationCode code) {
        auto* server = static_cast<MicroServer*>(self);
        if (code == MHD_CONNECTION_NOTIFY_STARTED) {
            const std::string address = peer_of(connection);
            const bool proxy = is_trusted(server->m_options.trusted_proxies, address);
            *context = server->m_connections.add(
                MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd,
                proxy ? std::string() : place_of(address));
        } else {
            server->m_connections.remove(static_cast<Connection*>(*context));
        }
    }

    static std::string peer_of(MHD_Connection* connection) {
        const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
        return info == nullptr ? std::string() : address_text(info->client_addr);
    }

    static Connection& connection_of(MHD_Connection* connection) {
        return *static_cast<Connection*>(
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context);
    }

    using Held = std::shared_ptr<Exchange>;

    static MHD_Result on_request(void* self, MHD_Connection* connection, const char* url, const char* method,
                                 const char*, const char* data, size_t* size, void** context) {
        auto* server = static_cast<MicroServer*>(self);
        if (*context == nullptr) return server->begin(connection, url, method, context);
        const Held exchange = *static_cast<Held*>(*context);
        if (*size > 0) return server->receive(*exchange, data, size);
        if (!exchange->handed_over) return server->hand_over(exchange);
        return server->deliver(*exchange);
    }

    MHD_Result begin(MHD_Connection* connection, const char* url, const char* method, void** context) {
        auto exchange = std::make_shared<Exchange>();
        exchange->server = this;
        exchange->connection = connection;
        HttpRequest& request = exchange->request;
        request.method = method;
        request.path = url;
        MHD_get_connection_values(connection, MHD_HEADER_KIND, &collect_header, &request);
        MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, &collect_argument, &request);
        *context = new Held(exchange);
        {
            const std::lock_guard lock(m_exchanges_mutex);
            m_exchanges.insert(exchange);
        }
        connection_of(connection).enter(Phase::body);
        recognise(*exchange);

        // Refused here, the body is never read.
        if (auto refusal = refuse_body(*exchange)) {
            exchange->handed_over = exchange->answered = true;
            exchange->response = refused(exchange->request, std::move(*refusal));
            return deliver(*exchange);
        }
        return MHD_YES;
    }

    void recognise(Exchange& exchange) {
        HttpRequest& request = exchange.request;
        const Origin origin = origin_of(m_options.trusted_proxies, peer_of(exchange.connection), request.headers);
        request.peer = origin.address;
        request.https = origin.https || !m_options.tls_key.empty();
        request.caller = m_options.caller ? m_options.caller(request) : CallerKind::kiosk;
        if (request.caller != CallerKind::stranger) m_connections.know(connection_of(exchange.connection));
        exchange.body.open(m_bodies, request.caller, place_of(request.peer));
    }

    std::size_t body_bytes_max(const std::string& path) const {
        for (const auto& [beginning, bytes] : m_options.body_bytes_max_below)
            if (path.starts_with(beginning)) return bytes;
        return m_options.body_bytes_max;
    }

    std::optional<HttpResponse> refuse_body(Exchange& exchange) {
        const HttpRequest& request = exchange.request;
        if (!request.header("transfer-encoding").empty())
            return error_response(ErrorWord::length_required, "the body comes in chunks", "send a Content-Length");
        const std::string_view length = request.header("content-length");
        if (length.empty()) return std::nullopt;
        std::size_t bytes = 0;
        const auto parsed = std::from_chars(length.data(), length.data() + length.size(), bytes);
        const std::size_t bytes_max = body_bytes_max(request.path);
        if (parsed.ec != std::errc() || bytes > bytes_max)
            return error_response(ErrorWord::too_large,
                                  fmt::format("the body has {} bytes, at most {} are taken", length, bytes_max),
                                  "send fewer rows at once");
        if (request.caller == CallerKind::stranger && bytes > m_options.bodies.of_a_stranger_max) {
            // A token may be good and only not known here yet: its holder tries again.
            if (!request.bearer_token().empty()) return crowded_response();
            return error_response(ErrorWord::unauthorized, "large bodies are taken only from those who are known",
                                  "sign in, or send the token of the enrolment");
        }
        return std::nullopt;
    }

    // Room is taken for what is there, not for what somebody says will come.
    MHD_Result receive(Exchange& exchange, const char* data, size_t* size) {
        // MHD holds the client to its Content-Length.
        if (!exchange.no_room && exchange.body.take(*size)) {
            exchange.request.body.append(data, *size);
        } else {
            exchange.no_room = true;
            exchange.body.give_back();
            std::string().swap(exchange.request.body);
        }
        *size = 0;
        return MHD_YES;
    }

    MHD_Result hand_over(const Held& exchange) {
        connection_of(exchange->connection).enter(Phase::working);
        bool stopping = false;
        {
            const std::lock_guard stop_lock(m_exchanges_mutex);
            const std::lock_guard lock(exchange->mutex);
            exchange->handed_over = true;
            stopping = m_stopping;
            if (stopping) {
                exchange->answered = true;
                exchange->response = stopping_response();
            } else {
                // Before anybody could answer.
                exchange->suspended = true;
                MHD_suspend_connection(exchange->connection);
            }
        }
        if (stopping) return deliver(*exchange);
        if (exchange->no_room) {
            answer(*exchange, refused(exchange->request, crowded_response()));
        } else if (exchange->request.caller != CallerKind::stranger) {
            handle(exchange);
        } else {
            const std::string place = place_of(exchange->request.peer);
            const bool in_line = m_turns->ask(place, [this, exchange] {
                exchange->has_turn = true;
                handle(exchange);
            });
            if (!in_line) answer(*exchange, refused(exchange->request, crowded_response()));
        }
        return MHD_YES;
    }

    HttpResponse refused(const HttpRequest& request, HttpResponse refusal) const {
        return m_options.refusal ? m_options.refusal(request, std::move(refusal)) : std::move(refusal);
    }

    void handle(const Held& exchange) {
        const auto end_turn = [turns = m_turns, exchange] {
            if (exchange->has_turn.exchange(false)) turns->done();
        };
        Reply reply(
            [end_turn, exchange](HttpResponse response) {
                answer(*exchange, std::move(response));
                end_turn();
            },
            end_turn);
        m_handler(std::move(exchange->request), std::move(reply));
    }

    // From any thread.
    static void answer(Exchange& exchange, HttpResponse response) {
        const std::lock_guard lock(exchange.mutex);
        if (exchange.answered || exchange.server == nullptr) return;
        exchange.answered = true;
        exchange.response = std::move(response);
        if (exchange.suspended) MHD_resume_connection(exchange.connection);
        exchange.suspended = false;
    }

    // An answer that is being made is cut off.
    static void stop(Exchange& exchange) {
        {
            const std::lock_guard lock(exchange.mutex);
            exchange.stopping = true;
        }
        answer(exchange, stopping_response());
        wake(exchange);
    }

    MHD_Result deliver(Exchange& exchange) {
        const std::lock_guard lock(exchange.mutex);
        PETTAN_ASSERT(exchange.answered);
        HttpResponse& answer = exchange.response;
        m_connections.answer(connection_of(exchange.connection), answer.body.size());
        if (answer.source) watch_source(exchange.connection, answer.source);
        // The exchange outlives the sending: it goes in on_completed.
        MHD_Response* response = answer.source ? MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, source_block_bytes,
                                                                                   &read_source, &exchange, nullptr)
                                               : MHD_create_response_from_buffer(answer.body.size(), answer.body.data(),
                                                                                 MHD_RESPMEM_PERSISTENT);
        if (response == nullptr) return MHD_NO;
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, answer.content_type.c_str());
        bool cacheable = false;
        for (const auto& [name, value] : answer.headers) {
            MHD_add_response_header(response, name.c_str(), value.c_str());
            cacheable = cacheable || name == MHD_HTTP_HEADER_CACHE_CONTROL;
        }
        if (!cacheable) MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
        const MHD_Result queued =
            MHD_queue_response(exchange.connection, static_cast<unsigned>(answer.status), response);
        MHD_destroy_response(response);
        return queued;
    }

    // The next block of a body that is still being made. Called on the server's threads.
    static ssize_t read_source(void* held, std::uint64_t offset, char* into, std::size_t size) {
        Exchange& exchange = *static_cast<Exchange*>(held);
        // Held from before the look until the connection sleeps: whoever makes the body wakes it after that.
        const std::lock_guard lock(exchange.mutex);
        if (exchange.server == nullptr || exchange.stopping) return MHD_CONTENT_READER_END_WITH_ERROR;
        const auto ready = [weak = exchange.weak_from_this()] {
            if (const auto sleeping = weak.lock()) wake(*sleeping);
        };
        const BodySource::Part part = exchange.response.source->read(offset, into, size, ready);
        switch (part.state) {
            case BodySource::State::more:
                connection_of(exchange.connection).enter(Phase::answering);
                return static_cast<ssize_t>(part.bytes);
            case BodySource::State::ends:
                return MHD_CONTENT_READER_END_OF_STREAM;
            case BodySource::State::broken:
                return MHD_CONTENT_READER_END_WITH_ERROR;
            case BodySource::State::waits:
                break;
        }
        connection_of(exchange.connection).enter(Phase::working);
        exchange.suspended = true;
        MHD_suspend_connection(exchange.connection);
        return 0;
    }

    // From any thread.
    static void wake(Exchange& exchange) {
        const std::lock_guard lock(exchange.mutex);
        if (exchange.suspended) MHD_resume_connection(exchange.connection);
        exchange.suspended = false;
    }

    void watch_source(MHD_Connection* connection, std::shared_ptr<BodySource> source) {
        m_connections.watch(connection_of(connection), std::move(source));
    }

    static void on_completed(void* self, MHD_Connection* connection, void** context, MHD_RequestTerminationCode) {
        auto* server = static_cast<MicroServer*>(self);
        server->m_connections.answered(connection_of(connection));
        auto* held = static_cast<Held*>(*context);
        if (held == nullptr) return;
        (*held)->body.give_back();
        if (const auto& source = (*held)->response.source) {
            source->give_up();
            server->watch_source(connection, nullptr);
        }
        {
            const std::lock_guard lock((*held)->mutex);
            (*held)->server = nullptr;
        }
        {
            const std::lock_guard lock(server->m_exchanges_mutex);
            server->m_exchanges.erase(*held);
            server->m_exchange_ended.notify_all();
        }
        delete held;
        *context = nullptr;
    }

    void reap(const std::stop_token& stop) {
        std::mutex mutex;
        std::unique_lock wait(mutex);
        while (!m_reaper_wakes.wait_for(wait, stop, std::chrono::seconds(1), [] { return false; }) &&
               !stop.stop_requested())
            end_slow_connections();
    }

    void end_slow_connections() {
        const std::int64_t now_ns = base::monotonic_now().count();
        m_connections.end_old_ones(
            std::size_t{m_options.connections_max} / 4 * 3, [&](const Connection& connection, bool crowded) {
                return is_too_slow(connection, std::chrono::nanoseconds(now_ns - connection.since_ns), crowded);
            });
    }

    bool is_too_slow(const Connection& connection, std::chrono::nanoseconds age, bool crowded) const {
        switch (connection.phase) {
            case Phase::head:
                return age > (crowded ? m_options.crowded_head_time_max : m_options.head_time_max);
            case Phase::body:
                if (age <= m_options.body_time_max) return false;
                if (m_options.tls_key.empty()) write_too_slow(connection.fd);
                return true;
            case Phase::working:
                // Ours to finish, unless nobody waits for it any more.
                if (connection.source && is_hung_up(connection.fd)) connection.source->give_up();
                return false;
            case Phase::answering:
                return age > m_options.answer_time_max;
        }
        return false;
    }

    HttpOptions m_options;
    HttpHandler m_handler;
    std::uint16_t m_port = 0;
    MHD_Daemon* m_daemon = nullptr;
    int m_listening = -1;  // MHD's
    BodyBudget m_bodies;
    const std::shared_ptr<Turns> m_turns;  // outlives the server where a reply does
    Connections m_connections;

    std::mutex m_exchanges_mutex;
    std::condition_variable m_exchange_ended;
    std::set<Held> m_exchanges;
    bool m_stopping = false;

    std::condition_variable_any m_reaper_wakes;
    std::jthread m_reaper;
};

}  // namespace

base::Result<std::unique_ptr<HttpServer>> HttpServer::start(HttpOptions options, HttpHandler handler) {
    auto server = std::make_unique<MicroServer>(std::move(options), std::move(handler));
    TRY_VOID(server->start());
    return std::unique_ptr<HttpServer>(std::move(server));
}

}  // namespace http
