#include "client/http.h"

#include <curl/curl.h>
#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <deque>
#include <list>
#include <mutex>

#include "wire/gzip.h"

namespace client {
namespace {

std::once_flag curl_is_ready;

struct EndsEasy {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct EndsMulti {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
struct EndsList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

struct Exchange {
    std::unique_ptr<CURL, EndsEasy> easy;
    std::unique_ptr<curl_slist, EndsList> headers;
    std::string body;
    std::size_t reply_bytes_max = 0;
    Http::Done done;

    HttpReply reply;
    bool is_gzip = false;
    bool is_too_large = false;

    void add_header(const std::string& line) {
        curl_slist* longer = curl_slist_append(headers.get(), line.c_str());
        PETTAN_ASSERT(longer != nullptr);
        (void)headers.release();
        headers.reset(longer);
    }
};

std::size_t take_body(char* data, std::size_t, std::size_t bytes, void* context) {
    auto& exchange = *static_cast<Exchange*>(context);
    exchange.is_too_large = exchange.reply.body.size() + bytes > exchange.reply_bytes_max;
    if (exchange.is_too_large) return 0;  // ends the exchange
    exchange.reply.body.append(data, bytes);
    return bytes;
}

std::string_view trimmed(std::string_view text) {
    const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!text.empty() && is_space(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_space(text.back()))
        text.remove_suffix(1);
    return text;
}

// Retry-After may also be a date; a kiosk whose clock may be wrong has no use for one.
std::optional<std::chrono::seconds> seconds_in(std::string_view text) {
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error != std::errc() || end != text.data() + text.size() || seconds < 0) return std::nullopt;
    return std::chrono::seconds(std::min<std::int64_t>(seconds, 86'400));
}

std::size_t take_header(char* data, std::size_t, std::size_t bytes, void* context) {
    auto& exchange = *static_cast<Exchange*>(context);
    const std::string_view line(data, bytes);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return bytes;
    std::string name(line.substr(0, colon));
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (name == "content-encoding") exchange.is_gzip = value == "gzip";
    if (name == "retry-after") exchange.reply.retry_after = seconds_in(value);
    return bytes;
}

base::Unexpected failure(CURLcode code, const Exchange& exchange) {
    using base::ErrorCode;
    if (exchange.is_too_large) return base::fail(ErrorCode::full, "the answer is larger than any of a hub's");
    if (code == CURLE_SSL_PINNEDPUBKEYNOTMATCH)
        return base::fail(
            ErrorCode::denied,
            "the key of who answers is not the hub's, and not one that the hub vouches for: somebody stands "
            "between, or the hub was set up anew (then enrol again)");
    if (code == CURLE_PEER_FAILED_VERIFICATION)
        return base::fail(ErrorCode::denied, "the certificate of who answers is not trusted (is the clock right?)");
    if (code == CURLE_COULDNT_RESOLVE_HOST)
        return base::fail(ErrorCode::unreachable, "the hub's name is not known here: no network, or a wrong address");
    if (code == CURLE_COULDNT_CONNECT) return base::fail(ErrorCode::unreachable, "nobody answers at the hub's address");
    if (code == CURLE_OPERATION_TIMEDOUT)
        return base::fail(ErrorCode::unreachable, "the hub did not answer in time: the network is bad, or it is busy");
    return base::fail(ErrorCode::unreachable,
                      fmt::format("the connection to the hub broke: {}", curl_easy_strerror(code)));
}

base::Result<HttpReply> outcome(CURLcode code, Exchange& exchange) {
    if (code != CURLE_OK) return failure(code, exchange);
    long status = 0;
    curl_easy_getinfo(exchange.easy.get(), CURLINFO_RESPONSE_CODE, &status);
    curl_off_t took_us = 0;
    curl_easy_getinfo(exchange.easy.get(), CURLINFO_TOTAL_TIME_T, &took_us);
    exchange.reply.status = static_cast<int>(status);
    exchange.reply.took = std::chrono::microseconds(took_us);
    if (exchange.is_gzip) {
        auto plain = wire::gunzip(exchange.reply.body, exchange.reply_bytes_max);
        if (!plain) return base::fail(plain.error().code, "the hub's answer arrived damaged: " + plain.error().message);
        exchange.reply.body = std::move(*plain);
    }
    return std::move(exchange.reply);
}

}  // namespace

struct Http::State {
    std::string base_url;
    Trust trust;
    HttpLimits limits;
    std::unique_ptr<CURLM, EndsMulti> multi;
    std::list<std::unique_ptr<Exchange>> running;
    struct Finished {
        Done done;
        base::Result<HttpReply> outcome;
    };
    std::deque<Finished> finished;

    void set_trust(CURL* easy, bool any_key) const {
        if (any_key) {
            // A connection of its own: none of these is taken for a trusted one afterwards.
            curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
            curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
            curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
            curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
            return;
        }
        const bool by_authorities = trust.key_pin.empty() && !trust.first_contact;
        curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, by_authorities ? 1L : 0L);
        curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, by_authorities ? 2L : 0L);
        if (!trust.key_pin.empty()) curl_easy_setopt(easy, CURLOPT_PINNEDPUBLICKEY, trust.key_pin.c_str());
    }

    void set_up(Exchange& exchange, const HttpRequest& request) const {
        CURL* easy = exchange.easy.get();
        curl_easy_setopt(easy, CURLOPT_URL, (base_url + request.path).c_str());
        curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
        curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
        curl_easy_setopt(easy, CURLOPT_PROXY, "");
        curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);  // this is not the main thread
        curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
        curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect_max.count()));
        curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>((limits.request_max + request.waits).count()));
        set_trust(easy, request.any_key);
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
        curl_easy_setopt(easy, CURLOPT_WRITEDATA, &exchange);
        curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
        curl_easy_setopt(easy, CURLOPT_HEADERDATA, &exchange);
        // Not CURLOPT_ACCEPT_ENCODING: libcurl takes a truncated gzip for a whole one.
        exchange.add_header("Accept-Encoding: gzip");
        if (!request.token.empty()) exchange.add_header("Authorization: Bearer " + request.token);
        if (request.method == "POST") {
            exchange.add_header("Content-Type: application/json");
            exchange.add_header("Content-Encoding: gzip");
            exchange.add_header("Expect:");  // no round trip to ask whether the body may come
            curl_easy_setopt(easy, CURLOPT_POST, 1L);
            curl_easy_setopt(easy, CURLOPT_POSTFIELDS, exchange.body.data());
            curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(exchange.body.size()));
        }
        curl_easy_setopt(easy, CURLOPT_HTTPHEADER, exchange.headers.get());
    }

    void collect() {
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(multi.get(), &left)) {
            if (message->msg != CURLMSG_DONE) continue;
            const CURLcode code = message->data.result;
            const auto at = std::ranges::find_if(
                running, [&](const auto& exchange) { return exchange->easy.get() == message->easy_handle; });
            PETTAN_ASSERT(at != running.end());
            curl_multi_remove_handle(multi.get(), message->easy_handle);
            finished.push_back({std::move((*at)->done), outcome(code, **at)});
            running.erase(at);
        }
    }
};

Http::Http(std::string base_url, const Trust& trust, const HttpLimits& limits) : m_state(std::make_unique<State>()) {
    std::call_once(curl_is_ready, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    m_state->base_url = std::move(base_url);
    m_state->trust = trust;
    m_state->limits = limits;
    m_state->multi.reset(curl_multi_init());
    PETTAN_ASSERT(m_state->multi);
}

void Http::set_trust(const Trust& trust) {
    m_state->trust = trust;
}

Http::~Http() {
    cancel_all();
}

void Http::start(HttpRequest request, Done done) {
    auto exchange = std::make_unique<Exchange>();
    exchange->easy.reset(curl_easy_init());
    PETTAN_ASSERT(exchange->easy);
    PETTAN_ASSERT(!request.any_key || request.token.empty());
    exchange->body = std::move(request.gzipped_body);
    exchange->reply_bytes_max = m_state->limits.reply_bytes_max;
    exchange->done = std::move(done);
    m_state->set_up(*exchange, request);
    curl_multi_add_handle(m_state->multi.get(), exchange->easy.get());
    m_state->running.push_back(std::move(exchange));
}

void Http::cancel_all() {
    for (const auto& exchange : m_state->running)
        curl_multi_remove_handle(m_state->multi.get(), exchange->easy.get());
    m_state->running.clear();
    m_state->finished.clear();
}

void Http::turn(std::chrono::milliseconds wait_max) {
    int running = 0;
    curl_multi_perform(m_state->multi.get(), &running);
    m_state->collect();
    if (m_state->finished.empty()) {
        const auto wait_ms = static_cast<int>(std::clamp<std::int64_t>(wait_max.count(), 0, 60'000));
        curl_multi_poll(m_state->multi.get(), nullptr, 0, wait_ms, nullptr);
        curl_multi_perform(m_state->multi.get(), &running);
        m_state->collect();
    }
    while (!m_state->finished.empty()) {
        State::Finished finished = std::move(m_state->finished.front());
        m_state->finished.pop_front();
        finished.done(std::move(finished.outcome));
    }
}

void Http::wake() {
    curl_multi_wakeup(m_state->multi.get());
}

base::Result<HttpReply> Http::ask(HttpRequest request, const std::stop_token& stop) {
    std::optional<base::Result<HttpReply>> outcome;
    const std::stop_callback wakes(stop, [this] { wake(); });
    start(std::move(request), [&](base::Result<HttpReply> result) { outcome = std::move(result); });
    while (!outcome && !stop.stop_requested())
        turn(std::chrono::seconds(1));
    if (!outcome) {
        cancel_all();
        return base::fail(base::ErrorCode::failed, "called off");
    }
    return std::move(*outcome);
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80 && (std::isalnum(byte) != 0 || std::string_view("-._~").find(c) != std::string_view::npos))
            out += c;
        else
            out += fmt::format("%{:02X}", byte);
    }
    return out;
}

}  // namespace client
