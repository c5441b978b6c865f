// The sync as a state machine on one thread: hello → entries until none is pending → long poll for changes, with
// entries going up beside it as they come. Any trouble ends both exchanges; after a pause it begins again with hello.
// One backoff, for every kind of trouble, that only a whole cycle without one resets.
// Nothing is acknowledged but what the hub acknowledged of what was sent; everything else is sent again. Thread: one,
// but for wake().
#pragma once

#include <functional>
#include <memory>

#include "client/backoff.h"
#include "client/batch.h"
#include "client/http.h"
#include "client/hub_settings.h"
#include "client/judge.h"
#include "client/link.h"

namespace client {

struct SessionOptions {
    HttpLimits http;
    BackoffLimits backoff;
    int poll_wait_s = wire::wait_s_max;
    std::chrono::milliseconds sign_of_life_every{60'000};  // for the hub's list of devices, when there is no entry
    std::function<double()> chance;                        // from 0 up to 1; empty: random
    std::function<wire::DeviceStatus()> health;            // called on this thread; pending and clock are filled in
};

class Session {
public:
    // Borrows the clock and the sink. failed: the journal cannot be read.
    static base::Result<std::unique_ptr<Session>> make(std::unique_ptr<journal::Reader> reader, Hub hub,
                                                       SessionOptions options, const base::Clock& clock, Sink& sink);

    // Does what is due, waits for the next thing to happen (a minute at most) and handles it.
    void turn();
    void wake() { m_http.wake(); }  // any thread: there are new entries, or the end has come

private:
    using Instant = std::chrono::steady_clock::time_point;
    Session(std::unique_ptr<journal::Reader> reader, Hub hub, SessionOptions options, const base::Clock& clock,
            Sink& sink);

    void look_at_journal();
    void start_what_is_due(Instant now);
    std::chrono::milliseconds until_next(Instant now) const;

    void say_hello();
    void send_entries();
    void ask_for_changes();
    void on_hello(const HttpReply& reply);
    void on_entries(const HttpReply& reply, const Batch& batch);
    void on_changes(const HttpReply& reply);
    void on_acknowledged(const wire::EntriesReply& reply, const Batch& batch);
    void on_refused_batch(const Judgement& judgement, const Batch& batch);
    void take_page(wire::Changes page, std::chrono::microseconds took);
    void offer_again_what_is_lost(const wire::Changes& page);

    void send(HttpRequest request, std::function<void(const HttpReply&)> handle);
    void note_contact();
    void note_whole_cycle();
    void note_hub_time(std::int64_t server_ms, const HttpReply& reply);
    void set_acked(std::int64_t seq);
    void want_epoch(std::int64_t at_least);
    void pause(std::optional<std::chrono::milliseconds> retry_after = {});
    void trouble(const Judgement& judgement);
    void trouble(Trouble what, std::string reason, std::optional<std::chrono::seconds> retry_after = {});
    void report();

    std::unique_ptr<journal::Reader> m_reader;
    Hub m_hub;
    SessionOptions m_options;
    const base::Clock& m_clock;
    Sink& m_sink;
    Http m_http;
    Backoff m_backoff;

    bool m_greeting = false;  // these three: in flight
    bool m_sending = false;
    bool m_asking = false;
    bool m_greeted = false;
    bool m_is_delivered = false;  // all that was to be sent since the last pause was taken
    Instant m_not_before{};
    Instant m_next_sign{};
    std::int64_t m_last_seq = 0;
    std::int64_t m_highest_epoch = 1;
    std::int64_t m_wanted_epoch = 1;
    std::int64_t m_rows_max = wire::rows_max;
    std::optional<wire::Changes> m_snapshot;  // what came of it so far
    LinkStatus m_status;
    bool m_status_is_new = true;
};

}  // namespace client
