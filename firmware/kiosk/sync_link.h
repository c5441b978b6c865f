// From the sync with the hub to the desk and back: what the hub says becomes inputs of the desk, whose thread alone
// writes the journal. Also takes a kiosk into a hub while it runs: by a file, and as staff say at the screen.
// Threads: "sync" (client/sync_thread.h) and "enrol".
#pragma once

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>

#include "client/sync_thread.h"
#include "desk/desk.h"
#include "kiosk/enrolment.h"
#include "kiosk/hub_clock.h"
#include "kiosk/trace.h"
#include "kiosk/worker.h"

namespace kiosk {

struct SyncOptions {
    std::filesystem::path data;
    std::filesystem::path enrol_file;  // enrol_file.h; empty: none is looked for
    std::function<bool(desk::Input)> post;
    std::function<wire::DeviceStatus()> health;  // any thread
    client::SessionOptions session{};
};

class SyncLink : private client::Sink {
public:
    // `clock` and `trace` must outlive the link, and the link outlives the desk that it posts to.
    SyncLink(HubClock& clock, Trace& trace) : m_clock(clock), m_trace(trace) {}
    ~SyncLink() { stop(); }
    SyncLink(const SyncLink&) = delete;
    SyncLink& operator=(const SyncLink&) = delete;

    // Does nothing but look for the file while the kiosk is not enrolled.
    void start(SyncOptions options);
    // Nothing is posted after this.
    void stop();
    // There are new entries. Any thread.
    void wake();

    // Of DeskEvents; on the desk's thread, never waiting. An attempt that runs (the file's too) is given up.
    void enrol(const desk::EnrolOrder& order);
    void call_off_enrolment();

private:
    void acked(std::int64_t seq) override;
    void changes(client::Update update) override;
    bool takes_changes() override;
    void status(const client::LinkStatus& status) override;
    void setting(std::string_view name, std::string value) override;
    void new_epoch(std::int64_t at_least) override;

    void start_sync();
    std::stop_token next_attempt();  // the one before is to stop
    void enrol_by_file(const std::stop_token& stop);
    void enrol_by_staff(const desk::EnrolOrder& order, const std::stop_token& stop);
    client::EnrolOptions options_of(const EnrolWish& wish, journal::Reader& reader) const;
    // Ends the old link, keeps the enrolment and begins the new link.
    base::Result<void> keep(const client::Enrolment& enrolment);

    HubClock& m_clock;
    Trace& m_trace;
    SyncOptions m_options;
    std::mutex m_mutex;
    std::unique_ptr<client::SyncThread> m_sync;
    std::stop_source m_attempt;  // under m_mutex
    std::atomic<int> m_updates_waiting = 0;
    std::mutex m_pause_mutex;
    std::condition_variable_any m_pause;
    Worker m_enroller{"enrol"};  // last: it uses the rest
};

}  // namespace kiosk
