#include "hub_main/upkeep.h"

#include <condition_variable>
#include <mutex>

#include "base/log.h"
#include "hub/retention.h"

namespace hub_main {
namespace {

constexpr std::chrono::hours period{1};

}  // namespace

Upkeep::Upkeep(std::function<base::Result<std::unique_ptr<hub::Store>>()> open, const base::Clock& clock)
    : m_thread([open = std::move(open), &clock](const std::stop_token& stop) {
          std::mutex mutex;
          std::condition_variable_any wakes;
          std::unique_lock lock(mutex);
          do {
              auto store = open();
              const auto erased =
                  store ? hub::erase_due(**store, clock) : base::Result<std::int64_t>(base::fail(store.error()));
              if (!erased)
                  base::log::error("hub: names whose time is over could not be erased: {}", erased.error().message);
              else if (*erased > 0)
                  base::log::info("hub: {} people were erased: the retention of their events is over", *erased);
          } while (!wakes.wait_for(lock, stop, period, [&] { return stop.stop_requested(); }));
      }) {}

}  // namespace hub_main
