// The session on its own thread, "sync". Never in the way of a tap: it reads the journal through a connection of its
// own and writes nothing.
#pragma once

#include <filesystem>
#include <memory>
#include <thread>

#include "client/session.h"

namespace client {

class SyncThread {
public:
    // Absent: the kiosk is not enrolled, there is nothing to run. `folder` is the journal's, whose Journal is open
    // already; the clock and the sink must outlive the thread. After another enrolment: end it and start a new one.
    static base::Result<std::unique_ptr<SyncThread>> start(const std::filesystem::path& folder, SessionOptions options,
                                                           const base::Clock& clock, Sink& sink);
    ~SyncThread();  // ends an exchange in the middle; what it carried is sent again by the next
    SyncThread(const SyncThread&) = delete;
    SyncThread& operator=(const SyncThread&) = delete;

    void wake() { m_session->wake(); }  // any thread: the desk has appended

private:
    explicit SyncThread(std::unique_ptr<Session> session);

    std::unique_ptr<Session> m_session;
    std::jthread m_thread;  // last: it uses the session
};

}  // namespace client
