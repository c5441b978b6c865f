#include "client/sync_thread.h"

#include <pthread.h>

namespace client {

base::Result<std::unique_ptr<SyncThread>> SyncThread::start(const std::filesystem::path& folder, SessionOptions options,
                                                            const base::Clock& clock, Sink& sink) {
    TRY(reader, journal::Reader::open(folder));
    TRY(hub, read_hub(*reader));
    if (!hub) return std::unique_ptr<SyncThread>();
    TRY(session, Session::make(std::move(reader), std::move(*hub), std::move(options), clock, sink));
    return std::unique_ptr<SyncThread>(new SyncThread(std::move(session)));
}

SyncThread::SyncThread(std::unique_ptr<Session> session)
    : m_session(std::move(session)), m_thread([this](const std::stop_token& stop) {
          pthread_setname_np(pthread_self(), "sync");
          while (!stop.stop_requested())
              m_session->turn();
      }) {}

SyncThread::~SyncThread() {
    m_thread.request_stop();
    m_session->wake();
}

}  // namespace client
