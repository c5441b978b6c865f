#include "kiosk/disk_watch.h"

#include <pthread.h>

#include "kiosk/leftover_care.h"
#include "kiosk/machine.h"

namespace kiosk {

DiskWatch::DiskWatch(std::filesystem::path folder, const base::Clock& clock, std::function<bool(desk::Input)> post)
    : m_thread([this, folder = std::move(folder), &clock, post = std::move(post)](const std::stop_token& stop) {
          pthread_setname_np(pthread_self(), "disk");
          LeftoverCare care(folder, clock);
          std::unique_lock lock(m_mutex);
          while (!stop.stop_requested()) {
              std::error_code error;
              const auto space = std::filesystem::space(folder, error);
              if (!error) post(desk::DiskInput{static_cast<std::int64_t>(space.available)});
              if (const auto celsius = processor_celsius()) post(desk::TemperatureInput{*celsius});
              care.look();
              m_stopped.wait_for(lock, stop, std::chrono::minutes(1), [] { return false; });
          }
      }) {}

}  // namespace kiosk
