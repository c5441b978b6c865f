#include "client/session.h"

#include <fmt/core.h>

#include <algorithm>
#include <random>
#include <utility>

#include "base/log.h"
#include "journal/number_setting.h"
#include "wire/identity.h"

namespace client {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

double random_chance() {
    std::random_device device;
    return std::uniform_real_distribution<double>(0.0, 1.0)(device);
}

}  // namespace

base::Result<std::unique_ptr<Session>> Session::make(std::unique_ptr<journal::Reader> reader, Hub hub,
                                                     SessionOptions options, const base::Clock& clock, Sink& sink) {
    TRY(acked, journal::number_setting(*reader, journal::acked_seq_setting));
    TRY(snapshot, reader->snapshot());
    std::unique_ptr<Session> session(new Session(std::move(reader), std::move(hub), std::move(options), clock, sink));
    session->m_status.acked = acked;
    if (snapshot && snapshot->is_complete)
        session->m_hub.cursor = snapshot->cursor;  // the desk makes the rest of it
    else if (snapshot)
        session->m_snapshot_cursor = snapshot->cursor;
    return session;
}

Session::Session(std::unique_ptr<journal::Reader> reader, Hub hub, SessionOptions options, const base::Clock& clock,
                 Sink& sink)
    : m_reader(std::move(reader)),
      m_hub(std::move(hub)),
      m_options(std::move(options)),
      m_clock(clock),
      m_sink(sink),
      m_http(m_hub.url, Trust{m_hub.key_pin, false}, m_options.http),
      m_backoff(m_options.backoff) {
    if (!m_options.chance) m_options.chance = random_chance;
    m_status.trouble = Trouble::unreachable;
    m_status.reason = "the hub was not reached yet";
}

void Session::turn() {
    const auto now = steady_clock::now();
    look_at_journal();
    start_what_is_due(now);
    report();
    m_http.turn(until_next(now));
    report();
}

void Session::look_at_journal() {
    const auto last = m_reader->last_seq();
    const auto epochs = m_reader->epochs();
    if (!last || !epochs)
        return trouble(Trouble::journal,
                       "the journal cannot be read: " + (last ? epochs.error() : last.error()).message);
    m_last_seq = *last;
    m_highest_epoch = epochs->highest();
    const std::int64_t pending = std::max<std::int64_t>(m_last_seq - m_status.acked, 0);
    m_status_is_new |= pending != m_status.pending;
    m_status.pending = pending;
}

void Session::start_what_is_due(Instant now) {
    if (m_status.link == LinkState::off || now < m_not_before) return;
    if (!m_greeted) {
        if (!m_greeting) say_hello();
        return;
    }
    // A batch under an epoch that the hub calls a fork would be refused again.
    if (m_highest_epoch < m_wanted_epoch) return want_epoch(m_wanted_epoch);
    if (!m_sending && (m_status.pending > 0 || now >= m_next_sign)) send_entries();
    // Only once all is up: a trouble with changes must not keep entries from going up.
    if (m_greeted && !m_asking && !m_sending && m_sink.takes_changes()) ask_for_changes();
}

milliseconds Session::until_next(Instant now) const {
    const auto until = [&](Instant then) { return std::chrono::ceil<milliseconds>(then - now); };
    constexpr milliseconds most{60'000};
    if (m_status.link == LinkState::off) return most;
    if (now < m_not_before) return std::min(until(m_not_before), most);
    if (m_greeted && !m_sending) return std::clamp(until(m_next_sign), milliseconds(0), most);
    return most;
}

void Session::say_hello() {
    m_greeting = true;
    HttpRequest request;
    request.path = "/v1/hello";
    request.any_key = std::exchange(m_key_is_other, false);
    if (request.any_key) return send(std::move(request), [this](const HttpReply& reply) { take_new_key(reply); });
    send(std::move(request), [this](const HttpReply& reply) { on_hello(reply); });
}

// Somebody answered under another key. Nothing of it is believed but what the hub's own key has signed: then that is
// the key from now on, and whoever answers has to have it.
void Session::take_new_key(const HttpReply& reply) {
    m_greeting = false;
    const auto judged = judge_hello(reply, m_hub.id);
    const bool vouched = judged.message && judged.message->key && judged.message->key->serial >= m_hub.key_pin_serial &&
                         wire::is_signed_by(*judged.message->key, m_hub.identity);
    if (!vouched)
        return trouble(Trouble::stranger,
                       "the key of who answers is not the hub's, and not one that the hub vouches for: somebody stands "
                       "between, or the hub was set up anew (then enrol again)");
    m_hub.key_pin = judged.message->key->key_pin;
    m_hub.key_pin_serial = judged.message->key->serial;
    m_http.set_trust(Trust{m_hub.key_pin, false});
    m_sink.setting(key_pin_setting, m_hub.key_pin);
    m_sink.setting(key_pin_serial_setting, std::to_string(m_hub.key_pin_serial));
    base::log::info("sync: the hub has a new key, and vouches for it");
}

// Under the pinned key: what a hub that got an own key since the enrolment says of it is believed.
void Session::learn_identity(const wire::Hello& hello) {
    if (m_hub.key_pin.empty() || hello.identity.empty()) return;
    if (m_hub.identity.empty()) {
        m_hub.identity = hello.identity;
        m_sink.setting(identity_setting, m_hub.identity);
    }
    if (hello.key && hello.key->serial > m_hub.key_pin_serial && hello.key->key_pin == m_hub.key_pin &&
        wire::is_signed_by(*hello.key, m_hub.identity)) {
        m_hub.key_pin_serial = hello.key->serial;
        m_sink.setting(key_pin_serial_setting, std::to_string(m_hub.key_pin_serial));
    }
}

void Session::on_hello(const HttpReply& reply) {
    m_greeting = false;
    const auto judged = judge_hello(reply, m_hub.id);
    if (!judged.message) return trouble(judged.judgement);
    learn_identity(*judged.message);
    m_greeted = true;
    m_next_sign = steady_clock::now();
    note_contact();
    note_hub_time(judged.message->server_ms, reply);
}

void Session::send_entries() {
    wire::DeviceStatus health = m_options.health ? m_options.health() : wire::DeviceStatus();
    const base::ClockReading now = m_clock.read();
    health.pending = m_status.pending;
    health.clock = static_cast<attendance::ClockQuality>(now.quality);
    auto batch = make_batch(*m_reader, m_status.acked, m_rows_max, now, health);
    if (!batch) return trouble(Trouble::journal, "the journal cannot be read: " + batch.error().message);
    m_sending = true;
    m_next_sign = steady_clock::now() + m_options.sign_of_life_every;
    HttpRequest request;
    request.method = "POST";
    request.path = "/v1/entries";
    request.token = m_hub.token;
    request.gzipped_body = std::move(batch->gzipped_body);
    send(std::move(request), [this, sent = std::move(*batch)](const HttpReply& reply) { on_entries(reply, sent); });
}

void Session::on_entries(const HttpReply& reply, const Batch& batch) {
    m_sending = false;
    const auto judged = judge_entries(reply);
    if (!judged.message) return on_refused_batch(judged.judgement, batch);
    note_contact();
    note_hub_time(judged.message->server_ms, reply);
    on_acknowledged(*judged.message, batch);
}

void Session::on_acknowledged(const wire::EntriesReply& reply, const Batch& batch) {
    for (const wire::Rejected& row : reply.rejected)
        base::log::warning("sync: the hub keeps entry {} aside: {}", row.seq, row.why);
    m_status.held += static_cast<std::int64_t>(reply.rejected.size());
    look_at_journal();
    if (reply.acked_through > m_last_seq) {
        // The hub holds more of this epoch than this journal ever wrote: it was copied or restored.
        return want_epoch(batch.epoch + 1);
    }
    // Behind what was sent, the hub may hold a copy's rows: only what it has compared counts.
    set_acked(std::min(reply.acked_through, batch.last_seq()));
    if (reply.acked_through < batch.last_seq()) return pause();  // it took less than it was given
    m_rows_max = std::min<std::int64_t>(m_rows_max * 2, wire::rows_max);
    m_is_delivered = true;
}

void Session::on_refused_batch(const Judgement& judgement, const Batch& batch) {
    if (judgement.verdict == Verdict::fork)
        return want_epoch(std::max(judgement.next_epoch.value_or(0), batch.epoch + 1));
    if (judgement.verdict == Verdict::gap && judgement.expected_seq && *judgement.expected_seq >= 1 &&
        *judgement.expected_seq <= batch.first_seq) {
        set_acked(*judgement.expected_seq - 1);
        return pause();
    }
    if (judgement.verdict == Verdict::too_large && batch.rows > 1) {
        m_rows_max = std::max<std::int64_t>(batch.rows / 2, 1);
        return;
    }
    trouble(judgement);
}

void Session::ask_for_changes() {
    HttpRequest request;
    request.token = m_hub.token;
    if (is_in_snapshot()) {
        request.path = "/v1/snapshot";
        if (m_snapshot_cursor) request.path += "?cursor=" + escaped(*m_snapshot_cursor);
    } else {
        request.path = fmt::format("/v1/changes?cursor={}&wait={}&card_keys={}", escaped(m_hub.cursor),
                                   m_options.poll_wait_s, escaped(m_hub.card_keys_mark));
        request.waits = std::chrono::seconds(m_options.poll_wait_s);
    }
    m_asking = true;
    send(std::move(request), [this](const HttpReply& reply) { on_changes(reply); });
}

void Session::on_changes(const HttpReply& reply) {
    m_asking = false;
    auto judged = judge_changes(reply);
    if (judged.judgement.verdict == Verdict::gone) {
        m_hub.cursor.clear();
        m_snapshot_cursor.reset();
        return pause();
    }
    if (!judged.message) return trouble(judged.judgement);
    note_contact();
    offer_again_what_is_lost(*judged.message);
    take_page(std::move(*judged.message), reply.took);
}

void Session::take_page(wire::Changes page, std::chrono::microseconds took) {
    if (!is_in_snapshot()) {
        const bool is_new = has_anything(page) || page.cursor != m_hub.cursor;
        // A hub that answers at once with nothing must not be asked in a circle.
        if (!is_new && took < std::chrono::seconds(m_options.poll_wait_s) / 2)
            pause();
        else
            note_whole_cycle();
        m_hub.cursor = page.cursor;
        if (!page.card_keys.empty()) m_hub.card_keys_mark = page.card_keys_mark;
        if (is_new) m_sink.changes({std::move(page), UpdateKind::changes});
        return;
    }
    // Handed over page by page: a trouble in between costs the page that was asked for, and memory that of one page.
    const auto kind = m_snapshot_cursor ? UpdateKind::snapshot_goes_on : UpdateKind::snapshot_begins;
    if (page.more) {
        m_snapshot_cursor = page.cursor;
    } else {
        m_snapshot_cursor.reset();
        m_hub.cursor = page.cursor;
    }
    m_sink.changes({std::move(page), kind});
}

void Session::offer_again_what_is_lost(const wire::Changes& page) {
    // A batch in flight may have been taken after this page was written. And under a higher epoch than any of ours it
    // is a copy that speaks; that ends with the next batch.
    if (m_sending || page.acked_epoch > m_highest_epoch || page.acked_seq >= m_status.acked) return;
    base::log::warning("sync: the hub holds entries up to {} only and is sent the rest again", page.acked_seq);
    set_acked(page.acked_seq);
}

void Session::send(HttpRequest request, std::function<void(const HttpReply&)> handle) {
    m_http.start(std::move(request), [this, handle = std::move(handle)](base::Result<HttpReply> result) {
        if (!result) {
            m_key_is_other =
                result.error().code == base::ErrorCode::denied && !m_hub.key_pin.empty() && !m_hub.identity.empty();
            return trouble(trouble_of(result.error()), result.error().message);
        }
        handle(*result);
    });
}

void Session::note_contact() {
    if (m_status.link != LinkState::up) base::log::info("sync: the hub is reached");
    m_status.link = LinkState::up;
    m_status.trouble = Trouble::none;
    m_status.reason.clear();
    m_status.last_contact = m_clock.monotonic();
    m_status_is_new = true;
}

// Hello, a batch and changes went well, so the next trouble is a new one. A part is not enough: where only one kind of
// request fails, the others would bring the next attempt at once. Nor is a snapshot: it is expensive, and a hub that
// calls each cursor gone would be asked for one in a circle.
void Session::note_whole_cycle() {
    if (m_is_delivered) m_backoff.reset();
}

void Session::note_hub_time(std::int64_t server_ms, const HttpReply& reply) {
    const base::ClockReading now = m_clock.read();
    const auto half = reply.took / 2;
    const attendance::WallTime at_hub(std::chrono::milliseconds(server_ms) + half);
    const HubTime heard{now.boot_id, {at_hub, now.boottime}, half + std::chrono::milliseconds(1)};
    auto& known = m_status.hub_time;
    if (known && !replaces(heard, *known)) return;
    const auto jump = known && known->boot_id == heard.boot_id ? jump_between(*known, heard) : heard.uncertain * 0;
    if (std::chrono::abs(jump) > attendance::synchronised_within)
        base::log::warning("sync: the hub's clock was set by {} s; this kiosk goes by the new time",
                           std::chrono::duration_cast<std::chrono::seconds>(jump).count());
    known = heard;
    m_status_is_new = true;
}

void Session::set_acked(std::int64_t seq) {
    if (seq == m_status.acked) return;
    m_status.acked = seq;
    m_status.pending = std::max<std::int64_t>(m_last_seq - seq, 0);
    m_status_is_new = true;
    m_sink.acked(seq);
}

void Session::want_epoch(std::int64_t at_least) {
    m_wanted_epoch = at_least;
    m_status_is_new |= !m_status.copied;
    m_status.copied = true;
    m_sink.new_epoch(at_least);
    pause();
}

void Session::pause(std::optional<milliseconds> retry_after) {
    m_is_delivered = false;
    m_not_before = steady_clock::now() + m_backoff.next(m_options.chance(), retry_after);
}

void Session::trouble(const Judgement& judgement) {
    trouble(judgement.trouble, judgement.reason, judgement.retry_after);
    if (judgement.verdict == Verdict::revoked) m_status.link = LinkState::off;
}

void Session::trouble(Trouble what, std::string reason, std::optional<std::chrono::seconds> retry_after) {
    m_http.cancel_all();
    m_greeting = m_sending = m_asking = m_greeted = false;
    if (m_status.reason != reason) base::log::warning("sync: {}", reason);
    m_status_is_new |= m_status.link != LinkState::down || m_status.reason != reason;
    m_status.link = LinkState::down;
    m_status.trouble = what;
    m_status.reason = std::move(reason);
    pause(retry_after);
}

void Session::report() {
    if (!m_status_is_new) return;
    m_status_is_new = false;
    m_sink.status(m_status);
}

}  // namespace client
