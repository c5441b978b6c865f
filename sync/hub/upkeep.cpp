#include "hub/upkeep.h"

#include <condition_variable>
#include <mutex>

#include "base/counted.h"
#include "base/log.h"
#include "office/guest_uploads.h"
#include "office/retention.h"

namespace hub {
namespace {

void erase_those_due(office::Retention& retention, store::Store& store) {
    const auto erased = retention.turn(store);
    if (!erased)
        base::log::error("hub: names whose time is over could not be erased: {}", erased.error().message);
    else if (*erased > 0)
        base::log::info("hub: {} erased: the retention of their events is over",
                        base::counted(*erased, "person was", "people were"));
}

void drop_uploads(store::Store& store, const base::Clock& clock) {
    if (const auto done = office::drop_old_uploads(store, clock.read().wall); !done)
        base::log::warning("hub: old uploads of guest lists could not be removed: {}", done.error().message);
}

// Rows that an older hub could not read, and this one can.
bool take_in_quarantined(store::Store& store, const base::Clock& clock) {
    const auto taken = store.take_in_quarantined(clock.read().wall);
    if (!taken)
        base::log::error("hub: rows in quarantine could not be looked at: {}", taken.error().message);
    else if (*taken > 0)
        base::log::info("hub: {} in that an older hub could not read",
                        base::counted(*taken, "row was taken", "rows were taken"));
    return taken.has_value();
}

// Every erasure clears the files at once; where a reader was in the way, or the power went, it is done here.
void clear_files(store::Store& store, std::int64_t& cleared) {
    const auto last = store.last_erasure();
    if (!last || *last == cleared) return;
    if (const auto done = store.scrub(); done)
        cleared = *last;
    else
        base::log::warning(
            "hub: old bytes of erased people may still stand in the files, and will be cleared later: {}",
            done.error().message);
}

}  // namespace

Upkeep::Upkeep(std::function<base::Result<std::unique_ptr<store::Store>>()> open, const base::Clock& clock)
    : m_thread([open = std::move(open), &clock](const std::stop_token& stop) {
          std::mutex mutex;
          std::condition_variable_any wakes;
          std::unique_lock lock(mutex);
          office::Retention retention(clock);
          std::int64_t cleared = 0;  // the erasure up to which the files are known to be clear
          bool taken_in = false;     // once a run: only another version of the hub reads other rows
          do {
              if (auto store = open(); store) {
                  taken_in = taken_in || take_in_quarantined(**store, clock);
                  erase_those_due(retention, **store);
                  drop_uploads(**store, clock);
                  clear_files(**store, cleared);
              } else {
                  base::log::error("hub: the upkeep could not begin: {}", store.error().message);
              }
          } while (!wakes.wait_for(lock, stop, office::turn_period, [&] { return stop.stop_requested(); }));
      }) {}

}  // namespace hub
