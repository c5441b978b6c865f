#include "kiosk/worker.h"

#include <pthread.h>

namespace kiosk {

Worker::Worker(std::string name)
    : m_thread([this, name = std::move(name)](const std::stop_token& stop) {
          pthread_setname_np(pthread_self(), name.c_str());
          while (const auto job = m_jobs.pop())
              if (!stop.stop_requested()) (*job)(stop);
      }) {}

void Worker::stop() {
    m_thread.request_stop();
    m_jobs.close();
    if (m_thread.joinable()) m_thread.join();
}

}  // namespace kiosk
