// From the sync with the hub to the desk and back: what the hub says becomes inputs of the desk, whose thread alone
// writes the journal. Also takes a kiosk into a hub while it runs.
// Threads: "sync" (client/sync_thread.h) and, while there is an enrolment to make, "enrol".
#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "client/sync_thread.h"
#include "desk/inputs.h"
#include "kiosk/hub_clock.h"
#include "kiosk/trace.h"

namespace kiosk {

struct SyncOptions {
    std::filesystem::path data;
    std::filesystem::path enrol_file;  // enrol_file.h; empty: none is looked for
    std::function<bool(desk::Input)> post;
    std::function<wire::DeviceStatus()> health;  // any thread
};

class SyncLink : private client::Sink {
public:
    // `clock` and `trace` must outlive the link.
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

private:
    void acked(std::int64_t seq) override;
    void changes(client::Update update) override;
    void status(const client::LinkStatus& status) override;
    void new_epoch(std::int64_t at_least) override;

    void start_sync();
    void enrol_by_file(const std::stop_token& stop);
    bool keep(const client::Hub& hub, const std::string& card_key);

    HubClock& m_clock;
    Trace& m_trace;
    SyncOptions m_options;
    std::mutex m_mutex;
    std::unique_ptr<client::SyncThread> m_sync;
    std::mutex m_pause_mutex;
    std::condition_variable_any m_pause;
    std::jthread m_enrolling;  // last: it uses the rest
};

}  // namespace kiosk
