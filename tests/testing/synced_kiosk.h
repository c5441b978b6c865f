// A kiosk without a screen: a journal, the real sync thread, and in place of the desk's thread whoever calls pump().
#pragma once

#include <deque>
#include <functional>
#include <mutex>

#include "base/file.h"
#include "client/enrol.h"
#include "client/roster.h"
#include "client/sync_thread.h"
#include "journal/journal.h"
#include "testing/child.h"
#include "testing/temp_folder.h"

namespace testing {

// Thread-safe; the wall clock may be moved, the time since boot is the machine's.
class MovableClock : public base::Clock {
public:
    base::ClockReading read() const override {
        auto now = m_machine->read();
        const std::lock_guard lock(m_mutex);
        now.wall += m_moved;
        now.quality = m_quality;
        return now;
    }
    base::MonotonicTime monotonic() const override { return m_machine->monotonic(); }
    void say(base::WallTime wall, base::ClockQuality quality) {
        const std::lock_guard lock(m_mutex);
        m_moved = wall - m_machine->read().wall;
        m_quality = quality;
    }

private:
    std::unique_ptr<base::Clock> m_machine = base::system_clock();
    mutable std::mutex m_mutex;
    std::chrono::microseconds m_moved{0};
    base::ClockQuality m_quality = base::ClockQuality::restored;
};

inline client::SessionOptions hasty_session() {
    client::SessionOptions options;
    options.http = {std::chrono::seconds(2), std::chrono::seconds(3), wire::reply_bytes_max};
    options.backoff = {std::chrono::milliseconds(10), std::chrono::milliseconds(300), std::chrono::seconds(1)};
    options.poll_wait_s = 1;
    return options;
}

class SyncedKiosk : private client::Sink {
public:
    explicit SyncedKiosk(std::filesystem::path data) : m_data(std::move(data)) { open(); }
    ~SyncedKiosk() { stop(); }
    SyncedKiosk(const SyncedKiosk&) = delete;
    SyncedKiosk& operator=(const SyncedKiosk&) = delete;

    void open() {
        auto opened = journal::Journal::open({m_data, "", true}, clock);
        if (!opened) throw std::runtime_error(opened.error().message);
        m_journal = std::move(*opened);
    }
    // `url` may be a proxy's; the hub's own address does not matter afterwards.
    void enrol(const std::string& url, const std::string& code) {
        client::EnrolOptions options;
        options.url = url;
        options.code = code;
        options.name = "test";
        options.version = "test";
        options.card_key = base::to_hex(m_journal->card_key());
        auto enrolment = client::enrol(options);
        if (!enrolment) throw std::runtime_error(enrolment.error().message);
        static_cast<void>(m_journal->replace_card_key(*base::from_hex(enrolment->card_key)));
        keep(enrolment->hub);
    }
    void keep(const client::Hub& hub) {
        const auto kept = client::keep_hub(*m_journal, hub);
        if (!kept) throw std::runtime_error(kept.error().message);
    }
    void start(client::SessionOptions options = hasty_session()) {
        auto started = client::SyncThread::start(m_data, std::move(options), clock, *this);
        if (!started || !*started) throw std::runtime_error("no sync thread");
        m_sync = std::move(*started);
    }
    void stop() {
        m_sync.reset();
        pump();
    }
    void close() {
        stop();
        m_journal.reset();
    }

    // Does what the desk's thread would.
    void pump() {
        std::deque<std::function<void()>> inbox;
        {
            const std::lock_guard lock(m_mutex);
            inbox.swap(m_inbox);
        }
        for (const auto& work : inbox)
            work();
    }
    std::int64_t append(const std::vector<journal::Addition>& additions) {
        const auto seq = m_journal->append(additions);
        if (!seq) throw std::runtime_error(seq.error().message);
        if (m_sync) m_sync->wake();
        return *seq;
    }
    bool is_empty() {
        pump();
        const std::lock_guard lock(m_mutex);
        return m_status.link == client::LinkState::up && m_status.acked == m_journal->last_seq();
    }
    client::LinkStatus status() {
        const std::lock_guard lock(m_mutex);
        return m_status;
    }
    // How often the link broke after it had been up.
    int breaks() {
        const std::lock_guard lock(m_mutex);
        return m_breaks;
    }
    journal::Journal& journal() { return *m_journal; }
    const std::filesystem::path& data() const { return m_data; }

    MovableClock clock;

private:
    void post(std::function<void()> work) {
        const std::lock_guard lock(m_mutex);
        m_inbox.push_back(std::move(work));
    }
    void acked(std::int64_t seq) override {
        post([this, seq] {
            static_cast<void>(m_journal->set_setting(std::string(journal::acked_seq_setting), std::to_string(seq)));
        });
    }
    void changes(client::Update update) override {
        auto roster = std::make_shared<journal::RosterUpdate>(client::to_roster(std::move(update)));
        post([this, roster] {
            if (const auto applied = m_journal->apply(*roster); !applied)
                throw std::runtime_error(applied.error().message);
        });
    }
    void status(const client::LinkStatus& status) override {
        const std::lock_guard lock(m_mutex);
        if (m_status.link == client::LinkState::up && status.link != client::LinkState::up) ++m_breaks;
        m_status = status;
    }
    void setting(std::string_view name, std::string value) override {
        post([this, name = std::string(name), value = std::move(value)] {
            static_cast<void>(m_journal->set_setting(name, value));
        });
    }
    void new_epoch(std::int64_t at_least) override {
        post([this, at_least] {
            if (m_journal->epoch() < at_least) static_cast<void>(m_journal->begin_epoch(at_least));
        });
    }

    std::filesystem::path m_data;
    std::unique_ptr<journal::Journal> m_journal;
    std::mutex m_mutex;
    std::deque<std::function<void()>> m_inbox;
    client::LinkStatus m_status;
    int m_breaks = 0;
    std::unique_ptr<client::SyncThread> m_sync;  // last: it uses the rest
};

}  // namespace testing
