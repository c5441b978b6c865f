#include "protocol/service.h"

#include <fmt/core.h>

#include <charconv>

#include "base/check.h"
#include "base/log.h"
#include "http/forwarded.h"
#include "protocol/writer.h"
#include "store/guesses.h"
#include "store/settings.h"
#include "store/watcher.h"
#include "store/workers.h"
#include "wire/codec.h"
#include "wire/enrol_proof.h"
#include "wire/gzip.h"

namespace protocol {
namespace {

using std::chrono::steady_clock;
using wire::ErrorWord;

constexpr std::size_t changes_rows_max = 500;
constexpr std::size_t snapshot_rows_max = 5'000;
constexpr std::size_t gzip_from_bytes = 1'000;
constexpr std::size_t enrolment_bytes_max = 8'000;  // unfolded: nobody is known yet

http::HttpResponse too_busy() {
    return http::error_response(ErrorWord::unavailable, "the hub has too much to do", "keep the entries and try again");
}
http::HttpResponse no_token(store::TokenState state) {
    if (state == store::TokenState::revoked)
        return http::error_response(
            ErrorWord::revoked, "this device was revoked",
            "stop sending, keep the entries, and enrol again with a new code: pettan-hub enrol-code");
    return http::error_response(ErrorWord::unauthorized, "there is no token, or one that was given to nobody",
                                "send \"Authorization: Bearer TOKEN\" with the token of the enrolment, or enrol again");
}
http::HttpResponse refused_body(const base::Error& error) {
    const bool large = error.code == base::ErrorCode::full;
    return http::error_response(
        large ? ErrorWord::too_large : ErrorWord::bad_request, error.message,
        large ? "send fewer rows at once" : "send what PROTOCOL.md describes; nothing was taken");
}

http::HttpResponse too_many_guesses() {
    return http::error_response({ErrorWord::too_many, "too many wrong enrolment codes", "wait a minute", {}, {}, 60});
}

// The body as it was before Content-Encoding; an answer where it cannot be had.
std::variant<std::string, http::HttpResponse> plain_body(http::HttpRequest& request, std::size_t bytes_max) {
    const std::string_view encoding = request.header("content-encoding");
    if (encoding.empty() || encoding == "identity") return std::move(request.body);
    if (encoding != "gzip")
        return http::error_response(ErrorWord::bad_encoding, "Content-Encoding: only gzip is known",
                                    "send gzip or nothing");
    auto plain = wire::gunzip(request.body, bytes_max);
    if (!plain) return refused_body(plain.error());
    return std::move(*plain);
}

// One GET /v1/changes or /v1/snapshot.
struct Poll {
    std::string token;
    std::string cursor;
    std::size_t rows_max = changes_rows_max;
    steady_clock::time_point deadline;
    bool gzip = false;
    std::optional<std::string> card_keys_mark{};  // of those that the kiosk has; absent: it knows of none but one
};

std::optional<int> wait_seconds(const http::HttpRequest& request) {
    const auto given = request.query.find("wait");
    if (given == request.query.end()) return 0;
    int seconds = 0;
    const std::string& text = given->second;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size() || seconds < 0) return std::nullopt;
    return std::min(seconds, wire::wait_s_max);
}

class HubService : public Service {
public:
    HubService(ServiceOptions options, const base::Clock& clock) : m_options(std::move(options)), m_clock(clock) {}

    base::Result<void> start() {
        TRY(writing, m_options.open_store(sql::Role::writer));
        TRY(identity, writing->identity());
        m_hub = identity.hub;
        TRY(watching, m_options.open_store(sql::Role::reader));
        std::vector<std::unique_ptr<store::Store>> reading;
        for (int i = 0; i < m_options.workers; ++i) {
            TRY(store, m_options.open_store(sql::Role::reader));
            reading.push_back(std::move(store));
        }
        m_workers = std::make_unique<store::Workers>(std::move(reading));
        m_watcher = std::make_unique<store::Watcher>(std::move(watching));
        m_options.bell->listen(this, [this] { m_watcher->look_again(); });
        m_writer = std::make_unique<Writer>(std::move(writing), m_clock, m_options.group_max,
                                            [this] { m_options.bell->ring(); });
        return {};
    }

    ~HubService() override {
        // Workers hand on to the writer and the watcher, and the watcher back to the workers, who take nothing more.
        if (m_workers) m_workers->stop();
        m_writer.reset();
        m_options.bell->forget(this);
        m_watcher.reset();
    }

    void add_to(http::Routes& routes) override {
        const auto route = [&](const char* method, const char* path,
                               void (HubService::*handle)(http::HttpRequest, const http::Reply&)) {
            routes.add(method, path, [this, handle](http::HttpRequest request, http::Reply reply) {
                (this->*handle)(std::move(request), reply);
            });
        };
        route("GET", "/v1/hello", &HubService::hello);
        route("GET", "/v1/enrol", &HubService::offer);
        route("POST", "/v1/enrol/proof", &HubService::prove);
        route("POST", "/v1/enrol", &HubService::enrol);
        route("POST", "/v1/entries", &HubService::entries);
        route("GET", "/v1/changes", &HubService::changes);
        route("GET", "/v1/snapshot", &HubService::snapshot);
    }

private:
    void work(const http::Reply& reply, store::Workers::Task task) {
        if (!m_workers->add(std::move(task))) reply.send(too_busy());
    }

    void hello(http::HttpRequest, const http::Reply& reply) {
        work(reply, [this, reply](store::Store& store) {
            const auto position = store.position();
            if (!position) return reply.send(store_failure(position.error()));
            wire::Hello hello;
            hello.hub = m_hub;
            hello.generation = position->generation;
            const http::ServedKey::Facts served = m_options.served->facts();
            hello.identity = served.identity;
            hello.key = served.statement;
            hello.server_ms = now().time_since_epoch().count() / 1000;
            reply.send(http::json_response(wire::to_json(hello)));
        });
    }

    // Nothing of this is remembered: a proof is bound to the hub's key, and opens nothing by itself.
    void offer(http::HttpRequest, const http::Reply& reply) {
        reply.send(http::json_response(
            wire::to_json(wire::EnrolOffer{wire::random_nonce(), m_options.served->facts().key_pin})));
    }

    void prove(http::HttpRequest request, const http::Reply& reply) {
        work(reply, [this, reply, request = std::move(request)](store::Store& store) mutable {
            const std::string place = http::place_of(request.peer);
            const auto verdict = store::judge_guess(store, store::Guess::code, place, "", now());
            if (!verdict) return reply.send(store_failure(verdict.error()));
            if (verdict->refused) return reply.send(too_many_guesses());
            auto body = plain_body(request, wire::small_bytes_max);
            if (auto* refusal = std::get_if<http::HttpResponse>(&body)) return reply.send(std::move(*refusal));
            const auto message = wire::parse_proof_request(std::get<std::string>(body));
            if (!message) return reply.send(refused_body(message.error()));
            const auto outcome = store.prove(*message, m_options.served->facts().key_pin, now());
            if (!outcome) return reply.send(store_failure(outcome.error()));
            if (const auto* proven = std::get_if<wire::ProofReply>(&*outcome))
                return reply.send(http::json_response(wire::to_json(*proven)));
            const auto refusal = http::error_response(std::get<wire::ErrorBody>(*outcome));
            const bool queued = m_writer->add([this, reply, place, refusal](store::Store& writing) {
                static_cast<void>(store::note_wrong_guess(writing, store::Guess::code, place, "", now()));
                reply.send(refusal);
            });
            if (!queued) reply.send(too_busy());
        });
    }

    void enrol(http::HttpRequest request, const http::Reply& reply) {
        work(reply, [this, reply, request = std::move(request)](store::Store& store) mutable {
            const std::string place = http::place_of(request.peer);
            const auto verdict = store::judge_guess(store, store::Guess::code, place, "", now());
            if (!verdict) return reply.send(store_failure(verdict.error()));
            if (verdict->refused) return reply.send(too_many_guesses());
            auto body = plain_body(request, enrolment_bytes_max);
            if (auto* refusal = std::get_if<http::HttpResponse>(&body)) return reply.send(std::move(*refusal));
            auto message = wire::parse_enrol_request(std::get<std::string>(body));
            if (!message) return reply.send(refused_body(message.error()));
            const bool queued =
                m_writer->add([this, reply, place, message = std::move(*message)](store::Store& writing) {
                    finish_enrolment(writing, message, place, reply);
                });
            if (!queued) reply.send(too_busy());
        });
    }

    void finish_enrolment(store::Store& writing, const wire::EnrolRequest& message, const std::string& place,
                          const http::Reply& reply) {
        auto outcome = writing.enrol(message, now());
        if (!outcome) return reply.send(store_failure(outcome.error()));
        if (const auto* error = std::get_if<wire::ErrorBody>(&*outcome)) {
            static_cast<void>(store::note_wrong_guess(writing, store::Guess::code, place, "", now()));
            return reply.send(http::error_response(*error));
        }
        auto& enrolled = std::get<wire::EnrolReply>(*outcome);
        const http::ServedKey::Facts served = m_options.served->facts();
        enrolled.key_pin = served.key_pin;
        enrolled.identity = served.identity;
        // Whoever enrols can go on without it.
        if (auto pin = store::setting(writing, store::first_pin_setting)) enrolled.first_pin = *std::move(pin);
        m_options.callers->note_kiosk(enrolled.token);
        base::log::info("hub: device {} enrolled", enrolled.device);
        reply.send(http::json_response(wire::to_json(enrolled)));
    }

    void entries(http::HttpRequest request, const http::Reply& reply) {
        if (request.bearer_token().empty()) return reply.send(no_token(store::TokenState::unknown));
        work(reply, [this, reply, request = std::move(request)](store::Store& store) mutable {
            const std::string token(request.bearer_token());
            // Before anything is unfolded. The writer asks again, in its transaction.
            if (auto refusal = unknown_caller(store, token, reply)) return reply.send(std::move(*refusal));
            auto body = plain_body(request, wire::json_bytes_max);
            if (auto* refusal = std::get_if<http::HttpResponse>(&body)) return reply.send(std::move(*refusal));
            auto message = wire::parse_entries_request(std::get<std::string>(body));
            if (!message) return reply.send(refused_body(message.error()));
            if (!m_writer->add(Writer::Batch{token, std::move(*message), reply})) reply.send(too_busy());
        });
    }

    // The answer to somebody whose token is not good. A good one is noted for the budgets of what comes next.
    std::optional<http::HttpResponse> unknown_caller(store::Store& store, std::string_view token,
                                                     const http::Reply& reply) {
        const auto caller = store.caller(token);
        if (!caller) return store_failure(caller.error());
        if (caller->state != store::TokenState::valid) return no_token(caller->state);
        m_options.callers->note_kiosk(token);
        reply.step_aside();
        return std::nullopt;
    }

    void changes(http::HttpRequest request, const http::Reply& reply) {
        const auto seconds = wait_seconds(request);
        if (!seconds)
            return reply.send(
                http::error_response(ErrorWord::bad_request, "wait: must be a number of seconds", "send 0 to 25"));
        const auto cursor = request.query.find("cursor");
        if (cursor == request.query.end() || cursor->second.empty())
            return reply.send(
                http::error_response(ErrorWord::bad_request, "cursor: is missing", "begin with GET /v1/snapshot"));
        std::optional<std::string> mark;
        if (const auto given = request.query.find("card_keys"); given != request.query.end()) mark = given->second;
        poll(request, cursor->second, changes_rows_max, *seconds, reply, std::move(mark));
    }

    // The same stream from its beginning, in larger pages: `cursor` is empty on the first.
    void snapshot(http::HttpRequest request, const http::Reply& reply) {
        const auto cursor = request.query.find("cursor");
        poll(request, cursor == request.query.end() ? "" : cursor->second, snapshot_rows_max, 0, reply);
    }

    void poll(const http::HttpRequest& request, std::string cursor, std::size_t rows_max, int wait_s,
              const http::Reply& reply, std::optional<std::string> card_keys_mark = {}) {
        Poll poll{std::string(request.bearer_token()),
                  std::move(cursor),
                  rows_max,
                  steady_clock::now() + std::chrono::seconds(wait_s),
                  request.header("accept-encoding").find("gzip") != std::string_view::npos,
                  std::move(card_keys_mark)};
        if (poll.token.empty()) return reply.send(no_token(store::TokenState::unknown));
        work(reply, [this, reply, poll = std::move(poll)](store::Store& store) { answer(store, poll, reply); });
    }

    void answer(store::Store& store, const Poll& poll, const http::Reply& reply) {
        const auto caller = store.caller(poll.token);
        if (!caller) return reply.send(store_failure(caller.error()));
        if (caller->state != store::TokenState::valid) return reply.send(no_token(caller->state));
        m_options.callers->note_kiosk(poll.token);
        reply.step_aside();
        auto outcome = store.changes(caller->device, poll.cursor, poll.rows_max, now());
        if (!outcome) return reply.send(store_failure(outcome.error()));
        if (const auto* error = std::get_if<wire::ErrorBody>(&*outcome))
            return reply.send(http::error_response(*error));
        auto& page = std::get<wire::Changes>(*outcome);
        if (poll.card_keys_mark) {
            auto known = store.card_keys(poll.token);
            if (!known) return reply.send(store_failure(known.error()));
            if (known->mark != *poll.card_keys_mark && !known->keys.empty()) {
                page.card_keys = std::move(known->keys);
                page.card_keys_mark = std::move(known->mark);
            }
        }
        if (!wire::has_anything(page) && steady_clock::now() < poll.deadline) {
            const auto seen = store::parse_cursor(page.cursor);
            PETTAN_ASSERT(seen);
            return m_watcher->wait_for_change(*seen, poll.deadline, [this, reply, poll] {
                work(reply, [this, reply, poll](store::Store& again) { answer(again, poll, reply); });
            });
        }
        http::HttpResponse response = http::json_response(wire::to_json(page));
        if (poll.gzip && response.body.size() >= gzip_from_bytes) {
            response.body = wire::gzip(response.body);
            response.headers.emplace_back("Content-Encoding", "gzip");
        }
        reply.send(std::move(response));
    }

    attendance::WallTime now() const { return m_clock.read().wall; }

    ServiceOptions m_options;
    const base::Clock& m_clock;
    std::string m_hub;
    std::unique_ptr<store::Workers> m_workers;
    std::unique_ptr<store::Watcher> m_watcher;
    std::unique_ptr<Writer> m_writer;
};

}  // namespace

base::Result<std::unique_ptr<Service>> Service::start(ServiceOptions options, const base::Clock& clock) {
    auto service = std::make_unique<HubService>(std::move(options), clock);
    TRY_VOID(service->start());
    return std::unique_ptr<Service>(std::move(service));
}

}  // namespace protocol
